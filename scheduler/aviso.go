package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
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
	TomarAviso(ctx context.Context, t compromiso.PorEntregar, maquina time.Time, arriendo time.Duration) (*compromiso.Aviso, bool, error)
	EnvioDe(ctx context.Context, a *compromiso.Aviso, ahora time.Time) (compromiso.Envio, string, error)
}

// registro is where the outcome of an aviso is written down.
type registro interface {
	MarcarIntento(ctx context.Context, t compromiso.PorEntregar, maquina time.Time) (bool, error)
	MarcarEnviado(ctx context.Context, id int64, r compromiso.Recibo, ahora time.Time) ([]int64, error)
	MarcarOmitido(ctx context.Context, t compromiso.PorEntregar, motivo string, ahora time.Time) error
	MarcarFallido(ctx context.Context, t compromiso.PorEntregar, motivo string, ahora time.Time) ([]int64, error)
}

// agenda is how an aviso comes back later, and how all processes keep one pace.
type agenda interface {
	Reintentar(ctx context.Context, t compromiso.PorEntregar, motivo string, cuando time.Time, incierto bool) error
	Aplazar(ctx context.Context, t compromiso.PorEntregar, noAntes time.Time) error
	Turno(ctx context.Context, canal string, maquina time.Time, maximo time.Duration) (espera time.Duration, freno time.Time, err error)
}

// frenos is the pause that all processes keep when Slack asks one of them for it.
type frenos interface {
	Freno(ctx context.Context) (time.Time, error)
	Frenar(ctx context.Context, maquina, hasta time.Time) error
}

// caduco is why a reminder is not sent when its day has passed: what it held is planned
// again for the next business day.
const caduco = "caduco"

