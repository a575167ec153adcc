package main

import (
	"fmt"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Cobra and pflag speak English to the person; these are the sentences they can say here.
var deCobra = []struct {
	re *regexp.Regexp
	es string
}{
	{regexp.MustCompile(`^unknown flag: (\S+)`), "no hay una opción «$1»"},
	{regexp.MustCompile(`^unknown shorthand flag: '(.)'.*`), "no hay una opción «-$1»"},
	{regexp.MustCompile(`^flag needs an argument: '(.)' in .*`), "a la opción «-$1» le falta su valor"},
	{regexp.MustCompile(`^flag needs an argument: (\S+)`), "a la opción «$1» le falta su valor"},
	{regexp.MustCompile(`^invalid argument "(.*)" for "(?:-., )?(.+?)" flag:.*`), "«$1» no sirve como valor de «$2»"},
	{regexp.MustCompile(`^bad flag syntax: (\S+)`), "«$1» no es una opción bien escrita"},
	{regexp.MustCompile(`^required flag\(s\) "(.+)" not set`), "falta la opción «--$1»"},
	{regexp.MustCompile(`^unknown command "(.+?)" for ".+?".*`), "no hay un comando «$1»"},
	{regexp.MustCompile(`^if any flags in the group \[(.+?)\] are set none of the others can be.*`), "las opciones «$1» no van juntas"},
}

// traducirUso turns an error about how a command was written into Spanish, with where
// to look; it tells whether it was one.
func traducirUso(err error, orden string) (error, bool) {
	primera, _, _ := strings.Cut(err.Error(), "\n")
	for _, t := range deCobra {
		if t.re.MatchString(primera) {
			return errUso{fmt.Errorf("%s; vea «%s --help»", t.re.ReplaceAllString(primera, t.es), orden)}, true
		}
	}
	return err, false
}

// enEspanol gives the help of every command in Spanish.
func enEspanol(c *cobra.Command) {
	c.SetUsageFunc(decirUso)
	c.DisableFlagsInUseLine = true
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "muestra esta ayuda"
	if c.Version != "" {
		c.InitDefaultVersionFlag()
		c.Flags().Lookup("version").Usage = "dice qué versión es"
	}
	for _, s := range c.Commands() {
		enEspanol(s)
	}
}

// decirUso writes how a command is used: it stands below what the command is for.
func decirUso(c *cobra.Command) error {
	w := tabwriter.NewWriter(c.OutOrStderr(), 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Uso:\n  %s\n", c.UseLine())
	if c.HasAvailableSubCommands() {
		fmt.Fprint(w, "\nComandos:\n")
		for _, s := range c.Commands() {
			if s.IsAvailableCommand() || s.Name() == nombreAyuda {
				fmt.Fprintf(w, "  %s\t%s\n", s.Name(), s.Short)
			}
		}
		fmt.Fprintf(w, "\nMás sobre un comando: «%s COMANDO --help».\n", c.CommandPath())
	}
	fmt.Fprint(w, "\nOpciones:\n")
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		valor, que := pflag.UnquoteUsage(f)
		fmt.Fprintf(w, "  %s\t%s%s\n", strings.TrimSpace(nombreOpcion(f)+" "+enMayusculas(valor)), que, siNoSeDice(f))
	})
	return w.Flush()
}

// nombreOpcion is an option as it is typed.
func nombreOpcion(f *pflag.Flag) string {
	if f.Shorthand == "" {
		return "    --" + f.Name
	}
	return "-" + f.Shorthand + ", --" + f.Name
}

// enMayusculas is the kind of value that an option takes, where its usage does not name it.
func enMayusculas(tipo string) string {
	switch tipo {
	case "string":
		return "VALOR"
	case "int":
		return "N"
	}
	return tipo
}

func siNoSeDice(f *pflag.Flag) string {
	switch f.DefValue {
	case "", "0", "false", "[]":
		return ""
	}
	return " (si no se dice: " + f.DefValue + ")"
}

// nombreAyuda is the one command that cobra does not list by itself.
const nombreAyuda = "ayuda"

func cmdAyuda(c *consola) *cobra.Command {
	return &cobra.Command{
		Use: nombreAyuda + " [COMANDO]", Aliases: []string{"help"}, Short: "Muestra la ayuda de un comando",
		RunE: func(cmd *cobra.Command, args []string) error {
			de, resto, err := cmd.Root().Find(args)
			if err != nil || len(resto) > 0 {
				return noHayComando(cmd.Root(), strings.Join(args, " "))
			}
			de.SetOut(c.salida)
			return de.Help()
		},
	}
}

// noHayComando says that what was typed is no command, and which one may have been meant.
func noHayComando(raiz *cobra.Command, escrito string) error {
	if s := raiz.SuggestionsFor(escrito); len(s) > 0 && s[0] != escrito {
		return errUso{fmt.Errorf("no hay un comando «%s»: ¿quiso decir «%s»?; vea «compromisos --help»", escrito, s[0])}
	}
	return errUso{fmt.Errorf("no hay un comando «%s»; vea «compromisos --help»", escrito)}
}
