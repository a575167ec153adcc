package compromiso

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func en[T any](v T) *T { return &v }

// ejemplo is the configuration of section 3 of the contract.
func ejemplo(t testing.TB) Configuracion {
	return Configuracion{
		Comisiones: []ConfComision{{
			Siglas: "CVMRE", Nombre: en("Comisión del Voto"), Canal: en("C0CVMRE"), Zona: en("America/Mexico_City"),
			Secretaria: en([]string{"U0ST"}), Lectura: en("todos"),
			Proceso:   en([]Intervalo{intervalo(t, "2023-09-07", "2024-06-02")}),
			Inhabiles: en([]Intervalo{intervalo(t, "2023-12-25", "2023-12-25")}),
			Horario:   en(Horario{Hora{8, 0}, Hora{20, 0}}), Hora: en(Hora{9, 0}), Antes: en([]int{5, 3, 1, 0}),
			DespuesCada: en(2), MaximoVencidos: en(10), EscalarALos: en(3), Cron: en("0 9 * * MON"), AntesDeSesion: en([]int{5, 1}),
			Sesiones: []Sesion{{
				Codigo: CodigoSesion{1, Ordinaria, "CVMRE"}, Fecha: dia(t, "2023-09-18"), Hora: Hora{10, 0}, ConHora: true,
			}},
		}},
		Areas: []ConfArea{{
			Siglas: "DERFE", Nombre: en("Dirección Ejecutiva del Registro"), Enlaces: en([]string{"U0DERFE", "S0GRUPO"}),
			Suplentes: en([]string{"U0DERFE2"}), Titular: en("U0DERFET"), Canal: en("C0DERFE"),
		}},
		Solicitantes: []ConfSolicitante{{Clave: "CE-ACL", Nombre: en("Consejero"), Cargo: en("Presidente de la CVMRE"), Usuarios: en([]string{"U0ACL"})}},
		Ejes:         []string{"Promoción del VMRE"},
		Glosario:     map[string]string{"VMRE": "Voto de las Mexicanas y los Mexicanos Residentes en el Extranjero"},
	}
}

func aplicar(t testing.TB, conf Configuracion, d *Directorio) (*Directorio, []Cambio) {
	t.Helper()
	n, cambios, faltas := conf.Aplicar(d)
	if len(faltas) > 0 {
		t.Fatal(faltas)
	}
	return n, cambios
}

func TestAplicar(t *testing.T) {
	vacio := &Directorio{}
	d, cambios := aplicar(t, ejemplo(t), vacio)
	if len(cambios) == 0 || len(vacio.Comisiones)+len(vacio.Areas)+len(vacio.Glosario) > 0 {
		t.Error("no cambió nada, o cambió el de antes")
	}
	c, _ := d.Comision("cvmre")
	quiere := NewComision("CVMRE", "Comisión del Voto")
	if dif := cmp.Diff(quiere.Recordatorios, c.Recordatorios); dif != "" {
		t.Errorf("lo que el contrato da por defecto no es lo del ejemplo:\n%s", dif)
	}
	if c.Horario != quiere.Horario || c.Zona.String() != quiere.Zona.String() || c.Resumen.Cron != quiere.Resumen.Cron || c.Lectura != quiere.Lectura {
		t.Errorf("%+v", c)
	}
	if _, otra := aplicar(t, ejemplo(t), d); len(otra) > 0 {
		t.Errorf("aplicada otra vez cambia %v", otra)
	}

	// What is not mentioned stays, what is declared wins, and the replaced value is told.
	otra := Configuracion{
		Comisiones: []ConfComision{{Siglas: "cvmre", EscalarALos: en(4), Sesiones: []Sesion{
			{Codigo: CodigoSesion{2, Ordinaria, "cvmre"}, Fecha: dia(t, "2023-10-02")},
			{Codigo: CodigoSesion{1, Ordinaria, "CVMRE"}, Fecha: dia(t, "2023-10-20")},
		}}},
		Areas:    []ConfArea{{Siglas: "derfe", Titular: en("")}, {Siglas: "CNCS"}},
		Ejes:     []string{"promoción del vmre"},
		Glosario: map[string]string{"vmre": "Otro"},
	}
	d2, cambios := aplicar(t, otra, d)
	esperados := []Cambio{
		{"área derfe: titular", "U0DERFET", ""},
		{"área CNCS", "", "nueva"},
		{"comisión CVMRE: escalar_a_los", "3", "4"},
		{"sesión 02SO-CVMRE/2023", "", "2023-10-02"},
		{"sesión 01SO-CVMRE/2023", "2023-09-18 10:00", "2023-10-20"},
		{"glosario VMRE", ejemplo(t).Glosario["VMRE"], "Otro"},
	}
	if dif := cmp.Diff(esperados, cambios); dif != "" {
		t.Error(dif)
	}
	c2, _ := d2.Comision("CVMRE")
	if c2.Sesiones[0].Codigo.Ordinal != 2 || len(c2.Sesiones) != 2 || c.Sesiones[0].Fecha != dia(t, "2023-09-18") || c.Recordatorios.EscalarALos != 3 {
		t.Errorf("las sesiones no quedan en orden, o se tocó el directorio de antes: %+v", c2.Sesiones)
	}
	if a, _ := d.Area("DERFE"); a.Titular != "U0DERFET" || len(d.Areas) != 1 {
		t.Errorf("se tocó el área de antes: %+v", a)
	}
	if a, _ := d2.Area("DERFE"); a.Nombre == "" || len(a.Enlaces) != 2 || len(d2.Ejes) != 1 || len(d2.Glosario) != 1 {
		t.Errorf("se perdió lo que no se menciona: %+v %v %v", a, d2.Ejes, d2.Glosario)
	}
}

