package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"compromisos/bot"
	"compromisos/compromiso"
)

// salidaResumen is `resumen --json`: section 1 of the contract.
type salidaResumen struct {
	Comision   string           `json:"comision"`
	Desde      compromiso.Fecha `json:"desde"`
	Hasta      compromiso.Fecha `json:"hasta"`
	Vencidos   []string         `json:"vencidos"`
	PorVencer  []string         `json:"por_vencer"`
	PorValidar []string         `json:"por_validar"`
	Cerrados   []string         `json:"cerrados"`
	Texto      string           `json:"texto"`
}

func cmdResumen(c *consola) *cobra.Command {
	var siglas, fecha string
	var enJSON bool
	cmd := &cobra.Command{
		Use: "resumen --comision SIGLAS [--fecha FECHA] [--json]", Short: "Escribe el resumen de la semana hasta un día; no envía nada",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q, err := abrirConsulta(cmd.Context(), fecha)
			if err != nil {
				return err
			}
			defer q.st.Close()
			com, err := comisionDe(q.dir, siglas)
			if err != nil {
				return err
			}
			hasta, hoy := q.diaDe(com), com.Hoy(q.ahora)
			desde, err := q.st.UltimoResumen(cmd.Context(), com.Siglas, hasta.En(com.Zona, compromiso.Hora{}))
			if err != nil {
				return err
			}
			if desde.IsZero() {
				desde = hasta.AddDias(-7)
			}
			leer := q.st.Resumen
			if hasta.Antes(hoy) {
				leer = q.st.ResumenPasado
			}
			r, err := leer(cmd.Context(), com, desde, hasta)
			if err != nil {
				return err
			}
			texto := bot.TextoResumen(r)
			if !enJSON {
				if hasta.Despues(hoy) {
					fmt.Fprintf(c.errores, "Con lo que se sabe hoy, %s.\n", diaEnPalabras(hoy))
				}
				_, err = fmt.Fprintln(c.salida, texto)
				return err
			}
			enc := json.NewEncoder(c.salida)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(salidaResumen{
				Comision: com.Siglas, Desde: desde, Hasta: hasta, Vencidos: numeros(r.Vencidos), PorVencer: numeros(r.PorVencer),
				PorValidar: numeros(r.PorValidar), Cerrados: numeros(r.Cerrados), Texto: texto,
			})
		},
	}
	cmd.Flags().StringVar(&siglas, "comision", "", "la comisión, por sus `SIGLAS`")
	cmd.Flags().StringVar(&fecha, "fecha", "", "el último día que abarca, como `FECHA` (AAAA-MM-DD, DD.MM.AAAA o DD/MM/AAAA); sin ella, hoy; de un día que ya pasó, como terminó")
	cmd.Flags().BoolVar(&enJSON, "json", false, "lo escribe en JSON")
	return cmd
}

func numeros(cs []*compromiso.Compromiso) []string {
	out := []string{}
	for _, c := range cs {
		out = append(out, c.Numero.String())
	}
	return out
}
