package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func TestTraducirUso(t *testing.T) {
	fs := pflag.NewFlagSet("x", pflag.ContinueOnError)
	fs.StringP("salida", "o", "", "")
	fs.Int("puerto", 0, "")
	fs.Bool("json", false, "")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--nada"}, "no hay una opción «--nada»"},
		{[]string{"-z"}, "no hay una opción «-z»"},
		{[]string{"-oz", "-zo"}, "no hay una opción «-z»"},
		{[]string{"-o"}, "a la opción «-o» le falta su valor"},
		{[]string{"--salida"}, "a la opción «--salida» le falta su valor"},
		{[]string{"--puerto", "mil"}, "«mil» no sirve como valor de «--puerto»"},
		{[]string{"--json=tal vez"}, "«tal vez» no sirve como valor de «--json»"},
		{[]string{"--="}, "«--=» no es una opción bien escrita"},
	} {
		err, era := traducirUso(fs.Parse(c.args), "compromisos x")
		if want := c.want + "; vea «compromisos x --help»"; !era || err.Error() != want {
			t.Errorf("%v: got %q, want %q", c.args, err, want)
		}
	}
	if err, era := traducirUso(errors.New("lo demás"), "x"); era || err.Error() != "lo demás" {
		t.Errorf("got %v, %v", err, era)
	}
}

// TestAyuda finds no word of English in the help of any command, those of the libraries included.
func TestAyuda(t *testing.T) {
	var revisar func(*cobra.Command)
	revisar = func(c *cobra.Command) {
		texto := c.Short + "\n" + c.Long + "\n" + c.UsageString()
		for _, ingles := range []string{"Usage", "Flags", "flags", "help for", "default", "Available", "command", "string\n", " int "} {
			if strings.Contains(texto, ingles) {
				t.Errorf("%s: «%s» in its help:\n%s", c.CommandPath(), ingles, texto)
			}
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: its summary is %q", c.CommandPath(), c.Short)
		}
		for _, s := range c.Commands() {
			revisar(s)
		}
	}
	revisar(nuevaRaiz(&consola{}))
}
