package informe

import "testing"

func TestAplanar(t *testing.T) {
	for _, c := range []struct{ nombre, html, quiero string }{
		{"texto", "  uno\u00a0 dos ", "uno dos"},
		{"nada", "<p> </p><ul><li></li></ul>", ""},
		{"párrafos", "<p>uno</p> <p>dos</p>", "uno\ndos"},
		{"salto", "uno<br>dos<BR/>tres", "uno\ndos\ntres"},
		{"en línea", "un<b>o</b> <i>dos</i>", "uno dos"},
		{"numerada", "<ol><li>a b</li><li>c d</li></ol>", "1. a b\n2. c d"},
		{"con viñetas", "<ul><li>a b</li><li>c d</li></ul>", "• a b\n• c d"},
		{"número propio", "<ol><li>1. uno</li><li>2) dos</li><li>c) tres</li><li>iv. cuatro</li></ol>", "1. uno\n2) dos\nc) tres\niv. cuatro"},
		{"viñeta propia", "<ul><li>• uno</li><li>- dos</li><li>· tres</li></ul>", "• uno\n• dos\n• tres"},
		{"fecha no es número propio", "<ol><li>17.11.2023 sesión</li><li>2023 fue</li></ol>", "1. 17.11.2023 sesión\n2. 2023 fue"},
		{"anidada", "<ol><li>uno<ul><li>dos</li></ul></li><li>tres</li></ol>", "1. uno\n• dos\n2. tres"},
		{"anidada sin texto", "<ul><li><ol><li>uno</li></ol></li></ul>", "1. uno"},
		{"párrafo en ítem", "<ol><li><p>uno</p></li><li><p>dos</p></li></ol>", "1. uno\n2. dos"},
		{"ítem sin lista", "<li>uno</li><li>dos</li>", "• uno\n• dos"},
		{"start y value", `<ol start="3"><li>x y</li><li value="9">z w</li></ol>`, "3. x y\n9. z w"},
		{"entidades", "&lt;p&gt; &aacute;&#241;&#x2022; &amp;lt;", "<p> áñ• &lt;"},
		{"entidad sin punto y coma", "?a=1&lang=es&copy=2&region=3", "?a=1&lang=es&copy=2&region=3"},
		{"lo que no es etiqueta", "a <b c> d < e <correo@x.mx> </3 <Nombre>", "a d < e <correo@x.mx> </3 <Nombre>"},
		{"etiqueta cortada", "uno <ul style=\"list", `uno <ul style="list`},
		{"comentario", "uno<!-- no --> dos", "uno dos"},
		{"sin cerrar", "<p>uno<p>dos<ul><li>tres", "uno\ndos\n• tres"},
		{"cierres de más", "</ul></li></p>uno</ol>", "uno"},
		{"tabla", "<table><tr><td>uno</td><td>dos</td></tr></table>", "uno\ndos"},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			if leo := aplanar(c.html).String(); leo != c.quiero {
				t.Errorf("%q → %q, no %q", c.html, leo, c.quiero)
			}
		})
	}
}

func TestAplanarAvisa(t *testing.T) {
	for html, quiero := range map[string]int{
		`<a href="https://x.mx">x</a>`: 1, `<a href="#nota">x</a>`: 0, `<img src="f.png">`: 1,
		"<style>p{}</style>x": 1, "<script>1</script>x": 1, "<p>x</p>": 0,
	} {
		if n := len(aplanar(html).avisos); n != quiero {
			t.Errorf("%s: %d avisos, no %d", html, n, quiero)
		}
	}
	for html, quiero := range map[string]bool{"<p>x": true, "<p>x</p>": false, "x <b": true, "<ul><li>x</li></ul>": false, "x<hr>": false} {
		if a := aplanar(html).abierta; a != quiero {
			t.Errorf("%s: abierta %v", html, a)
		}
	}
}

func TestContinuar(t *testing.T) {
	for _, c := range []struct{ nombre, antes, despues, quiero string }{
		{"frase cortada", "la guía de los", "consulados", "la guía de los consulados"},
		{"frase cortada ante mayúscula", "<p>lo envió la</p>", "<p>DERFE ayer</p>", "lo envió la DERFE ayer"},
		{"texto sin etiqueta sigue el párrafo", "<p>Uno dos.</p>", "Tres cuatro.", "Uno dos. Tres cuatro."},
		{"párrafo nuevo", "<p>Uno dos.</p>", "<p>Tres cuatro.</p>", "Uno dos.\nTres cuatro."},
		{"minúscula tras punto", "según el núm.", "<p>cinco</p>", "según el núm. cinco"},
		{"ítem nuevo", "<ul><li>CE-ABC</li></ul>", "<ul><li>CE-DEF</li></ul>", "• CE-ABC\n• CE-DEF"},
		{"ítem cortado", "<ul><li>uno de</li></ul>", "<ul><li>los dos</li><li>tres</li></ul>", "• uno de los dos\n• tres"},
		{"ítem en minúsculas, terminado", "<ul><li>uno;</li></ul>", "<ul><li>dos</li></ul>", "• uno;\n• dos"},
		{"ítem cortado y texto", "<ol><li>Uno de</li></ol>", "los dos<ol><li>Tres</li></ol>", "1. Uno de los dos\n2. Tres"},
		{"la cuenta sigue", "<ol><li>Uno.</li><li>Dos.</li></ol>", "<ol><li>Tres.</li><li>Cuatro.</li></ol>", "1. Uno.\n2. Dos.\n3. Tres.\n4. Cuatro."},
		{"la cuenta sigue tras un corte", "<ol><li>Uno.</li><li>Dos de</li></ol>", "<ol><li>tres.</li><li>Cuatro.</li></ol>", "1. Uno.\n2. Dos de tres.\n3. Cuatro."},
		{"número propio en párrafo", "<ol><li>Uno el 22.11.2023</li></ol>", "<p>2. Dos</p>", "1. Uno el 22.11.2023\n2. Dos"},
		{"número que no es de la lista", "conforme al artículo", "14. Además", "conforme al artículo 14. Además"},
		{"lista terminada y texto", "<ul><li>Uno.</li></ul>", "Se anexa.", "• Uno.\nSe anexa."},
		{"lista sin punto y párrafo", "<ul><li>Uno</li></ul>", "<p>Se anexa.</p>", "• Uno\nSe anexa."},
		{"otra lista empieza de nuevo", "<p>Primero:</p>", "<ol><li>Uno</li></ol>", "Primero:\n1. Uno"},
		{"nada antes", "", "uno", "uno"},
		{"nada después", "uno", "", "uno"},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			a := aplanar(c.antes)
			a.continuar(aplanar(c.despues))
			if leo := a.String(); leo != c.quiero {
				t.Errorf("%q, no %q", leo, c.quiero)
			}
		})
	}
}

// TestContinuarTresPaginas keeps counting over a third page.
func TestContinuarTresPaginas(t *testing.T) {
	a := aplanar("<ol><li>Uno.</li></ol>")
	a.continuar(aplanar("<ol><li>Dos.</li></ol>"))
	a.continuar(aplanar("<ol><li>Tres.</li></ol>"))
	if leo := a.String(); leo != "1. Uno.\n2. Dos.\n3. Tres." {
		t.Error(leo)
	}
}
