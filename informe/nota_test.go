package informe

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

func dia(mes time.Month, d int) compromiso.Fecha { return compromiso.NewFecha(2026, mes, d) }

func seg(clase compromiso.ClaseSeg, f compromiso.Fecha, area, texto string) compromiso.SegInforme {
	return compromiso.SegInforme{
		Clase: clase, Fecha: f, Area: area, Persona: "U0" + area, Texto: texto, En: f.String() + "T18:00:00Z",
	}
}

var glosarioNota = map[string]string{
	"CVD": "Comisión de Vinculación y Difusión", "MRS": "Consejera Electoral Mariana Rosales Sandoval",
	"JAV": "Consejero Electoral Javier Aranda Villaseñor", "PAD": "Partido Acuerdo Democrático", "FCI": "Frente Ciudadano Independiente",
	"ALFA": "ALFA", "DECEyEC": "Dirección Ejecutiva de Capacitación Electoral y Educación Cívica", "CPV": "Credencial para Votar",
	"UTSI": "Unidad Técnica de Servicios de Informática", "INE": "Instituto Nacional Electoral", "OIC": "Órgano Interno de Control",
}

// notaGrande is a compromiso with ten seguimientos, an agenda and a table of regions and
// hours.
func notaGrande() compromiso.DatosNota {
	const act, acu, cal = compromiso.SegActividad, compromiso.SegAcuerdo, compromiso.SegCalendario
	return compromiso.DatosNota{
		Comision: "CVD", ComisionNombre: "Comisión de Vinculación y Difusión", Fecha: dia(11, 20), Glosario: glosarioNota,
		Fila: compromiso.FilaInforme{
			Numero: compromiso.Numero{Cons: 2, Anio: 2026}, Sesion: "02SE-CVD", FechaSesion: dia(8, 17), Tipo: compromiso.TipoCompromiso,
			Estatus: compromiso.Parcial, FechaLimite: dia(11, 30), Areas: []string{"DECEyEC", "UTSI"},
			Solicitantes: []string{"CE-MRS, Presidenta de la CVD", "CPL-PAD"},
			Texto: "Respecto del concurso nacional de debate estudiantil:\n1. Enviar el proyecto de convocatoria para recibir observaciones.\n" +
				"2. Informar qué universidades han confirmado su participación.",
			Incisos: []compromiso.IncisoInforme{
				{Letra: "a", Texto: "Enviar el proyecto de convocatoria para recibir observaciones.", Estatus: compromiso.Cumplido, FechaCumplimiento: dia(9, 18)},
				{Letra: "b", Texto: "Informar qué universidades han confirmado su participación.", Estatus: compromiso.EnProceso},
			},
			Seguimientos: []compromiso.SegInforme{
				seg(act, dia(9, 18), "DECEyEC", "Mediante oficio INE/DECEyEC/0731/2026, se envió el proyecto de convocatoria."),
				seg(act, dia(8, 24), "DECEyEC", "Se celebró la primera reunión de trabajo con la asociación de universidades, con el objetivo de dar seguimiento a la convocatoria."),
				seg(act, dia(8, 31), "UTSI", "Prototipo del sitio de registro, con el formulario de inscripción."),
				seg(acu, dia(9, 2), "DECEyEC", "Derivado de estas reuniones, se acordó sumar esfuerzos en una agenda con los siguientes ejes de trabajo:\n"+
					"1. Difusión del concurso en las universidades.\n2. Formación de personas moderadoras.\n3. Accesibilidad de las sedes."),
				seg(act, dia(9, 7), "UTSI", "El 07.09.2026 la UTSI publicó el sitio: https://debate.ejemplo.mx/registro?v=1."),
				{Clase: act, Fecha: dia(9, 21), Area: "DECEyEC", Inciso: "b", Texto: "Se solicitó la confirmación a:\n• Doce universidades públicas.\n• Siete universidades privadas.", En: "2026-09-21T18:00:00Z"},
				seg(cal, dia(10, 5), "DECEyEC", "REGIÓN | FECHA Y HORARIO\nNoroeste | 19 de octubre, 09:00 horas\nCentro | 21 de octubre, 18:00 horas\nSur y sureste | 26 de octubre, 09:00 horas"),
				seg(acu, dia(10, 8), "UTSI", "Ampliar el plazo de registro una semana."),
				seg(acu, dia(10, 8), "DECEyEC", "Publicar la lista de sedes,\nuna vez que las universidades la confirmen."),
				seg(act, dia(10, 15), "DECEyEC", "Cuatro institutos tecnológicos confirmaron su participación."),
			},
			Prorrogas: []compromiso.ProrrogaInforme{{
				Anterior: dia(10, 30), Nueva: dia(11, 30), Estado: "concedida", Motivo: "Esperar la respuesta de las universidades.", Persona: "U0DECEyEC",
			}},
			Evidencias: []compromiso.EvidenciaInforme{
				{Clase: compromiso.EvOficio, Oficio: "INE/DECEyEC/0731/2026", Titulo: "INE/DECEyEC/0731/2026", Fecha: dia(9, 18)},
				{Clase: compromiso.EvLiga, Titulo: "debate.ejemplo.mx", Liga: "https://debate.ejemplo.mx/registro?v=1", Fecha: compromiso.Fecha{}},
				{Clase: compromiso.EvLiga, Titulo: "Peligro", Liga: "javascript:alert(1)"},
				{Clase: compromiso.EvMinuta, Titulo: "Reunión de trabajo", Fecha: dia(8, 24)},
				{Clase: compromiso.EvArchivo, Titulo: "convocatoria.pdf"},
				{},
			},
			Atencion: "Las 23 instituciones invitadas manifestaron su interés, como se desprende de lo anterior.\nLa lista completa se anexará al siguiente informe,",
		},
	}
}

