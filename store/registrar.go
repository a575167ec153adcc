package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"compromisos/compromiso"
)

// Bounds of what is written together.
const (
	loteMaximo = 64
	plazoLote  = 20 * time.Second
	// interrumpida is what Postgres says of a statement whose time was up.
	interrumpida = "57014"
)

// altas are the registrations that wait, by commission. Numbers go without gap or double,
// so that only one registration of a commission can be under way; those that come
// meanwhile go into the next transaction together, and share what it costs.
type altas struct {
	mu     sync.Mutex
	espera map[string][]*pedido // of a commission whose registrations are under way
}

// pedido is one registration, and what came of it.
type pedido struct {
	ctx   context.Context
	sol   compromiso.Solicitud
	alta  compromiso.Alta
	n     *compromiso.Compromiso
	com   *compromiso.Comision
	ids   []int64
	err   error
	hecho chan struct{}
}

// Registrar writes a new compromiso under the next number of its commission and year,
// and gives it back with the ids of the avisos that follow. The same request again is
// a Repetido that has the number.
func (s *Store) Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error) {
	sol.Acto.En = micro(sol.Acto.En)
	p := &pedido{ctx: ctx, sol: sol, alta: alta, hecho: make(chan struct{})}
	s.altas.encolar(p, s.registrarLotes)
	select {
	case <-p.hecho:
		return p.n, p.ids, p.err
	case <-ctx.Done(): // it may be written still: the same request again finds out
		return nil, nil, envolver(ctx.Err(), "register")
	}
}

// encolar puts a registration behind those of its commission, and has somebody write them
// if nobody does.
func (a *altas) encolar(p *pedido, escribir func(comision string)) {
	comision := compromiso.Plegar(p.alta.Comision)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.espera == nil {
		a.espera = map[string][]*pedido{}
	}
	cola, enCurso := a.espera[comision]
	a.espera[comision] = append(cola, p)
	if !enCurso {
		go escribir(comision)
	}
}

// sacar gives those that go together next; none when there are none left, and nobody is at
// it any more.
func (a *altas) sacar(comision string) []*pedido {
	a.mu.Lock()
	defer a.mu.Unlock()
	cola := a.espera[comision]
	n := cuantosJuntos(cola)
	if n == 0 {
		delete(a.espera, comision)
		return nil
	}
	a.espera[comision] = cola[n:]
	return slices.Clone(cola[:n])
}

// registrarLotes writes what waits in a commission until nothing does.
func (s *Store) registrarLotes(comision string) {
	for lote := s.altas.sacar(comision); len(lote) > 0; lote = s.altas.sacar(comision) {
		s.registrarLote(lote)
		for _, p := range lote {
			close(p.hecho)
		}
	}
}

// cuantosJuntos is how many of those that wait go together: of the same request twice,
// the second waits to see what became of the first.
func cuantosJuntos(espera []*pedido) int {
	claves := map[string]bool{}
	for k, p := range espera {
		if k == loteMaximo || p.sol.Clave != "" && claves[p.sol.Clave] {
			return k
		}
		claves[p.sol.Clave] = true
	}
	return len(espera)
}

// registrarLote writes registrations in one transaction; where that fails, each in its
// own, so that nobody fails for what another one typed.
func (s *Store) registrarLote(lote []*pedido) {
	lote = slices.DeleteFunc(slices.Clone(lote), func(p *pedido) bool {
		p.err = envolver(p.ctx.Err(), "register") // nobody waits for it any more
		return p.err != nil
	})
	if len(lote) == 0 {
		return
	}
	vivos, err := s.intentarLote(lote)
	if pgError(err) != nil && pgError(err).Constraint == "solicitudes_pkey" { // the same request came to another process
		vivos, err = s.intentarLote(lote)
	}
	switch {
	case err == nil:
	case len(vivos) == 1 || errors.Is(err, context.DeadlineExceeded) || sqlState(err) == interrumpida:
		for _, p := range vivos {
			p.err = err
		}
	default:
		for _, p := range vivos {
			if p.err = envolver(p.ctx.Err(), "register"); p.err != nil { // nobody waits for it any more
				continue
			}
			if _, err := s.intentarLote([]*pedido{p}); err != nil {
				p.err = err
			}
		}
	}
}

