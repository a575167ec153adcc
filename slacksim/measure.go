package slacksim

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Measure is one thing that was held against a limit of Slack: a row of limites.json, and how
// near to it the largest of its kind came.
type Measure struct {
	Where, Type, Path string
	Size, Limit       int
	// Things is how many there were of the kind.
	Things int
	// Unit of Size and Limit: characters, items, bytes, ms, s, uses or a number.
	Unit string
}

// Part is how much of the limit is used up: 1 is all of it.
func (m Measure) Part() float64 { return float64(m.Size) / float64(max(m.Limit, 1)) }

var units = map[string]string{
	"maxLength": "characters", "recommendedMaxLength": "characters", "maxLengthExclusive": "characters",
	"sumMaxLength": "characters", "sumTextMaxLength": "characters", "sumCellTextMaxLength": "characters",
	"maxItems": "items", "maxCount": "items", "maxBytes": "bytes", "maxBytesExclusive": "bytes", "maxMillis": "ms",
	"maxUses": "uses", "maxAgeSeconds": "s",
}

// over tells whether something is larger than it may be, and reports it to whoever asked.
func (c *checker) over(r rule, ptr string, size, limit int) bool {
	if c.measure != nil && size > 0 {
		if units[r.Rule] != "characters" || strings.HasPrefix(r.Rule, "sum") {
			ptr += " " + r.Path + " " + r.Rule // only of a text one limit says it all: the tightest
		}
		c.measure(ptr, Measure{Where: r.Where, Type: r.Type, Path: r.Path, Size: size, Limit: limit, Unit: units[r.Rule]})
	}
	return size > limit
}

// Measures are what of an exchange is held against Slack's limits, the nearest to its limit
// first; of each kind the largest. They are taken anew from what was kept, by the very checks
// that let it pass.
func (x Exchange) Measures() []Measure {
	tightest := map[string]Measure{}
	c := &checker{measure: func(ptr string, m Measure) {
		if m.Part() > tightest[ptr].Part() {
			tightest[ptr] = m
		}
	}}
	if x.ToApp {
		x.measureAnswer(c)
	} else {
		x.measureCall(c)
	}
	largest := map[Measure]Measure{}
	for _, m := range slices.AppendSeq(slices.Clone(x.Aged), maps.Values(tightest)) {
		key := Measure{Where: m.Where, Type: m.Type, Path: m.Path, Unit: m.Unit}
		seen, was := largest[key]
		if !was || m.Size > seen.Size {
			m.Things = seen.Things
			seen = m
		}
		seen.Things++
		largest[key] = seen
	}
	var out []Measure
	for _, m := range largest {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Measure) int {
		return cmp.Or(cmp.Compare(b.Part(), a.Part()), cmp.Compare(a.Limit, b.Limit), cmp.Compare(a.Where+a.Type+a.Path, b.Where+b.Type+b.Path))
	})
	return out
}

// measureCall takes the message or the view out of a request of the app.
func (x Exchange) measureCall(c *checker) {
	args := Arguments(x.Request)
	switch x.Name {
	case "chat.postMessage", "chat.postEphemeral", "response_url":
		c.newMessage(args)
	case "chat.update":
		c.changedMessage(args)
	case "views.open", "views.push", "views.update", "views.publish":
		if v, _ := decoded(args["view"]); v != nil {
			c.view(node{val: v}.object())
		}
	}
}

// measureAnswer takes what the app answered to what a person did, and how long it took.
func (x Exchange) measureAnswer(c *checker) {
	if x.Err != "" {
		return
	}
	for _, r := range loadRules()[ruleKey{"ack", "*"}] {
		if r.Rule == "maxMillis" {
			c.over(r, "", max(1, int(x.Latency.Milliseconds())), r.int())
		}
	}
	if x.Answer == "" || x.Answer == "null" {
		return
	}
	for _, r := range loadRules()[ruleKey{"socket_ack", "*"}] {
		if x.Path == "socket" && r.Rule == "maxBytesExclusive" {
			c.over(r, "", len(x.Answer)+len(ackFrame), r.int()-1)
		}
	}
	if check := answerChecks[x.Name]; check != nil {
		check(c, Arguments(x.Answer))
	}
}

// ackFrame is what an acknowledgement has around its payload.
const ackFrame = `{"envelope_id":"00000000-0000-0000-0000-000000000000","payload":}`

// Arguments reads a body as it was kept: JSON, a form, or words.
func Arguments(body string) map[string]any {
	var out map[string]any
	if json.Unmarshal([]byte(body), &out) == nil {
		return out
	}
	out = map[string]any{}
	form, err := url.ParseQuery(body)
	if err != nil || body == "" {
		return out
	}
	for k, v := range form {
		out[k] = v[0]
	}
	return out
}

// triggerAge is how old a trigger_id is. The caller holds the lock.
func (s *Sim) triggerAge(id string) []Measure {
	t, ok := s.triggers[id]
	if !ok {
		return nil
	}
	return []Measure{{Where: "trigger", Type: "*", Size: age(t.expires, s.opt.TriggerLife), Limit: int(s.opt.TriggerLife.Milliseconds()), Unit: "ms"}}
}

// replyAge is how old a response_url is and how often it was used. The caller holds the lock.
func (s *Sim) replyAge(id string) []Measure {
	u, ok := s.replies[id]
	if !ok {
		return nil
	}
	return []Measure{
		{Where: "response_url", Type: "*", Size: u.uses, Limit: 5, Unit: "uses"},
		{Where: "response_url", Type: "*", Size: age(u.expires, s.opt.ResponseURLLife) / 1000, Limit: int(s.opt.ResponseURLLife.Seconds()), Unit: "s"},
	}
}

// age is how long something has lived, in milliseconds.
func age(expires time.Time, life time.Duration) int {
	return int((life - time.Until(expires)).Milliseconds())
}
