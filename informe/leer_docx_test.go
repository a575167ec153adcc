package informe

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

func docxDe(t testing.TB, r compromiso.Reporte) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := DOCX.WriteInforme(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDOCXPropio reads back what was written, equal in all that the document shows.
func TestDOCXPropio(t *testing.T) {
	rutas, _ := filepath.Glob("testdata/*.txt")
	reales, _ := filepath.Glob("../../shared/datos/informe-*.txt")
	for _, ruta := range append(rutas, reales...) {
		t.Run(filepath.Base(ruta), func(t *testing.T) {
			b, err := os.ReadFile(ruta)
			if err != nil {
				t.Fatal(err)
			}
			l, err := Leer("", b, Opciones{Parcial: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range []compromiso.Reporte{{Informe: l[0]}, emitido(l[0])} {
				leo, err := Leer("", docxDe(t, r), Opciones{})
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(loQueMuestra(l[0]), loQueMuestra(leo[0])); d != "" {
					t.Errorf("(-quiero +leo):\n%s", d)
				}
				for _, a := range leo[0].Advertencias {
					if a.Campo != "glosario" && a.Campo != "fecha_cumplimiento" {
						t.Errorf("línea %d (%s): %s", a.Linea, a.Campo, a.Mensaje)
					}
				}
			}
		})
	}
}

// loQueMuestra is what the document shows of an informe: of the glossary, what it uses.
func loQueMuestra(inf compromiso.Informe) esperado {
	inf.Glosario, _ = GlosarioUsado(inf)
	return loLeido(inf)
}

// TestIdaYVueltaDOCX reads our own document as it was written, in every field that it shows.
func TestIdaYVueltaDOCX(t *testing.T) { idaYVuelta(t, DOCX) }
