package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"compromisos/scheduler"
	"compromisos/slacksim"
	"compromisos/store"
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
		Use: "demo", Short: "Todo en esta máquina, sin cuentas: un Slack de práctica, el bot y datos de muestra",
		Long: "Arranca en esta máquina un Postgres privado, un Slack de práctica y el bot, y recorre con ellos el trabajo entero:\n" +
			"se importa un informe, se asigna, se recuerda, se responde, se valida y sale el resumen del lunes.\n" +
			"No necesita cuentas ni red, no pregunta nada y no deja nada al terminar.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.reloj != "" {
				if _, err := time.Parse(time.RFC3339, o.reloj); err != nil {
					return errUso{fmt.Errorf("--reloj («%s») no es un instante como 2026-11-02T08:30:00-06:00", o.reloj)}
				}
			}
			return recorrer(cmd.Context(), c, o)
		},
	}
	cmd.Flags().IntVar(&o.puerto, "puerto", 0, "puerto del Slack de práctica; sin él, uno libre")
	cmd.Flags().StringVar(&o.datos, "datos", "", "carpeta en que se conserva la base; sin ella, no queda nada")
	cmd.Flags().StringVar(&o.reloj, "reloj", "", "instante en que empieza el reloj de la demostración")
	cmd.Flags().StringVar(&o.importar, "importar", "", "informe con que se empieza, en lugar de la muestra")
	cmd.Flags().BoolVar(&o.recorrido, "recorrido", false, "la visita guiada en la terminal, sin preguntas")
	return cmd
}

// practica is everything that a demo runs: the database, the practice Slack, the bot.
type practica struct {
	pg    *privado.Servidor
	sim   *slacksim.Sim
	app   *app
	reloj *relojMovil
}

// abrirPractica starts the database and the practice Slack; the bot comes with conBot,
// once there is something configured.
func abrirPractica(ctx context.Context, o opcionesDemo, log *slog.Logger) (_ *practica, url string, err error) {
	p := &practica{}
	defer func() {
		if err != nil {
			p.cerrar(ctx)
		}
	}()
	dir := ""
	if o.datos != "" {
		dir = filepath.Join(o.datos, "postgres")
	}
	if p.pg, err = privado.Start(ctx, privado.Opciones{Dir: dir, Volatil: o.datos == "", Log: log}); err != nil {
		return nil, "", enEspanolPrivado(err)
	}
	if url, err = baseDe(ctx, p.pg, o.datos != ""); err != nil {
		return nil, "", err
	}
	so := slacksim.Options{Log: log}
	if o.puerto != 0 {
		so.Addr = fmt.Sprintf("127.0.0.1:%d", o.puerto)
	}
	if p.sim, err = slacksim.Start(so); err != nil {
		return nil, "", fmt.Errorf("no se pudo abrir el Slack de práctica: %w; pruebe otro --puerto", err)
	}
	return p, url, nil
}

// baseDe is the demo's database: a new one, or the one that --datos kept.
func baseDe(ctx context.Context, pg *privado.Servidor, conservada bool) (string, error) {
	const nombre = "compromisos"
	if conservada {
		if st, err := store.Open(ctx, pg.URLDe(nombre), store.Options{MaxConns: 1}); err == nil {
			return pg.URLDe(nombre), st.Close()
		}
	}
	return pg.CreateDatabase(ctx, nombre, "")
}

// conBot starts the bot, the very one that `servir` runs, against the practice Slack.
func (p *practica) conBot(ctx context.Context, url string, log *slog.Logger) error {
	e := entorno{
		DatabaseURL: url, BotToken: p.sim.BotToken(), AppToken: p.sim.AppToken(), APIURL: p.sim.URL(),
		Direccion: "127.0.0.1:0", Nivel: "info",
	}
	var err error
	p.app, err = newApp(ctx, e, log, ajustes{ahora: p.reloj.Ahora, scheduler: scheduler.Options{Retroceso: 200 * time.Millisecond}})
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
func (p *practica) asentar(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		n, err := p.app.st.Quedan(ctx, p.reloj.Ahora())
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("quedaron %d avisos sin entregar: %w", n, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
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
		_ = p.sim.Close() // the demo is over: nothing hangs on how it ends
	}
	if p.pg != nil {
		if err := p.pg.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "demo:", err)
		}
	}
}
