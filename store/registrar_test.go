package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// Registrations that come together share transactions, and each fails for itself alone:
// for what it asks, for what the database refuses, for having been made before.
func TestRegistrarJuntos(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	const cuantos = 120
	var mu sync.Mutex
	var dados []int
	errs := map[string]error{}
	var wg sync.WaitGroup
	for k := range cuantos {
		wg.Go(func() {
			alta := compromiso.Alta{Comision: "CVMRE", Texto: fmt.Sprintf("Compromiso %d", k), Areas: []string{"DERFE"}, FechaLimite: fecha(t, "2024-03-15")}
			pide := sol(t, "U0ST", "2024-02-05 12:00")
			pide.Clave = fmt.Sprintf("orden:%d", k)
			clase := "bien"
			switch k % 10 {
			case 1:
				clase, alta.Areas = "área", []string{"NADIE"}
			case 2:
				clase, alta.Texto = "texto", "con un \x00 en medio"
			case 3:
				clase, alta.Texto = "bytes", "con \xff en medio"
			case 4: // twice the same request: one registers, one finds that
				clase, pide.Clave = "otra vez", fmt.Sprintf("orden:%d", k-4)
			case 5:
				clase, pide.Version = "vieja", 1
			}
			n, ids, err := s.Registrar(t.Context(), pide, alta)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs[clase+fmt.Sprint(k)] = err
				return
			}
			if n.ID == 0 || len(ids) != 2 { // the channel and the enlace
				t.Errorf("%d: id %d, avisos %v", k, n.ID, ids)
			}
			dados = append(dados, n.Numero.Cons)
		})
	}
	wg.Wait()
	slices.Sort(dados)
	for k, n := range dados {
		if n != k+1 {
			t.Fatalf("numbers %v", dados)
		}
	}
	if len(dados) != cuantos/2 { // five of each ten are good, and one more is one of them again
		t.Errorf("%d were registered", len(dados))
	}
	for clase, err := range errs {
		var ya Repetido
		switch {
		case strings.HasPrefix(clase, "área"), strings.HasPrefix(clase, "texto"), strings.HasPrefix(clase, "bytes"):
			if compromiso.CodigoDe(err) == "" {
				t.Errorf("%s: %v", clase, err)
			}
		case strings.HasPrefix(clase, "vieja"):
			if !errors.Is(err, compromiso.ErrDirectorio) {
				t.Errorf("%s: %v", clase, err)
			}
		case !errors.As(err, &ya) || ya.Numero.IsZero():
			t.Errorf("%s: %v", clase, err)
		}
	}
	if n, rota, err := s.Verificar(t.Context()); err != nil || rota != nil || n < int64(len(dados)) {
		t.Errorf("the chain: %d, %v, %v", n, rota, err)
	}
}

// What was judged by a directory that is no longer the one of the moment is refused.
func TestDirectorioViejo(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Presentar un informe"})
	viejo, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.Recordado() != viejo {
		t.Error("what was read is not remembered")
	}
	for _, cambia := range []bool{false, true} {
		if cambia {
			configurar(t, s, "2024-02-05 13:00", func(d *compromiso.Directorio) { d.Comisiones[0].Secretaria = []string{"U0OTRA"} })
		}
		for que, haz := range map[string]func() error{
			"lista": func() error {
				_, err := s.Lista(t.Context(), viejo, compromiso.Filtro{Comision: "CVMRE"})
				return err
			},
			"empty lista": func() error {
				_, err := s.Lista(t.Context(), viejo, compromiso.Filtro{Comision: "CVMRE", Anio: 1999})
				return err
			},
			"ver": func() error {
				_, err := s.Ficha(t.Context(), viejo, ref("1/2024"))
				return err
			},
			"buscar": func() error {
				_, err := s.Buscar(t.Context(), viejo, "CVMRE", "informe", 0, 10)
				return err
			},
			"buscar what is not there": func() error {
				_, err := s.Buscar(t.Context(), viejo, "CVMRE", "zafiro", 0, 10)
				return err
			},
		} {
			if err := haz(); errors.Is(err, compromiso.ErrDirectorio) != cambia || err != nil && !cambia {
				t.Errorf("%s, changed %v: %v", que, cambia, err)
			}
		}
	}
}

