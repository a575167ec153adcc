package bot

import (
	"strings"

	"compromisos/compromiso"
)

// nombresAviso are the kinds of aviso as the ST reads them.
var nombresAviso = map[compromiso.ClaseAviso]string{
	compromiso.AvisoRecordatorio: "recordatorio",
	compromiso.AvisoResumen:      "resumen",
	compromiso.AvisoRegistro:     "registro en el canal",
	compromiso.AvisoAsignacion:   "asignación",
	compromiso.AvisoPropuesta:    "propuesta de cumplimiento",
	compromiso.AvisoValidacion:   "validación",
	compromiso.AvisoRechazo:      "rechazo",
	compromiso.AvisoCierre:       "cierre sin efecto",
	compromiso.AvisoReapertura:   "reapertura",
	compromiso.AvisoPideProrroga: "solicitud de prórroga",
	compromiso.AvisoProrroga:     "respuesta a la prórroga",
	compromiso.AvisoRecordar:     "recordatorio a petición",
	compromiso.AvisoFallo:        "aviso de una falla",
	compromiso.AvisoInforme:      "borrador del informe",
}

func nombreAviso(c compromiso.ClaseAviso) string {
	if s, ok := nombresAviso[c]; ok {
		return s
	}
	return unaLinea(string(c))
}

// motivos are the reasons for which something was not sent or not delivered, as
// Slack and the rules spell them, in words.
var motivos = map[string]string{
	"cerrado":               "ya estaba cerrado",
	"por_validar":           "ya estaba por validar",
	"respondido":            "ya se había respondido",
	"pospuesto":             "lo pospuso",
	"enterado":              "ya se dio por enterado",
	"tope":                  "ya se le había insistido lo suficiente",
	"sin_fecha":             "no tiene fecha límite",
	"fecha_nueva":           "cambió la fecha límite",
	"sin_inciso":            "ya no existe el inciso",
	"account_inactive":      "la cuenta está desactivada",
	"user_disabled":         "la cuenta está desactivada",
	"user_deactivated":      "la cuenta está desactivada",
	"user_not_found":        "la persona no existe en este Slack",
	"user_not_visible":      "la persona no está a la vista de la aplicación",
	"cannot_dm_bot":         "la cuenta es de una aplicación",
	"messages_tab_disabled": "la aplicación no acepta mensajes directos",
	"channel_not_found":     "el canal no existe o la aplicación no lo ve",
	"not_in_channel":        "la aplicación no está en el canal",
	"is_archived":           "el canal está archivado",
	"restricted_action":     "el canal no permite que la aplicación escriba",
	"invalid_auth":          "las credenciales de la aplicación no son válidas",
	"not_authed":            "las credenciales de la aplicación no son válidas",
	"token_revoked":         "las credenciales de la aplicación se revocaron",
	"token_expired":         "las credenciales de la aplicación vencieron",
	"missing_scope":         "a la aplicación le falta un permiso",
	"ratelimited":           "Slack pidió esperar",
	"timeout":               "Slack no respondió a tiempo",
	"red":                   "no hubo conexión con Slack",
	"plazo_vencido":         "se agotó el plazo para entregarlo",
	"caduco":                "pasó su día sin poder salir; lo que recordaba va en el siguiente",
	"sin_compromiso":        "el compromiso se retiró",
	"sesion_pasada":         "la sesión ya empezó, o cambió de fecha",
	"sin_contenido":         "ya no había de qué avisar",
	"invalid_blocks":        "Slack no aceptó el contenido",
	"msg_too_long":          "el mensaje era demasiado largo",
	"service_unavailable":   "Slack no estaba disponible",
}

// fraseMotivo is the reason in words; an unknown one is shown as it is.
func fraseMotivo(m string) string {
	if s, ok := motivos[m]; ok {
		return s
	}
	if causa, ok := strings.CutPrefix(m, "sin_confirmar:"); ok {
		return "no se pudo confirmar si llegó (" + fraseMotivo(causa) + ")"
	}
	return renglon(m, 200)
}
