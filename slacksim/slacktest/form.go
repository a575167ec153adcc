package slacktest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"compromisos/slacksim"
)

// Form is a modal that a person has open.
type Form struct {
	ID   string
	user *User
}

func viewHas(v slacksim.View, substrings []string) bool {
	all := strings.Join(v.Texts(), "\n")
	return !slices.ContainsFunc(substrings, func(s string) bool { return !strings.Contains(all, s) })
}

// ExpectModal waits until the modal on top has this in its title, and all the substrings anywhere.
func (u *User) ExpectModal(title string, substrings ...string) *Form {
	u.room.t.Helper()
	for deadline := time.Now().Add(u.room.Deadline); ; time.Sleep(pause) {
		stack := u.room.Sim.Views(u.ID)
		if len(stack) > 0 {
			if v := stack[len(stack)-1]; strings.Contains(v.Title, title) && viewHas(v, substrings) {
				return &Form{ID: v.ID, user: u}
			}
		}
		if time.Now().After(deadline) {
			u.room.t.Fatalf("expected %s to have a form %q %q open; instead there is: %s", u.ID, title, substrings, dumpViews(stack))
		}
	}
}

// ExpectNoModal waits until the person has no modal open.
func (u *User) ExpectNoModal() {
	u.room.t.Helper()
	for deadline := time.Now().Add(u.room.Deadline); ; time.Sleep(pause) {
		stack := u.room.Sim.Views(u.ID)
		if len(stack) == 0 {
			return
		}
		if time.Now().After(deadline) {
			u.room.t.Fatalf("expected %s to have no form open; there is: %s", u.ID, dumpViews(stack))
		}
	}
}

func dumpViews(stack []slacksim.View) string {
	if len(stack) == 0 {
		return "(no form)"
	}
	var b strings.Builder
	for _, v := range stack {
		fmt.Fprintf(&b, "\n  %q:\n    %s", v.Title, strings.Join(v.Texts(), "\n    "))
		for block, text := range v.Errors {
			fmt.Fprintf(&b, "\n    ! %s: %s", block, text)
		}
	}
	return b.String()
}

// View is the modal as it is now.
func (f *Form) View() slacksim.View {
	f.user.room.t.Helper()
	for _, v := range f.user.room.Sim.Views(f.user.ID) {
		if v.ID == f.ID {
			return v
		}
	}
	f.user.room.t.Fatalf("the form is closed; open is: %s", dumpViews(f.user.room.Sim.Views(f.user.ID)))
	return slacksim.View{}
}

// Fill types into a field, named by block_id, block_id/action_id or label: text, a list of texts,
// or a slacksim.File. The empty text empties it.
func (f *Form) Fill(field string, value any) *Form {
	f.user.room.t.Helper()
	ctx, cancel := f.user.room.ctx()
	defer cancel()
	if err := f.user.room.Sim.Fill(ctx, f.user.ID, f.ID, field, value); err != nil {
		f.user.room.t.Fatal(err)
	}
	return f
}

// Select chooses options, by value or by their words; none at all empties the field.
func (f *Form) Select(field string, options ...string) *Form {
	f.user.room.t.Helper()
	return f.Fill(field, options)
}

// Press uses something in the form, such as a button or a field with dispatch_action.
func (f *Form) Press(name string, value ...string) *Answer {
	f.user.room.t.Helper()
	ctx, cancel := f.user.room.ctx()
	defer cancel()
	out, err := f.user.room.Sim.PressView(ctx, f.user.ID, f.ID, name, value...)
	return f.user.answer("pressed "+name+" in the form", out, err)
}

// Submit sends the form. If it comes back with errors, the test must expect them.
func (f *Form) Submit() *Answer {
	room := f.user.room
	room.t.Helper()
	ctx, cancel := room.ctx()
	defer cancel()
	out, err := room.Sim.Submit(ctx, f.user.ID, f.ID, nil)
	a := f.user.answer("sent the form", out, err)
	room.mu.Lock()
	defer room.mu.Unlock()
	delete(room.refused, f.ID)
	if len(out.Errors) > 0 {
		room.refused[f.ID] = fmt.Sprint(out.Errors)
	}
	return a
}

// ExpectError checks that a field has an error that says this.
func (f *Form) ExpectError(block, substring string) *Form {
	f.user.room.t.Helper()
	f.user.room.mu.Lock()
	delete(f.user.room.refused, f.ID)
	f.user.room.mu.Unlock()
	if v := f.View(); !strings.Contains(v.Errors[block], substring) || v.Errors[block] == "" {
		f.user.room.t.Fatalf("expected by the field %s the error %q; the errors are: %v", block, substring, v.Errors)
	}
	return f
}

// Cancel closes the form without sending it.
func (f *Form) Cancel() {
	f.user.room.t.Helper()
	ctx, cancel := f.user.room.ctx()
	defer cancel()
	if _, err := f.user.room.Sim.CloseView(ctx, f.user.ID, f.ID); err != nil {
		f.user.room.t.Fatal(err)
	}
}

// Value is what a field holds: its text, the value of the chosen option, a date; several are joined
// with commas.
func (f *Form) Value(field string) string {
	f.user.room.t.Helper()
	block, action, _ := strings.Cut(field, "/")
	actions := f.View().State[block]
	if action != "" {
		return flat(actions[action])
	}
	for _, value := range actions {
		return flat(value)
	}
	f.user.room.t.Fatalf("the form has no field %q", field)
	return ""
}

// flat reads the one field of a state value that is not its type.
func flat(value map[string]any) string {
	for name, v := range value {
		if name != "type" && name != "timezone" {
			return strings.Join(words(v), ",")
		}
	}
	return ""
}

func words(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, words(e)...)
		}
		return out
	case map[string]any:
		for _, name := range []string{"value", "id", "text"} {
			if text, ok := v[name].(string); ok {
				return []string{text}
			}
		}
		return words(v["elements"])
	}
	return []string{fmt.Sprint(v)}
}
