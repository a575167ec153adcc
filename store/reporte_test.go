package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
	"compromisos/informe"
)

func pedir(t testing.TB, sesion string, anio int, corte, hoy string) compromiso.PedidoReporte {
	t.Helper()
	p := compromiso.PedidoReporte{Comision: "CVMRE", Sesion: sesion, Anio: anio, Hoy: fecha(t, hoy)}
	if corte != "" {
		p.Corte = fecha(t, corte)
	}
	return p
}

func reporteDe(t testing.TB, s *Store, p compromiso.PedidoReporte) compromiso.Reporte {
	t.Helper()
	r, err := s.Reporte(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func numerosDe(r compromiso.Reporte) []string {
	out := []string{}
	for _, f := range r.Compromisos {
		out = append(out, f.Numero.String())
	}
	return out
}

// real is one of the documents that the product must serve, as it is read.
func real(t testing.TB, nombre string) compromiso.Informe {
	t.Helper()
	b, err := os.ReadFile("../../shared/datos/" + nombre)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real documents are not beside this checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	informes, err := informe.Leer(nombre, b, informe.Opciones{})
	if err != nil || len(informes) != 1 {
		t.Fatalf("%d informes: %v", len(informes), err)
	}
	return informes[0]
}

// The real informe, imported today and issued again for its session, has the same rows;
// also when the one of the next year was imported since, or before.
func TestReporteDelReal(t *testing.T) {
	t.Parallel()
	primero, segundo := real(t, "informe-02SE-CVMRE-2023.txt"), real(t, "informe-04SE-CVMRE-2024-ficticio.txt")
	for _, orden := range [][]compromiso.Informe{{primero}, {primero, segundo}, {segundo, primero}} {
		s, _ := casa(t)
		var antes string
		for k, inf := range orden {
			importar(t, s, "2026-11-0"+string(rune('1'+k))+" 12:00", inf)
			if k == 0 && inf.SesionInforme == primero.SesionInforme {
				antes = enJSON(t, reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, "", "2026-11-05")))
			}
		}
		for _, inf := range orden {
			r := reporteDe(t, s, pedir(t, inf.SesionInforme, inf.FechaInforme.Anio, "", "2026-11-05"))
			if r.Corte != inf.FechaInforme || r.FechaInforme != inf.FechaInforme || r.HoraInforme != inf.HoraInforme || r.SesionInforme != inf.SesionInforme {
				t.Errorf("heading %s %s %s, cut off %s", r.SesionInforme, r.FechaInforme, r.HoraInforme, r.Corte)
			}
			mismasFilas(t, inf.Compromisos, r.Compromisos)
			for sigla, que := range inf.Glosario {
				if r.Glosario[sigla] != que && sigla != "VMRE" {
					t.Errorf("%s is %q", sigla, r.Glosario[sigla])
				}
			}
			if otra := enJSON(t, r); antes != "" && inf.SesionInforme == primero.SesionInforme && otra != antes {
				t.Errorf("another informe changed it: %s", cmp.Diff(antes, otra))
			}
		}
	}
}