func notas() map[string]compromiso.DatosNota {
	nada := compromiso.DatosNota{
		Comision: "CVD", ComisionNombre: "Comisión de Vinculación y Difusión", Fecha: dia(11, 20), Glosario: glosarioNota,
		Fila: compromiso.FilaInforme{
			Numero: compromiso.Numero{Cons: 8, Anio: 2026}, Sesion: "01SO-CVD", FechaSesion: dia(9, 21), Estatus: compromiso.Pendiente,
			Tipo: compromiso.TipoSolicitud, FechaLimite: dia(11, 13),
			Texto:        "Informar el costo por campaña de los materiales que se distribuyeron en las juntas distritales.",
			Solicitantes: []string{"RPP-FCI"}, Areas: []string{"OIC"},
		},
	}
	importada := nada
	importada.Fila = compromiso.FilaInforme{
		Numero: compromiso.Numero{Cons: 4, Anio: 2021}, Sesion: "02SE-CVD", FechaSesion: compromiso.NewFecha(2021, 9, 28), Estatus: compromiso.Cumplido,
		Tipo: compromiso.TipoCompromiso, FechaCumplimiento: compromiso.NewFecha(2021, 11, 8), Solicitantes: []string{},
		Texto:    "Establecer una agenda de trabajo con la Secretaría de Relaciones Exteriores (SRE), a fin de fortalecer la «credencialización» en el extranjero.",
		Atencion: "Los avances al momento son los siguientes:\n• Se publicó el vínculo en los portales de la SRE.\n• Se enviaron dípticos a la QWERT.",
	}
	rara := compromiso.DatosNota{Comision: "CVD", Fila: compromiso.FilaInforme{
		Numero: compromiso.Numero{Cons: 1, Anio: 2026}, Tipo: compromiso.TipoAcuerdo, Estatus: compromiso.SinEfecto, Permanente: true,
		Texto: "1. Lo <b>uno</b> & “lo otro”.", Solicitantes: []string{"CE-XYZ", "Alguien, de algún lado", "Iris"}, Areas: []string{"Archivo"},
		Seguimientos: []compromiso.SegInforme{{Texto: "Sin fecha ni clase 😀"}, {Texto: "• uno\n• dos", Fecha: dia(1, 2)}},
		Prorrogas: []compromiso.ProrrogaInforme{
			{Inciso: "a", Anterior: dia(1, 1), Nueva: dia(2, 1), Estado: "negada", Motivo: "Falta tiempo.", Respuesta: "No procede"},
			{Nueva: dia(3, 1), Estado: "pedida"},
		},
	}}
	return map[string]compromiso.DatosNota{"grande": notaGrande(), "nada": nada, "importada": importada, "rara": rara}
}

