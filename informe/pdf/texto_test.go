package pdf

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"compromisos/informe/documento"
)

func nuevoDe(t testing.TB) *compositor {
	t.Helper()
	c, err := nuevo(documento.Documento{Creado: creado})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lineas breaks a text to a width in points, at a size of 10.
func lineas(c *compositor, ancho float64, trozos ...documento.Trozo) []string {
	var l []string
	for _, r := range c.componer(trozos, tipo{cuerpo: 10}, 0, ancho) {
		s := ""
		for _, t := range r.tramos {
			s += t.texto
		}
		l = append(l, strings.TrimSuffix(s, " "))
	}
	return l
}

func TestPartir(t *testing.T) {
	c := nuevoDe(t)
	for _, x := range []struct {
		texto  string
		ancho  float64
		quiero []string
	}{
		{"", 100, nil},
		{"   ", 100, nil},
		{"una línea", 100, []string{"una línea"}},
		{"  con espacios   en medio  ", 200, []string{"con espacios   en medio"}},
		{"se parte entre palabras", 66, []string{"se parte entre", "palabras"}},
		{"no se parte", 44, []string{"no se", "parte"}},
		{"fin con espacio ", 40, []string{"fin con", "espacio"}},
		{"INE/DERFE/0042/2026", 60, []string{"INE/DERFE/", "0042/2026"}},
		{"véase https://example.org/un/camino", 70, []string{"véase", "https://", "example.org/", "un/camino"}},
		{"supercalifragilístico", 40, []string{"supercal", "ifragilísti", "co"}},
		{"a supercalifragilístico b", 40, []string{"a", "supercal", "ifragilísti", "co b"}},
		{"1000 km", 20, []string{"100", "0", "km"}},
		{"W", 1, []string{"W"}},
		{"WW", 1, []string{"W", "W"}},
	} {
		if d := cmp.Diff(x.quiero, lineas(c, x.ancho, documento.Trozo{Texto: x.texto})); d != "" {
			t.Errorf("%q en %v (-quiero +leo):\n%s", x.texto, x.ancho, d)
		}
	}
	// A run may begin in the middle of a word, and looks do not change where lines end.
	leo := lineas(c, 66, documento.Trozo{Texto: "se par"}, documento.Trozo{Texto: "te entre pa", Cursiva: true}, documento.Trozo{Texto: "labras"})
	if d := cmp.Diff([]string{"se parte entre", "palabras"}, leo); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
}

// TestPartirPropiedades: whatever the text and the width, every word is there once and
// in order, and no line is wider than it may, but for a lone character.
func TestPartirPropiedades(t *testing.T) {
	c := nuevoDe(t)
	rapid.Check(t, func(t *rapid.T) {
		var trozos []documento.Trozo
		for range rapid.IntRange(1, 4).Draw(t, "trozos") {
			s := rapid.StringOf(rapid.RuneFrom([]rune("aeioñÉW  /-.1«“\u00A0😀e\u0301中\t"))).Draw(t, "texto")
			trozos = append(trozos, documento.Trozo{Texto: s, Negrita: rapid.Bool().Draw(t, "negrita"), Cursiva: rapid.Bool().Draw(t, "cursiva")})
		}
		p := c.preparar(trozos, tipo{cuerpo: 10})
		todo := p.texto
		ancho := rapid.Float64Range(1, 200).Draw(t, "ancho")
		leo := ""
		for _, r := range c.componer(trozos, tipo{cuerpo: 10}, 0, ancho) {
			mide, n := 0.0, 0
			for _, x := range r.tramos {
				leo += x.texto
				mide += x.ancho
				for _, r := range x.texto {
					if r != ' ' && !unicode.Is(unicode.Mn, r) {
						n++
					}
				}
			}
			if mide > ancho+0.01 && n > 1 {
				t.Fatalf("una línea mide %v de %v", mide, ancho)
			}
		}
		sinEspacios := func(s string) string { return strings.NewReplacer(" ", "", "\u00A0", "").Replace(s) }
		if sinEspacios(leo) != sinEspacios(todo) {
			t.Fatalf("de %q quedó %q", todo, leo)
		}
	})
}

func TestLimpiar(t *testing.T) {
	for _, x := range []struct{ texto, quiero, avisa string }{
		{"ñandú — «así» “así” ‘así’ … € ° ½ →", "ñandú — «así» “así” ‘así’ … € ° ½ →", ""},
		{"<b>&amp;</b>", "<b>&amp;</b>", ""},
		{"n\u0303 e\u0301 u\u0308", "ñ é ü", ""},
		{"uno\ndos\ttres\r\u2028", "uno dos tres  ", ""},
		{"con\u200B\u00ADsin\uFEFF\u200D\x00\x1b", "consin", ""},
		{"fijo\u00A0aquí", "fijo\u00A0aquí", ""},
		{"a\u2011b", "a\u2010b", ""},
		{"a\u3000b", "a b", ""},
		{"😀", "□", "La letra del PDF no tiene un emoji o símbolo; en su lugar pone «□»: 😀. Los demás formatos los llevan."},
		{"👩‍👩‍👧 🇲🇽 👍🏽 ❤️ ☎", "□ □ □ □ □", "La letra del PDF no tiene 5 emojis o símbolos; en su lugar pone «□»: 👩‍👩‍👧 🇲🇽 👍🏽 ❤️ ☎. Los demás formatos los llevan."},
		{"中文中", "□□□", "La letra del PDF no tiene 3 caracteres chinos, japoneses o coreanos; en su lugar pone «□»: 中 文. Los demás formatos los llevan."},
		{"𝐇𝐨𝐥𝐚", "Hola", "La letra del PDF no tiene 4 letras de adorno; en su lugar pone la letra común: 𝐇 𝐨 𝐥 𝐚. Los demás formatos los llevan."},
		{"mal\xff", "mal□", "La letra del PDF no tiene un carácter; en su lugar pone «□»: \uFFFD. Los demás formatos los llevan."},
		{"क ख ग घ ङ च छ ज झ ञ", "□ □ □ □ □ □ □ □ □ □", "La letra del PDF no tiene 10 caracteres; en su lugar pone «□»: क ख ग घ ङ च छ ज y otros. Los demás formatos los llevan."},
	} {
		c := nuevoDe(t)
		if leo := c.faltas.limpiar(x.texto, c.anchos[normal]); leo != x.quiero {
			t.Errorf("%q: %q, quiero %q", x.texto, leo, x.quiero)
		}
		if leo := strings.Join(c.faltas.advertencias(), "|"); leo != x.avisa {
			t.Errorf("%q avisa:\n%s\nquiero:\n%s", x.texto, leo, x.avisa)
		}
	}
}

// TestAdvertencias: one warning for each kind, wherever the characters stand.
func TestAdvertencias(t *testing.T) {
	_, avisos := abrir(t, dificil(10))
	quiero := []string{
		"La letra del PDF no tiene 5 emojis o símbolos; en su lugar pone «□»: 😀 👩‍👩‍👧 🇲🇽 ✓. Los demás formatos los llevan.",
		"La letra del PDF no tiene 2 caracteres chinos, japoneses o coreanos; en su lugar pone «□»: 中 文. Los demás formatos los llevan.",
		"La letra del PDF no tiene una letra de adorno; en su lugar pone la letra común: 𝐍. Los demás formatos los llevan.",
	}
	if d := cmp.Diff(quiero, avisos); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
}

// TestPaginas: whatever the blocks, all that they say is said, in order, on the page.
func TestPaginas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := generador{t: rt}
		d := documento.Documento{Creado: creado, Apaisado: rapid.Bool().Draw(rt, "apaisado"), Bloques: g.bloques(2, 6)}
		c, err := nuevo(d)
		if err != nil {
			rt.Fatal(err)
		}
		vistas := map[string]int{}
		c.dibujar = func(pagina []*trozoPagina) {
			for _, z := range pagina {
				y := z.y
				for i, r := range z.renglones {
					if i > 0 {
						y += r.antes
					}
					if y < c.arriba-holgura || y+r.alto > c.abajo+holgura {
						rt.Fatalf("fuera de la página: %+v", r)
					}
					y += r.alto
					for _, x := range r.tramos {
						for _, p := range strings.Fields(x.texto) {
							vistas[p]++
						}
					}
				}
			}
		}
		c.bloques(d.Bloques, 0, c.ancho, c.molde, c)
		c.asegurar(0)
		c.pasarPagina()
		for i, p := range g.palabras {
			if n := vistas[p]; n == 0 || n > 1 && !slices.Contains(g.repetibles, p) {
				rt.Fatalf("la palabra %d, %s, está %d veces", i, p, n)
			}
		}
	})
}
