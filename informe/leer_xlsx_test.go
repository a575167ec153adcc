package informe

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// libroDe makes a workbook with a stranger's hands.
func libroDe(t testing.TB, hacer func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	hacer(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func bien(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// libroAjeno is a workbook as other bodies make them, with all that a cell may be.
func libroAjeno(t testing.TB, de1904 bool) []byte {
	return libroDe(t, func(f *excelize.File) {
		const h = "Sheet1"
		bien(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &de1904}))
		estilo := func(e *excelize.Style) int { return must(f.NewStyle(e))(t) }
		largo, mes := `[$-80A]d" de "mmmm" de "yyyy;@`, "mmm-yy"
		fechaLarga, fechaMes, fechaCorta := estilo(&excelize.Style{CustomNumFmt: &largo}), estilo(&excelize.Style{CustomNumFmt: &mes}), estilo(&excelize.Style{NumFmt: 14})
		fecha := func(celda string, est int, d time.Time) {
			bien(t, f.SetCellValue(h, celda, d), f.SetCellStyle(h, celda, celda, est))
		}
		dia := func(a, m, d int) time.Time { return time.Date(a, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
		bien(t,
			f.SetCellStr(h, "B3", "Comisión de Archivo y Memoria (CAM)"), f.MergeCell(h, "B3", "J3"),
			f.SetCellStr(h, "B4", "Segunda Sesión Ordinaria de 2025, 30 de junio de 2025"), f.MergeCell(h, "B4", "J4"),
			f.SetSheetRow(h, "B6", &[]string{
				"SESIÓN", "FECHA DE SESIÓN", "NÚM.", "ESTATUS", "FECHA DE CUMPLIMIENTO", "EJE", "COMPROMISO", "SOLICITADO POR", "ATENCIÓN",
			}),
			f.SetCellStr(h, "B7", "Primera Sesión Ordinaria"), f.MergeCell(h, "B7", "B10"), f.MergeCell(h, "C7", "C10"),
			f.SetCellStr(h, "E7", "Cumplido"), f.SetCellStr(h, "G7", "Depósito"), f.MergeCell(h, "G7", "G10"),
			f.SetCellRichText(h, "H7", []excelize.RichTextRun{{Text: "Comprar "}, {Text: "anaqueles", Font: &excelize.Font{Bold: true}}, {Text: ".\n• uno\n• dos"}}),
			f.SetCellStr(h, "I7", "CE-ABC"), f.SetCellFormula(h, "J7", `"Se "&"hizo"`),
			f.SetCellStr(h, "E8", "Pendiente"), f.SetCellStr(h, "H8", "=no es fórmula"), f.SetCellBool(h, "J8", true),
			f.SetCellStr(h, "D9", "3/2025"), f.MergeCell(h, "D9", "D10"), f.SetCellStr(h, "E9", "En proceso"), f.MergeCell(h, "E9", "E10"),
			f.SetCellStr(h, "H9", "Empieza en una fila,"), f.SetCellStr(h, "H10", "y sigue en otra."), f.SetCellStr(h, "I9", "CE-DEF"), f.MergeCell(h, "I9", "I10"),
			f.SetCellStr(h, "J9", "Avance:"), f.SetCellFloat(h, "J10", 12.5, -1, 64),
			f.SetRowVisible(h, 8, false), f.SetColVisible(h, "G", false),
		)
		fecha("C7", fechaLarga, dia(2025, 2, 5))
		fecha("D7", fechaMes, dia(2025, 1, 1)) // somebody typed 01/2025
		fecha("D8", fechaMes, dia(2025, 2, 1))
		fecha("F7", fechaCorta, dia(2025, 3, 1).Add(10*time.Hour))
		for _, hoja := range []string{"Siglas", "Notas", "Vacía", "Oculta"} {
			must(f.NewSheet(hoja))(t)
		}
		bien(t,
			f.SetSheetRow("Siglas", "A1", &[]string{"Sigla", "Significado"}), f.SetSheetRow("Siglas", "A2", &[]string{"CAM", "Comisión de Archivo y Memoria"}),
			f.SetCellStr("Notas", "A1", "Revisar con la DJ"),
			f.SetSheetRow("Oculta", "A1", &[]string{"NÚM.", "ESTATUS", "COMPROMISO"}), f.SetSheetRow("Oculta", "A2", &[]string{"9/2024", "Pendiente", "Viejo"}),
			f.SetSheetVisible("Oculta", false),
		)
	})
}

// TestLeerXLSXAjeno reads it: merged cells, dates by their formats, runs, formulas, and a
// warning for whatever is left.
func TestLeerXLSXAjeno(t *testing.T) {
	for _, de1904 := range []bool{false, true} {
		inf := leerUno(t, "ajeno.xlsx", libroAjeno(t, de1904))
		if inf.Comision != "CAM" || inf.SesionInforme != "02SO-CAM" || inf.FechaInforme.String() != "2025-06-30" || inf.Glosario["CAM"] == "" {
			t.Errorf("%+v", inf)
		}
		quiero := []compromiso.FilaInforme{
			{
				Linea: 7, Numero: compromiso.Numero{Cons: 1, Anio: 2025}, FechaCumplimiento: compromiso.NewFecha(2025, 3, 1), Estatus: compromiso.Cumplido,
				Texto: "Comprar anaqueles.\n• uno\n• dos", Solicitantes: []string{"CE-ABC"},
			},
			{
				Linea: 8, Numero: compromiso.Numero{Cons: 2, Anio: 2025}, Estatus: compromiso.Pendiente, Texto: "=no es fórmula",
				Atencion: "Sí",
			},
			{
				Linea: 9, Numero: compromiso.Numero{Cons: 3, Anio: 2025}, NumeroOriginal: "3/2025", Estatus: compromiso.EnProceso,
				Texto: "Empieza en una fila, y sigue en otra.", Solicitantes: []string{"CE-DEF"}, Atencion: "Avance: 12.5",
			},
		}
		for i := range quiero {
			quiero[i].Sesion, quiero[i].FechaSesion, quiero[i].Eje, quiero[i].Tipo = "01SO-CAM", compromiso.NewFecha(2025, 2, 5), "Depósito", "compromiso"
		}
		if d := cmp.Diff(quiero, inf.Compromisos, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		todo := fmt.Sprint(inf.Advertencias)
		for _, a := range []string{
			"hoja «Notas» no tiene una tabla de compromisos y no se importa; dice: «Revisar con la DJ»", "hoja «Oculta» está oculta y no se importa; dice: «NÚM.",
			"filas ocultas (1, desde la 8)", "columnas ocultas", "Celda J7: La celda tiene una fórmula sin su resultado", "De «01.03.2025 10:00» se tomó la fecha sin la hora",
		} {
			if !strings.Contains(todo, a) {
				t.Errorf("falta «%s» en %s", a, todo)
			}
		}
		if strings.Contains(todo, "Vacía") {
			t.Error(todo)
		}
	}
}

// TestXLSXVariasHojas reads a table on each of several sheets, of which only the first
// says whose it is, and names the sheet of what it refuses.
func TestXLSXVariasHojas(t *testing.T) {
	hacer := func(numero string) []byte {
		return libroDe(t, func(f *excelize.File) {
			must(f.NewSheet("2024"))(t)
			bien(t,
				f.SetCellStr("Sheet1", "A1", "Comisión de Archivo y Memoria (CAM)"),
				f.SetSheetRow("Sheet1", "A2", &[]string{"NÚM.", "ESTATUS", "COMPROMISO"}), f.SetSheetRow("Sheet1", "A3", &[]string{"1/2025", "Pendiente", "Uno"}),
				f.SetSheetRow("2024", "A1", &[]string{"NÚM.", "ESTATUS", "COMPROMISO"}), f.SetSheetRow("2024", "A2", &[]string{numero, "Pendiente", "Dos"}),
			)
		})
	}
	l, err := Leer("dos.xlsx", hacer("4/2024"), Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	if len(l) != 2 || l[1].Comision != "CAM" || l[1].Compromisos[0].Numero.String() != "04/2024" {
		t.Errorf("%+v", l)
	}
	if _, err = Leer("dos.xlsx", hacer("nada"), Opciones{}); err == nil || !strings.Contains(err.Error(), "dos.xlsx: hoja «2024»: línea 2: «nada»") {
		t.Errorf("%v", err)
	}
}

// TestXLSXEditado reads our workbook after somebody sorted it, added a column, and lost
// the sheets beside the table: what is not ours any more earns a warning.
func TestXLSXEditado(t *testing.T) {
	var b bytes.Buffer
	inf := muestra.Grande(3)
	if _, err := WriteXLSX(&b, compromiso.Reporte{Informe: inf}); err != nil {
		t.Fatal(err)
	}
	f := abrirXLSX(t, b.Bytes())
	bien(t, f.SetCellStr(hojaCompromisos, "Z6", "Observaciones"), f.SetCellStr(hojaCompromisos, "Z7", "ojo"))
	b.Reset()
	bien(t, f.Write(&b))
	leo := leerUno(t, "editado", b.Bytes())
	if d := cmp.Diff(comoEnCSV([]compromiso.Informe{inf}, false)[0].Compromisos, leo.Compromisos, igualesCSV); d != "" {
		t.Error(d)
	}
	if s := fmt.Sprint(leo.Advertencias); !strings.Contains(s, "La columna «Observaciones» no se importa; en "+inf.Compromisos[0].Numero.String()+" dice: «ojo»") {
		t.Error(s)
	}
	bien(t, f.DeleteSheet(hojaDatos))
	b.Reset()
	bien(t, f.Write(&b))
	leo = leerUno(t, "sin datos", b.Bytes())
	if len(leo.Compromisos) != 3 || leo.Comision != inf.Comision || leo.SesionInforme != inf.SesionInforme || leo.Compromisos[2].Atencion != inf.Compromisos[2].Atencion {
		t.Errorf("%+v", leo)
	}
}

// TestCSVGuardadoComoLibro reads our CSV after a spreadsheet opened it and kept it as a
// workbook, with dates that are dates.
func TestCSVGuardadoComoLibro(t *testing.T) {
	inf := muestra.Grande(3)
	b := libroDe(t, func(f *excelize.File) {
		fecha := must(f.NewStyle(&excelize.Style{NumFmt: 14}))(t)
		for i, c := range columnasCSV {
			col := letrasDe(i)
			bien(t, f.SetCellStr("Sheet1", col+"1", c.titulo))
			for k, fila := range inf.Compromisos {
				celda := col + fmt.Sprint(k+2)
				s := c.valor(OpcionesCSV{}, inf, fila)
				if d, err := time.Parse(time.DateOnly, s); err == nil {
					bien(t, f.SetCellValue("Sheet1", celda, d), f.SetCellStyle("Sheet1", celda, celda, fecha))
				} else {
					bien(t, f.SetCellStr("Sheet1", celda, s))
				}
			}
		}
	})
	leo := leerUno(t, "guardado", b)
	if d := cmp.Diff(comoEnCSV([]compromiso.Informe{inf}, false)[0], leo, igualesCSV); d != "" {
		t.Error(d)
	}
	if len(leo.Advertencias) > 0 {
		t.Errorf("%+v", leo.Advertencias)
	}
}

// parteZip is a part of a ZIP that is made in the test.
type parteZip struct{ nombre, texto string }

func zipDePartes(t testing.TB, partes ...parteZip) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range partes {
		w, err := z.Create(p.nombre)
		if err == nil {
			_, err = w.Write([]byte(p.texto))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// libroCrudo is a workbook of one sheet whose parts are written by hand.
func libroCrudo(t testing.TB, hoja string, mas ...parteZip) []byte {
	t.Helper()
	return zipDePartes(t, append([]parteZip{
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", hoja},
	}, mas...)...)
}

const encabezadoCrudo = `<row><c t="inlineStr"><is><t>Número</t></is></c><c t="inlineStr"><is><t>Estatus</t></is></c><c t="inlineStr"><is><t>Compromiso</t></is></c></row>`

func filaCruda(texto string) string {
	return `<row><c t="inlineStr"><is><t>1/2025</t></is></c><c t="inlineStr"><is><t>Pendiente</t></is></c><c t="inlineStr"><is><t>` + texto + `</t></is></c></row>`
}

// TestXLSXHostil refuses in one line what would take the machine with it, and what leads
// elsewhere is not followed.
func TestXLSXHostil(t *testing.T) {
	const abre, cierra = `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>`, `</sheetData></worksheet>`
	buena := libroCrudo(t, abre+encabezadoCrudo+filaCruda("Uno")+cierra)
	if inf := leerUno(t, "bueno", buena); len(inf.Compromisos) != 1 {
		t.Fatalf("%+v", inf)
	}
	fila := `<row><c><v>1</v></c></row>`
	for nombre, c := range map[string]struct {
		b      []byte
		quiero string
	}{
		"cortado":     {buena[:len(buena)-40], "dañado o cortado"},
		"a la mitad":  {buena[:len(buena)/2], "dañado o cortado"},
		"un millón":   {libroCrudo(t, abre+encabezadoCrudo+strings.Repeat(fila, 1_000_000)+cierra), "La hoja «Hoja1» tiene más de 200000 filas"},
		"bomba":       {bomba(t), "más de 256 MiB"},
		"texto largo": {libroCrudo(t, abre+filaCruda(strings.Repeat(" ", 20<<20))+cierra), "tiene un texto sin fin"},
		"entidades": {
			libroCrudo(t, `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`+abre+encabezadoCrudo+filaCruda("&a;")+cierra), "DOCTYPE",
		},
		"entidad sin declarar": {libroCrudo(t, abre+encabezadoCrudo+filaCruda("&a;")+cierra), "está dañado"},
		"sin cerrar":           {libroCrudo(t, abre+encabezadoCrudo+`<row><c`), "está dañado"},
		"columna lejana":       {libroCrudo(t, abre+`<row r="1"><c r="XFD1"><v>1</v></c></row>`+cierra), "columna XFD de la fila 1"},
		"celdas":               {libroCrudo(t, abre+strings.Repeat(`<row><c r="IV1"><v>1</v></c></row>`, 26_000)+cierra), "tiene más de 6400000 celdas"},
		"repetido": {
			libroCrudo(t, abre+encabezadoCrudo+strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 100_000)+cierra,
				parteZip{"xl/sharedStrings.xml", `<sst><si><t>` + strings.Repeat("x", 32_000) + `</t></si></sst>`}), "demasiado texto",
		},
		"uniones": {
			libroCrudo(t, abre+encabezadoCrudo+strings.Repeat(filaCruda("x"), 5_000)+`</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="C2:C5000"/>`, 5_000)+
				`</mergeCells></worksheet>`), "demasiadas celdas unidas",
		},
		"sin hoja":  {zipDePartes(t, parteZip{"xl/workbook.xml", `<workbook/>`}), "no hay ninguna tabla de compromisos"},
		"sin tabla": {libroCrudo(t, abre+fila+cierra), "no hay ninguna tabla de compromisos"},
		"cifrado":   {conCifra(buena), "protegido con contraseña"},
	} {
		t.Run(nombre, func(t *testing.T) {
			_, err := Leer("x.xlsx", c.b, Opciones{Parcial: true})
			if err == nil || !strings.Contains(err.Error(), c.quiero) || strings.Contains(err.Error(), "\n") || compromiso.CodigoDe(err) != compromiso.Invalido {
				t.Errorf("%v", err)
			}
		})
	}
	ligas := libroCrudo(t, abre+encabezadoCrudo+`<row><c t="str"><f>[1]Otro!A1</f><v>1/2025</v></c><c t="str"><v>Pendiente</v></c><c t="s"><v>9</v></c><c t="str"><v>Uno</v></c></row>`+cierra,
		parteZip{"xl/externalLinks/externalLink1.xml", `<externalLink/>`}, parteZip{"../../etc/passwd", "x"})
	if todo := fmt.Sprint(leerUno(t, "ligas", ligas).Advertencias); !strings.Contains(todo, "ligas a otros libros") ||
		!strings.Contains(todo, "Celda C2: La celda remite a un texto que no está en el libro") {
		t.Error(todo)
	}
}

// bomba is a workbook whose part says that it holds four gigabytes.
func bomba(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Deflate, UncompressedSize64: 4 << 30, CompressedSize64: 4})
	if err == nil {
		_, err = w.Write([]byte("\x63\x60\x00\x00"))
	}
	bien(t, err, z.Close())
	return b.Bytes()
}

// TestPaqueteNoCree counts what a part gives, whatever its header says.
func TestPaqueteNoCree(t *testing.T) {
	var b, c bytes.Buffer
	f := must(flate.NewWriter(&c, flate.BestCompression))(t)
	must(f.Write(bytes.Repeat([]byte("<a></a>"), 1<<20)))(t)
	bien(t, f.Close())
	z := zip.NewWriter(&b)
	w := must(z.CreateRaw(&zip.FileHeader{Name: "a.xml", Method: zip.Deflate, UncompressedSize64: 7, CompressedSize64: uint64(c.Len())}))(t)
	must(w.Write(c.Bytes()))(t)
	bien(t, z.Close())
	p, err := abrirPaquete(b.Bytes(), queLibro, maxBytes)
	if err != nil {
		t.Fatal(err)
	}
	p.queda = 1 << 20
	n := 0
	err = p.crudo("a.xml", func(xml.Token) error { n++; return nil })
	if err == nil || n > 1<<19 {
		t.Errorf("%d elementos, %v", n, err)
	}
}

// conCifra marks the parts of a ZIP as encrypted.
func conCifra(b []byte) []byte {
	b = bytes.Clone(b)
	for _, firma := range []struct {
		marca string
		en    int
	}{{"PK\x03\x04", 6}, {"PK\x01\x02", 8}} {
		for i := 0; i+10 < len(b); i++ {
			if string(b[i:i+4]) == firma.marca {
				b[i+firma.en] |= 1
			}
		}
	}
	return b
}

// TestFormatosDeFecha tells dates from numbers by their formats.
func TestFormatosDeFecha(t *testing.T) {
	for codigo, quiero := range map[string]claseNumero{
		"General": esNumero, "0.00": esNumero, "#,##0.00_);[Red](#,##0.00)": esNumero, "0.00E+00": esNumero, "@": esNumero, `"día" 0`: esNumero, "": esNumero,
		`[$$-80A]#,##0.00`: esNumero, "0%": esNumero, "# ?/?": esNumero, `\d0`: esNumero,
		"dd/mm/yyyy": esFecha, `[$-80A]d" de "mmmm" de "yyyy;@`: esFecha, `dd\.mm\.yyyy`: esFecha, "d-mmm": esFecha, "DD.MM.YYYY": esFecha, "[$-F800]dddd, mmmm dd, yyyy": esFecha,
		"mmm-yy": esMes, "mm/yyyy": esMes, `mmmm\ yyyy`: esMes, "hh:mm": esHora, "[h]:mm:ss": esHora, "h:mm AM/PM": esHora, "dd/mm/yyyy hh:mm": esFechaHora, "mm:ss.0": esHora,
	} {
		if leo := claseDeFormato(codigo); leo != quiero {
			t.Errorf("%q es %d y se quiere %d", codigo, leo, quiero)
		}
	}
	for _, c := range []struct {
		v      float64
		clase  claseNumero
		de1904 bool
		quiero string
	}{
		{45187, esFecha, false, "18.09.2023"},
		{43725, esFecha, true, "18.09.2023"},
		{1, esFecha, false, "01.01.1900"},
		{59, esFecha, false, "28.02.1900"},
		{61, esFecha, false, "01.03.1900"},
		{0.5, esHora, false, "12:00"},
		{45187.5, esFechaHora, false, "18.09.2023 12:00"},
		{44927, esMes, false, "01/2023"},
		{44928, esMes, false, "02.01.2023"},
		{2958465, esFecha, false, "31.12.9999"},
		{2958467, esFecha, false, ""},
		{-1, esFecha, false, ""},
		{0, esFecha, true, "01.01.1904"},
		{45187.999999, esFechaHora, false, "19.09.2023"},
	} {
		texto, hora := textoDeSerie(c.v, c.clase, c.de1904)
		if leo := strings.TrimSpace(texto + " " + hora); leo != c.quiero {
			t.Errorf("%v: %q, se quiere %q", c, leo, c.quiero)
		}
	}
}
