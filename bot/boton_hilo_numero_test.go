package bot

import (
	"testing"

	"compromisos/compromiso"
)

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
