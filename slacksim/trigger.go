package slacksim

import (
	"fmt"
	"time"
)

// trigger lets an app open one modal for the person who just did something.
type trigger struct {
	user    string
	expires time.Time
	used    bool
}

// newTrigger makes a trigger_id; its three seconds begin now. The caller holds the lock.
func (s *Sim) newTrigger(user string) string {
	id := fmt.Sprintf("%d.%d.%s", 398738663015+s.ids.seq(), 47445629121, secret(16))
	s.triggers[id] = &trigger{user: user, expires: time.Now().Add(s.opt.TriggerLife)}
	return id
}

// useTrigger spends a trigger_id, even if the view it was meant for is then refused.
func (s *Sim) useTrigger(id string) (user string, bad *refusal) {
	t, ok := s.triggers[id]
	switch {
	case !ok:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case time.Now().After(t.expires):
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}
