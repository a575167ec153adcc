package bot

import (
	"testing"

	"compromisos/compromiso"
)

// The number that an answer begins with is what it is about, also where the message has none
// of it; a number further on is not, nor is one after a word that is no commission.
func TestPrimero(t *testing.T) {
	t.Parallel()
	d := &compromiso.Directorio{Comisiones: []*compromiso.Comision{{Siglas: "CVD"}}}
	for dado, quiero := range map[string]string{
		"CVD 11/2026 ya quedó":            "CVD 11/2026",
		"cvd 11/2026: ya quedó":           "cvd 11/2026",
		"11/2026":                         "11/2026",
		" #11/2026, listo":                "11/2026",
		"Ya quedó el 11/2026":             "",
		"YA 11/2026 quedó":                "",
		"11.12.2026 se envió":             "",
		"El oficio INE/UTSI/0007/2026":    "",
		"oficio 11/2026 enviado":          "",
		"Se envió":                        "",
		"El 12/03/2026 se envió el 11/26": "",
	} {
		if got := primero(d, dado); got != quiero {
			t.Errorf("%q: %q, want %q", dado, got, quiero)
		}
	}
}

func TestSinNumero(t *testing.T) {
	t.Parallel()
	r := compromiso.Referencia{Comision: "CVD", Numero: compromiso.Numero{Cons: 7, Anio: 2026}}
	for dado, quiero := range map[string]string{
		"CVD 07/2026 ya se envió el oficio":   "ya se envió el oficio",
		"cvd 7/2026: ya se envió":             "ya se envió",
		"07/2026 — Se envió":                  "Se envió",
		"#07/2026, listo":                     "listo",
		"07/2026":                             "07/2026",
		"CVD 07/2026.":                        "CVD 07/2026.",
		"Ya se envió lo del 07/2026":          "Ya se envió lo del 07/2026",
		"YA 07/2026 se envió":                 "YA 07/2026 se envió", // no commission of that name
		"08/2026 lo pide, y el 07/2026 no":    "08/2026 lo pide, y el 07/2026 no",
		"El oficio INE/UTSI/0007/2026 salió.": "El oficio INE/UTSI/0007/2026 salió.",
	} {
		if got := sinNumero(r, dado); got != quiero {
			t.Errorf("%q: %q, want %q", dado, got, quiero)
		}
	}
}
