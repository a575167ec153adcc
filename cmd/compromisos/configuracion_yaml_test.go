package main

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

// TestLeerConfiguracion_posiciones points at the value that is wrong, wherever the file
// has it: in blocks, in flow, behind comments, behind a byte order mark, with CRLF.
func TestLeerConfiguracion_posiciones(t *testing.T) {
	const cabeza = "comisiones:\n  - siglas: CVD\n    nombre: Comisión\n"
	for nombre, c := range map[string]struct{ yaml, want string }{
		"block":       {cabeza + "    recordatorios:\n      hora: tarde\n", "línea 5, columna 13: «tarde»"},
		"flow":        {cabeza + "    recordatorios: { antes: [1], hora: tarde }\n", "línea 4, columna 40: «tarde»"},
		"comment":     {"# uno\n\n" + cabeza + "    # dos\n    zona: Marte # tres\n", "línea 7, columna 11: no hay una zona"},
		"quoted":      {cabeza + "    zona: \"Marte\"\n", "línea 4, columna 11: no hay una zona"},
		"second":      {cabeza + "  - siglas: OTRA\n    nombre: Otra\n    lectura: nadie\n", "línea 6, columna 14: «nadie»"},
		"in a list":   {cabeza + "    calendario:\n      inhabiles:\n        - 2026-12-25\n        - ayer\n", "línea 7, columna 11: «ayer»"},
		"in a span":   {cabeza + "    calendario:\n      proceso: [2026-12-25..2026-02-30]\n", "línea 5, columna 17: «2026-02-30»"},
		"absent":      {cabeza + "    sesiones:\n      - codigo: 01SO-CVD\n", "línea 5, columna 9: a la sesión"},
		"default":     {cabeza + "    calendario:\n      horario: 10:00-12:00\n", "línea 5, columna 16: la hora de los recordatorios (09:00)"},
		"mark":        {"\uFEFF" + cabeza + "    canall: x\n", "línea 4, columna 5: no existe la clave «canall»"},
		"crlf":        {strings.ReplaceAll(cabeza, "\n", "\r\n") + "    canall: x\r\n", "línea 4, columna 5: no existe la clave «canall»"},
		"overflow":    {cabeza + "    recordatorios: { despues_cada: 99999999999999999999 }\n", "es un número demasiado grande"},
		"whole":       {cabeza + "    recordatorios:\n      despues_cada: 1.5\n", "línea 5, columna 21: «1.5» no es un número entero"},
		"alias":       {cabeza + "    canal: *nadie\n", "línea 4, columna 13: no hay un «&nadie»"},
		"tag":         {"comisiones: !000 00", "línea 1, columna 13: «!000» es una etiqueta de YAML"},
		"bracket":     {cabeza + "    secretaria: [U0ST\n", "falta «]» o una coma"},
		"brace":       {"areas: [{ siglas: UTSI ]\n", "línea 1, columna"},
		"two in line": {cabeza + "    zona: Marte\n    lectura: nadie\n", "línea 4, columna 11: no hay una zona horaria «Marte»: use un nombre como America/Mexico_City; línea 5, columna 14"},
	} {
		t.Run(nombre, func(t *testing.T) {
			err := aplicarPrueba(c.yaml)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q in it", err, c.want)
			}
			if !strings.HasSuffix(err.Error(), nadaSeAplico) || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line that says that nothing was applied: %q", err)
			}
		})
	}
}

func aplicarPrueba(yaml string) error {
	conf, pos, err := leerConfiguracion([]byte(yaml))
	if err != nil {
		return err
	}
	if _, _, faltas := conf.Aplicar(&compromiso.Directorio{Glosario: map[string]string{}}); len(faltas) > 0 {
		return pos.error(faltas)
	}
	return nil
}
