package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/store"
)

// maxArchivo, in MiB, is the largest file that is read.
const maxArchivo = 256

type opcionesImportar struct {
	comision                 string
	simular, parcial, enJSON bool
}

func cmdImportar(c *consola) *cobra.Command {
	var o opcionesImportar
	cmd := &cobra.Command{
		Use: "importar [--comision SIGLAS] [--simular] [--parcial] [--json] ARCHIVO…", Short: "Lee informes de seguimiento y guarda sus compromisos",
		Long: "Lee informes de seguimiento, reconocidos por su contenido, y guarda sus compromisos. No envía nada a nadie.\n" +
			"Cada archivo entra entero o no entra; importar dos veces el mismo no cambia nada.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errUso{fmt.Errorf("falta el archivo que se importa; vea «compromisos importar --help»")}
			}
			if slices.ContainsFunc(args, func(s string) bool { return strings.TrimSpace(s) == "" }) {
				return errUso{fmt.Errorf("falta el nombre del archivo; vea «compromisos importar --help»")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.simular && o.enJSON {
				return soloLeer(c, o, args)
			}
			st, e, err := abrirBase(cmd.Context())
			if err != nil {
				return err
			}
			defer st.Close()
			return importar(cmd.Context(), c, st, o, args, reloj(e.Reloj))
		},
	}
	cmd.Flags().StringVar(&o.comision, "comision", "", "la comisión, por sus `SIGLAS`, si el archivo no las dice")
	cmd.Flags().BoolVar(&o.simular, "simular", false, "dice qué cambiaría y no cambia nada; con --json, solo lee y no necesita base")
	cmd.Flags().BoolVar(&o.parcial, "parcial", false, "toma las filas legibles y avisa de las demás")
	cmd.Flags().BoolVar(&o.enJSON, "json", false, "escribe en la salida, en JSON, lo que leyó")
	return cmd
}

// leerArchivo reads the informes of one file; a dash is the standard input.
func leerArchivo(c *consola, ruta string, o opcionesImportar, areas []string) ([]compromiso.Informe, error) {
	b, err := leerEntrada(c, ruta, maxArchivo)
	if err != nil {
		return nil, err
	}
	todos, err := informe.Leer("", b, informe.Opciones{Comision: o.comision, Parcial: o.parcial, Areas: areas})
	if err != nil {
		return nil, errEn{ruta, err}
	}
	return todos, nil
}

// soloLeer parses and writes what it read; it needs no database.
func soloLeer(c *consola, o opcionesImportar, rutas []string) error {
	var todos []compromiso.Informe
	malos := 0
	for _, r := range rutas {
		inf, err := leerArchivo(c, r, o, nil)
		if err != nil {
			fmt.Fprintln(c.errores, enLinea(err))
			malos++
			continue
		}
		todos = append(todos, inf...)
	}
	if len(todos) > 0 {
		if err := informe.WriteJSON(c.salida, todos...); err != nil {
			return err
		}
	}
	return callarSi(malos)
}

func callarSi(malos int) error {
	if malos > 0 {
		return errCallado
	}
	return nil
}

// importar takes each file in a transaction of its own; a refused one does not stop the
// others, and makes the exit code 1.
func importar(ctx context.Context, c *consola, st *store.Store, o opcionesImportar, rutas []string, ahora func() time.Time) error {
	dice := *c
	if o.enJSON {
		dice.salida = c.errores // the standard output is for what was read
	}
	var leidos []compromiso.Informe
	malos := 0
	for _, r := range rutas {
		informes, err := importarArchivo(ctx, &dice, st, o, quien{r, nombreEntre(r, rutas), len(rutas) > 1}, ahora())
		if ctx.Err() != nil {
			return fmt.Errorf("se interrumpió en %s: de él no se guardó nada", eco(r))
		}
		if err != nil {
			fmt.Fprintln(c.errores, enLinea(err))
			malos++
		}
		leidos = append(leidos, informes...)
	}
	if o.enJSON && len(leidos) > 0 {
		if err := informe.WriteJSON(c.salida, leidos...); err != nil {
			return err
		}
	}
	return callarSi(malos)
}

