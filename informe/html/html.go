// Package html draws a document as one HTML file: a page that reads well on any screen
// and prints as the pdf does. It asks nothing of any host, runs nothing, and whatever a
// person typed is text in it.
package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"compromisos/informe/documento"
)

// Generador is the name that the pages give to what made them.
const Generador = "Compromisos"

//go:embed estilo.css
var estilo string

// Write writes the document as a page.
func Write(w io.Writer, d documento.Documento) error {
	e := &escritor{Writer: bufio.NewWriterSize(w, 32<<10)}
	e.cabeza(d)
	clase := "vertical"
	if d.Apaisado {
		clase = "apaisado"
	}
	e.pon("<body>\n<main class=\"" + clase + "\">\n")
	e.bloques(d.Bloques)
	e.pon("</main>\n</body>\n</html>\n")
	return e.Flush()
}

// escritor writes a page. The errors of its writer stay in it until Flush tells them.
type escritor struct {
	*bufio.Writer
	nivel  int // of the last heading
	tablas int // written so far: each has its own widths
}

func (e *escritor) pon(s string) { _, _ = e.WriteString(s) }

// cabeza writes the head. What the page may do is nothing but wear this very style, named
// by its hash.
func (e *escritor) cabeza(d documento.Documento) {
	css := estilo + reglasDe(d)
	huella := sha256.Sum256([]byte(css))
	e.pon("<!DOCTYPE html>\n<html lang=\"" + documento.Idioma + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	e.pon(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-` +
		base64.StdEncoding.EncodeToString(huella[:]) + `'; base-uri 'none'; form-action 'none'">` + "\n")
	e.pon("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	e.meta("generator", Generador)
	e.meta("author", d.Autor)
	e.meta("description", d.Asunto)
	if !d.Creado.IsZero() {
		e.meta("dcterms.created", d.Creado.Format(time.RFC3339))
	}
	e.pon("<title>")
	e.texto(d.Titulo)
	e.pon("</title>\n<style>" + css + "</style>\n</head>\n")
}

func (e *escritor) meta(nombre, valor string) {
	if valor == "" {
		return
	}
	e.pon(`<meta name="` + nombre + `" content="`)
	e.texto(valor)
	e.pon("\">\n")
}

// reglasDe are the rules of this document: its paper, what stands at the foot of each
// sheet, and how wide the columns of its tables are.
func reglasDe(d documento.Documento) string {
	var b strings.Builder
	papel := "letter;margin:20mm 22mm 20mm"
	if d.Apaisado {
		papel = "letter landscape;margin:14mm 12mm 16mm"
	}
	fmt.Fprintf(&b, "@page{size:%s;@bottom-left{content:%s}}\n", papel, cadenaCSS(d.Pie))
	n := 0
	anchos(&b, d.Bloques, &n)
	return b.String()
}

// anchos writes the widths of the tables in the order in which they are drawn.
func anchos(b *strings.Builder, bloques []documento.Bloque, n *int) {
	for _, q := range bloques {
		switch q := q.(type) {
		case documento.Lista:
			for _, i := range q.Items {
				anchos(b, i.Dentro, n)
			}
		case documento.Tabla:
			*n++
			anchosDe(b, q, *n)
			for _, f := range q.Filas {
				for _, c := range f.Celdas {
					if c != nil {
						anchos(b, c.Bloques, n)
					}
				}
			}
		}
	}
}

func anchosDe(b *strings.Builder, t documento.Tabla, n int) {
	suma := 0.0
	for _, c := range t.Columnas {
		suma += max(c.Parte, 0)
	}
	if suma <= 0 {
		return
	}
	for i, c := range t.Columnas {
		fmt.Fprintf(b, "#t%d col:nth-child(%d){width:%s%%}", n, i+1, strconv.FormatFloat(max(c.Parte, 0)*100/suma, 'f', 2, 64))
	}
	b.WriteByte('\n')
}

// cadenaCSS is a text as a string of CSS: of the characters of ASCII only letters, digits and blanks
// are written as they are.
func cadenaCSS(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r < ' ' || r >= 0x7f && r < 0xa0:
		case r == ' ', r >= 0xa0, r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "\\%X ", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// texto writes what a person typed, for an element or for an attribute between quotes.
func (e *escritor) texto(s string) {
	desde := 0
	for i, r := range s {
		var por string
		largo := 1
		switch {
		case r == '&':
			por = "&amp;"
		case r == '<':
			por = "&lt;"
		case r == '>':
			por = "&gt;"
		case r == '"':
			por = "&#34;"
		case r == '\'':
			por = "&#39;"
		case r == '\t', r == '\n':
			por = " "
		case r < ' ' || r == 0x7f: // no text; and HTML has no way to say it
		case r >= 0x80 && r < 0xa0:
			largo = 2
		case r == '\uFFFD' && s[i] != 0xef:
			por = "\uFFFD" // a byte that is no UTF-8
		default:
			continue
		}
		e.pon(s[desde:i])
		e.pon(por)
		desde = i + largo
	}
	e.pon(s[desde:])
}
