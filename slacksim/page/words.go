package page

import (
	"errors"
	"fmt"
	"maps"
	"regexp"

	"compromisos/slacksim"
)

// spanish says what Slack means by the codes that an act of a person can end in: what was
// wrong, and what to do. The code itself follows in brackets, for whoever mends the app.
var spanish = map[string]string{
	"operation_timeout":                  "La aplicación tardó demasiado en contestar. Espere un momento y vuelva a intentarlo",
	"dispatch_failed":                    "La aplicación no contestó: quizá está detenida. Espere un momento y vuelva a intentarlo",
	"invalid_command":                    "Ese comando no existe. Escriba / para ver los que hay",
	"invalid_command_response":           "La aplicación contestó algo que Slack no sabe mostrar. Avise a quien la administra",
	"view_submission_failed":             "La aplicación contestó algo que Slack no sabe mostrar. Lo que escribió sigue en el formulario; avise a quien la administra",
	"invalid_options":                    "La aplicación ofreció opciones que Slack no sabe mostrar. Avise a quien la administra",
	"no_shortcuts_on_ephemeral_messages": "Los mensajes que solo usted ve no tienen atajos",
	"no_text":                            "El mensaje está vacío. Escriba algo, o agregue un archivo",
	"thread_not_found":                   "Ese hilo ya no está: el mensaje se borró. Escriba en la conversación",
	"message_not_found":                  "Ese mensaje ya no está. Busque el más reciente de la conversación",
	"view_not_found":                     "Ese formulario ya está cerrado. Ábralo otra vez desde el mensaje o con el comando",
	"view_not_on_top":                    "Hay otro formulario abierto encima. Responda primero ese, o ciérrelo",
	"channel_not_found":                  "Ese canal no existe, o usted no puede verlo. Elija otro a la izquierda",
	"is_archived":                        "Ese canal está archivado: se puede leer, pero no escribir en él. Elija otro a la izquierda",
	"user_not_found":                     "Esa persona no es de este espacio de trabajo. Elija otra a la izquierda",
	"user_disabled":                      "La cuenta de esa persona está desactivada. Elija otra a la izquierda",
	"invalid_value":                      "Eso no se puede elegir o escribir ahí. Elija otra vez en ese campo",
}

// said is a sentence of the page itself: it goes out as it is.
type said string

func (s said) Error() string { return string(s) }

// inWords is what the page says of something that went wrong.
func inWords(err error) string {
	var own said
	if errors.As(err, &own) {
		return string(own)
	}
	var f *slacksim.Failure
	if !errors.As(err, &f) {
		return fmt.Sprintf("No se pudo. Vuelva a intentarlo; si se repite, avise a quien administra la aplicación (%s).", err)
	}
	if sentence, known := spanish[f.Code]; known {
		return fmt.Sprintf("%s (%s).", sentence, f.Code)
	}
	return fmt.Sprintf("Slack no lo permitió. Avise a quien administra la aplicación (%s).", f.Code)
}

// underField are the sentences that Slack's own client writes under a field instead of
// sending the form, and what it writes for whoever uses it in Spanish.
var underField = []struct {
	english *regexp.Regexp
	spanish string
}{
	{regexp.MustCompile(`^Please complete this required field\.$`), "Llene este campo, que es obligatorio."},
	{regexp.MustCompile(`^Please enter at least 1 characters\.$`), "Escriba al menos una letra."},
	{regexp.MustCompile(`^Please enter at least (\d+) characters\.$`), "Es muy corto: escriba al menos $1 letras, contando espacios y signos."},
	{regexp.MustCompile(`^Please enter at most (\d+) characters\.$`), "Es muy largo: caben $1 letras, contando espacios y signos."},
	{regexp.MustCompile(`^Please enter a number\.$`), "Escriba un número, con cifras: por ejemplo, 12."},
	{regexp.MustCompile(`^Please enter a whole number\.$`), "Escriba un número entero, sin decimales."},
	{regexp.MustCompile(`^Please enter a number that is not less than (.+)\.$`), "Escriba un número que no sea menor que $1."},
	{regexp.MustCompile(`^Please enter a number that is not more than (.+)\.$`), "Escriba un número que no sea mayor que $1."},
	{regexp.MustCompile(`^Please enter a valid email address\.$`), "Eso no es un correo: escríbalo completo, como nombre@ejemplo.mx."},
	{regexp.MustCompile(`^Please enter a valid URL\.$`), "Eso no es una liga: escriba la dirección completa, como https://ejemplo.mx/nota.pdf."},
}

// fieldWords says in Spanish what Slack's client says; what the app says is already so.
func fieldWords(found map[string]string) map[string]string {
	if len(found) == 0 {
		return found
	}
	out := maps.Clone(found)
	for block, sentence := range out {
		for _, u := range underField {
			if u.english.MatchString(sentence) {
				out[block] = u.english.ReplaceAllString(sentence, u.spanish)
				break
			}
		}
	}
	return out
}
