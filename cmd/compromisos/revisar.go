package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/spf13/cobra"

	"compromisos/bot"
	"compromisos/compromiso"
)

// plazoRevisar bounds the whole: Slack may ask for patience.
const plazoRevisar = 5 * time.Minute

func cmdRevisar(c *consola) *cobra.Command {
	var enJSON bool
	cmd := &cobra.Command{
		Use: "revisar [--json]", Short: "Revisa que todo esté en su lugar: base de datos, Slack, áreas, calendario y siglas",
		Long: "Revisa la base de datos, su esquema, los tokens y permisos de Slack, los canales en que debe estar el bot, las personas y áreas\n" +
			"a las que debe poder escribir, el calendario y las siglas. Dice un hallazgo por línea, con lo que hay que hacer; no cambia nada.\n" +
			"Con algún «error» termina con 1; un «aviso» es para mirarlo.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, fin := context.WithTimeout(cmd.Context(), plazoRevisar)
			defer fin()
			e, faltas := leerVariables()
			r := revisar(ctx, e, append(faltas, e.paraServir()...))
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if err := r.escribir(c.salida, enJSON); err != nil {
				return err
			}
			if r.hay(compromiso.NivelError) {
				return errCallado
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&enJSON, "json", false, "lo escribe en JSON")
	return cmd
}

// revision is what was found, and what was looked at.
type revision struct {
	compromiso.Hallazgos
	visto []string
}

func (r *revision) sumar(h compromiso.Hallazgos) { r.Hallazgos = append(r.Hallazgos, h...) }

func (r *revision) hay(n compromiso.Nivel) bool {
	return slices.ContainsFunc(r.Hallazgos, func(h compromiso.Hallazgo) bool { return h.Nivel == n })
}

// revisar looks at everything that the environment leads to; faltas is what is wrong in
// the environment itself. What cannot be reached is a finding, and the rest is looked at
// all the same.
func revisar(ctx context.Context, e entorno, faltas []error) *revision {
	r := &revision{}
	for _, falta := range faltas {
		r.decir("ambiente", falta)
	}
	ahora := reloj(e.Reloj)()
	st, d := r.base(ctx, e, ahora)
	if st != nil {
		defer st.Close()
	}
	fuera := r.slack(ctx, e, d)
	if st == nil || d == nil {
		return r
	}
	r.sumar(compromiso.RevisarGente(d, fuera))
	r.sumar(compromiso.RevisarNombres(d))
	for _, c := range d.Comisiones {
		r.sumar(compromiso.RevisarCalendario(c, ahora))
		r.resumen(c, ahora)
		r.compromisos(ctx, st, d, c, ahora)
	}
	r.avisos(ctx, st, ahora)
	r.visto = append(r.visto, cuantos(len(d.Comisiones), "comisión", "comisiones")+" con su calendario", cuantos(len(d.Areas), "área", "áreas"), "siglas", "avisos", "bitácora")
	return r
}

// decir notes an error whose sentence says what to do after a colon.
func (r *revision) decir(donde string, err error) {
	que, remedio, _ := strings.Cut(strings.TrimSuffix(enSentencia(err), "."), ": ")
	r.Error(donde, que, cmp.Or(remedio, "corríjalo y repita"))
}

// enSentencia is the error as a person is told it.
func enSentencia(err error) string {
	return strings.TrimPrefix(enLinea(err), "compromisos: ")
}

// slack looks at what the bot needs of Slack, and tells who cannot be written to. The user
// groups of the directory become those of now.
func (r *revision) slack(ctx context.Context, e entorno, d *compromiso.Directorio) map[string]string {
	if e.BotToken == "" && e.AppToken == "" || !esDireccionWeb(e.APIURL) {
		return nil
	}
	dir := d
	if dir == nil {
		dir = &compromiso.Directorio{}
	}
	s := bot.Revisar(ctx, bot.Options{
		BotToken: e.BotToken, AppToken: e.AppToken, SigningSecret: e.SigningSecret, APIURL: e.APIURL, Maquina: time.Now,
	}, dir)
	for _, x := range []struct {
		err      error
		variable string
	}{{s.ErrBot, "SLACK_BOT_TOKEN"}, {s.ErrApp, "SLACK_APP_TOKEN"}} {
		switch {
		case x.err == nil:
		case strings.HasSuffix(x.err.Error(), "missing_scope"):
			r.Error("Slack", "al token de "+x.variable+" le falta connections:write", "haga otro en «Basic Information → App-Level Tokens»")
		default:
			r.decir("Slack", errSlack(x.err, x.variable, e.APIURL))
		}
	}
	r.sumar(s.Hallazgos)
	if s.ErrBot != nil || e.BotToken == "" {
		return nil
	}
	if d != nil {
		grupos := map[string][]string{}
		for g, miembros := range d.Grupos {
			grupos[g] = miembros
		}
		for g, miembros := range s.Grupos {
			grupos[g] = miembros
		}
		d.Grupos = grupos
	}
	r.visto = append(r.visto, fmt.Sprintf("Slack (%s, %s, %s, %s)", s.Espacio, cuantos(s.Alcances, "permiso", "permisos"),
		cuantos(s.Canales, "canal", "canales"), cuantos(s.Personas, "persona", "personas")))
	return s.Fuera
}

// resumen tells of a digest that never leaves.
func (r *revision) resumen(c *compromiso.Comision, ahora time.Time) {
	if c.Resumen.Cron == "" {
		return
	}
	plan, err := cron.ParseStandard(c.Resumen.Cron)
	if err != nil || plan.Next(ahora.In(c.Zona)).IsZero() {
		r.Error("resumen de "+c.Siglas, fmt.Sprintf("su cron («%s») no cae en ningún día", eco(c.Resumen.Cron)), "corrija «cron», como «0 9 * * MON»")
	}
}

// filaHallazgo is one element of `revisar --json`.
type filaHallazgo struct {
	Nivel   compromiso.Nivel `json:"nivel"`
	Donde   string           `json:"donde"`
	Mensaje string           `json:"mensaje"`
	Remedio string           `json:"remedio"`
}

// escribir gives a line per finding, the errors first; where there is none, one that says
// what was looked at.
func (r *revision) escribir(w io.Writer, enJSON bool) error {
	filas := make([]filaHallazgo, 0, len(r.Hallazgos))
	for _, h := range r.Hallazgos {
		f := filaHallazgo{h.Nivel, limpia(h.Donde), limpia(h.Mensaje), limpia(h.Remedio)}
		if !slices.Contains(filas, f) { // a network that is away fails for each token
			filas = append(filas, f)
		}
	}
	slices.SortStableFunc(filas, func(x, y filaHallazgo) int { return gravedad(x.Nivel) - gravedad(y.Nivel) })
	if enJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(filas)
	}
	if len(filas) == 0 {
		_, err := fmt.Fprintf(w, "Todo en orden: %s.\n", compromiso.Enumerar(r.visto))
		return err
	}
	for _, f := range filas {
		if _, err := fmt.Fprintf(w, "%-5s  %s: %s; %s\n", f.Nivel, f.Donde, f.Mensaje, f.Remedio); err != nil {
			return err
		}
	}
	return nil
}

func gravedad(n compromiso.Nivel) int {
	if n == compromiso.NivelError {
		return 0
	}
	return 1
}
