package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page about security names tests that there are.
func TestPaginaDeSeguridad(t *testing.T) {
	t.Parallel()
	pagina, err := os.ReadFile("../../docs/seguridad.md")
	if err != nil {
		t.Fatal(err)
	}
	var pruebas strings.Builder
	err = filepath.WalkDir("../..", func(ruta string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(ruta, "_test.go") {
			return err
		}
		b, err := os.ReadFile(ruta)
		pruebas.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	nombres := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(string(pagina), -1)
	if len(nombres) < 25 {
		t.Fatalf("only %d tests are named", len(nombres))
	}
	for _, n := range nombres {
		if !strings.Contains(pruebas.String(), "func "+n[1]+"(") {
			t.Errorf("docs/seguridad.md names %s, and there is none", n[1])
		}
	}
}
