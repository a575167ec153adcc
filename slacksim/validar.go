package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Fault is one thing Slack would refuse.
type Fault struct {
	Code    string // Slack's error: invalid_blocks, no_text, view_too_large …
	Pointer string // JSON pointer to the offender: /blocks/0/text/text, /view/title/text
	Message string // "must be less than 3001 characters"
}

// checker walks one payload and collects what Slack would refuse.
// It goes on after the first fault, because Slack lists them all.
type checker struct {
	surface string // message, modal or home: decides which blocks and elements are allowed
	code    string // the error of a fault that has no code of its own
	holder  string // the type of the element whose option is being read: only some take a url
	faults  []Fault
	measure func(ptr string, m Measure) // told of everything that is held against a limit; nil where nobody asked
}

// checked runs one check, and gives what it found.
func checked(check func(*checker, map[string]any), payload map[string]any) []Fault {
	c := &checker{}
	check(c, payload)
	return c.faults
}

// node is a value together with where it stands in the payload.
type node struct {
	ptr string
	val any
}

func (n node) object() map[string]any { m, _ := n.val.(map[string]any); return m }
func (n node) kind() string           { s, _ := n.object()["type"].(string); return s }

// array reads a list, from decoded JSON or as the simulator keeps blocks.
func (n node) array() []any {
	switch list := n.val.(type) {
	case []any:
		return list
	case []map[string]any:
		out := make([]any, len(list))
		for i, m := range list {
			out[i] = m
		}
		return out
	default:
		return nil
	}
}

// isArray tells an empty list from something that is no list.
func (n node) isArray() bool {
	switch n.val.(type) {
	case []any, []map[string]any:
		return true
	default:
		return false
	}
}

// child is the value under a key; a JSON null counts as absent, as it does for Slack.
func (n node) child(key string) (node, bool) {
	v, ok := n.object()[key]
	return node{n.ptr + "/" + escapePointer(key), v}, ok && v != nil
}

// items are the elements of an array.
func (n node) items() []node {
	var out []node
	for i, v := range n.array() {
		out = append(out, node{fmt.Sprintf("%s/%d", n.ptr, i), v})
	}
	return out
}

func escapePointer(key string) string {
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}

func (c *checker) fail(ptr, format string, args ...any) { c.failAs(c.code, ptr, format, args...) }

// failAs adds a fault once: a rule of a block and one of the objects in it may say the same thing.
func (c *checker) failAs(code, ptr, format string, args ...any) {
	f := Fault{Code: code, Pointer: ptr, Message: fmt.Sprintf(format, args...)}
	if !slices.Contains(c.faults, f) {
		c.faults = append(c.faults, f)
	}
}

// require refuses absent keys.
func (c *checker) require(at node, keys ...string) {
	for _, k := range keys {
		if child, ok := at.child(k); !ok {
			c.fail(child.ptr, "missing required field: %s", k)
		}
	}
}

// stringOK tells whether an optional key is absent or a string, and refuses it otherwise.
func (c *checker) stringOK(at node, key string) {
	if child, ok := at.child(key); ok {
		if _, isString := child.val.(string); !isString {
			c.fail(child.ptr, "must be a string")
		}
	}
}

// oneOf refuses a value that is present and not in the list.
func (c *checker) oneOf(at node, key string, allowed ...string) {
	if child, ok := at.child(key); ok {
		if s, isString := child.val.(string); !isString || !slices.Contains(allowed, s) {
			c.fail(child.ptr, "must be one of: %s", strings.Join(allowed, ", "))
		}
	}
}

// textLength is the stricter of two readings, since Slack does not say whether it counts code points or UTF-16 units.
func textLength(s string) int {
	units := 0
	for _, r := range s {
		units += max(1, utf16.RuneLen(r))
	}
	return max(utf8.RuneCountInString(s), units)
}

// canonical is the JSON of a value with keys in order, for comparing and weighing; <, > and & stay one byte each.
func canonical(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// decoded is a value that may have come as JSON inside a form field.
func decoded(v any) (any, bool) {
	s, ok := v.(string)
	if !ok {
		return v, true
	}
	if s == "" {
		return nil, true
	}
	var out any
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, false
	}
	return out, true
}
