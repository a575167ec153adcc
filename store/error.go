package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Repetido is the error of a request that was carried out before: it has what was
// given then.
type Repetido struct {
	Comision string
	Numero   compromiso.Numero
}

// Error says it to the person.
func (r Repetido) Error() string {
	if r.Numero.IsZero() {
		return "Esta solicitud ya se atendió."
	}
	return fmt.Sprintf("Esta solicitud ya se atendió: es el compromiso %s.", r.Numero)
}

// YaDado is what the request gave the first time, for callers that do not know this
// package.
func (r Repetido) YaDado() (comision string, numero compromiso.Numero) { return r.Comision, r.Numero }

// refusal is what a constraint says when it is violated.
type refusal struct {
	codigo         compromiso.Codigo
	campo, mensaje string
}

// refusals are the sentences of the named constraints that somebody can run into.
var refusals = map[string]refusal{
	"compromisos_numero_unico":     {compromiso.Conflicto, "numero", "Ese número de compromiso ya existe en la comisión."},
	"compromisos_de_comision":      {compromiso.Conflicto, "comision", "La comisión tiene compromisos: no se puede quitar."},
	"compromisos_de_sesion":        {compromiso.Conflicto, "sesion", "La sesión tiene compromisos: no se puede quitar."},
	"compromisos_cons_valido":      {compromiso.Invalido, "numero", "El número de un compromiso empieza en 01."},
	"compromisos_anio_valido":      {compromiso.Invalido, "numero", "El año del número va de 0001 a 9999."},
	"compromisos_tipo_conocido":    {compromiso.Invalido, "tipo", "El tipo es compromiso, solicitud o acuerdo."},
	"compromisos_texto_escrito":    {compromiso.Invalido, "texto", "Escriba qué se pidió."},
	"compromisos_estatus_conocido": {compromiso.Invalido, "estatus", "El estatus es pendiente, en_proceso, por_validar, parcial, cumplido o sin_efecto."},
	"incisos_estatus_conocido":     {compromiso.Invalido, "estatus", "El estatus de un inciso es pendiente, en_proceso, por_validar, parcial, cumplido o sin_efecto."},
	"incisos_pkey":                 {compromiso.Invalido, "incisos", "Dos incisos tienen la misma letra."},
	"prorrogas_una_pedida":         {compromiso.Conflicto, "", "El compromiso ya tiene una prórroga por responder."},
	"prorrogas_estado_conocido":    {compromiso.Invalido, "prorrogas", "El estado de una prórroga es pedida, concedida, negada o retirada."},
	"sesiones_codigo_unico":        {compromiso.Conflicto, "sesion", "Ya hay una sesión con ese código en ese año."},
	"sesiones_clase_conocida":      {compromiso.Invalido, "sesion", "La clase de una sesión es SO, SE o SEU."},
	"sesiones_ordinal_positivo":    {compromiso.Invalido, "sesion", "El ordinal de una sesión empieza en 1."},
	"sesiones_de_comision":         {compromiso.Conflicto, "comision", "La comisión tiene sesiones: no se puede quitar."},
	"contadores_de_comision":       {compromiso.Conflicto, "comision", "La comisión ya numeró compromisos: no se puede quitar."},
	"importaciones_de_comision":    {compromiso.Conflicto, "comision", "De la comisión se importaron informes: no se puede quitar."},
	"comisiones_siglas_unicas":     {compromiso.Conflicto, "siglas", "Ya hay una comisión con esas siglas."},
	"comisiones_pkey":              {compromiso.Conflicto, "siglas", "Ya hay una comisión con esas siglas."},
	"comisiones_siglas_escritas":   {compromiso.Invalido, "siglas", "Faltan las siglas de la comisión."},
	"areas_siglas_unicas":          {compromiso.Conflicto, "siglas", "Ya hay un área con esas siglas."},
	"areas_pkey":                   {compromiso.Conflicto, "siglas", "Ya hay un área con esas siglas."},
	"areas_siglas_escritas":        {compromiso.Invalido, "siglas", "Faltan las siglas del área."},
	"solicitantes_pkey":            {compromiso.Conflicto, "clave", "Ya hay un solicitante con esa clave."},
	"solicitantes_clave_escrita":   {compromiso.Invalido, "clave", "Falta la clave del solicitante."},
	"ejes_nombre_escrito":          {compromiso.Invalido, "ejes", "Falta el nombre del eje."},
	"glosario_siglas_escritas":     {compromiso.Invalido, "glosario", "Faltan las siglas de una entrada del glosario."},
	"avisos_con_destino":           {compromiso.Invalido, "canal", "El aviso no tiene a quién dirigirse."},
	"informes_de_sesion":           {compromiso.Conflicto, "sesion", "De la sesión se emitieron informes: no se puede quitar."},
	"informes_de_comision":         {compromiso.Conflicto, "comision", "De la comisión se emitieron informes: no se puede quitar."},
	"informes_numero_unico":        {compromiso.Conflicto, "emitido", "Otra persona emitió el informe al mismo tiempo: repita."},
	"informes_intocables":          {compromiso.Conflicto, "", "Lo que se emitió no se modifica ni se borra."},
	"bitacora_intocable":           {compromiso.Conflicto, "", "La bitácora no se modifica ni se borra."},
}

