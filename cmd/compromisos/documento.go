package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"compromisos/compromiso"
	"compromisos/informe"
)

// opcionesDocumento are what `informe` and `nota` take alike: how a document is written,
// and where.
type opcionesDocumento struct{ comision, formato, ruta string }

// opciones adds them to a command whose document is made in those formats.
func (o *opcionesDocumento) opciones(cmd *cobra.Command, formatos []informe.Formato) {
	var nombres []string
	for _, f := range formatos {
		nombres = append(nombres, string(f))
	}
	cmd.Flags().StringVar(&o.comision, "comision", "", "la comisión, por sus `SIGLAS`")
	cmd.Flags().StringVar(&o.formato, "formato", "",
		"`FORMATO` del documento: "+strings.Join(nombres[:len(nombres)-1], ", ")+" o "+nombres[len(nombres)-1]+"; sin él, el de la terminación de ARCHIVO, o docx")
	cmd.Flags().StringVarP(&o.ruta, "salida", "o", "-", "el `ARCHIVO` en que se escribe; - es la salida estándar")
	// It fails where there is no such option.
	_ = cmd.RegisterFlagCompletionFunc("formato", cobra.FixedCompletions(nombres, cobra.ShellCompDirectiveNoFileComp))
}

// elegir is the format asked for: the one named, else that of the file's name, else docx.
// What a terminal would only garble is refused before anything is done.
func (o opcionesDocumento) elegir(c *consola, leer func(string) (informe.Formato, error)) (informe.Formato, error) {
	f, err := leer(cmp.Or(o.formato, "docx"))
	if err != nil {
		return "", errUso{err}
	}
	if o.formato == "" && o.ruta != "-" {
		if otro, err := leer(strings.TrimPrefix(filepath.Ext(o.ruta), ".")); err == nil {
			f = otro
		}
	}
	if o.ruta == "-" && esBinario(f) && esTerminal(c.salida) {
		return "", errUso{fmt.Errorf("un %s no se lee en la terminal: escríbalo en un archivo con «-o ARCHIVO.%s», o pida «--formato md»", f, f.Extension())}
	}
	return f, nil
}

func esBinario(f informe.Formato) bool {
	return f == informe.DOCX || f == informe.PDF || f == informe.XLSX
}

func esTerminal(w io.Writer) bool {
	if v, es := w.(*vigilada); es {
		w = v.w
	}
	f, es := w.(*os.File)
	return es && term.IsTerminal(int(f.Fd()))
}

// escribirDocumento writes it whole, or not at all.
func escribirDocumento(c *consola, ruta string, b []byte) error {
	return escribirSalida(c, ruta, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// probarSalida refuses a place in which nothing can be written, before something is done
// that is not undone.
func probarSalida(ruta string) error {
	if ruta == "-" {
		return nil
	}
	que, carpeta := "", filepath.Dir(ruta)
	info, err := os.Stat(carpeta)
	destino, errDestino := os.Stat(ruta)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		que = "no existe la carpeta " + eco(carpeta)
	case err != nil:
		que = causa(err)
	case !info.IsDir():
		que = "parte de la ruta no es una carpeta"
	case errDestino == nil && destino.IsDir():
		que = "es una carpeta"
	}
	if que == "" {
		return nil
	}
	return fmt.Errorf("no se pudo escribir %s: %s", eco(ruta), que)
}

// hecho is a document that was made, and what the Secretaría should know of it.
func hecho(escribir func(io.Writer) ([]string, error)) ([]byte, []string, error) {
	var b bytes.Buffer
	avisos, err := escribir(&b)
	return b.Bytes(), avisos, err
}

// decirAvisos tells what somebody should look at, as `importar` does.
func decirAvisos(c *consola, avisos []string) {
	for i, a := range avisos {
		if i == maxAdvertencias {
			fmt.Fprintf(c.errores, "  · y %s\n", cuantos(len(avisos)-i, "advertencia más", "advertencias más"))
			return
		}
		fmt.Fprintf(c.errores, "  · %s\n", limpia(a))
	}
}

// numerosEnLinea are numbers as a sentence lists them, the first ones where there are many.
func numerosEnLinea(ns []compromiso.Numero) string {
	const caben = 10
	var s []string
	for i, n := range ns {
		if i == caben {
			return strings.Join(s, ", ") + fmt.Sprintf(" y %d más", len(ns)-i)
		}
		s = append(s, n.String())
	}
	return compromiso.Enumerar(s)
}
