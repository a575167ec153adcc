package informe

import (
	"fmt"
	"strings"
	"testing"
)

// TestPortadasDeOtrasSecretarias reads the heads of reports as different bodies write them.
func TestPortadasDeOtrasSecretarias(t *testing.T) {
	for portada, quiero := range map[string]string{
		"Comisión de Debates (CD)\nQuinta Sesión Extraordinaria, celebrada el 4 de octubre de 2024":                                       "CD 05SE-CD 2024-10-04 ",
		"Comisión de Debates (CD)\nQuinta Sesión Extraordinaria que se celebró el viernes 4 de octubre de 2024, a las 9:30 a.m.":          "CD 05SE-CD 2024-10-04 09:30",
		"Comisión de Debates (CD)\nSegunda Sesión Ordinaria de fecha 4 de octubre de 2024, a las 4:30 p. m.":                              "CD 02SO-CD 2024-10-04 16:30",
		"Comisión de Debates (CD) — Primera Sesión Ordinaria de 2024, 30 de enero de 2024":                                                "CD 01SO-CD 2024-01-30 ",
		"Comisión de Debates (CD)\nInforme que presenta la Secretaría Técnica a la 2ª Sesión Ordinaria del 2026, celebrada el 27/02/2026": "CD 02SO-CD 2026-02-27 ",
		"Comisión de Debates (CD)\nInforme de los compromisos adoptados en la Primera Sesión Ordinaria\n4 de octubre de 2024":             "CD  2024-10-04 ",
		"Comisión de Debates (CD)\nSéptima sesión ordinaria de dos mil veinticuatro\nDieciocho de julio de dos mil veinticuatro":          "CD 07SO-CD 2024-07-18 ",
		"Comisión de Debates (CD)\nSéptima sesión ordinaria, primero de marzo de dos mil treinta y dos":                                   "CD 07SO-CD 2032-03-01 ",
	} {
		inf := leerUno(t, "x", []byte(portada+"\n\nNo.\tSesión\tCompromiso\tEstatus\n1/2024\t1ª ordinaria\tAlgo.\tPendiente\n"))
		leo := fmt.Sprint(inf.Comision, " ", inf.SesionInforme, " ", inf.FechaInforme, " ", inf.HoraInforme)
		if leo != quiero {
			t.Errorf("%s:\n%q, se quería %q", portada, leo, quiero)
		}
		for _, a := range inf.Advertencias {
			if a.Campo == "" || a.Campo == "fecha_informe" {
				t.Errorf("%s:\n%s", portada, a.Mensaje)
			}
		}
	}
}

// TestSesionesAtadasASuFecha reads the cells that tie a session to its day in words.
func TestSesionesAtadasASuFecha(t *testing.T) {
	for celda, quiero := range map[string]string{
		"Sexta extraordinaria, celebrada el 5 de julio de 2024":                          "06SE-CD 2024-07-05",
		"Tercera Sesión Ordinaria de fecha 5 de julio de 2024":                           "03SO-CD 2024-07-05",
		"3ª Ordinaria (se celebró el día viernes 5 de julio de 2024 a las 10:00 horas)":  "03SO-CD 2024-07-05",
		"Sesión ordinaria 3, llevada a cabo el 5.7.2024":                                 "03SO-CD 2024-07-05",
		"Primera urgente realizada el cinco de julio de dos mil veinticuatro":            "01SEU-CD 2024-07-05",
		"03SO-CD efectuada el 05/07/2024":                                                "03SO-CD 2024-07-05",
		"Segunda Sesión Ordinaria del año dos mil veinticuatro, del 5 de julio de 2024.": "02SO-CD 2024-07-05",
	} {
		if c := leerCeldaSesion(celda, "CD"); c.codigo+" "+c.fecha.String() != quiero || c.fallo != "" {
			t.Errorf("%s: %s %s %s", celda, c.codigo, c.fecha, c.fallo)
		}
	}
}

// TestFechasDichas reads the dates that acts write in words, and none where there is none.
func TestFechasDichas(t *testing.T) {
	for s, quiero := range map[string]string{
		"dieciocho de julio de dos mil veinticuatro":         "2024-07-18",
		"Treinta y uno de diciembre del año dos mil treinta": "2030-12-31",
		"primero de enero de dos mil":                        "2000-01-01",
		"VEINTIDÓS DE MAYO DE 2025":                          "2025-05-22",
		"a los dos días del mes de mayo de dos mil uno":      "2001-05-02",
		"18 de julio de dos mil veintitrés":                  "2023-07-18",
		"treinta y uno de febrero de dos mil uno":            "",
	} {
		l := buscarFechas(s)
		if len(l) != 1 || !strings.HasPrefix(l[0].fecha.String(), quiero) || l[0].fecha.IsZero() != (quiero == "") {
			t.Errorf("%s: %+v", s, l)
		}
	}
	for _, s := range []string{"se imprimieron dos mil carteles en julio de 2024", "cuarenta de julio de dos mil uno", "dos mil"} {
		if l := buscarFechas(s); len(l) > 0 {
			t.Errorf("%s: %+v", s, l)
		}
	}
}