func TestAplicarIntercambiaCanales(t *testing.T) {
	d := &Directorio{Comisiones: []*Comision{NewComision("CVD", "x"), NewComision("COE", "y")}}
	d.Comisiones[0].Canal, d.Comisiones[1].Canal = "C1", "C2"
	aplicar(t, Configuracion{Comisiones: []ConfComision{{Siglas: "CVD", Canal: en("C2")}, {Siglas: "COE", Canal: en("C1")}}}, d)
}

func TestAplicarRehusa(t *testing.T) {
	for ruta, cambio := range map[string]func(*Configuracion){
		"$.comisiones[0]":                               func(c *Configuracion) { c.Comisiones[0].Nombre = nil },
		"$.comisiones[0].siglas":                        func(c *Configuracion) { c.Comisiones[0].Siglas, c.Solicitantes = "C V", nil },
		"$.comisiones[0].canal":                         func(c *Configuracion) { c.Comisiones[0].Canal = en("#canal") },
		"$.comisiones[0].zona":                          func(c *Configuracion) { c.Comisiones[0].Zona = en("America/Anahuac") },
		"$.comisiones[0].secretaria[0]":                 func(c *Configuracion) { c.Comisiones[0].Secretaria = en([]string{"S0GRUPO"}) },
		"$.comisiones[0].lectura":                       func(c *Configuracion) { c.Comisiones[0].Lectura = en("nadie") },
		"$.comisiones[0].calendario.proceso[0]":         func(c *Configuracion) { (*c.Comisiones[0].Proceso)[0].Desde.Anio = 2030 },
		"$.comisiones[0].calendario.inhabiles[0]":       func(c *Configuracion) { (*c.Comisiones[0].Inhabiles)[0] = Intervalo{} },
		"$.comisiones[0].calendario.horario":            func(c *Configuracion) { c.Comisiones[0].Horario = en(Horario{Hora{20, 0}, Hora{8, 0}}) },
		"$.comisiones[0].recordatorios.hora":            func(c *Configuracion) { c.Comisiones[0].Hora = en(Hora{20, 0}) },
		"$.comisiones[0].recordatorios.antes[1]":        func(c *Configuracion) { c.Comisiones[0].Antes = en([]int{0, -1}) },
		"$.comisiones[0].recordatorios.despues_cada":    func(c *Configuracion) { c.Comisiones[0].DespuesCada = en(0) },
		"$.comisiones[0].recordatorios.maximo_vencidos": func(c *Configuracion) { c.Comisiones[0].MaximoVencidos = en(0) },
		"$.comisiones[0].recordatorios.escalar_a_los":   func(c *Configuracion) { c.Comisiones[0].EscalarALos = en(0) },
		"$.comisiones[0].resumen.antes_de_sesion[0]":    func(c *Configuracion) { c.Comisiones[0].AntesDeSesion = en([]int{-1}) },
		"$.comisiones[0].sesiones[0].codigo":            func(c *Configuracion) { c.Comisiones[0].Sesiones[0].Codigo.Comision = "COE" },
		"$.comisiones[0].sesiones[1]": func(c *Configuracion) {
			c.Comisiones[0].Sesiones = append(c.Comisiones[0].Sesiones, c.Comisiones[0].Sesiones[0])
		},
		"$.comisiones[1].canal": func(c *Configuracion) {
			c.Comisiones = append(c.Comisiones, ConfComision{Siglas: "COE", Nombre: en("Otra"), Canal: en("C0CVMRE")})
			c.Comisiones[0].Canal = nil
		},
		"$.areas[0]":                    func(c *Configuracion) { c.Areas[0].Siglas = " " },
		"$.areas[0].enlaces[1]":         func(c *Configuracion) { c.Areas[0].Enlaces = en([]string{"U1", "@ana"}) },
		"$.areas[0].titular":            func(c *Configuracion) { c.Areas[0].Titular = en("ana") },
		"$.areas[0].canal":              func(c *Configuracion) { c.Areas[0].Canal = en("U1") },
		"$.areas[1]":                    func(c *Configuracion) { c.Areas = append(c.Areas, ConfArea{Siglas: "derfe"}) },
		"$.solicitantes[0]":             func(c *Configuracion) { c.Solicitantes[0].Clave = "CE, ACL" },
		"$.solicitantes[0].usuarios[0]": func(c *Configuracion) { c.Solicitantes[0].Usuarios = en([]string{""}) },
		"$.solicitantes[0].cargo":       func(c *Configuracion) { c.Solicitantes[0].Cargo = en("Presidente de la CXYZ") },
		"$.ejes[0]":                     func(c *Configuracion) { c.Glosario = nil },
		"$.ejes[1]":                     func(c *Configuracion) { c.Ejes = append(c.Ejes, " ") },
	} {
		conf := ejemplo(t)
		cambio(&conf)
		otro := &Directorio{}
		if ruta == "$.comisiones[1].canal" {
			otro.Comisiones = []*Comision{NewComision("CVMRE", "x")}
			otro.Comisiones[0].Canal = "C0CVMRE"
		}
		d, cambios, faltas := conf.Aplicar(otro)
		if d != nil || cambios != nil || len(faltas) != 1 || faltas[0].Ruta != ruta || faltas[0].Mensaje == "" {
			t.Errorf("%s: %v", ruta, faltas)
		}
	}
}

