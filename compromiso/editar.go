package compromiso

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Edicion is what `editar` changes: nil leaves a field as it is. The session stays, for
// the number follows from it.
type Edicion struct {
	Texto        *string
	Tipo         *Tipo
	Eje          *string
	Solicitantes *[]string
	Atencion     *string
}

// Editar corrects what was written. With a new text the incisos are read anew while
// nothing came of them yet: where there are none, or all are pendiente. Where nothing
// changes, nothing is noted.
func (c *Compromiso) Editar(acto Acto, e Edicion) error {
	if err := c.puede(Editar, ""); err != nil {
		return err
	}
	texto, err := e.texto(c.Texto)
	if err != nil {
		return err
	}
	if e.Tipo != nil && !e.Tipo.Valido() {
		return Errorf(Invalido, "tipo", "«%s» no es un tipo: use compromiso, solicitud o acuerdo.", *e.Tipo)
	}
	antes := c.foto()
	if texto != c.Texto {
		c.Texto = texto
		c.releerIncisos()
	}
	if e.Tipo != nil {
		c.Tipo = *e.Tipo
	}
	ponerTexto(&c.Eje, e.Eje)
	ponerTexto(&c.Atencion, e.Atencion)
	if e.Solicitantes != nil {
		c.Solicitantes = sinRepetir(*e.Solicitantes)
	}
	if h := c.hecho(Editar, acto, antes); len(h.Antes)+len(h.Despues) > 0 {
		c.anotar(h)
	}
	return nil
}

// texto is the text that the edition leaves: that of now but for the blanks around it
// is that of now.
func (e Edicion) texto(ahora string) (string, error) {
	if e.Texto == nil || strings.TrimSpace(*e.Texto) == strings.TrimSpace(ahora) {
		return ahora, nil
	}
	s := strings.TrimSpace(*e.Texto)
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		return "", Errorf(Invalido, "texto", "Escriba qué se pidió.")
	case n > LargoTexto:
		return "", Errorf(Invalido, "texto", "El texto tiene %d caracteres y caben %d: resúmalo.", n, LargoTexto)
	}
	return s, nil
}

func ponerTexto(donde, nuevo *string) {
	if nuevo != nil && strings.TrimSpace(*nuevo) != strings.TrimSpace(*donde) {
		*donde = strings.TrimSpace(*nuevo)
	}
}

// releerIncisos reads the incisos from the text. One that says the same as before, or,
// when there are as many as before, that has the same letter, keeps its areas and its
// date. Those of what had none have the state of the whole.
func (c *Compromiso) releerIncisos() {
	previos := c.Incisos
	tocado := slices.ContainsFunc(previos, func(i Inciso) bool { return i.Estatus != Pendiente })
	if tocado || !c.Estatus.Abierto() || c.Prorroga != nil && c.Prorroga.Inciso != "" {
		return
	}
	nuevos := ParseIncisos(c.Texto)
	quedan := slices.Clone(previos)
	heredar := func(i *Inciso, de int) {
		i.Areas, i.FechaLimite = quedan[de].Areas, quedan[de].FechaLimite
		quedan[de].Letra = ""
	}
	sueltos := make([]int, 0, len(nuevos))
	for k := range nuevos {
		igual := slices.IndexFunc(quedan, func(i Inciso) bool { return i.Letra != "" && Plegar(i.Texto) == Plegar(nuevos[k].Texto) })
		if igual >= 0 {
			heredar(&nuevos[k], igual)
		} else {
			sueltos = append(sueltos, k)
		}
		if len(previos) == 0 {
			nuevos[k].Estatus, nuevos[k].FechaPropuesta = c.Estatus, c.FechaPropuesta
		}
	}
	for _, k := range sueltos {
		if len(nuevos) == len(previos) && quedan[k].Letra != "" {
			heredar(&nuevos[k], k)
		}
	}
	if len(nuevos) == 0 { // who was to attend a part attends the whole
		c.Areas = c.TodasLasAreas()
	}
	c.Incisos = nuevos
}
