package informe

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"compromisos/compromiso"
)

// comoEnCSV is what a CSV can say of informes: no glossary, no warnings; not complete, what
// waits for validation is in process and what has parts is not there.
func comoEnCSV(informes []compromiso.Informe, completo bool) []compromiso.Informe {
	l := make([]compromiso.Informe, len(informes))
	for k, inf := range informes {
		inf.Glosario, inf.GlosarioOrden, inf.GlosarioGrupos, inf.Advertencias = map[string]string{}, nil, nil, nil
		inf.Compromisos = append([]compromiso.FilaInforme{}, inf.Compromisos...)
		if !completo {
			for i := range inf.Compromisos {
				f := &inf.Compromisos[i]
				if f.Estatus == compromiso.PorValidar {
					f.Estatus = compromiso.EnProceso
				}
				f.Atencion = AtencionImpresa(*f)
				f.Incisos, f.Seguimientos, f.Prorrogas, f.Evidencias = nil, nil, nil, nil
			}
		}
		l[k] = inf
	}
	return l
}

// sinBlancos drops what no cell can tell from nothing: blank texts in lists.
func sinBlancos(l []string) []string {
	r := []string{}
	for _, s := range l {
		if strings.TrimSpace(s) != "" {
			r = append(r, s)
		}
	}
	return r
}

var igualesCSV = cmp.Options{
	cmpopts.IgnoreFields(compromiso.FilaInforme{}, "Linea"), cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(compromiso.Informe{}, "Advertencias", "GlosarioOrden", "GlosarioGrupos", "SesionTexto"),
}

// informesHojaRapid are informes of different commissions, as a spreadsheet can hold them.
func informesHojaRapid(t *rapid.T) []compromiso.Informe {
	quiero := rapid.SliceOfN(informeRapid(), 1, 3).Draw(t, "informes")
	for k := range quiero {
		inf := &quiero[k]
		inf.Comision = fmt.Sprintf("CV%c", 'X'+k)
		inf.ComisionNombre = strings.TrimSpace(inf.ComisionNombre)
		inf.SesionInforme = strings.Replace(inf.SesionInforme, "CVX", inf.Comision, 1)
		for i := range inf.Compromisos {
			f := &inf.Compromisos[i]
			f.Sesion = strings.Replace(f.Sesion, "CVX", inf.Comision, 1)
			f.Solicitantes, f.Areas, f.AreasPropuestas = sinBlancos(f.Solicitantes), sinBlancos(f.Areas), sinBlancos(f.AreasPropuestas)
			for n := range f.Incisos {
				f.Incisos[n].Areas = sinBlancos(f.Incisos[n].Areas)
			}
		}
	}
	return quiero
}

// TestCSVIdaYVuelta writes informes and reads them back: all that the format shows is the
// same.
func TestCSVIdaYVuelta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		completo := rapid.Bool().Draw(t, "completo")
		quiero := informesHojaRapid(t)
		var b bytes.Buffer
		if err := (OpcionesCSV{Completo: completo}).Write(&b, quiero...); err != nil {
			t.Fatal(err)
		}
		leo, err := Leer("", b.Bytes(), Opciones{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		if d := cmp.Diff(comoEnCSV(quiero, completo), leo, igualesCSV); d != "" {
			t.Fatalf("%s\n%s", d, b.Bytes())
		}
	})
}

