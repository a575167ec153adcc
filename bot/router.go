package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// What the bot says where there is nothing else to say.
const (
	fraseTrabajo   = "Sigo trabajando… La respuesta llega aquí en un momento."
	fraseSaturado  = "Hay demasiadas solicitudes en este momento. No se hizo nada: vuelva a intentarlo en unos segundos."
	fraseReinicio  = "El bot se está reiniciando. No se hizo nada: vuelva a intentarlo en unos segundos."
	fraseLarga     = "La respuesta es larga y llega aparte en un momento."
	fraseTarde     = "La respuesta tardó más de lo que Slack espera. Vuelva a intentarlo, por favor."
	fraseCaducado  = "Slack no dejó abrir el formulario a tiempo. Vuelva a intentarlo."
	fraseInterna   = fallaNuestra
	frasePerdida   = "No pude guardarlo: algo falló de nuestro lado y quedó registrado. Lo que escribió sigue aquí; vuelva a intentarlo en un minuto."
	fraseIncierta  = "No se sabe si quedó hecho: la base de datos no lo confirmó. Antes de repetirlo, véalo con «/compromiso lista» o «/compromiso ver NN/AAAA»."
	fraseInsegura  = "No se sabe si quedó guardado: la base de datos no lo confirmó. Vuelva a enviarlo desde aquí en un minuto: si ya lo estaba, no se repite."
	fraseSinPuerta = "Ese botón ya no se usa. Escriba «/compromiso ayuda» para ver lo que puede hacer."
)

// acuse is the answer within Slack's three seconds: a body, or none. reintenta says
// that nothing was done and Slack shall deliver the event again.
type acuse struct {
	cuerpo    []byte
	reintenta bool
}

// respuesta is what a door answers: something to say, a form to show, or errors by
// the field of the form that came in.
type respuesta struct {
	mensaje   *Mensaje
	cuerpo    []byte // the same as it goes out, where it was written down already
	reemplaza bool   // edits the message in which the button was pressed
	vista     *slack.ModalViewRequest
	errores   map[string]string
	// luego is the work that begins once the answer was given; what it gives is said after.
	luego func(ctx context.Context) *Mensaje
}

func decir(m Mensaje) respuesta { return respuesta{mensaje: &m} }

// atender is the one handler behind both doors. It answers within the time that Slack
// gives; work that takes longer goes on and answers later.
func (b *Bot) atender(p peticion) acuse {
	if p.clase == claseNada {
		return acuse{}
	}
	if !b.empezar() {
		return b.rechazar(p, fraseReinicio)
	}
	if p.clase == claseEvento {
		if a, visto := b.eventos.abrir(p.clave, b.op.Maquina()); visto {
			b.obra.Done()
			return a
		}
	}
	select {
	case b.cupo <- struct{}{}:
	default:
		b.obra.Done()
		b.eventos.cerrar(p.clave, false)
		b.observar(p, "full", 0)
		return b.rechazar(p, fraseSaturado)
	}
	hecho, tarde := make(chan acuse), make(chan struct{})
	b.brazos.hacer(func() {
		defer b.obra.Done()
		defer func() { <-b.cupo }()
		b.trabajar(p, hecho, tarde)
	})
	if p.clase == claseBoton { // its acknowledgement carries nothing
		close(tarde)
		return acuse{}
	}
	plazo := time.NewTimer(plazoAcuse)
	defer plazo.Stop()
	select {
	case a := <-hecho:
		return a
	case <-plazo.C:
		close(tarde)
		return b.acuseTarde(p)
	}
}

// rechazar answers at once that nothing was done, in the way that each kind of
// request can show.
func (b *Bot) rechazar(p peticion, frase string) acuse {
	switch p.clase {
	case claseOrden:
		m := p.devuelta(frase)
		if m.peso() > maxRespuesta { // the acknowledgement does not hold it
			b.avisarPorURL(p, m)
			m = mensajeHecho(frase)
		}
		return acuse{cuerpo: cuerpoMensaje(m)}
	case claseFormulario:
		return acuse{cuerpo: cuerpoErrores(erroresEn(p.vista, "", frase))}
	case claseEvento:
		return acuse{reintenta: true}
	case claseBoton:
		b.avisarPorURL(p, mensajeHecho(frase))
	}
	return acuse{}
}

// avisarPorURL answers besides the acknowledgement where no work is taken any more, if
// there is room for that.
func (b *Bot) avisarPorURL(p peticion, m Mensaje) {
	select {
	case b.avisar <- struct{}{}:
		go func() {
			defer func() { <-b.avisar }()
			ctx, fin := context.WithTimeout(b.vida, plazoSlack)
			defer fin()
			_ = b.porURL(ctx, p.url, m, false)
		}()
	default:
	}
}

