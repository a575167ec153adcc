package slacksim

import (
	"encoding/json"
	"fmt"
	"time"
)

// Outcome is what a person sees at once after doing something. What the app says later, by itself
// or through a response_url, is in the conversations.
type Outcome struct {
	// Acked is true if the app answered in time; Timeout if it did not.
	Acked, Timeout bool
	AckLatency     time.Duration
	// Text is the text of the answer, Messages what was shown because of it.
	Text     string
	Messages []Message
	// Errors are the sentences by the fields of a form, by block_id; also those that Slack's own
	// client writes when a required field is empty, in which case nothing was sent (Acked is false).
	Errors map[string]string
	// Views is the stack of open modals afterwards, the top last.
	Views []View
	// Options are what a block_suggestion offered.
	Options []map[string]any
	// Raw is the answer as it came.
	Raw json.RawMessage
}

// Failure is what Slack tells a person when the app let them down.
type Failure struct {
	// Code is Slack's word for it: operation_timeout, dispatch_failed, user_disabled, …
	Code string
	// Detail is what it was about, where the code alone would leave it open.
	Detail string
}

func (f *Failure) Error() string {
	if f.Detail == "" {
		return "Slack says: " + f.Code
	}
	return fmt.Sprintf("Slack says: %s: %s", f.Code, f.Detail)
}

func failure(code string) error { return &Failure{Code: code} }

// failuref is a failure that says what it was about.
func failuref(code, format string, args ...any) error {
	return &Failure{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// outcome begins an Outcome with what every answer has.
func (a answer) outcome() *Outcome {
	return &Outcome{Acked: a.acked, Timeout: a.failure == "timeout" || a.failure == "http_timeout", AckLatency: a.latency, Raw: a.raw}
}

// err is what the person is told when there was no answer.
func (a answer) err() error {
	switch a.failure {
	case "":
		return nil
	case "timeout", "http_timeout":
		return failure("operation_timeout")
	}
	return failure("dispatch_failed")
}
