package informe

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
)

// TestParseFormato reads what people type for a format, and says which there are.
func TestParseFormato(t *testing.T) {
	for escrito, quiero := range map[string]Formato{
		"docx": DOCX, "DOCX": DOCX, ".docx": DOCX, " Word ": DOCX, "pdf": PDF, "Página": HTML, "html": HTML, "HTM": HTML, "Excel": XLSX,
		"xlsx": XLSX, "csv": CSV, "md": MD, "Markdown": MD, "json": JSON, "hoja de cálculo": XLSX,
	} {
		if leo, err := ParseFormato(escrito); err != nil || leo != quiero {
			t.Errorf("%q: %q, %v", escrito, leo, err)
		}
	}
	_, err := ParseFormato("rtf")
	const dice = "«rtf» no es un formato. El informe se hace en docx, pdf, html, xlsx, csv, md o json."
	if err == nil || err.Error() != dice || compromiso.CodigoDe(err) != compromiso.Invalido {
		t.Errorf("%v", err)
	}
	_, err = ParseFormatoNota("Excel")
	if err == nil || err.Error() != "«Excel» no es un formato. La nota se hace en docx, pdf, html o md." {
		t.Errorf("%v", err)
	}
	if _, err = ParseFormato(""); err == nil {
		t.Error("nada es un formato")
	}
}

// TestFormatos knows of each format what a file of it needs.
func TestFormatos(t *testing.T) {
	vistos := map[string]bool{}
	for _, f := range Formatos() {
		m := f.TipoMIME()
		if f.Extension() == "" || !strings.Contains(m, "/") || vistos[m] || m == "application/octet-stream" {
			t.Errorf("%s: %s", f, m)
		}
		vistos[m] = true
		if leo, err := ParseFormato(string(f)); err != nil || leo != f {
			t.Errorf("%s: %v", f, err)
		}
	}
	var e *compromiso.Error
	if _, err := Formato("rtf").WriteInforme(&bytes.Buffer{}, compromiso.Reporte{}); !errors.As(err, &e) {
		t.Errorf("%v", err)
	}
	for _, f := range Formatos() {
		if _, err := f.WriteNota(&bytes.Buffer{}, compromiso.DatosNota{}); !slices.Contains(FormatosNota(), f) && !errors.As(err, &e) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestNombres names files so that any system takes them.
func TestNombres(t *testing.T) {
	r := compromiso.Reporte{Informe: compromiso.Informe{
		Comision: "CVMRE", SesionInforme: "02SE-CVMRE", FechaInforme: compromiso.NewFecha(2023, 11, 17),
	}}
	if n := DOCX.NombreInforme(r); n != "informe-02SE-CVMRE-2023.docx" {
		t.Error(n)
	}
	n := compromiso.DatosNota{Comision: `C/V "E"`, Fila: compromiso.FilaInforme{Numero: compromiso.Numero{Cons: 4, Anio: 2021}}}
	if n := PDF.NombreNota(n); n != "nota-04-2021-C-V--E.pdf" {
		t.Error(n)
	}
}
