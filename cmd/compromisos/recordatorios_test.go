package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
)

// unoAbierto is a store with one open compromiso, and what was told of it.
type unoAbierto struct {
	n    compromiso.Compromiso
	hist compromiso.Historial
}

func (u unoAbierto) Abiertos(_ context.Context, _ string, yield func([]*compromiso.Compromiso, compromiso.Historial) error, _ time.Time) error {
	n, hist := u.n, compromiso.Historial{}
	for k, h := range u.hist {
		hist[k] = h
	}
	return yield([]*compromiso.Compromiso{&n}, hist)
}

// TestRecordatoriosDe asks on Monday 2 November 2026, at eight, for days to come of
// something due on Tuesday 10.
func TestRecordatoriosDe(t *testing.T) {
	com := compromiso.NewComision("CVD", "Comisión de Vinculación y Difusión")
	com.Secretaria = []string{"U0ST"}
	d := &compromiso.Directorio{
		Comisiones: []*compromiso.Comision{com},
		Areas:      []compromiso.Area{{Siglas: "DERFE", Enlaces: []string{"U0E"}, Suplentes: []string{"U0S"}, Titular: "U0T"}},
	}
	dia := func(s string) compromiso.Fecha {
		f, err := compromiso.ParseFecha(s)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	ahora := dia("2026-11-02").En(com.Zona, compromiso.Hora{Hora: 8})
	clave := compromiso.ClaveAsunto{Compromiso: 7, Persona: "U0E"}
	for nombre, c := range map[string]struct {
		dia  string
		hist compromiso.HistorialAviso
		want string
	}{
		"today":                            {"2026-11-02", compromiso.HistorialAviso{}, ""},
		"the day's own rung":               {"2026-11-03", compromiso.HistorialAviso{}, "U0E antes -5"},
		"a day without one":                {"2026-11-04", compromiso.HistorialAviso{}, ""},
		"a Sunday":                         {"2026-11-08", compromiso.HistorialAviso{}, ""},
		"the day itself":                   {"2026-11-10", compromiso.HistorialAviso{}, "U0E antes 0"},
		"overdue and escalated":            {"2026-11-13", compromiso.HistorialAviso{}, "U0E vencido 3, U0S escala 3, U0ST escala 3"},
		"the titular":                      {"2026-11-19", compromiso.HistorialAviso{}, "U0T escala 6"},
		"posponed to the day":              {"2026-11-04", compromiso.HistorialAviso{PospuestoHasta: dia("2026-11-04")}, "U0E antes -4"},
		"posponed past the day":            {"2026-11-05", compromiso.HistorialAviso{PospuestoHasta: dia("2026-11-06")}, "U0E antes -3 [pospuesto]"},
		"posponed to the day before":       {"2026-11-06", compromiso.HistorialAviso{PospuestoHasta: dia("2026-11-05")}, ""},
		"the tenth notice":                 {"2026-12-08", compromiso.HistorialAviso{}, "U0E vencido 19"},
		"the eleventh, which does not go":  {"2026-12-10", compromiso.HistorialAviso{}, "U0E vencido 21 [tope], U0ST vencido 21"},
		"ten notices went out already":     {"2026-11-11", compromiso.HistorialAviso{Vencidos: 10}, "U0E vencido 1 [tope], U0ST vencido 1"},
		"many years from now, and at once": {"2046-11-14", compromiso.HistorialAviso{}, "U0E vencido 5103 [tope], U0ST vencido 5103"},
	} {
		t.Run(nombre, func(t *testing.T) {
			st := unoAbierto{
				n: compromiso.Compromiso{
					ID: 7, Comision: "CVD", Numero: compromiso.Numero{Anio: 2026, Cons: 1}, Estatus: compromiso.Pendiente, Areas: []string{"DERFE"},
					FechaLimite: dia("2026-11-10"), AvisarDesde: dia("2026-10-01").En(com.Zona, compromiso.Hora{}),
				},
				hist: compromiso.Historial{clave: c.hist},
			}
			rs, err := recordatoriosDe(t.Context(), st, d, com, dia(c.dia), ahora, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range rs {
				s := fmt.Sprint(r.Persona, " ", r.Regla, " ", r.Dias)
				if r.Suprimido != "" {
					s += fmt.Sprintf(" [%s]", r.Suprimido)
				}
				got = append(got, s)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q, want %q", strings.Join(got, ", "), c.want)
			}
		})
	}
}

// TestRecordatoriosDe_atrasado asks after an outage: what it left is owed today, and on
// a day to come it is taken as sent.
func TestRecordatoriosDe_atrasado(t *testing.T) {
	com := compromiso.NewComision("CVD", "Comisión de Vinculación y Difusión")
	d := &compromiso.Directorio{Comisiones: []*compromiso.Comision{com}, Areas: []compromiso.Area{{Siglas: "DERFE", Enlaces: []string{"U0E"}}}}
	st := unoAbierto{n: compromiso.Compromiso{
		ID: 7, Comision: "CVD", Numero: compromiso.Numero{Anio: 2026, Cons: 1}, Estatus: compromiso.Pendiente, Areas: []string{"DERFE"},
		FechaLimite: compromiso.NewFecha(2026, 11, 10), AvisarDesde: compromiso.NewFecha(2026, 10, 1).En(com.Zona, compromiso.Hora{}),
	}}
	hoy := compromiso.NewFecha(2026, 11, 6)
	for dias, want := range map[int]int{0: -2, 3: -1} {
		rs, err := recordatoriosDe(t.Context(), st, d, com, hoy.AddDias(dias), hoy.En(com.Zona, compromiso.Hora{Hora: 8}), nil)
		if err != nil || len(rs) != 1 || rs[0].Dias != want {
			t.Errorf("in %d days: got %+v, %v", dias, rs, err)
		}
	}
}

func TestEscribirRecordatoriosJSON(t *testing.T) {
	var b bytes.Buffer
	if err := escribirRecordatoriosJSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("nothing is %q, %v", b.String(), err)
	}
	b.Reset()
	err := escribirRecordatoriosJSON(&b, []compromiso.Recordatorio{{
		Fecha: compromiso.NewFecha(2026, 11, 3), Comision: "CVD", Compromiso: &compromiso.Compromiso{Numero: compromiso.Numero{Anio: 2026, Cons: 1}},
		Inciso: "a", Persona: "U0E", Area: "DERFE", Papel: compromiso.PapelEnlace, Regla: compromiso.ReglaAntes, Dias: -3,
		Motivo: "R&D <b>", Suprimido: compromiso.PorTope,
	}})
	want := `{"fecha": "2026-11-03", "comision": "CVD", "numero": "01/2026", "inciso": "a", "persona": "U0E", "area": "DERFE", ` +
		`"papel": "enlace", "regla": "antes", "dias": -3, "motivo": "R&D <b>", "suprimido": "tope"}`
	if got := unaLinea(b.String()); err != nil || got != "[ "+strings.NewReplacer("{", "{ ", "}", " }").Replace(want)+" ]" {
		t.Errorf("got %s, %v", got, err)
	}
}
