package bot

import (
	"context"
	"encoding/json"
	"errors"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// maxMetadatos is Slack's limit for private_metadata.
const maxMetadatos = 3000

// formulario is one form: its id, what it asks for and what is done with it. The ids
// of its blocks are the fields of the domain's errors, so that each error finds its
// place.
type formulario struct {
	id     string // callback_id
	titulo string
	enviar string
	accion compromiso.Accion
	sobre  bool
	// campos are its blocks, filled in with v.
	campos func(t *turno, v valores) []slack.Block
	// guarda reads what was filled in and does it.
	guarda func(ctx context.Context, t *turno, v valores) (respuesta, error)
}

// register puts the form into the router.
func (f *formulario) register(t *tabla) {
	t.formas[f.id] = f
	t.add(puerta{
		clase: claseFormulario, nombre: f.id, accion: f.accion, sobre: f.sobre,
		haz: func(ctx context.Context, t *turno) (respuesta, error) {
			return f.guarda(ctx, t, leerValores(t.p.vista.Estado))
		},
	})
}

// abrir is the answer that shows the form, filled in with v.
func (f *formulario) abrir(t *turno, v valores) respuesta {
	w := f.vista(t, v, "")
	return respuesta{vista: &w}
}

// vista is the form as Slack shows it. confirmado is kept in it for its submission.
func (f *formulario) vista(t *turno, v valores, confirmado string) slack.ModalViewRequest {
	o := t.origen
	if t.p.clase != claseFormulario {
		o = procedencia{Canal: t.p.canal, Hilo: t.p.hilo, URL: t.p.url}
		if !t.p.efimero {
			o.Mensaje = t.p.mensaje
		}
	}
	o.Comision, o.Confirmado = t.com.Siglas, confirmado
	if f.sobre {
		o.Ref = valorRef(t.n, t.inciso)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: f.id, Title: llanoDe(recortar(f.titulo, 24)),
		Submit: llanoDe(f.enviar), Close: llanoDe("Cancelar"), PrivateMetadata: o.String(),
		Blocks: slack.Blocks{BlockSet: f.campos(t, v)},
	}
}

// procedencia is what a form remembers until it is sent: what it is about and where
// it was opened.
type procedencia struct {
	Ref        string `json:"r,omitempty"`
	Comision   string `json:"c,omitempty"`
	Canal      string `json:"k,omitempty"`
	Mensaje    string `json:"m,omitempty"`
	Hilo       string `json:"h,omitempty"`
	URL        string `json:"u,omitempty"`
	Confirmado string `json:"s,omitempty"`
}

// String fits into private_metadata: what can be done without is left out.
func (o procedencia) String() string {
	for {
		b, _ := json.Marshal(o)
		if len(b) <= maxMetadatos {
			return string(b)
		}
		switch {
		case o.URL != "":
			o.URL = ""
		case o.Mensaje != "" || o.Hilo != "":
			o.Mensaje, o.Hilo = "", ""
		default:
			return "{}"
		}
	}
}

func leerProcedencia(s string) (procedencia, error) {
	var o procedencia
	if err := json.Unmarshal([]byte(s), &o); err != nil {
		return procedencia{}, errors.New("form: bad private_metadata")
	}
	return o, nil
}

// bloquesDe are the ids of the inputs of a view, in order.
func (v *vistaRecibida) bloquesDe() []string {
	var bloques []*struct {
		Type    string `json:"type"`
		BlockID string `json:"block_id"`
	}
	_ = json.Unmarshal(v.Bloques, &bloques)
	var ids []string
	for _, b := range bloques {
		if b != nil && b.Type == "input" && b.BlockID != "" {
			ids = append(ids, b.BlockID)
		}
	}
	if len(ids) == 0 {
		for id := range v.Estado {
			ids = append(ids, id)
		}
	}
	return ids
}

// erroresEn puts a sentence by the field it belongs to, or by the first one when the
// form has no such field: an error keeps everything that was typed.
func erroresEn(v *vistaRecibida, campo, frase string) map[string]string {
	ids := v.bloquesDe()
	if len(ids) == 0 {
		return nil
	}
	donde := ids[0]
	for _, id := range ids {
		if id == campo {
			donde = id
		}
	}
	return map[string]string{donde: recortar(frase, 1500)}
}

// devolver is the form as it came in, with what was typed and a sentence on top: for
// when its window shows something else by now.
func (v *vistaRecibida) devolver(errores map[string]string) slack.ModalViewRequest {
	var bloques slack.Blocks
	if err := json.Unmarshal(v.Bloques, &bloques); err != nil {
		return vistaFrase(v.Titulo, frasePerdida)
	}
	val := leerValores(v.Estado)
	var salen []slack.Block
	for _, e := range errores {
		salen = append(salen, slack.NewSectionBlock(llanoDe("⚠️ "+recortar(e, 1500)), nil, nil))
	}
	for _, b := range bloques.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok {
			rellenar(in, val)
		}
		salen = append(salen, b)
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: llanoDe(tituloDe(v.Titulo)), Submit: llanoDe(enviarDe(v.Enviar)), Close: llanoDe("Cancelar"),
		PrivateMetadata: v.Metadatos, CallbackID: v.Callback, Blocks: slack.Blocks{BlockSet: salen},
	}
}

func tituloDe(s string) string {
	if s == "" {
		s = "Compromisos"
	}
	return recortar(s, 24)
}

func enviarDe(s string) string {
	if s == "" {
		s = "Enviar"
	}
	return recortar(s, 24)
}

// vistaFrase is a modal that says one thing.
func vistaFrase(titulo, frase string) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: llanoDe(tituloDe(titulo)), Close: llanoDe("Cerrar"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, recortarMarca(frase, maxSeccion), false, true), nil, nil),
		}},
	}
}
