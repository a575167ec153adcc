package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"compromisos/slacksim/page"
	"compromisos/store/privado"
)

// puertoPagina is where the page is unless told otherwise.
const puertoPagina = 8080

// practicar serves the page until it is told to end.
func practicar(ctx context.Context, c *consola, o opcionesDemo) error {
	log, d := slog.New(slog.DiscardHandler), carpeta(o.datos)
	antes, err := d.leer()
	if err != nil {
		return err
	}
	e, err := montar(c, o, antes)
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", o.puerto))
	if err != nil {
		return sinPuerto(ctx, o.puerto, err)
	}
	defer ln.Close()
	nuevoPapel(c.errores).linea("Arrancando un Postgres privado, un Slack de práctica y el bot…")
	l, deshacer, err := e.libreta(d)
	if err != nil {
		return err
	}
	p, url, err := abrirPractica(ctx, d, d.slack(), e.antes != nil, log)
	if err != nil {
		if !errors.Is(err, errOtra) {
			deshacer()
		}
		return terminada(ctx, err)
	}
	defer deshacer() // after everything is closed; what became ready stays
	defer p.cerrar(ctx)
	p.libreta = l
	pagina, err := e.levantar(ctx, p, url, log)
	if err != nil {
		return terminada(ctx, err)
	}
	defer pagina.Close()
	e.anunciar(c, ln.Addr().String(), url, o.datos, p.pg.Resto())
	return p.cuidar(ctx, c, d, func(ctx context.Context) error { return servirPagina(ctx, ln, pagina) })
}

// sinPuerto says why the page cannot be where it was wanted; most often another practice is there.
func sinPuerto(ctx context.Context, puerto int, err error) error {
	direccion := fmt.Sprintf("http://127.0.0.1:%d", puerto)
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if r, e := http.NewRequestWithContext(ctx, http.MethodGet, direccion, http.NoBody); e == nil && errors.Is(err, syscall.EADDRINUSE) {
		if a, e := http.DefaultClient.Do(r); e == nil {
			defer a.Body.Close()
			b, _ := io.ReadAll(io.LimitReader(a.Body, 1<<16)) // what is not a whole page is not ours
			if bytes.Contains(b, []byte(`name="practica"`)) {
				return fmt.Errorf("ya hay una práctica abierta en %s: ábrala en el navegador, termínela, o elija otro puerto con --puerto", direccion)
			}
		}
	}
	return fmt.Errorf("no se pudo abrir la página en el puerto %d (%s): elija otro con --puerto", puerto, causa(err))
}

// libreta is where the practice is written down from now on.
func (e escenario) libreta(d carpeta) (*libreta, func(), error) {
	if e.antes == nil {
		return d.preparar()
	}
	return &libreta{ruta: d.hoja(), h: *e.antes}, func() {}, nil
}

// levantar fills the database and the practice Slack, unless they are those of before, starts the bot, and gives
// the page.
func (e *escenario) levantar(ctx context.Context, p *practica, url string, log *slog.Logger) (*page.Page, error) {
	var antes []puestaEnHora
	if e.antes == nil {
		if _, err := e.guardar(ctx, url); err != nil {
			return nil, err
		}
		poblarPractica(p.sim, e.gente, e.canal, zonaDemo)
	} else {
		antes, e.gente = e.antes.Reloj, genteDe(p.sim, e.antes.Papeles)
	}
	reloj := nuevoRelojCorriente(e.inicio, antes...)
	p.reloj = reloj
	if err := p.conBot(ctx, url, log); err != nil {
		return nil, err
	}
	if p.libreta != nil {
		reloj.alPoner = func(puesto []puestaEnHora) error {
			return p.libreta.apuntar(func(h *hoja) { h.Reloj, h.Hasta = puesto, time.Now().Add(2*latido) })
		}
		if err := p.libreta.apuntar(func(h *hoja) {
			h.Lista, h.Papeles = true, papelesDe(e.gente)
			if e.ajeno {
				h.Informe = &e.inf
			}
			h.Reloj, h.Hasta = reloj.Puesto(), time.Now().Add(2*latido)
		}); err != nil {
			return nil, fmt.Errorf("no se pudo guardar la práctica: %s", causa(err))
		}
	}
	p.pagina = page.New(page.Options{
		Sim: p.sim, Title: "Práctica · " + e.inf.Comision, App: "Compromisos", People: personasDe(e.gente), Commands: ordenesPractica, Tries: e.pasos(p),
		NoHome: true, Clock: mandoReloj{p, reloj}, Log: log,
	})
	return p.pagina, nil
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
	// Each on one line, to be copied; what writing fails with, the next line tells. Without its clock they would go by the machine's.
	fmt.Fprintf(c.salida, "  export DATABASE_URL='%s'\n  export COMPROMISOS_RELOJ='%s'\n", url, e.inicio.Format(time.RFC3339))
	w.salto()
	switch {
	case datos != "":
		w.linea("Ctrl-C termina la práctica, que se queda en " + datos + "; con el mismo --datos se sigue donde estaba. " + quedaPostgres(resto))
	case resto.Carpeta == "":
		w.linea("Ctrl-C termina la práctica y no deja nada.")
	default:
		w.linea("Ctrl-C termina la práctica y la borra. " + quedaPostgres(resto))
	}
}
