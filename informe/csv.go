package informe

import (
	"encoding/csv"
	"io"
	"regexp"

	"compromisos/compromiso"
)

// OpcionesCSV are the settings of the CSV that is written.
type OpcionesCSV struct {
	// Completo writes what is stored and not what is printed: «Por validar» by its
	// name, and the columns of incisos, seguimientos, prórrogas and evidencias. It is for
	// programs; what is not complete is for people, who open it in a spreadsheet.
	Completo bool
}

// WriteCSV writes one row for each compromiso of the informes, with headings by which
// Leer knows them again: UTF-8 with its mark, CRLF, RFC 4180, lists joined by line
// breaks. An informe without compromisos is a row that says no more than whose it is. The
// glossary and the warnings have no place in it.
//
// A spreadsheet takes a cell that begins with = + - or @ for a formula. Such a cell
// gets an apostrophe before it, and so does one that already begins with apostrophes
// and one of those signs: taking one apostrophe away from what looks so (descubrir)
// always gives back what was written.
func WriteCSV(w io.Writer, informes ...compromiso.Informe) error {
	return OpcionesCSV{}.Write(w, informes...)
}

// Write is WriteCSV with these options.
func (o OpcionesCSV) Write(w io.Writer, informes ...compromiso.Informe) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	cols := columnasCSV
	if o.Completo {
		cols = append(cols[:len(cols):len(cols)], columnasCompletas...)
	}
	fila := make([]string, len(cols))
	for i, col := range cols {
		fila[i] = col.titulo
	}
	if err := c.Write(fila); err != nil {
		return err
	}
	for _, inf := range informes {
		if len(inf.Compromisos) == 0 {
			for i, col := range cols {
				fila[i] = cubrir(col.deInforme(inf))
			}
			if err := c.Write(fila); err != nil {
				return err
			}
		}
		for _, f := range inf.Compromisos {
			for i, col := range cols {
				fila[i] = cubrir(col.valor(o, inf, f))
			}
			if err := c.Write(fila); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

type columnaCSV struct {
	titulo string
	valor  func(OpcionesCSV, compromiso.Informe, compromiso.FilaInforme) string
	// entero tells that the value is the informe's, the same in all its rows.
	entero bool
}

// deInforme is the value where there is no compromiso.
func (c columnaCSV) deInforme(inf compromiso.Informe) string {
	if !c.entero {
		return ""
	}
	return c.valor(OpcionesCSV{}, inf, compromiso.FilaInforme{})
}

func deFila(titulo string, valor func(compromiso.FilaInforme) string) columnaCSV {
	return columnaCSV{titulo, func(_ OpcionesCSV, _ compromiso.Informe, f compromiso.FilaInforme) string { return valor(f) }, false}
}

func deInforme(titulo string, valor func(compromiso.Informe) string) columnaCSV {
	return columnaCSV{titulo, func(_ OpcionesCSV, inf compromiso.Informe, _ compromiso.FilaInforme) string { return valor(inf) }, true}
}

var columnasCSV = []columnaCSV{
	deInforme("Comisión", func(i compromiso.Informe) string { return i.Comision }),
	deInforme("Nombre de la comisión", func(i compromiso.Informe) string { return i.ComisionNombre }),
	deInforme("Informe de la sesión", func(i compromiso.Informe) string { return i.SesionInforme }),
	deInforme("Fecha del informe", func(i compromiso.Informe) string { return i.FechaInforme.String() }),
	deInforme("Hora del informe", func(i compromiso.Informe) string { return i.HoraInforme }),
	deFila("Sesión", func(f compromiso.FilaInforme) string { return f.Sesion }),
	deFila("Fecha de sesión", func(f compromiso.FilaInforme) string { return f.FechaSesion.String() }),
	{"Número", func(o OpcionesCSV, _ compromiso.Informe, f compromiso.FilaInforme) string { return o.numero(f.Numero) }, false},
	deFila("Número original", func(f compromiso.FilaInforme) string { return f.NumeroOriginal }),
	deFila("Tipo", func(f compromiso.FilaInforme) string { return string(f.Tipo) }),
	{"Estatus", func(o OpcionesCSV, _ compromiso.Informe, f compromiso.FilaInforme) string {
		return o.estatus(f.Estatus)
	}, false},
	deFila("Fecha de cumplimiento", func(f compromiso.FilaInforme) string { return f.FechaCumplimiento.String() }),
	deFila("Eje temático", func(f compromiso.FilaInforme) string { return f.Eje }),
	deFila("Compromiso, solicitud o acuerdo", func(f compromiso.FilaInforme) string { return f.Texto }),
	deFila("Solicitado por", func(f compromiso.FilaInforme) string { return lineas(f.Solicitantes) }),
	deFila("Área", func(f compromiso.FilaInforme) string { return lineas(f.Areas) }),
	deFila("Áreas propuestas", func(f compromiso.FilaInforme) string { return lineas(f.AreasPropuestas) }),
	deFila("Fecha límite", func(f compromiso.FilaInforme) string { return f.FechaLimite.String() }),
	{"Atención o seguimiento", func(o OpcionesCSV, _ compromiso.Informe, f compromiso.FilaInforme) string {
		if o.Completo {
			return f.Atencion
		}
		return AtencionImpresa(f)
	}, false},
	deFila("Permanente", func(f compromiso.FilaInforme) string {
		if f.Permanente {
			return "Sí"
		}
		return "No"
	}),
}

// estatus is the state as it is printed; what waits for validation is printed as
// in process, and has its own name only in what is complete.
func (o OpcionesCSV) estatus(e compromiso.Estatus) string {
	if o.Completo {
		return e.Texto()
	}
	return e.Impreso()
}

// numero is 01/2023. A spreadsheet would take that for January of 2023 and show «ene-23»;
// after a tab, which it does not show, it leaves it as it is.
func (o OpcionesCSV) numero(n compromiso.Numero) string {
	if o.Completo {
		return n.String()
	}
	return "\t" + n.String()
}

var (
	reFormula  = regexp.MustCompile(`^'*\s*[=+\-@＝＋－＠]`)
	reCubierta = regexp.MustCompile(`^'+\s*[=+\-@＝＋－＠]`)
)

// cubrir keeps a spreadsheet from taking a text for a formula.
func cubrir(s string) string {
	if reFormula.MatchString(s) {
		return "'" + s
	}
	return s
}

// descubrir undoes cubrir.
func descubrir(s string) string {
	if reCubierta.MatchString(s) {
		return s[1:]
	}
	return s
}
