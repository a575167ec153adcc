package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

func numeros(ns []*compromiso.Compromiso) []string {
	out := []string{}
	for _, n := range ns {
		out = append(out, n.Numero.String())
	}
	return out
}

func listar(t testing.TB, s *Store, f compromiso.Filtro) compromiso.Pagina {
	t.Helper()
	f.Hoy = fecha(t, "2024-03-20")
	p, err := s.Lista(t.Context(), nil, f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLista(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{
		Texto: "uno", FechaLimite: fecha(t, "2024-03-15"), Eje: "Promoción del voto", Solicitantes: []string{"CE-ACL, Presidente"},
	})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "dos", FechaLimite: fecha(t, "2024-03-25"), Areas: []string{"UTSI", "DERFE"}})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "tres", FechaLimite: fecha(t, "2024-03-15"), Areas: []string{"DECEyEC"}})
	importar(t, s, "2024-02-06 12:00", informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "09/2023", compromiso.EnProceso, "nueve", "")))
	cambiar(t, s, "U0ST", "2024-02-07 12:00", "3/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Validar(a, "", compromiso.Fecha{}, nil)
	})
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		que    string
		f      compromiso.Filtro
		quiero []string
	}{
		{"open, what has no date last", compromiso.Filtro{Comision: "cvmre"}, []string{"01/2024", "02/2024", "09/2023"}},
		{"all commissions", compromiso.Filtro{Estado: compromiso.FiltroTodos}, []string{"01/2024", "03/2024", "02/2024", "09/2023"}},
		{"overdue", compromiso.Filtro{Estado: compromiso.FiltroVencidos}, []string{"01/2024"}},
		{"done", compromiso.Filtro{Estado: compromiso.FiltroCumplidos}, []string{"03/2024"}},
		{"mine, of an area", compromiso.Filtro{Estado: compromiso.FiltroMios, Persona: "U0DERFET"}, []string{"01/2024", "02/2024"}},
		{"mine, of the ST: what nobody has", compromiso.Filtro{Estado: compromiso.FiltroMios, Persona: "U0ST"}, []string{"09/2023"}},
		{"mine, of a stranger", compromiso.Filtro{Estado: compromiso.FiltroMios, Persona: "U0X"}, []string{}},
		{"of an area", compromiso.Filtro{Areas: []string{"utsi"}}, []string{"02/2024"}},
		{"of a year", compromiso.Filtro{Anio: 2023}, []string{"09/2023"}},
		{"asked for by", compromiso.Filtro{Solicitante: "ce-acl"}, []string{"01/2024", "09/2023"}},
		{"of an eje, folded", compromiso.Filtro{Eje: "PROMOCION del voto"}, []string{"01/2024"}},
		{"of a session", compromiso.Filtro{Sesion: d.Comisiones[0].Sesion(compromiso.CodigoSesion{Ordinal: 3, Clase: "SE", Comision: "CVMRE"}, 2023)}, []string{"09/2023"}},
	} {
		p := listar(t, s, c.f)
		if diff := cmp.Diff(c.quiero, numeros(p.Filas)); diff != "" || p.Total != len(c.quiero) || p.HayMas {
			t.Errorf("%s: %s (total %d, more %v)", c.que, diff, p.Total, p.HayMas)
		}
	}
	_, err = s.Lista(t.Context(), nil, compromiso.Filtro{Comision: "COVE"})
	rechazado(t, err, compromiso.NoEncontrado)
}

