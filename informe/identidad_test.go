package informe

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"compromisos/compromiso"
)

// texto draws what people write, with what breaks readers in it.
func texto() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune("abcñáÑ ABC123.,;:«»\"'<>&/\\\n\t=+-@•{}[]\u2028\U0001F600")), 0, 40, -1)
}

func noVacio() *rapid.Generator[string] {
	return rapid.Map(texto(), func(s string) string { return "x" + s })
}

func fechaRapid() *rapid.Generator[compromiso.Fecha] {
	return rapid.Custom(func(t *rapid.T) compromiso.Fecha {
		if rapid.Bool().Draw(t, "sin fecha") {
			return compromiso.Fecha{}
		}
		return compromiso.NewFecha(2023, 1, 1).AddDias(rapid.IntRange(0, 2000).Draw(t, "día"))
	})
}

func estatusRapid() *rapid.Generator[compromiso.Estatus] {
	return rapid.SampledFrom([]compromiso.Estatus{
		compromiso.Pendiente, compromiso.EnProceso, compromiso.PorValidar, compromiso.Parcial, compromiso.Cumplido, compromiso.SinEfecto,
	})
}

func sesionRapid() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"", "01SO-CVX", "12SE-CVX", "03SEU-CVX"})
}

func filaRapid(cons int) *rapid.Generator[compromiso.FilaInforme] {
	textos := rapid.SliceOfN(texto(), 0, 3)
	return rapid.Custom(func(t *rapid.T) compromiso.FilaInforme {
		f := compromiso.FilaInforme{
			Numero: compromiso.Numero{Cons: cons, Anio: 2023 + cons%3}, Sesion: sesionRapid().Draw(t, "sesión"),
			FechaSesion: fechaRapid().Draw(t, "fecha"), Estatus: estatusRapid().Draw(t, "estatus"),
			Tipo:              rapid.SampledFrom([]compromiso.Tipo{"compromiso", "solicitud", "acuerdo"}).Draw(t, "tipo"),
			FechaCumplimiento: fechaRapid().Draw(t, "cumplimiento"), Eje: texto().Draw(t, "eje"), Texto: noVacio().Draw(t, "texto"),
			Solicitantes: textos.Draw(t, "solicitantes"), Areas: textos.Draw(t, "áreas"), AreasPropuestas: textos.Draw(t, "propuestas"),
			FechaLimite: fechaRapid().Draw(t, "límite"), Atencion: texto().Draw(t, "atención"), Permanente: rapid.Bool().Draw(t, "permanente"),
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "incisos") {
			f.Incisos = append(f.Incisos, compromiso.IncisoInforme{
				Letra: string(rune('a' + i)), Texto: noVacio().Draw(t, "inciso"), Estatus: estatusRapid().Draw(t, "estatus"),
				Areas: textos.Draw(t, "áreas"), FechaLimite: fechaRapid().Draw(t, "límite"),
			})
		}
		if rapid.Bool().Draw(t, "con anexos") {
			f.Seguimientos = []compromiso.SegInforme{{Fecha: fechaRapid().Draw(t, "fecha"), Clase: compromiso.SegAcuerdo, Texto: texto().Draw(t, "seguimiento")}}
			f.Prorrogas = []compromiso.ProrrogaInforme{{Nueva: fechaRapid().Draw(t, "nueva"), Estado: "concedida", Motivo: texto().Draw(t, "motivo")}}
			f.Evidencias = []compromiso.EvidenciaInforme{{Clase: compromiso.EvOficio, Oficio: texto().Draw(t, "oficio"), En: "2023-01-01T00:00:00Z"}}
			f.NumeroOriginal = noVacio().Draw(t, "original")
		}
		return f
	})
}

