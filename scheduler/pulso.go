package scheduler

import (
	"context"
	"time"
)

// pulso is where it is written down that somebody is at work.
type pulso interface {
	Latir(ctx context.Context, ahora, maquina time.Time) (desde time.Time, hueco bool, err error)
}

// latir writes down that this process is at work. After a gap, or on a backup that was
// restored, what was due by then is looked for in Slack before it is sent: others may
// have sent it, and the record of that is lost.
func (s *Scheduler) latir(ctx context.Context) error {
	desde, hueco, err := s.st.Latir(ctx, s.o.Ahora(), s.o.Maquina())
	if err == nil && hueco {
		s.o.Log.WarnContext(ctx, "nobody was at work here, or a backup was restored: what was due by now is looked for in Slack before it is sent",
			"since", desde)
	}
	return err
}
