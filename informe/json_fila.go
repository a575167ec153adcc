package informe

import (
	"encoding/json"
	"strings"

	"compromisos/compromiso"
)

// filaLeida is a compromiso of the JSON, or why it cannot be one.
type filaLeida struct {
	fila       compromiso.FilaInforme
	numero     string
	estatus    string
	sinAreas   bool // the key areas was absent: no column of areas
	fallo      *compromiso.Error
	lineaFallo int
	crudo      string // as it is written, for the message of a bad one
}

// fila reads one compromiso. The whole value is taken first, so that a bad one can
// be set apart and the next one read.
func (l *lector) fila() (filaLeida, *compromiso.Error) {
	var crudo json.RawMessage
	if err := l.d.Decode(&crudo); err != nil {
		return filaLeida{}, l.sintaxis(err)
	}
	hasta := int(l.d.InputOffset())
	desde := hasta - len(crudo)
	texto := l.texto[desde:hasta] // and no copy: a long document is long enough once
	s := newLector(texto, l.lineaEn(desde), l.avs)
	f := filaLeida{sinAreas: true, lineaFallo: s.base, crudo: texto}
	f.fila.Linea = s.base
	f.fila.Solicitantes, f.fila.Areas = []string{}, []string{}
	f.fallo = s.objeto("compromisos", func(clave string) *compromiso.Error { return s.claveFila(clave, &f) })
	if f.fallo != nil {
		f.lineaFallo = s.linea()
		f.fallo.Mensaje = sinLinea(f.fallo.Mensaje)
	}
	return f, nil
}

// sinLinea takes away the line of a message that gets it again.
func sinLinea(s string) string {
	if _, resto, ok := strings.Cut(s, ": "); ok && strings.HasPrefix(s, "línea ") {
		return resto
	}
	return s
}

func (l *lector) claveFila(clave string, f *filaLeida) *compromiso.Error {
	switch clave {
	case "numero":
		return l.cadena(clave, &f.numero)
	case "numero_original":
		return l.cadena(clave, &f.fila.NumeroOriginal)
	case "sesion":
		return l.cadena(clave, &f.fila.Sesion)
	case "fecha_sesion":
		return l.fecha(clave, &f.fila.FechaSesion)
	case "tipo":
		return l.tipo(&f.fila)
	case "estatus":
		return l.cadena(clave, &f.estatus)
	case "fecha_cumplimiento":
		return l.fecha(clave, &f.fila.FechaCumplimiento)
	case "eje":
		return l.cadena(clave, &f.fila.Eje)
	case "texto":
		return l.cadena(clave, &f.fila.Texto)
	case "solicitantes":
		return l.cadenas(clave, &f.fila.Solicitantes)
	case "areas":
		f.sinAreas = false
		return l.cadenas(clave, &f.fila.Areas)
	case "areas_propuestas":
		f.sinAreas = false
		return l.cadenas(clave, &f.fila.AreasPropuestas)
	case "fecha_limite":
		return l.fecha(clave, &f.fila.FechaLimite)
	case "atencion":
		return l.cadena(clave, &f.fila.Atencion)
	case "permanente":
		return l.bandera(clave, &f.fila.Permanente)
	}
	return l.claveAnexa(clave, &f.fila)
}

// claveAnexa reads the optional lists of a compromiso.
func (l *lector) claveAnexa(clave string, f *compromiso.FilaInforme) *compromiso.Error {
	switch clave {
	case "incisos":
		return l.arreglo(clave, func() *compromiso.Error { return l.inciso(f) })
	case "seguimientos":
		return l.arreglo(clave, func() *compromiso.Error { return l.seguimiento(f) })
	case "prorrogas":
		return l.arreglo(clave, func() *compromiso.Error { return l.prorroga(f) })
	case "evidencias":
		return l.arreglo(clave, func() *compromiso.Error { return l.evidencia(f) })
	}
	return l.desconocida("compromisos", clave)
}

func (l *lector) tipo(f *compromiso.FilaInforme) *compromiso.Error {
	var s string
	if err := l.cadena("tipo", &s); err != nil || s == "" {
		return err
	}
	switch f.Tipo = compromiso.Tipo(compromiso.Plegar(s)); f.Tipo {
	case compromiso.TipoCompromiso, compromiso.TipoSolicitud, compromiso.TipoAcuerdo:
		return nil
	}
	return l.mal("tipo", "en «tipo» «%s» no se conoce: es compromiso, solicitud o acuerdo.", recorte(s))
}

// revisar settles what depends on the whole object, and what must not be missing.
func (f *filaLeida) revisar(x contexto, vistos map[compromiso.Numero]int) *compromiso.Error {
	if f.numero == "" {
		return compromiso.Errorf(compromiso.Invalido, "numero", "al compromiso le falta «numero».")
	}
	n, ok := leerNumero(f.numero)
	if !ok {
		return compromiso.Errorf(compromiso.Invalido, "numero", "«%s» no es el número de un compromiso: escríbalo como 03/2023.", recorte(f.numero))
	}
	f.fila.Numero = n
	if f.fila.NumeroOriginal == "" {
		f.fila.NumeroOriginal = numeroOriginal(f.numero, n)
	}
	if vistos[n] > 0 {
		return compromiso.Errorf(compromiso.Invalido, "numero", "el número %s ya está en la línea %d.", n, vistos[n])
	}
	if strings.TrimSpace(f.fila.Texto) == "" {
		return compromiso.Errorf(compromiso.Invalido, "texto", "al compromiso %s le falta «texto».", n)
	}
	if f.estatus == "" {
		return compromiso.Errorf(compromiso.Invalido, "estatus", "al compromiso %s le falta «estatus».", n)
	}
	e, resto, ok := leerEstatus(f.estatus)
	if !ok || resto != "" || e.derivada || e.permanente {
		return compromiso.Errorf(compromiso.Invalido, "estatus", "en %s «%s» no es un estatus; se conocen: %s.", n, recorte(f.estatus), estatusAceptados)
	}
	f.fila.Estatus = e.estatus
	if f.fila.Tipo == "" {
		f.fila.Tipo = compromiso.TipoCompromiso
	}
	if f.fila.Sesion != "" {
		c, _, err := compromiso.ParseCodigoSesion(f.fila.Sesion, x.inf.Comision)
		if err != nil {
			return compromiso.Errorf(compromiso.Invalido, "sesion", "en %s: %s", n, err.Error())
		}
		f.fila.Sesion = c.String()
	}
	if f.sinAreas {
		f.fila.AreasPropuestas = x.areasMencionadas(f.fila)
	}
	vistos[n] = f.fila.Linea
	return nil
}
