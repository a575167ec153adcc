package compromiso

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Nivel is how bad a finding is.
type Nivel string

// The levels: with an error something that the product promises does not happen; an
// aviso is for somebody to look at.
const (
	NivelError Nivel = "error"
	NivelAviso Nivel = "aviso"
)

// Hallazgo is one thing that `revisar` found: where, what, and what to do about it.
type Hallazgo struct {
	Nivel   Nivel
	Donde   string
	Mensaje string
	Remedio string
}

// Hallazgos are findings in the order in which they were made.
type Hallazgos []Hallazgo

// Error adds one that keeps something from working.
func (h *Hallazgos) Error(donde, mensaje, remedio string) {
	*h = append(*h, Hallazgo{NivelError, donde, mensaje, remedio})
}

// Aviso adds one to look at.
func (h *Hallazgos) Aviso(donde, mensaje, remedio string) {
	*h = append(*h, Hallazgo{NivelAviso, donde, mensaje, remedio})
}

// Nombrado is somebody whom the configuration names, with all that they are in it.
type Nombrado struct {
	ID   string
	Como []string
}

// Nombrados are the people of the configuration, those of its user groups included, in
// the order in which it names them.
func (d *Directorio) Nombrados() []Nombrado {
	var out []Nombrado
	poner := func(como string, ids ...string) {
		for _, u := range d.Personas(ids...) {
			k := slices.IndexFunc(out, func(n Nombrado) bool { return n.ID == u })
			if k < 0 {
				k = len(out)
				out = append(out, Nombrado{ID: u})
			}
			if !slices.Contains(out[k].Como, como) {
				out[k].Como = append(out[k].Como, como)
			}
		}
	}
	for _, c := range d.Comisiones {
		poner("Secretaría Técnica de "+c.Siglas, c.Secretaria...)
	}
	for _, a := range d.Areas {
		poner("enlace de "+a.Siglas, a.Enlaces...)
		poner("suplente de "+a.Siglas, a.Suplentes...)
		poner("titular de "+a.Siglas, a.Titular)
	}
	for _, s := range d.Solicitantes {
		poner("solicitante "+s.Clave, s.Usuarios...)
	}
	return out
}

// RevisarGente looks for people and areas that nobody can reach. fuera says why somebody
// cannot be written to, as far as that is known.
func RevisarGente(d *Directorio, fuera map[string]string) Hallazgos {
	var h Hallazgos
	if len(d.Comisiones) == 0 {
		h.Error("configuración", "no hay ninguna comisión", "defínala con «compromisos configurar -f ARCHIVO.yaml»")
	}
	for _, n := range d.Nombrados() {
		if porque, mal := fuera[n.ID]; mal {
			h.Aviso(fmt.Sprintf("persona %s (%s)", n.ID, Enumerar(n.Como)), porque, "ponga a otra persona en la configuración")
		}
	}
	quedan := func(ids ...string) bool {
		return slices.ContainsFunc(d.Personas(ids...), func(u string) bool { return fuera[u] == "" }) ||
			slices.ContainsFunc(ids, d.esGrupoSinVer) // somebody may be in it
	}
	for _, c := range d.Comisiones {
		revisarComision(&h, c, quedan(c.Secretaria...))
	}
	for _, a := range d.Areas {
		revisarArea(&h, a, quedan)
	}
	if len(d.Comisiones) > 0 && len(d.Areas) == 0 {
		h.Aviso("configuración", "no hay ninguna área: no se puede registrar nada en una línea", "agregue «areas» con «compromisos configurar»")
	}
	return h
}

// esGrupoSinVer tells whether it is a user group whose members nobody has seen.
func (d *Directorio) esGrupoSinVer(id string) bool {
	_, visto := d.Grupos[id]
	return id != "" && id[0] == 'S' && !visto
}

func revisarComision(h *Hallazgos, c *Comision, conSecretaria bool) {
	donde := "comisión " + c.Siglas
	switch {
	case len(c.Secretaria) == 0:
		h.Error(donde, "no tiene Secretaría Técnica: nadie puede registrar ni validar", "agregue «secretaria» a la comisión en la configuración")
	case !conSecretaria:
		h.Error(donde, "no se puede escribir a nadie de su Secretaría Técnica", "ponga a otra persona en «secretaria» en la configuración")
	}
	switch {
	case c.Canal == "" && c.Lectura == LecturaCanal:
		h.Error(donde, "su lectura es «canal» y no tiene canal: casi nadie puede consultar sus compromisos", "agregue «canal», o ponga «lectura: todos»")
	case c.Canal == "":
		h.Aviso(donde, "no tiene canal: sus registros y resúmenes no se publican", "agregue «canal» a la comisión en la configuración")
	}
}

