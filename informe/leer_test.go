package informe

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

// TestNoReconocidos refuses what is not an informe in one clear line.
func TestNoReconocidos(t *testing.T) {
	for contenido, quiero := range map[string]string{
		"":                     "El archivo está vacío.",
		" \n\t\n":              "El archivo está vacío.",
		"PK\x03\x04abc":        "Word o Excel",
		"%PDF-1.7":             "un PDF",
		"hola":                 "un texto sin tabla",
		"a\tb\tc\n1\t2\t3":     "sin una tabla que tenga una fila de encabezados",
		"<html><table></html>": "una página HTML",
		"|No.|Compromiso|\n":   "Markdown",
		"a,b,c,d\n":            "comas",
		"\x01\x02\x03\x04\x05": "datos binarios",
		"\x00\x00\x00":         "datos binarios",
		"# Título\n\ntexto":    "un texto sin tabla",
	} {
		_, err := Leer("x.dat", []byte(contenido), Opciones{})
		var e *compromiso.Error
		if !errors.As(err, &e) || e.Codigo != compromiso.Invalido || !strings.Contains(e.Mensaje, quiero) ||
			strings.Contains(e.Mensaje, "\n") || !strings.HasPrefix(e.Mensaje, "x.dat: ") {
			t.Errorf("%q: %v", contenido, err)
		}
	}
}

// TestLimites refuses what is too large before it costs anything.
func TestLimites(t *testing.T) {
	for nombre, b := range map[string][]byte{
		"bytes":    make([]byte, maxBytes+1),
		"columnas": []byte(strings.Repeat("\t", maxColumnas+1) + "x"),
		"filas":    []byte(strings.Repeat("a\tb\n", maxFilas+1)),
	} {
		if _, err := Leer("", b, Opciones{}); compromiso.CodigoDe(err) != compromiso.Invalido {
			t.Errorf("%s: %v", nombre, err)
		}
	}
}

// sinAvisosDeArchivo leaves out the warnings about the file as a whole.
func sinAvisosDeArchivo(informes []compromiso.Informe) []compromiso.Informe {
	for i := range informes {
		var l []compromiso.Advertencia
		for _, a := range informes[i].Advertencias {
			if !strings.Contains(a.Mensaje, "no está en UTF-8") && !strings.Contains(a.Mensaje, "caracteres de control") {
				l = append(l, a)
			}
		}
		informes[i].Advertencias = l
	}
	return informes
}

