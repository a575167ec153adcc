package scheduler

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestQuieter says the same thing once in thirty seconds, and then how often it was held back.
func TestQuieter(t *testing.T) {
	var b bytes.Buffer
	h := newQuieter(slog.NewTextHandler(&b, nil))
	t0 := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	for s := range 65 {
		r := slog.NewRecord(t0.Add(time.Duration(s)*time.Second), slog.LevelError, "producer: error fetching jobs", 0)
		if err := h.WithAttrs([]slog.Attr{slog.Int("n", s)}).Handle(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(b.String(), "\n"); n != 3 {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
	if n := strings.Count(b.String(), "repeated=29"); n != 2 {
		t.Errorf("what was held back is told %d times:\n%s", n, b.String())
	}
	if h.Enabled(t.Context(), slog.LevelInfo) || !h.Enabled(t.Context(), slog.LevelWarn) {
		t.Error("the chatter comes through, or the warnings do not")
	}
}
