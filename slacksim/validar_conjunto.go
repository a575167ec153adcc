package slacksim

import "slices"

// The kinds of rule that look at several keys, or at a whole payload, at once.

// present tells whether a key carries something: not absent, null, "", [] or false.
func present(at node, key string) bool {
	child, ok := at.child(key)
	if !ok {
		return false
	}
	switch v := child.val.(type) {
	case string:
		return v != ""
	case []any, []map[string]any:
		return len(child.array()) > 0
	case bool:
		return v
	default:
		return true
	}
}

func presentOf(at node, keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !present(at, k) })
}

func required(c *checker, r rule, at node) {
	if !present(at, r.Path) {
		c.failRule(r, at.ptr+"/"+r.Path, "missing required field: %s", r.Path)
	}
}

func anyOfRequired(c *checker, r rule, at node) {
	if len(presentOf(at, r.list())) == 0 {
		c.failRule(r, at.ptr, "must have one of: %v", r.list())
	}
}

// exactlyOneOf counts keys, not contents: an empty options list is still the options list.
func exactlyOneOf(c *checker, r rule, at node) {
	count := 0
	for _, k := range r.list() {
		if child, ok := at.child(k); ok && child.val != "" {
			count++
		}
	}
	if count != 1 {
		c.failRule(r, at.ptr, "must have exactly one of: %v", r.list())
	}
}

// notTogether keeps the key of the path away from the others of the list; those may meet among themselves.
func notTogether(c *checker, r rule, at node) {
	if !present(at, r.Path) {
		return
	}
	for _, k := range presentOf(at, r.list()) {
		if k != r.Path {
			c.failRule(r, at.ptr+"/"+r.Path, "cannot be used together with %s", k)
		}
	}
}

func forbiddenKeys(c *checker, r rule, at node) {
	for _, k := range presentOf(at, r.list()) {
		c.failRule(r, at.ptr+"/"+k, "invalid additional property: %s", k)
	}
}

// onlyIn allows a key of an option in some types of element only.
func onlyIn(c *checker, r rule, at node) {
	if present(at, r.Path) && !slices.Contains(r.list(), c.holder) {
		c.failRule(r, at.ptr+"/"+r.Path, "only allowed in %v", r.list())
	}
}

func minProperties(c *checker, r rule, at node) {
	if len(at.object()) < r.int() {
		c.failRule(r, at.ptr, "must have at least %d properties", r.int())
	}
}

func sumMaxLength(c *checker, r rule, at node) {
	sum := 0
	eachString(r, at, func(_ node, length int) { sum += length })
	if c.over(r, at.ptr, sum, r.int()) {
		c.failRule(r, at.ptr+"/blocks", "must be less than %d characters in total", r.int()+1)
	}
}

// sumTextMaxLength adds up every "text" under a path, however deep: sections, fields, buttons, rich text, cells.
func sumTextMaxLength(c *checker, r rule, at node) {
	for _, n := range resolve(at, r.Path) {
		sum := 0
		visit(n.val, func(key string, v any) {
			if s, ok := v.(string); ok && key == "text" {
				sum += textLength(s)
			}
		})
		if c.over(r, n.ptr, sum, r.int()) {
			c.failRule(r, n.ptr, "must be less than %d characters in total", r.int()+1)
		}
	}
}

// visit calls f for every key of every object inside v.
func visit(v any, f func(key string, v any)) {
	for _, item := range (node{val: v}).array() {
		visit(item, f)
	}
	m, _ := v.(map[string]any)
	for k, item := range m {
		f(k, item)
		visit(item, f)
	}
}

func maxTrueCount(c *checker, r rule, at node) {
	count := 0
	visit(at.val, func(key string, v any) {
		if key == r.Path && v == true {
			count++
		}
	})
	if count > r.int() {
		c.failRule(r, at.ptr+"/blocks", "only %d element may have %s", r.int(), r.Path)
	}
}

func maxBytes(c *checker, r rule, at node) {
	if c.over(r, at.ptr, len(canonical(at.val)), r.int()) {
		c.failRule(r, at.ptr, "must be at most %d bytes", r.int())
	}
}

// requiredIfBlockType makes a key obligatory as soon as a block of that type is there: submit for a view with inputs.
func requiredIfBlockType(c *checker, r rule, at node) {
	if len(resolve(at, "blocks[type="+r.text()+"]")) > 0 && !present(at, r.Path) {
		c.failRule(r, at.ptr+"/"+r.Path, "missing required field: %s", r.Path)
	}
}

func forbiddenWithElement(c *checker, r rule, at node) {
	if element, ok := at.child("element"); ok && element.kind() == r.text() && present(at, r.Path) {
		c.failRule(r, at.ptr+"/"+r.Path, "cannot be used with %s", r.text())
	}
}

// mustMatchOption wants every initial option to be one of the options, equal in every field.
func mustMatchOption(c *checker, r rule, at node) {
	options := map[string]bool{}
	for _, path := range []string{"options[]", "option_groups[].options[]"} {
		for _, o := range resolve(at, path) {
			options[canonical(withoutNulls(o.val))] = true
		}
	}
	initial := append(resolve(at, r.Path+"_option"), resolve(at, r.Path+"_options[]")...)
	for _, n := range initial {
		if !options[canonical(withoutNulls(n.val))] {
			c.failRule(r, n.ptr, "must match one of the options exactly")
		}
	}
}

func withoutNulls(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	out := map[string]any{}
	for k, item := range m {
		if item != nil {
			out[k] = withoutNulls(item)
		}
	}
	return out
}
