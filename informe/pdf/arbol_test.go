package pdf

import (
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe/documento"
	"compromisos/informe/muestra"
)

var creado = time.Date(2026, time.October, 30, 10, 0, 0, 0, time.FixedZone("", -6*3600))

// arbol is a document of the shape of an informe.
func arbol(inf compromiso.Informe) documento.Documento {
	t := documento.Tabla{
		Descripcion: "Compromisos y su atención",
		Columnas: []documento.Columna{
			{Titulo: "SESIÓN/FECHA", Parte: 9},
			{Titulo: "NÚMERO", Parte: 7},
			{Titulo: "ESTATUS", Parte: 9},
			{Titulo: "EJE TEMÁTICO", Parte: 13},
			{Titulo: "COMPROMISO, SOLICITUD O ACUERDO", Parte: 26},
			{Titulo: "SOLICITADO POR", Parte: 12},
			{Titulo: "ATENCIÓN O SEGUIMIENTO", Parte: 30},
		},
	}
	var sesion *documento.Celda
	anterior := ""
	for _, f := range inf.Compromisos {
		fila := documento.Fila{Celdas: make([]*documento.Celda, len(t.Columnas))}
		if clave := f.Sesion + f.FechaSesion.Puntos(); clave != anterior {
			anterior = clave
			sesion = &documento.Celda{Bloques: parrafos(f.Sesion, f.FechaSesion.Puntos())}
			fila.Celdas[0] = sesion
		}
		sesion.Filas++
		estatus := documento.Parrafo{Trozos: documento.Negrita(f.Estatus.Texto())}
		if f.FechaCumplimiento != (compromiso.Fecha{}) {
			estatus.Trozos = append(estatus.Trozos, documento.Trozo{Texto: " " + f.FechaCumplimiento.Puntos()})
		}
		var l documento.Lista
		for _, s := range f.Solicitantes {
			l.Items = append(l.Items, documento.Item{Trozos: documento.Texto(s)})
		}
		fila.Celdas[1] = &documento.Celda{Bloques: []documento.Bloque{documento.Parrafo{Trozos: documento.Negrita(f.Numero.String())}}}
		fila.Celdas[2] = &documento.Celda{Bloques: []documento.Bloque{estatus}}
		fila.Celdas[3] = &documento.Celda{Bloques: parrafos(f.Eje)}
		fila.Celdas[4] = &documento.Celda{Bloques: parrafos(strings.Split(f.Texto, "\n")...)}
		fila.Celdas[5] = &documento.Celda{Bloques: []documento.Bloque{l}}
		fila.Celdas[6] = &documento.Celda{Bloques: parrafos(strings.Split(f.Atencion, "\n")...)}
		t.Filas = append(t.Filas, fila)
	}
	return documento.Documento{
		Titulo: "Informe sobre el seguimiento y cumplimiento de compromisos adoptados", Asunto: inf.SesionInforme,
		Autor: "Secretaría Técnica de la " + inf.Comision, Creado: creado, Apaisado: true,
		Pie: inf.ComisionNombre + " (" + inf.Comision + ")",
		Bloques: []documento.Bloque{
			documento.Encabezado{Nivel: 1, Texto: inf.ComisionNombre + " (" + inf.Comision + ")", Centrado: true},
			documento.Parrafo{Clase: documento.Subtitulo, Centrado: true, Trozos: documento.Texto("Segunda Sesión Ordinaria de 2026")},
			documento.Parrafo{Clase: documento.Subtitulo, Centrado: true, Trozos: documento.Texto("Viernes 30 de octubre de 2026, 10:00 horas")},
			documento.Encabezado{Nivel: 2, Texto: "Informe sobre el seguimiento y cumplimiento de compromisos adoptados", Centrado: true},
			t,
			documento.Encabezado{Nivel: 2, Texto: "Glosario"},
			documento.Glosario{Grupos: []documento.Grupo{
				{Titulo: "Consejeras y Consejeros Electorales", Entradas: []documento.Entrada{{Sigla: "CE", Definicion: "Persona(s) Consejera(s) Electoral(es)"}, {Sigla: "CE-ABC", Definicion: "Consejera Electoral Ana Belén Cruz"}}},
				{Titulo: "Partidos Políticos", Entradas: []documento.Entrada{{Sigla: "PT", Definicion: "Partido del Trabajo"}}},
				{Entradas: []documento.Entrada{{Sigla: "DERFE", Definicion: "Dirección Ejecutiva del Registro Federal de Electores"}, {Sigla: "LNE-Extranjero", Definicion: "Lista(s) Nominal(es) del Electorado en el Extranjero"}}},
			}},
			documento.Parrafo{Clase: documento.Nota, Trozos: documento.Texto("Emitido con el número 1 el 30 de octubre de 2026. Cabeza de la bitácora: 5b2f0c9ad1e4.")},
		},
	}
}

func parrafos(textos ...string) []documento.Bloque {
	var l []documento.Bloque
	for _, s := range textos {
		l = append(l, documento.Parrafo{Trozos: documento.Texto(s)})
	}
	return l
}

func grande(n int) documento.Documento { return arbol(muestra.Grande(n)) }
