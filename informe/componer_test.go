package informe

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
	"compromisos/informe/documento"
	"compromisos/informe/muestra"
)

// dibujar is the tree as text, with all that a renderer is told.
func dibujar(d documento.Documento) string {
	var b strings.Builder
	fmt.Fprintf(&b, "título: %s\nasunto: %s\nautor: %s\ncreado: %s\napaisado: %v\npie: %s\n\n",
		d.Titulo, d.Asunto, d.Autor, d.Creado.Format(time.RFC3339), d.Apaisado, d.Pie)
	dibujarBloques(&b, "", d.Bloques)
	return b.String()
}

func dibujarBloques(b *strings.Builder, sangria string, l []documento.Bloque) {
	for _, q := range l {
		switch q := q.(type) {
		case documento.Encabezado:
			fmt.Fprintf(b, "%s%s %s%s\n", sangria, strings.Repeat("#", q.Nivel), cuando(q.Centrado, "[centro] "), q.Texto)
		case documento.Parrafo:
			clase := [...]string{"", "(subtítulo) ", "(nota) "}[q.Clase]
			fmt.Fprintf(b, "%s%s%s%s\n", sangria, clase, cuando(q.Centrado, "[centro] "), dibujarTrozos(q.Trozos))
		case documento.Lista:
			for i, it := range q.Items {
				marca := "•"
				if q.Ordenada {
					marca = q.Marca(i)
				}
				fmt.Fprintf(b, "%s  %s %s\n", sangria, marca, dibujarTrozos(it.Trozos))
				dibujarBloques(b, sangria+"    ", it.Dentro)
			}
		case documento.Tabla:
			fmt.Fprintf(b, "%stabla: %s\n", sangria, q.Descripcion)
			for i, f := range q.Filas {
				fmt.Fprintf(b, "%sfila %d\n", sangria, i+1)
				for k, c := range f.Celdas {
					if c == nil {
						fmt.Fprintf(b, "%s  %s ↑\n", sangria, q.Columnas[k].Titulo)
						continue
					}
					fmt.Fprintf(b, "%s  %s%s\n", sangria, q.Columnas[k].Titulo, cuando(c.Filas > 1, fmt.Sprintf(" ↓%d", c.Filas)))
					dibujarBloques(b, sangria+"    ", c.Bloques)
				}
			}
		case documento.Glosario:
			for _, g := range q.Grupos {
				fmt.Fprintf(b, "%sgrupo: %s\n", sangria, g.Titulo)
				for _, e := range g.Entradas {
					fmt.Fprintf(b, "%s  %s = %s\n", sangria, e.Sigla, e.Definicion)
				}
			}
		}
	}
}

func dibujarTrozos(l []documento.Trozo) string {
	var b strings.Builder
	for _, t := range l {
		s := t.Texto
		if t.Negrita {
			s = "*" + s + "*"
		}
		if t.Liga != "" {
			s = "[" + s + "](" + t.Liga + ")"
		}
		b.WriteString(s)
	}
	return b.String()
}

func cuando(cierto bool, s string) string {
	if cierto {
		return s
	}
	return ""
}

