package informe

import (
	"regexp"

	"compromisos/compromiso"
)

// reBarras is a date in digits that may have its day first or its month: 3/8/2024.
var reBarras = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b`)

// ordenFechas counts the dates of a document that only make sense with the day first, as in
// Mexico, or with the month first, as a spreadsheet in US settings writes them.
type ordenFechas struct {
	dia, mes, ambas        int
	conDia, conMes, dudosa string // the first of each
	linea                  int    // of conMes, else of dudosa
}

func (o *ordenFechas) ver(linea int, s string) {
	for _, m := range reBarras.FindAllStringSubmatch(s, 8) {
		switch a, b := fechaDePartes(m[3], m[2], m[1]), fechaDePartes(m[3], m[1], m[2]); {
		case a.IsZero() && b.IsZero():
		case b.IsZero():
			if o.dia++; o.dia == 1 {
				o.conDia = m[0]
			}
		case a.IsZero():
			if o.mes++; o.mes == 1 {
				o.conMes, o.linea = m[0], linea
			}
		case a != b:
			if o.ambas++; o.ambas == 1 {
				o.dudosa = m[0]
				if o.mes == 0 {
					o.linea = linea
				}
			}
		}
	}
}

// mesPrimero tells whether the document has its months first: some date says so, and none
// says otherwise.
func (o ordenFechas) mesPrimero() bool { return o.mes > 0 && o.dia == 0 }

// avisar tells how the dates were read where that may be another way.
func (o ordenFechas) avisar(avs *avisos) {
	switch {
	case o.mesPrimero():
		avs.add(o.linea, "", "Las fechas llevan primero el mes, como «%s», que es como las escribe una hoja de cálculo con configuración de EE. UU.: así se leyeron todas. Revíselas.", o.conMes)
	case o.mes > 0 && o.ambas > 0:
		avs.add(o.linea, "", "Unas fechas llevan primero el día («%s») y otras el mes («%s»): las que valen de los dos modos, como «%s», se leyeron con el día primero. Revíselas.",
			o.conDia, o.conMes, o.dudosa)
	}
}

// alDerecho is a text whose dates with bars have the month first, with them as they are
// written here.
func alDerecho(s string) string {
	return reBarras.ReplaceAllStringFunc(s, func(w string) string {
		m := reBarras.FindStringSubmatch(w)
		if f := fechaDePartes(m[3], m[1], m[2]); !f.IsZero() {
			return f.Puntos()
		}
		return w
	})
}

// columnasDeFecha are those whose cells may hold a date.
var columnasDeFecha = []columna{colSesion, colFechaSesion, colEstatus, colCumplimiento, colLimite}

// ordenarFechas settles whether the dates of the document have the day or the month first.
func (t *interprete) ordenarFechas() {
	var o ordenFechas
	o.ver(t.portada.fechaLinea, t.portada.fechaEscrita)
	for _, r := range t.registros {
		for _, c := range columnasDeFecha {
			if s := r.celdas[c].corta(); c != colSesion || r.sesionPropia {
				o.ver(r.linea, s)
			}
		}
	}
	if o.mesPrimero() {
		for _, r := range t.registros {
			for _, c := range columnasDeFecha {
				for i, b := range r.celdas[c].bloques {
					if reBarras.Match(b.texto) {
						r.celdas[c].bloques[i].texto = []byte(alDerecho(string(b.texto)))
					}
				}
			}
		}
		t.portada.fechaEscrita = alDerecho(t.portada.fechaEscrita)
	}
	o.avisar(t.avs)
	t.portada.cerrarFecha(t.avs)
}

// ordenarFechas is the same for a table of ours, in which dates are written from the year to
// the day: those with bars a spreadsheet rewrote as its settings are.
func (t *tablaPropia) ordenarFechas(inf *compromiso.Informe, avs *avisos) (mesPrimero bool) {
	var o ordenFechas
	o.ver(1, t.fecha)
	for i, titulo := range t.titulos {
		switch titulo {
		case "Fecha de sesión", "Fecha de cumplimiento", "Fecha límite":
			for _, r := range t.filas {
				o.ver(r.linea, r.celda(i))
			}
		}
	}
	o.avisar(avs)
	if o.mes == 0 && o.dia == 0 && o.ambas > 0 && !t.diaPrimero {
		avs.add(o.linea, "", "Una hoja de cálculo cambió las fechas, y todas valen leídas con el día o con el mes primero, como «%s»: se leyeron con el día primero. "+
			"Revíselas, o exporte de nuevo y no guarde el archivo desde la hoja de cálculo.", o.dudosa)
	}
	if mesPrimero = o.mesPrimero(); mesPrimero && reBarras.MatchString(t.fecha) {
		inf.FechaInforme = leerFechaSola(alDerecho(t.fecha))
	}
	return mesPrimero
}

// avisarContradicciones warns of dates that cannot be, as those whose day and month changed
// places.
func (x contexto) avisarContradicciones(a *avisos) {
	for _, f := range x.inf.Compromisos {
		n := f.Numero.String()
		decir := func(campo columna, d compromiso.Fecha, que, otra string, con compromiso.Fecha) {
			s := "En " + n + " " + que + ", " + d.Puntos() + ", es " + otra + ", " + con.Puntos() + "."
			if d.Dia <= 12 && d.Dia != int(d.Mes) {
				s += " Revise si el día y el mes están cambiados."
			}
			x.avisarUna(a, f.Linea, campos[campo], s)
		}
		sesion, informe := f.FechaSesion, x.inf.FechaInforme
		if c := f.FechaCumplimiento; !c.IsZero() {
			switch {
			case !sesion.IsZero() && c.Antes(sesion):
				decir(colCumplimiento, c, "la fecha de cumplimiento", "anterior a la sesión", sesion)
			case !informe.IsZero() && informe.Antes(c):
				decir(colCumplimiento, c, "la fecha de cumplimiento", "posterior al informe", informe)
			}
		}
		if !sesion.IsZero() && !informe.IsZero() && informe.Antes(sesion) {
			decir(colFechaSesion, sesion, "la fecha de la sesión", "posterior al informe", informe)
		}
		if l := f.FechaLimite; !l.IsZero() && !sesion.IsZero() && l.Antes(sesion) {
			decir(colLimite, l, "la fecha límite", "anterior a la sesión", sesion)
		}
	}
}
