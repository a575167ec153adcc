package compromiso

import (
	"testing"
	"time"
)

func sesionDe(t testing.TB, clase ClaseSesion, fecha string, hora int) Sesion {
	return Sesion{
		Comision: "CVMRE", Codigo: CodigoSesion{Ordinal: 1, Clase: clase, Comision: "CVMRE"},
		Fecha: dia(t, fecha), Hora: Hora{hora, 0}, ConHora: hora > 0,
	}
}

func TestConvocatoria(t *testing.T) {
	mexico, nuevaYork := zonaDe(t, "America/Mexico_City"), zonaDe(t, "America/New_York")
	for _, c := range []struct {
		nombre string
		sesion Sesion
		zona   *time.Location
		cal    Calendario
		quiero string
	}{
		{"ordinaria", sesionDe(t, Ordinaria, "2023-11-17", 10), mexico, Calendario{}, "2023-11-14T10:00:00-06:00"},
		{"extraordinaria", sesionDe(t, Extraordinaria, "2023-11-17", 10), mexico, Calendario{}, "2023-11-16T10:00:00-06:00"},
		{"extraordinaria en lunes", sesionDe(t, Extraordinaria, "2023-11-13", 10), mexico, Calendario{}, "2023-11-12T10:00:00-06:00"},
		{"urgente", sesionDe(t, Urgente, "2023-11-17", 10), mexico, Calendario{}, "2023-11-16T10:00:00-06:00"},
		{"urgente tras el puente", sesionDe(t, Urgente, "2023-11-21", 10), mexico, Calendario{}, "2023-11-17T10:00:00-06:00"},
		{"urgente en proceso", sesionDe(t, Urgente, "2023-11-21", 10), mexico, calendarioContrato(t), "2023-11-20T10:00:00-06:00"},
		{"sin hora", sesionDe(t, Ordinaria, "2023-11-17", 0), mexico, Calendario{}, "2023-11-14T00:00:00-06:00"},
		{"72 horas sobre un cambio de horario", sesionDe(t, Ordinaria, "2024-03-12", 10), nuevaYork, Calendario{}, "2024-03-09T09:00:00-05:00"},
		{"urgente sobre un cambio de horario", sesionDe(t, Urgente, "2024-03-11", 10), nuevaYork, Calendario{}, "2024-03-08T10:00:00-05:00"},
	} {
		if got := Convocatoria(c.sesion, c.zona, c.cal).Format(time.RFC3339); got != c.quiero {
			t.Errorf("%s: %s, quiero %s", c.nombre, got, c.quiero)
		}
	}
}

func TestLimitePorDefecto(t *testing.T) {
	for _, c := range []struct {
		nombre   string
		ahora    string
		sesiones []Sesion
		quiero   string
		deSesion bool
	}{
		{"sin sesiones", "2023-11-17T10:00:00-06:00", nil, "2023-12-11", false},
		{"solo pasadas", "2023-11-17T10:00:00-06:00", []Sesion{sesionDe(t, Ordinaria, "2023-09-18", 10)}, "2023-12-11", false},
		{"la de hoy no cuenta", "2023-11-17T08:00:00-06:00", []Sesion{sesionDe(t, Extraordinaria, "2023-11-17", 18)}, "2023-12-11", false},
		{"ordinaria en diciembre", "2023-11-17T10:00:00-06:00", []Sesion{sesionDe(t, Ordinaria, "2023-12-13", 10)}, "2023-12-08", true},
		{"extraordinaria en diciembre", "2023-11-17T10:00:00-06:00", []Sesion{sesionDe(t, Extraordinaria, "2023-12-13", 10)}, "2023-12-11", true},
		{"urgente en diciembre", "2023-11-17T10:00:00-06:00", []Sesion{sesionDe(t, Urgente, "2023-12-13", 10)}, "2023-12-11", true},
		{
			"demasiado cerca, pasa a la siguiente", "2023-11-17T10:00:00-06:00",
			[]Sesion{sesionDe(t, Ordinaria, "2023-11-22", 10), sesionDe(t, Extraordinaria, "2023-12-13", 10)},
			"2023-12-11", true,
		},
		{"demasiado cerca, y no hay otra", "2023-11-17T10:00:00-06:00", []Sesion{sesionDe(t, Ordinaria, "2023-11-22", 10)}, "2023-12-11", false},
		{"mañana ya es la víspera", "2023-11-14T10:00:00-06:00", []Sesion{sesionDe(t, Extraordinaria, "2023-11-17", 10)}, "2023-11-15", true},
		{"hoy es la víspera", "2023-11-15T10:00:00-06:00", []Sesion{sesionDe(t, Extraordinaria, "2023-11-17", 10)}, "2023-12-07", false},
		{
			"sin orden", "2023-11-17T10:00:00-06:00",
			[]Sesion{sesionDe(t, Ordinaria, "2024-01-25", 10), sesionDe(t, Extraordinaria, "2023-12-13", 10)},
			"2023-12-11", true,
		},
		{"hoy es el de la zona", "2023-11-18T01:00:00Z", nil, "2023-12-11", false},
	} {
		ahora, err := time.Parse(time.RFC3339, c.ahora)
		if err != nil {
			t.Fatal(err)
		}
		com := NewComision("CVMRE", "Comisión")
		com.Sesiones = c.sesiones
		if got := LimitePorDefecto(com, ahora); got != dia(t, c.quiero) {
			t.Errorf("%s: %s, quiero %s", c.nombre, got, c.quiero)
		}
		got, ok := LimiteAntesDeSesion(com, ahora)
		if ok != c.deSesion || ok && got != dia(t, c.quiero) {
			t.Errorf("%s: LimiteAntesDeSesion = %s, %v", c.nombre, got, ok)
		}
	}
}
