package informe

import "compromisos/compromiso"

// estado reads the state of an inciso, with the words of a compromiso's.
func (l *lector) estado(a *compromiso.Estatus) *compromiso.Error {
	var s string
	if err := l.cadena("estatus", &s); err != nil {
		return err
	}
	e, resto, ok := leerEstatus(s)
	if !ok || resto != "" || e.derivada || e.permanente {
		return l.mal("incisos", "en «incisos» «%s» no es un estatus; se conocen: %s.", recorte(s), estatusAceptados)
	}
	*a = e.estatus
	return nil
}

func (l *lector) inciso(f *compromiso.FilaInforme) *compromiso.Error {
	i := compromiso.IncisoInforme{Areas: []string{}}
	err := l.objeto("incisos", func(clave string) *compromiso.Error {
		switch clave {
		case "letra":
			return l.cadena(clave, &i.Letra)
		case "texto":
			return l.cadena(clave, &i.Texto)
		case "estatus":
			return l.estado(&i.Estatus)
		case "areas":
			return l.cadenas(clave, &i.Areas)
		case "fecha_limite":
			return l.fecha(clave, &i.FechaLimite)
		case "fecha_cumplimiento":
			return l.fecha(clave, &i.FechaCumplimiento)
		}
		return l.desconocida("incisos", clave)
	})
	if err == nil && (i.Letra == "" || i.Texto == "") {
		err = l.mal("incisos", "a un inciso le falta «letra» o «texto».")
	}
	if i.Estatus == "" {
		i.Estatus = compromiso.Pendiente
	}
	f.Incisos = append(f.Incisos, i)
	return err
}

func (l *lector) seguimiento(f *compromiso.FilaInforme) *compromiso.Error {
	var s compromiso.SegInforme
	err := l.objeto("seguimientos", func(clave string) *compromiso.Error {
		switch clave {
		case "fecha":
			return l.fecha(clave, &s.Fecha)
		case "area":
			return l.cadena(clave, &s.Area)
		case "persona":
			return l.cadena(clave, &s.Persona)
		case "clase":
			return l.cadena(clave, (*string)(&s.Clase))
		case "inciso":
			return l.cadena(clave, &s.Inciso)
		case "texto":
			return l.cadena(clave, &s.Texto)
		case "en":
			return l.cadena(clave, &s.En)
		}
		return l.desconocida("seguimientos", clave)
	})
	if err != nil {
		return err
	}
	switch s.Clase {
	case "":
		s.Clase = compromiso.SegActividad
	case compromiso.SegActividad, compromiso.SegAcuerdo, compromiso.SegCalendario:
	default:
		return l.mal("seguimientos", "en «seguimientos» la clase «%s» no se conoce: es actividad, acuerdo o calendario.", recorte(string(s.Clase)))
	}
	f.Seguimientos = append(f.Seguimientos, s)
	return nil
}

func (l *lector) prorroga(f *compromiso.FilaInforme) *compromiso.Error {
	var p compromiso.ProrrogaInforme
	err := l.objeto("prorrogas", func(clave string) *compromiso.Error {
		switch clave {
		case "inciso":
			return l.cadena(clave, &p.Inciso)
		case "anterior":
			return l.fecha(clave, &p.Anterior)
		case "nueva":
			return l.fecha(clave, &p.Nueva)
		case "motivo":
			return l.cadena(clave, &p.Motivo)
		case "estado":
			return l.cadena(clave, &p.Estado)
		case "persona":
			return l.cadena(clave, &p.Persona)
		case "respuesta":
			return l.cadena(clave, &p.Respuesta)
		case "en":
			return l.cadena(clave, &p.En)
		}
		return l.desconocida("prorrogas", clave)
	})
	if err != nil {
		return err
	}
	switch compromiso.EstadoProrroga(p.Estado) {
	case compromiso.ProrrogaPedida, compromiso.ProrrogaConcedida, compromiso.ProrrogaNegada:
	default:
		return l.mal("prorrogas", "en «prorrogas» el estado «%s» no se conoce: es pedida, concedida o negada.", recorte(p.Estado))
	}
	f.Prorrogas = append(f.Prorrogas, p)
	return nil
}

func (l *lector) evidencia(f *compromiso.FilaInforme) *compromiso.Error {
	var e compromiso.EvidenciaInforme
	err := l.objeto("evidencias", func(clave string) *compromiso.Error {
		switch clave {
		case "clase":
			return l.cadena(clave, (*string)(&e.Clase))
		case "titulo":
			return l.cadena(clave, &e.Titulo)
		case "liga":
			return l.cadena(clave, &e.Liga)
		case "oficio":
			return l.cadena(clave, &e.Oficio)
		case "fecha":
			return l.fecha(clave, &e.Fecha)
		case "en":
			return l.cadena(clave, &e.En)
		}
		return l.desconocida("evidencias", clave)
	})
	if err != nil {
		return err
	}
	switch e.Clase {
	case compromiso.EvOficio, compromiso.EvLiga, compromiso.EvArchivo, compromiso.EvMinuta:
	default:
		return l.mal("evidencias", "en «evidencias» la clase «%s» no se conoce: es oficio, liga, archivo o minuta.", recorte(string(e.Clase)))
	}
	f.Evidencias = append(f.Evidencias, e)
	return nil
}
