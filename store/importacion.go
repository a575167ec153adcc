package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// errSimulado undoes an import that was only to be shown.
var errSimulado = errors.New("store: simulated")

// Importar merges an informe into the store, in one transaction; with simular it only
// tells what it would do. A field changes where the store still holds what the last
// import wrote; else it stays, and the clash is told. It sends nothing.
func (s *Store) Importar(ctx context.Context, sol compromiso.Solicitud, inf compromiso.Informe, simular bool) (compromiso.ResultadoImportacion, error) {
	rs, err := s.ImportarTodos(ctx, sol, []compromiso.Informe{inf}, simular, nil)
	if err != nil {
		return compromiso.ResultadoImportacion{}, err
	}
	return rs[0], nil
}

// ImportarTodos merges the informes of one file, in order, all of them or none. paso,
// which may be nil, is told how many compromisos are done, of how many.
func (s *Store) ImportarTodos(ctx context.Context, sol compromiso.Solicitud, informes []compromiso.Informe, simular bool, paso func(hechos, total int)) ([]compromiso.ResultadoImportacion, error) {
	sol.Acto.En = micro(sol.Acto.En)
	hechos, total := 0, 0
	for _, inf := range informes {
		total += len(inf.Compromisos)
	}
	avanza := func() {
		if hechos++; paso != nil {
			paso(hechos, total)
		}
	}
	var rs []compromiso.ResultadoImportacion
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := cambiarConf(ctx, tx); err != nil {
			return err
		}
		if err := unaVez(ctx, tx, sol); err != nil {
			return err
		}
		for _, inf := range informes {
			d, err := leerDirectorio(ctx, tx)
			if err != nil {
				return err
			}
			im, err := nuevaImportacion(ctx, tx, d, sol.Acto, inf)
			if err != nil {
				return err
			}
			im.paso = avanza
			if err := im.correr(ctx); err != nil {
				return err
			}
			rs = append(rs, im.r)
		}
		if simular {
			return errSimulado
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSimulado) {
		return nil, err
	}
	return rs, nil
}

// importacion is one import on its way.
type importacion struct {
	tx   *sqlx.Tx
	d    *compromiso.Directorio
	c    *compromiso.Comision
	acto compromiso.Acto
	inf  compromiso.Informe
	r    compromiso.ResultadoImportacion
	paso func() // told of each compromiso done

	previos  map[compromiso.Numero]previo
	ultimo   compromiso.Fecha // of the latest informe imported before
	viejo    bool             // this one is older: it changes no state
	asientos []filaAsiento
	tocoConf bool
	sesiones bool // some were added: they have rungs of their own
	tocados  []*compromiso.Compromiso
	mayores  map[int]int // year → highest number
}

// previo is a compromiso that was there before, and what the last import wrote of it.
type previo struct {
	n      *compromiso.Compromiso
	campos map[string]string // nil: it was never imported
	fecha  compromiso.Fecha
}

func nuevaImportacion(ctx context.Context, tx *sqlx.Tx, d *compromiso.Directorio, acto compromiso.Acto, inf compromiso.Informe) (*importacion, error) {
	c, ok := d.Comision(inf.Comision)
	if !ok {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "comision",
			"La comisión «%s» del informe no está configurada: agréguela con «compromisos configurar -f ARCHIVO.yaml» e importe de nuevo.", inf.Comision)
	}
	im := &importacion{tx: tx, d: d, c: c, acto: acto, inf: inf, previos: map[compromiso.Numero]previo{}, mayores: map[int]int{}}
	if err := im.revisar(); err != nil {
		return nil, err
	}
	var ultimo dia
	if err := tx.GetContext(ctx, &ultimo, `SELECT max(fecha_informe) FROM importaciones WHERE comision = $1`, c.Siglas); err != nil {
		return nil, envolver(err, "find the last import")
	}
	im.ultimo = ultimo.fecha()
	if f := inf.FechaInforme; !f.IsZero() && f.Antes(im.ultimo) {
		im.viejo = true
		im.advertir(0, "fecha_informe", "El informe es del %s, anterior al último importado (%s): no cambia ningún estado.", f.Puntos(), im.ultimo.Puntos())
	}
	return im, im.leerPrevios(ctx)
}

func (im *importacion) advertir(linea int, campo, formato string, args ...any) {
	im.r.Advertencias = append(im.r.Advertencias, compromiso.Advertencia{Linea: linea, Campo: campo, Mensaje: fmt.Sprintf(formato, args...)})
}

// revisar refuses what cannot be stored, before anything is.
func (im *importacion) revisar() error {
	vistos := map[compromiso.Numero]int{}
	for k, f := range im.inf.Compromisos {
		linea := ""
		if f.Linea > 0 {
			linea = fmt.Sprintf("Línea %d: ", f.Linea)
		}
		switch otra, dos := vistos[f.Numero]; {
		case f.Numero.Cons < 1 || f.Numero.Anio < 1:
			return compromiso.Errorf(compromiso.Invalido, "numero", "%sal compromiso %d del informe le falta su número.", linea, k+1)
		case dos:
			return compromiso.Errorf(compromiso.Conflicto, "numero", "%sel compromiso %s viene dos veces en el informe (%d.º y %d.º).", linea, f.Numero, otra, k+1)
		case f.Texto == "":
			return compromiso.Errorf(compromiso.Invalido, "texto", "%sel compromiso %s no tiene texto.", linea, f.Numero)
		case !f.Estatus.Valido():
			return compromiso.Errorf(compromiso.Invalido, "estatus", "%sel compromiso %s tiene un estatus desconocido, «%s».", linea, f.Numero, f.Estatus)
		case f.Tipo != "" && !f.Tipo.Valido():
			return compromiso.Errorf(compromiso.Invalido, "tipo", "%sel compromiso %s tiene un tipo desconocido, «%s».", linea, f.Numero, f.Tipo)
		}
		vistos[f.Numero] = k + 1
	}
	return nil
}

