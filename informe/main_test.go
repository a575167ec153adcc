package informe

import (
	"flag"
	"os"
	"testing"
)

// pruebasAlAzar is how many random documents a property is tried with, unless told otherwise
// (-rapid.checks=1000): each is printed and read in a whole layout.
const pruebasAlAzar = "15"

func TestMain(m *testing.M) {
	flag.Parse()
	dicho := false
	flag.Visit(func(f *flag.Flag) { dicho = dicho || f.Name == "rapid.checks" })
	if !dicho {
		if err := flag.Set("rapid.checks", pruebasAlAzar); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
