package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/store"
)

func cmdBitacora(c *consola) *cobra.Command {
	padre := &cobra.Command{
		Use: "bitacora COMANDO", Short: "La bitácora: lo que se hizo, quién y cuándo", Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	padre.AddCommand(cmdBitacoraVerificar(c), cmdBitacoraCabeza(c))
	return padre
}

func cmdBitacoraVerificar(c *consola) *cobra.Command {
	var archivos []string
	cmd := &cobra.Command{
		Use: "verificar [--cabezas ARCHIVO]…", Short: "Revisa que la cadena de la bitácora esté completa y sin cambios",
		Long: "Revisa que la cadena de la bitácora esté completa y sin cambios, y que los informes emitidos sean los que se\n" +
			"emitieron: cada uno concuerda con su huella en ella. Que nadie haya cortado su final, o lo haya escrito de nuevo,\n" +
			"lo dicen las cabezas guardadas fuera de la base: las del registro de «servir», las que lleva cada resumen publicado\n" +
			"y las de «compromisos bitacora cabeza».",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cabezas, err := leerCabezas(c, archivos)
			if err != nil {
				return err
			}
			st, _, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			n, err := verificarCadena(cmd.Context(), st)
			if err == nil {
				err = verificarCabezas(cmd.Context(), st, cabezas)
			}
			if err != nil {
				return err
			}
			emitidos, err := verificarEmitidos(cmd.Context(), c, st)
			if err != nil {
				return err
			}
			dicho := fmt.Sprintf("La bitácora está completa: %s en cadena.", cuantos(int(n), "asiento", "asientos"))
			if len(archivos) > 0 {
				dicho += fmt.Sprintf(" Concuerda con %s fuera de la base; la última, del asiento %s.",
					cuantos(len(cabezas), "cabeza guardada", "cabezas guardadas"), compromiso.Miles(ultimaCabeza(cabezas)))
			}
			if emitidos > 0 {
				dicho += " Informes emitidos que concuerdan con su huella: " + compromiso.Miles(int64(emitidos)) + "."
			}
			_, err = fmt.Fprintln(c.salida, dicho)
			return err
		},
	}
	cmd.Flags().StringArrayVar(&archivos, "cabezas", nil,
		"un `ARCHIVO` en que haya cabezas: un registro, un resumen copiado; - es la entrada estándar")
	return cmd
}

// verificarEmitidos says which of the issued informes are not what was issued, a line each,
// or how many there are, where all are.
func verificarEmitidos(ctx context.Context, c *consola, st *store.Store) (int, error) {
	n, falsos, err := st.VerificarEmitidos(ctx)
	if err != nil || len(falsos) == 0 {
		return n, err
	}
	for _, f := range falsos {
		que := fmt.Sprintf("el informe emitido n.º %d", f.Numero)
		if f.Sesion != "" {
			que += " de la " + f.Sesion
		}
		dicho := "no es el que se emitió: no concuerda con su huella en la bitácora"
		if f.Falta {
			dicho = "falta: la bitácora dice que se emitió"
		}
		if _, err := fmt.Fprintln(c.salida, unaLinea(f.Comision+": "+que+" "+dicho)); err != nil {
			return n, err
		}
	}
	return n, fmt.Errorf("la cadena de la bitácora está completa, pero %s; compare con un respaldo",
		cuantos(len(falsos), "informe emitido no es el que se emitió, o falta", "informes emitidos no son los que se emitieron, o faltan"))
}

func cmdBitacoraCabeza(c *consola) *cobra.Command {
	return &cobra.Command{
		Use: "cabeza", Short: "Dice el último asiento de la bitácora, para guardarlo fuera de la base",
		Long: "Dice el último asiento de la bitácora y su sello. Guardado fuera de la base, prueba después con\n" +
			"«compromisos bitacora verificar --cabezas ARCHIVO» que nadie cortó ni volvió a escribir lo que había.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, _, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			seq, hash, err := st.Cabeza(cmd.Context())
			if err != nil {
				return err
			}
			if seq == 0 {
				return fmt.Errorf("la bitácora está vacía: todavía no hay nada que guardar")
			}
			_, err = fmt.Fprintf(c.salida, "Bitácora: %s\n", compromiso.CabezaBitacora{Seq: seq, Hash: hash})
			return err
		},
	}
}

func verificarCadena(ctx context.Context, st *store.Store) (int64, error) {
	n, rota, err := st.Verificar(ctx)
	switch {
	case err != nil:
		return 0, err
	case rota == nil:
		return n, nil
	case rota.Accion == "":
		return 0, faltaAsiento(ctx, st, n, rota.Seq)
	}
	que := unaLinea(fmt.Sprint(rota.Accion, " ", rota.Comision, " ", rota.Numero))
	return 0, fmt.Errorf("la bitácora no concuerda en el asiento %d (%s): fue cambiado, o sobra; compare con un respaldo", rota.Seq, que)
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
