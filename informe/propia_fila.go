package informe

import (
	"regexp"
	"slices"
	"strings"

	"compromisos/compromiso"
)

// lectorPropio reads one row of a table of ours.
type lectorPropio struct {
	fila     *filaPropia
	avs      *avisos
	comision string
	// mesPrimero tells that a spreadsheet in US settings rewrote the dates.
	mesPrimero bool
	f          compromiso.FilaInforme
}

func (l *lectorPropio) leer(titulos []string) (compromiso.FilaInforme, *compromiso.Error) {
	l.f = compromiso.FilaInforme{
		Linea: l.fila.linea, Tipo: compromiso.TipoCompromiso, Solicitantes: []string{}, Areas: []string{},
	}
	for _, a := range l.fila.avisos {
		l.avs.add(l.fila.linea, "", "%s", a)
	}
	// The number first: the warnings of the others name it. The state before its date.
	if err := l.ponerNumero(l.celda(titulos, "Número")); err != nil {
		return l.f, err
	}
	if err := l.ponerEstatus(l.celda(titulos, "Estatus")); err != nil {
		return l.f, err
	}
	for i, t := range titulos {
		s := l.fila.celda(i)
		if s == "" {
			continue
		}
		if err := l.poner(t, s); err != nil {
			return l.f, err
		}
	}
	for _, c := range l.fila.celdas {
		for i := len(titulos); i < len(c); i++ {
			l.otra("", c[i])
		}
	}
	if strings.TrimSpace(l.f.Texto) == "" {
		return l.f, compromiso.Errorf(compromiso.Invalido, "texto", "el compromiso %s no tiene texto", l.f.Numero)
	}
	return l.f, nil
}

func (l *lectorPropio) celda(titulos []string, titulo string) string {
	return l.fila.celda(slices.Index(titulos, titulo))
}

// otra warns of a cell that no field keeps.
func (l *lectorPropio) otra(titulo, s string) {
	switch {
	case strings.TrimSpace(s) == "":
	case titulo == "":
		l.avs.add(l.fila.linea, "", "Sobra una celda en la fila de %s: «%s».", l.f.Numero, cita(s))
	default:
		l.avs.add(l.fila.linea, "", "La columna «%s» no se importa; en %s dice: «%s».", cita(titulo), l.f.Numero, cita(s))
	}
}

func (l *lectorPropio) poner(titulo, s string) *compromiso.Error {
	f := &l.f
	switch titulo {
	case "Comisión", "Nombre de la comisión", "Informe de la sesión", "Fecha del informe", "Hora del informe", "Número", "Estatus":
	case "Sesión":
		l.ponerSesion(s)
	case "Fecha de sesión":
		f.FechaSesion = l.fecha("fecha_sesion", s)
	case "Número original":
		f.NumeroOriginal = s
	case "Tipo":
		return l.ponerTipo(s)
	case "Fecha de cumplimiento":
		if d := l.fecha("fecha_cumplimiento", s); !d.IsZero() {
			f.FechaCumplimiento = d
		}
	case "Eje temático":
		f.Eje = s
	case "Compromiso, solicitud o acuerdo":
		f.Texto = s
	case "Solicitado por":
		f.Solicitantes = deLineas(s)
	case "Área":
		f.Areas = deLineas(s)
	case "Áreas propuestas":
		f.AreasPropuestas = deLineas(s)
	case "Fecha límite":
		f.FechaLimite = l.fecha("fecha_limite", s)
	case "Atención o seguimiento":
		f.Atencion = s
	case "Permanente":
		f.Permanente = l.siONo(s)
	default:
		return l.ponerAnexo(titulo, s)
	}
	return nil
}

// reNumeroDeHoja is what a spreadsheet makes of 01/2023 when it takes it for a month, and
// writes when it saves it as CSV again: «ene-23», «Jan-23», «ene 2023».
var reNumeroDeHoja = regexp.MustCompile(`^(?i)(ene|jan|feb|mar|abr|apr|may|jun|jul|ago|aug|sep|sept|oct|nov|dic|dec)\.?[- /](\d{2}|\d{4})$`)

