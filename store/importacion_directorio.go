package store

import (
	"context"
	"maps"
	"slices"
	"strings"

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
	for _, f := range im.inf.Compromisos {
		if eje := strings.TrimSpace(f.Eje); eje != "" && !contienePlegado(despues.Ejes, eje) {
			despues.Ejes = append(despues.Ejes, eje)
		}
		for _, s := range f.Solicitantes {
			clave := strings.TrimSpace(compromiso.ClaveSolicitante(s))
			if _, hay := despues.Solicitante(clave); hay || clave == "" {
				continue
			}
			cargo := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, compromiso.ClaveSolicitante(s)), ","))
			despues.Solicitantes = append(despues.Solicitantes, compromiso.Solicitante{
				Clave: clave, Nombre: definicion(im.inf.Glosario, im.d.Glosario, clave), Cargo: cargo,
			})
		}
	}
	siglas := slices.Collect(maps.Keys(despues.Glosario))
	for _, k := range slices.Sorted(maps.Keys(im.inf.Glosario)) {
		if k != "" && !contienePlegado(siglas, k) {
			despues.Glosario[k] = im.inf.Glosario[k]
			siglas = append(siglas, k)
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
	im.d = &despues
	return nil
}

func contienePlegado(lista []string, s string) bool {
	return slices.ContainsFunc(lista, func(x string) bool { return compromiso.Plegar(x) == compromiso.Plegar(s) })
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
	im.tocoConf, im.sesiones = true, true
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
