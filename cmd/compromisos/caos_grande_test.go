//go:build caos

package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

// TestCaosGrande is the large form, with the real `compromisos servir`.
func TestCaosGrande(t *testing.T) {
	m := abrirMundo(t, formaCaos{
		personas: 500, procesos: 3, muertes: 30, vida: 5 * time.Second, reinicios: 2, techo: 12,
		largo: 17 * time.Second, plazo: 6 * time.Minute,
	})
	m.arrancar()
	m.desatar()
	m.llegan()
	m.cotejar()
	m.cifras()
}

// TestCaosRitmo measures how close three processes come to the ceiling of the workspace.
func TestCaosRitmo(t *testing.T) {
	const techo = 50
	m := abrirMundo(t, formaCaos{personas: 500, procesos: 3, techo: techo, plazo: 2 * time.Minute})
	m.arrancar()
	m.llegan()
	c := m.cotejar()
	ms := m.momentos()
	if len(ms) == 0 {
		t.Fatal("nothing was sent")
	}
	frenos := 0
	for _, x := range m.sim.Traffic() {
		if x.Status == http.StatusTooManyRequests {
			frenos++
			t.Logf("429 a los %.2f s", x.At.Sub(ms[0]).Seconds())
		}
	}
	var porSegundo []int
	for _, x := range ms {
		s := int(x.Sub(ms[0]).Seconds())
		for len(porSegundo) <= s {
			porSegundo = append(porSegundo, 0)
		}
		porSegundo[s]++
	}
	t.Log("por segundo:", porSegundo)
	ideal := float64(m.f.personas) / techo
	tardo := ms[len(ms)-1].Sub(ms[0]).Seconds()
	fmt.Printf("mensajes %d, dobles %d, 429 %d, ideal %.2f s, del primero al último %.2f s: %.3f\n",
		c.mensajes, c.dobles, frenos, ideal, tardo, tardo/ideal)
}
