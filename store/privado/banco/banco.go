// Package banco is what benchmarks measure with: seconds, memory, and the yardstick of
// an import, COPY of the same rows.
package banco

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Segundos is how long fn takes.
func Segundos(fn func()) float64 {
	t := time.Now()
	fn()
	return time.Since(t).Seconds()
}

// Memoria looks at the heap until it is asked for the most that it has grown, in MiB.
func Memoria() func() float64 {
	const objetos = "/memory/classes/heap/objects:bytes"
	leer := func() uint64 {
		m := []metrics.Sample{{Name: objetos}}
		metrics.Read(m)
		return m[0].Value.Uint64()
	}
	runtime.GC()
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

// tablas are those that an import writes to, what is referred to before what refers to it.
var tablas = []string{
	"comisiones", "areas", "solicitantes", "ejes", "glosario", "sesiones", "contadores", "compromisos", "incisos", "seguimientos",
	"evidencias", "prorrogas", "escalones", "importaciones", "vocabulario", "bitacora",
}

// Copiar loads what is in one database with COPY into another one, which has the same
// tables, indexes, constraints and triggers and nothing in them, in one transaction. It
// gives the seconds that the loading took.
func Copiar(b *testing.B, de, a string) float64 {
	b.Helper()
	ctx := b.Context()
	carpeta := b.TempDir()
	origen, destino := abrir(b, de), abrir(b, a)
	columnas := map[string]string{}
	for _, t := range tablas {
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
	return Segundos(func() {
		if _, err := destino.Exec(ctx, `BEGIN`); err != nil {
			b.Fatal(err)
		}
		for _, t := range tablas {
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

// Reposar leaves the server nothing to do from before.
func Reposar(b *testing.B, url string) {
	b.Helper()
	if _, err := abrir(b, url).Exec(b.Context(), `CHECKPOINT`); err != nil {
		b.Fatal(err)
	}
}

func abrir(b *testing.B, url string) *pgx.Conn {
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
