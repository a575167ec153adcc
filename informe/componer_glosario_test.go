package informe

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
	"compromisos/informe/muestra"
)

func conTextos(glosario map[string]string, textos ...string) compromiso.Informe {
	inf := compromiso.Informe{Comision: "CVD", ComisionNombre: "Comisión de Vinculación y Difusión", Glosario: glosario}
	for _, s := range textos {
		inf.Compromisos = append(inf.Compromisos, compromiso.FilaInforme{Texto: s})
	}
	return inf
}

// TestGlosarioUsado holds what the document uses, what that uses in turn, and nothing else.
func TestGlosarioUsado(t *testing.T) {
	g := map[string]string{
		"DERFE": "Dirección Ejecutiva del RFE", "RFE": "Registro Federal de Electores del INE", "INE": "Instituto Nacional Electoral",
		"UTSI": "Unidad Técnica de Servicios de Informática", "LNE-Extranjero": "Lista", "NADA": "Nunca se usa", "VACIA": " ",
	}
	for _, c := range []struct {
		que, texto, usadas, sin string
	}{
		{"sola", "UTSI", "CVD UTSI", ""},
		{"lo que el significado usa", "La DERFE.", "CVD DERFE INE RFE", ""},
		{"con guion", "La LNE-Extranjero.", "CVD LNE-Extranjero", ""},
		{"sin significado", "La VACIA, el XYZ y el XYZ.", "CVD", "VACIA XYZ"},
		{"en el número de un oficio", "Oficio INE/ABCD/001/2023.", "CVD", ""},
		{"con una barra", "En el INE23-24/RFE23-24.", "CVD INE RFE", ""},
		{"sesiones y claves", "De la 01SO-CVD y la 02SEU-CVD.", "CVD SEU SO", ""},
		{"todo en mayúsculas", "PRESENTAR CON LA UTSI UN INFORME A LA COMISIÓN DEL INE SOBRE LO QUE SE SABE DEL XYZ", "CVD INE UTSI", ""},
	} {
		usado, sin := GlosarioUsado(conTextos(g, c.texto))
		var siglas []string
		for s, d := range usado {
			if d == "" {
				t.Errorf("%s: %s sin significado", c.que, s)
			}
			siglas = append(siglas, s)
		}
		if s := strings.Join(ordenarSiglas(compromiso.Informe{}, siglas), " "); s != c.usadas {
			t.Errorf("%s: usa %s, no %s", c.que, s, c.usadas)
		}
		if s := strings.Join(sin, " "); s != c.sin {
			t.Errorf("%s: sin definir %s, no %s", c.que, s, c.sin)
		}
	}
}

// TestDefiniciones takes a person named by the whole clave apart, as documents do; a clave
// of which only the whole is known stays whole.
func TestDefiniciones(t *testing.T) {
	inf := conTextos(map[string]string{
		"CE-ACL": "Consejero Electoral Arturo", "CE-BC": "No se usa", "BC": "Consejera Beatriz", "CPL-PT": "Consejería del PT", "PT": "Partido del Trabajo",
		"RPP-XY": "Representación de XY", "ST-CVD": "Secretaría Técnica de la CVD", "CE": "De casa",
	}, "Lo pidieron en la reunión de trabajo CE-ACL, CE-BC, CPL-PT y RPP-XY, ante la ST-CVD.")
	usado, sin := GlosarioUsado(inf)
	quiero := map[string]string{
		"ACL": "Consejero Electoral Arturo", "BC": "Consejera Beatriz", "CE": "De casa", "CPL": deLaForma["CPL"], "PT": "Partido del Trabajo",
		"RPP-XY": "Representación de XY", "ST-CVD": "Secretaría Técnica de la CVD", "CVD": "Comisión de Vinculación y Difusión",
	}
	if d := cmp.Diff(quiero, usado); d != "" || strings.Join(sin, " ") != "XY" {
		t.Errorf("%q (-quiero +leo):\n%s", sin, d)
	}
}

