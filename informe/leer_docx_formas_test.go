package informe

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	espacioWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	espacioEstrico = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relOffice      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// wordDe is a document of Word with that text, and the other parts it needs.
func wordDe(t testing.TB, cuerpo string, partes map[string]string) []byte {
	t.Helper()
	todas := map[string]string{
		"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships><Relationship Id="rId1" Type="` + relOffice + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="` + espacioWord + `" xmlns:r="` + relOffice +
			`" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` +
			cuerpo + `<w:sectPr/></w:body></w:document>`,
	}
	rel := `<Relationships>`
	for i, tipo := range []string{"styles", "numbering", "footnotes", "comments", "header"} {
		if partes["word/"+tipo+".xml"] != "" {
			rel += fmt.Sprintf(`<Relationship Id="p%d" Type="%s/%s" Target="%s.xml"/>`, i, relOffice, tipo, tipo)
		}
	}
	todas["word/_rels/document.xml.rels"] = rel + `<Relationship Id="l1" Type="` + relOffice + `/hyperlink" Target="https://ejemplo.mx/hoja" TargetMode="External"/></Relationships>`
	for n, s := range partes {
		if s == "" {
			delete(todas, n)
			continue
		}
		todas[n] = strings.Replace(s, " W>", ` xmlns:w="`+espacioWord+`">`, 1)
	}
	return zipDe(t, todas)
}

