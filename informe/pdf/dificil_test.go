package pdf

import (
	"fmt"
	"strings"

	"compromisos/informe/documento"
)

// dificil is a document with what makes pages hard: cells that span rows over pages, a
// row longer than a page, an empty cell, lists within lists, a table within a cell,
// links, characters of everywhere. largoDe is about the length of its long texts.
func dificil(largoDe int) documento.Documento {
	celda := func(b ...documento.Bloque) *documento.Celda { return &documento.Celda{Bloques: b} }
	texto := func(s string) documento.Bloque { return documento.Parrafo{Trozos: documento.Texto(s)} }
	lista := documento.Lista{Ordenada: true, Items: []documento.Item{
		{Trozos: documento.Texto("Segunda Jornada de Registro para Votar desde el Extranjero, a celebrarse el 17.11.2023.")},
		{Trozos: documento.Texto("Encuentro:"), Dentro: []documento.Bloque{documento.Lista{Items: []documento.Item{
			{Trozos: documento.Texto("con la asociación de Carolina del Norte, y con quienes se sumen a ella;")},
			{Trozos: documento.Texto("con consulados."), Dentro: []documento.Bloque{texto("Un párrafo que cuelga.")}},
		}}}},
	}}
	calendario := documento.Tabla{
		Columnas: []documento.Columna{{Titulo: "REGIÓN", Parte: 1}, {Titulo: "FECHA Y HORARIO", Parte: 1}},
		Filas: []documento.Fila{
			{Celdas: []*documento.Celda{celda(texto("Medio Oriente y África")), celda(texto("19 de octubre"), texto("09:00 horas (TCM)"))}},
			{Celdas: []*documento.Celda{celda(texto("Europa")), celda(texto("26 de octubre"), texto("09:00 horas (TCM)"))}},
		},
	}
	t := documento.Tabla{
		Columnas: []documento.Columna{
			{Titulo: "SESIÓN/FECHA", Parte: 9},
			{Titulo: "NÚMERO", Parte: 7},
			{Titulo: "COMPROMISO, SOLICITUD O ACUERDO", Parte: 26},
			{Titulo: "SOLICITADO POR", Parte: 6},
			{Titulo: "ATENCIÓN O SEGUIMIENTO", Parte: 30},
		},
	}
	largo := strings.TrimSpace(strings.Repeat("En relación con la vinculación, se remitió el oficio INE/DERFE/0042/2026 y se informó a las áreas. ", 1+largoDe/99))
	atenciones := [][]documento.Bloque{
		{texto("Se celebró la reunión."), lista, texto("Después de la lista.")},
		nil,
		{texto(largo)},
		{texto("Se acordó lo siguiente:"), calendario, texto("Se informará.")},
		{documento.Parrafo{Trozos: []documento.Trozo{
			{Texto: "Véase "},
			{Texto: "la página de la Comisión", Liga: "https://example.org/a(b)?q=ñ"},
			{Texto: ", "},
			{Texto: "escriba", Negrita: true, Cursiva: true, Liga: "mailto:st@example.org"},
			{Texto: " o no.", Cursiva: true},
		}}, texto("https://example.org/un/camino/muy/largo/que/no/cabe/en/una/sola/linea/de/la/columna/porque/sigue/y/sigue.html")},
	}
	for i := range 14 {
		fila := documento.Fila{Celdas: make([]*documento.Celda, 5)}
		if i%7 == 0 {
			fila.Celdas[0] = celda(texto(fmt.Sprintf("%02dSO-CVD", i/7+1)), texto("15.02.2026"))
			fila.Celdas[0].Filas = 7
		}
		fila.Celdas[1] = celda(documento.Parrafo{Trozos: documento.Negrita(fmt.Sprintf("%02d/2026", i+1))})
		fila.Celdas[2] = celda(texto("Presentar un informe de <b>lo hecho</b> & «dicho» — “así”, con ñ, é y ü; n\u0303 compuesta."))
		fila.Celdas[3] = celda(documento.Lista{Items: []documento.Item{{Trozos: documento.Texto("CE-ACL, Presidente")}, {Trozos: documento.Texto("PT")}}})
		fila.Celdas[4] = celda(atenciones[i%len(atenciones)]...)
		t.Filas = append(t.Filas, fila)
	}
	return documento.Documento{
		Titulo: "Informe (difícil) 🎉", Asunto: "01SO", Autor: "Secretaría Técnica", Creado: creado, Apaisado: true,
		Pie: "Comisión de Vinculación y Difusión (CVD) · Informe sobre el seguimiento y cumplimiento de compromisos adoptados",
		Bloques: []documento.Bloque{
			documento.Encabezado{Nivel: 1, Texto: "Comisión de Vinculación y Difusión (CVD)", Centrado: true},
			documento.Parrafo{Clase: documento.Subtitulo, Centrado: true, Trozos: documento.Texto("Viernes 30 de octubre de 2026, 10:00 horas")},
			t,
			documento.Encabezado{Nivel: 3, Texto: "Lo que cambió"},
			lista,
			documento.Lista{Ordenada: true, Desde: 9, Items: []documento.Item{
				{Trozos: documento.Texto("Nueve, con una tabla debajo:"), Dentro: []documento.Bloque{calendario}},
				{Trozos: documento.Texto("Diez, 😀 😀 👩‍👩‍👧 🇲🇽 中文 ✓ ﬁn 𝐍egrita ‑ fin")},
			}},
			documento.Parrafo{Clase: documento.Nota, Trozos: documento.Texto("Letra pequeña.")},
		},
	}
}
