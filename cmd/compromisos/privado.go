package main

import (
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
		return fmt.Errorf("otra demostración usa esa carpeta de --datos: ciérrela o elija otra")
	case errors.Is(err, privado.ErrFolder):
		return fmt.Errorf("la carpeta de --datos no sirve para la base (%w): elija una nueva, fuera de la carpeta personal de root", err)
	}
	return fmt.Errorf("no se pudo arrancar el Postgres privado: %w", err)
}
