package bot

import "time"

// descanso is how long a worker without work waits for some.
const descanso = 5 * time.Second

// brazos are the workers. One that has ended a piece of work takes the next: a new
// goroutine would have to grow its stack again for each, which costs more than most of the
// commands do.
type brazos struct {
	tareas chan func()
}

func newBrazos() brazos { return brazos{tareas: make(chan func())} }

// hacer has somebody do it, at once.
func (b brazos) hacer(tarea func()) {
	select {
	case b.tareas <- tarea:
	default:
		go b.trabajar(tarea)
	}
}

func (b brazos) trabajar(tarea func()) {
	reloj := time.NewTimer(descanso)
	defer reloj.Stop()
	for {
		tarea()
		reloj.Reset(descanso)
		select {
		case tarea = <-b.tareas:
		case <-reloj.C:
			return
		}
	}
}
