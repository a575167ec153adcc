// Command compromisos is the bot, its command line and its demo: it wires the rooms
// together and decides nothing about compromisos.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones must not depend on the machine

	"compromisos/store/privado"
)

func main() {
	privado.Ayudante() // never returns when this process is the keeper of a private Postgres
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, cancel) // whoever asks a second time will not wait: that one ends the process
	os.Exit(ejecutar(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
