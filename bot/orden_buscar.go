package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"
)

// maxPalabras is the longest search, in characters: what is longer is a text, and a
// search for all of its words would find that text alone.
const maxPalabras = 200

// buscarPalabras finds by words in all states, the best first.
func buscarPalabras(ctx context.Context, t *turno) (respuesta, error) {
	palabras := strings.TrimSpace(t.resto)
	switch {
	case palabras == "":
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, "", "Escriba qué busca, por ejemplo «/compromiso buscar calendario de visitas».")
	case largo(palabras) > maxPalabras:
		return respuesta{}, compromiso.Errorf(compromiso.Invalido, "", "Busque con menos palabras: caben %d caracteres.", maxPalabras)
	}
	return t.recordando(ctx, "buscar "+palabras, func() (Mensaje, string, error) {
		// One more than is shown tells that there are more.
		p, err := t.b.st.Buscar(ctx, t.dir, t.com.Siglas, palabras, 0, filasPorPagina+1)
		if err != nil {
			return Mensaje{}, "", err
		}
		if p.Total == 0 { // more may be found without anything being written: the words are still being learnt
			p.Cabeza = ""
		}
		return mensajeBusqueda(p.Filas, palabras, t.com, t.hoy()), p.Cabeza, nil
	})
}