func TestSiglasUsadas(t *testing.T) {
	def := map[string]string{"VMRE": "x", "LNE": "y"}
	for eje, falta := range map[string]string{
		"Promoción del VMRE":       "",
		"LNE-Extranjero":           "",
		"Voto y LNE":               "",
		"Capítulo XIV de la norma": "",
		"PROMOCIÓN Y DIFUSIÓN":     "",
		"Voto por la UXYZ":         "UXYZ",
		"DECEyEC":                  "DECEyEC",
	} {
		_, _, faltas := Configuracion{Ejes: []string{eje}, Glosario: maps.Clone(def)}.Aplicar(&Directorio{})
		if (falta == "") != (len(faltas) == 0) || (falta != "" && !strings.Contains(faltas[0].Mensaje, falta)) {
			t.Errorf("%s: %v", eje, faltas)
		}
	}
}

func TestDirectorio(t *testing.T) {
	d, c := directorioDePrueba()
	if da := d.Personas("U1", "SGRUPO", "U1", "", "SOTRO"); !slices.Equal(da, []string{"U1", "UGRUPO"}) {
		t.Error(da)
	}
	if da := d.AreasDe("UGRUPO"); !slices.Equal(da, []string{"DERFE"}) {
		t.Error(da)
	}
	if da := d.GruposUsados(); !slices.Equal(da, []string{"SGRUPO"}) {
		t.Error(da)
	}
	for persona, n := range map[string]int{"UST": 1, "USUP": 1, "UNADIE": 0} {
		if da := d.ComisionesDe(persona); len(da) != n {
			t.Errorf("%s: %v", persona, da)
		}
	}
	if otra, ok := d.ComisionDeCanal(c.Canal); !ok || otra != c {
		t.Error("la comisión del canal")
	}
	if _, ok := d.ComisionDeCanal(""); ok {
		t.Error("el canal vacío no es de nadie")
	}
}
