package main

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"compromisos/compromiso"
)

// revisarTexto refuses what is no text before it is read as YAML.
func revisarTexto(b []byte) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return compromiso.Errorf(compromiso.Invalido, "", "el archivo está vacío; %s", nadaSeAplico)
	}
	linea := 1
	for resto := b; len(resto) > 0; {
		r, n := utf8.DecodeRune(resto)
		if r == utf8.RuneError && n == 1 {
			return compromiso.Errorf(compromiso.Invalido, "", "línea %d: el archivo no está en UTF-8; guárdelo como UTF-8; %s", linea, nadaSeAplico)
		}
		if r == '\n' {
			linea++
		}
		resto = resto[n:]
	}
	return nil
}

// What a configuration may nest, and how often it may repeat itself: several times what it
// needs. Past that the YAML reader takes the square of the length, and an alias can stand
// for another file's worth each time.
const maxHondura, maxAlias, maxClaves = 20, 50, 20_000

// revisarHondura refuses brackets within brackets, dashes after dashes, tags, and so many
// keys and aliases as no configuration has.
func revisarHondura(piezas token.Tokens) error {
	honda, seguidas, alias, claves := 0, 0, 0, 0
	for _, p := range piezas {
		switch p.Type {
		case token.SequenceStartType, token.MappingStartType:
			honda++
		case token.SequenceEndType, token.MappingEndType:
			honda--
		case token.SequenceEntryType, token.MappingKeyType:
			seguidas++
		case token.AliasType:
			alias++
		case token.MappingValueType:
			claves++
		case token.TagType: // the YAML reader breaks on some
			return noSeAplico(p.Position.Line, p.Position.Column, "«"+p.Value+"» es una etiqueta de YAML, que aquí no se usa: quítela, o ponga el valor entre comillas")
		default:
			seguidas = 0
		}
		switch {
		case honda > maxHondura, seguidas > maxHondura:
			return noSeAplico(p.Position.Line, p.Position.Column, fmt.Sprintf("hay más de %d listas o grupos, uno dentro de otro", maxHondura))
		case alias > maxAlias:
			return noSeAplico(p.Position.Line, p.Position.Column, fmt.Sprintf("hay más de %d alias («*nombre»)", maxAlias))
		case claves > maxClaves:
			return noSeAplico(p.Position.Line, p.Position.Column, fmt.Sprintf("hay más de %d claves", maxClaves))
		}
	}
	return nil
}

// revisarAlias refuses an alias within what another one repeats: a few lines of those
// stand for more than any machine holds.
func revisarAlias(archivo *ast.File) error {
	r := &revisor{}
	for _, d := range archivo.Docs {
		if d.Body == nil {
			continue
		}
		for _, ancla := range ast.Filter(ast.AnchorType, d.Body) {
			for _, a := range ast.Filter(ast.AliasType, ancla.(*ast.AnchorNode).Value) {
				r.falta(a.GetToken(), "hay un alias («*nombre») dentro de lo que otro repite: escríbalo entero")
				return enOrden(r.puestas)
			}
		}
	}
	return nil
}

// puesta is something wrong at a place of the file.
type puesta struct {
	linea, col int
	que        string
}

func enOrden(ps []puesta) error {
	slices.SortStableFunc(ps, func(x, y puesta) int { return cmp.Or(x.linea-y.linea, x.col-y.col) })
	var s []string
	for _, x := range ps {
		s = append(s, fmt.Sprintf("línea %d, columna %d: %s", x.linea, x.col, x.que))
	}
	return compromiso.Errorf(compromiso.Invalido, "", "%s; %s", strings.Join(s, "; "), nadaSeAplico)
}

// revisor goes over the whole file for what its values cannot be, whatever they mean.
type revisor struct{ puestas []puesta }

// Visit looks at one node, and goes on below it.
func (r *revisor) Visit(n ast.Node) ast.Visitor {
	if v, es := n.(ast.ScalarNode); es {
		if s, es := v.GetValue().(string); es && strings.ContainsFunc(s, sinLugar) {
			r.falta(n.GetToken(), "el texto tiene un carácter de control: quítelo")
		}
	}
	return r
}

func (r *revisor) falta(t *token.Token, que string) {
	r.puestas = append(r.puestas, puesta{t.Position.Line, t.Position.Column, que})
}

// sinLugar are the characters that have no place in a text.
func sinLugar(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }

// glosario refuses an entry without siglas.
func (r *revisor) glosario(n ast.Node) {
	var entradas []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		entradas = n.Values
	case *ast.MappingValueNode:
		entradas = []*ast.MappingValueNode{n}
	}
	for _, e := range entradas {
		if t := e.Key.GetToken(); t != nil && strings.TrimSpace(t.Value) == "" {
			r.falta(t, "a una entrada del glosario le faltan las siglas")
		}
	}
}

// revisarNodos tells what is wrong in the values of a file that is well formed.
func revisarNodos(pos posiciones) error {
	r := &revisor{}
	for _, d := range pos.archivo.Docs {
		if d.Body != nil {
			ast.Walk(r, d.Body)
		}
	}
	r.glosario(pos.nodo("$.glosario"))
	if len(r.puestas) > 0 {
		return enOrden(r.puestas)
	}
	return nil
}

var reSiglas = regexp.MustCompile(`^\p{L}[\p{L}0-9-]{1,19}$`)

// siglas refuses siglas that nobody could type in a command; it tells whether they will do.
func (k *lectorYAML) siglas(ruta, de, s string) bool {
	if reSiglas.MatchString(strings.TrimSpace(s)) {
		return true
	}
	if s == "" {
		k.falta(ruta, fmt.Errorf("faltan las siglas de %s", de))
		return false
	}
	k.falta(ruta, fmt.Errorf("«%s» no sirve como siglas de %s: de 2 a 20 letras o números, sin espacios", s, de))
	return false
}
