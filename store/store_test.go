package store

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
	"compromisos/store/privado/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func migrate(ctx context.Context, url string) error {
	_, _, err := Migrate(ctx, url, nil)
	return err
}

// mx is the zone of the samples.
var mx = func() *time.Location {
	z, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		panic(err)
	}
	return z
}()

// en is a moment of the wall clock in Mexico, «2024-03-11 09:00».
func en(t testing.TB, s string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", s, mx)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func fecha(t testing.TB, s string) compromiso.Fecha {
	t.Helper()
	f, err := compromiso.ParseFecha(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func open(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), url, Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// vacio is a store on a migrated database of its own.
func vacio(t testing.TB) (*Store, string) {
	t.Helper()
	url := pgtest.Database(t, migrate)
	return open(t, url), url
}

// casa is a store with the commission CVMRE and its areas, configured on 2 January 2024.
func casa(t testing.TB) (*Store, string) {
	t.Helper()
	s, url := vacio(t)
	configurar(t, s, "2024-01-02 08:00", func(d *compromiso.Directorio) {
		c := compromiso.NewComision("CVMRE", "Comisión Temporal del Voto en el Extranjero")
		c.Canal, c.Secretaria = "C0CVMRE", []string{"U0ST"}
		c.Resumen.AntesDeSesion = nil
		c.Sesiones = []compromiso.Sesion{
			sesion("01SO-CVMRE", compromiso.Ordinaria, 1, fecha(t, "2024-01-25")),
			sesion("02SO-CVMRE", compromiso.Ordinaria, 2, fecha(t, "2024-04-18")),
		}
		d.Comisiones = append(d.Comisiones, c)
		d.Areas = []compromiso.Area{
			{Siglas: "DECEyEC", Nombre: "Capacitación", Enlaces: []string{"U0DECE"}},
			{Siglas: "DERFE", Nombre: "Registro", Enlaces: []string{"U0DERFE"}, Suplentes: []string{"U0DERFE2"}, Titular: "U0DERFET"},
			{Siglas: "UTSI", Nombre: "Informática", Enlaces: []string{"S0UTSI"}},
		}
		d.Ejes = []string{"Promoción del voto"}
		d.Glosario["VMRE"] = "Voto de las Mexicanas y los Mexicanos Residentes en el Extranjero"
	})
	return s, url
}

func sesion(_ string, clase compromiso.ClaseSesion, n int, f compromiso.Fecha) compromiso.Sesion {
	return compromiso.Sesion{
		Comision: "CVMRE", Codigo: compromiso.CodigoSesion{Ordinal: n, Clase: clase, Comision: "CVMRE"}, Fecha: f,
		Hora: compromiso.Hora{Hora: 10}, ConHora: true,
	}
}

func configurar(t testing.TB, s *Store, cuando string, fn func(*compromiso.Directorio)) {
	t.Helper()
	_, err := s.Configurar(t.Context(), sol(t, "U0ST", cuando), func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		fn(d)
		return d, []compromiso.Cambio{{Que: "todo", Antes: "", Despues: "nuevo"}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sol(t testing.TB, actor, cuando string) compromiso.Solicitud {
	t.Helper()
	m := en(t, cuando)
	return compromiso.Solicitud{Acto: compromiso.Acto{Actor: actor, En: m, Hoy: compromiso.FechaDe(m)}}
}

func registrar(t testing.TB, s *Store, cuando string, alta compromiso.Alta) *compromiso.Compromiso {
	t.Helper()
	if alta.Comision == "" {
		alta.Comision = "CVMRE"
	}
	if alta.Areas == nil {
		alta.Areas = []string{"DERFE"}
	}
	n, _, err := s.Registrar(t.Context(), sol(t, "U0ST", cuando), alta)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func ref(s string) compromiso.Referencia {
	r, _, err := compromiso.ParseReferencia(s)
	if err != nil {
		panic(err)
	}
	return r
}

// rechazado wants a refusal of that kind, with a sentence.
func rechazado(t testing.TB, err error, codigo compromiso.Codigo) {
	t.Helper()
	var e *compromiso.Error
	if !errors.As(err, &e) || e.Codigo != codigo || e.Mensaje == "" {
		t.Fatalf("got %v, want a refusal of kind %s", err, codigo)
	}
}

func contar(t testing.TB, s *Store, consulta string, args ...any) int {
	t.Helper()
	var n int
	if err := s.db.GetContext(t.Context(), &n, consulta, args...); err != nil {
		t.Fatal(err)
	}
	return n
}

func verificada(t testing.TB, s *Store) int64 {
	t.Helper()
	n, rota, err := s.Verificar(t.Context())
	if err != nil || rota != nil {
		t.Fatalf("the chain breaks at %+v (%v)", rota, err)
	}
	return n
}

// enTx is for tests that end a transaction in their own way.
func enTx(t testing.TB, s *Store) *sqlx.Tx {
	t.Helper()
	tx, err := s.db.BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}
