package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"compromisos/slacksim/page"
	"compromisos/store/privado"
)

// puertoPagina is where the page is unless told otherwise.
const puertoPagina = 8080

// practicar serves the page until it is told to end.
func practicar(ctx context.Context, c *consola, o opcionesDemo) error {
	log := slog.New(slog.DiscardHandler)
	e, err := montar(c, o)
	if err != nil {
		return err
	}
	if err := revisarDatos(o.datos); err != nil {
		return err
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.puerto))
	if err != nil {
		return fmt.Errorf("no se pudo abrir la página en el puerto %d (%s): elija otro con --puerto", o.puerto, causa(err))
	}
	defer ln.Close()
	nuevoPapel(c.errores).linea("Arrancando un Postgres privado, un Slack de práctica y el bot…")
	p, url, err := abrirPractica(ctx, o, log)
	if err != nil {
		return terminada(ctx, err)
	}
	defer p.cerrar(ctx)
	pagina, err := e.levantar(ctx, p, url, log)
	if err != nil {
		return terminada(ctx, err)
	}
	defer pagina.Close()
	e.anunciar(c, ln.Addr().String(), url, o.datos, p.pg.Resto())
	return servirPagina(ctx, ln, pagina)
}

// levantar fills the database and the practice Slack, starts the bot, and gives the page.
func (e escenario) levantar(ctx context.Context, p *practica, url string, log *slog.Logger) (*page.Page, error) {
	reloj := nuevoRelojCorriente(e.inicio)
	p.reloj = reloj
	if _, err := e.guardar(ctx, url); err != nil {
		return nil, err
	}
	personas := poblarPractica(p.sim, e.gente, e.canal, zonaDemo)
	if err := p.conBot(ctx, url, log); err != nil {
		return nil, err
	}
	return page.New(page.Options{
		Sim: p.sim, Title: "Práctica · " + e.inf.Comision, App: "Compromisos", People: personas, Commands: ordenesPractica, Tries: e.pasos(p),
		NoHome: true, Clock: mandoReloj{p, reloj}, Log: log,
	}), nil
}

// servirPagina serves until the context ends: that is how a practice ends, and no fault.
func servirPagina(ctx context.Context, ln net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, BaseContext: func(net.Listener) context.Context { return ctx }}
	fin := make(chan error, 1)
	go func() { fin <- s.Serve(ln) }()
	select {
	case err := <-fin:
		return fmt.Errorf("la página se detuvo: %w", err)
	case <-ctx.Done():
	}
	cierre, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := s.Shutdown(cierre); err != nil {
		_ = s.Close() // whoever watches is cut off: nothing is lost by it
	}
	return nil
}

// terminada says nothing of a practice that somebody ended while it began.
func terminada(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil //nolint:nilerr // Ctrl-C is how it ends
	}
	return err
}

// anunciar says where the page is, who one can be and what to try.
func (e escenario) anunciar(c *consola, direccion, url, datos string, resto privado.Resto) {
	w := nuevoPapel(c.salida)
	w.linea("Listo. Abra esta página en su navegador:")
	w.salto()
	w.linea("  http://" + direccion)
	w.salto()
	w.linea("Puede ser cualquiera de estas personas, y cambiar con un clic:")
	for _, p := range e.gente[:min(len(e.gente), 6)] {
		w.linea("  " + p.nombre + ", " + p.cargo)
	}
	if n := len(e.gente) - 6; n > 0 {
		w.linea(fmt.Sprintf("  … y otras %d", n))
	}
	w.salto()
	w.linea("Para empezar:")
	for k, t := range e.pruebas {
		w.linea(fmt.Sprintf("  %d. %s.", k+1, t.Text))
	}
	w.salto()
	w.linea("Los demás comandos de compromisos también sirven con esta práctica. Antes, en otra terminal:")
	fmt.Fprintf(c.salida, "  export DATABASE_URL='%s'\n", url) // on one line, to be copied; what writing fails with, the next line tells
	w.salto()
	switch {
	case datos != "":
		w.linea("Ctrl-C termina la práctica; la base se queda en " + datos + ".")
	case resto.Carpeta == "":
		w.linea("Ctrl-C termina la práctica y no deja nada.")
	default:
		w.linea("Ctrl-C termina la práctica y la borra. " + quedaPostgres(resto))
	}
}
