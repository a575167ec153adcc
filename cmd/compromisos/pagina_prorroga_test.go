package main

import "testing"

// A new due date: asked for by the area, answered by the Secretaría; and whoever only reads sees
// what became of it.
func TestPagina_prorroga(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	n.Press("#clock summary", "Adelantar")
	n.Sees("#clock li button", "A las 09:00 de hoy")
	n.foto("reloj")
	n.Press("#clock li button", "A las 09:00 de hoy")
	n.Sees("#toast", "En el camino salieron")
	n.Press(".way summary", "En el camino") // read
	n.Press("#sidebar button", "Lucía Paredes")
	n.Press("#sidebar .place", "Mensajes de Compromisos")
	n.Sees("#messages article", "Tiene 2 asuntos: 1 está vencido")
	n.foto("recordatorio")
	n.Press("#messages article button", "Pedir prórroga") // of the last one: CVD 12/2026
	n.Sees("dialog h2", "Pedir prórroga")
	n.Type("11112026") // alike in every language that a browser may have
	n.Sees("dialog .field", "miércoles 11 de noviembre de 2026")
	n.Press("dialog textarea", "")
	n.Type("Falta la cotización del proveedor.")
	n.foto("prorroga")
	n.Press("dialog button[type=submit]", "Pedir")
	n.SeesNo("dialog.modal[open]")
	n.Sees("#messages article.private", "Quedó pedida la prórroga")
	n.Press("#sidebar button", "Inés Salas")
	n.Press("#sidebar .place", "Mensajes de Compromisos")
	n.Sees("#messages article", "Falta la cotización del proveedor.")
	n.Press("#messages article button", "Conceder")
	n.Sees("dialog h2", "Responder prórroga")
	n.Press("dialog button[type=submit]", "Responder")
	n.SeesNo("dialog.modal[open]")
	n.Press("#sidebar button", "Mariana Robles")
	n.Press("#sidebar .place", "# cvd")
	n.Write("/compromiso lista")
	n.Sees("#messages article.private", "Compromisos abiertos de la CVD")
	n.foto("lista")
	n.Write("/compromiso ver 12/2026")
	n.Sees("#messages article.private", "Historia", "concedió la prórroga", "Vence el miércoles 11.11.2026")
	n.foto("ficha")
	n.NoComplaints()
}
