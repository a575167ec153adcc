package page

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"compromisos/slacksim"
)

// BenchmarkState is what the page asks for at each change, with little and with much that was
// said before: its cost follows what is shown.
func BenchmarkState(b *testing.B) {
	for _, n := range []int{100, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			sim, err := slacksim.Start(slacksim.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = sim.Close() })
			sim.AddUser(slacksim.User{ID: "U1", Name: "ines"})
			sim.AddChannel(slacksim.Channel{ID: "C1", Name: "cvd", Members: []string{"U1", sim.BotUserID()}})
			for range n {
				if _, err := sim.Say(b.Context(), "U1", "C1", "se remitió la nota con el oficio 214", ""); err != nil {
					b.Fatal(err)
				}
			}
			sim.MarkRead("U1", "C1", sim.Messages("C1")[n-1].TS)
			p := New(Options{Sim: sim, Title: "Práctica", App: "Bot", People: []Person{{ID: "U1"}}})
			r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://127.0.0.1/api/state?me=U1&place=C1", nil)
			r.Header.Set(tokenHeader, p.token)
			size := 0
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				p.ServeHTTP(w, r)
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size), "bytes/state")
		})
	}
}
