package compromiso

import (
	"slices"
	"testing"
)

func directorioDePrueba() (*Directorio, *Comision) {
	c := NewComision("CVMRE", "Comisión del Voto")
	c.Secretaria, c.Canal = []string{"UST", "UST2"}, "C0CVMRE"
	return &Directorio{
		Comisiones: []*Comision{c},
		Areas: []Area{
			{Siglas: "CNCS", Suplentes: []string{"UCNCSS"}},
			{Siglas: "DERFE", Enlaces: []string{"UENL", "SGRUPO"}, Suplentes: []string{"USUP"}, Titular: "UTIT"},
			{Siglas: "UTSI", Enlaces: []string{"UOTRA"}},
			{Siglas: "VACIA"},
		},
		Grupos: map[string][]string{"SGRUPO": {"UGRUPO"}},
	}, c
}

// TestPermisos is the column «who» of section 5 of the contract, for each role.
func TestPermisos(t *testing.T) {
	type fila struct{ st, area, lee []Accion }
	quiere := fila{
		lee:  []Accion{Leer},
		area: []Accion{Avanzar, Proponer, PedirProrroga, Posponer, Enterarse},
		st: []Accion{
			Registrar, Validar, Rechazar, ConcederProrroga, NegarProrroga, Asignar, Editar, Reabrir, Cancelar, Recordar,
			VerAvisos, Importar, Emitir, Configurar,
		},
	}
	if n := len(quiere.lee) + len(quiere.area) + len(quiere.st); n != len(Acciones()) || n != len(permisos) || n != len(nombres) {
		t.Errorf("hay %d acciones y la tabla sabe de %d", len(Acciones()), n)
	}
	d, c := directorioDePrueba()
	for _, x := range []struct {
		persona     string
		lectura     Lectura
		miembro     bool
		st, es, lee bool
	}{
		{"UST", LecturaCanal, false, true, true, true},
		{"UENL", LecturaTodos, false, false, true, true},
		{"UGRUPO", LecturaTodos, false, false, true, true},
		{"USUP", LecturaCanal, false, false, true, true},
		{"UTIT", LecturaTodos, false, false, true, true},
		{"UOTRA", LecturaTodos, true, false, false, true},
		{"UNADIE", LecturaTodos, false, false, false, true},
		{"UNADIE", LecturaCanal, true, false, false, true},
		{"UNADIE", LecturaCanal, false, false, false, false},
		{"SGRUPO", LecturaCanal, false, false, false, false},
	} {
		c.Lectura = x.lectura
		r := d.Rol(x.persona, c, x.miembro)
		for _, a := range Acciones() {
			puede := x.st || (x.es && slices.Contains(quiere.area, a)) || (x.lee && slices.Contains(quiere.lee, a))
			err := r.Puede(a, []string{"DERFE"})
			if (err == nil) != puede {
				t.Errorf("%s (%s, miembro %v) %s: %v", x.persona, x.lectura, x.miembro, a, err)
			}
			if err != nil && CodigoDe(err) != SinPermiso {
				t.Errorf("%s %s: %v", x.persona, a, err)
			}
		}
		for _, a := range []Accion{"", "borrar_todo"} {
			if r.Puede(a, []string{"DERFE"}) == nil {
				t.Errorf("%s puede «%s», que no existe", x.persona, a)
			}
		}
		if err := r.Puede(Avanzar, nil); (err == nil) != x.st {
			t.Errorf("%s avanza lo que no tiene área: %v", x.persona, err)
		}
	}
}

func TestEnumerar(t *testing.T) {
	for _, x := range []struct {
		que    []string
		quiere string
	}{
		{nil, ""},
		{[]string{"DERFE"}, "DERFE"},
		{[]string{"DERFE", "UTSI"}, "DERFE y UTSI"},
		{[]string{"DERFE", "DECEyEC", "INE"}, "DERFE, DECEyEC e INE"},
		{[]string{"agua", "hielo"}, "agua y hielo"},
		{[]string{"padres", "hijas"}, "padres e hijas"},
		{[]string{"una", "Íñigo"}, "una e Íñigo"},
	} {
		if da := Enumerar(x.que); da != x.quiere {
			t.Errorf("%v: %s", x.que, da)
		}
	}
}
