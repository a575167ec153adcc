package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

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
	var palabras []string
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := cerrarParaImportar(ctx, tx, informes, sol.Acto.En); err != nil {
			return err
		}
		if err := unaVez(ctx, tx, sol); err != nil {
			return err
		}
		c := nuevaCarga(tx, sol.Acto)
		for _, inf := range informes {
			d, err := leerDirectorio(ctx, tx)
			if err != nil {
				return err
			}
			im, err := nuevaImportacion(ctx, c, d, inf)
			if err != nil {
				return err
			}
			im.paso = avanza
			if err := im.correr(ctx); err != nil {
				return err
			}
			rs = append(rs, im.r)
		}
		var err error
		if palabras, err = c.terminar(ctx, &s.vocablos); err != nil {
			return err
		}
		if simular {
			return errSimulado
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSimulado) {
		return nil, err
	}
	if err == nil { // it stands
		s.vocablos.recordar(palabras)
	}
	return rs, nil
}

// cerrarParaImportar locks what an import needs from its beginning. It adds to the
// configuration, and nobody who relies on that is harmed: he sees it when all is done. A
// session that is still to come is another matter, since it owes rungs to whatever is
// open: then nobody else writes meanwhile.
func cerrarParaImportar(ctx context.Context, tx *sqlx.Tx, informes []compromiso.Informe, ahora time.Time) error {
	if err := turnoConf(ctx, tx); err != nil {
		return err
	}
	d, err := leerDirectorio(ctx, tx)
	if err != nil || !traePorVenir(d, informes, ahora) {
		return err
	}
	return cambiarConf(ctx, tx)
}

// importacion is one import on its way.
type importacion struct {
	*carga
	d    *compromiso.Directorio
	c    *compromiso.Comision
	inf  compromiso.Informe
	r    compromiso.ResultadoImportacion
	paso func() // told of each compromiso done

	ultimo   compromiso.Fecha // of the latest informe imported before
	viejo    bool             // this one is older: it changes no state
	escribio bool             // something of it is for the bitácora
	tocoConf bool
	lote     *lote // the rows that are being looked at
}

// previo is a compromiso that was there before, and what the last import wrote of it.
type previo struct {
	n      *compromiso.Compromiso
	campos map[string]string // nil: it was never imported
	fecha  compromiso.Fecha
}

func nuevaImportacion(ctx context.Context, carga *carga, d *compromiso.Directorio, inf compromiso.Informe) (*importacion, error) {
	c, ok := d.Comision(inf.Comision)
	if !ok {
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "comision",
			"La comisión «%s» del informe no está configurada: agréguela con «compromisos configurar -f ARCHIVO.yaml» e importe de nuevo.", inf.Comision)
	}
	im := &importacion{carga: carga, d: d, c: c, inf: inf}
	if err := im.revisar(); err != nil {
		return nil, err
	}
	var ultimo dia
	if err := im.tx.GetContext(ctx, &ultimo, `SELECT max(fecha_informe) FROM importaciones WHERE comision = $1`, c.Siglas); err != nil {
		return nil, envolver(err, "find the last import")
	}
	im.ultimo = ultimo.fecha()
	if f := inf.FechaInforme; !f.IsZero() && f.Antes(im.ultimo) {
		im.viejo = true
		im.advertir(0, "fecha_informe", "El informe es del %s, anterior al último importado (%s): no cambia ningún estado.", f.Puntos(), im.ultimo.Puntos())
	}
	return im, nil
}

func (im *importacion) advertir(linea int, campo, formato string, args ...any) {
	im.r.Advertencias = append(im.r.Advertencias, compromiso.Advertencia{Linea: linea, Campo: campo, Mensaje: fmt.Sprintf(formato, args...)})
}

// revisar refuses what cannot be stored, before anything is.
func (im *importacion) revisar() error {
	vistos := make(map[compromiso.Numero]int, len(im.inf.Compromisos))
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

// correr does the whole of it, in the order in which things refer to each other.
func (im *importacion) correr(ctx context.Context) error {
	if err := im.importarDirectorio(ctx); err != nil {
		return err
	}
	if err := im.subirContadores(ctx); err != nil {
		return err
	}
	for filas := range slices.Chunk(im.inf.Compromisos, tamanoLote) {
		var err error
		if im.lote, err = im.leerLote(ctx, filas); err != nil {
			return err
		}
		for _, f := range filas {
			if p, hay := im.lote.previos[f.Numero]; hay {
				if err := im.mezclar(p, f); err != nil {
					return err
				}
			} else {
				im.agregar(f)
			}
			im.paso()
		}
		if err := im.escribirLote(ctx); err != nil {
			return err
		}
	}
	return im.cerrar(ctx)
}

// subirContadores keeps the numbers that the informe brings from being given again.
// Whoever takes a number of such a year waits from here on: it depends on whether these
// are given. A counter that is higher already is left alone, and nobody waits.
func (im *importacion) subirContadores(ctx context.Context) error {
	mayores := map[int]int{}
	for _, f := range im.inf.Compromisos {
		mayores[f.Numero.Anio] = max(mayores[f.Numero.Anio], f.Numero.Cons)
	}
	for _, anio := range slices.Sorted(maps.Keys(mayores)) {
		if _, err := im.tx.ExecContext(ctx, `
			INSERT INTO contadores (comision, anio, ultimo)
			SELECT $1, $2::int, $3::int
			WHERE NOT EXISTS (SELECT 1 FROM contadores WHERE comision = $1 AND anio = $2 AND ultimo >= $3)
			ON CONFLICT (comision, anio) DO UPDATE SET ultimo = greatest(contadores.ultimo, excluded.ultimo)`,
			im.c.Siglas, anio, mayores[anio]); err != nil {
			return envolver(err, "raise a counter")
		}
	}
	return nil
}

// cerrar remembers the import and has it written into the bitácora. One that changed
// nothing leaves nothing.
func (im *importacion) cerrar(ctx context.Context) error {
	if _, err := im.tx.ExecContext(ctx, `
		INSERT INTO importaciones (comision, fecha_informe, sesion, en, actor)
		SELECT $1, $2::date, $3, $4, $5
		WHERE NOT EXISTS (SELECT 1 FROM importaciones WHERE comision = $1 AND fecha_informe IS NOT DISTINCT FROM $2::date AND sesion = $3)`,
		im.c.Siglas, dia(im.inf.FechaInforme), im.inf.SesionInforme, instante(im.acto.En), im.acto.Actor); err != nil {
		return envolver(err, "remember an import")
	}
	im.lote = nil
	if !im.escribio && !im.tocoConf {
		return nil
	}
	im.hechos = append(im.hechos, hechoImportado{
		comision: im.c.Siglas, antes: nil, despues: map[string]any{
			"informe": im.inf.SesionInforme, "fecha_informe": im.inf.FechaInforme.String(),
			"nuevos": im.r.Nuevos, "cambiados": im.r.Cambiados, "iguales": im.r.Iguales, "choques": len(im.r.Choques),
		},
	})
	return nil
}
