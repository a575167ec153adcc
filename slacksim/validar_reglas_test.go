package slacksim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// unchecked are the rows about messages and views that no look at one payload can check, each with the reason.
var unchecked = map[string]string{
	"message/*/text/maxLength":                               "Slack cuts the text and reports nothing",
	"ack/*//maxMillis":                                       "about time, not contents",
	"view/*//maxStack":                                       "needs the stack of open views: views.push counts it",
	"element/file_input//maxFileBytes":                       "about the file a person uploads, not about the view",
	"element/external_select/min_query_length/default":       "a default is no limit",
	"element/multi_external_select/min_query_length/default": "a default is no limit",
}

// outside are the places whose rows are not about the contents of a message, a view or an answer.
var outside = map[string]string{
	"response_url": "uses and age: counted by the server",
	"socket_ack":   "size of the frame: weighed by the socket",
	"method":       "arguments of single methods: read by each method",
	"manifest":     "the manifest is not sent to the simulator",
}

func rowName(r rule) string { return r.Where + "/" + r.Type + "/" + r.Path + "/" + r.Rule }

func allRows() []rule {
	var out []rule
	for _, rows := range loadRules() {
		out = append(out, rows...)
	}
	return out
}

// TestEveryRowIsKnown keeps a new row, or a new kind of row, from being ignored in silence.
func TestEveryRowIsKnown(t *testing.T) {
	rows := map[string]bool{}
	for _, r := range allRows() {
		rows[rowName(r)] = true
		if outside[r.Where] == "" && unchecked[rowName(r)] == "" && ruleKinds[r.Rule] == nil {
			t.Errorf("%s: kind %q is not known", rowName(r), r.Rule)
		}
	}
	for name := range unchecked {
		if !rows[name] {
			t.Errorf("%s is excused, but no row has this name", name)
		}
	}
}

// TestEveryRowBites breaks each row in a sample, by as little as possible, and keeps to it in another.
func TestEveryRowBites(t *testing.T) {
	for _, r := range allRows() {
		if outside[r.Where] != "" || unchecked[rowName(r)] != "" || ruleKinds[r.Rule] == nil || r.Where == "surface" || r.Rule == "onlyIn" {
			// These depend on what is around: TestForbiddenOnSurface and TestValidateMessage have them.
			continue
		}
		t.Run(rowName(r), func(t *testing.T) {
			good, bad, want := broken(r)
			list := samples[r.Where+"/"+r.Type]
			if r.Where == "block" && r.Type == "message" {
				list = samples["message/*"]
			}
			for _, s := range list {
				if !reaches(object(s), r) {
					continue
				}
				where, kind, _ := strings.Cut(r.Where+"/"+r.Type, "/")
				if kind == "message" {
					where = kind
				}
				over := judgeSample(where, kind, bad(object(s)))
				if !says(over, want) {
					t.Errorf("broken: want %q, got %v", want, over)
				}
				if kept := judgeSample(where, kind, good(object(s))); says(kept, want) {
					t.Errorf("kept: %v", kept)
				}
				return
			}
			t.Error("no sample has this path")
		})
	}
}

// TestForbiddenOnSurface puts every block and element where the table says it may not stand.
func TestForbiddenOnSurface(t *testing.T) {
	for _, r := range allRows() {
		if r.Where != "surface" {
			continue
		}
		for _, kind := range r.list() {
			block := map[string]any{"type": kind}
			if r.Rule == "forbiddenElements" {
				block = map[string]any{"type": "input", "element": map[string]any{"type": kind}}
			}
			payload := map[string]any{"type": r.Type, "text": "a", "blocks": []any{block}}
			faults := validateView(payload)
			if r.Type == "message" {
				faults = validateMessage(payload)
			}
			if !says(faults, "unsupported type: "+kind) {
				t.Errorf("%s may not stand in a %s: %v", kind, r.Type, faults)
			}
		}
	}
}

// reaches tells whether a sample has something for the row to look at.
func reaches(sample map[string]any, r rule) bool {
	switch r.Rule {
	case "maxTrueCount", "mustMatchOption", "forbiddenWithElement":
		return true
	}
	return len(resolve(node{val: sample}, r.Path)) > 0
}

func says(faults []Fault, message string) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return strings.HasPrefix(f.Message, message) })
}

type change func(map[string]any) map[string]any

func keep(m map[string]any) map[string]any { return m }

