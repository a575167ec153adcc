package bot

import (
	"strings"
	"testing"
)

func TestEscapar(t *testing.T) {
	for _, c := range []struct{ dado, quiero string }{
		{"<!channel>", "&lt;!channel&gt;"},
		{"&lt;!here&gt;", "&amp;lt;!here&amp;gt;"},
		{"A & B", "A &amp; B"},
		{"@channel *x*", "@channel *x*"},
		{"a\x00b\u202Ec\r\nd\te", "abc\nd e"},
		{"\xff", "\uFFFD"},
		{"niño 👩🏽‍🚀", "niño 👩🏽‍🚀"},
	} {
		if got := escapar(c.dado); got != c.quiero {
			t.Errorf("escapar(%q) = %q, want %q", c.dado, got, c.quiero)
		}
	}
}

func TestRecortar(t *testing.T) {
	for _, c := range []struct {
		dado   string
		n      int
		quiero string
	}{
		{"corto", 10, "corto"},
		{"  corto \n", 10, "corto"},
		{"exactamente", 11, "exactamente"},
		{"exactamente doce", 12, "exactamente…"},
		{"una frase larga, cortada", 17, "una frase larga…"},
		{"👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 16, "👩🏽‍🚀👩🏽‍🚀…"},
		{"🇲🇽🇲🇽🇲🇽", 6, "🇲🇽…"},
		{"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
	} {
		if got := recortar(c.dado, c.n); got != c.quiero {
			t.Errorf("recortar(%q, %d) = %q, want %q", c.dado, c.n, got, c.quiero)
		}
	}
}

func TestRenglon(t *testing.T) {
	for _, c := range []struct {
		dado   string
		n      int
		quiero string
	}{
		{" una\n frase ", 40, "una frase"},
		{"una\nfrase larga", 10, "una frase…"},
		{"una" + strings.Repeat(" ", 5000) + "frase", 10, "una…"},
		{strings.Repeat("ñ", 5000), 4, "ñññ…"},
		{"", 4, ""},
	} {
		if got := renglon(c.dado, c.n); got != c.quiero {
			t.Errorf("renglon(%.20q, %d) = %q, want %q", c.dado, c.n, got, c.quiero)
		}
	}
}

func TestRecortarMarca(t *testing.T) {
	for _, c := range []struct {
		dado   string
		n      int
		quiero string
	}{
		{"a &amp; b &lt; c", 8, "a &amp;…"},
		{"a &amp; b &lt; c", 6, "a…"},
		{"va <@U0DERFE> hoy", 10, "va…"},
		{"va <@U0DERFE> hoy", 14, "va <@U0DERFE>…"},
		{"ñ&gt;\u0301&gt;", 6, "ñ&gt;…"},
	} {
		if got := recortarMarca(c.dado, c.n); got != c.quiero {
			t.Errorf("recortarMarca(%q, %d) = %q, want %q", c.dado, c.n, got, c.quiero)
		}
	}
}
