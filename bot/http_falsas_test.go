package bot

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// ordenRecordar is a command that writes, as Slack posts it.
func (c *casa) ordenRecordar(cambios url.Values) url.Values {
	v := url.Values{
		"team_id": {c.sim.TeamID()}, "user_id": {uST}, "channel_id": {"C0CVD"}, "command": {"/compromiso"},
		"text": {"recordar 03/2024"}, "trigger_id": {"1.2.abc"},
	}
	for k, l := range cambios {
		v[k] = l
	}
	return v
}

func (c *casa) presionRecordar() string {
	return `{"type":"block_actions","user":{"id":"` + uST + `"},"team":{"id":"` + c.sim.TeamID() + `"},"trigger_id":"1.2.b",` +
		`"actions":[{"action_id":"recordar","value":"CVD 03/2024","action_ts":"1.1"}]}`
}

func firmaDe(secreto, sello, cuerpo string) string {
	m := hmac.New(sha256.New, []byte(secreto))
	_, _ = io.WriteString(m, "v0:"+sello+":"+cuerpo)
	return "v0=" + hex.EncodeToString(m.Sum(nil))
}

// TestPeticionesFalsas are requests that Slack did not send, or not like that: nothing is
// done, and nothing told.
func TestPeticionesFalsas(t *testing.T) {
	c := nuevaCasa(t)
	secreto, ahora := c.sim.SigningSecret(), time.Now().Unix()
	orden := c.ordenRecordar(nil).Encode()
	presion := url.Values{"payload": {c.presionRecordar()}}.Encode()
	reto := `{"type":"url_verification","challenge":"3eZbrw1a"}`
	type falsa struct {
		que, ruta, tipo, cuerpo string
		firmado                 string // what the signature is of; "" is the body
		sello                   int64  // seconds after now
		secreto                 string
		cambiar                 func(http.Header)
		quiero                  int
	}
	quitar := func(nombre string) func(http.Header) { return func(h http.Header) { h.Del(nombre) } }
	poner := func(nombre, valor string) func(http.Header) { return func(h http.Header) { h.Set(nombre, valor) } }
	casos := []falsa{
		{que: "another secret", cuerpo: orden, secreto: "otro", quiero: 401},
		{que: "signature of another body", cuerpo: orden, firmado: orden + "&x=1", quiero: 401},
		{que: "signature of another body, pressed", cuerpo: presion, firmado: orden, quiero: 401},
		{que: "signature of nothing", cuerpo: orden, firmado: " ", quiero: 401},
		{que: "too old", cuerpo: orden, sello: -302, quiero: 401},
		{que: "of the future", cuerpo: orden, sello: 302, quiero: 401},
		{que: "signature of another second", cuerpo: orden, cambiar: poner("X-Slack-Request-Timestamp", strconv.FormatInt(ahora-1, 10)), quiero: 401},
		{que: "timestamp with a sign", cuerpo: orden, cambiar: poner("X-Slack-Request-Timestamp", "+"+strconv.FormatInt(ahora, 10)), quiero: 401},
		{que: "timestamp with blanks", cuerpo: orden, cambiar: poner("X-Slack-Request-Timestamp", " "+strconv.FormatInt(ahora, 10)+" "), quiero: 401},
		{que: "no timestamp", cuerpo: orden, cambiar: quitar("X-Slack-Request-Timestamp"), quiero: 401},
		{que: "no signature", cuerpo: orden, cambiar: quitar("X-Slack-Signature"), quiero: 401},
		{que: "an empty signature", cuerpo: orden, cambiar: poner("X-Slack-Signature", "v0="), quiero: 401},
		{que: "another version of signature", cuerpo: orden, cambiar: poner("X-Slack-Signature", "v1="+firmaDe(secreto, strconv.FormatInt(ahora, 10), orden)[3:]), quiero: 401},
		{que: "a wrong signature before a right one", cuerpo: orden, cambiar: func(h http.Header) {
			h["X-Slack-Signature"] = append([]string{"v0=" + strings.Repeat("0", 64)}, h["X-Slack-Signature"]...)
		}, quiero: 401},

		{que: "ssl_check in the address", ruta: "?ssl_check=1", cuerpo: orden, secreto: "otro", quiero: 401},
		{que: "ssl_check beside a command", cuerpo: orden + "&ssl_check=1", secreto: "otro", quiero: 401},
		{que: "ssl_check beside a payload", cuerpo: presion + "&ssl_check=1", secreto: "otro", quiero: 401},
		{que: "ssl_check and an empty command first", cuerpo: "ssl_check=1&command=&" + orden, secreto: "otro", quiero: 200},
		{que: "ssl_check in JSON", tipo: tipoJSON, cuerpo: `{"ssl_check":"1","type":"event_callback"}`, secreto: "otro", quiero: 401},
		{que: "ssl_check alone", cuerpo: "ssl_check=1&token=x", secreto: "otro", quiero: 200},
		{que: "url_verification unsigned", tipo: tipoJSON, cuerpo: reto, secreto: "otro", quiero: 401},
		{que: "url_verification in a form", cuerpo: url.Values{"payload": {reto}}.Encode(), quiero: 200},

		{que: "a command in the address", ruta: "?" + orden, cuerpo: "", quiero: 200},
		{que: "a payload in the address", ruta: "?" + presion, cuerpo: "", quiero: 200},
		{que: "a payload in the address, a harmless one in the body", ruta: "?" + presion, cuerpo: "payload=%7B%22type%22%3A%22shortcut%22%7D", quiero: 200},
		{que: "the text in the address", ruta: "?text=recordar+03%2F2024", cuerpo: c.ordenRecordar(url.Values{"text": {"ayuda"}}).Encode(), quiero: 200},
		{que: "the person in the address", ruta: "?user_id=" + uST, cuerpo: c.ordenRecordar(url.Values{"user_id": {uLector}}).Encode(), quiero: 200},
		{que: "two texts", cuerpo: "text=ayuda&" + orden, quiero: 400},
		{que: "two people", cuerpo: orden + "&user_id=" + uLector, quiero: 400},
		{que: "two payloads", cuerpo: "payload=%7B%7D&" + presion, quiero: 400},
		{que: "half an escape", cuerpo: orden + "&x=%zz", quiero: 400},
		{que: "semicolons", cuerpo: strings.ReplaceAll(orden, "&", ";"), quiero: 400},

		{que: "a form that says it is JSON", tipo: tipoJSON, cuerpo: orden, quiero: 400},
		{que: "a form that says nothing", tipo: " ", cuerpo: orden, quiero: 400},
		{que: "a form that says it has parts", tipo: "multipart/form-data; boundary=x", cuerpo: orden, quiero: 400},
		{que: "parts", tipo: "multipart/form-data; boundary=x", cuerpo: "--x\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n" + c.presionRecordar() + "\r\n--x--\r\n", quiero: 400},
		{que: "a press that says it is an event", tipo: tipoJSON, cuerpo: c.presionRecordar(), quiero: 200},
		{que: "JSON that says it is a form", cuerpo: c.presionRecordar(), quiero: 200},
		{que: "an event as a payload", cuerpo: url.Values{"payload": {c.evento("Ev7", "Se envió")}}.Encode(), quiero: 200},
		{que: "a command as a payload", cuerpo: url.Values{"payload": {`{"type":"slash_commands","text":"recordar 03/2024","user_id":"` + uST + `"}`}}.Encode(), quiero: 200},
		{que: "another path", ruta: "/otra", cuerpo: orden, quiero: 404},
	}
	h := c.b.Handler()
	for _, x := range casos {
		antes := len(c.st.hechos())
		r := httptest.NewRequest(http.MethodPost, "/slack/events"+x.ruta, strings.NewReader(x.cuerpo))
		if x.tipo == "" {
			x.tipo = tipoForma
		}
		if x.secreto == "" {
			x.secreto = secreto
		}
		if x.firmado == "" {
			x.firmado = x.cuerpo
		}
		sello := strconv.FormatInt(ahora+x.sello, 10)
		r.Header.Set("Content-Type", strings.TrimSpace(x.tipo))
		r.Header.Set("X-Slack-Request-Timestamp", sello)
		r.Header.Set("X-Slack-Signature", firmaDe(x.secreto, sello, x.firmado))
		if x.cambiar != nil {
			x.cambiar(r.Header)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != x.quiero {
			t.Errorf("%s: %d, want %d (%s)", x.que, w.Code, x.quiero, w.Body)
		}
		if w.Code != 200 && w.Body.Len() > 0 && w.Code != 404 {
			t.Errorf("%s: refused with words: %s", x.que, w.Body)
		}
		if s := w.Body.String(); strings.Contains(s, "carteles") || strings.Contains(s, "3eZbrw1a") {
			t.Errorf("%s: told %s", x.que, s)
		}
		c.b.obra.Wait() // a press is worked on after its answer
		if n := len(c.st.hechos()); n > antes {
			t.Errorf("%s: done %v", x.que, c.st.hechos()[antes:])
		}
	}
	// The same, as Slack sends it: what is refused above is the forgery.
	if c.postear(tipoForma, orden); len(c.st.hechos()) != 1 {
		t.Errorf("Slack's own command: done %v", c.st.hechos())
	}
	if c.postear(tipoForma, presion); !c.hechas(2) {
		t.Errorf("Slack's own press: done %v", c.st.hechos())
	}
}

// hechas waits for the nth thing that is written.
func (c *casa) hechas(n int) bool {
	c.b.obra.Wait()
	return len(c.st.hechos()) == n
}

// TestRepetidas sends each kind of signed request again and again, within its five minutes
// and after them: it is answered, and done once. So is one without the trigger that tells
// requests apart.
func TestRepetidas(t *testing.T) {
	forma := func(c *casa) string {
		return url.Values{"payload": {`{"type":"view_submission","user":{"id":"` + uEnlace + `"},"team":{"id":"` + c.sim.TeamID() + `"},` +
			`"view":{"id":"V77","callback_id":"avance","private_metadata":"{\"r\":\"CVD 03/2024\"}","state":{"values":{"texto":{"texto":{"value":"Listo"}}}}}}`}}.Encode()
	}
	for nombre, x := range map[string]struct {
		tipo   string
		cuerpo func(*casa) string
	}{
		"command":                 {tipoForma, func(c *casa) string { return c.ordenRecordar(nil).Encode() }},
		"command without trigger": {tipoForma, func(c *casa) string { return c.ordenRecordar(url.Values{"trigger_id": nil}).Encode() }},
		"registration without trigger": {tipoForma, func(c *casa) string {
			return c.ordenRecordar(url.Values{"trigger_id": nil, "text": {"nuevo Pintar la barda áreas:UTSI"}}).Encode()
		}},
		"press": {tipoForma, func(c *casa) string { return url.Values{"payload": {c.presionRecordar()}}.Encode() }},
		"press without trigger or stamp": {tipoForma, func(c *casa) string {
			return url.Values{"payload": {strings.NewReplacer(`"trigger_id":"1.2.b",`, "", `,"action_ts":"1.1"`, "").Replace(c.presionRecordar())}}.Encode()
		}},
		"form":  {tipoForma, forma},
		"event": {tipoJSON, func(c *casa) string { return c.evento("Ev9", "Se envió el oficio") }},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			adelanto := time.Duration(0)
			var mu sync.Mutex
			c := nuevaCasa(t, func(o *Options) {
				o.Maquina = func() time.Time { mu.Lock(); defer mu.Unlock(); return time.Now().Add(adelanto) }
			})
			cuerpo, sello := x.cuerpo(c), strconv.FormatInt(time.Now().Unix(), 10)
			enviar := func() int {
				r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader(cuerpo))
				r.Header.Set("Content-Type", x.tipo)
				r.Header.Set("X-Slack-Request-Timestamp", sello)
				r.Header.Set("X-Slack-Signature", firmaDe(c.sim.SigningSecret(), sello, cuerpo))
				w := httptest.NewRecorder()
				c.b.Handler().ServeHTTP(w, r)
				c.b.obra.Wait()
				return w.Code
			}
			for k := range 4 {
				if codigo := enviar(); codigo != 200 || len(c.st.hechos()) != 1 {
					t.Errorf("time %d: %d, done %v; the log: %s", k+1, codigo, c.st.hechos(), c.registro())
				}
			}
			mu.Lock()
			adelanto = 301 * time.Second
			mu.Unlock()
			if codigo := enviar(); codigo != http.StatusUnauthorized || len(c.st.hechos()) != 1 {
				t.Errorf("after its five minutes: %d, done %v", codigo, c.st.hechos())
			}
		})
	}
}

