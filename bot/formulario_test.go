package bot

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

func turnoDe(t testing.TB, b *Bot, f *formulario, n *compromiso.Compromiso) *turno {
	t.Helper()
	c := comisionFija()
	d := directorioFijo(c)
	d.Ejes = []string{"Difusión", "Promoción"}
	d.Solicitantes = []compromiso.Solicitante{{Clave: "CE-MRV", Nombre: "Consejera"}}
	return &turno{
		b: b, p: peticion{clase: claseBoton, canal: "C0CVD", url: "https://hooks.slack.com/actions/x", persona: uST}, dir: d, com: c, rol: rolST(),
		ahora: ahoraFijo(), n: n,
	}
}

func idsDe(bloques []slack.Block) []string {
	var ids []string
	for _, b := range bloques {
		if in, ok := b.(*slack.InputBlock); ok {
			ids = append(ids, in.BlockID)
		}
	}
	slices.Sort(ids)
	return ids
}

// lectores are the parsers of the forms; those that are not here read their fields in
// guarda itself.
var lectoresDeFormas = map[string]func(valores){
	"avance":  func(v valores) { _, _ = leerAvance(v) },
	"cumplir": func(v valores) { _, _ = leerCumplir(v) },
	"validar": func(v valores) { _, _ = leerValidar(v, "") },
	"asignar": func(v valores) { _, _ = leerAsignar(v) },
	"editar":  func(v valores) { mostrado(v); leerSolicitantes(v) },
	"nuevo":   func(v valores) { _, _, _ = leerNuevo(v) },
}

// View and parser of each form know the same ids; a block id is its action id; and
// what Slack limits is within its limits.
func TestIDsDeFormularios(t *testing.T) {
	c := nuevaCasa(t)
	for id, f := range c.b.tabla.formas {
		t.Run(id, func(t *testing.T) {
			n := manualFijo()
			if id != "prorroga" { // with one that waits, there is no part to ask it for
				n.Prorroga = &compromiso.Prorroga{Nueva: dia(5, 3), Motivo: "falta"}
			}
			tn := turnoDe(t, c.b, f, n)
			w := f.vista(tn, conValores(nil), "")
			vista := idsDe(w.Blocks.BlockSet)
			v := leerValores(nil)
			v.leidos = map[string]bool{}
			if leer := lectoresDeFormas[id]; leer != nil {
				leer(v)
			} else {
				c.st.ns[n.Numero] = n
				tn.origen = procedencia{Ref: valorRef(n, ""), Comision: "CVD"}
				_, _ = f.guarda(t.Context(), tn, v)
			}
			leidos := slices.Sorted(maps.Keys(v.leidos))
			if !slices.Equal(vista, leidos) {
				t.Errorf("the view has %v, the parser reads %v", vista, leidos)
			}
			b, err := json.Marshal(w)
			if err != nil || len(b) > 20000 {
				t.Errorf("view of %d bytes: %v", len(b), err)
			}
			if len(w.PrivateMetadata) > maxMetadatos || largo(w.Title.Text) > 24 || largo(w.Submit.Text) > 24 || w.CallbackID != id {
				t.Errorf("%q %q %q", w.Title.Text, w.Submit.Text, w.CallbackID)
			}
		})
	}
}

// A form opened filled in gives back what it was opened with.
func TestFormularioIdaYVuelta(t *testing.T) {
	c := nuevaCasa(t)
	tn := turnoDe(t, c.b, formNuevo(), nil)
	v := conValores(map[string]string{idTexto: "1. uno\n2. dos", idVence: "2024-05-03", idTipo: "acuerdo", idEje: "Difusión", idOtros: "Alguien"})
	v.conLista(idAreas, []string{"UTSI", "NOHAY"})
	w := formNuevo().vista(tn, v, "")
	b, _ := json.Marshal(w.Blocks)
	r := &vistaRecibida{ID: "V1", Callback: "nuevo", Titulo: "Registrar", Bloques: b, Estado: estadoDe(t, map[string]any{
		idTexto: escribe("otra cosa"), idVence: fechado("2024-06-03"), idAreas: eligeVarios("DERFE"), idTipo: elige("solicitud"),
	})}
	x := r.devolver(map[string]string{idTexto: "No se pudo"})
	out, _ := json.Marshal(x.Blocks)
	for _, quiere := range []string{"otra cosa", "2024-06-03", `"initial_options":[{"text":{"type":"plain_text","text":"DERFE"`, "No se pudo", "solicitud"} {
		if !strings.Contains(string(out), quiere) {
			t.Errorf("%q is not in %s", quiere, out)
		}
	}
}

