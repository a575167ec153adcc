package compromiso

import (
	"slices"
	"testing"
	"time"
)

func TestAvisosDe(t *testing.T) {
	d, c := directorioDePrueba()
	n := &Compromiso{
		ID: 7, Numero: Numero{3, 2023}, Areas: []string{"DERFE"}, Estatus: EnProceso,
		Incisos: []Inciso{{Letra: "a", Areas: []string{"UTSI"}}, {Letra: "b"}},
	}
	// Friday, half past eight in the evening; Monday the 20th is a holiday.
	viernes := Fecha{2023, 11, 17}.En(c.Zona, Hora{20, 30})
	martes := Fecha{2023, 11, 21}.En(c.Zona, Hora{8, 0})
	derfe := []string{"UENL", "UGRUPO"}
	st := []string{"UST", "UST2"}
	for _, x := range []struct {
		nombre string
		h      Hecho
		clase  ClaseAviso
		a      []string
	}{
		{"asignar", Hecho{Accion: Asignar, Areas: []string{"DERFE"}}, AvisoAsignacion, derfe},
		{"a un área sin enlaces", Hecho{Accion: Asignar, Areas: []string{"CNCS"}}, AvisoAsignacion, []string{"UCNCSS"}},
		{"a un área sin nadie", Hecho{Accion: Asignar, Areas: []string{"VACIA"}}, AvisoAsignacion, st},
		{"a un área que ya no está", Hecho{Accion: Asignar, Areas: []string{"XYZ"}}, AvisoAsignacion, st},
		{"sin áreas nuevas", Hecho{Accion: Asignar}, AvisoAsignacion, nil},
		{"proponer", Hecho{Accion: Proponer}, AvisoPropuesta, st},
		{"pedir prórroga", Hecho{Accion: PedirProrroga}, AvisoPideProrroga, st},
		{"validar", Hecho{Accion: Validar}, AvisoValidacion, append(slices.Clone(derfe), "UOTRA")},
		{"rechazar un inciso", Hecho{Accion: Rechazar, Inciso: "a"}, AvisoRechazo, []string{"UOTRA"}},
		{"rechazar un inciso sin áreas propias", Hecho{Accion: Rechazar, Inciso: "b"}, AvisoRechazo, derfe},
		{"cancelar", Hecho{Accion: Cancelar, Inciso: "b"}, AvisoCierre, derfe},
		{"reabrir", Hecho{Accion: Reabrir, Inciso: "a"}, AvisoReapertura, []string{"UOTRA"}},
		{"conceder", Hecho{Accion: ConcederProrroga, Inciso: "a"}, AvisoProrroga, []string{"UOTRA"}},
		{"negar", Hecho{Accion: NegarProrroga, Inciso: "a"}, AvisoProrroga, []string{"UOTRA"}},
		{"recordar ahora", Hecho{Accion: Recordar, Areas: []string{"DERFE"}}, AvisoRecordar, derfe},
		{"lo hizo quien lo recibiría", Hecho{Accion: Recordar, Areas: []string{"DERFE"}, Actor: "UENL"}, AvisoRecordar, []string{"UGRUPO"}},
		{"lo pidió una de la ST", Hecho{Accion: Proponer, Actor: "UST"}, AvisoPropuesta, []string{"UST2"}},
		{"un avance", Hecho{Accion: Avanzar}, "", nil},
		{"una edición", Hecho{Accion: Editar}, "", nil},
	} {
		x.h.En = viernes
		var a []string
		claves := map[string]bool{}
		for _, av := range AvisosDe(x.h, 41, n, c, d) {
			a = append(a, av.Destino)
			claves[av.Clave] = true
			if av.Clase != x.clase || !av.NoAntes.Equal(martes) || av.Dia != c.Hoy(martes) || av.Estado != AvisoPendiente {
				t.Errorf("%s: %+v", x.nombre, av)
			}
		}
		if !slices.Equal(a, x.a) || len(claves) != len(a) {
			t.Errorf("%s: a %v, claves %v; debe ser a %v", x.nombre, a, claves, x.a)
		}
	}
}

