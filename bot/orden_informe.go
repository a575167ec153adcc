package bot

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"compromisos/compromiso"
	"compromisos/informe"
)

// pedirInforme makes the informe of a session: of the one that was typed, else of the next
// one, else of the last.
func pedirInforme(ctx context.Context, t *turno) (respuesta, error) {
	sesion, formato, err := t.leerInforme(t.resto)
	if err != nil {
		return respuesta{}, err
	}
	p := compromiso.PedidoReporte{Comision: t.com.Siglas, Sesion: sesion.Codigo.String(), Anio: sesion.Fecha.Anio, Hoy: t.hoy()}
	nombre := sesion.Clave()
	return t.encargar(ctx, encargo{
		que: "el informe de la " + nombre, formato: formato,
		escribir: func(ctx context.Context, w io.Writer) (hecho, error) {
			r, err := t.b.st.Reporte(ctx, p)
			if err != nil {
				return hecho{}, err
			}
			pista, err := t.pistaEmitido(ctx, p, nombre)
			if err != nil {
				return hecho{}, err
			}
			adv, err := formato.WriteInforme(w, r)
			return hecho{
				nombre: formato.NombreInforme(r), titulo: tituloDeInforme(r), comentario: comentarioInforme(r, t.pide()), advertencias: adv, pista: pista,
			}, err
		},
	})
}

// pedirNota makes the nota of one compromiso.
func pedirNota(ctx context.Context, t *turno) (respuesta, error) {
	formato := informe.DOCX
	if s := strings.TrimSpace(t.resto); s != "" {
		var err error
		if formato, err = informe.ParseFormatoNota(s); err != nil {
			return respuesta{}, err
		}
	}
	siglas, numero, hoy := t.com.Siglas, t.ref().Numero, t.hoy()
	return t.encargar(ctx, encargo{
		que: "la nota del compromiso " + rotulo(t.n, ""), formato: formato,
		escribir: func(ctx context.Context, w io.Writer) (hecho, error) {
			n, err := t.b.st.DatosNota(ctx, siglas, numero, hoy)
			if err != nil {
				return hecho{}, err
			}
			adv, err := formato.WriteNota(w, n)
			return hecho{
				nombre: formato.NombreNota(n), titulo: tituloDeNota(n), comentario: comentarioNota(n, t.pide()), advertencias: adv,
			}, err
		},
	})
}

// pide is who asked, where others see the file too.
func (t *turno) pide() string {
	if l := t.lugar(); l == "" || strings.HasPrefix(l, "D") {
		return ""
	}
	return t.p.persona
}

// pistaEmitido says that the informe of the session was issued already, if it was: what
// comes here is a draft of now.
func (t *turno) pistaEmitido(ctx context.Context, p compromiso.PedidoReporte, sesion string) (string, error) {
	r, err := t.b.st.Emitido(ctx, p, 0)
	switch {
	case compromiso.CodigoDe(err) == compromiso.NoEncontrado:
		return "", nil
	case err != nil:
		return "", err
	case r.Emision == nil:
		return "", nil
	}
	return fmt.Sprintf("El informe de la %s ya se emitió, con el número %d, el %s; este archivo es un borrador nuevo. El emitido lo da quien opera el bot, "+
		"con «compromisos informe --comision %s --sesion %s --emitido».",
		sesion, r.Emision.Numero, compromiso.FechaDe(r.Emision.En.In(t.com.Zona)).Puntos(), t.com.Siglas, sesion), nil
}

// leerInforme reads what was typed after «informe»: a session, a format, both or none, in
// either order.
func (t *turno) leerInforme(s string) (*compromiso.Sesion, informe.Formato, error) {
	s = strings.TrimSpace(s)
	formato, queda := separarFormato(s)
	if queda != "" {
		sesion, err := t.sesionDelInforme(queda)
		return sesion, formato, err
	}
	if sesion := t.com.ProximaSesion(t.ahora); sesion != nil {
		return sesion, formato, nil
	}
	if k := len(t.com.Sesiones); k > 0 {
		return &t.com.Sesiones[k-1], formato, nil
	}
	return nil, "", compromiso.Errorf(compromiso.NoEncontrado, "",
		"La comisión %s todavía no tiene sesiones. Quien opera el bot las pone en la configuración.", t.com.Siglas)
}

// separarFormato takes the format off what was typed, wherever it stands; docx where there
// is none.
func separarFormato(s string) (formato informe.Formato, queda string) {
	if f, err := informe.ParseFormato(s); err == nil {
		return f, ""
	}
	palabras := strings.Fields(s)
	for k, p := range slices.Backward(palabras) {
		if f, err := informe.ParseFormato(p); err == nil {
			return f, strings.Join(slices.Delete(palabras, k, k+1), " ")
		}
	}
	return informe.DOCX, s
}

// sesionDelInforme finds the session, or says which there are; and where one word is no
// session, that it is no format either.
func (t *turno) sesionDelInforme(s string) (*compromiso.Sesion, error) {
	codigo, anio, err := compromiso.ParseCodigoSesion(s, t.com.Siglas)
	if err == nil {
		if sesion := t.com.Sesion(codigo, anio); sesion != nil {
			return sesion, nil
		}
		return nil, compromiso.Errorf(compromiso.NoEncontrado, idSesion,
			"La comisión %s no tiene la sesión «%s».%s", t.com.Siglas, recortar(unaLinea(s), 40), t.sesionesQueHay())
	}
	palabras := strings.Fields(s)
	ultima := palabras[len(palabras)-1]
	_, malFormato := informe.ParseFormato(ultima)
	if len(palabras) > 1 {
		if _, _, e := compromiso.ParseCodigoSesion(strings.Join(palabras[:len(palabras)-1], " "), t.com.Siglas); e == nil {
			return nil, malFormato
		}
		return nil, err
	}
	if !strings.ContainsAny(s, "0123456789") {
		return nil, malFormato
	}
	return nil, compromiso.Errorf(compromiso.Invalido, idSesion, "%s%s", err.Error(), t.sesionesQueHay())
}

// sesionesQueHay names the latest sessions.
func (t *turno) sesionesQueHay() string {
	const caben = 6
	var l []string
	for k := range slices.Backward(t.com.Sesiones) {
		if len(l) == caben {
			break
		}
		l = append(l, t.com.Sesiones[k].Clave())
	}
	if len(l) == 0 {
		return " Todavía no tiene ninguna."
	}
	s := " Las más recientes: "
	if len(t.com.Sesiones) <= caben {
		s = " Las que hay: "
	}
	return s + compromiso.Enumerar(l) + "."
}
