//go:build carga

package main

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// gentio sends signed slash commands over connections that stay open, as Slack does.
type gentio struct {
	direccion, secreto, equipo string
	serie                      atomic.Int64
}

// cosecha is what came back.
type cosecha struct {
	n, saturadas, tarde, malas int64
	muestra                    string // of an answer that was none
	dura                       time.Duration
	esperas                    []time.Duration // in order
}

func (c *cosecha) porSegundo() float64 { return float64(c.n-c.saturadas-c.malas) / c.dura.Seconds() }

func (c *cosecha) cuantil(q float64) time.Duration {
	if len(c.esperas) == 0 {
		return 0
	}
	return c.esperas[int(q*float64(len(c.esperas)-1))].Round(10 * time.Microsecond)
}

func (c *cosecha) sumar(o cosecha) {
	c.n, c.saturadas, c.tarde, c.malas = c.n+o.n, c.saturadas+o.saturadas, c.tarde+o.tarde, c.malas+o.malas
	c.esperas = append(c.esperas, o.esperas...)
	if c.muestra == "" {
		c.muestra = o.muestra
	}
}

// pedir is one request, byte by byte.
func (g *gentio) pedir(texto string) []byte {
	cuerpo := "token=x&team_id=" + g.equipo + "&team_domain=banco&channel_id=C0CVD&channel_name=cvd&user_id=U0ST&user_name=st" +
		"&command=%2Fcompromiso&text=" + url.QueryEscape(texto) + "&api_app_id=A0BANCO&is_enterprise_install=false" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0%2F1%2Fx&trigger_id=" +
		strconv.FormatInt(time.Now().UnixNano(), 10) + "." + strconv.FormatInt(g.serie.Add(1), 10) + ".0123456789abcdef"
	sello := strconv.FormatInt(time.Now().Unix(), 10)
	m := hmac.New(sha256.New, []byte(g.secreto))
	_, _ = io.WriteString(m, "v0:"+sello+":"+cuerpo)
	return fmt.Appendf(nil, "POST /slack/events HTTP/1.1\r\nHost: banco\r\nUser-Agent: Slackbot 1.0\r\nAccept: */*\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: %s\r\nX-Slack-Signature: v0=%s\r\nContent-Length: %d\r\n\r\n%s",
		sello, hex.EncodeToString(m.Sum(nil)), len(cuerpo), cuerpo)
}

// linea is one connection.
type linea struct {
	net.Conn
	lector *bufio.Reader
	cuerpo bytes.Buffer
}

func (g *gentio) llamar() (*linea, error) {
	c, err := net.Dial("tcp", g.direccion)
	if err != nil {
		return nil, err
	}
	return &linea{Conn: c, lector: bufio.NewReaderSize(c, 32<<10)}, nil
}

// preguntar sends a command and waits for its answer.
func (l *linea) preguntar(p []byte, desde time.Time, contiene string) (c cosecha) {
	c.n = 1
	mal := func(s string) cosecha {
		c.malas, c.muestra = 1, s
		return c
	}
	if _, err := l.Write(p); err != nil {
		return mal(err.Error())
	}
	r, err := http.ReadResponse(l.lector, nil)
	if err != nil {
		return mal(err.Error())
	}
	l.cuerpo.Reset()
	_, err = l.cuerpo.ReadFrom(r.Body)
	_ = r.Body.Close()
	c.esperas = []time.Duration{time.Since(desde)}
	switch cuerpo := l.cuerpo.Bytes(); {
	case err != nil || r.StatusCode != http.StatusOK:
		return mal(fmt.Sprint(r.Status, err))
	case bytes.Contains(cuerpo, []byte("Hay demasiadas solicitudes")):
		c.saturadas = 1
	case bytes.Contains(cuerpo, []byte("Sigo trabajando")):
		c.tarde = 1
	case !bytes.Contains(cuerpo, []byte(contiene)):
		return mal(fmt.Sprintf("%.200s", cuerpo))
	}
	return c
}

// correr asks from n connections at once, each as soon as it has its answer.
func (g *gentio) correr(t *testing.T, n int, dura time.Duration, texto func(i int64) string, contiene string) cosecha {
	t.Helper()
	var mu sync.Mutex
	var total cosecha
	var wg sync.WaitGroup
	var i atomic.Int64
	inicio := time.Now()
	for range n {
		wg.Go(func() {
			l, err := g.llamar()
			if err != nil {
				t.Error(err)
				return
			}
			defer l.Close()
			var mia cosecha
			for time.Since(inicio) < dura && mia.malas < 100 {
				p := g.pedir(texto(i.Add(1)))
				mia.sumar(l.preguntar(p, time.Now(), contiene))
			}
			mu.Lock()
			defer mu.Unlock()
			total.sumar(mia)
		})
	}
	wg.Wait()
	total.dura = time.Since(inicio)
	slices.Sort(total.esperas)
	return total
}

// masLineas is how many connections at once Slack is thought to open.
const masLineas = 512

// inundar asks so many times a second whatever becomes of the answers, from as many
// connections as that takes. A wait counts from when the command was to be sent.
func (g *gentio) inundar(t *testing.T, porSegundo float64, dura time.Duration, texto func(i int64) string, contiene string) cosecha {
	t.Helper()
	var mu sync.Mutex
	var total cosecha
	var wg sync.WaitGroup
	libres := make(chan *linea, masLineas)
	for range masLineas { // opened when they are first used
		libres <- nil
	}
	inicio := time.Now()
	cuantas := int64(porSegundo * dura.Seconds())
	for k := range cuantas {
		toca := inicio.Add(time.Duration(float64(k) / porSegundo * float64(time.Second)))
		time.Sleep(time.Until(toca))
		wg.Go(func() {
			l := <-libres
			if l == nil {
				var err error
				if l, err = g.llamar(); err != nil {
					t.Error(err)
					libres <- nil
					return
				}
			}
			c := l.preguntar(g.pedir(texto(k+1)), toca, contiene)
			libres <- l
			mu.Lock()
			defer mu.Unlock()
			total.sumar(c)
		})
	}
	wg.Wait()
	total.dura = time.Since(inicio)
	close(libres)
	for l := range libres {
		if l != nil {
			_ = l.Close()
		}
	}
	slices.Sort(total.esperas)
	return total
}
