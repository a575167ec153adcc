package informe

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"compromisos/compromiso"
)

// imprenta prints an informe as some secretariat might have: every way in which the
// documents of the family differ is drawn.
type imprenta struct {
	t     *rapid.T
	tb    testing.TB
	inf   compromiso.Informe
	forma string // of the file
	cols  []columna

	sesionDe   string // how rows below the first of a session say it
	ejeEnGrupo bool
	partes     []parte
	sesion     string // of the row above
	eje        string
	titulos    map[columna]string
}

// parte is a line of the document: a loose one, or a row; blanco, an empty line.
type parte struct {
	suelta string
	celdas []celdaImpresa
	nivel  int  // of a heading, 0 for a plain line
	une    bool // the only cell spans the row
}

// celdaImpresa is a cell by its lines; cruda, already as the file has it.
type celdaImpresa struct {
	lineas []string
	marca  bool // its beginning is marked, even if it is only one line
}

func impresa(s string) celdaImpresa {
	if s == "" {
		return celdaImpresa{}
	}
	return celdaImpresa{lineas: []string{s}}
}

func impresaDe(s string) celdaImpresa {
	if s == "" {
		return celdaImpresa{}
	}
	return celdaImpresa{lineas: strings.Split(s, "\n")}
}

func (p *imprenta) uno(que string, l ...string) string { return rapid.SampledFrom(l).Draw(p.t, que) }

func (p *imprenta) aveces(que string, deCada int) bool {
	return rapid.IntRange(1, deCada).Draw(p.t, que) == 1
}

var titulosPrueba = map[columna][]string{
	colSesion:       {"SESIÓN/FECHA", "Sesión", "Sesión y fecha", "SESIÓN EN QUE SE ADOPTÓ"},
	colNumero:       {"NÚMERO", "Núm.", "No. de compromiso", "Número de compromiso", "N°", "Folio"},
	colEstatus:      {"ESTATUS", "Estado que guarda", "Situación", "Status", "Estado actual"},
	colCumplimiento: {"FECHA DE CUMPLIMIENTO", "Fecha de atención", "Fecha de conclusión", "Fecha en que se atendió"},
	colEje:          {"EJE TEMÁTICO", "Tema", "Rubro"},
	colTexto:        {"COMPROMISO, SOLICITUD O ACUERDO", "Compromiso", "Descripción del compromiso", "Acuerdo", "SOLICI- TUD", "Compromiso adquirido"},
	colSolicitante:  {"SOLICITADO POR", "Solicitante(s)", "Quien solicita", "Propuesto por", "A solicitud de"},
	colArea:         {"ÁREA", "Área responsable", "Responsables", "Unidad responsable", "Instancia responsable", "Dependencia"},
	colLimite:       {"FECHA LÍMITE", "Fecha compromiso", "Plazo", "Vencimiento"},
	colAtencion:     {"ATENCIÓN O SEGUIMIENTO", "Acciones realizadas", "Avance", "Seguimiento"},
	colConsecutivo:  {"#", "Consecutivo"},
}

// imprimir draws the document and gives what reading it must give.
func imprimir(tb testing.TB, t *rapid.T, inf compromiso.Informe, formas ...string) (doc string, quiero compromiso.Informe) {
	p := &imprenta{t: t, tb: tb}
	quiero = p.dibujar(inf, formas...)
	return p.archivo(), quiero
}

// dibujar draws the parts of the document.
func (p *imprenta) dibujar(inf compromiso.Informe, formas ...string) compromiso.Informe {
	p.inf = inf
	p.forma = p.uno("formato", formas...)
	p.sesionDe = p.uno("sesión repetida", "repetida", "en blanco", "ídem", "\"", "idem.", "grupo", "sin celda", "-")
	p.elegirColumnas()
	if p.ejeEnGrupo = slices.Contains(p.cols, colSesion) && p.aveces("eje en su renglón", 5); p.ejeEnGrupo {
		p.cols = slices.DeleteFunc(p.cols, func(c columna) bool { return c == colEje })
	}
	glosarioAntes := p.aveces("glosario antes", 6)
	p.portada()
	if glosarioAntes {
		p.glosario()
	}
	p.tabla()
	if !glosarioAntes {
		p.glosario()
	}
	return p.loQueQueda()
}

// elegirColumnas draws the columns and their order.
func (p *imprenta) elegirColumnas() {
	p.cols = []columna{colSesion, colNumero, colEstatus, colEje, colTexto, colSolicitante, colAtencion}
	for _, c := range []columna{colArea, colLimite, colCumplimiento} {
		if p.aveces("más columnas", 3) {
			p.cols = append(p.cols, c)
		}
	}
	for _, c := range []columna{colEje, colSolicitante, colAtencion} {
		if p.aveces("menos columnas", 6) {
			p.cols = slices.DeleteFunc(p.cols, func(d columna) bool { return d == c })
		}
	}
	if p.sesionDe == "grupo" {
		p.cols = slices.DeleteFunc(p.cols, func(d columna) bool { return d == colSesion })
	}
	if p.aveces("otro orden", 3) {
		p.cols = rapid.Permutation(p.cols).Draw(p.t, "orden")
		if p.sesionDe == "sin celda" || p.sesionDe == "en blanco" {
			p.sesionDe = "repetida" // only the first column is left out or blank
		}
	}
	if p.aveces("consecutivo", 5) && p.sesionDe != "sin celda" {
		p.cols = slices.Insert(p.cols, 0, colConsecutivo)
	}
}

