package slacksim

import (
	"maps"
	"slices"
)

// validateMessage checks the body of chat.postMessage, chat.postEphemeral or a response_url.
// Blocks, attachments and metadata may be JSON in a string, as they are in a form.
func validateMessage(m map[string]any) []Fault { return checked((*checker).newMessage, m) }

func (c *checker) newMessage(m map[string]any) {
	if m["delete_original"] == true && !present(node{val: m}, "blocks") {
		return // a deletion needs nothing to say
	}
	c.message(m, "recommendedMaxLength")
}

// validateUpdate checks the body of chat.update, which refuses the long texts that chat.postMessage cuts.
func validateUpdate(m map[string]any) []Fault { return checked((*checker).changedMessage, m) }

func (c *checker) changedMessage(m map[string]any) { c.message(m) }

// message checks everything about a message except the rows of some kinds.
func (c *checker) message(m map[string]any, except ...string) {
	c.surface, c.code = "message", "invalid_blocks"
	at, ok := c.decodeMessage(m)
	if !ok {
		return
	}
	if text, has := at.child("text"); has {
		if _, isString := text.val.(string); !isString {
			c.failAs("invalid_arguments", text.ptr, "must be a string")
		}
	}
	c.blocks(at)
	for _, a := range resolve(at, "attachments[]") {
		c.blocks(a)
	}
	c.metadata(at)
	for _, key := range []ruleKey{{"message", "*"}, {"block", "message"}} {
		for _, r := range loadRules()[key] {
			if check := ruleKinds[r.Rule]; check != nil && !slices.Contains(except, r.Rule) {
				check(c, r, at)
			}
		}
	}
}

// decodeMessage opens the fields that came as JSON and refuses those of the wrong shape.
func (c *checker) decodeMessage(m map[string]any) (node, bool) {
	open := maps.Clone(m)
	for _, field := range [][2]string{
		{"blocks", "invalid_blocks_format"}, {"attachments", "invalid_attachments"}, {"metadata", "invalid_metadata_format"},
	} {
		key, code := field[0], field[1]
		if open[key] == nil {
			continue
		}
		v, ok := decoded(open[key])
		isArray := node{val: v}.isArray()
		_, isObject := v.(map[string]any)
		if !ok || v != nil && (isArray != (key != "metadata") || isObject != (key == "metadata")) {
			c.failAs(code, "/"+key, "must be valid JSON of the right kind")
			continue
		}
		open[key] = v
	}
	if meta, _ := (node{val: open}).child("metadata"); len(presentOf(meta, []string{"event_type", "event_payload", "entities"})) == 0 {
		delete(open, "metadata") // {} takes it away, and some clients write the empty fields out
	}
	return node{val: open}, len(c.faults) == 0
}

// metadata checks the event a message carries: a name and a flat payload.
func (c *checker) metadata(at node) {
	meta, ok := at.child("metadata")
	if !ok || present(meta, "entities") {
		return
	}
	payload, _ := meta.child("event_payload")
	if stringAt(meta, "event_type") == "" || payload.object() == nil {
		c.failAs("invalid_metadata_format", meta.ptr, "must have event_type and event_payload")
		return
	}
	for _, k := range slices.Sorted(maps.Keys(payload.object())) {
		if !flat(payload.object()[k], 2) {
			c.failAs("invalid_metadata_schema", payload.ptr+"/"+escapePointer(k), "must be flat")
		}
	}
}

// flat tells whether a value of metadata is simple, or an object, or a list of objects, of simple values.
func flat(v any, depth int) bool {
	switch v := v.(type) {
	case nil:
		return false
	case map[string]any:
		for _, item := range v {
			if depth == 0 || !flat(item, 0) {
				return false
			}
		}
		return depth > 0
	case []any:
		for _, item := range v {
			if _, object := item.(map[string]any); depth < 2 || !object || !flat(item, 1) {
				return false
			}
		}
		return depth == 2
	default:
		return true
	}
}
