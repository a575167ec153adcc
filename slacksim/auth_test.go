package slacksim_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
)

func TestTokens(t *testing.T) {
	a := start(t, slacksim.Options{})
	for name, tt := range map[string]struct{ token, want string }{
		"good": {a.sim.BotToken(), ""}, "none": {"", "not_authed"}, "bad": {"xoxb-no", "invalid_auth"}, "of the app": {a.sim.AppToken(), "not_allowed_token_type"},
	} {
		api := slack.New(tt.token, slack.OptionAPIURL(a.sim.URL()))
		if _, err := api.AuthTest(); errText(err) != tt.want {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	api := slack.New("", slack.OptionAPIURL(a.sim.URL()), slack.OptionAppLevelToken(a.sim.BotToken()))
	if _, _, err := api.StartSocketModeContext(within(t)); errText(err) != "not_allowed_token_type" {
		t.Errorf("a bot token opens no socket: %v", err)
	}
}

// The token comes in the body, in a header or in the address; arguments as form, JSON or multipart.
func TestEveryWayToSendArguments(t *testing.T) {
	a := start(t, slacksim.Options{})
	form := url.Values{"token": {a.sim.BotToken()}, "channel": {"C0GENERAL"}, "text": {"hello"}}.Encode()
	multi := "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + a.sim.BotToken() +
		"\r\n--b\r\nContent-Disposition: form-data; name=\"channel\"\r\n\r\nC0GENERAL\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n--b--\r\n"
	for kind, body := range map[string]string{"application/x-www-form-urlencoded": form, "multipart/form-data; boundary=b": multi} {
		res, err := http.Post(a.sim.URL()+"chat.postMessage", kind, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if !strings.Contains(res.Header.Get("X-OAuth-Scopes"), "chat:write") {
			t.Errorf("%s: the header of scopes is missing", kind)
		}
	}
	a.call("chat.postMessage", map[string]any{"channel": "C0GENERAL", "text": "hello"})
	if n := len(a.sim.Messages("C0GENERAL")); n != 3 {
		t.Errorf("%d of 3 messages arrived", n)
	}
	for _, x := range a.sim.Traffic() {
		if strings.Contains(x.Request+x.Answer, a.sim.BotToken()) {
			t.Errorf("the log keeps a secret: %+v", x)
		}
	}
}

// Whatever way a token comes in, none of it is kept for whoever looks at the traffic.
func TestNoSecretIsKept(t *testing.T) {
	a := start(t, slacksim.Options{BotToken: "a token of another shape", SigningSecret: "the secret of signatures"})
	for kind, body := range map[string]string{
		"application/x-www-form-urlencoded": url.Values{"token": {"xoxb-1-secreto"}, "text": {"xapp-1-secreto"}}.Encode() + "&q=xoxp%2D1%2Dsecreto",
		"application/json":                  `{"token":"xoxb-1-secreto","text":"a token of another shape, the secret of signatures, xoxe-1-secreto"}`,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.sim.URL()+"chat.postMessage?token=xoxb-1-secreto", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Authorization", "Bearer xoxb-1-secreto")
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
	}
	if n := len(a.sim.Traffic()); n == 0 {
		t.Error("nothing was kept at all")
	}
	for _, x := range a.sim.Traffic() {
		kept := fmt.Sprintf("%+v", x)
		for _, secret := range []string{"secreto", "another shape", "secret of signatures"} {
			if strings.Contains(kept, secret) {
				t.Errorf("%q is kept: %s", secret, kept)
			}
		}
	}
}

func TestUnknownMethod(t *testing.T) {
	a := start(t, slacksim.Options{})
	if got := a.call("chat.sing", nil); got["error"] != "unknown_method" {
		t.Errorf("%v", got)
	}
}

func TestScopes(t *testing.T) {
	a := start(t, slacksim.Options{Scopes: []string{"chat:write", "channels:read"}})
	got := a.call("users.info", map[string]any{"user": "U0ANA"})
	if got["error"] != "missing_scope" || got["needed"] != "users:read" || got["provided"] != "chat:write,channels:read" {
		t.Errorf("%v", got)
	}
	_, _, _ = a.api.PostMessage("U0ANA", slack.MsgOptionText("x", false))
	history := a.call("conversations.history", map[string]any{"channel": a.sim.DMID("U0ANA")})
	if history["needed"] != "im:history" {
		t.Errorf("the scope depends on the kind of channel: %v", history)
	}
	if _, err := a.sim.Slash(within(t), "U0ANA", "DM", "/bot", ""); err == nil {
		t.Error("there are no slash commands without the scope commands")
	}
	a.sim.SetScopes("chat:write", "chat:write.public")
	if _, _, err := a.api.PostMessage("C0OTHER", slack.MsgOptionText("x", false)); err != nil {
		t.Errorf("chat:write.public: %v", err)
	}
}