func TestListaPorPaginas(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	configurar(t, s, "2024-01-03 08:00", func(d *compromiso.Directorio) {
		d.Comisiones = append(d.Comisiones, compromiso.NewComision("COVE", "La otra"))
	})
	var todos []string
	for k := range 13 {
		for _, c := range []string{"CVMRE", "COVE"} { // the same numbers and dates in two commissions
			n := registrar(t, s, "2024-02-05 12:00", compromiso.Alta{
				Comision: c, Texto: fmt.Sprint(k), FechaLimite: fecha(t, "2024-03-01").AddDias(k % 3),
			})
			todos = append(todos, n.Comision+n.Numero.String())
		}
	}
	var vistos []string
	f := compromiso.Filtro{Limite: 5}
	for range 20 {
		p := listar(t, s, f)
		if p.Total != 26 {
			t.Fatalf("total %d", p.Total)
		}
		for _, n := range p.Filas {
			vistos = append(vistos, n.Comision+n.Numero.String())
		}
		if !p.HayMas {
			break
		}
		f.Despues = p.Siguiente
	}
	slices.Sort(todos)
	slices.Sort(vistos)
	if diff := cmp.Diff(todos, vistos); diff != "" {
		t.Fatal(diff)
	}
	_, err := s.Compromiso(t.Context(), ref("1/2024"))
	rechazado(t, err, compromiso.Ambiguo)
	if !strings.Contains(err.Error(), "COVE") {
		t.Fatal(err)
	}
}

func TestBuscar(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Presentar las notificaciones electrónicas a las representaciones."})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Entregar el guion de la sesión."})
	cambiar(t, s, "U0ST", "2024-02-07 12:00", "2/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		prosa := "Se remitió a consulados."
		return n.Validar(a, "", compromiso.Fecha{}, &prosa)
	})
	for palabras, quiero := range map[string]string{
		"notificacion":         "01/2024",
		"NOTIFICACIÓN":         "01/2024",
		"electronica":          "01/2024",
		"la sesion de guiones": "02/2024",
		"consulado":            "02/2024",
		"notifcaciones":        "01/2024", // a slip
		"presentar sesion":     "",
		"de la":                "",
		"':* & | ! <-> guion'": "02/2024",
		"derfe":                "01/2024 02/2024",
		"xyzzyx":               "",
	} {
		p, err := s.Buscar(t.Context(), nil, "CVMRE", palabras, 0, 10)
		if err != nil {
			t.Fatalf("%s: %v", palabras, err)
		}
		got := numeros(p.Filas)
		slices.Sort(got)
		if strings.Join(got, " ") != quiero || p.Total != len(got) {
			t.Errorf("%q: %v, want %q", palabras, got, quiero)
		}
	}
	_, err := s.Buscar(t.Context(), nil, "CVMRE", "¿…?", 0, 10)
	rechazado(t, err, compromiso.Invalido)
	p, err := s.Buscar(t.Context(), nil, "", "derfe", 1, 1)
	if err != nil || len(p.Filas) != 1 || p.HayMas || p.Total != 2 {
		t.Fatalf("%+v %v", p, err)
	}
}

// The number of an oficio is found whole and by any of its parts.
func TestBuscarOficio(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Responder el oficio INE/DERFE/0123/2024, de la comisión."})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Responder el oficio INE/DERFE/0124/2024."})
	for _, palabras := range []string{"INE/DERFE/0123/2024", "0123", "derfe 0123", "oficio ine/derfe/0123"} {
		p, err := s.Buscar(t.Context(), nil, "CVMRE", palabras, 0, 10)
		if err != nil || !slices.Equal(numeros(p.Filas), []string{"01/2024"}) {
			t.Errorf("%q: %v, %v", palabras, numeros(p.Filas), err)
		}
	}
}

func TestParecidos(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Presentar un informe sobre la credencialización en el extranjero."})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Convocar a una reunión de trabajo."})
	ps, err := s.Parecidos(t.Context(), nil, "CVMRE", "Presentar informe de credencializacion en el extranjero", 5)
	if err != nil || len(ps) != 1 || ps[0].Compromiso.Numero.String() != "01/2024" || ps[0].Semejanza < 0.5 || ps[0].Semejanza > 1 {
		t.Fatalf("%+v %v", ps, err)
	}
}

