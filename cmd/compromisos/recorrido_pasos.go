package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/store/privado"
)

// contar tells the whole job, step by step.
func (r *recorrido) contar(ctx context.Context) error {
	for _, paso := range []func(context.Context) error{
		r.confirmarAreas, r.registrar, r.recordar, r.avanzar, r.devolver, r.validar, r.callarYVencer, r.escalar, r.cerrarSemana,
	} {
		if err := paso(ctx); err != nil {
			return err
		}
	}
	r.salto()
	r.linea("Eso es todo. " + r.balance())
	r.linea(queda(r.datos, r.pg.Resto()))
	r.linea("Para usarlo de verdad: docs/operar.md")
	return nil
}

// balance sums the story up.
func (r *recorrido) balance() string {
	s := "Un compromiso se registró, se recordó, se respondió, se devolvió con su motivo y quedó validado; otro venció y subió de nivel."
	if n := len(r.asignar); n > 0 {
		s += " Del informe, " + cuantos(n, "abierto tiene ya", "abiertos tienen ya") + " área y fecha."
	}
	return s
}

// queda says what the tour leaves on the machine.
func queda(datos string, r privado.Resto) string {
	s := "No queda nada en esta máquina."
	switch {
	case datos != "":
		s = "La base queda en " + carpeta(datos).base() + "."
	case r.Carpeta != "":
		return quedaPostgres(r)
	}
	return strings.TrimSpace(s + " " + quedaPostgres(r))
}

// quedaPostgres says where Postgres' own programs are kept, if they had to be downloaded.
func quedaPostgres(r privado.Resto) string {
	if r.Carpeta == "" {
		return ""
	}
	return fmt.Sprintf("En %s queda el Postgres que se descargó, de %d MB, para no volver a descargarlo; puede borrarlo.", r.Carpeta, (r.Bytes+500_000)/1_000_000)
}

// confirmarAreas has the ST confirm the areas of what the informe left open, and give
// each a date.
func (r *recorrido) confirmarAreas(ctx context.Context) error {
	r.titulo("La Secretaría confirma áreas y fechas: cada asunto tiene quién responda")
	if _, err := r.preguntar(ctx, stDemo, "lista abiertos"); err != nil {
		return err
	}
	if r.agregada {
		r.linea("El informe no nombra áreas: para la visita se agrega " + r.area + ", con su enlace.")
		r.salto()
	}
	if len(r.asignar) == 0 {
		r.linea("No hay nada abierto que asignar.")
		return nil
	}
	otro := 0
	for k, f := range r.asignar {
		ref := compromiso.Referencia{Comision: r.com.Siglas, Numero: f.Numero}.String()
		vence := r.venceOtro(otro)
		if k == r.viejo {
			r.viejoEs, vence = ref, r.venceViejo()
		} else {
			otro++
		}
		if _, err := r.escribir(ctx, stDemo, "asignar "+ref); err != nil {
			return err
		}
		if err := r.llenar(ctx, stDemo, map[string]any{"areas": r.areasDe(k), "vence": vence.String()}); err != nil {
			return err
		}
	}
	r.linea(r.asignados())
	r.salto()
	enlace := r.enlace[r.area]
	ns := slices.DeleteFunc(r.novedades(enlace), func(n nueva) bool { return n.persona == stDemo })
	if k := slices.IndexFunc(ns, func(n nueva) bool { return trae(n.m, r.viejoEs) }); k >= 0 {
		r.pintar(ns[k])
	}
	return nil
}

// asignados says how many have somebody now.
func (r *recorrido) asignados() string {
	n := len(r.asignar)
	switch {
	case n < r.abiertos:
		return fmt.Sprintf("Quedaron asignados %d de los %d; cada enlace recibe el aviso al momento. Por ejemplo:", n, r.abiertos)
	case n == 1:
		return "Quedó asignado; su enlace recibe el aviso al momento:"
	}
	return fmt.Sprintf("Quedaron asignados los %d; cada enlace recibe el aviso al momento. Por ejemplo:", n)
}

// registrar has the ST register one more, in one line; and another one where the informe
// left nothing that could fall due.
func (r *recorrido) registrar(ctx context.Context) (err error) {
	r.titulo("Se registra uno nuevo en una línea: el área lo sabe sin esperar el acta")
	if r.nuevo, err = r.registrarUno(ctx, "Enviar a quienes integran la Comisión el calendario de actividades del siguiente mes", r.venceNuevo()); err != nil {
		return err
	}
	r.pintarDe(r.novedades(), "", r.enlace[r.area])
	if r.viejoEs != "" {
		return nil
	}
	r.linea("Y otro, que será el que nadie atienda:")
	r.viejoEs, err = r.registrarUno(ctx, "Entregar una nota sobre los materiales que se distribuyeron en el año", r.venceViejo())
	r.novedades()
	return err
}

