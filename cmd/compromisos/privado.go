package main

import (
	"context"
	"errors"
	"fmt"

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
	return fmt.Errorf("no se pudo arrancar el Postgres privado: %w", err)
}
