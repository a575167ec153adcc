package informe

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
)

// WriteXLSX writes an informe as a workbook of Excel: one row for each compromiso, which
// can be sorted and filtered, dates that are dates, a heading that stays in sight and is
// repeated on paper; the siglas it uses, what changed since the last issued one, and what
// it is on sheets of their own. The same report gives the same bytes.
//
// The warnings say which siglas nothing defines, and what a cell of Excel could not hold.
func WriteXLSX(w io.Writer, r compromiso.Reporte) ([]string, error) {
	define := definiciones(r.Informe)
	usadas, sinDefinir := siglasDe(r.Informe, define)
	t := &tablaXLSX{
		cols: columnasDeInforme(r.Informe), informes: []compromiso.Informe{r.Informe},
		cabeza: []string{nombreConSiglas(r.ComisionNombre, r.Comision), sesionLarga(r.Informe), diaYHora(r.FechaInforme, r.HoraInforme), TituloInforme},
	}
	hojas := []*hojaXLSX{t.hoja(pieInforme(r))}
	filas := [][]string{{"Grupo", "Sigla", "Significado"}}
	for _, g := range agrupar(r.Informe, define, usadas).Grupos {
		for _, e := range g.Entradas {
			filas = append(filas, []string{g.Titulo, e.Sigla, e.Definicion})
		}
	}
	if len(filas) > 1 {
		hojas = append(hojas, hojaChica(hojaGlosario, filas, 32, 18, 90))
	}
	if r.Anterior != nil {
		hojas = append(hojas, hojaChica(hojaCambios, filasDeCambios(r), 12, 110))
	}
	hojas = append(hojas, hojaChica(hojaDatos, datosDe(r), 30, 110))
	err := escribirXLSX(w, propiedadesXLSX{TituloInforme, asuntoInforme(r), autor(r.Comision), creado(r)}, hojas)
	return slices.Concat(faltanSiglas(sinDefinir), t.advertencias, t.avisarAltas()), err
}

// OpcionesXLSX are the settings of the workbook that exportar writes.
type OpcionesXLSX struct {
	// Completo writes what is stored and not what is printed, as OpcionesCSV does.
	Completo bool
}

// Write writes the informes one after the other in a single table, with the columns of
// the CSV, and their glossaries on a second sheet.
func (o OpcionesXLSX) Write(w io.Writer, informes ...compromiso.Informe) ([]string, error) {
	t := &tablaXLSX{o: OpcionesCSV(o), cols: columnasDeExporte(o), informes: informes}
	hojas := []*hojaXLSX{t.hoja("")}
	filas := [][]string{{"Comisión", "Grupo", "Sigla", "Significado"}}
	for _, inf := range informes {
		for _, s := range enOrdenGlosario(inf) {
			filas = append(filas, []string{inf.Comision, inf.GlosarioGrupos[s], s, inf.Glosario[s]})
		}
	}
	if len(filas) > 1 {
		hojas = append(hojas, hojaChica(hojaGlosario, filas, 14, 32, 18, 80))
	}
	hojas = append(hojas, hojaChica(hojaDatos, [][]string{{marcaFormato, valorFormato}}, 30, 60))
	err := escribirXLSX(w, propiedadesXLSX{"Compromisos", "Todo lo guardado", autor(""), ultimaFecha(informes)}, hojas)
	return t.advertencias, err
}

func ultimaFecha(informes []compromiso.Informe) time.Time {
	var f compromiso.Fecha
	for _, inf := range informes {
		if inf.FechaInforme.Despues(f) {
			f = inf.FechaInforme
		}
	}
	return mediodia(f)
}