// loQueQueda is the informe without what the document does not show.
func (p *imprenta) loQueQueda() compromiso.Informe {
	q := p.inf
	q.Compromisos = slices.Clone(q.Compromisos)
	tiene := func(c columna) bool { return slices.Contains(p.cols, c) }
	for i := range q.Compromisos {
		f := &q.Compromisos[i]
		if f.Estatus == compromiso.PorValidar {
			f.Estatus = compromiso.EnProceso
		}
		if !tiene(colEje) && !p.ejeEnGrupo {
			f.Eje = ""
		}
		if !tiene(colSolicitante) {
			f.Solicitantes = nil
		}
		if !tiene(colArea) {
			f.Areas = nil
		}
		if !tiene(colLimite) {
			f.FechaLimite = compromiso.Fecha{}
		}
		if !tiene(colAtencion) {
			f.Atencion = ""
		}
	}
	return q
}

func (p *imprenta) suelta(nivel int, s string) {
	p.partes = append(p.partes, parte{suelta: s, nivel: nivel})
}
func (p *imprenta) blanco() { p.partes = append(p.partes, parte{}) }

func (p *imprenta) portada() {
	f := p.inf.FechaInforme
	if p.aveces("con instituto", 3) {
		p.suelta(0, "INSTITUTO NACIONAL ELECTORAL")
	}
	p.suelta(p.nivel(), p.inf.ComisionNombre+" (CAM)")
	p.blanco()
	fecha := p.uno("fecha del informe", "Domingo "+p.larga(f), f.Puntos(), "Ciudad de México, "+p.larga(f), "Fecha: "+f.String()) + ", " +
		p.uno("hora", "10:00 horas", "10:00 hrs.", "10:00 h")
	sesion := p.uno("sesión del informe", "Quinta Sesión Extraordinaria de 2024", "05SE-CAM", "5ª Sesión Extraordinaria", "V Sesión Extraordinaria", "Sesión: 05SE/2024")
	p.suelta(0, sesion)
	p.suelta(0, fecha)
	p.blanco()
	p.suelta(p.nivel(), p.uno("título", "Informe sobre el seguimiento y cumplimiento de compromisos adoptados", "INFORME DE COMPROMISOS"))
	p.blanco()
}

func (p *imprenta) nivel() int { return rapid.IntRange(0, 3).Draw(p.t, "nivel") }

func (p *imprenta) larga(f compromiso.Fecha) string {
	_, s, _ := strings.Cut(f.Larga(), " ")
	return s
}

func (p *imprenta) fecha(que string, f compromiso.Fecha) string {
	if f.IsZero() {
		return ""
	}
	mes := strings.Fields(p.larga(f))[2]
	return p.uno(que, f.Puntos(), f.String(), fmt.Sprintf("%d/%d/%02d", f.Dia, f.Mes, f.Anio%100), fmt.Sprintf("%02d-%02d-%d", f.Dia, f.Mes, f.Anio), p.larga(f),
		f.String()+" 00:00:00", fmt.Sprintf("%02d-%s-%d", f.Dia, mes[:3], f.Anio), fmt.Sprintf("%s %d, %d", mes, f.Dia, f.Anio), fmt.Sprintf("%d/%s/%d", f.Dia, mes[:3], f.Anio),
		fmt.Sprintf("%d-%s-%d", f.Dia, romano(int(f.Mes)), f.Anio))
}

var ordinalesPrueba = []string{"", "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta"}

func (p *imprenta) codigo(f compromiso.FilaInforme) string {
	n, clase := int(f.Sesion[1]-'0'), strings.TrimSuffix(f.Sesion[2:], "-CAM")
	larga := map[string]string{"SO": "Ordinaria", "SE": "Extraordinaria", "SEU": "Extraordinaria Urgente"}[clase]
	corta := map[string]string{"SO": "ORD", "SE": "EXT", "SEU": "EXT. URG."}[clase]
	return p.uno("código", f.Sesion, fmt.Sprintf("%dª %s", n, larga), fmt.Sprintf("%d-%s", n, corta), fmt.Sprintf("%s-%02d/%d", clase, n, f.FechaSesion.Anio),
		ordinalesPrueba[n]+" "+strings.ToLower(larga), fmt.Sprintf("Sesión %s %d", larga, n), ordinalesPrueba[n]+" Sesión "+larga+fmt.Sprintf(" de %d", f.FechaSesion.Anio),
		fmt.Sprintf("%02d%s/%d", n, clase, f.FechaSesion.Anio), fmt.Sprintf("%da. sesión %s", n, strings.ToLower(corta)))
}

