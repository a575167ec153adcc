package store

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Configurar hands a copy of the configuration to fn and applies what fn makes of it,
// all or nothing. It gives back the changes that fn named.
func (s *Store) Configurar(ctx context.Context, sol compromiso.Solicitud,
	fn func(*compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error),
) ([]compromiso.Cambio, error) {
	sol.Acto.En = micro(sol.Acto.En)
	var cambios []compromiso.Cambio
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := turnoConf(ctx, tx); err != nil {
			return err
		}
		if err := cambiarConf(ctx, tx); err != nil {
			return err
		}
		if err := unaVez(ctx, tx, sol); err != nil {
			return err
		}
		antes, err := leerDirectorio(ctx, tx)
		if err != nil {
			return err
		}
		copia, err := leerDirectorio(ctx, tx)
		if err != nil {
			return err
		}
		despues, cs, err := fn(copia)
		if err != nil {
			return err
		}
		cambios = cs
		toco, err := aplicar(ctx, tx, antes, despues, sol.Acto.En)
		if err != nil || !toco {
			return err
		}
		f, err := asientoDe(hechoConfigurar(sol.Acto, cambios), "", compromiso.Numero{})
		if err != nil {
			return err
		}
		return asentar(ctx, tx, []filaAsiento{f})
	})
	return cambios, err
}

func hechoConfigurar(acto compromiso.Acto, cambios []compromiso.Cambio) compromiso.Hecho {
	h := compromiso.Hecho{
		Accion: compromiso.Configurar, Actor: acto.Actor, En: acto.En, Antes: map[string]any{}, Despues: map[string]any{},
	}
	for _, c := range cambios {
		if c.Antes != "" {
			h.Antes[c.Que] = c.Antes
		}
		h.Despues[c.Que] = c.Despues
	}
	return h
}

// aplicar writes the difference between two configurations and tells whether there is
// any. What refers to something is removed before it and written after it.
func aplicar(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio, ahora time.Time) (bool, error) {
	toco := false
	for _, parte := range []func(context.Context, *sqlx.Tx, *compromiso.Directorio, *compromiso.Directorio) (bool, error){
		aplicarAreas, aplicarSolicitantes, aplicarEjes, aplicarGlosario,
	} {
		si, err := parte(ctx, tx, antes, despues)
		if err != nil {
			return false, err
		}
		toco = toco || si
	}
	si, err := aplicarComisiones(ctx, tx, antes, despues, ahora)
	if toco = toco || si; err != nil || !toco {
		return toco, err
	}
	return true, subirVersion(ctx, tx)
}

// diferencia gives the items that are new or changed, and the keys of those that are gone.
func diferencia[T any](antes, despues []T, clave func(T) string) (puestos []T, quitados []string) {
	viejos := map[string]T{}
	for _, x := range antes {
		viejos[clave(x)] = x
	}
	for _, x := range despues {
		viejo, hay := viejos[clave(x)]
		if !hay || !reflect.DeepEqual(viejo, x) {
			puestos = append(puestos, x)
		}
		delete(viejos, clave(x))
	}
	return puestos, slices.Sorted(maps.Keys(viejos))
}

func aplicarAreas(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio) (bool, error) {
	puestas, quitadas := diferencia(antes.Areas, despues.Areas, func(a compromiso.Area) string { return a.Siglas })
	if _, err := tx.ExecContext(ctx, `DELETE FROM areas WHERE siglas = ANY($1)`, pq.Array(quitadas)); err != nil {
		return false, envolver(err, "remove areas")
	}
	for _, a := range puestas {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO areas (siglas, nombre, enlaces, suplentes, titular, canal) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (siglas) DO UPDATE SET nombre = excluded.nombre, enlaces = excluded.enlaces, suplentes = excluded.suplentes,
				titular = excluded.titular, canal = excluded.canal`,
			a.Siglas, a.Nombre, lista(a.Enlaces), lista(a.Suplentes), a.Titular, a.Canal); err != nil {
			return false, envolver(err, "write an area")
		}
	}
	return len(puestas)+len(quitadas) > 0, nil
}

func aplicarSolicitantes(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio) (bool, error) {
	puestos, quitados := diferencia(antes.Solicitantes, despues.Solicitantes, func(x compromiso.Solicitante) string { return x.Clave })
	if _, err := tx.ExecContext(ctx, `DELETE FROM solicitantes WHERE clave = ANY($1)`, pq.Array(quitados)); err != nil {
		return false, envolver(err, "remove requesters")
	}
	for _, x := range puestos {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO solicitantes (clave, nombre, cargo, usuarios) VALUES ($1, $2, $3, $4)
			ON CONFLICT (clave) DO UPDATE SET nombre = excluded.nombre, cargo = excluded.cargo, usuarios = excluded.usuarios`,
			x.Clave, x.Nombre, x.Cargo, lista(x.Usuarios)); err != nil {
			return false, envolver(err, "write a requester")
		}
	}
	return len(puestos)+len(quitados) > 0, nil
}

func aplicarEjes(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio) (bool, error) {
	if slices.Equal(antes.Ejes, despues.Ejes) {
		return false, nil
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM ejes WHERE nombre <> ALL($1)`, lista(despues.Ejes)); err != nil {
		return false, envolver(err, "remove ejes")
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO ejes (nombre, orden) SELECT DISTINCT ON (nombre) nombre, orden FROM unnest($1::text[]) WITH ORDINALITY AS e (nombre, orden)
		ON CONFLICT (nombre) DO UPDATE SET orden = excluded.orden`, lista(despues.Ejes))
	return true, envolver(err, "write ejes")
}

func aplicarGlosario(ctx context.Context, tx *sqlx.Tx, antes, despues *compromiso.Directorio) (bool, error) {
	// Known to an import from some day on, and now declared: that changes no definition.
	if _, err := tx.ExecContext(ctx, `
		UPDATE glosario SET desde = NULL WHERE siglas = ANY($1) AND desde IS NOT NULL`, lista(despues.Declaradas)); err != nil {
		return false, envolver(err, "declare siglas")
	}
	if maps.Equal(antes.Glosario, despues.Glosario) {
		return false, nil
	}
	var siglas, definiciones []string
	for _, k := range slices.Sorted(maps.Keys(despues.Glosario)) {
		siglas, definiciones = append(siglas, k), append(definiciones, despues.Glosario[k])
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM glosario WHERE siglas <> ALL($1)`, lista(siglas)); err != nil {
		return false, envolver(err, "remove from the glossary")
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO glosario (siglas, definicion) SELECT * FROM unnest($1::text[], $2::text[])
		ON CONFLICT (siglas) DO UPDATE SET definicion = excluded.definicion, desde = NULL
			WHERE glosario.definicion <> excluded.definicion`, lista(siglas), lista(definiciones))
	return true, envolver(err, "write the glossary")
}
