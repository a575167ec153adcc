package bot

import (
	"context"
	"errors"
	"sync"
	"time"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// How long what Slack said of a person or a channel is believed, by the machine's
// clock, and how long it is waited for: less than what a request has.
const (
	validezPersona = time.Hour
	validezCanal   = time.Minute
	esperaSlack    = 1200 * time.Millisecond
	maxRecuerdos   = 20000
)

// personas is what the store remembers of the people that Slack showed.
type personas interface {
	Personas(ctx context.Context, ids []string) (map[string]compromiso.Persona, error)
	GuardarPersonas(ctx context.Context, ps []compromiso.Persona) error
}

type cachePersonas struct {
	mu sync.Mutex
	m  map[string]compromiso.Persona
}

type cacheCanales struct {
	mu sync.Mutex
	m  map[string]miembrosDe
}

type miembrosDe struct {
	visto time.Time
	gente map[string]bool
}

// The refusals to whoever gets nothing. They name no commission and no compromiso.
var (
	errAjena    = compromiso.Errorf(compromiso.SinPermiso, "", "Compromisos solo atiende a las personas de su propio espacio de Slack.")
	errInvitada = compromiso.Errorf(compromiso.SinPermiso, "", "Las cuentas invitadas o desactivadas no pueden usar Compromisos. Si la suya no debería serlo, dígalo a quien administra su Slack.")
	errMaquina  = compromiso.Errorf(compromiso.SinPermiso, "", "Las aplicaciones no pueden usar Compromisos.")
	errSinSlack = compromiso.Errorf(compromiso.Conflicto, "", "No pude comprobar con Slack quién es usted. Vuelva a intentarlo en un momento.")
)

// identificar tells whether the person of a request is somebody to be served: of
// this workspace, neither a guest nor deactivated nor an app. It fails closed.
func (b *Bot) identificar(ctx context.Context, p peticion) error {
	yo := b.equipo.Load()
	if yo == nil {
		plazo, fin := context.WithTimeout(ctx, esperaSlack)
		defer fin()
		if err := b.Auth(plazo); err != nil {
			b.log.Error("auth.test failed", "error", err.Error())
			return errSinSlack
		}
		yo = b.equipo.Load()
	}
	if p.equipo != yo.Equipo || p.equipo == "" || p.persona == "" {
		return errAjena
	}
	if p.persona == yo.Usuario || p.persona == "USLACKBOT" {
		return errMaquina
	}
	persona, err := b.persona(ctx, p.persona)
	switch {
	case err != nil:
		b.log.Error("person not checked", "person", p.persona, "error", b.limpio(err).Error())
		return errSinSlack
	case persona.EsBot:
		return errMaquina
	case persona.Invitada || persona.Desactivada:
		return errInvitada
	}
	return nil
}

// persona is what Slack says of somebody, no older than an hour.
func (b *Bot) persona(ctx context.Context, id string) (compromiso.Persona, error) {
	ahora := b.op.Maquina()
	if p, ok := b.quien.get(id); ok && vigente(p.Visto, ahora, validezPersona) {
		return p, nil
	}
	guardadas, err := b.st.Personas(ctx, []string{id})
	if err != nil {
		b.log.Warn("people cache not read", "error", err.Error())
	}
	if p, ok := guardadas[id]; ok && vigente(p.Visto, ahora, validezPersona) {
		b.quien.put(p)
		return p, nil
	}
	plazo, fin := context.WithTimeout(ctx, esperaSlack)
	defer fin()
	u, err := b.api.GetUserInfoContext(plazo, id)
	if err != nil {
		var s slack.SlackErrorResponse
		if errors.As(err, &s) && (s.Err == "user_not_found" || s.Err == "user_not_visible") {
			return compromiso.Persona{ID: id, Invitada: true, Visto: ahora}, nil
		}
		return compromiso.Persona{}, err
	}
	p := b.personaDe(u, id, ahora)
	b.quien.put(p)
	if err := b.st.GuardarPersonas(ctx, []compromiso.Persona{p}); err != nil {
		b.log.Warn("people cache not written", "error", err.Error())
	}
	return p, nil
}

// personaDe is what is kept of a user. Somebody of another workspace, met in a shared
// channel, is a guest here.
func (b *Bot) personaDe(u *slack.User, id string, ahora time.Time) compromiso.Persona {
	nombre := u.Profile.DisplayName
	if nombre == "" {
		nombre = u.RealName
	}
	if nombre == "" {
		nombre = u.Name
	}
	ajena := false
	if yo := b.equipo.Load(); yo != nil && u.TeamID != "" {
		ajena = u.TeamID != yo.Equipo
	}
	return compromiso.Persona{
		ID: id, Nombre: nombre, Zona: u.TZ, Visto: ahora, Desactivada: u.Deleted, EsBot: u.IsBot,
		Invitada: u.IsRestricted || u.IsUltraRestricted || u.IsStranger || ajena,
	}
}

// miembro tells whether the person is in the channel; where that cannot be told, no.
func (b *Bot) miembro(ctx context.Context, canal, persona string) bool {
	if canal == "" {
		return false
	}
	ahora := b.op.Maquina()
	if m, ok := b.canal.get(canal); ok && vigente(m.visto, ahora, validezCanal) {
		return m.gente[persona]
	}
	plazo, fin := context.WithTimeout(ctx, esperaSlack)
	defer fin()
	gente := map[string]bool{}
	for cursor := ""; ; {
		ids, sigue, err := b.api.GetUsersInConversationContext(plazo, &slack.GetUsersInConversationParameters{
			ChannelID: canal, Cursor: cursor, Limit: 1000,
		})
		if err != nil {
			b.log.Error("members of the channel not read", "channel", canal, "error", b.limpio(err).Error())
			return false
		}
		for _, id := range ids {
			gente[id] = true
		}
		if sigue == "" || sigue == cursor {
			break
		}
		cursor = sigue
	}
	b.canal.put(canal, miembrosDe{visto: ahora, gente: gente})
	return gente[persona]
}

func vigente(visto, ahora time.Time, dura time.Duration) bool {
	d := ahora.Sub(visto)
	return !visto.IsZero() && d < dura && d > -dura
}

func (c *cachePersonas) get(id string) (compromiso.Persona, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.m[id]
	return p, ok
}

func (c *cachePersonas) put(p compromiso.Persona) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) > maxRecuerdos {
		c.m = map[string]compromiso.Persona{}
	}
	c.m[p.ID] = p
}

func (c *cacheCanales) get(id string) (miembrosDe, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, ok := c.m[id]
	return m, ok
}

func (c *cacheCanales) put(id string, m miembrosDe) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) > 1000 {
		c.m = map[string]miembrosDe{}
	}
	c.m[id] = m
}
