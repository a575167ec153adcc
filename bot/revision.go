package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// The bounds of a look at Slack: calls, pages of people, and how many people are asked
// for one by one before the whole list is cheaper.
const (
	maxLlamadas   = 400
	maxIntentos   = 4
	maxDeUnoEnUno = 80
	porPaginaDe   = 500
	maxEspera     = time.Minute
)

// RevisionSlack is what Slack said of what the bot needs there.
type RevisionSlack struct {
	Hallazgos compromiso.Hallazgos
	// ErrBot and ErrApp are why a token does not serve: without the former nothing else
	// was looked at.
	ErrBot, ErrApp error
	Espacio        string
	Alcances       int // how many scopes the bot needs and has
	Canales        int
	Personas       int
	Grupos         map[string][]string // the user groups of the configuration, as of now
	Fuera          map[string]string   // who cannot be written to, and why
}

// Revisar looks at all that the bot needs of Slack: tokens, scopes, clock, and the
// channels, people and user groups of the directory. It changes nothing and says nothing
// to anybody. It asks at Slack's pace, and stops asking past a bound.
func Revisar(ctx context.Context, o Options, d *compromiso.Directorio) RevisionSlack {
	if o.HTTPClient == nil {
		o.HTTPClient = &http.Client{Timeout: plazoSlack}
	}
	b := &Bot{op: o}
	r := &revisor{
		o: o, quedan: maxLlamadas, limpio: b.limpio,
		api: slack.New(o.BotToken, slack.OptionAPIURL(cmp.Or(o.APIURL, slack.APIURL)), slack.OptionHTTPClient(o.HTTPClient),
			slack.OptionAppLevelToken(o.AppToken)),
		RevisionSlack: RevisionSlack{Grupos: map[string][]string{}, Fuera: map[string]string{}},
	}
	if o.AppToken != "" {
		r.ErrApp = b.limpio(r.llamar(ctx, func(ctx context.Context) error {
			_, _, err := r.api.StartSocketModeContext(ctx) // gives an address; nobody calls there
			return err
		}))
	}
	if o.BotToken == "" {
		return r.RevisionSlack
	}
	if r.ErrBot = b.limpio(r.presentarse(ctx)); r.ErrBot != nil {
		return r.RevisionSlack
	}
	r.canales(ctx, d)
	r.grupos(ctx, d)
	r.personas(ctx, d)
	return r.RevisionSlack
}

type revisor struct {
	RevisionSlack
	o      Options
	api    *slack.Client
	limpio func(error) error
	equipo string
	quedan int // calls
}

var errTope = errors.New("too many calls")

// llamar makes one call: again when Slack asks for patience, for as long as it asks, and
// after what passes.
func (r *revisor) llamar(ctx context.Context, fn func(context.Context) error) error {
	for intento := 1; ; intento++ {
		if r.quedan--; r.quedan < 0 {
			return errTope
		}
		plazo, fin := context.WithTimeout(ctx, plazoSlack)
		err := fn(plazo)
		fin()
		if err == nil || ctx.Err() != nil {
			return err
		}
		f := falloDe(err, false)
		pasa := f.Motivo == compromiso.FalloRitmo || f.Incierto
		if !pasa || intento == maxIntentos || f.Incierto && intento == 2 || f.Despues > maxEspera {
			return err
		}
		t := time.NewTimer(max(f.Despues, time.Second))
		select {
		case <-ctx.Done():
			t.Stop()
			return err
		case <-t.C:
		}
	}
}

