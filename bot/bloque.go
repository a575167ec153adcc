package bot

import (
	"github.com/slack-go/slack"
)

// Ids of what can be pressed. The value of a button is the reference of what it is
// about: «CVD 03/2024», or «CVD 03/2024 a» for an inciso, as compromiso.ParseReferencia
// reads it; the exceptions are said beside the id.
const (
	accionAvance     = "avance"
	accionCumplir    = "cumplir"
	accionProrroga   = "prorroga"
	accionPosponer   = "posponer" // a select; its value is that of codificarPosponer
	accionEnterado   = "enterado"
	accionVer        = "ver"
	accionValidar    = "validar"
	accionRechazar   = "rechazar"
	accionConceder   = "conceder"
	accionNegar      = "negar"
	accionAsignar    = "asignar"
	accionEditar     = "editar"
	accionReabrir    = "reabrir"
	accionCancelar   = "cancelar"
	accionRecordar   = "recordar"
	accionAvisos     = "avisos"
	accionNota       = "nota"
	accionInforme    = "informe"           // the siglas of the commission, and what is typed after «informe»
	accionListaPag   = "lista_pagina"      // its value is that of codificarPagina
	accionNuevo      = "nuevo"             // no value
	accionPublicar   = "publicar"          // its value is that of valorPublicar
	eventoAviso      = "compromisos_aviso" // event_type of the metadata of an aviso
	claveDeMetadatos = "clave"
)

// Slack's limits, the stricter reading of each.
const (
	maxBloques   = 50
	maxSeccion   = 3000
	maxTitulo    = 150
	maxTexto     = 4000  // of the text that accompanies blocks
	maxSuma      = 12000 // of all text in the blocks of a message
	maxBoton     = 75
	maxValor     = 2000
	maxOpcion    = 75
	maxElementos = 25
	// maxRespuesta is what an answer may weigh in the acknowledgement of a command: 16
	// KB, less what the envelope around it takes.
	maxRespuesta = 15500
	// maxAcuseOrden is that with the envelope.
	maxAcuseOrden = maxRespuesta + 500
)

// Mensaje is something that the bot says: blocks, and the text that says the same for
// notifications, screen readers and whoever cannot see them.
type Mensaje struct {
	Texto   string
	Bloques []slack.Block
	// Respaldo are the blocks without the newest types, for a workspace that does not
	// know them yet; nil when Bloques has none of those.
	Respaldo  []slack.Block
	Metadatos slack.SlackMetadata
}

// peso is how much the message weighs in an acknowledgement, in bytes.
func (m Mensaje) peso() (n int) {
	escribir(func(e *escrito) {
		e.respuesta(m, false, "")
		if n = len(e.b); e.err != nil {
			n = maxRespuesta + 1
		}
	})
	return n
}

// sumaTextos adds up every text in the blocks, as Slack does before it says
// msg_blocks_too_long.
func sumaTextos(bloques []slack.Block) (suma int) {
	escribir(func(e *escrito) {
		e.bloques(bloques)
		if suma = e.suma; e.err != nil {
			suma = maxSuma + 1
		}
	})
	return suma
}

// cabe tells whether the message fits into Slack's limits and, where it answers a
// command, into its acknowledgement.
func (m Mensaje) cabe(respuesta bool) (si bool) {
	if len(m.Bloques) > maxBloques || len(m.Respaldo) > maxBloques {
		return false
	}
	escribir(func(e *escrito) {
		e.respuesta(m, false, "")
		si = e.err == nil && e.suma <= maxSuma && (!respuesta || len(e.b) <= maxRespuesta)
	})
	return si && sumaTextos(m.Respaldo) <= maxSuma
}

func sumaDe(v any) int {
	suma := 0
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			suma += sumaDe(x)
		}
	case map[string]any:
		for k, x := range v {
			if s, ok := x.(string); ok && (k == "text" || k == "label" || k == "caption") {
				suma += largo(s)
			} else {
				suma += sumaDe(x)
			}
		}
	}
	return suma
}

// cortes are the lengths to which long texts are cut, one after the other, until the
// message fits.
var cortes = []int{2500, 1500, 900, 500, 300, 180, 120, 80, 40}

// ajustar composes a message with long texts cut to less and less until it fits into
// Slack's limits and, where it answers a command, into its acknowledgement.
func ajustar(desde int, respuesta bool, componer func(corte int) Mensaje) Mensaje {
	var m Mensaje
	for _, c := range cortes {
		if c > desde {
			continue
		}
		m = componer(c)
		if m.cabe(respuesta) {
			return m
		}
	}
	if respuesta { // the text is only for whoever cannot see the blocks: it gives way last
		m.Texto = recortarMarca(m.Texto, maxTexto/4)
	}
	return m
}
