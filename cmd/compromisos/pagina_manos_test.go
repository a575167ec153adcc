package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim/page/pagetest"
)

// tabula presses Tab, or with atras Shift and Tab, until the focus is on what carries these
// words, as somebody without a mouse does; on the way it is always on something.
func (n *navegador) tabula(atras bool, palabras string) {
	n.T.Helper()
	tecla := chromedp.KeyEvent(kb.Tab)
	if atras {
		tecla = chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(input.ModifierShift))
	}
	var en string
	for range 80 {
		n.Do(tecla)
		n.Evaluate(`((a) => a === document.body ? '' : [a.getAttribute('aria-label'), a.labels?.[0]?.innerText, a.matches('[role=log], [role=region]') ? '' : a.innerText, '·'].join(' '))(document.activeElement)`, &en)
		if en == "" {
			n.T.Fatalf("the focus is nowhere on the way to %q", palabras)
		}
		var hay bool
		if n.Evaluate(pagetest.Quote(en)+".includes("+pagetest.Quote(palabras)+")", &hay); hay {
			return
		}
	}
	n.T.Fatalf("the Tab key does not come to %q, the last was %q", palabras, en)
}

// cierra waits until the window is gone and the focus is on something of the page again.
func (n *navegador) cierra() {
	n.T.Helper()
	n.SeesNo("dialog.modal[open]")
	n.Until("the focus is on something", "document.activeElement !== document.body && document.activeElement.checkVisibility()")
}

// The whole job with the keyboard alone: registered, the clock moved, being somebody else,
// answered, validated. The focus is never lost.
func TestPagina_teclado(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.tabula(false, "Ir a los mensajes")
	n.tabula(false, "Ir a donde se escribe")
	n.Type(kb.Enter)
	n.FocusOn("Escriba un mensaje")
	n.Type("/compromiso nue" + kb.ArrowDown + kb.Enter + kb.Escape + kb.Enter)
	n.Sees("dialog h2", "Registrar compromiso")
	n.FocusOn("¿Qué se pidió?")
	n.Type("Entregar el comparativo de costos")
	n.tabula(false, "UTSI")
	n.Type(" ")
	n.tabula(false, "Registrar")
	n.Type(kb.Enter)
	n.cierra()
	n.FocusOn("Escriba un mensaje")
	n.Sees("#messages article", "CVD 25/2026")
	n.tabula(true, "Adelantar el reloj")
	n.Type(kb.Enter + kb.ArrowDown + kb.Enter)
	n.Sees("#toast", "En el camino salieron")
	n.FocusOn("Adelantar el reloj")
	n.tabula(false, "# cvd") // one stop for the whole list, and the arrows in it
	n.Type(kb.ArrowDown + kb.ArrowDown + kb.ArrowDown + kb.ArrowDown)
	n.FocusOn("Lucía Paredes")
	n.Type(kb.Enter)
	n.Sees("#sidebar .me", "Enlace de UTSI")
	n.FocusOn("Lucía Paredes")
	n.Sees("#messages article", "venció el miércoles 28.10.2026")
	n.tabula(false, "Registrar avance")
	n.Type(kb.Enter)
	n.FocusOn("¿Qué se hizo?")
	n.Type("Se remitió la nota." + kb.Escape)
	n.cierra()
	n.FocusOn("Registrar avance")
	n.tabula(false, "Está cumplido")
	n.Type(kb.Enter)
	n.Sees("dialog h2", "Proponer como cumplido")
	n.tabula(false, "Proponer")
	n.Type(kb.Enter)
	n.cierra()
	n.tabula(false, "Responder en un hilo")
	n.Type(kb.Enter)
	n.FocusOn("Responder en el hilo")
	n.Type(kb.Escape)
	n.SeesNo("#thread article")
	n.FocusOn("Responder en un hilo")
	n.tabula(true, "Mensajes de Compromisos")
	n.Type(kb.Home)
	n.FocusOn("Volver a ser Inés Salas")
	n.Type(kb.Enter)
	n.Sees("#sidebar .me", "Secretaría Técnica")
	n.tabula(false, "Validar")
	n.Type(kb.Enter)
	n.Sees("dialog h2", "Validar cumplimiento")
	n.tabula(false, "Validar y cerrar")
	n.Type(kb.Enter)
	n.cierra()
	n.NoComplaints()
}

