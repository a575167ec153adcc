package informe

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// reJuego is where a page says in which characters it is written.
var reJuego = regexp.MustCompile(`(?i)<(?:meta\s[^>]{0,400}?charset\s*=\s*["']?|\?xml\s[^>]{0,200}?encoding\s*=\s*["'])([a-z0-9._:-]{1,40})`)

// juegos are the sets of one byte a character in which people write Spanish. All that
// is called Latin-1 is Windows-1252, as browsers have it.
var juegos = map[string]*charmap.Charmap{
	"iso-8859-15": charmap.ISO8859_15, "latin-9": charmap.ISO8859_15, "l9": charmap.ISO8859_15,
	"macintosh": charmap.Macintosh, "mac": charmap.Macintosh, "x-mac-roman": charmap.Macintosh,
	"iso-8859-2": charmap.ISO8859_2, "windows-1250": charmap.Windows1250, "windows-1254": charmap.Windows1254,
	"ibm850": charmap.CodePage850, "cp850": charmap.CodePage850, "ibm437": charmap.CodePage437, "cp437": charmap.CodePage437,
	"windows-1252": charmap.Windows1252, "iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "us-ascii": charmap.Windows1252,
	"cp1252": charmap.Windows1252, "x-cp1252": charmap.Windows1252, "l1": charmap.Windows1252,
}

// juegoDeclarado is the set of characters that a page names at its beginning, nil when
// it names none that is known or is no page.
func juegoDeclarado(b []byte) *charmap.Charmap {
	cabeza := b[:min(len(b), 4096)]
	if !bytes.Contains(cabeza, []byte("<")) {
		return nil
	}
	m := reJuego.FindSubmatch(cabeza)
	if m == nil {
		return nil
	}
	return juegos[strings.ToLower(string(m[1]))]
}
