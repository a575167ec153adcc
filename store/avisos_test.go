package store

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// debido is a compromiso of DERFE that falls due on Friday 15 March 2024, with the
// reminders of the default settings: 5, 3, 1 and 0 business days before.
func debido(t testing.TB, s *Store) *compromiso.Compromiso {
	t.Helper()
	return registrar(t, s, "2024-03-01 12:00", compromiso.Alta{Texto: "Presentar el análisis.", FechaLimite: fecha(t, "2024-03-15")})
}

func planear1(t testing.TB, s *Store, cuando string) []int64 {
	t.Helper()
	ids, err := s.PlanearRecordatorios(t.Context(), en(t, cuando))
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func recordatorios(t testing.TB, s *Store) []string {
	t.Helper()
	var claves []string
	if err := s.db.SelectContext(t.Context(), &claves, `SELECT clave FROM avisos WHERE clase = 'recordatorio' ORDER BY clave`); err != nil {
		t.Fatal(err)
	}
	return claves
}

// entregar takes an aviso through its whole life and gives what was sent, nil where it
// was not wanted any more.
func entregar(t testing.TB, s *Store, id int64, cuando string) *compromiso.Envio {
	t.Helper()
	ahora := en(t, cuando)
	var vuelta int
	if err := s.db.GetContext(t.Context(), &vuelta, `SELECT vuelta FROM avisos WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	a, ok, err := s.TomarAviso(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: vuelta}, ahora, time.Minute)
	if err != nil || !ok {
		t.Fatalf("not taken: %v", err)
	}
	e, motivo, err := s.EnvioDe(t.Context(), a, ahora)
	if err != nil {
		t.Fatal(err)
	}
	if motivo != "" {
		if err := s.MarcarOmitido(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: vuelta + 1}, motivo, ahora); err != nil {
			t.Fatal(err)
		}
		return nil
	}
	if ok, err := s.MarcarIntento(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: vuelta + 1}, ahora); err != nil || !ok {
		t.Fatalf("not ours: %v", err)
	}
	if _, err := s.MarcarEnviado(t.Context(), id, compromiso.Recibo{Canal: "D" + a.Destino, TS: cuando}, ahora); err != nil {
		t.Fatal(err)
	}
	return &e
}

func TestPlanearUnaVez(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	debido(t, s)
	registrar(t, s, "2024-03-01 12:01", compromiso.Alta{Texto: "Otra entrega.", FechaLimite: fecha(t, "2024-03-15")})
	if ids := planear1(t, s, "2024-03-08 08:59"); len(ids) != 0 {
		t.Fatal("before its hour")
	}
	var wg sync.WaitGroup
	for _, st := range []*Store{s, otro, s, otro} {
		wg.Go(func() {
			if _, err := st.PlanearRecordatorios(t.Context(), en(t, "2024-03-08 09:00")); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	planear1(t, otro, "2024-03-08 09:01")
	if r := recordatorios(t, s); !slices.Equal(r, []string{"recordatorio:U0DERFE:2024-03-08"}) {
		t.Fatalf("got %v", r)
	}
	if n := contar(t, s, `SELECT count(*) FROM aviso_asuntos`); n != 2 {
		t.Fatalf("%d asuntos", n)
	}
	por, err := s.AvisosPorEntregar(t.Context(), en(t, "2024-03-08 09:01"), en(t, "2024-03-08 09:01"), 100)
	if err != nil {
		t.Fatal(err)
	}
	var id int64
	if err := s.db.GetContext(t.Context(), &id, `SELECT id FROM avisos WHERE clase = 'recordatorio'`); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(por, compromiso.PorEntregar{ID: id}) {
		t.Fatalf("%v does not have %d", por, id)
	}
	e := entregar(t, s, id, "2024-03-08 09:01")
	if e == nil || len(e.Aviso.Asuntos) != 2 || e.Aviso.Asuntos[0].Compromiso.Texto == "" || e.Aviso.Asuntos[0].Dias != -5 {
		t.Fatalf("got %+v", e)
	}
	// The next rungs: three days before (12 March), the day before, the day.
	for _, dia := range []string{"2024-03-09", "2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"} {
		for _, id := range planear1(t, s, dia+" 09:00") {
			entregar(t, s, id, dia+" 09:00")
		}
	}
	quiero := []string{"2024-03-08", "2024-03-12", "2024-03-14", "2024-03-15"}
	for k, r := range recordatorios(t, s) {
		if k >= len(quiero) || !strings.HasSuffix(r, quiero[k]) {
			t.Fatalf("got %v", recordatorios(t, s))
		}
	}
	if n := len(recordatorios(t, s)); n != len(quiero) {
		t.Fatalf("%d reminders", n)
	}
}

// What an outage missed is one message.
func TestPlanearTrasUnaCaida(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	ids := planear1(t, s, "2024-03-14 15:00")
	if len(ids) != 1 {
		t.Fatalf("got %v", ids)
	}
	if e := entregar(t, s, ids[0], "2024-03-14 15:00"); e == nil || len(e.Aviso.Asuntos) != 1 {
		t.Fatalf("got %+v", e)
	}
	if ids := planear1(t, s, "2024-03-14 15:01"); len(ids) != 0 {
		t.Fatal("again")
	}
	// After the day's hours it waits.
	otro, _ := casa(t)
	debido(t, otro)
	if ids := planear1(t, otro, "2024-03-14 21:00"); len(ids) != 0 {
		t.Fatal("at night")
	}
	if ids := planear1(t, otro, "2024-03-15 09:00"); len(ids) != 1 {
		t.Fatal("not in the morning")
	}
}

func TestNadaDeLoCerrado(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	ids := planear1(t, s, "2024-03-08 09:00")
	cambiar(t, s, "U0DERFE", "2024-03-08 09:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Proponer(a, compromiso.Avance{})
	})
	if e := entregar(t, s, ids[0], "2024-03-08 09:00"); e != nil {
		t.Fatalf("sent %+v", e)
	}
	var fuera string
	if err := s.db.GetContext(t.Context(), &fuera, `SELECT suprimido FROM aviso_asuntos`); err != nil || fuera != "por_validar" {
		t.Fatalf("recorded %q (%v)", fuera, err)
	}
	// The ST was told, by an aviso of its own.
	avisos, err := s.AvisosDe(t.Context(), ref("1/2024"), 10)
	if err != nil {
		t.Fatal(err)
	}
	var clases []string
	for _, a := range avisos {
		clases = append(clases, string(a.Clase)+" "+a.Destino+" "+string(a.Estado))
	}
	slices.Sort(clases)
	if want := []string{"asignacion U0DERFE pendiente", "propuesta U0ST pendiente", "recordatorio U0DERFE omitido", "registro C0CVMRE pendiente"}; !slices.Equal(clases, want) {
		t.Fatalf("got %v", clases)
	}
	cambiar(t, s, "U0ST", "2024-03-08 12:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Validar(a, "", compromiso.Fecha{}, nil)
	})
	if n := contar(t, s, `SELECT count(*) FROM escalones`); n != 0 {
		t.Fatalf("%d rungs of what is closed", n)
	}
}

func TestPosponerYEnterado(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	for _, id := range planear1(t, s, "2024-03-08 09:00") {
		entregar(t, s, id, "2024-03-08 09:00")
	}
	rechazado(t, s.Posponer(t.Context(), sol(t, "U0DERFE", "2024-03-08 10:00"), ref("1/2024"), "", fecha(t, "2024-03-08")), compromiso.Invalido)
	rechazado(t, s.Posponer(t.Context(), sol(t, "U0DERFE", "2024-03-08 10:00"), ref("1/2024"), "z", fecha(t, "2024-03-13")), compromiso.NoEncontrado)
	so := sol(t, "U0DERFE", "2024-03-08 10:00")
	so.Clave = "boton"
	if err := s.Posponer(t.Context(), so, ref("1/2024"), "", fecha(t, "2024-03-13")); err != nil {
		t.Fatal(err)
	}
	if err := s.Posponer(t.Context(), so, ref("1/2024"), "", fecha(t, "2024-03-13")); err == nil || !strings.Contains(err.Error(), "01/2024") {
		t.Fatalf("the second time: %v", err)
	}
	planear1(t, s, "2024-03-08 10:01")
	// Progress meanwhile does not lose the wish.
	cambiar(t, s, "U0DERFE", "2024-03-11 10:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Avanzar(a, compromiso.Avance{Texto: "En eso."})
	})
	if ids := planear1(t, s, "2024-03-12 09:00"); len(ids) != 0 {
		t.Fatal("the rung of the 12th was postponed")
	}
	ids := planear1(t, s, "2024-03-13 09:00")
	if len(ids) != 1 {
		t.Fatal("not heard of again on the day asked for")
	}
	entregar(t, s, ids[0], "2024-03-13 09:00")
	if err := s.Enterado(t.Context(), sol(t, "U0DERFE", "2024-03-14 09:30"), ref("1/2024"), ""); err != nil {
		t.Fatal(err)
	}
	if ids := planear1(t, s, "2024-03-14 09:31"); len(ids) != 0 {
		t.Fatal("silent until the next rung")
	}
	if ids := planear1(t, s, "2024-03-15 09:00"); len(ids) != 1 {
		t.Fatal("the next rung speaks again")
	}
	verificada(t, s)
}

// The DM of the day can take more until it is on its way.
func TestDiaAbierto(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	ids := planear1(t, s, "2024-03-08 09:00")
	// Registered before and due so that its rung was passed by an hour: it joins the open DM.
	if _, err := s.db.ExecContext(t.Context(), `UPDATE comisiones SET orden = orden`); err != nil {
		t.Fatal(err)
	}
	otro := registrar(t, s, "2024-03-01 12:00", compromiso.Alta{Texto: "Otro.", FechaLimite: fecha(t, "2024-03-15")})
	if mas := planear1(t, s, "2024-03-08 09:02"); !slices.Equal(mas, ids) {
		t.Fatalf("got %v, want %v", mas, ids)
	}
	if _, ok, err := s.TomarAviso(t.Context(), sinTomar(ids[0]), en(t, "2024-03-08 09:02"), time.Minute); err != nil || !ok {
		t.Fatal(err)
	}
	tarde := registrar(t, s, "2024-03-01 12:00", compromiso.Alta{Texto: "Tarde.", FechaLimite: fecha(t, "2024-03-15")})
	if mas := planear1(t, s, "2024-03-08 09:03"); len(mas) != 0 {
		t.Fatal("it is on its way")
	}
	if n := contar(t, s, `SELECT count(*) FROM aviso_asuntos WHERE compromiso_id IN ($1, $2)`, otro.ID, tarde.ID); n != 1 {
		t.Fatalf("%d asuntos", n)
	}
	if mas := planear1(t, s, "2024-03-11 09:00"); len(mas) != 1 {
		t.Fatal("what came late waits for the next business day")
	}
}

func TestArriendo(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	debido(t, s)
	id := planear1(t, s, "2024-03-08 09:00")[0]
	m := en(t, "2024-03-08 09:00")
	var wg sync.WaitGroup
	tomados := make([]bool, 8)
	for k := range tomados {
		st := s
		if k%2 == 1 {
			st = otro
		}
		wg.Go(func() {
			_, ok, err := st.TomarAviso(t.Context(), sinTomar(id), m, time.Minute)
			if err != nil {
				t.Error(err)
			}
			tomados[k] = ok
		})
	}
	wg.Wait()
	if n := len(slices.DeleteFunc(slices.Clone(tomados), func(b bool) bool { return !b })); n != 1 {
		t.Fatalf("taken %d times", n)
	}
	pendientes := func(maquina time.Time, enMano bool) int {
		por, err := s.AvisosPorEntregar(t.Context(), m, maquina, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range por {
			if p.ID == id && p.EnMano == enMano {
				n++
			}
		}
		return n
	}
	heredado := func(vuelta int) compromiso.PorEntregar {
		return compromiso.PorEntregar{ID: id, Vuelta: vuelta, EnMano: true}
	}
	// Whatever the clock shows: it may have jumped.
	if pendientes(m.Add(100*time.Hour), false) != 0 || pendientes(m, true) != 1 {
		t.Fatal("the lease")
	}
	if _, ok, _ := s.TomarAviso(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: 1}, m.Add(100*time.Hour), time.Minute); ok {
		t.Fatal("taken out of somebody's hands")
	}
	if _, ok, _ := s.TomarAviso(t.Context(), heredado(0), m.Add(2*time.Minute), time.Minute); ok {
		t.Fatal("a job of the life before took it")
	}
	a, ok, err := s.TomarAviso(t.Context(), heredado(1), m.Add(2*time.Minute), time.Minute)
	if err != nil || !ok || a.Estado != compromiso.AvisoPendiente {
		t.Fatalf("%+v %v", a, err)
	}
	suyo := compromiso.PorEntregar{ID: id, Vuelta: 2}
	if ok, err := s.MarcarIntento(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: 1}, m.Add(2*time.Minute)); err != nil || ok {
		t.Fatalf("somebody who held it before may send: %v", err)
	}
	if ok, err := s.MarcarIntento(t.Context(), suyo, m.Add(2*time.Minute)); err != nil || !ok {
		t.Fatalf("not ours: %v", err)
	}
	// Whoever lost it writes nothing over the one who has it.
	viejo := compromiso.PorEntregar{ID: id, Vuelta: 1}
	if err := s.Reintentar(t.Context(), viejo, "late", m.Add(time.Hour), false); err != nil {
		t.Fatal(err)
	}
	if err := s.Aplazar(t.Context(), viejo, m.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if relevo, err := s.MarcarFallido(t.Context(), viejo, "late", m); err != nil || len(relevo) > 0 {
		t.Fatal(err)
	}
	if err := s.MarcarOmitido(t.Context(), viejo, "late", m); err != nil {
		t.Fatal(err)
	}
	if err := s.Reintentar(t.Context(), suyo, "timeout", m.Add(5*time.Minute), true); err != nil {
		t.Fatal(err)
	}
	if pendientes(m.Add(4*time.Minute), true) != 0 || pendientes(m.Add(5*time.Minute), true) != 1 {
		t.Fatal("the pause")
	}
	if pendientes(m.Add(-100*time.Hour), true) != 1 {
		t.Fatal("put off by a clock that was set back")
	}
	if _, ok, _ := s.TomarAviso(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: 2}, m.Add(5*time.Minute), time.Minute); ok {
		t.Fatal("it may be out")
	}
	a, ok, err = s.TomarAviso(t.Context(), heredado(2), m.Add(5*time.Minute), time.Minute)
	if err != nil || !ok || a.Estado != compromiso.AvisoEnviando || a.Intentos != 1 || !a.PrimerIntent.Equal(m.Add(2*time.Minute)) {
		t.Fatalf("%+v %v", a, err)
	}
	if !a.PlazoDesde.Equal(m) {
		t.Fatalf("being tried since %s, says the deadline", a.PlazoDesde)
	}
	if err := s.Aplazar(t.Context(), compromiso.PorEntregar{ID: id, Vuelta: 3}, m.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if pendientes(m.Add(10*time.Minute), true) != 0 {
		t.Fatal("put off")
	}
	if a, ok, err = s.TomarAviso(t.Context(), heredado(3), m.Add(time.Hour), time.Minute); err != nil || !ok || !a.PlazoDesde.Equal(m.Add(time.Hour)) {
		t.Fatalf("what was put off is late already: %+v %v", a, err)
	}
	// Nobody was there for a day: the deadline begins anew.
	if a, ok, err = s.TomarAviso(t.Context(), heredado(4), m.Add(26*time.Hour), time.Minute); err != nil || !ok || !a.PlazoDesde.Equal(m.Add(26*time.Hour)) {
		t.Fatalf("what nobody tried is late already: %+v %v", a, err)
	}
}

func sinTomar(id int64) compromiso.PorEntregar { return compromiso.PorEntregar{ID: id} }

// Somebody cannot be written to: the suplente hears of it in their stead, at the rungs
// that would have been theirs.
func TestFallido(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	id := planear1(t, s, "2024-03-08 09:00")[0]
	relevo, err := s.MarcarFallido(t.Context(), sinTomar(id), "account_inactive", en(t, "2024-03-08 09:01"))
	if err != nil || len(relevo) != 1 {
		t.Fatalf("%v %v", relevo, err)
	}
	e := entregar(t, s, relevo[0], "2024-03-08 09:02")
	if e == nil || e.Aviso.Destino != "U0DERFE2" || e.Aviso.Datos["motivo"] != "account_inactive" || len(e.Aviso.Asuntos) != 1 ||
		e.Aviso.Asuntos[0].Compromiso.Numero.String() != "01/2024" {
		t.Fatalf("%+v", e)
	}
	// Twice is once.
	if otra, err := s.MarcarFallido(t.Context(), sinTomar(id), "account_inactive", en(t, "2024-03-08 09:03")); err != nil || len(otra) != 0 {
		t.Fatalf("%v %v", otra, err)
	}
	for _, m := range []string{"2024-03-08 09:05", "2024-03-11 09:00"} {
		if ids := planear1(t, s, m); len(ids) != 0 {
			t.Fatalf("%s: somebody heard of that rung already", m)
		}
	}
	if ids := planear1(t, s, "2024-03-12 09:00"); len(ids) != 1 {
		t.Fatal("the next rung is forgotten")
	}
}

// Years of failures end as reminders do: capped, and then the ST keeps hearing.
func TestFallidoConTope(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	suplente, secretaria := 0, 0
	c := compromiso.NewComision("CVMRE", "")
	for dia := fecha(t, "2024-03-04"); dia.Antes(fecha(t, "2024-06-01")); dia = dia.AddDias(1) {
		if !c.Calendario.Habil(dia) {
			continue
		}
		m := dia.String() + " 09:00"
		for _, id := range planear1(t, s, m) {
			var destino string
			if err := s.db.GetContext(t.Context(), &destino, `SELECT destino FROM avisos WHERE id = $1`, id); err != nil {
				t.Fatal(err)
			}
			switch destino {
			case "U0DERFE":
				relevo, err := s.MarcarFallido(t.Context(), sinTomar(id), "account_inactive", en(t, m))
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range relevo {
					entregar(t, s, r, m)
					suplente++
				}
				continue
			case "U0ST":
				secretaria++
			}
			entregar(t, s, id, m)
		}
	}
	// 5, 3, 1 and 0 days before, and ten times overdue; the ST at the escalation, and ever
	// after the cap.
	if suplente != 14 || secretaria < 10 {
		t.Fatalf("the suplente heard of it %d times, the ST %d", suplente, secretaria)
	}
}

// A deadline is not the person's fault: the ST hears of it, and what was owed is told on
// the next business day. Word of a loss that is lost itself ends with the ST.
func TestPlazoVencido(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	id := planear1(t, s, "2024-03-08 09:00")[0]
	relevo, err := s.MarcarFallido(t.Context(), sinTomar(id), "plazo_vencido", en(t, "2024-03-08 09:30"))
	if err != nil || len(relevo) != 1 {
		t.Fatalf("%v %v", relevo, err)
	}
	if e := entregar(t, s, relevo[0], "2024-03-08 09:31"); e == nil || e.Aviso.Destino != "U0ST" {
		t.Fatalf("%+v", e)
	}
	if ids := planear1(t, s, "2024-03-08 09:32"); len(ids) != 0 {
		t.Fatal("the day's message is gone")
	}
	ids := planear1(t, s, "2024-03-11 09:00")
	if len(ids) != 1 {
		t.Fatal("what was owed is forgotten")
	}
	relevo, err = s.MarcarFallido(t.Context(), sinTomar(ids[0]), "plazo_vencido", en(t, "2024-03-11 10:00"))
	if err != nil || len(relevo) != 1 {
		t.Fatalf("%v %v", relevo, err)
	}
	if mas, err := s.MarcarFallido(t.Context(), sinTomar(relevo[0]), "channel_not_found", en(t, "2024-03-11 10:01")); err != nil || len(mas) != 0 {
		t.Fatalf("%v %v", mas, err)
	}
}

func TestCaducoSePlaneaOtraVez(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	id := planear1(t, s, "2024-03-08 09:00")[0]
	if err := s.MarcarOmitido(t.Context(), sinTomar(id), "caduco", en(t, "2024-03-09 01:00")); err != nil {
		t.Fatal(err)
	}
	if ids := planear1(t, s, "2024-03-11 09:00"); len(ids) != 1 {
		t.Fatal("forgotten")
	}
}

func TestVencidosTopeYEscala(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	configurar(t, s, "2024-01-02 08:01", func(d *compromiso.Directorio) { d.Comisiones[0].Recordatorios.MaximoVencidos = 2 })
	debido(t, s)
	quienes := map[string][]string{}
	for dia := fecha(t, "2024-03-15"); !dia.Despues(fecha(t, "2024-04-05")); dia = dia.AddDias(1) {
		cuando := dia.String() + " 09:00"
		for _, id := range planear1(t, s, cuando) {
			if e := entregar(t, s, id, cuando); e != nil {
				quienes[e.Aviso.Destino] = append(quienes[e.Aviso.Destino], string(e.Aviso.Asuntos[0].Regla)+" "+dia.String())
			}
		}
	}
	// 18 March is a holiday: overdue on the 19th, and then every second business day.
	if got := quienes["U0DERFE"]; !slices.Equal(got, []string{"antes 2024-03-15", "vencido 2024-03-19", "vencido 2024-03-21"}) {
		t.Errorf("the enlace: %v", got)
	}
	if got := quienes["U0DERFE2"]; !slices.Equal(got, []string{"escala 2024-03-21"}) {
		t.Errorf("the suplente: %v", got)
	}
	if got := quienes["U0DERFET"]; !slices.Equal(got, []string{"escala 2024-03-26"}) {
		t.Errorf("the titular: %v", got)
	}
	if got := quienes["U0ST"]; len(got) < 3 || got[0] != "escala 2024-03-21" {
		t.Errorf("the ST: %v", got)
	}
}

func TestAvisoPorMensaje(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	id := planear1(t, s, "2024-03-08 09:00")[0]
	entregar(t, s, id, "2024-03-08 09:00")
	a, err := s.AvisoPorMensaje(t.Context(), "DU0DERFE", "2024-03-08 09:00")
	if err != nil || a == nil || a.ID != id || len(a.Asuntos) != 1 || a.Asuntos[0].Compromiso.Numero.String() != "01/2024" {
		t.Fatalf("%+v %v", a, err)
	}
	if a, err := s.AvisoPorMensaje(t.Context(), "DU0DERFE", "1.2"); err != nil || a != nil {
		t.Fatalf("%+v %v", a, err)
	}
}