// intentarLote is one attempt, within its bounds. A panic in it is an error of theirs, and
// of nobody else's.
func (s *Store) intentarLote(lote []*pedido) (vivos []*pedido, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(lote[0].ctx), plazoLote)
	defer cancel()
	defer func() {
		if x := recover(); x != nil {
			s.log.Error("panic while registering", "stack", string(debug.Stack()))
			vivos, err = lote, fmt.Errorf("store: register: panic: %T", x)
		}
	}()
	for _, p := range lote {
		p.n, p.ids, p.err = nil, nil, nil
	}
	return s.escribirLote(ctx, lote)
}

func (s *Store) escribirLote(ctx context.Context, lote []*pedido) (vivos []*pedido, err error) {
	vivos = lote
	var palabras []string
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		d, err := s.directorio(ctx, tx)
		if err != nil {
			return err
		}
		if vivos, err = nuevos(ctx, tx, lote); err != nil {
			return err
		}
		vivos = slices.DeleteFunc(vivos, func(p *pedido) bool {
			p.err = p.decidir(d)
			return p.err != nil
		})
		if len(vivos) == 0 {
			return nil
		}
		if err := numerar(ctx, tx, vivos); err != nil {
			return err
		}
		if palabras, err = s.escribirAltas(ctx, tx, vivos); err != nil {
			return err
		}
		return asentarAltas(ctx, tx, vivos, d)
	})
	if err == nil {
		s.vocablos.recordar(palabras)
	}
	return vivos, err
}

// decidir makes the compromiso by the directory of the transaction.
func (p *pedido) decidir(d *compromiso.Directorio) error {
	if p.sol.Version != 0 && p.sol.Version != d.Version {
		return compromiso.ErrDirectorio
	}
	var err error
	if p.com, err = comisionDe(d, p.alta.Comision); err != nil {
		return err
	}
	alta := p.alta
	if alta.Sesion, err = sesionDe(p.com, alta.Sesion); err != nil {
		return err
	}
	if p.n, err = compromiso.New(p.com, d, p.sol.Acto, alta); err != nil {
		return err
	}
	for _, texto := range append([]string{p.n.Texto, p.n.Eje, p.n.Enlace}, p.n.Solicitantes...) {
		if !utf8.ValidString(texto) || strings.ContainsRune(texto, 0) {
			return traducir(&pq.Error{Code: "22021"})
		}
	}
	return nil
}

// nuevos are the requests that were not carried out before; the others are answered with
// what they gave then.
func nuevos(ctx context.Context, tx *sqlx.Tx, lote []*pedido) ([]*pedido, error) {
	var claves []string
	for _, p := range lote {
		if p.sol.Clave != "" {
			claves = append(claves, p.sol.Clave)
		}
	}
	hechas, err := solicitudesHechas(ctx, tx, claves)
	if err != nil {
		return lote, err
	}
	var out []*pedido
	for _, p := range lote {
		if ya, hecha := hechas[p.sol.Clave]; hecha {
			p.err = ya
			continue
		}
		out = append(out, p)
	}
	return out, nil
}

// numerar takes the next numbers. The rows of the counters stay locked until the
// transaction ends: whoever comes after waits to see whether they were really given.
func numerar(ctx context.Context, tx *sqlx.Tx, ps []*pedido) error {
	type serie struct {
		Comision string `db:"comision"`
		Anio     int    `db:"anio"`
	}
	por := map[serie][]*pedido{}
	var series []serie
	for _, p := range ps {
		k := serie{p.com.Siglas, p.n.AnioDeNumero(p.sol.Acto.Hoy)}
		if por[k] == nil {
			series = append(series, k)
		}
		por[k] = append(por[k], p)
	}
	slices.SortFunc(series, func(a, b serie) int { // as all who lock them do
		return cmp.Or(cmp.Compare(a.Comision, b.Comision), cmp.Compare(a.Anio, b.Anio))
	})
	for _, k := range series {
		var ultimo int
		err := tx.GetContext(ctx, &ultimo, `
			INSERT INTO contadores (comision, anio, ultimo) VALUES ($1, $2, $3)
			ON CONFLICT (comision, anio) DO UPDATE SET ultimo = contadores.ultimo + excluded.ultimo
			RETURNING ultimo`, k.Comision, k.Anio, len(por[k]))
		if err != nil {
			return envolver(err, "take a number")
		}
		for i, p := range por[k] {
			p.n.Numero = compromiso.Numero{Anio: k.Anio, Cons: ultimo - len(por[k]) + 1 + i}
			p.n.Registrar(p.sol.Acto)
		}
	}
	return nil
}

