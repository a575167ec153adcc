package store

import (
	"testing"

	"compromisos/compromiso"
)

// What came of a reminder since it went out, as the message says it when it is written anew.
func TestEnvioDeMensaje(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	const salio = "2024-03-08 09:00"
	entregar(t, s, planear1(t, s, salio)[0], salio)
	leer := func(cuando string) compromiso.Respuesta {
		t.Helper()
		e, err := s.EnvioDeMensaje(t.Context(), "DU0DERFE", salio, en(t, cuando))
		if err != nil || e == nil || len(e.Aviso.Asuntos) != 1 || len(e.Respuestas) != 1 {
			t.Fatalf("%+v %v", e, err)
		}
		r := e.Aviso.Asuntos[0]
		return e.Respuestas[compromiso.ClaveAsunto{Compromiso: r.Compromiso.ID, Inciso: r.Inciso, Persona: r.Persona}]
	}
	if x := leer("2024-03-08 09:10"); !x.Pendiente() {
		t.Errorf("before anybody answered: %+v", x)
	}
	so := sol(t, "U0DERFE", "2024-03-08 09:20")
	if err := s.Posponer(t.Context(), so, ref("1/2024"), "", fecha(t, "2024-03-13")); err != nil {
		t.Fatal(err)
	}
	if x := leer("2024-03-08 09:30"); x.Fuera != string(compromiso.PorPedido) || x.Hasta != fecha(t, "2024-03-13") || !x.Avance.IsZero() {
		t.Errorf("put off: %+v", x)
	}
	so = sol(t, "U0DERFE", "2024-03-08 09:40")
	if _, _, err := s.Cambiar(t.Context(), so, ref("1/2024"), func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
		return n.Avanzar(so.Acto, compromiso.Avance{Texto: "En eso."})
	}); err != nil {
		t.Fatal(err)
	}
	if x := leer("2024-03-08 09:50"); !x.Avance.Equal(en(t, "2024-03-08 09:40")) {
		t.Errorf("progress: %+v", x)
	}
	if e, err := s.EnvioDeMensaje(t.Context(), "DU0DERFE", "1.2", en(t, "2024-03-08 09:50")); err != nil || e != nil {
		t.Errorf("of no message: %+v %v", e, err)
	}
}
