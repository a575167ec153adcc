package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// Everything at once, from two processes: nobody waits in a ring, and the chain holds.
func TestTodoALaVez(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	for k := range 10 {
		registrar(t, s, "2024-03-01 12:00", compromiso.Alta{Texto: fmt.Sprint(k), FechaLimite: fecha(t, "2024-03-15"), Areas: []string{"DERFE", "DECEyEC"}})
	}
	fin := time.Now().Add(2 * time.Second)
	var wg sync.WaitGroup
	repetir := func(que string, fn func(st *Store, k int) error) {
		for _, st := range []*Store{s, otro} {
			wg.Go(func() {
				for k := 0; time.Now().Before(fin); k++ {
					if err := fn(st, k); err != nil && compromiso.CodigoDe(err) == "" {
						t.Errorf("%s: %v", que, err)
						return
					}
				}
			})
		}
	}
	dia := func(k int) time.Time { return en(t, fecha(t, "2024-03-08").AddDias(k%60).String()+" 09:00") }
	repetir("sweep", func(st *Store, k int) error {
		_, err := st.PlanearRecordatorios(t.Context(), dia(k))
		return err
	})
	repetir("deliver", func(st *Store, k int) error {
		por, err := st.AvisosPorEntregar(t.Context(), dia(k), dia(k), 5)
		for _, p := range por {
			a, ok, err := st.TomarAviso(t.Context(), p, dia(k), time.Second)
			if err != nil || !ok {
				return err
			}
			if _, _, err = st.EnvioDe(t.Context(), a, dia(k)); err != nil {
				return err
			}
			switch k % 3 {
			case 0:
				_, err = st.MarcarFallido(t.Context(), compromiso.PorEntregar{ID: p.ID, Vuelta: p.Vuelta + 1}, "account_inactive", dia(k))
			case 1:
				err = st.MarcarOmitido(t.Context(), compromiso.PorEntregar{ID: p.ID, Vuelta: p.Vuelta + 1}, "caduco", dia(k))
			default:
				_, err = st.MarcarEnviado(t.Context(), p.ID, compromiso.Recibo{Canal: "D1", TS: "1"}, dia(k))
			}
			if err != nil {
				return err
			}
		}
		return err
	})
	repetir("change", func(st *Store, k int) error {
		so := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: dia(k), Hoy: compromiso.FechaDe(dia(k))}}
		_, _, err := st.Cambiar(t.Context(), so, ref(fmt.Sprintf("%d/2024", 1+k%10)), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
			if n.Estatus == compromiso.Cumplido {
				return n.Reabrir(so.Acto, "otra vez")
			}
			return n.Validar(so.Acto, "", compromiso.Fecha{}, nil)
		})
		return err
	})
	repetir("postpone", func(st *Store, k int) error {
		so := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0DERFE", En: dia(k), Hoy: compromiso.FechaDe(dia(k))}}
		return st.Posponer(t.Context(), so, ref(fmt.Sprintf("%d/2024", 1+k%10)), "", so.Acto.Hoy.AddDias(3))
	})
	repetir("configure", func(st *Store, k int) error {
		so := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: dia(k)}}
		_, err := st.Configurar(t.Context(), so, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
			d.Comisiones[0].Recordatorios.DespuesCada = 1 + k%5
			return d, nil, nil
		})
		time.Sleep(20 * time.Millisecond)
		return err
	})
	repetir("register", func(st *Store, k int) error {
		so := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: dia(k), Hoy: compromiso.FechaDe(dia(k))}}
		_, _, err := st.Registrar(t.Context(), so, compromiso.Alta{Comision: "CVMRE", Texto: fmt.Sprint(k), Areas: []string{"UTSI"}})
		return err
	})
	// The same compromisos in another order each time, with a status that moves their rungs.
	repetir("import", func(st *Store, k int) error {
		filas := make([]compromiso.FilaInforme, 10)
		for i := range filas {
			n := 1 + (i+k)%10
			estatus := []compromiso.Estatus{compromiso.EnProceso, compromiso.Cumplido}[k%2]
			filas[i] = fila(t, fmt.Sprintf("%02d/2024", n), estatus, fmt.Sprint(n-1), fmt.Sprint("Se atendió ", k))
		}
		inf := informeDe(t, fmt.Sprintf("%02dSE-CVMRE", 1+k%90), compromiso.FechaDe(dia(k)).String(), filas...)
		_, err := st.Importar(t.Context(), sol(t, "importar", dia(k).Format("2006-01-02 15:04")), inf, false)
		return err
	})
	repetir("lapse", func(st *Store, k int) error {
		por, err := st.AvisosPorEntregar(t.Context(), dia(k), dia(k), 20)
		for _, p := range slices.Backward(por) {
			if err == nil && !p.EnMano {
				err = st.MarcarOmitido(t.Context(), p, "caduco", dia(k))
			}
		}
		return err
	})
	wg.Wait()
	verificada(t, s)
	n := contar(t, s, `SELECT count(*) FROM compromisos`)
	if contar(t, s, `SELECT max(cons) FROM compromisos`) != n {
		t.Fatal("a gap")
	}
	t.Logf("%d compromisos, %d entries, %d avisos", n, contar(t, s, `SELECT count(*) FROM bitacora`), contar(t, s, `SELECT count(*) FROM avisos`))
}
