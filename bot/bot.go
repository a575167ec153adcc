package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// The limits within which a request is served.
const (
	plazoAcuse     = 2 * time.Second         // until then the answer goes in the acknowledgement
	edadMaxima     = 1500 * time.Millisecond // past which a command that came in is not begun
	plazoVista     = 1200 * time.Millisecond // until then a form waits for its data
	plazoTrabajo   = 25 * time.Second        // the work of a request; its answer has as long again
	plazoSlack     = 8 * time.Second         // one call to the Web API
	plazoParada    = 7 * time.Second         // what was begun gets this long when the bot stops
	ultimaPalabra  = 2500 * time.Millisecond // and what was cut short then, to say so
	cupoPorDefault = 256
)

// Options are what the bot is made of. Nothing in it is logged.
type Options struct {
	BotToken      string
	AppToken      string // set: Socket Mode
	SigningSecret string // set: HTTP mode
	APIURL        string // of the Web API, ending in «/»; "" is Slack's own

	Ahora      func() time.Time // the field's clock
	Maquina    func() time.Time // the machine's
	Log        *slog.Logger
	HTTPClient *http.Client
	// Nudge tells the scheduler of avisos that can leave now; nil tells nobody.
	Nudge func(ids ...int64)
	// Observar hears of each request that was served: kind of door, its name, what
	// became of it (ok, refused, error, late, full) and how long it took; nil is nobody.
	Observar func(clase, puerta, resultado string, tardo time.Duration)
	// Acuse hears how long Slack waited for the acknowledgement of a request, by kind.
	Acuse func(clase string, tardo time.Duration)
	// Llamada hears of each call to Slack: the method, what became of it (see
	// ResultadosLlamada) and how long it took.
	Llamada func(metodo, resultado string, tardo time.Duration)
	// Cupo is how many requests are served at once; 0 is the default.
	Cupo int
}

// Bot is the Slack side of the product.
type Bot struct {
	op        Options
	st        almacen
	api       *slack.Client
	correo    *cartero
	http      *http.Client
	log       *slog.Logger
	loop      bool // the Web API is on this machine: so may response_urls be
	tabla     *tabla
	quien     cachePersonas
	canal     cacheCanales
	eventos   eventosVistos
	recuerdos recuerdos
	taller    taller
	brazos    brazos
	negados   gruposNegados
	cupo      chan struct{}
	avisar    chan struct{} // room for the few answers that say that there is no room
	plazo     time.Duration // the whole of a request

	vida     context.Context
	cancelar context.CancelFunc
	obra     sync.WaitGroup
	mu       sync.Mutex // guards cerrado and the wait for obra
	cerrado  bool

	equipo  atomic.Pointer[identidad]
	sockets atomic.Int32
}

// identidad is who the bot is in its workspace.
type identidad struct{ Equipo, Usuario, BotID string }

// almacen is the store, as the files of this package use it.
type almacen interface {
	directorio
	marcas
	personas
	grupos
	lectura
	escritura
	silencio
	resumenes
	hilos
	respondidos
	documentos
}

