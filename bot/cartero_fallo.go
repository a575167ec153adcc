package bot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// esperaMaxima bounds a Retry-After that makes no sense. Where Slack does not say how
// long to wait, the postman does not either: the sender waits longer each time.
const esperaMaxima = time.Hour

// fallo is what an error of Slack means for an aviso.
type fallo struct {
	reintentar bool
	incierto   bool // the message may be out all the same
	persona    bool // nobody can be written to there, if it is a person
}

// fallosDe are the errors that say whether trying again can help. Whatever is not
// here is final: it would be refused again.
var fallosDe = map[string]fallo{
	// Pace; both spellings.
	"ratelimited":  {reintentar: true},
	"rate_limited": {reintentar: true},
	// Slack's own trouble. Of these it is not known how far the message came.
	"internal_error":      {reintentar: true, incierto: true},
	"fatal_error":         {reintentar: true, incierto: true},
	"request_timeout":     {reintentar: true, incierto: true},
	"service_unavailable": {reintentar: true, incierto: true},
	// Nothing was posted, and it passes.
	"team_added_to_org":         {reintentar: true},
	"accesslimited":             {reintentar: true},
	"ekm_access_denied":         {reintentar: true},
	"two_factor_setup_required": {reintentar: true},
	// The application's credentials: the operator mends them.
	"invalid_auth":           {reintentar: true},
	"not_authed":             {reintentar: true},
	"token_revoked":          {reintentar: true},
	"token_expired":          {reintentar: true},
	"missing_scope":          {reintentar: true},
	"no_permission":          {reintentar: true},
	"not_allowed_token_type": {reintentar: true},
	"org_login_required":     {reintentar: true},
	"access_denied":          {reintentar: true},
	// The person left, or cannot be written to. Of a channel, account_inactive can only
	// mean the application.
	"account_inactive":                       {persona: true},
	"user_not_found":                         {persona: true},
	"users_not_found":                        {persona: true},
	"user_disabled":                          {persona: true},
	"user_deactivated":                       {persona: true},
	"user_not_visible":                       {persona: true},
	"users_list_not_supplied":                {persona: true},
	"invalid_user":                           {persona: true},
	"invalid_users":                          {persona: true},
	"cannot_dm_bot":                          {persona: true},
	"messages_tab_disabled":                  {persona: true},
	"channel_not_found":                      {persona: true},
	"is_archived":                            {persona: true},
	"not_in_channel":                         {persona: true},
	"restricted_action":                      {persona: true},
	"slack_connect_canvas_sharing_blocked":   {persona: true},
	"not_allowed_to_message_external_people": {persona: true},
}

// falloDe is the answer to one question about an error: can trying again help? No
// secret gets into it.
func falloDe(err error, aPersona bool) *compromiso.FalloEnvio {
	var (
		ritmo  *slack.RateLimitedError
		estado slack.StatusCodeError
		slackd slack.SlackErrorResponse
		numero *strconv.NumError
	)
	limpio := sinSecretos(err)
	switch {
	case errors.As(err, &ritmo):
		return &compromiso.FalloEnvio{Motivo: "ratelimited", Reintentar: true, Despues: esperaDe(ritmo.RetryAfter), Err: limpio}
	case errors.As(err, &estado):
		return falloHTTP(estado.Code, limpio)
	case errors.As(err, &slackd):
		return falloSlack(slackd.Err, aPersona, limpio)
	case errors.As(err, &numero): // a Retry-After that is no number
		return &compromiso.FalloEnvio{Motivo: "ratelimited", Reintentar: true, Err: limpio}
	}
	return falloRed(err, limpio)
}

func falloHTTP(codigo int, err error) *compromiso.FalloEnvio {
	f := &compromiso.FalloEnvio{Motivo: "http_" + strconv.Itoa(codigo), Err: err}
	switch {
	case codigo == http.StatusTooManyRequests:
		f.Motivo, f.Reintentar = compromiso.FalloRitmo, true
	case codigo == http.StatusRequestTimeout, codigo >= 500:
		f.Reintentar, f.Incierto = true, true
	case codigo == http.StatusUnauthorized, codigo == http.StatusForbidden, codigo == http.StatusProxyAuthRequired,
		codigo < http.StatusBadRequest:
		// A proxy of the house stands in between.
		f.Reintentar = true
	}
	return f
}

func falloSlack(codigo string, aPersona bool, err error) *compromiso.FalloEnvio {
	if codigo == "" {
		return &compromiso.FalloEnvio{Motivo: "sin_motivo", Reintentar: true, Incierto: true, Err: err}
	}
	d := fallosDe[codigo]
	f := &compromiso.FalloEnvio{Motivo: codigoDeSlack(codigo), Reintentar: d.reintentar, Incierto: d.incierto, Err: err}
	switch {
	case codigo == "rate_limited":
		f.Motivo = "ratelimited"
	case strings.HasPrefix(codigo, "restricted_action"):
		f.Inalcanzable = aPersona
	case codigo == "account_inactive" && !aPersona:
		f.Reintentar = true
	case d.persona:
		f.Inalcanzable = aPersona
	}
	return f
}

var reCodigo = regexp.MustCompile(`^[a-z0-9_]{1,80}$`)

// codigoDeSlack is a code of Slack's, which is kept and shown; words that are no code may quote
// anything, a token too, and are left to the log, which cleans them.
func codigoDeSlack(codigo string) string {
	if reCodigo.MatchString(codigo) {
		return codigo
	}
	return "sin_motivo"
}

// falloRed is about what never became an answer. Only what did not reach Slack is
// certain not to be out: a name not found, a connection refused.
func falloRed(err, limpio error) *compromiso.FalloEnvio {
	f := &compromiso.FalloEnvio{Motivo: "red", Reintentar: true, Incierto: true, Err: limpio}
	var (
		op  *net.OpError
		dns *net.DNSError
		red net.Error
	)
	switch {
	case errors.As(err, &dns), errors.As(err, &op) && op.Op == "dial":
		f.Incierto = false
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &red) && red.Timeout():
		f.Motivo = "timeout"
	case errors.Is(err, context.Canceled):
		f.Motivo = "cancelado"
	}
	return f
}

// Inalcanzable tells whether the Motivo of a failure says that the person cannot be
// written to.
func Inalcanzable(motivo string) bool { return falloSlack(motivo, true, nil).Inalcanzable }

// esperaDe keeps what Slack asks for within reason: at least a second, at most an hour.
func esperaDe(d time.Duration) time.Duration {
	return min(max(d, time.Second), esperaMaxima)
}

var reSecreto = regexp.MustCompile(`xox[a-z](?:\.xox[a-z])?-[\w.-]+|xapp-[\w-]+|(?i:token|Bearer)[= ]+[^\s&"]+|//[^/\s@]+@|hooks\.slack\.com/[^\s"]+|/hooks/[^\s"]+`)

// sinSecretos is the error in words that may be logged, stored and shown. What it was
// is kept only where somebody may ask for it: the end of the context.
func sinSecretos(err error) error {
	for _, fin := range []error{context.DeadlineExceeded, context.Canceled} {
		if errors.Is(err, fin) {
			return fin
		}
	}
	return errors.New(reSecreto.ReplaceAllString(err.Error(), "***"))
}
