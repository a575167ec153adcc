package compromiso

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// dia reads a date of a table.
func dia(t testing.TB, s string) Fecha {
	t.Helper()
	if s == "" {
		return Fecha{}
	}
	f, err := ParseFecha(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func intervalo(t testing.TB, desde, hasta string) Intervalo {
	t.Helper()
	return Intervalo{Desde: dia(t, desde), Hasta: dia(t, hasta)}
}

// calendarioContrato is the calendar of the example in section 3 of the contract.
func calendarioContrato(t testing.TB) Calendario {
	return Calendario{
		Proceso:   []Intervalo{intervalo(t, "2023-09-07", "2024-06-02")},
		Inhabiles: []Intervalo{intervalo(t, "2023-12-25", "2023-12-25"), intervalo(t, "2023-12-18", "2024-01-05")},
	}
}

func TestFestivo(t *testing.T) {
	for _, c := range []struct{ fecha, nombre string }{
		{"2023-01-01", "Año Nuevo"},
		{"2023-02-06", "Aniversario de la Constitución"},
		{"2023-02-05", ""},
		{"2024-02-05", "Aniversario de la Constitución"},
		{"2024-03-18", "Natalicio de Benito Juárez"},
		{"2024-03-21", ""},
		{"2023-05-01", "Día del Trabajo"},
		{"2023-05-05", ""},
		{"2023-09-16", "Día de la Independencia"},
		{"2023-11-20", "Aniversario de la Revolución"},
		{"2024-11-18", "Aniversario de la Revolución"},
		{"2024-11-20", ""},
		{"2024-10-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2030-10-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2018-10-01", ""},
		{"2025-10-01", ""},
		{"2018-12-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2012-12-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2024-12-01", ""},
		{"2017-12-01", ""},
		{"2023-12-25", "Navidad"},
		{"2400-12-25", "Navidad"},
		{"0003-05-01", "Día del Trabajo"},
	} {
		nombre, ok := Festivo(dia(t, c.fecha))
		if nombre != c.nombre || ok != (c.nombre != "") {
			t.Errorf("Festivo(%s) = %q, %v; quiero %q", c.fecha, nombre, ok, c.nombre)
		}
	}
}

func TestHabil(t *testing.T) {
	contrato := calendarioContrato(t)
	for _, c := range []struct {
		nombre string
		cal    Calendario
		fecha  string
		habil  bool
	}{
		{"viernes", Calendario{}, "2023-11-17", true},
		{"sábado", Calendario{}, "2023-11-18", false},
		{"domingo", Calendario{}, "2023-11-19", false},
		{"festivo", Calendario{}, "2023-11-20", false},
		{"cambio de gobierno", Calendario{}, "2024-10-01", false},
		{"sin fecha", Calendario{}, "", false},
		{"víspera del proceso, sábado", contrato, "2023-09-02", false},
		{"sábado en proceso", contrato, "2023-11-18", true},
		{"festivo en proceso", contrato, "2023-11-20", true},
		{"inhábil en proceso", contrato, "2023-12-20", false},
		{"último inhábil", contrato, "2024-01-05", false},
		{"sábado tras los inhábiles", contrato, "2024-01-06", true},
		{"domingo, último del proceso", contrato, "2024-06-02", true},
		{"sábado tras el proceso", contrato, "2024-06-08", false},
	} {
		if got := c.cal.Habil(dia(t, c.fecha)); got != c.habil {
			t.Errorf("%s: Habil(%s) = %v", c.nombre, c.fecha, got)
		}
	}
}

func TestCountHabiles(t *testing.T) {
	contrato := calendarioContrato(t)
	for _, c := range []struct {
		nombre       string
		cal          Calendario
		hoy, limite  string
		faltan, venc int
	}{
		{"mismo día", Calendario{}, "2023-11-17", "2023-11-17", 0, 0},
		{"de jueves a domingo", Calendario{}, "2023-11-16", "2023-11-19", 1, 0},
		{"de viernes a domingo", Calendario{}, "2023-11-17", "2023-11-19", 0, 0},
		{"sobre el 20 de noviembre", Calendario{}, "2023-11-17", "2023-11-21", 1, 0},
		{"vencido el domingo, visto el martes", Calendario{}, "2023-11-21", "2023-11-19", 0, 1},
		{"en proceso cuenta todo", contrato, "2023-11-17", "2023-11-21", 4, 0},
		{"inhábiles dentro del proceso", contrato, "2023-12-15", "2024-01-07", 4, 0},
		{"sale del proceso", contrato, "2024-05-31", "2024-06-10", 8, 0},
		{"un año", Calendario{}, "2023-12-31", "2024-12-31", 254, 0},
		{"sin límite", Calendario{}, "2023-11-17", "", 0, 0},
		{"sin hoy", Calendario{}, "", "2023-11-17", 0, 0},
	} {
		hoy, limite := dia(t, c.hoy), dia(t, c.limite)
		if got := c.cal.Faltan(hoy, limite); got != c.faltan {
			t.Errorf("%s: Faltan = %d, quiero %d", c.nombre, got, c.faltan)
		}
		if got := c.cal.Vencidos(limite, hoy); got != c.venc {
			t.Errorf("%s: Vencidos = %d, quiero %d", c.nombre, got, c.venc)
		}
	}
}

func TestAddHabiles(t *testing.T) {
	contrato := calendarioContrato(t)
	for _, c := range []struct {
		nombre string
		cal    Calendario
		fecha  string
		n      int
		quiero string
	}{
		{"cero", Calendario{}, "2023-11-18", 0, "2023-11-18"},
		{"uno, tras el puente", Calendario{}, "2023-11-17", 1, "2023-11-21"},
		{"uno atrás, tras el puente", Calendario{}, "2023-11-21", -1, "2023-11-17"},
		{"desde el festivo", Calendario{}, "2023-11-20", 1, "2023-11-21"},
		{"quince", Calendario{}, "2023-11-17", 15, "2023-12-11"},
		{"en proceso", contrato, "2023-11-17", 3, "2023-11-20"},
		{"sobre los inhábiles", contrato, "2023-12-17", 1, "2024-01-06"},
		{"atrás sobre los inhábiles", contrato, "2024-01-06", -1, "2023-12-17"},
	} {
		if got := c.cal.AddHabiles(dia(t, c.fecha), c.n); got != dia(t, c.quiero) {
			t.Errorf("%s: %s, quiero %s", c.nombre, got, c.quiero)
		}
	}
	if got := (Calendario{}).EnOAntes(dia(t, "2023-11-20")); got != dia(t, "2023-11-17") {
		t.Errorf("EnOAntes = %s", got)
	}
	if got := (Calendario{}).EnODespues(dia(t, "2023-11-18")); got != dia(t, "2023-11-21") {
		t.Errorf("EnODespues = %s", got)
	}
	if f := dia(t, "2023-11-21"); (Calendario{}).EnOAntes(f) != f || (Calendario{}).EnODespues(f) != f {
		t.Error("un día hábil es el suyo propio")
	}
}

func TestAddHabilesWithoutBusinessDays(t *testing.T) {
	todo := Calendario{Inhabiles: []Intervalo{intervalo(t, "0001-01-01", "9999-12-31")}}
	viernes := dia(t, "2023-11-17")
	if got := todo.AddHabiles(viernes, 1); got != dia(t, "2023-11-21") {
		t.Errorf("todo inhábil, 1: %s", got)
	}
	if got := todo.EnOAntes(dia(t, "2023-11-19")); got != viernes {
		t.Errorf("todo inhábil, EnOAntes: %s", got)
	}
	for _, n := range []int{math.MaxInt, math.MinInt, 4_000_000, -4_000_000} {
		quiero := dia(t, "9999-12-31")
		if n < 0 {
			quiero = dia(t, "0001-01-01")
		}
		if got := todo.AddHabiles(viernes, n); got != quiero {
			t.Errorf("AddHabiles(%d) = %s", n, got)
		}
	}
	if got := todo.Faltan(viernes, Fecha{Anio: 123456, Mes: time.May, Dia: 1}); got != 0 {
		t.Errorf("todo inhábil, Faltan = %d", got)
	}
	if got := (Calendario{}).AddHabiles(Fecha{}, 3); !got.IsZero() {
		t.Errorf("sin fecha: %s", got)
	}
}

// genFecha draws days around the ones that the product lives in.
func genFecha() *rapid.Generator[Fecha] {
	return rapid.Custom(func(t *rapid.T) Fecha {
		return NewFecha(2023, time.January, rapid.IntRange(-800, 1500).Draw(t, "día"))
	})
}

func genCalendario() *rapid.Generator[Calendario] {
	lista := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Intervalo {
		desde := genFecha().Draw(t, "desde")
		return Intervalo{Desde: desde, Hasta: desde.AddDias(rapid.IntRange(-2, 90).Draw(t, "días"))}
	}), 0, 5)
	return rapid.Custom(func(t *rapid.T) Calendario {
		return Calendario{Proceso: lista.Draw(t, "proceso"), Inhabiles: lista.Draw(t, "inhábiles")}
	})
}

func TestCountAgreesWithNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal, a, b := genCalendario().Draw(t, "cal"), genFecha().Draw(t, "a"), genFecha().Draw(t, "b")
		quiero := 0
		for f := a.AddDias(1); !f.Despues(b); f = f.AddDias(1) {
			if cal.Habil(f) {
				quiero++
			}
		}
		if got := cal.Faltan(a, b); got != quiero {
			t.Fatalf("Faltan(%s, %s) = %d, contando %d", a, b, got, quiero)
		}
		if got := cal.Vencidos(a, b); got != quiero {
			t.Fatalf("Vencidos(%s, %s) = %d, contando %d", a, b, got, quiero)
		}
	})
}

func TestAddHabilesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal := genCalendario().Draw(t, "cal")
		f := cal.EnODespues(genFecha().Draw(t, "f"))
		n := rapid.IntRange(0, 200).Draw(t, "n")
		antes, despues := cal.AddHabiles(f, -n), cal.AddHabiles(f, n)
		if !cal.Habil(antes) || !cal.Habil(despues) {
			t.Fatalf("%s o %s no es hábil", antes, despues)
		}
		if got := cal.AddHabiles(antes, n); got != f {
			t.Fatalf("%d después de %s es %s, quiero %s", n, antes, got, f)
		}
		if got := cal.AddHabiles(despues, -n); got != f {
			t.Fatalf("%d antes de %s es %s, quiero %s", n, despues, got, f)
		}
		if got := cal.Faltan(f, despues); got != n {
			t.Fatalf("Faltan(%s, %s) = %d, quiero %d", f, despues, got, n)
		}
	})
}

func BenchmarkFaltan(b *testing.B) {
	cal := calendarioContrato(b)
	hoy, limite := dia(b, "2023-11-17"), dia(b, "2024-01-31")
	for b.Loop() {
		cal.Faltan(hoy, limite)
	}
}

func BenchmarkAddHabiles(b *testing.B) {
	cal := calendarioContrato(b)
	hoy := dia(b, "2023-11-17")
	for b.Loop() {
		cal.AddHabiles(hoy, 15)
	}
}
