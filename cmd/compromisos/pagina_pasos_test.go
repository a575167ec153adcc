package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// What is wrong with the last field of a form is read without scrolling, also on a phone.
func TestPagina_errorALaVista(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.Screen(390, 700, false)
	n.Press(".try", "Adelante el reloj a las 09:00")
	n.Press("#messages article button", "Registrar avance")
	n.Sees("dialog h2", "Registrar avance")
	n.FocusOn("¿Qué se hizo?")
	n.Type("Se entregó la nota")
	n.Press("dialog .field:last-child input", "")
	n.Type("ine.mx")
	n.Press("dialog button[type=submit]", "Registrar")
	n.Sees("dialog .error", "Eso no es una liga")
	n.FocusOn("Liga")
	n.Type("2")
	n.SeesNo("dialog .error")
	n.Press("dialog button[type=submit]", "Registrar")
	n.Sees("dialog .error", "Eso no es una liga") // the same mistake is told again
	n.Until("the sentence stands above the buttons", `document.querySelector('dialog .error').getBoundingClientRect().bottom <= document.querySelector('dialog footer').getBoundingClientRect().top`)
	n.NoComplaints()
}

// Each of the steps offered to whoever is new does what it says: one press and the person, the
// place and the hour are those of its sentence. The clock is not moved twice.
func TestPagina_pasos(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.SeesNo("#sidebar [data-name=home]") // the app has none
	n.Sees("#welcome", "Slack de práctica", "nada de lo que haga aquí llega a nadie")
	n.Press(".try", "Adelante el reloj a las 09:00")
	n.Sees("#sidebar .me", "Lucía Paredes")
	n.Sees("#messages article", "Tiene 2 asuntos: 1 está vencido", "Registrar avance")
	n.Sees("#clock #now", "martes 3 de noviembre, 09:01")
	n.Sees("#way details:not([open]) summary", "En el camino") // the reminder has the room
	n.Sees("#toast.shown", "Ahora es")
	n.Press("#clock summary", "Adelantar el reloj")
	n.SeesNo("#toast.shown") // it would stand over the menu
	n.Type(kb.Escape)
	n.Until("the composer keeps its height as one leaves it, so that what one presses stays under the pointer",
		`(() => { const form = document.querySelector('#composer form'), text = form.querySelector('textarea'); text.focus(); const was = form.offsetHeight; text.blur(); return form.offsetHeight === was })()`)
	n.Press("#welcome button", "Ver los pasos")
	n.Press(".try", "Vuelva a ser Inés y valide")
	n.Sees("#sidebar .me", "Inés Salas")
	n.Until("the command is there to be sent", `document.querySelector('#composer-text').value === '/compromiso cumplir 11/2026'`)
	n.Press("#composer button[type=submit]", "Enviar")
	n.Sees("dialog h2", "Validar cumplimiento")
	n.Press("dialog button", "Cancelar")
	n.SeesNo("dialog.modal[open]")
	n.Press("#welcome button", "Ver los pasos")
	n.Press(".try", "Adelante el reloj a las 09:00")
	n.Sees("#sidebar .me", "Lucía Paredes")
	n.Sees("#clock #now", "martes 3 de noviembre, 09:0")
	n.Sees("#welcome", "0 de 3") // so far one only looked
	n.Press("#messages article button", "Enterado")
	n.Sees("#messages article", "Le falta 1 de 2 asuntos", "✓ Usted ya está al tanto.")
	n.Sees("#welcome", "1 de 3") // that is an answer too
	n.NoComplaints()
}
