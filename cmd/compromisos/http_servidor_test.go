package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"compromisos/bot"
	"compromisos/store"
)

// servidorCrudo serves h as `servir` does, and gives its address.
func servidorCrudo(t *testing.T, h http.Handler, p plazosHTTP) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServidor(h, p, slog.New(slog.DiscardHandler))
	fin := make(chan error, 1)
	go func() { fin <- s.Serve(ln) }()
	t.Cleanup(func() {
		_ = s.Close()
		if err := <-fin; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return ln.Addr().String()
}

// conectar opens a connection that no test waits on for ever.
func conectar(t *testing.T, dir string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	return c
}

// TestPeticionesCrudas sends what no client of Slack's would, byte by byte: it is refused,
// and what is read of it is bounded.
func TestPeticionesCrudas(t *testing.T) {
	t.Parallel()
	b, err := bot.New(bot.Options{BotToken: "xoxb-x", SigningSecret: "secreto", Ahora: time.Now, Maquina: time.Now}, (*store.Store)(nil))
	if err != nil {
		t.Fatal(err)
	}
	a := &app{e: entorno{SigningSecret: "secreto"}, bot: b}
	dir := servidorCrudo(t, a.rutas(false), plazosDeServir)
	const eventos = "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
	for nombre, c := range map[string]struct {
		cabeza string
		sigue  string // sent again and again after the head, until the server answers
		quiero []string
	}{
		"a body that is too long": {cabeza: eventos + "Content-Length: 1048577\r\n\r\n", sigue: strings.Repeat("a", 64<<10), quiero: []string{"413"}},
		"a body without an end":   {cabeza: eventos + "Transfer-Encoding: chunked\r\n\r\n", sigue: "10000\r\n" + strings.Repeat("a", 0x10000) + "\r\n", quiero: []string{"413"}},
		"headers without an end":  {cabeza: eventos, sigue: "X-A: " + strings.Repeat("a", 1000) + "\r\n", quiero: []string{"431"}},
		"one endless header":      {cabeza: eventos + "X-A: ", sigue: strings.Repeat("a", 1000), quiero: []string{"431"}},
		"an endless address":      {cabeza: "GET /", sigue: strings.Repeat("a", 1000), quiero: []string{"431"}},
		"compressed, not opened":  {cabeza: eventos + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00", quiero: []string{"401"}},
		"two lengths":             {cabeza: eventos + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", quiero: []string{"400"}},
		"a length that is none":   {cabeza: eventos + "Content-Length: -1\r\n\r\n", quiero: []string{"400"}},
		"a bad chunk":             {cabeza: eventos + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", quiero: []string{"400"}},
		"no host":                 {cabeza: "GET /healthz HTTP/1.1\r\n\r\n", quiero: []string{"400"}},
		"not HTTP":                {cabeza: "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", quiero: []string{"400"}},
		"three at once, in order": {cabeza: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /nada HTTP/1.1\r\nHost: x\r\n\r\n" + eventos + "Content-Length: 2\r\n\r\n{}", quiero: []string{"200", "404", "401"}},
		"unsigned":                {cabeza: eventos + "Content-Length: 2\r\n\r\n{}", quiero: []string{"401"}},
		"signed by nobody":        {cabeza: eventos + "X-Slack-Request-Timestamp: 1\r\nX-Slack-Signature: v0=00\r\nContent-Length: 2\r\n\r\n{}", quiero: []string{"401"}},
	} {
		t.Run(nombre, func(t *testing.T) {
			con := conectar(t, dir)
			enviado := make(chan int, 1)
			go func() {
				n, err := io.WriteString(con, c.cabeza)
				for err == nil && c.sigue != "" && n < 64<<20 {
					var k int
					k, err = io.WriteString(con, c.sigue)
					n += k
				}
				enviado <- n
			}()
			r := bufio.NewReader(con)
			for _, quiero := range c.quiero {
				res, err := http.ReadResponse(r, nil)
				if err != nil {
					// What came while the server had stopped reading may take the answer with it.
					if c.sigue == "" {
						t.Fatal(err)
					}
					break
				}
				_, _ = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				if !strings.HasPrefix(res.Status, quiero) {
					t.Errorf("%s, want %s", res.Status, quiero)
				}
			}
			if c.sigue != "" {
				_, _ = io.Copy(io.Discard, r) // it ends the connection by itself
				if n := <-enviado; n > 16<<20 {
					t.Errorf("%d bytes were taken", n)
				}
			}
		})
	}
}

// TestClientesLentos lets each part of a request take longer than it may: the connection
// ends, and nobody else waits for it.
func TestClientesLentos(t *testing.T) {
	t.Parallel()
	poco := 150 * time.Millisecond
	salio := make(chan error, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /largo", func(w http.ResponseWriter, _ *http.Request) {
		var err error
		for bloque := make([]byte, 1<<20); err == nil; {
			_, err = w.Write(bloque)
		}
		salio <- err
	})
	mux.HandleFunc("POST /cuerpo", func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		salio <- err
	})
	mux.HandleFunc("GET /corto", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	dir := servidorCrudo(t, mux, plazosHTTP{cabeceras: poco, cuerpo: poco, respuesta: 2 * poco, ocio: poco})

	for nombre, c := range map[string]struct {
		envia string
		obra  bool // a handler was at work, and comes to an end
	}{
		"says nothing":          {envia: ""},
		"half a head":           {envia: "GET /corto HTTP/1.1\r\nHost:"},
		"half a body":           {envia: "POST /cuerpo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na", obra: true},
		"half a chunk":          {envia: "POST /cuerpo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", obra: true},
		"stays after an answer": {envia: "GET /corto HTTP/1.1\r\nHost: x\r\n\r\n"},
	} {
		con := conectar(t, dir)
		if _, err := io.WriteString(con, c.envia); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, con); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("%s: the connection does not end: %v", nombre, err)
		}
		if c.obra {
			if err := <-salio; err == nil {
				t.Errorf("%s: a body that never came was read", nombre)
			}
		}
	}
	con := conectar(t, dir) // does not read what it asked for
	if _, err := io.WriteString(con, "GET /largo HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := <-salio; err == nil {
		t.Error("an answer that nobody reads has no end")
	}

	// Many that say nothing, and one that does.
	for range 300 {
		conectar(t, dir)
	}
	con = conectar(t, dir)
	if _, err := io.WriteString(con, "GET /corto HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(con); err != nil || !strings.HasSuffix(string(b), "ok") {
		t.Errorf("%q, %v", b, err)
	}
}
