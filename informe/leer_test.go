package informe

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

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
		"a\tb\tc\n1\t2\t3":     "sin una fila de encabezados",
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
			if !strings.Contains(a.Mensaje, "Windows-1252") && !strings.Contains(a.Mensaje, "caracteres de control") {
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
	utf16de := func(marca string, alta, baja int) []byte {
		b := []byte(marca)
		for _, u := range utf16.Encode([]rune(string(utf8))) {
			par := [2]byte{}
			par[alta], par[baja] = byte(u>>8), byte(u)
			b = append(b, par[:]...)
		}
		return b
	}
	latin, err := charmap.ISO8859_1.NewEncoder().Bytes(bytes.ReplaceAll(utf8, []byte("—"), []byte("-")))
	if err != nil {
		t.Fatal(err)
	}
	for nombre, b := range map[string][]byte{
		"UTF-8 con marca":    append([]byte("\xef\xbb\xbf"), utf8...),
		"CRLF":               bytes.ReplaceAll(utf8, []byte("\n"), []byte("\r\n")),
		"CR":                 bytes.ReplaceAll(utf8, []byte("\n"), []byte("\r")),
		"Latin-1":            latin,
		"UTF-16LE":           utf16de("\xff\xfe", 1, 0),
		"UTF-16BE":           utf16de("\xfe\xff", 0, 1),
		"UTF-16LE sin marca": utf16de("", 1, 0),
		"UTF-16BE sin marca": utf16de("", 0, 1),
		"NUL":                bytes.ReplaceAll(utf8, []byte("Comprar"), []byte("Com\x00prar")),
		"sin fin de línea":   bytes.TrimRight(utf8, "\n"),
	} {
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
		"sesión ordinaria\xc3":       "sesión ordinaria",
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
	for n := range b {
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
	corte := bytes.Index(b, []byte("<li>Fotografiar"))
	_, err := Leer("", b[:corte+20], Opciones{})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCortadoAvisa warns when the last cell ends inside its HTML.
func TestCortadoAvisa(t *testing.T) {
	b := leerMuestra(t, "cortes.txt")
	informes, err := Leer("", b[:bytes.Index(b, []byte("<li>Fotografiar"))+20], Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	if a := informes[0].Advertencias; !strings.Contains(a[len(a)-1].Mensaje, "parece estar cortado") {
		t.Errorf("%v", a)
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

func FuzzLeer(f *testing.F) {
	for _, n := range []string{"cortes.txt", "columnas.txt", "corridas.txt", "html.txt", "ilegibles.txt", "cortes.json", "html.json"} {
		f.Add(leerMuestra(f, n))
	}
	f.Add([]byte(`[{"compromisos":[{"numero":"1/2023","texto":"x","estatus":"cumplido","incisos":[{}]}]}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, o := range []Opciones{{}, {Parcial: true, Comision: "CAM"}} {
			informes, err := Leer("f", b, o)
			if err != nil {
				if m := err.Error(); compromiso.CodigoDe(err) != compromiso.Invalido || strings.Contains(m, "\n") {
					t.Fatalf("%q", m)
				}
				continue
			}
			var una, otra bytes.Buffer
			if err := WriteJSON(&una, informes...); err != nil {
				t.Fatal(err)
			}
			leo, err := Leer("f", una.Bytes(), Opciones{})
			if err != nil {
				t.Fatalf("lo escrito no se lee: %v\n%s", err, una.Bytes())
			}
			if err := WriteJSON(&otra, leo...); err != nil {
				t.Fatal(err)
			}
			if una.String() != otra.String() {
				t.Fatal(cmp.Diff(una.String(), otra.String()))
			}
		}
	})
}
