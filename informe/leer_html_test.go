package informe

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"compromisos/compromiso"
	"compromisos/informe/documento"
	"compromisos/informe/muestra"
)

// dicho is a grid as lines: its loose lines, headings and rows, each with its line.
func dicho(g grilla) string {
	var b strings.Builder
	for _, r := range g.renglones {
		que := "|"
		switch {
		case r.titulo:
			que = "#"
		case r.suelto:
			que = "-"
		case r.abarca:
			que = "="
		}
		var l []string
		for _, c := range r.celdas {
			l = append(l, strings.ReplaceAll(c.String(), "\n", "⏎"))
		}
		fmt.Fprintf(&b, "%d%s %s\n", r.linea, que, strings.Join(l, " | "))
	}
	return b.String()
}

func TestGrillaHTML(t *testing.T) {
	const enc = "<tr><th>SESIÓN<th>NÚMERO<th>ESTATUS<th>EJE<th>COMPROMISO</tr>\n"
	const dijo = "1| SESIÓN | NÚMERO | ESTATUS | EJE | COMPROMISO\n"
	for _, c := range []struct{ nombre, html, quiero string }{
		{"llana", "<table>" + enc + "<tr><td>01SO-CAM<td>1/2025<td>Pendiente<td>A<td>Abrir la sala</table>", dijo + "2| 01SO-CAM | 1/2025 | Pendiente | A | Abrir la sala\n"},
		{
			"rowspan", "<table>" + enc + "<tr><td rowspan=2>01SO-CAM<td>1/2025<td>Pendiente<td rowspan=2>A<td>x</tr><tr><td>2/2025<td>Pendiente<td>y</tr></table>",
			dijo + "2| 01SO-CAM | 1/2025 | Pendiente | A | x\n2|  | 2/2025 | Pendiente | A | y\n",
		},
		{
			"un número en dos filas", "<table>" + enc + "<tr><td rowspan=2>01SO-CAM<td rowspan=2>1/2025<td rowspan=2>Pendiente<td rowspan=2>A<td>x</tr><tr><td>y</tr></table>",
			dijo + "2| 01SO-CAM | 1/2025 | Pendiente | A | x\n2|  |  |  |  | y\n",
		},
		{
			"el eje en su renglón", "<table>" + enc + "<tr><td colspan=5><b>Eje A</b></tr><tr><td>01SO-CAM<td>1/2025<td>Pendiente<td><td>x</table>",
			dijo + "2= Eje A\n2| 01SO-CAM | 1/2025 | Pendiente |  | x\n",
		},
		{
			"la sesión al lado del eje", "<table>" + enc + "<tr><td rowspan=3>01SO-CAM<td colspan=4>Eje A</tr><tr><td>1/2025<td>Pendiente<td><td>x</tr><tr><td colspan=4>Eje B</tr></table>",
			dijo + "2= 01SO-CAM\n2= Eje A\n2|  | 1/2025 | Pendiente |  | x\n2= Eje B\n",
		},
		{
			"un título sobre dos columnas", "<table><tr><th>NÚMERO<th colspan=2>ESTATUS<th>COMPROMISO</tr><tr><td>1/2025<td>Cumplido<td>01.02.2025<td>x</table>",
			"1| NÚMERO | ESTATUS | COMPROMISO\n1| 1/2025 | Cumplido⏎01.02.2025 | x\n",
		},
		{
			"títulos en dos filas", "<table><tr><th rowspan=2>NÚMERO<th colspan=2>CUMPLIMIENTO<th rowspan=2>COMPROMISO</tr><tr><th>Estado<th>Fecha</tr><tr><td>1/2025<td>Cumplido<td>01.02.2025<td>x</table>",
			"1| NÚMERO | Estado⏎CUMPLIMIENTO | Fecha⏎CUMPLIMIENTO | COMPROMISO\n1| 1/2025 | Cumplido | 01.02.2025 | x\n",
		},
		{
			"tabla de adorno", "<table><tr><td><img src=x alt=logo></td><td>\n<h1>Comisión</h1><p>Sesión<br>viernes\n<table>" + enc + "</table>Fin</td></tr></table>",
			"2# Comisión\n2- Sesión\n2- viernes\n3| SESIÓN | NÚMERO | ESTATUS | EJE | COMPROMISO\n4- Fin\n",
		},
		{
			"tabla en una celda", "<table>" + enc + "<tr><td><td>1/2025<td>Pendiente<td>A<td><p>x</p><table><tr><td>a<td>b</tr></table>y</td></tr></table>",
			dijo + "2|  | 1/2025 | Pendiente | A | x⏎a⏎b⏎y\n",
		},
		{
			"encabezado de página en una tabla", "<table><tr><td>INE<td>Comisión (CAM)</tr></table><table>" + enc + "</table>",
			"1- INE\n1- Comisión (CAM)\n" + dijo,
		},
		{
			"glosario", "<table>" + enc + "</table>\n<h2>Glosario</h2>\n<h3>Áreas</h3><dl><dt>UAR<dd>Unidad\n<dt>DIF</dt><dd>Dirección</dd></dl>\n<p><b>Otras</b></p><ul><li><b>ST</b> Secretaría</li><li>CE: Consejería</li></ul><h2>Anexo</h2><p>z",
			dijo + "3# Glosario\n4| Áreas\n4|  | UAR | Unidad\n5|  | DIF | Dirección\n6| Otras\n6|  | ST | Secretaría\n6- CE: Consejería\n6# Anexo\n6- z\n",
		},
		{
			"glosario sin título", "<table>" + enc + "</table><dl><dt>UAR</dt><dd>Unidad</dd></dl><table><tr><th>Sigla<th>Significado<tr><td>CE<td>Consejería</table>",
			dijo + "2- Glosario\n2|  | UAR | Unidad\n2| Sigla | Significado\n2| CE | Consejería\n",
		},
		{"definiciones que no son glosario", "<dl><dt>Sesión:<dd>Primera<dt>Fecha</dt></dl><table>" + enc + "</table>", "1- Sesión: Primera\n1- Fecha\n" + dijo},
		{"lo que no se ve", "<style>x</style><p style='display: none'>nada<p>algo<div hidden>a<div>b</div></div><table>" + enc + "</table>", "1- algo\n" + dijo},
		{
			"una fila que no se ve", "<table>" + enc + "<tr style=display:none><td>9/2025<td>x<tr><td><td>1/2025<td>Pendiente<td><td>y</table>",
			dijo + "2|  | 1/2025 | Pendiente |  | y\n",
		},
		{
			"Word", "<p class=MsoListParagraph style='mso-list:l0 level1'><![if !supportLists]><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span><![endif]>uno<o:p></o:p></p><!--[if x]><p>no</p><![endif]-->" +
				"<p class=MsoListParagraph>1.&nbsp; dos</p><p class=MsoListParagraph>tres</p><table>" + enc + "</table>",
			"1- • uno\n1- 1. dos\n1- tres\n" + dijo,
		},
		{"lo que alguien escribió", "<p>de <juan@x.mx> a <Nombre> &lt;b&gt; &lt;/3</p><table>" + enc + "</table>", "1- de <juan@x.mx> a <Nombre> <b> </3\n" + dijo},
		{
			"índice", "<p><a href='#a'>Compromisos</a><br><a href='#b'>Glosario</a><br><p>Sesión<table>" + enc + "</table><h2><a href='#b'>Glosario</a></h2>",
			"1- Compromisos\n1- Sesión\n" + dijo + "2# Glosario\n",
		},
		{"preformateado", "<pre>uno\ndos\n</pre><table>" + enc + "</table>", "1- uno\n2- dos\n3" + dijo[1:]},
		{"colspan de mil millones", "<table>" + enc + "<tr><td colspan=1000000000>Eje</tr></table>", dijo + "2= Eje\n"},
		{"mayúsculas y comillas", "<TABLE BORDER='1'><TR><TD ROWSPAN=\"1\">NÚMERO</TD><TD>ESTATUS</TD><TD>ACUERDO</TD></TR></TABLE>", "1| NÚMERO | ESTATUS | ACUERDO\n"},
		{"ni filas ni cierres", "<table><td>NÚMERO<td>ESTATUS<td>ACUERDO<tr><td>1/2025<td>Pendiente<td>x", "1| NÚMERO | ESTATUS | ACUERDO\n1| 1/2025 | Pendiente | x\n"},
	} {
		t.Run(c.nombre, func(t *testing.T) {
			g, err := leerHTML(c.html)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.quiero, dicho(g)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestJuegoDeCaracteres reads a page in the characters that it says it is written in.
func TestJuegoDeCaracteres(t *testing.T) {
	const pagina = "<html><head><meta %s></head><body><h1>Comisión de Archivo y Memoria (CAM)</h1>" +
		"<table><tr><td>NÚMERO<td>ESTATUS<td>COMPROMISO<tr><td>1/2025<td>Pendiente<td>Señalización del año: €5</table></body></html>"
	for dice, juego := range map[string]*charmap.Charmap{
		`charset="windows-1252"`: charmap.Windows1252,
		`http-equiv=Content-Type content="text/html; charset=iso-8859-15"`: charmap.ISO8859_15,
		`http-equiv="Content-Type" content='text/html; charset=macintosh'`: charmap.Macintosh,
		"name=x": charmap.Windows1252, // and says nothing
	} {
		b, err := juego.NewEncoder().Bytes(fmt.Appendf(nil, pagina, dice))
		if err != nil {
			t.Fatal(err)
		}
		informes, err := Leer("", b, Opciones{})
		if err != nil {
			t.Fatalf("%s: %v", dice, err)
		}
		if s := informes[0].Compromisos[0].Texto; s != "Señalización del año: €5" {
			t.Errorf("%s: %q", dice, s)
		}
	}
}

// TestIdaYVueltaHTML reads our own page as it was written, in every field that it shows.
func TestIdaYVueltaHTML(t *testing.T) { idaYVuelta(t, HTML) }

func idaYVuelta(t *testing.T, f Formato) {
	t.Helper()
	for nombre, inf := range map[string]compromiso.Informe{"muestra": leerUno(t, "muestra", muestra.Informe), "cortes": leerUno(t, "cortes", leerMuestra(t, "cortes.txt"))} {
		for _, r := range []compromiso.Reporte{{Informe: inf}, emitido(inf)} {
			var b bytes.Buffer
			if _, err := f.WriteInforme(&b, r); err != nil {
				t.Fatal(err)
			}
			leo := leerUno(t, nombre, b.Bytes())
			if d := cmp.Diff(mostrado(r.Informe), mostrado(leo)); d != "" {
				t.Errorf("%s (-escrito +leído):\n%s", nombre, d)
			}
			for _, a := range leo.Advertencias {
				if strings.Contains(a.Mensaje, "No se ") || strings.Contains(a.Mensaje, "no se ") {
					t.Errorf("%s, línea %d: %s", nombre, a.Linea, a.Mensaje)
				}
			}
		}
	}
}

// mostrado is what the official form shows of an informe. Its glossary has only the siglas
// that the document uses.
func mostrado(inf compromiso.Informe) compromiso.Informe {
	m := compromiso.Informe{
		Comision: inf.Comision, ComisionNombre: inf.ComisionNombre, SesionInforme: inf.SesionInforme,
		FechaInforme: inf.FechaInforme, HoraInforme: inf.HoraInforme, Glosario: map[string]string{},
	}
	for _, b := range Componer(compromiso.Reporte{Informe: inf}).Bloques {
		if g, si := b.(documento.Glosario); si {
			for _, grupo := range g.Grupos {
				for _, e := range grupo.Entradas {
					m.Glosario[e.Sigla] = e.Definicion
				}
			}
		}
	}
	for _, f := range inf.Compromisos {
		e := f.Estatus
		if e == compromiso.PorValidar {
			e = compromiso.EnProceso
		}
		m.Compromisos = append(m.Compromisos, compromiso.FilaInforme{
			Numero: f.Numero, Sesion: f.Sesion, FechaSesion: f.FechaSesion, Estatus: e, FechaCumplimiento: f.FechaCumplimiento,
			Eje: f.Eje, Texto: f.Texto, Solicitantes: f.Solicitantes, Atencion: f.Atencion,
		})
	}
	return m
}

// TestMuestrasWeb reads each sample as word processors, mail and people write them, and
// compares the JSON with its golden.
func TestMuestrasWeb(t *testing.T) {
	rutas, _ := filepath.Glob("testdata/web/*.[hm][td]*")
	rutas = slices.DeleteFunc(rutas, func(r string) bool { return strings.HasSuffix(r, ".golden") })
	if len(rutas) < 4 {
		t.Fatal("no hay muestras")
	}
	for _, ruta := range rutas {
		t.Run(filepath.Base(ruta), func(t *testing.T) {
			informes, err := Leer(ruta, leerMuestra(t, filepath.Join("web", filepath.Base(ruta))), Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := WriteJSON(&b, informes...); err != nil {
				t.Fatal(err)
			}
			igualQue(t, ruta+".golden", b.Bytes())
		})
	}
}
