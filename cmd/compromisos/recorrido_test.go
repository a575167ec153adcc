package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/slacksim"
	"compromisos/store/privado"
	"compromisos/store/privado/pgtest"
)

// The tour from beginning to end: with its own sample; from a Friday before holidays,
// with nothing open and no area; on New Year's Day, with more than it can show.
func TestRecorrido(t *testing.T) {
	t.Parallel()
	pgtest.Server(t) // skips here where there is no Postgres
	for nombre, x := range map[string]struct {
		inf   *compromiso.Informe
		reloj string
		dice  []string
	}{
		"muestra": {nil, "", []string{"Quedaron asignados los 5", "martes 3 de noviembre de 2026, 08:30", "/0731/2026»", "elige UTSI y DJ"}},
		"nada abierto, ni áreas": {informeDe(filaDe(1, compromiso.Cumplido)), "2026-12-18T10:00:00-06:00", []string{
			"No hay nada abierto", "no nombra áreas", "lunes 21 de diciembre de 2026, 09:00",
		}},
		"mucho": {informeDe(muchas(30)...), "2020-01-01T12:00:00Z", []string{
			"Quedaron asignados 6 de los 30", "fuera de horario", "jueves 2 de enero de 2020, 08:30",
		}},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			o := opcionesDemo{reloj: x.reloj}
			if x.inf != nil {
				o.importar = filepath.Join(t.TempDir(), "informe.json")
				if err := os.WriteFile(o.importar, enJSON(t, *x.inf), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var salida bytes.Buffer
			if err := recorrer(t.Context(), &consola{salida: &salida, errores: io.Discard}, o); err != nil {
				t.Fatalf("%v; so far:\n%s", err, salida.String())
			}
			corrido := strings.Join(strings.Fields(salida.String()), " ")
			for _, d := range append(x.dice, "Importar no avisa a nadie.", "oprime [Validar]", "Para usarlo de verdad: docs/operar.md") {
				if !strings.Contains(corrido, d) {
					t.Errorf("does not say %q", d)
				}
			}
			revisarRecorrido(t, salida.String())
		})
	}
}

var rePaso = regexp.MustCompile(`(?m)^(\d+)\. `)

// revisarRecorrido checks the page: ten steps in order, no line too long, no frame torn,
// no id where a person reads a label.
func revisarRecorrido(t *testing.T, salida string) {
	t.Helper()
	pasos := rePaso.FindAllStringSubmatch(salida, -1)
	if len(pasos) != 10 {
		t.Errorf("%d steps, not 10", len(pasos))
	}
	for k, p := range pasos {
		if p[1] != fmt.Sprint(k+1) {
			t.Errorf("step %s is the %dth", p[1], k+1)
		}
	}
	dentro := false
	for k, l := range strings.Split(salida, "\n") {
		switch {
		case ancho(l) > anchoNormal:
			t.Errorf("line %d is %d wide: %s", k+1, ancho(l), l)
		case strings.HasPrefix(l, "┌"):
			dentro = true
		case strings.HasPrefix(l, "└"):
			dentro = false
		case dentro != strings.HasPrefix(l, "│"):
			t.Errorf("line %d tears the frame: %s", k+1, l)
		}
		for _, feo := range []string{"<@", "_id", "U0DEMO", "map[", "%!"} {
			if strings.Contains(l, feo) {
				t.Errorf("line %d shows %s: %s", k+1, feo, l)
			}
		}
	}
}

func informeDe(filas ...compromiso.FilaInforme) *compromiso.Informe {
	return &compromiso.Informe{
		Comision: "CPX", ComisionNombre: "Comisión de Prueba", SesionInforme: "01SO-CPX", FechaInforme: compromiso.NewFecha(2026, time.March, 2),
		Compromisos: filas,
	}
}