func TestResumen(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	for _, dia := range []string{"2024-03-15", "2024-03-20", "2024-03-27", "2024-03-28"} {
		registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: dia, FechaLimite: fecha(t, dia)})
	}
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "por validar", FechaLimite: fecha(t, "2024-03-10"), Areas: []string{"UTSI"}})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "cerrado", FechaLimite: fecha(t, "2024-03-10")})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "sin efecto", FechaLimite: fecha(t, "2024-03-10")})
	importar(t, s, "2024-02-06 12:00", informeDe(t, "01SE-CVMRE", "2023-11-17", fila(t, "09/2023", compromiso.EnProceso, "nueve", "")))
	cambiar(t, s, "U0UTSI", "2024-03-07 12:00", "5/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Proponer(a, compromiso.Avance{})
	})
	cambiar(t, s, "U0ST", "2024-03-18 12:00", "6/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Validar(a, "", fecha(t, "2024-03-13"), nil)
	})
	cambiar(t, s, "U0ST", "2024-03-18 22:00", "7/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Cancelar(a, "", "sin materia")
	})
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Resumen(t.Context(), d.Comisiones[0], fecha(t, "2024-03-13"), fecha(t, "2024-03-20"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{
		"vencidos": numeros(r.Vencidos), "por_vencer": numeros(r.PorVencer), "por_validar": numeros(r.PorValidar),
		"cerrados": numeros(r.Cerrados), "sin_fecha": numeros(r.SinFecha),
	}
	if diff := cmp.Diff(map[string][]string{
		"vencidos": {"01/2024"}, "por_vencer": {"02/2024", "03/2024"}, "por_validar": {"05/2024"}, "cerrados": {"06/2024", "07/2024"},
		"sin_fecha": {"09/2023"},
	}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(compromiso.ConteoResumen{Vencidos: 1, PorVencer: 2, PorValidar: 1, Cerrados: 2, SinFecha: 1, Abiertos: 6}, r.Total); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]compromiso.ConteoArea{
		{Area: "DERFE", Abiertos: 4, Vencidos: 1, PorVencer: 2}, {Area: "", Abiertos: 1}, {Area: "UTSI", Abiertos: 1, PorValidar: 1},
	}, r.PorArea); diff != "" {
		t.Error(diff)
	}
}

func TestUltimoResumen(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	planear := func(dia string) int64 {
		m := en(t, dia+" 09:00")
		a := compromiso.Aviso{
			Clave: compromiso.ClaveResumen("CVMRE", fecha(t, dia)), Clase: compromiso.AvisoResumen, Comision: "CVMRE", Destino: "C0CVMRE",
			Dia: fecha(t, dia), Creado: m, NoAntes: m, Estado: compromiso.AvisoPendiente,
		}
		id, nuevo, err := s.PlanearAviso(t.Context(), a)
		if err != nil || !nuevo {
			t.Fatal(err)
		}
		if otra, nuevo, err := s.PlanearAviso(t.Context(), a); err != nil || nuevo || otra != id {
			t.Fatalf("%d %v %v", otra, nuevo, err)
		}
		return id
	}
	if e := entregar(t, s, planear("2024-03-04"), "2024-03-04 09:00"); e.Resumen.Desde != fecha(t, "2024-02-26") || e.Resumen.Hasta != fecha(t, "2024-03-04") {
		t.Fatalf("%+v", e.Resumen)
	}
	if e := entregar(t, s, planear("2024-03-14"), "2024-03-14 09:00"); e.Resumen.Desde != fecha(t, "2024-03-04") || e.Comision == nil {
		t.Fatalf("%+v", e.Resumen)
	}
	f, err := s.UltimoResumen(t.Context(), "CVMRE", en(t, "2024-03-14 08:00"))
	if err != nil || f != fecha(t, "2024-03-04") {
		t.Fatalf("%v %v", f, err)
	}
	if f, err := s.UltimoResumen(t.Context(), "COVE", en(t, "2024-03-14 08:00")); err != nil || !f.IsZero() {
		t.Fatalf("%v %v", f, err)
	}
}
