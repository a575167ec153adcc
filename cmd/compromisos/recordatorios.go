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

// recordatoriosDe adds the reminders of one commission on a day.
func recordatoriosDe(ctx context.Context, st abiertos, d *compromiso.Directorio, com *compromiso.Comision, dia compromiso.Fecha, ahora time.Time, todos []compromiso.Recordatorio) ([]compromiso.Recordatorio, error) {
	err := st.Abiertos(ctx, com.Siglas, func(lote []*compromiso.Compromiso, hist compromiso.Historial) error {
		for _, n := range lote {
			todos = append(todos, compromiso.DebidosEnElDia(n, com, d, hist, ahora, dia)...)
		}
		return nil
	}, dia.En(com.Zona, compromiso.Hora{}))
	return todos, err
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
