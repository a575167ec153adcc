package slacksim

// elementSpec is the shape of a type of block element. Lengths and counts stand in limites.json.
type elementSpec struct {
	required []string
	strings  []string
	texts    []textSlot
	markdown bool // its options may be mrkdwn: checkboxes and radio buttons
}

var elementSpecs = map[string]elementSpec{
	"button": {
		required: []string{"text"},
		strings:  []string{"value", "url", "accessibility_label"},
		texts:    []textSlot{{"text", true}},
	},
	"workflow_button": {required: []string{"text", "workflow"}, texts: []textSlot{{"text", true}}},
	"icon_button":     {required: []string{"text", "icon"}, texts: []textSlot{{"text", true}}},
	"feedback_buttons": {
		required: []string{"positive_button", "negative_button"},
		texts:    []textSlot{{"positive_button.text", true}, {"negative_button.text", true}},
	},
	"image":                      {required: []string{"alt_text"}, strings: []string{"alt_text", "image_url"}},
	"overflow":                   {required: []string{"options"}},
	"checkboxes":                 {required: []string{"options"}, markdown: true},
	"radio_buttons":              {required: []string{"options"}, markdown: true},
	"static_select":              {},
	"multi_static_select":        {},
	"external_select":            {},
	"multi_external_select":      {},
	"users_select":               {},
	"multi_users_select":         {},
	"conversations_select":       {},
	"multi_conversations_select": {},
	"channels_select":            {},
	"multi_channels_select":      {},
	"datepicker":                 {},
	"timepicker":                 {},
	"datetimepicker":             {},
	"plain_text_input":           {strings: []string{"initial_value"}},
	"email_text_input":           {strings: []string{"initial_value"}},
	"url_text_input":             {strings: []string{"initial_value"}},
	"number_input":               {required: []string{"is_decimal_allowed"}},
	"rich_text_input":            {},
	"file_input":                 {},
}

// element checks a block element that must be of one of the types its place allows.
func (c *checker) element(at node, allowed map[string]bool) {
	if at.object() == nil {
		c.fail(at.ptr, "must be an object")
		return
	}
	spec, known := elementSpecs[at.kind()]
	if !known || !allowed[at.kind()] {
		c.fail(at.ptr+"/type", "unsupported type: %s", at.kind())
		return
	}
	c.stringOK(at, "action_id")
	c.require(at, spec.required...)
	for _, key := range spec.strings {
		c.stringOK(at, key)
	}
	c.apply("surface", c.surface, at)
	c.apply("element", at.kind(), at)
	for _, t := range append([]textSlot{{"placeholder", true}}, spec.texts...) {
		for _, n := range resolve(at, t.path) {
			c.text(n, t.plain)
		}
	}
	c.options(at, spec.markdown)
	c.elementObjects(at)
}

// options checks the options of an element, grouped or not, and those chosen at the start.
func (c *checker) options(at node, markdown bool) {
	for _, path := range []string{"options[]", "initial_option", "initial_options[]"} {
		for _, o := range resolve(at, path) {
			c.option(o, at.kind(), markdown)
		}
	}
	for _, g := range resolve(at, "option_groups[]") {
		c.optionGroup(g, at.kind())
	}
}

// elementObjects checks the small objects any element may carry.
func (c *checker) elementObjects(at node) {
	if confirm, ok := at.child("confirm"); ok {
		c.confirm(confirm)
	}
	if filter, ok := at.child("filter"); ok {
		c.apply("object", "filter", filter)
	}
	if config, ok := at.child("dispatch_action_config"); ok {
		c.apply("object", "dispatch_action_config", config)
	}
	if initial, ok := at.child("initial_value"); ok && at.kind() == "rich_text_input" {
		c.richText(initial)
	}
	if at.kind() == "button" || at.kind() == "workflow_button" {
		c.oneOf(at, "style", "primary", "danger")
	}
}

// text checks a text object.
func (c *checker) text(at node, plainOnly bool) {
	switch kind := at.kind(); {
	case at.object() == nil:
		c.fail(at.ptr, "must be a text object")
		return
	case kind != "plain_text" && (kind != "mrkdwn" || plainOnly):
		c.fail(at.ptr+"/type", "unsupported type: %s", kind)
	}
	c.require(at, "text")
	c.stringOK(at, "text")
	c.apply("object", "text", at)
}

func (c *checker) option(at node, element string, markdown bool) {
	if at.object() == nil {
		c.fail(at.ptr, "must be an object")
		return
	}
	c.require(at, "text")
	c.stringOK(at, "value")
	c.holder = element
	c.apply("object", "option", at)
	for _, key := range []string{"text", "description"} {
		if t, ok := at.child(key); ok {
			c.text(t, !markdown)
		}
	}
}

func (c *checker) optionGroup(at node, element string) {
	if at.object() == nil {
		c.fail(at.ptr, "must be an object")
		return
	}
	c.require(at, "label", "options")
	c.apply("object", "option_group", at)
	if label, ok := at.child("label"); ok {
		c.text(label, true)
	}
	for _, o := range resolve(at, "options[]") {
		c.option(o, element, false)
	}
}

func (c *checker) confirm(at node) {
	if at.object() == nil {
		c.fail(at.ptr, "must be an object")
		return
	}
	c.require(at, "text")
	c.apply("object", "confirm", at)
	for _, t := range []textSlot{{"title", true}, {"text", false}, {"confirm", true}, {"deny", true}} {
		for _, n := range resolve(at, t.path) {
			c.text(n, t.plain)
		}
	}
	c.oneOf(at, "style", "primary", "danger")
}
