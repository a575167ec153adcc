package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// What `recordatorios --json` says of a day, the evening before and on its morning, is
// what that day's messages hold, in three busy weeks of two commissions: what falls due,
// climbs, is put off, proposed, sent back, granted more time, closed. Of the last days,
// on which nobody does anything, it says so from the beginning.
func TestHistoria_loDichoEsLoEnviado(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: strings.Replace(confDos("12:00", "America/Mexico_City"),
		"fecha: 2026-10-30T10:00 }", "fecha: 2026-10-30T10:00 }\n      - { codigo: 02SO-CVD, fecha: 2026-11-24T10:00 }", 1)})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-06")
	c.registrar("02/2026", "áreas:DERFE,UTSI vence:2026-11-13")
	c.st.Slash("C0CVD", "/compromiso", "nuevo")
	c.st.ExpectModal("Registrar").Fill("texto", "Se pide:\n1. Una cosa distinta\n2. Otra muy otra").Select("areas", "DECEyEC").Fill("vence", "2026-11-12").Submit()
	c.st.ExpectEphemeral("03/2026")
	c.registrarEn("CRE", "01/2026", "áreas:UTSI,DERFE vence:2026-11-10")
	c.registrarEn("CRE", "02/2026", "áreas:DECEyEC vence:2026-11-04")
	c.asentar()
	c.alas("2026-11-03T17:00")
	hecho := map[string]func(){
		"2026-11-05": func() { c.posponer("03/2026", "2026-11-10") },
		"2026-11-06": func() {
			c.derfe.Slash("C0CVD", "/compromiso", "cumplir 01/2026")
			c.derfe.ExpectModal("cumplido").Submit()
		},
		"2026-11-09": func() {
			c.st.Press(c.st.ExpectDM("Por validar", "CVD 01/2026"), "Rechazar")
			c.st.ExpectModal("Rechazar").Fill("motivo", "Falta el anexo").Submit()
		},
		"2026-11-11": func() { c.conceder("02/2026", "2026-11-19") },
		"2026-11-12": func() {
			c.ajena.Slash("C0CVD", "/compromiso", "avance 03/2026 Va a la mitad").Contains(t, "avance")
		},
		"2026-11-13": func() {
			c.st.Slash("C0CVD", "/compromiso", "CRE cumplir 01/2026")
			c.st.ExpectModal("Validar").Submit()
		},
		"2026-11-17": func() { c.st.Slash("C0CVD", "/compromiso", "recordar 03/2026").Contains(t, "DECEyEC") },
	}
	total, lejos := 0, map[string][]string{}
	dias := []string{
		"2026-11-04", "2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-14",
		"2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23",
	}
	for _, dia := range dias {
		vispera := c.dicho(dia)
		c.reloj.Mover(c.momento(dia + "T07:00"))
		manana := c.dicho(dia)
		c.alas(dia + "T09:00")
		c.alas(dia + "T12:00")
		enviado := c.enviado(dia)
		total += len(enviado)
		if !slices.Equal(manana, enviado) {
			t.Errorf("%s: said on its morning and sent:\n%s", dia, diferencia(manana, enviado))
		}
		if !slices.Equal(vispera, enviado) {
			t.Errorf("%s: said the evening before and sent:\n%s", dia, diferencia(vispera, enviado))
		}
		if dicho, hay := lejos[dia]; hay && !slices.Equal(dicho, enviado) {
			t.Errorf("%s: said days before and sent:\n%s", dia, diferencia(dicho, enviado))
		}
		c.reloj.Mover(c.momento(dia + "T17:00"))
		if h := hecho[dia]; h != nil {
			h()
		}
		c.asentar()
		if k := slices.Index(dias, dia); k == len(dias)-5 {
			for _, d := range dias[k+1:] {
				lejos[d] = c.dicho(d)
			}
		}
	}
	if total < 30 {
		t.Errorf("only %d reminders: the weeks are not busy", total)
	}
}

// posponer has the enlace of DECEyEC put inciso a of a compromiso off.
func (c *casa) posponer(numero, hasta string) {
	c.t.Helper()
	dm := c.ajena.ExpectDM("Tiene", numero+", inciso a")
	c.ajena.Press(dm, "posponer", "otra CVD "+numero+" a")
	c.ajena.ExpectModal("Posponer").Fill("hasta", hasta).Submit()
	c.ajena.ExpectEphemeral("no le recordaré")
}

// conceder has UTSI ask for more time, and the ST grant it.
func (c *casa) conceder(numero, nueva string) {
	c.t.Helper()
	c.utsi.Slash("C0CVD", "/compromiso", "prórroga "+numero)
	c.utsi.ExpectModal("prórroga").Fill("nueva", nueva).Fill("motivo", "Faltan datos").Submit()
	c.st.Press(c.st.ExpectDM("Piden prórroga", numero), "Conceder")
	c.st.ExpectModal("Responder").Submit()
	c.utsi.ExpectDM("Nueva fecha", numero)
}

// dicho is what the command says of a day at the moment of the clock: who, what and by
// which rule.
func (c *casa) dicho(dia string) []string {
	c.t.Helper()
	p := exec.CommandContext(c.t.Context(), "compromisos", "recordatorios", "--json", "--fecha", dia)
	p.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "DATABASE_URL="+c.url, "COMPROMISOS_RELOJ="+c.reloj.Ahora().Format(time.RFC3339))
	var salida, errores bytes.Buffer
	p.Stdout, p.Stderr = &salida, &errores
	if err := p.Run(); err != nil {
		c.t.Fatalf("recordatorios: %v\n%s", err, errores.String())
	}
	var filas []struct {
		Persona, Comision, Numero, Regla, Papel string
		Inciso, Suprimido                       *string
		Dias                                    int
	}
	if err := json.Unmarshal(salida.Bytes(), &filas); err != nil {
		c.t.Fatalf("recordatorios: %v\n%s", err, salida.String())
	}
	out := []string{}
	for _, f := range filas {
		if f.Suprimido != nil {
			continue
		}
		inciso := ""
		if f.Inciso != nil {
			inciso = *f.Inciso
		}
		out = append(out, strings.Join([]string{f.Persona, f.Comision, f.Numero, inciso, f.Regla, f.Papel, fmt.Sprint(f.Dias)}, " "))
	}
	slices.Sort(out)
	return out
}

// enviado is what the reminders of a day held that arrived.
func (c *casa) enviado(dia string) []string {
	c.t.Helper()
	s := c.leer(`
		SELECT coalesce(string_agg(concat_ws(' ', s.persona, n.comision, lpad(n.cons::text, 2, '0') || '/' || n.anio, s.inciso, s.regla, s.papel, s.dias), E'\n'), '')
		FROM aviso_asuntos s JOIN avisos a ON a.id = s.aviso_id JOIN compromisos n ON n.id = s.compromiso_id
		WHERE a.clase = 'recordatorio' AND a.estado = 'enviado' AND s.suprimido = '' AND a.dia = '` + dia + `'`)
	out := []string{}
	if s != "" {
		out = strings.Split(s, "\n")
	}
	slices.Sort(out)
	return out
}

func diferencia(dicho, enviado []string) string {
	var b strings.Builder
	for _, s := range dicho {
		if !slices.Contains(enviado, s) {
			fmt.Fprintln(&b, "  said, not sent: ", s)
		}
	}
	for _, s := range enviado {
		if !slices.Contains(dicho, s) {
			fmt.Fprintln(&b, "  sent, not said: ", s)
		}
	}
	return b.String()
}
