package informe

import (
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
)

func TestColumnaDe(t *testing.T) {
	for titulo, quiero := range map[string]columna{
		"SESIÓN/FECHA": colSesion, "Sesion": colSesion, "FECHA DE SESIÓN": colFechaSesion, "Fecha": colFechaSesion, "Fecha/Sesión": colSesion,
		"NÚMERO": colNumero, "NÚM.": colNumero, "No.": colNumero, "Núm. de compromiso": colNumero, "N°": colNumero, "#": colNumero,
		"ESTATUS": colEstatus, "status": colEstatus, "Estado que guarda": colEstatus,
		"EJE TEMÁTICO": colEje, "Tema": colEje, "eje": colEje, "TIPO": colTipo,
		"COMPROMISO, SOLICITUD O ACUERDO": colTexto, "Solicitud": colTexto, "ACUERDO": colTexto,
		"SOLICITADO POR": colSolicitante, "Solicitante(s)": colSolicitante,
		"ÁREA": colArea, "Áreas responsables": colArea, "ÁREA QUE DA SEGUIMIENTO": colArea,
		"ATENCIÓN O SEGUIMIENTO": colAtencion, "Seguimiento": colAtencion,
		"FECHA DE CUMPLIMIENTO": colCumplimiento, "Fecha de atención": colCumplimiento,
		"Fecha límite": colLimite, "FECHA DE VENCIMIENTO": colLimite,
		"A solicitud de": colSolicitante, "% de avance": colOtra, "Avance (%)": colOtra, "Grado de avance": colOtra, "¿Cumplido?": colEstatus, "Se cumplió": colEstatus,
		"No. prog.": colNumero, "Fecha en que se adquirió": colFechaSesion, "Fecha en que se atendió": colCumplimiento, "Dependencia": colArea,
		"Núm. consecutivo": colNumero, "Compromiso adquirido": colTexto, "Instancia responsable": colArea, "Encargado de su ejecución": colArea,
		"Observaciones": colOtra, "": colOtra, "Número original": colOtra, "Áreas propuestas": colOtra, "Informe de la sesión": colOtra,
	} {
		if leo := columnaDe(titulo); leo != quiero {
			t.Errorf("%s es la columna %d, no %d", titulo, leo, quiero)
		}
	}
}

func TestLeerNumero(t *testing.T) {
	for s, quiero := range map[string]string{
		"01/2023": "01/2023", "1/2023": "01/2023", "12-2023": "12/2023", "003/23": "03/2023", "Compromiso núm. 4/2023": "04/2023",
		"No. 5/2023": "05/2023", "#6/2023": "06/2023", "103/2023.": "103/2023",
		"CVMRE/01/2023": "01/2023", "CVMRE-01-2023": "01/2023", "01_2023": "01/2023", "CVMRE-2023-01": "01/2023", "3 de 2023": "03/2023",
		"01/2023 (continuación)": "01/2023", "Compromiso No. 7/2023": "07/2023", "SE-05/2023": "", "Sesión 1/2023": "",
		"CPC/SO/03/2025/07": "07/2025", "SE-02-2024-11": "11/2024", "ene-23": "", "Jan-23": "", "1 bis/2023": "",
		"": "", "s/n": "", "2023": "", "1/202": "", "0/2023": "", "01/2023 y 02/2023": "", "18.09.2023": "",
	} {
		if n, _ := leerNumero(s); n.String() != quiero {
			t.Errorf("%q es %q, no %q", s, n, quiero)
		}
	}
}

