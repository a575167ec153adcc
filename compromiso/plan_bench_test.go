package compromiso

import (
	"fmt"
	"testing"
	"time"
)

// loteGrande is 500 compromisos that are due, in a field of thirty areas and a year of
// sessions.
func loteGrande() ([]*Compromiso, *Directorio, time.Time) {
	d, c := directorioDePrueba()
	c.Calendario = Calendario{
		Proceso:   []Intervalo{{Fecha{2023, 9, 7}, Fecha{2024, 6, 2}}},
		Inhabiles: []Intervalo{{Fecha{2023, 12, 18}, Fecha{2024, 1, 5}}, {Fecha{2023, 12, 25}, Fecha{2023, 12, 25}}},
	}
	for k := range 24 {
		c.Sesiones = append(c.Sesiones, Sesion{Codigo: CodigoSesion{k + 1, Ordinaria, "CVMRE"}, Fecha: Fecha{2023, 1, 16}.AddDias(28 * k)})
	}
	for k := range 30 {
		s := fmt.Sprintf("A%02d", k)
		d.Areas = append(d.Areas, Area{Siglas: s, Enlaces: []string{"U" + s, "SGRUPO"}, Suplentes: []string{"V" + s}, Titular: "W" + s})
	}
	ahora := Fecha{2023, 11, 17}.En(c.Zona, Hora{9, 0})
	var lote []*Compromiso
	for k := range 500 {
		lote = append(lote, &Compromiso{
			ID: int64(k + 1), Comision: "CVMRE", Numero: Numero{k + 1, 2023}, Estatus: EnProceso,
			Areas:       []string{fmt.Sprintf("A%02d", k%30), fmt.Sprintf("A%02d", (k+7)%30)},
			FechaLimite: Fecha{2023, 11, 17}.AddDias(5 - k%60), AvisarDesde: ahora.AddDate(0, -k%10, 0),
		})
	}
	return lote, d, ahora
}

func BenchmarkSiguienteEscalon(b *testing.B) {
	lote, d, ahora := loteGrande()
	k := 0
	for b.Loop() {
		SiguienteEscalon(lote[k%len(lote)], d.Comisiones[0], ahora)
		k++
	}
}

func BenchmarkPlanear500(b *testing.B) {
	lote, d, ahora := loteGrande()
	libre := func(string, Fecha) EstadoDia { return DiaLibre }
	for b.Loop() {
		if p := Planear(lote, d, nil, libre, ahora); len(p.Avisos) == 0 {
			b.Fatal("no hay nada que avisar")
		}
	}
}

func BenchmarkDebidos500(b *testing.B) {
	lote, d, ahora := loteGrande()
	c := d.Comisiones[0]
	for b.Loop() {
		for _, n := range lote {
			Debidos(n, c, d, nil, ahora, Fecha{2023, 11, 17})
		}
	}
}
