package docx

import (
	"slices"
	"strconv"

	"compromisos/informe/documento"
)

const (
	maxNiveles = 9 // that Word knows
	// maxListas is how many lists with a count of their own a document may have. Word
	// holds 2,047 of them; past that its lists break down, all of them.
	maxListas = 2000
)

// The abstract definitions, for the body and for cells.
const (
	vinetas = iota
	numeros
	vinetasCelda
	numerosCelda
)

// definiciones are the styles that use them. Levels are set off by paso, in
// twentieths of a point.
var definiciones = [...]struct {
	estilo   string
	ordenada bool
	paso     int
}{
	vinetas:      {"Listaconvietas", false, 360},
	numeros:      {"Listaconnmeros", true, 360},
	vinetasCelda: {"Vietadetabla", false, 227},
	numerosCelda: {"Nmerodetabla", true, 227},
}

// numeracion collects the lists that count by themselves; all bullets share two.
type numeracion struct {
	listas []cuenta
	otras  []otraCuenta // the definitions of lists that do not count in digits
}

// otraCuenta is a list of letters or of Roman numbers, in the body or in a cell.
type otraCuenta struct {
	base       int // the definition whose style and steps it has
	cuenta     documento.Cuenta
	parentesis bool
}

// formatos are their names in Word.
var formatos = map[documento.Cuenta]string{
	documento.Letras: "lowerLetter", documento.Mayusculas: "upperLetter", documento.Romanos: "lowerRoman", documento.RomanosMayusculas: "upperRoman",
}

// definicion is that of such a list, among all.
func (n *numeracion) definicion(base int, l documento.Lista) int {
	if formatos[l.Cuenta] == "" {
		return base
	}
	o := otraCuenta{base, l.Cuenta, l.Parentesis}
	i := slices.Index(n.otras, o)
	if i < 0 {
		i = len(n.otras)
		n.otras = append(n.otras, o)
	}
	return len(definiciones) + i
}

// cuenta is one list: its definition, its level, the number it begins with.
type cuenta struct{ definicion, nivel, desde int }

// propia gives a new list its id, 0 when the document has as many as Word can hold.
func (n *numeracion) propia(c cuenta) int {
	if len(n.listas) >= maxListas {
		return 0
	}
	n.listas = append(n.listas, c)
	return len(n.listas) + len(definiciones)
}

func definicionDe(ordenada bool, l lugar) int {
	d := vinetas
	if ordenada {
		d = numeros
	}
	if l.celda {
		d += vinetasCelda
	}
	return d
}

func (r *redactor) lista(x documento.Lista, l lugar) error {
	def := definicionDe(x.Ordenada, l)
	nivel := min(l.nivel, maxNiveles-1)
	desde := max(x.Desde, 1)
	id := def + 1
	if x.Ordenada {
		id = r.num.propia(cuenta{r.num.definicion(def, x), nivel, desde})
	}
	dentro := l
	dentro.nivel++
	for i, it := range x.Items {
		r.crudo(`<w:p><w:pPr><w:pStyle w:val="`)
		if id > 0 {
			r.crudo(definiciones[def].estilo, `"/><w:numPr><w:ilvl w:val="`)
			r.entero(nivel)
			r.crudo(`"/><w:numId w:val="`)
			r.entero(id)
			r.crudo(`"/></w:numPr></w:pPr>`)
		} else {
			r.aMano(def, x.Marca(i), dentro)
		}
		r.trozos(it.Trozos)
		r.crudo(`</w:p>`)
		if err := r.bloques(it.Dentro, dentro); err != nil {
			return err
		}
	}
	return nil
}

// aMano begins an item whose number is typed, looking as the others do.
func (r *redactor) aMano(def int, marca string, l lugar) {
	r.crudo(estiloDe(documento.Cuerpo, l), `"/>`)
	paso := definiciones[def].paso
	r.crudo(`<w:ind w:left="`)
	r.entero(paso * l.nivel)
	r.crudo(`" w:hanging="`)
	r.entero(paso)
	r.crudo(`"/></w:pPr><w:r><w:t>`, marca, `</w:t><w:tab/></w:r>`)
}

// sangria sets a paragraph under the text of its item.
func (r *redactor) sangria(l lugar) {
	r.crudo(`<w:ind w:left="`)
	r.entero(min(l.nivel, maxNiveles) * definiciones[definicionDe(false, l)].paso)
	r.crudo(`"/>`)
}

// escribir writes the definitions with all their levels, and then the lists.
func (n *numeracion) escribir(e *escritor) {
	e.crudo(cabecera, `<w:numbering `, espacioW, `>`)
	for i, d := range definiciones {
		formato := ""
		if d.ordenada {
			formato = "decimal"
		}
		e.definir(i, formato, ".", `<w:pStyle w:val="`+d.estilo+`"/>`, d.paso)
	}
	for i, o := range n.otras {
		cierre := "."
		if o.parentesis {
			cierre = ")"
		}
		e.definir(len(definiciones)+i, formatos[o.cuenta], cierre, "", definiciones[o.base].paso)
	}
	for i := range definiciones {
		e.crudo(`<w:num w:numId="`, strconv.Itoa(i+1), `"><w:abstractNumId w:val="`, strconv.Itoa(i), `"/></w:num>`)
	}
	for i, c := range n.listas {
		e.crudo(`<w:num w:numId="`, strconv.Itoa(i+1+len(definiciones)), `"><w:abstractNumId w:val="`, strconv.Itoa(c.definicion),
			`"/><w:lvlOverride w:ilvl="`, strconv.Itoa(c.nivel), `"><w:startOverride w:val="`, strconv.Itoa(c.desde), `"/></w:lvlOverride></w:num>`)
	}
	e.crudo(`</w:numbering>`)
}

// definir writes a definition with all its levels; without a format it is one of bullets.
func (e *escritor) definir(id int, formato, cierre, estilo string, paso int) {
	e.crudo(`<w:abstractNum w:abstractNumId="`, strconv.Itoa(id), `"><w:multiLevelType w:val="hybridMultilevel"/>`)
	for nivel := range maxNiveles {
		como, marca := formato, "%"+strconv.Itoa(nivel+1)+cierre
		if formato == "" {
			como, marca = "bullet", [3]string{"•", "◦", "▪"}[nivel%3]
		}
		e.crudo(`<w:lvl w:ilvl="`, strconv.Itoa(nivel), `"><w:start w:val="1"/><w:numFmt w:val="`, como, `"/>`, estilo,
			`<w:lvlText w:val="`, marca, `"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="`, strconv.Itoa((nivel+1)*paso),
			`" w:hanging="`, strconv.Itoa(paso), `"/></w:pPr></w:lvl>`)
		estilo = ""
	}
	e.crudo(`</w:abstractNum>`)
}