// leerPrevios reads what is there of the informe's numbers.
func (im *importacion) leerPrevios(ctx context.Context) error {
	var anios, cons []int64
	for _, f := range im.inf.Compromisos {
		anios, cons = append(anios, int64(f.Numero.Anio)), append(cons, int64(f.Numero.Cons))
	}
	var filas []struct {
		ID     int64                      `db:"id"`
		Fecha  dia                        `db:"importado"`
		Campos *objeto[map[string]string] `db:"importado_campos"`
	}
	if err := im.tx.SelectContext(ctx, &filas, `
		SELECT c.id, c.importado, c.importado_campos FROM compromisos c
		JOIN unnest($2::int[], $3::int[]) AS n (anio, cons) ON c.anio = n.anio AND c.cons = n.cons
		WHERE c.comision = $1`, im.c.Siglas, pq.Array(anios), pq.Array(cons)); err != nil {
		return envolver(err, "read what is there")
	}
	ids, por := []int64{}, map[int64]previo{}
	for _, f := range filas {
		p := previo{fecha: f.Fecha.fecha()}
		if f.Campos != nil {
			p.campos = f.Campos.v
		}
		ids, por[f.ID] = append(ids, f.ID), p
	}
	ns, err := leer(ctx, im.tx, ids)
	for _, n := range ns {
		p := por[n.ID]
		p.n = n
		im.previos[n.Numero] = p
	}
	return err
}

// correr does the whole of it, in the order in which things refer to each other.
func (im *importacion) correr(ctx context.Context) error {
	if err := im.importarDirectorio(ctx); err != nil {
		return err
	}
	for _, f := range im.inf.Compromisos {
		im.mayores[f.Numero.Anio] = max(im.mayores[f.Numero.Anio], f.Numero.Cons)
		var err error
		if p, hay := im.previos[f.Numero]; hay {
			err = im.mezclar(ctx, p, f)
		} else {
			err = im.agregar(ctx, f)
		}
		if err != nil {
			return err
		}
		im.paso()
	}
	if err := im.subirContadores(ctx); err != nil {
		return err
	}
	if err := guardarEscalones(ctx, im.tx, im.tocados, im.c, im.acto.En, true); err != nil {
		return err
	}
	if im.sesiones {
		if err := recalcular(ctx, im.tx, im.c, im.acto.En); err != nil {
			return err
		}
	}
	if im.tocoConf {
		if err := subirVersion(ctx, im.tx); err != nil {
			return err
		}
	}
	return im.cerrar(ctx)
}

// subirContadores keeps the numbers that the informe brings from being given again.
func (im *importacion) subirContadores(ctx context.Context) error {
	for anio, cons := range im.mayores {
		if _, err := im.tx.ExecContext(ctx, `
			INSERT INTO contadores (comision, anio, ultimo) VALUES ($1, $2, $3)
			ON CONFLICT (comision, anio) DO UPDATE SET ultimo = excluded.ultimo WHERE contadores.ultimo < excluded.ultimo`,
			im.c.Siglas, anio, cons); err != nil {
			return envolver(err, "raise a counter")
		}
	}
	return nil
}

// cerrar remembers the import and writes it into the bitácora. One that changed nothing
// leaves nothing.
func (im *importacion) cerrar(ctx context.Context) error {
	if _, err := im.tx.ExecContext(ctx, `
		INSERT INTO importaciones (comision, fecha_informe, sesion, en, actor)
		SELECT $1, $2::date, $3, $4, $5
		WHERE NOT EXISTS (SELECT 1 FROM importaciones WHERE comision = $1 AND fecha_informe IS NOT DISTINCT FROM $2::date AND sesion = $3)`,
		im.c.Siglas, dia(im.inf.FechaInforme), im.inf.SesionInforme, instante(im.acto.En), im.acto.Actor); err != nil {
		return envolver(err, "remember an import")
	}
	if len(im.asientos) == 0 && !im.tocoConf {
		return nil
	}
	f, err := asientoDe(compromiso.Hecho{
		Accion: compromiso.Importar, Actor: im.acto.Actor, En: im.acto.En, Despues: map[string]any{
			"informe": im.inf.SesionInforme, "fecha_informe": im.inf.FechaInforme.String(),
			"nuevos": im.r.Nuevos, "cambiados": im.r.Cambiados, "iguales": im.r.Iguales, "choques": len(im.r.Choques),
		},
	}, im.c.Siglas, compromiso.Numero{})
	if err != nil {
		return err
	}
	return asentar(ctx, im.tx, append(im.asientos, f))
}
