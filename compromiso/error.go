package compromiso

import (
	"errors"
	"fmt"
)

// Codigo says what kind of refusal an Error is, for the edges that translate it
// (exit code, place on a form, log level).
type Codigo string

// The kinds of refusal. Anything that is not an Error is internal: the person
// hears only that something failed, and the log has the rest.
const (
	Invalido     Codigo = "invalido"      // what was given cannot be: the person corrects it
	NoEncontrado Codigo = "no_encontrado" // there is no such thing
	SinPermiso   Codigo = "sin_permiso"   // the person may not do this
	Conflicto    Codigo = "conflicto"     // it can be, but not in the state of now
	Ambiguo      Codigo = "ambiguo"       // it can be read in two ways: asked, never guessed
)

// Error is a refusal in a sentence meant for the person: what was wrong and what
// to do. Campo names the field it belongs to (vence, areas, texto …), so that a
// form can show it there; empty when it belongs to no field.
type Error struct {
	Codigo  Codigo
	Campo   string
	Mensaje string
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Mensaje }

// Errorf makes an Error of the given kind and field.
func Errorf(codigo Codigo, campo, formato string, args ...any) *Error {
	return &Error{Codigo: codigo, Campo: campo, Mensaje: fmt.Sprintf(formato, args...)}
}

// CodigoDe tells the kind of refusal in err's chain, or "" when err is internal.
func CodigoDe(err error) Codigo {
	var e *Error
	if errors.As(err, &e) {
		return e.Codigo
	}
	return ""
}
