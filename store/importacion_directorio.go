package store

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
)

// importarDirectorio adds what the informe names and nobody configured: sessions, ejes,
// requesters, and entries of the glossary. What is there stays as it is.
func (im *importacion) importarDirectorio(ctx context.Context) error {
	if err := im.importarSesiones(ctx); err != nil {
		return err
	}
	antes := *im.d
	despues := antes
	despues.Ejes = slices.Clone(antes.Ejes)
	despues.Solicitantes = slices.Clone(antes.Solicitantes)
	despues.Glosario = maps.Clone(antes.Glosario)
	ejes, claves, siglas := plegados{}, plegados{}, plegados{}
	ejes.poner(antes.Ejes...)
	for _, x := range antes.Solicitantes {
		claves.poner(x.Clave)
	}
	siglas.poner(slices.Collect(maps.Keys(antes.Glosario))...)
	for _, f := range im.inf.Compromisos {
		if eje := strings.TrimSpace(f.Eje); eje != "" && ejes.nuevo(eje) {
			despues.Ejes = append(despues.Ejes, eje)
		}
		for _, s := range f.Solicitantes {
			clave := strings.TrimSpace(compromiso.ClaveSolicitante(s))
			if clave == "" || !claves.nuevo(clave) {
				continue
			}
			cargo := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, compromiso.ClaveSolicitante(s)), ","))
			despues.Solicitantes = append(despues.Solicitantes, compromiso.Solicitante{
				Clave: clave, Nombre: definicion(im.inf.Glosario, im.d.Glosario, clave), Cargo: cargo,
			})
		}
	}
	for _, k := range slices.Sorted(maps.Keys(im.inf.Glosario)) {
		if k != "" && siglas.nuevo(k) {
			despues.Glosario[k] = im.inf.Glosario[k]
		}
	}
	for _, parte := range []func(context.Context, *compromiso.Directorio, *compromiso.Directorio) (bool, error){
		func(ctx context.Context, a, d *compromiso.Directorio) (bool, error) {
			return aplicarEjes(ctx, im.tx, a, d)
		},
		func(ctx context.Context, a, d *compromiso.Directorio) (bool, error) {
			return aplicarSolicitantes(ctx, im.tx, a, d)
		},
		func(ctx context.Context, a, d *compromiso.Directorio) (bool, error) {
			return aplicarGlosario(ctx, im.tx, a, d)
		},
	} {
		toco, err := parte(ctx, &antes, &despues)
		if err != nil {
			return err
		}
		im.tocoConf = im.tocoConf || toco
	}
	im.d, im.subir = &despues, im.subir || im.tocoConf
	return im.fecharGlosario(ctx, antes.Glosario)
}

// fecharGlosario keeps of each definition that only informes brought the day of the
// earliest of them: what an informe of a day before says, it does not explain with it.
func (im *importacion) fecharGlosario(ctx context.Context, antes map[string]string) error {
	desde := im.c.Hoy(im.momento())
	if hoy := im.c.Hoy(im.acto.En); desde.Despues(hoy) {
		desde = hoy
	}
	var nuevas, otras []string
	for siglas := range im.inf.Glosario {
		if _, estaba := antes[siglas]; estaba {
			otras = append(otras, siglas)
		} else {
			nuevas = append(nuevas, siglas)
		}
	}
	_, err := im.tx.ExecContext(ctx, `
		UPDATE glosario SET desde = $1::date
		WHERE siglas = ANY($2) OR siglas = ANY($3) AND desde > $1::date`, dia(desde), lista(nuevas), lista(otras))
	return envolver(err, "date the glossary")
}

// plegados are words without regard to accents and case. As they are written they are
// remembered too: folding costs, and the same one comes in every row.
type plegados struct{ plegados, escritos map[string]bool }

func (p *plegados) poner(palabras ...string) {
	for _, s := range palabras {
		p.nuevo(s)
	}
}

