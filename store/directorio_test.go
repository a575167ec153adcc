package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
	"compromisos/store/privado/pgtest"
)

func TestDirectorioDeOtroProceso(t *testing.T) {
	t.Parallel()
	s, url := casa(t)
	otro := open(t, url)
	antes, err := otro.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if otra, err := otro.Directorio(t.Context()); err != nil || otra != antes {
		t.Fatal("read again without need")
	}
	configurar(t, s, "2024-01-03 08:00", func(d *compromiso.Directorio) {
		d.Areas[0].Nombre, d.Glosario["PEP"] = "Otro nombre", "Paquete"
	})
	if err := s.GuardarGrupo(t.Context(), "S0UTSI", []string{"U1", "U2"}); err != nil {
		t.Fatal(err)
	}
	d, err := otro.Directorio(t.Context())
	if err != nil || d.Areas[0].Nombre != "Otro nombre" || d.Glosario["PEP"] == "" || len(d.Personas("S0UTSI")) != 2 {
		t.Fatalf("%+v %v", d, err)
	}
	if antes.Areas[0].Nombre == "Otro nombre" || antes.Glosario["PEP"] != "" {
		t.Fatal("what was handed out changed under its reader")
	}
	version := d.Version
	if err := s.GuardarGrupo(t.Context(), "S0UTSI", []string{"U1", "U2"}); err != nil {
		t.Fatal(err)
	}
	if d, err := otro.Directorio(t.Context()); err != nil || d.Version != version {
		t.Fatalf("%d %v", d.Version, err)
	}
}

func TestConfigurarIdaYVuelta(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	var quiero *compromiso.Comision
	configurar(t, s, "2024-01-03 08:00", func(d *compromiso.Directorio) {
		c := d.Comisiones[0]
		c.Zona = time.FixedZone("America/Tijuana", 0)
		z, err := time.LoadLocation("America/Tijuana")
		if err != nil {
			t.Error(err)
		}
		c.Zona, c.Lectura, c.Nombre = z, compromiso.LecturaCanal, "Otra"
		c.Horario = compromiso.Horario{Desde: compromiso.Hora{Hora: 7, Minuto: 30}, Hasta: compromiso.Hora{Hora: 24}}
		c.Calendario.Proceso = []compromiso.Intervalo{{Desde: fecha(t, "2024-01-01"), Hasta: fecha(t, "2024-06-02")}}
		c.Calendario.Inhabiles = []compromiso.Intervalo{{Desde: fecha(t, "2024-03-28"), Hasta: fecha(t, "2024-03-29")}}
		c.Recordatorios = compromiso.Recordatorios{Hora: compromiso.Hora{Hora: 10}, Antes: []int{7}, DespuesCada: 3, MaximoVencidos: 4, EscalarALos: 5}
		c.Resumen = compromiso.Resumen{Cron: "0 8 * * FRI", AntesDeSesion: []int{2}}
		c.Sesiones[1].Fecha = fecha(t, "2024-05-02")
		c.Sesiones[1].ConHora, c.Sesiones[1].Hora = false, compromiso.Hora{}
		quiero = c
	})
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := d.Comisiones[0]
	if got.Zona.String() != quiero.Zona.String() {
		t.Fatal(got.Zona)
	}
	zonas := cmp.Comparer(func(x, y *time.Location) bool { return x.String() == y.String() })
	if diff := cmp.Diff(quiero, got, zonas); diff != "" {
		t.Fatal(diff)
	}
	if !got.Configurada.Equal(en(t, "2024-01-03 08:00")) {
		t.Fatalf("a new cron counts from now on, not from %v", got.Configurada)
	}
	n := contar(t, s, `SELECT count(*) FROM bitacora`)
	configurar(t, s, "2024-01-04 08:00", func(*compromiso.Directorio) {})
	if contar(t, s, `SELECT count(*) FROM bitacora`) != n {
		t.Fatal("nothing changed, and it is written down")
	}
}

