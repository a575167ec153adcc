package slacksim

import (
	"maps"
	"slices"
)

// View is a modal, or a person's Home tab.
type View struct {
	ID, Type, User                          string
	Title, Submit, Close                    string
	CallbackID, ExternalID, PrivateMetadata string
	Hash, RootViewID, PreviousViewID        string
	NotifyOnClose, ClearOnClose             bool
	Blocks                                  []map[string]any
	// State is what the fields hold, by block_id and action_id, as view_submission would tell it.
	State map[string]map[string]map[string]any
	// Errors are the sentences that stand by the fields, by block_id.
	Errors map[string]string
}

func (v *View) copy() View {
	c := *v
	c.Blocks = clone(v.Blocks)
	c.State = copyState(v.State)
	c.Errors = maps.Clone(v.Errors)
	return c
}

func copyState(in map[string]map[string]map[string]any) map[string]map[string]map[string]any {
	out := make(map[string]map[string]map[string]any, len(in))
	for block, actions := range in {
		out[block] = make(map[string]map[string]any, len(actions))
		for action, value := range actions {
			out[block][action] = clone(value)
		}
	}
	return out
}

// Texts is everything there is to read in the view.
func (v View) Texts() []string {
	texts := []string{v.Title}
	for _, b := range v.Blocks {
		texts = append(texts, BlockTexts(b)...)
	}
	return texts
}

// Views are the open modals of a user, the one on top last.
func (s *Sim) Views(user string) []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.viewsOf(user)
}

func (s *Sim) viewsOf(user string) []View {
	var out []View
	for _, v := range s.stacks[user] {
		out = append(out, v.copy())
	}
	return out
}

// Home is what the app published for the user, nil if nothing yet.
func (s *Sim) Home(user string) *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.homes[user]; ok {
		c := v.copy()
		return &c
	}
	return nil
}

// newView makes a view of its JSON. External ids are unique; only the view itself may keep its own.
func (s *Sim) newView(user string, raw obj, kind string, replaces *View) (*View, *refusal) {
	if raw == nil {
		return nil, refuse("invalid_arguments")
	}
	if bad := reject(validateView(raw)); bad != nil {
		return nil, bad
	}
	if str(raw, "type") != kind {
		bad := refuse("invalid_arguments")
		bad.errors = []string{"must be type " + kind + " [json-pointer:/view/type]"}
		bad.messages = []string{"[ERROR] " + bad.errors[0]}
		return nil, bad
	}
	if other := s.viewBy("", str(raw, "external_id")); other != nil && other != replaces {
		return nil, refuse("duplicate_external_id")
	}
	v := &View{
		User: user, Type: kind, Hash: hash(), Blocks: s.settle(list(raw, "blocks")),
		Title: str(sub(raw, "title"), "text"), Submit: str(sub(raw, "submit"), "text"), Close: str(sub(raw, "close"), "text"),
		CallbackID: str(raw, "callback_id"), ExternalID: str(raw, "external_id"), PrivateMetadata: str(raw, "private_metadata"),
		NotifyOnClose: truth(raw, "notify_on_close"), ClearOnClose: truth(raw, "clear_on_close"),
	}
	v.State = initialState(v.Blocks)
	return v, nil
}

// replace puts new content into an open view. What was typed survives where block_id, action_id
// and the type of the element stayed the same.
func (v *View) replace(next *View) {
	keepTyped(next.State, v.State)
	next.ID, next.RootViewID, next.PreviousViewID = v.ID, v.RootViewID, v.PreviousViewID
	*v = *next
}

// keepTyped puts what was typed before into a state, where there is a field of the same name and type.
func keepTyped(state, before map[string]map[string]map[string]any) {
	for block, actions := range state {
		for action, value := range actions {
			if old, ok := before[block][action]; ok && old["type"] == value["type"] {
				actions[action] = old
			}
		}
	}
}

// hash is a view hash: a time and a few random letters.
func hash() string { return secret(5) + "." + secret(4) }

// viewBy finds a view by its id or its external_id, modals and Home tabs alike.
func (s *Sim) viewBy(id, external string) *View {
	match := func(v *View) bool {
		return id != "" && v.ID == id || external != "" && v.ExternalID == external
	}
	for _, stack := range s.stacks {
		if i := slices.IndexFunc(stack, match); i >= 0 {
			return stack[i]
		}
	}
	for _, v := range s.homes {
		if match(v) {
			return v
		}
	}
	return nil
}

// viewJSON is a view as Slack sends it, state included.
func (s *Sim) viewJSON(v *View) obj {
	text := func(t string) any {
		if t == "" {
			return nil
		}
		return obj{"type": "plain_text", "text": t, "emoji": true}
	}
	o := obj{
		"id": v.ID, "team_id": s.opt.TeamID, "type": v.Type, "blocks": v.Blocks, "private_metadata": v.PrivateMetadata,
		"callback_id": v.CallbackID, "external_id": v.ExternalID, "hash": v.Hash, "clear_on_close": v.ClearOnClose,
		"notify_on_close": v.NotifyOnClose, "root_view_id": v.RootViewID, "previous_view_id": nil, "app_id": appID, "bot_id": botID,
		"app_installed_team_id": s.opt.TeamID, "title": text(v.Title), "submit": text(v.Submit), "close": text(v.Close),
		"state": obj{"values": copyState(v.State)},
	}
	if v.PreviousViewID != "" {
		o["previous_view_id"] = v.PreviousViewID
	}
	return o
}
