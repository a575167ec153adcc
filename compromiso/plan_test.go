package compromiso

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// mundo is a random field in which a story of some weeks is told twice: by Planear,
// with a store that looks only at what is ripe, and by the oracle, which looks at
// everything each time.
type mundo struct {
	t        *rapid.T
	inicio   Fecha
	d        *Directorio
	personas []string
	vivos    []*Compromiso
	rungs    map[string][]dado
}

func newMundo(t *rapid.T) *mundo {
	m := &mundo{t: t, personas: []string{"U1", "U2", "U3", "U4", "U5", "USTA", "USTB"}, rungs: map[string][]dado{}}
	// The weeks hold clock changes (Tijuana), holidays, and the end of a year.
	m.inicio = rapid.SampledFrom([]Fecha{{2023, 10, 30}, {2024, 3, 4}, {2023, 12, 18}, {2024, 9, 9}}).Draw(t, "inicio")
	m.d = &Directorio{}
	for k := range rapid.IntRange(1, 3).Draw(t, "comisiones") {
		m.d.Comisiones = append(m.d.Comisiones, m.comision(k))
	}
	pocas := rapid.SampledFrom([][]string{{"U1"}, {"U1", "U2"}, {"U2"}, {"U3"}, {"U4", "USTA"}, {"U5"}, nil})
	for _, s := range []string{"DERFE", "UTSI"} {
		a := Area{Siglas: s, Enlaces: pocas.Draw(t, "enlaces"), Suplentes: pocas.Draw(t, "suplentes")}
		if rapid.Bool().Draw(t, "titular") {
			a.Titular = rapid.SampledFrom(m.personas).Draw(t, "titular")
		}
		m.d.Areas = append(m.d.Areas, a)
	}
	return m
}

func (m *mundo) comision(k int) *Comision {
	t := m.t
	c := NewComision([]string{"CVD", "CVMRE", "COE"}[k], "Comisión de prueba")
	zona, err := time.LoadLocation(rapid.SampledFrom([]string{"America/Mexico_City", "America/Tijuana", "America/Cancun"}).Draw(t, "zona"))
	if err != nil {
		t.Fatal(err)
	}
	c.Zona = zona
	c.Secretaria = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"USTA", "USTB", "U5"}), 0, 2, rapid.ID[string]).Draw(t, "st")
	dia := func(nombre string) Fecha { return m.inicio.AddDias(rapid.IntRange(-10, 25).Draw(t, nombre)) }
	intervalos := func(nombre string) (is []Intervalo) {
		for range rapid.IntRange(0, 2).Draw(t, nombre) {
			d := dia(nombre)
			is = append(is, Intervalo{d, d.AddDias(rapid.IntRange(0, 6).Draw(t, nombre))})
		}
		return is
	}
	c.Calendario = Calendario{Proceso: intervalos("proceso"), Inhabiles: intervalos("inhábiles")}
	desde := rapid.IntRange(7, 10).Draw(t, "desde")
	hora := rapid.IntRange(desde, 12).Draw(t, "hora")
	c.Horario = Horario{Hora{desde, 0}, Hora{rapid.IntRange(hora+1, 20).Draw(t, "hasta"), 0}}
	c.Recordatorios = Recordatorios{
		Hora:           Hora{hora, 0},
		Antes:          rapid.SampledFrom([][]int{{5, 3, 1, 0}, {0}, {2}, nil}).Draw(t, "antes"),
		DespuesCada:    rapid.IntRange(1, 4).Draw(t, "cada"),
		MaximoVencidos: rapid.IntRange(1, 4).Draw(t, "máximo"),
		EscalarALos:    rapid.IntRange(1, 4).Draw(t, "escalar"),
	}
	c.Resumen.AntesDeSesion = rapid.SampledFrom([][]int{{5, 1}, {0}, nil}).Draw(t, "antes de sesión")
	for i := range rapid.IntRange(0, 2).Draw(t, "sesiones") {
		c.Sesiones = append(c.Sesiones, Sesion{Codigo: CodigoSesion{i + 1, Ordinaria, c.Siglas}, Fecha: dia("sesión")})
	}
	slices.SortFunc(c.Sesiones, func(x, y Sesion) int { return x.Fecha.Compare(y.Fecha) })
	return c
}

