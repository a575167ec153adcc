package page

import (
	"sync"
	"time"

	"compromisos/slacksim"
)

// diary keeps what the app's clock showed when each message came: Slack's own timestamps are
// the machine's.
type diary struct {
	clock  Clock
	mu     sync.Mutex
	at     map[string]time.Time // by the message's ts
	cancel func()
	done   chan struct{}
}

func keepDiary(sim *slacksim.Sim, clock Clock) *diary {
	d := &diary{clock: clock, at: map[string]time.Time{}, cancel: func() {}, done: make(chan struct{})}
	if clock == nil {
		close(d.done)
		return d
	}
	watch, cancel := sim.Subscribe()
	d.cancel = cancel
	go func() {
		defer close(d.done)
		for e := range watch {
			if e.Message != nil && (e.Kind == "message" || e.Kind == "ephemeral") {
				d.note(e.Message.TS)
			}
		}
	}()
	return d
}

func (d *diary) note(ts string) {
	now := d.clock.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at[ts] = now
}

// times gives the moments of these messages, as far as they are known.
func (d *diary) times(lists ...[]slacksim.Message) map[string]time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := map[string]time.Time{}
	for _, l := range lists {
		for _, m := range l {
			if t, ok := d.at[m.TS]; ok {
				out[m.TS] = t
			}
		}
	}
	return out
}

func (d *diary) close() {
	d.cancel()
	<-d.done
}
