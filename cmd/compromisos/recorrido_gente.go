package main

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"compromisos/slacksim"
)

// escribir has a person type a command in the channel, and prints what was typed.
func (r *recorrido) escribir(ctx context.Context, persona, texto string) (*slacksim.Outcome, error) {
	fmt.Fprintf(r.c.salida, "%s escribe:  /compromiso %s\n\n", r.quien(persona), texto)
	o, err := r.sim.Slash(ctx, persona, canalDemo, "/compromiso", texto)
	if err != nil {
		return nil, fmt.Errorf("«/compromiso %s»: %w", texto, err)
	}
	return o, nil
}

// forma has a person type a command that opens a form, fill it in and send it.
func (r *recorrido) forma(ctx context.Context, persona, orden string, valores map[string]any) error {
	if _, err := r.escribir(ctx, persona, orden); err != nil {
		return err
	}
	return r.enviar(ctx, persona, valores)
}

// enviar sends the form that the person has open, with the values filled in.
func (r *recorrido) enviar(ctx context.Context, persona string, valores map[string]any) error {
	v, err := r.abierta(ctx, persona)
	if err != nil {
		return err
	}
	var nombres []string
	for campo := range valores {
		nombres = append(nombres, campo)
	}
	sort.Strings(nombres)
	var llenado []string
	for _, campo := range nombres {
		valor := fmt.Sprint(valores[campo])
		if varios, ok := valores[campo].([]string); ok {
			valor = strings.Join(varios, ", ")
		}
		llenado = append(llenado, campo+": "+valor)
	}
	con := "tal como viene"
	if len(llenado) > 0 {
		con = "con " + strings.Join(llenado, "; ")
	}
	fmt.Fprintf(r.c.salida, "  se abre «%s» y lo envía %s\n\n", v.Title, con)
	o, err := r.sim.Submit(ctx, persona, v.ID, valores)
	if err != nil {
		return err
	}
	if len(o.Errors) > 0 {
		return fmt.Errorf("el formulario «%s» volvió con errores: %v", v.Title, o.Errors)
	}
	return r.confirmado(ctx, persona)
}

// abierta waits for the form that a command or a button opens.
func (r *recorrido) abierta(ctx context.Context, persona string) (slacksim.View, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		if vs := r.sim.Views(persona); len(vs) > 0 {
			return vs[len(vs)-1], nil
		}
		select {
		case <-ctx.Done():
			return slacksim.View{}, fmt.Errorf("no se abrió el formulario: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// muestra prints what a command answered, to the one who typed it alone.
func (r *recorrido) muestra(persona string, o *slacksim.Outcome) {
	for _, m := range o.Messages {
		r.vistos[m.Channel+m.TS] = m.Text
		fmt.Fprint(r.c.salida, recuadro("solo lo ve "+r.quien(persona), pantalla(m, r.nombres)))
		fmt.Fprintln(r.c.salida)
	}
}

// confirmado waits until the person has been answered: what a button or a form does is
// told a moment later.
func (r *recorrido) confirmado(ctx context.Context, persona string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		for _, m := range r.sim.Ephemerals(persona) {
			if r.vistos[m.Channel+m.TS] != m.Text {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("nadie confirmó a %s lo que envió: %w", r.quien(persona), ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// novedades prints what anybody got since the last time, at most so many messages of
// each kind; the rest is counted.
func (r *recorrido) novedades(maximo int) error {
	type nuevo struct {
		donde string
		m     slacksim.Message
	}
	var nuevos []nuevo
	ver := func(donde string, ms []slacksim.Message) {
		for _, m := range ms {
			if m.BotID != "" && r.vistos[m.Channel+m.TS] != m.Text {
				r.vistos[m.Channel+m.TS] = m.Text
				nuevos = append(nuevos, nuevo{donde, m})
			}
		}
	}
	ver("#"+strings.ToLower(r.com.Siglas)+", a la vista de todos", r.sim.Messages(canalDemo))
	for _, id := range r.personas() {
		ver("mensaje directo a "+r.quien(id), r.sim.DM(id))
		ver("solo lo ve "+r.quien(id), r.sim.Ephemerals(id))
	}
	for k, n := range nuevos {
		if k == maximo {
			fmt.Fprintf(r.c.salida, "(y %s)\n", cuantos(len(nuevos)-k, "mensaje más, a otra persona", "mensajes más, a otras personas"))
			break
		}
		fmt.Fprint(r.c.salida, recuadro(n.donde, pantalla(n.m, r.nombres)))
		fmt.Fprintln(r.c.salida)
	}
	return nil
}

// callarA takes what one person got meanwhile as seen.
func (r *recorrido) callarA(persona string) {
	for _, m := range append(r.sim.DM(persona), r.sim.Ephemerals(persona)...) {
		r.vistos[m.Channel+m.TS] = m.Text
	}
}

// callar takes what came meanwhile as seen.
func (r *recorrido) callar() {
	for _, id := range r.personas() {
		r.callarA(id)
	}
	for _, m := range r.sim.Messages(canalDemo) {
		r.vistos[m.Channel+m.TS] = m.Text
	}
}

func (r *recorrido) personas() []string {
	var ids []string
	for id := range r.nombres {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}
