package scheduler

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"compromisos/compromiso"
)

// cartero is the postman: the one who writes to Slack.
type cartero interface {
	// Enviar makes one attempt. A failure is a *compromiso.FalloEnvio.
	Enviar(ctx context.Context, e compromiso.Envio) (compromiso.Recibo, error)
	// Buscar looks in the conversation for the mark of an aviso whose attempt had an
	// unknown outcome.
	Buscar(ctx context.Context, a compromiso.Aviso) (compromiso.Recibo, bool, error)
}

// bandeja is where avisos are taken from.
type bandeja interface {
	TomarAviso(ctx context.Context, id int64, vuelta int, maquina time.Time, arriendo time.Duration) (*compromiso.Aviso, bool, error)
	EnvioDe(ctx context.Context, a *compromiso.Aviso, ahora time.Time) (compromiso.Envio, string, error)
}

// registro is where the outcome of an aviso is written down.
type registro interface {
	MarcarIntento(ctx context.Context, id int64, maquina time.Time) error
	MarcarEnviado(ctx context.Context, id int64, r compromiso.Recibo, ahora time.Time) error
	MarcarOmitido(ctx context.Context, id int64, motivo string, ahora time.Time) error
	MarcarFallido(ctx context.Context, id int64, motivo string, ahora time.Time) ([]int64, error)
}

// agenda is how an aviso comes back later, and how all processes keep one pace.
type agenda interface {
	Reintentar(ctx context.Context, id int64, motivo string, cuando time.Time, incierto bool) error
	Aplazar(ctx context.Context, id int64, noAntes time.Time) error
	Turno(ctx context.Context, canal string, maquina time.Time, maximo time.Duration) (time.Duration, error)
	Frenar(ctx context.Context, hasta time.Time) error
}

// caduco is why a reminder is not sent when its day has passed: what it held is planned
// again for the next business day.
const caduco = "caduco"

// argsEntrega asks for the delivery of one aviso. Vuelta counts how often it was taken,
// so that the nudge that follows a process's death is not held to be the dead one's job.
// Tras is the job of a process that died before it took the aviso, in whose place this one is.
type argsEntrega struct {
	Aviso  int64 `json:"aviso"`
	Vuelta int   `json:"vuelta"`
	Tras   int64 `json:"tras,omitempty"`
}

// Kind names the job.
func (argsEntrega) Kind() string { return "entrega" }

// InsertOpts keeps one unfinished job per aviso and turn. Retries are the aviso's own.
func (argsEntrega) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: sinTerminar()}}
}

type entrega struct {
	river.WorkerDefaults[argsEntrega]
	s *Scheduler
}

// Work delivers one aviso. Whatever fails on the way to the store leaves the row as it
// is; the sweep comes back to it once its lease is over.
func (e *entrega) Work(ctx context.Context, job *river.Job[argsEntrega]) error {
	err := e.s.entregar(ctx, job.Args)
	if err != nil {
		e.s.o.Log.ErrorContext(ctx, "delivery broke off; the sweep takes it up again", "aviso", job.Args.Aviso, "error", err)
	}
	return err
}

// entregar takes the aviso, and then: is it out already? may it leave now? is it still
// wanted? send, record.
func (s *Scheduler) entregar(ctx context.Context, args argsEntrega) error {
	a, ok, err := s.st.TomarAviso(ctx, args.Aviso, args.Vuelta, s.o.Maquina(), s.o.Arriendo)
	if err != nil || !ok {
		return err
	}
	// The lease bounds everything that follows: past it, another process may take over.
	ctx, cancel := context.WithTimeout(ctx, s.o.Arriendo-s.o.Arriendo/8)
	defer cancel()
	if a.Estado == compromiso.AvisoEnviando {
		if hecho, err := s.buscar(ctx, a, args.Vuelta+1); hecho || err != nil {
			return err
		}
	}
	if a.Intentos > 0 && !a.PrimerIntent.IsZero() && s.o.Maquina().Sub(a.PrimerIntent) > s.o.Plazo {
		return s.fallar(ctx, a, "plazo_vencido")
	}
	if ok, err := s.esperarTurno(ctx, a, args.Vuelta+1); !ok || err != nil {
		return err
	}
	// Only now, as late as can be, is it asked what it says and whether it is wanted.
	ahora := s.o.Ahora()
	envio, motivo, err := s.st.EnvioDe(ctx, a, ahora)
	if err != nil {
		return err
	}
	envio.Ahora = ahora
	if motivo == "" {
		var listo bool
		if listo, err = s.enHoras(ctx, a, envio, ahora); err != nil || listo {
			return err
		}
	} else {
		s.o.Observar(string(a.Clase), "omitido")
		return s.st.MarcarOmitido(ctx, a.ID, motivo, ahora)
	}
	return s.enviar(ctx, a, envio, args.Vuelta+1)
}

// buscar looks for the mark of an attempt whose outcome is not known. hecho says that
// there is nothing left to do now: it was out, or the search must be tried again.
func (s *Scheduler) buscar(ctx context.Context, a *compromiso.Aviso, vuelta int) (hecho bool, err error) {
	bctx, cancel := context.WithTimeout(ctx, s.o.Envio)
	defer cancel()
	r, esta, err := s.cartero.Buscar(bctx, *a)
	switch {
	case err != nil:
		f := fallo(err)
		f.Incierto = true
		if !f.Reintentar || s.o.Maquina().Sub(a.PrimerIntent) > s.o.Plazo {
			return true, s.fallar(ctx, a, "sin_confirmar:"+f.Motivo)
		}
		return true, s.reintentar(ctx, a, f, vuelta)
	case esta:
		s.o.Observar(string(a.Clase), "encontrado")
		return true, s.st.MarcarEnviado(ctx, a.ID, r, s.o.Ahora())
	}
	return false, nil
}

