package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/informe/muestra"
	"compromisos/slacksim"
)

// The channel and the first of the people of the practice workspace.
const (
	canalDemo = "C0DEMO"
	stDemo    = "U0ST"
)

// recorrido is the guided tour: what it runs on, and what it has shown so far.
type recorrido struct {
	*practica
	elenco
	agenda
	papel
	vistos   map[string]string // messages shown, by channel and ts, with their text then
	paso     int
	datos    string            // folder that keeps the database; "": a temporary one
	nuevo    string            // reference of the compromiso that is registered
	viejoEs  string            // and of the one that nobody attends
	resumen  *slacksim.Message // the weekly digest, once one is out
	resumido bool              // it has been shown
}

// recorrer runs the tour: no questions, no accounts.
func recorrer(ctx context.Context, c *consola, o opcionesDemo) error {
	log := slog.New(slog.DiscardHandler)
	inf, err := informeDemo(c, o.importar)
	if err != nil {
		return err
	}
	e, k := escenarioDe(inf)
	pedido := inicioDemo(inf)
	if o.reloj != "" {
		if pedido, err = leerReloj(o.reloj); err != nil {
			return err
		}
	}
	com := compromiso.NewComision(inf.Comision, "")
	e.inicio = enHoras(com, pedido)
	d := carpeta(o.datos)
	if err := d.nueva(); err != nil {
		return err
	}
	nuevoPapel(c.errores).linea("Arrancando un Postgres privado, un Slack de práctica y el bot…")
	p, url, err := abrirPractica(ctx, d, "", false, log)
	if err != nil {
		return interrumpido(ctx, err)
	}
	defer p.cerrar(ctx)
	p.reloj = &relojMovil{}
	r := &recorrido{practica: p, elenco: k, agenda: agenda{com, e.inicio}, papel: nuevoPapel(c.salida), datos: o.datos, vistos: map[string]string{}}
	r.reloj.Mover(r.inicio)
	res, err := e.guardar(ctx, url)
	if err != nil {
		return interrumpido(ctx, err)
	}
	poblarPractica(p.sim, e.gente, e.canal, zonaDemo)
	r.titulo("Se importa un informe: lo pedido entra con su número y su estado")
	r.linea(fraseImportado(inf, res))
	if err := p.conBot(ctx, url, log); err != nil {
		return interrumpido(ctx, err)
	}
	if !r.inicio.Equal(pedido) {
		r.linea("El reloj empezaba fuera de horario, y a esa hora nadie recibe nada: se adelanta al " + r.hora() + ".")
	}
	if err := r.contar(ctx); err != nil {
		return interrumpido(ctx, fmt.Errorf("el recorrido se detuvo: %w", err))
	}
	return nil
}

// interrumpido says that somebody stopped the tour, where that is why it failed.
func interrumpido(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("el recorrido se interrumpió")
	}
	return err
}

// informeDemo is the informe that the tour begins with.
func informeDemo(c *consola, ruta string) (compromiso.Informe, error) {
	var todos []compromiso.Informe
	var err error
	if ruta == "" {
		todos, err = informe.Leer(muestra.Nombre, muestra.Informe, informe.Opciones{})
	} else {
		todos, err = leerArchivo(c, ruta, opcionesImportar{}, nil)
	}
	switch {
	case err != nil:
		return compromiso.Informe{}, err
	case len(todos) != 1 || todos[0].Comision == "":
		return compromiso.Informe{}, fmt.Errorf("%s no sirve para la demostración: debe traer un solo informe, con las siglas de su comisión", ruta)
	}
	return todos[0], nil
}

// fraseImportado says what came in, and of what.
func fraseImportado(inf compromiso.Informe, res []compromiso.ResultadoImportacion) string {
	de := "El informe de la " + inf.Comision
	if inf.SesionInforme != "" {
		de = "El informe de la sesión " + inf.SesionInforme
	}
	if !inf.FechaInforme.IsZero() {
		de += ", del " + inf.FechaInforme.Larga() + ","
	}
	n, abiertos := 0, 0
	for _, x := range res {
		n += x.Nuevos
	}
	for _, f := range inf.Compromisos {
		if f.Estatus.Abierto() {
			abiertos++
		}
	}
	s := de + " trae " + cuantos(n, "compromiso", "compromisos")
	switch {
	case n == 0:
	case abiertos == 0:
		s += ", todos cerrados"
	default:
		s += "; " + cuantos(abiertos, "sigue abierto", "siguen abiertos")
	}
	return s + ". Importar no avisa a nadie."
}

// titulo begins a step: what happens, and why it matters.
func (r *recorrido) titulo(s string) {
	r.paso++
	r.salto()
	numero := fmt.Sprintf("%d. ", r.paso)
	r.linea(numero + s)
	r.linea(strings.Repeat(" ", len(numero)) + r.hora())
	r.salto()
}

// hora is what the clock of the demonstration shows.
func (r *recorrido) hora() string {
	t := r.reloj.Ahora().In(r.com.Zona)
	return compromiso.FechaDe(t).Larga() + ", " + t.Format("15:04")
}
