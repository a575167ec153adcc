package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/store"
)

// maxConfiguracion, in MiB, is more than any configuration holds.
const maxConfiguracion = 1

// operador is who the bitácora names for what the command line does.
const operador = "operador"

func cmdConfigurar(c *consola) *cobra.Command {
	var ruta string
	cmd := &cobra.Command{
		Use: "configurar -f ARCHIVO.yaml", Short: "Aplica un archivo de configuración, todo o nada",
		Long: "Aplica comisiones, áreas, solicitantes, ejes y glosario desde un archivo YAML, y dice qué cambió.\nLo que el archivo no menciona se queda como está.",
		Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if ruta == "" {
				return errUso{fmt.Errorf("falta «-f ARCHIVO.yaml»: el archivo de configuración")}
			}
			b, err := leerEntrada(c, ruta, maxConfiguracion)
			if err != nil {
				return err
			}
			conf, pos, err := leerConfiguracion(b)
			if err != nil {
				return errEn{ruta, err}
			}
			st, e, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			cambios, err := aplicar(cmd.Context(), st, conf, pos, reloj(e.Reloj)())
			if err != nil {
				return errEn{ruta, sinAplicar(err)}
			}
			decirCambios(c, cambios)
			return avisarSinSecretaria(cmd.Context(), c, st, conf)
		},
	}
	cmd.Flags().StringVarP(&ruta, "archivo", "f", "", "el `ARCHIVO` de configuración, en YAML; - es la entrada estándar")
	return cmd
}

// aplicar does all of it or nothing. When is the field's clock: a digest is owed only
// for hours after its commission was configured.
func aplicar(ctx context.Context, st *store.Store, conf compromiso.Configuracion, pos posiciones, ahora time.Time) ([]compromiso.Cambio, error) {
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: ahora}}
	return st.Configurar(ctx, sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, pos.error(faltas)
		}
		return nuevo, cambios, nil
	})
}

// sinAplicar says of what the database refuses what is said of every other refusal.
func sinAplicar(err error) error {
	var dicho *compromiso.Error
	if !errors.As(err, &dicho) || strings.HasSuffix(dicho.Mensaje, nadaSeAplico) {
		return err
	}
	return fmt.Errorf("%s; %s", strings.TrimSuffix(dicho.Mensaje, "."), nadaSeAplico)
}

// avisarSinSecretaria warns of the commissions of the file in which nobody may register.
func avisarSinSecretaria(ctx context.Context, c *consola, st *store.Store, conf compromiso.Configuracion) error {
	d, err := st.Directorio(ctx)
	if err != nil {
		return err
	}
	for _, x := range conf.Comisiones {
		if com, hay := d.Comision(x.Siglas); hay && len(com.Secretaria) == 0 {
			fmt.Fprintf(c.errores, "aviso: la comisión %s no tiene a nadie en «secretaria»: nadie puede registrar ni validar en ella\n", com.Siglas)
		}
	}
	return nil
}

func decirCambios(c *consola, cambios []compromiso.Cambio) {
	if len(cambios) == 0 {
		fmt.Fprintln(c.salida, "Nada cambió: la configuración ya era esa.")
		return
	}
	for _, x := range cambios {
		if x.Antes == "" {
			fmt.Fprintf(c.salida, "+ %s: %s\n", x.Que, x.Despues)
			continue
		}
		fmt.Fprintf(c.salida, "~ %s: %s (antes: %s)\n", x.Que, cmp.Or(x.Despues, "vacío"), x.Antes)
	}
}
