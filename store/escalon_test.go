package store

import (
	"testing"

	"compromisos/compromiso"
)

func avance(n *compromiso.Compromiso, a compromiso.Acto) error {
	return n.Avanzar(a, compromiso.Avance{Texto: "En eso."})
}

// What came after the day's DM waits for the next business day, also when somebody
// writes to the compromiso meanwhile.
func TestEscribirNoOlvidaLoAplazado(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	ids := planear1(t, s, "2024-03-08 09:00")
	entregar(t, s, ids[0], "2024-03-08 09:00")
	registrar(t, s, "2024-03-01 12:00", compromiso.Alta{Texto: "Llegó tarde.", FechaLimite: fecha(t, "2024-03-15")})
	if mas := planear1(t, s, "2024-03-08 09:03"); len(mas) != 0 {
		t.Fatal("a second DM on one day")
	}
	cambiar(t, s, "U0DERFE", "2024-03-08 15:00", "2/2024", avance)
	if mas := planear1(t, s, "2024-03-08 15:01"); len(mas) != 0 {
		t.Fatal("a second DM on one day")
	}
	mas := planear1(t, s, "2024-03-11 09:00")
	if len(mas) != 1 {
		t.Fatal("what was put off is forgotten")
	}
	if e := entregar(t, s, mas[0], "2024-03-11 09:00"); e == nil || len(e.Aviso.Asuntos) != 1 {
		t.Fatalf("it says %+v", e)
	}
}

// A rung that was silent while the ST had to answer is owed again when the ST rejects.
func TestRechazarDebeLoCallado(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	cambiar(t, s, "U0DERFE", "2024-03-07 10:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Proponer(a, compromiso.Avance{})
	})
	for _, m := range []string{"2024-03-07 10:01", "2024-03-08 09:00", "2024-03-12 09:00"} {
		if ids := planear1(t, s, m); len(ids) != 0 {
			t.Fatalf("%s: reminded of what waits for validation", m)
		}
	}
	cambiar(t, s, "U0ST", "2024-03-12 17:00", "1/2024", func(n *compromiso.Compromiso, a compromiso.Acto) error {
		return n.Rechazar(a, "", "Falta el anexo.")
	})
	planear1(t, s, "2024-03-12 17:01")
	if len(recordatorios(t, s)) == 0 {
		planear1(t, s, "2024-03-13 09:00")
	}
	if got := recordatorios(t, s); len(got) != 1 {
		t.Fatalf("after the rejection: %v", got)
	}
}
