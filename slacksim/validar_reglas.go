package slacksim

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

//go:embed limites.json
var limitsJSON []byte

// rule is one row of limites.json. What "value" holds depends on the kind of rule.
type rule struct {
	Where string `json:"where"` // message, view, surface, block, element, object, ack …
	Type  string `json:"type"`  // the type of the block, element … or *
	Path  string `json:"path"`  // e.g. options[].value, rows[][].text, blocks[type=table]
	Rule  string `json:"rule"`  // the kind: a key of ruleKinds
	Value any    `json:"value"`
}

func (r rule) number() float64 { f, _ := r.Value.(float64); return f }
func (r rule) int() int        { return int(r.number()) }
func (r rule) text() string    { s, _ := r.Value.(string); return s }

func (r rule) list() []string {
	var out []string
	values, _ := r.Value.([]any)
	for _, v := range values {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// ruleKey says to what a row applies.
type ruleKey struct{ where, kind string }

// loadRules reads the table once. It is part of the binary: if it cannot be read, nothing works.
var loadRules = sync.OnceValue(func() map[ruleKey][]rule {
	var table struct {
		Rules []rule `json:"rules"`
	}
	if err := json.Unmarshal(limitsJSON, &table); err != nil {
		panic("slacksim: limites.json: " + err.Error())
	}
	out := map[ruleKey][]rule{}
	for _, r := range table.Rules {
		k := ruleKey{r.Where, r.Type}
		out[k] = append(out[k], r)
	}
	return out
})

// apply checks a value against the rows for its type and for every type.
func (c *checker) apply(where, kind string, at node) {
	rules := loadRules()
	for _, key := range []ruleKey{{where, kind}, {where, "*"}} {
		for _, r := range rules[key] {
			if check := ruleKinds[r.Rule]; check != nil {
				check(c, r, at)
			}
		}
		if kind == "*" {
			return
		}
	}
}

// ruleCodes are the errors of the rules to which Slack gives one of their own; all others share the checker's.
var ruleCodes = map[string]string{
	"message//anyOfRequired":                          "no_text",
	"message/text/recommendedMaxLength":               "msg_too_long",
	"message/markdown_text/maxLength":                 "msg_too_long",
	"message/markdown_text/notTogether":               "markdown_text_conflict",
	"message/attachments/maxItems":                    "too_many_attachments",
	"message/blocks/sumTextMaxLength":                 "msg_blocks_too_long",
	"message/blocks[type=markdown].text/sumMaxLength": "msg_blocks_too_long",
	"message/blocks[type=table]/maxCount":             "invalid_attachments",
	"message/metadata.event_type/pattern":             "invalid_metadata_format",
	"view//maxBytes":                                  "view_too_large",
	"method/length/min":                               "missing_argument",
	"method/alt_txt/maxLength":                        "alt_txt_too_large",
	"method/channels/maxItems":                        "channels_limit_exceeded",
}

// validateMethod checks the arguments of a method against its rows.
func validateMethod(method string, args obj) []Fault {
	c := &checker{code: "invalid_arguments"}
	for _, r := range loadRules()[ruleKey{"method", method}] {
		if check := ruleKinds[r.Rule]; check != nil {
			check(c, r, node{val: args})
		}
	}
	return c.faults
}

func (c *checker) failRule(r rule, ptr, format string, args ...any) {
	code := ruleCodes[r.Where+"/"+r.Path+"/"+r.Rule]
	if code == "" {
		code = c.code
	}
	c.failAs(code, ptr, format, args...)
}

// resolve finds the values a path means: keys joined by dots, [] for every item, [type=x] for the items of that type.
// A key that is absent or null yields nothing.
func resolve(at node, path string) []node {
	found := []node{at}
	if path == "" {
		return found
	}
	for step := range strings.SplitSeq(path, ".") {
		key, suffix, _ := strings.Cut(step, "[")
		var next []node
		for _, n := range found {
			if child, ok := n.child(key); ok {
				next = append(next, child)
			}
		}
		if suffix != "" {
			for each := range strings.SplitSeq("["+suffix, "]") {
				if each != "" {
					next = expand(next, strings.TrimPrefix(each, "["))
				}
			}
		}
		found = next
	}
	return found
}

// expand replaces arrays by their items, all of them or those of one type ("type=table").
func expand(arrays []node, filter string) []node {
	_, kind, filtered := strings.Cut(filter, "=")
	var out []node
	for _, a := range arrays {
		for _, item := range a.items() {
			if item.val != nil && (!filtered || item.kind() == kind) {
				out = append(out, item)
			}
		}
	}
	return out
}
