package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// parteResumen is one of the lists of a digest.
type parteResumen struct {
	titulo string
	filas  []*compromiso.Compromiso
	total  int
	caben  int
	estado compromiso.FiltroEstado // where the rest of it is; "" nowhere
}

func partesDe(d compromiso.DatosResumen) []parteResumen {
	t := d.Total
	return []parteResumen{
		{"Vencidos", d.Vencidos, t.Vencidos, 12, compromiso.FiltroVencidos},
		{"Por vencer, de hoy al " + d.Hasta.AddDias(compromiso.DiasPorVencer).Puntos(), d.PorVencer, t.PorVencer, 12, ""},
		{"Por validar", d.PorValidar, t.PorValidar, 10, ""},
		{"Cerrados desde el " + d.Desde.Puntos(), d.Cerrados, t.Cerrados, 10, ""},
		{"Sin fecha límite", d.SinFecha, t.SinFecha, 6, ""},
	}
}

// mensajeResumen is the digest: the counts, the areas as chart and table, and the
// lists. Where a workspace does not know charts and tables, Respaldo says it in words.
// publicar is the value of the button that sends it to the channel; "" for none.
func mensajeResumen(d compromiso.DatosResumen, publicar string) Mensaje {
	var bs []slack.BlockElement
	if publicar != "" {
		bs = append(bs, principal(boton(accionPublicar, "Publicar en el canal", publicar)))
	}
	return ajustar(180, false, func(corte int) Mensaje { return componerResumen(d, corte, "", bs...) })
}

// mensajeAvisoResumen is the digest as it is sent on its day.
func mensajeAvisoResumen(e compromiso.Envio, corte int) Mensaje {
	return componerResumen(*e.Resumen, min(corte, 180), e.Aviso.Datos[compromiso.DatoSesion])
}

func componerResumen(d compromiso.DatosResumen, corte int, sesion string, botones ...slack.BlockElement) Mensaje {
	h := &hoja{}
	if d.Vacio() {
		h.dicho(antesDe(sesion) + semanaVacia(d))
		h.botones(append(botones, botonInforme(d, sesion))...)
		notaAdjunto(h, sesion)
		notaCabeza(h, d)
		return h.mensaje()
	}
	h.titulo(tituloResumen(d, sesion))
	h.parrafo(linea{llano(fraseConteo(d.Total))})
	if areas := areasDe(d); len(areas) > 0 {
		if g := graficaAreas(areas); g != nil {
			h.nuevo(g, func(*hoja) {})
		}
		h.nuevo(tablaAreas(areas), func(o *hoja) { o.lista(linea{negrita("Por área")}, renglonesAreas(areas)...) })
	}
	for _, p := range partesDe(d) {
		if len(p.filas) > 0 {
			h.lista(linea{negrita(fmt.Sprintf("%s: %d", p.titulo, p.total))}, renglonesResumen(p, d, corte)...)
		}
	}
	h.botones(slices.Concat(botones, botonesResumen(d, sesion))...)
	notaAdjunto(h, sesion)
	notaCabeza(h, d)
	return h.mensaje()
}

// notaCabeza ends a posted digest with the head of the bitácora, as `bitacora verificar
// --cabezas` reads it back.
func notaCabeza(h *hoja, d compromiso.DatosResumen) {
	if d.Cabeza.Seq > 0 {
		h.nota(linea{llano("Bitácora: " + d.Cabeza.Corta().String())})
	}
}

// TextoResumen is the digest in plain words, for whoever reads it outside of Slack. It
// is not escaped.
func TextoResumen(d compromiso.DatosResumen) string {
	if d.Vacio() {
		return semanaVacia(d)
	}
	ls := []linea{{llano(tituloResumen(d, ""))}, {llano(fraseConteo(d.Total))}}
	if areas := areasDe(d); len(areas) > 0 {
		ls = append(ls, nil, linea{llano("Por área")})
		for _, l := range renglonesAreas(areas) {
			ls = append(ls, append(linea{llano("• ")}, l...))
		}
	}
	for _, p := range partesDe(d) {
		if len(p.filas) == 0 {
			continue
		}
		p.caben = len(p.filas)
		ls = append(ls, nil, linea{llano(fmt.Sprintf("%s: %d", p.titulo, p.total))})
		for _, l := range renglonesResumen(p, d, 300) {
			ls = append(ls, append(linea{llano("• ")}, l...))
		}
	}
	var b strings.Builder
	for k, l := range ls {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.simple())
	}
	return b.String()
}

