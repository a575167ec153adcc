package compromiso

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const hashDePrueba = "9f3a2c4e5d6b7a8190a1b2c3d4e5f60718293a4b5c6d7e8f9091a2b3c4d5e6f7"

func TestParseCabezas(t *testing.T) {
	corto := hashDePrueba[:16]
	for nombre, c := range map[string]struct {
		texto  string
		quiero []CabezaBitacora
	}{
		"log":           {`level=INFO msg="bitacora head" seq=1234 hash=` + hashDePrueba + "\n", []CabezaBitacora{{1234, hashDePrueba}}},
		"log in JSON":   {`{"msg":"bitacora head","seq":1234,"hash":"` + hashDePrueba + `"}`, []CabezaBitacora{{1234, hashDePrueba}}},
		"digest":        {"*Resumen*\nBitácora: asiento 1,234,567 · " + corto + "\nVer", []CabezaBitacora{{1234567, corto}}},
		"no thousands":  {"Asiento 1234 · " + strings.ToUpper(corto), []CabezaBitacora{{1234, corto}}},
		"two on a line": {"asiento 1 · " + corto + ", asiento 2 · " + corto, []CabezaBitacora{{1, corto}, {2, corto}}},
		"too short":     {"asiento 1 · 9f3a2c4e5d6", nil},
		"too long":      {"asiento 1 · " + hashDePrueba + "0", nil},
		"no hash":       {"seq=7 hash= asiento 3 · no", nil},
		"none":          {"asiento 0 · " + corto, nil},
		"out of range":  {"asiento 1,12 · " + corto, nil},
	} {
		if d := cmp.Diff(c.quiero, ParseCabezas(c.texto)); d != "" {
			t.Errorf("%s: %s", nombre, d)
		}
	}
}

// What is written is read back, wherever it stands.
func TestCabeza_idaYVuelta(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CabezaBitacora{rapid.Int64Range(1, 1e17).Draw(t, "seq"), rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "hash")}
		texto := rapid.String().Draw(t, "antes") + "\n" + c.String() + "\n" + c.Corta().String() + "\n" + rapid.String().Draw(t, "despues")
		hay := ParseCabezas(texto)
		if len(hay) < 2 || !cmp.Equal(hay[0], c) || !cmp.Equal(hay[1], c.Corta()) {
			t.Fatalf("%q: %v", texto, hay)
		}
		if !c.Corta().Es(c.Hash) || c.Es(strings.Repeat("0", 63)+"g") {
			t.Fatal("a prefix is not taken for its hash, or another hash is")
		}
	})
}
