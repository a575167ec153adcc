package store

import (
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// EnvioDeMensaje gives what a message that is out already was about, as it stands now, and
// what came of each asunto since: so that the message can be written anew. It is nil for a
// message that nobody answers. Nothing is written down.
func (s *Store) EnvioDeMensaje(ctx context.Context, canal, ts string, ahora time.Time) (*compromiso.Envio, error) {
	a, err := s.AvisoPorMensaje(ctx, canal, ts)
	if err != nil || a == nil || !a.SeResponde() {
		return nil, err
	}
	d, err := s.Directorio(ctx)
	if err != nil {
		return nil, err
	}
	e := &compromiso.Envio{Aviso: *a, Directorio: d, Ahora: ahora}
	e.Comision, _ = d.Comision(a.Comision)
	err = s.foto(ctx, func(tx *sqlx.Tx) error {
		if !a.Compromiso.IsZero() {
			e.Compromiso, err = leerUno(ctx, tx, d, compromiso.Referencia{Comision: a.Comision, Numero: a.Compromiso}, false)
			if err != nil {
				return err
			}
		}
		return conRespuestas(ctx, tx, e)
	})
	if compromiso.CodigoDe(err) == compromiso.NoEncontrado || err == nil && len(e.Respuestas) == 0 {
		return nil, nil // withdrawn meanwhile
	}
	return e, err
}

// conRespuestas finds out what came of each asunto of a message since it went out.
func conRespuestas(ctx context.Context, tx *sqlx.Tx, e *compromiso.Envio) error {
	a := &e.Aviso
	a.Asuntos = slices.DeleteFunc(a.Asuntos, func(r compromiso.Recordatorio) bool { return r.Suprimido != compromiso.NoSuprimido })
	var ns []*compromiso.Compromiso
	if e.Compromiso != nil {
		ns = append(ns, e.Compromiso)
	}
	for _, r := range a.Asuntos {
		if !slices.Contains(ns, r.Compromiso) {
			ns = append(ns, r.Compromiso)
		}
	}
	hist, err := historial(ctx, tx, ns, time.Time{})
	if err != nil {
		return err
	}
	avances, err := avancesDesde(ctx, tx, ns, a.Enviado)
	if err != nil {
		return err
	}
	e.Respuestas = map[compromiso.ClaveAsunto]compromiso.Respuesta{}
	avance := func(clave compromiso.ClaveAsunto) time.Time {
		clave.Persona = ""
		return avances[clave]
	}
	if n := e.Compromiso; n != nil && e.Comision != nil {
		clave := compromiso.ClaveAsunto{Compromiso: n.ID, Inciso: a.Inciso, Persona: a.Destino}
		e.Respuestas[clave] = a.Responder(n, e.Comision, hist[clave], avance(clave), e.Ahora)
	}
	for k, r := range a.Asuntos {
		if c, ok := e.Directorio.Comision(r.Comision); ok {
			clave := compromiso.ClaveAsunto{Compromiso: r.Compromiso.ID, Inciso: r.Inciso, Persona: r.Persona}
			a.Asuntos[k], e.Respuestas[clave] = r.Responder(c, hist[clave], avance(clave), e.Ahora)
		}
	}
	return nil
}

// avancesDesde gives when progress was last registered on each asunto after a moment, and on
// the whole; what was registered on the whole counts for each of its incisos.
func avancesDesde(ctx context.Context, tx *sqlx.Tx, ns []*compromiso.Compromiso, desde time.Time) (map[compromiso.ClaveAsunto]time.Time, error) {
	var filas []struct {
		Compromiso int64    `db:"compromiso_id"`
		Inciso     string   `db:"inciso"`
		En         instante `db:"en"`
	}
	if err := tx.SelectContext(ctx, &filas, `
		SELECT compromiso_id, inciso, max(en) AS en FROM seguimientos
		WHERE compromiso_id = ANY($1) AND en > $2 GROUP BY compromiso_id, inciso`, pq.Array(idsDe(ns)), instante(desde)); err != nil {
		return nil, envolver(err, "read what was answered")
	}
	out := map[compromiso.ClaveAsunto]time.Time{}
	for _, f := range filas {
		k := slices.IndexFunc(ns, func(n *compromiso.Compromiso) bool { return n.ID == f.Compromiso })
		for _, letra := range append(letras(ns[k], f.Inciso), "") {
			clave := compromiso.ClaveAsunto{Compromiso: f.Compromiso, Inciso: letra}
			if t := f.En.hora(); t.After(out[clave]) {
				out[clave] = t
			}
		}
	}
	return out, nil
}
