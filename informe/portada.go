package informe

import (
	"regexp"
	"strconv"
	"strings"

	"compromisos/compromiso"
)

// portada is what the lines above the table say: whose report it is, of which
// session, when.
type portada struct {
	comision, nombre string
	mayor            bool // what that says may only be the house of the body
	sesionTexto      string
	sesionLinea      int
	fecha            compromiso.Fecha
	fechaEscrita     string // until cerrarFecha reads it
	fechaLinea       int
	dia              string // of the week, that stood beside it
	hora             string
	lineas           map[string]bool // every line, to know them again on the next page
}

var (
	reComision = regexp.MustCompile(`^(.*?\S)\s*\((\p{Lu}[\pL\d]{1,19})\)[\s.]*$`)
	// reComisionYMas is the commission with its session on the same line.
	reComisionYMas = regexp.MustCompile(`^([^()]*[^()\s])\s*\((\p{Lu}[\pL\d]{1,19})\)[\s.,;:·|–—-]+(\S.*)$`)

	reHora   = regexp.MustCompile(`(?i)\b(\d{1,2})[:.](\d{2})\s*(?:horas|hrs?\b|h\b)|\b(\d{1,2}):(\d{2})\b(?:\s*([ap])\.?\s?m\b\.?)?`)
	reRotulo = regexp.MustCompile(`(?i)^(?:sesi[oó]n|fecha(?: de (?:la )?sesi[oó]n)?|hora|fecha y hora)\s*:\s*`)
	reDia    = regexp.MustCompile(`(?i)\b(lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b,?\s*`)
)

// leer takes what a line says; anything that no field keeps earns a warning.
func (p *portada) leer(r renglon, avs *avisos) {
	t := r.texto()
	if t == "" || p.lineas[t] {
		return
	}
	p.lineas[t] = true
	switch {
	case p.leerComision(t, r.linea, avs):
	case p.leerSesionYFecha(t, r.linea, avs):
	case strings.HasPrefix(compromiso.Plegar(t), "informe"):
		p.leerTitulo(t)
	case compromiso.Plegar(t) == "instituto nacional electoral":
	default:
		avs.add(r.linea, "", "No se reconoce esta línea: «%s».", cita(t))
	}
}

var (
	// reOrgano begins the name of a body that adopts compromisos.
	reOrgano = regexp.MustCompile(`^(?:h\. |honorable )?(?:sub)?(?:comision|comite)\b|^grupo de trabajo\b`)
	// reOrganoMayor begins that of one that may only be the house of the body whose report
	// it is: it counts where its siglas are said.
	reOrganoMayor = regexp.MustCompile(`^(?:h\. |honorable )?(?:consejo|junta|cabildo|ayuntamiento|patronato|pleno|mesa directiva|asamblea|observatorio|red|sistema|coordinacion|secretariado)\b`)
	// reOrganoTras is a body after its house: «Junta General, Comité de Compras (CC)».
	reOrganoTras = regexp.MustCompile(`^([^()]{3,160}?)\s*[,;:–—-]\s+((?i:(?:sub)?(?:comisi[oó]n|comit[eé]))\s[^()]{3,200}\(\p{Lu}[\pL\d]{1,19}\)[\s.]*)$`)
)

func (p *portada) leerComision(t string, linea int, avs *avisos) bool {
	plano := compromiso.Plegar(t)
	if m := reOrganoTras.FindStringSubmatch(t); m != nil && !reOrgano.MatchString(plano) && (p.nombre == "" || p.mayor) {
		avs.add(linea, "", "De esta línea se tomó la comisión: «%s».", cita(t))
		t, plano = m[2], compromiso.Plegar(m[2])
	}
	mayor := reOrganoMayor.MatchString(plano)
	switch {
	case p.nombre != "" && !(p.mayor && !mayor && reComision.MatchString(t)):
		return false
	case !reOrgano.MatchString(plano) && !(mayor && reComision.MatchString(t)):
		return false
	case p.nombre != "":
		avs.add(linea, "comision", "Se tomó la comisión de esta línea, y no «%s (%s)».", cita(p.nombre), p.comision)
	}
	p.mayor = mayor
	if m := reComision.FindStringSubmatch(t); m != nil {
		p.nombre, p.comision = m[1], m[2]
	} else if m := reComisionYMas.FindStringSubmatch(t); m != nil && p.leerSesionYFecha(m[3], linea, avs) {
		p.nombre, p.comision = m[1], m[2]
	} else {
		p.nombre = t
	}
	return true
}

// reOrganoDicho is the commission within the title of a report.
var reOrganoDicho = regexp.MustCompile(`(?i)\b((?:sub)?comisi[oó]n\s[^()]{3,200}?)\s*\((\p{Lu}[\pL\d]{1,19})\)`)

// leerTitulo takes the commission that the title names, where no line of its own does.
func (p *portada) leerTitulo(t string) {
	if m := reOrganoDicho.FindStringSubmatch(t); m != nil && p.nombre == "" {
		p.nombre, p.comision = m[1], m[2]
	}
}

