package slacksim_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
)

func TestMishaps(t *testing.T) {
	a := start(t, slacksim.Options{})
	say := func(channel string) error {
		_, _, err := a.api.PostMessage(channel, slack.MsgOptionText("x", false))
		return err
	}
	for name, tt := range map[string]struct {
		mishap slacksim.Mishap
		check  func(error) bool
		posted bool
	}{
		"429 with Retry-After": {
			slacksim.Mishap{Kind: slacksim.RateLimited, RetryAfter: 1500 * time.Millisecond},
			func(err error) bool {
				var limited *slack.RateLimitedError
				return errors.As(err, &limited) && limited.RetryAfter == 2*time.Second
			}, false,
		},
		"429 without": {
			slacksim.Mishap{Kind: slacksim.RateLimitedSilent},
			func(err error) bool { return strings.Contains(errText(err), "429") }, false,
		},
		"500": {
			slacksim.Mishap{Kind: slacksim.ServerError},
			func(err error) bool { return strings.Contains(errText(err), "500") }, false,
		},
		"an error of Slack": {
			slacksim.Mishap{Kind: slacksim.SlackError, Error: "account_inactive"},
			func(err error) bool { return errText(err) == "account_inactive" }, false,
		},
		"reset": {
			slacksim.Mishap{Kind: slacksim.Reset},
			func(err error) bool { return err != nil }, false,
		},
		"lost answer": {
			slacksim.Mishap{Kind: slacksim.LostAnswer},
			func(err error) bool { return err != nil }, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(a.sim.Messages("C0GENERAL"))
			tt.mishap.Method, tt.mishap.Channel = "chat.postMessage", "C0GENERAL"
			a.sim.Inject(tt.mishap)
			if err := say("U0ANA"); err != nil {
				t.Errorf("another channel is not affected: %v", err)
			}
			if err := say("C0GENERAL"); !tt.check(err) {
				t.Errorf("got %v", err)
			}
			if posted := len(a.sim.Messages("C0GENERAL")) > before; posted != tt.posted {
				t.Errorf("posted: %v", posted)
			}
			if err := say("C0GENERAL"); err != nil {
				t.Errorf("once means once: %v", err)
			}
		})
	}
}

func TestHangingCallDoesNothingOnceGivenUp(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.sim.Inject(slacksim.Mishap{Kind: slacksim.Hang, Delay: time.Minute})
	ctx, cancel := context.WithTimeout(within(t), 30*time.Millisecond)
	defer cancel()
	if _, _, err := a.api.PostMessageContext(ctx, "C0GENERAL", slack.MsgOptionText("x", false)); err == nil {
		t.Fatal("it did not hang")
	}
	time.Sleep(30 * time.Millisecond)
	if len(a.sim.Messages("C0GENERAL")) != 0 {
		t.Error("a call that was given up was carried out")
	}
}

func TestPace(t *testing.T) {
	a := start(t, slacksim.Options{Pace: true})
	count := func(channel string) (sent int) {
		for range 10 {
			_, _, err := a.api.PostMessage(channel, slack.MsgOptionText("x", false))
			var limited *slack.RateLimitedError
			switch {
			case err == nil:
				sent++
			case !errors.As(err, &limited) || limited.RetryAfter < time.Second:
				t.Errorf("a limit says how long to wait: %v", err)
			}
		}
		return sent
	}
	if n := count("C0GENERAL"); n < 1 || n > 6 {
		t.Errorf("%d of 10 messages passed at once", n)
	}
	if n := count("U0ANA"); n < 1 {
		t.Error("another channel has its own pace")
	}
}

// Under a ceiling the message beyond it is told to come back, whomever it is for, and the one that
// comes back then is taken.
func TestCeiling(t *testing.T) {
	a := start(t, slacksim.Options{Ceiling: 3})
	say := func(channel string) error {
		_, _, err := a.api.PostMessage(channel, slack.MsgOptionText("x", false))
		return err
	}
	began := time.Now()
	for _, channel := range []string{"C0GENERAL", "U0ANA", "C0GENERAL"} {
		if err := say(channel); err != nil {
			t.Fatal(err)
		}
	}
	var limited *slack.RateLimitedError
	if err := say("U0ANA"); !errors.As(err, &limited) || limited.RetryAfter != time.Second {
		t.Fatalf("the fourth within %s: %v", time.Since(began), err)
	}
	for say("U0ANA") != nil {
		if time.Since(began) > 10*time.Second {
			t.Fatal("the ceiling stays")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if d := time.Since(began); d < time.Second {
		t.Errorf("the fourth was taken after %s", d)
	}
}

// What is still to go wrong can be asked for, and what did go wrong on purpose is marked.
func TestMishapsAreTold(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Kind: slacksim.ServerError, Times: 2})
	if ms := a.sim.Mishaps(); len(ms) != 1 || ms[0].Times != 2 {
		t.Errorf("got %+v", ms)
	}
	for range 3 {
		_, _, _ = a.api.PostMessage("C0GENERAL", slack.MsgOptionText("x", false))
	}
	if ms := a.sim.Mishaps(); len(ms) != 0 {
		t.Errorf("still to happen: %+v", ms)
	}
	id := 0
	for _, x := range a.sim.Traffic() {
		if x.ID <= id {
			t.Errorf("exchange %d after %d", x.ID, id)
		}
		id = x.ID
		if failed := x.Status != 200; x.Name == "chat.postMessage" && failed != (x.Mishap != nil) {
			t.Errorf("status %d, mishap %+v", x.Status, x.Mishap)
		}
	}
	if n := len(a.sim.Messages("C0GENERAL")); n != 1 {
		t.Errorf("%d messages", n)
	}
}
