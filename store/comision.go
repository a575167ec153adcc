package store

import (
	"context"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

type filaComision struct {
	Siglas      string          `db:"siglas"`
	Nombre      string          `db:"nombre"`
	Canal       string          `db:"canal"`
	Zona        string          `db:"zona"`
	Lectura     string          `db:"lectura"`
	Secretaria  pq.StringArray  `db:"secretaria"`
	Ajustes     objeto[ajustes] `db:"ajustes"`
	Configurada instante        `db:"configurada"`
}

// ajustes are the settings of a commission that no query asks for.
type ajustes struct {
	Proceso   []tramo `json:"proceso"`
	Inhabiles []tramo `json:"inhabiles"`
	Desde     string  `json:"desde"`
	Hasta     string  `json:"hasta"`

	Hora           string `json:"hora"`
	Antes          []int  `json:"antes"`
	DespuesCada    int    `json:"despues_cada"`
	MaximoVencidos int    `json:"maximo_vencidos"`
	EscalarALos    int    `json:"escalar_a_los"`

	Cron          string `json:"cron"`
	AntesDeSesion []int  `json:"antes_de_sesion"`
}

type tramo struct {
	Desde compromiso.Fecha `json:"desde"`
	Hasta compromiso.Fecha `json:"hasta"`
}

type filaSesion struct {
	ID       int64   `db:"id"`
	Comision string  `db:"comision"`
	Ordinal  int     `db:"ordinal"`
	Clase    string  `db:"clase"`
	Siglas   string  `db:"siglas"`
	Fecha    dia     `db:"fecha"`
	Hora     *string `db:"hora"`
}

func (f filaSesion) sesion() (compromiso.Sesion, error) {
	s := compromiso.Sesion{
		ID: f.ID, Comision: f.Comision, Fecha: f.Fecha.fecha(),
		Codigo: compromiso.CodigoSesion{Ordinal: f.Ordinal, Clase: compromiso.ClaseSesion(f.Clase), Comision: f.Siglas},
	}
	if f.Hora == nil {
		return s, nil
	}
	var err error
	s.ConHora = true
	s.Hora, err = compromiso.ParseHora(*f.Hora)
	return s, err
}

// horaSQL is the hour of a session as its column takes it; unknown is NULL.
func horaSQL(s compromiso.Sesion) *string {
	if !s.ConHora {
		return nil
	}
	h := s.Hora.String()
	return &h
}

func leerComisiones(ctx context.Context, q conexion) ([]*compromiso.Comision, error) {
	var filas []filaComision
	if err := q.SelectContext(ctx, &filas, `
		SELECT siglas, nombre, canal, zona, lectura, secretaria, ajustes, configurada FROM comisiones ORDER BY orden, siglas`); err != nil {
		return nil, envolver(err, "read the commissions")
	}
	var sesiones []filaSesion
	if err := q.SelectContext(ctx, &sesiones, `
		SELECT id, comision, ordinal, clase, siglas, fecha, to_char(hora, 'HH24:MI') AS hora
		FROM sesiones ORDER BY fecha, hora NULLS FIRST, id`); err != nil {
		return nil, envolver(err, "read the sessions")
	}
	por := map[string]*compromiso.Comision{}
	var out []*compromiso.Comision
	for _, f := range filas {
		c, err := f.comision()
		if err != nil {
			return nil, envolver(err, "read the settings of "+f.Siglas)
		}
		por[c.Siglas] = c
		out = append(out, c)
	}
	for _, f := range sesiones {
		s, err := f.sesion()
		if err != nil {
			return nil, envolver(err, "read a session of "+f.Comision)
		}
		por[f.Comision].Sesiones = append(por[f.Comision].Sesiones, s)
	}
	return out, nil
}

func (f filaComision) comision() (*compromiso.Comision, error) {
	c := compromiso.NewComision(f.Siglas, f.Nombre)
	a := f.Ajustes.v
	c.Canal, c.Lectura, c.Secretaria, c.Configurada = f.Canal, compromiso.Lectura(f.Lectura), deLista(f.Secretaria), f.Configurada.hora()
	if f.Zona != c.Zona.String() {
		zona, err := time.LoadLocation(f.Zona)
		if err != nil {
			return nil, err
		}
		c.Zona = zona
	}
	c.Calendario = compromiso.Calendario{Proceso: deTramos(a.Proceso), Inhabiles: deTramos(a.Inhabiles)}
	c.Recordatorios.Antes, c.Recordatorios.DespuesCada = a.Antes, a.DespuesCada
	c.Recordatorios.MaximoVencidos, c.Recordatorios.EscalarALos = a.MaximoVencidos, a.EscalarALos
	c.Resumen = compromiso.Resumen{Cron: a.Cron, AntesDeSesion: a.AntesDeSesion}
	for _, h := range []struct {
		sitio *compromiso.Hora
		texto string
	}{{&c.Horario.Desde, a.Desde}, {&c.Horario.Hasta, a.Hasta}, {&c.Recordatorios.Hora, a.Hora}} {
		var err error
		if *h.sitio, err = compromiso.ParseHora(h.texto); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func ajustesDe(c *compromiso.Comision) ajustes {
	return ajustes{
		Proceso: tramos(c.Calendario.Proceso), Inhabiles: tramos(c.Calendario.Inhabiles),
		Desde: c.Horario.Desde.String(), Hasta: c.Horario.Hasta.String(),
		Hora: c.Recordatorios.Hora.String(), Antes: c.Recordatorios.Antes, DespuesCada: c.Recordatorios.DespuesCada,
		MaximoVencidos: c.Recordatorios.MaximoVencidos, EscalarALos: c.Recordatorios.EscalarALos,
		Cron: c.Resumen.Cron, AntesDeSesion: c.Resumen.AntesDeSesion,
	}
}

func tramos(is []compromiso.Intervalo) []tramo {
	var out []tramo
	for _, i := range is {
		out = append(out, tramo(i))
	}
	return out
}

func deTramos(ts []tramo) []compromiso.Intervalo {
	var out []compromiso.Intervalo
	for _, t := range ts {
		out = append(out, compromiso.Intervalo(t))
	}
	return out
}
