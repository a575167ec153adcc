package bot

import (
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// porGotas is a body whose reading takes as long as somebody says, on the clock.
type porGotas struct {
	io.Reader
	tarda func()
}

func (l porGotas) Read(b []byte) (int, error) {
	l.tarda()
	return l.Reader.Read(b)
}

// A command that waited for the processor until its answer would be late is not begun: the
// answer says so, and that nothing was done. A younger one is; and nothing else is refused.
func TestEdad(t *testing.T) {
	t.Parallel()
	c := nuevaCasaMuda(t)
	var paso atomic.Int64
	c.b.op.Maquina = func() time.Time { return time.Now().Add(time.Duration(paso.Load())) }
	pedir := func(tipo, cuerpo string, tarda time.Duration) string {
		r := firmada(secretoMudo, tipo, cuerpo)
		una := false
		r.Body = io.NopCloser(porGotas{r.Body, func() {
			if !una {
				paso.Add(int64(tarda))
			}
			una = true
		}})
		w := httptest.NewRecorder()
		c.b.Handler().ServeHTTP(w, r)
		c.b.obra.Wait()
		return w.Body.String()
	}
	orden := func(texto string) string {
		return url.Values{
			"team_id": {equipoMudo}, "channel_id": {"C0CVD"}, "user_id": {uST}, "command": {"/compromiso"}, "text": {texto},
			"trigger_id": {texto}, "response_url": {"https://hooks.slack.com/commands/T0/1/x"},
		}.Encode()
	}
	const texto = "nuevo Presentar el informe de los avances de la promoción del voto áreas:DERFE"
	if s := pedir(tipoForma, orden(texto), edadMaxima+time.Second); !strings.Contains(s, "demasiadas solicitudes") || !strings.Contains(s, "promoción del voto") {
		t.Errorf("an old one: %s", s)
	}
	if h := c.st.hechos(); len(h) != 0 {
		t.Errorf("and done: %v", h)
	}
	if s := pedir(tipoForma, orden(texto), edadMaxima/2); !strings.Contains(s, "Quedó registrado") {
		t.Errorf("a young one: %s", s)
	}
	interactivas, _ := cargas(c.b.tabla)
	forma := url.Values{"payload": {jsonDe(t, interactivas["view_submission "+accionAvance])}}.Encode()
	if s := pedir(tipoForma, forma, edadMaxima+time.Second); strings.Contains(s, "demasiadas") {
		t.Errorf("a form: %s", s)
	}
	c.sinQuejas(t)
}
