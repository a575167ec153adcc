package bot

import (
	"fmt"

	"compromisos/compromiso"
)

// entregado is a document that has arrived.
type entregado struct {
	que, formato string
	aqui         bool // where it was asked for
	liga         string
	aviso, pista string
	advertencias []string
}

// mensajeEntregado says where the document is, and what to look at before it goes on.
func mensajeEntregado(e entregado) Mensaje {
	const caben = 12
	return ajustar(300, true, func(corte int) Mensaje {
		h := &hoja{}
		l := linea{llano("✓ " + mayuscula(e.que) + " (" + e.formato + ") ya está aquí.")}
		if !e.aqui {
			l = linea{llano("✓ " + mayuscula(e.que) + " (" + e.formato + ") ya está en su "), aLiga("mensaje directo con el bot", e.liga), llano(".")}
		}
		h.parrafo(l)
		if e.aviso != "" {
			h.dicho(e.aviso)
		}
		if e.pista != "" {
			h.dicho(e.pista)
		}
		var items []linea
		for _, a := range e.advertencias[:min(len(e.advertencias), caben)] {
			items = append(items, linea{llano(renglon(a, corte))})
		}
		if faltan := len(e.advertencias) - len(items); faltan > 0 {
			items = append(items, linea{llano(fmt.Sprintf("y %d más", faltan))})
		}
		h.lista(linea{negrita("Revise antes de entregarlo")}, items...)
		return h.mensaje()
	})
}

// comentarioInforme is what is said with the file of an informe.
func comentarioInforme(r compromiso.Reporte, pide string) string {
	l := linea{llano(tituloDeInforme(r) + ", con lo registrado hasta el " + r.Corte.Puntos() + ".")}
	return append(l, loPidio(pide)...).marca()
}

// tituloDeInforme names the draft: «Borrador del informe de la 02SO-CVD/2026, del 18.11.2026».
func tituloDeInforme(r compromiso.Reporte) string {
	s := "Borrador del informe de la "
	if r.SesionInforme == "" {
		return s + unaLinea(r.Comision)
	}
	s += unaLinea(r.SesionInforme)
	if f := r.FechaInforme; !f.IsZero() {
		s += fmt.Sprintf("/%d, del %s", f.Anio, f.Puntos())
	}
	return s
}

// comentarioNota is what is said with the file of a nota.
func comentarioNota(n compromiso.DatosNota, pide string) string {
	l := linea{llano(tituloDeNota(n) + ", con lo registrado hasta el " + n.Fecha.Puntos() + ".")}
	return append(l, loPidio(pide)...).marca()
}

func tituloDeNota(n compromiso.DatosNota) string {
	return "Nota del compromiso " + unaLinea(n.Comision) + " " + n.Fila.Numero.String()
}

func loPidio(persona string) linea {
	if persona == "" {
		return nil
	}
	return linea{llano(" A petición de "), aPersona(persona), llano(".")}
}
