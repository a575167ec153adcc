package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

func TestRegistrarYLeer(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n, avisos, err := s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{
		Comision: "cvmre", Sesion: d.Comisiones[0].SesionPorDefecto(en(t, "2024-02-05 12:00")), Areas: []string{"derfe", "UTSI"},
		Texto: "Entregar:\n1. El guion.\n2. La relación.", Solicitantes: []string{"CE-ACL, Presidente"}, Eje: "Promoción del voto",
		Enlace: "https://x.slack.com/archives/C1/p1",
	})
	if err != nil {
		t.Fatal(err)
	}
	if n.Numero.String() != "01/2024" || len(n.Incisos) != 2 {
		t.Fatalf("got %s with %d incisos", n.Numero, len(n.Incisos))
	}
	// The post in the channel and the DMs to the enlaces (UTSI's group is not known yet: the ST did it itself).
	if len(avisos) != 2 {
		t.Fatalf("got %d avisos, want 2", len(avisos))
	}
	leido, err := s.Compromiso(t.Context(), ref("CVMRE 1/2024"))
	if err != nil {
		t.Fatal(err)
	}
	if leido.Texto != n.Texto || leido.Sesion == nil || leido.Sesion.Codigo.String() != "01SO-CVMRE" || !leido.Sesion.ConHora ||
		leido.FechaLimite != n.FechaLimite || !leido.Registrado.Equal(n.Registrado) || leido.Incisos[1].Texto != "La relación." ||
		leido.Solicitantes[0] != "CE-ACL, Presidente" || leido.Enlace == "" {
		t.Fatalf("read %+v\nwrote %+v", leido, n)
	}
	f, err := s.Ficha(t.Context(), nil, ref("1/2024"))
	if err != nil || len(f.Historia) != 1 || f.Historia[0].Accion != compromiso.Registrar || f.Historia[0].Despues["estatus"] != "pendiente" {
		t.Fatalf("history %+v (%v)", f, err)
	}
	if got := contar(t, s, `SELECT count(*) FROM escalones`); got != 1 {
		t.Fatalf("%d rungs", got)
	}
	verificada(t, s)
}

func TestRegistrarRechaza(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	_, _, err := s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{Comision: "COVE", Texto: "x", Areas: []string{"DERFE"}})
	rechazado(t, err, compromiso.NoEncontrado)
	_, _, err = s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{Comision: "CVMRE", Texto: "x", Areas: []string{"NADA"}})
	rechazado(t, err, compromiso.Invalido)
	_, _, err = s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{Comision: "CVMRE", Texto: "a\x00b", Areas: []string{"DERFE"}})
	rechazado(t, err, compromiso.Invalido)
	_, err = s.Compromiso(t.Context(), ref("7/2024"))
	rechazado(t, err, compromiso.NoEncontrado)
	if n := registrar(t, s, "2024-02-05 12:01", compromiso.Alta{Texto: "el primero"}); n.Numero.String() != "01/2024" {
		t.Fatalf("a refusal used up a number: %s", n.Numero)
	}
}

func TestSolicitudDosVeces(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	so := sol(t, "U0ST", "2024-02-05 12:00")
	so.Clave = "Ev123"
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for k := range errs {
		wg.Go(func() {
			_, _, errs[k] = s.Registrar(t.Context(), so, compromiso.Alta{Comision: "CVMRE", Texto: "una sola vez", Areas: []string{"DERFE"}})
		})
	}
	wg.Wait()
	bien := 0
	for _, err := range errs {
		var r Repetido
		switch {
		case err == nil:
			bien++
		case !errors.As(err, &r) || r.Numero.String() != "01/2024" || r.Comision != "CVMRE":
			t.Fatalf("got %v", err)
		}
	}
	if bien != 1 || contar(t, s, `SELECT count(*) FROM compromisos`) != 1 {
		t.Fatalf("registered %d times", bien)
	}
}

// Numbers run without gap or double, whoever registers at the same moment and whoever
// dies at it.
func TestNumerosSinHueco(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	const total, manos = 200, 8
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var asesino sync.WaitGroup
	asesino.Go(func() {
		for ctx.Err() == nil {
			_, _ = s.db.ExecContext(ctx, `
				SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE datname = current_database() AND application_name = 'victima' AND state <> 'idle' ORDER BY random() LIMIT 1`)
			time.Sleep(15 * time.Millisecond)
		}
	})
	var mu sync.Mutex
	hechos, fallas := 0, 0
	var wg sync.WaitGroup
	for k := range manos {
		wg.Go(func() {
			mio, err := Open(t.Context(), url+"&application_name=victima", Options{MaxConns: 1})
			if err != nil {
				t.Error(err)
				return
			}
			defer mio.Close()
			for {
				mu.Lock()
				if hechos >= total {
					mu.Unlock()
					return
				}
				hechos++
				mu.Unlock()
				_, _, err := mio.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{
					Comision: "CVMRE", Texto: fmt.Sprintf("de la mano %d", k), Areas: []string{"DERFE"},
				})
				if err != nil { // it was killed: what it did is undone, or (at the commit) done
					mu.Lock()
					hechos--
					fallas++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	cancel()
	asesino.Wait()
	n := contar(t, s, `SELECT count(*) FROM compromisos`)
	if n < total || contar(t, s, `SELECT max(cons) FROM compromisos`) != n || contar(t, s, `SELECT min(cons) FROM compromisos`) != 1 ||
		contar(t, s, `SELECT ultimo FROM contadores`) != n {
		t.Fatalf("%d compromisos, last %d, counter %d", n, contar(t, s, `SELECT max(cons) FROM compromisos`), contar(t, s, `SELECT ultimo FROM contadores`))
	}
	if fallas == 0 {
		t.Log("nobody was killed in the act")
	}
	if v := verificada(t, s); v != int64(n)+1 {
		t.Fatalf("%d entries for %d compromisos", v, n)
	}
}
