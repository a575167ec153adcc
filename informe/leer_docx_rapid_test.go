package informe

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"compromisos/compromiso"
)

// prosa draws what people write in a report: sentences, lists with numbers and bullets,
// incisos, what looks like a tag or a session and is none.
func prosa() *rapid.Generator[string] {
	frase := rapid.SampledFrom([]string{
		"Convocar a una reunión de trabajo.", "Se informó el 08.11.2023, mediante oficio INE/DERFE/0123/2023", "en el marco del PEF23-24;", "véase el compromiso 01/2023",
		"Página 2 de 3", "«Cumplido» & <b>negritas</b> 😀", "Segunda Sesión Extraordinaria", "CE-ACL, Presidente de la CVX", "https://ejemplo.mx/a?b=1&c=2", "a) primero", "y lo demás,", "N/A", "dos  espacios", "- guion", "ídem",
	})
	return rapid.Custom(func(t *rapid.T) string {
		var l []string
		n := 0
		for range rapid.IntRange(0, 5).Draw(t, "líneas") {
			s := frase.Draw(t, "frase")
			switch rapid.IntRange(0, 3).Draw(t, "clase") {
			case 0:
				n++
				s = fmt.Sprintf("%d. %s", n, s)
			case 1:
				s = "• " + s
			}
			l = append(l, s)
		}
		return strings.Join(l, "\n")
	})
}

func informeDeProsa() *rapid.Generator[compromiso.Informe] {
	return rapid.Custom(func(t *rapid.T) compromiso.Informe {
		inf := compromiso.Informe{
			Comision: "CVX", ComisionNombre: "Comisión de Vinculación", SesionInforme: sesionRapid().Draw(t, "sesión"),
			FechaInforme: fechaRapid().Draw(t, "fecha"), Glosario: map[string]string{"PEF": "Proceso Electoral Federal", "DERFE": "Dirección"},
		}
		if !inf.FechaInforme.IsZero() {
			inf.HoraInforme = rapid.SampledFrom([]string{"", "10:00"}).Draw(t, "hora")
		}
		for i := range rapid.IntRange(1, 6).Draw(t, "filas") {
			f := compromiso.FilaInforme{
				Numero: compromiso.Numero{Cons: i + 1, Anio: 2023}, Sesion: sesionRapid().Draw(t, "sesión"), FechaSesion: fechaRapid().Draw(t, "fecha"),
				Estatus: estatusRapid().Draw(t, "estatus"), Eje: rapid.SampledFrom([]string{"", "Promoción del voto", "Planeación, y organización"}).Draw(t, "eje"),
				Texto: "Texto. " + prosa().Draw(t, "texto"), Atencion: prosa().Draw(t, "atención"),
				Solicitantes: rapid.SliceOfN(rapid.SampledFrom([]string{"CE-ABC", "RPP-XYZ", "CE-ACL, Presidente de la CVX"}), 0, 3).Draw(t, "solicitantes"),
			}
			f.Texto, f.Atencion = strings.TrimSpace(f.Texto), strings.TrimSpace(f.Atencion)
			if llevaFecha(f.Estatus) {
				f.FechaCumplimiento = fechaRapid().Draw(t, "cumplimiento")
			}
			inf.Compromisos = append(inf.Compromisos, f)
		}
		return inf
	})
}

// TestDOCXIdaYVueltaDeProsa writes reports and reads them back, equal in all they show.
func TestDOCXIdaYVueltaDeProsa(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inf := informeDeProsa().Draw(t, "informe")
		r := compromiso.Reporte{Informe: inf}
		if rapid.Bool().Draw(t, "emitido") {
			r = emitido(inf)
		}
		var b strings.Builder
		if _, err := DOCX.WriteInforme(&b, r); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("", []byte(b.String()), Opciones{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(mostrado(inf), mostrado(leo[0]), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
	})
}