func (p *imprenta) celdaSesion(f compromiso.FilaInforme) celdaImpresa {
	fecha := p.fecha("fecha de sesión", f.FechaSesion)
	return impresa(p.codigo(f) + p.uno("une", " ", ", ", " del ", " – ") + p.uno("paréntesis", fecha, "("+fecha+")"))
}

func (p *imprenta) numero(n compromiso.Numero) string {
	return p.uno("número", n.String(), n.String(), fmt.Sprintf("%d/%d", n.Cons, n.Anio), fmt.Sprintf("%02d-%d", n.Cons, n.Anio), fmt.Sprintf("CAM/%02d/%d", n.Cons, n.Anio),
		fmt.Sprintf("Núm. %d/%d", n.Cons, n.Anio), fmt.Sprintf("%d", n.Cons), fmt.Sprintf("Compromiso %d/%02d", n.Cons, n.Anio%100))
}

var estatusPrueba = map[compromiso.Estatus][]string{
	compromiso.Pendiente: {"Pendiente", "PENDIENTE", "Por atender", "No iniciado", "Pendiente de desahogo"},
	compromiso.EnProceso: {"En proceso", "En trámite", "En seguimiento", "En curso", "En vías de cumplimiento", "En estudio", "Continúa en proceso"}, compromiso.PorValidar: {"En proceso"},
	compromiso.Parcial:   {"Parcialmente cumplido", "Parcial", "Parcialmente atendida", "Cumplimiento parcial"},
	compromiso.Cumplido:  {"Cumplido", "CUMPLIDO", "Atendido", "Concluida", "Solventado", "Se da por cumplido", "Cumplimentada", "Totalmente concluido"},
	compromiso.SinEfecto: {"Sin efecto", "Cancelado", "Sin materia", "Se da de baja", "Queda sin efectos", "Baja"},
}

// solicitantes are told apart in some way, except where a role has the comma.
func (p *imprenta) lista(que string, l []string) celdaImpresa {
	switch p.uno(que, "renglones", "viñetas", "; ", " / ", ", ", "y") {
	case "viñetas":
		c := celdaImpresa{}
		for _, s := range l {
			c.lineas = append(c.lineas, "• "+s)
		}
		return c
	case "; ":
		return impresa(strings.Join(l, "; "))
	case " / ":
		return impresa(strings.Join(l, " / "))
	case ", ":
		return impresa(strings.Join(l, ", "))
	case "y":
		return impresa(strings.Join(l, " y "))
	}
	return celdaImpresa{lineas: slices.Clone(l)}
}

// cortable tells whether a cell may be cut in two by a page.
func cortable(c columna) bool {
	return c == colTexto || c == colAtencion || c == colEje
}

// cortar cuts a cell somewhere: between two lines, between two words, or inside a word.
func (p *imprenta) cortar(c columna, x celdaImpresa) (a, b celdaImpresa) {
	if len(x.lineas) == 0 {
		return x, celdaImpresa{}
	}
	i := rapid.IntRange(0, len(x.lineas)-1).Draw(p.t, "línea del corte")
	if c != colEje && i+1 < len(x.lineas) && p.aveces("entre líneas", 3) {
		b = celdaImpresa{lineas: slices.Clone(x.lineas[i+1:]), marca: true}
		if p.forma == "texto" || p.forma == "html" || strings.HasPrefix(b.lineas[0], "• ") || reOrdinal.MatchString(b.lineas[0]) {
			return celdaImpresa{lineas: slices.Clone(x.lineas[:i+1])}, b
		}
	}
	w := strings.Split(x.lineas[i], " ")
	var cortes []int
	for k := 2; k < len(w); k++ {
		r, _ := utf8.DecodeRuneInString(w[k])
		u, _ := utf8.DecodeLastRuneInString(w[k-1])
		if unicode.IsLower(r) && unicode.IsLower(u) && !strings.ContainsAny(w[k], "<>/&|") {
			cortes = append(cortes, k)
		}
	}
	if len(cortes) == 0 {
		return x, celdaImpresa{}
	}
	k := rapid.SampledFrom(cortes).Draw(p.t, "palabra del corte")
	antes, despues := strings.Join(w[:k], " "), strings.Join(w[k:], " ")
	if p.aveces("en la palabra", 3) && utf8.RuneCountInString(w[k]) > 6 && soloLetras(w[k]) {
		r := []rune(w[k])
		antes, despues = antes+" "+string(r[:3])+"-", string(r[3:])+strings.TrimPrefix(despues, w[k])
	}
	a.lineas = append(slices.Clone(x.lineas[:i]), antes)
	b = celdaImpresa{lineas: append([]string{despues}, x.lineas[i+1:]...)}
	return a, b
}

func soloLetras(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}
