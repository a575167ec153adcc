package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"compromisos/compromiso"
	"compromisos/store"
)

// maxCabezas bounds a file in which heads are looked for.
const maxCabezas = 256 // MiB

// leerCabezas finds the heads in the files, each once and in order. A file without any
// is refused: whoever gives it believes that it says something.
func leerCabezas(c *consola, archivos []string) ([]compromiso.CabezaBitacora, error) {
	var todas []compromiso.CabezaBitacora
	for _, a := range archivos {
		b, err := leerEntrada(c, a, maxCabezas)
		if err != nil {
			return nil, err
		}
		hay := compromiso.ParseCabezas(string(b))
		if len(hay) == 0 {
			return nil, errEn{a, fmt.Errorf("no hay en él ninguna cabeza de la bitácora («seq=… hash=…», o «asiento … · …»)")}
		}
		todas = append(todas, hay...)
	}
	slices.SortFunc(todas, func(a, b compromiso.CabezaBitacora) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Hash, b.Hash))
	})
	return slices.Compact(todas), nil
}

func ultimaCabeza(cabezas []compromiso.CabezaBitacora) int64 { return cabezas[len(cabezas)-1].Seq }

// verificarCabezas compares the chain, which holds, with what was kept elsewhere.
func verificarCabezas(ctx context.Context, st *store.Store, cabezas []compromiso.CabezaBitacora) error {
	falsas, err := st.CabezasFalsas(ctx, cabezas)
	if err != nil || len(falsas) == 0 {
		return err
	}
	ultimo, _, err := st.Cabeza(ctx)
	if err != nil {
		return err
	}
	f := falsas[0]
	que := fmt.Sprintf("el asiento %s no es el que se guardó (%s…)", compromiso.Miles(f.Seq), f.Corta().Hash)
	if f.Seq > ultimo {
		que = fmt.Sprintf("se guardó el asiento %s (%s…) y la cadena termina en el %s", compromiso.Miles(f.Seq), f.Corta().Hash, compromiso.Miles(ultimo))
	}
	if n := len(falsas) - 1; n > 0 {
		que += "; tampoco " + cuantos(n, "cabeza más", "cabezas más")
	}
	return fmt.Errorf("la bitácora no concuerda con lo guardado fuera de la base: %s; compare con un respaldo", que)
}

// cadaCabeza is how often the head of the bitácora is written to the log, if it moved.
const cadaCabeza = time.Hour

// cuidarCabeza has the head of the bitácora leave the database: in the log, which is
// kept elsewhere, it vouches for all that came before it.
func (a *app) cuidarCabeza(ctx context.Context) {
	defer a.wg.Done()
	reloj := time.NewTicker(cadaCabeza)
	defer reloj.Stop()
	for ultima := int64(0); ; {
		ultima = a.anotarCabeza(ctx, ultima)
		select {
		case <-ctx.Done():
			return
		case <-reloj.C:
		}
	}
}

// anotarCabeza writes the head to the log unless it is the last one that was written,
// and gives which one is now.
func (a *app) anotarCabeza(ctx context.Context, ultima int64) int64 {
	seq, hash, err := a.st.Cabeza(ctx)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		a.log.WarnContext(ctx, "bitacora head not read; it will be within the hour", "error", err)
	case seq > ultima:
		a.log.InfoContext(ctx, "bitacora head", "seq", seq, "hash", hash)
		return seq
	}
	return ultima
}
