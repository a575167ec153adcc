package page

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"compromisos/slacksim"
)

// faults is what somebody switched on to go wrong: one thing at a time.
type faults struct {
	mu    sync.Mutex
	now   faultState // Kind is "" before the first
	since int        // the last exchange before it was switched on
}

// faultState is a fault as the page shows it.
type faultState struct {
	Kind string `json:"kind"`
	// All of the app's calls until it is switched off, or the next message alone.
	All      bool `json:"all"`
	Seconds  int  `json:"seconds"`
	On       bool `json:"on"`
	Happened int  `json:"happened"`
	// After is what the app did about the last time that it happened.
	After string `json:"after"`
}

// maxSeconds is how long a fault may keep a call waiting.
const maxSeconds = 30

// fault makes the next message of the app go wrong, or all of its calls until it is switched off.
func fault(_ context.Context, p *Page, q request) (result, error) {
	if q.Fault != "none" && (q.Seconds < 1 || q.Seconds > maxSeconds) {
		return result{Errors: map[string]string{"seconds": fmt.Sprintf("Escriba de 1 a %d segundos.", maxSeconds)}}, nil
	}
	m := slacksim.Mishap{Method: "chat.postMessage", Times: 1}
	if q.All {
		m.Method, m.Times = "", -1
	}
	wait := time.Duration(q.Seconds) * time.Second
	switch q.Fault {
	case "none":
	case "rate_limited":
		m.Kind, m.RetryAfter = slacksim.RateLimited, wait
	case "outage":
		m.Kind, m.Status = slacksim.ServerError, http.StatusServiceUnavailable
	case "lost_answer":
		m.Kind = slacksim.LostAnswer
	case "slow":
		m.Kind, m.Delay = slacksim.Hang, wait
	default:
		return result{}, said("No hay una falla «" + q.Fault + "».")
	}
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	p.o.Sim.ClearMishaps()
	if q.Fault == "none" {
		p.faults.now = faultState{}
		return result{}, nil
	}
	p.faults.now, p.faults.since = faultState{Kind: q.Fault, All: q.All, Seconds: q.Seconds}, p.o.Sim.Exchanged()
	p.o.Sim.Inject(m)
	return result{}, nil
}

// faultState is the fault that was switched on, whether it is still to happen, and how often it did.
func (p *Page) faultState() *faultState {
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	if p.faults.now.Kind == "" {
		return nil
	}
	f := p.faults.now
	f.On = len(p.o.Sim.Mishaps()) > 0
	t, since := teller{p.o.Sim.Names()}, p.o.Sim.TrafficSince(p.faults.since)
	for i, x := range since {
		if x.Mishap != nil {
			f.Happened++
			f.After = t.after(x, since[i+1:])
		}
	}
	return &f
}
