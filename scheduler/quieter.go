package scheduler

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// cadaIgual is how often the same message is logged; River says once a second that the
// database is away.
const cadaIgual = 30 * time.Second

// quieter lets River's warnings through, each once in a while, and drops its chatter.
type quieter struct {
	slog.Handler
	dichos *dichos
}

func newQuieter(h slog.Handler) quieter {
	return quieter{h, &dichos{por: map[string]*dicho{}}}
}

// dichos are the messages that were logged, by level and text.
type dichos struct {
	mu  sync.Mutex
	por map[string]*dicho
}

// dicho is when a message was last logged, and how often it was held back since.
type dicho struct {
	ultimo   time.Time
	callados int
}

// Enabled lets warnings and worse through.
func (q quieter) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// Handle logs the record, unless the same was said a moment ago; then it only counts it.
func (q quieter) Handle(ctx context.Context, r slog.Record) error {
	q.dichos.mu.Lock()
	clave := r.Level.String() + " " + r.Message
	d := q.dichos.por[clave]
	if d == nil {
		d = &dicho{}
		q.dichos.por[clave] = d
	}
	if r.Time.Sub(d.ultimo) < cadaIgual {
		d.callados++
		q.dichos.mu.Unlock()
		return nil
	}
	callados := d.callados
	*d = dicho{ultimo: r.Time}
	q.dichos.mu.Unlock()
	if callados > 0 {
		r = r.Clone()
		r.AddAttrs(slog.Int("repeated", callados))
	}
	return q.Handler.Handle(ctx, r)
}

// WithAttrs keeps the count of what was said.
func (q quieter) WithAttrs(as []slog.Attr) slog.Handler {
	return quieter{q.Handler.WithAttrs(as), q.dichos}
}

// WithGroup keeps the count of what was said.
func (q quieter) WithGroup(n string) slog.Handler { return quieter{q.Handler.WithGroup(n), q.dichos} }
