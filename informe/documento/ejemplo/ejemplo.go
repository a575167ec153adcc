// Package ejemplo has documents to try the renderers with: an invented informe with all
// that a document may hold, and one of any length.
package ejemplo

import (
	"fmt"
	"strings"
	"time"

	"compromisos/informe/documento"
)

// Malicia is what a person may type to see whether it is taken for something else.
const Malicia = `<b>negrita</b> <script>alert(1)</script> & &amp; &lt;p&gt; "comillas" 'simples' *a* _b_ ` + "`c`" +
	` ~~d~~ [e](javascript:f) ![g](h) a|b a\|b \ # 1. - > $x$ https://example.org/?a=1&b=2 «ñ» “curvas” 👩🏽‍💼 ]]> -->`

// Informe is the follow-up report of a commission that does not exist.
func Informe() documento.Documento {
	return documento.Documento{
		Titulo: "Informe sobre el seguimiento y cumplimiento de compromisos — 02SO-CAM/2025",
		Asunto: "Compromisos de la CAM al 28 de noviembre de 2025", Autor: "Secretaría Técnica de la CAM",
		Creado: time.Date(2025, time.November, 28, 16, 0, 0, 0, time.UTC), Apaisado: true,
		Pie: `CAM · 02SO-CAM/2025 · borrador "A" <1>; \ñ`,
		Bloques: []documento.Bloque{
			documento.Encabezado{Nivel: 1, Texto: "Comisión de Archivo y Memoria (CAM)", Centrado: true},
			documento.Parrafo{Clase: documento.Subtitulo, Centrado: true, Trozos: documento.Texto("Segunda Sesión Ordinaria de 2025")},
			documento.Parrafo{Clase: documento.Subtitulo, Centrado: true, Trozos: documento.Texto("Viernes 28 de noviembre de 2025, 10:00 horas")},
			documento.Encabezado{Nivel: 2, Texto: "Informe sobre el seguimiento y cumplimiento de compromisos adoptados", Centrado: true},
			documento.Tabla{Descripcion: "Compromisos de la comisión y su atención", Columnas: columnas(), Filas: filas()},
			documento.Encabezado{Nivel: 2, Texto: "Glosario"},
			documento.Glosario{Grupos: []documento.Grupo{
				{Titulo: "Consejerías", Entradas: []documento.Entrada{
					{Sigla: "CE", Definicion: "Consejera o Consejero Electoral"}, {Sigla: "ABC", Definicion: "Consejera Ana Báez Cruz"},
				}},
				{Titulo: "Áreas", Entradas: []documento.Entrada{
					{Sigla: "UAR", Definicion: "Unidad de Archivo"}, {Sigla: "DIF-Centro", Definicion: "Dirección de Fomento <de> la *Lectura* | Centro"},
				}},
			}},
			documento.Parrafo{Clase: documento.Nota, Trozos: []documento.Trozo{
				{Texto: "Siglas sin definición: "},
				{Texto: "XYZ", Cursiva: true},
				{Texto: ". Más en "},
				{Texto: "la página", Liga: "https://example.org/archivo?a=1&b=2"},
				{Texto: "."},
			}},
		},
	}
}

func columnas() []documento.Columna {
	return []documento.Columna{
		{Titulo: "SESIÓN/FECHA", Parte: 9},
		{Titulo: "NÚMERO", Parte: 7},
		{Titulo: "ESTATUS", Parte: 9},
		{Titulo: "EJE TEMÁTICO", Parte: 14},
		{Titulo: "COMPROMISO, SOLICITUD O ACUERDO", Parte: 25},
		{Titulo: "SOLICITADO POR", Parte: 11},
		{Titulo: "ATENCIÓN O SEGUIMIENTO", Parte: 28},
	}
}

func celda(b ...documento.Bloque) *documento.Celda { return &documento.Celda{Bloques: b} }

func parrafo(s string) documento.Parrafo { return documento.Parrafo{Trozos: documento.Texto(s)} }

