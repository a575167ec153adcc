package main

import "testing"

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
	n.NoComplaints()
}
