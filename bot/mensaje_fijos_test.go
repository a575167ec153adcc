package bot

import (
	"strings"
	"time"

	"compromisos/compromiso"
)

// The people of the samples.
const (
	uST     = "U0ST"
	uEnlace = "U0DERFE"
	uSupl   = "U0DERFE2"
	uTit    = "U0DERFET"
	uUTSI   = "U0UTSI"
)

var hoyFijo = compromiso.NewFecha(2024, time.March, 11) // a Monday

func comisionFija() *compromiso.Comision {
	c := compromiso.NewComision("CVD", "Comisión del Voto a Distancia")
	c.Canal, c.Secretaria = "C0CVD", []string{uST}
	c.Sesiones = []compromiso.Sesion{*sesionFija()}
	return c
}

func sesionFija() *compromiso.Sesion {
	return &compromiso.Sesion{
		ID: 7, Comision: "CVD", Codigo: compromiso.CodigoSesion{Ordinal: 1, Clase: compromiso.Ordinaria, Comision: "CVD"},
		Fecha: compromiso.NewFecha(2024, time.February, 20), Hora: compromiso.Hora{Hora: 10}, ConHora: true,
	}
}

func directorioFijo(c *compromiso.Comision) *compromiso.Directorio {
	return &compromiso.Directorio{
		Comisiones: []*compromiso.Comision{c},
		Areas: []compromiso.Area{
			{Siglas: "DERFE", Enlaces: []string{uEnlace}, Suplentes: []string{uSupl}, Titular: uTit},
			{Siglas: "DECEyEC"},
			{Siglas: "UTSI", Enlaces: []string{uUTSI}},
		},
	}
}

func dia(mes time.Month, d int) compromiso.Fecha { return compromiso.NewFecha(2024, mes, d) }

func alas(mes time.Month, d, h, m int) time.Time {
	return time.Date(2024, mes, d, h+6, m, 0, 0, time.UTC)
}

func ahoraFijo() time.Time { return alas(time.March, 11, 9, 0) }

// planFijo is a compromiso of two areas, overdue since the Wednesday before.
func planFijo() *compromiso.Compromiso {
	return &compromiso.Compromiso{
		ID: 3, Comision: "CVD", Numero: compromiso.Numero{Cons: 3, Anio: 2024}, Sesion: sesionFija(),
		Tipo: compromiso.TipoCompromiso, Eje: "Difusión",
		Texto:        "Entregar un plan de carteles para las ferias de invierno, con su calendario y su costo.",
		Solicitantes: []string{"CE-MRV, Presidenta de la CVD", "RPP-AZUL"}, Areas: []string{"DERFE", "DECEyEC"},
		Estatus: compromiso.EnProceso, FechaLimite: dia(time.March, 6), FechaLimiteOrig: dia(time.February, 28),
		Registrado: alas(time.February, 20, 12, 30), RegistradoPor: uST, AvisarDesde: alas(time.February, 20, 12, 30),
		Enlace: "https://ejemplo.slack.com/archives/C0CVD/p1708453800000100",
	}
}

// manualFijo has incisos, one of them proposed.
func manualFijo() *compromiso.Compromiso {
	n := planFijo()
	n.ID, n.Numero.Cons, n.Enlace = 4, 4, ""
	n.Tipo = compromiso.TipoSolicitud
	n.Texto = "Sobre el manual de la mesa de ayuda:\n1. Corregir el índice\n2. Traducir los avisos de la pantalla inicial"
	n.Areas, n.FechaLimite, n.FechaLimiteOrig = []string{"UTSI"}, dia(time.March, 14), dia(time.March, 14)
	n.Solicitantes = []string{"CE-JLP"}
	n.Estatus = compromiso.EnProceso
	n.Incisos = []compromiso.Inciso{
		{Letra: "a", Texto: "Corregir el índice", Estatus: compromiso.PorValidar, FechaPropuesta: dia(time.March, 8)},
		{Letra: "b", Texto: "Traducir los avisos de la pantalla inicial", Areas: []string{"DERFE"}, Estatus: compromiso.Pendiente, FechaLimite: dia(time.March, 12)},
	}
	return n
}