func TestAvisosDeUnRegistro(t *testing.T) {
	d, c := directorioDePrueba()
	n := &Compromiso{Numero: Numero{3, 2023}, Areas: []string{"DERFE", "VACIA"}}
	viernes := Fecha{2023, 11, 17}.En(c.Zona, Hora{20, 30})
	n.Registrar(Acto{Actor: "UST", En: viernes, Hoy: c.Hoy(viernes)})
	avs := AvisosDe(n.Hechos()[0], 1, n, c, d)
	var a []string
	for _, x := range avs {
		a = append(a, string(x.Clase)+" "+x.Destino)
		if ya := x.NoAntes.Equal(viernes); ya != (x.Clase == AvisoRegistro) {
			t.Errorf("%s sale a las %s", x.Clave, x.NoAntes.In(c.Zona))
		}
	}
	if !slices.Equal(a, []string{"registro C0CVMRE", "asignacion UENL", "asignacion UGRUPO", "asignacion UST2"}) {
		t.Error(a)
	}
	// The same again, on the same day, is another message.
	otra := AvisosDe(n.Hechos()[0], 2, n, c, d)
	if otra[0].Clave == avs[0].Clave {
		t.Error("dos hechos, una clave")
	}
	c.Canal = ""
	if avs := AvisosDe(n.Hechos()[0], 3, n, c, d); avs[0].Clase == AvisoRegistro {
		t.Error("registro sin canal")
	}
}

func TestRelevo(t *testing.T) {
	d, c := directorioDePrueba()
	for persona, quiere := range map[string][]string{
		"UENL":   {"USUP"},
		"UGRUPO": {"USUP"},
		"UTIT":   {"USUP"},
		"USUP":   {"UST", "UST2"},
		"UOTRA":  {"UST", "UST2"},
		"UST":    {"UST2"},
	} {
		if da := d.Relevo(persona, nil, c); !slices.Equal(da, quiere) {
			t.Errorf("%s: %v", persona, da)
		}
	}
	c.Secretaria = []string{"UST"}
	if da := d.Relevo("UST", nil, c); len(da) > 0 {
		t.Errorf("releva a la única: %v", da)
	}
}

func TestVigente(t *testing.T) {
	dos := func(a, b Estatus) *Compromiso { return conIncisos(a, b) }
	for _, x := range []struct {
		clase  ClaseAviso
		inciso string
		n      *Compromiso
		motivo string
	}{
		{AvisoAsignacion, "", &Compromiso{Estatus: Pendiente}, ""},
		{AvisoAsignacion, "", &Compromiso{Estatus: Cumplido}, "cerrado"},
		{AvisoRecordar, "", &Compromiso{Estatus: PorValidar}, "por_validar"},
		{AvisoRechazo, "a", dos(Cumplido, EnProceso), "cerrado"},
		{AvisoRechazo, "b", dos(Cumplido, EnProceso), ""},
		{AvisoPropuesta, "", &Compromiso{Estatus: PorValidar}, ""},
		{AvisoPropuesta, "", &Compromiso{Estatus: EnProceso}, "respondido"},
		{AvisoPropuesta, "a", dos(PorValidar, EnProceso), ""},
		{AvisoPropuesta, "b", dos(PorValidar, EnProceso), "respondido"},
		{AvisoPropuesta, "", dos(Cumplido, EnProceso), "respondido"},
		{AvisoPideProrroga, "", &Compromiso{Estatus: EnProceso}, "respondido"},
		{AvisoPideProrroga, "", &Compromiso{Estatus: EnProceso, Prorroga: &Prorroga{}}, ""},
		{AvisoValidacion, "", &Compromiso{Estatus: Cumplido}, ""},
		{AvisoValidacion, "", &Compromiso{Estatus: EnProceso}, "reabierto"},
		{AvisoValidacion, "a", dos(Cumplido, EnProceso), ""},
		{AvisoCierre, "", &Compromiso{Estatus: SinEfecto}, ""},
		{AvisoCierre, "", &Compromiso{Estatus: EnProceso}, "reabierto"},
		{AvisoFallo, "", nil, ""},
	} {
		if ok, motivo := (Aviso{Clase: x.clase, Inciso: x.inciso}).Vigente(x.n); motivo != x.motivo || ok != (motivo == "") {
			t.Errorf("%s %s %+v: %v %s", x.clase, x.inciso, x.n, ok, motivo)
		}
	}
}

