package slacksim

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxBody is how much of a request is read; uploads have their own limit.
const maxBody = 8 << 20

// call is one request to the Web API, whatever form its arguments came in.
type call struct {
	method string
	args   obj
	token  string
	body   []byte
}

// refusal is an error as Slack words it: ok is false and error says why.
type refusal struct {
	code     string
	errors   []string // human sentences with a JSON pointer
	messages []string // the same, as response_metadata shows them
	extra    obj
}

func refuse(code string) *refusal { return &refusal{code: code} }

// reject turns the findings of the validators into Slack's error. All findings are told, since
// Slack tells them all, but only those that belong to the first error.
func reject(faults []Fault) *refusal {
	if len(faults) == 0 {
		return nil
	}
	r := refuse(faults[0].Code)
	for _, f := range faults {
		if f.Code != r.code || f.Message == "" {
			continue
		}
		line := f.Message
		if f.Pointer != "" {
			line += " [json-pointer:" + f.Pointer + "]"
		}
		r.errors = append(r.errors, line)
		r.messages = append(r.messages, "[ERROR] "+line)
	}
	return r
}

func (r *refusal) json() obj {
	o := obj{"ok": false, "error": r.code}
	if len(r.errors) > 0 {
		o["errors"] = r.errors
		o["response_metadata"] = obj{"messages": r.messages}
	}
	maps.Copy(o, r.extra)
	return o
}

// parseCall reads a request: form, JSON or multipart, with the token in the body or in a header.
func parseCall(r *http.Request) (*call, *refusal) {
	c := &call{method: r.PathValue("method"), args: obj{}}
	take := func(values url.Values) {
		for k, v := range values {
			if len(v) > 0 {
				c.args[k] = v[0]
			}
		}
	}
	take(r.URL.Query())
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return c, refuse("invalid_form_data")
		}
		take(r.MultipartForm.Value)
		c.body = []byte(url.Values(r.MultipartForm.Value).Encode())
	} else {
		c.body, _ = io.ReadAll(io.LimitReader(r.Body, maxBody))
		if bad := c.decode(kind, take); bad != nil {
			return c, bad
		}
	}
	c.token = c.str("token")
	if h := r.Header.Get("Authorization"); strings.HasPrefix(h, "Bearer ") {
		c.token = strings.TrimPrefix(h, "Bearer ")
	}
	delete(c.args, "token")
	return c, nil
}

func (c *call) decode(kind string, take func(url.Values)) *refusal {
	switch {
	case len(c.body) == 0:
	case kind == "application/json":
		var args obj
		if json.Unmarshal(c.body, &args) != nil {
			return refuse("invalid_json")
		}
		maps.Copy(c.args, args)
	default:
		values, err := url.ParseQuery(string(c.body))
		if err != nil {
			return refuse("invalid_form_data")
		}
		take(values)
	}
	return nil
}

// str reads a text argument; a number in JSON counts as text, as it would in a form.
func (c *call) str(name string) string {
	switch v := c.args[name].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// yes reads a boolean argument in any of the spellings that Slack takes.
func (c *call) yes(name string) bool {
	if b, ok := c.args[name].(bool); ok {
		return b
	}
	return slices.Contains([]string{"1", "true", "True", "t"}, c.str(name))
}

// number reads a whole number, or the default.
func (c *call) number(name string, otherwise int) int {
	if n, err := strconv.Atoi(c.str(name)); err == nil {
		return n
	}
	return otherwise
}

// has tells whether the argument was given at all; an explicit null was not.
func (c *call) has(name string) bool { return c.args[name] != nil && c.args[name] != "" }

// value reads an argument that is JSON: as it is in a JSON body, as text in a form.
func (c *call) value(name string) (any, bool) {
	text, isText := c.args[name].(string)
	if !isText {
		return c.args[name], c.args[name] != nil
	}
	var v any
	if text == "" || json.Unmarshal([]byte(text), &v) != nil {
		return nil, false
	}
	return v, true
}

// page cuts one page out of a list. The cursor names the first item that was not shown, so that
// what is added meanwhile does not shift the pages.
func (s *Sim) page(c *call, ids []string, most int) (shown []string, next string, bad *refusal) {
	limit := c.number("limit", 0)
	if limit <= 0 || limit > most {
		limit = min(most, 100)
	}
	if s.opt.PageSize > 0 {
		limit = min(limit, s.opt.PageSize)
	}
	from := 0
	if cursor := c.str("cursor"); cursor != "" {
		raw, _ := base64.StdEncoding.DecodeString(cursor)
		id, ok := strings.CutPrefix(string(raw), "next:")
		if from = slices.Index(ids, id); !ok || from < 0 {
			return nil, "", refuse("invalid_cursor")
		}
	}
	to := min(from+limit, len(ids))
	if to < len(ids) {
		next = base64.StdEncoding.EncodeToString([]byte("next:" + ids[to]))
	}
	return ids[from:to], next, nil
}
