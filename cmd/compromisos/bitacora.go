package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"compromisos/store"
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
			if rota != nil && rota.Accion == "" {
				return faltaAsiento(cmd.Context(), st, n, rota.Seq)
			}
			if rota != nil {
				que := unaLinea(fmt.Sprint(rota.Accion, " ", rota.Comision, " ", rota.Numero))
				return fmt.Errorf("la bitácora no concuerda en el asiento %d (%s): fue cambiado, o sobra; compare con un respaldo", rota.Seq, que)
			}
			_, err = fmt.Fprintf(c.salida, "La bitácora está completa: %s en cadena.\n", cuantos(int(n), "asiento", "asientos"))
			return err
		},
	})
	return padre
}

// faltaAsiento says which entry is not there, when the first n hold.
func faltaAsiento(ctx context.Context, st *store.Store, n, falta int64) error {
	ultimo, _, err := st.Cabeza(ctx)
	switch {
	case err != nil:
		return err
	case falta > ultimo: // nothing is missing, and the end is not the one that was noted
		return fmt.Errorf("la bitácora no concuerda en su final, el asiento %d: fue cambiado, o sobra; compare con un respaldo", n)
	case falta == ultimo:
		return fmt.Errorf("la bitácora no está completa: falta el último asiento (%d); compare con un respaldo", falta)
	}
	return fmt.Errorf("la bitácora no está completa: falta el asiento %d, de %d; compare con un respaldo", falta, ultimo)
}
