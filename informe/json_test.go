package informe

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

const filaMinima = `{"numero":"01/2025","texto":"x","estatus":"pendiente"}`

// TestJSONRechaza says in one Spanish line where a JSON is wrong and why.
func TestJSONRechaza(t *testing.T) {
	for nombre, c := range map[string]struct{ json, quiero string }{
		"cortado":             {"{\n\"comision\": \"C", "línea 2: el JSON termina antes de tiempo: parece estar cortado."},
		"cortado en fila":     {"{\"compromisos\":[\n{\"numero\":\"1/2025\",", "línea 2: el JSON termina antes de tiempo: parece estar cortado."},
		"mal escrito":         {"{\n\"comision\" \"C\"}", "línea 2: el JSON no está bien escrito cerca de «\"C\"}»."},
		"mal escrita la fila": {"{\"compromisos\":[\n\n{\"numero\" 5}]}", "línea 3: el JSON no está bien escrito cerca de «"},
		"sobra":               {"{}\n\nbasura", "línea 3: después del JSON sobra «basura»."},
		"sobra otro":          {"{} {}", "línea 1: después del JSON sobra «{}»."},
		"tipo":                {"{\n\n\"comision\": 5}", "línea 3: en «comision» se esperaba un texto entre comillas y hay el número 5."},
		"lista":               {"{\"compromisos\": \"x\"}", "línea 1: en «compromisos» se esperaba una lista y hay el texto «x»."},
		"no son informes":     {"[1]", "línea 1: se esperaba un informe (un objeto) y hay el número 1."},
		"fecha":               {"{\n\"fecha_informe\": \"ayer\"}", "línea 2: en «fecha_informe» «ayer» no es una fecha: escríbala como AAAA-MM-DD, o null si no la hay."},
		"hora":                {"{\"hora_informe\": \"25:00\"}", "línea 1: en «hora_informe» «25:00» no es una hora: escríbala como HH:MM."},
		"clave repetida":      {"{\"comision\":\"A\",\n\"comision\":\"B\"}", "línea 2: la clave «comision» está dos veces."},
		"profundo":            {"{\"compromisos\":[{\"areas\":" + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "}]}", "línea 1: en «areas» se esperaba un texto entre comillas y hay una lista"},
		"sin numero":          {"{\"compromisos\":[\n{\"texto\":\"x\",\"estatus\":\"pendiente\"}]}", "línea 2: al compromiso le falta «numero» (la fila dice «{\"texto\":\"x\",\"estatus\":\"pendiente\"}»)."},
		"sin texto":           {"{\"compromisos\":[\n{\"numero\":\"1/2025\",\"estatus\":\"pendiente\"}]}", "línea 2: al compromiso 01/2025 le falta «texto»"},
		"sin estatus":         {"{\"compromisos\":[\n{\"numero\":\"1/2025\",\"texto\":\"x\"}]}", "línea 2: al compromiso 01/2025 le falta «estatus»"},
		"numero de número":    {"{\"compromisos\":[\n{\n\"numero\":5}]}", "línea 3: en «numero» se esperaba un texto entre comillas y hay el número 5"},
		"estatus raro":        {"{\"compromisos\":[{\"numero\":\"1/2025\",\"texto\":\"x\",\"estatus\":\"quizá\"}]}", "en 01/2025 «quizá» no es un estatus; se conocen: pendiente"},
		"numero repetido":     {"{\"compromisos\":[" + filaMinima + ",\n" + filaMinima + "]}", "línea 2: el número 01/2025 ya está en la línea 1"},
		"otra comisión":       {"{\"comision\":\"OTRA\"}", "línea 1: el informe es de la comisión OTRA y se pidió importarlo como de CAM."},
		"inciso sin letra":    {"{\"compromisos\":[{\"incisos\":[{}]}]}", "línea 1: a un inciso le falta «letra» o «texto»"},
		"clase":               {"{\"compromisos\":[{\"evidencias\":[{\"clase\":\"x\"}]}]}", "en «evidencias» la clase «x» no se conoce: es oficio, liga, archivo o minuta"},
	} {
		t.Run(nombre, func(t *testing.T) {
			_, err := Leer("", []byte(c.json), Opciones{Comision: "CAM"})
			if compromiso.CodigoDe(err) != compromiso.Invalido {
				t.Fatalf("%v", err)
			}
			if !strings.Contains(err.Error(), c.quiero) || strings.Contains(err.Error(), "\n") {
				t.Errorf("\n%s\nno dice\n%s", err, c.quiero)
			}
		})
	}
}

