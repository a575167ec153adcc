package compromiso

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// actoDe is an act of the ST at noon of a day.
func actoDe(t testing.TB, fecha string) Acto {
	t.Helper()
	f := dia(t, fecha)
	return Acto{Actor: "UST", Hoy: f, En: f.En(time.UTC, Hora{12, 0})}
}

func debe(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rehusa wants a refusal of that kind, about that field.
func rehusa(t testing.TB, err error, codigo Codigo, campo string) {
	t.Helper()
	e, ok := err.(*Error) //nolint:errorlint // the rules give it as it is
	if !ok || e.Codigo != codigo || e.Campo != campo {
		t.Errorf("da %#v; debe rehusar con %s en «%s»", err, codigo, campo)
	}
}

func conIncisos(es ...Estatus) *Compromiso {
	c := &Compromiso{Numero: Numero{3, 2023}, Estatus: Pendiente, Areas: []string{"DERFE"}}
	for k, e := range es {
		c.Incisos = append(c.Incisos, Inciso{Letra: Letra(k), Estatus: e})
	}
	if len(es) > 0 {
		c.Estatus = Derivar(c.Incisos)
	}
	return c
}

func TestFechaDeCumplimiento(t *testing.T) {
	t.Run("la del día en que el área lo propuso", func(t *testing.T) {
		c := conIncisos()
		debe(t, c.Proponer(actoDe(t, "2023-11-08"), Avance{}))
		debe(t, c.Validar(actoDe(t, "2023-11-15"), "", Fecha{}, nil))
		if c.FechaCumplimiento != dia(t, "2023-11-08") {
			t.Error(c.FechaCumplimiento)
		}
	})
	t.Run("la de hoy si nadie lo propuso", func(t *testing.T) {
		c := conIncisos()
		debe(t, c.Validar(actoDe(t, "2023-11-15"), "", Fecha{}, nil))
		if c.FechaCumplimiento != dia(t, "2023-11-15") {
			t.Error(c.FechaCumplimiento)
		}
	})
	t.Run("el hecho lleva la del inciso", func(t *testing.T) {
		c := conIncisos(Pendiente, Pendiente)
		debe(t, c.Proponer(actoDe(t, "2023-11-08"), Avance{Inciso: "a"}))
		h := c.Hechos()[0]
		if a, _ := h.Despues["inciso_a"].(map[string]any); a["fecha_propuesta"] != "2023-11-08" || h.Inciso != "a" {
			t.Error(h)
		}
	})
	t.Run("la que dice la ST, no futura", func(t *testing.T) {
		c := conIncisos()
		rehusa(t, c.Validar(actoDe(t, "2023-11-15"), "", dia(t, "2023-11-16"), nil), Invalido, "fecha")
		debe(t, c.Validar(actoDe(t, "2023-11-15"), "", dia(t, "2023-11-02"), nil))
		if c.FechaCumplimiento != dia(t, "2023-11-02") {
			t.Error(c.FechaCumplimiento)
		}
	})
	t.Run("rechazada la propuesta, ya no es aquella", func(t *testing.T) {
		c := conIncisos()
		debe(t, c.Proponer(actoDe(t, "2023-11-08"), Avance{}))
		debe(t, c.Rechazar(actoDe(t, "2023-11-09"), "", "Falta el anexo."))
		debe(t, c.Validar(actoDe(t, "2023-11-15"), "", Fecha{}, nil))
		if c.FechaCumplimiento != dia(t, "2023-11-15") {
			t.Error(c.FechaCumplimiento)
		}
	})
	t.Run("con incisos, la del último; sin efecto los demás, la de la propuesta", func(t *testing.T) {
		c := conIncisos(Pendiente, Pendiente, Pendiente)
		debe(t, c.Proponer(actoDe(t, "2023-11-08"), Avance{Inciso: "a"}))
		debe(t, c.Proponer(actoDe(t, "2023-11-10"), Avance{Inciso: "b"}))
		if c.Estatus == PorValidar || !c.FechaPropuesta.IsZero() {
			t.Errorf("%s, propuesto «%s»: falta el c", c.Estatus, c.FechaPropuesta)
		}
		debe(t, c.Cancelar(actoDe(t, "2023-11-11"), "c", "Lo hizo otra área."))
		if c.Estatus != PorValidar || c.FechaPropuesta != dia(t, "2023-11-10") {
			t.Errorf("%s, propuesto «%s»", c.Estatus, c.FechaPropuesta)
		}
		debe(t, c.Validar(actoDe(t, "2023-11-15"), "", Fecha{}, nil))
		if c.Estatus != Cumplido || c.FechaCumplimiento != dia(t, "2023-11-10") {
			t.Errorf("%s el «%s»", c.Estatus, c.FechaCumplimiento)
		}
	})
}

func TestCancelarYReabrirConIncisos(t *testing.T) {
	de := func(c *Compromiso) (es []Estatus) {
		for _, i := range c.Incisos {
			es = append(es, i.Estatus)
		}
		return append(es, c.Estatus)
	}
	acto := actoDe(t, "2023-11-15")
	for _, x := range []struct {
		nombre  string
		c       *Compromiso
		hacer   func(*Compromiso) error
		despues []Estatus
	}{
		{
			"todo sin efecto es sin efecto, aunque algo se haya hecho", conIncisos(Cumplido, EnProceso),
			func(c *Compromiso) error { return c.Cancelar(acto, "", "x") },
			[]Estatus{Cumplido, SinEfecto, SinEfecto},
		},
		{
			"un inciso sin efecto deja lo demás", conIncisos(Cumplido, EnProceso),
			func(c *Compromiso) error { return c.Cancelar(acto, "b", "x") },
			[]Estatus{Cumplido, SinEfecto, Cumplido},
		},
		{
			"reabrir lo cumplido no revive lo que quedó sin efecto", conIncisos(Cumplido, SinEfecto),
			func(c *Compromiso) error { return c.Reabrir(acto, "x") },
			[]Estatus{EnProceso, SinEfecto, EnProceso},
		},
		{
			"reabrir lo que quedó sin efecto no deshace lo hecho", conIncisos(Cumplido, EnProceso),
			func(c *Compromiso) error {
				debe(t, c.Cancelar(acto, "", "x"))
				return c.Reabrir(acto, "x")
			},
			[]Estatus{Cumplido, EnProceso, Parcial},
		},
		{
			"se reabre aunque el informe dijera otra cosa de sus incisos",
			&Compromiso{Estatus: SinEfecto, Incisos: []Inciso{{Letra: "a", Estatus: Cumplido}, {Letra: "b", Estatus: Cumplido}}},
			func(c *Compromiso) error { return c.Reabrir(acto, "x") },
			[]Estatus{EnProceso, EnProceso, EnProceso},
		},
	} {
		debe(t, x.hacer(x.c))
		if dif := cmp.Diff(x.despues, de(x.c)); dif != "" {
			t.Errorf("%s:\n%s", x.nombre, dif)
		}
	}
	rehusa(t, conIncisos(Cumplido, EnProceso).Reabrir(acto, "x"), Conflicto, "")
}

func TestRehusarCadaCosaEnSuCampo(t *testing.T) {
	acto := actoDe(t, "2023-11-15")
	manana := acto.Hoy.AddDias(1)
	c := conIncisos(Cumplido, EnProceso)
	c.FechaLimite = dia(t, "2023-11-10")
	rehusa(t, c.Avanzar(acto, Avance{}), Invalido, "texto")
	rehusa(t, c.Avanzar(acto, Avance{Texto: "x", Fecha: manana}), Invalido, "fecha")
	rehusa(t, c.Avanzar(acto, Avance{Texto: "x", Inciso: "z"}), NoEncontrado, "inciso")
	rehusa(t, c.Avanzar(acto, Avance{Texto: "x", Inciso: "a"}), Conflicto, "")
	rehusa(t, conIncisos().Avanzar(acto, Avance{Texto: "x", Inciso: "a"}), NoEncontrado, "inciso")
	rehusa(t, c.Rechazar(acto, "", "x"), Conflicto, "")
	rehusa(t, c.Cancelar(acto, "", "  "), Invalido, "motivo")
	rehusa(t, c.PedirProrroga(acto, "a", manana, "x"), Conflicto, "")
	rehusa(t, c.PedirProrroga(acto, "b", manana, ""), Invalido, "motivo")
	rehusa(t, c.PedirProrroga(acto, "b", Fecha{}, "x"), Invalido, "nueva")
	rehusa(t, c.PedirProrroga(acto, "b", acto.Hoy, "x"), Invalido, "nueva")
	rehusa(t, c.NegarProrroga(acto, "x"), Conflicto, "")
	rehusa(t, c.ConcederProrroga(acto, "", manana, ""), Invalido, "motivo")
	rehusa(t, c.Asignar(acto, Asignacion{}), Invalido, "areas")
	rehusa(t, c.Asignar(acto, Asignacion{Areas: []string{"UTSI"}, Inciso: "z"}), NoEncontrado, "inciso")
	rehusa(t, c.Asignar(acto, Asignacion{Areas: []string{"UTSI"}, FechaLimite: dia(t, "2023-11-14")}), Invalido, "vence")
	debe(t, c.Asignar(acto, Asignacion{Areas: []string{"UTSI"}, FechaLimite: c.FechaLimite})) // as it was: no new date
	p := &Compromiso{Estatus: EnProceso, Permanente: true}
	rehusa(t, p.Proponer(acto, Avance{}), Conflicto, "")
	rehusa(t, p.Validar(acto, "", Fecha{}, nil), Conflicto, "")
	debe(t, p.Cancelar(acto, "", "Ya no aplica."))
}

func TestProrroga(t *testing.T) {
	c := conIncisos()
	c.FechaLimite, c.FechaLimiteOrig = dia(t, "2023-11-20"), dia(t, "2023-11-20")
	acto := actoDe(t, "2023-11-15")
	rehusa(t, c.PedirProrroga(acto, "", dia(t, "2023-11-20"), "x"), Invalido, "nueva")
	debe(t, c.PedirProrroga(acto, "", dia(t, "2023-11-30"), "Falta un dato."))
	rehusa(t, c.PedirProrroga(acto, "", dia(t, "2023-12-30"), "x"), Conflicto, "")
	if !c.AvisarDesde.IsZero() || c.FechaLimite != dia(t, "2023-11-20") {
		t.Error("pedirla no es tenerla")
	}
	debe(t, c.NegarProrroga(acto, "No hay más plazo."))
	debe(t, c.PedirProrroga(acto, "", dia(t, "2023-11-30"), "Falta un dato."))
	debe(t, c.ConcederProrroga(acto, "", dia(t, "2023-11-27"), ""))
	if c.FechaLimite != dia(t, "2023-11-27") || c.FechaLimiteOrig != dia(t, "2023-11-20") || c.Prorroga != nil || !c.AvisarDesde.Equal(acto.En) {
		t.Errorf("%+v", c)
	}
	hs := c.Hechos()
	quiere := &Prorroga{
		Anterior: dia(t, "2023-11-20"), Nueva: dia(t, "2023-11-27"), Motivo: "Falta un dato.",
		Estado: ProrrogaConcedida, Persona: "UST", En: acto.En,
	}
	if dif := cmp.Diff(quiere, hs[len(hs)-1].Prorroga); dif != "" {
		t.Error(dif)
	}

	// What an import brought without a first date has the one of then.
	c = conIncisos()
	c.FechaLimite = dia(t, "2023-11-20")
	debe(t, c.ConcederProrroga(acto, "", dia(t, "2023-12-01"), "Por acuerdo de la comisión."))
	if c.FechaLimiteOrig != dia(t, "2023-11-20") {
		t.Errorf("se perdió la primera fecha: %s", c.FechaLimiteOrig)
	}
}
