package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"compromisos/bot"
	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/store"
)

const (
	plazoConsulta = 20 * time.Second   // of one question to the database
	diasPerdidos  = 7 * 24 * time.Hour // how far back lost avisos are told
	muyAtrasado   = 15 * time.Minute   // of an aviso that is due
	maxTextos     = 2000               // whose siglas are looked at, by commission
	postgresMin   = 130000             // the oldest Postgres that will do
)

// base looks at the database, and gives the store and the directory as far as they can be
// had.
func (r *revision) base(ctx context.Context, e entorno, ahora time.Time) (*store.Store, *compromiso.Directorio) {
	if _, err := store.NormalizeURL(e.DatabaseURL); err != nil {
		return nil, nil // told with the environment
	}
	ctx, fin := context.WithTimeout(ctx, plazoConsulta)
	defer fin()
	const donde = "base de datos"
	st, err := store.Open(ctx, e.DatabaseURL, store.Options{MaxConns: 2})
	if err != nil {
		r.decir(donde, err)
		return nil, nil
	}
	antes := time.Now()
	v, err := st.Servidor(ctx)
	if err != nil {
		r.decir(donde, err)
		return st, nil
	}
	r.sumar(revisarServidor(v, v.Reloj.Sub(antes.Add(time.Since(antes)/2))))
	if err := st.RevisarEsquema(ctx); err != nil {
		r.decir("esquema", err)
		return st, nil // its tables are not the ones that are asked for
	}
	if !v.River {
		r.Error("esquema", "faltan las tablas de River", "ejecute «compromisos migrar»")
	}
	d, err := st.Directorio(ctx)
	if err != nil {
		r.decir(donde, err)
		return st, nil
	}
	if si, err := st.CabezaConcuerda(ctx); err != nil {
		r.decir("bitácora", err)
	} else if !si {
		r.Error("bitácora", "su final no es el que quedó anotado", "ejecute «compromisos bitacora verificar» y compare con un respaldo")
	}
	version, _, _ := strings.Cut(v.Version, " ")
	r.visto = append(r.visto, fmt.Sprintf("base de datos (Postgres %s)", version))
	return st, d
}

// revisarServidor judges what the database says of itself; dif is how far its clock is
// ahead of this machine's.
func revisarServidor(v store.Servidor, dif time.Duration) compromiso.Hallazgos {
	var h compromiso.Hallazgos
	const donde = "base de datos"
	if v.Numero < postgresMin {
		h.Error(donde, "es Postgres "+v.Version, "use la versión 13 o una posterior")
	}
	if v.Codificacion != "UTF8" {
		h.Error(donde, "guarda los textos en "+v.Codificacion, "créela de nuevo con «createdb --encoding=UTF8 --template=template0»")
	}
	if !v.Trigramas {
		h.Error(donde, "no tiene la extensión pg_trgm", "ejecute en ella «CREATE EXTENSION pg_trgm»")
	}
	if v.Replica {
		h.Error(donde, "es una réplica: no admite cambios", "ponga la dirección de la principal en DATABASE_URL")
	}
	if v.Super {
		h.Aviso(donde, fmt.Sprintf("el usuario %s es superusuario, más de lo que hace falta", v.Usuario), "use en DATABASE_URL uno que sea dueño de la base, y nada más")
	}
	if !v.Local && !v.Cifrada {
		h.Aviso(donde, "la conexión va por la red sin cifrar", "active TLS en Postgres y ponga «sslmode=verify-full» en DATABASE_URL")
	}
	if dif.Abs() > 5*time.Second {
		h.Aviso(donde, fmt.Sprintf("su reloj y el de esta máquina difieren en %.0f s", dif.Abs().Seconds()), "sincronice los dos (NTP)")
	}
	return h
}

// compromisos looks at what is stored in one commission.
func (r *revision) compromisos(ctx context.Context, st *store.Store, d *compromiso.Directorio, c *compromiso.Comision, ahora time.Time) {
	ctx, fin := context.WithTimeout(ctx, plazoConsulta)
	defer fin()
	sinFecha, err := st.SinFecha(ctx, c.Siglas)
	var sinAreas compromiso.Muestra
	if err == nil {
		sinAreas, err = st.SinAreas(ctx, c.Siglas)
	}
	var textos []string
	if err == nil {
		textos, err = st.TextosDelAnio(ctx, c.Siglas, c.Hoy(ahora).Anio, maxTextos)
	}
	if err != nil {
		r.decir("compromisos de "+c.Siglas, err)
		return
	}
	r.sumar(compromiso.RevisarAbiertos(c, sinFecha, sinAreas))
	r.sumar(compromiso.RevisarSiglas(c, informe.SiglasSinDefinir(slices.Concat(textos, []string{c.Nombre}), d.Definidas())))
}

// avisos looks at what was not delivered.
func (r *revision) avisos(ctx context.Context, st *store.Store, ahora time.Time) {
	ctx, fin := context.WithTimeout(ctx, plazoConsulta)
	defer fin()
	ps, err := st.Perdidos(ctx, ahora.Add(-diasPerdidos))
	if err != nil {
		r.decir("avisos", err)
		return
	}
	r.sumar(compromiso.RevisarPerdidos(ps, bot.Inalcanzable))
	n, desde, err := st.PorEnviar(ctx, ahora)
	switch {
	case err != nil:
		r.decir("avisos", err)
	case n > 0 && ahora.Sub(desde) > muyAtrasado:
		r.Error("avisos", fmt.Sprintf("debieron salir y no han salido (%d), desde hace %s", n, largo(ahora.Sub(desde))),
			"revise que «compromisos servir» esté en marcha, y su registro")
	}
}

// largo is a span of time as it is said, to the minute: «2 h 5 min», «3 días».
func largo(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return cuantos(int(d/(24*time.Hour)), "día", "días")
	case d >= time.Hour:
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}
