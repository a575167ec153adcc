package main

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// contar tells the whole job, step by step.
func (r *recorrido) contar(ctx context.Context, inf compromiso.Informe) error {
	abiertos, err := r.asignarAbiertos(ctx, inf)
	if err != nil {
		return err
	}
	numero, area, err := r.registrarUno(ctx)
	if err != nil {
		return err
	}
	if err := r.hastaRecordar(ctx, numero, area); err != nil {
		return err
	}
	if err := r.responder(ctx, numero, area); err != nil {
		return err
	}
	if err := r.validar(ctx, numero, area); err != nil {
		return err
	}
	if err := r.hastaResumen(ctx); err != nil {
		return err
	}
	del := "un compromiso nuevo"
	if abiertos > 0 {
		del = cuantos(abiertos, "compromiso", "compromisos") + " del informe con área y fecha, y uno nuevo"
	}
	fmt.Fprintf(r.c.salida, "\nEso es todo: %s registrado, recordado, respondido y\nvalidado, y el resumen en el canal. %s\n", del, r.queda())
	return nil
}

// queda says what the tour leaves on the machine.
func (r *recorrido) queda() string {
	if r.datos != "" {
		return "La base queda en " + r.datos + "."
	}
	return "No quedó nada en esta máquina."
}

// asignarAbiertos has the ST confirm the areas of what the informe left open, and give
// each a date.
func (r *recorrido) asignarAbiertos(ctx context.Context, inf compromiso.Informe) (int, error) {
	r.titulo("La Secretaría confirma las áreas de lo que sigue abierto y le pone fecha")
	a, err := r.escribir(ctx, stDemo, "lista abiertos")
	if err != nil {
		return 0, err
	}
	r.muestra(stDemo, a)
	r.callar()
	if !slices.ContainsFunc(inf.Compromisos, func(f compromiso.FilaInforme) bool { return f.Estatus.Abierto() }) {
		fmt.Fprintln(r.c.salida, "El informe no dejó ninguno abierto: no hay nada que asignar.")
		return 0, nil
	}
	n := 0
	limite := r.com.Hoy(r.reloj.Ahora())
	for _, f := range inf.Compromisos {
		if !f.Estatus.Abierto() {
			continue
		}
		limite = r.com.Calendario.AddHabiles(limite, 2)
		areas := append(append([]string(nil), f.Areas...), f.AreasPropuestas...)
		if len(areas) == 0 {
			areas = r.areas()[:1]
		}
		if len(areas) > 2 {
			areas = areas[:2]
		}
		ref := r.com.Siglas + " " + f.Numero.String()
		if err := r.forma(ctx, stDemo, "asignar "+ref, map[string]any{"areas": areas, "vence": limite.String()}); err != nil {
			return n, err
		}
		n++
	}
	if err := r.asentar(ctx); err != nil {
		return n, err
	}
	r.callarA(stDemo)
	fmt.Fprintf(r.c.salida, "Quedaron asignados %d. Cada enlace lo sabe al momento; por ejemplo:\n\n", n)
	return n, r.novedades(1)
}

func (r *recorrido) areas() []string {
	var out []string
	for a := range r.enlace {
		out = append(out, a)
	}
	sort.Strings(out)
	if len(out) == 0 {
		return []string{"ST"}
	}
	return out
}

// registrarUno has the ST register one more, in one line.
func (r *recorrido) registrarUno(ctx context.Context) (numero, area string, err error) {
	area = r.areas()[0]
	if _, hay := r.enlace["DERFE"]; hay {
		area = "DERFE"
	}
	vence := r.com.Calendario.AddHabiles(r.com.Hoy(r.reloj.Ahora()), 3)
	r.titulo("La Secretaría registra uno nuevo, en una línea")
	a, err := r.escribir(ctx, stDemo, fmt.Sprintf("nuevo Presentar el calendario de visitas a los módulos de atención áreas:%s vence:%s", area, vence))
	if err != nil {
		return "", "", err
	}
	r.muestra(stDemo, a)
	for _, m := range a.Messages {
		if refs := compromiso.FindReferencias(strings.Join(m.AllTexts(), "\n")); len(refs) > 0 {
			numero = refs[0].Numero.String()
			break
		}
	}
	if numero == "" {
		return "", "", fmt.Errorf("la respuesta no dice el número: %s", a.Text)
	}
	if err := r.asentar(ctx); err != nil {
		return "", "", err
	}
	return numero, area, r.novedades(3)
}