// TestComponerNota keeps the whole tree of each nota: every sentence is there to be read.
func TestComponerNota(t *testing.T) {
	for nombre, n := range notas() {
		igualQue(t, "testdata/arbol/nota-"+nombre+".txt", []byte(dibujar(ComponerNota(n))))
	}
}

// TestNotaSiglas tells which siglas a nota uses without a meaning.
func TestNotaSiglas(t *testing.T) {
	_, sin := componerNota(notas()["importada"])
	if strings.Join(sin, " ") != "QWERT" {
		t.Error(sin)
	}
}

// TestNotaMismosBytes writes each format of a nota twice.
func TestNotaMismosBytes(t *testing.T) {
	for _, f := range FormatosNota() {
		var uno, otro bytes.Buffer
		for _, b := range []*bytes.Buffer{&uno, &otro} {
			if avs, err := f.WriteNota(b, notaGrande()); err != nil || len(avs) > 0 {
				t.Fatalf("%s: %q, %v", f, avs, err)
			}
		}
		if uno.Len() < 1000 || !bytes.Equal(uno.Bytes(), otro.Bytes()) {
			t.Errorf("%s: %d y %d bytes, distintos", f, uno.Len(), otro.Len())
		}
	}
}

// TestConFecha begins a sentence with its day, if it is one and does not say it itself.
func TestConFecha(t *testing.T) {
	for _, c := range []struct{ aclara, s, quiero string }{
		{"", "Se celebró la reunión.", "El 6 de octubre de 2026, se celebró la reunión."},
		{"UTSI", "La UTSI entregó.", "El 6 de octubre de 2026 (UTSI), la UTSI entregó."},
		{"", "Reunión de trabajo.", "El 6 de octubre de 2026: Reunión de trabajo."},
		{"", "El 06.10.2026, se celebró.", "El 06.10.2026, se celebró."},
		{"", "El 6 de octubre de 2026 se celebró.", "El 6 de octubre de 2026 se celebró."},
		{"", "El 07.10.2026 se sabrá.", "El 6 de octubre de 2026, el 07.10.2026 se sabrá."},
		{"", "se envió el oficio.", "El 6 de octubre de 2026, se envió el oficio."},
		{"", "El 5 de octubre se celebró la reunión.", "El 5 de octubre de 2026 se celebró la reunión."},
		{"DERFE", "Los días 1 y 5 de octubre, se reunieron", "Los días 1 y 5 de octubre de 2026, se reunieron (DERFE)"},
		{"", "El 30 de septiembre se envió.", "El 6 de octubre de 2026: El 30 de septiembre se envió."},
		{"", "El 5 de octubre de 2025 se envió.", "El 6 de octubre de 2026: El 5 de octubre de 2025 se envió."},
		{"", "SRE: oficio.", "El 6 de octubre de 2026: SRE: oficio."},
	} {
		if leo := conFecha(dia(10, 6), c.aclara, c.s); leo != c.quiero {
			t.Errorf("%s\n  %s", leo, c.quiero)
		}
	}
	if s := conFecha(compromiso.Fecha{}, "UTSI", "Se hizo"); s != "Se hizo (UTSI)" {
		t.Error(s)
	}
}

// TestFrases joins and quotes as one writes.
func TestFrases(t *testing.T) {
	for quiero, l := range map[string][]string{
		"a": {"a"}, "a y b": {"a", "b"}, "a, b y c": {"a", "b", "c"}, "a e Iris": {"a", "Iris"}, "a y hielo": {"a", "hielo"},
		"a, de b, y c": {"a, de b", "c"}, "a, de b; c; y d": {"a, de b", "c", "d"},
	} {
		if leo := enumeracion(l); leo != quiero {
			t.Errorf("%q: %q", quiero, leo)
		}
	}
	for s, quiero := range map[string]string{
		"Convocar a todas.": "“convocar a todas”", "Oír a todas…": "“oír a todas…”", "El INE debe.": "“El INE debe”", "Decir “sí”.": "«decir “sí”»",
		"Puntos...": "“Puntos...”",
	} {
		if leo := entreComillas(s); leo != quiero {
			t.Errorf("%s: %s", s, leo)
		}
	}
}

