package page

import (
	"strings"

	"compromisos/slacksim"
)

// limit is a measure in words: «texto de una sección», 2140 of 3000 «caracteres».
type limit struct {
	Name   string  `json:"name"`
	Size   int     `json:"size"`
	Limit  int     `json:"limit"`
	Unit   string  `json:"unit"`
	Things int     `json:"things"`
	Part   float64 `json:"part"`
}

// things are what limits are about, by where they are and their type.
var things = map[string]string{
	"message *": "el mensaje", "view modal": "el formulario", "view home": "el inicio", "block message": "el mensaje", "ack *": "la respuesta",
	"socket_ack *": "la respuesta", "ack block_suggestion": "una lista de sugerencias", "trigger *": "el permiso de abrir un formulario", "response_url *": "la dirección para responder",
	"block *": "un bloque", "block section": "una sección", "block header": "un encabezado", "block actions": "una fila de botones", "block context": "una línea de contexto",
	"block context_actions": "las acciones de contexto", "block input": "un campo", "block image": "una imagen", "block markdown": "un texto con formato", "block table": "una tabla", "block video": "un video",
	"block data_visualization": "una gráfica", "block data_table": "una tabla de datos", "element *": "un control", "element button": "un botón", "element checkboxes": "unas casillas",
	"element radio_buttons": "unas opciones", "element overflow": "un menú", "element static_select": "una lista", "element multi_static_select": "una lista", "element image": "una imagen", "object text": "un texto",
	"object option": "una opción", "object option_group": "un grupo de opciones", "object confirm": "una pregunta",
}

// parts are what is measured of a thing, by the path of the rule.
var parts = map[string]string{
	"": "tamaño", "text": "texto", "text.text": "texto", "blocks": "bloques", "markdown_text": "texto con formato", "attachments": "adjuntos", "options": "opciones", "option_groups": "grupos de opciones",
	"blocks[type=markdown].text": "textos con formato", "blocks[type=table]": "tablas", "blocks[type=data_visualization]": "gráficas", "private_metadata": "datos guardados",
	"callback_id": "callback_id", "external_id": "external_id", "block_id": "block_id", "action_id": "action_id", "title": "título", "title.text": "título", "submit.text": "botón de enviar",
	"close.text": "botón de cerrar", "fields": "columnas de texto", "fields[].text": "texto en columnas", "elements": "elementos", "label.text": "nombre", "hint.text": "ayuda", "image_url": "dirección",
	"alt_text": "descripción", "rows": "filas", "rows[]": "columnas", "column_settings": "ajustes de columnas", "author_name": "autor", "placeholder.text": "texto de muestra", "value": "valor",
	"url": "liga", "accessibility_label": "nombre para lectores de pantalla", "description.text": "descripción", "confirm.text": "botón del sí", "deny.text": "botón del no",
	"chart.segments": "rebanadas", "chart.segments[].label": "nombre de una rebanada", "chart.series": "series", "chart.series[].name": "nombre de una serie", "chart.series[].data": "puntos de una serie",
	"chart.series[].data[].label": "nombre de un punto", "chart.axis_config.categories[]": "nombre de una categoría", "chart.axis_config.x_label": "nombre del eje horizontal",
	"chart.axis_config.y_label": "nombre del eje vertical",
}

// unitsInWords are the units of what is measured.
var unitsInWords = map[string]string{"characters": "caracteres", "items": "", "bytes": "bytes", "ms": "ms", "s": "segundos", "uses": "veces"}

// limitOf puts a measure into words.
func limitOf(m slacksim.Measure) limit {
	part, thing := parts[m.Path], things[m.Where+" "+m.Type]
	switch {
	case m.Unit == "ms" || m.Unit == "s":
		part = "tiempo"
	case m.Unit == "uses":
		part = "usos"
	case m.Path == "blocks" && m.Unit == "characters":
		part = "todo el texto"
	case m.Path == "rows" && m.Unit == "characters":
		part = "todo el texto"
	}
	if part == "" {
		part = m.Path
	}
	if thing == "" {
		thing = m.Type
	}
	name := part + " de " + thing
	name = strings.Replace(name, " de el ", " del ", 1)
	return limit{Name: name, Size: m.Size, Limit: m.Limit, Unit: unitsInWords[m.Unit], Things: m.Things, Part: m.Part()}
}
