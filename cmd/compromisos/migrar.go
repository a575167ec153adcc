package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"compromisos/store"
)

func cmdMigrar(c *consola) *cobra.Command {
	var estado bool
	cmd := &cobra.Command{
		Use: "migrar [--estado]", Short: "Pone al día la base de datos",
		Long: "Pone al día las tablas de la base de datos que dice DATABASE_URL. «servir» también lo hace al empezar.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := conBase()
			if err != nil {
				return err
			}
			if estado {
				st, err := store.Open(cmd.Context(), e.DatabaseURL, store.Options{MaxConns: 1})
				if err != nil {
					return err
				}
				defer st.Close()
				actual, esperado, err := st.Esquema(cmd.Context())
				if err != nil {
					return err
				}
				que := "está al día"
				switch {
				case actual < esperado:
					que = "ejecute «compromisos migrar»"
				case actual > esperado && st.RevisarEsquema(cmd.Context()) != nil:
					que = "use la versión nueva del programa"
				case actual > esperado:
					que = "es de una versión más nueva, y este programa trabaja con ella"
				}
				_, err = fmt.Fprintf(c.salida, "La base está en la versión %d; este programa usa la %d: %s.\n", actual, esperado, que)
				return err
			}
			antes, despues, err := store.Migrate(cmd.Context(), e.DatabaseURL, migrarRiver(e.DatabaseURL))
			if err != nil {
				return err
			}
			if antes == despues {
				_, err = fmt.Fprintf(c.salida, "La base ya estaba al día (versión %d).\n", despues)
				return err
			}
			_, err = fmt.Fprintf(c.salida, "La base pasó de la versión %d a la %d.\n", antes, despues)
			return err
		},
	}
	cmd.Flags().BoolVar(&estado, "estado", false, "solo dice en qué versión está")
	return cmd
}
