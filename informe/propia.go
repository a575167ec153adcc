package informe

import (
	"strings"

	"compromisos/compromiso"
)

// filaTexto is a row of a CSV or of a sheet: its cells as they are written.
type filaTexto struct {
	linea  int
	celdas []string
	avisos []string
}

// vacia tells whether the row says nothing.
func (f filaTexto) vacia() bool { return f.llenas() == 0 }

func (f filaTexto) llenas() int {
	n := 0
	for _, c := range f.celdas {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// tablaPropia is one informe of a table that we wrote ourselves (exportar, informe): what
// stands in a cell is taken to the letter, and no layout is guessed at.
type tablaPropia struct {
	inf     compromiso.Informe // all but its rows
	titulos []string
	filas   []*filaPropia
	avisos  []string // about the document
	cortada bool
	// fecha is the date of the informe as it is written.
	fecha string
	// diaPrimero tells that whoever wrote it puts the day first: the settings that separate
	// columns with semicolons do.
	diaPrimero bool
}

// filaPropia is a compromiso. What did not fit into a cell goes on in the rows below it.
type filaPropia struct {
	linea  int
	celdas [][]string // for each row
	avisos []string
}

func (f *filaPropia) celda(i int) string {
	if len(f.celdas) == 1 {
		return deFilaEn(f.celdas[0], i)
	}
	var b strings.Builder
	for _, c := range f.celdas {
		b.WriteString(deFilaEn(c, i))
	}
	return b.String()
}

func deFilaEn(celdas []string, i int) string {
	if i < 0 || i >= len(celdas) {
		return ""
	}
	return celdas[i]
}

// propias are the headings by which a table of ours is known; no other body writes all
// of them.
var propias = []string{
	"Número", "Número original", "Tipo", "Estatus", "Compromiso, solicitud o acuerdo", "Áreas propuestas", "Permanente",
}

// titulosPropios gives the headings of a row if they are those of a table of ours.
func titulosPropios(celdas []string, exigidos []string) []string {
	titulos := make([]string, len(celdas))
	hay := map[string]bool{}
	for i, c := range celdas {
		titulos[i] = strings.TrimSpace(c)
		if titulos[i] != "" && hay[titulos[i]] {
			return nil
		}
		hay[titulos[i]] = true
	}
	for _, t := range exigidos {
		if !hay[t] {
			return nil
		}
	}
	return titulos
}

// grillasPropias makes a grid of each informe whose rows stand below the headings, in the
// order in which they come. base is what is said elsewhere of all of them.
func grillasPropias(titulos []string, filas []filaTexto, base compromiso.Informe, cortada bool) []grilla {
	col := func(titulo string) int {
		for i, t := range titulos {
			if t == titulo {
				return i
			}
		}
		return -1
	}
	deInforme := map[int]bool{}
	for _, c := range columnasCSV {
		if c.entero {
			deInforme[col(c.titulo)] = true
		}
	}
	numero, estatus := col("Número"), col("Estatus")
	var tablas []*tablaPropia
	porClave := map[[5]string]*tablaPropia{}
	var ultima *filaPropia
	for _, r := range filas {
		if r.vacia() {
			continue
		}
		if ultima != nil && deFilaEn(r.celdas, numero) == "" && deFilaEn(r.celdas, estatus) == "" && !soloDe(r.celdas, deInforme) {
			ultima.celdas = append(ultima.celdas, r.celdas)
			ultima.avisos = append(ultima.avisos, r.avisos...)
			continue
		}
		clave := [5]string{}
		for i, c := range columnasCSV[:len(clave)] {
			clave[i] = deFilaEn(r.celdas, col(c.titulo))
		}
		t := porClave[clave]
		if t == nil {
			t = &tablaPropia{titulos: titulos, inf: conClave(base, clave), fecha: clave[3]}
			porClave[clave] = t
			tablas = append(tablas, t)
		}
		ultima = nil
		if !soloDe(r.celdas, deInforme) {
			ultima = &filaPropia{linea: r.linea, celdas: [][]string{r.celdas}, avisos: r.avisos}
			t.filas = append(t.filas, ultima)
		}
	}
	if len(tablas) == 0 {
		tablas = append(tablas, &tablaPropia{titulos: titulos, inf: base})
	}
	l := make([]grilla, len(tablas))
	for i, t := range tablas {
		t.cortada = cortada && len(t.filas) > 0 && t.filas[len(t.filas)-1] == ultima
		l[i] = grilla{propia: t}
	}
	return l
}

// soloDe tells whether a row says nothing beyond those columns.
func soloDe(celdas []string, cols map[int]bool) bool {
	for i, c := range celdas {
		if !cols[i] && strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// conClave is the informe whose five columns say that; empty ones say nothing.
func conClave(inf compromiso.Informe, clave [5]string) compromiso.Informe {
	for i, a := range []*string{&inf.Comision, &inf.ComisionNombre, &inf.SesionInforme, nil, &inf.HoraInforme} {
		if a != nil && clave[i] != "" {
			*a = clave[i]
		}
	}
	if f := leerFechaSola(clave[3]); !f.IsZero() {
		inf.FechaInforme = f
	}
	return inf
}

// leerFechaSola reads a cell that holds a date and nothing else.
func leerFechaSola(s string) compromiso.Fecha {
	s = strings.TrimSpace(s)
	if f, err := compromiso.ParseFecha(s); err == nil {
		return f
	}
	if soloFecha(s) {
		return buscarFechas(s)[0].fecha
	}
	return compromiso.Fecha{}
}

// informe reads the table.
func (t *tablaPropia) informe(o Opciones, avs *avisos) (compromiso.Informe, error) {
	inf := t.inf
	for _, a := range t.avisos {
		avs.add(0, "", "%s", a)
	}
	inf.Compromisos = []compromiso.FilaInforme{}
	if inf.Glosario == nil {
		inf.Glosario = map[string]string{}
	}
	x := newContexto(&inf, o)
	if err := x.ponerComision(o, 1, avs); err != nil {
		return inf, err
	}
	if s := leerCeldaSesion(inf.SesionInforme, inf.Comision); s.codigo != "" {
		inf.SesionInforme = s.codigo
	} else if inf.SesionInforme != "" {
		avs.add(1, "sesion_informe", "No se reconoce la sesión del informe: «%s».", cita(inf.SesionInforme))
		inf.SesionInforme = ""
	}
	if _, err := compromiso.ParseHora(inf.HoraInforme); err != nil && inf.HoraInforme != "" {
		avs.add(1, "hora_informe", "No se reconoce la hora del informe: «%s».", cita(inf.HoraInforme))
		inf.HoraInforme = ""
	}
	orden := t.ordenarFechas(&inf, avs)
	var malas []ilegible
	vistos := map[compromiso.Numero]int{}
	for i, r := range t.filas {
		l := lectorPropio{fila: r, avs: avs, comision: inf.Comision, mesPrimero: orden}
		f, fallo := l.leer(t.titulos)
		switch {
		case t.cortada && i == len(t.filas)-1:
			fallo = compromiso.Errorf(compromiso.Invalido, "", "el documento termina a la mitad de esta fila: parece estar cortado")
		case fallo == nil && vistos[f.Numero] > 0:
			fallo = compromiso.Errorf(compromiso.Invalido, "numero", "el número %s ya está en la línea %d", f.Numero, vistos[f.Numero])
		}
		if fallo != nil {
			malas = append(malas, ilegible{r.linea, fallo.Campo, fallo.Mensaje, strings.Join(r.celdas[0], " | ")})
			continue
		}
		vistos[f.Numero] = r.linea
		inf.Compromisos = append(inf.Compromisos, f)
	}
	if err := avs.rechazar(malas, len(inf.Compromisos), o.Parcial); err != nil {
		return inf, err
	}
	x.avisarFechas(avs)
	if len(inf.Glosario) > 0 {
		x.avisarSiglas(avs)
	}
	inf.Advertencias = append([]compromiso.Advertencia{}, avs.ordenadas()...)
	return inf, nil
}