func leerUno(t testing.TB, nombre string, b []byte) compromiso.Informe {
	t.Helper()
	l, err := Leer(nombre, b, Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	return l[0]
}

// emitido is an informe with all that may be said of how it was made.
func emitido(inf compromiso.Informe) compromiso.Reporte {
	corte := inf.FechaInforme
	return compromiso.Reporte{
		Informe: inf, Corte: corte,
		Emision: &compromiso.Emision{
			Numero: 2, Sesion: inf.SesionInforme + "/2026", Corte: corte, Por: "U0ST",
			En: time.Date(2026, 10, 29, 9, 5, 0, 0, time.FixedZone("", -6*60*60)), Huella: strings.Repeat("ab", 32), Cabeza: strings.Repeat("0c", 32), Asiento: 1234,
		},
		Anterior: &compromiso.Emision{Numero: 1, Sesion: "01SE-CVD/2026", Corte: compromiso.NewFecha(2026, 9, 18)},
		Cambios: []compromiso.CambioReporte{
			{Numero: compromiso.Numero{Cons: 5, Anio: 2026}, Que: []string{"Es nuevo."}},
			{Numero: compromiso.Numero{Cons: 2, Anio: 2026}, Que: []string{"Pasó de «En proceso» a «Cumplido» el 18.09.2026.", "Cambió el texto."}},
		},
	}
}

// TestComponerMuestras keeps the whole tree of what is composed from the samples, read
// from the layout of the real ones.
func TestComponerMuestras(t *testing.T) {
	for nombre, texto := range map[string][]byte{
		"muestra": muestra.Informe, "html": leerMuestra(t, "html.txt"), "cortes": leerMuestra(t, "cortes.txt"),
	} {
		t.Run(nombre, func(t *testing.T) {
			inf := leerUno(t, nombre, texto)
			igualQue(t, "testdata/arbol/"+nombre+".txt", []byte(dibujar(Componer(compromiso.Reporte{Informe: inf, Corte: inf.FechaInforme}))))
		})
	}
	inf := leerUno(t, "muestra", muestra.Informe)
	igualQue(t, "testdata/arbol/emitido.txt", []byte(dibujar(Componer(emitido(inf)))))
}

// TestComponerReales composes the documents that the product must serve, as they were
// read: the same heading, the same rows and, of the glossary, exactly what is used.
func TestComponerReales(t *testing.T) {
	usadas := map[string]string{
		"informe-02SE-CVMRE-2023":          "ACL BCZP CAHJ CCyOE CE CGINE CNCS CPL CVMRE DECEyEC DERFE INE LNE-Extranjero MORENA PAN PEF PEL PT RPP SE SO SRE ST UTSI VMRE",
		"informe-04SE-CVMRE-2024-ficticio": "CAI CE CNCS CPL CVMRE DEA DECEyEC DEOE DERFE DJ HOVG JAQN MC MLRT MORENA PAN PEP PRD PRI PT PVEM RPP SE SO SRE UTIGyND UTSI UTVOPL VMRE",
	}
	sinDefinir := map[string][]string{"informe-02SE-CVMRE-2023": {"MRV"}}
	for nombre := range usadas {
		t.Run(nombre, func(t *testing.T) {
			texto, err := os.ReadFile("../../shared/datos/" + nombre + ".txt")
			if err != nil {
				t.Skip("los documentos reales no están en esta máquina")
			}
			inf := leerUno(t, nombre, texto)
			inf.SesionTexto = "" // written out from its code
			d, sin := componer(compromiso.Reporte{Informe: inf, Corte: inf.FechaInforme})
			if d := cmp.Diff(sinDefinir[nombre], sin); d != "" {
				t.Errorf("sin definir (-quiero +leo):\n%s", d)
			}
			igualQueOriginal(t, string(texto), inf, d)
			var siglas []string
			for _, g := range d.Bloques[len(d.Bloques)-1].(documento.Glosario).Grupos {
				for _, e := range g.Entradas {
					siglas = append(siglas, e.Sigla)
				}
			}
			slices.Sort(siglas)
			if s := strings.Join(siglas, " "); s != usadas[nombre] {
				t.Errorf("glosario:\n%s\n%s", s, usadas[nombre])
			}
		})
	}
}

// igualQueOriginal looks for every line of the document in the text of the original, and
// for every row that was read in the document.
func igualQueOriginal(t *testing.T, original string, inf compromiso.Informe, d documento.Documento) {
	t.Helper()
	for _, b := range d.Bloques[:4] {
		linea := ""
		switch b := b.(type) {
		case documento.Encabezado:
			linea = b.Texto
		case documento.Parrafo:
			linea = b.Trozos[0].Texto
		}
		if linea == "" || !strings.Contains(original, linea) {
			t.Errorf("el original no dice %q", linea)
		}
	}
	tabla := d.Bloques[4].(documento.Tabla)
	var titulos []string
	for _, c := range tabla.Columnas {
		titulos = append(titulos, c.Titulo)
	}
	if !strings.Contains(original, strings.Join(titulos, "\t")) || len(tabla.Filas) != len(inf.Compromisos) {
		t.Errorf("%d filas, %q", len(tabla.Filas), titulos)
	}
	for i, f := range tabla.Filas {
		quiero := inf.Compromisos[i]
		leo := filaDibujada(f)
		estatus := quiero.Estatus.Impreso()
		if !quiero.FechaCumplimiento.IsZero() {
			estatus += "\n" + quiero.FechaCumplimiento.Puntos()
		}
		if d := cmp.Diff([]string{
			quiero.Numero.String(), estatus, quiero.Eje, quiero.Texto, strings.Join(quiero.Solicitantes, "\n"), quiero.Atencion,
		}, leo[1:]); d != "" {
			t.Errorf("fila %d (-quiero +leo):\n%s", i+1, d)
		}
		if propia := i == 0 || inf.Compromisos[i-1].Sesion != quiero.Sesion; propia != (f.Celdas[0] != nil) {
			t.Errorf("fila %d: la celda de la sesión", i+1)
		}
	}
}

// filaDibujada is the text of each cell as the contract writes it; requesters without bullets.
func filaDibujada(f documento.Fila) []string {
	var l []string
	for i, c := range f.Celdas {
		var b strings.Builder
		if c != nil {
			dibujarBloques(&b, "", c.Bloques)
		}
		var lineas []string
		for r := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\n"), "\n") {
			r = strings.TrimLeft(r, " ")
			if i == 5 {
				r = strings.TrimPrefix(r, "• ")
			}
			lineas = append(lineas, strings.TrimSuffix(strings.TrimPrefix(r, "*"), "*"))
		}
		l = append(l, reEnlace.ReplaceAllString(strings.Join(lineas, "\n"), "$1"))
	}
	return l
}

