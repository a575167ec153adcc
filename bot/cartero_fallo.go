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

// How long to wait where Slack does not say.
const (
	esperaRitmo      = 15 * time.Second // too many messages
	esperaRed        = 5 * time.Second  // no answer, or a broken one
	esperaServicio   = 30 * time.Second // Slack says that it is ill
	esperaCredencial = 5 * time.Minute  // somebody has to mend the token first
	esperaMaxima     = time.Hour        // of a Retry-After that makes no sense
)

// fallo is what an error of Slack means for an aviso.
type fallo struct {
	reintentar bool
	despues    time.Duration
	incierto   bool // the message may be out all the same
	persona    bool // nobody can be written to there, if it is a person
}

// fallosDe are the errors that say whether trying again can help. Whatever is not
// here is final: it would be refused again.
var fallosDe = map[string]fallo{
	// Pace; both spellings.
	"ratelimited":  {reintentar: true, despues: esperaRitmo},
	"rate_limited": {reintentar: true, despues: esperaRitmo},
	// Slack's own trouble. Of these it is not known how far the message came.
	"internal_error":      {reintentar: true, despues: esperaServicio, incierto: true},
	"fatal_error":         {reintentar: true, despues: esperaServicio, incierto: true},
	"request_timeout":     {reintentar: true, despues: esperaServicio, incierto: true},
	"service_unavailable": {reintentar: true, despues: esperaServicio, incierto: true},
	// Nothing was posted, and it passes.
	"team_added_to_org":         {reintentar: true, despues: esperaServicio},
	"accesslimited":             {reintentar: true, despues: esperaServicio},
	"ekm_access_denied":         {reintentar: true, despues: esperaCredencial},
	"two_factor_setup_required": {reintentar: true, despues: esperaCredencial},
	// The application's credentials: the operator mends them.
	"invalid_auth":           {reintentar: true, despues: esperaCredencial},
	"not_authed":             {reintentar: true, despues: esperaCredencial},
	"token_revoked":          {reintentar: true, despues: esperaCredencial},
	"token_expired":          {reintentar: true, despues: esperaCredencial},
	"missing_scope":          {reintentar: true, despues: esperaCredencial},
	"no_permission":          {reintentar: true, despues: esperaCredencial},
	"not_allowed_token_type": {reintentar: true, despues: esperaCredencial},
	"org_login_required":     {reintentar: true, despues: esperaCredencial},
	"access_denied":          {reintentar: true, despues: esperaCredencial},
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
		return &compromiso.FalloEnvio{Motivo: "ratelimited", Reintentar: true, Despues: esperaRitmo, Err: limpio}
	}
	return falloRed(err, limpio)
}

func falloHTTP(codigo int, err error) *compromiso.FalloEnvio {
	f := &compromiso.FalloEnvio{Motivo: "http_" + strconv.Itoa(codigo), Err: err}
	switch {
	case codigo == http.StatusTooManyRequests:
		f.Motivo, f.Reintentar, f.Despues = "ratelimited", true, esperaRitmo
	case codigo == http.StatusRequestTimeout, codigo >= 500:
		f.Reintentar, f.Despues, f.Incierto = true, esperaServicio, true
	case codigo == http.StatusUnauthorized, codigo == http.StatusForbidden, codigo == http.StatusProxyAuthRequired,
		codigo < http.StatusBadRequest:
		// A proxy of the house stands in between.
		f.Reintentar, f.Despues = true, esperaCredencial
	}
	return f
}

func falloSlack(codigo string, aPersona bool, err error) *compromiso.FalloEnvio {
	if codigo == "" {
		return &compromiso.FalloEnvio{Motivo: "sin_motivo", Reintentar: true, Despues: esperaServicio, Incierto: true, Err: err}
	}
	d := fallosDe[codigo]
	f := &compromiso.FalloEnvio{Motivo: codigo, Reintentar: d.reintentar, Despues: d.despues, Incierto: d.incierto, Err: err}
	switch {
	case codigo == "rate_limited":
		f.Motivo = "ratelimited"
	case strings.HasPrefix(codigo, "restricted_action"):
		f.Inalcanzable = aPersona
	case codigo == "account_inactive" && !aPersona:
		f.Reintentar, f.Despues = true, esperaCredencial
	case d.persona:
		f.Inalcanzable = aPersona
	}
	return f
}

// falloRed is about what never became an answer. Only what did not reach Slack is
// certain not to be out: a name not found, a connection refused.
func falloRed(err, limpio error) *compromiso.FalloEnvio {
	f := &compromiso.FalloEnvio{Motivo: "red", Reintentar: true, Despues: esperaRed, Incierto: true, Err: limpio}
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

// esperaDe keeps what Slack asks for within reason: at least a second, at most an hour.
func esperaDe(d time.Duration) time.Duration {
	return min(max(d, time.Second), esperaMaxima)
}

var reSecreto = regexp.MustCompile(`xox[a-z](?:\.xox[a-z])?-[\w.-]+|xapp-[\w-]+|(?i:token|Bearer)[= ]+[^\s&"]+|//[^/\s@]+@`)

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
