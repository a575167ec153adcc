package store

import (
	"context"
	"reflect"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// aplicarComisiones writes the commissions that changed, and works out anew the rungs of
// those whose calendar or rules did.
func aplicarComisiones(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio, ahora time.Time) (bool, error) {
	toco := len(antes.Comisiones) != len(despues.Comisiones)
	viejas := map[string]*compromiso.Comision{}
	orden := map[string]int{}
	for k, c := range antes.Comisiones {
		viejas[c.Siglas], orden[c.Siglas] = c, k
	}
	var quedan []string
	for _, c := range despues.Comisiones {
		quedan = append(quedan, c.Siglas)
	}
	if err := quitarComisiones(ctx, tx, quedan); err != nil {
		return false, err
	}
	for k, c := range despues.Comisiones {
		vieja := viejas[c.Siglas]
		ponerConfigurada(vieja, c, ahora)
		cambio := vieja == nil || orden[c.Siglas] != k || !igualFila(vieja, c)
		if cambio {
			if err := guardarComision(ctx, tx, k, c); err != nil {
				return false, err
			}
		}
		sesiones, err := aplicarSesiones(ctx, tx, vieja, c)
		if err != nil {
			return false, err
		}
		toco = toco || cambio || sesiones
		if vieja != nil && (sesiones || !mismasReglas(vieja, c)) {
			if err := recalcular(ctx, tx, c, ahora); err != nil {
				return false, err
			}
		}
	}
	return toco, nil
}

// ponerConfigurada keeps since when digests are owed: since the commission is there, or
// since their hour is another one.
func ponerConfigurada(vieja, c *compromiso.Comision, ahora time.Time) {
	switch {
	case vieja == nil, vieja.Resumen.Cron != c.Resumen.Cron:
		c.Configurada = ahora
	default:
		c.Configurada = vieja.Configurada
	}
}

func igualFila(x, y *compromiso.Comision) bool {
	return x.Nombre == y.Nombre && x.Canal == y.Canal && x.Zona.String() == y.Zona.String() && x.Lectura == y.Lectura &&
		reflect.DeepEqual(lista(x.Secretaria), lista(y.Secretaria)) && reflect.DeepEqual(ajustesDe(x), ajustesDe(y)) &&
		x.Configurada.Equal(y.Configurada)
}

// mismasReglas tells whether everything that decides about rungs is as it was, the
// sessions aside.
func mismasReglas(x, y *compromiso.Comision) bool {
	a, b := ajustesDe(x), ajustesDe(y)
	a.Cron, b.Cron = "", ""
	return x.Zona.String() == y.Zona.String() && reflect.DeepEqual(a, b)
}

func quitarComisiones(ctx context.Context, tx *sqlx.Tx, quedan []string) error {
	if _, err := tx.ExecContext(ctx, `
		DELETE FROM sesiones WHERE comision <> ALL($1)
			AND NOT EXISTS (SELECT 1 FROM compromisos c WHERE c.comision = sesiones.comision)`, lista(quedan)); err != nil {
		return envolver(err, "remove sessions")
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM comisiones WHERE siglas <> ALL($1)`, lista(quedan))
	return envolver(err, "remove commissions")
}

func guardarComision(ctx context.Context, tx *sqlx.Tx, orden int, c *compromiso.Comision) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO comisiones (siglas, orden, nombre, canal, zona, lectura, secretaria, ajustes, configurada)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (siglas) DO UPDATE SET orden = excluded.orden, nombre = excluded.nombre, canal = excluded.canal,
			zona = excluded.zona, lectura = excluded.lectura, secretaria = excluded.secretaria, ajustes = excluded.ajustes,
			configurada = excluded.configurada`,
		c.Siglas, orden, c.Nombre, c.Canal, c.Zona.String(), string(c.Lectura), lista(c.Secretaria), objeto[ajustes]{ajustesDe(c)},
		instante(c.Configurada))
	return envolver(err, "write a commission")
}

// aplicarSesiones writes the sessions that changed. One keeps its id while it is
// recognised: by the id, or by code and year.
func aplicarSesiones(ctx context.Context, tx *sqlx.Tx, vieja, c *compromiso.Comision) (bool, error) {
	viejas := map[int64]compromiso.Sesion{}
	if vieja != nil {
		for _, s := range vieja.Sesiones {
			viejas[s.ID] = s
		}
	}
	var puestas []compromiso.Sesion
	toco := false
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.ID == 0 && vieja != nil {
			if v := vieja.Sesion(s.Codigo, s.Fecha.Anio); v != nil {
				s.ID = v.ID
			}
		}
		s.Comision = c.Siglas
		v, hay := viejas[s.ID]
		delete(viejas, s.ID)
		if !hay || v != *s {
			puestas = append(puestas, *s)
			toco = true
		}
	}
	for id := range viejas {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sesiones WHERE id = $1`, id); err != nil {
			return false, envolver(err, "remove a session")
		}
		toco = true
	}
	for _, s := range puestas {
		if err := guardarSesion(ctx, tx, s); err != nil {
			return false, err
		}
	}
	if !toco {
		return false, nil
	}
	// Codes may change places, so that they are looked at only when all are written.
	_, err := tx.ExecContext(ctx, `SET CONSTRAINTS sesiones_codigo_unico IMMEDIATE`)
	return true, envolver(err, "write the sessions")
}

func guardarSesion(ctx context.Context, tx *sqlx.Tx, s compromiso.Sesion) error {
	if s.ID != 0 {
		_, err := tx.ExecContext(ctx, `
			UPDATE sesiones SET ordinal = $2, clase = $3, siglas = $4, fecha = $5, hora = $6 WHERE id = $1`,
			s.ID, s.Codigo.Ordinal, string(s.Codigo.Clase), s.Codigo.Comision, dia(s.Fecha), horaSQL(s))
		return envolver(err, "write a session")
	}
	_, err := insertarSesion(ctx, tx, s)
	return err
}

func insertarSesion(ctx context.Context, tx *sqlx.Tx, s compromiso.Sesion) (id int64, err error) {
	err = tx.GetContext(ctx, &id, `
		INSERT INTO sesiones (comision, ordinal, clase, siglas, fecha, hora) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		s.Comision, s.Codigo.Ordinal, string(s.Codigo.Clase), s.Codigo.Comision, dia(s.Fecha), horaSQL(s))
	return id, envolver(err, "write a session")
}
