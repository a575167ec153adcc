package compromiso

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNew(t *testing.T) {
	d, c := directorioDePrueba()
	acto := Acto{Actor: "UST", En: Fecha{2023, 11, 17}.En(c.Zona, Hora{12, 0}), Hoy: Fecha{2023, 11, 17}}
	for campo, alta := range map[string]Alta{
		"texto": {Texto: " \n", Areas: []string{"DERFE"}},
		"areas": {Texto: "Convocar"},
		"vence": {Texto: "Convocar", Areas: []string{"DERFE"}, FechaLimite: Fecha{2023, 11, 16}},
		"tipo":  {Texto: "Convocar", Areas: []string{"DERFE"}, Tipo: "ruego"},
	} {
		_, err := New(c, d, acto, alta)
		rehusa(t, err, Invalido, campo)
	}
	_, err := New(c, d, acto, Alta{Texto: strings.Repeat("ñ", LargoTexto+1), Areas: []string{"DERFE"}})
	rehusa(t, err, Invalido, "texto")
	_, err = New(c, d, acto, Alta{Texto: "Convocar", Areas: []string{"DERFE", "XYZ"}})
	rehusa(t, err, Invalido, "areas")
	if !strings.Contains(err.Error(), "XYZ") || !strings.Contains(err.Error(), "CNCS, DERFE, UTSI y VACIA") {
		t.Error(err)
	}

	n, err := New(c, d, acto, Alta{Texto: " Presentar:\n1. un informe\n2. una nota ", Areas: []string{"derfe", "DERFE", "utsi"}, FechaLimite: acto.Hoy})
	debe(t, err)
	if n.Texto != "Presentar:\n1. un informe\n2. una nota" || len(n.Incisos) != 2 || !slices.Equal(n.Areas, []string{"DERFE", "UTSI"}) ||
		n.Tipo != TipoCompromiso || n.Estatus != Pendiente || n.FechaLimiteOrig != acto.Hoy || !n.AvisarDesde.Equal(acto.En) || n.RegistradoPor != "UST" {
		t.Errorf("%+v", n)
	}
	n, err = New(c, d, acto, Alta{Texto: strings.Repeat("ñ", LargoTexto), Areas: []string{"DERFE"}})
	debe(t, err)
	if n.FechaLimite != c.Calendario.AddHabiles(acto.Hoy, 15) || n.FechaLimiteOrig != n.FechaLimite || n.AnioDeNumero(acto.Hoy) != 2023 {
		t.Errorf("%s", n.FechaLimite)
	}
	n.Sesion = &Sesion{Fecha: Fecha{2022, 12, 20}}
	if n.AnioDeNumero(acto.Hoy) != 2022 {
		t.Error("el año del número es el de la sesión")
	}
	n.Registrar(acto)
	if h := n.Hechos(); len(h) != 1 || h[0].Accion != Registrar || len(h[0].Antes) != 0 || h[0].Despues["texto"] != n.Texto {
		t.Errorf("%+v", h)
	}
}

func TestSesiones(t *testing.T) {
	_, c := directorioDePrueba()
	so := func(n int) CodigoSesion { return CodigoSesion{n, Ordinaria, "CVMRE"} }
	c.Sesiones = []Sesion{
		{Codigo: so(1), Fecha: Fecha{2022, 5, 2}},
		{Codigo: so(1), Fecha: Fecha{2023, 9, 18}, Hora: Hora{10, 0}, ConHora: true},
		{Codigo: so(2), Fecha: Fecha{2023, 11, 17}, Hora: Hora{10, 0}, ConHora: true},
		{Codigo: so(1), Fecha: Fecha{2024, 1, 1}, Hora: Hora{0, 30}, ConHora: true},
	}
	ver := func(s *Sesion) string {
		if s == nil {
			return "ninguna"
		}
		return s.Codigo.String() + "/" + s.Fecha.String()
	}
	for _, x := range []struct{ zona, ahora, defecto, proxima string }{
		{"America/Mexico_City", "2023-01-10T12:00", "ninguna", "01SO-CVMRE/2023-09-18"},
		{"America/Mexico_City", "2023-09-18T09:59", "ninguna", "01SO-CVMRE/2023-09-18"},
		{"America/Mexico_City", "2023-09-18T10:00", "01SO-CVMRE/2023-09-18", "02SO-CVMRE/2023-11-17"},
		{"America/Mexico_City", "2023-12-31T23:59", "02SO-CVMRE/2023-11-17", "01SO-CVMRE/2024-01-01"},
		{"America/Mexico_City", "2024-01-01T00:10", "ninguna", "01SO-CVMRE/2024-01-01"},
		{"America/Tijuana", "2024-01-01T00:30", "01SO-CVMRE/2024-01-01", "ninguna"},
	} {
		var err error
		c.Zona, err = time.LoadLocation(x.zona)
		debe(t, err)
		ahora, err := time.ParseInLocation("2006-01-02T15:04", x.ahora, c.Zona)
		debe(t, err)
		if d, p := ver(c.SesionPorDefecto(ahora.UTC())), ver(c.ProximaSesion(ahora.UTC())); d != x.defecto || p != x.proxima {
			t.Errorf("%s %s: por defecto %s, próxima %s", x.zona, x.ahora, d, p)
		}
	}
	if a, b, z := ver(c.Sesion(so(1), 0)), ver(c.Sesion(so(1), 2022)), ver(c.Sesion(so(9), 0)); a != "01SO-CVMRE/2024-01-01" || b != "01SO-CVMRE/2022-05-02" || z != "ninguna" {
		t.Error(a, b, z)
	}
}
