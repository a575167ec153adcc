package slacksim

// textSlot is a place for a text object.
type textSlot struct {
	path  string
	plain bool // only plain_text is accepted
}

// elementSlot is a place for block elements of certain types.
type elementSlot struct {
	path    string
	allowed map[string]bool
}

// blockSpec is the shape of a type of block. Lengths and counts stand in limites.json, not here.
type blockSpec struct {
	required []string
	strings  []string // keys that hold a plain string
	texts    []textSlot
	slots    []elementSlot
	more     func(c *checker, at node)
}

func set(names ...string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

func with(base map[string]bool, names ...string) map[string]bool {
	out := set(names...)
	for n := range base {
		out[n] = true
	}
	return out
}

var (
	menus = set("static_select", "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
		"multi_channels_select")
	pickers = with(menus, "checkboxes", "radio_buttons", "datepicker", "timepicker")

	accessories    = with(pickers, "button", "workflow_button", "overflow", "image")
	actionElements = with(pickers, "button", "workflow_button", "overflow", "datetimepicker", "rich_text_input")
	inputElements  = with(pickers, "datetimepicker", "plain_text_input", "email_text_input", "url_text_input",
		"number_input", "rich_text_input", "file_input")
	feedback   = set("feedback_buttons", "icon_button")
	buttonOnly = set("button")
	imageOnly  = set("image")
)

// blockSpecs are all the blocks Slack knows. It is filled at start because containers hold blocks in their turn.
var blockSpecs map[string]blockSpec

func init() {
	blockSpecs = map[string]blockSpec{
		"section": {
			texts: []textSlot{{"text", false}, {"fields[]", false}},
			slots: []elementSlot{{"accessory", accessories}},
		},
		"header":  {required: []string{"text"}, texts: []textSlot{{"text", true}}},
		"divider": {},
		"image":   {required: []string{"alt_text"}, strings: []string{"alt_text"}, texts: []textSlot{{"title", true}}},
		"actions": {required: []string{"elements"}, slots: []elementSlot{{"elements[]", actionElements}}},
		"context": {required: []string{"elements"}, more: contextElements},
		"context_actions": {
			required: []string{"elements"},
			slots:    []elementSlot{{"elements[]", feedback}},
		},
		"input": {
			required: []string{"label", "element"},
			texts:    []textSlot{{"label", true}, {"hint", true}},
			slots:    []elementSlot{{"element", inputElements}},
		},
		"markdown":           {required: []string{"text"}, strings: []string{"text"}},
		"rich_text":          {required: []string{"elements"}, more: (*checker).richText},
		"table":              {required: []string{"rows"}, more: (*checker).table},
		"data_table":         {required: []string{"rows"}, strings: []string{"caption"}, more: (*checker).dataTable},
		"data_visualization": {required: []string{"chart"}, strings: []string{"title"}, more: (*checker).chart},
		"video": {
			required: []string{"video_url", "thumbnail_url", "alt_text", "title"},
			texts:    []textSlot{{"title", true}, {"description", true}},
		},
		"alert": {required: []string{"text"}, texts: []textSlot{{"text", false}}},
		"card": {
			texts: []textSlot{{"title", false}, {"subtitle", false}, {"body", false}, {"subtext", false}},
			slots: []elementSlot{{"actions[]", buttonOnly}, {"hero_image", imageOnly}, {"icon", imageOnly}},
		},
		"carousel": {required: []string{"elements"}, more: nestedBlocks("elements[]")},
		"container": {
			required: []string{"child_blocks"},
			texts:    []textSlot{{"title", true}, {"subtitle", false}},
			slots:    []elementSlot{{"icon", imageOnly}},
			more:     nestedBlocks("child_blocks[]"),
		},
		"plan":      {required: []string{"title"}, strings: []string{"title"}},
		"task_card": {required: []string{"task_id", "title"}, strings: []string{"title"}},
		"file":      {required: []string{"external_id", "source"}},
		"call":      {required: []string{"call_id"}},
		// No public page says more about these two than that they exist.
		"auth_provider": {},
		"layout":        {},
	}
}

func nestedBlocks(path string) func(*checker, node) {
	return func(c *checker, at node) {
		for _, n := range resolve(at, path) {
			c.block(n)
		}
	}
}

// blocks checks the list of blocks under a key, and tells whether it is a list at all.
func (c *checker) blocks(at node) bool {
	list, ok := at.child("blocks")
	if !ok {
		return true
	}
	if !list.isArray() {
		c.failAs(c.formatCode(), list.ptr, "must be an array")
		return false
	}
	for _, b := range list.items() {
		c.block(b)
	}
	return true
}

// formatCode is the error for blocks that are not blocks at all; a view has only one error for everything.
func (c *checker) formatCode() string {
	if c.code == "invalid_blocks" {
		return "invalid_blocks_format"
	}
	return c.code
}

func (c *checker) block(at node) {
	if at.object() == nil {
		c.failAs(c.formatCode(), at.ptr, "must be an object")
		return
	}
	spec, known := blockSpecs[at.kind()]
	if !known {
		c.fail(at.ptr+"/type", "unsupported type: %s", at.kind())
		return
	}
	c.stringOK(at, "block_id")
	c.require(at, spec.required...)
	for _, key := range spec.strings {
		c.stringOK(at, key)
	}
	c.apply("surface", c.surface, at)
	c.apply("block", at.kind(), at)
	for _, t := range spec.texts {
		for _, n := range resolve(at, t.path) {
			c.text(n, t.plain)
		}
	}
	for _, s := range spec.slots {
		for _, n := range resolve(at, s.path) {
			c.element(n, s.allowed)
		}
	}
	if spec.more != nil {
		spec.more(c, at)
	}
}

// contextElements are images and texts mixed.
func contextElements(c *checker, at node) {
	for _, n := range resolve(at, "elements[]") {
		if n.kind() == "image" {
			c.element(n, imageOnly)
		} else {
			c.text(n, false)
		}
	}
}
