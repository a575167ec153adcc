package compromiso

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseCodigoSesion(t *testing.T) {
	for _, c := range []struct {
		texto, quiero string
		anio          int
	}{
		{"01SO-CVMRE", "01SO-CVMRE", 0},
		{"01SO-CVMRE/2023", "01SO-CVMRE", 2023},
		{" 01so-cvmre / 2023 ", "01SO-CVMRE", 2023},
		{"1SO-CVMRE", "01SO-CVMRE", 0},
		{"01SE-CVMRE", "01SE-CVMRE", 0},
		{"01SO", "01SO-CVMRE", 0},
		{"01SO/2023", "01SO-CVMRE", 2023},
		{"01SO-2023", "01SO-CVMRE", 2023},
		{"3ª Ordinaria", "03SO-CVMRE", 0},
		{"3a. ordinaria", "03SO-CVMRE", 0},
		{"1-ORD", "01SO-CVMRE", 0},
		{"ORD-1", "01SO-CVMRE", 0},
		{"SE-05/2023", "05SE-CVMRE", 2023},
		{"SEU-05/2023", "05SEU-CVMRE", 2023},
		{"CVMRE-SO-01-2023", "01SO-CVMRE", 2023},
		{"Primera extraordinaria", "01SE-CVMRE", 0},
		{"PRIMERA EXTRAORDINARIA", "01SE-CVMRE", 0},
		{"Segunda Sesión Extraordinaria de 2023", "02SE-CVMRE", 2023},
		{"Segunda Sesio\u0301n Extraordinaria del 2023", "02SE-CVMRE", 2023},
		{"Sesión Ordinaria 3", "03SO-CVMRE", 0},
		{"Sesión Ordinaria No. 3", "03SO-CVMRE", 0},
		{"sesión ordinaria número tres", "03SO-CVMRE", 0},
		{"2da. Sesión Extraordinaria Urgente", "02SEU-CVMRE", 0},
		{"1er sesión urgente", "01SEU-CVMRE", 0},
		{"EXT-URG 1", "01SEU-CVMRE", 0},
		{"04 SEU CVMRE", "04SEU-CVMRE", 0},
		{"3 SE urgente", "03SEU-CVMRE", 0},
		{"Décima Segunda Sesión Ordinaria", "12SO-CVMRE", 0},
		{"Decimosegunda sesión ordinaria", "12SO-CVMRE", 0},
		{"Duodécima ordinaria", "12SO-CVMRE", 0},
		{"Undécima ordinaria", "11SO-CVMRE", 0},
		{"Décimo primera sesión extraordinaria", "11SE-CVMRE", 0},
		{"vigésima primera", "21SO-CVMRE", 0},
		{"Tercera sesión", "03SO-CVMRE", 0},
		{"Sesión 3 de 2023", "03SO-CVMRE", 2023},
		{"I Sesión Ordinaria", "01SO-CVMRE", 0},
		{"XIV Sesión Extraordinaria 2024", "14SE-CVMRE", 2024},
		{"S.O. 3", "03SO-CVMRE", 0},
		{"3a S. E. U.", "03SEU-CVMRE", 0},
		{"Tercera Ordinaria", "03SO-CVMRE", 0},
		{"Tercera (3a) sesión ordinaria", "03SO-CVMRE", 0},
		{"«01SO-CVMRE»", "01SO-CVMRE", 0},
		{"Segunda extra ordinaria", "02SE-CVMRE", 0},
		{"Primera Sesión Extraordinaria con carácter de urgente", "01SEU-CVMRE", 0},
		{"Segunda Sesión Extraordinaria de la Comisión del Voto de las Mexicanas y los Mexicanos Residentes en el Extranjero", "02SE-CVMRE", 0},
		{"Segunda Sesión Ordinaria de la Comisión Temporal del Voto de 2021", "02SO-CVMRE", 2021},
		{"Segunda Sesión Ordinaria de la CVMRE de 2021", "02SO-CVMRE", 2021},
		{"100SO-CVMRE", "100SO-CVMRE", 0},
	} {
		got, anio, err := ParseCodigoSesion(c.texto, "CVMRE")
		if err != nil || got.String() != c.quiero || anio != c.anio {
			t.Errorf("ParseCodigoSesion(%q) = %s, %d, %v; quiero %s, %d", c.texto, got, anio, err, c.quiero, c.anio)
		}
	}
}

