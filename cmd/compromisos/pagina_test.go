package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/slacksim/page/pagetest"
	"compromisos/store/privado/pgtest"
)

// abrirPaginaPractica is what `demo` opens, and a browser before it.
func abrirPaginaPractica(t *testing.T) (*navegador, *practica) {
	t.Helper()
	pagetest.Turn(t) // skips here where there is none
	pagina, p := levantarPractica(t)
	return abrirEnNavegador(t, pagina), p
}

// levantarPractica is what `demo` opens, without anybody before it.
func levantarPractica(t *testing.T) (*page.Page, *practica) {
	t.Helper()
	url := pgtest.Database(t, migrarPrueba)
	e, err := montarMuestra()
	if err != nil {
		t.Fatal(err)
	}
	p := &practica{}
	t.Cleanup(func() { p.cerrar(t.Context()) })
	if p.sim, err = slacksim.Start(slacksim.Options{}); err != nil {
		t.Fatal(err)
	}
	pagina, err := e.levantar(t.Context(), p, url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pagina.Close)
	return pagina, p
}

// abrirEnNavegador serves a page and has a browser open it.
func abrirEnNavegador(t *testing.T, pagina http.Handler) *navegador {
	t.Helper()
	s := httptest.NewServer(pagina)
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	n := &navegador{pagetest.Open(t, 1100, 760)}
	n.Go(s.URL)
	n.Sees("#sidebar", "Inés Salas")
	return n
}

// The first ten minutes of somebody who was told nothing, by clicks and keys: registered,
// reminded, answered, validated.
func TestPagina_novata(t *testing.T) {
	t.Parallel()
	n, _ := abrirPaginaPractica(t)
	registrar(n)
	recibir(n)
	responder(n)
	validar(n)
	n.NoComplaints()
}

// registrar completes the command with the keyboard and fills in the form, at first not all of it.
func registrar(n *navegador) {
	n.T.Helper()
	n.Press("#composer-text", "")
	n.Type("/comp")
	n.Sees(".completions", "/compromiso nuevo", "/compromiso ayuda")
	n.foto("orden")
	n.Type("romiso nue" + kb.ArrowDown + kb.Enter)
	n.Until("the command is completed", `document.querySelector('#composer-text').value === '/compromiso nuevo '`)
	n.Type(kb.Escape + kb.Enter)
	n.Sees("dialog h2", "Registrar compromiso")
	n.FocusOn("¿Qué se pidió?")
	n.Type("Entregar el comparativo de costos de difusión")
	n.Press("dialog button", "Registrar")
	n.Sees("dialog .wrong", "Llene este campo")
	n.Until("what was typed stays", `document.querySelector('dialog textarea').value === 'Entregar el comparativo de costos de difusión'`)
	n.FocusOn("CAI") // the first box of the field that is wrong
	n.foto("formulario")
	n.Press("dialog .boxes label", "UTSI")
	n.SeesNo("dialog .wrong")
	n.Press("dialog button", "Registrar")
	n.SeesNo("dialog.modal[open]")
	n.Sees("#messages article", "Entregar el comparativo de costos de difusión", "CVD 25/2026")
	n.FocusOn("Escriba un mensaje") // given back to where the form was asked for
	n.foto("canal")
}

// recibir is being somebody else when the clock strikes nine.
func recibir(n *navegador) {
	n.T.Helper()
	n.Sees("#sidebar .person:has(.count)", "Lucía Paredes")
	n.Press("#sidebar button", "Lucía Paredes") // where her news are
	n.Sees("#sidebar .me", "Enlace de UTSI", "Volver a ser Inés Salas")
	n.Sees("#messages .new", "Mensajes nuevos")
	n.Press("#clock summary", "Adelantar")
	n.Press("#clock li button", "A las 09:00 de hoy")
	n.Sees("#toast", "En el camino salieron")
	n.Sees("#sidebar .person:has(.count)", "Elena Duarte")
	n.Sees("#messages article", "venció el miércoles 28.10.2026")
	n.Sees("#clock #now", "martes 3 de noviembre, 09:01") // as the bot writes days, whatever the browser speaks
	n.Sees("#messages .day", "3 de noviembre de 2026")
	n.Sees("#messages article time", "09:01")
	n.Until("nothing is left unread", `!document.querySelector('#sidebar .here .count')`)
	n.Press(".way summary", "En el camino") // read
	n.Press("#sidebar .place", "# cvd")
	n.Sees("#messages article", "Se registró el compromiso CVD 25/2026")
	n.SeesNo("#toast.shown") // of where one was
	n.Press("#sidebar .place", "Mensajes de Compromisos")
}

// responder registers progress by the button and by answering in the thread, and proposes.
func responder(n *navegador) {
	n.T.Helper()
	n.Press("#messages article button", "Registrar avance")
	n.Sees("dialog h2", "Registrar avance")
	n.FocusOn("¿Qué se hizo?")
	n.Type("Se remitió la nota con el oficio 214.")
	n.foto("avance")
	n.Press("dialog button[type=submit]", "Registrar")
	n.SeesNo("dialog.modal[open]")
	n.Sees("#messages article.private", "avance")
	n.Sees("#messages article", "✓ Avance registrado") // in the reminder itself, which grows by it
	n.Press("#messages article:has(time) .reply", "Responder en un hilo")
	n.FocusOn("Responder en el hilo")
	n.Type("CVD 12/2026 ya hay un primer tablero" + kb.Enter)
	n.Sees("#thread article", "ya hay un primer tablero", "12/2026")
	n.Until("the bot answers in the thread", `document.querySelectorAll('#thread article').length >= 3`)
	n.foto("hilo")
	n.Press("#thread header button", "Cerrar el hilo")
	n.Press("#messages article button", "Está cumplido")
	n.Sees("dialog h2", "Proponer como cumplido")
	n.Press("dialog button[type=submit]", "Proponer")
	n.SeesNo("dialog.modal[open]")
}

// validar is the Secretaría's part: told by direct message, it validates from there.
func validar(n *navegador) {
	n.T.Helper()
	n.Press("#sidebar button", "Inés Salas")
	n.Press("#sidebar .place", "Mensajes de Compromisos")
	n.Sees("#messages article", "Lucía")
	n.Press("#messages article button", "Validar")
	n.Sees("dialog h2", "Validar cumplimiento")
	n.foto("validar")
	n.Press("dialog button[type=submit]", "Validar y cerrar")
	n.SeesNo("dialog.modal[open]")
	n.Press("#sidebar .place", "# cvd")
	n.Write("/compromiso resumen")
	n.Sees("#messages article.private", "Resumen de la CVD")
	n.foto("resumen")
	n.Write("/compromiso informe")
	n.Sees("#messages article .file", "nforme")
}
