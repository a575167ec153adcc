package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

func TestActualizarGrupos(t *testing.T) {
	c := nuevaCasa(t)
	c.sim.AddGroup(slacksim.Group{ID: "S0GRUPO", Handle: "derfe", Users: []string{uEnlace, uLector}})
	c.st.dir.Areas = append(c.st.dir.Areas, compromiso.Area{Siglas: "X", Enlaces: []string{"S0GRUPO"}}, compromiso.Area{Siglas: "Y", Enlaces: []string{"S0NOHAY"}})
	err := c.b.ActualizarGrupos(t.Context())
	if err == nil || !strings.Contains(err.Error(), "S0NOHAY") {
		t.Errorf("the group that is not there: %v", err)
	}
	if g := c.st.dir.Grupos["S0GRUPO"]; !slices.Equal(g, []string{uEnlace, uLector}) {
		t.Errorf("%v", c.st.dir.Grupos)
	}
	_ = c.b.ActualizarGrupos(t.Context())
	if c.st.grupos != 1 {
		t.Errorf("written %d times", c.st.grupos)
	}
	if !c.b.GrupoNegado("S0NOHAY") || c.b.GrupoNegado("S0GRUPO") {
		t.Error("what Slack refused is not known")
	}
	if a := c.st.dir.AreasDe(uLector); !slices.Equal(a, []string{"X"}) {
		t.Errorf("areas of a member: %v", a)
	}
}

// A group without members is seen too, or it would be asked for every minute; what Slack
// could not answer this once is no refusal.
func TestGrupoVacio(t *testing.T) {
	c := nuevaCasa(t)
	c.sim.AddGroup(slacksim.Group{ID: "S0VACIO", Handle: "vacio"})
	c.st.dir.Areas = append(c.st.dir.Areas, compromiso.Area{Siglas: "X", Enlaces: []string{"S0VACIO"}})
	c.sim.Inject(slacksim.Mishap{Method: "usergroups.users.list", Kind: slacksim.SlackError, Error: "internal_error"})
	if err := c.b.ActualizarGrupos(t.Context()); err == nil || c.b.GrupoNegado("S0VACIO") {
		t.Errorf("a trouble of Slack's: %v", err)
	}
	for range 2 {
		if err := c.b.ActualizarGrupos(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if m, visto := c.st.dir.Grupos["S0VACIO"]; !visto || len(m) > 0 || c.st.grupos != 1 {
		t.Errorf("seen: %v %v, written %d times", visto, m, c.st.grupos)
	}
}

// What Slack said of somebody is believed for an hour, by the machine's clock.
func TestPersonaDuraUnaHora(t *testing.T) {
	ahora := time.Now()
	c := nuevaCasa(t, func(o *Options) { o.Maquina = func() time.Time { return ahora } })
	for range 3 {
		if _, err := c.orden(uLector, "sesiones"); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.sim.Calls("users.info"); n != 1 {
		t.Errorf("users.info called %d times", n)
	}
	c.sim.Deactivate(uLector)
	ahora = ahora.Add(61 * time.Minute)
	if _, err := c.orden(uLector, "sesiones"); compromiso.CodigoDe(err) != compromiso.SinPermiso {
		t.Errorf("after an hour: %v", err)
	}
}

// users.info that hangs: a sentence within what an acknowledgement has.
func TestPersonaQueTarda(t *testing.T) {
	c := nuevaCasa(t)
	c.escuchar()
	c.sim.Inject(slacksim.Mishap{Method: "users.info", Kind: slacksim.Hang, Delay: 5 * time.Second})
	o := c.slash(uLector, "lista")
	if !strings.Contains(o.Text, "No pude comprobar") || o.AckLatency > 2500*time.Millisecond {
		t.Errorf("%v %q", o.AckLatency, o.Text)
	}
}
