package bot

import (
	"context"
	"fmt"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// formAsignar sets who attends it, and by when.
func formAsignar() *formulario {
	return &formulario{
		id: "asignar", titulo: "Asignar áreas", enviar: "Asignar", accion: compromiso.Asignar, sobre: true,
		campos: camposAsignar, guarda: guardarAsignar,
	}
}

func camposAsignar(t *turno, v valores) []slack.Block {
	if v.m[idAreas].varios == nil {
		areas := t.n.AreasDeInciso(t.inciso)
		if t.inciso == "" {
			areas = append(append([]string(nil), t.n.Areas...), t.n.AreasPropuestas...)
		}
		v.conLista(idAreas, conocidas(t.dir, areas))
	}
	if v.m[idVence].texto == "" {
		v.m[idVence] = valor{texto: limiteInciso(t.n, t.inciso).String()}
	}
	ayuda := "Con otra fecha, los recordatorios empiezan de nuevo."
	if t.n.FechaLimite.IsZero() {
		ayuda = "Todavía no tiene fecha: sin ella no hay recordatorios."
	}
	return sinNulos(
		encabezado(t), campoInciso(t, v, compromiso.Asignar),
		campoAreas(t.dir, "Áreas que lo atienden", v),
		campo{id: idVence, etiqueta: "Fecha límite", ayuda: ayuda, opcional: true}.dia(v),
	)
}

// campoAreas is the select of the configured areas.
func campoAreas(d *compromiso.Directorio, etiqueta string, v valores) slack.Block {
	c := campo{id: idAreas, etiqueta: etiqueta}
	for _, a := range d.Areas {
		texto := a.Siglas
		if a.Nombre != "" {
			texto += " · " + a.Nombre
		}
		c.opciones = append(c.opciones, opcion{a.Siglas, texto})
	}
	return c.varias(v)
}

// conocidas are those of the siglas that are configured, as the configuration writes
// them.
func conocidas(d *compromiso.Directorio, siglas []string) []string {
	out := []string{}
	for _, s := range siglas {
		if a, ok := d.Area(s); ok {
			out = append(out, a.Siglas)
		}
	}
	return out
}

func limiteInciso(n *compromiso.Compromiso, inciso string) compromiso.Fecha {
	for _, a := range n.Asuntos() {
		if a.Inciso == inciso {
			return a.FechaLimite
		}
	}
	return n.FechaLimite
}

func leerAsignar(v valores) (compromiso.Asignacion, error) {
	as := compromiso.Asignacion{Inciso: leerInciso(v), Areas: v.lista(idAreas)}
	var err error
	as.FechaLimite, err = v.fecha(idVence)
	return as, err
}

func guardarAsignar(ctx context.Context, t *turno, v valores) (respuesta, error) {
	as, err := leerAsignar(v)
	if err != nil {
		return respuesta{}, err
	}
	t.inciso = as.Inciso
	n, err := t.cambiar(ctx, compromiso.Asignar, func(n *compromiso.Compromiso) error {
		x := as
		if x.Areas, err = t.dir.ResolverAreas(as.Areas); err != nil {
			return err
		}
		if x.FechaLimite == limiteInciso(n, as.Inciso) {
			x.FechaLimite = compromiso.Fecha{} // the same one starts nothing anew
		}
		if !x.FechaLimite.IsZero() && x.FechaLimite.Antes(t.hoy()) {
			return compromiso.Errorf(compromiso.Invalido, idVence, "La fecha límite %s ya pasó: elija una de hoy en adelante.", x.FechaLimite.Puntos())
		}
		return n.Asignar(t.acto(), x)
	})
	if err != nil {
		return respuesta{}, err
	}
	return decir(mensajeHecho(fmt.Sprintf("✓ Quedó asignado %s a %s; %s.", cual(n, as.Inciso), compromiso.Enumerar(n.AreasDeInciso(as.Inciso)),
		compromiso.FraseVence(t.com, asuntoDe(n, as.Inciso).FechaLimite, t.hoy())))), nil
}
