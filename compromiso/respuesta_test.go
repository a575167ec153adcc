package compromiso

import (
	"testing"
	"time"
)

func TestResponderRecordatorio(t *testing.T) {
	_, c := directorioDePrueba()
	lunes := Fecha{2023, 11, 13}
	hora := lunes.En(c.Zona, Hora{9, 0})
	for _, x := range []struct {
		nombre string
		cambio func(*Compromiso, *HistorialAviso)
		avance time.Time
		quiere Respuesta
	}{
		{"nada", func(*Compromiso, *HistorialAviso) {}, time.Time{}, Respuesta{}},
		{"avance", func(*Compromiso, *HistorialAviso) {}, hora, Respuesta{Avance: hora}},
		{"cerrado", func(n *Compromiso, _ *HistorialAviso) { n.Estatus = Cumplido }, hora, Respuesta{Fuera: FueraCerrado, Avance: hora}},
		{"pospuesto", func(_ *Compromiso, h *HistorialAviso) { h.PospuestoHasta = lunes.AddDias(2) }, time.Time{}, Respuesta{Fuera: string(PorPedido), Hasta: lunes.AddDias(2)}},
		{"enterado", func(_ *Compromiso, h *HistorialAviso) { h.Enterado = hora }, time.Time{}, Respuesta{Fuera: string(PorEnterado)}},
		{"prórroga del todo", func(n *Compromiso, _ *HistorialAviso) { n.Prorroga = &Prorroga{} }, time.Time{}, Respuesta{Fuera: FueraPidio}},
		{"prórroga de otro inciso", func(n *Compromiso, _ *HistorialAviso) { n.Prorroga = &Prorroga{Inciso: "b"} }, time.Time{}, Respuesta{}},
		{"fecha nueva", func(n *Compromiso, _ *HistorialAviso) { n.AvisarDesde = hora.Add(time.Second) }, time.Time{}, Respuesta{Fuera: FueraFecha}},
	} {
		n, h := &Compromiso{Estatus: EnProceso, Areas: []string{"DERFE"}, FechaLimite: lunes.AddDias(7)}, HistorialAviso{}
		x.cambio(n, &h)
		r := Recordatorio{Compromiso: n, Persona: "UENL", Area: "DERFE", Papel: PapelEnlace, Regla: ReglaAntes, Momento: hora}
		if _, da := r.Responder(c, h, x.avance, hora.Add(time.Hour)); da != x.quiere {
			t.Errorf("%s: %+v, want %+v", x.nombre, da, x.quiere)
		}
	}
}

func TestResponderAviso(t *testing.T) {
	_, c := directorioDePrueba()
	lunes := Fecha{2023, 11, 13}
	hora := lunes.En(c.Zona, Hora{9, 0})
	pospuesto, enterado := HistorialAviso{PospuestoHasta: lunes.AddDias(3)}, HistorialAviso{Enterado: hora.Add(time.Minute)}
	for _, x := range []struct {
		nombre string
		clase  ClaseAviso
		n      Compromiso
		inciso string
		h      HistorialAviso
		quiere string
	}{
		{"asignación por atender", AvisoAsignacion, Compromiso{Estatus: Pendiente}, "", HistorialAviso{}, ""},
		{"asignación propuesta", AvisoAsignacion, Compromiso{Estatus: PorValidar}, "", HistorialAviso{}, string(EnValidar)},
		{"asignación cerrada", AvisoAsignacion, Compromiso{Estatus: SinEfecto}, "", HistorialAviso{}, FueraCerrado},
		{"asignación pospuesta", AvisoAsignacion, Compromiso{Estatus: Pendiente}, "", pospuesto, string(PorPedido)},
		{"rechazo, enterado", AvisoRechazo, Compromiso{Estatus: EnProceso}, "", enterado, string(PorEnterado)},
		{"enterado antes del aviso", AvisoRechazo, Compromiso{Estatus: EnProceso}, "", HistorialAviso{Enterado: hora.Add(-time.Minute)}, ""},
		{"prórroga negada, y luego propuesto", AvisoProrroga, Compromiso{Estatus: PorValidar}, "", HistorialAviso{}, string(EnValidar)},
		{"prórroga pedida otra vez", AvisoProrroga, Compromiso{Estatus: EnProceso, Prorroga: &Prorroga{}}, "", HistorialAviso{}, FueraPidio},
		{
			"inciso cerrado", AvisoRecordar,
			Compromiso{Estatus: Parcial, Incisos: []Inciso{{Letra: "a", Estatus: Cumplido}, {Letra: "b", Estatus: Pendiente}}},
			"a",
			HistorialAviso{},
			FueraCerrado,
		},
		{"propuesta sin respuesta", AvisoPropuesta, Compromiso{Estatus: PorValidar}, "", pospuesto, ""},
		{"propuesta respondida", AvisoPropuesta, Compromiso{Estatus: Cumplido}, "", HistorialAviso{}, FueraRespondido},
		{"prórroga por responder", AvisoPideProrroga, Compromiso{Estatus: EnProceso, Prorroga: &Prorroga{}}, "", enterado, ""},
		{"prórroga respondida", AvisoPideProrroga, Compromiso{Estatus: EnProceso}, "", HistorialAviso{}, FueraRespondido},
	} {
		a := Aviso{Clase: x.clase, Inciso: x.inciso, Enviado: hora}
		if da := a.Responder(&x.n, c, x.h, time.Time{}, hora.Add(time.Hour)); da.Fuera != x.quiere {
			t.Errorf("%s: %q, want %q", x.nombre, da.Fuera, x.quiere)
		}
		if !a.SeResponde() {
			t.Errorf("%s: it says that nobody answers it", x.nombre)
		}
	}
	for _, clase := range []ClaseAviso{AvisoResumen, AvisoRegistro, AvisoValidacion, AvisoCierre, AvisoFallo, AvisoInforme} {
		if (Aviso{Clase: clase}).SeResponde() {
			t.Errorf("%s is answered by nobody", clase)
		}
	}
}
