package bot

import (
	"context"
	"strconv"
	"strings"

	"compromisos/compromiso"
)

// filasPorPagina is how many compromisos a list shows at once.
const filasPorPagina = 10

// estadosLista are the words of `lista`, folded, singular too.
var estadosLista = map[string]compromiso.FiltroEstado{
	"abierto": compromiso.FiltroAbiertos, "abiertos": compromiso.FiltroAbiertos,
	"vencido": compromiso.FiltroVencidos, "vencidos": compromiso.FiltroVencidos,
	"cumplido": compromiso.FiltroCumplidos, "cumplidos": compromiso.FiltroCumplidos,
	"todo": compromiso.FiltroTodos, "todos": compromiso.FiltroTodos,
	"mio": compromiso.FiltroMios, "mios": compromiso.FiltroMios,
}

func ordenarLista(ctx context.Context, t *turno) (respuesta, error) {
	f, err := t.leerFiltro(t.resto)
	if err != nil {
		return respuesta{}, err
	}
	return t.listar(ctx, f)
}

// leerFiltro reads what `lista` is asked for. What it does not know it says, rather
// than show a list of something else.
func (t *turno) leerFiltro(s string) (compromiso.Filtro, error) {
	o := leerOpciones(s, "area", "sesion", "ano", "solicita", "eje")
	f := compromiso.Filtro{Estado: compromiso.FiltroAbiertos}
	for k, e := range o.errores {
		return f, compromiso.Errorf(compromiso.Invalido, k, "%s", e)
	}
	palabras := strings.Fields(o.texto)
	if len(palabras) > 0 {
		e, ok := estadosLista[compromiso.Plegar(palabras[0])]
		if !ok || len(palabras) > 1 {
			sobra := palabras[0]
			if ok {
				sobra = palabras[1]
			}
			return f, compromiso.Errorf(compromiso.Invalido, "",
				"No entiendo «%s» en la lista: use abiertos, vencidos, cumplidos, todos o míos, y después área:, sesión:, año:, solicita: o eje:.", recortar(unaLinea(sobra), 40))
		}
		f.Estado = e
	}
	var err error
	if f.Areas, err = t.dir.ResolverAreas(partir(o.valores["area"])); err != nil {
		return f, err
	}
	if s, ok := o.valores["sesion"]; ok {
		if f.Sesion, err = t.leerSesion(s); err != nil {
			return f, err
		}
	}
	if s, ok := o.valores["ano"]; ok {
		if f.Anio, err = strconv.Atoi(s); err != nil || f.Anio < 1900 || f.Anio > 2999 {
			return f, compromiso.Errorf(compromiso.Invalido, "anio", "«%s» no es un año: escríbalo con cuatro cifras, por ejemplo año:2023.", recortar(unaLinea(s), 20))
		}
	}
	if s, ok := o.valores["solicita"]; ok {
		f.Solicitante = t.leerSolicitante(s)
	}
	f.Eje = ejeConocido(t.dir, o.valores["eje"])
	return f, nil
}

// listar answers with a page of the list, of the commission and the person of the
// turno, whatever the filter says of them.
func (t *turno) listar(ctx context.Context, f compromiso.Filtro) (respuesta, error) {
	f.Comision, f.Persona, f.Hoy = t.com.Siglas, t.p.persona, t.hoy()
	if f.Limite == 0 {
		f.Limite = filasPorPagina
	}
	que, _ := codificarPagina(f)
	if f.Estado == compromiso.FiltroMios {
		que += " " + f.Persona
	}
	return t.recordando(ctx, "lista "+que, func() (Mensaje, string, error) {
		p, err := t.b.st.Lista(ctx, t.dir, f)
		if err != nil {
			return Mensaje{}, "", err
		}
		return mensajeLista(p, f, t.com, f.Hoy), p.Cabeza, nil
	})
}
