package informe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

// What is written row by row is, byte by byte, what would be written all at once.
func TestEscribirPorFilas(t *testing.T) {
	raro := muestra.Grande(3)
	raro.Comision, raro.ComisionNombre = "\"compromisos\": []", "<b>\n  \"compromisos\": [],"
	raro.Glosario = map[string]string{"compromisos": "[]", "VMRE": "Voto"}
	raro.Compromisos[1].Texto = "\n  \"compromisos\": []"
	raro.Compromisos[1].Incisos = []compromiso.IncisoInforme{{Letra: "a", Texto: "\u2028<&>"}}
	vacio := compromiso.Informe{}
	for k, informes := range [][]compromiso.Informe{nil, {vacio}, {raro}, {vacio, raro}, {raro, vacio, raro}} {
		for _, o := range []OpcionesJSON{{}, {Completo: true}} {
			t.Run(fmt.Sprint(k, o.Completo), func(t *testing.T) {
				enteros := []informeJSON{}
				for _, inf := range informes {
					j := o.informe(inf)
					for _, f := range inf.Compromisos {
						j.Compromisos = append(j.Compromisos, o.fila(f))
					}
					enteros = append(enteros, j)
				}
				var quiero, hay bytes.Buffer
				e := json.NewEncoder(&quiero)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				var todo any = enteros
				if len(enteros) == 1 {
					todo = enteros[0]
				}
				if err := e.Encode(todo); err != nil {
					t.Fatal(err)
				}
				if err := o.Write(&hay, informes...); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(hay.Bytes(), quiero.Bytes()) {
					t.Errorf("hay\n%s\ny se quiere\n%s", &hay, &quiero)
				}
			})
		}
	}
}