func lista(ordenada bool, desde int, textos ...string) documento.Lista {
	l := documento.Lista{Ordenada: ordenada, Desde: desde}
	for _, t := range textos {
		l.Items = append(l.Items, documento.Item{Trozos: documento.Texto(t)})
	}
	return l
}

func estatus(s, fecha string) *documento.Celda {
	return celda(documento.Parrafo{Trozos: []documento.Trozo{{Texto: s, Negrita: true}, {Texto: fecha}}})
}

func numero(s string) *documento.Celda {
	return celda(documento.Parrafo{Trozos: documento.Negrita(s)})
}

func filas() []documento.Fila {
	sesion := celda(parrafo("01SO-CAM"), parrafo("14.03.2025"))
	sesion.Filas = 3
	const eje = "Preservación de la memoria institucional"
	anidada := lista(true, 3, "Instalar deshumidificadores en las salas 2 y 3.", "Medir cada semana:")
	anidada.Items[1].Dentro = []documento.Bloque{lista(false, 0, "la humedad,", "la temperatura.")}
	return []documento.Fila{
		{Celdas: []*documento.Celda{
			sesion, numero("01/2025"), estatus("Cumplido", " 08.05.2025"), celda(parrafo(eje)),
			celda(parrafo("En relación con el acervo histórico:"), lista(true, 1, "Digitalizar los expedientes de 1991 a 1996.", "Publicar el catálogo.")),
			celda(lista(false, 0, "CE-ABC", "RPP-XYZ, Presidenta de la CAM")),
			celda(parrafo("La UAR digitalizó 12,450 expedientes."), parrafo("El catálogo está en la página del archivo."), anidada),
		}},
		{Celdas: []*documento.Celda{
			nil, numero("02/2025"), estatus("En proceso", ""), celda(parrafo(eje)), celda(parrafo(Malicia)), celda(lista(false, 0, "CE-ABC")), celda(parrafo(Malicia)),
		}},
		{Celdas: []*documento.Celda{
			nil, numero("03/2025"), estatus("Parcialmente cumplido", ""), celda(), celda(parrafo("- Revisar # el plan")), celda(), celda(),
		}},
		{Celdas: []*documento.Celda{
			celda(parrafo("02SE-CAM"), parrafo("21.08.2025")), numero("04/2025"), estatus("Pendiente", ""), celda(parrafo("Difusión")),
			celda(parrafo("1. Entregar un informe mensual.")), celda(parrafo("XYZ")), celda(parrafo(strings.Repeat("Se revisaron las cajas del depósito y se levantó el acta. ", 90))),
		}},
		{Celdas: []*documento.Celda{
			celda(parrafo("02SO-CAM"), parrafo("28.11.2025")), numero("05/2025"), estatus("Sin efecto", " 30.09.2025"), celda(parrafo("Difusión")),
			celda(parrafo("Presentar el calendario de visitas.")), celda(lista(false, 0, "CE-ABC")), celda(parrafo("Se dejó sin efecto por el acuerdo del 30.09.2025.")),
		}},
	}
}

// Grande is an informe of n compromisos, three to a session, as long as real ones are.
func Grande(n int) documento.Documento {
	d := Informe()
	t := documento.Tabla{Descripcion: "Compromisos", Columnas: columnas()}
	const prosa = "La UAR revisó el acervo con la Dirección de Fomento y lo hizo del conocimiento de la comisión en la reunión de trabajo. "
	for i := range n {
		var sesion *documento.Celda
		if i%3 == 0 {
			sesion = celda(parrafo(fmt.Sprintf("%02dSO-CAM", i/3+1)), parrafo("14.03.2025"))
			sesion.Filas = min(3, n-i)
		}
		t.Filas = append(t.Filas, documento.Fila{Celdas: []*documento.Celda{
			sesion, numero(fmt.Sprintf("%02d/2025", i+1)), estatus("Cumplido", " 08.05.2025"), celda(parrafo("Preservación de la memoria")),
			celda(parrafo(prosa), lista(true, 1, prosa, prosa)), celda(lista(false, 0, "CE-ABC", "RPP-XYZ")), celda(parrafo(strings.Repeat(prosa, 4))),
		}})
	}
	d.Bloques[4] = t
	return d
}