// escribirAltas writes the compromisos and what hangs on them, and gives the words that
// the vocabulary did not have.
func (s *Store) escribirAltas(ctx context.Context, tx *sqlx.Tx, ps []*pedido) (palabras []string, err error) {
	var filas []filaNueva
	var vocablos []string
	for _, p := range ps {
		v := derivar(p.n, p.com)
		filas = append(filas, filaNueva{p.n, v})
		vocablos = append(vocablos, v.vocablos...)
	}
	if err := insertarVarios(ctx, tx, filas); err != nil {
		return nil, err
	}
	palabras = s.vocablos.desconocidos(vocablos)
	if err := guardarVocablos(ctx, tx, palabras); err != nil {
		return nil, err
	}
	var ids []int64
	var momentos []time.Time
	var claves, comisiones, numeros []string
	var cuando []time.Time
	for _, p := range ps {
		if m := compromiso.SiguienteEscalon(p.n, p.com, p.sol.Acto.En); !m.IsZero() {
			ids, momentos = append(ids, p.n.ID), append(momentos, micro(m))
		}
		if p.sol.Clave != "" {
			claves, cuando = append(claves, p.sol.Clave), append(cuando, p.sol.Acto.En)
			comisiones, numeros = append(comisiones, p.n.Comision), append(numeros, p.n.Numero.String())
		}
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO escalones (compromiso_id, momento) SELECT * FROM unnest($1::bigint[], $2::timestamptz[])`,
		pq.Array(ids), pq.Array(momentos)); err != nil {
		return nil, envolver(err, "write rungs")
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO solicitudes (clave, comision, numero, en)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])`,
		pq.Array(claves), pq.Array(comisiones), pq.Array(numeros), pq.Array(cuando))
	return palabras, envolver(err, "keep requests")
}

// asentarAltas writes the entries of the bitácora and the avisos of them all. It is the
// last step of the transaction.
func asentarAltas(ctx context.Context, tx *sqlx.Tx, ps []*pedido, d *compromiso.Directorio) error {
	var asientos []filaAsiento
	for _, p := range ps {
		fs, err := asientosDe(p.n)
		if err != nil {
			return err
		}
		asientos = append(asientos, fs...)
	}
	if err := asentar(ctx, tx, asientos); err != nil {
		return err
	}
	var avisos []avisoNuevo
	var de []*pedido
	k := 0
	for _, p := range ps {
		for _, h := range p.n.Hechos() {
			for _, a := range compromiso.AvisosDe(h, asientos[k].Seq, p.n, p.com, d) {
				avisos, de = append(avisos, avisoNuevo{a, p.n.ID}), append(de, p)
			}
			k++
		}
	}
	ids, err := insertarAvisos(ctx, tx, avisos)
	for k, id := range ids {
		if id != 0 {
			de[k].ids = append(de[k].ids, id)
		}
	}
	return err
}

// sesionDe is the session as the commission has it.
func sesionDe(c *compromiso.Comision, s *compromiso.Sesion) (*compromiso.Sesion, error) {
	if s == nil {
		return nil, nil
	}
	for k := range c.Sesiones {
		t := &c.Sesiones[k]
		if t.ID == s.ID || (s.ID == 0 && t.Codigo == s.Codigo && t.Fecha.Anio == s.Fecha.Anio) {
			return t, nil
		}
	}
	return nil, compromiso.Errorf(compromiso.NoEncontrado, "sesion", "No hay una sesión %s de %d en %s: agréguela con «sesión nueva».",
		s.Codigo, s.Fecha.Anio, c.Siglas)
}