// quien is a file among those of one command.
type quien struct {
	ruta, nombre string
	entre        bool // there are others
}

// nombreEntre is what a file is called among the others: its name, or the whole path
// where another one has the same.
func nombreEntre(ruta string, rutas []string) string {
	base := filepath.Base(ruta)
	for _, r := range rutas {
		if r != ruta && filepath.Base(r) == base {
			return eco(ruta)
		}
	}
	return nombreDe(base)
}

// importarArchivo takes one file, and gives what it read in it.
func importarArchivo(ctx context.Context, c *consola, st *store.Store, o opcionesImportar, de quien, ahora time.Time) ([]compromiso.Informe, error) {
	d, err := st.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	var areas []string
	for _, a := range d.Areas {
		areas = append(areas, a.Siglas)
	}
	informes, err := leerArchivo(c, de.ruta, o, areas)
	if err != nil {
		return nil, err
	}
	avance := nuevoAvance(c, "Importando "+de.nombre, len(informes))
	defer avance.terminar()
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: ahora}}
	res, err := st.ImportarTodos(ctx, sol, informes, o.simular, avance.paso)
	if err != nil {
		return nil, errEn{de.ruta, err}
	}
	avance.terminar()
	for i, r := range res {
		r.Advertencias = append(slices.Clone(informes[i].Advertencias), r.Advertencias...)
		nombre := de.nombre
		if len(res) > 1 {
			nombre += " (" + informes[i].Comision + ")"
		}
		decirImportacion(c, nombre, de.entre, r, o.simular)
	}
	return informes, nil
}

// maxAdvertencias are as many as somebody reads in a terminal.
const maxAdvertencias = 25

// decirImportacion tells what an import did, or would do, and what somebody should look at.
func decirImportacion(c *consola, nombre string, entre bool, r compromiso.ResultadoImportacion, simular bool) {
	verbo, antes := "", ""
	if entre { // what goes to standard error is read apart from the line that names the file
		antes = nombre + ": "
	}
	if simular {
		verbo = " (simulado: no se guardó nada)"
	}
	salida := bufio.NewWriter(c.salida) // a line for each compromiso, of which there may be 100,000
	fmt.Fprintf(salida, "%s: %s, %s, %s%s\n", nombre,
		cuantos(r.Nuevos, "nuevo", "nuevos"), cuantos(r.Cambiados, "cambiado", "cambiados"), cuantos(r.Iguales, "igual", "iguales"), verbo)
	for _, d := range r.Detalle {
		if d.Nuevo {
			fmt.Fprintf(salida, "  + %s\n", d.Numero)
			continue
		}
		for _, x := range d.Cambios {
			fmt.Fprintf(salida, "  ~ %s %s: %s → %s\n", d.Numero, x.Que, recorte(cmp.Or(x.Antes, "vacío")), recorte(cmp.Or(x.Despues, "vacío")))
		}
	}
	_ = salida.Flush() // the console remembers what could not be written
	for _, x := range r.Choques {
		fmt.Fprintf(c.errores, "  ! %s%s %s: queda «%s»; el informe dice «%s»\n", antes, x.Numero, x.Campo, recorte(x.Guardado), recorte(x.Informe))
	}
	for i, a := range r.Advertencias {
		if i == maxAdvertencias {
			fmt.Fprintf(c.errores, "  · %sy %s; todas están en lo que escribe --simular --json\n", antes, cuantos(len(r.Advertencias)-i, "advertencia más", "advertencias más"))
			break
		}
		linea := ""
		if a.Linea > 0 {
			linea = fmt.Sprintf("línea %d: ", a.Linea)
		}
		fmt.Fprintf(c.errores, "  · %s%s%s\n", antes, linea, limpia(a.Mensaje))
	}
}

func cuantos(n int, uno, varios string) string {
	if n == 1 {
		return "1 " + uno
	}
	return fmt.Sprintf("%d %s", n, varios)
}

// recorte keeps a value to what fits on a line.
func recorte(s string) string {
	s = unaLinea(s)
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