func informeRapid() *rapid.Generator[compromiso.Informe] {
	return rapid.Custom(func(t *rapid.T) compromiso.Informe {
		inf := compromiso.Informe{
			Comision: "CVX", ComisionNombre: texto().Draw(t, "nombre"), SesionInforme: sesionRapid().Draw(t, "sesión"),
			FechaInforme: fechaRapid().Draw(t, "fecha"), HoraInforme: rapid.SampledFrom([]string{"", "10:00", "23:59"}).Draw(t, "hora"),
			Glosario:    rapid.MapOfN(noVacio(), texto(), 0, 4).Draw(t, "glosario"),
			Compromisos: []compromiso.FilaInforme{}, Advertencias: []compromiso.Advertencia{},
		}
		inf.GlosarioOrden = rapid.Permutation(slices.Sorted(maps.Keys(inf.Glosario))).Draw(t, "orden")
		for i := range rapid.IntRange(0, 4).Draw(t, "filas") {
			inf.Compromisos = append(inf.Compromisos, filaRapid(i+1).Draw(t, "fila"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "advertencias") {
			inf.Advertencias = append(inf.Advertencias, compromiso.Advertencia{
				Linea: rapid.IntRange(0, 99).Draw(t, "línea"), Campo: texto().Draw(t, "campo"), Mensaje: texto().Draw(t, "mensaje"),
			})
		}
		return inf
	})
}

// TestIdentidadJSON writes informes and reads them back: the same, but for what
// reading itself warns of.
func TestIdentidadJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quiero := rapid.SliceOfN(informeRapid(), 1, 3).Draw(t, "informes")
		var b bytes.Buffer
		o := OpcionesJSON{Completo: rapid.Bool().Draw(t, "completo")}
		if err := o.Write(&b, quiero...); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("", b.Bytes(), Opciones{Comision: rapid.SampledFrom([]string{"", "CVX"}).Draw(t, "comisión")})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		for i := range leo {
			// What reading adds stands after what the informe brought.
			leo[i].Advertencias = leo[i].Advertencias[:len(quiero[i].Advertencias)]
		}
		iguales := cmp.Options{
			cmpopts.IgnoreFields(compromiso.FilaInforme{}, "Linea"), cmpopts.EquateEmpty(),
			cmpopts.IgnoreFields(compromiso.Informe{}, "GlosarioGrupos", "SesionTexto"),
		}
		if d := cmp.Diff(quiero, leo, iguales); d != "" {
			t.Fatalf("%s\n%s", d, b.Bytes())
		}
		var otra bytes.Buffer
		if err := o.Write(&otra, leo...); err != nil || !bytes.Equal(b.Bytes(), otra.Bytes()) {
			t.Fatalf("escrito otra vez no es igual: %v\n%s", err, cmp.Diff(b.String(), otra.String()))
		}
	})
}

// TestIdentidadCSV reads the cells back: neutralised formulas included.
func TestIdentidadCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inf := informeRapid().Draw(t, "informe")
		for i := range inf.Compromisos {
			f := &inf.Compromisos[i]
			f.Texto = rapid.SampledFrom([]string{"", "=", "'=", "''-", "+1", "@x", " =2", "'", "-"}).Draw(t, "inicio") + f.Texto
		}
		var b bytes.Buffer
		if err := (OpcionesCSV{Completo: true}).Write(&b, inf); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), "\uFEFFComisión,") || strings.Contains(strings.ReplaceAll(b.String(), "\r\n", ""), "\n") {
			t.Fatalf("%q", b.String())
		}
		filas, err := csv.NewReader(strings.NewReader(b.String()[3:])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range inf.Compromisos {
			celda := filas[i+1][slices.Index(filas[0], "Compromiso, solicitud o acuerdo")]
			if strings.ContainsAny(celda[:min(1, len(celda))], "=+-@") {
				t.Fatalf("fórmula: %q", celda)
			}
			if descubrir(celda) != f.Texto {
				t.Fatalf("%q no es %q", descubrir(celda), f.Texto)
			}
			if descubrir(filas[i+1][slices.Index(filas[0], "Número")]) != f.Numero.String() {
				t.Fatal(filas[i+1])
			}
		}
	})
}

// TestEscribirForma spells out the shape: every key, in order, lists never null.
func TestEscribirForma(t *testing.T) {
	inf := compromiso.Informe{
		Comision: "CVX", Glosario: map[string]string{"B": "<b> & b", "A": "a", "C": "c"}, GlosarioOrden: []string{"C", "B"},
		Compromisos: []compromiso.FilaInforme{{
			Numero: compromiso.Numero{Cons: 1, Anio: 2025}, Tipo: "compromiso", Estatus: "pendiente", Texto: "x",
			Incisos: []compromiso.IncisoInforme{{Letra: "a", Texto: "y", Estatus: "pendiente"}},
		}},
	}
	for nombre, l := range map[string][]compromiso.Informe{"uno": {inf}, "varios": {inf, {}}, "ninguno": nil} {
		for _, completo := range []bool{false, true} {
			var b bytes.Buffer
			if err := (OpcionesJSON{Completo: completo}).Write(&b, l...); err != nil {
				t.Fatal(err)
			}
			igualQue(t, fmt.Sprintf("testdata/forma/%s-%v.json", nombre, completo), b.Bytes())
		}
	}
}
