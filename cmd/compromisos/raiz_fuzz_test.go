package main

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"compromisos/compromiso/bound"
)

// FuzzLineaDeOrdenes types anything after the name of the program, with no database and no
// Slack in the environment: one of the three exit codes, and where it is not 0, a line on
// standard error for each thing that is wrong, with nothing in it that a terminal obeys.
func FuzzLineaDeOrdenes(f *testing.F) {
	for _, s := range []string{
		"", "--help", "version", "importar", "importar\n--simular\n--json\n-", "importar\n--simular\n--json\n--parcial\n--comision\nCAM\n-\nnada.txt", "configurar\n-f\n-",
		"configurar\n-f", "resumen\n--fecha\n31.02.2026", "recordatorios\n--fecha=mañana\n--json", "exportar\n--formato\npdf", "manifiesto\n--modo\nhttp\n--url\nhttps://x.mx",
		"manifiesto\n--modo=ftp", "bitacora", "bitacora\nverificar", "completion\nbash", "completion\ntcsh", "servir", "migrar\n--estado", "ayuda\nimportar", "--versión", "imprtar",
		"-x", "--", "-\x00", "importar\n\x1b[31m", "completion\n__complete\nx", "__complete\nimportar\n--", "help\nhelp\nhelp", "importar\n.", "resumen\n--comision\n",
	} {
		f.Add(s, "NÚMERO\tESTATUS\tCOMPROMISO\n1/2025\tPendiente\tx\n")
		f.Add(s, "comisiones: [{siglas: CVD}]")
	}
	for _, v := range append(slices.Clone(secretos), "SLACK_API_URL", "COMPROMISOS_RELOJ") {
		f.Setenv(v, "")
	}
	f.Fuzz(func(t *testing.T, linea, entrada string) {
		args := strings.Split(linea, "\n")
		// The tour starts a database, and a device may never end.
		if slices.Contains(args, "demo") || slices.ContainsFunc(args, func(s string) bool { return strings.Contains(s, "/") }) || len(args) > 20 {
			return
		}
		var sale, errores bytes.Buffer
		codigo := 0
		bound.Run(t, len(linea)+len(entrada), func() {
			codigo = ejecutar(context.Background(), args, strings.NewReader(entrada), &sale, &errores)
		})
		dicho := strings.TrimSuffix(errores.String(), "\n")
		lineas := strings.Split(dicho, "\n")
		switch {
		case codigo < 0 || codigo > 2:
			t.Errorf("%q: exit code %d", args, codigo)
		case codigo == 0 && strings.Contains(dicho, "compromisos: "):
			t.Errorf("%q: exit code 0 with %q", args, dicho)
		case codigo == 2 && (len(lineas) != 1 || sale.Len() > 0):
			t.Errorf("%q: wrong usage with %q and %q", args, sale.String(), dicho)
		case codigo != 0 && (!strings.HasPrefix(lineas[0], "compromisos: ") || len(lineas) > len(args)):
			t.Errorf("%q: exit code %d with %q", args, codigo, dicho)
		}
		if strings.Contains(dicho, "goroutine ") || !utf8.ValidString(dicho) || strings.ContainsAny(dicho, "\x00\x1b\r\u009b") || len(dicho) > 5000*len(args) {
			t.Errorf("%q: says %q", args, dicho)
		}
	})
}
