package store

import (
	"testing"
	"time"

	"compromisos/compromiso"
)

// Nobody was at work for a while, or a backup was restored: what was due by then may be
// out already, and nothing else.
func TestLatir(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	ahora, maquina := en(t, "2024-02-05 12:00"), time.Now()
	latir := func(cuando, reloj time.Time, quiero bool) time.Time {
		t.Helper()
		desde, hueco, err := s.Latir(t.Context(), cuando, reloj)
		if err != nil || hueco != quiero {
			t.Fatalf("gap: %v (%v), want %v", hueco, err, quiero)
		}
		return desde
	}
	buscar := func(a compromiso.Aviso) bool {
		t.Helper()
		a.Comision, a.Destino, a.Estado = "CVMRE", "U0DERFE", compromiso.AvisoPendiente
		a.Dia, a.Creado = compromiso.FechaDe(a.NoAntes), a.NoAntes
		if a.Clase == compromiso.AvisoRecordatorio || a.Clase == compromiso.AvisoResumen {
			a.NoAntes = a.NoAntes.Add(time.Hour) // planned late, on the same day
		}
		id, nuevo, err := s.PlanearAviso(t.Context(), a)
		if err != nil || !nuevo {
			t.Fatal(nuevo, err)
		}
		tomado, ok, err := s.TomarAviso(t.Context(), sinTomar(id), maquina, time.Minute)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		return !tomado.BuscarDesde.IsZero()
	}
	aviso := func(clave string, clase compromiso.ClaseAviso, noAntes time.Time) compromiso.Aviso {
		return compromiso.Aviso{Clave: clave, Clase: clase, NoAntes: noAntes}
	}
	latir(ahora, maquina, false)
	latir(ahora.Add(time.Minute), maquina.Add(time.Minute), false)
	if buscar(aviso("a", compromiso.AvisoAsignacion, ahora)) {
		t.Error("looked for without need")
	}
	// A day later.
	desde := latir(ahora.Add(24*time.Hour), maquina.Add(24*time.Hour), true)
	if d := desde.Sub(maquina.Add(time.Minute)); d.Abs() > time.Millisecond {
		t.Errorf("the gap begins %s after the last sign of life", d)
	}
	latir(ahora.Add(24*time.Hour+time.Minute), maquina.Add(24*time.Hour+time.Minute), false)
	for nombre, c := range map[string]struct {
		a      compromiso.Aviso
		quiero bool
	}{
		"due in the gap":           {aviso("b", compromiso.AvisoAsignacion, ahora.Add(time.Hour)), true},
		"of an act since":          {aviso("c", compromiso.AvisoAsignacion, ahora.Add(24*time.Hour+time.Second)), false},
		"the day's DM, late":       {aviso("d", compromiso.AvisoRecordatorio, ahora.Add(24*time.Hour)), true},
		"the day's digest, late":   {aviso("e", compromiso.AvisoResumen, ahora.Add(24*time.Hour)), true},
		"the DM of the day after":  {aviso("f", compromiso.AvisoRecordatorio, ahora.Add(48*time.Hour)), false},
		"an act's, the day after":  {aviso("g", compromiso.AvisoRechazo, ahora.Add(48*time.Hour)), false},
		"the digest of next week ": {aviso("h", compromiso.AvisoResumen, ahora.Add(7*24*time.Hour)), false},
	} {
		if hay := buscar(c.a); hay != c.quiero {
			t.Errorf("%s: looked for: %v", nombre, hay)
		}
	}
	// A copy of the database is another one, however soon; and the gap before it lasts, since
	// there is still something to send of it.
	if _, err := s.db.ExecContext(t.Context(), `UPDATE pulso SET base = 'otra'`); err != nil {
		t.Fatal(err)
	}
	if !buscar(aviso("i", compromiso.AvisoAsignacion, ahora.Add(24*time.Hour+90*time.Second))) {
		t.Error("on another database, before the next sign of life: not looked for")
	}
	if otra := latir(ahora.Add(24*time.Hour+2*time.Minute), maquina.Add(24*time.Hour+2*time.Minute), true); !otra.Equal(desde) {
		t.Errorf("since %s, want %s", otra, desde)
	}
	if _, err := s.db.ExecContext(t.Context(), `UPDATE avisos SET estado = 'omitido'`); err != nil {
		t.Fatal(err)
	}
	if otra := latir(ahora.Add(48*time.Hour), maquina.Add(48*time.Hour), true); otra.Sub(desde) < 23*time.Hour {
		t.Errorf("since %s, though all before is done", otra)
	}
}
