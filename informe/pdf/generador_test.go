package pdf

import (
	"slices"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	"compromisos/informe/documento"
)

// generador makes documents of every shape, in which each word is another one, so that
// it can be told whether it was lost or said twice.
type generador struct {
	t          *rapid.T
	palabras   []string
	repetibles []string // those of headings and of cells that span rows
}

func (g *generador) texto(max int) string {
	n := min(rapid.IntRange(0, max).Draw(g.t, "palabras"), len(letrasDistintas)-len(g.palabras))
	p := letrasDistintas[len(g.palabras) : len(g.palabras)+n]
	g.palabras = append(g.palabras, p...)
	return strings.Join(p, " ")
}

// letrasDistintas are the characters that every face has and draws as they stand: the
// words of a document that are never broken.
var letrasDistintas = func() (l []string) {
	for r := rune(0x100); r < 1<<16; r++ {
		en := 0
		if slices.Contains(vinetas[:], string(r)) {
			continue
		}
		for _, tabla := range tablas {
			if a, err := tabla(); err == nil && a.directo(r) && !unicode.IsSpace(r) {
				en++
			}
		}
		if en == len(tablas) {
			l = append(l, string(r))
		}
	}
	return l
}()

func (g *generador) bloques(hondo, max int) []documento.Bloque {
	var l []documento.Bloque
	for range rapid.IntRange(0, max).Draw(g.t, "bloques") {
		l = append(l, g.bloque(hondo))
	}
	return l
}

func (g *generador) bloque(hondo int) documento.Bloque {
	que := rapid.IntRange(0, 5).Draw(g.t, "qué")
	switch {
	case que == 0:
		return documento.Encabezado{Nivel: rapid.IntRange(0, 4).Draw(g.t, "nivel"), Texto: g.texto(5), Centrado: true}
	case que == 1 && hondo > 0:
		l := documento.Lista{Ordenada: rapid.Bool().Draw(g.t, "ordenada")}
		for range rapid.IntRange(0, 4).Draw(g.t, "items") {
			l.Items = append(l.Items, documento.Item{Trozos: documento.Texto(g.texto(30)), Dentro: g.bloques(hondo-1, 2)})
		}
		return l
	case que == 2 && hondo > 0:
		return g.tabla(hondo)
	case que == 3:
		var gl documento.Glosario
		for range rapid.IntRange(0, 2).Draw(g.t, "grupos") {
			gr := documento.Grupo{Titulo: g.texto(2)}
			for range rapid.IntRange(0, 3).Draw(g.t, "entradas") {
				gr.Entradas = append(gr.Entradas, documento.Entrada{Sigla: g.texto(2), Definicion: g.texto(30)})
			}
			gl.Grupos = append(gl.Grupos, gr)
		}
		return gl
	}
	return documento.Parrafo{Clase: documento.Clase(rapid.IntRange(0, 2).Draw(g.t, "clase")), Trozos: documento.Texto(g.texto(200))}
}

func (g *generador) tabla(hondo int) documento.Tabla {
	var t documento.Tabla
	desde := len(g.palabras)
	for range rapid.IntRange(1, 4).Draw(g.t, "columnas") {
		t.Columnas = append(t.Columnas, documento.Columna{Titulo: g.texto(2), Parte: rapid.Float64Range(1, 3).Draw(g.t, "parte")})
	}
	g.repetibles = append(g.repetibles, g.palabras[desde:]...)
	libres := make([]int, len(t.Columnas)) // rows still covered from above
	for range rapid.IntRange(0, 5).Draw(g.t, "filas") {
		var f documento.Fila
		for i := range t.Columnas {
			if libres[i] > 0 {
				libres[i]--
				f.Celdas = append(f.Celdas, nil)
				continue
			}
			desde := len(g.palabras)
			c := &documento.Celda{Bloques: g.bloques(hondo-1, 3), Filas: rapid.IntRange(0, 3).Draw(g.t, "baja")}
			libres[i] = max(c.Filas-1, 0)
			if c.Filas > 1 {
				g.repetibles = append(g.repetibles, g.palabras[desde:]...)
			}
			f.Celdas = append(f.Celdas, c)
		}
		t.Filas = append(t.Filas, f)
	}
	return t
}