func TestConfigurarTodoONada(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	antes := todo(t, s)
	_, err := s.Configurar(t.Context(), sol(t, "U0ST", "2024-02-06 12:00"), func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		d.Areas, d.Comisiones = nil, nil
		return d, nil, nil
	})
	rechazado(t, err, compromiso.Conflicto)
	no := errors.New("no")
	_, err = s.Configurar(t.Context(), sol(t, "U0ST", "2024-02-06 12:00"), func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		d.Areas = nil
		return d, nil, no
	})
	if !errors.Is(err, no) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(antes, todo(t, s)); diff != "" {
		t.Fatal(diff)
	}
	d, err := s.Directorio(t.Context())
	if err != nil || len(d.Areas) != 3 {
		t.Fatalf("%+v %v", d, err)
	}
}

// A rule that changed moves the rungs of what is open.
func TestConfigurarMueveEscalones(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	debido(t, s)
	configurar(t, s, "2024-03-04 08:00", func(d *compromiso.Directorio) {
		d.Comisiones[0].Recordatorios.Hora = compromiso.Hora{Hora: 11}
		d.Comisiones[0].Recordatorios.Antes = []int{2}
	})
	if ids := planear1(t, s, "2024-03-08 12:00"); len(ids) != 0 {
		t.Fatal("by the old rule")
	}
	if ids := planear1(t, s, "2024-03-13 11:00"); len(ids) != 1 {
		t.Fatal("not by the new one")
	}
}

func TestPersonas(t *testing.T) {
	t.Parallel()
	s, _ := vacio(t)
	p := compromiso.Persona{ID: "U1", Nombre: "Ana", Zona: "America/Mexico_City", Invitada: true, Visto: en(t, "2024-03-08 09:00").UTC()}
	q := compromiso.Persona{ID: "U1", Nombre: "antes", Visto: en(t, "2024-03-07 09:00").UTC()}
	if err := s.GuardarPersonas(t.Context(), []compromiso.Persona{p, q}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Personas(t.Context(), []string{"U1", "U2"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]compromiso.Persona{"U1": p}, got); diff != "" {
		t.Fatal(diff)
	}
}

func TestAbrirDiceQuePasa(t *testing.T) {
	t.Parallel()
	url := pgtest.Server(t)
	for nombre, c := range map[string]struct {
		url    string
		codigo compromiso.Codigo
	}{
		"nothing":        {"", compromiso.Invalido},
		"not a URL":      {"host=x user=y", compromiso.Invalido},
		"bad URL":        {"postgres://u:secreta@h:puerto/x", compromiso.Invalido},
		"bad port":       {"postgres://u:secreta@h:99999/x", compromiso.Invalido},
		"bad sslmode":    {"postgres://u:secreta@h/x?sslmode=raro", compromiso.Invalido},
		"bad timeout":    {"postgres://u:secreta@h/x?connect_timeout=x", compromiso.Invalido},
		"bad parameter":  {url + "&inventado=1", compromiso.Invalido},
		"no TLS":         {strings.Replace(url, "sslmode=disable", "sslmode=require", 1), compromiso.NoEncontrado},
		"no server":      {"postgres://u:secreta@127.0.0.1:1/x", compromiso.NoEncontrado},
		"no database":    {strings.Replace(url, "/postgres?", "/nohay?", 1), compromiso.NoEncontrado},
		"wrong password": {"postgres://postgres:secreta@" + url[strings.Index(url, "@")+1:], compromiso.SinPermiso},
	} {
		_, err := Open(t.Context(), c.url, Options{})
		if compromiso.CodigoDe(err) != c.codigo {
			t.Errorf("%s: %v", nombre, err)
			continue
		}
		if strings.Contains(err.Error(), "secreta") {
			t.Errorf("%s shows the password", nombre)
		}
	}
}

func TestNormalizeURL(t *testing.T) {
	t.Parallel()
	for url, quiero := range map[string]string{
		"postgres://u:p@h/b":                       "postgres://u:p@h/b?application_name=compromisos&connect_timeout=10&sslmode=prefer",
		"postgres:///b?connect_timeout=3":          "postgres://localhost/b?application_name=compromisos&connect_timeout=3&sslmode=prefer",
		" postgresql://u@h:5433/b?sslmode=require": "postgres://u@h:5433/b?application_name=compromisos&connect_timeout=10&sslmode=require",
	} {
		got, err := NormalizeURL(url)
		if err != nil || got != quiero {
			t.Errorf("%s: %s (%v)", url, got, err)
		}
		if otra, err := NormalizeURL(got); err != nil || otra != got {
			t.Errorf("twice: %s (%v)", otra, err)
		}
	}
}
