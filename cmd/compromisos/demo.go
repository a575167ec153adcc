package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"compromisos/scheduler"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/store/privado"
)

type opcionesDemo struct {
	puerto                 int
	datos, reloj, importar string
	recorrido              bool
}

func cmdDemo(c *consola) *cobra.Command {
	var o opcionesDemo
	cmd := &cobra.Command{
		Use:   "demo [--recorrido] [--importar ARCHIVO] [--reloj INSTANTE] [--datos CARPETA] [--puerto PUERTO]",
		Short: "Todo en esta máquina, sin cuentas: un Slack de práctica, el bot y datos de muestra",
		Long: "Arranca en esta máquina un Postgres privado, un Slack de práctica y el bot, y muestra la dirección de una página\n" +
			"donde se puede ser cualquiera de sus personas, escribir, oprimir botones y adelantar el reloj. Ctrl-C lo termina.\n" +
			"Con --recorrido, en cambio, cuenta el trabajo entero en la terminal, sin preguntas: se importa un informe, se asigna,\n" +
			"se recuerda, se responde, se valida y sale el resumen del lunes.\n" +
			"No necesita cuentas ni red.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("puerto") && (o.puerto < 1 || o.puerto > 65535) {
				return errUso{fmt.Errorf("--puerto debe ser un número del 1 al 65535, no %d", o.puerto)}
			}
			if o.recorrido {
				return recorrer(cmd.Context(), c, o)
			}
			ctx := cmd.Context()
			if !signal.Ignored(syscall.SIGHUP) { // a terminal that is closed ends it as Ctrl-C does
				var cancel context.CancelFunc
				ctx, cancel = signal.NotifyContext(ctx, syscall.SIGHUP)
				defer cancel()
			}
			return practicar(ctx, c, o)
		},
	}
	cmd.Flags().IntVar(&o.puerto, "puerto", puertoPagina, "en qué `PUERTO` se abre la página")
	cmd.Flags().StringVar(&o.datos, "datos", "", "en qué `CARPETA` se conserva la práctica, y con la misma se sigue; si no se dice, se borra al terminar")
	cmd.Flags().StringVar(&o.reloj, "reloj", "", "en qué `INSTANTE` empieza el reloj, como 2026-11-03T08:30:00-06:00")
	cmd.Flags().StringVar(&o.importar, "importar", "", "de qué `ARCHIVO` sale el informe con que se empieza; si no se dice, una muestra")
	cmd.Flags().BoolVar(&o.recorrido, "recorrido", false, "la visita guiada en la terminal, sin preguntas")
	return cmd
}

// practica is everything that a demo runs: the database, the practice Slack, the bot.
type practica struct {
	pg      *privado.Servidor
	sim     *slacksim.Sim
	app     *app
	reloj   relojPropio
	libreta *libreta
	pagina  *page.Page
}

// relojPropio is a field's clock that the demo moves.
type relojPropio interface {
	Ahora() time.Time
	Mover(t time.Time)
}

// errOtra says that the folder belongs to a practice that is open.
var errOtra = errors.New("otra demostración usa esa carpeta de --datos: ciérrela o elija otra")

// abrirPractica starts the database and the practice Slack, which is kept in a folder unless that is "";
// the bot comes with conBot, once there is something configured. What sigue goes on is there already.
func abrirPractica(ctx context.Context, d carpeta, slack string, sigue bool, log *slog.Logger) (_ *practica, url string, err error) {
	p := &practica{libreta: &libreta{}}
	defer func() {
		if err != nil {
			p.cerrar(ctx)
		}
	}()
	// The database first: whoever has it has the folder.
	if p.pg, err = privado.Start(ctx, privado.Opciones{Dir: d.base(), Volatil: d == "", Log: log}); err != nil {
		return nil, "", enEspanolPrivado(err)
	}
	if !sigue && d != "" { // of a start that never ended
		if err := errors.Join(p.pg.DropDatabase(ctx, baseDemo), os.RemoveAll(d.slack())); err != nil {
			return nil, "", err
		}
	}
	if p.sim, err = slacksim.Start(slacksim.Options{Dir: slack, Log: log}); err != nil {
		return nil, "", enEspanolSlack(d, err)
	}
	if sigue {
		return p, p.pg.Database(baseDemo), nil
	}
	if url, err = p.pg.CreateDatabase(ctx, baseDemo, ""); err != nil {
		return nil, "", err
	}
	return p, url, nil
}

