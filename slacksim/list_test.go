package slacksim_test

import (
	"fmt"
	"testing"

	"compromisos/slacksim"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// A page may be shorter than its limit and still not be the last.
func TestShortPages(t *testing.T) {
	a := start(t, slacksim.Options{PageSize: 2})
	for i := range 5 {
		a.sim.AddUser(slacksim.User{ID: fmt.Sprintf("U0%04d", i), Name: "x"})
	}
	users, err := a.api.GetUsers(slack.GetUsersOptionLimit(200))
	if err != nil || len(users) != 9 {
		t.Errorf("%d users, %v", len(users), err)
	}
	if a.sim.Calls("users.list") != 5 {
		t.Errorf("%d calls", a.sim.Calls("users.list"))
	}
	if got := a.call("users.list", map[string]any{"cursor": "nonsense"}); got["error"] != "invalid_cursor" {
		t.Errorf("%v", got)
	}
}

func TestUsers(t *testing.T) {
	a := start(t, slacksim.Options{})
	u, err := a.api.GetUserInfo("U0ANA")
	if err != nil || u.TZ != "America/Mexico_City" || u.TZOffset != -6*3600 || u.RealName != "Ana López" || u.Profile.DisplayName != "" {
		t.Errorf("%+v, %v", u, err)
	}
	if u, err = a.api.GetUserInfo("U0LUIS"); err != nil || u.TZ != "" {
		t.Errorf("somebody without a zone: %+v, %v", u, err)
	}
	if _, err = a.api.GetUserInfo("U0NOBODY"); errText(err) != "user_not_found" {
		t.Error(err)
	}
}

func TestUserGroups(t *testing.T) {
	a := start(t, slacksim.Options{})
	a.sim.AddGroup(slacksim.Group{ID: "S0AREA", Handle: "area", Name: "Area", Users: []string{"U0ANA", "U0LUIS"}})
	a.sim.AddGroup(slacksim.Group{ID: "S0OFF", Handle: "off", Disabled: true, Users: []string{"U0ANA"}})
	groups, err := a.api.GetUserGroups(slack.GetUserGroupsOptionIncludeUsers(true))
	if err != nil || len(groups) != 1 || len(groups[0].Users) != 2 {
		t.Errorf("%+v, %v", groups, err)
	}
	members, err := a.api.GetUserGroupMembers("S0AREA")
	if diff := cmp.Diff([]string{"U0ANA", "U0LUIS"}, members); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := a.api.GetUserGroupMembers("S0OFF"); errText(err) != "no_such_subteam" {
		t.Errorf("a disabled group: %v", err)
	}
}

func TestConversations(t *testing.T) {
	a := start(t, slacksim.Options{})
	list, _, err := a.api.GetConversations(&slack.GetConversationsParameters{ExcludeArchived: true, Types: []string{"public_channel", "private_channel"}})
	var names []string
	for _, c := range list {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"general", "other"}, names); diff != "" || err != nil {
		t.Errorf("archived and foreign private channels are not listed: %s %v", diff, err)
	}
	mine, _, err := a.api.GetConversationsForUser(&slack.GetConversationsForUserParameters{ExcludeArchived: true})
	if err != nil || len(mine) != 1 || mine[0].ID != "C0GENERAL" {
		t.Errorf("users.conversations: %+v, %v", mine, err)
	}
	info, err := a.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: "C0OTHER"})
	if err != nil || info.IsMember || !info.IsChannel {
		t.Errorf("%+v, %v", info, err)
	}
	members, _, err := a.api.GetUsersInConversation(&slack.GetUsersInConversationParameters{ChannelID: "C0GENERAL"})
	if err != nil || len(members) != 3 {
		t.Errorf("%v, %v", members, err)
	}
	for users, want := range map[string]string{"U0GONE": "user_disabled", "U0NOBODY": "user_not_found"} {
		if _, _, _, err := a.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{users}}); errText(err) != want {
			t.Errorf("open %s: %v", users, err)
		}
	}
	if err := a.api.AddReaction("eyes", slack.NewRefToMessage("C0GENERAL", "1.0")); errText(err) != "message_not_found" {
		t.Error(err)
	}
}
