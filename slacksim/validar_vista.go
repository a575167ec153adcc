package slacksim

import (
	"maps"
	"slices"
)

// validateView checks a modal or a Home tab. Pointers begin with /view, as in Slack's own messages.
func validateView(v map[string]any) []Fault { return checked((*checker).view, v) }

func (c *checker) view(v map[string]any) {
	at := node{"/view", v}
	c.surface, c.code = at.kind(), "invalid_arguments"
	switch at.kind() {
	case "modal":
		c.require(at, "title", "blocks")
	case "home":
		c.require(at, "blocks")
	default:
		c.fail("/view/type", "unsupported type: %s", at.kind())
		return
	}
	for _, key := range []string{"private_metadata", "callback_id", "external_id"} {
		c.stringOK(at, key)
	}
	c.apply("view", at.kind(), at)
	if at.kind() == "modal" {
		for _, key := range []string{"title", "submit", "close"} {
			if t, ok := at.child(key); ok {
				c.text(t, true)
			}
		}
	}
	c.blocks(at)
}

// validateAnswer checks what an app sends with its acknowledgement: the message of a slash command,
// the response_action of a view_submission, the options of a block_suggestion. An empty answer is always one.
func validateAnswer(kind string, payload map[string]any) []Fault {
	check := answerChecks[kind]
	if check == nil || len(payload) == 0 && kind != "block_suggestion" {
		return nil
	}
	return checked(check, payload)
}

// answerChecks are those of the answers that Slack reads; what other interactions are answered, it ignores.
var answerChecks = map[string]func(*checker, map[string]any){
	"slash_commands":   (*checker).commandReply,
	"view_submission":  (*checker).responseAction,
	"block_suggestion": (*checker).suggestion,
}

// commandReply accepts an answer without text: {"response_type":"in_channel"} alone shows the typed command.
func (c *checker) commandReply(payload map[string]any) {
	c.message(payload, "anyOfRequired", "recommendedMaxLength")
}

func (c *checker) responseAction(payload map[string]any) {
	c.code = "invalid_arguments"
	at := node{val: payload}
	c.require(at, "response_action")
	c.oneOf(at, "response_action", "errors", "update", "push", "clear")
	switch stringAt(at, "response_action") {
	case "errors":
		errors, _ := at.child("errors")
		c.faults = append(c.faults, validateErrors(nil, errors.object())...)
	case "update", "push":
		view, ok := at.child("view")
		if !ok || view.object() == nil {
			c.fail("/view", "missing required field: view")
			return
		}
		c.view(view.object())
	}
}

// validateErrors checks the errors of a response_action against the view that was submitted: their keys must be
// block_ids of its input blocks. Without a view only the shape is checked.
func validateErrors(view map[string]any, errors map[string]any) []Fault {
	c := &checker{code: "invalid_arguments"}
	if len(errors) == 0 {
		c.fail("/errors", "must have at least 1 properties")
	}
	inputs := map[string]bool{}
	for _, n := range resolve(node{val: view}, "blocks[type=input].block_id") {
		id, _ := n.val.(string)
		inputs[id] = true
	}
	for _, key := range slices.Sorted(maps.Keys(errors)) {
		ptr := "/errors/" + escapePointer(key)
		if text, ok := errors[key].(string); !ok || text == "" {
			c.fail(ptr, "must be more than 0 characters")
		}
		if view != nil && !inputs[key] {
			c.fail(ptr, "must be the block_id of an input block")
		}
	}
	return c.faults
}

func (c *checker) suggestion(payload map[string]any) {
	c.code = "invalid_arguments"
	at := node{val: payload}
	options, hasOptions := at.child("options")
	groups, hasGroups := at.child("option_groups")
	if hasOptions == hasGroups {
		c.fail("", "must have exactly one of: [options option_groups]")
	}
	for _, list := range []node{options, groups} {
		if list.val != nil && !list.isArray() {
			c.fail(list.ptr, "must be an array")
		}
	}
	c.apply("ack", "block_suggestion", at)
	c.options(node{"", map[string]any{"type": "external_select", "options": options.val, "option_groups": groups.val}}, false)
}
