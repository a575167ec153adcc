package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"
	"compromisos/informe"

	"github.com/slack-go/slack"
)

// The ST's prose of how it was attended: the input that the forms of validation and of
// editing share.
const (
	idAtencion       = "atencion"
	etiquetaAtencion = "Atención para el informe"
	ayudaAtencion    = "Es lo que el informe dirá de cómo se atendió: corríjalo como quiera que se lea. Si lo deja vacío, dirá los avances, por fecha."
)

// campoAtencion is the input, filled in with what it was offered; nil where the prose is
// longer than an input holds, so that it cannot be cut.
func campoAtencion(v valores) slack.Block {
	if largo(v.m[idAtencion].texto) > maxSeccion {
		return nil
	}
	return campo{id: idAtencion, etiqueta: etiquetaAtencion, renglones: true, opcional: true, ayuda: ayudaAtencion}.escrito(v)
}

// prosa is the atención of now or, where nobody wrote any, what the informe prints in its
// place: the seguimientos, by date.
func (t *turno) prosa(ctx context.Context) (string, error) {
	if t.n.Atencion != "" {
		return t.n.Atencion, nil
	}
	f, err := t.b.st.Ficha(ctx, t.dir, t.ref())
	if err != nil {
		return "", err
	}
	return prosaDe(f.Seguimientos), nil
}

// prosaDe writes the seguimientos out as the informe does.
func prosaDe(segs []compromiso.Seguimiento) string {
	var f compromiso.FilaInforme
	for _, s := range segs {
		f.Seguimientos = append(f.Seguimientos, compromiso.SegInforme{Fecha: s.Fecha, Area: s.Area, Clase: s.Clase, Inciso: s.Inciso, Texto: s.Texto})
	}
	return strings.TrimSpace(informe.AtencionImpresa(f))
}

// ofrecida is the prose as an input can offer it. Seguimientos that it does not hold leave it
// empty: a part of them, saved, would stand for all.
func (t *turno) ofrecida(prosa string) string {
	if t.n.Atencion == "" && largo(prosa) > maxSeccion {
		t.noCaben = true
		return ""
	}
	return prosa
}

// notaAtencion says why the input is empty, or not there; nil where it is neither.
func (t *turno) notaAtencion(v valores) slack.Block {
	switch {
	case largo(v.m[idAtencion].texto) > maxSeccion:
		return slack.NewSectionBlock(llanoDe("La atención para el informe ya está escrita y no cabe en una casilla, así que aquí no se puede editar: queda como está."), nil, nil)
	case t.noCaben:
		return slack.NewSectionBlock(llanoDe("Los avances no caben en la casilla de la atención. Si la deja vacía, el informe los dirá completos, por fecha."), nil, nil)
	}
	return nil
}
