package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"syscall"
	"testing"
)

// lleno is a disk that has no room.
type lleno struct{}

func (lleno) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestSalidaLlena has no command end well whose output was lost.
func TestSalidaLlena(t *testing.T) {
	t.Setenv("DATABASE_URL", "")
	for _, args := range [][]string{{}, {"--help"}, {"ayuda", "importar"}, {"exportar", "-h"}, {"version"}, {"--version"}, {"manifiesto"}, {"completion", "bash"}} {
		var errw bytes.Buffer
		code := ejecutar(t.Context(), args, strings.NewReader(""), lleno{}, &errw)
		if want := "compromisos: no se pudo escribir en la salida: no queda espacio en el disco\n"; code != salidaFallo || errw.String() != want {
			t.Errorf("%v: %d, %q", args, code, errw.String())
		}
	}
}

func TestVigilada(t *testing.T) {
	r, w := io.Pipe()
	_ = r.CloseWithError(errors.New("odd"))
	v := &vigilada{w: w}
	for range 2 {
		if n, err := v.Write([]byte("x")); n != 0 || err == nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	if v.fallo() == nil {
		t.Error("forgotten")
	}
}