// traducir turns what the database refuses into a sentence; anything else stays as it is.
func traducir(err error) error {
	p := pq.As(err)
	if p == nil {
		return err
	}
	if r, ok := refusals[p.Constraint]; ok && p.Code.Class() == "23" {
		return compromiso.Errorf(r.codigo, r.campo, "%s", r.mensaje)
	}
	switch p.Code {
	case "22021", "22P05": // a zero byte, or bytes that are no text
		return compromiso.Errorf(compromiso.Invalido, "texto", "El texto tiene caracteres que no se pueden guardar: escríbalo de nuevo en vez de pegarlo.")
	case "54000":
		return compromiso.Errorf(compromiso.Invalido, "texto", "El texto es demasiado largo: resúmalo.")
	}
	return err
}

// pgError is what the database said, or nil.
func pgError(err error) *pq.Error { return pq.As(err) }

// sqlState is Postgres' code in an error of either driver, or "".
func sqlState(err error) string {
	var e interface{ SQLState() string }
	if errors.As(err, &e) {
		return e.SQLState()
	}
	return ""
}

// EnPalabras says to the operator what happened to the database while it was at work,
// where that is something to be done about; else "".
func EnPalabras(err error) string {
	switch estado := sqlState(err); {
	case estado == "42501":
		return "el usuario de DATABASE_URL no tiene permiso sobre las tablas: hágalo dueño de la base y de sus tablas"
	case estado == "25006":
		return "la base de datos solo admite lecturas: use la dirección de la principal en DATABASE_URL"
	case estado == "53100":
		return "la base de datos no tiene espacio en disco: libere espacio y repita"
	case estado == "42P01", estado == "42703":
		return "a la base de datos le faltan tablas: ejecute «compromisos migrar», o recupere un respaldo"
	case estado == "57P01", estado == "57P02", estado == "57P03", strings.HasPrefix(estado, "08"), strings.HasPrefix(estado, "53"), seCorto(err), esDeRed(err):
		return "se perdió la conexión con la base de datos: revise que Postgres siga en marcha, y repita"
	}
	return ""
}

func esDeRed(err error) bool {
	var red net.Error
	return errors.As(err, &red) && !errors.Is(err, context.DeadlineExceeded)
}

// envolver says what was being done when it failed; no error stays none.
func envolver(err error, que string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("store: %s: %w", que, err)
}

func sinFilas(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// Incierto is the error of what may stand all the same: it was to be committed, and nobody
// said what became of it.
type Incierto struct{ error }

// Incierto tells those who do not know this package.
func (Incierto) Incierto() bool { return true }

// Unwrap gives what was heard instead.
func (i Incierto) Unwrap() error { return i.error }

func incierto(err error) bool { return errors.As(err, new(Incierto)) }
