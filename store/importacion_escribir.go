package store

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// copiar writes rows into a table as fast as it takes them.
func copiar(ctx context.Context, tx *sqlx.Tx, tabla string, columnas []string, filas iter.Seq[[]any]) (err error) {
	st, err := tx.PrepareContext(ctx, `COPY `+tabla+` (`+strings.Join(columnas, ", ")+`) FROM STDIN`)
	if err != nil {
		return envolver(err, "copy into "+tabla)
	}
	defer func() {
		if e := st.Close(); err == nil {
			err = envolver(e, "copy into "+tabla)
		}
	}()
	for fila := range filas {
		if _, err := st.ExecContext(ctx, fila...); err != nil {
			return envolver(err, "copy into "+tabla)
		}
	}
	_, err = st.ExecContext(ctx)
	return envolver(err, "copy into "+tabla)
}

// porFila makes a row of each thing.
func porFila[T any](cosas []T, fila func(T) []any) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, c := range cosas {
			if !yield(fila(c)) {
				return
			}
		}
	}
}

// copiarNuevos writes what is new, with what this import says of it, and gives it its ids.
func (im *importacion) copiarNuevos(ctx context.Context, l *lote) error {
	if len(l.nuevos) == 0 {
		return nil
	}
	columnas := nombres(slices.Concat(columnasCompromiso, columnasImportado))
	if err := copiar(ctx, im.tx, "compromisos", columnas, porFila(l.nuevos, func(e escrito) []any {
		return append(im.valores(e.n), e.valoresImportado()...)
	})); err != nil {
		return err
	}
	anios, cons := make([]int64, len(l.nuevos)), make([]int64, len(l.nuevos))
	for k, e := range l.nuevos {
		anios[k], cons[k] = int64(e.n.Numero.Anio), int64(e.n.Numero.Cons)
	}
	var ids []int64
	if err := im.tx.SelectContext(ctx, &ids, `
		SELECT c.id FROM unnest($2::int[], $3::int[]) WITH ORDINALITY AS n (anio, cons, orden)
		JOIN compromisos c ON c.comision = $1 AND c.anio = n.anio AND c.cons = n.cons
		ORDER BY n.orden`, im.c.Siglas, pq.Array(anios), pq.Array(cons)); err != nil {
		return envolver(err, "find what was written")
	}
	if len(ids) != len(l.nuevos) {
		return errors.New("store: not all that was written is there")
	}
	for k, e := range l.nuevos {
		e.n.ID = ids[k]
	}
	return nil
}

// valores are those of the columns; its words go into the vocabulary when the file is done.
func (im *importacion) valores(n *compromiso.Compromiso) []any {
	v := derivar(n, im.c)
	for _, p := range v.vocablos {
		im.palabras[p] = struct{}{}
	}
	return valoresCompromiso(n, v)
}

// actualizarCambiados writes back what changed.
func (im *importacion) actualizarCambiados(ctx context.Context, l *lote) error {
	mudables := slices.DeleteFunc(slices.Clone(columnasCompromiso), func(c columna) bool { return c.fija })
	return im.actualizar(ctx, slices.Concat(mudables, columnasImportado), l.cambiados, func(e escrito) []any {
		var out []any
		for k, v := range im.valores(e.n) {
			if !columnasCompromiso[k].fija {
				out = append(out, v)
			}
		}
		return append(out, e.valoresImportado()...)
	})
}

// actualizarRecordados keeps what this import wrote of what did not change.
func (im *importacion) actualizarRecordados(ctx context.Context, l *lote) error {
	return im.actualizar(ctx, columnasImportado, l.recordados, escrito.valoresImportado)
}

func (im *importacion) actualizar(ctx context.Context, columnas []columna, es []escrito, valores func(escrito) []any) error {
	if len(es) == 0 {
		return nil
	}
	ids := make([]int64, len(es))
	cols := make([][]*string, len(columnas))
	for k, e := range es {
		ids[k] = e.n.ID
		for i, v := range valores(e) {
			t, err := enTexto(v)
			if err != nil {
				return err
			}
			cols[i] = append(cols[i], t)
		}
	}
	args := []any{pq.Array(ids)}
	for _, c := range cols {
		args = append(args, pq.Array(c))
	}
	set, de := asignaciones(columnas)
	_, err := im.tx.ExecContext(ctx, `UPDATE compromisos c SET `+set+` FROM `+de+` WHERE c.id = x.id`, args...)
	return envolver(err, "write compromisos")
}

