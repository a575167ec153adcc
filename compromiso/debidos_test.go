package compromiso

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// casoDebidos gives the reminders of a day, at the hour of it, as «persona papel regla
// días suprimido».
func casoDebidos(t testing.TB, n *Compromiso, c *Comision, d *Directorio, hist Historial, fecha string) []string {
	t.Helper()
	f := dia(t, fecha)
	var out []string
	for _, r := range Debidos(n, c, d, hist, f.En(c.Zona, c.Recordatorios.Hora), f) {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %d %s", r.Persona, r.Papel, r.Regla, r.Dias, r.Suprimido)))
	}
	return out
}

// TestDebidosDiaPorDia takes everything owed before each day as sent, as «recordatorios»
// does for a day to come.
func TestDebidosDiaPorDia(t *testing.T) {
	d, c := directorioDePrueba()
	d.Grupos["SGRUPO"] = nil
	c.Sesiones = []Sesion{{Codigo: CodigoSesion{3, Ordinaria, "CVMRE"}, Fecha: Fecha{2023, 12, 5}}}
	for fecha, quiere := range map[string][]string{
		"2023-11-09": nil,
		"2023-11-10": {"UENL enlace antes -5"},
		"2023-11-13": nil,
		"2023-11-14": {"UENL enlace antes -3"},
		"2023-11-16": {"UENL enlace antes -1"},
		"2023-11-17": {"UENL enlace antes 0"}, // due on Sunday the 19th: its 0 is Friday's
		"2023-11-18": nil,
		"2023-11-20": nil, // a holiday
		"2023-11-21": {"UENL enlace vencido 1"},
		"2023-11-22": nil,
		"2023-11-23": {"UENL enlace vencido 3", "USUP suplente escala 3", "UST secretaria escala 3", "UST2 secretaria escala 3"},
		"2023-11-27": {"UENL enlace vencido 5"},
		"2023-11-28": {"UENL enlace sesion 6", "UTIT titular escala 6"}, // off cadence; five days before the session
		"2023-12-04": {"UENL enlace sesion 10"},
	} {
		n := &Compromiso{ID: 1, Areas: []string{"DERFE"}, Estatus: Pendiente, FechaLimite: Fecha{2023, 11, 19}}
		n.AvisarDesde = dia(t, fecha).En(c.Zona, Hora{}).Add(-time.Second)
		if da := casoDebidos(t, n, c, d, nil, fecha); !slices.Equal(da, quiere) {
			t.Errorf("%s: %q; debe ser %q", fecha, da, quiere)
		}
	}
}