// The same on a phone, touched: everything that is pressed is 44 pixels high, and nothing is
// wider than the screen.
func TestPagina_telefono(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.Phone()
	n.cabe("at first")
	n.Press(".try", "Registre un compromiso")
	n.Until("the command is there", `document.querySelector('#composer-text').value.startsWith('/compromiso nuevo')`)
	n.cabe("the composer")
	n.Press("#composer button[type=submit]", "Enviar")
	n.Sees("#messages article.private", "Quedó registrado")
	n.Press("#menu", "Inés Salas")
	n.cabe("people and places")
	n.Press("#sidebar .person", "Lucía Paredes")
	n.SeesNo(".menu-open")
	n.Press("#clock summary", "Adelantar")
	n.cabe("the clock")
	n.Press("#clock li button", "A las 09:00 de hoy")
	n.Sees("#waiting", "le escribió un mensaje")
	n.Press("#waiting button", "Leerlo")
	n.Sees("#messages article", "venció el miércoles 28.10.2026")
	n.cabe("a reminder")
	n.Press("#messages summary", "Posponer")
	n.cabe("a menu")
	n.Type(kb.Escape)
	n.Press("#messages article button", "Registrar avance")
	n.Sees("dialog h2", "Registrar avance")
	n.cabe("a form")
	n.Press("dialog textarea", "")
	n.Type("Se remitió la nota.")
	n.Press("dialog button[type=submit]", "Registrar")
	n.SeesNo("dialog.modal[open]")
	n.Press("#messages article .reply", "hilo")
	n.FocusOn("Responder en el hilo")
	n.cabe("a thread")
	n.Press("#thread header button", "Cerrar el hilo")
	n.Press("#messages article button", "Está cumplido")
	n.Press("dialog button[type=submit]", "Proponer")
	n.SeesNo("dialog.modal[open]")
	n.Press("#menu", "Lucía Paredes")
	n.Press("#sidebar .back", "Volver a ser Inés Salas")
	n.Press("#messages article button", "Validar")
	n.Press("dialog button[type=submit]", "Validar y cerrar")
	n.SeesNo("dialog.modal[open]")
	n.NoComplaints()
}

// cabe fails where something does not fit the screen of a phone, or a finger.
func (n *navegador) cabe(que string) {
	n.T.Helper()
	const mira = `((d) => {
		const top = document.querySelector('dialog[open]') ?? document
		const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('.hidden')
		const say = (e, r) => e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.innerText).slice(0, 40) + ' ' + [r.x, r.y, r.width, r.height].map(Math.round)
		const out = document.documentElement.scrollWidth > 390 ? ['the page is ' + document.documentElement.scrollWidth + ' wide'] : []
		for (const e of top.querySelectorAll(':is(button, summary, select, textarea, a.button, input:not([type=checkbox], [type=radio], [type=file])), .boxes label')) {
			const r = e.getBoundingClientRect()
			if (!seen(e) || !r.width) continue
			if (r.height < 43.9) out.push('too low: ' + say(e, r))
			if (r.left < -0.5 || r.right > 390.5) out.push('beyond the screen: ' + say(e, r))
		}
		return out
	})()`
	var mal []string
	for fin := time.Now().Add(5 * time.Second); ; <-time.After(30 * time.Millisecond) { // what opens takes its place after it is there
		if n.Evaluate(mira, &mal); len(mal) == 0 || time.Now().After(fin) {
			break
		}
	}
	for _, m := range mal {
		n.T.Errorf("%s: %s", que, m)
	}
	n.hoja(fmt.Sprintf("telefono-%s", que))
}
