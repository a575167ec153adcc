package slacksim_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"compromisos/slacksim"
)

// A forged press and a forged form arrive signed, as they were made up; whom they come from
// cannot be made up.
func TestForge(t *testing.T) {
	a := start(t, slacksim.Options{})
	var mu sync.Mutex
	var came []string
	a.serve(func(_ string, body []byte, w http.ResponseWriter) {
		mu.Lock()
		defer mu.Unlock()
		came = append(came, string(body))
		if strings.Contains(string(body), "view_submission") {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"response_action":"errors","errors":{"text":"no"}}`))
		}
	})
	out, err := a.sim.Forge(within(t), "U0LUIS", "C0GENERAL", "block_actions", map[string]any{
		"user":    map[string]any{"id": "U0ANA"},
		"actions": []any{map[string]any{"action_id": "pay", "value": "a million", "action_ts": "1.2"}},
	})
	if err != nil || !out.Acked {
		t.Errorf("%+v, %v", out, err)
	}
	out, err = a.sim.Forge(within(t), "U0LUIS", "C0GENERAL", "view_submission", map[string]any{
		"view": map[string]any{"id": "V1", "callback_id": "pay", "private_metadata": "x"},
	})
	if err != nil || out.Errors["text"] != "no" {
		t.Errorf("%+v, %v", out, err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(came) != 2 || !strings.Contains(came[0], "million") || !strings.Contains(came[0], "U0LUIS") || strings.Contains(came[0], "U0ANA") ||
		!strings.Contains(came[0], "response_url") || !strings.Contains(came[1], "callback_id") {
		t.Errorf("%q", came)
	}
	if _, err := a.sim.Forge(within(t), "U0GONE", "C0GENERAL", "block_actions", nil); err == nil {
		t.Error("somebody who left pressed")
	}
}