func enJSON(t testing.TB, r compromiso.Reporte) string {
	t.Helper()
	b, err := json.MarshalIndent(r.Informe, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// mismasFilas holds what an informe shows of each row against what was imported.
func mismasFilas(t *testing.T, quiero, hay []compromiso.FilaInforme) {
	t.Helper()
	visible := func(fs []compromiso.FilaInforme) []compromiso.FilaInforme {
		var out []compromiso.FilaInforme
		for _, f := range fs {
			out = append(out, compromiso.FilaInforme{
				Numero: f.Numero, Sesion: f.Sesion, FechaSesion: f.FechaSesion, Estatus: f.Estatus, FechaCumplimiento: f.FechaCumplimiento,
				Eje: f.Eje, Texto: f.Texto, Solicitantes: f.Solicitantes, Atencion: f.Atencion,
			})
		}
		slices.SortFunc(out, func(x, y compromiso.FilaInforme) int { return x.Numero.Compare(y.Numero) })
		return out
	}
	if diff := cmp.Diff(visible(quiero), visible(hay)); diff != "" {
		t.Error(diff)
	}
}

func validar(n *compromiso.Compromiso, acto compromiso.Acto) error {
	return n.Validar(acto, "", compromiso.Fecha{}, nil)
}

func reabrir(n *compromiso.Compromiso, acto compromiso.Acto) error {
	return n.Reabrir(acto, "otra vez")
}

// anual is a house with three sessions a year, two of them on one day, and compromisos of
// each kind that an informe has to tell apart.
func anual(t *testing.T) *Store {
	t.Helper()
	s, _ := casa(t)
	configurar(t, s, "2023-01-02 08:00", func(d *compromiso.Directorio) {
		d.Comisiones[0].Sesiones = nil
		for _, anio := range []string{"2023", "2024"} {
			sinHora := sesion("", compromiso.Extraordinaria, 1, fecha(t, anio+"-05-10"))
			sinHora.ConHora, sinHora.Hora = false, compromiso.Hora{}
			otra := sinHora
			otra.Codigo.Ordinal = 2
			d.Comisiones[0].Sesiones = append(d.Comisiones[0].Sesiones, sesion("", compromiso.Ordinaria, 1, fecha(t, anio+"-03-10")), sinHora, otra)
		}
	})
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	de := func(n int, clase compromiso.ClaseSesion, anio int) *compromiso.Sesion {
		return d.Comisiones[0].Sesion(compromiso.CodigoSesion{Ordinal: n, Clase: clase, Comision: "CVMRE"}, anio)
	}
	for _, x := range []struct {
		cuando string
		sesion *compromiso.Sesion
	}{
		{"2023-03-11 09:00", de(1, compromiso.Ordinaria, 2023)},      // 01/2023: closed in time
		{"2023-03-11 09:10", de(1, compromiso.Ordinaria, 2023)},      // 02/2023: closed on 1 January
		{"2023-03-11 09:20", de(1, compromiso.Ordinaria, 2023)},      // 03/2023: still open
		{"2023-03-11 09:30", de(1, compromiso.Ordinaria, 2023)},      // 04/2023: closed in time, reopened later
		{"2023-06-11 09:40", nil},                                    // 05/2023: in no session
		{"2024-03-11 09:00", de(1, compromiso.Ordinaria, 2024)},      // 01/2024
		{"2024-03-12 09:00", nil},                                    // 02/2024: in no session
		{"2024-05-10 20:00", de(1, compromiso.Extraordinaria, 2024)}, // 03/2024: of the session before, the same day
		{"2024-05-10 20:10", de(2, compromiso.Extraordinaria, 2024)}, // 04/2024: of the session itself
		{"2024-06-01 20:10", de(1, compromiso.Ordinaria, 2024)},      // 05/2024: recorded late
	} {
		registrar(t, s, x.cuando, compromiso.Alta{Texto: "algo", Sesion: x.sesion})
	}
	cambiar(t, s, "U0ST", "2023-12-31 23:59", "01/2023", validar)
	cambiar(t, s, "U0ST", "2024-01-01 00:00", "02/2023", validar)
	cambiar(t, s, "U0ST", "2023-06-01 10:00", "04/2023", validar)
	cambiar(t, s, "U0ST", "2024-04-01 10:00", "04/2023", reabrir)
	return s
}

// What an informe has in it: adopted that year in sessions before it, and of earlier years
// what was open on 1 January; what was recorded after the cut-off is not in it.
func TestReporteQueContiene(t *testing.T) {
	t.Parallel()
	s := anual(t)
	for _, x := range []struct {
		que           string
		p             compromiso.PedidoReporte
		corte         string
		hay, despues  []string
		sesion, fecha string
	}{
		{"the last one, on its day", pedir(t, "02SE-CVMRE", 2024, "", "2024-05-10"), "2024-05-10", []string{"02/2023", "03/2023", "05/2023", "01/2024", "02/2024", "03/2024"}, []string{"05/2024"}, "02SE-CVMRE", "2024-05-10"},
		{"without the year, later: as of its day", pedir(t, "2se-cvmre", 0, "", "2024-07-01"), "2024-05-10", []string{"02/2023", "03/2023", "05/2023", "01/2024", "02/2024", "03/2024"}, []string{"05/2024"}, "02SE-CVMRE", "2024-05-10"},
		{"cut off later", pedir(t, "02SE-CVMRE", 2024, "2024-06-01", "2024-07-01"), "2024-06-01", []string{"02/2023", "03/2023", "05/2023", "01/2024", "02/2024", "03/2024", "05/2024"}, nil, "02SE-CVMRE", "2024-05-10"},
		{"before its day: as of today", pedir(t, "02SE-CVMRE", 2024, "", "2024-03-11"), "2024-03-11", []string{"02/2023", "03/2023", "05/2023", "01/2024"}, []string{"03/2024", "05/2024"}, "02SE-CVMRE", "2024-05-10"},
		{"the first of the day knows nothing of the second", pedir(t, "01SE-CVMRE", 2024, "", "2024-07-01"), "2024-05-10", []string{"02/2023", "03/2023", "05/2023", "01/2024", "02/2024"}, []string{"05/2024"}, "01SE-CVMRE", "2024-05-10"},
		{"before the year began", pedir(t, "01SO-CVMRE", 2024, "2023-12-30", "2024-07-01"), "2023-12-30", []string{"01/2023", "02/2023", "03/2023", "05/2023"}, nil, "01SO-CVMRE", "2024-03-10"},
		{"the year before, all of it", pedir(t, "02SE-CVMRE/2023", 0, "2023-06-30", "2024-07-01"), "2023-06-30", []string{"01/2023", "02/2023", "03/2023", "04/2023"}, nil, "02SE-CVMRE", "2023-05-10"},
		{"nothing yet", pedir(t, "01SO-CVMRE", 2023, "", "2024-07-01"), "2023-03-10", []string{}, nil, "01SO-CVMRE", "2023-03-10"},
	} {
		r := reporteDe(t, s, x.p)
		if diff := cmp.Diff(x.hay, numerosDe(r)); diff != "" {
			t.Errorf("%s: %s", x.que, diff)
		}
		despues := []string{}
		for _, n := range r.Posteriores {
			despues = append(despues, n.String())
		}
		if !slices.Equal(despues, x.despues) {
			t.Errorf("%s: recorded later %v", x.que, despues)
		}
		if r.Corte.String() != x.corte || r.SesionInforme != x.sesion || r.FechaInforme.String() != x.fecha || r.Emision != nil || r.Anterior != nil {
			t.Errorf("%s: %s of %s, cut off %s", x.que, r.SesionInforme, r.FechaInforme, r.Corte)
		}
	}
	for _, mal := range []struct {
		p compromiso.PedidoReporte
		c compromiso.Codigo
	}{
		{pedir(t, "02SE-CVMRE", 2024, "2024-07-02", "2024-07-01"), compromiso.Invalido},
		{pedir(t, "09SE-CVMRE", 2024, "", "2024-07-01"), compromiso.NoEncontrado},
		{pedir(t, "02SE-CVMRE", 2022, "", "2024-07-01"), compromiso.NoEncontrado},
		{pedir(t, "nada", 0, "", "2024-07-01"), compromiso.Invalido},
		{compromiso.PedidoReporte{Comision: "OTRA", Sesion: "01SO", Hoy: fecha(t, "2024-07-01")}, compromiso.NoEncontrado},
	} {
		_, err := s.Reporte(t.Context(), mal.p)
		rechazado(t, err, mal.c)
	}
}

// The state is that of the day: 02/2023 was validated in the first minute of the year.
func TestReporteAlMinuto(t *testing.T) {
	t.Parallel()
	s := anual(t)
	for corte, quiero := range map[string]compromiso.Estatus{"2023-12-31": compromiso.Pendiente, "2024-01-01": compromiso.Cumplido} {
		r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, corte, "2024-07-01"))
		if f := r.Compromisos[1]; f.Numero.String() != "02/2023" || f.Estatus != quiero {
			t.Errorf("%s: %s %s", corte, f.Numero, f.Estatus)
		}
	}
}

