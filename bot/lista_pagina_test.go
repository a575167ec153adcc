package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

func TestPagina(t *testing.T) {
	lleno := compromiso.Filtro{
		Comision: "CVD", Estado: compromiso.FiltroVencidos, Areas: []string{"DERFE", "A,B & C"}, Anio: 2024, Solicitante: "CE-ÑU; otra=1",
		Eje: "Difusión, «amplia» %41", Limite: 10, Sesion: &compromiso.Sesion{
			ID: 7, Comision: "CVD", Codigo: compromiso.CodigoSesion{Ordinal: 2, Clase: compromiso.Urgente, Comision: "CVD"}, Fecha: dia(time.May, 3),
		},
		Despues: compromiso.Cursor{FechaLimite: dia(time.April, 30), Numero: compromiso.Numero{Cons: 12, Anio: 2024}},
	}
	sinFecha := compromiso.Filtro{Comision: "CVD", Despues: compromiso.Cursor{Numero: compromiso.Numero{Cons: 1, Anio: 2023}}}
	for _, f := range []compromiso.Filtro{{Comision: "CVD"}, lleno, sinFecha} {
		v, ok := codificarPagina(f)
		if !ok {
			t.Fatalf("%+v does not fit", f)
		}
		got, ok := decodificarPagina(v)
		if !ok {
			t.Fatalf("%q is not read", v)
		}
		if d := cmp.Diff(f, got); d != "" {
			t.Errorf("%q:\n%s", v, d)
		}
	}
	if _, ok := codificarPagina(compromiso.Filtro{Comision: "CVD", Eje: strings.Repeat("ñ", 500)}); ok {
		t.Error("a value of more than 2000 characters fits")
	}
	for _, v := range []string{"", "c=", "%zz", "c=CVD&y=x", "c=CVD&n=1", "c=CVD&f=ayer", "c=CVD&l=9999", "c=CVD&l=-1", "c=CVD&si=x", strings.Repeat("a", 3000)} {
		if f, ok := decodificarPagina(v); ok {
			t.Errorf("%.40q is read as %+v", v, f)
		}
	}
}

func TestPosponer(t *testing.T) {
	for _, p := range plazos {
		plazo, ref, ok := decodificarPosponer(codificarPosponer(p.clave, "CVD 03/2024 a"))
		if !ok || plazo != p.clave || ref != "CVD 03/2024 a" {
			t.Errorf("%s: %q %q %v", p.clave, plazo, ref, ok)
		}
	}
	for _, v := range []string{"", "manana", "nunca CVD 03/2024"} {
		if _, _, ok := decodificarPosponer(v); ok {
			t.Errorf("%q is read", v)
		}
	}
}

func TestValorRef(t *testing.T) {
	r, resto, err := compromiso.ParseReferencia(valorRef(manualFijo(), "b"))
	if err != nil || r.Comision != "CVD" || r.Numero != (compromiso.Numero{Cons: 4, Anio: 2024}) || resto != "b" {
		t.Errorf("%+v %q %v", r, resto, err)
	}
}
