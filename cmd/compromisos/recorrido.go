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
	"compromisos/store"
)

// The channel and the first of the people of the practice workspace.
const (
	canalDemo = "C0DEMO"
	stDemo    = "U0ST"
)

// recorrido is the guided tour: what it runs on, and what it has shown so far.
type recorrido struct {
	*practica
	reparto
	agenda
	papel
	nombres  map[string]string // user id → name
	cargos   map[string]string // user id → what they are, if not the enlace of something
	enlace   map[string]string // area → user id
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
	inicio := inicioDemo(inf)
	if o.reloj != "" {
		if inicio, err = leerReloj(o.reloj); err != nil {
			return err
		}
	}
	if err := revisarDatos(o.datos); err != nil {
		return err
	}
	nuevoPapel(c.errores).linea("Arrancando un Postgres privado, un Slack de práctica y el bot…")
	p, url, err := abrirPractica(ctx, o, log)
	if err != nil {
		return interrumpido(ctx, err)
	}
	defer p.cerrar(ctx)
	p.reloj = &relojMovil{}
	r := &recorrido{
		practica: p, reparto: repartir(inf), papel: nuevoPapel(c.salida), datos: o.datos,
		nombres: map[string]string{}, cargos: map[string]string{}, enlace: map[string]string{}, vistos: map[string]string{},
	}
	r.agenda.com = compromiso.NewComision(inf.Comision, "")
	r.inicio = enHoras(r.com, inicio)
	r.reloj.Mover(r.inicio)
	if err := r.poblar(ctx, url, inf); err != nil {
		return interrumpido(ctx, err)
	}
	if err := p.conBot(ctx, url, log); err != nil {
		return interrumpido(ctx, err)
	}
	if !r.inicio.Equal(inicio) {
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

// poblar fills the database and the practice workspace: the commission of the informe,
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
	if c, ok := d.Comision(inf.Comision); ok {
		r.agenda.com = c
	}
	miembros := []string{r.sim.BotUserID()}
	for id, nombre := range r.nombres {
		r.sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), RealName: nombre, TZ: r.com.Zona.String()})
		miembros = append(miembros, id)
	}
	r.sim.AddChannel(slacksim.Channel{ID: canalDemo, Name: strings.ToLower(inf.Comision), Members: miembros})
	r.titulo("Se importa un informe: lo pedido entra con su número y su estado")
	r.linea(fraseImportado(inf, res))
	return nil
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

// configuracion is the commission, its Secretaría and the areas of the cast; the area of
// the story has a suplente and a titular too.
func (r *recorrido) configuracion(inf compromiso.Informe) compromiso.Configuracion {
	r.nombres[stDemo], r.cargos[stDemo] = "Inés Salas", "Secretaría Técnica"
	canal, secretaria, nombre := canalDemo, []string{stDemo}, inf.ComisionNombre
	if nombre == "" {
		nombre = "Comisión " + inf.Comision
	}
	conf := compromiso.Configuracion{Comisiones: []compromiso.ConfComision{{
		Siglas: inf.Comision, Nombre: &nombre, Canal: &canal, Secretaria: &secretaria,
	}}}
	persona := func(cargo string) string {
		n := len(r.nombres)
		id := fmt.Sprintf("U0DEMO%d", n)
		r.nombres[id] = nombreDemo(n - 1)
		if cargo != "" {
			r.cargos[id] = cargo
		}
		return id
	}
	for _, siglas := range r.areas {
		id := persona("")
		r.enlace[siglas] = id
		def, enlaces := inf.Glosario[siglas], []string{id}
		a := compromiso.ConfArea{Siglas: siglas, Nombre: &def, Enlaces: &enlaces}
		if siglas == r.area {
			suplentes, titular := []string{persona("suplente de " + siglas)}, persona("titular de "+siglas)
			a.Suplentes, a.Titular = &suplentes, &titular
		}
		conf.Areas = append(conf.Areas, a)
	}
	return conf
}

// quien names a person with what they answer for.
func (r *recorrido) quien(id string) string {
	if cargo := r.cargos[id]; cargo != "" {
		return r.nombres[id] + " (" + cargo + ")"
	}
	for area, u := range r.enlace {
		if u == id {
			return r.nombres[id] + " (enlace de " + area + ")"
		}
	}
	return r.nombres[id]
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