// TestCodificaciones reads the same document however it was saved.
func TestCodificaciones(t *testing.T) {
	utf8 := leerMuestra(t, "columnas.txt")
	quiero, err := Leer("", utf8, Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	formas := formasDeArchivo(t, utf8)
	formas["NUL"] = bytes.ReplaceAll(utf8, []byte("Comprar"), []byte("Com\x00prar"))
	formas["sin fin de línea"] = bytes.TrimRight(utf8, "\n")
	delete(formas, "la mitad")
	for nombre, b := range formas {
		t.Run(nombre, func(t *testing.T) {
			leo, err := Leer("", b, Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(sinAvisosDeArchivo(quiero), sinAvisosDeArchivo(leo)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDecodificarAvisa(t *testing.T) {
	for entrada, quiero := range map[string]string{
		"sesi\xf3n":                  "sesión",
		"sesión, número, eje \xff x": "sesión, número, eje \uFFFD x",
		"a\x00b":                     "ab",
	} {
		s, avs := decodificar([]byte(entrada))
		if s != quiero || len(avs.lista) != 1 {
			t.Errorf("%q: %q, %v", entrada, s, avs.lista)
		}
	}
}

// TestMedioArchivo cuts a document anywhere: it is refused, or read with what
// there is of it; never a panic, never a row that was not there.
func TestMedioArchivo(t *testing.T) {
	b := leerMuestra(t, "cortes.txt")
	for n := 0; n < len(b); n += 5 { // five is prime to the lengths of what may be cut
		informes, err := Leer("", b[:n], Opciones{})
		if err != nil {
			if compromiso.CodigoDe(err) != compromiso.Invalido {
				t.Fatalf("%d: %v", n, err)
			}
			continue
		}
		for _, f := range informes[0].Compromisos {
			if f.Numero.Anio != 2025 || f.Texto == "" || f.Estatus == "" {
				t.Fatalf("%d: %+v", n, f)
			}
		}
	}
}

// TestCortado refuses a document that ends in the middle of a cell, of a character or of
// its JSON, and names the line; with --parcial it takes the rows before that one.
func TestCortado(t *testing.T) {
	doc := "## Comisión de Archivo y Memoria (CAM)\n\nNÚMERO\tESTATUS\tCOMPROMISO\tATENCIÓN\n" +
		"01/2025\tPendiente\tAbrir la sala.\t<p>Se pidió.</p>\n" +
		"02/2025\tPendiente\tContar los planos.\t<p>Se hizo la reunión.</p>\n\n# Glosario\n\n\tUAR\tUnidad de Archivo\n"
	hasta := func(s, que string) string { return s[:strings.Index(s, que)] }
	for nombre, c := range map[string]struct {
		doc, linea string
		quedan     int // with --parcial
	}{
		"en una etiqueta":          {hasta(doc, ">Se hizo"), "línea 5: ", 1},
		"en una celda":             {hasta(doc, " la reunión"), "línea 5: ", 1},
		"en un carácter":           {hasta(doc, "\xb3n.</p>"), "línea 5: ", 1},
		"en UTF-16":                {string(enUTF16(binary.LittleEndian, true, hasta(doc, ".</p>\n\n#"))) + "x", "línea 5: ", 1},
		"en el glosario":           {hasta(doc, "Unidad") + "<p>Unid", "línea 9: ", 2},
		"JSON":                     {`{"comision":"CAM",` + "\n" + `"compromisos":[{"numero":"1/2025","texto":"x","estatus":"pendie`, "línea 2: ", 0},
		"al principio de la tabla": {hasta(doc, "Pendiente") + "<p", "línea 4: ", 0},
	} {
		t.Run(nombre, func(t *testing.T) {
			_, err := Leer("", []byte(c.doc), Opciones{})
			if compromiso.CodigoDe(err) != compromiso.Invalido || !strings.HasPrefix(err.Error(), c.linea) || !strings.Contains(err.Error(), "estar cortado") {
				t.Errorf("entero: %v", err)
			}
			informes, err := Leer("", []byte(c.doc), Opciones{Parcial: true})
			if c.quedan == 0 {
				if compromiso.CodigoDe(err) != compromiso.Invalido {
					t.Errorf("en parte: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if n := len(informes[0].Compromisos); n != c.quedan || !strings.Contains(fmt.Sprint(informes[0].Advertencias), "estar cortado") {
				t.Errorf("en parte: %d filas, %v", n, informes[0].Advertencias)
			}
		})
	}
	if informes, err := Leer("", []byte(hasta(doc, "\t<p>Se hizo")), Opciones{}); err != nil || !strings.Contains(fmt.Sprint(informes[0].Advertencias), "3 celdas de 4: puede estar cortado") {
		t.Errorf("entre dos celdas: %v", err)
	}
	// An author who never closes what he opens was not cut.
	if _, err := Leer("", []byte(strings.ReplaceAll(hasta(doc, "\n\n#"), "</p>", "")), Opciones{}); err != nil {
		t.Errorf("sin cerrar nada: %v", err)
	}
}

// TestComision takes the commission that was asked for, and refuses another one's.
func TestComision(t *testing.T) {
	b := leerMuestra(t, "columnas.txt")
	if _, err := Leer("", b, Opciones{Comision: "XYZ"}); compromiso.CodigoDe(err) != compromiso.Invalido {
		t.Errorf("%v", err)
	}
	sin := bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("(CAM)"), nil), []byte("02SO-CAM"), []byte("2ª Ordinaria"))
	informes, err := Leer("", sin, Opciones{Comision: "CAM"})
	if err != nil || informes[0].SesionInforme != "02SO-CAM" || informes[0].Compromisos[0].Sesion != "01SO-CAM" {
		t.Errorf("%v %+v", err, informes)
	}
	informes, err = Leer("", sin, Opciones{})
	if err != nil || informes[0].Advertencias[0].Campo != "comision" {
		t.Errorf("%v %+v", err, informes)
	}
}

// TestPieDePagina keeps the foot of a page out of the cell above it.
func TestPieDePagina(t *testing.T) {
	for _, pie := range []string{"Página 2 de 5", "pág. 3", "4", "2/5"} {
		doc := "## Comisión de Archivo y Memoria (CAM)\n\nNÚMERO\tESTATUS\tCOMPROMISO\tATENCIÓN\n" +
			"01/2025\tPendiente\tAbrir la sala de lectura.\tSe abrió la\n" + pie + "\nNÚMERO\tESTATUS\tCOMPROMISO\tATENCIÓN\n\t\t\tpuerta.\n"
		informes, err := Leer("", []byte(doc), Opciones{})
		if err != nil {
			t.Fatal(err)
		}
		if f := informes[0].Compromisos[0]; f.Atencion != "Se abrió la puerta." || !strings.Contains(informes[0].Advertencias[0].Mensaje, pie) {
			t.Errorf("%s: %q %v", pie, f.Atencion, informes[0].Advertencias)
		}
	}
}

// zipCon is a ZIP whose parts have these names.
func zipCon(t testing.TB, partes ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range partes {
		nombre, contenido, _ := strings.Cut(p, "=")
		w, err := z.CreateHeader(&zip.FileHeader{Name: nombre, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, contenido)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAjenos says of each kind of file that is recognised and not read what it is, and
// what to do.
func TestAjenos(t *testing.T) {
	ole := func(nombre string) []byte {
		return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), enUTF16(binary.LittleEndian, false, nombre)...)
	}
	for quiero, b := range map[string][]byte{
		"ODT: ábralo en LibreOffice o Word y guárdelo como .docx": zipCon(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml"),
		"ODS: ábrala en LibreOffice o Excel y guárdela":           zipCon(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
		"PowerPoint":               zipCon(t, "ppt/presentation.xml"),
		".xlsb":                    zipCon(t, "xl/workbook.bin"),
		"descomprímalo e importe":  zipCon(t, "informe.docx"),
		"dañado o cortado":         zipCon(t, "word/document.xml=xxxxxxxx")[:60],
		"formato antiguo (.doc)":   ole("WordDocument"),
		"formato antiguo (.xls)":   ole("Workbook"),
		"protegido con contraseña": ole("EncryptedPackage"),
		"importe el archivo de Word o Excel del que se hizo": []byte("%PDF-1.7\n"),
		"RTF":        []byte("{\\rtf1"),
		"imagen PNG": []byte("\x89PNG\r\n"),
		"(.mht)":     []byte("MIME-Version: 1.0\nContent-Type: multipart/related\n"),
	} {
		_, err := Leer("x", b, Opciones{})
		if compromiso.CodigoDe(err) != compromiso.Invalido || !strings.Contains(err.Error(), quiero) || !strings.HasSuffix(err.Error(), seAcepta()) {
			t.Errorf("%s: %v", quiero, err)
		}
	}
}
