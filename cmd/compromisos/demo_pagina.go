package main

import (
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/store"
	"compromisos/store/privado"
)

// The sample of the practice: a commission and what it asked for, written for it.
var (
	//go:embed practica/configuracion.yaml
	confPractica []byte
	//go:embed practica/informe.json
	informePractica []byte
)

// puertoPagina is where the page is unless told otherwise.
const puertoPagina = 8080

// inicioPractica is twenty to nine of a Tuesday: the reminders of the day leave in a while.
const inicioPractica = "2026-11-03T08:40:00-06:00"

// escenario is what a practice begins with.
type escenario struct {
	conf    compromiso.Configuracion
	inf     compromiso.Informe
	gente   []personaDemo
	canal   slacksim.Channel
	pruebas []page.Try
	inicio  time.Time
	volver  func([]compromiso.Falta) error // a fault of the configuration in words
}

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
	e.anunciar(c, ln.Addr().String(), url, o.datos, p.pg.Resto())
	return servirPagina(ctx, ln, pagina)
}

// levantar fills the database and the practice Slack, starts the bot, and gives the page.
func (e escenario) levantar(ctx context.Context, p *practica, url string, log *slog.Logger) (*page.Page, error) {
	reloj := nuevoRelojCorriente(e.inicio)
	p.reloj = reloj
	if err := e.guardar(ctx, url); err != nil {
		return nil, err
	}
	personas := poblarPractica(p.sim, e.gente, e.canal, "America/Mexico_City")
	if err := p.conBot(ctx, url, log); err != nil {
		return nil, err
	}
	return page.New(page.Options{
		Sim: p.sim, Title: "Práctica · " + e.inf.Comision, App: "Compromisos", People: personas, Commands: ordenesPractica, Tries: e.pruebas,
		Clock: mandoReloj{p, reloj}, Log: log,
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

// montar reads what the practice begins with: the sample, or somebody's informe.
func montar(c *consola, o opcionesDemo) (e escenario, err error) {
	if o.importar != "" {
		e, err = montarInforme(c, o)
	} else {
		e, err = montarMuestra()
	}
	if err != nil || o.reloj == "" {
		return e, err
	}
	e.inicio, err = leerReloj(o.reloj)
	return e, err
}

func montarMuestra() (e escenario, err error) {
	conf, pos, err := leerConfiguracion(confPractica)
	if err != nil {
		return e, err
	}
	infs, err := informe.Leer("la muestra", informePractica, informe.Opciones{})
	if err != nil {
		return e, err
	}
	e = escenario{
		conf: conf, inf: infs[0], gente: gentePractica, canal: slacksim.Channel{ID: canalPractica, Name: "cvd"}, pruebas: porProbar,
		volver: func(fs []compromiso.Falta) error { return pos.error(fs) },
	}
	e.inicio, err = time.Parse(time.RFC3339, inicioPractica)
	return e, err
}

// montarInforme makes a cast for an informe: a person for each area that it names.
func montarInforme(c *consola, o opcionesDemo) (e escenario, err error) {
	inf, err := informeDemo(c, o.importar)
	if err != nil {
		return e, err
	}
	r := &recorrido{reparto: repartir(inf), nombres: map[string]string{}, cargos: map[string]string{}, enlace: map[string]string{}}
	e = escenario{
		inf: inf, conf: r.configuracion(inf), canal: slacksim.Channel{ID: canalDemo, Name: strings.ToLower(inf.Comision)},
		inicio: enHoras(compromiso.NewComision(inf.Comision, ""), inicioDemo(inf)),
		volver: func(fs []compromiso.Falta) error {
			return compromiso.Errorf(compromiso.Invalido, "", "%s: %s", fs[0].Ruta, fs[0].Mensaje)
		},
	}
	for _, id := range r.personas([]string{stDemo}) {
		if id == stDemo && len(e.gente) > 0 {
			continue
		}
		cargo := r.cargos[id]
		for area, u := range r.enlace {
			if u == id {
				cargo = "enlace de " + area
			}
		}
		e.gente = append(e.gente, personaDemo{id: id, nombre: r.nombres[id], cargo: cargo})
	}
	e.pruebas = []page.Try{
		{Text: "Vea qué trajo el informe", Person: stDemo, Channel: canalDemo, Type: "/compromiso lista todos"},
		{Text: "Registre un compromiso", Person: stDemo, Channel: canalDemo, Type: "/compromiso nuevo"},
		{Text: "Pida el resumen de la semana", Person: stDemo, Channel: canalDemo, Type: "/compromiso resumen"},
	}
	return e, nil
}

// guardar puts the commission and its compromisos into the empty database.
func (e escenario) guardar(ctx context.Context, url string) error {
	if _, _, err := store.Migrate(ctx, url, migrarRiver(url)); err != nil {
		return err
	}
	st, err := store.Open(ctx, url, store.Options{MaxConns: 2})
	if err != nil {
		return err
	}
	defer st.Close()
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: e.inicio}}
	if _, err := st.Configurar(ctx, sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := e.conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, e.volver(faltas)
		}
		return nuevo, cambios, nil
	}); err != nil {
		return err
	}
	_, err = st.ImportarTodos(ctx, sol, []compromiso.Informe{e.inf}, false, nil)
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
	w.linea("Los demás comandos sirven aquí también, en otra terminal, con:")
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
