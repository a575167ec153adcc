package store

import (
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
	v     derivado
	fila  []*string
	com   *compromiso.Comision
	ids   []int64
	err   error
	hecho chan struct{}

	// previsto is what decidir gave by the directory of before the transaction, for one use.
	previsto *previsto
}

type previsto struct {
	d   *compromiso.Directorio
	n   *compromiso.Compromiso
	v   derivado
	fil []*string
	com *compromiso.Comision
}

// Registrar writes a new compromiso under the next number of its commission and year,
// and gives it back with the ids of the avisos that follow. The same request again is
// a Repetido that has the number.
func (s *Store) Registrar(ctx context.Context, sol compromiso.Solicitud, alta compromiso.Alta) (*compromiso.Compromiso, []int64, error) {
	sol.Acto.En = micro(sol.Acto.En)
	p := &pedido{ctx: ctx, sol: sol, alta: alta, hecho: make(chan struct{})}
	p.prever(s.Recordado())
	s.altas.encolar(p, s.registrarLotes)
	select {
	case <-p.hecho:
		return p.n, p.ids, p.err
	case <-ctx.Done():
	}
	err := envolver(ctx.Err(), "register")
	if !s.altas.retirar(p) { // it may be written still: the same request again finds out
		err = Incierto{err}
	}
	return nil, nil, err
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

// retirar takes back a registration that nobody has begun; false where somebody has.
func (a *altas) retirar(p *pedido) bool {
	comision := compromiso.Plegar(p.alta.Comision)
	a.mu.Lock()
	defer a.mu.Unlock()
	cola := a.espera[comision]
	k := slices.Index(cola, p)
	if k >= 0 {
		a.espera[comision] = slices.Delete(slices.Clone(cola), k, k+1)
	}
	return k >= 0
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
	case !incierto(err) && (len(vivos) == 1 || errors.Is(err, context.DeadlineExceeded) || sqlState(err) == interrumpida):
		for _, p := range vivos {
			p.err = err
		}
	default:
		for _, p := range vivos {
			p.err = s.repetir(p, err)
		}
	}
}

// repetir tries one by itself after they failed together. Where nobody said what became of
// that attempt, the key of the request tells whether it stands.
func (s *Store) repetir(p *pedido, antes error) error {
	duda := incierto(antes)
	if duda && p.sol.Clave == "" {
		return antes
	}
	err := envolver(p.ctx.Err(), "register") // nobody waits for it any more
	if err == nil {
		_, err = s.intentarLote([]*pedido{p})
	}
	switch {
	case err == nil:
		return p.err
	case duda:
		return Incierto{err}
	}
	return err
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
	if err := s.prep.alistar(ctx, upsertContador, insertCompromisos, insertDependientes, insertAsientosYAvisos); err != nil {
		return vivos, envolver(err, "register")
	}
	var palabras []string
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := usarConf(ctx, tx); err != nil {
			return err
		}
		d, hechas, err := s.comenzarLote(ctx, tx, lote)
		if err != nil {
			return err
		}
		vivos = sinRepetidas(lote, hechas)
		vivos = slices.DeleteFunc(vivos, func(p *pedido) bool {
			p.err = p.decidir(d)
			return p.err != nil
		})
		if len(vivos) == 0 {
			return nil
		}
		if err := s.numerar(ctx, tx, vivos); err != nil {
			return err
		}
		if palabras, err = s.escribirAltas(ctx, tx, vivos); err != nil {
			return err
		}
		return s.asentarAltas(ctx, tx, vivos, d)
	})
	if err == nil {
		s.vocablos.recordar(palabras)
	}
	return vivos, err
}

// prever decides by the directory as it was last read, on the time of whoever asked: what
// the others wait for is short. What it refuses, the transaction refuses with its own words.
func (p *pedido) prever(d *compromiso.Directorio) {
	if d == nil {
		return
	}
	if p.decidir(d) == nil {
		p.previsto = &previsto{d: d, n: p.n, v: p.v, fil: p.fila, com: p.com}
	}
}

// decidir makes the compromiso by the directory of the transaction.
func (p *pedido) decidir(d *compromiso.Directorio) error {
	if antes := p.previsto; antes != nil && antes.d == d {
		p.n, p.v, p.fila, p.com, p.previsto = antes.n, antes.v, antes.fil, antes.com, nil
		return nil
	}
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
	p.v = derivar(p.n, p.com)
	p.fila, err = enTextos(p.n, p.v)
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