func revisarArea(h *Hallazgos, a Area, quedan func(...string) bool) {
	donde := "área " + a.Siglas
	if !quedan(a.Enlaces...) {
		que := "no se puede escribir a ninguno de sus enlaces"
		if len(a.Enlaces) == 0 {
			que = "no tiene enlace"
		}
		mientras := "solo se entera la Secretaría Técnica"
		if quedan(a.Suplentes...) {
			mientras = "se escribe a sus suplentes"
		}
		h.Error(donde, que+" (mientras tanto, "+mientras+")", "ponga a alguien en «enlaces» en la configuración")
	}
	var faltan, claves []string
	if !quedan(a.Suplentes...) {
		faltan, claves = append(faltan, "suplente"), append(claves, "«suplentes»")
	}
	if !quedan(a.Titular) {
		faltan, claves = append(faltan, "titular"), append(claves, "«titular»")
	}
	if len(faltan) > 0 {
		h.Aviso(donde, "no tiene "+strings.Join(faltan, " ni ")+" a quien avisar de un atraso", "agregue "+Enumerar(claves)+" en la configuración")
	}
}

// Muestra is how many there are of something, and the first of them.
type Muestra struct {
	Total    int
	Primeros []Numero
}

// String is the list as a sentence has it.
func (m Muestra) String() string {
	var s []string
	for _, n := range m.Primeros {
		s = append(s, n.String())
	}
	if mas := m.Total - len(s); mas > 0 {
		return strings.Join(s, ", ") + fmt.Sprintf(" y %d más", mas)
	}
	return Enumerar(s)
}

// RevisarAbiertos tells of open compromisos that nobody will be reminded of.
func RevisarAbiertos(c *Comision, sinFecha, sinAreas Muestra) Hallazgos {
	var h Hallazgos
	donde := "compromisos de " + c.Siglas
	if sinFecha.Total > 0 {
		h.Aviso(donde, fmt.Sprintf("abiertos sin fecha límite, de los que nadie recibe recordatorios (%d): %s", sinFecha.Total, sinFecha),
			"póngales fecha con «/compromiso editar NN/AAAA»")
	}
	if sinAreas.Total > 0 {
		h.Aviso(donde, fmt.Sprintf("abiertos sin área, de los que solo se entera la Secretaría Técnica (%d): %s", sinAreas.Total, sinAreas),
			"asígnelos con «/compromiso asignar NN/AAAA»")
	}
	return h
}

// Perdidos are the avisos to somebody that could not be delivered, for one reason.
type Perdidos struct {
	Destino string
	Motivo  string
	Cuantos int
	Ultimo  Fecha
}

// RevisarPerdidos tells of avisos that were not delivered; persona says of which reasons
// it was the person who could not be written to.
func RevisarPerdidos(ps []Perdidos, persona func(motivo string) bool) Hallazgos {
	var h Hallazgos
	for _, p := range ps {
		que := fmt.Sprintf("%d avisos no le llegaron (%s), el último el %s", p.Cuantos, p.Motivo, p.Ultimo.Puntos())
		if p.Cuantos == 1 {
			que = fmt.Sprintf("un aviso no le llegó (%s) el %s", p.Motivo, p.Ultimo.Puntos())
		}
		donde, remedio := "avisos a "+p.Destino, "se avisó a la Secretaría Técnica; revise la conexión con Slack"
		switch {
		case p.Destino != "" && p.Destino[0] != 'U' && p.Destino[0] != 'W':
			remedio = "revise que el bot esté en ese canal"
		case persona(p.Motivo):
			remedio = "se avisó a su suplente o a la Secretaría Técnica; si se fue, ponga a otra persona en la configuración"
		}
		h.Aviso(donde, que, remedio)
	}
	return h
}

