package informe

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

var actualizar = flag.Bool("update", false, "write the goldens again")

// igualQue compares with a golden, or writes it with -update.
func igualQue(t *testing.T, ruta string, leo []byte) {
	t.Helper()
	if *actualizar {
		if err := os.WriteFile(ruta, leo, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	quiero, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatalf("%v (escríbalo con go test -update)", err)
	}
	if d := cmp.Diff(string(quiero), string(leo)); d != "" {
		t.Errorf("%s (-quiero +leo; con go test -update se escribe de nuevo):\n%s", ruta, d)
	}
}

func leerMuestra(t testing.TB, nombre string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", nombre))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMuestras reads each sample of testdata, unreadable rows aside, and compares
// the JSON and the CSV with their goldens.
func TestMuestras(t *testing.T) {
	rutas, _ := filepath.Glob("testdata/*.txt")
	if len(rutas) == 0 {
		t.Fatal("no hay muestras")
	}
	for _, ruta := range rutas {
		t.Run(filepath.Base(ruta), func(t *testing.T) {
			b := leerMuestra(t, filepath.Base(ruta))
			informes, err := Leer(ruta, b, Opciones{Parcial: true})
			if err != nil {
				t.Fatal(err)
			}
			var j, c bytes.Buffer
			if err := WriteJSON(&j, informes...); err != nil {
				t.Fatal(err)
			}
			if err := WriteCSV(&c, informes...); err != nil {
				t.Fatal(err)
			}
			sin := strings.TrimSuffix(ruta, ".txt")
			igualQue(t, sin+".json", j.Bytes())
			igualQue(t, sin+".csv", c.Bytes())
		})
	}
}

// TestIlegibles refuses the whole document for one row, in one line that says
// where, what, and what to do.
func TestIlegibles(t *testing.T) {
	_, err := Leer("informe.txt", leerMuestra(t, "ilegibles.txt"), Opciones{})
	var e *compromiso.Error
	if !errors.As(err, &e) || e.Codigo != compromiso.Invalido {
		t.Fatalf("%v", err)
	}
	const quiero = "informe.txt: línea 5: «s/n» no es el número de un compromiso (la fila dice " +
		"«s/n | Pendiente | Eje | Texto del segundo, sin número que va…»). " +
		"Otras 4 filas tienen problemas. Corríjala, o importe con --parcial para tomar las demás."
	if e.Mensaje != quiero {
		t.Errorf("\n%s\n%s", e.Mensaje, quiero)
	}
}

// TestMuestrasDeFamilia reads whole documents in the styles of different bodies: nothing
// of them is unreadable.
func TestMuestrasDeFamilia(t *testing.T) {
	rutas, _ := filepath.Glob("testdata/familia/*.*")
	for _, ruta := range rutas {
		if filepath.Ext(ruta) == ".json" {
			continue
		}
		t.Run(filepath.Base(ruta), func(t *testing.T) {
			informes, err := Leer(ruta, leerMuestra(t, "familia/"+filepath.Base(ruta)), Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			var j bytes.Buffer
			if err := WriteJSON(&j, informes...); err != nil {
				t.Fatal(err)
			}
			igualQue(t, ruta+".json", j.Bytes())
		})
	}
}