// TestAgrupar tells groups by what the document says of its siglas, and keeps those that
// it had by a name of its own.
func TestAgrupar(t *testing.T) {
	inf := conTextos(map[string]string{
		"ABC": "Consejera Electoral Ana Bravo Cruz", "XYZ": "Xavier Yáñez Zea", "PT": "Partido del Trabajo", "MC": "Movimiento Ciudadano",
		"DJ": "Dirección Jurídica", "OIT": "Organización", "SRE": "Secretaría de Relaciones Exteriores", "VMRE": "Voto", "PVEM": "Partido Verde",
		"CCOE": "Comisión de Capacitación",
	}, "La DJ, la SRE, la OIT y el PVEM, en el VMRE y la CCOE.")
	inf.Compromisos[0].Solicitantes = []string{"CE-ABC, Presidenta", "CE-XYZ", "CPL-MC", "RPP-PT"}
	inf.GlosarioGrupos = map[string]string{"OIT": "Organismos", "SRE": "Partidos Políticos", "VMRE": "Consejeras y Consejeros Electorales"}
	define := definiciones(inf)
	usadas, sin := siglasDe(inf, define)
	var b strings.Builder
	for _, g := range agrupar(inf, define, usadas).Grupos {
		b.WriteString(g.Titulo + ":")
		for _, e := range g.Entradas {
			b.WriteString(" " + e.Sigla)
		}
		b.WriteString("\n")
	}
	const quiero = "Consejeras y Consejeros Electorales: CE ABC XYZ\nPartidos Políticos y Poder Legislativo: CPL RPP MC PT PVEM\n" +
		"Direcciones, Unidades y Coordinaciones: DJ\nOrganismos: OIT\nOtras siglas: CCOE CVD SRE VMRE\n"
	if d := cmp.Diff(quiero, b.String()); d != "" || len(sin) > 0 {
		t.Errorf("%v (-quiero +leo):\n%s", sin, d)
	}
	if g := agrupar(inf, define, []string{"VMRE"}); len(g.Grupos) != 1 || g.Grupos[0].Titulo != "" {
		t.Errorf("un solo grupo: %+v", g)
	}
}

// TestPropio reads the sample with all that our documents add to it: the same data, and
// not a word of warning.
func TestPropio(t *testing.T) {
	quiero := leerUno(t, "muestra", muestra.Informe)
	r := emitido(quiero)
	antes := pieInforme(r) + "\n\n"
	despues := "\n" + antes + "## " + tituloCambios(r.Anterior) + "\n\n• 05/2026. Es nuevo.\n\n02/2026\tPasó de «En proceso» a «Cumplido».\n\n" +
		textoEmision(r.Emision) + "\n"
	leo := leerUno(t, "emitido", []byte(antes+string(muestra.Informe)+despues))
	for i := range leo.Compromisos {
		leo.Compromisos[i].Linea = quiero.Compromisos[i].Linea
	}
	if d := cmp.Diff(quiero, leo); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
	// What comes after the section is read again.
	leo = leerUno(t, "emitido", []byte("## "+tituloCambios(r.Anterior)+"\n\nNo hay cambios.\n\n"+string(muestra.Informe)))
	if len(leo.Compromisos) != len(quiero.Compromisos) || len(leo.Glosario) != len(quiero.Glosario) || len(leo.Advertencias) > 0 {
		t.Errorf("%d compromisos, %d siglas, %v", len(leo.Compromisos), len(leo.Glosario), leo.Advertencias)
	}
}

// TestCabezaImpresa prints the head of the bitácora so that it can be held against it.
func TestCabezaImpresa(t *testing.T) {
	r := emitido(compromiso.Informe{})
	l := compromiso.ParseCabezas(textoEmision(r.Emision))
	if len(l) != 1 || l[0].Seq != r.Emision.Asiento || l[0].Hash != r.Emision.Cabeza {
		t.Errorf("%v", l)
	}
}

// TestCambiosImpresos says of many at once what is the same of all.
func TestCambiosImpresos(t *testing.T) {
	r := emitido(compromiso.Informe{})
	r.Cambios = nil
	for _, n := range []string{"01/2023", "02/2023", "03/2023", "05/2023", "01/2024", "02/2024"} {
		num, err := compromiso.ParseNumero(n)
		if err != nil {
			t.Fatal(err)
		}
		que := []string{compromiso.YaNoAparece}
		if num.Anio == 2024 {
			que = []string{compromiso.EsNuevo}
		}
		r.Cambios = append(r.Cambios, compromiso.CambioReporte{Numero: num, Que: que})
	}
	r.Cambios = append(r.Cambios, compromiso.CambioReporte{Numero: compromiso.Numero{Cons: 9, Anio: 2024}, Que: []string{"Uno.", "Dos."}})
	var b strings.Builder
	dibujarBloques(&b, "", cambiosDe(r)[1:])
	const quiero = "  • Son nuevos: 01/2024 y 02/2024.\n  • *09/2024*. Uno. Dos.\n  • Ya no aparecen: del 01/2023 al 03/2023 y 05/2023.\n"
	if d := cmp.Diff(quiero, b.String()); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
	r.Cambios = nil
	if s := textosDe(cambiosDe(r)); len(s) != 2 || s[1] != "No hay cambios." {
		t.Error(s)
	}
}