// TestEncabezadosDobles keeps the date of the session apart where two rows of headings say
// so, and reads a glossary whose meanings stand in brackets.
func TestEncabezadosDobles(t *testing.T) {
	inf := leerUno(t, "x", []byte(`<h1>Comisión de Debates (CD)</h1><table>
<tr><th rowspan=2>Núm.</th><th colspan=2>Sesión</th><th rowspan=2>Compromiso</th><th colspan=2>Cumpl.</th><th rowspan=2>Solicitante</th></tr>
<tr><th>Código</th><th>Fecha</th><th>Estatus</th><th>Fecha</th></tr>
<tr><td>01/2023</td><td>1SO-CD</td><td>05.12.2023</td><td>Uno</td><td>Cumpl.</td><td>10.01.2024</td><td>CE‑ACL y CE - BCZP</td></tr></table>
<h2>Glosario</h2><p>CE: Consejería</p><p>ACL (Arturo Castillo Loza)</p><p>PAN, Partido Acción Nacional</p>`))
	f := inf.Compromisos[0]
	leo := fmt.Sprint(f.Sesion, f.FechaSesion, f.Estatus, f.FechaCumplimiento, f.Solicitantes, inf.Glosario)
	if quiero := "01SO-CD2023-12-05cumplido2024-01-10 [CE-ACL CE-BCZP] map[ACL:Arturo Castillo Loza CE:Consejería PAN:Partido Acción Nacional]"; leo != quiero {
		t.Errorf("%s", leo)
	}
}

// TestClaves knows a person by the same clave whichever hyphen was typed, and leaves alone
// the dash that separates a role.
func TestClaves(t *testing.T) {
	for s, quiero := range map[string]string{
		"CE‑ACL": "CE-ACL", "CE – ACL, Presidente": "CE-ACL, Presidente", "RPP -PT": "RPP-PT", "CPL–MORENA": "CPL-MORENA", "RPP‑Morena": "RPP‑Morena", "CE-ACL – Presidente": "CE-ACL – Presidente",
		"Presidenta de la CE – Ana": "Presidenta de la CE – Ana",
	} {
		if leo := guionDeClave(s); leo != quiero {
			t.Errorf("%s: %s", s, leo)
		}
	}
}

// TestFilaPartida joins the lines of a row in which somebody pressed Enter, and no others.
func TestFilaPartida(t *testing.T) {
	const arriba = "Comisión de Debates (CD)\n2ª ordinaria, 4 de octubre de 2024\n\nNo.\tSesión\tCompromiso\tEstatus\tAtención\n"
	for filas, quiero := range map[string]string{
		"1\t1ª ord.\tRemitir la estadística,\npor entidad.\tEn proceso\tVa.\n2\t1ª ord.\tOtra.\tPendiente\t\n":  "1: Remitir la estadística, por entidad. en_proceso Va.; 2: Otra. pendiente ",
		"1\t1ª ord.\tRemitir:\n• uno\n• dos\tCumplido\n3.10.2024\tHecho.\n2\t1ª ord.\tOtra.\tPendiente\tVa.\n":  "1: Remitir: • uno • dos cumplido Hecho.; 2: Otra. pendiente Va.",
		"1\t1ª ord.\tRemitir.\tPendiente\t—\n2\t1ª ord.\tOtra.\tPendiente\t- - -\n":                             "1: Remitir. pendiente ; 2: Otra. pendiente ",
		"1\t1ª ord.\tRemitir.\tPendiente\n2\t1ª ord.\tOtra.\tPendiente\tVa.\n":                                  "1: Remitir. pendiente ; 2: Otra. pendiente Va.",
		"1\t1ª ord.\tRemitir.\tPendiente\tVa a\nmedias.\n2\t1ª ord.\tOtra.\tPendiente\tVa.\n":                   "1: Remitir. pendiente Va a medias.; 2: Otra. pendiente Va.",
		"1\t1ª ord.\tRemitir.\tPendiente\nSegunda extraordinaria, 3.10.2024\n2\t\tOtra.\tPendiente\tVa.\n":      "1: Remitir. pendiente ; 2: Otra. pendiente Va.",
		"1\t1ª ord.\tRemitir.\tPendiente\n\t\t\t\tSe sigue\nPágina 1 de 2\n2\t1ª ord.\tOtra.\tPendiente\tVa.\n": "1: Remitir. pendiente Se sigue; 2: Otra. pendiente Va.",
	} {
		var l []string
		for _, f := range leerUno(t, "x", []byte(arriba+filas)).Compromisos {
			l = append(l, fmt.Sprintf("%d: %s %s %s", f.Numero.Cons, strings.Join(strings.Fields(f.Texto), " "), f.Estatus, f.Atencion))
		}
		if leo := strings.Join(l, "; "); leo != quiero {
			t.Errorf("%s\n%q, se quería\n%q", filas, leo, quiero)
		}
	}
}

