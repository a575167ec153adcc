package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/store/puente"
)

func altaDe(texto string) compromiso.Alta {
	return compromiso.Alta{Comision: "CVMRE", Texto: texto, Areas: []string{"DERFE"}}
}

// The answer to the commit is lost: what was registered is found by its key, and is not
// registered again; without a key nobody is told that it was not.
func TestRegistrarSinRespuesta(t *testing.T) {
	t.Parallel()
	for nombre, k := range map[string]struct {
		clave string
		caida bool // the database is away after that
		sabe  bool
	}{
		"found by its key":        {clave: "orden:1", sabe: true},
		"without a key":           {},
		"and nobody can be asked": {clave: "orden:1", caida: true},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			s, url := casa(t)
			p := puente.New(t, url)
			otro := open(t, p.URL())
			p.LoseAnswer("COMMIT", func() {
				if k.caida {
					p.Close()
				}
			})
			pide := sol(t, "U0ST", "2024-02-05 12:00")
			pide.Clave = k.clave
			_, _, err := otro.Registrar(t.Context(), pide, altaDe("una sola vez"))
			var ya Repetido
			switch {
			case k.sabe && (!errors.As(err, &ya) || ya.Numero.String() != "01/2024"):
				t.Errorf("it was registered, and the answer is %v", err)
			case !k.sabe && !incierto(err):
				t.Errorf("nobody knows, and the answer is %v", err)
			}
			if n := contar(t, s, `SELECT count(*) FROM compromisos`); n != 1 {
				t.Errorf("registered %d times", n)
			}
			// The same request again finds out.
			if pide.Clave != "" {
				if _, _, err := s.Registrar(t.Context(), pide, altaDe("una sola vez")); !errors.As(err, &ya) || ya.Numero.String() != "01/2024" {
					t.Errorf("again: %v", err)
				}
			}
			verificada(t, s)
		})
	}
}

// The same of a change.
func TestCambiarSinRespuesta(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "uno"})
	p := puente.New(t, url)
	otro := open(t, p.URL())
	p.LoseAnswer("COMMIT", func() {})
	pide := sol(t, "U0ST", "2024-02-06 12:00")
	pide.Clave = "orden:1"
	validar := func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		return n.Validar(pide.Acto, "", compromiso.Fecha{}, nil)
	}
	if _, _, err := otro.Cambiar(t.Context(), pide, ref("1/2024"), validar); !incierto(err) {
		t.Errorf("nobody knows, and the answer is %v", err)
	}
	var ya Repetido
	if _, _, err := s.Cambiar(t.Context(), pide, ref("1/2024"), validar); !errors.As(err, &ya) {
		t.Errorf("again: %v", err)
	}
}

// Time is up while somebody holds the numbers. What had not begun is taken back, and it is
// known that it was not registered; of what had, that is not known, and it is found out by
// the same request again. None is registered twice.
func TestRegistrarPlazoVencido(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "uno"})
	tx := enTx(t, s)
	if _, err := tx.ExecContext(t.Context(), `SELECT * FROM contadores FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	pedir := func(ctx context.Context, clave string) chan error {
		pide := sol(t, "U0ST", "2024-02-05 12:00")
		pide.Clave = clave
		fin := make(chan error, 1)
		go func() {
			_, _, err := s.Registrar(ctx, pide, altaDe("de "+clave))
			fin <- err
		}()
		return fin
	}
	ctx, cancel := context.WithCancel(t.Context())
	primera := pedir(ctx, "primera")
	esperar(t, s, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%contadores%'`)
	segunda := pedir(ctx, "segunda")
	enCola(t, s, 1)
	tercera := pedir(t.Context(), "tercera") // has more time
	enCola(t, s, 2)
	cancel()
	if err := <-primera; !incierto(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("under way, and told: %v", err)
	}
	if err := <-segunda; err == nil || incierto(err) || !errors.Is(err, context.Canceled) {
		t.Errorf("not begun, and told: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-tercera; err != nil {
		t.Errorf("the third: %v", err)
	}
	var ya Repetido
	if err := <-pedir(t.Context(), "primera"); !errors.As(err, &ya) || ya.Numero.String() != "02/2024" {
		t.Errorf("the first again: %v", err)
	}
	if err := <-pedir(t.Context(), "segunda"); err != nil {
		t.Errorf("the second again: %v", err)
	}
	if n := contar(t, s, `SELECT count(*) FROM compromisos`); n != 4 {
		t.Errorf("%d are stored, want 4", n)
	}
	verificada(t, s)
}

// enCola waits until so many registrations wait for the one that is under way.
func enCola(t *testing.T, s *Store, n int) {
	t.Helper()
	for fin := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		s.altas.mu.Lock()
		hay := len(s.altas.espera["cvmre"])
		s.altas.mu.Unlock()
		if hay == n {
			return
		}
		if time.Now().After(fin) {
			t.Fatalf("%d wait, want %d", hay, n)
		}
	}
}
