package bot

import (
	"cmp"
	"fmt"
	"strings"

	"compromisos/compromiso"
)

// textoEnLista is the longest text of a row of a list.
const textoEnLista = 180

// mensajeLista is one page of a list: a row for each compromiso with «Ver», and
// «Siguiente» where there is more.
func mensajeLista(p compromiso.Pagina, f compromiso.Filtro, c *compromiso.Comision, hoy compromiso.Fecha) Mensaje {
	return ajustar(textoEnLista, true, func(corte int) Mensaje {
		h := &hoja{}
		h.titulo(mayuscula(tituloLista(f)) + " de la " + siglasDe(c, f.Comision))
		if s := fraseFiltro(f); s != "" {
			h.nota(linea{llano("Filtro: " + recortar(s, 300))})
		}
		if len(p.Filas) == 0 {
			h.dicho(listaVacia(f))
			return h.mensaje()
		}
		h.nota(linea{llano(fraseTotal(p.Total, f))})
		filas(h, p.Filas, c, hoy, corte)
		if p.HayMas {
			siguiente := f
			siguiente.Despues = p.Siguiente
			if v, ok := codificarPagina(siguiente); ok {
				h.botones(principal(boton(accionListaPag, "Siguiente", v)))
			} else {
				h.dicho("Hay más. El filtro es demasiado largo para pasar de página: acórtelo, por favor.")
			}
		}
		return h.mensaje()
	})
}

// mensajeBusqueda is what was found for some words, the best first.
func mensajeBusqueda(encontrados []*compromiso.Compromiso, palabras string, c *compromiso.Comision, hoy compromiso.Fecha) Mensaje {
	return ajustar(textoEnLista, true, func(corte int) Mensaje {
		const caben = 10
		cita := "«" + renglon(palabras, 80) + "»"
		h := &hoja{}
		if len(encontrados) == 0 {
			h.dicho("Nada coincide con " + cita + " en la " + siglasDe(c) + ". Pruebe con menos palabras, o con otras.")
			return h.mensaje()
		}
		h.titulo("Resultados de " + cita)
		if len(encontrados) > caben {
			h.nota(linea{llano(fmt.Sprintf("Los %d más cercanos. Agregue palabras para afinar.", caben))})
		}
		filas(h, encontrados[:min(len(encontrados), caben)], c, hoy, corte)
		return h.mensaje()
	})
}

// filas are the rows of a list.
func filas(h *hoja, ns []*compromiso.Compromiso, c *compromiso.Comision, hoy compromiso.Fecha, corte int) {
	for _, n := range ns {
		plazo := llano(frasePlazo(n, c, hoy))
		plazo.negrita = n.Vencido(hoy)
		l := linea{negrita(rotulo(n, "")), llano(" · ")}
		if debe := n.Estatus.Abierto() && n.Estatus != compromiso.PorValidar; debe {
			l = append(l, llano(n.Estatus.Texto()+" · "), plazo)
		} else { // the phrase says the state
			plazo.texto = mayuscula(plazo.texto)
			l = append(l, plazo)
		}
		l = append(l, llano(" · "+fraseAreas(n.TodasLasAreas())))
		if n.Permanente {
			l = append(l, llano(" · permanente"))
		}
		h.fila(l, boton(accionVer, "Ver", valorRef(n, "")))
		h.pie(renglon(n.Texto, corte))
	}
}

func tituloLista(f compromiso.Filtro) string {
	switch cmp.Or(f.Estado, compromiso.FiltroAbiertos) {
	case compromiso.FiltroVencidos:
		return "compromisos vencidos"
	case compromiso.FiltroCumplidos:
		return "compromisos cumplidos"
	case compromiso.FiltroTodos:
		return "todos los compromisos"
	case compromiso.FiltroMios:
		return "compromisos abiertos de sus áreas"
	}
	return "compromisos abiertos"
}

// fraseFiltro says what the list was narrowed to.
func fraseFiltro(f compromiso.Filtro) string {
	var p []string
	if len(f.Areas) > 0 {
		p = append(p, strings.ToLower(palabraAreas(f.Areas))+" "+fraseAreas(f.Areas))
	}
	if f.Sesion != nil {
		p = append(p, "sesión "+fraseSesion(f.Sesion))
	}
	if f.Anio != 0 {
		p = append(p, fmt.Sprintf("año %d", f.Anio))
	}
	if f.Solicitante != "" {
		p = append(p, "lo pidió "+unaLinea(f.Solicitante))
	}
	if f.Eje != "" {
		p = append(p, "eje «"+unaLinea(f.Eje)+"»")
	}
	return strings.Join(p, "; ")
}

func fraseTotal(total int, f compromiso.Filtro) string {
	orden := "Por fecha límite, la más próxima primero."
	if f.Despues != (compromiso.Cursor{}) {
		orden = "Continuación."
	}
	if total > compromiso.MaximoConteo {
		return fmt.Sprintf("Más de %d en total. %s", compromiso.MaximoConteo, orden)
	}
	if total == 1 {
		return "1 en total."
	}
	return fmt.Sprintf("%d en total. %s", total, orden)
}

func listaVacia(f compromiso.Filtro) string {
	if f.Despues != (compromiso.Cursor{}) {
		return "No hay más."
	}
	s := "No hay " + strings.TrimPrefix(tituloLista(f), "todos los ") + "."
	if fraseFiltro(f) != "" {
		s = "Nada coincide con ese filtro."
	}
	switch f.Estado {
	case compromiso.FiltroTodos:
	case compromiso.FiltroVencidos:
		s += " Con «/compromiso lista» se ven todos los abiertos."
	default:
		s += " Con «/compromiso lista todos» se ven también los cerrados."
	}
	return s
}