// leerFicha reads a heading that is laid out as a small table: what is told, and beside it
// what it is.
func (p *portada) leerFicha(r renglon, avs *avisos) bool {
	if r.llenas() != 2 {
		return false
	}
	i := primeraLlena(r)
	rotulo := strings.Trim(compromiso.Plegar(r.celdas[i].enLinea()), " :.")
	valor := segundaDistinta(r)
	switch rotulo {
	case "comision", "nombre de la comision", "organo":
		if !p.leerComision(valor, r.linea, avs) && p.comision == "" && reSoloSiglas.MatchString(valor) {
			p.comision = valor
			return true
		}
		return p.nombre != ""
	case "sesion", "fecha", "hora", "fecha de la sesion", "fecha de sesion", "sesion y fecha", "fecha y hora":
		if rotulo == "hora" && reHora.FindString(valor) == "" {
			valor += " horas"
		}
		return p.leerSesionYFecha(valor, r.linea, avs)
	case "informe", "documento", "titulo", "asunto":
		p.leerTitulo(valor)
		return strings.HasPrefix(compromiso.Plegar(valor), "informe")
	}
	return false
}

// leerSesionYFecha reads a line with the session, the date, the hour, or several.
func (p *portada) leerSesionYFecha(t string, linea int, avs *avisos) bool {
	tomo := false
	t = reRotulo.ReplaceAllString(t, "")
	resto := t
	if f := buscarFechas(t); len(f) > 0 {
		tomo = p.leerFecha(t, f[0], linea)
		resto = reAtadura.ReplaceAllString(sinFechas(t, f), " ")
	} else if d, sin, hay := fechaSinAnio(t); hay {
		tomo, resto = p.leerSinAnio(d, sin, linea, avs), reAtadura.ReplaceAllString(sin, " ")
	}
	if m := reHora.FindStringSubmatchIndex(resto); m != nil {
		tomo = p.leerHora(reHora.FindStringSubmatch(resto)) || tomo
		resto = resto[:m[0]] + " " + resto[m[1]:]
	}
	resto = aniosEnCifras(resto)
	resto = strings.Trim(reDia.ReplaceAllString(resto, " "), " ,.;:()-–—")
	if resto == "" {
		return tomo
	}
	if p.sesionTexto == "" && rePistaSesion.MatchString(resto) {
		if _, _, err := compromiso.ParseCodigoSesion(resto, siglasDeSesion(resto)); err == nil {
			p.sesionTexto, p.sesionLinea = resto, linea
			return true
		}
	}
	titulo := strings.HasPrefix(compromiso.Plegar(resto), "informe")
	if s := sesionDentro(resto); titulo && s != "" && p.sesionTexto == "" {
		p.sesionTexto, p.sesionLinea = s, linea
		p.leerTitulo(t)
		return true
	}
	if tomo {
		switch compromiso.Plegar(resto) {
		case "ciudad de mexico", "ciudad de mexico, a", "a", "fecha", "hora", "a las":
		default:
			avs.add(linea, "", "De esta línea solo se tomó la fecha: «%s».", cita(t))
		}
	}
	return tomo
}

func (p *portada) leerFecha(t string, f fechaHallada, linea int) bool {
	if !p.fecha.IsZero() || p.fechaEscrita != "" {
		return false
	}
	p.fecha, p.fechaEscrita, p.fechaLinea = f.fecha, f.escrita, linea
	if d := reDia.FindStringSubmatch(t); d != nil {
		p.dia = d[1]
	}
	return true
}

// leerSinAnio takes a date that does not say its year, of that of the session beside it or
// above it.
func (p *portada) leerSinAnio(d diaYMes, sin string, linea int, avs *avisos) bool {
	anio := anioDeSesion(strings.Trim(sin, " ,.;:()-–—"), siglasDeSesion(sin))
	if anio == 0 {
		anio = anioDeSesion(p.sesionTexto, siglasDeSesion(p.sesionTexto))
	}
	if d.en(anio).IsZero() {
		avs.add(linea, "fecha_informe", "La fecha «%s» no dice el año, y no se toma: escríbala completa.", cita(d.escrita))
		return true
	}
	return p.leerFecha(sin, fechaHallada{escrita: d.en(anio).Puntos(), fecha: d.en(anio)}, linea)
}

// cerrarFecha reads the date again, once it is known whether the document has its months
// first, and holds it against its day of the week.
func (p *portada) cerrarFecha(avs *avisos) {
	if p.fechaEscrita == "" {
		return
	}
	if l := buscarFechas(p.fechaEscrita); len(l) == 1 {
		p.fecha = l[0].fecha
	}
	switch {
	case p.fecha.IsZero():
		avs.add(p.fechaLinea, "fecha_informe", "La fecha «%s» no existe; el informe queda sin fecha.", cita(p.fechaEscrita))
	case p.dia != "" && compromiso.Plegar(p.dia) != compromiso.Plegar(p.fecha.DiaSemana()):
		avs.add(p.fechaLinea, "fecha_informe", "El %s fue %s, no %s.", p.fecha.Puntos(), p.fecha.DiaSemana(), strings.ToLower(p.dia))
	}
}

func (p *portada) leerHora(m []string) bool {
	h, minuto := m[1]+m[3], m[2]+m[4]
	switch n := entero(h); {
	case strings.EqualFold(m[5], "p") && n < 12:
		h = strconv.Itoa(n + 12)
	case strings.EqualFold(m[5], "a") && n == 12:
		h = "0"
	}
	if len(h) == 1 {
		h = "0" + h
	}
	if _, err := compromiso.ParseHora(h + ":" + minuto); err != nil || p.hora != "" {
		return false
	}
	p.hora = h + ":" + minuto
	return true
}
