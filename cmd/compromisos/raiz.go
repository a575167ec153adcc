package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
)

// The exit codes of section 1 of the contract.
const (
	salidaBien  = 0
	salidaFallo = 1
	salidaUso   = 2
)

// consola is where a command reads and writes: results to salida, the rest to errores.
type consola struct {
	entrada io.Reader
	salida  io.Writer
	errores io.Writer
}

// ejecutar runs one command line and gives its exit code.
func ejecutar(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	raiz := nuevaRaiz(&consola{entrada: in, salida: out, errores: errw})
	raiz.SetArgs(args)
	raiz.SetIn(in)
	raiz.SetOut(out)
	raiz.SetErr(errw)
	err := raiz.ExecuteContext(ctx)
	switch {
	case err == nil:
		return salidaBien
	case errors.Is(err, errCallado):
		return salidaFallo
	}
	var uso errUso
	esUso := errors.As(err, &uso)
	if !esUso { // cobra checks groups of options by itself, after it read them
		err, esUso = traducirUso(err, raiz.CommandPath())
	}
	fmt.Fprintln(errw, enLinea(err))
	if esUso {
		return salidaUso
	}
	return salidaFallo
}

func nuevaRaiz(c *consola) *cobra.Command {
	raiz := &cobra.Command{
		Use:           "compromisos COMANDO [OPCIONES]",
		Short:         "Lleva los compromisos que una comisión adopta en sus sesiones",
		Long:          "Compromisos registra lo que se pide en las sesiones de una comisión, lo recuerda a las áreas\nresponsables por Slack, recibe sus avances y escribe los informes de seguimiento.",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noHayComando(cmd, args[0])
			}
			return nil
		},
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SuggestionsMinimumDistance: 2,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	raiz.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		err, _ = traducirUso(err, cmd.CommandPath())
		return errUso{err}
	})
	raiz.SetVersionTemplate("compromisos {{.Version}}\n")
	ayuda := cmdAyuda(c)
	raiz.SetHelpCommand(ayuda)
	raiz.AddCommand(
		cmdServir(c), cmdConfigurar(c), cmdImportar(c), cmdExportar(c), cmdRecordatorios(c), cmdResumen(c),
		cmdMigrar(c), cmdManifiesto(c), cmdBitacora(c), cmdDemo(c), cmdVersion(c), cmdCompletion(c), ayuda,
	)
	enEspanol(raiz)
	return raiz
}

// sinArgumentos refuses anything beyond the options.
func sinArgumentos(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasAvailableSubCommands() {
		return errUso{fmt.Errorf("no hay un comando «%s %s»; vea «%s --help»", cmd.CommandPath(), args[0], cmd.CommandPath())}
	}
	return errUso{fmt.Errorf("sobra «%s»; vea «%s --help»", args[0], cmd.CommandPath())}
}

// The years in which a day can be asked about.
const primerAnio, ultimoAnio = 1900, 2200

// parseFecha reads the FECHA of an option, or gives no date where there is none; a
// wrong one is wrong usage.
func parseFecha(s string) (compromiso.Fecha, error) {
	if s == "" {
		return compromiso.Fecha{}, nil
	}
	f, err := compromiso.ParseFecha(s)
	if err == nil && (f.Anio < primerAnio || f.Anio > ultimoAnio) {
		err = fmt.Errorf("«%s» queda fuera de los años que se pueden consultar, de %d a %d", s, primerAnio, ultimoAnio)
	}
	if err != nil {
		return f, errUso{errEn{"--fecha", err}}
	}
	return f, nil
}