// acuseTarde is the acknowledgement of what is still under way. An event is not
// acknowledged before it is done: if this process ends, Slack delivers it again. One
// that could not be known again would be done twice.
func (b *Bot) acuseTarde(p peticion) acuse {
	switch p.clase {
	case claseOrden:
		return acuse{cuerpo: cuerpoMensaje(mensajeHecho(fraseTrabajo))}
	case claseFormulario:
		v := vistaFrase(p.vista.Titulo, "Sigo trabajando… No cierre esta ventana: aquí aparece el resultado.")
		return acuse{cuerpo: cuerpoVista(&v)}
	case claseEvento:
		return acuse{reintenta: p.clave != ""}
	}
	return acuse{}
}

// trabajar does the work of a request and answers it: in the acknowledgement if that
// still waits, else later.
func (b *Bot) trabajar(p peticion, hecho chan<- acuse, tarde <-chan struct{}) {
	ctx, fin := context.WithTimeout(b.vida, b.plazo)
	defer fin()
	inicio := b.op.Maquina()
	e := &espera{b: b, peticion: p}
	r, err, resultado := decir(p.devuelta(fraseSaturado)), error(nil), "full"
	if !p.vieja(inicio) {
		r, err = b.hacer(ctx, p, e)
		resultado = b.anotarFallo(p, err)
	}
	e.detener()
	// What came of it is said even when the time for the work is over, or the bot is stopping.
	ctx, fin = context.WithTimeout(context.WithoutCancel(ctx), plazoTrabajo)
	defer fin()
	if p.clase == claseEvento {
		entregarAcuse(hecho, tarde, b.acusarEvento(p, err))
		if err == nil && r.luego != nil {
			b.seguir(p, r.luego)
		}
		b.observar(p, resultado, b.op.Maquina().Sub(inicio))
		return
	}
	if err != nil {
		r = b.respuestaDeError(p, err)
	}
	if p.clase == claseOrden || p.clase == claseBoton {
		if mostrada, m := e.mostrar(ctx, r); mostrada {
			r = respuesta{mensaje: m}
		}
	}
	a, cabe := b.acuseDe(p, r)
	if entregarAcuse(hecho, tarde, a) {
		if !cabe || p.clase != claseOrden {
			b.despues(ctx, p, r)
		}
	} else {
		if resultado == "ok" && p.clase != claseBoton {
			resultado = "late"
		}
		b.tarde(ctx, p, r)
	}
	if r.luego != nil {
		b.seguir(p, r.luego)
	}
	b.observar(p, resultado, b.op.Maquina().Sub(inicio))
}

// seguir does what was only begun when the answer was given, and says what came of it.
func (b *Bot) seguir(p peticion, luego func(context.Context) *Mensaje) {
	ctx, fin := context.WithTimeout(b.vida, plazoDocumento)
	defer fin()
	m := luego(ctx)
	if m == nil {
		return
	}
	// Said even when the bot is stopping: whoever waits is told to ask again.
	ctx, fin = context.WithTimeout(context.WithoutCancel(b.vida), plazoSlack)
	defer fin()
	b.contestar(ctx, p, *m, false)
}

// acusarEvento acknowledges an event once it was served, or has Slack deliver it again
// when something of ours failed. That it was refused, or failed for the last time, is
// said in the thread before, so that nobody believes it recorded.
func (b *Bot) acusarEvento(p peticion, err error) acuse {
	interna := err != nil && compromiso.CodigoDe(err) == ""
	otraVez := interna && p.clave != "" && p.intento < ultimoIntento
	if err != nil && !otraVez && !errors.Is(err, errAjena) && !errors.Is(err, errMaquina) {
		m := mensajeError(err)
		if incierto(err) {
			m = mensajeHecho(fraseIncierta)
		} else if interna {
			m = mensajeHecho(fraseInterna + " Su respuesta no quedó registrada.")
		}
		otraVez = b.enHilo(b.vida, p, m) != nil && p.clave != "" && p.intento < ultimoIntento
	}
	b.eventos.cerrar(p.clave, !otraVez)
	return acuse{reintenta: otraVez}
}

// entregarAcuse hands over the acknowledgement, if somebody still waits for it.
func entregarAcuse(hecho chan<- acuse, tarde <-chan struct{}, a acuse) bool {
	select {
	case hecho <- a:
		return true
	case <-tarde:
		return false
	}
}

