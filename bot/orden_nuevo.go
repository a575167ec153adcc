package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"strings"

	"compromisos/compromiso"

	"github.com/slack-go/slack"
)

// ordenarNuevo registers what was typed in one line, or opens the form: empty, or
// filled in with what was typed and the error by its field.
func ordenarNuevo(ctx context.Context, t *turno) (respuesta, error) {
	if strings.TrimSpace(t.resto) == "" {
		return formNuevo().abrir(t, conValores(nil)), nil
	}
	o := leerOpciones(t.resto, "areas", "vence", "sesion", "solicita", "eje", "tipo")
	alta, errores := t.leerAlta(o)
	if len(errores) == 0 {
		if _, err := compromiso.New(t.com, t.dir, t.acto(), alta); err != nil {
			if compromiso.CodigoDe(err) == "" {
				return respuesta{}, err
			}
			errores.anotar(err)
		}
	}
	if len(errores) > 0 {
		return t.abrirConErrores(alta, errores), nil
	}
	parecidos := t.buscarParecidos(ctx, alta.Texto)
	n, err := t.registrar(ctx, alta)
	if err != nil {
		return respuesta{}, err
	}
	otros := sinEl(soloFuertes(<-parecidos), n)
	return decir(mensajeRegistrado(n, otros[:min(len(otros), parecidosQueSeDicen)])), nil
}

// parecidosQueSeDicen is how many look-alikes an answer names.
const parecidosQueSeDicen = 3

// buscarParecidos looks for what resembles a text while it is registered. They are named in
// the answer and stop nothing: one of them may be what is registered meanwhile, and what
// cannot be found out is left out.
func (t *turno) buscarParecidos(ctx context.Context, texto string) <-chan []compromiso.Parecido {
	hallados := make(chan []compromiso.Parecido, 1)
	go func() {
		defer close(hallados)
		defer func() {
			if x := recover(); x != nil {
				t.b.log.Error("panic", "door", "look-alikes", "stack", string(debug.Stack()))
			}
		}()
		ps, err := t.b.st.Parecidos(ctx, t.dir, t.com.Siglas, texto, parecidosQueSeDicen+1)
		if err != nil {
			t.b.log.Warn("look-alikes not found out", "error", t.b.limpio(err).Error())
			return
		}
		hallados <- ps
	}()
	return hallados
}

// fallas are what is wrong with what was typed: sentences with their fields.
type fallas []falla

type falla struct{ campo, frase string }

func (f *fallas) anotar(err error) {
	var e *compromiso.Error
	if errors.As(err, &e) {
		*f = append(*f, falla{e.Campo, e.Mensaje})
	}
}

// leerAlta reads the options; every one, so that all errors show at once.
func (t *turno) leerAlta(o opciones) (compromiso.Alta, fallas) {
	alta := compromiso.Alta{Comision: t.com.Siglas, Texto: o.texto, Sesion: t.com.SesionPorDefecto(t.ahora)}
	var errores fallas
	for _, k := range []string{"areas", "vence", "sesion", "solicita", "eje", "tipo"} {
		if e := o.errores[k]; e != "" {
			errores = append(errores, falla{k, e})
		}
	}
	if o.texto == "" {
		errores = append(errores, falla{idTexto, "Escriba qué se pidió."})
	}
	var err error
	if alta.Areas, err = t.dir.ResolverAreas(partir(o.valores["areas"])); err != nil {
		errores.anotar(err)
		alta.Areas = conocidas(t.dir, partir(o.valores["areas"]))
	}
	if s, ok := o.valores["vence"]; ok {
		alta.FechaLimite, err = t.leerFecha(s)
		errores.anotar(err)
	}
	if s, ok := o.valores["sesion"]; ok {
		alta.Sesion, err = t.leerSesion(s)
		errores.anotar(err)
	}
	for _, s := range partir(o.valores["solicita"]) {
		alta.Solicitantes = append(alta.Solicitantes, t.leerSolicitante(s))
	}
	alta.Eje = ejeConocido(t.dir, o.valores["eje"])
	if s, ok := o.valores["tipo"]; ok {
		if alta.Tipo = compromiso.Tipo(compromiso.Plegar(s)); !alta.Tipo.Valido() {
			errores = append(errores, falla{idTipo, "«" + recortar(unaLinea(s), 40) + "» no es un tipo: use compromiso, solicitud o acuerdo."})
			alta.Tipo = ""
		}
	}
	return alta, errores
}