func TestDebidosSuprimidos(t *testing.T) {
	d, c := directorioDePrueba()
	d.Grupos["SGRUPO"] = nil
	c.Sesiones = []Sesion{{Codigo: CodigoSesion{3, Ordinaria, "CVMRE"}, Fecha: Fecha{2023, 11, 24}}}
	lunes := Fecha{2023, 11, 13}
	antier := lunes.AddDias(-3).En(c.Zona, Hora{18, 0})
	enl := ClaveAsunto{1, "", "UENL"}
	for _, x := range []struct {
		nombre string
		n      Compromiso
		h      HistorialAviso
		fecha  string
		quiere []string
	}{
		{"por validar", Compromiso{Estatus: PorValidar, FechaLimite: lunes}, HistorialAviso{}, "2023-11-13", []string{"UENL enlace antes 0 por_validar"}},
		{"cerrado", Compromiso{Estatus: Cumplido, FechaLimite: lunes}, HistorialAviso{}, "2023-11-13", nil},
		{"pospuesto", Compromiso{FechaLimite: lunes}, HistorialAviso{PospuestoHasta: lunes.AddDias(2)}, "2023-11-13", []string{"UENL enlace antes 0 pospuesto"}},
		{"pospuesto hasta hoy", Compromiso{FechaLimite: lunes.AddDias(2)}, HistorialAviso{PospuestoHasta: lunes}, "2023-11-13", []string{"UENL enlace antes -2"}},
		{"pospuesto al sábado: el lunes", Compromiso{FechaLimite: lunes.AddDias(-4)}, HistorialAviso{PospuestoHasta: lunes.AddDias(-2), Ultimo: antier}, "2023-11-13", []string{"UENL enlace vencido 2"}},
		{"pospuesto antes de la prórroga", Compromiso{FechaLimite: lunes.AddDias(3), AvisarDesde: lunes.En(c.Zona, Hora{9, 1})}, HistorialAviso{PospuestoHasta: lunes}, "2023-11-14", nil},
		{"enterado", Compromiso{FechaLimite: lunes}, HistorialAviso{Enterado: lunes.En(c.Zona, Hora{9, 0})}, "2023-11-13", []string{"UENL enlace antes 0 enterado"}},
		{"enterado del anterior", Compromiso{FechaLimite: lunes}, HistorialAviso{Enterado: antier}, "2023-11-13", []string{"UENL enlace antes 0"}},
		{"sin fecha", Compromiso{}, HistorialAviso{}, "2023-11-16", []string{"UENL enlace sesion 0 sin_fecha"}},
		{"ya avisado", Compromiso{FechaLimite: lunes}, HistorialAviso{Ultimo: lunes.En(c.Zona, Hora{9, 0})}, "2023-11-13", nil},
		{"tope", Compromiso{FechaLimite: lunes.AddDias(-3)}, HistorialAviso{Vencidos: 10, Ultimo: antier}, "2023-11-13", []string{"UENL enlace vencido 1 tope", "UST secretaria vencido 1", "UST2 secretaria vencido 1"}},
		{"tope, y lo pidió", Compromiso{FechaLimite: lunes.AddDias(-3)}, HistorialAviso{Vencidos: 10, Ultimo: antier, PospuestoHasta: lunes}, "2023-11-13", []string{"UENL enlace vencido 1", "UST secretaria vencido 1", "UST2 secretaria vencido 1"}},
		{"falta uno para el tope", Compromiso{FechaLimite: lunes.AddDias(-3)}, HistorialAviso{Vencidos: 9, Ultimo: antier}, "2023-11-13", []string{"UENL enlace vencido 1"}},
	} {
		x.n.ID, x.n.Areas = 1, []string{"DERFE"}
		if x.n.Estatus == "" {
			x.n.Estatus = EnProceso
		}
		if x.n.AvisarDesde.IsZero() {
			x.n.AvisarDesde = antier
		}
		if da := casoDebidos(t, &x.n, c, d, Historial{enl: x.h}, x.fecha); !slices.Equal(da, x.quiere) {
			t.Errorf("%s: %q; debe ser %q", x.nombre, da, x.quiere)
		}
	}
}

// TestDebidosDeDosPapeles: who has two roles hears by both, once.
func TestDebidosDeDosPapeles(t *testing.T) {
	d, c := directorioDePrueba()
	c.Secretaria = []string{"UST"}
	d.Areas = []Area{{Siglas: "A", Enlaces: []string{"U1"}, Titular: "U1"}, {Siglas: "B", Suplentes: []string{"U2"}, Titular: "UST"}, {Siglas: "C"}}
	for _, x := range []struct {
		areas  []string
		fecha  string
		quiere []string
	}{
		{[]string{"A"}, "2023-11-15", []string{"UST secretaria escala 3"}},
		{[]string{"A"}, "2023-11-21", []string{"U1 titular escala 6"}},
		{[]string{"B"}, "2023-11-15", []string{"U2 suplente escala 3", "UST secretaria escala 3"}},
		{[]string{"B"}, "2023-11-21", []string{"UST titular escala 6"}},
		{[]string{"C"}, "2023-11-15", []string{"UST secretaria escala 3"}},
		{[]string{"C"}, "2023-11-14", []string{"UST secretaria vencido 2"}},
		{nil, "2023-11-14", []string{"UST secretaria vencido 2"}},
	} {
		c.Recordatorios.DespuesCada = 1
		if !strings.HasSuffix(x.quiere[0], "vencido 2") {
			c.Recordatorios.DespuesCada = 100
		}
		n := &Compromiso{ID: 1, Areas: x.areas, Estatus: Pendiente, FechaLimite: Fecha{2023, 11, 10}}
		n.AvisarDesde = dia(t, x.fecha).En(c.Zona, Hora{})
		// A hundred messages do not silence the ST.
		hist := Historial{ClaveAsunto{1, "", "UST"}: {Vencidos: 100}}
		if da := casoDebidos(t, n, c, d, hist, x.fecha); !slices.Equal(da, x.quiere) {
			t.Errorf("%v %s: %q; debe ser %q", x.areas, x.fecha, da, x.quiere)
		}
	}
}

