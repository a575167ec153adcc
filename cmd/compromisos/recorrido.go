package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/informe/muestra"
	"compromisos/slacksim"
	"compromisos/store"
)

// The people and the channel of the practice workspace.
const (
	canalDemo  = "C0DEMO"
	stDemo     = "U0ST"
	enlaceBase = "U0ENLACE"
)

var nombresDemo = []string{"Raúl Ortega", "Sara Paz", "Iván Luna", "Nora Gil", "Elsa Ríos", "Blas Mora", "Lía Soto", "Hugo Cano", "Inés Vela"}

// recorrido is the guided tour: what it runs on, and what it has shown so far.
type recorrido struct {
	*practica
	c       *consola
	com     *compromiso.Comision
	nombres map[string]string // user id → name
	enlace  map[string]string // area → user id
	vistos  map[string]string // messages shown, by channel and ts, with their text then
	paso    int
	datos   string // folder that keeps the database; "": nothing is kept
}

// recorrer runs the tour: no questions, no accounts, nothing left behind.
func recorrer(ctx context.Context, c *consola, o opcionesDemo) error {
	log := slog.New(slog.DiscardHandler)
	inf, err := informeDemo(c, o.importar)
	if err != nil {
		return err
	}
	inicio := inicioDemo(inf)
	if o.reloj != "" {
		if inicio, err = time.Parse(time.RFC3339, o.reloj); err != nil {
			return errUso{err}
		}
	}
	fmt.Fprintln(c.errores, "Arrancando un Postgres privado, un Slack de práctica y el bot…")
	p, url, err := abrirPractica(ctx, o, log)
	if err != nil {
		return err
	}
	defer p.cerrar(ctx)
	p.reloj = &relojMovil{}
	p.reloj.Mover(inicio)
	r := &recorrido{practica: p, c: c, nombres: map[string]string{}, enlace: map[string]string{}, vistos: map[string]string{}, datos: o.datos}
	if err := r.poblar(ctx, url, inf); err != nil {
		return err
	}
	if err := p.conBot(ctx, url, log); err != nil {
		return err
	}
	if err := r.contar(ctx, inf); err != nil {
		if ctx.Err() != nil {
			return errors.New("el recorrido se interrumpió")
		}
		return fmt.Errorf("el recorrido se detuvo: %w", err)
	}
	return nil
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

// inicioDemo is half past eight of the first Monday after the informe.
func inicioDemo(inf compromiso.Informe) time.Time {
	c := compromiso.NewComision(inf.Comision, "")
	dia := inf.FechaInforme
	if dia.IsZero() {
		dia = compromiso.NewFecha(2026, time.October, 30)
	}
	for dia = dia.AddDias(1); dia.Semana() != time.Monday; {
		dia = dia.AddDias(1)
	}
	return dia.En(c.Zona, compromiso.Hora{Hora: 8, Minuto: 30})
}

// poblar fills the practice workspace and the database: the commission of the informe,
// and an area for each one that it names, with somebody who answers for it.
func (r *recorrido) poblar(ctx context.Context, url string, inf compromiso.Informe) error {
	if _, _, err := store.Migrate(ctx, url, migrarRiver(url)); err != nil {
		return err
	}
	st, err := store.Open(ctx, url, store.Options{MaxConns: 2})
	if err != nil {
		return err
	}
	defer st.Close()
	conf := r.configuracion(inf)
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: r.reloj.Ahora()}}
	_, err = st.Configurar(ctx, sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, compromiso.Errorf(compromiso.Invalido, "", "%s: %s", faltas[0].Ruta, faltas[0].Mensaje)
		}
		return nuevo, cambios, nil
	})
	if err != nil {
		return err
	}
	res, err := st.ImportarTodos(ctx, sol, []compromiso.Informe{inf}, false, nil)
	if err != nil {
		return err
	}
	d, err := st.Directorio(ctx)
	if err != nil {
		return err
	}
	r.com, _ = d.Comision(inf.Comision)
	miembros := []string{r.sim.BotUserID()}
	for id, nombre := range r.nombres {
		r.sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), RealName: nombre, TZ: r.com.Zona.String()})
		miembros = append(miembros, id)
	}
	r.sim.AddChannel(slacksim.Channel{ID: canalDemo, Name: strings.ToLower(inf.Comision), Members: miembros})
	r.titulo("Se importa el informe de la sesión " + inf.SesionInforme + " (" + inf.FechaInforme.Larga() + ")")
	for _, x := range res {
		fmt.Fprintf(r.c.salida, "%s, %s, %s. Nadie recibe nada por una importación.\n",
			cuantos(x.Nuevos, "nuevo", "nuevos"), cuantos(x.Cambiados, "cambiado", "cambiados"), cuantos(x.Iguales, "igual", "iguales"))
	}
	return nil
}

// configuracion is the commission, its Secretaría and the areas that the informe names.
func (r *recorrido) configuracion(inf compromiso.Informe) compromiso.Configuracion {
	r.nombres[stDemo] = "Inés Salas"
	canal, secretaria, nombre := canalDemo, []string{stDemo}, inf.ComisionNombre
	if nombre == "" {
		nombre = "Comisión " + inf.Comision
	}
	conf := compromiso.Configuracion{Comisiones: []compromiso.ConfComision{{
		Siglas: inf.Comision, Nombre: &nombre, Canal: &canal, Secretaria: &secretaria,
	}}}
	for _, f := range inf.Compromisos {
		for _, siglas := range append(append([]string(nil), f.Areas...), f.AreasPropuestas...) {
			if _, ya := r.enlace[siglas]; ya {
				continue
			}
			n := len(r.enlace)
			id := fmt.Sprintf("%s%d", enlaceBase, n+1)
			r.enlace[siglas], r.nombres[id] = id, nombresDemo[n%len(nombresDemo)]
			def, enlaces := inf.Glosario[siglas], []string{id}
			conf.Areas = append(conf.Areas, compromiso.ConfArea{Siglas: siglas, Nombre: &def, Enlaces: &enlaces})
		}
	}
	return conf
}

// quien names a person with the area for which they answer.
func (r *recorrido) quien(id string) string {
	if id == stDemo {
		return r.nombres[id] + " (Secretaría Técnica)"
	}
	for area, u := range r.enlace {
		if u == id {
			return r.nombres[id] + " (enlace de " + area + ")"
		}
	}
	return r.nombres[id]
}

func (r *recorrido) titulo(s string) {
	r.paso++
	fmt.Fprintf(r.c.salida, "\n%d. %s\n   %s\n\n", r.paso, s, r.hora())
}

// hora is what the clock of the demonstration shows.
func (r *recorrido) hora() string {
	zona := time.UTC
	if r.com != nil {
		zona = r.com.Zona
	}
	t := r.reloj.Ahora().In(zona)
	return compromiso.FechaDe(t).Larga() + ", " + t.Format("15:04")
}
