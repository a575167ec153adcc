package slacksim

import (
	"encoding/json"
	"maps"
	"slices"
)

// obj is a JSON object as Slack sends it. The wire is the truth here, so there are no structs for it.
type obj = map[string]any

// str reads a text field, "" if it is missing or something else.
func str(o obj, key string) string { s, _ := o[key].(string); return s }

// sub reads an object field, nil if it is missing or something else.
func sub(o obj, key string) obj { v, _ := o[key].(obj); return v }

// list reads an array of objects, skipping whatever is not one.
func list(o obj, key string) []obj {
	switch v := o[key].(type) {
	case []obj:
		return v
	case []any:
		out := make([]obj, 0, len(v))
		for _, e := range v {
			if m, ok := e.(obj); ok {
				out = append(out, m)
			}
		}
		return out
	}
	return nil
}

// truth reads a boolean field.
func truth(o obj, key string) bool { b, _ := o[key].(bool); return b }

// clone copies a JSON value, so that what callers do to their copy stays theirs.
func clone[T any](v T) T {
	c, _ := cloneAny(v).(T)
	return c
}

func cloneAny(v any) any {
	switch v := v.(type) {
	case obj:
		if v == nil {
			return v
		}
		c := maps.Clone(v)
		for k, e := range c {
			c[k] = cloneAny(e)
		}
		return c
	case []obj:
		c := slices.Clone(v)
		for i, e := range c {
			c[i], _ = cloneAny(e).(obj)
		}
		return c
	case []any:
		c := slices.Clone(v)
		for i, e := range c {
			c[i] = cloneAny(e)
		}
		return c
	}
	return v
}

// anyList widens a list of objects to what validators and encoders see after decoding JSON.
func anyList(in []obj) []any {
	out := make([]any, len(in))
	for i, e := range in {
		out[i] = e
	}
	return out
}

// encode marshals a value that came from JSON and therefore can go back to it.
func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return b
}