// nuevo tells whether the word was not there, and puts it.
func (p *plegados) nuevo(s string) bool {
	if p.escritos[s] {
		return false
	}
	if p.escritos == nil {
		p.plegados, p.escritos = map[string]bool{}, map[string]bool{}
	}
	k := compromiso.Plegar(s)
	estaba := p.plegados[k]
	p.plegados[k], p.escritos[s] = true, true
	return !estaba
}

// definicion is what the first glossary that knows the siglas says, or the siglas.
func definicion(del, nuestro map[string]string, siglas string) string {
	for _, g := range []map[string]string{nuestro, del} {
		if def := g[siglas]; def != "" {
			return def
		}
	}
	return siglas
}

// importarSesiones adds the sessions that the informe names, its own among them.
func (im *importacion) importarSesiones(ctx context.Context) error {
	if im.inf.SesionInforme != "" {
		var hora compromiso.Hora
		conHora := false
		if h, err := compromiso.ParseHora(im.inf.HoraInforme); err == nil {
			hora, conHora = h, true
		}
		if err := im.importarSesion(ctx, im.inf.SesionInforme, im.inf.FechaInforme, hora, conHora, 0, 0); err != nil {
			return err
		}
	}
	for _, f := range im.inf.Compromisos {
		if f.Sesion == "" {
			continue
		}
		if err := im.importarSesion(ctx, f.Sesion, f.FechaSesion, compromiso.Hora{}, false, f.Numero.Anio, f.Linea); err != nil {
			return err
		}
	}
	return nil
}

// traePorVenir tells whether the informes name a session that is still to come and is not
// in the calendar.
func traePorVenir(d *compromiso.Directorio, informes []compromiso.Informe, ahora time.Time) bool {
	for _, inf := range informes {
		c, ok := d.Comision(inf.Comision)
		if !ok {
			continue
		}
		hoy := c.Hoy(ahora)
		nueva := func(codigo string, f compromiso.Fecha) bool {
			if codigo == "" || f.Antes(hoy) {
				return false
			}
			k, _, err := compromiso.ParseCodigoSesion(codigo, c.Siglas)
			return err == nil && c.Sesion(k, f.Anio) == nil
		}
		if nueva(inf.SesionInforme, inf.FechaInforme) ||
			slices.ContainsFunc(inf.Compromisos, func(f compromiso.FilaInforme) bool { return nueva(f.Sesion, f.FechaSesion) }) {
			return true
		}
	}
	return false
}

func (im *importacion) importarSesion(ctx context.Context, codigo string, f compromiso.Fecha, h compromiso.Hora, conHora bool, anio, linea int) error {
	if im.buscarSesion(codigo, f, anio) != nil {
		return nil
	}
	k, _, err := compromiso.ParseCodigoSesion(codigo, im.c.Siglas)
	switch {
	case err != nil:
		im.advertir(linea, "sesion", "%s Se guarda sin sesión.", err)
		return nil
	case f.IsZero():
		im.advertir(linea, "sesion", "La sesión %s no está en el calendario y el informe no dice su fecha: se guarda sin sesión.", codigo)
		return nil
	}
	s := compromiso.Sesion{Comision: im.c.Siglas, Codigo: k, Fecha: f, Hora: h, ConHora: conHora}
	if s.ID, err = insertarSesion(ctx, im.tx, s); err != nil {
		return err
	}
	im.c.Sesiones = append(im.c.Sesiones, s)
	slices.SortStableFunc(im.c.Sesiones, func(x, y compromiso.Sesion) int { return x.Fecha.Compare(y.Fecha) })
	im.tocoConf = true
	if !f.Antes(im.c.Hoy(im.acto.En)) {
		im.porVenir[im.c.Siglas] = im.c
	}
	return nil
}

// buscarSesion is the session that a code and a day name, or nil. Where the day is not
// said, it is that of the year of the number.
func (im *importacion) buscarSesion(codigo string, f compromiso.Fecha, anio int) *compromiso.Sesion {
	k, dicho, err := compromiso.ParseCodigoSesion(codigo, im.c.Siglas)
	if err != nil {
		return nil
	}
	switch {
	case !f.IsZero():
		anio = f.Anio
	case dicho != 0:
		anio = dicho
	}
	return im.c.Sesion(k, anio)
}
