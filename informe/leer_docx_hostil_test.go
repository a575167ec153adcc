package informe

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
)

// comprimido is an archive with a text that is written piece by piece.
func comprimido(t testing.TB, cuerpo func(escribir func(string))) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	escribir := func(s string) {
		if _, err := f.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	escribir(`<w:document xmlns:w="` + espacioWord + `"><w:body>`)
	cuerpo(escribir)
	escribir(`</w:body></w:document>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDOCXHostil refuses what would take the machine with it, or says nothing, in one
// line and within bounds.
func TestDOCXHostil(t *testing.T) {
	sano := docxDe(t, compromiso.Reporte{Informe: leerUno(t, "", leerMuestra(t, "corridas.txt"))})
	cifrado := bytes.Clone(sano)
	for i := 0; i+8 < len(cifrado); i++ {
		switch string(cifrado[i : i+4]) {
		case "PK\x03\x04":
			cifrado[i+6] |= 1
		case "PK\x01\x02":
			cifrado[i+8] |= 1
		}
	}
	danado := bytes.Clone(sano)
	copy(danado[bytes.Index(danado, []byte("word/document.xml"))+200:], strings.Repeat("\xff", 300))
	muchas := func(n int, s string) []byte {
		return comprimido(t, func(escribir func(string)) {
			for range n {
				escribir(s)
			}
		})
	}
	bomba := muchas(129, strings.Repeat(" ", 1<<20))
	mentirosa := bytes.Clone(bomba)
	central := bytes.Index(mentirosa, []byte("PK\x01\x02"))
	copy(mentirosa[central+24:], []byte{100, 0, 0, 0}) // the size, once expanded
	con := func(cuerpo string) []byte { return wordDe(t, cuerpo, nil) }
	for nombre, c := range map[string]struct {
		b      []byte
		quiero string
	}{
		"bomba":                   {bomba, "descomprimido, mide más de 128 MiB"},
		"bomba que miente":        {mentirosa, "está dañada"},
		"demasiadas filas":        {con("<w:tbl>" + strings.Repeat("<w:tr/>", maxFilas+1) + "</w:tbl>"), "demasiadas filas"},
		"una fila de mil celdas":  {con(wtbl(wf(strings.Split(strings.Repeat("x,", 1000), ",")...))), "el máximo es de 256"},
		"anidado sin fin":         {con(strings.Repeat("<w:sdt><w:sdtContent>", 100_000)), "más de 400 elementos uno dentro de otro"},
		"tablas dentro de tablas": {con(strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000)), "más de 400 elementos"},
		"entidad externa": {
			wordDe(t, "", map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document W><w:body>` + wt("&x;") + `</w:body></w:document>`}),
			"DOCTYPE",
		},
		"entidad sin declarar": {con(wt("&lol;")), "está dañada"},
		"XML cortado":          {con("<w:p>"), "está dañada o cortada"},
		"sin texto":            {con(wp()), "no tiene texto"},
		"sin tabla":            {con(wt("hola")), "no hay ninguna tabla de compromisos"},
		"sin la parte":         {zipDe(t, map[string]string{"[Content_Types].xml": `<Types ContentType="wordprocessingml"/>`}), "le falta su parte «word/document.xml»"},
		"la parte no es texto": {wordDe(t, "", map[string]string{"word/document.xml": `<hola/>`}), "no es el texto de un documento de Word"},
		"estilos dañados":      {wordDe(t, wt("hola"), map[string]string{"word/styles.xml": `<w:styles`}), "está dañada"},
		"cifrado":              {cifrado, "protegido con contraseña"},
		"cortado":              {sano[:len(sano)/2], "dañado o cortado"},
		"dañado por dentro":    {danado, "está dañada"},
	} {
		t.Run(nombre, func(t *testing.T) {
			bound.Run(t, max(len(c.b), 100_000), func() {
				_, err := Leer("hoja.docx", c.b, Opciones{Parcial: true})
				if err == nil || !strings.Contains(err.Error(), c.quiero) || strings.Contains(err.Error(), "\n") || compromiso.CodigoDe(err) != compromiso.Invalido {
					t.Errorf("%v; se esperaba %q", err, c.quiero)
				}
			})
		})
	}
}

// FuzzLeerDOCX reads anything as the text of a document of Word, with any lists.
func FuzzLeerDOCX(f *testing.F) {
	f.Add(wtbl(wTitulos, wf(wAlto("01SO-CAM"), "1/2025", "Pendiente", wc("", wi(1, 0, "uno"), wi(2, 1, "dos")))), numerosDePrueba, estilosDePrueba)
	f.Add(wt("Glosario")+wp(wr("CAM"), `<w:r><w:tab/></w:r>`, wr("Comisión")), "", "")
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText><w:txbxContent>`+wt("a")+`</w:txbxContent></w:r></w:p>`, "", "")
	f.Add(wtbl(`<w:tr><w:trPr><w:gridBefore w:val="9"/></w:trPr>`+wc(`<w:gridSpan w:val="99999999999"/><w:vMerge/><w:hMerge/>`, wp())+`</w:tr>`), "<w:num", "<w:styles>")
	f.Fuzz(func(t *testing.T, cuerpo, listas, estilos string) {
		b := wordDe(t, cuerpo, map[string]string{"word/numbering.xml": listas, "word/styles.xml": estilos})
		bound.Run(t, len(b), func() { leerYEscribir(t, b, OpcionesJSON{}) })
	})
}

// FuzzLeerZIP reads anything as the archive of a document.
func FuzzLeerZIP(f *testing.F) {
	f.Add(docxDe(f, compromiso.Reporte{Informe: leerUno(f, "", leerMuestra(f, "cortes.txt"))}))
	f.Add(wordDe(f, wtbl(wTitulos, wf("01SO-CAM", "1/2025", "Pendiente", "x")), nil))
	f.Add(zipDe(f, map[string]string{"_rels/.rels": `<Relationships><Relationship Type="/officeDocument" Target="../../x"/></Relationships>`, "x": ""}))
	f.Fuzz(func(t *testing.T, b []byte) {
		bound.Run(t, len(b), func() { leerYEscribir(t, b, OpcionesJSON{}) })
	})
}

func BenchmarkLeerDOCX(b *testing.B) {
	inf := leerUno(b, "", leerMuestra(b, "corridas.txt"))
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			grande := inf
			grande.Compromisos = nil
			for i := range n {
				x := inf.Compromisos[i%len(inf.Compromisos)]
				x.Numero = compromiso.Numero{Cons: i + 1, Anio: 2025}
				grande.Compromisos = append(grande.Compromisos, x)
			}
			doc := docxDe(b, compromiso.Reporte{Informe: grande})
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Leer("", doc, Opciones{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
