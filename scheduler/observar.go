package scheduler

import (
	"context"
	"time"

	"compromisos/compromiso"
)

// What can become of an aviso. Incierto goes with a Reintento: an attempt of which it is
// not known whether the message is out.
const (
	Enviado    = "enviado"
	Encontrado = "encontrado" // it was out already
	Omitido    = "omitido"    // not wanted any more
	Reintento  = "reintento"
	Incierto   = "incierto"
	Fallido    = "fallido"
)

// Where avisos come from: what the sweep planned, and what followed from an act.
const (
	DeRecordatorio = "recordatorio"
	DeResumen      = "resumen"
	DeActo         = "acto"
)

// Suceso is one thing that became of an aviso.
type Suceso struct {
	Clase     compromiso.ClaseAviso
	Resultado string
	Motivo    string        // of what was omitted, put off or given up
	Retraso   time.Duration // of what was sent: since the moment at which it could have left
}

// Observador hears what the scheduler does, for the metrics; what is nil in it hears
// nothing. It is called on the way of every delivery and must not wait.
type Observador struct {
	Aviso     func(Suceso)
	Planeados func(origen string, n int)
	Barrido   func(tardo time.Duration, err error)
}

func (o *Observador) defaults() {
	if o.Aviso == nil {
		o.Aviso = func(Suceso) {}
	}
	if o.Planeados == nil {
		o.Planeados = func(string, int) {}
	}
	if o.Barrido == nil {
		o.Barrido = func(time.Duration, error) {}
	}
}

func (s *Scheduler) observar(t *toma, resultado, motivo string) {
	s.o.Observar.Aviso(Suceso{Clase: t.Clase, Resultado: resultado, Motivo: motivo})
}

// Sweep asks what should have been sent by now and was not, and has it sent. Running it
// twice, late, or on several machines is harmless: every aviso has one key.
func (s *Scheduler) Sweep(ctx context.Context) error {
	inicio := s.o.Maquina()
	err := s.barrer(ctx)
	s.o.Observar.Barrido(s.o.Maquina().Sub(inicio), err)
	return err
}