// leerSesion finds the session that a code names.
func (t *turno) leerSesion(s string) (*compromiso.Sesion, error) {
	codigo, anio, err := compromiso.ParseCodigoSesion(s, t.com.Siglas)
	if err != nil {
		return nil, err
	}
	sesion := t.com.Sesion(codigo, anio)
	if sesion == nil {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, idSesion,
			"La comisión %s no tiene la sesión «%s». Véalas con «/compromiso sesiones».", t.com.Siglas, recortar(unaLinea(s), 40))
	}
	return sesion, nil
}

// leerSolicitante turns a key, or the mention of a person, into the key of the
// configured requester; anything else stays as typed.
func (t *turno) leerSolicitante(s string) string {
	if x, ok := t.dir.Solicitante(s); ok {
		if s == compromiso.ClaveSolicitante(s) {
			return x.Clave
		}
		return s
	}
	if id, ok := strings.CutPrefix(s, "@"); ok {
		for _, x := range t.dir.Solicitantes {
			if slices.Contains(x.Usuarios, id) {
				return x.Clave
			}
		}
	}
	return s
}

func ejeConocido(d *compromiso.Directorio, s string) string {
	for _, e := range d.Ejes {
		if compromiso.Plegar(e) == compromiso.Plegar(s) {
			return e
		}
	}
	return s
}

// frase is all that is wrong, in one paragraph.
func (f fallas) frase() string {
	var out []string
	for _, x := range f {
		out = append(out, recortar(x.frase, 400))
	}
	return recortar(strings.Join(out, " "), maxSeccion/2)
}

// cabenEnElFormulario tells whether the form can show what was typed as it is: what it
// cut would be registered cut.
func (t *turno) cabenEnElFormulario(alta compromiso.Alta, otros string) bool {
	return largo(alta.Texto) <= maxSeccion && largo(otros) <= maxSeccion && largo(alta.Eje) <= maxSeccion &&
		ejeCompleto(t.dir, ejeEnOpcion(t.dir, alta.Eje)) == alta.Eje
}

// abrirConErrores is the form with what was typed and, by each field, what is wrong
// with it; where the form does not hold what was typed, both in words.
func (t *turno) abrirConErrores(alta compromiso.Alta, errores fallas) respuesta {
	v := conValores(map[string]string{
		idTexto: alta.Texto, idTipo: string(alta.Tipo), idEje: alta.Eje, idVence: alta.FechaLimite.String(),
	})
	if alta.Sesion != nil {
		v.m[idSesion] = valor{texto: valorSesion(*alta.Sesion)}
	}
	suyos, otros := repartirSolicitantes(t.dir, alta.Solicitantes)
	if !t.cabenEnElFormulario(alta, otros) {
		return decir(t.p.devuelta(errores.frase() + " Lo que escribió no cabe en las casillas del formulario: cópielo, corríjalo y envíelo otra vez."))
	}
	v.m[idOtros] = valor{texto: otros}
	v.conLista(idAreas, alta.Areas).conLista(idSolicitantes, suyos)
	w := formNuevo().vista(t, v, "")
	w.Blocks.BlockSet = conFallas(w.Blocks.BlockSet, errores)
	return respuesta{vista: &w}
}

// conFallas puts each sentence above its input; those without one come first.
func conFallas(bloques []slack.Block, errores fallas) []slack.Block {
	aviso := func(f falla) slack.Block {
		return slack.NewSectionBlock(llanoDe("⚠️ "+recortar(f.frase, 1500)), nil, nil)
	}
	var out []slack.Block
	puesta := map[int]bool{}
	for _, b := range bloques {
		if in, ok := b.(*slack.InputBlock); ok {
			for k, f := range errores {
				if f.campo == in.BlockID || f.campo == "solicita" && in.BlockID == idSolicitantes {
					out, puesta[k] = append(out, aviso(f)), true
				}
			}
		}
		out = append(out, b)
	}
	var antes []slack.Block
	for k, f := range errores {
		if !puesta[k] {
			antes = append(antes, aviso(f))
		}
	}
	return append(antes, out...)
}
