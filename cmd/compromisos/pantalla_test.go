package main

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"compromisos/slacksim"
)

// Text is broken at spaces and stands under its beginning; nothing of it is lost, and
// nothing is wider than the page.
func TestAjustar(t *testing.T) {
	for _, x := range []struct{ s, quiere string }{
		{"", ""},
		{"corto", "corto"},
		{"una línea que no cabe en veinte", "una línea que no|cabe en veinte"},
		{"  • un punto que no cabe aquí", "  • un punto que no|    cabe aquí"},
		{"  » lo que alguien escribió", "  » lo que alguien|  » escribió"},
		{"  1. primero de una lista larga", "  1. primero de una|     lista larga"},
		{"https://ejemplo.mx/una/ruta/larga", "https://ejemplo.mx/u|na/ruta/larga"},
		{"  " + junto("[Registrar avance]") + " " + junto("[Pedir prórroga]"), "  " + junto("[Registrar avance]") + "|  " + junto("[Pedir prórroga]")},
	} {
		if got := strings.Join(ajustar(x.s, 20), "|"); got != x.quiere {
			t.Errorf("%q: got %q, want %q", x.s, got, x.quiere)
		}
	}
	sinMarcas := strings.NewReplacer(" ", "", "»", "")
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.StringMatching(`( {0,4}(• |» |12\. )?)([a-zé世]{0,30} ){0,12}`).Draw(t, "s"), rapid.IntRange(20, 90).Draw(t, "n")
		partes := ajustar(s, n)
		for _, p := range partes {
			if ancho(strings.TrimRight(p, " ")) > n {
				t.Fatalf("%q is wider than %d", p, n)
			}
		}
		if sinMarcas.Replace(strings.Join(partes, "")) != sinMarcas.Replace(s) {
			t.Fatalf("%q became %q", s, partes)
		}
	})
}

// A frame is whole whatever it holds: long titles, wide letters, what a terminal obeys.
func TestRecuadro(t *testing.T) {
	var b bytes.Buffer
	papel{&b, 40}.recuadro("mensaje directo a Alguien de Nombre Muy Largo (enlace de UTIGyND)", []string{
		"uno", "", strings.Repeat("世", 60), "  • " + strings.Repeat("palabra ", 12), "rojo \x1b[31m y campana \a",
	})
	for k, l := range strings.Split(strings.TrimRight(b.String(), "\n"), "\n") {
		if r := []rune(l)[0]; ancho(l) > 40 || !strings.ContainsRune("┌│└", r) || strings.ContainsAny(l, "\x1b\a") {
			t.Errorf("line %d is torn: %q", k+1, l)
		}
	}
}

func texto(s string) map[string]any { return map[string]any{"type": "raw_text", "text": s} }

func numero(n float64) map[string]any { return map[string]any{"type": "raw_number", "value": n} }

// A table has its columns under each other, also where they have to be cut.
func TestFilasDe(t *testing.T) {
	tabla := map[string]any{"type": "data_table", "rows": []any{
		[]any{texto("Área"), texto("Abiertos")},
		[]any{texto("DECEyEC"), numero(2)},
		[]any{texto("Unidad Técnica de Servicios de Informática"), numero(13)},
	}}
	for n, quiere := range map[int]string{
		80: "  Área                                        Abiertos|" +
			"  DECEyEC                                            2|" +
			"  Unidad Técnica de Servicios de Informática        13",
		30: "  Área                Abiertos|" +
			"  DECEyEC                    2|" +
			"  Unidad Técnica de…        13",
	} {
		var got []string
		for _, l := range filasDe(tabla, n) {
			got = append(got, suelto(l))
		}
		if s := strings.Join(got, "|"); s != quiere {
			t.Errorf("in %d columns:\n%s", n, strings.ReplaceAll(s, "|", "\n"))
		}
	}
}

// A chart is a bar for each area, made of its states; what is no such chart is named.
func TestGrafica(t *testing.T) {
	serie := func(nombre string, a, b float64) any {
		return map[string]any{"name": nombre, "data": []any{
			map[string]any{"label": "DERFE", "value": a}, map[string]any{"label": "DJ", "value": b},
		}}
	}
	g := map[string]any{"type": "data_visualization", "title": "Por área", "chart": map[string]any{
		"type": "bar", "series": []any{serie("Vencidos", 1, 0), serie("Por vencer", 2, 1)},
	}}
	quiere := "  Por área|  DERFE  ███▓▓▓▓▓▓ 3|  DJ     ▓▓▓ 1|  █ Vencidos  ▓ Por vencer"
	if got := suelto(strings.Join(grafica(g, 78), "|")); got != quiere {
		t.Errorf("got %s", strings.ReplaceAll(got, "|", "\n"))
	}
	g["chart"] = map[string]any{"type": "bar", "series": []any{serie("Vencidos", 5000, 1)}}
	for _, l := range grafica(g, 38) {
		if ancho(l) > 38 {
			t.Errorf("too wide: %s", l)
		}
	}
	g["chart"] = map[string]any{"type": "pie"}
	if got := strings.Join(grafica(g, 78), "|"); got != "  (gráfica: Por área)" {
		t.Errorf("a pie is drawn as %q", got)
	}
}

// A message looks as a person sees it: names, no marks, buttons in brackets.
func TestPantalla(t *testing.T) {
	plano := func(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }
	m := slacksim.Message{Text: "otra cosa", Blocks: []map[string]any{
		{"type": "header", "text": plano("Título")},
		{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": "*CVD 01/2026* de <@U1> &amp; más\ndos"}},
		{"type": "context", "elements": []any{plano("uno\ndos")}},
		{"type": "actions", "elements": []any{
			map[string]any{"type": "button", "text": plano("Está cumplido")},
			map[string]any{"type": "static_select", "placeholder": plano("Posponer…")},
		}},
	}}
	var got []string
	for _, l := range pantalla(m, map[string]string{"U1": "Elsa Ríos"}, 78) {
		got = append(got, suelto(l))
	}
	quiere := "▌ Título|CVD 01/2026 de @Elsa Ríos & más|dos|  uno|  dos|  [Está cumplido] [Posponer… ▾]"
	if s := strings.Join(got, "|"); s != quiere {
		t.Errorf("got %s", strings.ReplaceAll(s, "|", "\n"))
	}
	if got := strings.Join(pantalla(slacksim.Message{Text: "a\nb"}, nil, 78), "|"); got != "a|b" {
		t.Errorf("without blocks: %q", got)
	}
}
