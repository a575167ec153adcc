package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
	salida := &vigilada{w: out}
	raiz := nuevaRaiz(&consola{entrada: in, salida: salida, errores: errw})
	raiz.SetArgs(args)
	raiz.SetIn(in)
	raiz.SetOut(salida)
	raiz.SetErr(errw)
	err := raiz.ExecuteContext(ctx)
	var uso errUso
	esUso := errors.As(err, &uso)
	if perdido := salida.fallo(); perdido != nil && !esUso {
		err = perdido
	}
	switch {
	case err == nil:
		return salidaBien
	case errors.Is(err, errCallado):
		return salidaFallo
	case ctx.Err() != nil && !esUso && !strings.Contains(err.Error(), "se interrumpió"):
		err = context.Canceled // whatever it broke
	}
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
		Long:          "Compromisos registra lo que se pide en las sesiones de una comisión, lo recuerda por Slack\na las áreas responsables, recibe sus avances y resume cada semana cómo va todo.",
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
		PersistentPreRunE:          func(cmd *cobra.Command, _ []string) error { return sinVacios(cmd) },
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
		cmdServir(c), cmdConfigurar(c), cmdImportar(c), cmdExportar(c), cmdInforme(c), cmdNota(c), cmdRecordatorios(c),
		cmdResumen(c), cmdMigrar(c), cmdRevisar(c), cmdManifiesto(c), cmdBitacora(c), cmdDemo(c), cmdVersion(c), cmdCompletion(c), ayuda,
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

// sinVacios refuses an option that is given and empty: a script whose variable is not set
// must not get the whole of what it meant to ask a part of.
func sinVacios(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch {
		case err != nil || f.Value.Type() != "string" || strings.TrimSpace(f.Value.String()) != "":
		case f.Name == "archivo", f.Name == "salida":
			err = errUso{fmt.Errorf("a «--%s» le falta el nombre del archivo; vea «%s --help»", f.Name, cmd.CommandPath())}
		default:
			err = errUso{fmt.Errorf("el valor de «--%s» está vacío: escríbalo, o quite la opción; vea «%s --help»", f.Name, cmd.CommandPath())}
		}
	})
	return err
}

// The years in which a day can be asked about.
const primerAnio, ultimoAnio = 1900, 2200

// parseFecha reads the FECHA of an option, or gives no date where there is none; a
// wrong one is wrong usage.
func parseFecha(opcion, s string) (compromiso.Fecha, error) {
	if s == "" {
		return compromiso.Fecha{}, nil
	}
	f, err := compromiso.ParseFecha(s)
	if err == nil && (f.Anio < primerAnio || f.Anio > ultimoAnio) {
		err = fmt.Errorf("«%s» queda fuera de los años que se pueden consultar, de %d a %d", s, primerAnio, ultimoAnio)
	}
	if err != nil {
		return f, errUso{errEn{opcion, err}}
	}
	return f, nil
}