// TestMuestrasCSV reads the goldens of the samples, which are ours.
func TestMuestrasCSV(t *testing.T) {
	rutas, _ := filepath.Glob("testdata/*.txt")
	for _, ruta := range rutas {
		sin := strings.TrimSuffix(filepath.Base(ruta), ".txt")
		t.Run(sin, func(t *testing.T) {
			quiero, err := Leer("", leerMuestra(t, sin+".json"), Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			leo, err := Leer("", leerMuestra(t, sin+".csv"), Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(comoEnCSV(quiero, false), leo, igualesCSV); d != "" {
				t.Error(d)
			}
		})
	}
}

// tablaCSV is a small informe in CSV that is not ours.
const tablaCSV = `Comisión de Archivo y Memoria (CAM),,,,,
"Segunda Sesión Ordinaria de 2025, 30 de junio de 2025",,,,,

Sesión/Fecha,No.,Estatus,Compromiso,Solicitado por,Atención
"Primera Sesión Ordinaria
05.02.2025",1/2025,"Cumplido
01.03.2025","Comprar anaqueles, ""sólidos"".",CE-ABC,"Se hizo:
• uno;
• dos."
,2/2025,En trámite,Publicar el reglamento.,"CE-ABC; CE-DEF",'-5 avances
Glosario,,,,,
,CAM,Comisión de Archivo y Memoria,,,
`

// TestLeerCSV reads the same table however its columns are separated.
func TestLeerCSV(t *testing.T) {
	con := func(sep string) string {
		var s strings.Builder
		enComillas := false
		for _, r := range tablaCSV {
			if r == '"' {
				enComillas = !enComillas
			}
			if r == ',' && !enComillas {
				s.WriteString(sep)
				continue
			}
			s.WriteRune(r)
		}
		return s.String()
	}
	quiero, err := Leer("", []byte(tablaCSV), Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	inf := quiero[0]
	if len(quiero) != 1 || len(inf.Compromisos) != 2 || inf.Comision != "CAM" || inf.SesionInforme != "02SO-CAM" || inf.FechaInforme.String() != "2025-06-30" {
		t.Fatalf("%+v", quiero)
	}
	a, b := inf.Compromisos[0], inf.Compromisos[1]
	if a.Linea != 5 || b.Linea != 10 || a.Sesion != "01SO-CAM" || b.Sesion != "01SO-CAM" || a.FechaCumplimiento.String() != "2025-03-01" ||
		a.Texto != `Comprar anaqueles, "sólidos".` || a.Atencion != "Se hizo:\n• uno;\n• dos." || b.Atencion != "-5 avances" ||
		len(b.Solicitantes) != 2 || inf.Glosario["CAM"] == "" {
		t.Errorf("%+v\n%+v", a, b)
	}
	for nombre, s := range map[string]string{
		"punto y coma": con(";"), "barra": con("|"), "tabulador": con("\t"), "declarado": "sep=;\n" + con(";"), "BOM": "\uFEFF" + tablaCSV,
		"CRLF": strings.ReplaceAll(tablaCSV, "\n", "\r\n"), "CR": strings.ReplaceAll(tablaCSV, "\n", "\r"), "sin fin": strings.TrimSuffix(tablaCSV, "\n"),
	} {
		t.Run(nombre, func(t *testing.T) {
			leo, err := Leer("", []byte(s), Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(quiero, leo, igualesCSV); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestCSVComillas tells where quotes went wrong, and reads what can be read.
func TestCSVComillas(t *testing.T) {
	const cabeza = "Número,Estatus,Compromiso,Atención\n"
	leo, err := Leer("", []byte(cabeza+"1/2025,Pendiente,\"Convenio\" con la UNAM,dijo \"sí\"\n"), Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	if f := leo[0].Compromisos[0]; f.Texto != `"Convenio" con la UNAM` || f.Atencion != `dijo "sí"` {
		t.Errorf("%+v", f)
	}
	if a := leo[0].Advertencias[2]; a.Linea != 2 || !strings.Contains(a.Mensaje, "comillas sin duplicar") {
		t.Errorf("%+v", leo[0].Advertencias)
	}
	cortado := []byte(cabeza + "1/2025,Pendiente,Uno,\n2/2025,Pendiente,\"Dos\n\n3/2025,Pendiente,Tres,\n")
	_, err = Leer("", cortado, Opciones{})
	var e *compromiso.Error
	if !errors.As(err, &e) || !strings.Contains(e.Mensaje, "línea 3: el documento termina a la mitad") {
		t.Errorf("%v", err)
	}
	leo, err = Leer("", cortado, Opciones{Parcial: true})
	if err != nil || len(leo[0].Compromisos) != 1 || !strings.Contains(fmt.Sprint(leo[0].Advertencias), "3/2025") {
		t.Errorf("%v %+v", err, leo)
	}
}

// TestCSVDeHoja reads our CSV after a spreadsheet had its way with it.
func TestCSVDeHoja(t *testing.T) {
	inf := compromiso.Informe{Comision: "CAM", FechaInforme: compromiso.NewFecha(2025, 6, 30), Compromisos: []compromiso.FilaInforme{{
		Numero: compromiso.Numero{Cons: 3, Anio: 2025}, Estatus: compromiso.Cumplido, FechaCumplimiento: compromiso.NewFecha(2025, 3, 4),
		Tipo: compromiso.TipoCompromiso, Texto: "Uno.", Permanente: true,
	}}}
	var b bytes.Buffer
	if err := WriteCSV(&b, inf); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\"\t03/2025\"") {
		t.Errorf("el número se tomaría por un mes: %s", b.String())
	}
	s := strings.NewReplacer("\"\t03/2025\"", "mar-25", "2025-03-04", "04/03/2025", "Sí", "VERDADERO", ",", ";", "\"Compromiso, solicitud o acuerdo\"",
		"Compromiso, solicitud o acuerdo").Replace(b.String())
	leo, err := Leer("", []byte(s), Opciones{})
	if err != nil {
		t.Fatalf("%v\n%s", err, s)
	}
	f := leo[0].Compromisos[0]
	if f.Numero.String() != "03/2025" || f.FechaCumplimiento.String() != "2025-03-04" || !f.Permanente || len(leo[0].Advertencias) != 1 {
		t.Errorf("%+v", leo)
	}
}
