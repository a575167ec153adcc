package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"compromisos/compromiso"
)

// conMarca is a store that tells how far everything goes, and counts what is read.
type conMarca struct {
	*falso
	version, seq int64
	leidas       int
}

func (c *conMarca) Marca(context.Context) (version int64, cabeza string, err error) {
	return c.version, fmt.Sprint(c.seq), nil
}

func (c *conMarca) Recordado() *compromiso.Directorio { return c.dir }

func (c *conMarca) Lista(_ context.Context, d *compromiso.Directorio, f compromiso.Filtro) (compromiso.Pagina, error) {
	c.leidas++
	if d.Version != c.version {
		return compromiso.Pagina{}, compromiso.ErrDirectorio
	}
	return compromiso.Pagina{Total: int(c.seq), Cabeza: fmt.Sprint(c.seq), Filas: []*compromiso.Compromiso{planFijo()}}, nil
}

// An answer is given again for as long as nothing was written, nothing was configured,
// it is the same day, and whoever asks is the same to the commission.
func TestRecordando(t *testing.T) {
	t.Parallel()
	c := nuevaCasa(t)
	st := &conMarca{falso: c.st, version: c.st.dir.Version, seq: 7}
	c.b.st = st
	dia := 0
	c.b.op.Ahora = func() time.Time { return ahoraFijo().AddDate(0, 0, dia) }
	pedir := func(quien, texto, contiene string, leidas int) {
		t.Helper()
		a := c.b.atender(peticion{clase: claseOrden, equipo: c.sim.TeamID(), persona: quien, canal: "C0CVD", texto: texto})
		if !strings.Contains(string(a.cuerpo), contiene) || st.leidas != leidas {
			t.Fatalf("%s asks for %q: read %d times, want %d: %.300s", quien, texto, st.leidas, leidas, a.cuerpo)
		}
	}
	pedir(uST, "lista", "7 en total", 1)
	pedir(uST, "lista", "7 en total", 1)
	pedir(uST, "lista abiertos", "7 en total", 1) // the same thing in other words
	pedir(uST, "lista todos", "7 en total", 2)
	pedir(uLector, "lista", "7 en total", 3)      // somebody else to the commission
	pedir(uEnlace, "lista míos", "7 en total", 4) // what is mine is not yours
	pedir(uUTSI, "lista míos", "7 en total", 5)
	pedir(uEnlace, "lista míos", "7 en total", 5)
	st.seq = 8
	pedir(uST, "lista", "8 en total", 6)
	pedir(uST, "lista", "8 en total", 6)
	dia = 1
	pedir(uST, "lista", "8 en total", 7)
	nuevo := *c.st.dir
	nuevo.Version++
	st.version, c.st.dir = nuevo.Version, &nuevo
	pedir(uST, "lista", "8 en total", 8)
	st.version++ // another process configures, and this one has not read it yet
	otra := nuevo
	otra.Version++
	st.falso.dir = &otra
	pedir(uST, "lista", "8 en total", 9)
}

// What is remembered has its bounds.
func TestRecuerdosAcotados(t *testing.T) {
	t.Parallel()
	var r recuerdos
	cuerpo := make([]byte, 10_000)
	for k := range 3 * maxRecuerdo / len(cuerpo) {
		r.put(fmt.Sprint(k), recuerdo{cabeza: "x", cuerpo: cuerpo})
		if r.get("0").cuerpo == nil {
			t.Fatalf("what is asked for all the time is forgotten after %d", k)
		}
	}
	if n := (len(r.nuevos) + len(r.viejos)) * len(cuerpo); n > maxRecuerdo+2*len(cuerpo) {
		t.Errorf("%d bytes are remembered", n)
	}
}

// Each piece of work is done once, whoever does it.
func TestBrazos(t *testing.T) {
	t.Parallel()
	b := newBrazos()
	var mu sync.Mutex
	veces := map[int]int{}
	var wg sync.WaitGroup
	for k := range 500 {
		wg.Add(1)
		b.hacer(func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			veces[k]++
		})
	}
	wg.Wait()
	for k := range 500 {
		if veces[k] != 1 {
			t.Errorf("%d was done %d times", k, veces[k])
		}
	}
}