// hojaChica is a sheet whose first row is its heading; that of data has none.
func hojaChica(nombre string, filas [][]string, anchos ...float64) *hojaXLSX {
	h := &hojaXLSX{nombre: nombre, anchos: anchos}
	if nombre != hojaDatos {
		h.encabezado, h.filtro = 1, nombre == hojaGlosario
	}
	h.filas = func(poner func(int, []celdaXLSX) error) error {
		n := 0
		for i, fila := range filas {
			for k := range fila {
				fila[k] = limpioXLSX(fila[k])
			}
			partes, _ := partirXLSX(fila)
			for _, textos := range partes {
				n++
				celdas := make([]celdaXLSX, len(textos))
				for k, s := range textos {
					celdas[k] = celdaXLSX{texto: s, estilo: estiloTexto}
					if i == 0 && h.encabezado > 0 {
						celdas[k].estilo = estiloEncabezado
					}
				}
				if err := poner(n, celdas); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return h
}

// filasDeCambios are what changed since the last issued informe.
func filasDeCambios(r compromiso.Reporte) [][]string {
	filas := [][]string{{"Número", tituloCambios(r.Anterior)}}
	for _, c := range r.Cambios {
		for _, q := range c.Que {
			filas = append(filas, []string{c.Numero.String(), q})
		}
	}
	if len(filas) == 1 {
		filas = append(filas, []string{"", "No hay cambios."})
	}
	return filas
}

// datosDe says of what session the informe is and how it was issued, for people and for
// the reader of our own workbooks.
func datosDe(r compromiso.Reporte) [][]string {
	filas := [][]string{
		{marcaFormato, valorFormato},
		{"Comisión", r.Comision},
		{"Nombre de la comisión", r.ComisionNombre},
		{"Informe de la sesión", r.SesionInforme},
		{"Fecha del informe", r.FechaInforme.Puntos()},
		{"Hora del informe", r.HoraInforme},
		{"Fecha de corte", r.Corte.Puntos()},
	}
	if r.Emision != nil {
		filas = append(filas, []string{"Emisión", textoEmision(r.Emision)})
	}
	var llenas [][]string
	for _, f := range filas {
		if f[1] != "" {
			llenas = append(llenas, f)
		}
	}
	return llenas
}

// tablaXLSX is the sheet of the compromisos.
type tablaXLSX struct {
	o            OpcionesCSV
	cols         []columnaXLSX
	informes     []compromiso.Informe
	cabeza       []string // the lines above the headings
	advertencias []string
	altas        []string // numbers of the rows that are higher than Excel shows
}

func (t *tablaXLSX) hoja(pie string) *hojaXLSX {
	h := &hojaXLSX{nombre: hojaCompromisos, pie: pie, filtro: true, filas: t.filas}
	h.anchos = t.anchos()
	h.encabezado = t.encabezado()
	return h
}

func (t *tablaXLSX) anchos() []float64 {
	l := make([]float64, len(t.cols))
	for i, c := range t.cols {
		l[i] = c.ancho
	}
	return l
}

// avisarAltas tells which texts are whole in the workbook and not in sight.
func (t *tablaXLSX) avisarAltas() []string {
	const muestra = 10
	switch n := len(t.altas); {
	case n == 0:
		return nil
	case n > muestra:
		t.altas = append(t.altas[:muestra:muestra], fmt.Sprintf("y otros %d", n-muestra))
	}
	return []string{"Excel no muestra filas tan altas como piden los textos de " + strings.Join(t.altas, ", ") +
		": en la celda están completos, pero impresos se cortan. Para papel está el docx o el pdf."}
}

// encabezado is the row of the headings: an empty one stands above it.
func (t *tablaXLSX) encabezado() int {
	n := 1
	for _, s := range t.cabeza {
		if s != "" {
			n++
		}
	}
	if n > 1 {
		n++
	}
	return n
}

func (t *tablaXLSX) filas(poner func(int, []celdaXLSX) error) error {
	n := 0
	for i, s := range t.cabeza {
		if s == "" {
			continue
		}
		n++
		estilo := estiloLinea
		if i == 0 || s == TituloInforme {
			estilo = estiloTitulo
		}
		if err := poner(n, []celdaXLSX{{texto: limpioXLSX(s), estilo: estilo}}); err != nil {
			return err
		}
	}
	n = t.encabezado()
	celdas := make([]celdaXLSX, len(t.cols))
	for i, c := range t.cols {
		celdas[i] = celdaXLSX{texto: c.titulo, estilo: estiloEncabezado}
	}
	if err := poner(n, celdas); err != nil {
		return err
	}
	textos, anchos := make([]string, len(t.cols)), t.anchos()
	for _, inf := range t.informes {
		filas := inf.Compromisos
		if len(filas) == 0 {
			filas = []compromiso.FilaInforme{{}} // a row that says whose informe it is
		}
		for i := range filas {
			partes, largos := partirXLSX(t.textos(textos, inf, &filas[i]))
			for range largos {
				t.advertencias = append(t.advertencias, fmt.Sprintf(
					"%s tiene un texto de más de 32,767 caracteres, que no caben en una celda de Excel: sigue en las filas de abajo.", filas[i].Numero))
			}
			for k, parte := range partes {
				n++
				t.celdas(celdas, parte, k == 0, inf, &filas[i])
				if k == 0 && altoDe(celdas, anchos) > maxAlto {
					t.altas = append(t.altas, filas[i].Numero.String())
				}
				if err := poner(n, celdas); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// textos are what the row of a compromiso says; of none, that of its informe.
func (t *tablaXLSX) textos(l []string, inf compromiso.Informe, f *compromiso.FilaInforme) []string {
	for i, c := range t.cols {
		switch {
		case c.fecha != nil:
			l[i] = ""
		case f.Numero.Cons == 0:
			l[i] = limpioXLSX(c.deInforme(inf))
		case c.titulo == "Número":
			l[i] = f.Numero.String()
		default:
			l[i] = limpioXLSX(c.valor(t.o, inf, *f))
		}
	}
	return l
}

func (t *tablaXLSX) celdas(celdas []celdaXLSX, textos []string, primera bool, inf compromiso.Informe, f *compromiso.FilaInforme) {
	for i, c := range t.cols {
		celdas[i] = celdaXLSX{texto: textos[i], estilo: estiloTexto}
		switch {
		case c.fecha != nil:
			celdas[i].estilo = estiloFecha
			if primera {
				celdas[i].fecha = c.fecha(inf, *f)
			}
		case c.titulo == "Número", c.titulo == "Estatus" && f.Estatus == compromiso.Cumplido:
			celdas[i].estilo = estiloNegrita
		case c.ancho < 15:
			celdas[i].estilo = estiloCentro
		}
	}
}
