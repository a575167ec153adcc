package slacksim

import (
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fill puts what a person typed or chose into a field, and returns its new state. Choices must be
// among those offered; whatever an app would receive has gone through here.
func (s *Sim) fill(ctx context.Context, u *User, where obj, e element, given any) (obj, error) {
	words, err := asWords(given)
	if err != nil {
		return nil, err
	}
	field, _ := fieldOf(e.typed)
	out := initialValue(e)
	if len(words) == 0 || len(words) == 1 && words[0] == "" {
		switch {
		case many(e.typed):
			out[field] = []any{}
		case e.typed == "rich_text_input":
			delete(out, field)
		default:
			out[field] = nil
		}
		return out, nil
	}
	if !many(e.typed) && len(words) > 1 {
		return nil, fmt.Errorf("%s takes one value, not %d", e.typed, len(words))
	}
	var values []any
	for _, w := range words {
		one, err := s.fillOne(ctx, u, where, e, w)
		if err != nil {
			return nil, err
		}
		values = append(values, one)
	}
	out[field] = values[0]
	if many(e.typed) {
		out[field] = values
	}
	return out, nil
}

func asWords(given any) ([]string, error) {
	switch g := given.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{g}, nil
	case []string:
		return g, nil
	case int:
		return []string{strconv.Itoa(g)}, nil
	case File:
		return []string{g.ID}, nil
	case []File:
		var ids []string
		for _, f := range g {
			ids = append(ids, f.ID)
		}
		return ids, nil
	case time.Time:
		return []string{g.Format(time.DateOnly)}, nil
	}
	return nil, fmt.Errorf("a person cannot type a %T", given)
}

func (s *Sim) fillOne(ctx context.Context, u *User, where obj, e element, word string) (any, error) {
	switch {
	case strings.HasSuffix(e.typed, "external_select"):
		return s.lookUp(ctx, u, where, e, word)
	case strings.HasSuffix(e.typed, "static_select") || e.typed == "radio_buttons" || e.typed == "checkboxes":
		if o, ok := pick(e.options(), word); ok {
			return clone(o), nil
		}
		var offered []string
		for _, o := range e.options() {
			offered = append(offered, str(sub(o, "text"), "text"))
		}
		return nil, failuref("invalid_value", "%q is not offered, only: %s", word, strings.Join(offered, ", "))
	case strings.HasSuffix(e.typed, "users_select"):
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, ok := s.users[word]; !ok {
			return nil, failuref("invalid_value", "there is no user %q", word)
		}
		return word, nil
	case strings.HasSuffix(e.typed, "_select"):
		s.mu.Lock()
		defer s.mu.Unlock()
		if _, ok := s.convs[word]; !ok {
			return nil, failuref("invalid_value", "there is no channel %q", word)
		}
		return word, nil
	case e.typed == "file_input":
		s.mu.Lock()
		defer s.mu.Unlock()
		if f, ok := s.files[word]; ok {
			return s.fileJSON(f.File), nil
		}
		return nil, failuref("invalid_value", "there is no file %q", word)
	}
	return typed(e.typed, word)
}

// typed checks what Slack's own fields check while one types.
func typed(kind, word string) (any, error) {
	switch kind {
	case "datepicker":
		if _, err := time.Parse(time.DateOnly, word); err != nil {
			return nil, failuref("invalid_value", "%q is not a date such as 2026-01-31", word)
		}
	case "timepicker":
		if _, err := time.Parse("15:04", word); err != nil {
			return nil, failuref("invalid_value", "%q is not a time such as 09:30", word)
		}
	case "datetimepicker":
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, failuref("invalid_value", "%q is not a unix time", word)
		}
		return n, nil
	case "rich_text_input":
		return obj{"type": "rich_text", "elements": []any{obj{
			"type": "rich_text_section", "elements": []any{obj{"type": "text", "text": word}},
		}}}, nil
	}
	return word, nil
}

// wrong says what Slack's client would write under a field instead of sending the form.
func wrong(e element, value obj) string {
	if empty(value) {
		if truth(e.block, "optional") || str(e.block, "type") != "input" {
			return ""
		}
		return "Please complete this required field."
	}
	word := str(value, "value")
	count := len([]rune(word))
	limit := func(key string) (int, bool) {
		n, ok := e.el[key].(float64)
		return int(n), ok
	}
	switch e.typed {
	case "plain_text_input":
		if n, ok := limit("min_length"); ok && count < n {
			return fmt.Sprintf("Please enter at least %d characters.", n)
		}
		if n, ok := limit("max_length"); ok && count > n {
			return fmt.Sprintf("Please enter at most %d characters.", n)
		}
	case "number_input":
		return wrongNumber(e, word)
	case "email_text_input":
		if _, err := mail.ParseAddress(word); err != nil {
			return "Please enter a valid email address."
		}
	case "url_text_input":
		if u, err := url.Parse(word); err != nil || !slices.Contains([]string{"http", "https"}, u.Scheme) || u.Host == "" {
			return "Please enter a valid URL."
		}
	}
	return ""
}

func wrongNumber(e element, word string) string {
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return "Please enter a number."
	}
	if strings.Contains(word, ".") && !truth(e.el, "is_decimal_allowed") {
		return "Please enter a whole number."
	}
	if low, err := strconv.ParseFloat(str(e.el, "min_value"), 64); err == nil && n < low {
		return "Please enter a number that is not less than " + str(e.el, "min_value") + "."
	}
	if high, err := strconv.ParseFloat(str(e.el, "max_value"), 64); err == nil && n > high {
		return "Please enter a number that is not more than " + str(e.el, "max_value") + "."
	}
	return ""
}