var reEnlace = regexp.MustCompile(`\[(\S+)\]\(\S+\)`)

// TestFilasDelInforme shares the cell of the session among the rows that are of the very
// same one, and prints with the state only the day on which it was closed.
func TestFilasDelInforme(t *testing.T) {
	f18, f19 := compromiso.NewFecha(2026, 5, 18), compromiso.NewFecha(2026, 5, 19)
	var filas []compromiso.FilaInforme
	for i, f := range []compromiso.FilaInforme{
		{Sesion: "01SO-CVD", FechaSesion: f18, Estatus: compromiso.Cumplido, FechaCumplimiento: f19},
		{Sesion: "01SO-CVD", FechaSesion: f18, Estatus: compromiso.PorValidar, FechaCumplimiento: f19},
		{Sesion: "01SO-CVD", FechaSesion: f19, Estatus: compromiso.Parcial, FechaCumplimiento: f19},
		{Sesion: "02SO-CVD", FechaSesion: f19, Estatus: compromiso.SinEfecto},
		{Sesion: "02SO-CVD", Estatus: compromiso.Pendiente},
		{FechaSesion: f19, Estatus: compromiso.EnProceso},
		{Estatus: compromiso.SinEfecto, FechaCumplimiento: f18},
		{Estatus: compromiso.Pendiente},
		{Sesion: "01SO-CVD", FechaSesion: f18, Estatus: compromiso.Pendiente},
	} {
		f.Numero = compromiso.Numero{Cons: i + 1, Anio: 2026}
		filas = append(filas, f)
	}
	var leo []string
	for _, f := range tablaDe(filas).Filas {
		sesion := "↑"
		if c := f.Celdas[0]; c != nil {
			sesion = strings.Join(textosDe(c.Bloques), " ") + fmt.Sprintf("×%d", c.Filas)
		}
		leo = append(leo, sesion+" | "+strings.Join(textosDe(f.Celdas[1].Bloques), " ")+" | "+strings.Join(textosDe(f.Celdas[2].Bloques), " "))
		if len(f.Celdas) != len(columnasInforme) || len(f.Celdas[5].Bloques)+len(f.Celdas[6].Bloques) > 0 {
			t.Errorf("%d celdas; lo que no hay deja la suya vacía: %+v", len(f.Celdas), f)
		}
	}
	quiero := []string{
		"01SO-CVD 18.05.2026×2 | 01/2026 | Cumplido 19.05.2026", "↑ | 02/2026 | En proceso",
		"01SO-CVD 19.05.2026×1 | 03/2026 | Parcialmente cumplido 19.05.2026", "02SO-CVD 19.05.2026×1 | 04/2026 | Sin efecto",
		"02SO-CVD×1 | 05/2026 | Pendiente", "19.05.2026×1 | 06/2026 | En proceso", "—×2 | 07/2026 | Sin efecto 18.05.2026", "↑ | 08/2026 | Pendiente",
		"01SO-CVD 18.05.2026×1 | 09/2026 | Pendiente",
	}
	if d := cmp.Diff(quiero, leo); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
}

// TestPortada writes out the session and the day, whatever there is of them.
func TestPortada(t *testing.T) {
	f := compromiso.NewFecha(2023, 11, 17)
	for _, c := range []struct {
		inf    compromiso.Informe
		quiero string
	}{
		{
			compromiso.Informe{Comision: "CVD", ComisionNombre: "Comisión de Difusión", SesionInforme: "03SEU-CVD", FechaInforme: f, HoraInforme: "09:30"},
			"Comisión de Difusión (CVD)|Tercera Sesión Extraordinaria Urgente de 2023|Viernes 17 de noviembre de 2023, 09:30 horas",
		},
		{compromiso.Informe{ComisionNombre: "Comisión X (CX)", Comision: "CX", FechaInforme: f}, "Comisión X (CX)|Viernes 17 de noviembre de 2023"},
		{compromiso.Informe{Comision: "CX", SesionTexto: "2ª Sesión  Ord.", HoraInforme: "10:00"}, "Comisión (CX)|2ª Sesión Ord.|10:00 horas"},
		{compromiso.Informe{ComisionNombre: "Comisión", SesionInforme: "sin código"}, "Comisión|sin código"},
	} {
		d := Componer(compromiso.Reporte{Informe: c.inf})
		quiero := c.quiero + "|" + TituloInforme
		textos := textosDe(d.Bloques)
		if leo := strings.Join(textos[:strings.Count(quiero, "|")+1], "|"); leo != quiero {
			t.Errorf("%s\n  %s", leo, quiero)
		}
		if ultimo := textos[len(textos)-1]; !strings.Contains(strings.Join(textos, "|"), SinCompromisos) {
			t.Errorf("no dice que no hay compromisos: %s", ultimo)
		}
	}
}

// BenchmarkComponer is the part of every document that is not drawing.
func BenchmarkComponer(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		r := compromiso.Reporte{Informe: muestra.Grande(n)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Componer(r)
			}
		})
	}
}
