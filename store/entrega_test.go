package store

import (
	"errors"
	"testing"
	"time"

	"compromisos/compromiso"
)

// planearDe writes a digest that is to leave, and gives its id.
func planearDe(t *testing.T, s *Store, clave string, datos map[string]string) int64 {
	t.Helper()
	ahora := en(t, "2024-03-08 09:00")
	id, nuevo, err := s.PlanearAviso(t.Context(), compromiso.Aviso{
		Clave: clave, Clase: compromiso.AvisoResumen, Comision: "CVMRE", Destino: "C0CVMRE", Dia: fecha(t, "2024-03-08"),
		Creado: ahora, NoAntes: ahora, Datos: datos,
	})
	if err != nil || !nuevo {
		t.Fatalf("%v %v", nuevo, err)
	}
	return id
}

// With the record that a digest before a session left, its informe is written, once and into its
// thread, however often it is recorded; with that of another digest, nothing is.
func TestInformeTrasElResumen(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	recibo := compromiso.Recibo{Canal: "C0CVMRE", TS: "1709910000.000100"}
	cada := planearDe(t, s, "resumen:CVMRE:2024-03-08", nil)
	if ids, err := s.MarcarEnviado(t.Context(), cada, recibo, en(t, "2024-03-08 09:00")); err != nil || len(ids) != 0 {
		t.Fatalf("%v %v", ids, err)
	}
	antes := planearDe(t, s, "resumen:CVMRE:2024-03-08:x", map[string]string{compromiso.DatoSesion: "07SO-CVMRE/2024"})
	ids, err := s.MarcarEnviado(t.Context(), antes, recibo, en(t, "2024-03-08 09:01"))
	if err != nil || len(ids) != 1 {
		t.Fatalf("%v %v", ids, err)
	}
	if otra, err := s.MarcarEnviado(t.Context(), antes, recibo, en(t, "2024-03-08 09:02")); err != nil || len(otra) != 0 {
		t.Fatalf("again: %v %v", otra, err)
	}
	a, ok, err := s.TomarAviso(t.Context(), compromiso.PorEntregar{ID: ids[0]}, time.Now(), time.Minute)
	if err != nil || !ok {
		t.Fatal(err)
	}
	if a.Clase != compromiso.AvisoInforme || a.Clave != "informe:resumen:CVMRE:2024-03-08:x" || a.Destino != "C0CVMRE" || a.Dia != fecha(t, "2024-03-08") ||
		!a.NoAntes.Equal(en(t, "2024-03-08 09:00")) || a.Datos["hilo"] != recibo.TS || a.Datos[compromiso.DatoSesion] != "07SO-CVMRE/2024" {
		t.Errorf("%+v", a)
	}
	// There is no such session: it is not wanted.
	if _, motivo, err := s.EnvioDe(t.Context(), a, en(t, "2024-03-08 09:02")); err != nil || motivo != "sesion_pasada" {
		t.Errorf("%q %v", motivo, err)
	}
	// What comes before a session ends no week.
	if d, err := s.UltimoResumen(t.Context(), "CVMRE", en(t, "2024-03-09 09:00")); err != nil || d != fecha(t, "2024-03-08") {
		t.Errorf("%s %v", d, err)
	}
	if _, err := s.db.ExecContext(t.Context(), `DELETE FROM avisos WHERE id = $1`, cada); err != nil {
		t.Fatal(err)
	}
	if d, err := s.UltimoResumen(t.Context(), "CVMRE", en(t, "2024-03-09 09:00")); err != nil || !d.IsZero() {
		t.Errorf("%s %v", d, err)
	}
}

// A request is taken once, whoever asks; one without a key, always.
func TestApartar(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	sol := compromiso.Solicitud{Clave: "orden:1", Acto: compromiso.Acto{Actor: "U0ST", En: en(t, "2024-03-08 09:00")}}
	if err := s.Apartar(t.Context(), sol); err != nil {
		t.Fatal(err)
	}
	var ya Repetido
	if err := otro.Apartar(t.Context(), sol); !errors.As(err, &ya) {
		t.Errorf("got %v", err)
	}
	sol.Clave = ""
	for range 2 {
		if err := s.Apartar(t.Context(), sol); err != nil {
			t.Error(err)
		}
	}
}