// TestSolicitantesDeOtrasSecretarias tells apart who asked, and leaves each their role.
func TestSolicitantesDeOtrasSecretarias(t *testing.T) {
	for celda, quiero := range map[string]string{
		"CE-ABC <br> (Presidenta)<br>RPP-PT":       "CE-ABC (Presidenta)|RPP-PT",
		"Rep. PAN, Rep. PRI y Rep. PT":             "Rep. PAN|Rep. PRI|Rep. PT",
		"Dra. Ana Luz (Presidenta), Mtro. Leo Paz": "Dra. Ana Luz (Presidenta)|Mtro. Leo Paz",
	} {
		if leo := strings.Join(solicitantesDe(aplanar(celda)), "|"); leo != quiero {
			t.Errorf("%s: %s", celda, leo)
		}
	}
}

// TestGlosariosDeOtrasSecretarias reads the same glossary however it is laid out.
func TestGlosariosDeOtrasSecretarias(t *testing.T) {
	const doc = "Comisión de Debates (CD)\nNo.\tSesión\tCompromiso\tEstatus\n1/2024\t1ª ordinaria\tAlgo.\tPendiente\n\nGlosario\n"
	for _, glosario := range []string{
		"DERFE: Dirección Ejecutiva del Registro Federal de Electores\nCE: Consejería Electoral\n",
		"Dirección Ejecutiva del Registro Federal de Electores\tDERFE\nConsejería Electoral\tCE\n",
		"1. DERFE: Dirección Ejecutiva del Registro Federal de Electores\n2) CE – Consejería Electoral\n",
		"• DERFE → Dirección Ejecutiva del Registro Federal de Electores\n• CE → Consejería Electoral\n",
		"(DERFE) Dirección Ejecutiva del Registro Federal de Electores\n(CE) Consejería Electoral\n",
		"DERFE......... Dirección Ejecutiva del Registro Federal de Electores\nCE ... Consejería Electoral\n",
		"DERFE   Dirección Ejecutiva del Registro Federal de Electores\nCE      Consejería Electoral\n",
		"DERFE, Dirección Ejecutiva del Registro Federal de Electores\nCE, Consejería Electoral\n",
	} {
		leo := fmt.Sprint(leerUno(t, "x", []byte(doc+glosario)).Glosario)
		if leo != "map[CE:Consejería Electoral DERFE:Dirección Ejecutiva del Registro Federal de Electores]" {
			t.Errorf("%s%s", glosario, leo)
		}
	}
}

// TestSesionesSinCodigo keeps the date of a session of a kind that has no code, wherever it
// is said, and tells of it.
func TestSesionesSinCodigo(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\n2ª ordinaria, 4 de octubre de 2024\n\n"
	for doc, quiero := range map[string]string{
		"No.\tSesión\tCompromiso\tEstatus\n1\tSesión Especial, 5 de julio de 2024\tAlgo.\tPendiente\n":                                  " 2024-07-05 01/2024",
		"No.\tSesión\tCompromiso\tEstatus\n1/2024\tPrimera Sesión Solemne de 2024, 5 de julio\tAlgo.\tPendiente\n":                      " 2024-07-05 01/2024",
		"No.\tCompromiso\tEstatus\nSesión Especial del 5 de julio de 2024\n1\tAlgo.\tPendiente\n":                                       " 2024-07-05 01/2024",
		"No.\tCompromiso\tEstatus\nAcuerdos de la Sesión de Instalación del 5 de julio de 2024\t\t\n1\tAlgo.\tPendiente\n":              " 2024-07-05 01/2024",
		"No.\tSesión\tCompromiso\tEstatus\n1\tCabildo, Sesión Extraordinaria 12 del 05/07/2024\tAlgo.\tPendiente\n":                     "12SE-CD 2024-07-05 01/2024",
		"No.\tCompromiso\tEstatus\nCompromisos adoptados en la Quinta Sesión Ordinaria, 5 de julio de 2024\n3/2024\tAlgo.\tPendiente\n": "05SO-CD 2024-07-05 03/2024",
	} {
		inf := leerUno(t, "x", []byte(cabeza+doc))
		f := inf.Compromisos[0]
		if leo := fmt.Sprint(f.Sesion, " ", f.FechaSesion, " ", f.Numero); leo != quiero || f.Eje != "" {
			t.Errorf("%s%q, se quería %q; eje %q", doc, leo, quiero, f.Eje)
		}
		if avisa := strings.Contains(fmt.Sprint(inf.Advertencias), "esión"); avisa == strings.HasPrefix(quiero, "05SO") {
			t.Errorf("%s%v", doc, inf.Advertencias)
		}
	}
}

