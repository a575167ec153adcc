package slacksim

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// What an exchange is held against is told with the largest of each kind, the nearest to its
// limit first, whatever form it was sent in.
func TestMeasures(t *testing.T) {
	t.Parallel()
	blocks := `[{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("h", 75) + `"}},` +
		`{"type":"section","text":{"type":"mrkdwn","text":"` + strings.Repeat("á", 2140) + `"}},` +
		`{"type":"section","text":{"type":"mrkdwn","text":"corto"}}]`
	view := `{"type":"modal","title":{"type":"plain_text","text":"` + strings.Repeat("t", 24) + `"},"blocks":[{"type":"divider"}]}`
	message := []string{"block section text.text 2140 of 3000, 2 characters", "block header text.text 75 of 150, 1 characters", "message * blocks 2220 of 13200, 1 characters", "message * blocks 3 of 50, 1 items", "message * text 4 of 40000, 1 characters"}
	for name, tt := range map[string]struct {
		x    Exchange
		want []string
	}{
		"JSON":       {Exchange{Name: "chat.postMessage", Request: `{"text":"hola","blocks":` + blocks + `}`}, message},
		"form":       {Exchange{Name: "chat.postEphemeral", Request: url.Values{"text": {"hola"}, "blocks": {blocks}}.Encode()}, message},
		"command":    {Exchange{ToApp: true, Name: "slash_commands", Path: "http://a", Latency: 41 * time.Millisecond, Answer: `{"text":"hola"}`}, []string{"ack * 41 of 3000, 1 ms", "message * text 4 of 40000, 1 characters"}},
		"socket":     {Exchange{ToApp: true, Name: "block_actions", Path: "socket", Latency: time.Millisecond, Answer: `{}`}, []string{"socket_ack * 67 of 20479, 1 bytes", "ack * 1 of 3000, 1 ms"}},
		"silence":    {Exchange{ToApp: true, Name: "event", Path: "socket", Latency: 6 * time.Millisecond}, []string{"ack * 6 of 3000, 1 ms"}},
		"too late":   {Exchange{ToApp: true, Name: "slash_commands", Err: "timeout", Latency: 3 * time.Second}, nil},
		"view":       {Exchange{Name: "views.open", Request: `{"view":` + view + `}`, Aged: []Measure{{Where: "trigger", Type: "*", Size: 30, Limit: 3000, Unit: "ms"}}}, []string{"view modal title.text 24 of 24, 1 characters", "view modal blocks 1 of 100, 1 items", "trigger * 30 of 3000, 1 ms", "view modal 110 of 250000, 1 bytes"}},
		"submission": {Exchange{ToApp: true, Name: "view_submission", Latency: time.Millisecond, Answer: `{"response_action":"update","view":` + view + `}`}, []string{"view modal title.text 24 of 24, 1 characters", "view modal blocks 1 of 100, 1 items", "view modal 110 of 250000, 1 bytes", "ack * 1 of 3000, 1 ms"}},
		"other call": {Exchange{Name: "users.info", Request: "user=U1"}, nil},
		"no sense":   {Exchange{Name: "chat.postMessage", Request: "%"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, m := range tt.x.Measures() {
				at := strings.TrimSpace(strings.Join([]string{m.Where, m.Type, m.Path}, " "))
				got = append(got, fmt.Sprintf("%s %d of %d, %d %s", at, m.Size, m.Limit, m.Things, m.Unit))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}
