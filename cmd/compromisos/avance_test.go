package main

import (
	"bytes"
	"io"
	"os"
	"testing"
)

// TestAvance writes nothing where no terminal watches: to a buffer, or to a file.
func TestAvance(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "errores")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	for _, w := range []io.Writer{&b, f} {
		a := nuevoAvance(&consola{errores: w}, "Importando", 3)
		a.paso(1, 3)
		a.paso(3, 3)
		a.terminar()
		a.terminar()
	}
	if n, err := f.Seek(0, io.SeekEnd); err != nil || n > 0 || b.Len() > 0 {
		t.Errorf("%d bytes in the file, %q in the buffer, %v", n, b.String(), err)
	}
}
