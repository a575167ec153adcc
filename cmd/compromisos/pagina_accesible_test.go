package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim/page/pagetest"
)

// What axe sees nothing wrong with: the page, a form, a menu and the panel behind, by day and
// by night, on a desk and on a phone.
func TestPagina_accesible(t *testing.T) {
	pagetest.NeedsAxe(t)
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.Press(".try", "Adelante el reloj") // one is Lucía, before her messages, at nine
	n.Sees("#messages article", "Registrar avance")
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "próximo lunes")
	n.Sees("#messages article", "Registrar avance")
	n.Accessible(fotosHojas, "messages")
	n.Press("#messages summary", "Posponer")
	n.Accessible(fotosHojas, "menu")
	n.Type(kb.Escape)
	n.Press("#messages article button", "Registrar avance")
	n.Sees("dialog h2", "Registrar avance")
	n.Accessible(fotosHojas, "form")
	n.Press("dialog button", "Registrar")
	n.Sees("dialog .wrong", "⚠")
	n.Accessible(fotosHojas, "form with an error")
	n.Type(kb.Escape)
	n.SeesNo("dialog.modal[open]")
	n.Press("#messages article .reply", "hilo")
	n.FocusOn("Responder en el hilo")
	n.Accessible(fotosHojas, "thread")
	n.Press("#sidebar .place", "# cvd")
	n.Sees("#messages article", "Resumen de la CVD")
	n.Accessible(fotosHojas, "digest")
	n.Press("#curtain-open", "Tras bambalinas")
	n.Press("#curtain .exchanges summary", "El bot escribe")
	n.Sees("#curtain .limits", "bloques del mensaje")
	n.Accessible(fotosHojas, "curtain")
}