// esperarTurno waits for the pace that all processes keep. A long wait is a later job,
// so that no worker is held up by it.
func (s *Scheduler) esperarTurno(ctx context.Context, a *compromiso.Aviso, vuelta int) (bool, error) {
	maximo := s.o.Arriendo / 4
	espera, err := s.st.Turno(ctx, a.Destino, s.o.Maquina(), maximo)
	if err != nil {
		return false, err
	}
	if espera > maximo { // no turn was taken
		cuando := s.o.Maquina().Add(espera)
		if err := s.st.Reintentar(ctx, a.ID, "ritmo", cuando, a.Estado == compromiso.AvisoEnviando); err != nil {
			return false, err
		}
		return false, s.avisar(ctx, []compromiso.PorEntregar{{ID: a.ID, Vuelta: vuelta}}, cuando)
	}
	if err := dormir(ctx, espera); err != nil {
		return false, err
	}
	return true, nil
}

// enHoras keeps what is held to its commission's hours. listo says that it does not
// leave now: it waits, or, being a reminder whose day is over, is planned anew.
func (s *Scheduler) enHoras(ctx context.Context, a *compromiso.Aviso, e compromiso.Envio, ahora time.Time) (listo bool, err error) {
	if e.Comision == nil || !a.Clase.Retenido() {
		return false, nil
	}
	sale := e.Comision.ProximaSalida(ahora)
	esRecordatorio := a.Clase == compromiso.AvisoRecordatorio
	switch {
	case esRecordatorio && e.Comision.Hoy(sale) != a.Dia:
		s.o.Observar(string(a.Clase), "omitido")
		return true, s.st.MarcarOmitido(ctx, a.ID, caduco, ahora)
	case sale.After(ahora):
		return true, s.st.Aplazar(ctx, a.ID, sale)
	}
	return false, nil
}

// enviar makes the attempt and writes down its outcome.
func (s *Scheduler) enviar(ctx context.Context, a *compromiso.Aviso, e compromiso.Envio, vuelta int) error {
	if err := s.st.MarcarIntento(ctx, a.ID, s.o.Maquina()); err != nil {
		return err
	}
	ectx, cancel := context.WithTimeout(ctx, s.o.Envio)
	r, err := s.cartero.Enviar(ectx, e)
	cancel()
	// The outcome is written down even when the process is being stopped.
	ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err == nil {
		s.o.Observar(string(a.Clase), "enviado")
		return s.st.MarcarEnviado(ctx, a.ID, r, s.o.Ahora())
	}
	f := fallo(err)
	s.o.Log.WarnContext(ctx, "attempt failed", "aviso", a.ID, "kind", a.Clase, "reason", f.Motivo, "retry", f.Reintentar, "uncertain", f.Incierto)
	if !f.Reintentar {
		return s.fallar(ctx, a, f.Motivo)
	}
	return s.reintentar(ctx, a, f, vuelta)
}

// reintentar puts the aviso off: exactly as long as Slack asks, else longer each time.
// Being told that there is too much holds everybody back, since the limit is the
// workspace's.
func (s *Scheduler) reintentar(ctx context.Context, a *compromiso.Aviso, f *compromiso.FalloEnvio, vuelta int) error {
	s.o.Observar(string(a.Clase), "reintento")
	pausa := f.Despues
	if pausa == 0 {
		pausa = s.o.Retroceso << min(a.Intentos, 8)
	}
	cuando := s.o.Maquina().Add(pausa)
	if f.Motivo == compromiso.FalloRitmo {
		if err := s.st.Frenar(ctx, cuando); err != nil {
			return err
		}
	}
	if err := s.st.Reintentar(ctx, a.ID, f.Motivo, cuando, f.Incierto); err != nil {
		return err
	}
	return s.avisar(ctx, []compromiso.PorEntregar{{ID: a.ID, Vuelta: vuelta}}, cuando)
}

// fallar writes down that the aviso was not delivered, and has whoever is next told.
func (s *Scheduler) fallar(ctx context.Context, a *compromiso.Aviso, motivo string) error {
	s.o.Observar(string(a.Clase), "fallido")
	relevo, err := s.st.MarcarFallido(ctx, a.ID, motivo, s.o.Ahora())
	if err != nil {
		return err
	}
	s.o.Log.WarnContext(ctx, "aviso not delivered", "aviso", a.ID, "kind", a.Clase, "reason", motivo, "relief", len(relevo))
	s.Nudge(ctx, relevo...)
	return nil
}

// fallo is the failure in the error; one that says nothing of itself may have arrived.
func fallo(err error) *compromiso.FalloEnvio {
	var f *compromiso.FalloEnvio
	if errors.As(err, &f) {
		return f
	}
	return &compromiso.FalloEnvio{Motivo: "desconocido", Reintentar: true, Incierto: true, Err: err}
}

// dormir waits, or ends with the context.
func dormir(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
