package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// renglonesConsulta is how many lines these answers have at most.
const renglonesConsulta = 60

// verSesiones is the calendar of the commission, the latest first.
func verSesiones(_ context.Context, t *turno) (respuesta, error) {
	var items []linea
	proxima := t.com.ProximaSesion(t.ahora)
	for _, s := range slices.Backward(t.com.Sesiones) {
		cuando := s.Fecha.Larga()
		if s.ConHora {
			cuando += ", " + s.Hora.String()
		}
		l := linea{negrita(s.Codigo.String()), llano(": " + cuando)}
		if proxima != nil && proxima.Codigo == s.Codigo && proxima.Fecha == s.Fecha {
			l = append(l, llano(" (la próxima)"))
		}
		items = append(items, l)
	}
	return decir(consulta("Sesiones de la "+t.com.Siglas, "Todavía no hay sesiones en el calendario.", items)), nil
}

// verAreas is who answers for what.
func verAreas(_ context.Context, t *turno) (respuesta, error) {
	var items []linea
	for _, a := range t.dir.Areas {
		l := linea{negrita(a.Siglas)}
		if a.Nombre != "" {
			l = append(l, llano(" "+a.Nombre))
		}
		gente := t.dir.Personas(a.Enlaces...)
		if len(gente) == 0 {
			l = append(l, llano(": sin enlace"))
		}
		for k, id := range gente {
			sep := ", "
			if k == 0 {
				sep = ": "
			}
			l = append(l, llano(sep), aPersona(id))
		}
		items = append(items, l)
	}
	return decir(consulta("Áreas y sus enlaces", "Todavía no hay áreas.", items)), nil
}

// verGlosario says what siglas mean: those asked for, or all.
func verGlosario(_ context.Context, t *turno) (respuesta, error) {
	pedida := strings.TrimSpace(t.resto)
	var siglas []string
	for s := range t.dir.Glosario {
		if pedida == "" || compromiso.Plegar(s) == compromiso.Plegar(pedida) {
			siglas = append(siglas, s)
		}
	}
	slices.Sort(siglas)
	var items []linea
	for _, s := range siglas {
		items = append(items, linea{negrita(s), llano(": " + t.dir.Glosario[s])})
	}
	vacio := "El glosario está vacío."
	if pedida != "" {
		vacio = fmt.Sprintf("El glosario no tiene «%s». Para ver las siglas que tiene, escriba «/compromiso glosario».", recortar(unaLinea(pedida), 40))
	}
	return decir(consulta("Glosario", vacio, items)), nil
}

// consulta is a list of lines under a title, no longer than an acknowledgement takes.
func consulta(titulo, vacio string, items []linea) Mensaje {
	if len(items) == 0 {
		return mensajeHecho(vacio)
	}
	for n := min(len(items), renglonesConsulta); ; n = n * 3 / 4 {
		h := &hoja{}
		h.titulo(titulo)
		h.lista(nil, items[:n]...)
		if n < len(items) {
			h.nota(linea{llano(fmt.Sprintf("Se muestran %d de %d.", n, len(items)))})
		}
		if m := h.mensaje(); n <= 1 || m.peso() <= maxRespuesta {
			return m
		}
	}
}