func filaDe(n int, e compromiso.Estatus, areas ...string) compromiso.FilaInforme {
	return compromiso.FilaInforme{
		Numero: compromiso.Numero{Cons: n, Anio: 2026}, Sesion: "01SO-CPX", FechaSesion: compromiso.NewFecha(2026, time.February, 2),
		Tipo: compromiso.TipoCompromiso, Estatus: e, Texto: fmt.Sprintf("Presentar el documento número %d.", n), Areas: areas,
	}
}

// muchas are open ones, each of areas of its own.
func muchas(n int) []compromiso.FilaInforme {
	var out []compromiso.FilaInforme
	for k := 1; k <= n; k++ {
		out = append(out, filaDe(k, compromiso.Pendiente, fmt.Sprintf("ÁREA%d", k), fmt.Sprintf("UNIDAD %d", k), "OTRA"))
	}
	return out
}

func enJSON(t *testing.T, inf compromiso.Informe) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := informe.WriteJSON(&b, inf); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whenever the tour begins, its mornings are business days and the rungs of its two
// compromisos, and of no other one, are reached on them.
func TestAgenda(t *testing.T) {
	t.Parallel()
	c := compromiso.NewComision("CPX", "")
	for _, anio := range []int{2024, 2026, 2198} {
		for dia := range 366 {
			for _, hora := range []int{0, 9, 21} {
				pedido := compromiso.NewFecha(anio, time.January, 1+dia).En(c.Zona, compromiso.Hora{Hora: hora})
				a := agenda{c, enHoras(c, pedido)}
				if mal := agendaMala(a, pedido); mal != "" {
					t.Fatalf("from %s, which begins %s: %s", pedido, a.inicio, mal)
				}
			}
		}
	}
}

func agendaMala(a agenda, pedido time.Time) string {
	cal, local := a.com.Calendario, a.inicio.In(a.com.Zona)
	if a.inicio.Before(pedido) || !cal.Habil(compromiso.FechaDe(local)) || local.Hour() < 8 || local.Hour() >= 20 {
		return "not within hours"
	}
	if !a.manana(1).En(a.com.Zona, a.com.Recordatorios.Hora).After(a.inicio) {
		return "the first morning is past"
	}
	for n := 1; n <= mananaEscalar; n++ {
		if !cal.Habil(a.manana(n)) {
			return a.manana(n).String() + " is not of business"
		}
	}
	recordar, vencido, escalar := a.manana(mananaRecordar), a.manana(mananaVencido), a.manana(mananaEscalar)
	for que, x := range map[string][2]int{
		"days left of the new one":     {cal.Faltan(recordar, a.venceNuevo()), 3},
		"days left of it when silent":  {cal.Faltan(vencido, a.venceNuevo()), 1},
		"days left of the old one":     {cal.Faltan(recordar, a.venceViejo()), 1},
		"days overdue":                 {cal.Vencidos(a.venceViejo(), vencido), 1},
		"days overdue when it rises":   {cal.Vencidos(a.venceViejo(), escalar), a.com.Recordatorios.EscalarALos},
		"mornings after the proposal ": {cal.Faltan(a.manana(mananaProponer), vencido), 1},
	} {
		if x[0] != x[1] {
			return fmt.Sprintf("%s: %d, not %d", que, x[0], x[1])
		}
	}
	for i := range 12 {
		for _, dia := range []compromiso.Fecha{recordar, vencido} {
			for _, escalon := range a.com.Recordatorios.Antes {
				if cal.Faltan(dia, a.venceOtro(i)) == escalon {
					return fmt.Sprintf("another one is reminded of on %s", dia)
				}
			}
		}
	}
	return ""
}