func TestLeerEstatus(t *testing.T) {
	for s, quiero := range map[string]compromiso.Estatus{
		"Pendiente": compromiso.Pendiente, "EN PROCESO": compromiso.EnProceso, "En trámite": compromiso.EnProceso, "en seguimiento": compromiso.EnProceso,
		"por validar": compromiso.PorValidar, "Parcial": compromiso.Parcial, "Parcialmente cumplido": compromiso.Parcial,
		"Parcialmente atendida": compromiso.Parcial, "Cumplido parcialmente": compromiso.Parcial, "Cumplido": compromiso.Cumplido,
		"Cumplida.": compromiso.Cumplido, "Atendido": compromiso.Cumplido, "concluidos": compromiso.Cumplido, "Sin efecto": compromiso.SinEfecto,
		"sin_efecto": compromiso.SinEfecto, "en_proceso": compromiso.EnProceso,
		"No cumplido": compromiso.Pendiente, "vencido": compromiso.Pendiente, "": "", "Cumplimiento": "", "x": "",
		"Se da de baja": compromiso.SinEfecto, "Cancelada": compromiso.SinEfecto, "Sin materia": compromiso.SinEfecto, "Queda sin efectos": compromiso.SinEfecto,
		"Se da por atendida": compromiso.Cumplido, "✅ Cumplido": compromiso.Cumplido, "Desahogadas": compromiso.Cumplido, "Permanente": compromiso.EnProceso,
		"Estatus: En curso": compromiso.EnProceso, "Atendido de manera parcial": compromiso.Parcial, "Pendiente de validación": compromiso.PorValidar,
		"Pendiente de desahogo": compromiso.Pendiente, "Sin respuesta": compromiso.Pendiente, "En estudio": compromiso.EnProceso, "Turnado": compromiso.EnProceso,
		"Continúa en proceso": compromiso.EnProceso, "Sigue pendiente": compromiso.Pendiente, "Totalmente concluido": compromiso.Cumplido, "Archivada": compromiso.Cumplido, "No aplica": compromiso.SinEfecto, "45 %": compromiso.EnProceso,
		"0%": compromiso.Pendiente, "100%": compromiso.Cumplido, "Avance del 30%": compromiso.EnProceso, "Cumplido al 80 %": compromiso.Parcial,
		"Cumplido al 100%": compromiso.Cumplido, "100% cumplido": compromiso.Cumplido, "120%": "",
		"Cerrado": compromiso.Cumplido, "resueltas": compromiso.Cumplido, "Por atender": compromiso.Pendiente,
	} {
		if e, _, _ := leerEstatus(s); e.estatus != quiero {
			t.Errorf("%q es %q, no %q", s, e.estatus, quiero)
		}
	}
	if _, resto, _ := leerEstatus("Cumplido el , con oficio 5"); resto != "oficio 5" {
		t.Errorf("sobra %q", resto)
	}
}

func TestBuscarFechas(t *testing.T) {
	for s, quiero := range map[string]string{
		"Cumplido 08.11.2023": "2023-11-08", "el 8/11/2023.": "2023-11-08", "2023-11-08": "2023-11-08", "8-11-2023": "2023-11-08",
		"08.11.23": "2023-11-08", "8 de noviembre de 2023": "2023-11-08", "1° de Septiembre del 2023": "2023-09-01",
		"8-XI-2023": "2023-11-08", "8/xii/2023": "2023-12-08", "3 IX 2024": "2024-09-03", "8/11/2023 12:00 AM": "2023-11-08", "31-XI-2023": "",
		"31.02.2023": "", "primero de mayo de 2024": "2024-05-01", "8/11/23": "2023-11-08", "08-nov-2023": "2023-11-08", "noviembre 8, 2023": "2023-11-08",
		"2023-11-08 00:00:00": "2023-11-08", "2023/11/08": "2023-11-08", "8 nov. 2023": "2023-11-08", "Nov. 8 de 2023": "2023-11-08", "8/NOV/23": "2023-11-08",
		"1º de enero de 2024": "2024-01-01", "a los 8 días del mes de noviembre de 2023": "2023-11-08", "30 de febrero de 2024": "", "8 / 11 / 2023": "2023-11-08",
		"1ro. de mayo de 2024": "2024-05-01", "5 de sept. de 2024": "2024-09-05", "5 de setiembre del 2024": "2024-09-05",
	} {
		l := buscarFechas(s)
		if len(l) != 1 || l[0].fecha.String() != quiero {
			t.Errorf("%q: %v, no %q", s, l, quiero)
		}
	}
	for _, s := range []string{"01/2023", "INE/CVMRE/005/2023", "PEF23-24", "2023-2025", "5.10", ""} {
		if l := buscarFechas(s); len(l) != 0 {
			t.Errorf("%q: %v", s, l)
		}
	}
}

