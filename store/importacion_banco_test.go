package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// tablasDeImportar are those that an import writes most of its rows to, what is referred
// to before what refers to it.
var tablasDeImportar = []string{
	"comisiones", "areas", "solicitantes", "ejes", "glosario", "sesiones", "contadores", "compromisos", "incisos", "seguimientos", "evidencias", "prorrogas", "escalones", "importaciones", "vocabulario", "bitacora",
}

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
				runtime.GC()
				pico := medirMemoria()
				importar += segundos(func() { importarGrande(b, s, inf, n, 0) })
				memoria = max(memoria, pico())
				repetir += segundos(func() { importarGrande(b, s, inf, 0, n) })
				exportar += segundos(func() { exportarGrande(b, s, n) })
				copiar += copiarTablas(b, url, otra)
				dejar(b, s)
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

// dejar lets the next round begin with a server at rest.
func dejar(b *testing.B, s *Store) {
	if _, err := s.db.ExecContext(b.Context(), `CHECKPOINT`); err != nil {
		b.Fatal(err)
	}
}

func segundos(fn func()) float64 {
	t := time.Now()
	fn()
	return time.Since(t).Seconds()
}

// medirMemoria looks at the heap until it is asked for the most that it saw, in MiB.
func medirMemoria() func() float64 {
	const vivo = "/memory/classes/heap/objects:bytes"
	leer := func() uint64 {
		m := []metrics.Sample{{Name: vivo}}
		metrics.Read(m)
		return m[0].Value.Uint64()
	}
	antes := leer()
	alto := antes
	fin, grupo := make(chan struct{}), sync.WaitGroup{}
	grupo.Go(func() {
		t := time.NewTicker(20 * time.Millisecond)
		defer t.Stop()
		for {
			alto = max(alto, leer())
			select {
			case <-t.C:
			case <-fin:
				return
			}
		}
	})
	return func() float64 {
		close(fin)
		grupo.Wait()
		return float64(alto-antes) / (1 << 20)
	}
}

// copiarTablas writes the tables of one database to files and loads them into the other,
// and gives the seconds that the loading took.
func copiarTablas(b *testing.B, de, a string) float64 {
	b.Helper()
	ctx := b.Context()
	carpeta := b.TempDir()
	origen, destino := conexionPgx(b, de), conexionPgx(b, a)
	columnas := map[string]string{}
	for _, t := range tablasDeImportar {
		var cs string
		if err := origen.QueryRow(ctx, `
			SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'`, t).Scan(&cs); err != nil {
			b.Fatal(err)
		}
		columnas[t] = cs
		enArchivo(b, filepath.Join(carpeta, t), os.O_CREATE|os.O_WRONLY, func(f *os.File) error {
			_, err := origen.PgConn().CopyTo(ctx, f, fmt.Sprintf(`COPY %s (%s) TO STDOUT`, t, cs))
			return err
		})
	}
	return segundos(func() {
		if _, err := destino.Exec(ctx, `BEGIN`); err != nil {
			b.Fatal(err)
		}
		for _, t := range tablasDeImportar {
			enArchivo(b, filepath.Join(carpeta, t), os.O_RDONLY, func(f *os.File) error {
				_, err := destino.PgConn().CopyFrom(ctx, io.Reader(f), fmt.Sprintf(`COPY %s (%s) FROM STDIN`, t, columnas[t]))
				return err
			})
		}
		if _, err := destino.Exec(ctx, `COMMIT`); err != nil {
			b.Fatal(err)
		}
	})
}

func conexionPgx(b *testing.B, url string) *pgx.Conn {
	b.Helper()
	c, err := pgx.Connect(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func enArchivo(b *testing.B, ruta string, modo int, fn func(*os.File) error) {
	b.Helper()
	f, err := os.OpenFile(ruta, modo, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := fn(f); err != nil {
		b.Fatal(err)
	}
}
