package informe

import (
	"fmt"
	"strings"
	"testing"

	"compromisos/compromiso"
)

// enCorto is what matters of a report whose compromisos are told in lines of their own.
func enCorto(inf compromiso.Informe) string {
	var l []string
	for _, f := range inf.Compromisos {
		l = append(l, fmt.Sprint(f.Numero, " ", f.Sesion, " ", f.FechaSesion, " ", f.Estatus, " ", f.FechaCumplimiento, " ", f.Eje, " ", f.Solicitantes, " ", f.Areas, " ", f.Texto, " ", f.Atencion))
	}
	return strings.ReplaceAll(strings.Join(l, "; "), "\n", "/")
}

// TestFichas reads reports without a table of compromisos, in each of their layouts.
func TestFichas(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\nSegunda Sesión Ordinaria, 4 de octubre de 2024\n\n"
	const dos = "01/2024 01SO-CD 2024-07-05 cumplido 2024-08-09  [CE-ABC] [UAR] Revisar:/a) el aula;/b) el patio. Se revisó./Todo sirve.; " +
		"02/2024 01SO-CD 2024-07-05 pendiente   [] [UAR] Pintar. "
	filas := func(abre, entre, cierra string) string {
		fila := func(l ...string) string { return abre + strings.Join(l, entre) + cierra }
		return fila("Compromiso núm.", "1/2024") + fila("Sesión", "1ª ordinaria, 5 de julio de 2024") + fila("Descripción", "Revisar:<br>a) el aula;<br>b) el patio.") +
			fila("Solicitado por", "CE-ABC") + fila("Área", "UAR") + fila("Estado que guarda", "Cumplido el 9 de agosto de 2024") + fila("Observaciones", "Se revisó.<br>Todo sirve.")
	}
	pagina := func(s string) string {
		return "<html><body><p>" + strings.ReplaceAll(strings.TrimSpace(cabeza), "\n", "</p><p>") + "</p>" + s + "</body></html>"
	}
	otra := "<table><tr><td>Número</td><td>2</td><td>Sesión</td><td>1ª ordinaria, 5.7.2024</td></tr><tr><td>Área</td><td>UAR</td><td>Estatus</td><td>Pendiente</td></tr>" +
		"<tr><td>Compromiso</td><td>Pintar.</td><td>Fecha límite</td><td>—</td></tr></table>"
	for nombre, doc := range map[string]string{
		"renglones": cabeza + "Compromiso 1: Revisar:\na) el aula;\nb) el patio.\nOrigen: 1ª ordinaria, 5 de julio de 2024\nSolicita: CE-ABC\nÁrea: UAR\nEstatus: Cumplido\n" +
			"Fecha: 9/8/2024\nAtención: Se revisó.\n\nTodo sirve.\n\nACUERDO NÚM. 2/2024.- Pintar.\nSesión: 1ª ordinaria, 5 de julio de 2024\nEstatus: Pendiente\nÁrea: UAR\n\nAtentamente\nAna Luz\n",
		"markdown": "# " + cabeza + "## Compromiso 1/2024\n\n- **Sesión:** 1ª ordinaria, 5 de julio de 2024\n- **Compromiso:** Revisar:<br>a) el aula;<br>b) el patio.\n- **Solicitado por:** CE-ABC\n" +
			"- **Área:** UAR\n- **Estatus:** Cumplido 9.8.2024\n- **Atención:** Se revisó.<br>Todo sirve.\n\n## Compromiso 2/2024\n\n- **Sesión:** 1ª ordinaria, 5.7.2024\n- **Área:** UAR\n- **Estatus:** Pendiente\n- **Compromiso:** Pintar.\n",
		"página": pagina("<h2>Compromiso 1</h2><p><b>Sesión:</b> 1ª ordinaria, 5 de julio de 2024</p><p>Compromiso: Revisar:</p><p>a) el aula;</p><p>b) el patio.</p><p>Solicitante: CE-ABC</p>" +
			"<p>Área: UAR</p><p>Estatus: Atendido</p><p>Fecha de atención: 9/ago/24</p><p>Atención: Se revisó.</p><p>Todo sirve.</p><h2>Compromiso 2</h2><p>Estatus: Pendiente</p><p>Área: UAR</p>" +
			"<p>Sesión: 1ª ordinaria, 5 de julio de 2024</p><p>Compromiso: Pintar.</p>"),
		"tablas":       pagina("<table>" + filas("<tr><td>", "</td><td>", "</td></tr>") + "</table>" + otra),
		"tabuladores":  cabeza + filas("", "\t", "\n") + "\nNúmero\t2\nSesión\t1ª ordinaria, 5.7.2024\nÁrea\tUAR\nEstatus\tPendiente\nCompromiso\tPintar.\n",
		"sesión sobre": cabeza + "1ª ordinaria, 5 de julio de 2024\nCompromiso 1: Revisar:\na) el aula;\nb) el patio.\nSolicita: CE-ABC\nÁrea: UAR\nEstatus: Cumplido 9.8.2024\nAtención: Se revisó.\nTodo sirve.\nCompromiso 2: Pintar.\nÁrea: UAR\nEstatus: Pendiente\n",
	} {
		inf := leerUno(t, "x", []byte(doc))
		if leo := enCorto(inf); leo != dos || inf.SesionInforme != "02SO-CD" {
			t.Errorf("%s: %s\n%s\n%s\n%v", nombre, inf.SesionInforme, leo, dos, inf.Advertencias)
		}
		if nombre == "renglones" && !strings.Contains(fmt.Sprint(inf.Advertencias), "Ana Luz") {
			t.Errorf("%s: se perdió la firma: %v", nombre, inf.Advertencias)
		}
	}
}