// The sample begins on a working Tuesday of a week without holidays.
func TestInicioDemo(t *testing.T) {
	for fecha, quiere := range map[string]string{
		"2026-10-30": "2026-11-03", // 2 November is a Monday
		"2023-11-17": "2023-11-21", // Monday the 20th is a holiday; the week is whole
		"2024-10-28": "2024-10-29",
		"2027-10-28": "2027-11-16", // not Tuesday 2 November, nor the week before Monday 15, a holiday
		"2026-12-22": "2027-01-05", // not the week of 25 December, nor that of 1 January
		"":           "2026-11-03",
		"9999-12-31": "2026-11-03",
	} {
		var inf compromiso.Informe
		if fecha != "" {
			f, err := compromiso.ParseFecha(fecha)
			if err != nil {
				t.Fatal(err)
			}
			inf.FechaInforme = f
		}
		if got := compromiso.FechaDe(inicioDemo(inf)).String(); got != quiere {
			t.Errorf("after %q it begins on %s, want %s", fecha, got, quiere)
		}
	}
}

// Whatever the informe holds, there is somebody to remind and something to fall due.
func TestRepartir(t *testing.T) {
	for nombre, x := range map[string]struct {
		filas                  []compromiso.FilaInforme
		area                   string
		viejo, asignar, cuanta int // index of the old one, how many are assigned, how many areas
	}{
		"nada":              {nil, "DERFE", -1, 0, 1},
		"todo cerrado":      {[]compromiso.FilaInforme{filaDe(1, compromiso.Cumplido, "DJ")}, "DJ", -1, 0, 1},
		"sin áreas":         {[]compromiso.FilaInforme{filaDe(1, compromiso.Pendiente)}, "DERFE", 0, 1, 1},
		"prefiere una sola": {[]compromiso.FilaInforme{filaDe(1, compromiso.Parcial, "A", "B"), filaDe(2, compromiso.Pendiente, "C")}, "C", 1, 2, 3},
		"por validar no":    {[]compromiso.FilaInforme{filaDe(1, compromiso.PorValidar, "A")}, "A", -1, 0, 1},
		"siglas imposibles": {[]compromiso.FilaInforme{filaDe(1, compromiso.Pendiente, "A, B", "x\ny", " DJ ", "dj", `"`)}, "DJ", 0, 1, 1},
		"muchas":            {muchas(90), "ÁREA1", 0, maxAsignados, maxAreas},
	} {
		r := repartir(*informeDe(x.filas...))
		if r.area != x.area || r.viejo != x.viejo || len(r.asignar) != x.asignar || len(r.areas) != x.cuanta {
			t.Errorf("%s: area %s, the old one %d, %d to assign, %d areas", nombre, r.area, r.viejo, len(r.asignar), len(r.areas))
		}
		for k := range r.asignar {
			if as := r.areasDe(k); len(as) == 0 || len(as) > 2 {
				t.Errorf("%s: %d areas for the %dth", nombre, len(as), k)
			}
		}
	}
	vistos := map[string]bool{}
	for n := range 200 {
		if s := nombreDemo(n); vistos[s] {
			t.Errorf("two people are called %s", s)
		} else {
			vistos[s] = true
		}
	}
}

// A form is told by its labels and by its choices as they are shown.
func TestFraseForma(t *testing.T) {
	campo := func(id, rotulo, clase string, ops ...any) map[string]any {
		return map[string]any{
			"type": "input", "block_id": id, "label": map[string]any{"type": "plain_text", "text": rotulo},
			"element": map[string]any{"type": clase, "options": ops},
		}
	}
	op := func(v, texto string) any {
		return map[string]any{"value": v, "text": map[string]any{"type": "plain_text", "text": texto}}
	}
	v := slacksim.View{Title: "Asignar áreas", Submit: "Asignar", Blocks: []map[string]any{
		campo("areas", "Áreas que lo atienden", "multi_static_select", op("u", "UTSI · Unidad"), op("d", "DJ · Dirección"), op("x", "X")),
		campo("vence", "Fecha límite", "datepicker"), campo("motivo", "Motivo", "plain_text_input"),
	}}
	quiere := "Se abre «Asignar áreas»; en «Áreas que lo atienden» elige UTSI y DJ, en «Fecha límite» pone 04.11.2026, en «Motivo» escribe «Urge.» y oprime [Asignar]."
	if got := fraseForma(v, map[string]any{"motivo": "Urge.", "vence": "2026-11-04", "areas": []string{"u", "d"}}); got != quiere {
		t.Errorf("got  %s\nwant %s", got, quiere)
	}
	if got, quiere := fraseForma(v, nil), "Se abre «Asignar áreas», ya lleno; lo revisa y oprime [Asignar]."; got != quiere {
		t.Errorf("got %s, want %s", got, quiere)
	}
}

