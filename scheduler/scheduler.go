package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/robfig/cron/v3"

	"compromisos/compromiso"
)

// Options are what the scheduler needs to know. URL, Ahora and Maquina are required.
type Options struct {
	URL string // Postgres, for River's own small pool
	// Ahora is the field's clock, Maquina the machine's: pace, leases and retries keep
	// to the latter, whatever «today» means.
	Ahora   func() time.Time
	Maquina func() time.Time
	Log     *slog.Logger

	Arriendo  time.Duration // how long a process owns an aviso that it took; 0: 45 s
	Envio     time.Duration // bound on one call to Slack; 0: 15 s
	Plazo     time.Duration // how long an aviso is tried in vain before it is fallido; 0: 24 h
	Retroceso time.Duration // first pause after a failed attempt, doubled each time; 0: 2 s
	// Incierto is how long after an attempt of unknown outcome its mark is looked for;
	// 0: 30 s.
	Incierto     time.Duration
	Trabajadores int // avisos under way at once; 0: 24
	Observar     Observador
}

func (o *Options) defaults() {
	poner := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	poner(&o.Arriendo, 45*time.Second)
	poner(&o.Envio, 15*time.Second)
	poner(&o.Plazo, compromiso.PlazoAviso)
	poner(&o.Incierto, 30*time.Second)
	poner(&o.Retroceso, 2*time.Second)
	if o.Trabajadores == 0 {
		o.Trabajadores = 24
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Observar.defaults()
}

// almacen is all that the scheduler asks of the store; each file names its part.
type almacen interface {
	planificador
	pulso
	bandeja
	registro
	agenda
	frenos
	zonas
	limpieza
}

// Scheduler runs the sweep and the deliveries of one process.
type Scheduler struct {
	o       Options
	st      almacen
	cartero cartero
	pool    *pgxpool.Pool
	river   *river.Client[pgx.Tx]
	espera  *espera
	plan    cron.Schedule // of the sweep

	encargos *encargos
	cancel   context.CancelFunc
	obra     sync.WaitGroup

	mu        sync.Mutex
	planeados map[string]string // commission, or session → key of its last digest known to be planned
	parado    bool
	revisado  bool // the rungs, by the rules that the zones have today
}

// New prepares the scheduler; nothing runs before Start.
func New(ctx context.Context, o Options, st almacen, c cartero) (*Scheduler, error) {
	o.defaults()
	cfg, err := pgxpool.ParseConfig(o.URL)
	if err != nil {
		return nil, fmt.Errorf("scheduler: database url: %w", err)
	}
	cfg.MaxConns, cfg.MinConns = 4, 0
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("scheduler: pool: %w", err)
	}
	s := &Scheduler{o: o, st: st, cartero: c, pool: pool, planeados: map[string]string{}, espera: newEspera(o.Trabajadores), encargos: newEncargos()}
	if s.plan, err = cron.ParseStandard("* * * * *"); err != nil {
		pool.Close()
		return nil, fmt.Errorf("scheduler: schedule: %w", err)
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &entrega{s: s})
	s.river, err = river.NewClient(riverpgxv5.New(pool), &river.Config{
		Logger:        slog.New(newQuieter(o.Log.Handler())),
		Workers:       workers,
		Queues:        map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Trabajadores}},
		FetchCooldown: pasoEncargos,
		// Jobs are heard of by LISTEN/NOTIFY; this is for what was said while nobody listened.
		FetchPollInterval: 10 * time.Second,
		// Nobody leads. A leader of River's looks after jobs that are put off, tried again,
		// periodic or lost, and cleans up, at a statement a second: here the rows of the avisos
		// are the truth, and luego, cadaMinuto and limpiar see to all of that, with no right
		// but to rows: a leader builds indexes anew, which only their owner may.
		LeaderElectionDisabled: true,
		// The lease of the aviso is what keeps two deliveries apart.
		JobTimeout: o.Arriendo + o.Envio,
	})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("scheduler: river: %w", err)
	}
	return s, nil
}

// Start begins to work, and sweeps at once: what fell due while no process ran is
// planned now, not at the next minute.
func (s *Scheduler) Start(ctx context.Context) error {
	// Before anything is delivered: River may have deliveries in hand from before.
	if err := s.latir(ctx); err != nil {
		return fmt.Errorf("scheduler: start: %w", err)
	}
	// River stops when the context of Start ends; Stop is ours to call, so that what
	// was begun is finished first.
	if err := s.river.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("scheduler: start: %w", err)
	}
	ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.obra.Go(func() { s.encargarse(ctx) })
	s.sinCaer(ctx, s.barrerYa)
	s.obra.Go(func() { s.cadaMinuto(ctx) })
	return nil
}

// Stop lets what was begun finish, up to the context's deadline; what is not finished
// by then is cancelled and taken up by the next process. It can be called twice.
func (s *Scheduler) Stop(ctx context.Context) error {
	s.mu.Lock()
	ya := s.parado
	s.parado = true
	s.mu.Unlock()
	if ya {
		return nil
	}
	defer s.pool.Close()
	suave, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	s.espera.cerrar()
	err := s.river.Stop(suave)
	s.espera.terminar(suave)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.river.StopAndCancel(ctx)
	}
	s.terminar(ctx)
	if err != nil {
		return fmt.Errorf("scheduler: stop: %w", err)
	}
	return nil
}

// terminar ends the sweeps, and leaves what is due already to whoever runs next.
func (s *Scheduler) terminar(ctx context.Context) {
	if s.cancel == nil { // it never started
		return
	}
	s.cancel()
	s.obra.Wait()
	por, _ := s.encargos.sacar(s.o.Maquina())
	s.encargarYa(ctx, por)
}

// AlDia tells whether River's own tables are up to date.
func (s *Scheduler) AlDia(ctx context.Context) (bool, error) {
	m, err := rivermigrate.New(riverpgxv5.New(s.pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return false, fmt.Errorf("scheduler: schema: %w", err)
	}
	r, err := m.Validate(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("scheduler: schema: %w", err)
	}
	return r.OK, nil
}

// Migrate brings River's own tables up to date.
func Migrate(ctx context.Context, url string) error {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("scheduler: migrate: %w", err)
	}
	// Whoever waits for a table keeps everybody else waiting behind: the caller tries again.
	cfg.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `SET lock_timeout = '1s'`)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return fmt.Errorf("scheduler: migrate: %w", err)
	}
	defer pool.Close()
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return fmt.Errorf("scheduler: migrate: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("scheduler: migrate: %w", err)
	}
	return nil
}
