package informe

import (
	"strconv"
	"time"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// TituloInforme is what the document is called.
const TituloInforme = "Informe sobre el seguimiento y cumplimiento de compromisos adoptados"

// TituloGlosario stands above the siglas.
const TituloGlosario = "Glosario"

// sinSesion stands in the cell of what was adopted in no session: left empty, the cell
// would read as that of the row above.
const sinSesion = "—"

// columnasInforme are the seven columns of the official form, with their widths.
var columnasInforme = []documento.Columna{
	{Titulo: "SESIÓN/FECHA", Parte: 10.4},
	{Titulo: "NÚMERO", Parte: 7.7},
	{Titulo: "ESTATUS", Parte: 9.9},
	{Titulo: "EJE TEMÁTICO", Parte: 12.4},
	{Titulo: "COMPROMISO, SOLICITUD O ACUERDO", Parte: 22.6},
	{Titulo: "SOLICITADO POR", Parte: 12},
	{Titulo: "ATENCIÓN O SEGUIMIENTO", Parte: 25},
}

// Componer is the informe as the document that goes to the commission, in the form of the
// official ones.
func Componer(r compromiso.Reporte) documento.Documento {
	d, _ := componer(r)
	return d
}

// componer is Componer, and the siglas that the document uses and nothing defines: they
// are for the Secretaría to know, and leave no hole in the document.
func componer(r compromiso.Reporte) (documento.Documento, []string) {
	d := documento.Documento{
		Titulo: TituloInforme, Asunto: asuntoInforme(r), Autor: autor(r.Comision), Creado: creado(r), Apaisado: true, Pie: pieInforme(r),
	}
	d.Bloques = append(portadaDe(r), tablaDe(r.Compromisos))
	if len(r.Compromisos) == 0 {
		d.Bloques = append(d.Bloques, documento.Parrafo{Trozos: documento.Texto(SinCompromisos)})
	}
	define := definiciones(r.Informe)
	usadas, sinDefinir := siglasDe(r.Informe, define)
	if g := agrupar(r.Informe, define, usadas); len(g.Grupos) > 0 {
		d.Bloques = append(d.Bloques, documento.Encabezado{Nivel: 2, Texto: TituloGlosario}, g)
	}
	d.Bloques = append(d.Bloques, cambiosDe(r)...)
	d.Bloques = append(d.Bloques, emisionDe(r)...)
	return d, sinDefinir
}

// portadaDe is all that stands above the table.
func portadaDe(r compromiso.Reporte) []documento.Bloque {
	bloques := []documento.Bloque{documento.Encabezado{Nivel: 1, Texto: nombreConSiglas(r.ComisionNombre, r.Comision), Centrado: true}}
	for _, s := range []string{sesionLarga(r.Informe), diaYHora(r.FechaInforme, r.HoraInforme)} {
		if s != "" {
			bloques = append(bloques, documento.Parrafo{Trozos: documento.Texto(s), Clase: documento.Subtitulo, Centrado: true})
		}
	}
	return append(bloques, documento.Encabezado{Nivel: 2, Texto: TituloInforme, Centrado: true})
}

// nombreConSiglas is «Comisión Temporal … (CVMRE)».
func nombreConSiglas(nombre, siglas string) string {
	nombre = enUnaLinea(nombre)
	switch {
	case nombre == "":
		nombre = "Comisión"
	case siglas == "", reComision.MatchString(nombre):
		return nombre
	}
	return nombre + " (" + siglas + ")"
}

// sesionLarga is the session in words, as the document that was read wrote it or as its
// code says it.
func sesionLarga(inf compromiso.Informe) string {
	if s := enUnaLinea(inf.SesionTexto); s != "" {
		return s
	}
	return sesionEnPalabras(inf.SesionInforme, inf.Comision, inf.FechaInforme.Anio)
}

// sesionEnPalabras is «Segunda Sesión Extraordinaria de 2023»; the code itself, where it
// is not one of ours.
func sesionEnPalabras(codigo, comision string, anio int) string {
	c, _, err := compromiso.ParseCodigoSesion(codigo, comision)
	if err != nil {
		return enUnaLinea(codigo)
	}
	return c.Largo(anio)
}

// diaYHora is «Viernes 17 de noviembre de 2023, 10:00 horas».
func diaYHora(f compromiso.Fecha, hora string) string {
	s := mayuscula(f.Larga())
	if hora = enUnaLinea(hora); hora == "" {
		return s
	}
	if s != "" {
		s += ", "
	}
	return s + hora + " horas"
}

// autor is who signs the documents of a commission.
func autor(siglas string) string {
	if siglas == "" {
		return "Secretaría Técnica"
	}
	return "Secretaría Técnica de la " + siglas
}

// asuntoInforme is the property that tells a draft from what was issued: the form itself
// says nothing of it.
func asuntoInforme(r compromiso.Reporte) string {
	s := sesionLarga(r.Informe)
	if s != "" {
		s += ". "
	}
	if r.Emision != nil {
		return s + PrefijoEmision + strconv.Itoa(r.Emision.Numero)
	}
	if r.Corte.IsZero() {
		return s + "Borrador"
	}
	return s + "Borrador con corte al " + r.Corte.Puntos()
}

func pieInforme(r compromiso.Reporte) string {
	s := sesionLarga(r.Informe)
	if r.Comision == "" || s == "" {
		return ""
	}
	return r.Comision + " · " + s
}

// creado is the moment the properties name: that of issuing or, of a draft, the day of
// its cut-off.
func creado(r compromiso.Reporte) time.Time {
	switch {
	case r.Emision != nil:
		return r.Emision.En
	case !r.Corte.IsZero():
		return mediodia(r.Corte)
	}
	return mediodia(r.FechaInforme)
}

// mediodia is a moment that is on that day wherever the document is looked at in Mexico.
func mediodia(f compromiso.Fecha) time.Time {
	if f.IsZero() {
		return time.Time{}
	}
	return f.UTC().Add(18 * time.Hour)
}

func tablaDe(filas []compromiso.FilaInforme) documento.Tabla {
	t := documento.Tabla{
		Descripcion: "Compromisos, solicitudes y acuerdos, uno en cada fila: la sesión en que se adoptó, su número, su estatus, " +
			"su eje temático, lo que se pidió, quién lo solicitó y cómo se ha atendido.",
		Columnas: columnasInforme,
		Filas:    make([]documento.Fila, 0, len(filas)),
	}
	for i := 0; i < len(filas); {
		// One cell for the consecutive rows of a session.
		n := 1
		for i+n < len(filas) && filas[i+n].Sesion == filas[i].Sesion && filas[i+n].FechaSesion == filas[i].FechaSesion {
			n++
		}
		sesion := celdaDeSesion(filas[i])
		sesion.Filas = n
		for k := range n {
			t.Filas = append(t.Filas, filaDe(filas[i+k], sesion))
			sesion = nil
		}
		i += n
	}
	return t
}

func filaDe(f compromiso.FilaInforme, sesion *documento.Celda) documento.Fila {
	return documento.Fila{Celdas: []*documento.Celda{
		sesion,
		celdaCon(documento.Parrafo{Trozos: documento.Negrita(f.Numero.String())}),
		celdaDeEstatus(f),
		celdaCon(bloquesDe(f.Eje)...),
		celdaCon(bloquesDe(f.Texto)...),
		celdaDeLista(f.Solicitantes),
		celdaCon(bloquesDeAtencion(f)...),
	}}
}

func celdaCon(b ...documento.Bloque) *documento.Celda { return &documento.Celda{Bloques: b} }

func celdaDeSesion(f compromiso.FilaInforme) *documento.Celda {
	c := &documento.Celda{}
	for _, s := range []string{enUnaLinea(f.Sesion), f.FechaSesion.Puntos()} {
		if s != "" {
			c.Bloques = append(c.Bloques, documento.Parrafo{Trozos: documento.Texto(s)})
		}
	}
	if len(c.Bloques) == 0 {
		c.Bloques = []documento.Bloque{documento.Parrafo{Trozos: documento.Texto(sinSesion)}}
	}
	return c
}

// celdaDeEstatus is the state and, below it, the day it was closed.
func celdaDeEstatus(f compromiso.FilaInforme) *documento.Celda {
	c := celdaCon(documento.Parrafo{Trozos: documento.Negrita(f.Estatus.Impreso())})
	if d := f.FechaCumplimiento.Puntos(); d != "" && llevaFecha(f.Estatus) {
		c.Bloques = append(c.Bloques, documento.Parrafo{Trozos: documento.Texto(d)})
	}
	return c
}

func celdaDeLista(l []string) *documento.Celda {
	var items []documento.Item
	for _, s := range l {
		if s = enUnaLinea(s); s != "" {
			items = append(items, documento.Item{Trozos: documento.Texto(s)})
		}
	}
	if len(items) == 0 {
		return &documento.Celda{}
	}
	return celdaCon(documento.Lista{Items: items})
}
