package bot

import (
	"context"
	"sync"
	"time"
)

// progreso tells whoever waits for a document how far it is, once, if it takes long: of the
// five answers that a response_url takes, it uses one.
type progreso struct {
	mu    sync.Mutex
	frase string
	fin   bool
	reloj *time.Timer
}

func (t *turno) progreso(ctx context.Context, e encargo) *progreso {
	p := &progreso{frase: "Hay otros documentos antes; sigue " + e.que + "…"}
	p.reloj = time.AfterFunc(plazoProgreso, func() {
		p.mu.Lock()
		frase, fin := p.frase, p.fin
		p.mu.Unlock()
		if !fin && t.p.url != "" {
			_ = t.b.porURL(ctx, t.p.url, mensajeHecho(frase), false) // the file says the same when it arrives
		}
	})
	return p
}

func (p *progreso) decir(frase string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.frase = frase
}

func (p *progreso) detener() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fin = true
	p.reloj.Stop()
}
