package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"compromisos/store/privado"
)

// enEspanolPrivado says what kept the private Postgres from starting, and what to do.
func enEspanolPrivado(err error) error {
	switch {
	case errors.Is(err, privado.ErrNoBinaries):
		return errors.New("no hay Postgres en esta máquina y no se pudo descargar: instale el paquete postgresql (no hace falta que esté en marcha)")
	case errors.Is(err, privado.ErrInUse):
		return errOtra
	case errors.Is(err, privado.ErrClosed):
		return errors.New("a la carpeta de --datos no llega la cuenta sin privilegios con la que root corre Postgres: elija una fuera de carpetas cerradas, como /var/tmp/demo")
	case errors.Is(err, privado.ErrFolder):
		return errors.New("en la carpeta de --datos no se puede hacer la base: elija una nueva, en un lugar donde pueda escribir")
	case errors.Is(err, context.Canceled):
		return err
	}
	sinEspacio := func(dice string) bool { return strings.Contains(err.Error(), dice) }
	if slices.ContainsFunc([]string{"No space left", "no space left", "Check free disk space", "quota exceeded"}, sinEspacio) {
		return errors.New("no queda espacio en el disco para la base de la práctica, que necesita unos 100 MB: haga lugar, o elija otro disco con --datos o TMPDIR")
	}
	return fmt.Errorf("no se pudo arrancar el Postgres privado (%s): revise que haya memoria y disco, o reinstale el paquete postgresql", finDe(unaLinea(err.Error())))
}

// finDe is the end of a long text: of what Postgres says, that is what tells why.
func finDe(s string) string {
	if r := []rune(s); len(r) > 300 {
		return "…" + string(r[len(r)-300:])
	}
	return s
}