// What was held until the hours began must still be true when it leaves.
func TestVigenteDeLoRetenido(t *testing.T) {
	nueva, otra := NewFecha(2026, 11, 27), NewFecha(2026, 12, 4)
	for nombre, x := range map[string]struct {
		a      Aviso
		n      *Compromiso
		motivo string
	}{
		"assigned still":       {Aviso{Clase: AvisoAsignacion, Datos: map[string]string{"areas": "DERFE,UTSI"}}, &Compromiso{Estatus: Pendiente, Areas: []string{"UTSI"}}, ""},
		"assigned to others":   {Aviso{Clase: AvisoAsignacion, Datos: map[string]string{"areas": "DERFE"}}, &Compromiso{Estatus: Pendiente, Areas: []string{"UTSI"}}, "reasignado"},
		"the date granted":     {Aviso{Clase: AvisoProrroga, Datos: map[string]string{"prorroga": "concedida", "nueva": nueva.String()}}, &Compromiso{Estatus: Pendiente, FechaLimite: nueva}, ""},
		"another date since":   {Aviso{Clase: AvisoProrroga, Datos: map[string]string{"prorroga": "concedida", "nueva": nueva.String()}}, &Compromiso{Estatus: Pendiente, FechaLimite: otra}, "fecha_nueva"},
		"refused all the same": {Aviso{Clase: AvisoProrroga, Datos: map[string]string{"prorroga": "negada", "nueva": nueva.String()}}, &Compromiso{Estatus: Pendiente, FechaLimite: otra}, ""},
	} {
		if _, motivo := x.a.Vigente(x.n); motivo != x.motivo {
			t.Errorf("%s: %q, want %q", nombre, motivo, x.motivo)
		}
	}
}

// The suplentes who stand in are those of the areas that the lost aviso was about.
func TestRelevoDelArea(t *testing.T) {
	d, c := directorioDePrueba()
	d.Areas = []Area{
		{Siglas: "DERFE", Enlaces: []string{"UX"}, Suplentes: []string{"UD2"}},
		{Siglas: "UTSI", Enlaces: []string{"UX"}, Suplentes: []string{"UU2"}},
	}
	if da := d.Relevo("UX", []string{"DERFE"}, c); !slices.Equal(da, []string{"UD2"}) {
		t.Errorf("about DERFE: %v", da)
	}
	if da := d.Relevo("UX", nil, c); !slices.Equal(da, []string{"UD2", "UU2"}) {
		t.Errorf("about whatever: %v", da)
	}
}

func TestProximaSalida(t *testing.T) {
	_, c := directorioDePrueba()
	for _, x := range []struct{ zona, de, a string }{
		{"America/Mexico_City", "2023-11-17T07:59", "2023-11-17T08:00"},
		{"America/Mexico_City", "2023-11-17T08:00", "2023-11-17T08:00"},
		{"America/Mexico_City", "2023-11-17T19:59", "2023-11-17T19:59"},
		{"America/Mexico_City", "2023-11-17T20:00", "2023-11-21T08:00"}, // Monday is a holiday
		{"America/Mexico_City", "2023-11-18T10:00", "2023-11-21T08:00"},
		{"America/Tijuana", "2024-03-09T21:00", "2024-03-11T08:00"}, // the clock goes forward on the 10th
		{"Pacific/Auckland", "2023-09-24T12:00", "2023-09-25T08:00"},
	} {
		var err error
		if c.Zona, err = time.LoadLocation(x.zona); err != nil {
			t.Fatal(err)
		}
		de, err := time.ParseInLocation("2006-01-02T15:04", x.de, c.Zona)
		debe(t, err)
		if da := c.ProximaSalida(de).In(c.Zona).Format("2006-01-02T15:04"); da != x.a {
			t.Errorf("%s %s: %s; debe ser %s", x.zona, x.de, da, x.a)
		}
	}
	c.Calendario.Inhabiles = []Intervalo{{Fecha{2023, 1, 1}, Fecha{2024, 12, 31}}}
	if da := c.Hoy(c.ProximaSalida(Fecha{2023, 5, 2}.UTC())); da != (Fecha{2025, 1, 2}) {
		t.Errorf("después de dos años inhábiles: %s", da)
	}
}
