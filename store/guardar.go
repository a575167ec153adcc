package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// derivado is what lists ask of a compromiso and would else have to work out.
type derivado struct {
	abierto, porValidar   bool
	limiteVivo, diaCierre compromiso.Fecha
	areas, claves         []string
	eje, texto, resto     string
	sesion                *int64
	partes                int
	huella                []int64
	vocablos              []string
}

func derivar(n *compromiso.Compromiso, c *compromiso.Comision) derivado {
	v := vidaDe(n, c)
	v.eje, v.texto = compromiso.Plegar(n.Eje), palabras(n.Texto)
	v.partes, v.huella, v.vocablos = len(n.Incisos), compromiso.Huella(n.Comision, n.Texto), vocablosDe(n)
	for _, s := range n.Solicitantes {
		v.claves = append(v.claves, compromiso.Plegar(compromiso.ClaveSolicitante(s)))
	}
	resto := slices.Concat([]string{n.Atencion, n.Eje}, n.Solicitantes, v.areas, n.AreasPropuestas)
	for _, i := range n.Incisos {
		resto = append(resto, i.Texto)
	}
	v.resto = palabras(strings.Join(resto, " "))
	if n.Sesion != nil {
		v.sesion = &n.Sesion.ID
	}
	return v
}

// vidaDe are those of them by which it is told what is owed and what was closed.
func vidaDe(n *compromiso.Compromiso, c *compromiso.Comision) derivado {
	v := derivado{abierto: n.Estatus.Abierto(), areas: n.TodasLasAreas()}
	for _, a := range n.Asuntos() {
		switch {
		case !a.Estatus.Abierto():
		case a.Estatus == compromiso.PorValidar:
			v.porValidar = true
		case !a.FechaLimite.IsZero() && (v.limiteVivo.IsZero() || a.FechaLimite.Antes(v.limiteVivo)):
			v.limiteVivo = a.FechaLimite
		}
	}
	if !v.abierto {
		if v.diaCierre = n.FechaCumplimiento; v.diaCierre.IsZero() && !n.Cerrado.IsZero() {
			v.diaCierre = c.Hoy(n.Cerrado)
		}
	}
	return v
}

// palabras is a text as the index of words gets it beside what was written: folded, with
// nothing between the words, so that the number of an oficio is found by any part of it.
func palabras(texto string) string { return strings.Join(compromiso.PalabrasPlegadas(texto), " ") }

// vocablosDe are the words of a compromiso among which slips of typing are looked up.
func vocablosDe(n *compromiso.Compromiso) []string {
	textos := append([]string{n.Texto, n.Atencion, n.Eje}, n.Solicitantes...)
	for _, i := range n.Incisos {
		textos = append(textos, i.Texto)
	}
	return compromiso.Vocablos(textos...)
}

// actualizar writes back a compromiso that is locked. Its number, its registration and
// its commission do not change.
func actualizar(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, incisosAntes []compromiso.Inciso, c *compromiso.Comision) error {
	v := derivar(n, c)
	_, err := tx.ExecContext(ctx, `
		UPDATE compromisos SET sesion_id = $2, tipo = $3, eje = $4, texto = $5, atencion = $6, permanente = $7, solicitantes = $8,
			areas = $9, areas_propuestas = $10, estatus = $11, fecha_limite = $12, fecha_limite_orig = $13, fecha_propuesta = $14,
			fecha_cumplimiento = $15, motivo = $16, cerrado = $17, avisar_desde = $18, enlace = $19, abierto = $20, por_validar = $21,
			limite_vivo = $22, dia_cierre = $23, areas_todas = $24, claves = $25, eje_plegado = $26, texto_plegado = $27,
			resto_plegado = $28, partes = $29, huella = $30
		WHERE id = $1`,
		n.ID, v.sesion, string(n.Tipo), n.Eje, n.Texto, n.Atencion, n.Permanente, lista(n.Solicitantes), lista(n.Areas),
		lista(n.AreasPropuestas), string(n.Estatus), dia(n.FechaLimite), dia(n.FechaLimiteOrig), dia(n.FechaPropuesta),
		dia(n.FechaCumplimiento), n.Motivo, instante(n.Cerrado), instante(n.AvisarDesde), n.Enlace, v.abierto, v.porValidar,
		dia(v.limiteVivo), dia(v.diaCierre), lista(v.areas), lista(v.claves), v.eje, v.texto, v.resto, v.partes, arreglo(v.huella))
	if err != nil {
		return envolver(err, "write a compromiso")
	}
	return guardarIncisos(ctx, tx, n.ID, incisosAntes, n.Incisos)
}

