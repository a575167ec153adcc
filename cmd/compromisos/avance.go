package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// avance shows a bar where a terminal watches, and nothing where none does.
type avance struct{ barra *progressbar.ProgressBar }

// nuevoAvance starts a bar that appears only when the work turns out to be long.
func nuevoAvance(c *consola, que string, total int) *avance {
	f, ok := c.errores.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &avance{}
	}
	return &avance{barra: progressbar.NewOptions(total,
		progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(que), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish(),
	)}
}

// paso says that n of total are done.
func (a *avance) paso(n, total int) {
	if a.barra != nil {
		a.barra.ChangeMax(total)
		_ = a.barra.Set(n) // a bar that cannot be drawn must not stop the work
	}
}

func (a *avance) terminar() {
	if a.barra != nil {
		_ = a.barra.Finish() // likewise
		a.barra = nil
	}
}