// RevisarSiglas tells of the siglas that an informe of the commission would print without
// a definition.
func RevisarSiglas(c *Comision, siglas []string) Hallazgos {
	var h Hallazgos
	const caben = 10
	if len(siglas) == 0 {
		return h
	}
	lista := Enumerar(siglas)
	if mas := len(siglas) - caben; mas > 0 {
		lista = strings.Join(siglas[:caben], ", ") + fmt.Sprintf(" y %d más", mas)
	}
	que := "sus compromisos usan siglas sin definición: "
	if len(siglas) == 1 {
		que = "sus compromisos usan una sigla sin definición: "
	}
	h.Aviso("glosario de "+c.Siglas, que+lista, "agréguelas a «glosario» en la configuración, o quedarán sin explicar en el informe")
	return h
}

// RevisarNombres tells of areas of which only the siglas are known.
func RevisarNombres(d *Directorio) Hallazgos {
	var h Hallazgos
	definida := d.Definidas()
	for _, a := range d.Areas {
		if !definida(a.Siglas) {
			h.Aviso("área "+a.Siglas, "no tiene nombre, ni definición en el glosario", "agregue su «nombre» en la configuración")
		}
	}
	return h
}

// Definidas tells of siglas whether somebody said what they mean: the glossary, or the
// name of an area, a commission or a requester.
func (d *Directorio) Definidas() func(sigla string) bool {
	m := map[string]bool{}
	for g := range d.Glosario {
		m[Plegar(g)] = true
	}
	for _, c := range d.Comisiones {
		m[Plegar(c.Siglas)] = true
	}
	for _, a := range d.Areas {
		m[Plegar(a.Siglas)] = m[Plegar(a.Siglas)] || strings.TrimSpace(a.Nombre) != ""
	}
	for _, s := range d.Solicitantes {
		m[Plegar(s.Clave)] = m[Plegar(s.Clave)] || s.Nombre != ""
	}
	vistas := map[string]bool{} // texts repeat their words, and folding costs
	return func(sigla string) bool {
		si, ya := vistas[sigla]
		if !ya {
			si = m[Plegar(sigla)]
			vistas[sigla] = si
		}
		return si
	}
}

// margenFinDeAnio is how long before the year ends its successor's days should be known.
const margenFinDeAnio = 45

// RevisarCalendario tells of what is missing in the calendar of a commission, or at odds.
func RevisarCalendario(c *Comision, ahora time.Time) Hallazgos {
	var h Hallazgos
	donde, hoy := "calendario de "+c.Siglas, c.Hoy(ahora)
	if len(c.Calendario.Inhabiles) > 0 {
		ultimo := c.Calendario.Inhabiles[0].Hasta
		for _, i := range c.Calendario.Inhabiles {
			if i.Hasta.Despues(ultimo) {
				ultimo = i.Hasta
			}
		}
		var faltan []string
		for anio := ultimo.Anio + 1; anio <= hoy.AddDias(margenFinDeAnio).Anio; anio++ {
			if anio >= hoy.Anio {
				faltan = append(faltan, fmt.Sprint(anio))
			}
		}
		if len(faltan) > 0 {
			h.Aviso(donde, "sus días inhábiles terminan el "+ultimo.Puntos(), "agregue los de "+Enumerar(faltan)+" a «inhabiles»")
		}
	}
	m := c.Recordatorios.Hora.Minutos()
	if m < c.Horario.Desde.Minutos() || m >= c.Horario.Hasta.Minutos() {
		h.Error(donde, fmt.Sprintf("la hora de los recordatorios (%s) queda fuera del horario %s-%s", c.Recordatorios.Hora, c.Horario.Desde, c.Horario.Hasta), "corrija «hora» o «horario»")
	}
	porVenir := 0
	for _, s := range c.Sesiones {
		if s.Fecha.Antes(hoy) {
			continue
		}
		porVenir++
		if !c.Calendario.Habil(s.Fecha) {
			h.Aviso(donde, fmt.Sprintf("la sesión %s cae en un día que no es hábil, el %s", s.Codigo, DiaCorto(s.Fecha)), "revise su «fecha»")
		}
	}
	if porVenir == 0 {
		h.Aviso(donde, "no hay ninguna sesión por venir: lo que se registre vence a los 15 días hábiles", "agregue la próxima a «sesiones»")
	}
	return h
}
