package informe

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"compromisos/compromiso"
)

// TestMesPrimero reads the dates that a spreadsheet in US settings wrote, tells of those that
// may be read both ways, and of those that cannot be.
func TestMesPrimero(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\n\"2ª ordinaria, %s\"\nNúmero,Sesión,Fecha de sesión,Compromiso,Estatus,Fecha de cumplimiento\n"
	for _, c := range []struct{ informe, fila, quiero, avisa string }{
		{"10/4/2024", "1/2024,1SO-CD,1/25/2024,Algo,Cumplido,3/8/2024", "2024-10-04 2024-01-25 2024-03-08", "primero el mes"},
		{"12/15/2024", "1/2024,1SO-CD,2/5/2024,Algo,Cumplido 3/8/24,", "2024-12-15 2024-02-05 2024-03-08", "primero el mes"},
		{"15/12/2024", "1/2024,1SO-CD,5/2/2024,Algo,Cumplido,8/3/2024", "2024-12-15 2024-02-05 2024-03-08", ""},
		{"15/12/2024", "1/2024,1SO-CD,5/2/2024,Algo,Cumplido,3/18/2024", "2024-12-15 2024-02-05 ", "otras el mes"},
		{"15/12/2024", "1/2024,1SO-CD,5/2/2024,Algo,Cumplido,3/1/2024", "2024-12-15 2024-02-05 2024-01-03", "anterior a la sesión, 05.02.2024. Revise"},
		{"15/11/2024", "1/2024,1SO-CD,5/2/2024,Algo,Cumplido,3/12/2024", "2024-11-15 2024-02-05 2024-12-03", "posterior al informe"},
		{"15/11/2024", "1/2024,1SO-CD,5/12/2024,Algo,Pendiente,", "2024-11-15 2024-12-05 ", "la fecha de la sesión, 05.12.2024, es posterior al informe"},
		{"5/11/2024", "1/2024,1SO-CD,5/2/2024,Algo,Cumplido,8/3/2024", "2024-11-05 2024-02-05 2024-03-08", ""},
	} {
		inf := leerUno(t, "x", []byte(fmt.Sprintf(cabeza, c.informe)+c.fila+"\n"))
		f := inf.Compromisos[0]
		if leo := fmt.Sprint(inf.FechaInforme, " ", f.FechaSesion, " ", f.FechaCumplimiento); leo != c.quiero {
			t.Errorf("%s: %s, se quería %s", c.fila, leo, c.quiero)
		}
		avisos := fmt.Sprint(inf.Advertencias)
		if !strings.Contains(avisos, c.avisa) || c.avisa == "" && strings.Contains(avisos, "fecha") {
			t.Errorf("%s: %s", c.fila, avisos)
		}
	}
}

// TestNuestroCSVEnOtraHoja opens our CSV in a spreadsheet of other settings, which rewrites
// its dates.
func TestNuestroCSVEnOtraHoja(t *testing.T) {
	dia := func(s string) compromiso.Fecha { f, _ := compromiso.ParseFecha(s); return f }
	inf := compromiso.Informe{Comision: "CD", FechaInforme: dia("2024-10-04"), Compromisos: []compromiso.FilaInforme{{
		Numero: compromiso.Numero{Cons: 1, Anio: 2024}, Sesion: "01SO-CD", FechaSesion: dia("2024-02-05"), Tipo: compromiso.TipoCompromiso,
		Estatus: compromiso.Cumplido, FechaCumplimiento: dia("2024-03-18"), Texto: "Algo.",
	}}}
	var b bytes.Buffer
	if err := WriteCSV(&b, inf); err != nil {
		t.Fatal(err)
	}
	iso := regexp.MustCompile(`(\d{4})-0?(\d+)-0?(\d+)`)
	for _, c := range []struct{ como, avisa, cumplido string }{
		{"$2/$3/$1", "primero el mes", "2024-03-18"}, {"$3/$2/$1", "", "2024-03-18"}, {"$1-$2-$3", "", "2024-03-18"},
	} {
		leido := leerUno(t, "x", []byte(iso.ReplaceAllString(b.String(), c.como)))
		f := leido.Compromisos[0]
		if leo := fmt.Sprint(leido.FechaInforme, " ", f.FechaSesion, " ", f.FechaCumplimiento); leo != "2024-10-04 2024-02-05 "+c.cumplido {
			t.Errorf("%s: %s", c.como, leo)
		}
		if avisos := fmt.Sprint(leido.Advertencias); !strings.Contains(avisos, c.avisa) || c.avisa == "" && avisos != "[]" {
			t.Errorf("%s: %s", c.como, avisos)
		}
	}
	// Nobody can tell: it is said.
	dudosa := strings.ReplaceAll(iso.ReplaceAllString(b.String(), "$2/$3/$1"), "3/18/2024", "3/8/2024")
	leido := leerUno(t, "x", []byte(dudosa))
	if avisos := fmt.Sprint(leido.Advertencias); !strings.Contains(avisos, "con el día o con el mes primero") || leido.Compromisos[0].FechaCumplimiento != dia("2024-08-03") {
		t.Errorf("%s", avisos)
	}
}

// TestNumeroDeHoja undoes what a spreadsheet makes of a number, with a word.
func TestNumeroDeHoja(t *testing.T) {
	inf := leerUno(t, "x", []byte("Comisión de Debates (CD)\n\"2ª ordinaria, 4.10.2023\"\nNúmero,Sesión,Compromiso,Estatus\nene-23,1SO-CD,Uno,Pendiente\nJan-24,1SO-CD,Dos,Pendiente\n"))
	if f := inf.Compromisos; f[0].Numero.String() != "01/2023" || f[1].Numero.String() != "01/2024" || len(inf.Advertencias) != 2 {
		t.Errorf("%+v", inf)
	}
}