// broken gives, for a row, a change that keeps to it at its edge, one that breaks it, and what is then said.
func broken(r rule) (good, bad change, want string) {
	n := r.int()
	at := func(v any) change { return func(m map[string]any) map[string]any { return replace(m, r.Path, v) } }
	switch r.Rule {
	case "maxLength", "recommendedMaxLength", "sumMaxLength", "sumTextMaxLength", "sumCellTextMaxLength":
		path := map[string]string{"blocks": "blocks[type=markdown].text", "rows": "rows[][].text"}[r.Path]
		if path == "" {
			path = r.Path
		}
		room := 0 // what the rest of the sample says already
		if r.Rule == "sumTextMaxLength" {
			room = 1 // the cell of the table
		}
		fill := func(size int) change {
			return func(m map[string]any) map[string]any { return replace(m, path, strings.Repeat("x", size-room)) }
		}
		return fill(n), fill(n + 1), fmt.Sprintf("must be less than %d characters", n+1)
	case "maxLengthExclusive":
		return at(strings.Repeat("x", n-1)), at(strings.Repeat("x", n)), fmt.Sprintf("must be less than %d characters", n)
	case "minLength":
		return at(strings.Repeat("x", n)), at(strings.Repeat("x", n-1)), fmt.Sprintf("must be more than %d characters", n-1)
	case "maxItems", "maxCount":
		if strings.Contains(r.Path, "[type=") {
			return times(r.Path, n), times(r.Path, n+1), fmt.Sprintf("only_%d_", n)
		}
		return times(r.Path, n), times(r.Path, n+1), fmt.Sprintf("no more than %d items", n)
	case "minItems":
		return keep, times(r.Path, n-1), fmt.Sprintf("no less than %d items", n)
	case "min":
		return at(r.number()), at(r.number() - 1), "must be at least"
	case "max", "maximum":
		return at(r.number()), at(r.number() + 1), "must be at most"
	case "exclusiveMinimum":
		return at(r.number() + 0.1), at(r.number()), "must be more than"
	default:
		return brokenShape(r, at)
	}
}

func brokenShape(r rule, at func(any) change) (good, bad change, want string) {
	put := func(key string, v any) change {
		return func(m map[string]any) map[string]any { m[key] = v; return m }
	}
	switch r.Rule {
	case "unique":
		return keep, func(m map[string]any) map[string]any {
			for _, n := range resolve(node{val: m}, strings.TrimSuffix(r.Path, r.Path[strings.LastIndex(r.Path, "."):])) {
				n.object()[r.Path[strings.LastIndex(r.Path, ".")+1:]] = "same"
			}
			return m
		}, "must be unique"
	case "pattern":
		return keep, at("2026-13-01 !"), "must match"
	case "numericString":
		return at("-1.5"), at("uno"), "must be a number"
	case "required":
		return keep, put(r.Path, nil), "missing required field"
	case "anyOfRequired":
		return keep, func(m map[string]any) map[string]any {
			for _, k := range r.list() {
				delete(m, k)
			}
			return m
		}, "must have one of"
	case "exactlyOneOf":
		return keep, func(m map[string]any) map[string]any {
			for _, k := range r.list() {
				m[k] = []any{}
			}
			return m
		}, "must have exactly one"
	case "notTogether":
		return keep, put("text", "a"), "cannot be used together"
	case "forbiddenKeys":
		return keep, put("title", map[string]any{}), "invalid additional property"
	case "minProperties":
		return keep, func(map[string]any) map[string]any { return map[string]any{} }, "must have at least"
	case "maxTrueCount":
		return keep, func(m map[string]any) map[string]any {
			blocks := m["blocks"].([]any)
			extra := object(canonical(blocks[0]))
			extra["block_id"] = "other"
			m["blocks"] = append(blocks, extra)
			return m
		}, "only 1 element"
	case "maxBytes":
		return keep, put("x", strings.Repeat("x", r.int())), "must be at most"
	case "requiredIfBlockType":
		return keep, put("submit", nil), "missing required field: submit"
	case "forbiddenWithElement":
		return keep, put("element", map[string]any{"type": r.text()}), "cannot be used with"
	case "mustMatchOption":
		other := object(strings.Replace(option, "uno", "Uno", 1))
		return keep, func(m map[string]any) map[string]any {
			if m["initial_option"] != nil {
				m["initial_option"] = other
			} else {
				m["initial_options"] = []any{other}
			}
			return m
		}, "must match one of the options"
	}
	panic("no way to break " + r.Rule)
}

// replace puts a value in the first place a path means.
func replace(m map[string]any, path string, v any) map[string]any {
	ptr := strings.Split(resolve(node{val: m}, path)[0].ptr, "/")[1:]
	setAt(m, ptr, v)
	return m
}

func setAt(in any, ptr []string, v any) {
	var index int
	switch in := in.(type) {
	case map[string]any:
		if len(ptr) == 1 {
			in[ptr[0]] = v
			return
		}
		setAt(in[ptr[0]], ptr[1:], v)
	case []any:
		_, _ = fmt.Sscan(ptr[0], &index)
		if len(ptr) == 1 {
			in[index] = v
			return
		}
		setAt(in[index], ptr[1:], v)
	}
}

// times repeats the first item of an array, with names of its own, until there are n.
func times(path string, n int) change {
	return func(m map[string]any) map[string]any {
		array, item := path, any(nil)
		if list, filter, filtered := strings.Cut(path, "[type="); filtered {
			array, item = list, resolve(node{val: m}, list+"[type="+filter)[0].val
			rest := resolve(node{val: m}, list)[0].array()
			n += len(rest) - 1
		}
		items := resolve(node{val: m}, array)[0].array()
		if item == nil {
			item = items[0]
		}
		out := slices.Clone(items[:min(n, len(items))])
		for len(out) < n {
			out = append(out, renamed(item, len(out)))
		}
		return replace(m, array, out)
	}
}

func renamed(item any, i int) any {
	m, ok := item.(map[string]any)
	if !ok {
		return item
	}
	copied := object(canonical(m))
	for _, key := range []string{"block_id", "action_id", "value", "name"} {
		if _, isString := copied[key].(string); isString {
			copied[key] = fmt.Sprintf("n%d", i)
		}
	}
	return copied
}
