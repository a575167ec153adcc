package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Reporte gives the data of a session's informe at a cut-off, as a draft: what was adopted
// that year in sessions before it, and what of earlier years was still open when the year
// began, each as the history has it at the end of that day. The calendar and the names are
// those of now.
func (s *Store) Reporte(ctx context.Context, p compromiso.PedidoReporte) (compromiso.Reporte, error) {
	var r compromiso.Reporte
	if _, err := s.Directorio(ctx); err != nil { // mostly it is in memory, and stays there
		return r, err
	}
	err := s.foto(ctx, func(tx *sqlx.Tx) error {
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		l, err := nuevoReporte(d, p)
		if err != nil {
			return err
		}
		r, err = l.leer(ctx, tx)
		return err
	})
	return r, err
}

// reporte is an informe on its way: whose it is, of which session, at which cut-off.
type reporte struct {
	d      *compromiso.Directorio
	c      *compromiso.Comision
	sesion compromiso.Sesion
	corte  compromiso.Fecha
}

func nuevoReporte(d *compromiso.Directorio, p compromiso.PedidoReporte) (*reporte, error) {
	c, err := comisionDe(d, p.Comision)
	if err != nil {
		return nil, err
	}
	sesion, err := sesionPedida(c, p)
	if err != nil {
		return nil, err
	}
	l := &reporte{d: d, c: c, sesion: *sesion, corte: p.Corte}
	switch {
	case l.corte.Despues(p.Hoy):
		return nil, compromiso.Errorf(compromiso.Invalido, "corte", "El corte, %s, está por venir: pídalo de hoy (%s) o de un día que ya pasó.",
			l.corte.Puntos(), p.Hoy.Puntos())
	case !l.corte.IsZero():
	case l.sesion.Fecha.Antes(p.Hoy):
		l.corte = l.sesion.Fecha
	default:
		l.corte = p.Hoy
	}
	return l, nil
}

// sesionPedida is the session whose informe is asked for.
func sesionPedida(c *compromiso.Comision, p compromiso.PedidoReporte) (*compromiso.Sesion, error) {
	codigo, anio, err := compromiso.ParseCodigoSesion(p.Sesion, c.Siglas)
	if err != nil {
		return nil, err
	}
	if p.Anio != 0 {
		anio = p.Anio
	}
	if s := c.Sesion(codigo, anio); s != nil {
		return s, nil
	}
	var hay []string
	for _, s := range c.Sesiones {
		if anio == 0 || s.Fecha.Anio == anio {
			hay = append(hay, nombreConAnio(s))
		}
	}
	const caben = 12
	donde := c.Siglas
	if anio != 0 {
		donde = fmt.Sprintf("%s en %d", c.Siglas, anio)
	}
	switch {
	case len(hay) == 0:
		return nil, compromiso.Errorf(compromiso.NoEncontrado, "sesion", "No hay una sesión %s: no se conoce ninguna de %s. Agréguela con «sesión nueva», o en «sesiones» de la configuración.", codigo, donde)
	case len(hay) > caben:
		hay = append([]string{"…"}, hay[len(hay)-caben:]...)
	}
	return nil, compromiso.Errorf(compromiso.NoEncontrado, "sesion", "No hay una sesión %s de %s: hay %s.", codigo, donde, strings.Join(hay, ", "))
}

// nombreConAnio is a session's code with its year: 02SE-CVMRE/2023.
func nombreConAnio(s compromiso.Sesion) string {
	return fmt.Sprintf("%s/%04d", s.Codigo, s.Fecha.Anio)
}

// leer reads the report; the caller sees to it that it is of one moment.
func (l *reporte) leer(ctx context.Context, q conexion) (compromiso.Reporte, error) {
	r := compromiso.Reporte{
		Informe: compromiso.Informe{
			Comision: l.c.Siglas, ComisionNombre: l.c.Nombre, SesionInforme: l.sesion.Codigo.String(), FechaInforme: l.sesion.Fecha,
			Compromisos: []compromiso.FilaInforme{}, Advertencias: []compromiso.Advertencia{},
		},
		Corte: l.corte,
	}
	if l.sesion.ConHora {
		r.HoraInforme = l.sesion.Hora.String()
	}
	var err error
	if r.Glosario, err = l.glosario(ctx, q); err != nil {
		return r, err
	}
	ns, err := l.candidatos(ctx, q)
	if err != nil {
		return r, err
	}
	k := finDe(l.c, l.corte)
	entonces, err := enElCorte(ctx, q, l.c, ns, k)
	if err != nil {
		return r, err
	}
	caben, err := l.caben(ctx, q, ns, entonces)
	if err != nil {
		return r, err
	}
	ids := []int64{}
	for _, n := range ns {
		switch viejo := entonces[n.ID]; {
		case viejo != nil && caben[n.ID]:
			ids = append(ids, n.ID)
		case viejo == nil && l.esDelAnio(n):
			r.Posteriores = append(r.Posteriores, n.Numero)
		}
	}
	h, err := leerHistorias(ctx, q, ids)
	if err != nil {
		return r, err
	}
	for _, id := range ids {
		n := entonces[id]
		h.recortar(n, k)
		r.Compromisos = append(r.Compromisos, conHistoria(n, h))
	}
	return r, nil
}

// consultaReporte are those that an informe may have in it: of its year by their number or
// by their session, and, of the years before, what is open or was closed since it began.
// With a cut-off of a year before, its year begins there.
const consultaReporte = `
	SELECT id FROM compromisos WHERE comision = $1 AND anio BETWEEN $2 AND $3
	UNION
	SELECT id FROM compromisos WHERE sesion_id = ANY($4) AND comision = $1
	UNION
	SELECT id FROM compromisos WHERE comision = $1 AND abierto AND anio < $2
	UNION
	SELECT id FROM compromisos WHERE comision = $1 AND anio < $2 AND cerrado >= $5
		AND extract(year FROM cerrado AT TIME ZONE 'UTC' + interval '14 hours') > anio`

