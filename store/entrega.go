package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// EnvioDe gives the aviso with all that its text needs, in the state of now, or the
// reason for which it is not wanted any more. Each asunto of a reminder is decided
// anew; what falls out is written down.
func (s *Store) EnvioDe(ctx context.Context, a *compromiso.Aviso, ahora time.Time) (compromiso.Envio, string, error) {
	d, err := s.Directorio(ctx)
	if err != nil {
		return compromiso.Envio{}, "", err
	}
	e := compromiso.Envio{Aviso: *a, Directorio: d, Ahora: ahora}
	e.Comision, _ = d.Comision(a.Comision)
	var motivo string
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		switch {
		case a.Clase == compromiso.AvisoRecordatorio:
			motivo, err = vigilar(ctx, tx, &e, d, ahora)
			return err
		case a.Clase == compromiso.AvisoFallo:
			return conFallido(ctx, tx, &e)
		case a.DeSesion() && e.Comision != nil && !a.SesionPorVenir(e.Comision, ahora):
			motivo = "sesion_pasada"
			return nil
		case a.Compromiso.IsZero():
			return nil
		}
		e.Compromiso, err = leerUno(ctx, tx, d, compromiso.Referencia{Comision: a.Comision, Numero: a.Compromiso}, false)
		if compromiso.CodigoDe(err) == compromiso.NoEncontrado {
			motivo = "sin_compromiso" // withdrawn meanwhile
			return nil
		}
		if err == nil {
			_, motivo = a.Vigente(e.Compromiso)
		}
		return err
	})
	if err != nil || motivo != "" || e.Comision == nil {
		return e, motivo, err
	}
	switch a.Clase {
	case compromiso.AvisoResumen:
		r, err := s.resumenDe(ctx, a, e.Comision, ahora)
		e.Resumen = &r
		return e, "", err
	case compromiso.AvisoInforme:
		return s.conReporte(ctx, e)
	}
	return e, "", nil
}

// conReporte gives an aviso the informe that it carries, of the state of now.
func (s *Store) conReporte(ctx context.Context, e compromiso.Envio) (compromiso.Envio, string, error) {
	sesion := e.Aviso.Sesion(e.Comision)
	if sesion == nil {
		return e, "sesion_pasada", nil
	}
	r, err := s.Reporte(ctx, compromiso.PedidoReporte{
		Comision: e.Comision.Siglas, Sesion: sesion.Codigo.String(), Anio: sesion.Fecha.Anio, Hoy: e.Comision.Hoy(e.Ahora),
	})
	if compromiso.CodigoDe(err) == compromiso.NoEncontrado {
		return e, "sesion_pasada", nil
	}
	e.Reporte = &r
	return e, "", err
}

// vigilar keeps the asuntos that still hold, the most urgent first.
func vigilar(ctx context.Context, tx *sqlx.Tx, e *compromiso.Envio, d *compromiso.Directorio, ahora time.Time) (string, error) {
	asuntos, err := leerAsuntos(ctx, tx, []int64{e.Aviso.ID})
	if err != nil {
		return "", err
	}
	todos := asuntos[e.Aviso.ID]
	var ns []*compromiso.Compromiso
	for _, r := range todos {
		if !slices.Contains(ns, r.Compromiso) {
			ns = append(ns, r.Compromiso)
		}
	}
	hist, err := historial(ctx, tx, ns, time.Time{})
	if err != nil {
		return "", err
	}
	motivo := "sin_asuntos"
	e.Aviso.Asuntos = nil
	for _, r := range todos {
		c, ok := d.Comision(r.Comision)
		if !ok {
			continue
		}
		antes := r.Suprimido
		clave := compromiso.ClaveAsunto{Compromiso: r.Compromiso.ID, Inciso: r.Inciso, Persona: r.Persona}
		r, fuera := r.Vigilar(r.Compromiso, c, hist[clave], ahora)
		if compromiso.Suprimido(fuera) != antes {
			if err := suprimirAsunto(ctx, tx, e.Aviso.ID, r, fuera); err != nil {
				return "", err
			}
		}
		if fuera != "" {
			motivo = fuera
			continue
		}
		r.Suprimido = compromiso.NoSuprimido
		e.Aviso.Asuntos = append(e.Aviso.Asuntos, r)
	}
	if len(e.Aviso.Asuntos) == 0 {
		return motivo, nil
	}
	compromiso.OrdenarUrgencia(e.Aviso.Asuntos)
	return "", nil
}