func tituloResumen(d compromiso.DatosResumen, sesion string) string {
	s := "Resumen de la " + siglasDe(d.Comision) + ": del " + d.Desde.Puntos() + " al " + d.Hasta.Puntos()
	return antesDe(sesion) + s
}

// antesDe begins what is said before a session.
func antesDe(sesion string) string {
	if sesion == "" {
		return ""
	}
	return "Antes de la sesión " + unaLinea(sesion) + ". "
}

// notaAdjunto says where the informe is that goes with the digest before a session.
func notaAdjunto(h *hoja, sesion string) {
	if sesion != "" {
		h.nota(linea{llano("El borrador del informe va en el hilo de este mensaje.")})
	}
}

// semanaVacia is all that there is to say of a week in which nothing is to be told.
func semanaVacia(d compromiso.DatosResumen) string {
	s := fmt.Sprintf("La %s, del %s al %s: nada vencido, por vencer ni por validar", siglasDe(d.Comision), d.Desde.Puntos(), d.Hasta.Puntos())
	if d.Total.Abiertos > 0 {
		return s + "; " + plural(d.Total.Abiertos, "compromiso abierto vence", "compromisos abiertos vencen") + " más adelante."
	}
	return s + ", y ningún compromiso abierto."
}

func fraseConteo(t compromiso.ConteoResumen) string {
	var p []string
	poner := func(n int, uno, varios string) {
		if n > 0 {
			p = append(p, plural(n, uno, varios))
		}
	}
	poner(t.Vencidos, "vencido", "vencidos")
	poner(t.PorVencer, "por vencer en los próximos 7 días", "por vencer en los próximos 7 días")
	poner(t.PorValidar, "por validar", "por validar")
	poner(t.SinFecha, "sin fecha límite", "sin fecha límite")
	s := plural(t.Abiertos, "compromiso abierto", "compromisos abiertos")
	if len(p) > 0 {
		s += ": " + compromiso.Enumerar(p)
	}
	if t.Cerrados > 0 {
		verbo := "se cerraron"
		if t.Cerrados == 1 {
			verbo = "se cerró"
		}
		s += fmt.Sprintf(". En el periodo %s %d", verbo, t.Cerrados)
	}
	return s + "."
}

// renglonesResumen are the rows of one list, with the count of those that do not fit.
func renglonesResumen(p parteResumen, d compromiso.DatosResumen, corte int) []linea {
	var out []linea
	for _, n := range p.filas[:min(len(p.filas), p.caben)] {
		out = append(out, linea{
			negrita(rotulo(n, "")),
			llano(" · " + frasePlazo(n, d.Comision, d.Hasta) + " · " + fraseAreas(n.TodasLasAreas()) + " · " + renglon(n.Texto, corte)),
		})
	}
	if faltan := max(p.total, len(p.filas)) - len(out); faltan > 0 {
		out = append(out, linea{llano(fmt.Sprintf("y %d más", faltan))})
	}
	return out
}

func botonesResumen(d compromiso.DatosResumen, sesion string) []slack.BlockElement {
	var bs []slack.BlockElement
	poner := func(texto string, e compromiso.FiltroEstado) {
		if v, ok := codificarPagina(compromiso.Filtro{Comision: siglasDe(d.Comision), Estado: e}); ok {
			bs = append(bs, boton(accionListaPag, texto, v))
		}
	}
	if d.Total.Vencidos > 0 {
		poner("Ver los vencidos", compromiso.FiltroVencidos)
	} else {
		poner("Ver los abiertos", compromiso.FiltroAbiertos)
	}
	return append(bs, botonInforme(d, sesion))
}

// botonInforme asks for the informe of the session, or of the next one.
func botonInforme(d compromiso.DatosResumen, sesion string) slack.BlockElement {
	return boton(accionInforme, "Informe en Word", strings.TrimSpace(siglasDe(d.Comision)+" "+sesion))
}
