package informe

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

// esperado is what the expected.json of a document holds.
type esperado struct {
	Comision           string `json:"comision"`
	ComisionNombre     string `json:"comision_nombre"`
	SesionInforme      string `json:"sesion_informe"`
	SesionInformeTexto string `json:"sesion_informe_texto"`
	FechaInforme       string `json:"fecha_informe"`
	HoraInforme        string `json:"hora_informe"`
	Compromisos        []filaEsperada
	Glosario           map[string]string
}

type filaEsperada struct {
	Numero            string   `json:"numero"`
	Sesion            string   `json:"sesion"`
	FechaSesion       string   `json:"fecha_sesion"`
	Estatus           string   `json:"estatus"`
	FechaCumplimiento *string  `json:"fecha_cumplimiento"`
	Eje               string   `json:"eje"`
	Texto             string   `json:"texto"`
	Solicitantes      []string `json:"solicitantes"`
	Atencion          string   `json:"atencion"`
	AreasMencionadas  []string `json:"areas_mencionadas"`
}

func loLeido(inf compromiso.Informe) esperado {
	e := esperado{
		inf.Comision, inf.ComisionNombre, inf.SesionInforme, inf.SesionTexto, inf.FechaInforme.String(), inf.HoraInforme, nil, inf.Glosario,
	}
	for _, f := range inf.Compromisos {
		var cumplimiento *string
		if s := f.FechaCumplimiento.String(); s != "" {
			cumplimiento = &s
		}
		e.Compromisos = append(e.Compromisos, filaEsperada{
			f.Numero.String(), f.Sesion, f.FechaSesion.String(), string(f.Estatus), cumplimiento, f.Eje, f.Texto,
			f.Solicitantes, f.Atencion, noNil(f.AreasPropuestas),
		})
	}
	return e
}

// TestDocumentosReales reads the two documents that the product must serve. They
// stay outside the project.
func TestDocumentosReales(t *testing.T) {
	textos, _ := filepath.Glob("../../shared/datos/informe-*.txt")
	if len(textos) == 0 {
		t.Skip("los documentos reales no están en esta máquina")
	}
	for _, ruta := range textos {
		t.Run(filepath.Base(ruta), func(t *testing.T) {
			crudo, err := os.ReadFile(ruta[:len(ruta)-len(".txt")] + ".expected.json")
			if err != nil {
				t.Fatal(err)
			}
			var quiero esperado
			if err := json.Unmarshal(crudo, &quiero); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(ruta)
			if err != nil {
				t.Fatal(err)
			}
			informes, err := Leer(filepath.Base(ruta), b, Opciones{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(quiero, loLeido(informes[0])); d != "" {
				t.Errorf("lo leído no es lo esperado (-quiero +leo):\n%s", d)
			}
			for _, a := range informes[0].Advertencias {
				t.Logf("línea %d (%s): %s", a.Linea, a.Campo, a.Mensaje)
			}
		})
	}
}
