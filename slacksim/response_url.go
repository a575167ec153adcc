package slacksim

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// responseURL is an address at which the app may answer what a person did, a few times.
type responseURL struct {
	user, channel string
	source        *Message // what replace_original and delete_original are about; nil for a slash command
	expires       time.Time
	uses          int
}

// newResponseURL makes a response_url. The caller holds the lock.
func (s *Sim) newResponseURL(kind, user, channel string, source *Message) string {
	id := secret(12)
	s.replies[id] = &responseURL{user: user, channel: channel, source: source, expires: time.Now().Add(s.opt.ResponseURLLife)}
	return s.base + "/hooks/" + kind + "/" + id
}

// ExpireResponseURLs makes every response_url given out so far as old as minute 31.
func (s *Sim) ExpireResponseURLs() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.replies {
		r.expires = time.Time{}
	}
}

// serveResponseURL is the door for answers: no token, because the address itself is the right.
func (s *Sim) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody))
	x := Exchange{At: began, Name: "response_url", Path: "/hooks/" + r.PathValue("kind"), Request: s.redact(body)}
	s.mu.Lock()
	s.calls["response_url"]++
	mishap := s.takeMishap("response_url", "", "")
	s.mu.Unlock()
	x.Mishap = mishap
	if mishap != nil && !s.survives(w, r, mishap, &x) {
		s.record(x, began)
		return
	}
	s.mu.Lock()
	status, answer := s.answerLater(r.PathValue("id"), body)
	x.Aged = s.replyAge(r.PathValue("id"))
	s.mu.Unlock()
	x.Status, x.Answer = status, answer
	s.record(x, began)
	if mishap != nil && mishap.Kind == LostAnswer {
		s.pause(r, mishap.Delay)
		reset(w)
		return
	}
	kind := "application/json; charset=utf-8"
	if answer == "ok" {
		kind = "text/plain; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(answer))
}

func (s *Sim) answerLater(id string, body []byte) (int, string) {
	u, ok := s.replies[id]
	if !ok || time.Now().After(u.expires) {
		return http.StatusNotFound, string(encode(refuse("expired_url").json()))
	}
	if u.uses >= 5 {
		return http.StatusNotFound, string(encode(refuse("used_url").json()))
	}
	var raw obj
	if json.Unmarshal(body, &raw) != nil {
		return http.StatusBadRequest, string(encode(refuse("invalid_payload").json()))
	}
	u.uses++
	if bad := s.reply(u, raw); bad != nil {
		return http.StatusOK, string(encode(bad.json()))
	}
	return http.StatusOK, "ok"
}

// reply carries out an answer: delete, replace, or say something new.
func (s *Sim) reply(u *responseURL, raw obj) *refusal {
	wipe, replace := truth(raw, "delete_original"), truth(raw, "replace_original")
	alone := str(raw, "text") == "" && len(list(raw, "blocks")) == 0 && len(list(raw, "attachments")) == 0
	if wipe && u.source != nil {
		s.unsay(u.source)
		if alone {
			return nil
		}
	}
	if bad := reject(validateMessage(raw)); bad != nil {
		return bad
	}
	m := s.build(raw)
	if replace && !wipe && u.source != nil {
		s.resay(u.source, m)
		return nil
	}
	s.respond(u.user, u.channel, str(raw, "response_type"), m)
	return nil
}

// respond shows an answer: to the person alone unless it says otherwise. It needs no membership.
func (s *Sim) respond(user, channel, responseType string, m *Message) {
	m.Metadata = nil
	v, known := s.convs[channel]
	if responseType == "in_channel" && known {
		s.post(v, m)
		return
	}
	s.whisper(channel, user, m)
}

// unsay deletes a message, whether everybody or one person saw it.
func (s *Sim) unsay(m *Message) {
	if m.Ephemeral {
		s.ephemerals[m.To] = slices.DeleteFunc(s.ephemerals[m.To], func(o *Message) bool { return o == m })
		s.publish(Event{Kind: "message_deleted", Channel: m.Channel, User: m.To, Message: m})
		return
	}
	s.remove(s.convs[m.Channel], m)
}

// resay replaces a message. It keeps its visibility: an ephemeral one never becomes public.
func (s *Sim) resay(m, d *Message) {
	if m.Ephemeral {
		m.Text, m.Blocks, m.Attachments, m.Edited = d.Text, d.Blocks, d.Attachments, true
		s.publish(Event{Kind: "message_changed", Channel: m.Channel, User: m.To, Message: m})
		return
	}
	s.edit(s.convs[m.Channel], m, d, true, true, false)
}

// locate finds the message a person acts on as it is now: it may have changed since they looked.
func (s *Sim) locate(user string, m Message) *Message {
	if m.Ephemeral {
		for _, e := range s.ephemerals[user] {
			if e.TS == m.TS {
				return e
			}
		}
		return nil
	}
	if v, ok := s.convs[strings.TrimSpace(m.Channel)]; ok {
		return v.find(m.TS)
	}
	return nil
}
