package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/store/privado/pgtest"
)

// abrirPaginaPractica is what `demo` opens, and a browser before it.
func abrirPaginaPractica(t *testing.T) (*navegador, *practica) {
	t.Helper()
	ejecutableNavegador(t) // skips here where there is none
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
	return abrirEnNavegador(t, pagina), p
}

// abrirEnNavegador serves a page and has a browser open it.
func abrirEnNavegador(t *testing.T, pagina http.Handler) *navegador {
	t.Helper()
	s := httptest.NewServer(pagina)
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	n := abrirNavegador(t, 1100, 760)
	n.ir(s.URL)
	n.ve("#sidebar", "Inés Salas")
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
	n.sinQuejas()
}

// registrar completes the command with the keyboard and fills in the form, at first not all of it.
func registrar(n *navegador) {
	n.t.Helper()
	n.oprime("#composer-text", "")
	n.teclea("/comp")
	n.ve(".completions", "/compromiso nuevo", "/compromiso ayuda")
	n.foto("orden")
	n.teclea("romiso nue" + kb.ArrowDown + kb.Enter)
	n.espera("the command is completed", `document.querySelector('#composer-text').value === '/compromiso nuevo '`)
	n.teclea(kb.Escape + kb.Enter)
	n.ve("dialog h2", "Registrar compromiso")
	n.enfoca("¿Qué se pidió?")
	n.teclea("Entregar el comparativo de costos de difusión")
	n.oprime("dialog button", "Registrar")
	n.ve("dialog .wrong", "Llene este campo")
	n.espera("what was typed stays", `document.querySelector('dialog textarea').value === 'Entregar el comparativo de costos de difusión'`)
	n.enfoca("CAI") // the first box of the field that is wrong
	n.foto("formulario")
	n.oprime("dialog .boxes label", "UTSI")
	n.noVe("dialog .wrong")
	n.oprime("dialog button", "Registrar")
	n.noVe("dialog.modal[open]")
	n.ve("#messages article", "Entregar el comparativo de costos de difusión", "CVD 25/2026")
	n.enfoca("Escriba un mensaje") // given back to where the form was asked for
	n.foto("canal")
}

// recibir is being somebody else when the clock strikes nine.
func recibir(n *navegador) {
	n.t.Helper()
	n.oprime("#sidebar button", "Lucía Paredes")
	n.ve("#sidebar .me", "Enlace de UTSI")
	n.oprime("#clock summary", "Adelantar")
	n.oprime("#clock li button", "A las 09:00 de hoy")
	n.ve("#toast", "En el camino salieron")
	n.ve("#sidebar .place .count", "2") // the assignment and the reminder
	n.oprime("#sidebar .place", "Mensajes de Compromisos")
	n.ve("#messages article", "venció el miércoles 28.10.2026")
	n.espera("nothing is left unread", `![...document.querySelectorAll('#sidebar .place.here .count')].length`)
	n.foto("recordatorio")
}

// responder registers progress by the button and by answering in the thread, and proposes.
func responder(n *navegador) {
	n.t.Helper()
	n.oprime("#messages article button", "Registrar avance")
	n.ve("dialog h2", "Registrar avance")
	n.enfoca("¿Qué se hizo?")
	n.teclea("Se remitió la nota con el oficio 214.")
	n.foto("avance")
	n.oprime("dialog button[type=submit]", "Registrar")
	n.noVe("dialog.modal[open]")
	n.ve("#messages article.private", "avance")
	n.oprime("#messages article:has(time) .reply", "Responder en un hilo")
	n.enfoca("Responder en el hilo")
	n.teclea("CVD 12/2026 ya hay un primer tablero" + kb.Enter)
	n.ve("#thread article", "ya hay un primer tablero", "12/2026")
	n.espera("the bot answers in the thread", `document.querySelectorAll('#thread article').length >= 3`)
	n.foto("hilo")
	n.oprime("#thread header button", "Cerrar el hilo")
	n.oprime("#messages article button", "Está cumplido")
	n.ve("dialog h2", "Proponer como cumplido")
	n.oprime("dialog button[type=submit]", "Proponer")
	n.noVe("dialog.modal[open]")
}

// validar is the Secretaría's part: told by direct message, it validates from there.
func validar(n *navegador) {
	n.t.Helper()
	n.oprime("#sidebar button", "Inés Salas")
	n.oprime("#sidebar .place", "Mensajes de Compromisos")
	n.ve("#messages article", "Lucía")
	n.oprime("#messages article button", "Validar")
	n.ve("dialog h2", "Validar cumplimiento")
	n.foto("validar")
	n.oprime("dialog button[type=submit]", "Validar y cerrar")
	n.noVe("dialog.modal[open]")
	n.oprime("#sidebar .place", "# cvd")
	n.escribe("/compromiso resumen")
	n.ve("#messages article.private", "Resumen de la CVD")
	n.foto("resumen")
	n.escribe("/compromiso informe")
	n.ve("#messages article .file", "nforme")
}

// Every message that the tests of the bot keep is drawn whole: nothing that the page does
// not know, nothing that the browser refuses.
func TestPagina_mensajes(t *testing.T) {
	t.Parallel()
	ejecutableNavegador(t)
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	gente := poblarPractica(sim, gentePractica, slacksim.Channel{ID: canalPractica, Name: "cvd"}, "America/Mexico_City")
	rutas, err := filepath.Glob("../../bot/testdata/mensaje-*.json")
	if err != nil || len(rutas) == 0 {
		t.Fatalf("no goldens of messages: %v", err)
	}
	var nombres []string
	for _, ruta := range rutas {
		nombres = append(nombres, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(ruta), "mensaje-"), ".json"))
		publicarGolden(t, sim, ruta)
	}
	pagina := page.New(page.Options{Sim: sim, Title: "Mensajes", App: "Compromisos", People: gente})
	t.Cleanup(pagina.Close)
	n := abrirEnNavegador(t, pagina)
	n.espera("all messages", fmt.Sprintf("document.querySelectorAll('#messages article').length === %d", len(nombres)))
	var raros []string
	n.evaluar(`[...document.querySelectorAll('#messages article')].flatMap((a, i) => a.querySelector('.unknown') || /undefined|\[object|NaN/.test(a.innerText) ? [i + ' ' + a.innerText] : [])`, &raros)
	for _, r := range raros {
		t.Errorf("not drawn whole: %s", r)
	}
	n.enHoja(nombres)
	n.sinQuejas()
}

// publicarGolden has the bot say what a golden holds.
func publicarGolden(t *testing.T, sim *slacksim.Sim, ruta string) {
	t.Helper()
	b, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatal(err)
	}
	var g struct {
		Texto   []string          `json:"texto"`
		Bloques []json.RawMessage `json:"bloques"`
	}
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	b, err = json.Marshal(map[string]any{"channel": canalPractica, "text": strings.Join(g.Texto, "\n"), "blocks": g.Bloques})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, sim.URL()+"chat.postMessage", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+sim.BotToken())
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if b, err = io.ReadAll(a.Body); err != nil || !strings.Contains(string(b), `"ok":true`) {
		t.Errorf("%s: %s %v", ruta, b, err)
	}
}