// TestJSONMinimo reads what may be absent as its default.
func TestJSONMinimo(t *testing.T) {
	const doc = `[{"comision":"CAM","extra":{"a":[1,2]},"glosario":{"UAR":"Unidad de Archivo"},
"compromisos":[
 {"numero":"3/2025","texto":"Que la UAR informe.","estatus":"Atendido","sesion":"3ª Ordinaria","fecha_sesion":"01.02.2025","nota":"fin"},
 {"numero":"04/2025","texto":"x","estatus":"en trámite","areas":null,"fecha_limite":null,"tipo":null}
]}, {}]`
	leo, err := Leer("", []byte(doc), Opciones{Comision: "cam"})
	if err != nil {
		t.Fatal(err)
	}
	quiero := []compromiso.FilaInforme{
		{
			Numero: compromiso.Numero{Cons: 3, Anio: 2025}, NumeroOriginal: "3/2025", Sesion: "03SO-CAM", FechaSesion: compromiso.NewFecha(2025, 2, 1),
			Tipo: "compromiso", Estatus: "cumplido", Texto: "Que la UAR informe.", Solicitantes: []string{}, Areas: []string{},
			AreasPropuestas: []string{"UAR"}, Linea: 3,
		},
		{
			Numero: compromiso.Numero{Cons: 4, Anio: 2025}, Tipo: "compromiso", Estatus: "en_proceso", Texto: "x",
			Solicitantes: []string{}, Areas: []string{}, Linea: 4,
		},
	}
	if d := cmp.Diff(quiero, leo[0].Compromisos); d != "" {
		t.Error(d)
	}
	avisos := []compromiso.Advertencia{
		{Linea: 1, Mensaje: "La clave «extra» no se conoce y no se toma; dice: {\"a\":[1,2]}"},
		{Linea: 3, Campo: "compromisos", Mensaje: "La clave «nota» no se conoce y no se toma; dice: \"fin\""},
		{Linea: 3, Campo: "fecha_cumplimiento", Mensaje: "El compromiso 03/2025 está cumplido y no dice en qué fecha."},
	}
	if d := cmp.Diff(avisos, leo[0].Advertencias); d != "" {
		t.Error(d)
	}
	if len(leo) != 2 || leo[1].Comision != "cam" || leo[1].Compromisos == nil {
		t.Errorf("%+v", leo[1])
	}
}

// TestJSONParcial takes the good rows and says which it left, and why.
func TestJSONParcial(t *testing.T) {
	doc := "{\"comision\":\"CAM\",\"compromisos\":[\n{\"numero\":5},\n\"x\",\n" + filaMinima + "\n]}"
	leo, err := Leer("", []byte(doc), Opciones{Parcial: true})
	if err != nil {
		t.Fatal(err)
	}
	quiero := []compromiso.Advertencia{
		{Linea: 2, Campo: "numero", Mensaje: "La fila no se tomó: en «numero» se esperaba un texto entre comillas y hay el número 5. Dice: «{\"numero\":5}»."},
		{Linea: 3, Campo: "compromisos", Mensaje: "La fila no se tomó: en «compromisos» se esperaba un objeto y hay el texto «x». Dice: «\"x\"»."},
	}
	if d := cmp.Diff(quiero, leo[0].Advertencias); d != "" || len(leo[0].Compromisos) != 1 {
		t.Errorf("%s\n%+v", d, leo[0].Compromisos)
	}
}