// TestResponseURLAjena answers requests that name an address of their own: the bot connects
// to Slack and to nobody else, and follows no redirection.
func TestResponseURLAjena(t *testing.T) {
	var mu sync.Mutex
	var marcados []string
	var afuera bytes.Buffer
	espia := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(&afuera, r.URL)
		_, _ = io.Copy(&afuera, r.Body)
	}))
	t.Cleanup(espia.Close)
	desvia := httptest.NewServer(http.RedirectHandler(espia.URL+"/robado", http.StatusTemporaryRedirect))
	t.Cleanup(desvia.Close)
	c := nuevaCasa(t, func(o *Options) {
		o.HTTPClient = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{
			DisableKeepAlives: true,
			DialContext: func(ctx context.Context, red, a string) (net.Conn, error) {
				mu.Lock()
				marcados = append(marcados, a)
				mu.Unlock()
				return (&net.Dialer{}).DialContext(ctx, red, a)
			},
		}}
	})
	_, puerto, _ := net.SplitHostPort(strings.TrimPrefix(espia.URL, "http://"))
	conocidos := []string{strings.TrimSuffix(strings.TrimPrefix(c.sim.URL(), "http://"), "/api/"), strings.TrimPrefix(desvia.URL, "http://")}
	for _, direccion := range []string{
		"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fe80::1]/", "http://0.0.0.0:" + puerto + "/", "http://2130706433:" + puerto + "/",
		"http://127.0.0.1.nip.io:" + puerto + "/", "http://localhost.evil.example:" + puerto + "/", "https://hooks.slack.com.evil.example/x",
		"https://hooks.slack.com@127.0.0.1:" + puerto + "/", "https://hooks.slack.com:" + puerto + "/x", "http://hooks.slack.com/x", "https://slack.com/x",
		"https://hooks.slack.com\\@127.0.0.1:" + puerto + "/", "//127.0.0.1:" + puerto + "/", "file:///etc/passwd", "gopher://127.0.0.1:" + puerto + "/", "http:" + espia.URL,
		"http://u:p@127.0.0.1:" + puerto + "/", desvia.URL + "/desvia",
	} {
		c.st.con(func() { c.st.escrito = nil })
		presion := strings.Replace(c.presionRecordar(), `"type":"block_actions",`, `"type":"block_actions","response_url":`+strconv.Quote(direccion)+`,`, 1)
		presion = strings.Replace(presion, "1.2.b", "1.2."+hex.EncodeToString([]byte(direccion)), 1)
		if w := c.postear(tipoForma, url.Values{"payload": {presion}}.Encode()); w.Code != 200 {
			t.Errorf("%s: %d", direccion, w.Code)
		}
		c.b.obra.Wait()
		// The same from a form, which remembers where it was opened, and from a command that is late.
		o := procedencia{Ref: "CVD 03/2024", Canal: "C0CVD", URL: direccion}
		p := peticion{
			clase: claseFormulario, nombre: "avance", persona: uEnlace, equipo: c.sim.TeamID(), clave: "vista:" + direccion,
			vista: &vistaRecibida{ID: "V1", Metadatos: o.String(), Estado: estadoDe(t, map[string]any{idTexto: escribe("Listo")})},
		}
		c.b.atender(p)
		c.b.avisarPorURL(peticion{clase: claseOrden, url: direccion}, mensajeHecho("tarde"))
		c.b.obra.Wait()
		hasta(t, func() bool { return len(c.b.avisar) == 0 })
	}
	mu.Lock()
	defer mu.Unlock()
	for _, a := range marcados {
		if !slices.Contains(conocidos, a) {
			t.Errorf("the bot connected to %s", a)
		}
	}
	if !slices.Contains(marcados, conocidos[1]) {
		t.Error("the redirection was never met")
	}
	if afuera.Len() > 0 {
		t.Errorf("somebody else was told %s", &afuera)
	}
	if compromiso.CodigoDe(errAjena) == "" || strings.Contains(c.registro(), "evil.example") {
		t.Errorf("the log names addresses: %s", c.registro())
	}
}

// The token is in the body of each call to Slack: it goes where it was sent, and does not
// follow whoever says that Slack is elsewhere.
func TestTokenNoSigue(t *testing.T) {
	var mu sync.Mutex
	oido := ""
	espia := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		oido += r.URL.String() + " " + string(b) + fmt.Sprint(r.Header)
	}))
	t.Cleanup(espia.Close)
	c := nuevaCasa(t)
	for _, codigo := range []int{301, 302, 307, 308} {
		desvia := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, espia.URL+r.URL.Path, codigo)
		}))
		t.Cleanup(desvia.Close)
		b, err := New(Options{BotToken: "xoxb-plantado", APIURL: desvia.URL + "/api/", Ahora: ahoraFijo, Maquina: time.Now}, c.st)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Auth(t.Context()); err == nil || strings.Contains(err.Error(), "xoxb-plantado") {
			t.Errorf("%d: %v", codigo, err)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if oido != "" {
		t.Errorf("somebody else heard %s", oido)
	}
}