// simple is a small compromiso with a number, a text and a date.
func simple(cons int, texto string, f compromiso.Fecha, e compromiso.Estatus) *compromiso.Compromiso {
	n := planFijo()
	n.ID, n.Numero.Cons, n.Texto, n.FechaLimite, n.FechaLimiteOrig, n.Estatus = int64(cons), cons, texto, f, f, e
	n.Areas, n.Enlace = []string{"UTSI"}, ""
	return n
}

func recordatorioDe(n *compromiso.Compromiso, inciso, area string, papel compromiso.Papel, regla compromiso.Regla) compromiso.Recordatorio {
	c := comisionFija()
	a := asuntoDe(n, inciso)
	r := compromiso.Recordatorio{
		Fecha: hoyFijo, Comision: "CVD", Compromiso: n, Inciso: inciso, Persona: uEnlace, Area: area, Papel: papel, Regla: regla,
		Dias: -c.Calendario.Faltan(hoyFijo, a.FechaLimite), Motivo: compromiso.FraseVence(c, a.FechaLimite, hoyFijo),
	}
	if a.FechaLimite.Antes(hoyFijo) {
		r.Dias = c.Calendario.Vencidos(a.FechaLimite, hoyFijo)
	}
	return r
}

func envioFijo(clase compromiso.ClaseAviso, n *compromiso.Compromiso, inciso string, datos map[string]string) compromiso.Envio {
	c := comisionFija()
	destino, actor := uEnlace, uST
	switch clase {
	case compromiso.AvisoPropuesta, compromiso.AvisoPideProrroga:
		destino, actor = uST, uEnlace
	case compromiso.AvisoFallo:
		destino, actor = uST, ""
	case compromiso.AvisoRegistro:
		destino = c.Canal
	}
	e := compromiso.Envio{
		Comision: c, Compromiso: n, Directorio: directorioFijo(c), Ahora: ahoraFijo(),
		Aviso: compromiso.Aviso{
			Clave: string(clase) + ":" + destino + ":CVD:1", Clase: clase, Comision: "CVD", Destino: destino, Actor: actor,
			Dia: hoyFijo, Inciso: inciso, Datos: datos,
		},
	}
	if n != nil {
		e.Aviso.Compromiso = n.Numero
	}
	return e
}

func envioRecordatorio(persona string, rs ...compromiso.Recordatorio) compromiso.Envio {
	e := envioFijo(compromiso.AvisoRecordatorio, nil, "", nil)
	e.Aviso.Destino, e.Aviso.Asuntos, e.Aviso.Actor = persona, rs, ""
	e.Aviso.Clave = compromiso.ClaveRecordatorio(persona, hoyFijo)
	return e
}

func resumenFijo() compromiso.DatosResumen {
	return compromiso.DatosResumen{
		Comision: comisionFija(), Desde: dia(time.March, 4), Hasta: hoyFijo,
		Vencidos:   []*compromiso.Compromiso{planFijo()},
		PorVencer:  []*compromiso.Compromiso{manualFijo(), simple(5, "Medir cuánto tarda la línea de ayuda en contestar.", dia(time.March, 15), compromiso.Pendiente)},
		PorValidar: []*compromiso.Compromiso{proponer(simple(6, "Renovar las credenciales del almacén.", dia(time.March, 20), compromiso.PorValidar))},
		Cerrados:   []*compromiso.Compromiso{cerrar(simple(1, "Publicar el directorio de módulos.", dia(time.March, 5), compromiso.Cumplido))},
		SinFecha:   []*compromiso.Compromiso{simple(2, "Proponer un logotipo para la feria.", compromiso.Fecha{}, compromiso.Pendiente)},
		Total:      compromiso.ConteoResumen{Vencidos: 1, PorVencer: 2, PorValidar: 1, Cerrados: 1, SinFecha: 1, Abiertos: 5},
		PorArea: []compromiso.ConteoArea{
			{Area: "DERFE", Abiertos: 2, Vencidos: 1, PorVencer: 1},
			{Area: "UTSI", Abiertos: 4, PorVencer: 2, PorValidar: 1},
			{Area: "DECEyEC", Abiertos: 1, Vencidos: 1},
		},
	}
}

func proponer(n *compromiso.Compromiso) *compromiso.Compromiso {
	n.FechaPropuesta = dia(time.March, 8)
	return n
}