func zipDe(t testing.TB, partes map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	nombres := make([]string, 0, len(partes))
	for n := range partes {
		nombres = append(nombres, n)
	}
	slices.Sort(nombres)
	for _, n := range nombres {
		f, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(partes[n])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The pieces of a document, short.
func wr(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func wp(s ...string) string {
	return `<w:p>` + strings.Join(s, "") + `</w:p>`
}
func wt(s string) string { return wp(wr(s)) }
func wi(num, nivel int, s string) string {
	return wp(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, nivel, num), wr(s))
}

func wc(pr string, s ...string) string {
	return `<w:tc><w:tcPr>` + pr + `</w:tcPr>` + strings.Join(s, "") + `</w:tc>`
}

func wf(celdas ...string) string {
	s := `<w:tr>`
	for _, c := range celdas {
		if !strings.HasPrefix(c, "<w:tc>") {
			c = wc("", wt(c))
		}
		s += c
	}
	return s + `</w:tr>`
}

func wtbl(filas ...string) string {
	return `<w:tbl><w:tblPr/><w:tblGrid/>` + strings.Join(filas, "") + `</w:tbl>`
}

var (
	wTitulos = wf("SESIÓN/FECHA", "NÚMERO", "ESTATUS", "COMPROMISO")
	wBaja    = wc(`<w:vMerge/>`, wp())
)

// enTabla are rows of a table whose heading the test leaves out.
func enTabla(filas ...string) string {
	return `<w:tbl><w:tr w:rsidR="1">` + wTitulos[len(`<w:tr>`):] + strings.Join(filas, "") + `</w:tbl>`
}

func wAlto(s string) string { return wc(`<w:vMerge w:val="restart"/>`, wt(s)) }

// dice is a grid as text: a line of the document each, with its number, the cells
// apart by a bar, their lines by a slash, and the warnings after an arrow.
func dice(g grilla) string {
	var b strings.Builder
	for _, r := range g.renglones {
		fmt.Fprintf(&b, "%d", r.linea)
		switch {
		case r.titulo:
			b.WriteString("#")
		case r.suelto:
			b.WriteString("~")
		case r.abarca:
			b.WriteString("=")
		}
		for i, c := range r.celdas {
			if i > 0 {
				b.WriteString(" |")
			}
			if s := strings.Join(c.lineas(), " / "); s != "" {
				b.WriteString(" " + s)
			}
			for _, a := range c.avisos {
				b.WriteString(" → " + a)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

const (
	numerosDePrueba = `<w:numbering W>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%1/2025"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Romana"/><w:lvlText w:val="%1.-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="Enlace"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Artículo %1"/></w:lvl></w:lvlOverride></w:num>
</w:numbering>`
	estilosDePrueba = `<w:styles W>
<w:style w:type="paragraph" w:styleId="Romana"><w:name w:val="Romana"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Hija"><w:name w:val="Hija"/><w:basedOn w:val="Romana"/></w:style>
<w:style w:type="numbering" w:styleId="Enlace"><w:name w:val="Enlace"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mia"><w:name w:val="Mi encabezado"/><w:basedOn w:val="T1"/></w:style>
<w:style w:type="paragraph" w:styleId="Circulo"><w:name w:val="C"/><w:basedOn w:val="Circulo"/></w:style>
</w:styles>`
)

func conEstilo(id string, s ...string) string {
	return wp(`<w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + strings.Join(s, ""))
}

// TestFormasDOCX reads each way that the programs have of saying the same.
func TestFormasDOCX(t *testing.T) {
	conListas := map[string]string{"word/numbering.xml": numerosDePrueba, "word/styles.xml": estilosDePrueba}
	for nombre, c := range map[string]struct {
		cuerpo string
		partes map[string]string
		quiero string
	}{
		"celda que abarca filas": {
			wtbl(wTitulos, wf(wAlto("01SO-CAM"), "1/2025", "Pendiente", wAlto("uno")), wf(wBaja, "2/2025", "Pendiente", wBaja), wf(wBaja, "", "", "sigue")), nil,
			"1 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n2 01SO-CAM | 1/2025 | Pendiente | uno\n3 01SO-CAM | 2/2025 | Pendiente | uno\n4 | | | sigue\n",
		},
		"un compromiso en dos filas": {
			wtbl(wTitulos, wf(wAlto("01SO-CAM"), wAlto("1/2025"), wAlto("Pendiente"), "uno"), wf(wBaja, wBaja, wBaja, "dos")), nil,
			"1 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n2 01SO-CAM | 1/2025 | Pendiente | uno\n3 | | | dos\n",
		},
		"bordes que no coinciden": {
			wtbl(wf(wc(`<w:gridSpan w:val="2"/>`, wt("SESIÓN")), "NÚMERO", wc(`<w:gridSpan w:val="2"/>`, wt("ESTATUS")), "COMPROMISO"),
				wf("01SO", wc(`<w:gridSpan w:val="2"/>`, wt("1/2025")), wc(`<w:gridSpan w:val="2"/>`, wt("Pendiente")), "uno"),
				wf(wc(`<w:gridSpan w:val="2"/>`, wt("01SO")), "2/2025", "Cumplido", "08.11.2025", "dos"),
				wf(wc(`<w:gridSpan w:val="6"/>`, wt("Eje común")))), nil,
			"1 SESIÓN | NÚMERO | ESTATUS | COMPROMISO\n2 01SO | 1/2025 | Pendiente | uno\n3 01SO | 2/2025 | Cumplido / 08.11.2025 | dos\n4= Eje común\n",
		},
		"títulos en dos renglones": {
			wtbl(wf(wAlto("SESIÓN"), wAlto("NÚMERO"), wc(`<w:gridSpan w:val="2"/>`, wt("CUMPLIMIENTO")), wAlto("COMPROMISO")), wf(wBaja, wBaja, "Estatus", "Fecha", wBaja),
				wf("01SO", "1/2025", "Cumplido", "08.11.2025", "uno")), nil,
			"1 SESIÓN | NÚMERO | Estatus / CUMPLIMIENTO | Fecha / CUMPLIMIENTO | COMPROMISO\n3 01SO | 1/2025 | Cumplido | 08.11.2025 | uno\n",
		},
		"título ancho sobre dos celdas": {
			wtbl(wf("SESIÓN", "NÚMERO", wc(`<w:gridSpan w:val="2"/>`, wt("ESTATUS")), "COMPROMISO"), wf("01SO", "1/2025", "Cumplido", "08.11.2025", "uno")), nil,
			"1 SESIÓN | NÚMERO | ESTATUS | COMPROMISO\n2 01SO | 1/2025 | Cumplido / 08.11.2025 | uno\n",
		},
		"portada en una tabla": {
			wtbl(wf("LOGO", wc("", wt("Comisión"), wt("Sesión")))) + wtbl(wf(wc(`<w:gridSpan w:val="4"/>`, wt("Informe"))), wTitulos), nil,
			"1~ LOGO\n1~ Comisión\n1~ Sesión\n2~ Informe\n3 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n",
		},
		"la página siguiente sin títulos": {
			wtbl(wTitulos, wf(wAlto("01SO"), "1/2025", "Pendiente", "uno")) + wp() + wtbl(wf(wAlto("02SO"), "2/2025", "Pendiente", "dos"), wf(wBaja, "3/2025", "Pendiente", "tres"),
				wf(wc(`<w:gridSpan w:val="4"/>`, wt("Eje común"))), wf(wAlto("03SO"), wc(`<w:gridSpan w:val="3"/>`, wt("Otro eje"))), wf(wBaja, "4/2025", "Pendiente", "x")), nil,
			"1 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n2 01SO | 1/2025 | Pendiente | uno\n3 02SO | 2/2025 | Pendiente | dos\n4 02SO | 3/2025 | Pendiente | tres\n" +
				"5= Eje común\n6= 03SO\n6= Otro eje\n7 03SO | 4/2025 | Pendiente | x\n",
		},
		"glosario sin título": {
			wtbl(wf("SIGLAS", "SIGNIFICADO"), wf("CAM", "Comisión")), nil, "1 SIGLAS | SIGNIFICADO\n2 CAM | Comisión\n",
		},
		"fila que empieza más adentro": {
			wtbl(wTitulos, `<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>`+wc("", wt("Pendiente"))+wc("", wt("x"))+`</w:tr>`), nil,
			"1 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n2 | | Pendiente | x\n",
		},
		"fusión antigua": {
			enTabla(wf(wc(`<w:hMerge w:val="restart"/>`, wt("a")), wc(`<w:hMerge/>`, wt("b")), "c")), nil, "2 a / b | | c\n",
		},
		"listas": {
			enTabla(wf(wc("", wi(1, 0, "uno"), wi(1, 0, "dos"), wi(1, 1, "letra"), wi(1, 1, "otra"), wi(1, 2, "hondo"), wi(1, 0, "tres")),
				wc("", wi(2, 0, "empieza en tres"), wi(2, 0, "cuatro")), wc("", wi(3, 0, "viñeta"), wi(3, 1, "de dentro")),
				wc("", conEstilo("Romana", wr("por estilo")), conEstilo("Hija", wr("heredada"))), wc("", wi(7, 0, "rotulado")))), conListas,
			"2 1. uno / 2. dos / a) letra / b) otra / 2.1. hondo / 3. tres | 3. empieza en tres / 4. cuatro | • viñeta / • de dentro | " +
				"IV.- por estilo / V.- heredada | Artículo 7 rotulado\n",
		},
		"la lista sigue en otra celda": {
			enTabla(wf(wc("", wi(1, 0, "uno")), wc("", wi(1, 0, "dos"), wi(0, 0, "nada"), wi(99, 0, "no hay")), wc("", wi(6, 0, "tres, por enlace")))), conListas,
			"2 1. uno | 2. dos / nada / no hay | 3. tres, por enlace\n",
		},
		"número de la propia lista": {
			wtbl(wTitulos, wf("01SO", wc("", wi(4, 0, "")), "Pendiente", "x"), wf("01SO", wc("", wi(4, 0, "")), "Pendiente", wc("", wi(1, 0, "1.- con su número"), wi(1, 0, "")))),
			conListas,
			"1 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n2 01SO | 01/2025 | Pendiente | x\n3 01SO | 02/2025 | Pendiente | 1.- con su número\n",
		},
		"encabezados y estilos": {
			conEstilo("T1", wr("Comisión")) + conEstilo("Mia", wr("Informe"), `<w:r><w:br/></w:r>`, wr("abajo")) + conEstilo("Circulo", wr("uno")) + wp() +
				wp(`<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`, wr("otro")), conListas,
			"1# Comisión\n2# Informe\n3~ abajo\n4~ uno\n5# otro\n",
		},
		"cambios marcados": {
			enTabla(wf(wc("", wp(wr("queda "), `<w:del><w:r><w:delText>borrado</w:delText><w:t>borrado</w:t></w:r></w:del>`, `<w:ins>`+wr("puesto")+`</w:ins>`,
				`<w:moveFrom>`+wr("ido")+`</w:moveFrom><w:moveTo>`+wr(" venido")+`</w:moveTo>`),
				wp(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`, wr("unido ")), wt("al otro"))),
				`<w:tr><w:trPr><w:del/></w:trPr>`+wc("", wt("fila borrada"))+`</w:tr>`), nil,
			"2 queda puesto venido / unido al otro\n",
		},
		"signos": {
			enTabla(wf(wc("", wp(wr("a"), `<w:r><w:tab/></w:r>`, wr("b"), `<w:r><w:noBreakHyphen/></w:r>`, wr("c"), `<w:r><w:br/></w:r>`, wr("d &lt;b&gt; &amp;lt; "),
				`<w:r><w:sym w:font="Wingdings" w:char="00B7"/></w:r>`, `<w:r><w:softHyphen/></w:r>`, `<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>`)))), nil,
			"2 a b-c / d <b> &lt; ·x+1\n",
		},
		"campos y enlaces": {
			enTabla(wf(wc("", wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://ejemplo.mx/a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`,
				wr("la liga"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, `<w:fldSimple w:instr="DATE">`+wr(" hoy")+`</w:fldSimple>`,
				`<w:hyperlink r:id="l1">`+wr(" otra")+`</w:hyperlink>`, `<w:hyperlink w:anchor="x">`+wr(" interna")+`</w:hyperlink>`)),
				wc("", wp(`<w:hyperlink r:id="l1">`+wr("ejemplo.mx/hoja")+`</w:hyperlink>`)))), nil,
			"2 la liga hoy otra interna → El texto no conserva la dirección de un enlace: «https://ejemplo.mx/a». → " +
				"El texto no conserva la dirección de un enlace: «https://ejemplo.mx/hoja». | ejemplo.mx/hoja\n",
		},
		"cuadro de texto": {
			enTabla(wf(wc("", wp(wr("antes "), `<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+wt("en la caja")+`</w:txbxContent></w:drawing></mc:Choice>`+
				`<mc:Fallback><w:pict><w:txbxContent>`+wt("en la caja")+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, wr("después"))))), nil,
			"2 antes después / en la caja → El texto de un cuadro de texto se tomó tras el párrafo que lo lleva: «en la caja».\n",
		},
		"notas, comentarios, imágenes, oculto": {
			enTabla(wf(wc("", wp(wr("texto"), `<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>`,
				`<w:r><w:drawing><a:docPr xmlns:a="x" descr="un sello"/><a:blip xmlns:a="x"/></w:drawing></w:r>`,
				`<w:r><w:rPr><w:vanish/></w:rPr><w:t>escondido</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> visible</w:t></w:r>`)))),
			map[string]string{
				"word/footnotes.xml": `<w:footnotes W><w:footnote w:id="1">` + wt("otra") + `</w:footnote><w:footnote w:id="2">` + wt("Lo que dice") + wt("la nota") + `</w:footnote></w:footnotes>`,
				"word/comments.xml":  `<w:comments W><w:comment w:id="0">` + wt("ojo") + `</w:comment></w:comments>`,
			},
			"2 texto visible → Se omitió una nota al pie: «Lo que dice la nota». → Se omitió un comentario: «ojo». → Se omitió una imagen: «un sello». → " +
				"Se omitió un texto oculto: «escondido».\n",
		},
		"tabla dentro de una celda": {
			enTabla(wf(wc("", wt("antes"), wtbl(wf("Norte", "10:00")), wp()))), nil,
			"2 antes / Norte / 10:00 → Una tabla dentro de una celda se tomó como texto, celda por celda.\n",
		},
		"controles de contenido": {
			`<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + wt("uno") + wtbl(wTitulos, `<w:sdt><w:sdtContent>`+wf("a", `<w:tc><w:sdt><w:sdtContent>`+wt("b")+`</w:sdtContent></w:sdt></w:tc>`)+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, nil,
			"1~ uno\n2 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n3 a | b\n",
		},
		"glosario con tabuladores": {
			wt("Glosario") + wp(wr("CAM"), `<w:r><w:tab/></w:r>`, wr("Comisión")) + wp(`<w:r><w:tab/></w:r>`, wr("CE"), `<w:r><w:tab/></w:r>`, wr("Persona")) + wi(3, 0, "ST: Secretaría"), conListas,
			"1~ Glosario\n2 CAM | Comisión\n3 | CE | Persona\n4~ • ST: Secretaría\n",
		},
		"glosario con celdas que abarcan": {
			wt("Glosario") + wtbl(wf(wAlto("Grupo"), "CAM", "Comisión"), wf(wBaja, "CE", "Persona"), wf(wc(`<w:gridSpan w:val="2"/>`, wt("ST")), "Secretaría")), nil,
			"1~ Glosario\n2 Grupo | CAM | Comisión\n3 | CE | Persona\n4 ST | | Secretaría\n",
		},
		"la portada en el encabezado de página": {
			wt("Informe") + wtbl(wTitulos),
			map[string]string{"word/header.xml": `<w:hdr W>` + wtbl(wf("LOGO", wc("", wt("Comisión de Archivo y Memoria (CAM)"), wt("Segunda Sesión Ordinaria")))) + wt("5 de marzo de 2025") + `</w:hdr>`},
			"1~ Informe\n1~ Comisión de Archivo y Memoria (CAM)\n1~ Segunda Sesión Ordinaria\n1~ 5 de marzo de 2025\n2 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n",
		},
		"la portada en el texto": {
			wt("Comisión A (CAM)") + wt("Segunda Sesión Ordinaria") + wtbl(wTitulos),
			map[string]string{"word/header.xml": `<w:hdr W>` + wt("Comisión B (CBM)") + `</w:hdr>`},
			"1~ Comisión A (CAM)\n2~ Segunda Sesión Ordinaria\n3 SESIÓN/FECHA | NÚMERO | ESTATUS | COMPROMISO\n",
		},
		"otro nombre": {
			"", map[string]string{
				"_rels/.rels":       `<Relationships><Relationship Id="r" Type="` + relOffice + `/officeDocument" Target="/texto/principal.xml"/></Relationships>`,
				"word/document.xml": "", "texto/principal.xml": `<w:document W><w:body>` + wt("hola") + `</w:body></w:document>`,
			}, "1~ hola\n",
		},
		"variante estricta y otro prefijo": {
			"", map[string]string{"word/document.xml": `<x:document xmlns:x="` + espacioEstrico + `"><x:body><x:p><x:r><x:t>hola</x:t></x:r></x:p></x:body></x:document>`}, "1~ hola\n",
		},
	} {
		t.Run(nombre, func(t *testing.T) {
			b := wordDe(t, c.cuerpo, c.partes)
			if !esDOCX(b) {
				t.Error("no se reconoce")
			}
			g, err := leerDOCX(b)
			if err != nil {
				t.Fatal(err)
			}
			dicho := dice(g)
			if strings.HasPrefix(c.cuerpo, `<w:tbl><w:tr w:rsidR="1">`) {
				_, dicho, _ = strings.Cut(dicho, "\n")
			}
			if d := cmp.Diff(c.quiero, dicho); d != "" {
				t.Errorf("(-quiero +leo):\n%s", d)
			}
		})
	}
}
