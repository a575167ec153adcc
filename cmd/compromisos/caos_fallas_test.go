package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"compromisos/slacksim"
)

// desatar has everything go wrong at once, and returns when it is over.
func (m *mundo) desatar() {
	ctx, calma := context.WithCancel(m.t.Context())
	defer calma()
	var fallas, muertes sync.WaitGroup
	fallas.Go(func() { m.tormenta(ctx) })
	fallas.Go(func() { m.enchufes(ctx) })
	for k, h := range m.hijos {
		muertes.Go(func() { m.asesino(ctx, h, m.azar(uint64(100+k))) })
	}
	muertes.Go(func() { m.reiniciar(ctx) })
	muertes.Wait()
	calma()
	fallas.Wait()
	m.sim.ClearMishaps()
	m.sim.StopPings(false)
}

// asesino kills one process at random moments, whatever it is doing then: a fresh one as
// well as one that has worked for a while.
func (m *mundo) asesino(ctx context.Context, h *hijo, azar *rand.Rand) {
	for range m.f.muertes {
		dormirCaos(ctx, time.Duration(azar.Int64N(int64(m.f.vida))))
		for ctx.Err() == nil && !h.matar() {
			dormirCaos(ctx, 5*time.Millisecond)
		}
		m.muertes.Add(1)
	}
}

// tormenta has Slack's Web API go wrong in every way that it knows.
func (m *mundo) tormenta(ctx context.Context) {
	azar := m.azar(1)
	corta := m.f.largo / 4
	m.sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.RateLimited, RetryAfter: m.f.largo})
	m.sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.Hang, Delay: m.f.largo})
	for ctx.Err() == nil {
		metodo := "chat.postMessage"
		if azar.IntN(4) == 0 {
			metodo = []string{"conversations.history", "conversations.open", "apps.connections.open", "auth.test"}[azar.IntN(4)]
		}
		m.sim.Inject([]slacksim.Mishap{
			{Method: metodo, Kind: slacksim.RateLimited, RetryAfter: time.Second},
			{Method: metodo, Kind: slacksim.RateLimitedSilent},
			{Method: metodo, Kind: slacksim.ServerError, Status: 500 + azar.IntN(4)},
			{Method: metodo, Kind: slacksim.SlackError, Error: "internal_error"},
			{Method: metodo, Kind: slacksim.Hang, Delay: time.Duration(azar.Int64N(int64(corta)))},
			{Method: metodo, Kind: slacksim.LostAnswer},
			{Method: metodo, Kind: slacksim.LostAnswer, Delay: time.Duration(azar.Int64N(int64(corta)))},
			{Method: metodo, Kind: slacksim.Reset},
		}[azar.IntN(8)])
		dormirCaos(ctx, 50*time.Millisecond+time.Duration(azar.Int64N(int64(400*time.Millisecond))))
	}
}

// enchufes refreshes the sockets for all of Slack's reasons, cuts them, and has the
// server stop pinging.
func (m *mundo) enchufes(ctx context.Context) {
	azar := m.azar(2)
	for k := 0; ctx.Err() == nil; k++ {
		dormirCaos(ctx, time.Duration(azar.Int64N(int64(2*time.Second))))
		if k%5 == 4 {
			m.sim.DropSockets()
		} else {
			m.sim.Disconnect([]string{"warning", "refresh_requested", "link_disabled"}[k%3])
		}
		m.sim.StopPings(k%4 >= 2)
	}
}

// reiniciar restarts Postgres while everything else goes on: first while a commit is
// made and nobody has been told, then whenever.
func (m *mundo) reiniciar(ctx context.Context) {
	azar := m.azar(3)
	for k := range m.f.reinicios {
		dormirCaos(ctx, m.f.vida/2+time.Duration(azar.Int64N(int64(m.f.vida))))
		if k == 0 {
			m.enPlenoCommit(ctx)
		}
		m.reiniciarBase(ctx)
		m.reinicio++
	}
}

// enPlenoCommit has commits wait, made and durable, for a stand-by that there is not: what
// Postgres has done by then, nobody will be told.
func (m *mundo) enPlenoCommit(ctx context.Context) {
	m.alServidor(ctx, `ALTER SYSTEM SET synchronous_standby_names = 'nadie'`, `SELECT pg_reload_conf()`)
	empezo := time.Now()
	for ctx.Err() == nil {
		var avisos, todos int
		err := m.admin.QueryRowContext(ctx, `
			SELECT count(*) FILTER (WHERE query ~ 'avisos SET'), count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`).Scan(&avisos, &todos)
		if err != nil {
			m.t.Errorf("look for commits: %v", err)
			return
		}
		// Those of a delivery are wanted, but everything may be waiting for another one already.
		if paso := time.Since(empezo); avisos > 0 || todos > 0 && paso > 2*time.Second {
			m.enMedio += todos
			break
		} else if paso > 20*time.Second {
			m.t.Error("no commit came up to be interrupted")
			break
		}
		dormirCaos(ctx, time.Millisecond)
	}
	m.alServidor(ctx, `ALTER SYSTEM RESET synchronous_standby_names`)
}

// reiniciarBase ends Postgres as a power cut does and has it come back.
func (m *mundo) reiniciarBase(ctx context.Context) {
	var datos, bin, antes string
	if err := m.admin.QueryRowContext(ctx, `
		SELECT current_setting('data_directory'), (SELECT setting FROM pg_config WHERE name = 'BINDIR'), pg_postmaster_start_time()::text`).
		Scan(&datos, &bin, &antes); err != nil {
		m.t.Errorf("ask Postgres where it is: %v", err)
		return
	}
	orden := fmt.Sprintf(`cat >/dev/null; setsid "%s/pg_ctl" restart -m immediate -w -D "%s" </dev/null >/dev/null 2>&1 &`, bin, datos)
	m.alServidor(ctx, `COPY (SELECT 1) TO PROGRAM '`+strings.ReplaceAll(orden, "'", "''")+`'`)
	for fin := time.Now().Add(time.Minute); ctx.Err() == nil; dormirCaos(ctx, 10*time.Millisecond) {
		var ahora string
		if m.admin.QueryRowContext(ctx, `SELECT pg_postmaster_start_time()::text`).Scan(&ahora) == nil && ahora != antes {
			return
		}
		if time.Now().After(fin) {
			m.t.Error("Postgres did not come back")
			return
		}
	}
}

func (m *mundo) alServidor(ctx context.Context, consultas ...string) {
	for _, q := range consultas {
		if _, err := m.admin.ExecContext(ctx, q); err != nil {
			m.t.Errorf("%s: %v", q, err)
		}
	}
}

// dormirCaos lets a random time pass: that is what the faults are spread over.
func dormirCaos(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
