package slacksim

import "context"

// Say is a person writing in a channel or in the DM with the app ("DM"), in a thread if there is a
// threadTS. People are mentioned as <@U…>; everything else is text and is escaped as Slack does.
func (s *Sim) Say(ctx context.Context, user, channelOrDM, text, threadTS string) (Message, error) {
	return s.SayFiles(ctx, user, channelOrDM, text, threadTS)
}

// SayFiles is the same with files that were uploaded before.
func (s *Sim) SayFiles(_ context.Context, user, channelOrDM, text, threadTS string, files ...File) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.actor(user)
	if err != nil {
		return Message{}, err
	}
	v, err := s.place(user, channelOrDM)
	if err != nil {
		return Message{}, err
	}
	m := &Message{User: u.ID, Text: escape(text), ThreadTS: threadTS, Files: files}
	if len(files) > 0 {
		m.Subtype = "file_share"
	}
	switch parent := v.find(threadTS); {
	case v.Archived:
		return Message{}, failure("is_archived")
	case text == "" && len(files) == 0:
		return Message{}, failure("no_text")
	case threadTS != "" && parent == nil:
		return Message{}, failure("thread_not_found")
	case threadTS != "" && parent.ThreadTS != "":
		m.ThreadTS = parent.ThreadTS
	}
	s.post(v, m)
	return m.copy(), nil
}

// OpenHome is a person opening the app's Home tab.
func (s *Sim) OpenHome(_ context.Context, user string) error { return s.openApp(user, "home") }

// OpenMessagesTab is a person opening the app's messages, which the app is told of as well.
func (s *Sim) OpenMessagesTab(_ context.Context, user string) error {
	return s.openApp(user, "messages")
}

func (s *Sim) openApp(user, tab string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := s.actor(user)
	if err != nil {
		return err
	}
	event := obj{"type": "app_home_opened", "user": u.ID, "channel": s.dm(user).ID, "tab": tab}
	if v, ok := s.homes[user]; ok && tab == "home" {
		event["view"] = s.viewJSON(v)
	}
	s.emit(event)
	return nil
}