// TestCalendarioDe makes tables of what people type for one.
func TestCalendarioDe(t *testing.T) {
	for _, c := range []struct{ que, texto, quiero string }{
		{"barras", "Región | Fecha\nNorte | 19 de octubre\nSur | 21 de octubre", "Región·Fecha / Norte·19 de octubre / Sur·21 de octubre"},
		{"tabuladores", "\tRegión\tFecha\n\tNorte\t19 de octubre\n", "Región·Fecha / Norte·19 de octubre"},
		{"primera celda vacía", "Región\tFecha\nNorte\t1 de mayo\n\t2 de mayo", "Región·Fecha / Norte·1 de mayo / ·2 de mayo"},
		{"punto y coma", "Norte; 19.10.2026; 09:00\nSur; 21.10.2026; 10:00 horas", "Actividad·Fecha·Horario / Norte·19.10.2026·09:00 / Sur·21.10.2026·10:00 horas"},
		{"Markdown", "| Sede | Día |\n|---|:--:|\n| Norte | Lunes |\n", "Sede·Día / Norte·Lunes"},
		{"sin títulos", "Norte | Primero\nSur | Segundo", "Actividad·Detalle / Norte·Primero / Sur·Segundo"},
		{"con texto", "Talleres:\nSede | Hora\nNorte | 9:00\nPor confirmar.", "Talleres:\n + Sede·Hora / Norte·9:00 + Por confirmar.\n"},
		{"celda de dos líneas", "Sede | Hora\nNorte | 19 de octubre\n09:00 horas\nSur | 10:00", "Sede·Hora / Norte·19 de octubre¶09:00 horas / Sur·10:00"},
		{"y en la última", "Sede | Hora\nNorte | 19 de octubre\n09:00 horas\nSur | 1 de mayo\n10:00 horas\nFin.", "Sede·Hora / Norte·19 de octubre¶09:00 horas / Sur·1 de mayo¶10:00 horas + Fin.\n"},
		{"celdas de menos", "Sede | Día | Hora\nNorte | 1 de mayo", "Sede·Día·Hora / Norte·1 de mayo·"},
		{"no es tabla", "19 de octubre: Norte\n21 de octubre: Sur", "  • 19 de octubre: Norte\n  • 21 de octubre: Sur\n"},
		{"una línea", "El 19 de octubre; el Norte.", "El 19 de octubre; el Norte.\n"},
		{"lista", "Así:\n1. a\n2. b", "Así:\n  1. a\n  2. b\n"},
	} {
		var partes []string
		var b strings.Builder
		cerrar := func() {
			if b.Len() > 0 {
				partes = append(partes, b.String())
				b.Reset()
			}
		}
		for _, q := range calendarioDe(c.texto) {
			if tabla, ok := q.(documento.Tabla); ok {
				cerrar()
				partes = append(partes, tablaDibujada(tabla))
				continue
			}
			dibujarBloques(&b, "", []documento.Bloque{q})
		}
		cerrar()
		if d := cmp.Diff(c.quiero, strings.Join(partes, " + ")); d != "" {
			t.Errorf("%s (-quiero +leo):\n%s", c.que, d)
		}
	}
}

func tablaDibujada(t documento.Tabla) string {
	var filas, titulos []string
	for _, c := range t.Columnas {
		if c.Parte <= 0 {
			return fmt.Sprint(c)
		}
		titulos = append(titulos, c.Titulo)
	}
	filas = append(filas, strings.Join(titulos, "·"))
	for _, f := range t.Filas {
		var celdas []string
		for _, c := range f.Celdas {
			celdas = append(celdas, strings.Join(textosDe(c.Bloques), "¶"))
		}
		filas = append(filas, strings.Join(celdas, "·"))
	}
	return strings.Join(filas, " / ")
}

