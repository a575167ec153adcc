package informe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"compromisos/compromiso"
	"compromisos/informe/muestra/azar"
)

// tabla prints the rows, with what pages do to them.
func (p *imprenta) tabla() {
	p.encabezado(true)
	if p.aveces("columnas numeradas", 8) {
		var r []celdaImpresa
		for i := range p.cols {
			r = append(r, impresa(fmt.Sprintf("(%d)", i+1)))
		}
		p.fila(r)
	}
	for i, f := range p.inf.Compromisos {
		p.compromiso(i, f)
		if i+1 < len(p.inf.Compromisos) && p.aveces("página entre filas", 5) {
			p.otraPagina()
		}
	}
	if p.aveces("totales", 6) {
		r := make([]celdaImpresa, len(p.cols))
		r[0], r[1] = impresa("Total"), impresa(fmt.Sprintf("%d compromisos", len(p.inf.Compromisos)))
		p.fila(r)
	}
	p.blanco()
}

func (p *imprenta) fila(c []celdaImpresa) { p.partes = append(p.partes, parte{celdas: c}) }

func (p *imprenta) encabezado(primera bool) {
	if primera {
		p.titulos = map[columna]string{}
		for _, c := range p.cols {
			p.titulos[c] = p.uno("título de columna", titulosPrueba[c]...)
		}
		if slices.Contains(p.cols, colConsecutivo) && len(palabrasDe(p.titulos[colNumero])) == 1 {
			p.titulos[colNumero] = "Número de compromiso"
		}
	}
	var r []celdaImpresa
	for _, c := range p.cols {
		r = append(r, impresa(p.titulos[c]))
	}
	p.fila(r)
}

// otraPagina ends the page: its number, perhaps the running head, and the headings again.
func (p *imprenta) otraPagina() {
	p.blanco()
	switch p.uno("pie", "", "Página 2 de 3", "Pág. 2/3", "2 de 3", "- 2 -", "cabeza", "hoja") {
	case "":
	case "cabeza":
		p.suelta(0, p.inf.ComisionNombre+" (CAM)")
	case "hoja":
		p.suelta(0, p.inf.ComisionNombre+" (CAM) — Página 2 de 3")
	default:
		p.suelta(0, "Página 2 de 3")
	}
	p.encabezado(false)
}

// renglonUnico is a row of one cell that spans the table.
func (p *imprenta) renglonUnico(s string) {
	r := make([]celdaImpresa, len(p.cols))
	r[0] = impresa(s)
	p.partes = append(p.partes, parte{celdas: r, une: true})
}

func (p *imprenta) compromiso(i int, f compromiso.FilaInforme) {
	nueva := f.Sesion+f.FechaSesion.String() != p.sesion
	p.sesion = f.Sesion + f.FechaSesion.String()
	if p.sesionDe == "grupo" && nueva {
		p.renglonUnico(p.celdaSesion(f).lineas[0])
	}
	if p.ejeEnGrupo && f.Eje != p.eje {
		p.renglonUnico("Eje temático: " + f.Eje)
		p.eje = f.Eje
	}
	if p.aveces("fila vacía", 8) {
		p.fila(make([]celdaImpresa, len(p.cols)))
	}
	var r, resto []celdaImpresa
	corta := p.aveces("corte", 3)
	repite := p.uno("lo que se repite", "nada", "número", "todo")
	cortado := false
	for _, c := range p.cols {
		x := p.celda(c, i, f, nueva)
		y := celdaImpresa{}
		switch {
		case corta && cortable(c):
			if x, y = p.cortar(c, x); len(y.lineas) > 0 {
				cortado = true
			}
		case repite == "todo" && (c == colEstatus || c == colSesion && p.sesionDe == "repetida"), repite != "nada" && c == colNumero:
			y = x
		}
		r, resto = append(r, x), append(resto, y)
	}
	p.sinCelda(&r, nueva)
	p.fila(r)
	if cortado {
		p.otraPagina()
		p.fila(resto)
	}
}

// sinCelda leaves the cell of the session out of the rows below the first one, as a table
// whose cells span rows comes when it is copied.
func (p *imprenta) sinCelda(r *[]celdaImpresa, nueva bool) {
	if p.sesionDe == "sin celda" && !nueva && p.cols[0] == colSesion && p.forma != "html" {
		*r = (*r)[1:]
	}
}

