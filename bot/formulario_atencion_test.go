package bot

import (
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// validando is the form of validation as it opens for the ST, with what its input of the
// atención holds, and whether there is one.
func (c *casa) validando(n *compromiso.Compromiso, segs ...compromiso.Seguimiento) (tn *turno, ofrece string, hay bool, dice string) {
	c.t.Helper()
	c.st.con(func() { c.st.ns[n.Numero], c.st.segs = n, segs })
	tn = turnoDe(c.t, c.b, formValidar(), n)
	r, err := abrirValidar(c.t.Context(), tn)
	if err != nil {
		c.t.Fatal(err)
	}
	o, err := leerProcedencia(r.vista.PrivateMetadata)
	if err != nil {
		c.t.Fatal(err)
	}
	tn.origen, tn.p.clase, tn.p.clave = o, claseFormulario, ""
	b := string(cuerpoVista(r.vista))
	for _, x := range r.vista.Blocks.BlockSet {
		if in, ok := x.(*slack.InputBlock); ok && in.BlockID == idAtencion {
			ofrece, hay = in.Element.(*slack.PlainTextInputBlockElement).InitialValue, true
		}
	}
	return tn, ofrece, hay, b
}

// The input offers what the informe would print, and what it does not hold is not lost.
func TestValidarConAtencion(t *testing.T) {
	segs := []compromiso.Seguimiento{
		{Fecha: dia(time.March, 8), Area: "DERFE", Texto: "Se entregó.\nCon sus anexos."}, {Fecha: dia(time.March, 1), Texto: "Se pidió."},
	}
	const prosa = "• 01.03.2024: Se pidió.\n• 08.03.2024, DERFE: Se entregó.\nCon sus anexos."
	largos := []compromiso.Seguimiento{{Fecha: dia(time.March, 1), Texto: strings.Repeat("ñ", maxSeccion)}}
	for nombre, x := range map[string]struct {
		propia  string
		segs    []compromiso.Seguimiento
		ofrece  string
		hay     bool
		dice    string
		escribe string
		queda   string
	}{
		"as it came":            {"", segs, prosa, true, "dirá los avances", prosa, prosa},
		"written anew":          {"", segs, prosa, true, "", "Se atendió con el oficio 12.", "Se atendió con el oficio 12."},
		"emptied":               {"", segs, prosa, true, "", "", ""},
		"the ST's own":          {"Ya se dijo.", segs, "Ya se dijo.", true, "", "Ya se dijo, y más.", "Ya se dijo, y más."},
		"the ST's own, kept":    {"Ya se dijo.", segs, "Ya se dijo.", true, "", "Ya se dijo.", "Ya se dijo."},
		"the ST's own, emptied": {"Ya se dijo.", segs, "Ya se dijo.", true, "", "", ""},
		"more than it holds":    {"", largos, "", true, "Los avances no caben", "", ""},
		"instead of all those":  {"", largos, "", true, "", "En breve.", "En breve."},
		"the own one too long":  {strings.Repeat("x", maxSeccion+1), nil, "", false, "ya está escrita y no cabe", "", strings.Repeat("x", maxSeccion+1)},
	} {
		t.Run(nombre, func(t *testing.T) {
			c := nuevaCasa(t)
			n := proponer(planFijo())
			n.Atencion = x.propia
			tn, ofrece, hay, dice := c.validando(n, x.segs...)
			if ofrece != x.ofrece || hay != x.hay || !strings.Contains(dice, x.dice) {
				t.Errorf("offered %v %.80q, said %.200s", hay, ofrece, dice)
			}
			v := conValores(map[string]string{idFecha: hoyFijo.String()})
			if hay {
				v.m[idAtencion] = valor{texto: x.escribe}
			}
			if _, err := guardarValidar(t.Context(), tn, v); err != nil {
				t.Fatal(err)
			}
			if s := c.st.ns[n.Numero].Atencion; s != x.queda {
				t.Errorf("kept %.80q", s)
			}
		})
	}
}

// An inciso that is validated leaves the prose open: what nobody wrote is not frozen.
func TestValidarIncisoConAtencion(t *testing.T) {
	c := nuevaCasa(t)
	n := manualFijo()
	n.Atencion = ""
	tn, ofrece, _, _ := c.validando(n, compromiso.Seguimiento{Fecha: dia(time.March, 1), Texto: "Se pidió."})
	for _, x := range []struct{ escribe, queda string }{{ofrece, ""}, {ofrece + "\nY se entregó.", ofrece + "\nY se entregó."}} {
		c.st.ns[n.Numero] = n
		v := conValores(map[string]string{idInciso: "a", idFecha: hoyFijo.String(), idAtencion: x.escribe})
		if _, err := guardarValidar(t.Context(), tn, v); err != nil {
			t.Fatal(err)
		}
		if s := c.st.ns[n.Numero].Atencion; s != x.queda {
			t.Errorf("kept %q", s)
		}
	}
}

// The form of editing offers the same, and does not lose what its input does not hold.
func TestEditarConAtencion(t *testing.T) {
	c := nuevaCasa(t)
	n := planFijo()
	n.Atencion = ""
	c.st.ns[n.Numero], c.st.segs = n, []compromiso.Seguimiento{{Fecha: dia(time.March, 1), Texto: strings.Repeat("ñ", maxSeccion)}}
	tn := turnoDe(t, c.b, formEditar(), n)
	r, err := abrirEditar(t.Context(), tn)
	if err != nil || !strings.Contains(string(cuerpoVista(r.vista)), "Los avances no caben") {
		t.Fatalf("%v", err)
	}
}