var mesesDeHoja = []string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"}

// numeroDeHoja undoes that, "" where it is none.
func numeroDeHoja(s string) string {
	m := reNumeroDeHoja.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	mes := strings.NewReplacer("jan", "ene", "apr", "abr", "aug", "ago", "sept", "sep", "dec", "dic").Replace(strings.ToLower(m[1]))
	i := slices.Index(mesesDeHoja, mes) + 1
	return string(rune('0'+i/10)) + string(rune('0'+i%10)) + "/" + m[2]
}

func (l *lectorPropio) ponerNumero(s string) *compromiso.Error {
	s = strings.TrimSpace(s)
	if s == "" {
		return compromiso.Errorf(compromiso.Invalido, "numero", "la fila no tiene número")
	}
	n, ok := leerNumero(s)
	if !ok {
		if n, ok = leerNumero(numeroDeHoja(s)); ok {
			l.avs.add(l.fila.linea, "numero", "Una hoja de cálculo tomó el número %s por un mes y lo cambió a «%s».", n, cita(s))
			s = n.String()
		}
	}
	if !ok {
		return compromiso.Errorf(compromiso.Invalido, "numero", "«%s» no es el número de un compromiso", recorte(s))
	}
	l.f.Numero, l.f.NumeroOriginal = n, numeroOriginal(s, n)
	return nil
}

func (l *lectorPropio) ponerEstatus(s string) *compromiso.Error {
	c := leerCeldaEstatus(aplanar(s))
	if !c.ok {
		return compromiso.Errorf(compromiso.Invalido, "estatus", "en %s «%s» no es un estatus; se conocen: %s", l.f.Numero, recorte(s), estatusAceptados)
	}
	l.f.Estatus = c.estatus
	if c.resto != "" || len(c.fechas) > 1 {
		l.avs.add(l.fila.linea, "estatus", "En el estatus de %s no se tomó todo lo escrito: «%s».", l.f.Numero, cita(s))
	}
	if len(c.fechas) == 1 && llevaFecha(c.estatus) {
		l.f.FechaCumplimiento = c.fechas[0].fecha // the column rules over it
	}
	return nil
}

func (l *lectorPropio) ponerSesion(s string) {
	c := leerCeldaSesion(s, l.comision)
	if c.fallo != "" || c.codigo == "" {
		l.avs.add(l.fila.linea, "sesion", "En %s no se reconoce la sesión «%s».", l.f.Numero, cita(s))
	}
	l.f.Sesion = c.codigo
	if l.f.FechaSesion.IsZero() {
		l.f.FechaSesion = c.fecha
	}
}

func (l *lectorPropio) ponerTipo(s string) *compromiso.Error {
	switch t := compromiso.Tipo(compromiso.Plegar(strings.TrimSpace(s))); t {
	case compromiso.TipoCompromiso, compromiso.TipoSolicitud, compromiso.TipoAcuerdo:
		l.f.Tipo = t
		return nil
	}
	return compromiso.Errorf(compromiso.Invalido, "tipo", "en %s el tipo «%s» no se conoce: es compromiso, solicitud o acuerdo", l.f.Numero, recorte(s))
}

func (l *lectorPropio) fecha(campo, s string) compromiso.Fecha {
	if l.mesPrimero {
		s = alDerecho(s)
	}
	f := leerFechaSola(s)
	if f.IsZero() && !sinValor(s) {
		l.avs.add(l.fila.linea, campo, "No se reconoce esta fecha de %s: «%s».", l.f.Numero, cita(s))
	}
	return f
}

