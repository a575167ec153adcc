package informe

import (
	"strings"

	"compromisos/compromiso"
)

// columnasCompletas hold what has parts of its own, one entry a line, the parts
// separated by « | ».
var columnasCompletas = []columnaCSV{
	deFila("Incisos", func(f compromiso.FilaInforme) string {
		return entradas(f.Incisos, func(i compromiso.IncisoInforme) []string {
			return []string{
				i.Letra + ")", i.Texto, string(i.Estatus), unir(i.Areas), i.FechaLimite.String(), i.FechaCumplimiento.String(),
			}
		})
	}),
	deFila("Seguimientos", func(f compromiso.FilaInforme) string {
		return entradas(f.Seguimientos, func(s compromiso.SegInforme) []string {
			return []string{s.Fecha.String(), s.Area, s.Persona, string(s.Clase), s.Inciso, s.Texto, s.En}
		})
	}),
	deFila("Prórrogas", func(f compromiso.FilaInforme) string {
		return entradas(f.Prorrogas, func(p compromiso.ProrrogaInforme) []string {
			return []string{p.Inciso, p.Anterior.String(), p.Nueva.String(), p.Motivo, p.Estado, p.Persona, p.Respuesta, p.En}
		})
	}),
	deFila("Evidencias", func(f compromiso.FilaInforme) string {
		return entradas(f.Evidencias, func(e compromiso.EvidenciaInforme) []string {
			return []string{string(e.Clase), e.Titulo, e.Liga, e.Oficio, e.Fecha.String(), e.En}
		})
	}),
}

// What separates the elements of a list, the parts of an entry and the areas of an
// inciso is escaped where somebody wrote it, so that a cell reads back as it was.
var (
	escaparLinea = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	escaparParte = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "|", `\|`)
	escaparComa  = strings.NewReplacer(`\`, `\\`, ",", `\,`)
)

func entradas[T any](l []T, partes func(T) []string) string {
	var b strings.Builder
	for i, e := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		for k, p := range partes(e) {
			if k > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(escaparParte.Replace(p))
		}
	}
	return b.String()
}

// lineas is a list of texts, one a line.
func lineas(l []string) string {
	r := make([]string, len(l))
	for i, s := range l {
		r[i] = escaparLinea.Replace(s)
	}
	return strings.Join(r, "\n")
}

func unir(l []string) string {
	r := make([]string, len(l))
	for i, s := range l {
		r[i] = escaparComa.Replace(s)
	}
	return strings.Join(r, ", ")
}

// deLineas undoes lineas, and drops what is blank.
func deLineas(s string) []string {
	l := []string{}
	for e := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(e) != "" {
			l = append(l, descubrirBarras(e))
		}
	}
	return l
}

// deEntradas undoes entradas: the parts of each line, n at least.
func deEntradas(s string, n int) [][]string {
	var l [][]string
	for e := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(e) == "" {
			continue
		}
		partes := partir(e, '|')
		for i, p := range partes {
			if i > 0 {
				p = strings.TrimPrefix(p, " ")
			}
			if i < len(partes)-1 {
				p = strings.TrimSuffix(p, " ")
			}
			partes[i] = descubrirBarras(p)
		}
		for len(partes) < n {
			partes = append(partes, "")
		}
		l = append(l, partes)
	}
	return l
}

// deComas undoes unir.
func deComas(s string) []string {
	l := []string{}
	for i, p := range partir(s, ',') {
		if i > 0 {
			p = strings.TrimPrefix(p, " ")
		}
		if p != "" {
			l = append(l, descubrirBarras(p))
		}
	}
	return l
}

// partir cuts at each sep that no backslash precedes.
func partir(s string, sep byte) []string {
	var l []string
	desde := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			l = append(l, s[desde:i])
			desde = i + 1
		}
	}
	return append(l, s[desde:])
}

// descubrirBarras takes the backslashes away.
func descubrirBarras(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if i++; s[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