// The person who is told as well reads why, not that they are told.
func TestMotivoPropio(t *testing.T) {
	t.Parallel()
	for motivo, quiero := range map[string]string{
		"venció el martes 10.11.2026 (hace 3 días hábiles)" + tambienA + aQuienEscala(PapelSecretaria): "venció el martes 10.11.2026 (hace 3 días hábiles)",
		"vence hoy, martes 10.11.2026": "vence hoy, martes 10.11.2026",
	} {
		if got := (Recordatorio{Motivo: motivo}).MotivoPropio(); got != quiero {
			t.Errorf("%q, want %q", got, quiero)
		}
	}
}

func TestFraseVence(t *testing.T) {
	_, c := directorioDePrueba()
	viernes := Fecha{2023, 11, 17}
	for limite, quiere := range map[Fecha]string{
		{}:             "sin fecha límite",
		viernes:        "vence hoy, viernes 17.11.2023",
		{2023, 11, 18}: "vence mañana, sábado 18.11.2023",
		{2023, 11, 19}: "vence el domingo 19.11.2023 (sin días hábiles de por medio)",
		{2023, 11, 21}: "vence el martes 21.11.2023 (falta 1 día hábil)",
		{2023, 11, 23}: "vence el jueves 23.11.2023 (faltan 3 días hábiles)",
		{2023, 11, 16}: "venció el jueves 16.11.2023 (hace 1 día hábil)",
	} {
		if da := FraseVence(c, limite, viernes); da != quiere {
			t.Errorf("%s: %s", limite, da)
		}
	}
}

func TestVigilar(t *testing.T) {
	_, c := directorioDePrueba()
	lunes := Fecha{2023, 11, 13}
	hora := lunes.En(c.Zona, Hora{9, 0})
	r := Recordatorio{Persona: "UENL", Area: "DERFE", Papel: PapelEnlace, Regla: ReglaAntes, Momento: hora}
	base := Compromiso{Estatus: EnProceso, Areas: []string{"DERFE"}, FechaLimite: lunes}
	for _, x := range []struct {
		motivo string
		cambio func(*Compromiso, *HistorialAviso)
	}{
		{"", func(*Compromiso, *HistorialAviso) {}},
		{"cerrado", func(n *Compromiso, _ *HistorialAviso) { n.Estatus = SinEfecto }},
		{"por_validar", func(n *Compromiso, _ *HistorialAviso) { n.Estatus = PorValidar }},
		{"fecha_nueva", func(n *Compromiso, _ *HistorialAviso) { n.AvisarDesde = hora.Add(time.Second) }},
		{"reasignado", func(n *Compromiso, _ *HistorialAviso) { n.Areas = []string{"UTSI"} }},
		{"pospuesto", func(_ *Compromiso, h *HistorialAviso) { h.PospuestoHasta = lunes.AddDias(2) }},
		{"enterado", func(_ *Compromiso, h *HistorialAviso) { h.Enterado = hora }},
		{"sin_inciso", func(n *Compromiso, _ *HistorialAviso) { n.Incisos = []Inciso{{Letra: "a"}} }},
	} {
		n, h := base, HistorialAviso{}
		x.cambio(&n, &h)
		da, motivo := r.Vigilar(&n, c, h, hora.Add(24*time.Hour))
		if motivo != x.motivo {
			t.Errorf("%q; debe ser %q", motivo, x.motivo)
		}
		if motivo == "" && (da.Dias != 1 || da.Fecha != lunes.AddDias(1) || !strings.HasPrefix(da.Motivo, "venció el lunes")) {
			t.Errorf("no habla del día en que sale: %+v", da)
		}
	}
}