func (r *recorrido) registrarUno(ctx context.Context, texto string, vence compromiso.Fecha) (ref string, err error) {
	o, err := r.preguntar(ctx, stDemo, fmt.Sprintf("nuevo %s áreas:%s vence:%s", texto, entreComillas(r.area), vence.Puntos()))
	if err != nil {
		return "", err
	}
	for _, m := range o.Messages {
		if ref = primeraRef(m); ref != "" {
			return ref, r.asentar(ctx)
		}
	}
	return "", fmt.Errorf("la respuesta no dice qué número quedó: %s", o.Text)
}

// manana moves the clock to the hour of reminders of the next business day, and gives
// what came of it.
func (r *recorrido) manana(ctx context.Context, primero ...string) ([]nueva, error) {
	if err := r.alas(ctx, r.com.SiguienteHora(r.reloj.Ahora())); err != nil {
		return nil, err
	}
	ns := r.novedades(primero...)
	for _, n := range ns {
		if n.persona == "" { // when only the clock moves, the channel gets nothing else
			r.resumen = &n.m
		}
	}
	return ns, nil
}

// pasan moves the clock within the day.
func (r *recorrido) pasan(ctx context.Context, d time.Duration) error {
	return r.alas(ctx, r.reloj.Ahora().Add(d))
}

// recordar is the first morning: one message with both matters.
func (r *recorrido) recordar(ctx context.Context) error {
	enlace := r.enlace[r.area]
	ns, err := r.manana(ctx, enlace)
	if err != nil {
		return err
	}
	r.titulo("A las nueve, un solo mensaje con todo lo suyo: lo más urgente, primero")
	if !slices.ContainsFunc(ns, func(n nueva) bool { return n.persona == enlace && trae(n.m, r.nuevo) && trae(n.m, r.viejoEs) }) {
		return fmt.Errorf("a %s no le llegó el recordatorio de %s y %s", r.quien(enlace), r.nuevo, r.viejoEs)
	}
	r.pintarDe(ns, enlace)
	return nil
}

// avanzar has the area report progress from the reminder.
func (r *recorrido) avanzar(ctx context.Context) error {
	enlace := r.enlace[r.area]
	if err := r.pasan(ctx, 20*time.Minute); err != nil {
		return err
	}
	r.titulo("El área responde desde el mensaje: el avance queda con su oficio")
	if err := r.oprimir(ctx, enlace, "avance", r.nuevo); err != nil {
		return err
	}
	oficio := fmt.Sprintf("INE/%s/0731/%d", r.area, r.com.Hoy(r.reloj.Ahora()).Anio)
	if err := r.llenar(ctx, enlace, map[string]any{"texto": "Se pidieron las fechas a las áreas.", "oficio": oficio}); err != nil {
		return err
	}
	r.pintarDe(r.novedades(enlace), enlace)
	return nil
}

// devolver has the area propose it as done on the next business day, and the ST send it
// back with a reason.
func (r *recorrido) devolver(ctx context.Context) error {
	enlace := r.enlace[r.area]
	ns, err := r.manana(ctx)
	if err != nil {
		return err
	}
	if err := r.pasan(ctx, time.Hour); err != nil {
		return err
	}
	r.titulo("El área lo da por cumplido; la Secretaría lo devuelve y dice por qué")
	if slices.ContainsFunc(ns, func(n nueva) bool { return n.persona == enlace && trae(n.m, r.viejoEs) }) {
		r.linea(fmt.Sprintf("A las nueve, %s recibió el aviso de que %s vence hoy; ese no lo atiende.", r.nombres[enlace], r.viejoEs))
		r.salto()
	}
	if err := r.oprimir(ctx, enlace, "cumplir", r.nuevo); err != nil {
		return err
	}
	if err := r.llenar(ctx, enlace, map[string]any{"texto": "Se envió el calendario por correo electrónico."}); err != nil {
		return err
	}
	r.pintarDe(r.novedades(enlace, stDemo), enlace, stDemo)
	if err := r.oprimir(ctx, stDemo, "rechazar", r.nuevo); err != nil {
		return err
	}
	if err := r.llenar(ctx, stDemo, map[string]any{"motivo": "Falta el oficio con que se envió."}); err != nil {
		return err
	}
	r.pintarDe(r.novedades(enlace), enlace)
	return nil
}

