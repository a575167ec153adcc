package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

// Whoever changes the same compromiso at the same moment comes one after the other, and
// each sees what the one before did.
func TestCambiarEnFila(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	const veces = 20
	var wg sync.WaitGroup
	var mu sync.Mutex
	dentro := 0
	for k := range veces {
		wg.Go(func() {
			so := sol(t, "U0DERFE", "2024-02-06 12:00")
			_, _, err := []*Store{s, otro}[k%2].Cambiar(t.Context(), so, ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
				mu.Lock()
				dentro++
				if dentro > 1 {
					t.Error("two at once")
				}
				mu.Unlock()
				defer func() { mu.Lock(); dentro--; mu.Unlock() }()
				if n.Estatus == compromiso.PorValidar {
					return n.Rechazar(so.Acto, "", "falta")
				}
				return n.Proponer(so.Acto, compromiso.Avance{Texto: fmt.Sprint(k)})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := contar(t, s, `SELECT count(*) FROM seguimientos`); n != veces/2 {
		t.Fatalf("%d proposals", n)
	}
	verificada(t, s)
}

// Only one of two can win where the state allows one.
func TestCambiarUnoGana(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	errs := make([]error, 6)
	var wg sync.WaitGroup
	for k := range errs {
		wg.Go(func() {
			so := sol(t, "U0ST", "2024-02-06 12:00")
			_, _, errs[k] = s.Cambiar(t.Context(), so, ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
				return n.Cancelar(so.Acto, "", "ya no")
			})
		})
	}
	wg.Wait()
	bien := 0
	for _, err := range errs {
		if err == nil {
			bien++
		} else {
			rechazado(t, err, compromiso.Conflicto)
		}
	}
	if bien != 1 {
		t.Fatalf("%d won", bien)
	}
}

func TestCambiarSinHuella(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	antes := todo(t, s)
	no := errors.New("no")
	so := sol(t, "U0ST", "2024-02-06 12:00")
	so.Clave = "x"
	_, ids, err := s.Cambiar(t.Context(), so, ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		if err := n.Avanzar(so.Acto, compromiso.Avance{Texto: "algo"}); err != nil {
			return err
		}
		return no
	})
	if !errors.Is(err, no) || ids != nil {
		t.Fatalf("%v %v", ids, err)
	}
	if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
		t.Fatal(diff)
	}
	// What changes nothing of note writes nothing either.
	if _, _, err := s.Cambiar(t.Context(), sol(t, "U0ST", "2024-02-06 12:00"), ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		return n.Asignar(so.Acto, compromiso.Asignacion{Areas: []string{"DERFE"}})
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
		t.Fatal(diff)
	}
}

func TestVidaEntera(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo", FechaLimite: fecha(t, "2024-03-15")})
	cambiar(t, s, "U0DERFE", "2024-02-06 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.PedirProrroga(a, "", fecha(t, "2024-04-12"), "falta un dato")
	})
	// A second request is refused by the rule; and by the database, were it not for the rule.
	_, _, err := s.Cambiar(t.Context(), sol(t, "U0DERFE", "2024-02-06 12:01"), ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		n.Prorroga = nil
		return n.PedirProrroga(sol(t, "U0DERFE", "2024-02-06 12:01").Acto, "", fecha(t, "2024-04-19"), "otra")
	})
	rechazado(t, err, compromiso.Conflicto)
	n, _ := cambiar(t, s, "U0ST", "2024-02-07 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.ConcederProrroga(a, "", compromiso.Fecha{}, "de acuerdo")
	})
	if n.Prorroga != nil || n.FechaLimite != fecha(t, "2024-04-12") || n.FechaLimiteOrig != fecha(t, "2024-03-15") {
		t.Fatalf("%+v", n)
	}
	cambiar(t, s, "U0DERFE", "2024-02-08 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.PedirProrroga(a, "", fecha(t, "2024-05-10"), "más")
	})
	cambiar(t, s, "U0ST", "2024-02-09 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Validar(a, "", compromiso.Fecha{}, nil)
	})
	f, err := s.Ficha(t.Context(), nil, ref("1/2024"))
	if err != nil {
		t.Fatal(err)
	}
	var estados []compromiso.EstadoProrroga
	for _, p := range f.Prorrogas {
		estados = append(estados, p.Estado)
	}
	if diff := cmp.Diff([]compromiso.EstadoProrroga{"concedida", "retirada"}, estados); diff != "" {
		t.Fatal(diff)
	}
	if len(f.Historia) != 5 || f.Compromiso.Prorroga != nil {
		t.Fatalf("%d entries", len(f.Historia))
	}
	n, _ = cambiar(t, s, "U0ST", "2024-02-10 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Reabrir(a, "faltaba un anexo")
	})
	if !n.Cerrado.IsZero() || contar(t, s, `SELECT count(*) FROM escalones`) != 1 {
		t.Fatalf("%+v", n)
	}
}
