package muestra_test

import (
	"testing"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/informe/muestra"
)

// TestInforme reads the sample as any other document: without a word of warning,
// and with a compromiso in every state that an informe prints.
func TestInforme(t *testing.T) {
	informes, err := informe.Leer(muestra.Nombre, muestra.Informe, informe.Opciones{})
	if err != nil {
		t.Fatal(err)
	}
	inf := informes[0]
	if inf.SesionInforme != "02SO-CVD" || inf.FechaInforme.String() != "2026-10-30" || inf.HoraInforme != "10:00" {
		t.Errorf("es el informe de %s, %s a las %s", inf.SesionInforme, inf.FechaInforme, inf.HoraInforme)
	}
	for _, a := range inf.Advertencias {
		t.Errorf("línea %d: %s", a.Linea, a.Mensaje)
	}
	estados := map[compromiso.Estatus]int{}
	areas := map[string]bool{}
	for i, f := range inf.Compromisos {
		if f.Numero.Cons != i+1 || f.Sesion == "" || f.FechaSesion.IsZero() || f.Eje == "" || len(f.Solicitantes) == 0 {
			t.Errorf("%s: faltan datos: %+v", f.Numero, f)
		}
		estados[f.Estatus]++
		for _, a := range f.AreasPropuestas {
			areas[a] = true
		}
	}
	for _, e := range []compromiso.Estatus{
		compromiso.Pendiente, compromiso.EnProceso, compromiso.Parcial, compromiso.Cumplido, compromiso.SinEfecto,
	} {
		if estados[e] == 0 {
			t.Errorf("ningún compromiso %s", e)
		}
	}
	for _, a := range []string{"DERFE", "DECEyEC", "UTSI", "CNCS"} {
		if !areas[a] {
			t.Errorf("ningún compromiso menciona a %s", a)
		}
	}
	if n := len(inf.Compromisos); n != 9 {
		t.Errorf("%d compromisos", n)
	}
}
