package page

import (
	"context"
	"sync"
	"time"
)

// Try is a suggestion: who to be, where, what to type or press, and to what moment the clock
// goes first, if it is not that late yet.
type Try struct {
	Text    string    `json:"text"`
	Person  string    `json:"person"`
	Channel string    `json:"channel"`
	Type    string    `json:"type"`
	Until   time.Time `json:"until"`
	// Done tells whether it was done; once it was, it is not asked again.
	Done func(context.Context) (bool, error) `json:"-"`
}

// tries are the things to try and which of them were done.
type tries struct {
	all  []Try
	mu   sync.Mutex
	done map[int]bool
}

// tried is a thing to try as the page sees it; Told is whether the practice knows when it is done.
type tried struct {
	Try
	Done bool `json:"done"`
	Told bool `json:"told"`
}

// look gives them all, also where the practice cannot tell of one whether it is done.
func (t *tries) look(ctx context.Context) ([]tried, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var failed error
	out := make([]tried, len(t.all))
	for k, x := range t.all {
		if x.Done != nil && !t.done[k] {
			done, err := x.Done(ctx)
			if err != nil {
				failed = err
			}
			if t.done == nil {
				t.done = map[int]bool{}
			}
			t.done[k] = done
		}
		out[k] = tried{Try: x, Done: t.done[k], Told: x.Done != nil}
	}
	return out, failed
}
