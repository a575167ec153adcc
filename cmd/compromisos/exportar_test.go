package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"compromisos/store"
)

// TestEscribirArchivo replaces a file whole, keeps who may read it, follows a link, and
// replaces nothing that is no file.
func TestEscribirArchivo(t *testing.T) {
	dir := t.TempDir()
	destino, liga := filepath.Join(dir, "salida.json"), filepath.Join(dir, "liga.json")
	if err := os.WriteFile(destino, []byte("antes, y más largo"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(destino, liga); err != nil {
		t.Fatal(err)
	}
	if err := escribirArchivo(liga, conTexto("ahora")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(destino); err != nil || string(b) != "ahora" {
		t.Errorf("the file has %q, %v", b, err)
	}
	if info, err := os.Stat(destino); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(liga); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info.Mode(), err)
	}
	if err := escribirArchivo(os.DevNull, conTexto("nada")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s was replaced: %v, %v", os.DevNull, info.Mode(), err)
	}
	if err := escribirArchivo(dir, conTexto("")); err == nil {
		t.Error("a folder was written")
	}
	if sobras, err := filepath.Glob(filepath.Join(dir, ".compromisos-*")); err != nil || len(sobras) > 0 {
		t.Errorf("left behind: %v, %v", sobras, err)
	}
}

func conTexto(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// exportado is what the command would write.
func exportado(t *testing.T, st *store.Store, siglas string) string {
	t.Helper()
	var b bytes.Buffer
	escribir, err := exportar(t.Context(), st, siglas, "json", new([]string))
	if err == nil {
		err = escribir(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
