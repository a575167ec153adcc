package bot

import (
	"time"

	"compromisos/compromiso"
)

// mensajeAvisos is who was told what about a compromiso, and whether it arrived, the
// latest first as the store gives them.
func mensajeAvisos(avisos []compromiso.Aviso, n *compromiso.Compromiso, c *compromiso.Comision) Mensaje {
	const caben = 25
	return ajustar(180, true, func(corte int) Mensaje {
		h := &hoja{}
		if len(avisos) == 0 {
			h.dicho("De " + rotulo(n, "") + " todavía no se ha avisado a nadie.")
			return h.mensaje()
		}
		h.titulo("Avisos de " + rotulo(n, ""))
		var items []linea
		for _, a := range avisos[:min(len(avisos), max(4, min(caben, corte/4)))] {
			items = append(items, renglonAviso(a, c))
		}
		h.lista(nil, items...)
		if faltan := len(avisos) - len(items); faltan > 0 {
			h.nota(linea{llano("Y " + plural(faltan, "aviso", "avisos") + " más.")})
		}
		ref := valorRef(n, "")
		if n.PuedePasar(compromiso.Recordar) {
			h.botones(boton(accionRecordar, "Recordar ahora", ref), boton(accionVer, "Ver la ficha", ref))
		} else {
			h.botones(boton(accionVer, "Ver la ficha", ref))
		}
		return h.mensaje()
	})
}

func renglonAviso(a compromiso.Aviso, c *compromiso.Comision) linea {
	cuando := a.Dia.Puntos()
	for _, t := range []time.Time{a.Enviado, a.NoAntes, a.Creado} {
		if !t.IsZero() {
			cuando = momento(t, c)
			break
		}
	}
	l := linea{llano(cuando + " · "), aDestino(a.Destino)}
	que := nombreAviso(a.Clase)
	if a.Inciso != "" {
		que += ", inciso " + a.Inciso
	}
	return append(l, llano(" · "+que+" · "), llano(fraseEntrega(a)))
}

// fraseEntrega says what became of an aviso.
func fraseEntrega(a compromiso.Aviso) string {
	motivo := ""
	if a.Motivo != "" {
		motivo = ": " + fraseMotivo(a.Motivo)
	}
	switch a.Estado {
	case compromiso.AvisoEnviado:
		return "entregado"
	case compromiso.AvisoEnviando:
		return "enviándose"
	case compromiso.AvisoFallido:
		return "no se entregó" + motivo
	case compromiso.AvisoOmitido:
		return "no se envió" + motivo
	}
	return "por enviarse"
}

// momento is a moment in the commission's zone: «17.11.2023, 09:00».
func momento(t time.Time, c *compromiso.Comision) string {
	if c != nil && c.Zona != nil {
		t = t.In(c.Zona)
	}
	return compromiso.FechaDe(t).Puntos() + ", " + t.Format("15:04")
}
