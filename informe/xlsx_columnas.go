package informe

import "compromisos/compromiso"

// columnaXLSX is a column of the table: those of the CSV, with their width and, where they
// hold a date, that date.
type columnaXLSX struct {
	columnaCSV
	ancho float64
	fecha func(compromiso.Informe, compromiso.FilaInforme) compromiso.Fecha
}

// anchosXLSX are such that the printed form is read well at the width of a page.
var anchosXLSX = map[string]float64{
	"Comisión": 11, "Nombre de la comisión": 30, "Informe de la sesión": 13, "Fecha del informe": 11, "Hora del informe": 9,
	"Sesión": 12.5, "Fecha de sesión": 10.5, "Número": 8.5, "Número original": 11, "Tipo": 12, "Estatus": 12.5, "Fecha de cumplimiento": 13,
	"Eje temático": 18, "Compromiso, solicitud o acuerdo": 44, "Solicitado por": 16, "Área": 10, "Áreas propuestas": 11, "Fecha límite": 10.5,
	"Atención o seguimiento": 52, "Permanente": 12, "Incisos": 40, "Seguimientos": 50, "Prórrogas": 40, "Evidencias": 40,
}

var fechasXLSX = map[string]func(compromiso.Informe, compromiso.FilaInforme) compromiso.Fecha{
	"Fecha del informe": func(i compromiso.Informe, _ compromiso.FilaInforme) compromiso.Fecha { return i.FechaInforme },
	"Fecha de sesión":   func(_ compromiso.Informe, f compromiso.FilaInforme) compromiso.Fecha { return f.FechaSesion },
	"Fecha de cumplimiento": func(_ compromiso.Informe, f compromiso.FilaInforme) compromiso.Fecha {
		return f.FechaCumplimiento
	},
	"Fecha límite": func(_ compromiso.Informe, f compromiso.FilaInforme) compromiso.Fecha { return f.FechaLimite },
}

func columnaDeXLSX(c columnaCSV) columnaXLSX {
	return columnaXLSX{columnaCSV: c, ancho: anchosXLSX[c.titulo], fecha: fechasXLSX[c.titulo]}
}

// columnasDeExporte are those of the CSV, in its order.
func columnasDeExporte(o OpcionesXLSX) []columnaXLSX {
	var l []columnaXLSX
	for _, c := range columnasCSV {
		l = append(l, columnaDeXLSX(c))
	}
	if o.Completo {
		for _, c := range columnasCompletas {
			l = append(l, columnaDeXLSX(c))
		}
	}
	return l
}

// ordenInforme is the order of the printed form. Those after the first nine are left out
// where no row says anything in them.
var ordenInforme = []string{
	"Sesión", "Fecha de sesión", "Número", "Estatus", "Fecha de cumplimiento", "Eje temático", "Compromiso, solicitud o acuerdo",
	"Solicitado por", "Atención o seguimiento", "Área", "Áreas propuestas", "Fecha límite", "Tipo", "Permanente", "Número original",
}

func columnasDeInforme(inf compromiso.Informe) []columnaXLSX {
	dice := map[string]bool{}
	for _, f := range inf.Compromisos {
		dice["Área"] = dice["Área"] || len(f.Areas) > 0
		dice["Áreas propuestas"] = dice["Áreas propuestas"] || len(f.AreasPropuestas) > 0
		dice["Fecha límite"] = dice["Fecha límite"] || !f.FechaLimite.IsZero()
		dice["Tipo"] = dice["Tipo"] || f.Tipo != compromiso.TipoCompromiso
		dice["Permanente"] = dice["Permanente"] || f.Permanente
		dice["Número original"] = dice["Número original"] || f.NumeroOriginal != ""
	}
	var l []columnaXLSX
	for i, titulo := range ordenInforme {
		for _, c := range columnasCSV {
			if c.titulo == titulo && (i < 9 || dice[titulo]) {
				l = append(l, columnaDeXLSX(c))
			}
		}
	}
	return l
}
