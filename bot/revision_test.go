package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// revisado is what a look at the practice Slack finds, a line each.
func revisado(t *testing.T, sim *slacksim.Sim, d *compromiso.Directorio, cambiar ...func(*Options)) (RevisionSlack, string) {
	t.Helper()
	o := Options{BotToken: sim.BotToken(), AppToken: sim.AppToken(), APIURL: sim.URL(), Maquina: time.Now}
	for _, f := range cambiar {
		f(&o)
	}
	r := Revisar(t.Context(), o, d)
	var s []string
	for _, h := range r.Hallazgos {
		s = append(s, string(h.Nivel)+" "+h.Donde+": "+h.Mensaje)
	}
	return r, strings.Join(s, "\n")
}

func slackRevisado(t *testing.T, o slacksim.Options) *slacksim.Sim {
	t.Helper()
	o.Scopes = nil
	for _, a := range alcances {
		o.Scopes = append(o.Scopes, a.nombre)
	}
	sim, err := slacksim.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = sim.Close()
		for _, q := range sim.Complaints() {
			t.Errorf("Slack would not have accepted this: %s", q)
		}
	})
	return sim
}

// Many people are looked for in the workspace's list, page by page, and not beyond the
// last one of them.
func TestRevisarMuchas(t *testing.T) {
	sim := slackRevisado(t, slacksim.Options{PageSize: 40})
	d := &compromiso.Directorio{Areas: []compromiso.Area{{Siglas: "DERFE", Nombre: "D"}}}
	for k := range maxDeUnoEnUno + 20 {
		id := fmt.Sprintf("U0%03d", k)
		d.Areas[0].Enlaces = append(d.Areas[0].Enlaces, id)
		if k != 7 { // nobody knows this one
			sim.AddUser(slacksim.User{ID: id, Name: id, Deleted: k == 90})
		}
	}
	r, dicho := revisado(t, sim, d)
	if dicho != "" || r.Personas != maxDeUnoEnUno+20 || len(r.Fuera) != 2 || r.Fuera["U0090"] == "" || r.Fuera["U0007"] == "" {
		t.Errorf("%d people, %v, %q", r.Personas, r.Fuera, dicho)
	}
	porMetodo := map[string]int{}
	for _, x := range sim.Traffic() {
		porMetodo[x.Name]++
	}
	if porMetodo["users.list"] != 3 || porMetodo["users.info"] != 0 {
		t.Errorf("called %v", porMetodo)
	}
}

func TestRevisarRelojYRitmo(t *testing.T) {
	sim := slackRevisado(t, slacksim.Options{})
	sim.AddUser(slacksim.User{ID: "U0A", Name: "a"})
	sim.AddChannel(slacksim.Channel{ID: "C0A", Name: "a", Members: []string{sim.BotUserID()}})
	com := compromiso.NewComision("CVD", "Comisión")
	com.Secretaria, com.Canal = []string{"U0A"}, "C0A"
	d := &compromiso.Directorio{Comisiones: []*compromiso.Comision{com}, Areas: []compromiso.Area{{Siglas: "DJ", Enlaces: []string{"S0A"}}}}
	sim.AddGroup(slacksim.Group{ID: "S0A", Handle: "a", Users: []string{"U0A"}})
	const sinGrupo = "aviso grupo S0A: no se pudo revisar (fatal_error)"
	for _, x := range []struct {
		que      string
		mal      *slacksim.Mishap
		adelanta time.Duration
		firma    string
		want     string
	}{
		{que: "well"},
		{que: "a fast clock", adelanta: 2 * time.Minute, want: "aviso reloj de esta máquina: va 120 s adelante del de Slack"},
		{que: "a slow one, by socket", adelanta: -10 * time.Minute, want: "aviso reloj de esta máquina: va 600 s atrás del de Slack"},
		{que: "a slow one, by HTTP", adelanta: -10 * time.Minute, firma: "x", want: "error reloj de esta máquina: va 600 s atrás del de Slack: sus solicitudes se rechazan por su firma"},
		{que: "429", mal: &slacksim.Mishap{Method: "conversations.info", Kind: slacksim.RateLimited, RetryAfter: time.Second}},
		{
			que: "429 for an hour", mal: &slacksim.Mishap{Method: "conversations.info", Kind: slacksim.RateLimited, RetryAfter: time.Hour},
			want: "aviso canal C0A (comisión CVD): no se pudo revisar (ratelimited)",
		},
		{que: "a failure that passes", mal: &slacksim.Mishap{Method: "users.info", Kind: slacksim.ServerError}},
		{que: "one that does not", mal: &slacksim.Mishap{Method: "usergroups.users.list", Kind: slacksim.SlackError, Error: "fatal_error", Times: -1}, want: sinGrupo},
		{
			que: "no people", mal: &slacksim.Mishap{Method: "users.info", Kind: slacksim.SlackError, Error: "fatal_error", Times: -1},
			want: "aviso personas de la configuración (1): no se pudo revisar (fatal_error)",
		},
	} {
		sim.ClearMishaps()
		if x.mal != nil {
			sim.Inject(*x.mal)
		}
		// The head of an answer tells the time in whole seconds: of the beginning of one.
		_, dicho := revisado(t, sim, d, func(o *Options) {
			o.SigningSecret = x.firma
			o.Maquina = func() time.Time { return time.Now().Truncate(time.Second).Add(x.adelanta) }
		})
		if dicho != x.want {
			t.Errorf("%s: %q, want %q", x.que, dicho, x.want)
		}
	}
}
