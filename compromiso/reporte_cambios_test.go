package compromiso

import (
	"reflect"
	"testing"
)

// TestCambiosDesde says what became different about one compromiso.
func TestCambiosDesde(t *testing.T) {
	nov8, nov9, dic15 := NewFecha(2023, 11, 8), NewFecha(2023, 11, 9), NewFecha(2023, 12, 15)
	base := FilaInforme{
		Numero: Numero{3, 2023}, Sesion: "01SE-CVMRE", FechaSesion: NewFecha(2023, 10, 23), Tipo: TipoCompromiso, Estatus: EnProceso, Eje: "Promoción",
		Texto: "Entregar.", Solicitantes: []string{"CE-ACL, Presidente de la CVMRE", "CPL-PT"}, Areas: []string{"DERFE"}, FechaLimite: NewFecha(2023, 11, 30),
		Atencion: "En ello.", Incisos: []IncisoInforme{{Letra: "a", Estatus: EnProceso}}, Seguimientos: []SegInforme{{Texto: "Uno."}},
	}
	cumplida := base
	cumplida.Estatus, cumplida.FechaCumplimiento = Cumplido, nov8
	sinAtencion := base
	sinAtencion.Atencion = ""
	for _, c := range []struct {
		que    string
		antes  FilaInforme
		cambio func(*FilaInforme)
		quiero []string
	}{
		{"nada", base, func(*FilaInforme) {}, nil},
		{"por validar se imprime en proceso", base, func(f *FilaInforme) { f.Estatus = PorValidar }, nil},
		{"el orden de quien solicita", base, func(f *FilaInforme) { f.Solicitantes = []string{"CPL-PT", "CE-ACL, Presidente de la CVMRE"} }, nil},
		{"cumplido", base, func(f *FilaInforme) { f.Estatus, f.FechaCumplimiento = Cumplido, nov8 }, []string{"Pasó de «En proceso» a «Cumplido» el 08.11.2023."}},
		{"sin fecha", base, func(f *FilaInforme) { f.Estatus = SinEfecto }, []string{"Pasó de «En proceso» a «Sin efecto»."}},
		{"reabierto", cumplida, func(f *FilaInforme) { f.Estatus, f.FechaCumplimiento = EnProceso, Fecha{} }, []string{"Pasó de «Cumplido» a «En proceso»."}},
		{"otra fecha", cumplida, func(f *FilaInforme) { f.FechaCumplimiento = nov9 }, []string{"La fecha de cumplimiento pasó del 08.11.2023 al 09.11.2023."}},
		{"ninguna fecha", cumplida, func(f *FilaInforme) { f.FechaCumplimiento = Fecha{} }, []string{"Ya no lleva fecha de cumplimiento (antes, 08.11.2023)."}},
		{"por fin fecha", base, func(f *FilaInforme) { f.FechaCumplimiento = nov8 }, []string{"Fecha de cumplimiento: 08.11.2023."}},
		{
			"inciso", base, func(f *FilaInforme) {
				f.Incisos = []IncisoInforme{{Letra: "a", Estatus: Cumplido, FechaCumplimiento: nov9}, {Letra: "b", Estatus: Pendiente}}
			},
			[]string{"Inciso a: pasó de «En proceso» a «Cumplido» el 09.11.2023."},
		},
		{"texto y tipo", base, func(f *FilaInforme) { f.Texto, f.Tipo = "Otro.", TipoAcuerdo }, []string{"Cambió el texto.", "Ahora es de tipo acuerdo."}},
		{"fecha límite", base, func(f *FilaInforme) { f.FechaLimite = dic15 }, []string{"Nueva fecha límite: 15.12.2023."}},
		{"sin límite", base, func(f *FilaInforme) { f.FechaLimite = Fecha{} }, []string{"Ya no tiene fecha límite."}},
		{"sesión", base, func(f *FilaInforme) { f.Sesion, f.FechaSesion = "02SE-CVMRE", nov9 }, []string{"Ahora es de la sesión 02SE-CVMRE 09.11.2023."}},
		{"sin sesión", base, func(f *FilaInforme) { f.Sesion, f.FechaSesion = "", Fecha{} }, []string{"Ya no tiene sesión."}},
		{"eje", base, func(f *FilaInforme) { f.Eje = "Otro" }, []string{"Nuevo eje temático: «Otro»."}},
		{"sin eje", base, func(f *FilaInforme) { f.Eje = "" }, []string{"Ya no tiene eje temático."}},
		{"solicitantes", base, func(f *FilaInforme) { f.Solicitantes = []string{"CPL-PT", "RPP-PAN"} }, []string{"Solicitado ahora por: CPL-PT; RPP-PAN."}},
		{"nadie solicita", base, func(f *FilaInforme) { f.Solicitantes = nil }, []string{"Ya no dice quién lo solicitó."}},
		{"un área", base, func(f *FilaInforme) { f.Areas = []string{"UTSI"} }, []string{"Ahora lo atiende: UTSI."}},
		{"áreas", base, func(f *FilaInforme) { f.Areas = []string{"DERFE", "UTSI"} }, []string{"Ahora lo atienden: DERFE, UTSI."}},
		{"ningún área", base, func(f *FilaInforme) { f.Areas = nil }, []string{"Ya no tiene área que lo atienda."}},
		{"permanente", base, func(f *FilaInforme) { f.Permanente = true }, []string{"Ahora es permanente."}},
		{"atención", base, func(f *FilaInforme) { f.Atencion = "Hecho." }, []string{"Cambió la atención."}},
		{"se retira", base, func(f *FilaInforme) { f.Atencion = "" }, []string{"Se retiró la atención."}},
		{"se redacta", sinAtencion, func(f *FilaInforme) { f.Atencion, f.Seguimientos = "Hecho.", make([]SegInforme, 5) }, []string{"Se redactó la atención."}},
		{"un seguimiento", sinAtencion, func(f *FilaInforme) { f.Seguimientos = make([]SegInforme, 2) }, []string{"Se agregó un seguimiento."}},
		{"seguimientos que no se imprimen", base, func(f *FilaInforme) { f.Seguimientos = make([]SegInforme, 4) }, nil},
		{"seguimientos", sinAtencion, func(f *FilaInforme) { f.Seguimientos = make([]SegInforme, 4) }, []string{"Se agregaron 3 seguimientos."}},
	} {
		despues := c.antes
		c.cambio(&despues)
		var leo []string
		if l := CambiosDesde(Informe{Compromisos: []FilaInforme{c.antes}}, Informe{Compromisos: []FilaInforme{despues}}); len(l) > 0 {
			leo = l[0].Que
		}
		if !reflect.DeepEqual(leo, c.quiero) {
			t.Errorf("%s:\n  %q\n  %q", c.que, leo, c.quiero)
		}
	}
}

// TestCambiosDesdeOrden names what is new and what is gone among the others, by number.
func TestCambiosDesdeOrden(t *testing.T) {
	fila := func(cons, anio int, e Estatus) FilaInforme {
		return FilaInforme{Numero: Numero{cons, anio}, Estatus: e}
	}
	leo := CambiosDesde(
		Informe{Compromisos: []FilaInforme{fila(9, 2022, Cumplido), fila(1, 2023, Pendiente), fila(2, 2023, Pendiente)}},
		Informe{Compromisos: []FilaInforme{fila(3, 2023, Pendiente), fila(1, 2023, EnProceso), fila(2, 2023, Pendiente)}},
	)
	quiero := []CambioReporte{
		{Numero{9, 2022}, []string{"Ya no aparece en el informe."}},
		{Numero{1, 2023}, []string{"Pasó de «Pendiente» a «En proceso»."}},
		{Numero{3, 2023}, []string{"Es nuevo."}},
	}
	if !reflect.DeepEqual(leo, quiero) {
		t.Errorf("%q", leo)
	}
	if l := CambiosDesde(Informe{}, Informe{}); len(l) != 0 {
		t.Errorf("%q", l)
	}
}
