package informe

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// TestMismosBytes writes each format twice, from data whose maps are not the same ones.
func TestMismosBytes(t *testing.T) {
	for _, f := range Formatos() {
		t.Run(string(f), func(t *testing.T) {
			var uno, otro bytes.Buffer
			for _, b := range []*bytes.Buffer{&uno, &otro} {
				inf := leerUno(t, "muestra", muestra.Informe)
				inf.GlosarioOrden = nil
				if _, err := f.WriteInforme(b, emitido(inf)); err != nil {
					var e *compromiso.Error
					if errors.As(err, &e) && f == XLSX {
						t.Skip(err)
					}
					t.Fatal(err)
				}
			}
			if uno.Len() < 1000 || !bytes.Equal(uno.Bytes(), otro.Bytes()) {
				t.Errorf("%d y %d bytes, distintos", uno.Len(), otro.Len())
			}
		})
	}
}

// TestAdvertencias tells the Secretaría which siglas nothing defines, whatever the format
// of the document.
func TestAdvertencias(t *testing.T) {
	r := emitido(leerUno(t, "muestra", muestra.Informe))
	r.Compromisos[0].Texto += " Con la OIT y la QWERT."
	for _, f := range []Formato{DOCX, PDF, HTML, MD} {
		avs, err := f.WriteInforme(&bytes.Buffer{}, r)
		if err != nil || strings.Join(avs, "|") != "Estas siglas se usan y no están definidas: OIT, QWERT. Agréguelas al glosario." {
			t.Errorf("%s: %q, %v", f, avs, err)
		}
	}
}