// What is imported counts from the day of its informe, whenever that is imported; of a day
// to come, from when it is.
func TestReporteDeLoImportado(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	uno := fila(t, "01/2023", compromiso.EnProceso, "Uno", "En curso")
	uno.Seguimientos = []compromiso.SegInforme{{Clase: compromiso.SegAcuerdo, Texto: "Se acordó."}}
	dos := uno
	dos.Estatus, dos.FechaCumplimiento, dos.Atencion = compromiso.Cumplido, fecha(t, "2023-12-01"), "Se atendió"
	tres := fila(t, "02/2023", compromiso.Pendiente, "Dos", "")
	importar(t, s, "2024-02-01 12:00", informeDe(t, "01SE-CVMRE", "2023-11-17", uno))
	importar(t, s, "2024-02-02 12:00", informeDe(t, "02SE-CVMRE", "2023-12-15", dos))
	importar(t, s, "2024-02-03 12:00", informeDe(t, "03SO-CVMRE", "2024-03-15", tres))
	cambiar(t, s, "U0ST", "2024-02-05 12:00", "01/2023", func(n *compromiso.Compromiso, acto compromiso.Acto) error {
		nueva := "Se atendió, y mucho"
		return n.Editar(acto, compromiso.Edicion{Atencion: &nueva})
	})
	for _, x := range []struct {
		corte         string
		hay           []string
		estatus       compromiso.Estatus
		atencion      string
		seguimientos  int
		glosarioDelUn string
	}{
		{"2023-11-16", []string{}, "", "", 0, ""},
		{"2023-11-17", []string{"01/2023"}, compromiso.EnProceso, "En curso", 1, "Paquete Electoral Postal"},
		{"2023-12-14", []string{"01/2023"}, compromiso.EnProceso, "En curso", 1, "Paquete Electoral Postal"},
		{"2023-12-15", []string{"01/2023"}, compromiso.Cumplido, "Se atendió", 1, "Paquete Electoral Postal"},
		{"2024-02-02", []string{"01/2023"}, compromiso.Cumplido, "Se atendió", 1, "Paquete Electoral Postal"},
		{"2024-02-03", []string{"01/2023", "02/2023"}, compromiso.Cumplido, "Se atendió", 1, "Paquete Electoral Postal"},
		{"2024-02-05", []string{"01/2023", "02/2023"}, compromiso.Cumplido, "Se atendió, y mucho", 1, "Paquete Electoral Postal"},
	} {
		r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, x.corte, "2024-02-05"))
		if diff := cmp.Diff(x.hay, numerosDe(r)); diff != "" {
			t.Errorf("%s: %s", x.corte, diff)
			continue
		}
		if r.Glosario["PEP"] != x.glosarioDelUn || r.Glosario["VMRE"] == "" || r.Glosario["DERFE"] != "Registro" {
			t.Errorf("%s: glossary %v", x.corte, r.Glosario)
		}
		if len(x.hay) == 0 {
			continue
		}
		if f := r.Compromisos[0]; f.Estatus != x.estatus || f.Atencion != x.atencion || len(f.Seguimientos) != x.seguimientos {
			t.Errorf("%s: %s %q %v", x.corte, f.Estatus, f.Atencion, f.Seguimientos)
		}
	}
	// Declared as the import had it: it holds for every informe from then on.
	conf := compromiso.Configuracion{Glosario: map[string]string{"PEP": "Paquete Electoral Postal"}}
	if _, err := s.Configurar(t.Context(), sol(t, "U0ST", "2024-02-05 18:00"), func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := conf.Aplicar(d)
		if len(faltas)+len(cambios) > 0 {
			t.Errorf("%v %v", faltas, cambios)
		}
		return nuevo, cambios, nil
	}); err != nil {
		t.Fatal(err)
	}
	if r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, "2023-11-16", "2024-02-07")); r.Glosario["PEP"] != "Paquete Electoral Postal" {
		t.Errorf("declared as it was: %v", r.Glosario)
	}
	configurar(t, s, "2024-02-06 08:00", func(d *compromiso.Directorio) { d.Glosario["PEP"] = "Paquete Electoral" })
	if r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, "2023-11-16", "2024-02-07")); r.Glosario["PEP"] != "Paquete Electoral" {
		t.Errorf("what is declared is for every informe: %v", r.Glosario)
	}
}