// argsEntrega asks for the delivery of one aviso. Vuelta counts how often it was taken,
// so that the nudge that follows a process's death is not held to be the dead one's job.
type argsEntrega struct {
	Aviso  int64 `json:"aviso"`
	Vuelta int   `json:"vuelta"`
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

// Work delivers one aviso.
func (e *entrega) Work(ctx context.Context, job *river.Job[argsEntrega]) error {
	return e.s.atender(ctx, compromiso.PorEntregar{ID: job.Args.Aviso, Vuelta: job.Args.Vuelta})
}

// atender delivers one aviso. Whatever fails on the way to the store leaves the row as it
// is; this process, which knows that nobody is at it any more, comes back to it: until it
// has been in vain for too long.
func (s *Scheduler) atender(ctx context.Context, p compromiso.PorEntregar) error {
	t, err := s.entregar(ctx, p)
	if err == nil {
		return nil
	}
	s.o.Log.ErrorContext(ctx, "delivery broke off; it is taken up again", "aviso", p.ID, "error", err)
	if t != nil {
		if !t.tocado && s.vencido(t) && s.fallar(ctx, t, "plazo_vencido") == nil {
			return err
		}
		p = t.turno
		p.EnMano = true
	}
	s.luego(p, s.o.Incierto)
	return err
}

// sinCaerse does something for one aviso: a panic in it is an error of that aviso, and
// of no other.
func (s *Scheduler) sinCaerse(fn func() error) (err error) {
	defer func() {
		if x := recover(); x != nil {
			s.o.Log.Error("panic in a delivery", "stack", string(debug.Stack()))
			err = fmt.Errorf("scheduler: panic: %T", x)
		}
	}()
	return fn()
}

// toma is an aviso that this process holds: until its lease is over, or somebody else
// has taken it since.
type toma struct {
	*compromiso.Aviso
	turno  compromiso.PorEntregar
	inicio time.Time // when it was taken; what is reckoned from it does not jump with the clock
	hora   time.Time // its turn to leave
	tocado bool      // it may be out
}

// queda is how much is left of the lease.
func (s *Scheduler) queda(t *toma) time.Duration { return s.o.Arriendo - s.o.Maquina().Sub(t.inicio) }

// entregar takes the aviso, and then: is it out already? may it leave now? is it still
// wanted? send, record. It gives what it took, if it did.
func (s *Scheduler) entregar(ctx context.Context, p compromiso.PorEntregar) (*toma, error) {
	inicio := s.o.Maquina()
	// The lease bounds everything, the taking of it included: past it, another process
	// may take over.
	ctx, cancel := context.WithTimeout(ctx, s.o.Arriendo-s.o.Arriendo/8)
	defer cancel()
	a, ok, err := s.st.TomarAviso(ctx, p, inicio, s.o.Arriendo)
	if err != nil || !ok {
		return nil, err
	}
	t := &toma{Aviso: a, turno: compromiso.PorEntregar{ID: a.ID, Vuelta: p.Vuelta + 1}, inicio: inicio}
	return t, s.sinCaerse(func() error { return s.llevar(ctx, t) })
}

// llevar does all that is to be done with an aviso that is ours.
func (s *Scheduler) llevar(ctx context.Context, t *toma) error {
	if t.Estado == compromiso.AvisoEnviando || !t.BuscarDesde.IsZero() {
		t.tocado = true
		if hecho, err := s.buscar(ctx, t); hecho || err != nil {
			return err
		}
		t.tocado = false
	}
	if ok, err := s.esperarTurno(ctx, t); !ok || err != nil {
		return err
	}
	// Only now, as late as can be, is it asked what it says and whether it is wanted.
	ahora := s.o.Ahora()
	envio, motivo, err := s.st.EnvioDe(ctx, t.Aviso, ahora)
	if err != nil {
		return err
	}
	envio.Ahora = ahora
	if motivo != "" {
		return s.omitir(ctx, t, motivo, ahora)
	}
	if espera, err := s.enHoras(ctx, t, envio, ahora); espera || err != nil {
		return err
	}
	return s.enviar(ctx, t, envio)
}

func (s *Scheduler) omitir(ctx context.Context, t *toma, motivo string, ahora time.Time) error {
	s.observar(t, Omitido, motivo)
	return s.st.MarcarOmitido(ctx, t.turno, motivo, ahora)
}

// buscar looks for the mark of an attempt whose outcome is not known, or of which the
// record may not know. hecho says that
// there is nothing left to do now: it was out, or the search must be tried again.
func (s *Scheduler) buscar(ctx context.Context, t *toma) (hecho bool, err error) {
	bctx, cancel := context.WithTimeout(ctx, s.o.Envio)
	defer cancel()
	var r compromiso.Recibo
	var esta bool
	err = s.sinCaerse(func() (err error) { r, esta, err = s.cartero.Buscar(bctx, *t.Aviso); return err })
	switch {
	case err != nil:
		f := *fallo(err)
		f.Incierto = t.Estado == compromiso.AvisoEnviando
		if !f.Reintentar && !f.Incierto {
			return false, nil // nothing was attempted: whether it can be, sending it tells
		}
		if !f.Reintentar {
			return true, s.fallar(ctx, t, "sin_confirmar:"+f.Motivo)
		}
		return true, s.reintentar(ctx, t, &f, "sin_confirmar:"+f.Motivo)
	case esta:
		s.observar(t, Encontrado, "")
		return true, s.enviado(ctx, t, r, s.o.Ahora())
	}
	return false, nil
}

// vispera is how long before its turn an aviso is got ready, so that it leaves on time: one
// that is late leaves together with those after it, and Slack counts them by the second.
const vispera = 150 * time.Millisecond

// esperarTurno waits for the pace that all processes keep, until shortly before the turn.
// A long wait is put off, so that no worker is held up by it.
func (s *Scheduler) esperarTurno(ctx context.Context, t *toma) (bool, error) {
	for {
		maximo := min(s.o.Arriendo/4, s.queda(t)-s.o.Envio-s.o.Arriendo/8)
		if maximo < 0 {
			return false, s.despues(ctx, t, "ritmo", 0, false)
		}
		ahora := s.o.Maquina().Add(vispera)
		espera, freno, err := s.st.Turno(ctx, t.Destino, ahora, maximo)
		if err != nil {
			return false, err
		}
		if espera > maximo { // no turn was taken
			return false, s.despues(ctx, t, "ritmo", espera, false)
		}
		t.hora = ahora.Add(espera)
		if err := dormir(ctx, espera); err != nil {
			return false, err
		}
		// Slack may have asked for a pause meanwhile: then the turn is void.
		if f, err := s.st.Freno(ctx); err != nil || f.Equal(freno) {
			return err == nil, err
		}
	}
}

// despues puts the aviso off, and delivers it then.
func (s *Scheduler) despues(ctx context.Context, t *toma, motivo string, pausa time.Duration, incierto bool) error {
	if err := s.st.Reintentar(ctx, t.turno, motivo, s.o.Maquina().Add(pausa), incierto); err != nil {
		return err
	}
	p := t.turno
	p.EnMano = true
	s.luego(p, pausa)
	return nil
}

// enHoras keeps what is held to its commission's hours. espera says that it does not
// leave now: it waits, or, being a reminder whose day is over, is planned anew.
func (s *Scheduler) enHoras(ctx context.Context, t *toma, e compromiso.Envio, ahora time.Time) (espera bool, err error) {
	if e.Comision == nil || !t.Clase.Retenido() {
		return false, nil
	}
	sale := e.Comision.ProximaSalida(ahora)
	esRecordatorio := t.Clase == compromiso.AvisoRecordatorio
	switch {
	case esRecordatorio && e.Comision.Hoy(sale) != t.Dia:
		return true, s.omitir(ctx, t, caduco, ahora)
	case sale.After(ahora):
		return true, s.st.Aplazar(ctx, t.turno, sale)
	}
	return false, nil
}

// enviar makes the attempt and writes down its outcome. It makes none unless the aviso
// is ours for as long as the attempt may take.
func (s *Scheduler) enviar(ctx context.Context, t *toma, e compromiso.Envio) error {
	ok, err := s.st.MarcarIntento(ctx, t.turno, s.o.Maquina())
	if err != nil || !ok {
		return err
	}
	if err := dormir(ctx, t.hora.Sub(s.o.Maquina())); err != nil {
		return err
	}
	if s.queda(t) < s.o.Envio {
		return errTarde
	}
	ectx, cancel := context.WithTimeout(ctx, s.o.Envio)
	t.tocado = true
	var r compromiso.Recibo
	err = s.sinCaerse(func() (err error) { r, err = s.cartero.Enviar(ectx, e); return err })
	cancel()
	// The outcome is written down even when the process is being stopped.
	ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err == nil {
		ahora := s.o.Ahora()
		s.o.Observar.Aviso(Suceso{Clase: t.Clase, Resultado: Enviado, Retraso: ahora.Sub(t.NoAntes)})
		return s.enviado(ctx, t, r, ahora)
	}
	f := fallo(err)
	if f.Incierto {
		s.observar(t, Incierto, f.Motivo)
	}
	s.o.Log.WarnContext(ctx, "attempt failed", "aviso", t.ID, "kind", t.Clase, "reason", f.Motivo, "retry", f.Reintentar, "uncertain", f.Incierto)
	if !f.Reintentar {
		return s.fallar(ctx, t, f.Motivo)
	}
	if f.Motivo == compromiso.FalloRitmo { // the limit is the workspace's: everybody holds back
		ahora := s.o.Maquina()
		if err := s.st.Frenar(ctx, ahora, ahora.Add(s.pausa(t, f))); err != nil {
			return err
		}
	}
	return s.reintentar(ctx, t, f, "plazo_vencido")
}

// enviado writes down where the message stands, and has what follows it delivered.
func (s *Scheduler) enviado(ctx context.Context, t *toma, r compromiso.Recibo, ahora time.Time) error {
	siguen, err := s.st.MarcarEnviado(ctx, t.ID, r, ahora)
	if err == nil && len(siguen) > 0 {
		s.Nudge(siguen...)
	}
	return err
}

// reintentar puts the aviso off, or gives it up for the reason final when it has been
// tried in vain for too long.
func (s *Scheduler) reintentar(ctx context.Context, t *toma, f *compromiso.FalloEnvio, final string) error {
	if s.vencido(t) {
		return s.fallar(ctx, t, final)
	}
	s.observar(t, Reintento, f.Motivo)
	return s.despues(ctx, t, f.Motivo, s.pausa(t, f), f.Incierto)
}

// vencido tells whether the aviso has been tried in vain for too long.
func (s *Scheduler) vencido(t *toma) bool {
	// Two differences, so that a clock that jumps during the attempt uses up no deadline.
	llevaba, lleva := t.inicio.Sub(t.PlazoDesde), s.o.Maquina().Sub(t.inicio)
	return !t.PlazoDesde.IsZero() && llevaba+lleva > s.o.Plazo
}

// pausa is how long until the next attempt: exactly as long as Slack asks, else longer
// each time; and where the message may still be on its way, long enough for it to arrive
// before it is looked for.
func (s *Scheduler) pausa(t *toma, f *compromiso.FalloEnvio) time.Duration {
	p := f.Despues
	if p == 0 {
		p = s.o.Retroceso << min(t.Intentos, 8)
	}
	if f.Incierto {
		p = max(p, s.o.Incierto)
	}
	return p
}

// fallar writes down that the aviso was not delivered, and has whoever is next told.
func (s *Scheduler) fallar(ctx context.Context, t *toma, motivo string) error {
	s.observar(t, Fallido, motivo)
	relevo, err := s.st.MarcarFallido(ctx, t.turno, motivo, s.o.Ahora())
	if err != nil {
		return err
	}
	s.o.Log.WarnContext(ctx, "aviso not delivered", "aviso", t.ID, "kind", t.Clase, "reason", motivo, "relief", len(relevo))
	s.Nudge(relevo...)
	return nil
}

// errTarde says that what is left of the lease is too short for an attempt.
var errTarde = errors.New("scheduler: too late for an attempt")

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
