package scheduler

import (
	"context"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/store/privado/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// memoria is a store in memory: what a delivery asks of it, and what became of it.
type memoria struct {
	mu       sync.Mutex
	avisos   map[int64]*fila
	espera   time.Duration // of Turno
	lento    time.Duration // how long TomarAviso waits for a connection
	frenado  time.Time
	turnos   int               // how many were asked for
	noQuiere string            // why nothing is wanted
	siguen   map[int64][]int64 // what follows from a delivery
	com      *compromiso.Comision

	roto      func() error // of EnvioDe
	sinAnotar int          // deliveries that cannot be written down
}

type fila struct {
	compromiso.Aviso
	vuelta    int
	arriendo  time.Time
	reintento time.Time
}

// enMano tells whether somebody holds it, or may have sent it.
func (f *fila) enMano() bool { return f.Estado == compromiso.AvisoEnviando || !f.arriendo.IsZero() }

func nuevaMemoria(ids ...int64) *memoria {
	m := &memoria{avisos: map[int64]*fila{}, com: compromiso.NewComision("CVD", "Comisión")}
	for _, id := range ids {
		m.avisos[id] = &fila{Aviso: compromiso.Aviso{
			ID: id, Clase: compromiso.AvisoAsignacion, Comision: "CVD", Destino: "U0DERFE", Estado: compromiso.AvisoPendiente,
		}}
	}
	return m
}

func (m *memoria) de(id int64) fila {
	m.mu.Lock()
	defer m.mu.Unlock()
	return *m.avisos[id]
}

func (m *memoria) con(id int64, fn func(*fila)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	fn(m.avisos[id])
	return nil
}

// suya is con for whoever holds the aviso still.
func (m *memoria) suya(t compromiso.PorEntregar, fn func(*fila)) error {
	return m.con(t.ID, func(f *fila) {
		if f.vuelta == t.Vuelta {
			fn(f)
		}
	})
}

func (m *memoria) Directorio(context.Context) (*compromiso.Directorio, error) {
	return &compromiso.Directorio{}, nil
}

func (m *memoria) Latir(context.Context, time.Time, time.Time) (time.Time, bool, error) {
	return time.Time{}, false, nil
}

func (m *memoria) PlanearRecordatorios(context.Context, time.Time) ([]int64, error) { return nil, nil }

func (m *memoria) RevisarEscalones(context.Context, time.Time) (int, error) { return 0, nil }

func (m *memoria) PlanearAviso(context.Context, compromiso.Aviso) (int64, bool, error) {
	return 0, false, nil
}

func (m *memoria) AvisosPorEntregar(_ context.Context, _, maquina time.Time, _ int) ([]compromiso.PorEntregar, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []compromiso.PorEntregar
	for id, f := range m.avisos {
		if (f.Estado == compromiso.AvisoPendiente || f.Estado == compromiso.AvisoEnviando) && !f.reintento.After(maquina) {
			out = append(out, compromiso.PorEntregar{ID: id, Vuelta: f.vuelta, EnMano: f.enMano()})
		}
	}
	return out, nil
}

func (m *memoria) TomarAviso(_ context.Context, t compromiso.PorEntregar, maquina time.Time, arriendo time.Duration) (*compromiso.Aviso, bool, error) {
	m.mu.Lock()
	lento := m.lento
	m.mu.Unlock()
	time.Sleep(lento)
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.avisos[t.ID]
	vivo := f.Estado == compromiso.AvisoPendiente || f.Estado == compromiso.AvisoEnviando
	if !vivo || f.vuelta != t.Vuelta || !t.EnMano && (f.enMano() || f.reintento.After(maquina)) {
		return nil, false, nil
	}
	f.vuelta++
	f.arriendo, f.reintento = maquina.Add(arriendo), time.Time{}
	if f.PlazoDesde.IsZero() {
		f.PlazoDesde = maquina
	}
	a := f.Aviso
	return &a, true, nil
}

func (m *memoria) EnvioDe(_ context.Context, a *compromiso.Aviso, _ time.Time) (compromiso.Envio, string, error) {
	if m.roto != nil {
		return compromiso.Envio{}, "", m.roto()
	}
	return compromiso.Envio{Aviso: *a, Comision: m.com}, m.noQuiere, nil
}

func (m *memoria) MarcarIntento(_ context.Context, t compromiso.PorEntregar, maquina time.Time) (bool, error) {
	nuestro := false
	err := m.con(t.ID, func(f *fila) {
		if nuestro = f.vuelta == t.Vuelta && !f.arriendo.IsZero(); !nuestro {
			return
		}
		f.Estado, f.Intentos = compromiso.AvisoEnviando, f.Intentos+1
		if f.PrimerIntent.IsZero() {
			f.PrimerIntent = maquina
		}
	})
	return nuestro, err
}

func (m *memoria) MarcarEnviado(_ context.Context, id int64, r compromiso.Recibo, _ time.Time) ([]int64, error) {
	m.mu.Lock()
	falla := m.sinAnotar > 0
	m.sinAnotar--
	m.mu.Unlock()
	if falla {
		return nil, context.DeadlineExceeded
	}
	return m.siguen[id], m.con(id, func(f *fila) { f.Estado, f.Canal, f.TS = compromiso.AvisoEnviado, r.Canal, r.TS })
}

func (m *memoria) MarcarOmitido(_ context.Context, t compromiso.PorEntregar, motivo string, _ time.Time) error {
	return m.suya(t, func(f *fila) { f.Estado, f.Motivo = compromiso.AvisoOmitido, motivo })
}

func (m *memoria) MarcarFallido(_ context.Context, t compromiso.PorEntregar, motivo string, _ time.Time) ([]int64, error) {
	return nil, m.suya(t, func(f *fila) { f.Estado, f.Motivo = compromiso.AvisoFallido, motivo })
}

func (m *memoria) Reintentar(_ context.Context, t compromiso.PorEntregar, motivo string, cuando time.Time, incierto bool) error {
	return m.suya(t, func(f *fila) {
		f.Estado, f.Motivo, f.reintento, f.arriendo = compromiso.AvisoPendiente, motivo, cuando, time.Time{}
		if incierto {
			f.Estado = compromiso.AvisoEnviando
		}
	})
}

func (m *memoria) Aplazar(_ context.Context, t compromiso.PorEntregar, noAntes time.Time) error {
	return m.suya(t, func(f *fila) { f.NoAntes, f.arriendo = noAntes, time.Time{} })
}

func (m *memoria) Turno(context.Context, string, time.Time, time.Duration) (time.Duration, time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turnos++
	return m.espera, m.frenado, nil
}

func (m *memoria) Freno(context.Context) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.frenado, nil
}

