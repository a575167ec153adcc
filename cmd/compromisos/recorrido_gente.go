package main

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"compromisos/slacksim"
)

// nueva is a message that somebody has not been shown to have got.
type nueva struct {
	persona string // "" for the channel
	donde   string
	m       slacksim.Message
}

// escribir has a person type a command in the channel, and prints what was typed.
func (r *recorrido) escribir(ctx context.Context, persona, texto string) (*slacksim.Outcome, error) {
	quien, orden := r.quien(persona)+" escribe:", "  /compromiso "+texto
	if ancho(quien+orden) <= r.ancho {
		r.linea(quien + orden)
	} else {
		r.linea(quien)
		r.linea(orden)
	}
	o, err := r.sim.Slash(ctx, persona, canalDemo, "/compromiso", texto)
	if err != nil {
		return nil, fmt.Errorf("«/compromiso %s»: %w", texto, err)
	}
	return o, nil
}

// preguntar has a person type a command, and prints what was answered to them alone.
func (r *recorrido) preguntar(ctx context.Context, persona, texto string) (*slacksim.Outcome, error) {
	o, err := r.escribir(ctx, persona, texto)
	if err != nil {
		return nil, err
	}
	r.salto()
	for _, m := range o.Messages {
		r.vistos[m.Channel+m.TS] = m.Text
		r.pintar(r.soloLoVe(persona, m))
	}
	return o, nil
}

// oprimir has a person press a button about a compromiso in the last message that has
// it; where none does, they type the command that does the same.
func (r *recorrido) oprimir(ctx context.Context, persona, accion, ref string) error {
	for _, m := range slices.Backward(r.sim.DM(persona)) {
		rotulo, valor, hay := botonDe(m, accion, ref)
		if !hay {
			continue
		}
		r.linea(fmt.Sprintf("%s oprime [%s] de %s.", r.quien(persona), junto(rotulo), ref))
		_, err := r.sim.Press(ctx, persona, m, accion, valor)
		return err
	}
	_, err := r.escribir(ctx, persona, accion+" "+ref)
	return err
}

// llenar has the person fill in the form that they have open, and send it.
func (r *recorrido) llenar(ctx context.Context, persona string, valores map[string]any) error {
	v, err := r.abierta(ctx, persona)
	if err != nil {
		return err
	}
	r.linea("  " + fraseForma(v, valores))
	r.salto()
	o, err := r.sim.Submit(ctx, persona, v.ID, valores)
	if err != nil {
		return err
	}
	if len(o.Errors) > 0 {
		return fmt.Errorf("el formulario «%s» volvió con errores: %v", v.Title, o.Errors)
	}
	if err := r.confirmado(ctx, persona); err != nil {
		return err
	}
	return r.asentar(ctx)
}

// abierta waits for the form that a command or a button opens.
func (r *recorrido) abierta(ctx context.Context, persona string) (v slacksim.View, err error) {
	err = esperar(ctx, func() bool {
		vs := r.sim.Views(persona)
		if len(vs) > 0 {
			v = vs[len(vs)-1]
		}
		return len(vs) > 0
	})
	if err != nil {
		return v, fmt.Errorf("a %s no se le abrió el formulario: %w", r.quien(persona), err)
	}
	return v, nil
}

// confirmado waits until the person has been answered: what a button or a form does is
// told a moment later.
func (r *recorrido) confirmado(ctx context.Context, persona string) error {
	err := esperar(ctx, func() bool {
		return slices.ContainsFunc(r.sim.Ephemerals(persona), func(m slacksim.Message) bool { return r.vistos[m.Channel+m.TS] != m.Text })
	})
	if err != nil {
		return fmt.Errorf("nadie confirmó a %s lo que envió: %w", r.quien(persona), err)
	}
	return nil
}

// esperar waits for at most ten seconds until something is so.
func esperar(ctx context.Context, ya func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for !ya() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
	return nil
}

// novedades takes what anybody got since the last time: the channel first, then the
// people named, then everybody else.
func (r *recorrido) novedades(primero ...string) []nueva {
	var ns []nueva
	ver := func(n nueva) {
		k := n.m.Channel + n.m.TS
		antes, visto := r.vistos[k]
		// That a message says by now what was answered to it is no news.
		if n.m.BotID != "" && (!visto || n.m.Ephemeral && antes != n.m.Text) {
			r.vistos[k] = n.m.Text
			ns = append(ns, n)
		}
	}
	for _, m := range r.sim.Messages(canalDemo) {
		ver(nueva{"", r.enCanal(), m})
	}
	for _, id := range r.personas(primero) {
		for _, m := range r.sim.Ephemerals(id) {
			ver(r.soloLoVe(id, m))
		}
		for _, m := range r.sim.DM(id) {
			ver(nueva{id, "mensaje directo a " + r.quien(id), m})
		}
	}
	return ns
}

func (r *recorrido) soloLoVe(id string, m slacksim.Message) nueva {
	return nueva{id, "solo lo ve " + r.quien(id), m}
}

func (r *recorrido) enCanal() string {
	return "#" + strings.ToLower(r.com.Siglas) + ", a la vista de todos"
}

// pintar prints messages as those see them who got them.
func (r *recorrido) pintar(ns ...nueva) {
	for _, n := range ns {
		r.recuadro(n.donde, pantalla(n.m, r.nombres, r.ancho-2))
	}
}

// pintarDe prints those that are for the person, and counts the others.
func (r *recorrido) pintarDe(ns []nueva, personas ...string) {
	var otros []string
	demas := 0
	for _, n := range ns {
		switch {
		case slices.Contains(personas, n.persona):
			r.pintar(n)
		case n.persona != "" && !n.m.Ephemeral: // what answers one's own act is no news
			demas++
			if !slices.Contains(otros, n.persona) {
				otros = append(otros, n.persona)
			}
		}
	}
	if demas == 0 {
		return
	}
	a := cuantos(len(otros), "persona más", "personas más")
	if len(otros) == 1 {
		a = r.quien(otros[0])
	}
	r.linea(fmt.Sprintf("(Y %s a %s, de la misma clase.)", cuantos(demas, "mensaje", "mensajes"), a))
	r.salto()
}

// personas are the ids of everybody, the named ones first.
func (r *recorrido) personas(primero []string) []string {
	var ids []string
	for id := range r.nombres {
		if !slices.Contains(primero, id) {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return append(slices.Clone(primero), ids...)
}

// suplente is who is told when the enlace of the story does not answer.
func (r *recorrido) suplente() string {
	for id, cargo := range r.cargos {
		if strings.HasPrefix(cargo, "suplente") {
			return id
		}
	}
	return stDemo
}
