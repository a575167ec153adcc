package informe

import (
	"strings"
	"unicode/utf8"

	"compromisos/compromiso"
)

// Opciones are the settings of Leer.
type Opciones struct {
	// Comision is the siglas of the commission the document is known to be of; ""
	// takes what the document says.
	Comision string
	// Parcial takes the rows that can be read and turns the others into warnings;
	// without it one unreadable row refuses the whole document.
	Parcial bool
	// Areas are siglas known as areas, besides those the document's glossary
	// defines as such.
	Areas []string
}

// The ceilings that keep a hostile or broken file from taking the machine with it.
const (
	maxBytes        = 256 << 20 // 100,000 compromisos, exported with all their history
	maxCeldas       = 2_000_000
	maxColumnas     = 256
	maxFilas        = 200_000
	maxProfundidad  = 64
	maxAdvertencias = 5_000
	maxInformes     = 1_000
)

// Leer reads a document, recognised by its content; nombre only appears in the
// messages. Whatever it refuses is a compromiso.Error of one line.
func Leer(nombre string, b []byte, o Opciones) ([]compromiso.Informe, error) {
	informes, err := leer(b, o)
	if err != nil {
		return nil, conNombre(nombre, err)
	}
	return informes, nil
}

func leer(b []byte, o Opciones) ([]compromiso.Informe, error) {
	if len(b) > maxBytes {
		return nil, rechazo("El archivo mide más de %d MiB, que es el máximo.", maxBytes>>20)
	}
	if f := formaDeBytes(b); f != nil {
		return leerForma(*f, b, o)
	}
	if que := archivoAjeno(b); que != "" {
		return nil, noSeReconoce(que)
	}
	texto, avs := decodificar(b)
	switch {
	case pareceBinario(texto, avs.quitados):
		return nil, rechazo("No se reconoce el documento: parecen datos binarios. %s", seAcepta())
	case strings.TrimSpace(texto) == "":
		return nil, rechazo("El archivo está vacío. %s", seAcepta())
	case pareceJSON(texto):
		texto = strings.ReplaceAll(texto, "\f", "")
		informes, err := leerJSON(texto, o, avs)
		if err == nil {
			err = algoHay(texto, informes)
		}
		return informes, err
	}
	return leerFormasDeTexto(texto, o, avs)
}

// algoHay refuses JSON that says nothing of what an informe says.
func algoHay(texto string, informes []compromiso.Informe) error {
	if len(informes) == 0 {
		return rechazo("El JSON es una lista vacía: faltan los informes, cada uno con «comision» y «compromisos».")
	}
	for _, inf := range informes {
		if len(inf.Compromisos) > 0 || len(inf.Glosario) > 0 {
			return nil
		}
	}
	if strings.Contains(texto, `"compromisos"`) {
		return nil // as an export of a commission that has none yet
	}
	return rechazo("Al JSON le falta «compromisos»: la lista de lo que se importa, cada uno con «numero», «texto» y «estatus».")
}

// pareceBinario tells whether what was decoded is mostly not text: one character in
// ten had to be dropped or replaced.
func pareceBinario(s string, quitados int) bool {
	raros := quitados + strings.Count(s, "\uFFFD")
	return raros > 0 && raros*10 > utf8.RuneCountInString(s)+quitados
}

func pareceJSON(s string) bool {
	s = strings.TrimLeft(s, " \t\n\f")
	if strings.HasPrefix(s, "{") {
		return true
	}
	if !strings.HasPrefix(s, "[") {
		return false
	}
	// A text may open with a bracket too; an array of objects goes on with a brace.
	s = strings.TrimLeft(s[1:], " \t\n")
	return s == "" || strings.ContainsAny(s[:1], "{]\"0123456789[-tfn") && !strings.Contains(primeraLinea(s), "\t")
}

func primeraLinea(s string) string {
	l, _, _ := strings.Cut(s, "\n")
	return l
}

func rechazo(formato string, args ...any) *compromiso.Error {
	return compromiso.Errorf(compromiso.Invalido, "", formato, args...)
}

func noSeReconoce(que string) *compromiso.Error {
	return rechazo("No se reconoce el documento: parece %s. %s", que, seAcepta())
}

// conNombre puts the name of the file before the sentence of a refusal.
func conNombre(nombre string, err error) error {
	var e *compromiso.Error
	if nombre == "" || !esError(err, &e) {
		return err
	}
	c := *e
	c.Mensaje = enUnaLinea(nombre) + ": " + e.Mensaje
	return &c
}
