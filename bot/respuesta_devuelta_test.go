package bot

import (
	"net/http/httptest"
	"strings"
	"testing"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// escritoEn is all plain text in the sections of a message.
func escritoEn(m Mensaje) string {
	var out []string
	for _, b := range m.Bloques {
		if s, ok := b.(*slack.SectionBlock); ok {
			out = append(out, s.Text.Text)
		}
	}
	return strings.Join(out, " ")
}

// parrafos is a text of about n characters in which no word is like another's neighbour.
func parrafos(n int) string {
	var b strings.Builder
	for k := 0; largo(b.String()) < n; k++ {
		b.WriteString(strings.Repeat("ñ", 1+k%7) + " ")
	}
	return b.String() + "el final"
}

// What was typed comes back whole, in as many pieces as it takes; past what a message
// holds, that is said.
func TestDevuelta(t *testing.T) {
	for _, largoDe := range []int{60, 2990, 3100, 8000} {
		escrito := strings.Join(strings.Fields(parrafos(largoDe)), " ")
		m := peticion{clase: claseOrden, texto: escrito}.devuelta("No se pudo.")
		if s := escritoEn(m); !strings.HasSuffix(s, "/compromiso "+escrito) || strings.Contains(s, "principio") {
			t.Errorf("%d: it is not whole: %d blocks, %.80q", largoDe, len(m.Bloques), s)
		}
		if sumaTextos(m.Bloques) > maxSuma {
			t.Errorf("%d: %d in the blocks", largoDe, sumaTextos(m.Bloques))
		}
	}
	m := peticion{clase: claseOrden, texto: strings.Repeat("<x> ", 9000)}.devuelta("No se pudo.")
	if s := escritoEn(m); !strings.Contains(s, "no cabe entero") || sumaTextos(m.Bloques) > maxSuma {
		t.Errorf("%.80q", s)
	}
	for _, s := range []string{strings.Repeat("ñ", 7000), strings.Repeat("😀", 4000), "a\nb", ""} {
		if strings.Join(trocear(s, maxSeccion), "") != s && s != "a\nb" {
			t.Errorf("pieces of %.20q", s)
		}
	}
}

// A text that the form does not hold, with a mistake beside it: nothing is registered
// cut, and nothing of it is lost.
func TestNuevoLargo(t *testing.T) {
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	srv := httptest.NewServer(c.b.Handler())
	t.Cleanup(srv.Close)
	c.sim.UseHTTP(srv.URL + "/slack/events")
	c.st.dir.Ejes = []string{"Difusión"}
	largo := strings.Join(strings.Fields(parrafos(6000)), " ")
	for nombre, texto := range map[string]string{
		"texto":        "nuevo " + largo + " áreas:NOHAY",
		"solicitantes": `nuevo Algo áreas:NOHAY solicita:"` + largo + `"`,
		"eje":          `nuevo Algo áreas:NOHAY eje:"` + strings.Repeat("eje y ", 20) + `eje"`,
	} {
		r, err := c.orden(uST, texto)
		if err != nil || r.vista != nil || r.mensaje == nil {
			t.Errorf("%s: %+v %v", nombre, r, err)
			continue
		}
		if s := escritoEn(*r.mensaje); !strings.Contains(s, "NOHAY") || !strings.Contains(s, "no cabe en las casillas") || !strings.HasSuffix(s, "/compromiso "+texto) {
			t.Errorf("%s: %.300q", nombre, s)
		}
	}
	// Over the wire it arrives, whatever the acknowledgement holds.
	if o := c.slash(uST, "nuevo "+largo+" áreas:NOHAY"); len(c.sim.Views(uST)) > 0 {
		t.Errorf("%+v", o)
	}
	c.dijo(uST, "no cabe en las casillas")
	c.sinQuejas()
	// Without a mistake it is registered whole; the form takes what fits to the last character.
	if _, err := c.orden(uST, "nuevo "+largo+" áreas:DERFE"); err != nil {
		t.Fatal(err)
	}
	if n := c.st.ns[compromiso.Numero{Cons: 20, Anio: 2024}]; n == nil || n.Texto != largo {
		t.Errorf("registered: %+v", n)
	}
	justo := strings.Repeat("ñ", maxSeccion)
	if r, err := c.orden(uST, "nuevo "+justo+" áreas:NOHAY"); err != nil || r.vista == nil || !strings.Contains(string(cuerpoVista(r.vista)), justo) {
		t.Errorf("what fits: %v", err)
	}
}

// What was typed after the number of the other forms is not cut either.
func TestFormulariosLargos(t *testing.T) {
	c := nuevaCasa(t)
	for _, x := range []struct{ persona, orden string }{
		{uEnlace, "cumplir"}, {uST, "cumplir"}, {uEnlace, "prórroga"}, {uST, "prórroga"},
	} {
		c.st.con(func() {
			n := planFijo()
			if x.persona == uST && x.orden == "prórroga" {
				n.Prorroga = &compromiso.Prorroga{Nueva: dia(5, 3), Motivo: "falta", Estado: compromiso.ProrrogaPedida, Persona: uEnlace}
			}
			c.st.ns[n.Numero] = n
		})
		r, err := c.orden(x.persona, x.orden+" 03/2024 "+parrafos(4000))
		if r.vista != nil || compromiso.CodigoDe(err) != compromiso.Invalido || !strings.Contains(err.Error(), "caben") {
			t.Errorf("%s %s: %+v %v", x.persona, x.orden, r, err)
		}
		corto := strings.TrimSpace(parrafos(800))
		r, err = c.orden(x.persona, x.orden+" 03/2024 "+corto)
		if err != nil || r.vista == nil || !strings.Contains(string(cuerpoVista(r.vista)), corto) {
			t.Errorf("%s %s, short: %+v %v", x.persona, x.orden, r, err)
		}
	}
}