func (l *lectorPropio) siONo(s string) bool {
	switch compromiso.Plegar(strings.TrimSpace(s)) {
	case "si", "verdadero", "true", "1", "x":
		return true
	case "no", "falso", "false", "0", "":
	default:
		l.avs.add(l.fila.linea, "permanente", "En %s «Permanente» dice «%s», que no es Sí ni No.", l.f.Numero, cita(s))
	}
	return false
}

// ponerAnexo reads what has parts of its own, one entry a line.
func (l *lectorPropio) ponerAnexo(titulo, s string) *compromiso.Error {
	f := &l.f
	switch titulo {
	case "Incisos":
		for _, p := range deEntradas(s, 6) {
			e, resto, ok := leerEstatus(p[2])
			if !ok || resto != "" || p[1] == "" {
				return compromiso.Errorf(compromiso.Invalido, "incisos", "en %s no se entiende el inciso «%s»", f.Numero, recorte(strings.Join(p, " | ")))
			}
			f.Incisos = append(f.Incisos, compromiso.IncisoInforme{
				Letra: strings.TrimSuffix(p[0], ")"), Texto: p[1], Estatus: e.estatus, Areas: deComas(p[3]),
				FechaLimite: l.fecha("incisos", p[4]), FechaCumplimiento: l.fecha("incisos", p[5]),
			})
		}
	case "Seguimientos":
		for _, p := range deEntradas(s, 7) {
			f.Seguimientos = append(f.Seguimientos, compromiso.SegInforme{
				Fecha: l.fecha("seguimientos", p[0]), Area: p[1], Persona: p[2], Clase: compromiso.ClaseSeg(p[3]), Inciso: p[4], Texto: p[5], En: p[6],
			})
		}
	case "Prórrogas":
		for _, p := range deEntradas(s, 8) {
			f.Prorrogas = append(f.Prorrogas, compromiso.ProrrogaInforme{
				Inciso: p[0], Anterior: l.fecha("prorrogas", p[1]), Nueva: l.fecha("prorrogas", p[2]),
				Motivo: p[3], Estado: p[4], Persona: p[5], Respuesta: p[6], En: p[7],
			})
		}
	case "Evidencias":
		for _, p := range deEntradas(s, 6) {
			f.Evidencias = append(f.Evidencias, compromiso.EvidenciaInforme{
				Clase: compromiso.ClaseEvidencia(p[0]), Titulo: p[1], Liga: p[2], Oficio: p[3], Fecha: l.fecha("evidencias", p[4]), En: p[5],
			})
		}
	default:
		l.otra(titulo, s)
		return nil
	}
	return l.revisarAnexos()
}

// revisarAnexos refuses the kinds and states that the store does not know.
func (l *lectorPropio) revisarAnexos() *compromiso.Error {
	mal := func(campo, que, dice, son string) *compromiso.Error {
		return compromiso.Errorf(compromiso.Invalido, campo, "en %s %s «%s» no se conoce: es %s", l.f.Numero, que, recorte(dice), son)
	}
	for _, s := range l.f.Seguimientos {
		switch s.Clase {
		case compromiso.SegActividad, compromiso.SegAcuerdo, compromiso.SegCalendario:
		default:
			return mal("seguimientos", "la clase del seguimiento", string(s.Clase), "actividad, acuerdo o calendario")
		}
	}
	for _, p := range l.f.Prorrogas {
		switch compromiso.EstadoProrroga(p.Estado) {
		case compromiso.ProrrogaPedida, compromiso.ProrrogaConcedida, compromiso.ProrrogaNegada:
		default:
			return mal("prorrogas", "el estado de la prórroga", p.Estado, "pedida, concedida o negada")
		}
	}
	for _, e := range l.f.Evidencias {
		switch e.Clase {
		case compromiso.EvOficio, compromiso.EvLiga, compromiso.EvArchivo, compromiso.EvMinuta:
		default:
			return mal("evidencias", "la clase de la evidencia", string(e.Clase), "oficio, liga, archivo o minuta")
		}
	}
	return nil
}
