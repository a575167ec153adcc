package informe

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"compromisos/compromiso"
)

// leerJSON reads one informe or an array of them, and nothing after it.
func leerJSON(texto string, o Opciones, avs *avisos) ([]compromiso.Informe, error) {
	l := newLector(texto, 1, avs)
	t, err := l.siguiente()
	if err != nil {
		return nil, err
	}
	var informes []compromiso.Informe
	switch t {
	case json.Delim('{'):
		inf, err := l.informe(o)
		if err != nil {
			return nil, err
		}
		informes = append(informes, inf)
	case json.Delim('['):
		for l.d.More() {
			if len(informes) == maxInformes {
				return nil, l.mal("", "hay más de %d informes en un archivo.", maxInformes)
			}
			t, err := l.siguiente()
			if err == nil && t != json.Delim('{') {
				err = l.mal("", "se esperaba un informe (un objeto) y hay %s.", tipoJSON(t))
			}
			if err != nil {
				return nil, err
			}
			inf, err := l.informe(o)
			if err != nil {
				return nil, err
			}
			informes = append(informes, inf)
		}
		if _, err := l.siguiente(); err != nil {
			return nil, err
		}
	default:
		return nil, l.mal("", "se esperaba un informe (un objeto) o una lista de ellos y hay %s.", tipoJSON(t))
	}
	if err := l.fin(); err != nil {
		return nil, err
	}
	return informes, nil
}

// fin refuses what comes after the JSON.
func (l *lector) fin() *compromiso.Error {
	en := int(l.d.InputOffset())
	if _, err := l.d.Token(); errors.Is(err, io.EOF) {
		return nil
	}
	resto := strings.TrimLeft(l.texto[en:], " \t\n")
	return rechazo("línea %d: después del JSON sobra «%s».", l.lineaEn(len(l.texto)-len(resto)), recorte(resto))
}

// informe reads an object whose brace was read. The warnings that reading earns
// come after those that the document brings.
func (l *lector) informe(o Opciones) (compromiso.Informe, *compromiso.Error) {
	inf := compromiso.Informe{
		Compromisos: []compromiso.FilaInforme{}, Glosario: map[string]string{}, Advertencias: []compromiso.Advertencia{},
	}
	var filas []filaLeida
	if err := l.claves("", func(clave string) *compromiso.Error { return l.claveInforme(clave, &inf, &filas) }); err != nil {
		return inf, err
	}
	linea := l.linea()
	x := newContexto(&inf, o)
	if err := x.ponerComision(o, linea, l.avs); err != nil {
		return inf, err
	}
	if inf.SesionInforme != "" {
		c, _, err := compromiso.ParseCodigoSesion(inf.SesionInforme, inf.Comision)
		if err != nil {
			return inf, compromiso.Errorf(compromiso.Invalido, "sesion_informe", "línea %d: en «sesion_informe»: %s", linea, err.Error())
		}
		inf.SesionInforme = c.String()
	}
	var malas []ilegible
	vistos := map[compromiso.Numero]int{}
	for _, f := range filas {
		fallo := f.fallo
		if fallo == nil {
			fallo = f.revisar(x, vistos)
		}
		if fallo != nil {
			malas = append(malas, ilegible{f.lineaFallo, fallo.Campo, strings.TrimSuffix(fallo.Mensaje, "."), f.crudo})
			continue
		}
		inf.Compromisos = append(inf.Compromisos, f.fila)
	}
	if err := l.avs.rechazar(malas, len(inf.Compromisos), o.Parcial); err != nil {
		return inf, err
	}
	x.avisarFechas(l.avs)
	if len(inf.Glosario) > 0 {
		x.avisarSiglas(l.avs)
	}
	inf.Advertencias = append(inf.Advertencias, l.avs.ordenadas()...)
	*l.avs = avisos{}
	return inf, nil
}

func (l *lector) claveInforme(clave string, inf *compromiso.Informe, filas *[]filaLeida) *compromiso.Error {
	switch clave {
	case "comision":
		return l.cadena(clave, &inf.Comision)
	case "comision_nombre":
		return l.cadena(clave, &inf.ComisionNombre)
	case "sesion_informe":
		return l.cadena(clave, &inf.SesionInforme)
	case "fecha_informe":
		return l.fecha(clave, &inf.FechaInforme)
	case "hora_informe":
		return l.hora(clave, &inf.HoraInforme)
	case "compromisos":
		return l.arreglo(clave, func() *compromiso.Error {
			if len(*filas) == maxFilas {
				return l.mal(clave, "hay más de %d compromisos.", maxFilas)
			}
			f, err := l.fila()
			*filas = append(*filas, f)
			return err
		})
	case "glosario":
		return l.glosario(inf)
	case "advertencias":
		return l.arreglo(clave, func() *compromiso.Error { return l.advertencia(inf) })
	}
	return l.desconocida("", clave)
}

func (l *lector) hora(campo string, a *string) *compromiso.Error {
	if err := l.cadena(campo, a); err != nil || *a == "" {
		return err
	}
	if _, err := compromiso.ParseHora(*a); err != nil {
		return l.mal(campo, "en «%s» «%s» no es una hora: escríbala como HH:MM.", campo, recorte(*a))
	}
	return nil
}

func (l *lector) glosario(inf *compromiso.Informe) *compromiso.Error {
	t, err := l.siguiente()
	switch {
	case err != nil:
		return err
	case t == nil:
		return nil
	case t != json.Delim('{'):
		return l.mal("glosario", "en «glosario» se esperaba un objeto y hay %s.", tipoJSON(t))
	}
	return l.claves("glosario", func(sigla string) *compromiso.Error {
		var s string
		if err := l.cadena("glosario", &s); err != nil {
			return err
		}
		sigla = l.limpia("glosario", sigla)
		inf.Glosario[sigla] = s
		inf.GlosarioOrden = append(inf.GlosarioOrden, sigla)
		return nil
	})
}

func (l *lector) advertencia(inf *compromiso.Informe) *compromiso.Error {
	var a compromiso.Advertencia
	err := l.objeto("advertencias", func(clave string) *compromiso.Error {
		switch clave {
		case "linea":
			return l.entero(clave, &a.Linea)
		case "campo":
			return l.cadena(clave, &a.Campo)
		case "mensaje":
			return l.cadena(clave, &a.Mensaje)
		}
		return l.desconocida("advertencias", clave)
	})
	inf.Advertencias = append(inf.Advertencias, a)
	return err
}

// ponerComision settles whose informe it is.
func (x contexto) ponerComision(o Opciones, linea int, avs *avisos) *compromiso.Error {
	inf := x.inf
	switch {
	case o.Comision != "" && inf.Comision != "" && compromiso.Plegar(o.Comision) != compromiso.Plegar(inf.Comision):
		return rechazo("línea %d: el informe es de la comisión %s y se pidió importarlo como de %s.", linea, recorte(inf.Comision), o.Comision)
	case inf.Comision != "": // as the document writes it, whatever case was typed
	case o.Comision != "":
		inf.Comision = o.Comision
	default:
		x.avisarUna(avs, 0, "comision", "El documento no dice de qué comisión es: indíquela con --comision SIGLAS.")
	}
	return nil
}
