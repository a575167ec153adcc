package informe

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

// TestLetrasDeIdaYVuelta writes lists of letters and of Roman numbers as real lists, and reads
// them back to the letter.
func TestLetrasDeIdaYVuelta(t *testing.T) {
	f := compromiso.FilaInforme{
		Numero: compromiso.Numero{Cons: 1, Anio: 2024}, Sesion: "01SO-CD", FechaSesion: compromiso.NewFecha(2024, 7, 5), Tipo: compromiso.TipoCompromiso,
		Estatus: compromiso.Pendiente, Texto: "Entregar:\na) el plan:\ni. norte;\nii. sur, y\nb) la lista.\n1. uno\n2. dos",
		Atencion: "I. Primero.\nII. Segundo.\nA. Anexo.\nB. Otro.\n• Fin:\na. x\nb. y\nA. Pérez lo vio.",
	}
	inf := compromiso.Informe{
		Comision: "CD", ComisionNombre: "Comisión de Debates", SesionInforme: "02SO-CD", FechaInforme: compromiso.NewFecha(2024, 10, 4),
		Compromisos: []compromiso.FilaInforme{f},
	}
	for _, formato := range []Formato{DOCX, HTML, MD, XLSX, CSV, JSON} {
		var b bytes.Buffer
		if _, err := formato.WriteInforme(&b, compromiso.Reporte{Informe: inf}); err != nil {
			t.Fatal(err)
		}
		leo := leerUno(t, string(formato), b.Bytes()).Compromisos[0]
		if d := cmp.Diff([2]string{f.Texto, f.Atencion}, [2]string{leo.Texto, leo.Atencion}); d != "" {
			t.Errorf("%s (-quiero +leo):\n%s", formato, d)
		}
		if formato == HTML {
			for _, s := range []string{`<ol type="a" class="letras-parentesis">`, `<ol type="i">`, `<ol type="I">`, `<ol type="A">`, `<ol type="a">`} {
				if !strings.Contains(b.String(), s) {
					t.Errorf("falta %s", s)
				}
			}
		}
	}
}
