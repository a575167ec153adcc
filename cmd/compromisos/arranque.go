package main

import (
	"context"
	"sync"

	"compromisos/store"
)

// preparar makes sure that the database is up to date and presents the bot to Slack, side
// by side: whoever waits for a process to be ready waits for the slower of the two. Where
// both fail it is the database that is told.
func (a *app) preparar(ctx context.Context) error {
	auth, cancel := context.WithCancel(ctx)
	defer cancel()
	slack := make(chan error, 1)
	go func() { slack <- a.bot.Auth(auth) }()
	err := a.ponerAlDia(ctx)
	if err != nil {
		cancel() // nobody asks any more
	}
	errSlack := <-slack
	if err != nil {
		return err
	}
	a.decirEsquema(ctx)
	return a.presentado(ctx, errSlack)
}

// ponerAlDia migrates, unless nothing is to be migrated: to see that takes no lock, and no
// right to change tables.
func (a *app) ponerAlDia(ctx context.Context) error {
	var nuestro, rio error
	var rioAlDia bool
	var wg sync.WaitGroup
	wg.Go(func() { nuestro = a.st.RevisarEsquema(ctx) })
	wg.Go(func() { rioAlDia, rio = a.sch.AlDia(ctx) })
	wg.Wait()
	if nuestro == nil && rio == nil && rioAlDia {
		return nil
	}
	_, _, err := store.Migrate(ctx, a.e.DatabaseURL, migrarRiver(a.e.DatabaseURL)) // it says what is wrong, too
	return err
}
