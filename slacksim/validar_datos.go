package slacksim

// Rich text, tables and charts: what a table of limits cannot say about them.

// richText checks a rich_text block, which also stands in table cells and in the initial value of an input.
// Inline elements are only looked at where a rule is known: new ones appear often and Slack takes them all.
func (c *checker) richText(at node) {
	for _, n := range resolve(at, "elements[]") {
		switch n.kind() {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
			c.inline(n)
		case "rich_text_list":
			c.apply("element", "rich_text_list", n)
			c.oneOf(n, "style", "bullet", "ordered")
			for _, item := range resolve(n, "elements[]") {
				c.inline(item)
			}
		default:
			c.fail(n.ptr+"/type", "unsupported type: %s", n.kind())
		}
	}
}

func (c *checker) inline(at node) {
	c.require(at, "elements")
	for _, n := range resolve(at, "elements[]") {
		if n.kind() == "" {
			c.fail(n.ptr, "missing required field: type")
		}
		if s, ok := n.object()["text"].(string); n.kind() == "text" && (!ok || s == "") {
			c.fail(n.ptr+"/text", "must be more than 0 characters")
		}
	}
}

// cell checks one cell of a table or a data_table.
func (c *checker) cell(at node, allowed map[string]bool) {
	if !allowed[at.kind()] {
		c.fail(at.ptr+"/type", "unsupported type: %s", at.kind())
		return
	}
	switch at.kind() {
	case "raw_text":
		if s, ok := at.object()["text"].(string); !ok || s == "" {
			c.fail(at.ptr+"/text", "must be more than 0 characters")
		}
	case "raw_number":
		if _, ok := asNumber(at.object()["value"]); !ok {
			c.fail(at.ptr+"/value", "must be a number")
		}
	case "rich_text":
		c.require(at, "elements")
		c.richText(at)
	case "action_cell":
		c.require(at, "element")
		if button, ok := at.child("element"); ok {
			c.element(button, buttonOnly)
		}
	}
}

var (
	tableCells  = set("raw_text", "raw_number", "rich_text")
	dataCells   = with(tableCells, "action_cell")
	headerCells = set("raw_text")
)

func (c *checker) table(at node) {
	for _, cell := range resolve(at, "rows[][]") {
		c.cell(cell, tableCells)
	}
	for _, s := range resolve(at, "column_settings[]") {
		if present(s, "align") {
			c.oneOf(s, "align", "left", "center", "right")
		}
	}
}

func (c *checker) dataTable(at node) {
	rows := resolve(at, "rows[]")
	ids := map[string]bool{}
	for i, row := range rows {
		allowed := dataCells
		if i == 0 {
			allowed = headerCells
		}
		if want := len(rows[0].array()); len(row.array()) != want {
			c.fail(row.ptr, "every row must have %d cells", want)
		}
		for _, cell := range row.items() {
			c.cell(cell, allowed)
			id := stringAt(cell, "element", "action_id")
			if id != "" && ids[id] {
				c.fail(cell.ptr+"/element/action_id", "must be unique: %s", id)
			}
			ids[id] = true
		}
	}
	if size, ok := asNumber(at.object()["page_size"]); ok && size < 1 {
		c.fail(at.ptr+"/page_size", "must be at least 1")
	}
	if col, ok := asNumber(at.object()["row_header_column_index"]); ok && len(rows) > 0 {
		if col < 0 || int(col) >= len(rows[0].array()) {
			c.fail(at.ptr+"/row_header_column_index", "must be the index of a column")
		}
	}
}

// stringAt follows keys down to a string; "" where there is none.
func stringAt(at node, keys ...string) string {
	for _, k := range keys {
		at, _ = at.child(k)
	}
	s, _ := at.val.(string)
	return s
}

// chart checks the chart of a data_visualization: segments for a pie, series over categories for the others.
func (c *checker) chart(at node) {
	chart, ok := at.child("chart")
	if !ok {
		return
	}
	switch chart.kind() {
	case "pie":
		c.require(chart, "segments")
		for _, s := range resolve(chart, "segments[]") {
			c.require(s, "label", "value")
		}
	case "bar", "line", "area":
		c.require(chart, "series", "axis_config")
		c.series(chart)
	default:
		c.fail(chart.ptr+"/type", "unsupported type: %s", chart.kind())
	}
}

func (c *checker) series(chart node) {
	categories := map[string]bool{}
	for _, n := range resolve(chart, "axis_config.categories[]") {
		s, _ := n.val.(string)
		categories[s] = true
	}
	if len(categories) == 0 {
		c.fail(chart.ptr+"/axis_config/categories", "no less than 1 items allowed")
	}
	names := map[string]bool{}
	for _, s := range resolve(chart, "series[]") {
		name := stringAt(s, "name")
		if name == "" {
			c.fail(s.ptr+"/name", "missing required field: name")
		}
		if names[name] {
			c.fail(s.ptr+"/name", "must be unique: %s", name)
		}
		names[name] = true
		c.points(s, categories)
	}
}

// points wants exactly one point for every category.
func (c *checker) points(series node, categories map[string]bool) {
	seen := map[string]bool{}
	for _, p := range resolve(series, "data[]") {
		label := stringAt(p, "label")
		if !categories[label] || seen[label] {
			c.fail(p.ptr+"/label", "must be one of the categories, once: %s", label)
		}
		seen[label] = true
		if _, ok := asNumber(p.object()["value"]); !ok {
			c.fail(p.ptr+"/value", "must be a number")
		}
	}
	if len(seen) != len(categories) {
		c.fail(series.ptr+"/data", "must have one point for every category")
	}
}
