package store

import (
	"fmt"
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
	"compromisos/store/privado/banco"
)

// BenchmarkImportar imports into an empty database, and then loads the very same rows
// with COPY into another one of the same tables, indexes, constraints and triggers.
// copy/importar is the second time as a part of the first; repetir is the same import
// once more, which changes nothing.
func BenchmarkImportar(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			inf := muestra.Grande(n)
			var importar, repetir, copiar, exportar, memoria float64
			for b.Loop() {
				s, url := casaCVD(b)
				_, otra := vacio(b)
				pico := banco.Memoria()
				importar += banco.Segundos(func() { importarGrande(b, s, inf, n, 0) })
				memoria = max(memoria, pico())
				repetir += banco.Segundos(func() { importarGrande(b, s, inf, 0, n) })
				exportar += banco.Segundos(func() { exportarGrande(b, s, n) })
				copiar += banco.Copiar(b, url, otra)
				banco.Reposar(b, url)
			}
			veces := float64(b.N)
			b.ReportMetric(importar/veces, "s/importar")
			b.ReportMetric(repetir/veces, "s/repetir")
			b.ReportMetric(copiar/veces, "s/copy")
			b.ReportMetric(copiar/importar, "copy/importar")
			b.ReportMetric(float64(n)*veces/importar, "filas/s")
			b.ReportMetric(float64(n)*veces/exportar, "exportadas/s")
			b.ReportMetric(memoria, "MiB")
		})
	}
}

// casaCVD is a store with the commission of the large sample.
func casaCVD(t testing.TB) (*Store, string) {
	s, url := vacio(t)
	configurar(t, s, "2026-01-02 08:00", func(d *compromiso.Directorio) {
		d.Comisiones = append(d.Comisiones, compromiso.NewComision("CVD", "Comisión de Vinculación y Difusión"))
		for _, a := range []string{"DERFE", "UTSI", "DECEyEC"} {
			d.Areas = append(d.Areas, compromiso.Area{Siglas: a, Nombre: a, Enlaces: []string{"U0" + strings.ToUpper(a)}})
		}
	})
	return s, url
}

func importarGrande(b *testing.B, s *Store, inf compromiso.Informe, nuevos, iguales int) {
	r, err := s.Importar(b.Context(), sol(b, "importar", "2026-11-02 12:00"), inf, false)
	if err != nil || r.Nuevos != nuevos || r.Iguales != iguales {
		b.Fatalf("%d new, %d the same: %v", r.Nuevos, r.Iguales, err)
	}
}

func exportarGrande(b *testing.B, s *Store, n int) {
	filas := 0
	err := s.Exportar(b.Context(), "", func(inf compromiso.Informe) error {
		filas += len(inf.Compromisos)
		return nil
	})
	if err != nil || filas != n {
		b.Fatalf("%d rows: %v", filas, err)
	}
}