// acuseDe is the acknowledgement that carries the answer; false when the answer does
// not fit into it.
func (b *Bot) acuseDe(p peticion, r respuesta) (acuse, bool) {
	switch {
	case p.clase == claseOrden && r.cuerpo != nil && len(r.cuerpo) <= maxAcuseOrden:
		return acuse{cuerpo: r.cuerpo}, true
	case p.clase == claseOrden && r.mensaje != nil:
		if cuerpo := cuerpoMensaje(*r.mensaje); len(cuerpo) <= maxAcuseOrden {
			return acuse{cuerpo: cuerpo}, true
		}
		return acuse{cuerpo: cuerpoMensaje(mensajeHecho(fraseLarga))}, false
	case p.clase == claseFormulario && len(r.errores) > 0:
		return acuse{cuerpo: cuerpoErrores(r.errores)}, true
	case p.clase == claseFormulario && r.vista != nil:
		cuerpo := cuerpoVista(r.vista)
		if len(cuerpo) < maxAcuse {
			return acuse{cuerpo: cuerpo}, true
		}
		v := vistaFrase(p.vista.Titulo, "Sigo trabajando…")
		return acuse{cuerpo: cuerpoVista(&v)}, false
	}
	return acuse{}, true
}

// hacer runs a request through identity, commission, right and work. A panic in it is
// an internal error of this request and of no other.
func (b *Bot) hacer(ctx context.Context, p peticion, e *espera) (r respuesta, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("panic: %T", x)
			b.log.Error("panic", "door", p.nombre, "stack", string(debug.Stack()))
		}
	}()
	if b.puedeAbrir(p) {
		e.armar()
	}
	if p.clase == claseEvento && b.esMia(p) {
		return respuesta{}, nil
	}
	if err := b.identificar(ctx, p); err != nil {
		return respuesta{}, err
	}
	return b.abrirPuerta(ctx, p)
}

// abrirPuerta does the work of the door that a request names. A door that confirms the
// directory is tried by the one that was last read; what that one refuses, or is no
// longer true, is judged again by the one of the moment.
func (b *Bot) abrirPuerta(ctx context.Context, p peticion) (respuesta, error) {
	const intentos = 3
	if dir := b.st.Recordado(); dir != nil {
		if t, pu, err := b.preparar(ctx, p, dir, true); err == nil && pu != nil {
			if r, err := pu.haz(ctx, t); err == nil {
				return t.conAlDia(r), nil
			}
		}
	}
	for k := 1; ; k++ {
		dir, err := b.st.Directorio(ctx)
		if err != nil {
			return respuesta{}, err
		}
		t, pu, err := b.preparar(ctx, p, dir, false)
		if err != nil {
			return respuesta{}, err
		}
		if pu == nil { // no such door: the help
			return t.desconocida()
		}
		r, err := pu.haz(ctx, t)
		if !errors.Is(err, compromiso.ErrDirectorio) || k == intentos {
			return t.conAlDia(r), t.conSiglas(err)
		}
	}
}

// anotarFallo writes down what went wrong: refusals are the person's business and go
// to debug, without what was typed.
func (b *Bot) anotarFallo(p peticion, err error) string {
	if err == nil {
		return "ok"
	}
	if codigo := compromiso.CodigoDe(err); codigo != "" {
		b.log.Debug("request refused", "kind", string(p.clase), "code", string(codigo), "person", p.persona)
		return "refused"
	}
	b.log.Error("request failed", "kind", string(p.clase), "person", p.persona, "error", b.limpio(err).Error())
	return "error"
}

// respuestaDeError is how an error is shown: by the field of the form, or as a
// sentence. What is internal says only that it failed.
func (b *Bot) respuestaDeError(p peticion, err error) respuesta {
	var e *compromiso.Error
	interna := !errors.As(err, &e)
	frase, perdida := fraseInterna, frasePerdida
	if incierto(err) {
		frase, perdida = fraseIncierta, fraseInsegura
	}
	if p.clase != claseFormulario {
		if interna {
			return decir(p.devuelta(frase))
		}
		frase := e.Mensaje
		if e.Codigo == compromiso.NoEncontrado && e.Campo == "numero" {
			frase += " Para ver los que hay, escriba «/compromiso lista todos»."
		}
		return decir(p.devuelta(frase))
	}
	if interna {
		return respuesta{errores: erroresEn(p.vista, "", perdida)}
	}
	return respuesta{errores: erroresEn(p.vista, e.Campo, e.Mensaje)}
}

func (b *Bot) observar(p peticion, resultado string, tardo time.Duration) {
	if b.op.Observar == nil {
		return
	}
	nombre := p.nombre
	if p.clase == claseOrden { // the name was typed: only known ones are labels
		nombre = b.tabla.nombreDeOrden(p.texto)
	} else if _, ok := b.tabla.find(p.clase, p.nombre); !ok {
		nombre = "otra"
	}
	b.op.Observar(string(p.clase), nombre, resultado, tardo)
}
