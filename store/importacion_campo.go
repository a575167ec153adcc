package store

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
)

// campo is one field of a row: what is stored, what the informe says, as one text each.
type campo struct {
	nombre            string
	guardado, informe string
	callado           bool // the informe does not say
	estado            bool // it is of the state: an older informe does not touch it
	poner             func()
}

// campos are the fields of a row beside those of the compromiso.
func (im *importacion) campos(n *compromiso.Compromiso, f compromiso.FilaInforme) []campo {
	texto := func(nombre string, sitio *string, v string) campo {
		return campo{nombre: nombre, guardado: *sitio, informe: v, callado: v == "", poner: func() { *sitio = v }}
	}
	varios := func(nombre string, sitio *[]string, v []string) campo {
		return campo{
			nombre: nombre, guardado: unir(*sitio), informe: unir(v), callado: len(v) == 0,
			poner: func() { *sitio = slices.Clone(v) },
		}
	}
	areas, propuestas := im.areas(n, f)
	s := im.buscarSesion(f.Sesion, f.FechaSesion, f.Numero.Anio)
	tipo := string(n.Tipo)
	cs := []campo{
		{nombre: "sesion", guardado: nombreSesion(n.Sesion), informe: nombreSesion(s), callado: s == nil, poner: func() { n.Sesion = s }},
		{
			nombre: "tipo", guardado: tipo, informe: string(f.Tipo), callado: f.Tipo == "",
			poner: func() { n.Tipo = f.Tipo },
		},
		texto("eje", &n.Eje, strings.TrimSpace(f.Eje)),
		texto("texto", &n.Texto, f.Texto),
		varios("solicitantes", &n.Solicitantes, f.Solicitantes),
		varios("areas", &n.Areas, areas),
		varios("areas_propuestas", &n.AreasPropuestas, propuestas),
		im.campoLimite(n, f),
		im.campoEstado(n, f),
		im.campoIncisos(n, f),
	}
	atencion := texto("atencion", &n.Atencion, f.Atencion)
	atencion.estado = true
	permanente := campo{nombre: "permanente", guardado: siNo(n.Permanente), informe: siNo(f.Permanente), callado: !f.Permanente, poner: func() { n.Permanente = true }}
	return append(cs, atencion, permanente)
}

// areas are the areas that the row gives: known ones, and those to be confirmed. What
// somebody confirmed here is not proposed again.
func (im *importacion) areas(n *compromiso.Compromiso, f compromiso.FilaInforme) (areas, propuestas []string) {
	propuestas = slices.Clone(f.AreasPropuestas)
	for _, s := range f.Areas {
		if a, ok := im.d.Area(s); ok {
			areas = append(areas, a.Siglas)
			continue
		}
		im.advertir(f.Linea, "areas", "El área «%s» del compromiso %s no está configurada: queda como propuesta.", s, f.Numero)
		if !slices.Contains(propuestas, s) {
			propuestas = append(propuestas, s)
		}
	}
	if len(f.Areas) == 0 && f.AreasPropuestas == nil && f.Estatus.Abierto() {
		propuestas = im.d.AreasMencionadas(f.Texto + "\n" + f.Atencion)
	}
	if len(f.Areas) == 0 && len(n.Areas) > 0 {
		propuestas = nil
	}
	return areas, propuestas
}

func (im *importacion) campoLimite(n *compromiso.Compromiso, f compromiso.FilaInforme) campo {
	return campo{
		nombre: "fecha_limite", guardado: n.FechaLimite.String(), informe: f.FechaLimite.String(), callado: f.FechaLimite.IsZero(),
		poner: func() { n.FechaLimite, n.AvisarDesde = f.FechaLimite, im.acto.En },
	}
}

// campoEstado is the state with its date: they change together. What the documents do
// not tell apart (por validar is printed as en proceso), and a date that the informe
// does not give, are no difference.
func (im *importacion) campoEstado(n *compromiso.Compromiso, f compromiso.FilaInforme) campo {
	estatus, fecha := f.Estatus, f.FechaCumplimiento
	if n.ID != 0 {
		if estatus == compromiso.EnProceso && n.Estatus == compromiso.PorValidar {
			estatus = n.Estatus
		}
		if estatus == n.Estatus && fecha.IsZero() {
			fecha = n.FechaCumplimiento
		}
	}
	return campo{
		nombre: "estatus", guardado: nombreEstado(n.Estatus, n.FechaCumplimiento), informe: nombreEstado(estatus, fecha), estado: true,
		poner: func() {
			abierto := n.Estatus.Abierto()
			n.Estatus, n.FechaCumplimiento = estatus, fecha
			switch {
			case !estatus.Abierto():
				n.Cerrado, n.Prorroga = im.momento(), nil
				if t := fecha.En(im.c.Zona, compromiso.Hora{}); n.ID == 0 && !fecha.IsZero() && t.Before(n.Cerrado) {
					n.Cerrado = t // it was closed when it came to be known
				}
			case !abierto:
				n.Cerrado, n.AvisarDesde = time.Time{}, im.acto.En
			}
			if estatus != compromiso.PorValidar {
				n.FechaPropuesta = compromiso.Fecha{}
			}
		},
	}
}

// momento is when an imported state counts from: the day of the informe.
func (im *importacion) momento() time.Time {
	if im.inf.FechaInforme.IsZero() {
		return im.acto.En
	}
	h, err := compromiso.ParseHora(im.inf.HoraInforme)
	if err != nil {
		h = compromiso.Hora{}
	}
	return im.inf.FechaInforme.En(im.c.Zona, h)
}

func (im *importacion) campoIncisos(n *compromiso.Compromiso, f compromiso.FilaInforme) campo {
	return campo{
		nombre: "incisos", guardado: nombreIncisos(incisosInforme(n.Incisos)), informe: nombreIncisos(f.Incisos),
		callado: len(f.Incisos) == 0, estado: true,
		poner: func() {
			propuestas := map[string]compromiso.Fecha{}
			for _, i := range n.Incisos {
				propuestas[i.Letra] = i.FechaPropuesta
			}
			n.Incisos = nil
			for _, i := range f.Incisos {
				n.Incisos = append(n.Incisos, compromiso.Inciso{
					Letra: i.Letra, Texto: i.Texto, Areas: sinVacia(i.Areas), Estatus: i.Estatus, FechaLimite: i.FechaLimite,
					FechaCumplimiento: i.FechaCumplimiento, FechaPropuesta: propuestas[i.Letra],
				})
			}
		},
	}
}

func sinVacia(l []string) []string {
	if len(l) == 0 {
		return nil
	}
	return l
}

// nombreIncisos is the incisos as one text; none is "".
func nombreIncisos(is []compromiso.IncisoInforme) string {
	if len(is) == 0 {
		return ""
	}
	normal := slices.Clone(is)
	for k := range normal {
		normal[k].Areas = slices.Clone(lista(normal[k].Areas))
	}
	b, err := json.Marshal(normal)
	if err != nil {
		return err.Error() // strings and dates: it cannot be
	}
	return string(b)
}

func nombreSesion(s *compromiso.Sesion) string {
	if s == nil {
		return ""
	}
	return s.Codigo.String() + " " + s.Fecha.String()
}

func nombreEstado(e compromiso.Estatus, f compromiso.Fecha) string {
	return strings.TrimSpace(string(e) + " " + f.String())
}

func siNo(b bool) string {
	if b {
		return "sí"
	}
	return ""
}

func unir(l []string) string { return strings.Join(l, "; ") }
