package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// latido is how often somebody looks after an open practice.
const latido = 2 * time.Second

// cuidar looks after a practice while its page is served: that it is kept, and that its database is there.
func (p *practica) cuidar(ctx context.Context, c *consola, d carpeta, servir func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	velado := make(chan error, 1)
	go func() {
		defer cancel()
		velado <- p.velar(ctx, c, d)
	}()
	err := servir(ctx)
	cancel()
	if mal := <-velado; mal != nil {
		return mal
	}
	return err
}

// ausencias is how many times in a row the database may be away: it comes back by itself when one of its processes died.
const ausencias = 5

// velar is what cuidar does meanwhile; it ends with the context, or with what ends the practice.
func (p *practica) velar(ctx context.Context, c *consola, d carpeta) error {
	tic := time.NewTicker(latido)
	defer tic.Stop()
	avisado, ausente, version := false, 0, int64(-1)
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-p.app.fatal:
			return fmt.Errorf("el bot se detuvo y la práctica termina: %w", err)
		case <-tic.C:
		}
		if err := p.guardada(); err != nil && !avisado {
			avisado = true
			nuevoPapel(c.errores).linea(fmt.Sprintf("La práctica ya no se guarda en %s: %s. Haga lugar antes de terminarla; al terminar se intenta otra vez.", d, causa(err)))
		}
		var err error
		if version, err = p.mirar(ctx, version); err == nil {
			ausente = 0
		} else if ausente++; ausente >= ausencias {
			return errors.New("el Postgres de la práctica se detuvo, y la práctica con él: vuelva a empezarla" + d.seguir())
		}
	}
}

// guardada writes down how far the clock came, and tells why anything of the practice is not kept.
func (p *practica) guardada() error {
	hoja := p.libreta.apuntar(func(h *hoja) { h.Hasta = time.Now().Add(2 * latido) })
	if err := p.sim.Kept(); err != nil {
		return err
	}
	return hoja
}

// mirar asks the database whether anything of the configuration is new to the practice Slack.
func (p *practica) mirar(ctx context.Context, version int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, latido)
	defer cancel()
	return p.conVecinos(ctx, version)
}

// seguir says that nothing is lost by an end that nobody wanted.
func (d carpeta) seguir() string {
	if d == "" {
		return ""
	}
	return "; con el mismo --datos se sigue donde estaba"
}
