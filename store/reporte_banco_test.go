package store

import (
	"fmt"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// anualDe is an informe of n compromisos of which each year adopted 300, all of them closed
// but for one in twenty of the last two years.
func anualDe(n int) compromiso.Informe {
	const alAnio = 300
	inf := muestra.Grande(n)
	for k := range inf.Compromisos {
		f := &inf.Compromisos[k]
		anio := 2026 - k/alAnio
		f.Numero = compromiso.Numero{Anio: anio, Cons: 1 + k%alAnio}
		f.FechaSesion.Anio = anio
		if f.FechaSesion.Despues(inf.FechaInforme) {
			f.FechaSesion = inf.FechaInforme
		}
		if f.Estatus.Abierto() && anio < 2025 {
			f.Estatus = compromiso.Cumplido
		}
		if !f.Estatus.Abierto() {
			f.FechaCumplimiento = f.FechaSesion.AddDias(20)
		}
	}
	return inf
}

// BenchmarkReporte is the report of a year with ten thousand compromisos stored and with
// ten times as many: as of now, as of before half of its history, and issued. It must cost
// the same.
func BenchmarkReporte(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		s, _ := casaCVD(b)
		if _, err := s.Importar(b.Context(), sol(b, "importar", "2026-11-02 12:00"), anualDe(n), false); err != nil {
			b.Fatal(err)
		}
		// Half of the year's were reported on since.
		for k := range 150 {
			so := sol(b, "U0ST", "2026-11-03 12:00")
			numero := compromiso.Referencia{Comision: "CVD", Numero: compromiso.Numero{Anio: 2026, Cons: 2*k + 1}}
			if _, _, err := s.Cambiar(b.Context(), so, numero, func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
				texto := "Se atendió de otro modo"
				return n.Editar(so.Acto, compromiso.Edicion{Atencion: &texto})
			}); err != nil {
				b.Fatal(err)
			}
		}
		configurar(b, s, "2026-11-03 13:00", func(d *compromiso.Directorio) {
			d.Comisiones[0].Sesiones = append(d.Comisiones[0].Sesiones, compromiso.Sesion{
				Comision: "CVD", Codigo: compromiso.CodigoSesion{Ordinal: 90, Clase: compromiso.Ordinaria, Comision: "CVD"}, Fecha: fecha(b, "2026-12-31"),
			})
		})
		if _, err := s.db.ExecContext(b.Context(), `VACUUM ANALYZE`); err != nil {
			b.Fatal(err)
		}
		p := compromiso.PedidoReporte{Comision: "CVD", Sesion: "90SO-CVD", Anio: 2026, Hoy: fecha(b, "2026-11-04")}
		if r, err := s.Reporte(b.Context(), p); err != nil || len(r.Compromisos) < 300 || len(r.Compromisos) > 330 {
			b.Fatalf("%d in the report: %v", len(r.Compromisos), err)
		}
		if _, err := s.Emitir(b.Context(), sol(b, "U0ST", "2026-11-04 12:00"), p); err != nil {
			b.Fatal(err)
		}
		for _, c := range []struct {
			que   string
			corte string
		}{{"hoy", "2026-11-04"}, {"antes", "2026-11-02"}} {
			b.Run(fmt.Sprint(n, "/", c.que), func(b *testing.B) {
				p := p
				p.Corte = fecha(b, c.corte)
				for b.Loop() {
					if _, err := s.Reporte(b.Context(), p); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprint(n, "/emitido"), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Emitido(b.Context(), p, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