// What stays on the machine is told as it is.
func TestQueda(t *testing.T) {
	for quiere, got := range map[string]string{
		"No queda nada en esta máquina.": queda("", privado.Resto{}),
		"La base queda en d/postgres.":   queda("d", privado.Resto{}),
		"En /c queda el Postgres que se descargó, de 39 MB, para no volver a descargarlo; puede borrarlo.":                               queda("", privado.Resto{Carpeta: "/c", Bytes: 39_400_000}),
		"La base queda en d/postgres. En /c queda el Postgres que se descargó, de 100 MB, para no volver a descargarlo; puede borrarlo.": queda("d", privado.Resto{Carpeta: "/c", Bytes: 1e8}),
	} {
		if got != quiere {
			t.Errorf("got %q, want %q", got, quiere)
		}
	}
}

// What keeps the demo from starting is said in one line, in Spanish, before anything is.
func TestDemo_rechazos(t *testing.T) {
	usada := t.TempDir()
	if err := os.MkdirAll(filepath.Join(usada, "postgres", "datos"), 0o700); err != nil {
		t.Fatal(err)
	}
	archivo := filepath.Join(usada, "archivo")
	if err := os.WriteFile(archivo, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ajena := t.TempDir() // somebody's folder, with something of theirs by a name of ours
	if err := os.MkdirAll(filepath.Join(ajena, "slack", "notas"), 0o700); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, ocupado, _ := net.SplitHostPort(ln.Addr().String())
	for _, x := range []struct {
		args   string
		codigo int
		dice   string
	}{
		{"--puerto 0", salidaUso, "del 1 al 65535"},
		{"--puerto 65536", salidaUso, "del 1 al 65535"},
		{"--puerto ochenta", salidaUso, "«ochenta»"},
		{"--puerto " + ocupado, salidaFallo, "otro programa ya escucha ahí"},
		{"--reloj ayer", salidaUso, "no es un instante"},
		{"--reloj 1900-01-01T00:00:00Z", salidaUso, "de 1900 a 2198"}, // in Mexico it is still 1899
		{"--reloj 9999-01-01T00:00:00Z", salidaUso, "de 1900 a 2198"},
		{"--importar " + filepath.Join(usada, "nada.txt"), salidaFallo, "no existe"},
		{"--datos " + usada, salidaFallo, "ya tiene la base de un recorrido"},
		{"--datos " + ajena, salidaFallo, "ya tiene una carpeta «slack» que no es de una práctica"},
		{"--datos " + archivo, salidaFallo, "no es una carpeta"},
		{"--datos " + archivo + "/x", salidaFallo, "no es una carpeta"},
	} {
		for _, modo := range []string{"", "--recorrido"} {
			if modo != "" && strings.HasSuffix(x.args, ocupado) {
				continue // the tour has no page
			}
			var salida, errores bytes.Buffer
			codigo := ejecutar(t.Context(), strings.Fields("demo "+modo+" "+x.args), strings.NewReader(""), &salida, &errores)
			lineas := strings.Split(strings.TrimSpace(errores.String()), "\n")
			if codigo != x.codigo || !strings.Contains(lineas[len(lineas)-1], x.dice) || salida.Len() > 0 {
				t.Errorf("%s %s: %d, %q, %q", modo, x.args, codigo, errores.String(), salida.String())
			}
		}
	}
}
