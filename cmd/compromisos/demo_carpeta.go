package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"compromisos/compromiso"
)

// carpeta is where --datos keeps a practice from one demo to the next: the database, the
// practice Slack, and a sheet with the rest. "" keeps nothing.
type carpeta string

func (d carpeta) base() string { return d.parte("postgres") }

func (d carpeta) slack() string { return d.parte("slack") }

func (d carpeta) hoja() string { return d.parte("practica.json") }

func (d carpeta) parte(nombre string) string {
	if d == "" {
		return ""
	}
	return filepath.Join(string(d), nombre)
}

// versionHoja changes when an older demo could no longer read the sheet.
const versionHoja = 1

// hoja is what it takes to go on with a practice, besides its database and its Slack. It
// is written before those are begun: a practice that was never ready is begun anew.
type hoja struct {
	Version int                 `json:"version"`
	Lista   bool                `json:"lista"`
	Informe *compromiso.Informe `json:"informe"` // what it began with, where that was not the sample
	Papeles map[string]string   `json:"papeles"` // why one would be somebody, by user id
	Reloj   []puestaEnHora      `json:"reloj"`
	// Hasta is the moment of the machine up to which the clock may have run. While the practice
	// is open it is a little ahead, so that a clock that was killed never goes back.
	Hasta time.Time `json:"hasta"`
}

// detenido is what the clock showed in the end.
func (h *hoja) detenido() time.Time {
	return h.Reloj[len(h.Reloj)-1].en(h.Hasta)
}

// leer gives the sheet of a practice to go on with, or nil where one is to begin.
func (d carpeta) leer() (*hoja, error) {
	if d == "" {
		return nil, nil
	}
	falla := func(err error) error { return fmt.Errorf("la carpeta de --datos (%s) no sirve: %s", d, causa(err)) }
	info, err := os.Stat(string(d))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, falla(err)
	case !info.IsDir():
		return nil, fmt.Errorf("la carpeta de --datos (%s) no sirve: no es una carpeta", d)
	}
	b, err := os.ReadFile(d.hoja())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, d.sinOtra()
	}
	if err != nil {
		return nil, falla(err)
	}
	h := &hoja{}
	if err := json.Unmarshal(b, h); err != nil || h.Lista && len(h.Reloj) == 0 {
		return nil, fmt.Errorf("la práctica de --datos (%s) está dañada: no se entiende %s; use otra carpeta, o borre esa para empezar", d, filepath.Base(d.hoja()))
	}
	if h.Version != versionHoja {
		return nil, fmt.Errorf("la práctica de --datos (%s) es de otra versión de este programa: use otra carpeta, o borre esa para empezar", d)
	}
	if !h.Lista {
		return nil, nil
	}
	return h, nil
}

// sinOtra makes sure that nothing stands where a practice would be: what is there is taken away when one begins.
func (d carpeta) sinOtra() error {
	for _, parte := range []struct{ ruta, frase string }{
		{d.base(), "ya tiene la base de un recorrido, que no se retoma: use otra o bórrela"},
		{d.slack(), "ya tiene una carpeta «slack» que no es de una práctica: use otra carpeta"},
	} {
		switch hay, err := os.ReadDir(parte.ruta); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("la carpeta de --datos (%s) no sirve: %s", parte.ruta, causa(err))
		case len(hay) > 0:
			return fmt.Errorf("la carpeta de --datos (%s) %s", d, parte.frase)
		}
	}
	return nil
}

// nueva is leer for whoever can only begin.
func (d carpeta) nueva() error {
	h, err := d.leer()
	if err == nil && h != nil {
		err = fmt.Errorf("la carpeta de --datos (%s) ya tiene una práctica: el recorrido necesita una nueva; use otra o bórrela", d)
	}
	return err
}

// libreta writes the sheet while the practice is open. Its zero value writes nowhere.
type libreta struct {
	ruta string
	mu   sync.Mutex
	h    hoja
}

// apuntar changes the sheet.
func (l *libreta) apuntar(cambio func(h *hoja)) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	cambio(&l.h)
	l.h.Version = versionHoja
	if l.ruta == "" {
		return nil
	}
	return escribirArchivo(l.ruta, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(l.h)
	})
}

// preparar makes the folder with a sheet that says that the practice is not ready yet. What
// it gives takes away all that was made, unless the practice became ready.
func (d carpeta) preparar() (l *libreta, deshacer func(), err error) {
	if d == "" {
		return &libreta{}, func() {}, nil
	}
	var hechas []string // the folders that were not there, the innermost first
	for c := filepath.Clean(string(d)); ; c = filepath.Dir(c) {
		if _, err := os.Lstat(c); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		hechas = append(hechas, c)
	}
	l = &libreta{ruta: d.hoja()}
	deshacer = func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.h.Lista {
			return
		}
		if err := errors.Join(os.RemoveAll(d.base()), os.RemoveAll(d.slack()), os.RemoveAll(d.hoja())); err != nil {
			fmt.Fprintf(os.Stderr, "demo: en %s quedó algo que no se pudo borrar: %s\n", d, causa(err))
		}
		for _, c := range hechas {
			_ = os.Remove(c) // it goes if nothing else is in it
		}
	}
	if err = os.MkdirAll(string(d), 0o755); err == nil {
		err = l.apuntar(func(*hoja) {})
	}
	if err != nil {
		deshacer()
		return nil, nil, fmt.Errorf("en la carpeta de --datos (%s) no se puede escribir: %s; elija otra", d, causa(err))
	}
	return l, deshacer, nil
}
