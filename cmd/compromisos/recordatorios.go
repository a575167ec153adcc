package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
)

// filaRecordatorio is one element of `recordatorios --json`: section 1 of the contract.
type filaRecordatorio struct {
	Fecha     compromiso.Fecha  `json:"fecha"`
	Comision  string            `json:"comision"`
	Numero    compromiso.Numero `json:"numero"`
	Inciso    *string           `json:"inciso"`
	Persona   string            `json:"persona"`
	Area      string            `json:"area"`
	Papel     compromiso.Papel  `json:"papel"`
	Regla     compromiso.Regla  `json:"regla"`
	Dias      int               `json:"dias"`
	Motivo    string            `json:"motivo"`
	Suprimido *string           `json:"suprimido"`
}

func cmdRecordatorios(c *consola) *cobra.Command {
	var siglas, fecha string
	var enJSON bool
	cmd := &cobra.Command{
		Use: "recordatorios [--comision SIGLAS] [--fecha FECHA] [--json]", Short: "Dice a quién se le recordaría qué en un día, y por qué; no envía nada",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			pedida, err := parseFecha(fecha)
			if err != nil {
				return err
			}
			st, e, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			d, err := st.Directorio(cmd.Context())
			if err != nil {
				return err
			}
			comisiones := d.Comisiones
			if siglas != "" {
				uno, err := comisionDe(d, siglas)
				if err != nil {
					return err
				}
				comisiones = []*compromiso.Comision{uno}
			}
			ahora := reloj(e.Reloj)()
			var todos []compromiso.Recordatorio
			for _, com := range comisiones {
				dia := pedida
				if dia.IsZero() {
					dia = com.Hoy(ahora)
				}
				todos, err = recordatoriosDe(cmd.Context(), st, d, com, dia, ahora, todos)
				if err != nil {
					return err
				}
			}
			compromiso.OrdenarUrgencia(todos)
			if enJSON {
				return escribirRecordatoriosJSON(c.salida, todos)
			}
			return escribirRecordatorios(c.salida, todos)
		},
	}
	cmd.Flags().StringVar(&siglas, "comision", "", "la comisión, por sus `SIGLAS`; sin ella, todas")
	cmd.Flags().StringVar(&fecha, "fecha", "", "el día, como `FECHA` (AAAA-MM-DD, DD.MM.AAAA o DD/MM/AAAA); sin ella, hoy")
	cmd.Flags().BoolVar(&enJSON, "json", false, "lo escribe en JSON")
	return cmd
}

// abiertos is what the command asks of the store.
type abiertos interface {
	Abiertos(ctx context.Context, comision string, yield func([]*compromiso.Compromiso, compromiso.Historial) error, antesDe time.Time) error
}

// recordatoriosDe adds the reminders of one commission on a day. For a day to come,
// everything owed before it is taken as sent.
func recordatoriosDe(ctx context.Context, st abiertos, d *compromiso.Directorio, com *compromiso.Comision, dia compromiso.Fecha, ahora time.Time, todos []compromiso.Recordatorio) ([]compromiso.Recordatorio, error) {
	if !com.Calendario.Habil(dia) {
		return todos, nil
	}
	futuro := dia.Despues(com.Hoy(ahora))
	hasta := dia.En(com.Zona, com.Recordatorios.Hora)
	err := st.Abiertos(ctx, com.Siglas, func(lote []*compromiso.Compromiso, hist compromiso.Historial) error {
		for _, n := range lote {
			if futuro {
				darPorEnviados(n, com, d, hist, ahora, dia)
			}
			todos = append(todos, compromiso.Debidos(n, com, d, hist, hasta, dia)...)
		}
		return nil
	}, dia.En(com.Zona, compromiso.Hora{}))
	return todos, err
}

// maxEscalones bounds the walk to a day years away: long before it, whoever was to hear
// of something has heard of it as often as anybody may.
const maxEscalones = 2000

// darPorEnviados notes in the history, rung by rung, the notices that will have left
// before the day, so that only its own are owed on it.
func darPorEnviados(n *compromiso.Compromiso, com *compromiso.Comision, d *compromiso.Directorio, hist compromiso.Historial, ahora time.Time, dia compromiso.Fecha) {
	vispera := dia.En(com.Zona, compromiso.Hora{}).Add(-time.Second)
	momento := com.Calendario.EnODespues(com.Hoy(ahora)).En(com.Zona, com.Recordatorios.Hora) // what is owed by now leaves then
	for range maxEscalones {
		if momento.IsZero() || momento.After(vispera) {
			break
		}
		debidos := compromiso.Debidos(n, com, d, hist, momento, com.Hoy(momento))
		if todosAlTope(debidos) {
			break // from here on every rung is like this one
		}
		for _, r := range debidos {
			if r.Suprimido != compromiso.NoSuprimido {
				continue
			}
			k := compromiso.ClaveAsunto{Compromiso: n.ID, Inciso: r.Inciso, Persona: r.Persona}
			h := hist[k]
			h.Ultimo = momento
			if r.Regla == compromiso.ReglaVencido {
				h.Vencidos++
			}
			hist[k] = h
		}
		momento = compromiso.SiguienteEscalon(n, com, momento)
	}
	for k, h := range hist {
		if k.Compromiso == n.ID && h.Ultimo.Before(vispera) {
			h.Ultimo = vispera
			hist[k] = h
		}
	}
	if n.AvisarDesde.Before(vispera) {
		n.AvisarDesde = vispera
	}
}

// todosAlTope tells whether only the Secretaría still hears of it.
func todosAlTope(rs []compromiso.Recordatorio) bool {
	tope := false
	for _, r := range rs {
		tope = tope || r.Suprimido == compromiso.PorTope
		if r.Suprimido != compromiso.PorTope && r.Papel != compromiso.PapelSecretaria {
			return false
		}
	}
	return tope
}

func escribirRecordatoriosJSON(w io.Writer, rs []compromiso.Recordatorio) error {
	filas := make([]filaRecordatorio, 0, len(rs))
	for _, r := range rs {
		f := filaRecordatorio{
			Fecha: r.Fecha, Comision: r.Comision, Numero: r.Compromiso.Numero, Persona: r.Persona, Area: r.Area, Papel: r.Papel,
			Regla: r.Regla, Dias: r.Dias, Motivo: r.Motivo,
		}
		if r.Inciso != "" {
			f.Inciso = &r.Inciso
		}
		if s := string(r.Suprimido); s != "" {
			f.Suprimido = &s
		}
		filas = append(filas, f)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(filas)
}

func escribirRecordatorios(w io.Writer, rs []compromiso.Recordatorio) error {
	if len(rs) == 0 {
		_, err := fmt.Fprintln(w, "Ese día no se recuerda nada a nadie.")
		return err
	}
	for _, r := range rs {
		ref := r.Comision + " " + r.Compromiso.Numero.String() + r.Inciso
		nota := ""
		if r.Suprimido != "" {
			nota = "  [no se envía: " + string(r.Suprimido) + "]"
		}
		if _, err := fmt.Fprintf(w, "%s  %-14s %-10s  %-7s  %s (%s): %s%s\n", r.Fecha, r.Persona, r.Papel, r.Regla, ref, r.Area, r.Motivo, nota); err != nil {
			return err
		}
	}
	return nil
}
