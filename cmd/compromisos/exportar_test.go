package main

import (
	"os"
	"path/filepath"
	"testing"
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
	if err := escribirArchivo(liga, []byte("ahora")); err != nil {
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
	if err := escribirArchivo(os.DevNull, []byte("nada")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s was replaced: %v, %v", os.DevNull, info.Mode(), err)
	}
	if err := escribirArchivo(dir, nil); err == nil {
		t.Error("a folder was written")
	}
	if sobras, err := filepath.Glob(filepath.Join(dir, ".compromisos-*")); err != nil || len(sobras) > 0 {
		t.Errorf("left behind: %v, %v", sobras, err)
	}
}
