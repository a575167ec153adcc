package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"compromisos/store"
)

// confCVMRE is the commission of the two real documents.
const confCVMRE = `
comisiones:
  - siglas: CVMRE
    nombre: Comisión Temporal del Voto de las y los Mexicanos Residentes en el Extranjero
    canal: C0CVD
    secretaria: [U0ST]
areas:
  - { siglas: DERFE, nombre: Dirección Ejecutiva del Registro Federal de Electores, enlaces: [U0DERFE] }
  - { siglas: DECEyEC, nombre: Dirección Ejecutiva de Capacitación Electoral y Educación Cívica, enlaces: [U0DECEYEC] }
  - { siglas: UTSI, nombre: Unidad Técnica de Servicios de Informática, enlaces: [U0UTSI] }
`

// Both real informes in turn into one database, then each again: nothing changes. Then
// what is open in the second one is assigned, reminded of, answered, validated, exported.
func TestHistoria_losInformes(t *testing.T) {
	t.Parallel()
	datos := filepath.Join("..", "..", "..", "shared", "datos")
	rutas := []string{
		filepath.Join(datos, "informe-02SE-CVMRE-2023.txt"), filepath.Join(datos, "informe-04SE-CVMRE-2024-ficticio.txt"),
	}
	if _, err := os.Stat(rutas[0]); err != nil {
		t.Skip("the shared documents are not beside this checkout [no es para CI]")
	}
	c := abrirCasa(t, "2024-03-22T10:00", opcionesCasa{conf: confCVMRE})
	if out := c.importar(rutas...); !strings.Contains(out, "6 nuevos") || !strings.Contains(out, "9 nuevos") {
		t.Fatalf("the first import said:\n%s", out)
	}
	antes := c.exportar()
	for _, r := range []string{rutas[0], rutas[1], rutas[1], rutas[0]} {
		if out := c.importar(r); !strings.Contains(out, "0 nuevos, 0 cambiados") {
			t.Errorf("again: %s", out)
		}
	}
	if despues := c.exportar(); despues != antes {
		t.Error("importing again changed what is exported")
	}
	c.alas("2024-04-15T09:30")
	for _, u := range []string{"U0DERFE", "U0DECEYEC", "U0UTSI"} {
		if n := len(c.sala.Sim.DM(u)); n != 0 {
			t.Errorf("the import, or what has no date, sent %d messages to %s", n, u)
		}
	}

	c.st.Slash("C0CVD", "/compromiso", "lista abiertos").Contains(t, "02/2024", "04/2024", "07/2024", "08/2023")
	c.st.Slash("C0CVD", "/compromiso", "asignar 07/2024")
	f := c.st.ExpectModal("sign")
	if v := f.Value("areas"); !strings.Contains(v, "DECEyEC") {
		t.Errorf("the form offers %q; the document names DECEyEC", v)
	}
	f.Select("areas", "DECEyEC").Fill("vence", "2024-04-19").Submit()
	c.ajena.ExpectDM("07/2024", "19.04.2024")
	c.asentar()
	c.alas("2024-04-16T09:00")
	dm := c.ajena.ExpectDM("07/2024", "faltan 3 días hábiles")
	c.ajena.Press(dm, "Está cumplido")
	c.ajena.ExpectModal("cumplido").Fill("texto", "Se informó con el oficio 0301.").Submit()
	aviso := c.st.ExpectDM("Por validar", "07/2024")
	c.st.Press(aviso, "Validar")
	c.st.ExpectModal("Validar").Submit()
	c.ajena.ExpectDM("Cumplido", "07/2024")
	if out := c.exportar(); !strings.Contains(out, `"fecha_cumplimiento": "2024-04-16"`) {
		t.Error("the export does not have the day on which 07/2024 was fulfilled")
	}
}

// importar runs the command on the story's database and gives what it says.
func (c *casa) importar(rutas ...string) string {
	c.t.Helper()
	var out, errw bytes.Buffer
	st, err := store.Open(c.t.Context(), c.url, store.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer st.Close()
	con := &consola{salida: &out, errores: &errw}
	if err := importar(c.t.Context(), con, st, opcionesImportar{}, rutas, func() time.Time { return c.reloj.Ahora() }); err != nil {
		c.t.Fatalf("%v\n%s", err, errw.String())
	}
	return out.String()
}

func (c *casa) exportar() string {
	c.t.Helper()
	st, err := store.Open(c.t.Context(), c.url, store.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer st.Close()
	return exportado(c.t, st, "")
}