// notaReal is what would have been recorded for the real nota that the product must be
// able to write, in the words of its text.
func notaReal() compromiso.DatosNota {
	oct := func(d int) compromiso.Fecha { return compromiso.NewFecha(2021, 10, d) }
	return compromiso.DatosNota{
		Comision: "COVE", ComisionNombre: "Comisión del Voto de las Mexicanas y los Mexicanos Residentes en el Extranjero", Fecha: oct(20),
		Glosario: map[string]string{"INE": "Instituto Nacional Electoral"},
		Fila: compromiso.FilaInforme{
			Numero: compromiso.Numero{Cons: 4, Anio: 2021}, Sesion: "02SE-COVE", FechaSesion: compromiso.NewFecha(2021, 9, 28),
			Tipo: compromiso.TipoCompromiso, Estatus: compromiso.EnProceso,
			Texto: "Establecer una agenda de trabajo con la Secretaría de Relaciones Exteriores (SRE) a fin de fortalecer la credencialización en el " +
				"extranjero y la conformación de la Lista Nominal de Electores Residentes en el Extranjero (LNERE).",
			Seguimientos: []compromiso.SegInforme{
				seg(compromiso.SegActividad, oct(6), "", "Se celebraron reuniones de trabajo virtuales entre la SRE y este Instituto, con el objetivo de dar seguimiento."),
				seg(compromiso.SegAcuerdo, oct(19), "", "Derivado de estas reuniones, se acordó sumar esfuerzos en una agenda con los siguientes ejes de trabajo:\n"+
					"1. Operación de la credencialización en el extranjero.\n2. Modalidades para la implementación del voto.\n3. Promoción."),
				seg(compromiso.SegCalendario, oct(19), "", "REGIÓN\tFECHA Y HORARIO\nMedio Oriente y África\t19 de octubre\n09:00 horas (TCM)\nAsia Pacífico\t21 de octubre\n18:00 horas (TCM)"),
			},
		},
	}
}

// TestNotaReal begins with the very words of the real one.
func TestNotaReal(t *testing.T) {
	b, err := os.ReadFile("../../shared/datos/nota-04-2021.txt")
	if err != nil {
		t.Skip("los documentos reales no están en esta máquina")
	}
	real := enUnaLinea(string(b))
	d, sin := componerNota(notaReal())
	if titulo := strings.Replace(d.Titulo, " (COVE)", "", 1); !strings.Contains(real, titulo) {
		t.Errorf("el real no se titula %q", titulo)
	}
	textos := textosDe(d.Bloques)
	for _, s := range []string{textos[1], "1. Operación de la credencialización en el extranjero."} {
		if !strings.Contains(real, s) {
			t.Errorf("el real no dice %q", s)
		}
	}
	for _, b := range d.Bloques {
		if tabla, ok := b.(documento.Tabla); ok && tablaDibujada(tabla) !=
			"REGIÓN·FECHA Y HORARIO / Medio Oriente y África·19 de octubre¶09:00 horas (TCM) / Asia Pacífico·21 de octubre¶18:00 horas (TCM)" {
			t.Error(tablaDibujada(tabla))
		}
	}
	if len(sin) > 0 {
		t.Errorf("sin definir: %q", sin)
	}
}

// TestAcuerdoConSuPrincipio says that it was agreed where what was written begins with a verb.
func TestAcuerdoConSuPrincipio(t *testing.T) {
	for texto, quiero := range map[string]string{
		"Sumar esfuerzos en una agenda con estos ejes:\n1. Uno.\n2. Dos.": "El 6 de octubre de 2026, se acordó sumar esfuerzos en una agenda con estos ejes:",
		"Ejes de la agenda:\n1. Uno.":                                     "El 6 de octubre de 2026: Ejes de la agenda:",
	} {
		n := notaGrande()
		n.Fila.Seguimientos = []compromiso.SegInforme{{Fecha: dia(10, 6), Clase: compromiso.SegAcuerdo, Texto: texto}}
		var b bytes.Buffer
		if _, err := MD.WriteNota(&b, n); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "\n"+quiero+"\n") {
			t.Errorf("%s", b.String())
		}
	}
}

// TestNotaUnaVez says once what the Secretaría took as it was offered, and both where it wrote its own.
func TestNotaUnaVez(t *testing.T) {
	for atencion, veces := range map[string]int{"": 1, "igual": 1, "La DERFE lo explicó en la sesión.": 1} {
		n := notaGrande()
		n.Fila.Seguimientos = []compromiso.SegInforme{{Fecha: dia(10, 6), Clase: compromiso.SegActividad, Texto: "Se entregó el comparativo de los costos."}}
		n.Fila.Atencion = atencion
		propia := atencion != "" && atencion != "igual"
		if atencion == "igual" {
			sin := n.Fila
			sin.Atencion = ""
			n.Fila.Atencion = AtencionImpresa(sin) + "\n"
		}
		var b bytes.Buffer
		if _, err := MD.WriteNota(&b, n); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "entregó el comparativo"); got != veces || strings.Contains(b.String(), "la Secretaría Técnica informa") != propia {
			t.Errorf("%q: %d times\n%s", atencion, got, b.String())
		}
	}
}
