package informe

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
)

// firmas are the first bytes of the kinds of file that people try by mistake, with what
// to do instead.
var firmas = []struct{ inicio, que string }{
	{"%PDF", "un PDF, que no guarda las tablas: importe el archivo de Word o Excel del que se hizo"},
	{"{\\rtf", "un archivo RTF: ábralo en Word o LibreOffice y guárdelo como .docx"},
	{"\x89PNG", "una imagen PNG: importe el documento del que se tomó"},
	{"\xff\xd8\xff", "una imagen JPEG: importe el documento del que se tomó"},
	{"GIF8", "una imagen GIF: importe el documento del que se tomó"},
	{"II*\x00", "una imagen TIFF: importe el documento del que se tomó"},
	{"MM\x00*", "una imagen TIFF: importe el documento del que se tomó"},
	{"\x1f\x8b", "un archivo comprimido gzip: descomprímalo e importe lo que tiene dentro"},
	{"7z\xbc\xaf\x27\x1c", "un archivo comprimido 7-Zip: descomprímalo e importe lo que tiene dentro"},
	{"Rar!\x1a\x07", "un archivo comprimido RAR: descomprímalo e importe lo que tiene dentro"},
	{"\x7fELF", "un programa"},
	{"MZ\x90\x00", "un programa"},
	{"SQLite format 3\x00", "una base de datos"},
}

// archivoAjeno names a kind of file that is recognised and not read, "" for none.
func archivoAjeno(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return zipAjeno(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return oleAjeno(b)
	case len(b) > 12 && bytes.HasPrefix(b, []byte("RIFF")) && string(b[8:12]) == "WEBP":
		return "una imagen WebP: importe el documento del que se tomó"
	case len(b) > 12 && string(b[4:8]) == "ftyp":
		return "una imagen o un video: importe el documento del que se tomó"
	}
	for _, f := range firmas {
		if bytes.HasPrefix(b, []byte(f.inicio)) {
			return f.que
		}
	}
	return ""
}

// partesZip are the names of the parts of a ZIP; nil when b is none, or is damaged.
func partesZip(b []byte) []string {
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.Count(b, []byte("PK\x01\x02")) > maxPartes {
		return nil
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil
	}
	l := make([]string, len(z.File))
	for i, f := range z.File {
		l[i] = f.Name
	}
	return l
}

// tieneParte tells whether a ZIP has such a part; that is how a DOCX or an XLSX is known,
// whatever its name.
func tieneParte(b []byte, nombre string) bool { return slices.Contains(partesZip(b), nombre) }

func zipAjeno(b []byte) string {
	partes := partesZip(b)
	if partes == nil {
		return "un archivo de Word o Excel, u otro comprimido ZIP, dañado o cortado: pida que se lo envíen de nuevo"
	}
	// The type of an OpenDocument is its first part, and not compressed.
	cabeza := b[:min(len(b), 200)]
	switch {
	case bytes.Contains(cabeza, []byte("opendocument.text")):
		return "un documento ODT: ábralo en LibreOffice o Word y guárdelo como .docx"
	case bytes.Contains(cabeza, []byte("opendocument.spreadsheet")):
		return "una hoja de cálculo ODS: ábrala en LibreOffice o Excel y guárdela como .xlsx"
	case bytes.Contains(cabeza, []byte("opendocument")):
		return "un archivo de LibreOffice: guarde la tabla como .docx o .xlsx"
	case tieneParte(b, "word/document.xml"):
		return "un documento de Word: guárdelo como texto con tabuladores"
	case tieneParte(b, "xl/workbook.xml"):
		return "un libro de Excel: guárdelo como texto delimitado por tabuladores"
	case slices.Contains(partes, "xl/workbook.bin"):
		return "un libro binario de Excel (.xlsb): ábralo en Excel y guárdelo como .xlsx"
	case slices.Contains(partes, "ppt/presentation.xml"):
		return "una presentación de PowerPoint: copie la tabla a Word y guárdela como .docx"
	case slices.Contains(partes, "Index/Document.iwa"):
		return "un documento de Pages, Numbers o Keynote: expórtelo como .docx o .xlsx"
	}
	return "un archivo comprimido ZIP: descomprímalo e importe lo que tiene dentro"
}

// oleAjeno tells apart the files of the Office of before 2007, and those of today that
// have a password, by the UTF-16 names in their directory.
func oleAjeno(b []byte) string {
	tiene := func(nombre string) bool {
		return bytes.Contains(b, []byte(strings.Join(strings.Split(nombre, ""), "\x00")+"\x00"))
	}
	switch {
	case tiene("EncryptedPackage"):
		return "un archivo de Word o Excel protegido con contraseña: quítesela y guárdelo de nuevo"
	case tiene("WordDocument"):
		return "un documento de Word de formato antiguo (.doc): ábralo en Word o LibreOffice y guárdelo como .docx"
	case tiene("Workbook"), tiene("Book"):
		return "un libro de Excel de formato antiguo (.xls): ábralo en Excel o LibreOffice y guárdelo como .xlsx"
	}
	return "un archivo de Word o Excel de formato antiguo: ábralo y guárdelo como .docx o .xlsx"
}

// queParece names what a text without a table of ours looks like.
func queParece(s string) string {
	cabeza := strings.ToLower(s[:min(len(s), 4096)])
	linea := primeraLinea(strings.TrimLeft(cabeza, " \t\n"))
	conAlguna := ", sin una tabla que tenga una fila de encabezados con NÚMERO, ESTATUS y COMPROMISO"
	switch {
	case strings.HasPrefix(linea, "mime-version:"), strings.Contains(cabeza, "content-type: multipart/related"):
		return "una página web guardada como archivo único (.mht): guárdela como página HTML o como .docx"
	case strings.Contains(cabeza, "<!doctype html"), strings.Contains(cabeza, "<html"), strings.Contains(cabeza, "<table"):
		return "una página HTML" + conAlguna
	case strings.Contains(cabeza, "<?mso-application"), strings.Contains(cabeza, "<w:worddocument"):
		return "un documento XML de Office: ábralo y guárdelo como .docx o .xlsx"
	case strings.Contains(cabeza, "<office:document"):
		return "un documento de LibreOffice en XML: ábralo y guárdelo como .docx o .xlsx"
	case strings.HasPrefix(linea, "<?xml"):
		return "un archivo XML"
	case strings.Contains(cabeza, "\n|") || strings.HasPrefix(linea, "|"):
		return "un texto con una tabla de Markdown" + conAlguna
	case strings.Contains(s, "\t"):
		return "un texto con tabuladores" + conAlguna
	case strings.Count(linea, ",") >= 3, strings.Count(linea, ";") >= 3:
		return "un texto separado por comas o por punto y coma" + conAlguna
	}
	return "un texto sin tabla"
}