func (p *imprenta) celda(c columna, i int, f compromiso.FilaInforme, nueva bool) celdaImpresa {
	switch c {
	case colConsecutivo:
		return impresa(fmt.Sprint(i + 1))
	case colSesion:
		switch {
		case nueva || p.sesionDe == "repetida" || p.sesionDe == "grupo":
			return p.celdaSesion(f)
		case p.sesionDe == "en blanco" || p.sesionDe == "sin celda":
			return celdaImpresa{}
		}
		return impresa(p.sesionDe)
	case colNumero:
		return impresa(p.numero(f.Numero))
	case colEstatus:
		s := p.uno("estatus", estatusPrueba[f.Estatus]...)
		if !f.FechaCumplimiento.IsZero() && !slices.Contains(p.cols, colCumplimiento) {
			s += p.uno("une estatus", " ", " el ", ", ", " (") + p.fecha("cumplimiento", f.FechaCumplimiento)
		}
		return impresa(s)
	case colCumplimiento:
		return impresa(p.fecha("cumplimiento", f.FechaCumplimiento))
	case colEje:
		return impresa(f.Eje)
	case colTexto:
		return impresaDe(f.Texto)
	case colSolicitante:
		return p.lista("solicitantes", f.Solicitantes)
	case colArea:
		return p.lista("áreas", f.Areas)
	case colLimite:
		return impresa(p.fecha("límite", f.FechaLimite))
	}
	return impresaDe(f.Atencion)
}

// glosario prints the glossary in one of its forms.
func (p *imprenta) glosario() {
	forma := p.uno("glosario", "tabla", "cuatro columnas", "dos puntos", "raya", "igual", "definiciones", "grupos", "pie", "punto y raya", "significa")
	if forma == "pie" && (p.forma == "html" || p.forma == "docx" || p.forma == "markdown") {
		forma = "tabla" // a page would not part it from the rows above
	}
	if forma != "pie" {
		p.suelta(2, p.uno("título del glosario", "Glosario", "GLOSARIO DE SIGLAS", "Siglas y acrónimos", "Abreviaturas:", "Glosario de términos"))
		p.blanco()
	}
	orden := p.inf.GlosarioOrden
	for i := 0; i < len(orden); i++ {
		s := orden[i]
		d := p.inf.Glosario[s]
		switch forma {
		case "dos puntos":
			p.suelta(0, s+": "+d)
		case "raya":
			p.suelta(0, s+" – "+d)
		case "igual":
			p.suelta(0, s+" = "+d)
		case "significa":
			p.suelta(0, "\""+s+"\" significa "+d+".")
		case "punto y raya":
			p.suelta(0, s+".- "+d)
		case "definiciones":
			p.suelta(0, s)
			p.suelta(0, d)
		case "cuatro columnas":
			r := []celdaImpresa{impresa(s), impresa(d)}
			if i++; i < len(orden) {
				r = append(r, impresa(orden[i]), impresa(p.inf.Glosario[orden[i]]))
			}
			p.fila(r)
		case "grupos":
			if i == 0 || i == 4 {
				p.suelta(3, []string{"Áreas", "", "", "", "Personas y partidos"}[i])
			}
			p.suelta(0, s+": "+d)
		default:
			p.fila([]celdaImpresa{impresa(s), impresa(d)})
		}
	}
	p.blanco()
}

// iguales compares what was read with what was printed.
var iguales = cmp.Options{
	cmpopts.IgnoreFields(compromiso.FilaInforme{}, "Linea", "NumeroOriginal", "AreasPropuestas"), cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(compromiso.Informe{}, "GlosarioGrupos", "GlosarioOrden", "SesionTexto", "Advertencias"),
}

// TestFamilia prints informes in every way the family has, and reads each back the same.
func TestFamilia(t *testing.T) {
	for _, forma := range []string{"texto", "csv", "csv;", "html", "markdown", "xlsx", "docx"} {
		t.Run(forma, func(t *testing.T) {
			tb := t
			rapid.Check(t, func(t *rapid.T) {
				doc, quiero := imprimir(tb, t, azar.Informe(t), forma)
				leo, err := Leer("", []byte(doc), Opciones{})
				if err != nil {
					t.Fatalf("%v\n%s", err, visible(doc))
				}
				if d := cmp.Diff([]compromiso.Informe{quiero}, leo, iguales); d != "" {
					t.Fatalf("(-quiero +leo)\n%s\n%s\n%v", d, visible(doc), strings.ReplaceAll(fmt.Sprint(leo[0].Advertencias), "} {", "}\n{"))
				}
			})
		})
	}
}

// visible is a document to look at; what is no text is left out.
func visible(doc string) string {
	if strings.HasPrefix(doc, "PK") {
		return "(comprimido)"
	}
	return doc
}
