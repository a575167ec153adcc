package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"compromisos/bot"
	"compromisos/scheduler"
	"compromisos/store"
)

// app is the bot at work: New builds it, Start sets it going, Addr tells where it
// listens, Stop ends it. `servir`, `demo` and the tests run this same thing.
type app struct {
	e       entorno
	log     *slog.Logger
	st      *store.Store
	bot     *bot.Bot
	sch     *scheduler.Scheduler
	ln, lnm net.Listener
	http    []*http.Server
	med     *metricas

	sinSlack bool // Slack could not be reached when the process began

	cancel context.CancelFunc
	wg     sync.WaitGroup
	fatal  chan error
}

// ajustes are what tests and the demo set and the environment does not.
type ajustes struct {
	ahora     func() time.Time // the field's clock; nil: from the environment
	scheduler scheduler.Options
}

// newApp connects to everything that must be there, and undoes itself on failure.
func newApp(ctx context.Context, e entorno, log *slog.Logger, aj ajustes) (_ *app, err error) {
	a := &app{e: e, log: log, fatal: make(chan error, 4), med: newMetricas()}
	defer func() {
		if err != nil {
			if a.sch != nil {
				_ = a.sch.Stop(ctx) // it never started: there is only its pool to close
			}
			a.cerrar()
		}
	}()
	if aj.ahora == nil {
		aj.ahora = reloj(e.Reloj)
	}
	if a.st, err = store.Open(ctx, e.DatabaseURL, store.Options{Log: log}); err != nil {
		return nil, err
	}
	a.bot, err = bot.New(bot.Options{
		BotToken: e.BotToken, AppToken: e.AppToken, SigningSecret: e.SigningSecret, APIURL: e.APIURL,
		Ahora: aj.ahora, Maquina: time.Now, Log: log,
		Observar: a.med.solicitud, Acuse: a.med.acuse, Llamada: a.med.llamada,
		Nudge: func(ids ...int64) { a.sch.Nudge(ids...) },
	}, a.st)
	if err != nil {
		return nil, err
	}
	if a.ln, err = escuchar("COMPROMISOS_DIRECCION", e.Direccion); err != nil {
		return nil, err
	}
	if e.Metricas != "" {
		if a.lnm, err = escuchar("COMPROMISOS_METRICAS", e.Metricas); err != nil {
			return nil, err
		}
	}
	o := aj.scheduler
	o.URL, o.Ahora, o.Maquina, o.Log, o.Observar = urlPgx(e.DatabaseURL), aj.ahora, time.Now, log, a.med.observador()
	if a.sch, err = scheduler.New(ctx, o, a.st, a.bot); err != nil {
		return nil, err
	}
	if err = a.preparar(ctx); err != nil {
		return nil, err
	}
	a.med.mirar(a.st, a.bot, aj.ahora)
	return a, nil
}

// decirEsquema warns that the database was brought up to date by a newer program, on
// whose schema this one works too.
func (a *app) decirEsquema(ctx context.Context) {
	actual, esperado, err := a.st.Esquema(ctx)
	if err == nil && actual > esperado {
		a.log.WarnContext(ctx, "the schema is of a newer program; this one works on it", "schema", actual, "known", esperado)
	}
}

func escuchar(variable, direccion string) (net.Listener, error) {
	ln, err := net.Listen("tcp", direccion)
	if err != nil {
		return nil, fmt.Errorf("no se pudo escuchar en %s (%s): cambie %s", eco(direccion), causa(err), variable)
	}
	return ln, nil
}

// Start sets everything going and returns. What ends the process later comes out of Wait.
func (a *app) Start(ctx context.Context) error {
	ctx, a.cancel = context.WithCancel(context.WithoutCancel(ctx))
	a.servir(a.ln, a.rutas(a.lnm == nil))
	if a.lnm != nil {
		a.servir(a.lnm, a.rutasMetricas())
	}
	a.wg.Add(3)
	go a.atender(ctx)
	go a.cuidarGrupos(ctx)
	go a.cuidarCabeza(ctx)
	if !a.sinSlack {
		a.actualizarGrupos(ctx) // before anybody is reminded
	}
	return a.sch.Start(ctx)
}

// atender brings up the connection with Slack, and keeps the socket where there is one.
func (a *app) atender(ctx context.Context) {
	defer a.wg.Done()
	if a.sinSlack && !a.insistir(ctx) || a.e.AppToken == "" {
		return
	}
	if err := a.bot.RunSocket(ctx); err != nil && ctx.Err() == nil {
		a.fatal <- a.errSlack(ctx, err, "SLACK_APP_TOKEN")
	}
}

// Addr is the address on which the HTTP server listens.
func (a *app) Addr() string { return a.ln.Addr().String() }

// Wait ends with the context, or with the failure that ends the process.
func (a *app) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-a.fatal:
		return err
	}
}

// Stop lets what was begun finish, within the context: first no more comes in, then
// what is under way is delivered, then the connections close. It can be called twice.
func (a *app) Stop(ctx context.Context) error {
	partes := []func() error{
		// Side by side: a slow answer must not take the time of a message that is leaving.
		func() error { return a.pararEntregas(ctx) },
		func() error { return a.pararAtencion(ctx) },
	}
	fin := make(chan error, len(partes))
	for _, parar := range partes {
		go func() { fin <- parar() }()
	}
	var errs []error
	for range partes {
		select {
		case err := <-fin:
			errs = append(errs, err)
		case <-ctx.Done():
			errs = append(errs, fmt.Errorf("stop: what was begun did not end in time: %w", ctx.Err()))
		}
	}
	a.cerrar()
	return errors.Join(errs...)
}

func (a *app) pararEntregas(ctx context.Context) error {
	if a.sch == nil {
		return nil
	}
	return a.sch.Stop(ctx)
}

// pararAtencion answers what came in, and takes no more. What does not end in time is cut
// short early enough for that to be said.
func (a *app) pararAtencion(ctx context.Context) error {
	if fin, hay := ctx.Deadline(); hay {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, fin.Add(-paradaRespuesta))
		defer cancel()
	}
	a.pararHTTP(ctx)
	if a.cancel != nil {
		a.cancel()
	}
	var err error
	if a.bot != nil {
		err = a.bot.Stop(ctx)
	}
	a.wg.Wait()
	return err
}

// pararHTTP lets nobody in any more, and waits until who had come was answered: no longer
// than that may take, whatever somebody on the other end keeps open.
func (a *app) pararHTTP(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, paradaHTTP)
	defer cancel()
	var wg sync.WaitGroup
	for _, s := range a.http {
		wg.Go(func() {
			if s.Shutdown(ctx) != nil {
				_ = s.Close() // whoever is left was not heard out
			}
		})
	}
	wg.Wait()
}

// cerrar lets go of what is left. A database that does not answer is not waited for.
func (a *app) cerrar() {
	for _, ln := range []net.Listener{a.ln, a.lnm} {
		if ln != nil {
			_ = ln.Close() // it may be closed already: that is what is wanted
		}
	}
	if a.st == nil {
		return
	}
	cerrada := make(chan struct{})
	go func() {
		defer close(cerrada)
		_ = a.st.Close() // nothing is left to do with a pool that does not close
	}()
	select {
	case <-cerrada:
	case <-time.After(paradaBase):
	}
}

func migrarRiver(url string) func(context.Context) error {
	return func(ctx context.Context) error { return scheduler.Migrate(ctx, urlPgx(url)) }
}
