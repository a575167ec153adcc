package informe

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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
					t.Fatal(err)
				}
			}
			if uno.Len() < 1000 || !bytes.Equal(uno.Bytes(), otro.Bytes()) {
				t.Errorf("%d y %d bytes, distintos", uno.Len(), otro.Len())
			}
		})
	}
}

// conLector are the formats that are read back: all but the pdf.
var conLector = []Formato{DOCX, HTML, XLSX, CSV, MD, JSON}

// dificil is an informe of what may be hard to write: 300 compromisos, a text of 20,000
// characters, none at all, a lone sigla, and what looks like something else.
func dificil() compromiso.Informe {
	inf := muestra.Grande(300)
	inf.GlosarioOrden = nil
	for i, s := range []string{
		strings.TrimSpace(strings.Repeat("Veinte mil ñandúes, ", compromiso.LargoTexto/20)), "DERFE", "Un <b>texto</b> & <script>alert(1)</script> &lt;i&gt; &amp;",
		"Familia 👩‍👩‍👧 y bandera 🇲🇽, «comillas» “curvas” y ‘simples’, pingüino y señal…", `Una \ barra | vertical, *asteriscos*, _guiones_, # gato y ` + "`acento`",
		"1. Uno\n2. Dos:\n• a\n• b\n3. Tres\nFin.", "4. Cuatro\n5. Cinco", "=1+1", "-- guiones", "Vea https://a.ejemplo.mx/x_(y)?v=1.2&l=es#z.",
		"{llaves} [corchetes](http://b.ejemplo.mx) ![x] <https://c.ejemplo.mx>", "'apóstrofo", "+52 55 1234 5678", "\"comillas, y comas\"",
	} {
		inf.Compromisos[i].Texto = s
		inf.Compromisos[len(inf.Compromisos)-1-i].Atencion = s
	}
	inf.Compromisos[23].Atencion, inf.Compromisos[23].Seguimientos = "", []compromiso.SegInforme{
		{Clase: compromiso.SegAcuerdo, Fecha: dia(3, 2), Area: "DERFE", Texto: "Se pidió:\n1. Uno\n2. Dos"},
		{Clase: compromiso.SegActividad, Fecha: dia(3, 1), Texto: "Se recibió.\nY se contestó."},
	}
	inf.Compromisos[20].Atencion, inf.Compromisos[21].Eje, inf.Compromisos[22].Solicitantes = "", "", nil
	return inf
}

// TestDificil writes it in every format; what is read back is what was written.
func TestDificil(t *testing.T) {
	for _, f := range Formatos() {
		t.Run(string(f), func(t *testing.T) {
			inf := dificil()
			var b bytes.Buffer
			avs, err := f.WriteInforme(&b, compromiso.Reporte{Informe: inf, Corte: inf.FechaInforme})
			if err != nil || b.Len() == 0 {
				t.Fatal(err)
			}
			if f == PDF && !strings.Contains(strings.Join(avs, " "), "👩") {
				t.Errorf("no avisa de lo que cambió: %q", avs)
			}
			if !slices.Contains(conLector, f) {
				return
			}
			leo := leerUno(t, "difícil", b.Bytes())
			for i, q := range inf.Compromisos {
				l := leo.Compromisos[i]
				q.Linea, l.Linea, l.AreasPropuestas = 0, 0, nil
				if f != JSON {
					q.Atencion, q.Seguimientos = AtencionImpresa(q), nil
				}
				if f != CSV && f != JSON && f != XLSX { // the form has no such columns
					q.Areas, q.FechaLimite = nil, compromiso.Fecha{}
				}
				if d := cmp.Diff(q, l, cmpopts.EquateEmpty()); d != "" {
					t.Errorf("%s (-quiero +leo):\n%s", q.Numero, d)
				}
			}
		})
	}
}

// TestEmitidoSeLeeDeVuelta writes the issued sample, with all that it says about itself,
// and reads it back: the same compromisos, and not a word of warning.
func TestEmitidoSeLeeDeVuelta(t *testing.T) {
	for _, f := range conLector {
		t.Run(string(f), func(t *testing.T) {
			r := emitido(leerUno(t, "muestra", muestra.Informe))
			var b bytes.Buffer
			if _, err := f.WriteInforme(&b, r); err != nil {
				t.Fatal(err)
			}
			leo := leerUno(t, r.SesionInforme, b.Bytes())
			for _, a := range leo.Advertencias {
				if f != CSV { // it has no place for the glossary
					t.Errorf("línea %d: %s", a.Linea, a.Mensaje)
				}
			}
			quiero := r.Informe
			if f != CSV {
				usado, _ := GlosarioUsado(r.Informe)
				if f == JSON {
					usado = r.Glosario
				}
				if d := cmp.Diff(usado, leo.Glosario); d != "" {
					t.Errorf("glosario (-quiero +leo):\n%s", d)
				}
			}
			sinMas := cmp.Options{
				cmpopts.EquateEmpty(), cmpopts.IgnoreFields(compromiso.FilaInforme{}, "Linea", "AreasPropuestas"),
				cmpopts.IgnoreFields(compromiso.Informe{}, "Glosario", "GlosarioOrden", "GlosarioGrupos", "Advertencias", "SesionTexto"),
			}
			if d := cmp.Diff(quiero, leo, sinMas); d != "" {
				t.Errorf("(-quiero +leo):\n%s", d)
			}
		})
	}
}

// TestAdvertencias tells the Secretaría which siglas nothing defines, whatever the format
// of the document.
func TestAdvertencias(t *testing.T) {
	r := emitido(leerUno(t, "muestra", muestra.Informe))
	r.Compromisos[0].Texto += " Con la OIT y la QWERT."
	for _, f := range []Formato{DOCX, PDF, HTML, XLSX, MD} {
		avs, err := f.WriteInforme(&bytes.Buffer{}, r)
		if err != nil || strings.Join(avs, "|") != "Estas siglas se usan y no están definidas: OIT, QWERT. Agréguelas al glosario." {
			t.Errorf("%s: %q, %v", f, avs, err)
		}
	}
}