// escribirIncisos writes those of what is new, and replaces those that changed.
func (im *importacion) escribirIncisos(ctx context.Context, l *lote) error {
	var otros []int64
	var filas []de[compromiso.Inciso]
	var orden []int
	for _, e := range slices.Concat(l.nuevos, l.cambiados) {
		switch {
		case !e.previo:
		case e.incisos:
			otros = append(otros, e.n.ID)
		default:
			continue
		}
		for k, i := range e.n.Incisos {
			filas, orden = append(filas, de[compromiso.Inciso]{e.n, i}), append(orden, k)
		}
	}
	if len(otros) > 0 {
		if _, err := im.tx.ExecContext(ctx, `DELETE FROM incisos WHERE compromiso_id = ANY($1)`, pq.Array(otros)); err != nil {
			return envolver(err, "replace incisos")
		}
	}
	if len(filas) == 0 {
		return nil
	}
	columnas := []string{"compromiso_id", "letra", "orden", "texto", "areas", "estatus", "fecha_limite", "fecha_propuesta", "fecha_cumplimiento"}
	k := -1
	return copiar(ctx, im.tx, "incisos", columnas, porFila(filas, func(f de[compromiso.Inciso]) []any {
		k++
		i := f.v
		return []any{
			f.n.ID, i.Letra, orden[k], i.Texto, lista(i.Areas), string(i.Estatus), dia(i.FechaLimite), dia(i.FechaPropuesta),
			dia(i.FechaCumplimiento),
		}
	}))
}

// responderProrrogas writes the answers to requests that waited, and takes note of those
// that nobody will answer any more.
func (im *importacion) responderProrrogas(ctx context.Context, l *lote) error {
	for _, r := range l.respuestas {
		if _, err := im.tx.ExecContext(ctx, `
			UPDATE prorrogas SET nueva = $2, estado = $3, respuesta = $4 WHERE compromiso_id = $1 AND estado = 'pedida'`,
			r.n.ID, dia(r.v.Nueva), string(r.v.Estado), r.v.Respuesta); err != nil {
			return envolver(err, "answer a prórroga")
		}
	}
	var cerrados []int64
	for _, e := range l.cambiados {
		if !e.n.Estatus.Abierto() {
			cerrados = append(cerrados, e.n.ID)
		}
	}
	if len(cerrados) == 0 {
		return nil
	}
	_, err := im.tx.ExecContext(ctx, `
		UPDATE prorrogas SET estado = $2 WHERE compromiso_id = ANY($1) AND estado = 'pedida'`, pq.Array(cerrados), string(prorrogaRetirada))
	return envolver(err, "withdraw prórrogas")
}

// copiarHistoria writes what the rows add to the history of their compromisos.
func (im *importacion) copiarHistoria(ctx context.Context, l *lote) error {
	if len(l.seguimientos) > 0 {
		columnas := []string{"compromiso_id", "inciso", "fecha", "area", "persona", "clase", "texto", "en"}
		if err := copiar(ctx, im.tx, "seguimientos", columnas, porFila(l.seguimientos, func(s de[compromiso.Seguimiento]) []any {
			return []any{s.n.ID, s.v.Inciso, dia(s.v.Fecha), s.v.Area, s.v.Persona, string(s.v.Clase), s.v.Texto, instante(s.v.En)}
		})); err != nil {
			return err
		}
	}
	if len(l.evidencias) > 0 {
		columnas := []string{"compromiso_id", "clase", "titulo", "liga", "oficio", "fecha", "persona", "en"}
		if err := copiar(ctx, im.tx, "evidencias", columnas, porFila(l.evidencias, func(e de[compromiso.Evidencia]) []any {
			return []any{e.n.ID, string(e.v.Clase), e.v.Titulo, e.v.Liga, e.v.Oficio, dia(e.v.Fecha), e.v.Persona, instante(e.v.En)}
		})); err != nil {
			return err
		}
	}
	if len(l.prorrogas) == 0 {
		return nil
	}
	columnas := []string{"compromiso_id", "inciso", "anterior", "nueva", "motivo", "estado", "persona", "respuesta", "en"}
	return copiar(ctx, im.tx, "prorrogas", columnas, porFila(l.prorrogas, func(p de[*compromiso.Prorroga]) []any {
		return []any{
			p.n.ID, p.v.Inciso, dia(p.v.Anterior), dia(p.v.Nueva), p.v.Motivo, string(p.v.Estado), p.v.Persona, p.v.Respuesta, instante(p.v.En),
		}
	}))
}