// TestFechasSinAnio takes the only year there can be, with a word, and no other.
func TestFechasSinAnio(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\n2ª ordinaria, 4 de octubre de 2024\n\nNúmero\tSesión\tCompromiso\tEstatus\tFecha de atención\tFecha límite\n"
	for fila, quiero := range map[string]string{
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tCumplido el 8 de agosto\t\t":                   "2024-07-05 2024-08-08  false",
		"1/2024\t1ª ordinaria, 5 de julio de 2024\tAlgo.\tCumplido\t1° de agosto\t":              "2024-07-05 2024-08-01  false",
		"1/2024\t1ª ordinaria, 5/jul/24\tAlgo.\tCumplido\t8 de enero\t":                          "2024-07-05   false",
		"1/2022\t1ª ordinaria, 5 de julio de 2022\tAlgo.\tCumplido 8 de agosto\t\t":              "2022-07-05   false",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t8 de agosto\t8 de noviembre":        "2024-07-05   false",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t\ta más tardar el 8/nov/24":         "2024-07-05  2024-11-08 false",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t\tantes del 8.11.2024":              "2024-07-05  2024-11-08 false",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t\tPermanente":                       "2024-07-05   true",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t\t2do trimestre":                    "2024-07-05   false",
		"1/2024\t1ª ordinaria, 5 de julio\tAlgo.\tPendiente\t\tnoviembre de 2024":                "2024-07-05   false",
		"1/2024\t1ª ordinaria, 30 de febrero\tAlgo.\tPendiente\t\t":                              "   false",
		"1/2024\t1ª ordinaria de 2023, 5 de julio\tAlgo.\tCumplido en agosto\t—\tPróxima sesión": "2023-07-05   false",
	} {
		inf := leerUno(t, "x", []byte(cabeza+fila+"\n"))
		f := inf.Compromisos[0]
		if leo := fmt.Sprint(f.FechaSesion, " ", f.FechaCumplimiento, " ", f.FechaLimite, " ", f.Permanente); leo != quiero {
			t.Errorf("%s\n%q, se quería %q", fila, leo, quiero)
		}
		if len(inf.Advertencias) == 0 {
			t.Errorf("%s: sin aviso", fila)
		}
	}
}

// TestEstatusDeOtrasSecretarias reads a state told by a share, or by yes and no, and keeps
// the share out of the prose.
func TestEstatusDeOtrasSecretarias(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\n2ª ordinaria, 4 de octubre de 2024\n\nNúmero\tSesión\tCompromiso\t"
	for doc, quiero := range map[string]string{
		"% de avance\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\t100%\tHecho.":                                         "cumplido Hecho.",
		"Porcentaje de avance\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\t45 %\tVa.":                                   "en_proceso Va.",
		"Estatus\t% de avance\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tPendiente\t20%\tVa.":                         "pendiente Va.",
		"¿Cumplido?\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tSí\tHecho.":                                            "cumplido Hecho.",
		"¿Se cumplió?\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tNO\tFalta.":                                          "pendiente Falta.",
		"Estatus\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tEn licitación\tVa.":                                       "en_proceso Va.",
		"Estatus\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tPendiente\tVa.\nElaboró\tRevisó\tVo. Bo.\nAna\tLuis\tEva": "pendiente Va.",
		"Estatus\tSeguimiento\n1/2024\t1SO-CD 5.7.2024\tAlgo.\tCreo que sí\tVa.":                                         "",
	} {
		informes, err := Leer("x", []byte(cabeza+doc+"\n"), Opciones{})
		leo := ""
		if err == nil {
			f := informes[0].Compromisos[0]
			leo = fmt.Sprint(f.Estatus, " ", f.Atencion)
			if len(informes[0].Advertencias) == 0 {
				t.Errorf("%s: sin aviso", doc)
			}
		}
		if leo != quiero {
			t.Errorf("%s\n%q, se quería %q", doc, leo, quiero)
		}
	}
}

