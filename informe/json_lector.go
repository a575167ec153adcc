package informe

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"compromisos/compromiso"
)

// lector walks a JSON text value by value, checks the types, and knows the line.
type lector struct {
	d       *json.Decoder
	texto   string
	base    int // line of the first character
	contado int // bytes whose lines are counted
	lineas  int // line ends among them
	avs     *avisos
	fondo   int // depth of the value that is being read
}

func newLector(texto string, base int, avs *avisos) *lector {
	d := json.NewDecoder(strings.NewReader(texto))
	d.UseNumber()
	return &lector{d: d, texto: texto, base: base, avs: avs}
}

// linea is the line of the value that was just read.
func (l *lector) linea() int { return l.lineaEn(int(l.d.InputOffset())) }

func (l *lector) lineaEn(hasta int) int {
	hasta = min(hasta, len(l.texto))
	if hasta > l.contado {
		l.lineas += strings.Count(l.texto[l.contado:hasta], "\n")
		l.contado = hasta
	}
	return l.base + l.lineas
}

// mal is a refusal at the line of the value that was just read.
func (l *lector) mal(campo, formato string, args ...any) *compromiso.Error {
	e := compromiso.Errorf(compromiso.Invalido, campo, formato, args...)
	e.Mensaje = compromiso.Errorf(compromiso.Invalido, "", "línea %d: %s", l.linea(), e.Mensaje).Mensaje
	return e
}

// sintaxis translates what the decoder says of a text that is not JSON.
func (l *lector) sintaxis(err error) *compromiso.Error {
	var s *json.SyntaxError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &s) && int(s.Offset) >= len(l.texto) {
		l.lineaEn(len(strings.TrimRight(l.texto, " \t\n")))
		return rechazo("línea %d: el JSON termina antes de tiempo: parece estar cortado.", l.base+l.lineas)
	}
	en := int(l.d.InputOffset())
	if s != nil && s.Offset > 0 && int(s.Offset) <= len(l.texto) {
		en = max(en, int(s.Offset)-1)
	}
	cerca := strings.TrimSpace(l.texto[min(en, len(l.texto)):min(en+40, len(l.texto))])
	return rechazo("línea %d: el JSON no está bien escrito cerca de «%s».", l.lineaEn(en), recorte(cerca))
}

// siguiente reads one token.
func (l *lector) siguiente() (json.Token, *compromiso.Error) {
	t, err := l.d.Token()
	if err != nil {
		return nil, l.sintaxis(err)
	}
	switch t {
	case json.Delim('{'), json.Delim('['):
		if l.fondo++; l.fondo > maxProfundidad {
			return nil, l.mal("", "el JSON tiene más de %d niveles.", maxProfundidad)
		}
	case json.Delim('}'), json.Delim(']'):
		l.fondo--
	}
	return t, nil
}

// objeto reads an object and calls leer for each key. A key that comes twice is
// refused: one of the two would be lost.
func (l *lector) objeto(campo string, leer func(clave string) *compromiso.Error) *compromiso.Error {
	t, err := l.siguiente()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return l.mal(campo, "%sse esperaba un objeto y hay %s.", de(campo), tipoJSON(t))
	}
	return l.claves(campo, leer)
}

// claves reads an object whose brace was read.
func (l *lector) claves(campo string, leer func(clave string) *compromiso.Error) *compromiso.Error {
	vistas := map[string]bool{}
	for l.d.More() {
		t, err := l.siguiente()
		if err != nil {
			return err
		}
		clave, _ := t.(string)
		if vistas[clave] {
			return l.mal(campo, "la clave «%s» está dos veces.", recorte(clave))
		}
		vistas[clave] = true
		if err := leer(clave); err != nil {
			return err
		}
	}
	_, err := l.siguiente()
	return err
}

// arreglo reads an array and calls leer for each element; null is an empty one.
func (l *lector) arreglo(campo string, leer func() *compromiso.Error) *compromiso.Error {
	t, err := l.siguiente()
	switch {
	case err != nil:
		return err
	case t == nil:
		return nil
	case t != json.Delim('['):
		return l.mal(campo, "%sse esperaba una lista y hay %s.", de(campo), tipoJSON(t))
	}
	for l.d.More() {
		if err := leer(); err != nil {
			return err
		}
	}
	_, err = l.siguiente()
	return err
}

// cadena reads a text; null is "". Control characters are no text.
func (l *lector) cadena(campo string, a *string) *compromiso.Error {
	t, err := l.siguiente()
	if err != nil {
		return err
	}
	switch v := t.(type) {
	case nil:
		*a = ""
	case string:
		*a = l.limpia(campo, v)
	default:
		return l.mal(campo, "%sse esperaba un texto entre comillas y hay %s.", de(campo), tipoJSON(t))
	}
	return nil
}

func (l *lector) limpia(campo, s string) string {
	if !strings.ContainsFunc(s, esControl) {
		return s
	}
	l.avs.add(l.linea(), campo, "Se quitaron caracteres de control de un texto.")
	return strings.Map(func(r rune) rune {
		if esControl(r) {
			return -1
		}
		return r
	}, s)
}

func (l *lector) bandera(campo string, a *bool) *compromiso.Error {
	t, err := l.siguiente()
	if err != nil {
		return err
	}
	switch v := t.(type) {
	case nil:
		*a = false
	case bool:
		*a = v
	default:
		return l.mal(campo, "%sse esperaba true o false y hay %s.", de(campo), tipoJSON(t))
	}
	return nil
}

func (l *lector) entero(campo string, a *int) *compromiso.Error {
	t, err := l.siguiente()
	if err != nil {
		return err
	}
	n, _ := t.(json.Number)
	v, mal := n.Int64()
	if mal != nil || v < 0 || v > 1<<31-1 {
		return l.mal(campo, "%sse esperaba un número entero y hay %s.", de(campo), tipoJSON(t))
	}
	*a = int(v)
	return nil
}

func (l *lector) fecha(campo string, a *compromiso.Fecha) *compromiso.Error {
	var s string
	if err := l.cadena(campo, &s); err != nil || s == "" {
		return err
	}
	f, err := compromiso.ParseFecha(s)
	if err != nil {
		return l.mal(campo, "%s«%s» no es una fecha: escríbala como AAAA-MM-DD, o null si no la hay.", de(campo), recorte(s))
	}
	*a = f
	return nil
}

// cadenas reads a list of texts.
func (l *lector) cadenas(campo string, a *[]string) *compromiso.Error {
	return l.arreglo(campo, func() *compromiso.Error {
		var s string
		if err := l.cadena(campo, &s); err != nil {
			return err
		}
		*a = append(*a, s)
		return nil
	})
}

// desconocida warns of a key that has no meaning here, with what it held.
func (l *lector) desconocida(campo, clave string) *compromiso.Error {
	linea := l.linea()
	var crudo json.RawMessage
	if err := l.d.Decode(&crudo); err != nil {
		return l.sintaxis(err)
	}
	l.avs.add(linea, campo, "La clave «%s» no se conoce y no se toma; dice: %s", recorte(clave), cita(string(bytes.TrimSpace(crudo))))
	return nil
}

func de(campo string) string {
	if campo == "" {
		return ""
	}
	return "en «" + campo + "» "
}

func tipoJSON(t json.Token) string {
	switch v := t.(type) {
	case nil:
		return "null"
	case string:
		return "el texto «" + recorte(v) + "»"
	case json.Number:
		return "el número " + recorte(v.String())
	case bool:
		return "true o false"
	case json.Delim:
		if v == '{' {
			return "un objeto"
		}
		return "una lista"
	}
	return "otra cosa"
}