// hastaRecordar moves the clock, a morning at a time, until the area is reminded of it.
func (r *recorrido) hastaRecordar(ctx context.Context, numero, area string) error {
	r.titulo("Pasan los días: a las nueve, cada quien recibe un solo mensaje con lo suyo")
	for range 15 {
		if err := r.manana(ctx); err != nil {
			return err
		}
		if m := r.recordatorio(r.enlace[area], numero); m != nil {
			fmt.Fprintf(r.c.salida, "   ⏩ %s\n\n", r.hora())
			return r.novedades(2)
		}
	}
	return fmt.Errorf("nadie recibió el recordatorio de %s", numero)
}

// manana moves the clock to nine of the next day.
func (r *recorrido) manana(ctx context.Context) error {
	dia := r.com.Hoy(r.reloj.Ahora())
	t := dia.En(r.com.Zona, r.com.Recordatorios.Hora)
	if !t.After(r.reloj.Ahora()) {
		t = dia.AddDias(1).En(r.com.Zona, r.com.Recordatorios.Hora)
	}
	return r.alas(ctx, t)
}

// recordatorio is the last reminder DM of a person that is about the number.
func (r *recorrido) recordatorio(persona, numero string) *slacksim.Message {
	ms := r.sim.DM(persona)
	for k := len(ms) - 1; k >= 0; k-- {
		todo := strings.Join(ms[k].AllTexts(), "\n")
		if strings.Contains(todo, numero) && strings.HasPrefix(ms[k].Text, "Tiene ") {
			return &ms[k]
		}
	}
	return nil
}

// responder has the area report progress, and say that it is done.
func (r *recorrido) responder(ctx context.Context, numero, area string) error {
	enlace := r.enlace[area]
	r.titulo("El área responde: registra un avance y, al otro día, lo propone como cumplido")
	if err := r.forma(ctx, enlace, "avance "+r.com.Siglas+" "+numero, map[string]any{
		"texto": "Se solicitó el calendario a las juntas locales.", "oficio": "INE/" + area + "/0731/2026",
	}); err != nil {
		return err
	}
	if err := r.novedades(1); err != nil {
		return err
	}
	if err := r.manana(ctx); err != nil {
		return err
	}
	r.callar()
	fmt.Fprintf(r.c.salida, "   ⏩ %s\n\n", r.hora())
	if err := r.forma(ctx, enlace, "cumplir "+r.com.Siglas+" "+numero, map[string]any{"texto": "Se entregó el calendario a quienes integran la Comisión."}); err != nil {
		return err
	}
	if err := r.asentar(ctx); err != nil {
		return err
	}
	return r.novedades(2)
}

// validar has the ST validate it from the DM that told of the proposal.
func (r *recorrido) validar(ctx context.Context, numero, area string) error {
	r.titulo("La Secretaría valida con un botón; los recordatorios callan")
	for _, m := range r.sim.DM(stDemo) {
		if !strings.Contains(m.Text, "Por validar") || !strings.Contains(m.Text, numero) {
			continue
		}
		if _, err := r.sim.Press(ctx, stDemo, m, "Validar"); err != nil {
			return err
		}
		if err := r.enviar(ctx, stDemo, nil); err != nil {
			return err
		}
		if err := r.asentar(ctx); err != nil {
			return err
		}
		if err := r.novedades(2); err != nil {
			return err
		}
		a, err := r.escribir(ctx, r.enlace[area], "ver "+r.com.Siglas+" "+numero)
		if err != nil {
			return err
		}
		r.muestra(r.enlace[area], a)
		return nil
	}
	return fmt.Errorf("a la Secretaría no le llegó la propuesta de %s", numero)
}

// hastaResumen moves the clock to the next weekly digest.
func (r *recorrido) hastaResumen(ctx context.Context) error {
	r.titulo("El lunes, el canal recibe el resumen de la semana")
	antes := len(r.sim.Messages(canalDemo))
	for range 15 {
		if err := r.manana(ctx); err != nil {
			return err
		}
		ms := r.sim.Messages(canalDemo)
		if len(ms) > antes && r.reloj.Ahora().In(r.com.Zona).Weekday() <= time.Friday {
			fmt.Fprintf(r.c.salida, "   ⏩ %s\n\n", r.hora())
			m := ms[len(ms)-1]
			fmt.Fprint(r.c.salida, recuadro("#"+strings.ToLower(r.com.Siglas)+", a la vista de todos", pantalla(m, r.nombres)))
			return nil
		}
	}
	return fmt.Errorf("no salió el resumen")
}
