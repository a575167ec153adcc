package store

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"compromisos/compromiso"
)

// Whatever happens, the digest as of a day that is past is the one that was told at the end
// of that day, from whatever day it began.
func TestResumenEsElQueHubo(t *testing.T) {
	t.Parallel()
	for semilla := range uint64(3) {
		t.Run(fmt.Sprint(semilla), func(t *testing.T) {
			t.Parallel()
			s, _ := casa(t)
			d, err := s.Directorio(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			c := d.Comisiones[0]
			a := &azar{Rand: rand.New(rand.NewPCG(semilla, 11)), t: t, s: s}
			var dichos []compromiso.DatosResumen
			visto := compromiso.ConteoResumen{}
			ultimo := fecha(t, "2024-06-10")
			for dia := fecha(t, "2024-04-01"); !dia.Despues(ultimo); dia = dia.AddDias(1 + a.IntN(3)) {
				a.hora = dia.En(mx, compromiso.Hora{})
				for range 1 + a.IntN(8) {
					a.paso()
				}
				r, err := s.Resumen(t.Context(), c, dia.AddDias(-a.IntN(12)), dia)
				if err != nil {
					t.Fatal(err)
				}
				dichos = append(dichos, r)
				visto = sumados(visto, r.Total)
			}
			if visto.Vencidos*visto.PorVencer*visto.PorValidar*visto.Cerrados*visto.SinFecha == 0 {
				t.Fatalf("little happened: %+v", visto)
			}
			for _, quiero := range dichos {
				r, err := s.ResumenPasado(t.Context(), c, quiero.Desde, quiero.Hasta)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(quiero, r, sinLoDeAvisos); diff != "" {
					t.Fatalf("%s: %s", quiero.Hasta, diff)
				}
			}
		})
	}
}

// sinLoDeAvisos leaves out what a digest does not show: the history keeps no account of when
// reminders began anew nor of the first due date, and of a request for a prórroga only the day that was asked for.
var sinLoDeAvisos = cmp.Options{
	cmpopts.EquateEmpty(), cmpopts.IgnoreFields(compromiso.Compromiso{}, "AvisarDesde", "Prorroga", "FechaLimiteOrig"), cmpopts.IgnoreUnexported(compromiso.Compromiso{}),
	cmpopts.IgnoreFields(compromiso.DatosResumen{}, "Comision"),
}

func sumados(x, y compromiso.ConteoResumen) compromiso.ConteoResumen {
	return compromiso.ConteoResumen{
		Vencidos: x.Vencidos + y.Vencidos, PorVencer: x.PorVencer + y.PorVencer, PorValidar: x.PorValidar + y.PorValidar,
		Cerrados: x.Cerrados + y.Cerrados, SinFecha: x.SinFecha + y.SinFecha, Abiertos: x.Abiertos + y.Abiertos,
	}
}

// What a digest has no room for is counted all the same, and what it lists are the same ones
// in the same order, also where they are brought back in several rounds.
func TestResumenPasadoGrande(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	inf := informeDe(t, "01SO-CVMRE", "2024-01-25")
	estatus := []compromiso.Estatus{compromiso.Pendiente, compromiso.EnProceso, compromiso.PorValidar, compromiso.Cumplido, compromiso.SinEfecto}
	for k := range 2*porResumir + 500 {
		f := fila(t, fmt.Sprintf("%02d/2024", k+1), estatus[k%len(estatus)], fmt.Sprint("algo ", k), "")
		if k%3 > 0 {
			f.FechaLimite = fecha(t, "2024-02-01").AddDias((k * 7) % 45)
		}
		if f.Estatus == compromiso.Cumplido {
			f.FechaCumplimiento = fecha(t, "2024-01-01").AddDias(k % 60)
		}
		f.Areas = []string{[]string{"DERFE", "UTSI", "DECEyEC"}[k%7%3]}
		inf.Compromisos = append(inf.Compromisos, f)
	}
	importar(t, s, "2024-01-25 12:00", inf)
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, desde, hasta := d.Comisiones[0], fecha(t, "2024-01-20"), fecha(t, "2024-02-15")
	quiero, err := s.Resumen(t.Context(), c, desde, hasta)
	if err != nil {
		t.Fatal(err)
	}
	if len(quiero.Vencidos) != compromiso.MaximoResumen || len(quiero.PorVencer) != compromiso.MaximoResumen {
		t.Fatalf("it all fits: %+v", quiero.Total)
	}
	for k := range inf.Compromisos { // later everything is another way
		f := &inf.Compromisos[k]
		f.Estatus, f.FechaLimite, f.FechaCumplimiento = estatus[(k+1)%len(estatus)], compromiso.Fecha{}, compromiso.Fecha{}
	}
	inf.FechaInforme = fecha(t, "2024-03-20")
	importar(t, s, "2024-03-20 12:00", inf)
	r, err := s.ResumenPasado(t.Context(), c, desde, hasta)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(quiero, r, sinLoDeAvisos); diff != "" {
		t.Error(diff)
	}
}
