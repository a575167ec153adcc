package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// leerEntrada reads a file of at most so many MiB; a dash is the standard input.
func leerEntrada(c *consola, ruta string, mib int64) ([]byte, error) {
	var b []byte
	var err error
	if ruta == "-" {
		b, err = io.ReadAll(io.LimitReader(c.entrada, mib<<20+1))
	} else {
		b, err = leerHasta(ruta, mib<<20+1)
	}
	if err != nil {
		return nil, fmt.Errorf("no se pudo leer %s: %s", nombreDe(ruta), causa(err))
	}
	if int64(len(b)) > mib<<20 {
		return nil, errEn{ruta, fmt.Errorf("el archivo mide más de %d MiB, que es el máximo", mib)}
	}
	return b, nil
}

func leerHasta(ruta string, n int64) ([]byte, error) {
	f, err := os.Open(ruta)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		b.Grow(int(min(info.Size(), n)) + bytes.MinRead) // a long one is not copied as it grows
	}
	_, err = b.ReadFrom(io.LimitReader(f, n))
	return b.Bytes(), err
}