// TestFichasEnWord reads small tables of labels in a document of Word, and the heading that
// stands over some of them.
func TestFichasEnWord(t *testing.T) {
	celda := func(s string) string { return "<w:tc><w:p><w:r><w:t>" + s + "</w:t></w:r></w:p></w:tc>" }
	parrafo := func(s, estilo string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + estilo + `"/></w:pPr><w:r><w:t>` + s + "</w:t></w:r></w:p>"
	}
	var b strings.Builder
	b.WriteString(parrafo("Comisión de Debates (CD)", "") + parrafo("Segunda Sesión Ordinaria, 4 de octubre de 2024", ""))
	for n, eje := range []string{"Tema: Aulas", "Tema: Patios"} {
		b.WriteString(parrafo(eje, "Heading2") + "<w:tbl>")
		for _, f := range [][2]string{{"Número", fmt.Sprint(n + 1)}, {"Sesión", "1ª ordinaria, 5.7.2024"}, {"Compromiso", "Pintar."}, {"Estatus", "En curso"}, {"Presupuesto", "Ninguno"}} {
			b.WriteString("<w:tr>" + celda(f[0]) + celda(f[1]) + "</w:tr>")
		}
		b.WriteString("</w:tbl>")
	}
	inf := leerUno(t, "x", wordDe(t, b.String(), nil))
	const quiero = "01/2024 01SO-CD 2024-07-05 en_proceso  Aulas [] [] Pintar. ; 02/2024 01SO-CD 2024-07-05 en_proceso  Patios [] [] Pintar. "
	if leo := enCorto(inf); leo != quiero {
		t.Errorf("%s\n%v", leo, inf.Advertencias)
	}
	if n := strings.Count(fmt.Sprint(inf.Advertencias), "Presupuesto: Ninguno"); n != 2 {
		t.Errorf("%v", inf.Advertencias)
	}
}

// TestNoSonFichas leaves alone the texts that only speak of compromisos.
func TestNoSonFichas(t *testing.T) {
	for _, doc := range []string{
		"Compromiso 1: Pintar.\nÁrea: UAR\n",
		"Minuta\nEstatus: en proceso\nÁrea: UAR\n",
		"Compromiso: ser puntual.\nEstado: Hidalgo\nDirección: Calle 5\n",
	} {
		if inf, err := Leer("x", []byte(doc), Opciones{}); err == nil {
			t.Errorf("%s: %+v", doc, inf)
		}
	}
}

// TestVariosInformes reads two reports that one file holds, and takes the head that every
// page repeats for no other one.
func TestVariosInformes(t *testing.T) {
	const tabla = "No.\tSesión\tCompromiso\tEstatus\n1/2024\t1ª ordinaria\tAlgo.\t"
	for doc, quiero := range map[string]string{
		"Comisión de Debates (CD)\n2ª ordinaria, 4.10.2024\n\n" + tabla + "Pendiente\n\nComisión de Debates (CD)\n3ª ordinaria, 4.11.2024\n\n" + tabla + "Atendido\n":                                                 "02SO-CD 1 pendiente; 03SO-CD 1 cumplido",
		"Comisión de Debates (CD)\n2ª ordinaria, 4.10.2024\n\n" + tabla + "Pendiente\n\nComisión de Debates (CD)\n2ª ordinaria, 4.10.2024\nNo.\tSesión\tCompromiso\tEstatus\n2/2024\t1ª ordinaria\tAlgo.\tAtendido\n": "02SO-CD 2 pendiente",
		"Comisión de Debates (CD)\n2ª ordinaria, 4.10.2024\n\n" + tabla + "Pendiente\n\nComisión de Debates (CD)\nAcuerdos de la 3ª ordinaria\n":                                                                      "02SO-CD 1 pendiente",
	} {
		informes, err := Leer("x", []byte(doc), Opciones{})
		if err != nil {
			t.Fatal(err)
		}
		var l []string
		for _, inf := range informes {
			l = append(l, fmt.Sprint(inf.SesionInforme, " ", len(inf.Compromisos), " ", inf.Compromisos[0].Estatus))
		}
		if leo := strings.Join(l, "; "); leo != quiero {
			t.Errorf("%s%s", doc, leo)
		}
	}
}
