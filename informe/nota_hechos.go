package informe

import (
	"slices"
	"strings"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// deClase are the seguimientos of a kind that say something, by date. What has no kind
// that we know is an activity.
func (c *notario) deClase(clase compromiso.ClaseSeg) []compromiso.SegInforme {
	return slices.DeleteFunc(porFecha(c.f.Seguimientos), func(s compromiso.SegInforme) bool {
		suya := s.Clase
		if suya != compromiso.SegAcuerdo && suya != compromiso.SegCalendario {
			suya = compromiso.SegActividad
		}
		return suya != clase || !diceAlgo(s)
	})
}

// aclaracion is what a seguimiento needs said besides its text: the area, where several
// take part, and the inciso.
func (c *notario) aclaracion(s compromiso.SegInforme) string {
	var l []string
	area := enUnaLinea(s.Area)
	varias := slices.ContainsFunc(c.f.Seguimientos, func(o compromiso.SegInforme) bool { return o.Area != "" && o.Area != s.Area })
	if area != "" && (varias || len(c.f.Areas) > 1) && !strings.Contains(s.Texto, area) {
		l = append(l, area)
	}
	if s.Inciso != "" {
		l = append(l, "inciso "+s.Inciso)
	}
	return strings.Join(l, ", ")
}

// actividades lists what was done, one item each, by date.
func (c *notario) actividades() {
	l := c.deClase(compromiso.SegActividad)
	if len(l) == 0 {
		return
	}
	en := "En cumplimiento " + c.tipo().del + " de mérito, "
	if len(l) == 1 {
		c.parrafo(en + "se ha llevado a cabo la siguiente actividad:")
	} else {
		c.parrafo(en + "se han llevado a cabo las siguientes actividades:")
	}
	var lista documento.Lista
	for _, s := range l {
		lista.Items = append(lista.Items, c.item(s))
	}
	c.pon(lista)
}

// item is a seguimiento with its day; what it says past its first line hangs below it.
func (c *notario) item(s compromiso.SegInforme) documento.Item {
	lineas := renglones(s.Texto)
	if leerLinea(lineas[0]).clase != deParrafo { // it is a list from the beginning
		return documento.Item{Trozos: documento.Texto(conFecha(s.Fecha, c.aclaracion(s), "Se informó lo siguiente:")), Dentro: bloquesDe(s.Texto)}
	}
	return documento.Item{
		Trozos: trozosDe(conFecha(s.Fecha, c.aclaracion(s), lineas[0])), Dentro: bloquesDe(strings.Join(lineas[1:], "\n")),
	}
}

// acuerdos are the agreements, an ordered list for each day.
func (c *notario) acuerdos() {
	l := c.deClase(compromiso.SegAcuerdo)
	for len(l) > 0 {
		n := 1
		for n < len(l) && l[n].Fecha == l[0].Fecha {
			n++
		}
		c.acuerdosDelDia(l[:n])
		l = l[n:]
	}
}

func (c *notario) acuerdosDelDia(l []compromiso.SegInforme) {
	lineas := renglones(l[0].Texto)
	if len(l) == 1 && len(lineas) > 1 && strings.HasSuffix(lineas[0], ":") {
		// It brings its own beginning: «… se acordó una agenda con los siguientes ejes:».
		inicio := lineas[0]
		if palabra, _, _ := strings.Cut(inicio, " "); reInfinitivo.MatchString(palabra) {
			inicio = "Se acordó " + minuscula(inicio)
		}
		c.parrafo(conFecha(l[0].Fecha, "", inicio))
		c.pon(bloquesDe(strings.Join(lineas[1:], "\n"))...)
		return
	}
	c.parrafo(conFecha(l[0].Fecha, "", "Se acordó lo siguiente:"))
	lista := documento.Lista{Ordenada: true, Desde: 1}
	for _, s := range l {
		lineas := renglones(s.Texto)
		if slices.ContainsFunc(lineas, func(r string) bool { return leerLinea(r).clase == deParrafo }) {
			lista.Items = append(lista.Items, documento.Item{
				Trozos: trozosDe(leerLinea(lineas[0]).texto), Dentro: bloquesDe(strings.Join(lineas[1:], "\n")),
			})
			continue
		}
		for _, r := range lineas { // each line is an agreement
			lista.Items = append(lista.Items, documento.Item{Trozos: trozosDe(leerLinea(r).texto)})
		}
	}
	c.pon(lista)
}

// calendarios are the small tables, each with the day of which it is.
func (c *notario) calendarios() {
	for i, s := range c.deClase(compromiso.SegCalendario) {
		al := ""
		if d := fechaEnPalabras(s.Fecha); d != "" {
			al = " al " + d
		}
		if i == 0 {
			c.parrafo("A continuación, se comparte la calendarización" + al + ":")
		} else {
			c.parrafo("Asimismo, se comparte la calendarización" + al + ":")
		}
		c.pon(calendarioDe(s.Texto)...)
	}
}

// atencion is the Secretaría's own prose.
func (c *notario) atencion() {
	if strings.TrimSpace(c.f.Atencion) == "" {
		return
	}
	if slices.ContainsFunc(c.f.Seguimientos, diceAlgo) {
		c.parrafo("En cuanto a la atención " + c.tipo().del + ", la Secretaría Técnica informa lo siguiente:")
	}
	c.pon(bloquesDe(c.f.Atencion)...)
}

// evidencias lists what proves it: oficios, documents, addresses that lead where they say.
func (c *notario) evidencias() {
	var lista documento.Lista
	for _, e := range c.f.Evidencias {
		if t := trozosDeEvidencia(e); len(t) > 0 {
			lista.Items = append(lista.Items, documento.Item{Trozos: t})
		}
	}
	switch len(lista.Items) {
	case 0:
		return
	case 1:
		c.parrafo("Como constancia de lo anterior, se cuenta con el siguiente documento:")
	default:
		c.parrafo("Como constancia de lo anterior, se cuenta con los siguientes documentos:")
	}
	c.pon(lista)
}

func trozosDeEvidencia(e compromiso.EvidenciaInforme) []documento.Trozo {
	titulo, oficio, liga := enUnaLinea(e.Titulo), enUnaLinea(e.Oficio), enUnaLinea(e.Liga)
	s := ""
	switch {
	case oficio != "":
		s = "Oficio " + strings.TrimPrefix(strings.TrimPrefix(oficio, "Oficio "), "oficio ")
		if titulo == oficio {
			titulo = ""
		}
	case e.Clase == compromiso.EvMinuta && !strings.HasPrefix(compromiso.Plegar(titulo), "minuta"):
		s = "Minuta"
	}
	if titulo != "" && liga != "" && strings.Contains(liga, "://"+titulo) {
		titulo = "" // the name of the machine, which the address tells
	}
	switch {
	case s != "" && titulo != "":
		s += ", «" + titulo + "»"
	case s == "":
		s = titulo
	}
	if d := fechaEnPalabras(e.Fecha); d != "" {
		if s == "" {
			s = "Documento"
		}
		s += ", del " + d
	}
	if liga == "" {
		if s == "" {
			return nil
		}
		return trozosDe(conPunto(s))
	}
	direccion := documento.Trozo{Texto: liga}
	if esLiga(liga) {
		direccion.Liga = liga
	}
	if s == "" {
		return []documento.Trozo{direccion}
	}
	return append(trozosDe(s+": "), direccion)
}

// prorrogas tells how the due date was moved, or asked to be.
func (c *notario) prorrogas() {
	var items []documento.Item
	for _, p := range c.f.Prorrogas {
		if s := fraseDeProrroga(p); s != "" {
			items = append(items, documento.Item{Trozos: trozosDe(s)})
		}
	}
	switch len(items) {
	case 0:
	case 1:
		c.pon(documento.Parrafo{Trozos: items[0].Trozos})
	default:
		c.parrafo("En cuanto a su fecha límite:")
		c.pon(documento.Lista{Items: items})
	}
}

func fraseDeProrroga(p compromiso.ProrrogaInforme) string {
	nueva, anterior := fechaEnPalabras(p.Nueva), fechaEnPalabras(p.Anterior)
	if nueva == "" {
		return ""
	}
	de := ""
	if anterior != "" {
		de = " del " + anterior
	}
	fecha := "la fecha límite" + deInciso(p.Inciso)
	por := ""
	if m := enUnaLinea(p.Motivo); m != "" {
		por = ", por el siguiente motivo: " + entreComillas(m)
	}
	switch compromiso.EstadoProrroga(p.Estado) {
	case compromiso.ProrrogaConcedida:
		return "Se concedió prórroga: " + fecha + " pasó" + de + " al " + nueva + por + "."
	case compromiso.ProrrogaNegada:
		s := "Se solicitó ampliar " + fecha + de + " al " + nueva + por + "; no se concedió"
		if r := enUnaLinea(p.Respuesta); r != "" {
			s += ": " + entreComillas(r)
		}
		return s + "."
	}
	return "Está en trámite una prórroga para que " + fecha + " pase" + de + " al " + nueva + por + "."
}

// estado is how it stands on the day of the nota, whole and inciso by inciso.
func (c *notario) estado() {
	if !c.hayTrabajos() {
		c.parrafo("A la fecha no se han registrado actividades para su atención.")
	}
	c.parrafo(c.fraseDeEstado(), c.fraseDeLimite(), c.frasePermanente())
	if len(c.f.Incisos) == 0 {
		return
	}
	c.parrafo("Por inciso, el estado es el siguiente:")
	var lista documento.Lista
	for _, i := range c.f.Incisos {
		estado := minuscula(i.Estatus.Impreso())
		if d := fechaEnPalabras(i.FechaCumplimiento); d != "" && llevaFecha(i.Estatus) {
			estado += " el " + d
		}
		texto := strings.TrimRight(enUnaLinea(i.Texto), ".;, ")
		lista.Items = append(lista.Items, documento.Item{Trozos: append([]documento.Trozo{{Texto: i.Letra + ")", Negrita: true}},
			trozosDe(" "+texto+": "+estado+".")...)})
	}
	c.pon(lista)
}

func (c *notario) fraseDeEstado() string {
	t := c.tipo()
	sujeto := t.el + " " + c.f.Numero.String()
	hoy := ""
	if d := fechaEnPalabras(c.Fecha); d != "" {
		hoy = "Al " + d + ", "
	}
	cuando := fechaEnPalabras(c.f.FechaCumplimiento)
	switch c.f.Estatus {
	case compromiso.Cumplido:
		if cuando != "" {
			return mayuscula(sujeto) + " se dio por " + t.atendido + " el " + cuando + "."
		}
		return mayuscula(hoy+sujeto) + " se encuentra " + t.atendido + "."
	case compromiso.SinEfecto:
		if cuando != "" {
			return mayuscula(sujeto) + " quedó sin efecto el " + cuando + "."
		}
		return mayuscula(hoy+sujeto) + " ha quedado sin efecto."
	case compromiso.Parcial:
		return mayuscula(hoy+sujeto) + " se encuentra parcialmente " + t.atendido + "."
	case compromiso.Pendiente:
		return mayuscula(hoy+sujeto) + " se encuentra pendiente de atención."
	}
	return mayuscula(hoy+sujeto) + " se encuentra en proceso de atención."
}

func (c *notario) fraseDeLimite() string {
	d := fechaEnPalabras(c.f.FechaLimite)
	if d == "" || !c.f.Estatus.Abierto() {
		return ""
	}
	if c.Fecha.Despues(c.f.FechaLimite) {
		return "Su fecha límite fue el " + d + "."
	}
	return "Su fecha límite es el " + d + "."
}

func (c *notario) frasePermanente() string {
	if !c.f.Permanente || !c.f.Estatus.Abierto() {
		return ""
	}
	return "Es de carácter permanente, por lo que se seguirá informando de su atención en las sesiones de la Comisión."
}