// presentarse asks who the bot is, and reads what the answer's head says.
func (r *revisor) presentarse(ctx context.Context) error {
	var yo *slack.AuthTestResponse
	err := r.llamar(ctx, func(ctx context.Context) (err error) {
		yo, err = r.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return err
	}
	r.equipo, r.Espacio = yo.TeamID, yo.Team
	if yo.BotID == "" {
		r.Hallazgos.Error("Slack", "SLACK_BOT_TOKEN es de una persona, no del bot", "use el token xoxb-… de «OAuth & Permissions»")
	}
	r.alcances(yo.Header.Get("X-OAuth-Scopes"))
	if suyo, err := http.ParseTime(yo.Header.Get("Date")); err == nil {
		r.reloj(r.o.Maquina().Sub(suyo))
	}
	return nil
}

// alcances compares what was granted with the manifest.
func (r *revisor) alcances(cabecera string) {
	if cabecera == "" { // something on the way took it out
		return
	}
	dados := strings.FieldsFunc(cabecera, func(c rune) bool { return c == ',' || c == ' ' })
	for _, a := range alcances {
		if slices.Contains(dados, a.nombre) {
			r.Alcances++
			continue
		}
		r.Hallazgos.Error("permisos de Slack", fmt.Sprintf("falta %s: %s", a.nombre, a.razon),
			"ponga en la aplicación lo que escribe «compromisos manifiesto» y reinstálela")
	}
	sobran := slices.DeleteFunc(dados, func(s string) bool {
		return s == "identify" || slices.ContainsFunc(alcances, func(a struct{ nombre, razon string }) bool { return a.nombre == s })
	})
	if len(sobran) > 0 {
		r.Hallazgos.Aviso("permisos de Slack", "sobran, porque el bot no los usa: "+strings.Join(sobran, ", "), "quítelos de la aplicación y reinstálela")
	}
}

// margenFirma is how far the clocks may differ before requests are refused as replayed,
// with something to spare.
const margenFirma = ventanaSello * 4 / 5

func (r *revisor) reloj(dif time.Duration) {
	hacia := "adelante"
	if dif < 0 {
		hacia = "atrás"
	}
	que := fmt.Sprintf("va %.0f s %s del de Slack", dif.Abs().Seconds(), hacia)
	const remedio = "sincronícelo (NTP)"
	switch dif = dif.Abs(); {
	case dif > margenFirma && r.o.SigningSecret != "":
		r.Hallazgos.Error("reloj de esta máquina", que+": sus solicitudes se rechazan por su firma", remedio)
	case dif > time.Minute:
		r.Hallazgos.Aviso("reloj de esta máquina", que, remedio)
	}
}

// canales looks at each channel that the configuration names.
func (r *revisor) canales(ctx context.Context, d *compromiso.Directorio) {
	mirar := func(canal, de string) {
		if canal == "" {
			return
		}
		r.Canales++
		donde := fmt.Sprintf("canal %s (%s)", canal, de)
		var c *slack.Channel
		err := r.llamar(ctx, func(ctx context.Context) (err error) {
			c, err = r.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: canal})
			return err
		})
		switch {
		case codigoSlack(err) == "channel_not_found":
			r.Hallazgos.Error(donde, "no existe, o es privado y el bot no está en él", "corrija «canal», o invite al bot ahí con «/invite @compromisos»")
		case err != nil:
			r.sinVer(donde, err)
		case c.IsArchived:
			r.Hallazgos.Error(donde, "está archivado", "reábralo en Slack, o ponga otro en «canal»")
		case !c.IsMember:
			r.Hallazgos.Error(donde, "el bot no está en él", "invítelo ahí con «/invite @compromisos»")
		}
	}
	for _, c := range d.Comisiones {
		mirar(c.Canal, "comisión "+c.Siglas)
	}
	for _, a := range d.Areas {
		mirar(a.Canal, "área "+a.Siglas)
	}
}

// grupos reads the members of the user groups.
func (r *revisor) grupos(ctx context.Context, d *compromiso.Directorio) {
	for _, g := range d.GruposUsados() {
		err := r.llamar(ctx, func(ctx context.Context) (err error) {
			r.Grupos[g], err = r.api.GetUserGroupMembersContext(ctx, g)
			return err
		})
		donde := "grupo " + g
		switch codigo := codigoSlack(err); {
		case err == nil:
		case codigo == "no_such_subteam" || codigo == "subteam_not_found":
			r.Grupos[g] = nil
			r.Hallazgos.Error(donde, "no existe, o está desactivado", "corríjalo en la configuración")
		case codigo == "plan_upgrade_required" || codigo == "paid_teams_only":
			r.Grupos[g] = nil
			r.Hallazgos.Error(donde, "el plan de este espacio de Slack no tiene grupos", "ponga personas (U…) en la configuración")
		default:
			delete(r.Grupos, g) // it stays as last seen
			r.sinVer(donde, err)
		}
	}
}

// sinVer notes what could not be looked at; a scope that is missing was told already.
func (r *revisor) sinVer(donde string, err error) {
	porque := codigoSlack(err)
	switch {
	case porque == "missing_scope":
		return
	case errors.Is(err, errTope):
		porque = "son demasiados"
	case porque == "":
		porque = falloDe(err, false).Motivo
	}
	r.Hallazgos.Aviso(donde, "no se pudo revisar ("+porque+")", "repita en unos minutos")
}

func codigoSlack(err error) string {
	var s slack.SlackErrorResponse
	if errors.As(err, &s) {
		return s.Err
	}
	return ""
}
