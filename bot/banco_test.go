package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"compromisos/compromiso"
)

// deBanco is a store that gives the same page and the same card at once.
type deBanco struct {
	*falso
	pagina compromiso.Pagina
	ficha  *compromiso.Ficha
}

func (d *deBanco) Recordado() *compromiso.Directorio { return d.dir }

func (d *deBanco) Lista(context.Context, *compromiso.Directorio, compromiso.Filtro) (compromiso.Pagina, error) {
	return d.pagina, nil
}

func (d *deBanco) Buscar(context.Context, *compromiso.Directorio, string, string, int, int) (compromiso.Pagina, error) {
	return d.pagina, nil
}

func (d *deBanco) Ficha(context.Context, *compromiso.Directorio, compromiso.Referencia) (*compromiso.Ficha, error) {
	return d.ficha, nil
}

func nuevoDeBanco() *deBanco {
	d := &deBanco{falso: &falso{
		dir: directorioFijo(comisionFija()), hechas: map[string]compromiso.Numero{},
		personas: map[string]compromiso.Persona{uST: {ID: uST, Visto: time.Now()}},
		ns:       map[compromiso.Numero]*compromiso.Compromiso{},
	}}
	for k := range 10 {
		n := planFijo()
		n.Numero.Cons = k + 1
		n.Texto += " Con el detalle por entidad, por mes y por proveedor, y una propuesta de calendario para el año que sigue."
		d.pagina.Filas = append(d.pagina.Filas, n)
	}
	d.pagina.Total, d.pagina.HayMas = 37, true
	d.pagina.Siguiente = compromiso.Cursor{FechaLimite: d.pagina.Filas[9].FechaLimite, Numero: d.pagina.Filas[9].Numero}
	n := planFijo()
	d.ficha = &compromiso.Ficha{
		Compromiso: n,
		Seguimientos: []compromiso.Seguimiento{{
			Fecha: hoyFijo, Persona: uEnlace, Texto: "Se envió el oficio a las juntas locales, con el calendario de las ferias.", En: n.Registrado.Add(48 * time.Hour),
		}},
		Historia: []compromiso.Asiento{
			{Seq: 1, En: n.Registrado, Actor: uST, Accion: compromiso.Registrar, Comision: "CVD", Numero: n.Numero, Despues: map[string]any{"estatus": "pendiente"}},
			{Seq: 2, En: n.Registrado.Add(48 * time.Hour), Actor: uEnlace, Accion: compromiso.Avanzar, Comision: "CVD", Numero: n.Numero},
		},
	}
	return d
}

// BenchmarkAcuse is what a command costs the bot, from its signed body to the answer,
// when the store answers at once.
func BenchmarkAcuse(b *testing.B) {
	const secreto = "secreto de banco"
	st := nuevoDeBanco()
	bo, err := New(Options{
		BotToken: "xoxb-banco", SigningSecret: secreto, Ahora: ahoraFijo, Maquina: time.Now, Log: slog.New(slog.DiscardHandler),
		Observar: func(string, string, string, time.Duration) {},
	}, st)
	if err != nil {
		b.Fatal(err)
	}
	bo.equipo.Store(&identidad{Equipo: "T0", Usuario: "U0BOT", BotID: "B0"})
	h := bo.Handler()
	for _, texto := range []string{"lista", "ver 03/2024", "buscar plan de carteles", "ayuda"} {
		b.Run(strings.Fields(texto)[0], func(b *testing.B) {
			cuerpo := url.Values{
				"team_id": {"T0"}, "channel_id": {"C0CVD"}, "user_id": {uST}, "command": {"/compromiso"}, "text": {texto},
				"response_url": {"https://hooks.slack.com/commands/T0/1/x"}, "trigger_id": {"1.2.3"},
			}.Encode()
			sello := strconv.FormatInt(time.Now().Unix(), 10)
			m := hmac.New(sha256.New, []byte(secreto))
			_, _ = io.WriteString(m, "v0:"+sello+":"+cuerpo)
			firma := "v0=" + hex.EncodeToString(m.Sum(nil))
			b.ReportAllocs()
			antes := procesador(b)
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/slack/events", strings.NewReader(cuerpo))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set("X-Slack-Request-Timestamp", sello)
				r.Header.Set("X-Slack-Signature", firma)
				w := httptest.NewRecorder()
				if h.ServeHTTP(w, r); w.Code != http.StatusOK || w.Body.Len() < 500 {
					b.Fatalf("%d %s", w.Code, w.Body)
				}
			}
			b.ReportMetric(float64((procesador(b)-antes).Microseconds())/float64(b.N), "µs-cpu/op")
		})
	}
}

// procesador is the time that this process has taken of the processor: other than the
// clock on the wall, it does not count who else is at work.
func procesador(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
