package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/informe"
)

func cmdNota(c *consola) *cobra.Command {
	var o opcionesDocumento
	cmd := &cobra.Command{
		Use:   "nota --comision SIGLAS NN/AAAA [--formato docx|pdf|html|md] [-o ARCHIVO]",
		Short: "Escribe la nota de cómo se atendió un compromiso",
		Long: "Escribe la nota de cómo se atendió un compromiso, con lo que se registró de él hasta hoy: su origen y lo que se pidió,\n" +
			"las actividades por fecha, los acuerdos, el calendario y su estado.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errUso{fmt.Errorf("falta el número del compromiso, como 03/2023; vea «%s --help»", cmd.CommandPath())}
			}
			return sinArgumentos(cmd, args[1:])
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := o.elegir(c, informe.ParseFormatoNota)
			if err != nil {
				return err
			}
			numero, err := compromiso.ParseNumero(args[0])
			if err != nil {
				return errUso{err}
			}
			q, err := abrirConsulta(cmd.Context(), "")
			if err != nil {
				return err
			}
			defer q.st.Close()
			com, err := comisionDe(q.dir, o.comision)
			if err != nil {
				return err
			}
			datos, err := q.st.DatosNota(cmd.Context(), com.Siglas, numero, com.Hoy(q.ahora))
			if err != nil {
				return err
			}
			b, avisos, err := hecho(func(w io.Writer) ([]string, error) { return f.WriteNota(w, datos) })
			if err != nil {
				return err
			}
			decirAvisos(c, avisos)
			return escribirDocumento(c, o.ruta, b)
		},
	}
	o.opciones(cmd, informe.FormatosNota())
	return cmd
}