// candidatos reads them as they are now, by year and number.
func (l *reporte) candidatos(ctx context.Context, q conexion) ([]*compromiso.Compromiso, error) {
	sesiones := []int64{}
	for _, s := range l.c.Sesiones {
		if s.Fecha.Anio == l.anio() && s.Precede(l.sesion) {
			sesiones = append(sesiones, s.ID)
		}
	}
	desde, inicio := min(l.corte.Anio, l.anio()), l.inicioDeAnio()
	if l.corte.Antes(inicio.dia) {
		inicio = finDe(l.c, l.corte)
	}
	var ids []int64
	if err := q.SelectContext(ctx, &ids, consultaReporte, l.c.Siglas, desde, l.anio(), pq.Array(sesiones), instante(inicio.hasta)); err != nil {
		return nil, envolver(err, "look for what an informe has in it")
	}
	ns, err := leer(ctx, q, ids)
	slices.SortFunc(ns, func(x, y *compromiso.Compromiso) int { return x.Numero.Compare(y.Numero) })
	return ns, err
}

func (l *reporte) anio() int { return l.sesion.Fecha.Anio }

// inicioDeAnio is the moment at which the year of the session begins.
func (l *reporte) inicioDeAnio() corte {
	return finDe(l.c, compromiso.NewFecha(l.anio()-1, time.December, 31))
}

// esDelAnio tells whether it was adopted in a session of the year before this one.
func (l *reporte) esDelAnio(n *compromiso.Compromiso) bool {
	return n.Sesion != nil && n.Sesion.Fecha.Anio == l.anio() && n.Sesion.Precede(l.sesion)
}

// caben tells which of the compromisos, as they were at the cut-off, are in the informe.
func (l *reporte) caben(ctx context.Context, q conexion, ns []*compromiso.Compromiso, entonces map[int64]*compromiso.Compromiso) (map[int64]bool, error) {
	out := map[int64]bool{}
	var deAntes, sueltos []*compromiso.Compromiso
	for _, n := range ns {
		viejo := entonces[n.ID]
		switch {
		case viejo == nil:
		case viejo.Sesion == nil && viejo.Numero.Anio == l.anio():
			sueltos = append(sueltos, n)
		case viejo.Sesion == nil || viejo.Sesion.Fecha.Anio < l.anio():
			deAntes = append(deAntes, n)
		default:
			out[n.ID] = l.esDelAnio(viejo)
		}
	}
	// What was adopted in no session was adopted when it was recorded.
	antes, err := l.enOtro(ctx, q, sueltos, finDe(l.c, l.sesion.Fecha))
	if err != nil {
		return nil, err
	}
	for _, n := range sueltos {
		out[n.ID] = antes[n.ID] != nil
	}
	inicio := l.inicioDeAnio()
	if antes, err = l.enOtro(ctx, q, deAntes, inicio); err != nil {
		return nil, err
	}
	for _, n := range deAntes {
		if a := antes[n.ID]; a != nil {
			out[n.ID] = a.Estatus.Abierto()
			continue
		}
		// It was recorded later, of a year before: it was open then, unless it says that it
		// had been attended by then.
		f := entonces[n.ID].FechaCumplimiento
		out[n.ID] = f.IsZero() || f.Despues(inicio.dia)
	}
	return out, nil
}

// enOtro gives them as they were at another cut-off; at the informe's where that is earlier.
func (l *reporte) enOtro(ctx context.Context, q conexion, ns []*compromiso.Compromiso, k corte) (map[int64]*compromiso.Compromiso, error) {
	if len(ns) == 0 {
		return nil, nil
	}
	if l.corte.Antes(k.dia) {
		k = finDe(l.c, l.corte)
	}
	return enElCorte(ctx, q, l.c, ns, k)
}

// glosario is what the siglas of the informe may mean: the definitions known by the
// cut-off, and the names of areas, requesters and commissions.
func (l *reporte) glosario(ctx context.Context, q conexion) (map[string]string, error) {
	var porVenir []string
	if err := q.SelectContext(ctx, &porVenir, `SELECT siglas FROM glosario WHERE desde > $1`, dia(l.corte)); err != nil {
		return nil, envolver(err, "read the glossary")
	}
	return definiciones(l.d, porVenir), nil
}

// definiciones are the meanings of siglas, but for those left out.
func definiciones(d *compromiso.Directorio, fuera []string) map[string]string {
	out := map[string]string{}
	dicha := map[string]bool{} // folded
	poner := func(sigla, que string) {
		sigla, que = strings.TrimSpace(sigla), strings.TrimSpace(que)
		if clave := compromiso.Plegar(sigla); sigla != "" && que != "" && !dicha[clave] {
			dicha[clave] = true
			out[sigla] = que
		}
	}
	for _, sigla := range slices.Sorted(maps.Keys(d.Glosario)) {
		if !slices.Contains(fuera, sigla) {
			poner(sigla, d.Glosario[sigla])
		}
	}
	for _, c := range d.Comisiones {
		poner(c.Siglas, c.Nombre)
	}
	for _, a := range d.Areas {
		poner(a.Siglas, a.Nombre)
	}
	for _, x := range d.Solicitantes {
		if x.Nombre != x.Clave { // as an import leaves it that knows no more
			poner(x.Clave, x.Nombre)
		}
	}
	return out
}