func TestLeerCeldaSesion(t *testing.T) {
	for s, quiero := range map[string]string{
		"01SO-CVMRE 18.09.2023": "01SO-CVMRE 2023-09-18", "3ª Ordinaria, 18/09/2023": "03SO-CVMRE 2023-09-18",
		"1-ORD": "01SO-CVMRE ", "SE-05/2023": "05SE-CVMRE ", "Primera extraordinaria (2 de mayo de 2023)": "01SE-CVMRE 2023-05-02",
		"Sexta Sesión Ordinaria de 2023, 29 de junio": "06SO-CVMRE 2023-06-29", "1a. Ordinaria 2024 1º de marzo": "01SO-CVMRE 2024-03-01",
		"Primera Sesión Extraordinaria de carácter urgente": "01SEU-CVMRE ", "SO-03-2023": "03SO-CVMRE ", "3a. S.O.": "03SO-CVMRE ",
		"Primera Sesión Ordinaria del ejercicio 2026": "01SO-CVMRE ",
		"18.09.2023": " 2023-09-18", "": " ", "02SEU-CVMRE": "02SEU-CVMRE ",
	} {
		c := leerCeldaSesion(s, "CVMRE")
		if leo := c.codigo + " " + c.fecha.String(); leo != quiero || c.fallo != "" {
			t.Errorf("%q es %q (%s), no %q", s, leo, c.fallo, quiero)
		}
	}
	for _, s := range []string{"otra cosa", "01SO-CVMRE 31.02.2023", "01SO-CVMRE 01.02.2023 y 02.02.2023"} {
		if c := leerCeldaSesion(s, "CVMRE"); c.fallo == "" {
			t.Errorf("%q: sin aviso: %+v", s, c)
		}
	}
}

func TestSolicitantes(t *testing.T) {
	for html, quiero := range map[string]string{
		"<ul><li>CE-ABC</li><li>• RPP-XYZ</li></ul>":                        "CE-ABC|RPP-XYZ",
		"CE-ACL, Presidente de la CVMRE":                                    "CE-ACL, Presidente de la CVMRE",
		"CE-ACL, Presidente de la CVMRE, RPP-PAN":                           "CE-ACL, Presidente de la CVMRE|RPP-PAN",
		"CE-ACL y CE-CAHJ":                                                  "CE-ACL|CE-CAHJ",
		"CE-ACL; Consejería del Poder Legislativo (PT)":                     "CE-ACL|Consejería del Poder Legislativo (PT)",
		"Consejero Pérez, Presidente de la Comisión":                        "Consejero Pérez, Presidente de la Comisión",
		"CE-ACL<br>CE-CAHJ":                                                 "CE-ACL|CE-CAHJ",
		"CE-ACL / CPL-Morena/RPP-PT":                                        "CE-ACL|CPL-Morena|RPP-PT",
		"• CE-ACL • RPP-PT":                                                 "CE-ACL|RPP-PT",
		"CE-ACL,<br>Presidente de la CVMRE<br>RPP-PT":                       "CE-ACL, Presidente de la CVMRE|RPP-PT",
		"CE-ACL, Consejera Presidenta, y RPP-PT":                            "CE-ACL, Consejera Presidenta|RPP-PT",
		"PAN, PRI y PT":                                                     "PAN|PRI|PT",
		"Consejera Ana Bravo, Consejero Luis Zea y Representación del PT":   "Consejera Ana Bravo|Consejero Luis Zea|Representación del PT",
		"Consejera Ana Bravo, Presidenta de la Comisión y Consejero L. Zea": "Consejera Ana Bravo, Presidenta de la Comisión|Consejero L. Zea",
		"Consejera Ana Bravo y Zea":                                         "Consejera Ana Bravo y Zea",
		"":                                                                  "",
		"—":                                                                 "",
	} {
		if leo := strings.Join(solicitantesDe(aplanar(html)), "|"); leo != quiero {
			t.Errorf("%q: %q, no %q", html, leo, quiero)
		}
	}
}