func suprimirAsunto(ctx context.Context, tx *sqlx.Tx, aviso int64, r compromiso.Recordatorio, motivo string) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE aviso_asuntos SET suprimido = $4 WHERE aviso_id = $1 AND compromiso_id = $2 AND inciso = $3`,
		aviso, r.Compromiso.ID, r.Inciso, motivo)
	return envolver(err, "suppress part of an aviso")
}

// conFallido gives the word of a failure what the lost aviso was about.
func conFallido(ctx context.Context, tx *sqlx.Tx, e *compromiso.Envio) error {
	id, err := strconv.ParseInt(e.Aviso.Datos["aviso"], 10, 64)
	if err != nil {
		return nil //nolint:nilerr // an old one without a number is told in general words
	}
	asuntos, err := leerAsuntos(ctx, tx, []int64{id})
	if err != nil {
		return err
	}
	// A lost DM may have spoken of several commissions; each one's people hear of theirs.
	e.Aviso.Asuntos = slices.DeleteFunc(asuntos[id], func(r compromiso.Recordatorio) bool { return r.Comision != e.Aviso.Comision })
	compromiso.OrdenarUrgencia(e.Aviso.Asuntos)
	if e.Aviso.Compromiso.IsZero() {
		return nil
	}
	ref := compromiso.Referencia{Comision: e.Aviso.Comision, Numero: e.Aviso.Compromiso}
	e.Compromiso, err = leerUno(ctx, tx, e.Directorio, ref, false)
	if compromiso.CodigoDe(err) == compromiso.NoEncontrado {
		return nil
	}
	return err
}

// MarcarIntento writes down that an attempt begins, before it does. false says that
// the aviso is not ours any more: then nothing is to be sent.
func (s *Store) MarcarIntento(ctx context.Context, t compromiso.PorEntregar, maquina time.Time) (bool, error) {
	r, err := s.db.ExecContext(ctx, `
		UPDATE avisos SET estado = 'enviando', intentos = intentos + 1, primer_intento = coalesce(primer_intento, $3)
		WHERE id = $1 AND vuelta = $2 AND estado IN ('pendiente', 'enviando') AND arriendo_hasta IS NOT NULL`,
		t.ID, t.Vuelta, instante(maquina))
	if err != nil {
		return false, envolver(err, "write down an attempt")
	}
	n, err := r.RowsAffected()
	return n == 1, envolver(err, "write down an attempt")
}

// MarcarEnviado writes down where the message stands. It is the truth, whoever holds
// the aviso by now and even where it was given up meanwhile. It gives the avisos that
// follow from it, written with it: the informe that goes into the thread of a digest before
// a session. They are of the digest's day and moment, so that whoever looks for what may be
// out, after a restore, looks for both.
func (s *Store) MarcarEnviado(ctx context.Context, id int64, r compromiso.Recibo, ahora time.Time) ([]int64, error) {
	var siguen []int64
	err := s.db.SelectContext(ctx, &siguen, `
		WITH enviado AS (
			UPDATE avisos SET estado = 'enviado', motivo = '', canal = $2, ts = $3, enviado = $4, arriendo_hasta = NULL, reintentar_en = NULL
			WHERE id = $1 AND estado <> 'enviado'
			RETURNING clave, clase, comision, canal, ts, dia, no_antes, datos
		)
		INSERT INTO avisos (clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo)
		SELECT 'informe:' || clave, 'informe', comision, canal, dia, no_antes, $4, '', '', '',
			jsonb_build_object('sesion', datos->>'sesion', 'hilo', ts), 'pendiente', ''
		FROM enviado WHERE clase = 'resumen' AND datos ? 'sesion' AND canal <> '' AND ts <> ''
		ON CONFLICT (clave) DO NOTHING RETURNING id`, id, r.Canal, r.TS, instante(ahora))
	return siguen, envolver(err, "write down a delivery")
}

// MarcarOmitido writes down that the aviso is not wanted any more. What a reminder held
// whose day passed (caduco) is planned again.
func (s *Store) MarcarOmitido(ctx context.Context, t compromiso.PorEntregar, motivo string, ahora time.Time) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		if err := bloquearEscalones(ctx, tx, t.ID); err != nil {
			return err
		}
		filas, err := terminar(ctx, tx, t, compromiso.AvisoOmitido, motivo)
		if err != nil || len(filas) == 0 || motivo != "caduco" {
			return err
		}
		return mirarYa(ctx, tx, t.ID, micro(ahora))
	})
}

// terminar ends an aviso that was not delivered; it gives nothing where it was ended
// before, or taken by somebody else since.
func terminar(ctx context.Context, tx *sqlx.Tx, t compromiso.PorEntregar, estado compromiso.EstadoAviso, motivo string) ([]filaAviso, error) {
	var filas []filaAviso
	err := tx.SelectContext(ctx, &filas, `
		UPDATE avisos SET estado = $3, motivo = $4, arriendo_hasta = NULL, reintentar_en = NULL
		WHERE id = $1 AND vuelta = $2 AND estado IN ('pendiente', 'enviando')
		RETURNING id, clave, clase, comision, destino, dia, no_antes, creado, numero, inciso, actor, datos, estado, motivo,
			canal, ts, enviado, intentos, primer_intento, plazo_desde`, t.ID, t.Vuelta, string(estado), motivo)
	return filas, envolver(err, "end an aviso")
}

// Reintentar puts the aviso off until a moment of the machine's clock. incierto says
// that it may have arrived all the same.
func (s *Store) Reintentar(ctx context.Context, t compromiso.PorEntregar, motivo string, cuando time.Time, incierto bool) error {
	estado := compromiso.AvisoPendiente
	if incierto {
		estado = compromiso.AvisoEnviando
	}
	_, err := s.db.ExecContext(ctx, `
		UPDATE avisos SET estado = $3, motivo = $4, reintentar_en = $5, arriendo_hasta = NULL
		WHERE id = $1 AND vuelta = $2 AND estado IN ('pendiente', 'enviando')`,
		t.ID, t.Vuelta, string(estado), motivo, instante(cuando))
	return envolver(err, "put an aviso off")
}

// Aplazar puts the aviso off until a moment of the field's clock; its deadline begins
// anew then.
func (s *Store) Aplazar(ctx context.Context, t compromiso.PorEntregar, noAntes time.Time) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE avisos SET no_antes = $3, plazo_desde = NULL, arriendo_hasta = NULL
		WHERE id = $1 AND vuelta = $2 AND estado IN ('pendiente', 'enviando')`, t.ID, t.Vuelta, instante(noAntes))
	return envolver(err, "put an aviso off")
}

