package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The clock goes where it is sent, tells what happened on the way, and each line of that leads
// to the message, as somebody who reads it.
func TestPagina_reloj(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "A la víspera")
	n.Sees("#clock progress + small", "hacia el jueves 19 de noviembre, 09:01")
	n.Press("#clock button", "Detener")
	n.Sees("#toast", "El reloj se detuvo")
	n.Sees("#way", "como lo pidió")
	n.FocusOn("Adelantar el reloj")
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "próximo lunes")
	n.Sees("#way h3", "lunes 9 de noviembre, 09:01")
	n.Press("#way .saying", "# cvd")
	n.Sees("#channel-title", "# cvd")
	n.FocusOn("Resumen de la CVD")
	n.Press("#way .saying", "Lucía Paredes")
	n.Sees("#sidebar .me", "Lucía Paredes")
	n.Sees("#channel-title", "mensajes directos")
	n.Until("the focus on what was said to Lucía", `document.activeElement.matches('#messages article') && document.activeElement.innerText.includes('asunto')`)
	n.Press("#way > details > summary", "En el camino")
	n.Until("the list is closed", `!document.querySelector('#way > details').open`)
	aUnaFecha(n)
	n.NoComplaints()
}

// aUnaFecha is choosing a day: one that is past is refused by its field, and stays as it was typed.
func aUnaFecha(n *navegador) {
	n.T.Helper()
	abrir := func() {
		n.Press("#clock summary", "Adelantar")
		n.Press("#clock li button", "A una fecha")
		n.FocusOn("Día (a las 09:00)")
	}
	escribe := func(dia string) { // how a date is typed depends on the language of the browser
		n.Evaluate(fmt.Sprintf(`((d) => { d.value = %q; return d.dispatchEvent(new Event('input')) })(document.querySelector('#jump-day'))`, dia), new(bool))
	}
	abrir()
	n.Type(kb.Escape)
	n.SeesNo("dialog[open]")
	abrir()
	for dia, dicho := range map[string]string{"": "Escriba el día completo", "2026-11-09": "elija un día después de hoy, lunes 9 de noviembre de 2026", "2027-11-11": "elija un día hasta el miércoles 10 de noviembre de 2027"} {
		escribe(dia)
		n.Type(kb.Enter)
		n.Sees("dialog .error", dicho)
		n.FocusOn("Día (a las 09:00)")
		n.Until("what was typed stays", fmt.Sprintf(`document.querySelector('#jump-day').value === %q && document.querySelector('#jump-day').ariaInvalid === 'true'`, dia))
	}
	escribe("2026-11-14") // a Saturday: nobody is told anything
	n.Until("the sentence goes", `document.querySelector('#jump-wrong').textContent === ''`)
	n.Type(kb.Enter)
	n.SeesNo("dialog[open]")
	n.Sees("#now", "sábado 14 de noviembre, 09:01")
	n.Sees("#way summary", "En el camino")
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "A una fecha")
	n.FocusOn("Día (a las 09:00)")
	escribe("2026-11-15")
	n.Press("dialog button", "Ir")
	n.Sees("#way", "nada que avisar", "Lo que sigue:", "A la mañana siguiente: martes 17 de noviembre, 09:01", "Al próximo lunes, que es inhábil: lunes 16 de noviembre, 09:01")
}

// Behind the curtain: a fault that is switched on shows also when the panel is closed, what went
// over the wire is told with its limits, and whoever reads it keeps their place.
func TestPagina_bambalinas(t *testing.T) {
	t.Parallel()
	n, p := abrirPaginaPractica(t)
	n.Press("#curtain-open", "Tras bambalinas")
	n.Sees("#curtain .fault", "ninguna falla está encendida")
	n.Evaluate(`(document.querySelector('.seconds').value = '') === ''`, new(bool))
	n.Press("#curtain button", "Slack pide esperar")
	n.Sees("#curtain .error", "Escriba de 1 a 30 segundos.")
	n.Type("1")
	n.Press("#curtain button", "Slack pide esperar 1")
	n.Sees("#curtain .fault", "Encendida: Slack pide esperar 1", "con el próximo mensaje. Todavía no ocurre.")
	n.Press("#curtain header button", "Cerrar")
	n.FocusOn("Tras bambalinas")
	n.Sees("#curtain-open", "1 falla encendida")
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "A las 09:00 de hoy")
	n.Sees("#way summary", "En el camino: 4 mensajes")
	n.Until("the fault is over", `!document.querySelector('#curtain-open').innerText.includes('falla')`)
	if hay := len(p.sim.DM("U0UTSI")); hay != 1 {
		t.Errorf("%d messages to Lucía", hay)
	}
	n.Press("#curtain-open", "Tras bambalinas")
	n.Sees("#curtain .fault", "Ya ocurrió una vez. El bot lo repitió a los")
	n.Sees(".exchanges .after", "y llegó.")
	n.Evaluate(`((s) => { s.value = 'wrong'; return s.dispatchEvent(new Event('change')) })(document.querySelector('#curtain select'))`, new(bool))
	n.Until("only what went wrong is listed", `[...document.querySelectorAll('.exchanges > li')].every((li) => li.hidden !== Boolean(li.querySelector('.error'))) && document.querySelectorAll('.exchanges > li:not([hidden])').length === 1`)
	n.Evaluate(`((s) => { s.value = 'out'; return s.dispatchEvent(new Event('change')) })(document.querySelector('#curtain select'))`, new(bool))
	n.Press(".exchanges > li:not([hidden]) summary", "El bot escribe a Lucía Paredes: «Tiene 2 asuntos")
	n.Sees(".exchanges .limits", "bloques del mensaje: 6 de 50", "texto de un botón: 16 de 75 caracteres")
	n.Sees(".exchanges pre", `"type": "plain_text"`)
	n.Until("no secret", `!/xox[a-z]-|xapp-/.test(document.body.textContent)`)
	n.Evaluate(`(window.reading = document.querySelector('.exchanges details[open]')).isConnected`, new(bool))
	antes := `document.querySelectorAll('.exchanges > li').length`
	n.Evaluate(`(window.before = `+antes+`) > 0`, new(bool))
	n.Write("/compromiso resumen")
	n.Until("what is new came on top", antes+` > window.before`)
	n.Until("what is read stays open", `window.reading.isConnected && window.reading.open`)
	n.NoComplaints()
}