func TestParseCodigoSesionRefuses(t *testing.T) {
	for _, s := range []string{
		"", " ", "SO", "CVMRE", "3", "05/2023", "0SO", "00SO-CVMRE", "sesión", "Ordinaria", "Ordinaria de 2023",
		"Primera ordinaria extraordinaria", "Primera segunda ordinaria", "1 3 SO", "Sesión Ordinaria 12345", "01SO-CVMRE/23",
		"01SO-CVMRE 2023 2024", "última ordinaria", "hola", "2023", "mil SO", "IIII Ordinaria", "01SO-CVMRE/0001", strings.Repeat("SO 1 ", 200),
	} {
		if got, anio, err := ParseCodigoSesion(s, "CVMRE"); CodigoDe(err) != Invalido {
			t.Errorf("ParseCodigoSesion(%q) = %s, %d, %v; quiero un error", s, got, anio, err)
		}
	}
	_, _, err := ParseCodigoSesion("01SO-COVE", "CVMRE")
	if err == nil || !strings.Contains(err.Error(), "es de la comisión COVE, no de CVMRE: escriba una de CVMRE.") {
		t.Errorf("otra comisión: %v", err)
	}
	_, _, err = ParseCodigoSesion("x", "")
	if err == nil || !strings.Contains(err.Error(), "01SO-SIGLAS, 02SE-SIGLAS o «Segunda") {
		t.Errorf("sin comisión: %v", err)
	}
}

func TestParseCodigoSesionWithoutComision(t *testing.T) {
	got, anio, err := ParseCodigoSesion("02SE-CCyOE/2024", "")
	if quiero := (CodigoSesion{2, Extraordinaria, "CCyOE"}); err != nil || got != quiero || anio != 2024 {
		t.Errorf("%v, %d, %v", got, anio, err)
	}
	got, _, err = ParseCodigoSesion("Segunda extraordinaria", "")
	if quiero := (CodigoSesion{2, Extraordinaria, ""}); err != nil || got != quiero || got.String() != "02SE" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestLargoDeSesion(t *testing.T) {
	for _, c := range []struct {
		codigo CodigoSesion
		anio   int
		quiero string
	}{
		{CodigoSesion{2, Extraordinaria, "CVMRE"}, 2023, "Segunda Sesión Extraordinaria de 2023"},
		{CodigoSesion{1, Urgente, "CVMRE"}, 2024, "Primera Sesión Extraordinaria Urgente de 2024"},
		{CodigoSesion{12, Ordinaria, "CVMRE"}, 0, "Décima Segunda Sesión Ordinaria"},
		{CodigoSesion{20, Ordinaria, "CVMRE"}, 0, "Vigésima Sesión Ordinaria"},
		{CodigoSesion{99, Ordinaria, "CVMRE"}, 0, "Nonagésima Novena Sesión Ordinaria"},
		{CodigoSesion{100, Ordinaria, "CVMRE"}, 0, "100.ª Sesión Ordinaria"},
	} {
		if got := c.codigo.Largo(c.anio); got != c.quiero {
			t.Errorf("Largo = %q, quiero %q", got, c.quiero)
		}
	}
	if got := (CodigoSesion{}).String(); got != "" {
		t.Errorf("el código vacío se escribe %q", got)
	}
}

func TestCodigoSesionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CodigoSesion{
			Ordinal:  rapid.IntRange(1, 999).Draw(t, "ordinal"),
			Clase:    rapid.SampledFrom([]ClaseSesion{Ordinaria, Extraordinaria, Urgente}).Draw(t, "clase"),
			Comision: rapid.SampledFrom([]string{"CVMRE", "COVE", "CCyOE", "CT-VMRE", "C2", "SE", "ÑU", "X"}).Draw(t, "comisión"),
		}
		anio := rapid.IntRange(1900, 2999).Draw(t, "año")
		for _, s := range []string{c.String() + "/" + Fecha{Anio: anio, Mes: 1, Dia: 1}.String()[:4], c.Largo(anio)} {
			got, a, err := ParseCodigoSesion(s, c.Comision)
			if err != nil || got != c || a != anio {
				t.Fatalf("ParseCodigoSesion(%q) = %+v, %d, %v", s, got, a, err)
			}
		}
		for _, s := range []string{c.String(), c.Largo(0), strings.ToUpper(c.Largo(0)), Plegar(c.Largo(0))} {
			got, a, err := ParseCodigoSesion(s, c.Comision)
			if err != nil || got != c || a != 0 {
				t.Fatalf("ParseCodigoSesion(%q) = %+v, %d, %v", s, got, a, err)
			}
		}
	})
}