// nacer adds a compromiso, registered at the moment.
func (m *mundo) nacer(ahora time.Time) *Compromiso {
	t := m.t
	areas := rapid.SampledFrom([][]string{{"DERFE"}, {"UTSI", "DERFE"}, nil})
	c := rapid.SampledFrom(m.d.Comisiones).Draw(t, "comisión")
	limite := func() Fecha {
		if rapid.IntRange(0, 9).Draw(t, "sin fecha") == 0 {
			return Fecha{}
		}
		return c.Hoy(ahora).AddDias(rapid.IntRange(-8, 12).Draw(t, "límite"))
	}
	n := &Compromiso{
		ID: int64(len(m.vivos) + 1), Comision: c.Siglas, Numero: Numero{len(m.vivos) + 1, 2023}, Estatus: Pendiente,
		Areas: areas.Draw(t, "áreas"), FechaLimite: limite(), AvisarDesde: ahora,
	}
	if rapid.IntRange(0, 3).Draw(t, "incisos") == 0 {
		for k := range 2 {
			n.Incisos = append(n.Incisos, Inciso{Letra: Letra(k), Estatus: Pendiente, Areas: areas.Draw(t, "áreas"), FechaLimite: limite()})
		}
	}
	m.vivos = append(m.vivos, n)
	return n
}

func (m *mundo) escalones(o *oraculo, _ *Compromiso, a Asunto, c *Comision) []dado {
	k := c.Siglas + a.FechaLimite.String()
	if _, ok := m.rungs[k]; !ok {
		m.rungs[k] = o.escalones(c, a.FechaLimite)
	}
	return m.rungs[k]
}

// almacen does what the store does around Planear.
type almacen struct {
	m       *mundo
	hist    Historial
	proxima map[int64]time.Time
	dias    map[string]bool
}

// mirar has the compromiso looked at no later than the moment.
func (s *almacen) mirar(n *Compromiso, cuando time.Time) {
	if ya := s.proxima[n.ID]; !cuando.IsZero() && (ya.IsZero() || cuando.Before(ya)) {
		s.proxima[n.ID] = cuando
	}
}

func (s *almacen) barrer(ahora time.Time) []mensaje {
	var lote []*Compromiso
	for _, n := range s.m.vivos {
		c, _ := s.m.d.Comision(n.Comision)
		if p := s.proxima[n.ID]; !p.IsZero() && !p.After(masTarde(ahora, c.FinDeHoras(ahora))) {
			lote = append(lote, n)
		}
	}
	plan := Planear(lote, s.m.d, s.hist, func(u string, f Fecha) EstadoDia {
		if s.dias[u+f.String()] {
			return DiaCerrado
		}
		return DiaLibre
	}, ahora)
	for id, cuando := range plan.Siguiente {
		s.proxima[id] = cuando
	}
	var out []mensaje
	for _, a := range plan.Avisos {
		s.revisar(a, ahora)
		m := mensaje{Persona: a.Destino, Dia: a.Dia, Asuntos: map[string]Regla{}}
		for _, r := range a.Asuntos {
			m.Asuntos[r.Comision+r.Compromiso.Numero.String()+r.Inciso] = r.Regla
			k := ClaveAsunto{r.Compromiso.ID, r.Inciso, r.Persona}
			h := s.hist[k]
			h.Ultimo = masTarde(ahora, r.Momento)
			if r.Regla == ReglaVencido {
				h.Vencidos++
			}
			s.hist[k] = h
		}
		out = append(out, m)
	}
	return out
}

// revisar holds every DM to what is promised of all of them.
func (s *almacen) revisar(a Aviso, ahora time.Time) {
	t := s.m.t
	c, ok := s.m.d.Comision(a.Comision)
	if !ok {
		t.Fatalf("el aviso %s no es de ninguna comisión", a.Clave)
	}
	if s.dias[a.Destino+a.Dia.String()] {
		t.Fatalf("%s: segundo recordatorio del día", a.Clave)
	}
	s.dias[a.Destino+a.Dia.String()] = true
	pared := ahora.In(c.Zona)
	minuto := pared.Hour()*60 + pared.Minute()
	if !habilIngenuo(c.Calendario, a.Dia) || minuto < c.Horario.Desde.Minutos() || minuto >= c.Horario.Hasta.Minutos() || FechaDe(pared) != a.Dia {
		t.Fatalf("%s sale fuera del horario de %s: %s", a.Clave, c.Siglas, pared)
	}
	if a.NoAntes.After(ahora) || a.Clave != ClaveRecordatorio(a.Destino, a.Dia) {
		t.Fatalf("aviso mal fechado: %+v", a)
	}
	for k, r := range a.Asuntos {
		if k > 0 && r.Dias > a.Asuntos[k-1].Dias {
			t.Fatalf("%s: lo más urgente no va primero", a.Clave)
		}
		if slices.ContainsFunc(a.Asuntos[:k], func(x Recordatorio) bool { return x.Compromiso == r.Compromiso && x.Inciso == r.Inciso }) {
			t.Fatalf("%s: dos veces el mismo asunto", a.Clave)
		}
		cc, _ := s.m.d.Comision(r.Comision)
		if _, motivo := r.Vigilar(r.Compromiso, cc, s.hist[ClaveAsunto{r.Compromiso.ID, r.Inciso, r.Persona}], ahora); motivo != "" {
			t.Fatalf("%s: recién planeado y ya no vale: %s", a.Clave, motivo)
		}
	}
}

