package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

type manifiestoLeido struct {
	Metadata struct {
		Major int `yaml:"major_version"`
		Minor int `yaml:"minor_version"`
	} `yaml:"_metadata"`
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
		Color       string `yaml:"background_color"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			Home     bool `yaml:"home_tab_enabled"`
			Messages bool `yaml:"messages_tab_enabled"`
			ReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Bot struct {
			Name   string `yaml:"display_name"`
			Always bool   `yaml:"always_online"`
		} `yaml:"bot_user"`
		Slash []struct {
			Command     string `yaml:"command"`
			URL         string `yaml:"url"`
			Description string `yaml:"description"`
			Hint        string `yaml:"usage_hint"`
			Escape      bool   `yaml:"should_escape"`
		} `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			URL    string   `yaml:"request_url"`
			Events []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool   `yaml:"is_enabled"`
			URL     string `yaml:"request_url"`
		} `yaml:"interactivity"`
		Org      bool `yaml:"org_deploy_enabled"`
		Socket   bool `yaml:"socket_mode_enabled"`
		Rotation bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

// The rules are those of hechos §14.
func TestManifiesto(t *testing.T) {
	for _, c := range []struct{ modo, url, eventos string }{
		{ModoSocket, "", ""},
		{ModoHTTP, "https://compromisos.ejemplo.mx", "https://compromisos.ejemplo.mx/slack/events"},
		{ModoHTTP, "https://ejemplo.mx/bot/slack/events/", "https://ejemplo.mx/bot/slack/events"},
	} {
		b, err := Manifiesto(c.modo, c.url)
		if err != nil {
			t.Fatal(err)
		}
		var m manifiestoLeido
		if err := yaml.UnmarshalWithOptions(b, &m, yaml.Strict()); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		s := m.Features.Slash
		if len(s) != 1 || s[0].Command != "/compromiso" || !s[0].Escape || s[0].Hint == "" || utf8.RuneCountInString(s[0].Hint) > 1000 {
			t.Errorf("slash commands: %+v", s)
		}
		if utf8.RuneCountInString(m.Display.Name) > 35 || utf8.RuneCountInString(m.Display.Description) > 140 {
			t.Errorf("too long: %+v", m.Display)
		}
		if strings.Trim(m.Features.Bot.Name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || m.Features.Bot.Name == "" {
			t.Errorf("display name %q", m.Features.Bot.Name)
		}
		if !m.Settings.Interactivity.Enabled || m.Settings.Socket != (c.modo == ModoSocket) {
			t.Errorf("settings: %+v", m.Settings)
		}
		for _, u := range []string{s[0].URL, m.Settings.Events.URL, m.Settings.Interactivity.URL} {
			if u != c.eventos {
				t.Errorf("address %q, want %q", u, c.eventos)
			}
		}
		if !slices.Contains(m.Settings.Events.Events, "message.im") || !slices.Contains(m.OAuth.Scopes.Bot, "im:history") || !m.Features.Home.Messages || m.Features.Home.ReadOnly {
			t.Errorf("answers in the thread of a DM need message.im, im:history and a tab to write in")
		}
		for _, l := range strings.Split(string(b), "\n") {
			if l = strings.TrimSpace(l); strings.HasPrefix(l, "- ") && strings.Contains(l, ":") && !strings.Contains(l, "command") && !strings.Contains(l, " # ") {
				t.Errorf("a scope without its reason: %s", l)
			}
		}
		quiere := []string{"commands", "chat:write", "im:write", "im:history", "channels:history", "groups:history", "channels:read", "groups:read", "files:write", "users:read", "usergroups:read"}
		if !slices.Equal(m.OAuth.Scopes.Bot, quiere) {
			t.Errorf("scopes %v", m.OAuth.Scopes.Bot)
		}
	}
	for _, c := range [][2]string{{"otro", ""}, {ModoHTTP, ""}, {ModoHTTP, "http://ejemplo.mx"}, {ModoHTTP, "ejemplo.mx"}, {ModoSocket, "https://ejemplo.mx"}} {
		if _, err := Manifiesto(c[0], c[1]); err == nil {
			t.Errorf("%v was taken", c)
		}
	}
}