// New makes the bot. It calls nobody: Auth and RunSocket do.
func New(o Options, st almacen) (*Bot, error) {
	switch {
	case o.BotToken == "":
		return nil, errors.New("bot: no bot token")
	case o.Ahora == nil || o.Maquina == nil:
		return nil, errors.New("bot: no clock")
	case st == nil:
		return nil, errors.New("bot: no store")
	}
	o.APIURL = cmp.Or(o.APIURL, slack.APIURL)
	if !strings.HasSuffix(o.APIURL, "/") {
		o.APIURL += "/"
	}
	base, err := url.Parse(o.APIURL)
	if err != nil || base.Host == "" {
		return nil, errors.New("bot: the address of the Web API is not a URL")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.HTTPClient == nil {
		o.HTTPClient = newClienteHTTP()
	}
	o.HTTPClient = acotado(o.HTTPClient)
	b := &Bot{
		op: o, st: st, log: o.Log, loop: esLoopback(base.Hostname()),
		http:   sinRedirecciones(o.medido(o.HTTPClient, metodoURL)),
		tabla:  newTabla(),
		cupo:   make(chan struct{}, cmp.Or(o.Cupo, cupoPorDefault)),
		avisar: make(chan struct{}, 8),
		brazos: newBrazos(),
		plazo:  plazoTrabajo,
	}
	b.api = slack.New(o.BotToken,
		slack.OptionAPIURL(o.APIURL), slack.OptionHTTPClient(sinRedirecciones(o.medido(o.HTTPClient, ""))), slack.OptionAppLevelToken(o.AppToken))
	b.correo = newCartero(b.api)
	b.taller = newTaller(b.correo.mesas)
	b.vida, b.cancelar = context.WithCancel(context.Background())
	return b, nil
}

// Auth asks Slack who the bot is. Until it succeeded nobody is served, because the
// workspace of a request could not be told from another one.
func (b *Bot) Auth(ctx context.Context) error {
	ctx, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	r, err := b.api.AuthTestContext(ctx)
	if err != nil {
		return b.limpio(err)
	}
	b.equipo.Store(&identidad{Equipo: r.TeamID, Usuario: r.UserID, BotID: r.BotID})
	return nil
}

// Listo tells whether requests reach the bot: a socket is up, or in HTTP mode Slack
// said who the bot is.
func (b *Bot) Listo() bool {
	if b.op.SigningSecret != "" && b.op.AppToken == "" {
		return b.equipo.Load() != nil
	}
	return b.sockets.Load() > 0 && b.equipo.Load() != nil
}

// Stop takes no more work and waits for what was begun, until ctx ends or for less
// than ten seconds. It may be called more than once.
func (b *Bot) Stop(ctx context.Context) error {
	b.mu.Lock()
	b.cerrado = true
	b.mu.Unlock()
	hecho := make(chan struct{})
	go func() { b.obra.Wait(); close(hecho) }()
	plazo := time.NewTimer(plazoParada)
	defer plazo.Stop()
	defer b.cancelar()
	select {
	case <-hecho:
		return nil
	case <-ctx.Done():
	case <-plazo.C:
	}
	b.cancelar()
	select {
	case <-hecho:
	case <-time.After(ultimaPalabra):
	}
	return errors.New("bot: stopped with work under way")
}

// empezar takes note of a piece of work, unless the bot is stopping; the caller
// calls obra.Done when it ends.
func (b *Bot) empezar() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cerrado {
		return false
	}
	b.obra.Add(1)
	return true
}

// limpio is the error without the tokens that a client might have put in it.
func (b *Bot) limpio(err error) error {
	if err == nil {
		return nil
	}
	texto := err.Error()
	// The address of a request may carry a token or the right to answer somebody.
	var u *url.Error
	if errors.As(err, &u) {
		texto = u.Op + ": " + u.Err.Error()
	}
	for _, secreto := range []string{b.op.BotToken, b.op.AppToken, b.op.SigningSecret} {
		if secreto != "" {
			texto = strings.ReplaceAll(texto, secreto, "[secret]")
		}
	}
	if texto = reSecreto.ReplaceAllString(texto, "***"); texto == err.Error() {
		return err
	}
	return errors.New(texto)
}

func (b *Bot) nudge(ids []int64) {
	if b.op.Nudge != nil && len(ids) > 0 {
		b.op.Nudge(ids...)
	}
}

func esLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// newClienteHTTP keeps as many connections to Slack as there are messages under way: Go's own
// two a host would have most of them wait for a new one first.
func newClienteHTTP() *http.Client {
	c := &http.Client{Timeout: 30 * time.Second}
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t = t.Clone()
		t.MaxIdleConnsPerHost = 32
		c.Transport = t
	}
	return c
}

// sinRedirecciones is a client like c that goes nowhere but where it was sent.
func sinRedirecciones(c *http.Client) *http.Client {
	otro := *c
	otro.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &otro
}

// Enviar delivers an aviso, in one attempt.
func (b *Bot) Enviar(ctx context.Context, e compromiso.Envio) (compromiso.Recibo, error) {
	return b.correo.Enviar(ctx, e)
}

// Buscar looks for the mark of an aviso that may be out already.
func (b *Bot) Buscar(ctx context.Context, a compromiso.Aviso) (compromiso.Recibo, bool, error) {
	return b.correo.Buscar(ctx, a)
}