// suceder makes one random thing happen, in both tellings.
func (m *mundo) suceder(ahora time.Time, s *almacen, o *oraculo) {
	t := m.t
	if len(m.vivos) < 3 || (len(m.vivos) < 6 && rapid.IntRange(0, 2).Draw(t, "nace") == 0) {
		n := m.nacer(ahora)
		c, _ := m.d.Comision(n.Comision)
		s.mirar(n, SiguienteEscalon(n, c, ahora))
		return
	}
	n := rapid.SampledFrom(m.vivos).Draw(t, "compromiso")
	c, _ := m.d.Comision(n.Comision)
	u := rapid.SampledFrom(m.personas).Draw(t, "quién")
	todas := func(f func(*HistorialAviso)) {
		for _, hist := range []Historial{s.hist, o.hist} {
			for k, h := range hist {
				if k.Compromiso == n.ID {
					f(&h)
					hist[k] = h
				}
			}
		}
	}
	suya := func(f func(*HistorialAviso)) {
		for _, a := range n.Asuntos() {
			for _, hist := range []Historial{s.hist, o.hist} {
				k := ClaveAsunto{n.ID, a.Inciso, u}
				h := hist[k]
				f(&h)
				hist[k] = h
			}
		}
	}
	poner := func(e Estatus) {
		n.Estatus = e
		for k := range n.Incisos {
			n.Incisos[k].Estatus = e
		}
	}
	switch rapid.SampledFrom([]string{"enterado", "posponer", "nada", "nada", "rechazar", "rechazar", "proponer", "prorrogar", "cerrar"}).Draw(t, "hecho") {
	case "proponer":
		poner(PorValidar)
	case "rechazar": // what fell silent is owed again: the store looks at once
		poner(EnProceso)
		s.mirar(n, ahora)
	case "cerrar":
		poner(Cumplido)
	case "prorrogar":
		n.FechaLimite, n.AvisarDesde = c.Hoy(ahora).AddDias(rapid.IntRange(1, 10).Draw(t, "prórroga")), ahora
		todas(func(h *HistorialAviso) { *h = HistorialAviso{Ultimo: h.Ultimo} })
		s.mirar(n, SiguienteEscalon(n, c, ahora))
	case "posponer":
		hasta := c.Hoy(ahora).AddDias(rapid.IntRange(1, 6).Draw(t, "posponer"))
		suya(func(h *HistorialAviso) { h.PospuestoHasta = hasta })
		s.mirar(n, ahora)
	case "enterado":
		suya(func(h *HistorialAviso) { h.Enterado = ahora })
	}
}

// TestPlanearComoElContrato tells the same story to Planear and to the oracle: whatever
// happens, whenever the sweeps come, whatever outage there was, the same people get the
// same messages at the same moments.
func TestPlanearComoElContrato(t *testing.T) {
	enviados := 0
	rapid.Check(t, func(t *rapid.T) {
		m := newMundo(t)
		s := &almacen{m: m, hist: Historial{}, proxima: map[int64]time.Time{}, dias: map[string]bool{}}
		o := newOraculo(m)
		ahora := m.inicio.En(m.d.Comisiones[0].Zona, Hora{6, 0})
		fin := ahora.AddDate(0, 0, 21)
		for range 3 {
			m.suceder(ahora, s, o)
		}
		for ahora.Before(fin) {
			for range rapid.SampledFrom([]int{0, 0, 0, 0, 1}).Draw(t, "hechos") {
				m.suceder(ahora, s, o)
			}
			for range rapid.IntRange(1, 12).Draw(t, "barridos") {
				quiere, da := o.barrer(ahora), s.barrer(ahora)
				porPersona := func(x, y mensaje) int {
					return slices.Index(m.personas, x.Persona) - slices.Index(m.personas, y.Persona)
				}
				slices.SortStableFunc(da, porPersona)
				if dif := cmp.Diff(quiere, da); dif != "" {
					t.Fatalf("%s (%s): el contrato (-) y Planear (+) no dicen lo mismo:\n%s", ahora.In(m.d.Comisiones[0].Zona), m.retrato(), dif)
				}
				enviados += len(da)
				ahora = ahora.Add(time.Duration(rapid.IntRange(10, 100).Draw(t, "minutos")) * time.Minute)
			}
			ahora = ahora.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 3, 14, 60, 120}).Draw(t, "apagón")) * time.Hour)
		}
	})
	if enviados == 0 {
		t.Fatal("nadie recibió nada: la prueba no prueba")
	}
}

func (m *mundo) retrato() string {
	s := ""
	for _, n := range m.vivos {
		s += fmt.Sprintf("%s %s %s %v %s desde %s %+v; ", n.Comision, n.Numero, n.Estatus, n.Areas, n.FechaLimite, n.AvisarDesde, n.Incisos)
	}
	return s
}
