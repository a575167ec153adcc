package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

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
			q, err := abrirConsulta(cmd.Context(), fecha)
			if err != nil {
				return err
			}
			defer q.st.Close()
			comisiones := q.dir.Comisiones
			if siglas != "" {
				uno, err := comisionDe(q.dir, siglas)
				if err != nil {
					return err
				}
				comisiones = []*compromiso.Comision{uno}
			}
			var todos []compromiso.Recordatorio
			var nada []string
			for _, com := range comisiones {
				cuenta := &cuentaAbiertos{abiertos: q.st}
				antes := len(todos)
				todos, err = recordatoriosDe(cmd.Context(), cuenta, q.dir, com, q.diaDe(com), q.ahora, todos)
				if err != nil {
					return err
				}
				if len(todos) == antes {
					nada = append(nada, cuenta.porQueNada(com, q.diaDe(com)))
				}
			}
			compromiso.OrdenarUrgencia(todos)
			switch {
			case enJSON:
				return escribirRecordatoriosJSON(c.salida, todos)
			case len(todos) == 0:
				return escribirNada(c.salida, q, comisiones, nada)
			}
			nombres, err := q.nombres(cmd.Context(), todos)
			if err != nil {
				return err
			}
			return escribirRecordatorios(c.salida, todos, nombres)
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

// porSuprimido says why somebody who would be reminded is not.
var porSuprimido = map[compromiso.Suprimido]string{
	compromiso.EnValidar:   "está por validar",
	compromiso.PorPedido:   "lo pospuso",
	compromiso.PorEnterado: "ya se dio por enterado",
	compromiso.PorTope:     "ya se le insistió lo suficiente",
	compromiso.PorSinFecha: "no tiene fecha límite",
}

func escribirRecordatorios(w io.Writer, rs []compromiso.Recordatorio, nombres map[string]string) error {
	ancho := 0
	for _, r := range rs {
		ancho = max(ancho, utf8.RuneCountInString(nombres[r.Persona]))
	}
	for _, r := range rs {
		ref := r.Comision + " " + r.Compromiso.Numero.String() + r.Inciso
		nota := ""
		if r.Suprimido != "" {
			nota = "  [no se envía: " + cmp.Or(porSuprimido[r.Suprimido], string(r.Suprimido)) + "]"
		}
		if _, err := fmt.Fprintf(w, "%s  %-*s  %-10s  %-7s  %s (%s): %s%s\n", r.Fecha, ancho, nombres[r.Persona], r.Papel, r.Regla, ref, r.Area, r.Motivo, nota); err != nil {
			return err
		}
	}
	return nil
}
