package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"compromisos/compromiso"
	"compromisos/informe"
)

type opcionesInforme struct {
	opcionesDocumento
	sesion, corte string
	emitir        bool
	emitido       int
	yaEmitido     bool // --emitido was given
}

func cmdInforme(c *consola) *cobra.Command {
	var o opcionesInforme
	cmd := &cobra.Command{
		Use: "informe --comision SIGLAS --sesion CÓDIGO[/AAAA] [--corte FECHA] [--emitir | --emitido [N]] " +
			"[--formato docx|pdf|html|xlsx|csv|md|json] [-o ARCHIVO]",
		Short: "Escribe el informe de seguimiento para una sesión",
		Long: "Escribe el informe de seguimiento para una sesión: lo que se adoptó en las sesiones anteriores de su año, y lo de\n" +
			"años anteriores que seguía abierto al empezar ese, como estaba al terminar el día del corte.\n" +
			"Con --emitir queda guardado como se emitió, con su número; --emitido lo devuelve igual, pase lo que pase después.",
		Args: func(cmd *cobra.Command, args []string) error { return o.argumentos(cmd, args) },
		RunE: func(cmd *cobra.Command, _ []string) error { return o.correr(cmd.Context(), c) },
	}
	o.opciones(cmd, informe.Formatos())
	cmd.Flags().StringVar(&o.sesion, "sesion", "", "la sesión, por su `CÓDIGO` (02SE-CVMRE/2023); sin el año, la más reciente con ese código")
	cmd.Flags().StringVar(&o.corte, "corte", "", "el día del corte, como `FECHA` (AAAA-MM-DD, DD.MM.AAAA o DD/MM/AAAA); sin él, hoy, o el de la sesión si ya pasó")
	cmd.Flags().BoolVar(&o.emitir, "emitir", false, "lo emite: le da número y lo guarda para siempre como está")
	cmd.Flags().IntVar(&o.emitido, "emitido", 0, "da el que se emitió con el número `[N]`; sin número, el último")
	cmd.Flags().Lookup("emitido").NoOptDefVal = "0"
	return cmd
}

// argumentos takes the number of --emitido, which may stand apart from it.
func (o *opcionesInforme) argumentos(cmd *cobra.Command, args []string) error {
	f := cmd.Flags().Lookup("emitido")
	o.yaEmitido = f.Changed
	if len(args) == 1 && o.yaEmitido && o.emitido == 0 {
		n, err := strconv.Atoi(args[0])
		if err != nil || n < 1 {
			return errUso{fmt.Errorf("«%s» no es el número de un informe emitido; vea «%s --help»", args[0], cmd.CommandPath())}
		}
		o.emitido, args = n, nil
	}
	for _, otra := range []string{"emitir", "corte"} {
		if o.yaEmitido && cmd.Flags().Changed(otra) {
			return errUso{fmt.Errorf("«--%s» y «--emitido» no van juntas: lo emitido ya tiene su corte y no se emite otra vez; vea «%s --help»", otra, cmd.CommandPath())}
		}
	}
	if o.emitido < 0 {
		return errUso{fmt.Errorf("«%d» no es el número de un informe emitido; vea «%s --help»", o.emitido, cmd.CommandPath())}
	}
	return sinArgumentos(cmd, args)
}

func (o opcionesInforme) correr(ctx context.Context, c *consola) error {
	formato, err := o.elegir(c, informe.ParseFormato)
	if err != nil {
		return err
	}
	if o.sesion == "" {
		return errUso{fmt.Errorf("falta --sesion: el código de la sesión para la que es el informe, como 02SE-CVMRE/2023")}
	}
	corte, err := parseFecha("--corte", o.corte)
	if err == nil && o.emitir {
		err = probarSalida(o.ruta)
	}
	if err != nil {
		return err
	}
	q, err := abrirConsulta(ctx, "")
	if err != nil {
		return err
	}
	defer q.st.Close()
	com, err := comisionDe(q.dir, o.comision)
	if err != nil {
		return err
	}
	if _, _, err := compromiso.ParseCodigoSesion(o.sesion, com.Siglas); err != nil {
		return errUso{errEn{"--sesion", err}}
	}
	p := compromiso.PedidoReporte{Comision: com.Siglas, Sesion: o.sesion, Corte: corte, Hoy: com.Hoy(q.ahora)}
	avance := nuevoAvance(c, "Preparando el informe", 2)
	defer avance.terminar()
	b, avisos, err := o.hacer(ctx, c, q, p, formato, avance)
	avance.terminar()
	if err != nil {
		return err
	}
	decirAvisos(c, avisos)
	return escribirDocumento(c, o.ruta, b)
}

// hacer gives the file: of a draft, of the informe that it issues, or of one that was
// issued, which is made once and kept.
func (o opcionesInforme) hacer(ctx context.Context, c *consola, q consulta, p compromiso.PedidoReporte, f informe.Formato, avance *avance) ([]byte, []string, error) {
	if !o.emitir && !o.yaEmitido {
		r, err := q.st.Reporte(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		avance.paso(1, 2)
		b, avisos, err := hecho(func(w io.Writer) ([]string, error) { return f.WriteInforme(w, r) })
		return b, append(faltantes(r), avisos...), err
	}
	n, antes := o.emitido, []string(nil)
	if o.emitir {
		r, err := q.st.Emitir(ctx, compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: q.ahora, Hoy: p.Hoy}}, p)
		if err != nil {
			return nil, nil, err
		}
		n, antes = r.Emision.Numero, faltantes(r)
		avance.terminar()
		fmt.Fprintf(c.errores, "Se emitió el informe n.º %d de la %s, con corte al %s. Huella: %s\n", n, r.Emision.Sesion, r.Corte.Puntos(), r.Emision.Huella)
	}
	var avisos []string
	_, b, err := q.st.ArchivoEmitido(ctx, p, n, string(f), func(r compromiso.Reporte) (b []byte, err error) {
		b, avisos, err = hecho(func(w io.Writer) ([]string, error) { return f.WriteInforme(w, r) })
		return b, err
	})
	return b, append(antes, avisos...), err
}

// faltantes says what somebody might look for in the informe in vain.
func faltantes(r compromiso.Reporte) []string {
	var out []string
	if n := len(r.Posteriores); n > 0 {
		que := "Se registraron después del corte (%s), y no están en el informe: %s."
		if n == 1 {
			que = "Se registró después del corte (%s), y no está en el informe: %s."
		}
		out = append(out, fmt.Sprintf(que, r.Corte.Puntos(), numerosEnLinea(r.Posteriores)))
	}
	if len(r.Compromisos) == 0 {
		out = append(out, "El informe no tiene ningún compromiso: nada se adoptó ese año en las sesiones anteriores, ni quedó abierto de antes.")
	}
	return out
}