func cerrar(n *compromiso.Compromiso) *compromiso.Compromiso {
	n.FechaCumplimiento, n.Cerrado = dia(time.March, 5), alas(time.March, 6, 11, 0)
	return n
}

func fichaFija() *compromiso.Ficha {
	n := planFijo()
	n.Atencion = "El área presentó un primer borrador el 1 de marzo."
	n.Prorroga = &compromiso.Prorroga{
		Anterior: n.FechaLimite, Nueva: dia(time.March, 20), Motivo: "Falta la cotización de la imprenta.",
		Estado: compromiso.ProrrogaPedida, Persona: uEnlace, En: alas(time.March, 8, 17, 0),
	}
	return &compromiso.Ficha{
		Compromiso: n,
		Seguimientos: []compromiso.Seguimiento{
			{ID: 1, Fecha: dia(time.March, 1), Area: "DERFE", Persona: uEnlace, Clase: compromiso.SegActividad, Texto: "Se entregó el borrador del plan.", En: alas(time.March, 1, 13, 5)},
			{ID: 2, Fecha: dia(time.February, 26), Area: "DECEyEC", Clase: compromiso.SegAcuerdo, Texto: "Se acordó imprimir en dos tamaños.", En: alas(time.February, 27, 9, 0)},
		},
		Evidencias: []compromiso.Evidencia{
			{ID: 1, Seg: 1, Clase: compromiso.EvOficio, Titulo: "Borrador del plan", Oficio: "CVD/DERFE/012/2024", Fecha: dia(time.March, 1)},
			{ID: 2, Seg: 1, Clase: compromiso.EvLiga, Titulo: "Carpeta compartida", Liga: "https://ejemplo.mx/plan?a=1&b=2"},
			{ID: 3, Clase: compromiso.EvLiga, Titulo: "Liga que no es de la red", Liga: "javascript:alert(1)"},
		},
		Historia: []compromiso.Asiento{
			{Seq: 1, En: alas(time.February, 20, 12, 30), Actor: uST, Accion: compromiso.Registrar, Despues: n.Foto()},
			{Seq: 2, En: alas(time.March, 1, 13, 5), Actor: uEnlace, Accion: compromiso.Avanzar},
			{Seq: 3, En: alas(time.March, 1, 18, 0), Actor: uST, Accion: compromiso.ConcederProrroga, Motivo: "La feria cambió de fecha.", Despues: map[string]any{"fecha_limite": "2024-03-06"}},
			{Seq: 4, En: alas(time.March, 8, 17, 0), Actor: uEnlace, Accion: compromiso.PedirProrroga, Motivo: "Falta la cotización de la imprenta."},
		},
	}
}

func rolST() compromiso.Rol { return compromiso.Rol{Persona: uST, Secretaria: true, Lee: true} }

func rolEnlace() compromiso.Rol {
	return compromiso.Rol{Persona: uEnlace, Areas: []string{"DERFE"}, Lee: true}
}

func rolLector() compromiso.Rol { return compromiso.Rol{Persona: "U0ACL", Lee: true} }

// hostiles are texts that must come out as text, and whole enough.
var hostiles = map[string]string{
	"canal":      "<!channel> revisen esto, <@U0ST> y <!subteam^S1>",
	"arroba":     "@channel @here @everyone #general",
	"entidad":    "&lt;!here&gt; &amp;amp; A & B < C > D",
	"liga":       "[x](https://a|b><!channel>) <https://malo.example|bueno> javascript:alert(1)",
	"largo":      strings.Repeat("Texto muy largo con & y < y >. ", 650)[:20000],
	"ampersand":  strings.Repeat("&", 20000),
	"emoji":      strings.Repeat("👩🏽‍🚀🇲🇽👨‍👩‍👧‍👦", 2000),
	"combinado":  "a" + strings.Repeat("\u0301", 19999),
	"formato":    "*negrita* _cursiva_ ~tachado~ `código` :boom: ```bloque``` > cita",
	"renglones":  strings.Repeat("1. uno\n\n", 2500),
	"controles":  "a\x00b\x1b[31m\u202Eotxet\u2066 \xff\xfe",
	"sin blanco": strings.Repeat("ñ", 20000),
	"vacío":      "",
	"espacios":   " \n\t ",
}
