package markdown

import (
	"bytes"
	"flag"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/informe/documento"
	"compromisos/informe/documento/ejemplo"
)

var actualizar = flag.Bool("update", false, "write the goldens again")

func texto(t testing.TB, d documento.Documento) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestInforme(t *testing.T) {
	leo := texto(t, ejemplo.Informe())
	const ruta = "testdata/informe.md"
	if *actualizar {
		if err := os.WriteFile(ruta, []byte(leo), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	quiero, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(quiero), leo); d != "" {
		t.Error(d)
	}
}

// TestEscapar lets what a person typed mean itself.
func TestEscapar(t *testing.T) {
	for s, quiero := range map[string]string{
		"":                                     "",
		"llano, con «ñ» (y más).":              "llano, con «ñ» (y más).",
		`*a* _b_ <i> a|b \ &amp;`:              `\*a\* \_b\_ \<i\> a\|b \\ \&amp;`,
		"a\tb\nc\x00d":                         "a b cd",
		"véase https://x.mx/a_b?c=1&d=2, y ya": "véase <https://x.mx/a_b?c=1&d=2>, y ya",
		"https://x.mx/ab":                      "https://x.mx/ab",
		"https://x.mx/?a&lt;b":                 `https://x.mx/?a\&lt;b`,
		"https://x.mx/a|b_c":                   `https://x.mx/a\|b\_c`,
		"(https://x.mx/*)":                     `(https://x.mx/\*)`,
		"mal \xff":                             "mal \uFFFD",
	} {
		if leo := escapar(s); leo != quiero {
			t.Errorf("%q → %q, no %q", s, leo, quiero)
		}
	}
}

// TestInicio keeps the beginning of a paragraph from being a mark.
func TestInicio(t *testing.T) {
	for s, quiero := range map[string]string{
		"# x": `\# x`, "1. x": `1\. x`, "12) x": `12\) x`, "1.5 x": "1.5 x", "17.11.2023": "17.11.2023", "- x": `\- x`, "--": `\--`, "+ x": `\+ x`,
		"===": `\===`, ": x": `\: x`, "x - y": "x - y", "1.": `1\.`, "": "",
	} {
		if leo := inicio(s); leo != quiero {
			t.Errorf("%q → %q, no %q", s, leo, quiero)
		}
	}
}

// TestTrozos uses asterisks where they mean the look, and HTML where they would not.
func TestTrozos(t *testing.T) {
	for quiero, l := range map[string][]documento.Trozo{
		"**Cumplido** 08.05.2025":      {{Texto: "Cumplido", Negrita: true}, {Texto: " 08.05.2025"}},
		"**Cumplido** 08":              {{Texto: "Cumplido ", Negrita: true}, {Texto: "08"}},
		"a*b*c":                        {{Texto: "a"}, {Texto: "b", Cursiva: true}, {Texto: "c"}},
		"***a***":                      {{Texto: "a", Negrita: true, Cursiva: true}},
		"<strong>(a)</strong>b":        {{Texto: "(a)", Negrita: true}, {Texto: "b"}},
		"<strong>a</strong><em>b</em>": {{Texto: "a", Negrita: true}, {Texto: "b", Cursiva: true}},
		`[a\[b\]](<https://x.mx/%3C(a)?b&amp;c%7Cd>)`:       {{Texto: "a[b]", Liga: "https://x.mx/<(a)?b&c|d"}},
		"Vea <https://x.mx/?b=1&c_d>.":                      {{Texto: "Vea "}, {Texto: "https://x.mx/?b=1&c_d", Liga: "https://x.mx/?b=1&c_d"}, {Texto: "."}},
		`[https://x.mx/?b\&lt;](<https://x.mx/?b&amp;lt;>)`: {{Texto: "https://x.mx/?b&lt;", Liga: "https://x.mx/?b&lt;"}},
		"x y": {{Texto: "x", Liga: "javascript:f"}, {Texto: " "}, {Texto: "y", Liga: "https://a\nb"}},
	} {
		if leo := trozos(l); leo != quiero {
			t.Errorf("%q, no %q", leo, quiero)
		}
	}
}

// TestListas writes lists that GitHub reads as they were.
func TestListas(t *testing.T) {
	items := func(s ...string) (l []documento.Item) {
		for _, x := range s {
			l = append(l, documento.Item{Trozos: documento.Texto(x)})
		}
		return l
	}
	dentro := items("uno")
	dentro[0].Dentro = []documento.Bloque{documento.Parrafo{Trozos: documento.Texto("# más")}, documento.Lista{Items: items("a")}}
	leo := texto(t, documento.Documento{Bloques: []documento.Bloque{
		documento.Lista{Ordenada: true, Desde: 9, Items: items("nueve", "diez")},
		documento.Lista{Ordenada: true, Items: dentro},
		documento.Parrafo{},
		documento.Lista{},
		documento.Encabezado{Nivel: 2, Texto: "fin ##"},
	}})
	const quiero = "9. nueve\n10. diez\n\n<!-- -->\n\n1. uno\n\n   \\# más\n\n   - a\n\n# fin \\#\\#\n"
	if leo != quiero {
		t.Error(cmp.Diff(quiero, leo))
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		d := ejemplo.Grande(n)
		b.Run(map[int]string{100: "100", 1_000: "1000", 10_000: "10000"}[n], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
