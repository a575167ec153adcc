package compromiso

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// PlazoAviso is how long an aviso is tried in vain before it is fallido.
const PlazoAviso = 24 * time.Hour

// AvisosDe are the avisos that follow from what just happened to the compromiso: to
// whom, why, and not before when. Whoever did it is not told of it. marca tells apart
// two acts of the same kind on the same day (the entry's number in the bitácora).
func AvisosDe(h Hecho, marca int64, n *Compromiso, c *Comision, d *Directorio) []Aviso {
	hacer := func(clase ClaseAviso, destinos []string) []Aviso {
		var out []Aviso
		for _, u := range destinos {
			if u == "" || u == h.Actor {
				continue
			}
			a := Aviso{
				Clave: fmt.Sprintf("%s:%s:%s %s:%d", clase, u, c.Siglas, n.Numero, marca),
				Clase: clase, Comision: c.Siglas, Destino: u, Compromiso: n.Numero, Inciso: h.Inciso,
				Actor: h.Actor, Creado: h.En, NoAntes: h.En, Dia: c.Hoy(h.En), Estado: AvisoPendiente, Datos: datosDe(h),
			}
			if clase.Retenido() {
				a.NoAntes = c.ProximaSalida(h.En)
				a.Dia = c.Hoy(a.NoAntes)
			}
			out = append(out, a)
		}
		return out
	}
	area := func() []string { return d.atienden(n.AreasDeInciso(h.Inciso), c) }
	switch h.Accion {
	case Registrar:
		return append(hacer(AvisoRegistro, []string{c.Canal}), hacer(AvisoAsignacion, d.atienden(h.Areas, c))...)
	case Asignar:
		return hacer(AvisoAsignacion, d.atienden(h.Areas, c))
	case Proponer:
		return hacer(AvisoPropuesta, d.Personas(c.Secretaria...))
	case Validar:
		return hacer(AvisoValidacion, area())
	case Rechazar:
		return hacer(AvisoRechazo, area())
	case Cancelar:
		return hacer(AvisoCierre, area())
	case Reabrir:
		return hacer(AvisoReapertura, area())
	case PedirProrroga:
		return hacer(AvisoPideProrroga, d.Personas(c.Secretaria...))
	case ConcederProrroga, NegarProrroga:
		return hacer(AvisoProrroga, area())
	case Recordar:
		return hacer(AvisoRecordar, d.atienden(h.Areas, c))
	}
	return nil
}

// datosDe keeps with the aviso what the state of now will not tell when it leaves.
func datosDe(h Hecho) map[string]string {
	m := map[string]string{}
	if h.Motivo != "" {
		m["motivo"] = h.Motivo
	}
	if len(h.Areas) > 0 {
		m["areas"] = strings.Join(h.Areas, ",")
	}
	if h.Seguimiento != nil && h.Seguimiento.Texto != "" {
		m["avance"] = h.Seguimiento.Texto
	}
	if h.Prorroga != nil {
		m["prorroga"] = string(h.Prorroga.Estado)
		m["nueva"] = h.Prorroga.Nueva.String()
		m["anterior"] = h.Prorroga.Anterior.String()
		if r := h.Prorroga.Respuesta; r != "" && r != h.Motivo {
			m["respuesta"] = r
		}
	}
	return m
}

// atienden are the people who are written to about what those areas owe: the enlaces
// of each; where an area has none, its suplentes, else the ST.
func (d *Directorio) atienden(areas []string, c *Comision) []string {
	var out []string
	for _, siglas := range areas {
		gente, _ := d.frente(siglas, c)
		for _, u := range gente {
			if !slices.Contains(out, u) {
				out = append(out, u)
			}
		}
	}
	return out
}

// frente is who hears first of what an area owes, and in which role.
func (d *Directorio) frente(siglas string, c *Comision) ([]string, Papel) {
	if a, ok := d.Area(siglas); ok {
		if g := d.Personas(a.Enlaces...); len(g) > 0 {
			return g, PapelEnlace
		}
		if g := d.Personas(a.Suplentes...); len(g) > 0 {
			return g, PapelSuplente
		}
	}
	return d.Personas(c.Secretaria...), PapelSecretaria
}

// Relevo is who is told when the person cannot be written to about something that those
// areas (none: whichever) owe the commission: the suplentes of those of which the person
// is enlace or titular, else the ST; never the person. After a suplente comes the ST, so
// that no two suplentes are told of each other for ever.
func (d *Directorio) Relevo(persona string, areas []string, c *Comision) []string {
	var out []string
	for _, a := range d.Areas {
		suplentes := d.Personas(a.Suplentes...)
		if slices.Contains(suplentes, persona) || len(areas) > 0 && !slices.Contains(areas, a.Siglas) {
			continue
		}
		if slices.Contains(d.Personas(append([]string{a.Titular}, a.Enlaces...)...), persona) {
			out = append(out, suplentes...)
		}
	}
	if len(out) == 0 {
		out = d.Personas(c.Secretaria...)
	}
	return sinRepetir(slices.DeleteFunc(out, func(u string) bool { return u == persona }))
}

// Vigente tells whether an aviso about one compromiso, or one inciso of it, is still
// wanted in the state of now, and why not. What was already told elsewhere is the
// sender's to know.
func (a Aviso) Vigente(n *Compromiso) (ok bool, motivo string) {
	if n == nil {
		return true, ""
	}
	estatus := a.estatusDe(n)
	switch a.Clase {
	case AvisoAsignacion, AvisoRecordar, AvisoRechazo, AvisoReapertura:
		if !estatus.Abierto() {
			return false, FueraCerrado
		}
		if estatus == PorValidar && a.Clase != AvisoAsignacion {
			return false, string(EnValidar)
		}
		if a.Clase == AvisoAsignacion && len(a.areas()) > 0 && !slices.ContainsFunc(a.areas(), func(s string) bool { return slices.Contains(n.TodasLasAreas(), s) }) {
			return false, FueraArea
		}
	case AvisoValidacion:
		if estatus != Cumplido {
			return false, "reabierto"
		}
	case AvisoCierre:
		if estatus != SinEfecto {
			return false, "reabierto"
		}
	case AvisoProrroga:
		if a.Datos["prorroga"] == string(ProrrogaConcedida) && n.limiteDe(a.Inciso).String() != a.Datos["nueva"] {
			return false, FueraFecha
		}
	case AvisoPropuesta:
		if !n.PuedePasar(Rechazar) || a.Inciso != "" && estatus != PorValidar {
			return false, FueraRespondido
		}
	case AvisoPideProrroga:
		if n.Prorroga == nil {
			return false, FueraRespondido
		}
	}
	return true, ""
}

// estatusDe is how what the aviso is about stands: the compromiso, or the inciso.
func (a Aviso) estatusDe(n *Compromiso) Estatus {
	for _, x := range n.Asuntos() {
		if a.Inciso != "" && x.Inciso == a.Inciso {
			return x.Estatus
		}
	}
	return n.Estatus
}

// areas are those that the act was about.
func (a Aviso) areas() []string {
	return strings.FieldsFunc(a.Datos["areas"], func(r rune) bool { return r == ',' })
}
