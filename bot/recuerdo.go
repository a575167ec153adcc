package bot

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"compromisos/compromiso"
)

// maxRecuerdo is how much the answers that are remembered may weigh, in bytes.
const maxRecuerdo = 24 << 20

// recuerdos are answers to the commands that only read, as they went out. Each holds for
// as long as nothing was written and nothing configured since: the store is asked every
// time, and where it says so, nothing is read nor written down anew. Half of the room is
// for what was asked lately.
type recuerdos struct {
	mu             sync.Mutex
	nuevos, viejos map[string]recuerdo
	pesan          int
}

// recuerdo is one of them.
type recuerdo struct {
	cabeza string // hash of the last entry of the bitácora when it was read
	cuerpo []byte
}

// get gives what is remembered under a key; the zero value where nothing is.
func (r *recuerdos) get(clave string) recuerdo {
	r.mu.Lock()
	defer r.mu.Unlock()
	x, hay := r.nuevos[clave]
	if !hay {
		if x, hay = r.viejos[clave]; hay {
			r.poner(clave, x)
		}
	}
	return x
}

func (r *recuerdos) put(clave string, x recuerdo) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.poner(clave, x)
}

func (r *recuerdos) poner(clave string, x recuerdo) {
	const deMas = 100 // of a map and its key
	if r.nuevos == nil || r.pesan > maxRecuerdo/2 {
		r.viejos, r.nuevos, r.pesan = r.nuevos, map[string]recuerdo{}, 0
	}
	if antes, hay := r.nuevos[clave]; hay {
		r.pesan -= len(antes.cuerpo) + len(clave) + deMas
	}
	r.nuevos[clave] = x
	r.pesan += len(x.cuerpo) + len(clave) + deMas
}

// marcas is how far everything goes: what was read at the same mark is what there is.
type marcas interface {
	Marca(ctx context.Context) (version int64, cabeza string, err error)
}

// recordando answers a command that reads: with what it answered before, where nothing has
// changed, else with what leer composes, and the hash of the last entry of the bitácora when it
// was read. que is what was asked for, besides what every answer depends on: the commission,
// its day, the configuration, and what the person is.
func (t *turno) recordando(ctx context.Context, que string, leer func() (Mensaje, string, error)) (respuesta, error) {
	if t.p.clase != claseOrden {
		m, _, err := leer()
		return respuesta{mensaje: &m}, err
	}
	rol := "L"
	if t.rol.Secretaria {
		rol = "S"
	}
	clave := strings.Join([]string{
		strconv.FormatInt(t.dir.Version, 36), t.com.Siglas, t.hoy().String(), rol + strings.Join(t.rol.Areas, ","), que,
	}, "\n")
	if antes := t.b.recuerdos.get(clave); antes.cuerpo != nil {
		version, cabeza, err := t.b.st.Marca(ctx)
		switch {
		case err != nil:
			return respuesta{}, err
		case version != t.dir.Version:
			return respuesta{}, compromiso.ErrDirectorio
		case cabeza == antes.cabeza:
			return respuesta{cuerpo: antes.cuerpo}, nil
		}
	}
	m, cabeza, err := leer()
	if err != nil {
		return respuesta{}, err
	}
	r := respuesta{mensaje: &m, cuerpo: cuerpoMensaje(m)}
	if cabeza != "" && len(r.cuerpo) <= maxAcuseOrden {
		t.b.recuerdos.put(clave, recuerdo{cabeza: cabeza, cuerpo: r.cuerpo})
	}
	return r, nil
}
