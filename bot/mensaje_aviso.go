package bot

import (
	"fmt"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// mensajeAviso is what an aviso says in the state of now. It fails only on an aviso
// that lacks what its kind is about.
func mensajeAviso(e compromiso.Envio) (Mensaje, error) {
	componer, ok := avisos[e.Aviso.Clase]
	switch {
	case !ok:
		return Mensaje{}, fmt.Errorf("aviso of unknown kind %q", e.Aviso.Clase)
	case e.Aviso.Clase == compromiso.AvisoResumen && e.Resumen == nil:
		return Mensaje{}, fmt.Errorf("aviso %s without its digest", e.Aviso.Clase)
	case e.Aviso.Clase == compromiso.AvisoRecordatorio && len(asuntosVivos(e.Aviso.Asuntos)) == 0:
		return Mensaje{}, fmt.Errorf("aviso %s without asuntos", e.Aviso.Clase)
	case sobreUno(e.Aviso.Clase) && e.Compromiso == nil:
		return Mensaje{}, fmt.Errorf("aviso %s without its compromiso", e.Aviso.Clase)
	}
	m := ajustar(cortes[0], false, func(corte int) Mensaje { return componer(e, corte) })
	m.Metadatos = metadatosDe(e.Aviso.Clave)
	return m, nil
}

// avisos is the table of what each kind says; corte is the length for long texts.
var avisos = map[compromiso.ClaseAviso]func(e compromiso.Envio, corte int) Mensaje{
	compromiso.AvisoRecordatorio: mensajeRecordatorio,
	compromiso.AvisoResumen:      mensajeAvisoResumen,
	compromiso.AvisoRegistro:     mensajeRegistro,
	compromiso.AvisoAsignacion:   mensajeAsignacion,
	compromiso.AvisoPropuesta:    mensajePropuesta,
	compromiso.AvisoValidacion:   mensajeValidacion,
	compromiso.AvisoRechazo:      mensajeRechazo,
	compromiso.AvisoCierre:       mensajeCierre,
	compromiso.AvisoReapertura:   mensajeReapertura,
	compromiso.AvisoPideProrroga: mensajePideProrroga,
	compromiso.AvisoProrroga:     mensajeProrroga,
	compromiso.AvisoRecordar:     mensajeRecordar,
	compromiso.AvisoFallo:        mensajeFallo,
}

func sobreUno(c compromiso.ClaseAviso) bool {
	switch c {
	case compromiso.AvisoRecordatorio, compromiso.AvisoResumen, compromiso.AvisoFallo:
		return false
	}
	return true
}

// metadatosDe is the mark by which the postman finds a message of its own again.
func metadatosDe(clave string) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: eventoAviso, EventPayload: map[string]any{claveDeMetadatos: clave}}
}

// hoyDe is the day on which the aviso is composed, in the commission's zone.
func hoyDe(e compromiso.Envio) compromiso.Fecha {
	switch {
	case e.Comision != nil && e.Comision.Zona != nil && !e.Ahora.IsZero():
		return e.Comision.Hoy(e.Ahora)
	case !e.Ahora.IsZero():
		return compromiso.FechaDe(e.Ahora)
	}
	return e.Aviso.Dia
}

// suyas are the areas among those of the asunto for which the person who gets the
// aviso answers; ajena tells that there is none, so that it comes as the ST.
func suyas(e compromiso.Envio, areas []string) (propias []string, ajena bool) {
	if e.Directorio == nil {
		return areas, false
	}
	de := e.Directorio.AreasDe(e.Aviso.Destino)
	for _, a := range areas {
		for _, d := range de {
			if a == d {
				propias = append(propias, a)
			}
		}
	}
	if len(propias) == 0 {
		return areas, len(areas) > 0
	}
	return propias, false
}

// porQuien is «por <persona>», or nothing where nobody did it.
func porQuien(e compromiso.Envio, antes string) linea {
	if e.Aviso.Actor == "" {
		return nil
	}
	return linea{llano(antes), aPersona(e.Aviso.Actor)}
}