// guardarHechos writes what the facts add to the history of the compromiso.
func guardarHechos(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso) error {
	for _, h := range n.Hechos() {
		seg := int64(0)
		if h.Seguimiento != nil {
			if err := insertarSeguimiento(ctx, tx, n.ID, h.Seguimiento); err != nil {
				return err
			}
			seg = h.Seguimiento.ID
		}
		for k := range h.Evidencias {
			h.Evidencias[k].Seg = seg
			if err := insertarEvidencia(ctx, tx, n.ID, &h.Evidencias[k]); err != nil {
				return err
			}
		}
		if h.Prorroga != nil {
			if err := guardarProrroga(ctx, tx, n.ID, h.Prorroga); err != nil {
				return err
			}
		}
	}
	if n.Prorroga == nil {
		return retirarPedida(ctx, tx, n.ID)
	}
	return nil
}

// asentarHechos writes the facts into the bitácora and the avisos that follow from
// them, and gives the ids of these. It is the last step of a transaction.
func asentarHechos(ctx context.Context, tx *sqlx.Tx, n *compromiso.Compromiso, c *compromiso.Comision, d *compromiso.Directorio) ([]int64, error) {
	asientos, err := asientosDe(n)
	if err != nil {
		return nil, err
	}
	if err := asentar(ctx, tx, asientos); err != nil {
		return nil, err
	}
	var avisos []avisoNuevo
	for k, h := range n.Hechos() {
		for _, a := range compromiso.AvisosDe(h, asientos[k].Seq, n, c, d) {
			avisos = append(avisos, avisoNuevo{a, n.ID})
		}
	}
	ids, err := insertarAvisos(ctx, tx, avisos)
	return slices.DeleteFunc(ids, func(id int64) bool { return id == 0 }), err
}

// asientosDe are the entries of the bitácora for what happened to a compromiso.
func asientosDe(n *compromiso.Compromiso) ([]filaAsiento, error) {
	var out []filaAsiento
	for _, h := range n.Hechos() {
		f, err := asientoDe(h, n.Comision, n.Numero)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// filaNueva is a compromiso that is to be written, with its columns as texts.
type filaNueva struct {
	n      *compromiso.Compromiso
	textos []*string
}

// enTextos are the columns of a compromiso as Postgres reads them.
func enTextos(n *compromiso.Compromiso, v derivado) ([]*string, error) {
	valores := valoresCompromiso(n, v)
	textos := make([]*string, len(valores))
	for k, x := range valores {
		var err error
		if textos[k], err = enTexto(x); err != nil {
			return nil, err
		}
	}
	return textos, nil
}

// numerada is the row with the number that was given meanwhile.
func (f filaNueva) numerada() []*string {
	anio, cons := strconv.Itoa(f.n.Numero.Anio), strconv.Itoa(f.n.Numero.Cons)
	f.textos[colAnio], f.textos[colCons] = &anio, &cons
	return f.textos
}

// insertCompromisos takes a list for each column.
var insertCompromisos = func() string {
	var de, x, alias []string
	for k, c := range columnasCompromiso {
		de = append(de, "x."+c.nombre+"::"+c.tipo)
		x = append(x, fmt.Sprintf("$%d::text[]", k+1))
		alias = append(alias, c.nombre)
	}
	cols := strings.Join(alias, ", ")
	return "INSERT INTO compromisos (" + cols + ") SELECT " + strings.Join(de, ", ") + " FROM unnest(" + strings.Join(x, ", ") + ") AS x (" + cols + `)
		RETURNING id, comision, anio, cons`
}()

// insertarVarios writes new compromisos with their incisos, and gives them their ids.
func (s *Store) insertarVarios(ctx context.Context, tx *sqlx.Tx, filas []filaNueva) error {
	listas := make([][]*string, len(columnasCompromiso))
	por := make(map[string]*compromiso.Compromiso, len(filas))
	for _, f := range filas {
		for k, t := range f.numerada() {
			listas[k] = append(listas[k], t)
		}
		por[f.n.Comision+" "+f.n.Numero.String()] = f.n
	}
	args := make([]any, len(listas))
	for k, l := range listas {
		args[k] = pq.Array(l)
	}
	rows, err := s.prep.filasEn(ctx, tx, insertCompromisos, args...)
	if err != nil {
		return envolver(err, "write compromisos")
	}
	defer rows.Close()
	var escritas []struct {
		ID       int64  `db:"id"`
		Comision string `db:"comision"`
		Anio     int    `db:"anio"`
		Cons     int    `db:"cons"`
	}
	if err := errors.Join(sqlx.StructScan(rows, &escritas), rows.Err()); err != nil {
		return envolver(err, "write compromisos")
	}
	for _, e := range escritas {
		n := por[e.Comision+" "+compromiso.Numero{Anio: e.Anio, Cons: e.Cons}.String()]
		n.ID = e.ID
		if err := guardarIncisos(ctx, tx, n.ID, nil, n.Incisos); err != nil {
			return err
		}
	}
	return nil
}
