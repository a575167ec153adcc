package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func cmdBitacora(c *consola) *cobra.Command {
	padre := &cobra.Command{
		Use: "bitacora COMANDO", Short: "La bitácora: lo que se hizo, quién y cuándo", Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	padre.AddCommand(&cobra.Command{
		Use: "verificar", Short: "Revisa que la cadena de la bitácora esté completa y sin cambios", Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, _, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			n, rota, err := st.Verificar(cmd.Context())
			if err != nil {
				return err
			}
			if rota != nil {
				que := unaLinea(fmt.Sprint(rota.Accion, " ", rota.Comision, " ", rota.Numero))
				return fmt.Errorf("la bitácora no concuerda en el asiento %d (%s): fue cambiado, falta o sobra; compare con un respaldo", rota.Seq, que)
			}
			_, err = fmt.Fprintf(c.salida, "La bitácora está completa: %d asientos en cadena.\n", n)
			return err
		},
	})
	return padre
}
