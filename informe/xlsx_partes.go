package informe

import (
	"fmt"
	"strings"
	"time"
)

// propiedadesXLSX are the document's, and nothing of the clock.
type propiedadesXLSX struct {
	titulo, asunto, autor string
	creado                time.Time
}

func (p propiedadesXLSX) xml() string {
	creado := p.creado
	if creado.IsZero() {
		creado = fechaZip
	}
	cuando := creado.UTC().Format(time.RFC3339)
	return cabezaXML + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escapado(p.titulo) + `</dc:title><dc:subject>` + escapado(p.asunto) + `</dc:subject><dc:creator>` + escapado(p.autor) +
		`</dc:creator><cp:lastModifiedBy>` + escapado(p.autor) + `</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">` + cuando +
		`</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + cuando + `</dcterms:modified><dc:language>es-MX</dc:language></cp:coreProperties>`
}

const (
	relsOficina = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relsPaquete = "http://schemas.openxmlformats.org/package/2006/relationships"

	appXLSX = cabezaXML + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Compromisos</Application></Properties>`

	relsRaiz = cabezaXML + `<Relationships xmlns="` + relsPaquete + `">` +
		`<Relationship Id="rId1" Type="` + relsOficina + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + relsPaquete + `/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + relsOficina + `/extended-properties" Target="docProps/app.xml"/></Relationships>`

	bordeXLSX = `<left style="thin"><color rgb="FFA6A6A6"/></left><right style="thin"><color rgb="FFA6A6A6"/></right>` +
		`<top style="thin"><color rgb="FFA6A6A6"/></top><bottom style="thin"><color rgb="FFA6A6A6"/></bottom><diagonal/>`

	// estilosXLSX are the looks of estiloXLSX, in its order.
	estilosXLSX = cabezaXML + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts>` +
		`<fonts count="5"><font><sz val="10"/><name val="Arial"/><family val="2"/></font>` +
		`<font><b/><sz val="14"/><name val="Arial"/><family val="2"/></font><font><sz val="11"/><name val="Arial"/><family val="2"/></font>` +
		`<font><b/><sz val="9"/><name val="Arial"/><family val="2"/></font><font><sz val="9"/><name val="Arial"/><family val="2"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>` + bordeXLSX + `</border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">` +
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
		`<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
		`<xf numFmtId="0" fontId="3" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
		`<alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="4" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="3" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">` +
		`<alignment horizontal="center" vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="4" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">` +
		`<alignment horizontal="center" vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="164" fontId="4" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">` +
		`<alignment horizontal="center" vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="0" fontId="4" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyFont="1" applyBorder="1" applyAlignment="1">` +
		`<alignment vertical="top" wrapText="1"/></xf>` +
		`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

func tiposXLSX(hojas []*hojaXLSX) string {
	const oficina = "application/vnd.openxmlformats-officedocument."
	var b strings.Builder
	b.WriteString(cabezaXML + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + oficina + `spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + oficina + `spreadsheetml.styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="` + oficina + `extended-properties+xml"/>`)
	for i := range hojas {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sspreadsheetml.worksheet+xml"/>`, i+1, oficina)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

func relsLibro(hojas []*hojaXLSX) string {
	var b strings.Builder
	b.WriteString(cabezaXML + `<Relationships xmlns="` + relsPaquete + `">`)
	for i := range hojas {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relsOficina, i+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(hojas)+1, relsOficina)
	return b.String()
}

// cuerpoXLSX is the list of the sheets, with what is filtered and what is printed on each
// page of them.
func cuerpoXLSX(hojas []*hojaXLSX) string {
	var b, nombres strings.Builder
	b.WriteString(cabezaXML + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + relsOficina + `">` +
		`<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets>`)
	for i, h := range hojas {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, h.nombre, i+1, i+1)
		if h.filtro {
			fmt.Fprintf(&nombres, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s!%s</definedName>`, i, h.nombre, h.rango("$"))
		}
	}
	for i, h := range hojas {
		if h.encabezado > 0 {
			fmt.Fprintf(&nombres, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$%d:$%d</definedName>`, i, h.nombre, h.encabezado, h.encabezado)
		}
	}
	b.WriteString(`</sheets>`)
	if nombres.Len() > 0 {
		b.WriteString(`<definedNames>` + nombres.String() + `</definedNames>`)
	}
	b.WriteString(`</workbook>`)
	return b.String()
}