func (m *memoria) Frenar(_ context.Context, _, hasta time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.frenado = hasta
	return nil
}

func (m *memoria) Limpiar(context.Context, time.Time, time.Time) (int, error) { return 0, nil }

// correo is a postman of two functions; nil ones deliver, and find nothing.
type correo struct {
	mu       sync.Mutex
	enviados []int64
	enviar   func(ctx context.Context, n int) error
	buscar   func() (bool, error)
}

func (c *correo) Enviar(ctx context.Context, e compromiso.Envio) (compromiso.Recibo, error) {
	c.mu.Lock()
	c.enviados = append(c.enviados, e.Aviso.ID)
	n := len(c.enviados)
	c.mu.Unlock()
	if c.enviar != nil {
		if err := c.enviar(ctx, n); err != nil {
			return compromiso.Recibo{}, err
		}
	}
	return compromiso.Recibo{Canal: "D0", TS: "1.1"}, nil
}

func (c *correo) Buscar(context.Context, compromiso.Aviso) (compromiso.Recibo, bool, error) {
	if c.buscar == nil {
		return compromiso.Recibo{}, false, nil
	}
	esta, err := c.buscar()
	return compromiso.Recibo{Canal: "D0", TS: "2.2"}, esta, err
}

func (c *correo) cuantos() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.enviados)
}

// abrir starts a scheduler on a database of its own, at ten in the morning of a Tuesday.
func abrir(t *testing.T, m *memoria, c *correo, o Options) *Scheduler {
	t.Helper()
	o.Maquina = time.Now
	return abrirCon(t, m, c, o)
}

// abrirCon is abrir with another clock of the machine.
func abrirCon(t *testing.T, m *memoria, c *correo, o Options) *Scheduler {
	t.Helper()
	o.URL = pgtest.Database(t, Migrate)
	campo := time.Date(2026, time.November, 3, 10, 0, 0, 0, m.com.Zona)
	o.Ahora = func() time.Time { return campo }
	if o.Retroceso == 0 {
		o.Retroceso = 20 * time.Millisecond
	}
	if o.Incierto == 0 {
		o.Incierto = 30 * time.Millisecond
	}
	s, err := New(t.Context(), o, m, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { parar(t, s) })
	return s
}

func parar(t *testing.T, s *Scheduler) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// hasta polls until the aviso is as it should be.
func hasta(t *testing.T, m *memoria, id int64, que string, es func(fila) bool) {
	t.Helper()
	for fin := time.Now().Add(20 * time.Second); !es(m.de(id)); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(fin) {
			t.Fatalf("aviso %d is not %s: %+v", id, que, m.de(id))
		}
	}
}
