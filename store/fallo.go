package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"compromisos/compromiso"
)

// MarcarFallido writes down that the aviso was not delivered and has somebody told: who
// stands in for the person, or the ST where it was not the person that kept it from
// arriving; of a reminder, each commission's own people. It gives the ids of the avisos
// that follow.
func (s *Store) MarcarFallido(ctx context.Context, t compromiso.PorEntregar, motivo string, ahora time.Time) (relevo []int64, err error) {
	ahora = micro(ahora)
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		if err := bloquearEscalones(ctx, tx, t.ID); err != nil {
			return err
		}
		filas, err := terminar(ctx, tx, t, compromiso.AvisoFallido, motivo)
		if err != nil || len(filas) == 0 {
			return err
		}
		a, err := filas[0].aviso()
		if err != nil {
			return err
		}
		if sinRelevo(motivo) { // the person can be reached: what was owed is told another day
			if err := mirarYa(ctx, tx, t.ID, ahora); err != nil {
				return err
			}
		}
		perdidas, err := s.perdidas(ctx, tx, a)
		if err != nil {
			return err
		}
		for _, p := range perdidas {
			for _, u := range p.aQuien(motivo) {
				id, nuevo, err := insertarAviso(ctx, tx, p.aviso(u, motivo, ahora), 0)
				if err != nil {
					return err
				}
				if nuevo {
					relevo = append(relevo, id)
				}
			}
		}
		return nil
	})
	return relevo, err
}

// sinRelevo tells whether it was not the person that kept the message from arriving:
// nobody need stand in, but the ST must know.
func sinRelevo(motivo string) bool {
	return motivo == "plazo_vencido" || strings.HasPrefix(motivo, "sin_confirmar")
}

// perdida is what one commission lost with an aviso.
type perdida struct {
	a     compromiso.Aviso
	c     *compromiso.Comision
	d     *compromiso.Directorio
	areas []string
}

// perdidas are the losses by commission: of a reminder, one for each that it spoke of.
func (s *Store) perdidas(ctx context.Context, tx *sqlx.Tx, a compromiso.Aviso) ([]perdida, error) {
	d, err := s.directorio(ctx, tx)
	if err != nil {
		return nil, err
	}
	areas := map[string][]string{}
	if a.Clase == compromiso.AvisoRecordatorio {
		asuntos, err := leerAsuntos(ctx, tx, []int64{a.ID})
		if err != nil {
			return nil, err
		}
		for _, r := range asuntos[a.ID] {
			areas[r.Comision] = append(areas[r.Comision], r.Area)
		}
	} else {
		areas[a.Comision] = strings.FieldsFunc(a.Datos["areas"], func(r rune) bool { return r == ',' })
	}
	var out []perdida
	for _, c := range d.Comisiones {
		if suyas, hay := areas[c.Siglas]; hay {
			out = append(out, perdida{a: a, c: c, d: d, areas: suyas})
		}
	}
	return out, nil
}

// aQuien is who hears of the loss. Word of a loss that is lost itself goes on to the ST,
// and there it ends.
func (p perdida) aQuien(motivo string) []string {
	secretaria := p.d.Personas(p.c.Secretaria...)
	st := slices.DeleteFunc(slices.Clone(secretaria), func(u string) bool { return u == p.a.Destino })
	switch {
	case p.a.Clase == compromiso.AvisoFallo && slices.Contains(secretaria, p.a.Destino):
		return nil
	case p.a.Clase == compromiso.AvisoFallo, sinRelevo(motivo):
		return st
	}
	return p.d.Relevo(p.a.Destino, p.areas, p.c)
}

// aviso is the word of the loss to one person.
func (p perdida) aviso(u, motivo string, ahora time.Time) compromiso.Aviso {
	a := p.a
	datos := map[string]string{
		"aviso": strconv.FormatInt(a.ID, 10), "clase": string(a.Clase), "destino": a.Destino, "motivo": motivo, "dia": a.Dia.String(),
	}
	if a.Clase == compromiso.AvisoFallo {
		datos = a.Datos
	}
	no := p.c.ProximaSalida(ahora)
	return compromiso.Aviso{
		Clave: fmt.Sprintf("%s:%s:%s:%s", compromiso.AvisoFallo, u, datos["aviso"], p.c.Siglas), Clase: compromiso.AvisoFallo,
		Comision: p.c.Siglas, Destino: u, Compromiso: a.Compromiso, Inciso: a.Inciso, Creado: ahora, NoAntes: no, Dia: p.c.Hoy(no),
		Estado: compromiso.AvisoPendiente, Datos: datos,
	}
}