// baseDemo is the name of the practice's database.
const baseDemo = "compromisos"

// enEspanolSlack says what kept the practice Slack from starting, and what to do.
func enEspanolSlack(d carpeta, err error) error {
	if errors.Is(err, slacksim.ErrKept) {
		return fmt.Errorf("el Slack de la práctica de --datos (%s) está dañado y no se puede retomar: use otra carpeta; la base sigue en %s", d, d.base())
	}
	return fmt.Errorf("no se pudo abrir el Slack de práctica: %s", causa(err))
}

// conBot starts the bot, the very one that `servir` runs, against the practice Slack.
func (p *practica) conBot(ctx context.Context, url string, log *slog.Logger) error {
	e := entorno{
		DatabaseURL: url, BotToken: p.sim.BotToken(), AppToken: p.sim.AppToken(), APIURL: p.sim.URL(),
		Direccion: "127.0.0.1:0", Nivel: "info",
	}
	var err error
	p.app, err = newApp(ctx, e, log, ajustes{ahora: p.reloj.Ahora, scheduler: scheduler.Options{Retroceso: 200 * time.Millisecond, Incierto: 2 * time.Second}})
	if err != nil {
		return err
	}
	if err := p.app.Start(ctx); err != nil {
		return err
	}
	return p.sim.WaitConnected(ctx)
}

// alas moves the clock to the moment, has the bot do what is due by then, and waits for
// it to be done.
func (p *practica) alas(ctx context.Context, t time.Time) error {
	p.reloj.Mover(t)
	if err := p.app.sch.Sweep(ctx); err != nil {
		return err
	}
	return p.asentar(ctx)
}

// asentar waits until nothing that is due is left to be sent.
func (p *practica) asentar(ctx context.Context) error { return p.entregar(ctx, 30*time.Second) }

// entregar does so for as long as something still gets out from time to time.
func (p *practica) entregar(ctx context.Context, paciencia time.Duration) error {
	quedaban, desde := -1, time.Now()
	for vuelta := 1; ; vuelta++ {
		if vuelta%50 == 0 { // the sweep of every minute comes every second here
			if err := p.app.sch.Sweep(ctx); err != nil {
				return err
			}
		}
		n, err := p.app.st.Quedan(ctx, p.reloj.Ahora())
		switch {
		case err != nil:
			return err
		case n == 0:
			return nil
		case n != quedaban:
			quedaban, desde = n, time.Now()
		case time.Since(desde) > paciencia:
			return quedan(n)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// quedan is how many avisos are due and did not get out.
type quedan int

// Error says what will become of them.
func (q quedan) Error() string {
	if q == 1 {
		return "queda un mensaje por entregar, porque Slack no lo recibe; saldrá solo en cuanto lo reciba"
	}
	return fmt.Sprintf("quedan %d mensajes por entregar, porque Slack no los recibe; saldrán solos en cuanto los reciba", int(q))
}

// cerrar ends everything, also after the context has.
func (p *practica) cerrar(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paradaMaxima)
	defer cancel()
	if p.app != nil {
		if err := p.app.Stop(ctx); err != nil {
			fmt.Fprintln(os.Stderr, "demo:", err)
		}
	}
	if p.sim != nil {
		if err := p.sim.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "demo: el Slack de la práctica no quedó guardado: "+causa(err))
		}
	}
	if p.libreta != nil {
		if err := p.libreta.apuntar(func(h *hoja) { h.Hasta = time.Now() }); err != nil {
			fmt.Fprintln(os.Stderr, "demo: la hora de la práctica no quedó guardada: "+causa(err))
		}
	}
	if p.pg != nil {
		if err := p.pg.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "demo:", err)
		}
	}
}