// Quedan is how many avisos are due by the moment of the field and not delivered yet,
// those under way or waiting for another attempt included.
func (s *Store) Quedan(ctx context.Context, ahora time.Time) (int, error) {
	var n int
	err := s.db.GetContext(ctx, &n, `
		SELECT count(*) FROM avisos WHERE estado IN ('pendiente', 'enviando') AND no_antes <= $1`, instante(ahora))
	return n, envolver(err, "count the avisos that wait")
}

// maxPorEnviar is as far as PorEnviar counts: it is asked every few seconds.
const maxPorEnviar = 10000

// PorEnviar is how many avisos are due by the moment of the field and not delivered yet,
// as far as it is worth counting, and since when the first one is.
func (s *Store) PorEnviar(ctx context.Context, ahora time.Time) (n int, desde time.Time, err error) {
	var fila struct {
		N     int      `db:"n"`
		Desde instante `db:"desde"`
	}
	err = s.db.GetContext(ctx, &fila, `
		SELECT count(*) AS n, min(no_antes) AS desde FROM (
			SELECT no_antes FROM avisos WHERE estado IN ('pendiente', 'enviando') AND no_antes <= $1
			ORDER BY no_antes LIMIT $2) p`, instante(ahora), maxPorEnviar)
	return fila.N, fila.Desde.hora(), envolver(err, "count the avisos that wait")
}
