package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"compromisos/informe"
	"compromisos/informe/muestra"
	"compromisos/store/privado/banco"
	"compromisos/store/privado/pgtest"
)

// BenchmarkImportarOrden is the whole command, reading included, in the layouts that large
// ones come in, beside COPY of the very same rows into another database with the same tables;
// copy/importar is the second time as a part of the first. exportar is the way back.
func BenchmarkImportarOrden(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		inf := muestra.Grande(n)
		var j, c bytes.Buffer
		if err := errors.Join(informe.WriteJSON(&j, inf), informe.WriteCSV(&c, inf)); err != nil {
			b.Fatal(err)
		}
		for forma, doc := range map[string][]byte{"json": j.Bytes(), "csv": c.Bytes(), "texto": muestra.Texto(inf)} {
			b.Run(fmt.Sprintf("%s/%d", forma, n), func(b *testing.B) { medirOrden(b, doc, n) })
		}
	}
}

func medirOrden(b *testing.B, doc []byte, n int) {
	carpeta := b.TempDir()
	archivo, conf := filepath.Join(carpeta, "informe"), filepath.Join(carpeta, "conf.yaml")
	for ruta, texto := range map[string][]byte{archivo: doc, conf: []byte(confCVD)} {
		if err := os.WriteFile(ruta, texto, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	var importar, repetir, exportar, copiar, memoria, memoriaExportar float64
	for b.Loop() {
		url, otra := pgtest.Database(b, migrarPrueba), pgtest.Database(b, migrarPrueba)
		b.Setenv("DATABASE_URL", url)
		orden(b, "configurar", "-f", conf)
		pico := banco.Memoria()
		importar += banco.Segundos(func() {
			if s := orden(b, "importar", archivo); !strings.Contains(s, fmt.Sprintf("%d nuevos, 0 cambiados", n)) {
				b.Fatalf("it said %.300s", s)
			}
		})
		memoria = max(memoria, pico())
		repetir += banco.Segundos(func() {
			if s := orden(b, "importar", archivo); !strings.Contains(s, fmt.Sprintf("0 nuevos, 0 cambiados, %d iguales", n)) {
				b.Fatalf("it said %.300s", s)
			}
		})
		pico = banco.Memoria()
		exportar += banco.Segundos(func() { orden(b, "exportar", "-o", filepath.Join(carpeta, "todo.json")) })
		memoriaExportar = max(memoriaExportar, pico())
		copiar += banco.Copiar(b, url, otra)
		banco.Reposar(b, url)
	}
	veces := float64(b.N)
	b.SetBytes(int64(len(doc)))
	b.ReportMetric(importar/veces, "s/importar")
	b.ReportMetric(repetir/veces, "s/repetir")
	b.ReportMetric(exportar/veces, "s/exportar")
	b.ReportMetric(copiar/veces, "s/copy")
	b.ReportMetric(copiar/importar, "copy/importar")
	b.ReportMetric(memoria, "MiB/importar")
	b.ReportMetric(memoriaExportar, "MiB/exportar")
}

// orden runs a command and gives what it said on its standard output.
func orden(b *testing.B, args ...string) string {
	b.Helper()
	var salida, errores bytes.Buffer
	if codigo := ejecutar(b.Context(), args, strings.NewReader(""), &salida, &errores); codigo != salidaBien {
		b.Fatalf("%v: %d: %.500s", args, codigo, errores.String())
	}
	return salida.String()
}
