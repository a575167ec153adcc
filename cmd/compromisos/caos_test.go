package main

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"compromisos/slacksim"
)

// Everything goes wrong at once, in small: see `make caos` for the large form. Each person
// has one reminder, and the record agrees with what Slack saw.
func TestCaos(t *testing.T) {
	t.Parallel()
	m := abrirMundo(t, formaCaos{
		personas: 40, procesos: 3, muertes: 3, vida: 2500 * time.Millisecond, reinicios: 1, techo: 10,
		largo: 3 * time.Second, plazo: time.Minute, breve: true,
	})
	m.arrancar()
	m.desatar()
	m.llegan()
	m.cotejar()
	m.cifras()
}

// llegan waits until nothing that is due is left to be sent.
func (m *mundo) llegan() {
	m.t.Helper()
	fin := time.Now().Add(m.f.plazo)
	for {
		var quedan, hay int
		err := m.db.QueryRowContext(m.t.Context(), `
			SELECT count(*) FILTER (WHERE estado IN ('pendiente', 'enviando')), count(*) FROM avisos WHERE clase = 'recordatorio'`).Scan(&quedan, &hay)
		if err == nil && quedan == 0 && hay >= m.f.personas {
			return
		}
		if time.Now().After(fin) {
			m.t.Fatalf("seed %d: %d of %d reminders are not out after %s (%v)", m.semilla, quedan, hay, time.Since(m.inicio).Round(time.Second), err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// cuenta is what came of it all.
type cuenta struct {
	mensajes, perdidos, dobles, discordes int
	tardo, edad                           time.Duration // the last message since all fell due; the oldest when it left
}

// cotejar holds what Slack saw against the record.
func (m *mundo) cotejar() cuenta {
	m.t.Helper()
	var c cuenta
	enRegistro := map[string]string{}
	filas, err := m.db.QueryContext(m.t.Context(), `SELECT destino, estado || ' ' || ts FROM avisos WHERE clase = 'recordatorio'`)
	if err != nil {
		m.t.Fatal(err)
	}
	defer filas.Close()
	for filas.Next() {
		var destino, como string
		if err := filas.Scan(&destino, &como); err != nil {
			m.t.Fatal(err)
		}
		enRegistro[destino] += como
	}
	if err := filas.Err(); err != nil {
		m.t.Fatal(err)
	}
	for k := range m.f.personas {
		dm := m.sim.DM(persona(k))
		c.mensajes += len(dm)
		switch {
		case len(dm) == 0:
			c.perdidos++
		case len(dm) > 1:
			c.dobles += len(dm) - 1
		case enRegistro[persona(k)] != "enviado "+dm[0].TS:
			c.discordes++
			m.t.Errorf("Slack has %s's message at %s, the record says %q", persona(k), dm[0].TS, enRegistro[persona(k)])
		}
		for _, x := range dm {
			c.edad = max(c.edad, momentoDe(x).Sub(m.inicio))
		}
	}
	c.tardo = c.edad
	if otros := len(m.sim.DM("U0ST")) + len(m.sim.Messages("C0CVD")); otros > 0 {
		m.t.Errorf("seed %d: %d messages that nobody was owed", m.semilla, otros)
	}
	if c.perdidos+c.dobles+c.discordes > 0 || c.mensajes != m.f.personas {
		m.t.Errorf("seed %d: %+v", m.semilla, c)
	}
	return c
}

// momentoDe is when Slack took a message.
func momentoDe(m slacksim.Message) time.Time {
	s, err := strconv.ParseFloat(m.TS, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMicro(int64(s * 1e6))
}

// cifras prints what happened, as a table.
func (m *mundo) cifras() {
	c := m.cotejar()
	estados := map[int]int{}
	cortes, busquedas := 0, 0
	for _, x := range m.sim.Traffic() {
		if x.ToApp {
			continue
		}
		estados[x.Status]++
		if x.Status == 0 {
			cortes++
		}
		if x.Name == "conversations.history" {
			busquedas++
		}
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fila := func(que string, v any) { fmt.Fprintf(w, "%s\t%v\n", que, v) }
	fila("semilla", m.semilla)
	fila("personas, mensajes", fmt.Sprint(m.f.personas, ", ", c.mensajes))
	fila("perdidos, dobles, en desacuerdo con el registro", fmt.Sprint(c.perdidos, ", ", c.dobles, ", ", c.discordes))
	fila("el más antiguo al salir", c.edad.Round(time.Millisecond))
	fila("muertes por SIGKILL", m.muertes.Load())
	fila("reinicios de Postgres (confirmaciones a medias)", fmt.Sprintf("%d (%d)", m.reinicio, m.enMedio))
	fila("429", estados[http.StatusTooManyRequests])
	fila("5xx", estados[500]+estados[501]+estados[502]+estados[503])
	fila("conexiones cortadas o colgadas", cortes)
	fila("envíos intentados, búsquedas de la marca", fmt.Sprint(m.sim.Calls("chat.postMessage"), ", ", busquedas))
	_ = w.Flush()
	m.t.Log("\n" + b.String())
}

// momentos are when Slack took the messages, in order.
func (m *mundo) momentos() []time.Time {
	var out []time.Time
	for k := range m.f.personas {
		for _, x := range m.sim.DM(persona(k)) {
			out = append(out, momentoDe(x))
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}
