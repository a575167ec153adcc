package store

import (
	"testing"

	"compromisos/compromiso"
)

func TestDatosNota(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "Elaborar el calendario"})
	for _, x := range []struct {
		clase compromiso.ClaseSeg
		fecha string
		texto string
	}{{compromiso.SegActividad, "2024-02-06", "Se pidió"}, {compromiso.SegAcuerdo, "2024-02-07", "Se acordó"}, {compromiso.SegCalendario, "2024-02-08", "Día | Hora"}} {
		cambiar(t, s, "U0DERFE", "2024-02-09 12:00", "01/2024", func(n *compromiso.Compromiso, acto compromiso.Acto) error {
			return n.Avanzar(acto, compromiso.Avance{Area: "DERFE", Clase: x.clase, Fecha: fecha(t, x.fecha), Texto: x.texto})
		})
	}
	d, err := s.DatosNota(t.Context(), "cvmre", ref("1/2024").Numero, fecha(t, "2024-02-10"))
	if err != nil {
		t.Fatal(err)
	}
	if d.Comision != "CVMRE" || d.ComisionNombre == "" || d.Fecha.String() != "2024-02-10" || d.Glosario["DERFE"] != "Registro" || d.Glosario["VMRE"] == "" {
		t.Errorf("got %+v", d)
	}
	if f := d.Fila; f.Texto != "Elaborar el calendario" || len(f.Seguimientos) != 3 || f.Seguimientos[2].Clase != compromiso.SegCalendario || f.Estatus != compromiso.EnProceso {
		t.Errorf("got %+v", f)
	}
	_, err = s.DatosNota(t.Context(), "CVMRE", ref("9/2024").Numero, fecha(t, "2024-02-10"))
	rechazado(t, err, compromiso.NoEncontrado)
	_, err = s.DatosNota(t.Context(), "OTRA", ref("1/2024").Numero, fecha(t, "2024-02-10"))
	rechazado(t, err, compromiso.NoEncontrado)
}