// validar has the area mend it, and the ST validate it from the DM that told of it.
func (r *recorrido) validar(ctx context.Context) error {
	enlace := r.enlace[r.area]
	if err := r.pasan(ctx, 2*time.Hour); err != nil {
		return err
	}
	r.titulo("Corregido, la Secretaría lo valida con un botón: nada se cierra solo")
	if err := r.oprimir(ctx, enlace, "cumplir", r.nuevo); err != nil {
		return err
	}
	oficio := fmt.Sprintf("INE/%s/0738/%d", r.area, r.com.Hoy(r.reloj.Ahora()).Anio)
	if err := r.llenar(ctx, enlace, map[string]any{"texto": "Se envió el calendario con oficio.", "oficio": oficio}); err != nil {
		return err
	}
	r.novedades()
	if err := r.oprimir(ctx, stDemo, "validar", r.nuevo); err != nil {
		return err
	}
	if err := r.llenar(ctx, stDemo, nil); err != nil {
		return err
	}
	r.pintarDe(r.novedades(enlace), enlace)
	r.resumen = nil // a digest that came before tells less
	_, err := r.preguntar(ctx, enlace, "ver "+r.nuevo)
	return err
}

// callarYVencer is the morning after: silence about what is done, and the other one is
// overdue.
func (r *recorrido) callarYVencer(ctx context.Context) error {
	enlace := r.enlace[r.area]
	ns, err := r.manana(ctx, enlace)
	if err != nil {
		return err
	}
	r.titulo("A la mañana siguiente: del cumplido, silencio; del vencido, aviso")
	if slices.ContainsFunc(ns, func(n nueva) bool { return n.persona != "" && trae(n.m, r.nuevo) }) {
		return fmt.Errorf("%s está cumplido y se recordó", r.nuevo)
	}
	if !slices.ContainsFunc(ns, func(n nueva) bool { return n.persona == enlace && trae(n.m, r.viejoEs) }) {
		return fmt.Errorf("de %s, vencido, no se avisó a %s", r.viejoEs, r.quien(enlace))
	}
	r.linea(fmt.Sprintf("Hoy tocaba recordar %s, que vence el %s: ya está cumplido y nadie recibe nada de él. En cambio, %s venció el %s.",
		r.nuevo, compromiso.DiaCorto(r.venceNuevo()), r.viejoEs, compromiso.DiaCorto(r.venceViejo())))
	r.salto()
	r.pintarDe(ns, enlace)
	return r.mostrarResumen()
}

// escalar is the third business day overdue: the suplente and the ST hear of it.
func (r *recorrido) escalar(ctx context.Context) error {
	for range mananaEscalar - mananaVencido - 1 {
		if _, err := r.manana(ctx); err != nil {
			return err
		}
		if err := r.mostrarResumen(); err != nil {
			return err
		}
	}
	suplente := r.suplente()
	ns, err := r.manana(ctx, suplente, stDemo)
	if err != nil {
		return err
	}
	r.titulo("Al tercer día hábil vencido, sube de nivel: lo saben suplencia y Secretaría")
	if !slices.ContainsFunc(ns, func(n nueva) bool { return n.persona == suplente && trae(n.m, r.viejoEs) }) {
		return fmt.Errorf("%s lleva tres días hábiles vencido y %s no lo sabe", r.viejoEs, r.quien(suplente))
	}
	r.pintarDe(ns, suplente, stDemo)
	return r.mostrarResumen()
}

// cerrarSemana moves the clock to the weekly digest, if it was not shown yet.
func (r *recorrido) cerrarSemana(ctx context.Context) error {
	for range 10 {
		if r.resumido {
			break
		}
		if _, err := r.manana(ctx); err != nil {
			return err
		}
		if err := r.mostrarResumen(); err != nil {
			return err
		}
	}
	if !r.resumido {
		return errors.New("no salió el resumen de la semana")
	}
	return nil
}

// mostrarResumen prints the digest that came this morning, if it is the first one since
// the validation.
func (r *recorrido) mostrarResumen() error {
	if r.resumen == nil || r.resumido {
		return nil
	}
	r.resumido = true
	dia := r.com.Hoy(r.reloj.Ahora()).DiaSemana()
	r.titulo("El " + dia + ", el resumen en el canal: todos ven lo mismo sin preguntar")
	r.pintar(nueva{"", r.enCanal(), *r.resumen})
	return nil
}