func TestErroresPorCampo(t *testing.T) {
	v := &vistaRecibida{Bloques: json.RawMessage(`[{"type":"section"},{"type":"input","block_id":"texto"},{"type":"input","block_id":"areas"}]`)}
	if e := erroresEn(v, "areas", "falta"); e["areas"] != "falta" || len(e) != 1 {
		t.Errorf("by its field: %v", e)
	}
	if e := erroresEn(v, "otro", "falla"); e["texto"] != "falla" {
		t.Errorf("without a field: %v", e)
	}
	if e := erroresEn(&vistaRecibida{}, "x", "falla"); e != nil {
		t.Errorf("no inputs: %v", e)
	}
}

func TestProcedencia(t *testing.T) {
	o := procedencia{Ref: "CVD 03/2024", Comision: "CVD", URL: "https://hooks.slack.com/" + strings.Repeat("x", 4000)}
	s := o.String()
	if len(s) > maxMetadatos {
		t.Fatalf("%d characters", len(s))
	}
	if r, err := leerProcedencia(s); err != nil || r.Ref != o.Ref || r.URL != "" {
		t.Errorf("%+v %v", r, err)
	}
}

// A form that the state of now does not allow is not opened: the sentence says why.
func TestFormularioQueNoCabe(t *testing.T) {
	c := nuevaCasa(t)
	c.st.ns[planFijo().Numero].Estatus = compromiso.Cumplido
	for _, texto := range []string{"cumplir 03/2024", "avance 03/2024", "asignar 03/2024", "cancelar 03/2024", "prórroga 03/2024"} {
		r, err := c.orden(uST, texto)
		if compromiso.CodigoDe(err) != compromiso.Conflicto || r.vista != nil {
			t.Errorf("%s: %v", texto, err)
		}
	}
	if r, err := c.orden(uST, "reabrir 03/2024"); err != nil || r.vista == nil {
		t.Errorf("reabrir: %v", err)
	}
}

// Of several parts, a form offers those on which the person may act now; where there is
// none, it is not opened.
func TestFormularioOfreceSoloLoPosible(t *testing.T) {
	c := nuevaCasa(t)
	n := manualFijo() // of UTSI, with inciso a por validar; b is of DERFE
	c.st.ns[n.Numero] = n
	_, err := c.orden(uUTSI, "cumplir 04/2024")
	if compromiso.CodigoDe(err) != compromiso.Conflicto || !strings.Contains(err.Error(), "inciso a") || !strings.Contains(err.Error(), "«Por validar»") {
		t.Errorf("nothing of UTSI is left to propose: %v", err)
	}
	r, err := c.orden(uEnlace, "cumplir 04/2024")
	if err != nil || strings.Contains(string(cuerpoVista(r.vista)), "a) Corregir") || !strings.Contains(string(cuerpoVista(r.vista)), "b) Traducir") {
		t.Errorf("DERFE proposes b: %+v %v", r, err)
	}
	n.Incisos[1].Estatus = compromiso.Cumplido
	r, err = c.orden(uST, "avance 04/2024")
	if err != nil || strings.Contains(string(cuerpoVista(r.vista)), "b) Traducir") {
		t.Errorf("what is done takes no progress: %+v %v", r, err)
	}
}

// What the ST types after `cumplir NN/AAAA` is in the form; and where there are several
// commissions, the form of registering says for which one it is.
func TestFormularioDiceLoSabido(t *testing.T) {
	c := nuevaCasa(t)
	r, err := c.orden(uST, "cumplir 03/2024 Se entregó con el oficio 9")
	if err != nil || !strings.Contains(string(cuerpoVista(r.vista)), `Se envió el oficio.\nSe entregó con el oficio 9`) {
		t.Errorf("%+v %v", r, err)
	}
	if r, _ := c.orden(uST, "nuevo"); strings.Contains(string(cuerpoVista(r.vista)), "Para la CVD") {
		t.Error("it names the only commission")
	}
	c.st.dir.Comisiones = append(c.st.dir.Comisiones, compromiso.NewComision("COTSPEL", "Otra"))
	if r, err := c.orden(uST, "nuevo"); err != nil || !strings.Contains(string(cuerpoVista(r.vista)), "Para la CVD, Comisión del Voto a Distancia.") {
		t.Errorf("%+v %v", r, err)
	}
}
