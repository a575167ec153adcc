package informe

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"compromisos/compromiso"
	"compromisos/informe/muestra/azar"
)

// imprentaDOCX prints the parts of a document of the family as Word has them.
type imprentaDOCX struct {
	*imprenta
	listas  []string // the instances of numbering.xml
	empieza bool     // a list says with which number it begins; else each page counts from 1
	fundida bool     // the empty cells of a session are one with the cell above
	abierta bool     // which spans down so far
}

var reDecimal = regexp.MustCompile(`^(\d{1,3})\. `)

func (p *imprentaDOCX) parrafos(c celdaImpresa) string {
	var b strings.Builder
	num, antes := 0, ""
	for _, l := range c.lineas {
		tipo := ""
		if m := reDecimal.FindStringSubmatch(l); m != nil {
			tipo, l = "ol", l[len(m[0]):]
			if antes != tipo {
				desde := 1
				if p.empieza {
					desde, _ = strconv.Atoi(m[1])
				}
				num = len(p.listas) + 10
				p.listas = append(p.listas, fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, num, desde))
			}
		} else if s, es := strings.CutPrefix(l, "• "); es {
			tipo, l, num = "ul", s, 3
		}
		if antes = tipo; tipo == "" {
			b.WriteString(wt(escapaHTML(l)))
		} else {
			b.WriteString(wi(num, 0, escapaHTML(l)))
		}
	}
	if len(c.lineas) == 0 {
		return wp()
	}
	return b.String()
}

func (p *imprentaDOCX) fila(x parte) string {
	if x.une {
		p.abierta = false
		return wf(wc(fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, len(x.celdas)), p.parrafos(x.celdas[0])))
	}
	var l []string
	for i, c := range x.celdas {
		pr := ""
		if p.fundida && i == 0 && len(p.cols) == len(x.celdas) && p.cols[0] == colSesion {
			switch {
			case len(c.lineas) > 0 && pareceSesion(strings.Join(c.lineas, " ")):
				pr, p.abierta = `<w:vMerge w:val="restart"/>`, true
			case len(c.lineas) == 0 && p.abierta:
				pr = `<w:vMerge/>`
			default:
				p.abierta = false
			}
		}
		l = append(l, wc(pr, p.parrafos(c)))
	}
	return wf(l...)
}

func (p *imprentaDOCX) documento(t testing.TB) []byte {
	var b strings.Builder
	var filas []string
	cerrar := func() {
		p.abierta = false
		if len(filas) > 0 {
			b.WriteString(wtbl(filas...))
		}
		filas = nil
	}
	for _, x := range p.partes {
		if x.celdas != nil {
			filas = append(filas, p.fila(x))
			continue
		}
		cerrar()
		switch {
		case x.suelta == "":
			b.WriteString(wp())
		case x.nivel > 0:
			b.WriteString(conEstilo("T1", wr(escapaHTML(x.suelta))))
		default:
			b.WriteString(wt(escapaHTML(x.suelta)))
		}
	}
	cerrar()
	return wordDe(t, b.String(), map[string]string{
		"word/styles.xml": estilosDePrueba, "word/numbering.xml": strings.Replace(numerosDePrueba, "</w:numbering>", strings.Join(p.listas, "")+"</w:numbering>", 1),
	})
}

// TestFamiliaDOCX prints informes in every way the family has, with the lists and merged
// cells of Word, and reads each back the same.
func TestFamiliaDOCX(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := &imprentaDOCX{imprenta: &imprenta{t: r, tb: t}, empieza: rapid.Bool().Draw(r, "empieza"), fundida: rapid.Bool().Draw(r, "fundida")}
		quiero := p.dibujar(azar.Informe(r), "html")
		doc := p.documento(t)
		leo, err := Leer("", doc, Opciones{})
		g, _ := leerDOCX(doc)
		if err != nil {
			r.Fatalf("%v\n%s", err, dice(g))
		}
		if d := cmp.Diff([]compromiso.Informe{quiero}, leo, iguales); d != "" {
			r.Fatalf("(-quiero +leo)\n%s\n%s\n%v", d, dice(g), strings.ReplaceAll(fmt.Sprint(leo[0].Advertencias), "} {", "}\n{"))
		}
	})
}
