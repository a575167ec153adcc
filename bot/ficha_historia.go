package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
)

// paso is one line of the history of a card, written only if it is shown.
type paso struct {
	en       time.Time
	escribir func(corte int) linea
}

// hizo are the actions as the history tells them, after who and when.
var hizo = map[compromiso.Accion]string{
	compromiso.Registrar:        "lo registró",
	compromiso.Avanzar:          "registró un avance",
	compromiso.Proponer:         "lo propuso como cumplido",
	compromiso.Validar:          "lo validó como cumplido",
	compromiso.Rechazar:         "rechazó la propuesta",
	compromiso.PedirProrroga:    "pidió prórroga",
	compromiso.ConcederProrroga: "concedió la prórroga",
	compromiso.NegarProrroga:    "negó la prórroga",
	compromiso.Asignar:          "cambió las áreas o la fecha",
	compromiso.Editar:           "lo editó",
	compromiso.Reabrir:          "lo reabrió",
	compromiso.Cancelar:         "lo dejó sin efecto",
	compromiso.Recordar:         "lo recordó a sus áreas",
	compromiso.Posponer:         "pospuso su recordatorio",
	compromiso.Enterarse:        "confirmó que está al tanto",
	compromiso.Importar:         "lo importó de un informe",
}

// operador is the actor of what was done at the command line.
const operador = "operador"

// historia is what happened, the newest last, as much of it as there is room for.
func historia(h *hoja, f *compromiso.Ficha, c *compromiso.Comision, corte int) {
	caben := 10
	switch {
	case corte < 100:
		caben = 4
	case corte < 500:
		caben = 7
	}
	pasos := pasosDe(f, c)
	desde := max(0, len(pasos)-caben)
	var items []linea
	if desde > 0 {
		items = append(items, linea{llano(fmt.Sprintf("y %s más, de antes", plural(desde, "entrada", "entradas")))})
	}
	for _, p := range pasos[desde:] {
		items = append(items, p.escribir(min(corte, 400)))
	}
	if len(items) > 0 {
		h.lista(linea{negrita("Historia")}, items...)
	}
}

// pasosDe joins what the bitácora says with the entries of progress that belong to it.
func pasosDe(f *compromiso.Ficha, c *compromiso.Comision) []paso {
	usado := make([]bool, len(f.Seguimientos))
	var out []paso
	for _, a := range f.Historia {
		escrito := ""
		if a.Accion == compromiso.Avanzar || a.Accion == compromiso.Proponer {
			if k := slices.IndexFunc(f.Seguimientos, func(s compromiso.Seguimiento) bool {
				return s.Persona == a.Actor && mismoMomento(s.En, a.En)
			}); k >= 0 && !usado[k] {
				usado[k], escrito = true, f.Seguimientos[k].Texto
			}
		}
		out = append(out, paso{a.En, func(corte int) linea { return renglonAsiento(a, escrito, c, corte) }})
	}
	for k, s := range f.Seguimientos {
		if !usado[k] {
			out = append(out, paso{s.En, func(corte int) linea { return renglonSeguimiento(s, c, corte) }})
		}
	}
	slices.SortStableFunc(out, func(x, y paso) int { return x.en.Compare(y.en) })
	return out
}

// mismoMomento compares as the database keeps moments: to the microsecond.
func mismoMomento(x, y time.Time) bool {
	return x.Truncate(time.Microsecond).Equal(y.Truncate(time.Microsecond))
}

func renglonAsiento(a compromiso.Asiento, escrito string, c *compromiso.Comision, corte int) linea {
	que, ok := hizo[a.Accion]
	if !ok {
		que = unaLinea(string(a.Accion))
	}
	var detalles []string
	if a.Inciso != "" {
		detalles = append(detalles, "inciso "+a.Inciso)
	}
	if detalles = append(detalles, cambios(a)...); len(detalles) > 0 {
		que += " (" + strings.Join(detalles, "; ") + ")"
	}
	quien := aPersona(a.Actor)
	if a.Actor == operador {
		quien = llano("quien opera el bot")
	}
	l := linea{llano(momento(a.En, c) + " · "), quien, llano(" " + que)}
	for _, s := range []string{a.Motivo, escrito} {
		if s != "" {
			l = append(l, llano(": «"+renglon(s, corte)+"»"))
		}
	}
	return l
}

// editables are the fields of an edition, as the history names them.
var editables = []struct{ clave, nombre string }{
	{"texto", "el texto"}, {"tipo", "el tipo"}, {"eje", "el eje"}, {"solicitantes", "quién lo pidió"}, {"atencion", "la atención"},
}

// cambios says the new date or areas, where that is what changed, and what was edited.
func cambios(a compromiso.Asiento) []string {
	if a.Accion == compromiso.Registrar || a.Accion == compromiso.Importar {
		return nil
	}
	var out []string
	if a.Accion == compromiso.Editar {
		var que []string
		for _, x := range editables {
			if _, si := a.Despues[x.clave]; si {
				que = append(que, x.nombre)
			}
		}
		if len(que) > 0 {
			out = append(out, compromiso.Enumerar(que))
		}
	}
	if s, ok := a.Despues["fecha_limite"].(string); ok && s != "" {
		if f, err := compromiso.ParseFecha(s); err == nil {
			out = append(out, "nueva fecha límite: "+f.Puntos())
		}
	}
	if l, ok := a.Despues["areas"].([]any); ok {
		var areas []string
		for _, x := range l {
			if s, ok := x.(string); ok {
				areas = append(areas, s)
			}
		}
		out = append(out, strings.ToLower(palabraAreas(areas))+": "+fraseAreas(areas))
	}
	return out
}

func renglonSeguimiento(s compromiso.Seguimiento, c *compromiso.Comision, corte int) linea {
	cuando := s.Fecha.Puntos()
	if cuando == "" {
		cuando = momento(s.En, c)
	}
	l := linea{llano(cuando + " · ")}
	switch {
	case s.Persona != "":
		l = append(l, aPersona(s.Persona))
	case s.Area != "":
		l = append(l, llano(renglon(s.Area, 60)))
	default:
		l = append(l, llano("avance"))
	}
	if s.Inciso != "" {
		l = append(l, llano(" (inciso "+s.Inciso+")"))
	}
	if s.Texto != "" {
		l = append(l, llano(": «"+renglon(s.Texto, corte)+"»"))
	}
	return l
}
