package bot

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// alcancesDe are the scopes that each call of the client needs, as Slack documents them: one
// for each kind of conversation that the bot calls it for. A call that is not here is new,
// and its scope is to be argued.
var alcancesDe = map[string][]string{
	"AuthTestContext":               nil,
	"StartSocketModeContext":        nil, // the application's own token, with connections:write
	"OpenViewContext":               nil,
	"UpdateViewContext":             nil,
	"PostMessageContext":            {"chat:write"},
	"UpdateMessageContext":          {"chat:write"},
	"PostEphemeralContext":          {"chat:write"},
	"OpenConversationContext":       {"im:write"},
	"GetConversationHistoryContext": {"im:history", "channels:history", "groups:history"},
	"GetConversationRepliesContext": {"channels:history", "groups:history"},
	"GetUploadURLExternalContext":   {"files:write"},
	"UploadToURL":                   nil, // the address is the right
	"CompleteUploadExternalContext": {"files:write"},
	"GetUsersInConversationContext": {"channels:read", "groups:read"},
	"GetConversationInfoContext":    {"channels:read", "groups:read"},
	"GetUserInfoContext":            {"users:read"},
	"GetUsersPaginated":             {"users:read"},
	"GetUserGroupMembersContext":    {"usergroups:read"},
}

// TestAlcancesMinimos is the manifest against the source: the scopes are those of the calls
// that the bot makes and of the events that it hears, and no other.
func TestAlcancesMinimos(t *testing.T) {
	quiere := map[string]bool{"commands": true}
	for _, s := range sucesos {
		alcance, ok := map[string]string{"message.im": "im:history"}[s.nombre]
		if !ok {
			t.Errorf("the event %s is new: which scope does it need?", s.nombre)
		}
		quiere[alcance] = true
	}
	archivos, err := filepath.Glob("*.go")
	if err != nil || len(archivos) < 20 {
		t.Fatalf("%d files, %v", len(archivos), err)
	}
	reLlamada := regexp.MustCompile(`\.api\.([A-Z]\w*)\(`)
	llamadas := map[string]bool{}
	for _, a := range archivos {
		if strings.HasSuffix(a, "_test.go") {
			continue
		}
		b, err := os.ReadFile(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reLlamada.FindAllStringSubmatch(string(b), -1) {
			alcances, ok := alcancesDe[m[1]]
			if !ok {
				t.Errorf("%s calls %s: which scope does it need?", a, m[1])
			}
			llamadas[m[1]] = true
			for _, x := range alcances {
				quiere[x] = true
			}
		}
	}
	for m := range alcancesDe {
		if !llamadas[m] {
			t.Errorf("nobody calls %s", m)
		}
	}
	var hay []string
	for _, a := range alcances {
		hay = append(hay, a.nombre)
	}
	slices.Sort(hay)
	if q := slices.Sorted(maps.Keys(quiere)); !slices.Equal(hay, q) {
		t.Errorf("the manifest asks for %v, the bot needs %v", hay, q)
	}
}

// TestSinUnAlcance takes one scope after the other away: what it is for fails, and with all of
// them nothing does.
func TestSinUnAlcance(t *testing.T) {
	var todos []string
	for _, a := range alcances {
		todos = append(todos, a.nombre)
	}
	pruebas := map[string]func(*casa) bool{ // whether it works
		"commands": func(c *casa) bool {
			_, err := c.sim.Slash(c.t.Context(), uST, "C0CVD", "/compromiso", "lista")
			return err == nil
		},
		"chat:write": func(c *casa) bool {
			_, err := c.b.Enviar(c.t.Context(), avisoDePrueba(uEnlace))
			return err == nil
		},
		"im:write":         func(c *casa) bool { return c.buscaEn(uEnlace, "") },
		"im:history":       func(c *casa) bool { return c.buscaEn(uEnlace, c.sim.DMID(uEnlace)) },
		"channels:history": func(c *casa) bool { return c.buscaEn("C0CVD", "C0CVD") },
		"groups:history":   func(c *casa) bool { return c.buscaEn("G0PRIVADO", "G0PRIVADO") },
		"channels:read":    func(c *casa) bool { return c.b.miembro(c.t.Context(), "C0CVD", uLector) },
		"groups:read":      func(c *casa) bool { return c.b.miembro(c.t.Context(), "G0PRIVADO", uLector) },
		"files:write": func(c *casa) bool {
			_, err := c.b.correo.depositar(c.t.Context(), archivo{nombre: "a.csv", titulo: "a", contenido: []byte("a")})
			return err == nil
		},
		"users:read": func(c *casa) bool {
			_, err := c.b.persona(c.t.Context(), uLector)
			return err == nil
		},
		"usergroups:read": func(c *casa) bool { return c.b.ActualizarGrupos(c.t.Context()) == nil },
	}
	for _, falta := range append([]string{""}, todos...) {
		t.Run("sin "+falta, func(t *testing.T) {
			c := nuevaCasa(t)
			c.escuchar()
			c.sim.AddChannel(slacksim.Channel{ID: "G0PRIVADO", Name: "privado", Private: true, Members: []string{uLector, c.sim.BotUserID()}})
			c.sim.AddGroup(slacksim.Group{ID: "S0GRUPO", Handle: "grupo", Users: []string{uLector}})
			c.st.dir.Areas[0].Enlaces = append(c.st.dir.Areas[0].Enlaces, "S0GRUPO")
			c.sim.SetScopes(slices.DeleteFunc(slices.Clone(todos), func(s string) bool { return s == falta })...)
			for alcance, funciona := range pruebas {
				sirve := funciona(c)
				// Without im:write no DM is found, with it and without im:history none is read.
				if quiere := alcance != falta && (alcance != "im:write" || falta != "im:history"); sirve != quiere {
					t.Errorf("what %s is for works: %v", alcance, sirve)
				}
			}
		})
	}
	if len(pruebas) != len(todos) {
		t.Errorf("%d scopes, %d of them tried", len(todos), len(pruebas))
	}
}

// buscaEn looks for an aviso whose fate is not known.
func (c *casa) buscaEn(destino, canal string) bool {
	antes := time.Now().Add(-time.Minute)
	_, _, err := c.b.Buscar(c.t.Context(), compromiso.Aviso{Clave: "x", Destino: destino, Canal: canal, PrimerIntent: antes, Intentos: 1, Creado: antes})
	return err == nil
}
