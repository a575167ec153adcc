package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/store"
)

func cmdExportar(c *consola) *cobra.Command {
	var siglas, formato, ruta string
	cmd := &cobra.Command{
		Use: "exportar [--comision SIGLAS] [--formato json|csv|xlsx] [-o ARCHIVO]", Short: "Escribe todo lo guardado, en JSON, CSV o Excel", Args: sinArgumentos,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(formatosExportar, formato) {
				return errUso{fmt.Errorf("--formato debe ser json, csv o xlsx, no «%s»", formato)}
			}
			st, _, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			if siglas != "" {
				d, err := st.Directorio(cmd.Context())
				if err != nil {
					return err
				}
				com, err := comisionDe(d, siglas)
				if err != nil {
					return err
				}
				siglas = com.Siglas
			}
			var advertencias []string
			escribir, err := exportar(cmd.Context(), st, siglas, formato, &advertencias)
			if err != nil {
				return err
			}
			err = escribirSalida(c, ruta, escribir)
			for _, a := range advertencias {
				fmt.Fprintf(c.errores, "Advertencia: %s\n", a)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&siglas, "comision", "", "la comisión, por sus `SIGLAS`; sin ella, todas")
	cmd.Flags().StringVar(&formato, "formato", "json", "`FORMATO` de la salida: json, csv o xlsx")
	cmd.Flags().StringVarP(&ruta, "salida", "o", "-", "el `ARCHIVO` en que se escribe; - es la salida estándar")
	return cmd
}

var formatosExportar = []string{"json", "csv", "xlsx"}

// exportar reads everything before anything is written: what is there of a result is whole.
func exportar(ctx context.Context, st *store.Store, siglas, formato string, advertencias *[]string) (func(io.Writer) error, error) {
	var todos []compromiso.Informe
	err := st.Exportar(ctx, siglas, func(inf compromiso.Informe) error {
		todos = append(todos, inf)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(todos, func(x, y compromiso.Informe) int { return cmp.Compare(x.Comision, y.Comision) })
	return func(w io.Writer) error {
		switch formato {
		case "csv":
			return informe.OpcionesCSV{Completo: true}.Write(w, todos...)
		case "xlsx":
			var err error
			*advertencias, err = informe.OpcionesXLSX{Completo: true}.Write(w, todos...)
			return err
		}
		return informe.OpcionesJSON{Completo: true}.Write(w, todos...)
	}, nil
}

// escribirSalida writes to the standard output, or to a file that is there whole or not
// at all.
func escribirSalida(c *consola, ruta string, escribir func(io.Writer) error) error {
	if ruta == "-" {
		return escribir(c.salida)
	}
	err := escribirArchivo(ruta, escribir)
	if err == nil {
		return nil
	}
	que := causa(err)
	if carpeta := filepath.Dir(ruta); errors.Is(err, fs.ErrNotExist) {
		que = "no existe la carpeta " + eco(carpeta)
	}
	return fmt.Errorf("no se pudo escribir %s: %s", eco(ruta), que)
}

func escribirArchivo(ruta string, escribir func(io.Writer) error) error {
	modo := os.FileMode(0o644)
	if destino, err := filepath.EvalSymlinks(ruta); err == nil {
		ruta = destino // the file is replaced, not the link to it
	}
	if info, err := os.Stat(ruta); err == nil {
		if !info.Mode().IsRegular() { // a pipe, /dev/null: these cannot be replaced
			f, err := os.OpenFile(ruta, os.O_WRONLY|os.O_TRUNC, modo)
			if err != nil {
				return err
			}
			return errors.Join(escribir(f), f.Close())
		}
		modo = info.Mode().Perm()
	}
	t, err := os.CreateTemp(filepath.Dir(ruta), ".compromisos-*")
	if err != nil {
		return err
	}
	defer os.Remove(t.Name())
	err = escribir(t)
	if e := t.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(t.Name(), modo)
	}
	if err == nil {
		err = os.Rename(t.Name(), ruta)
	}
	return err
}
