package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Every form that a command opens is drawn whole, with the focus in it; Escape closes it and
// gives the focus back to where one typed.
func TestPagina_formularios(t *testing.T) {
	t.Parallel()
	n, p := abrirPaginaPractica(t)
	for _, orden := range []string{
		"nuevo", "avance 09/2026", "cumplir 11/2026", "prórroga 09/2026", "editar 09/2026", "asignar 09/2026", "cancelar 09/2026", "reabrir 01/2026",
	} {
		n.Write("/compromiso " + orden)
		n.Until("the form of "+orden, `document.querySelector('dialog.modal[open] h2')`)
		n.Until("the focus in the form of "+orden, `document.querySelector('dialog.modal[open]').contains(document.activeElement)`)
		var sinNombre []string
		n.Evaluate(`[...document.querySelectorAll('dialog .unknown')].map((e) => e.innerText).concat([...document.querySelectorAll('dialog :is(input, textarea, select)')].filter((e) => !e.labels?.length && !e.getAttribute('aria-label')).map((e) => e.outerHTML))`, &sinNombre)
		for _, s := range sinNombre {
			t.Errorf("%s: %s", orden, s)
		}
		n.hoja("forma-" + strings.Fields(orden)[0])
		n.Type(kb.Escape)
		n.SeesNo("dialog.modal[open]")
		n.FocusOn("Escriba un mensaje")
	}
	if q := p.sim.Complaints(); len(q) > 0 {
		t.Errorf("against Slack's limits: %v", q)
	}
	n.NoComplaints()
}