func TestMenciones(t *testing.T) {
	conocidas := []string{"DERFE", "LNE-Extranjero", "CCyOE", "ST", "INE", "CE"}
	for s, quiero := range map[string]string{
		"la DERFE y la ST-CCyOE": "DERFE ST CCyOE", "el PEF23-24 y la LNE-Extranjero": "PEF LNE-Extranjero",
		"oficio INE/DERFE/0214/2024 e INE/CG603/2023": "INE DERFE INE CG", "la 02SE-CVMRE": "CVMRE",
		"https://ine.mx/DERFE?A=BCD y x@INE.mx": "", "Radio y TV, siglo XXI, USB": "", "McDonald y Web": "",
		"ESTO ESTÁ ESCRITO TODO EN MAYÚSCULAS POR LA DERFE": "", "UTIGyND.": "UTIGyND", "(DECEyEC)": "DECEyEC",
	} {
		var l []string
		for _, m := range menciones(s, func(s string) bool { return slices.Contains(conocidas, s) }) {
			l = append(l, m.sigla)
		}
		if leo := strings.Join(l, " "); leo != quiero {
			t.Errorf("%q: %q, no %q", s, leo, quiero)
		}
	}
}

func TestAreasMencionadas(t *testing.T) {
	inf := compromiso.Informe{Comision: "CVD", Glosario: map[string]string{
		"CVD": "Comisión de Vinculación y Difusión", "DERFE": "Dirección Ejecutiva del Registro", "UTSI": "Unidad Técnica de Servicios",
		"CNCS": "Coordinación Nacional", "CCOE": "Comisión de Capacitación", "SRE": "Secretaría de Relaciones", "ST": "Secretaría Técnica",
		"INE": "Instituto Nacional", "CGINE": "Consejo General", "MC": "Movimiento Ciudadano",
	}}
	x := newContexto(&inf, Opciones{Areas: []string{"OTRA"}})
	f := compromiso.FilaInforme{
		Texto:    "Que la UTSI y la SRE informen a la CVD, al INE y a la XYZ.",
		Atencion: "La ST pidió a la DERFE y a la UTSI; la ST-CCOE, la CNCS y la OTRA, con la CGINE y MC.",
	}
	if leo := strings.Join(x.areasMencionadas(f), " "); leo != "UTSI DERFE CCOE CNCS OTRA" {
		t.Error(leo)
	}
}

func TestAreasDe(t *testing.T) {
	inf := compromiso.Informe{Glosario: map[string]string{"DERFE": "Dirección Ejecutiva del Registro Federal de Electores"}}
	x := newContexto(&inf, Opciones{})
	for html, quiero := range map[string]string{
		"DERFE": "DERFE", "DERFE, UTSI y DJ": "DERFE|UTSI|DJ", "DERFE/UTSI": "DERFE|UTSI", "<ul><li>DERFE</li><li>• UTSI</li></ul>": "DERFE|UTSI",
		"Dirección ejecutiva del registro federal de electores": "DERFE", "Unidad Técnica (UTSI)": "UTSI",
		"Dirección de Prensa, Radio y Televisión": "Dirección de Prensa, Radio y Televisión", "": "", "N/A": "", "DERFE DERFE": "DERFE DERFE",
		"DERFE, la Dirección Jurídica y la UTSI.": "DERFE|Dirección Jurídica|UTSI", "DERFE - UTSI": "DERFE|UTSI",
		"Dirección de Prensa, Radio y Televisión; UTSI": "Dirección de Prensa, Radio y Televisión|UTSI",
	} {
		if leo := strings.Join(x.areasDe(aplanar(html)), "|"); leo != quiero {
			t.Errorf("%q: %q, no %q", html, leo, quiero)
		}
	}
}
