package informe

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDOCXPaginas reads a table that was cut at the end of each page: the heading row
// again, a list that goes on with the number it has, a sentence cut in two.
func TestDOCXPaginas(t *testing.T) {
	titulos := wf("SESIÓN/FECHA", "NÚMERO", "ESTATUS", "COMPROMISO", "ATENCIÓN")
	b := wordDe(t, wt("Comisión de Archivo y Memoria (CAM)")+wt("Primera Sesión Ordinaria de 2025")+
		wtbl(titulos, wf("01SO-CAM 05.02.2025", "01/2025", "Pendiente", wc("", wi(1, 0, "Hacer lo primero."), wi(1, 0, "Hacer lo segundo.")), "Se hizo una parte de"))+
		wt("Página 1 de 2")+
		wtbl(titulos, wf("", "", "", wc("", wi(1, 0, "Hacer lo tercero.")), "lo que se pidió."), wf("", "02/2025", "Cumplido 06.02.2025", "Otra cosa.", wc("", wt("Primero."), wt("Segundo.")))),
		map[string]string{"word/numbering.xml": numerosDePrueba})
	inf := leerUno(t, "", b)
	var leo []string
	for _, f := range inf.Compromisos {
		leo = append(leo, f.Numero.String(), f.Sesion, f.Texto, f.Atencion)
	}
	quiero := []string{
		"01/2025", "01SO-CAM", "1. Hacer lo primero.\n2. Hacer lo segundo.\n3. Hacer lo tercero.", "Se hizo una parte de lo que se pidió.",
		"02/2025", "01SO-CAM", "Otra cosa.", "Primero.\nSegundo.",
	}
	if d := cmp.Diff(quiero, leo); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
}

// TestDOCXIlegible refuses a row with its line, and says how to find it.
func TestDOCXIlegible(t *testing.T) {
	_, err := Leer("informe.docx", wordDe(t, wt("Comisión de Archivo y Memoria (CAM)")+wp()+wtbl(wTitulos, wf("01SO-CAM", "s/n", "Pendiente", "Texto")), nil), Opciones{})
	const quiero = "informe.docx: línea 3: «s/n» no es el número de un compromiso (la fila dice «01SO-CAM | s/n | Pendiente | Texto»). " +
		"En un documento de Word las líneas se cuentan desde el principio: cada párrafo con texto y cada fila de una tabla es una."
	if err == nil || err.Error() != quiero {
		t.Errorf("\n%v\n%s", err, quiero)
	}
}