// A session that is moved is that session still: its compromisos go where it goes.
func TestReporteSesionMovida(t *testing.T) {
	t.Parallel()
	s := anual(t)
	antes := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2024, "2024-05-10", "2024-07-01"))
	configurar(t, s, "2024-06-10 08:00", func(d *compromiso.Directorio) {
		for k := range d.Comisiones[0].Sesiones {
			x := &d.Comisiones[0].Sesiones[k]
			switch x.Codigo.String() + x.Fecha.String() {
			case "01SO-CVMRE2024-03-10":
				x.Fecha = fecha(t, "2024-03-14")
			case "01SE-CVMRE2024-05-10":
				x.Fecha = fecha(t, "2024-05-20")
			}
		}
	})
	r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2024, "2024-05-10", "2024-07-01"))
	if diff := cmp.Diff([]string{"02/2023", "03/2023", "05/2023", "01/2024", "02/2024"}, numerosDe(r)); diff != "" {
		t.Error(diff)
	}
	if f := r.Compromisos[3]; f.FechaSesion.String() != "2024-03-14" || antes.Compromisos[3].FechaSesion.String() != "2024-03-10" {
		t.Errorf("of %s", f.FechaSesion)
	}
}

// Informes may be imported in any order: each tells how things stood from its day to that
// of the next one. Twice is once.
func TestReporteImportadoAlReves(t *testing.T) {
	t.Parallel()
	fila := func(e compromiso.Estatus, texto, atencion string) compromiso.FilaInforme {
		f := fila(t, "01/2023", e, texto, atencion)
		f.Incisos = []compromiso.IncisoInforme{{Letra: "a", Texto: "Una", Estatus: e}, {Letra: "b", Texto: "Otra", Estatus: compromiso.Pendiente}}
		return f
	}
	sinIncisos := fila(compromiso.Pendiente, "Uno", "")
	sinIncisos.Incisos = nil
	informes := map[string]compromiso.Informe{
		"a": informeDe(t, "01SE-CVMRE", "2023-11-01", sinIncisos),
		"b": informeDe(t, "02SE-CVMRE", "2023-11-15", fila(compromiso.EnProceso, "Uno, mejor dicho", "En curso")),
		"c": informeDe(t, "03SO-CVMRE", "2023-12-01", fila(compromiso.Parcial, "Uno, mejor dicho", "Casi")),
	}
	dia := map[string]string{"a": "2023-11-14", "b": "2023-11-30", "c": "2023-12-31"}
	ver := func(s *Store, corte string) string {
		r := reporteDe(t, s, pedir(t, "02SE-CVMRE", 2023, corte, "2024-03-01"))
		if len(r.Compromisos) == 0 {
			return "nada"
		}
		f := r.Compromisos[0]
		return fmt.Sprint(f.Estatus, " ", f.Texto, " ", f.Atencion, " ", f.Incisos)
	}
	quiero := map[string]string{}
	for _, orden := range []string{"abc", "bca", "cab", "cba"} {
		s, _ := casa(t)
		for k, cual := range orden {
			importar(t, s, fmt.Sprintf("2024-02-%02d 12:00", k+1), informes[string(cual)])
		}
		antes := todo(t, s)
		importar(t, s, "2024-02-20 12:00", informes[orden[2:]])
		if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
			t.Errorf("%s: the last one again changes something: %s", orden, diff)
		}
		for cual, corte := range dia {
			hay := ver(s, corte)
			if orden == "abc" {
				quiero[cual] = hay
			} else if hay != quiero[cual] {
				t.Errorf("%s, of %s: %s, want %s", orden, corte, hay, quiero[cual])
			}
		}
		if hay := ver(s, "2023-10-31"); hay != "nada" {
			t.Errorf("%s: before all: %s", orden, hay)
		}
		verificada(t, s)
	}
	if len(quiero) != 3 || quiero["a"] == quiero["b"] || quiero["b"] == quiero["c"] {
		t.Errorf("got %v", quiero)
	}
	// What somebody wrote after the day of an old informe is newer than what it says.
	s, _ := casa(t)
	importar(t, s, "2023-11-02 12:00", informes["a"])
	cambiar(t, s, "U0ST", "2023-11-20 12:00", "01/2023", func(n *compromiso.Compromiso, acto compromiso.Acto) error {
		nueva := "Lo que se sabe"
		return n.Editar(acto, compromiso.Edicion{Atencion: &nueva})
	})
	importar(t, s, "2023-12-02 12:00", informes["c"])
	importar(t, s, "2024-02-03 12:00", informes["b"])
	for corte, atencion := range map[string]string{"2023-11-14": " [", "2023-11-16": "En curso", "2023-11-20": "Lo que se sabe"} {
		if hay := ver(s, corte); !strings.Contains(hay, atencion) {
			t.Errorf("%s: %s, want %s", corte, hay, atencion)
		}
	}
}