// A lote that fails as a whole is tried one by one, and what fails then is told as that.
func TestRegistrarDeUnoEnUno(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	// What the database refuses in the second of them, and nobody could see before.
	if _, err := s.db.ExecContext(t.Context(), `ALTER TABLE compromisos ADD CONSTRAINT prueba CHECK (texto <> 'imposible')`); err != nil {
		t.Fatal(err)
	}
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lote := []*pedido{}
	for _, x := range []struct {
		texto   string
		version int64
	}{{"uno", 0}, {"imposible", 0}, {"tres", d.Version}, {"cuatro", 1}} {
		p := &pedido{ctx: t.Context(), sol: sol(t, "U0ST", "2024-02-05 12:00"), hecho: make(chan struct{})}
		p.sol.Version = x.version
		p.alta = compromiso.Alta{Comision: "CVMRE", Texto: x.texto, Areas: []string{"DERFE"}, FechaLimite: fecha(t, "2024-03-15")}
		lote = append(lote, p)
	}
	s.registrarLote(lote)
	if err := lote[0].err; err != nil || lote[0].n.Numero.Cons != 1 {
		t.Errorf("the first: %v", err)
	}
	if lote[1].err == nil {
		t.Error("what the database refused is told as written")
	}
	if err := lote[2].err; err != nil || lote[2].n.Numero.Cons != 2 {
		t.Errorf("the third: %v", err)
	}
	if !errors.Is(lote[3].err, compromiso.ErrDirectorio) {
		t.Errorf("the fourth: %v", lote[3].err)
	}
	if n := contar(t, s, `SELECT count(*) FROM compromisos`); n != 2 {
		t.Errorf("%d are stored", n)
	}
	// What is refused only when it is tried again is told too.
	lote[0].err, lote[2].err = nil, nil
	lote[0].sol.Version, lote[2].sol.Version = d.Version+1, d.Version+1
	s.registrarLote(lote[:3])
	if !errors.Is(lote[0].err, compromiso.ErrDirectorio) || !errors.Is(lote[2].err, compromiso.ErrDirectorio) || lote[1].err == nil {
		t.Errorf("again: %v, %v, %v", lote[0].err, lote[1].err, lote[2].err)
	}
}

// A commission whose numbers somebody holds does not hold up the others.
func TestRegistrarSinEstorbarse(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	configurar(t, s, "2024-01-03 08:00", func(d *compromiso.Directorio) {
		d.Comisiones = append(d.Comisiones, compromiso.NewComision("COVE", "La otra"))
	})
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "uno"})
	tx, err := s.db.BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // after the commit it says that there is none
	if _, err := tx.ExecContext(t.Context(), `SELECT * FROM contadores FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	espera := make(chan error, 1)
	go func() {
		_, _, err := s.Registrar(t.Context(), sol(t, "U0ST", "2024-02-05 12:00"), compromiso.Alta{Comision: "CVMRE", Texto: "dos", Areas: []string{"DERFE"}})
		espera <- err
	}()
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Comision: "COVE", Texto: "de la otra"})
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := <-espera; err != nil {
		t.Error(err)
	}
}

// What a process of the version before writes is derived by the sweep.
func TestCompletar(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Entregar el guion del video"})
	for _, q := range []string{
		`UPDATE compromisos SET texto = 'Presentar las notificaciones electrónicas', texto_plegado = 'presentar las notificaciones electronicas'`,
		`DELETE FROM vocabulario`,
	} {
		if _, err := s.db.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if n := contar(t, s, `SELECT count(*) FROM compromisos WHERE huella IS NULL AND partes IS NULL`); n != 1 {
		t.Fatal("what was derived of the former text is still believed")
	}
	if _, err := s.PlanearRecordatorios(t.Context(), en(t, "2024-02-05 12:01")); err != nil {
		t.Fatal(err)
	}
	ps, err := s.Parecidos(t.Context(), nil, "CVMRE", "Presentar notificaciones electrónicas", 3)
	if err != nil || len(ps) != 1 {
		t.Errorf("what resembles: %v, %v", ps, err)
	}
	p, err := s.Buscar(t.Context(), nil, "CVMRE", "notificasiones", 0, 10)
	if err != nil || len(p.Filas) != 1 {
		t.Errorf("with a slip: %v, %v", numeros(p.Filas), err)
	}
}
