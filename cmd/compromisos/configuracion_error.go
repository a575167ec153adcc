package main

import (
	"errors"
	"reflect"
	"regexp"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"

	"compromisos/compromiso"
)

const nadaSeAplico = "no se aplicó nada"

// noSeAplico is the refusal of a file for what it has at a line and column.
func noSeAplico(linea, columna int, que string) error {
	return compromiso.Errorf(compromiso.Invalido, "", "línea %d, columna %d: %s; %s", linea, columna, que, nadaSeAplico)
}

// errorYAML is what every error of the YAML reader can tell.
type errorYAML interface {
	error
	GetToken() *token.Token
	GetMessage() string
}

// traducirYAML says in Spanish, and in one line, what the YAML reader found wrong.
func traducirYAML(err error) error {
	var e errorYAML
	if !errors.As(err, &e) || e.GetToken() == nil {
		return compromiso.Errorf(compromiso.Invalido, "", "no es un archivo YAML que se entienda (%s); %s", unaLinea(err.Error()), nadaSeAplico)
	}
	p := e.GetToken().Position
	return noSeAplico(p.Line, p.Column, queYAML(e))
}

func queYAML(e errorYAML) string {
	var tipo *yaml.TypeError
	if errors.As(e, &tipo) {
		espera := queEspera(tipo.DstType)
		switch e.GetToken().Type {
		case token.SequenceStartType, token.SequenceEntryType:
			if espera == deUno || espera == deNumero {
				return "aquí va un solo valor, no una lista"
			}
		case token.MappingStartType:
			if espera == deUno || espera == deNumero {
				return "aquí va un solo valor, no claves con su valor"
			}
		}
		return "«" + e.GetToken().Value + "» no sirve: se esperaba " + espera
	}
	var desborde *yaml.OverflowError
	if errors.As(e, &desborde) {
		return "«" + e.GetToken().Value + "» es un número demasiado grande"
	}
	for _, t := range deYAML() {
		if t.re.MatchString(e.GetMessage()) {
			return t.re.ReplaceAllString(e.GetMessage(), t.es)
		}
	}
	return "no se entiende el YAML en este punto: revise la sangría, los dos puntos, las comillas y los corchetes"
}

const (
	deUno    = "un texto"
	deNumero = "un número entero"
)

func queEspera(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Int:
		return deNumero
	case reflect.String:
		return deUno
	case reflect.Slice:
		return "una lista"
	}
	return "un grupo de claves"
}

// deLector is a sentence of a reader, and ours.
type deLector struct {
	re *regexp.Regexp
	es string
}

// deYAML are the sentences of the YAML reader that people can run into.
var deYAML = sync.OnceValue(func() []deLector {
	return []deLector{
		{regexp.MustCompile(`^unknown field "(.+)".*`), "no existe la clave «$1»"},
		{regexp.MustCompile(`^(?:mapping key|duplicate key) "(.+?)".*`), "la clave «$1» está dos veces"},
		{regexp.MustCompile(`^.* was used where mapping is expected`), "aquí van claves con su valor (clave: valor)"},
		{regexp.MustCompile(`^.* was used where sequence is expected`), "aquí va una lista: [uno, dos], o uno por línea tras un guion"},
		{regexp.MustCompile(`^(?s)found character '\t'.*|^found a tab character.*`), "la sangría debe ser de espacios, no de tabuladores"},
		{regexp.MustCompile(`^could not find end character of .*`), "faltan las comillas de cierre"},
		{regexp.MustCompile(`^(?:',' or '\]' must be specified|sequence end token '\]' not found).*`), "falta «]» o una coma"},
		{regexp.MustCompile(`^(?:',' or '\}' must be specified|could not find flow mapping end token '\}').*`), "falta «}» o una coma"},
		{regexp.MustCompile(`^could not find '(.)' character.*`), "sobra el cierre: falta su «$1»"},
		{regexp.MustCompile(`^could not find alias "(.+)".*`), "no hay un «&$1» al que se refiera «*$1»"},
		{regexp.MustCompile(`^'(.)' is a reserved character.*`), "un valor que empieza con «$1» va entre comillas"},
		{regexp.MustCompile(`^unexpected key name.*|^expected map key-value delimiter.*`), "falta «:» después de la clave"},
		{regexp.MustCompile(`^mapping value is not allowed.*`), "hay un «:» fuera de lugar: revise la sangría, o ponga el valor entre comillas"},
		{regexp.MustCompile(`^(?:value is not allowed|non-map value|unexpected map key|found an invalid key|block sequence entries are not allowed).*`), "la sangría no concuerda con la de la línea anterior"},
	}
})
