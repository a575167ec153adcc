package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// axe is where the script of axe-core is, which looks for what keeps people out of a page.
//
//	make test-pagina
var axe = flag.String("axe", "", "the `file` axe.min.js, to look at the page with")

// What axe sees nothing wrong with: the page, a form, a menu and the panel behind, by day and
// by night, on a desk and on a phone.
func TestPagina_accesible(t *testing.T) {
	if *axe == "" {
		t.Skip("[no es para CI] make test-pagina brings axe-core and gives it with -axe")
	}
	t.Parallel()
	guion, err := os.ReadFile(*axe)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := abrirPaginaPractica(t)
	n.evaluar(string(guion)+"; true", new(bool))
	n.oprime(".try", "Adelante el reloj") // one is Lucía, before her messages
	n.oprime("#clock summary", "Adelantar")
	n.oprime("#clock li button", "próximo lunes")
	n.ve("#messages article", "Registrar avance")
	n.limpia("messages")
	n.oprime("#messages summary", "Posponer")
	n.limpia("menu")
	n.teclea(kb.Escape)
	n.oprime("#messages article button", "Registrar avance")
	n.ve("dialog h2", "Registrar avance")
	n.limpia("form")
	n.oprime("dialog button", "Registrar")
	n.ve("dialog .wrong", "⚠")
	n.limpia("form with an error")
	n.teclea(kb.Escape)
	n.noVe("dialog.modal[open]")
	n.oprime("#messages article .reply", "hilo")
	n.enfoca("Responder en el hilo")
	n.limpia("thread")
	n.oprime("#sidebar .place", "# cvd")
	n.ve("#messages article", "Resumen de la CVD")
	n.limpia("digest")
	n.oprime("#sidebar .place", "Inicio de")
	n.ve("#messages", "todavía no publica")
	n.limpia("home")
	n.oprime("#curtain-open", "Tras bambalinas")
	n.ve("#curtain", "chat.postMessage")
	n.limpia("curtain")
}

// limpia fails where axe finds something.
func (n *navegador) limpia(que string) {
	n.t.Helper()
	for _, p := range [][2]int64{{1280, 800}, {390, 844}} {
		for _, oscuro := range []bool{false, true} {
			n.pantalla(p[0], p[1], oscuro)
			n.hoja(fmt.Sprintf("%s-%d-%v", strings.ReplaceAll(que, " ", "-"), p[0], oscuro))
			var fallas []string
			n.evaluar(`axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((x) => v.id + ': ' + x.target.join(' ') + ' — ' + x.failureSummary)))`, &fallas)
			for _, f := range fallas {
				n.t.Errorf("%s, %d wide, dark %v: %s", que, p[0], oscuro, f)
			}
		}
	}
	n.pantalla(1280, 800, false)
}
