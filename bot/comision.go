package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"
)

// directorio is what is configured: as of now, and as it was last read (nil: never).
type directorio interface {
	Directorio(ctx context.Context) (*compromiso.Directorio, error)
	Recordado() *compromiso.Directorio
}

// faltaComision is the question that the bot asks when it cannot tell which
// commission is meant.
func faltaComision(d *compromiso.Directorio) error {
	var siglas []string
	for _, c := range d.Comisiones {
		siglas = append(siglas, c.Siglas)
	}
	if len(siglas) == 0 {
		return compromiso.Errorf(compromiso.NoEncontrado, "",
			"Todavía no hay ninguna comisión. Quien opera el bot la agrega con «compromisos configurar -f ARCHIVO.yaml».")
	}
	return compromiso.Errorf(compromiso.Ambiguo, "",
		"¿De qué comisión? Hay %s. Escriba sus siglas primero, por ejemplo «/compromiso %s lista».", compromiso.Enumerar(siglas), siglas[0])
}

// elegirComision tells which commission a request is about: the siglas typed, else
// the channel's, else the person's only one, else the only one there is.
func elegirComision(d *compromiso.Directorio, siglas, canal, persona string) (*compromiso.Comision, error) {
	if siglas != "" {
		c, ok := d.Comision(siglas)
		if !ok {
			return nil, noHayComision(d, siglas)
		}
		return c, nil
	}
	if c, ok := d.ComisionDeCanal(canal); ok {
		return c, nil
	}
	if suyas := d.ComisionesDe(persona); len(suyas) == 1 {
		return suyas[0], nil
	}
	if len(d.Comisiones) == 1 {
		return d.Comisiones[0], nil
	}
	return nil, faltaComision(d)
}

func noHayComision(d *compromiso.Directorio, siglas string) error {
	var hay []string
	for _, c := range d.Comisiones {
		hay = append(hay, c.Siglas)
	}
	return compromiso.Errorf(compromiso.NoEncontrado, "",
		"No hay una comisión «%s». Las que hay: %s.", recortar(unaLinea(siglas), 40), compromiso.Enumerar(hay))
}

// quitarPrefijo takes the siglas of a commission off the head of what was typed.
func quitarPrefijo(d *compromiso.Directorio, texto string) (siglas, resto string) {
	primera, resto, _ := strings.Cut(strings.TrimSpace(texto), " ")
	if c, ok := d.Comision(primera); ok && primera != "" {
		return c.Siglas, strings.TrimSpace(resto)
	}
	return "", strings.TrimSpace(texto)
}
