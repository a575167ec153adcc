package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"compromisos/compromiso"
)

// columna is a column of compromisos that is written, and its type.
type columna struct {
	nombre, tipo string
	fija         bool // it is written once and does not change
}

// columnasCompromiso are all of them but what only an import writes, in the order of
// valoresCompromiso.
var columnasCompromiso = []columna{
	{"comision", "text", true},
	{"anio", "int", true},
	{"cons", "int", true},
	{"sesion_id", "bigint", false},
	{"tipo", "text", false},
	{"eje", "text", false},
	{"texto", "text", false},
	{"atencion", "text", false},
	{"permanente", "boolean", false},
	{"solicitantes", "text[]", false},
	{"areas", "text[]", false},
	{"areas_propuestas", "text[]", false},
	{"estatus", "text", false},
	{"fecha_limite", "date", false},
	{"fecha_limite_orig", "date", false},
	{"fecha_propuesta", "date", false},
	{"fecha_cumplimiento", "date", false},
	{"motivo", "text", false},
	{"registrado", "timestamptz", true},
	{"registrado_por", "text", true},
	{"cerrado", "timestamptz", false},
	{"avisar_desde", "timestamptz", false},
	{"enlace", "text", false},
	{"abierto", "boolean", false},
	{"por_validar", "boolean", false},
	{"limite_vivo", "date", false},
	{"dia_cierre", "date", false},
	{"areas_todas", "text[]", false},
	{"claves", "text[]", false},
	{"eje_plegado", "text", false},
	{"texto_plegado", "text", false},
	{"resto_plegado", "text", false},
	{"partes", "smallint", false},
	{"huella", "bigint[]", false},
}

// Where the number stands among them.
const colAnio, colCons = 1, 2

func valoresCompromiso(n *compromiso.Compromiso, v derivado) []any {
	return []any{
		n.Comision, n.Numero.Anio, n.Numero.Cons, v.sesion, string(n.Tipo), n.Eje, n.Texto, n.Atencion, n.Permanente,
		lista(n.Solicitantes), lista(n.Areas), lista(n.AreasPropuestas), string(n.Estatus), dia(n.FechaLimite),
		dia(n.FechaLimiteOrig), dia(n.FechaPropuesta), dia(n.FechaCumplimiento), n.Motivo, instante(n.Registrado),
		n.RegistradoPor, instante(n.Cerrado), instante(n.AvisarDesde), n.Enlace, v.abierto, v.porValidar, dia(v.limiteVivo),
		dia(v.diaCierre), lista(v.areas), lista(v.claves), v.eje, v.texto, v.resto, v.partes, arreglo(v.huella),
	}
}

// columnasImportado are what an import writes besides.
var columnasImportado = []columna{{"importado", "date", false}, {"importado_campos", "jsonb", false}}

func (e escrito) valoresImportado() []any {
	if e.campos == nil {
		return []any{dia(e.fecha), nil}
	}
	return []any{dia(e.fecha), objeto[map[string]string]{e.campos}}
}

func nombres(cs []columna) []string {
	out := make([]string, len(cs))
	for k, c := range cs {
		out[k] = c.nombre
	}
	return out
}

// asignaciones are the columns that change as an UPDATE sets them from x, and x itself:
// arrays of texts from the second argument on, since an array of arrays has no text of
// its own.
func asignaciones(cs []columna) (set, de string) {
	var sets, args, alias []string
	for k, c := range cs {
		sets = append(sets, fmt.Sprintf("%s = x.%s::%s", c.nombre, c.nombre, c.tipo))
		args = append(args, fmt.Sprintf("$%d::text[]", k+2))
		alias = append(alias, c.nombre)
	}
	return strings.Join(sets, ", "),
		"unnest($1::bigint[], " + strings.Join(args, ", ") + ") AS x (id, " + strings.Join(alias, ", ") + ")"
}

// enTexto is a value as Postgres reads it; none is NULL.
func enTexto(v any) (*string, error) {
	x, err := driver.DefaultParameterConverter.ConvertValue(v)
	if x == nil || err != nil {
		return nil, envolver(err, "write a value")
	}
	s := fmt.Sprint(x)
	if t, ok := x.(time.Time); ok {
		s = t.Format(time.RFC3339Nano)
	}
	return &s, nil
}
