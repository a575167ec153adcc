package bot

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
)

// aliasDeOrdenes are the names that work and that the help does not name.
var aliasDeOrdenes = map[string][]string{
	ordenAyuda: {"help", "?"}, ordenNuevo: {"nueva", "registrar"}, "lista": {"listar"}, "cumplir": {"cumplido"},
}

// ordenesEn are the subcommands that a message names as something to type.
func ordenesEn(t *testing.T, m Mensaje) []string {
	t.Helper()
	var out []string
	for _, l := range strings.Split(m.Texto, "\n") {
		escrito, ok := strings.CutPrefix(l, "• «")
		if !ok {
			continue
		}
		escrito, _, _ = strings.Cut(escrito, "»")
		palabra, _ := cortarPalabra(escrito)
		if strings.Contains(palabra, ":") { // an option
			continue
		}
		if o := plegarOrden(palabra); !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	slices.Sort(out)
	return out
}

// The help names every subcommand, and none that does not work or that the person may
// not use.
func TestAyudaDiceLoQueHay(t *testing.T) {
	tabla := newTabla()
	var nombres []string
	alias := map[string][]string{}
	for _, p := range tabla.puertas {
		if p.clase != claseOrden {
			continue
		}
		nombres = append(nombres, p.nombre)
		if len(p.alias) > 0 {
			alias[p.nombre] = p.alias
		}
	}
	slices.Sort(nombres)
	if !maps.EqualFunc(alias, aliasDeOrdenes, slices.Equal) {
		t.Errorf("aliases %v, the list has %v", alias, aliasDeOrdenes)
	}
	if hay := ordenesEn(t, mensajeAyuda(rolST(), 2026)); !slices.Equal(hay, nombres) {
		t.Errorf("the help names %v, the table has %v", hay, nombres)
	}
	for _, rol := range []compromiso.Rol{rolST(), rolEnlace(), rolLector()} {
		var quiere []string
		for _, p := range tabla.puertas {
			if p.clase == claseOrden && permitir(rol, p.accion, rol.Areas) == nil {
				quiere = append(quiere, p.nombre)
			}
		}
		slices.Sort(quiere)
		if hay := ordenesEn(t, mensajeAyuda(rol, 2026)); !slices.Equal(hay, quiere) {
			t.Errorf("%+v is told %v and may %v", rol, hay, quiere)
		}
	}
}

// What is offered to be pressed, works; so does every «/compromiso …» in a sentence of
// the house.
func TestSoloSeOfreceLoQueHay(t *testing.T) {
	tabla := newTabla()
	for nombre, m := range muestras(t, nil) {
		b := string(goldenDe(t, m))
		for _, x := range regexp.MustCompile(`"action_id": "([^"]*)"`).FindAllStringSubmatch(b, -1) {
			if _, ok := tabla.find(claseBoton, x[1]); !ok {
				t.Errorf("%s offers %q, which nothing answers", nombre, x[1])
			}
		}
	}
	orden := regexp.MustCompile(`/compromiso (\p{L}+)`)
	vistas := 0
	for _, patron := range []string{"*.go", "../compromiso/*.go"} {
		rutas, err := filepath.Glob(patron)
		if err != nil {
			t.Fatal(err)
		}
		for _, ruta := range rutas {
			if strings.HasSuffix(ruta, "_test.go") {
				continue
			}
			b, err := os.ReadFile(ruta)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range orden.FindAllStringSubmatch(string(b), -1) {
				vistas++
				if _, ok := tabla.find(claseOrden, plegarOrden(x[1])); !ok && x[1] != "SUBCOMANDO" && x[1] != "CVD" {
					t.Errorf("%s names «/compromiso %s», which nothing answers", ruta, x[1])
				}
			}
		}
	}
	if vistas < 10 {
		t.Errorf("only %d seen", vistas)
	}
}

// A subcommand that is not there yet says so and what to do instead; it guesses no other.
func TestOrdenesPorVenir(t *testing.T) {
	c := nuevaCasa(t)
	for texto, dice := range map[string]string{
		"configurar":    "quien opera el bot",
		"sesión nueva":  "«/compromiso sesiones»",
		"cvd área UTSI": "«/compromiso áreas»",
	} {
		for _, quien := range []string{uST, uLector} {
			r, err := c.orden(quien, texto)
			if err != nil || !strings.Contains(r.mensaje.Texto, dice) || strings.Contains(r.mensaje.Texto, "Quiso decir") {
				t.Errorf("%q: %+v %v", texto, r.mensaje, err)
			}
		}
	}
	for nombre := range porVenir {
		if _, ya := c.b.tabla.find(claseOrden, nombre); ya {
			t.Errorf("%s is there by now", nombre)
		}
	}
}

// Two commissions may have the same number: a refusal says of which.
func TestNegativaConSiglas(t *testing.T) {
	c := nuevaCasa(t)
	c.st.ns[planFijo().Numero].Estatus = compromiso.Cumplido
	_, err := c.orden(uST, "cumplir 03/2024")
	if err == nil || strings.Contains(err.Error(), "CVD") {
		t.Errorf("the only commission: %v", err)
	}
	c.st.dir.Comisiones = append(c.st.dir.Comisiones, compromiso.NewComision("COTSPEL", "Otra"))
	_, err = c.orden(uST, "cumplir 03/2024")
	if compromiso.CodigoDe(err) != compromiso.Conflicto || !strings.Contains(err.Error(), "compromiso CVD 03/2024") {
		t.Errorf("two commissions: %v", err)
	}
}
