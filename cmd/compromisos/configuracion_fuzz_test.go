package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/compromiso/bound"
)

var reDonde = regexp.MustCompile(`línea \d+`)

// formasYAML are files of some n characters that would cost the square of their length, or
// stand for a power of it.
var formasYAML = map[string]func(n int) string{
	"corchetes": func(n int) string { return strings.Repeat("[", n) },
	"cerrados":  func(n int) string { return "ejes: " + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"llaves":    func(n int) string { return strings.Repeat("{a: ", n/4) },
	"guiones":   func(n int) string { return strings.Repeat("- ", n/2) + "x" },
	"preguntas": func(n int) string { return strings.Repeat("? ", n/2) + "x" },
	"anclas":    func(n int) string { return "a: " + strings.Repeat("&a ", n/3) },
	"etiquetas": func(n int) string { return "a: " + strings.Repeat("!!x ", n/4) },
	"alias":     func(n int) string { return "glosario:\n  A: &a x\n" + strings.Repeat("  B: *a\n", n/8) },
	"glosario": func(n int) string {
		var s strings.Builder
		for s.WriteString("glosario:\n"); s.Len() < n; {
			fmt.Fprintf(&s, "  A%d: x\n", s.Len())
		}
		return s.String()
	},
	"áreas": func(n int) string {
		var s strings.Builder
		for s.WriteString("areas:\n"); s.Len() < n; {
			fmt.Fprintf(&s, "  - { siglas: A%d }\n", s.Len())
		}
		return s.String()
	},
	"bomba": func(n int) string {
		s := "glosario:\n  A0: &a0 \"xxxxxxxxxx\"\n"
		for i := 1; i < min(n/50, 30); i++ {
			s += fmt.Sprintf("  A%d: &a%d [*a%d,*a%d,*a%d]\n", i, i, i-1, i-1, i-1)
		}
		return s
	},
}

// TestConfiguracionHostil reads them: they are applied, or refused, in bounds.
func TestConfiguracionHostil(t *testing.T) {
	for nombre, hacer := range formasYAML {
		t.Run(nombre, func(t *testing.T) {
			s := hacer(8 << 10)
			bound.Run(t, len(s), func() { aplicarYOtraVez(t, s) })
		})
	}
}

// FuzzLeerConfiguracion takes any file: it is refused in one line that says where, or
// applied; and what was applied, applied again, changes nothing.
func FuzzLeerConfiguracion(f *testing.F) {
	for _, s := range []string{
		confCVD, "", "a: b: c", "a: [", "\ta", "- &a *a", "comisiones: [{siglas: CVD, sesiones: [{codigo: 01SO-CVD}]}]", "%YAML 9\n---\n", "\uFEFFejes: [a]\r\n",
		"ejes: &e [Uno, uno, «dos»]\nglosario: {VMRE: x, vmre: y}\nsolicitantes: [{clave: CE-A, usuarios: [U1], cargo: Presidencia del VMRE}]",
		"comisiones:\n  - siglas: CVD\n    nombre: x\n    zona: America/Mexico_City\n    lectura: canal\n    calendario: { proceso: [2023-09-07..2024-06-02], inhabiles: [2023-12-25], horario: 08:00-20:00 }\n" +
			"    recordatorios: { hora: \"09:00\", antes: [5, 3], despues_cada: 2, maximo_vencidos: 10, escalar_a_los: 3 }\n    resumen: { cron: 0 9 * * MON, antes_de_sesion: [5] }\n",
	} {
		f.Add(s)
	}
	for _, hacer := range formasYAML {
		f.Add(hacer(400))
	}
	f.Fuzz(func(t *testing.T, s string) { bound.Run(t, len(s), func() { aplicarYOtraVez(t, s) }) })
}

func aplicarYOtraVez(t *testing.T, s string) {
	t.Helper()
	conf, pos, err := leerConfiguracion([]byte(s))
	var d *compromiso.Directorio
	if err == nil {
		var faltas []compromiso.Falta
		if d, _, faltas = conf.Aplicar(&compromiso.Directorio{Glosario: map[string]string{}}); len(faltas) > 0 {
			err = pos.error(faltas)
		}
	}
	if err != nil {
		m := enLinea(err)
		switch {
		case strings.ContainsAny(m, "\n\r") || !strings.HasSuffix(m, nadaSeAplico):
			t.Errorf("%q: %q", s, m)
		case strings.TrimSpace(s) != "" && !reDonde.MatchString(m) && !strings.Contains(m, "vacío") && !strings.Contains(m, "no es un archivo YAML"):
			t.Errorf("%q: it does not say where: %q", s, m)
		}
		return
	}
	if _, cambios, faltas := conf.Aplicar(d); len(cambios)+len(faltas) > 0 {
		t.Errorf("%q: applied again: %v %v", s, cambios, faltas)
	}
}