// TestOrganosDeOtrasSecretarias finds whose report it is below, or beside, the house it is of.
func TestOrganosDeOtrasSecretarias(t *testing.T) {
	for cabeza, quiero := range map[string]string{
		"H. Consejo Universitario (HCU)":                            "HCU",
		"Consejo General (CG)\nComisión de Paridad (CPar)":          "CPar",
		"Consejo General del IEPC, Comisión de Paridad (CPar)":      "CPar",
		"Junta General Ejecutiva\nComité de Adquisiciones (CAAS)":   "CAAS",
		"Comisión de Paridad (CPar)\nConsejo General (CG)":          "CPar",
		"Cabildo de San Isidro\nComisión de Hacienda (CH)":          "CH",
		"Comisión de Hacienda, Comité de Compras del Cabildo (CCC)": "CCC",
	} {
		inf := leerUno(t, "x", []byte(cabeza+"\n2ª ordinaria, 4 de octubre de 2024\n\nNo.\tSesión\tCompromiso\tEstatus\n1/2024\t1ª ordinaria\tAlgo.\tPendiente\n"))
		if inf.Comision != quiero || inf.SesionInforme != "02SO-"+quiero {
			t.Errorf("%s: %s %s", cabeza, inf.Comision, inf.SesionInforme)
		}
	}
}

// TestSignifica reads the definitions that acts write out, with and without a title.
func TestSignifica(t *testing.T) {
	const doc = "Comisión de Debates (CD)\nNo.\tSesión\tCompromiso\tEstatus\n1/2024\t1ª ordinaria\tAlgo.\tPendiente\n\n"
	for _, glosario := range []string{
		"Definiciones\n\"DERFE\" significa Dirección Ejecutiva del Registro Federal de Electores.\n\"MC\" significa Movimiento Ciudadano.\n",
		"Para los efectos de este informe:\n«DERFE» significa la Dirección Ejecutiva del Registro Federal de Electores;\n«MC», se refiere a Movimiento Ciudadano.\n",
		"DERFE.- Dirección Ejecutiva del Registro Federal de Electores\nMC.- Movimiento Ciudadano\n",
		"DERFE, la Dirección Ejecutiva del Registro Federal de Electores\nMC: Movimiento Ciudadano\n",
	} {
		leo := fmt.Sprint(leerUno(t, "x", []byte(doc+glosario)).Glosario)
		if leo != "map[DERFE:Dirección Ejecutiva del Registro Federal de Electores MC:Movimiento Ciudadano]" {
			t.Errorf("%s%s", glosario, leo)
		}
	}
}

// TestNoSePierdeLoRaro tells of what stands where nobody looks for it.
func TestNoSePierdeLoRaro(t *testing.T) {
	const cabeza = "Comisión de Debates (CD)\n2ª ordinaria, 4 de octubre de 2024\n\n"
	for doc, palabra := range map[string]string{
		"No.\tSesión\tCompromiso\tEstatus\t¿Cumplido?\n1/2024\t1SO-CD\tAlgo.\tPendiente: zafiro\tSí\n":                                          "zafiro",
		"No.\tSesión\tCompromiso\tEstatus\tFecha límite\n1/2024\t1SO-CD\tAlgo.\tPendiente\t3 de marzo, zafiro\n":                                "zafiro",
		"No.\tSesión\tCompromiso\tEstatus\n1/2024\t1SO-CD\tAlgo.\tPendiente\n\n# Glosario\nDERFE: Dirección\nZAFIRO\n# Glosario\nUAR: Unidad\n": "ZAFIRO",
		"No.\tSesión\tCompromiso\tEstatus\n1/2024\tSesión Especial, 3 de marzo zafiro\tAlgo.\tPendiente\n":                                      "zafiro",
		"Compromiso 1/2024: Algo.\nEstatus: Pendiente\nPresupuesto: zafiro\n":                                                                   "zafiro",
	} {
		if leo := fmt.Sprintf("%+v", leerUno(t, "x", []byte(cabeza+doc))); !strings.Contains(leo, palabra) {
			t.Errorf("%s%s", doc, leo)
		}
	}
}
