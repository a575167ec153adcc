package slacksim_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
)

func TestUpload(t *testing.T) {
	a := start(t, slacksim.Options{})
	_, _, _ = a.api.PostMessage("U0ANA", slack.MsgOptionText("root", false))
	root := a.sim.DM("U0ANA")[0]
	f, err := a.api.UploadFile(slack.UploadFileParameters{
		Filename: "acta.pdf", Title: "Acta", FileSize: 5, Reader: strings.NewReader("hello"),
		Channel: root.Channel, ThreadTimestamp: root.TS, InitialComment: "here it is",
	})
	if err != nil {
		t.Fatal(err)
	}
	all := a.sim.DM("U0ANA")
	last := all[len(all)-1]
	if len(last.Files) != 1 || last.Files[0].Title != "Acta" || last.ThreadTS != root.TS || last.Text != "here it is" {
		t.Errorf("the message with the file: %+v", last)
	}
	info, _, _, err := a.api.GetFileInfo(f.ID, 0, 0)
	if err != nil || info.Mimetype != "application/pdf" || info.Size != 5 {
		t.Errorf("%+v, %v", info, err)
	}
	var got bytes.Buffer
	if err := a.api.GetFile(info.URLPrivateDownload, &got); err != nil || got.String() != "hello" {
		t.Errorf("download: %q, %v", got.String(), err)
	}
	thief := slack.New("xoxb-thief", slack.OptionAPIURL(a.sim.URL()))
	if err := thief.GetFile(info.URLPrivateDownload, &got); err == nil {
		t.Error("downloaded with a bad token")
	}
}

func TestUploadRefusals(t *testing.T) {
	a := start(t, slacksim.Options{})
	u, err := a.api.GetUploadURLExternalContext(within(t), slack.GetUploadURLExternalParameters{FileName: "x.txt", FileSize: 5})
	if err != nil {
		t.Fatal(err)
	}
	complete := func(channel string) error {
		_, err := a.api.CompleteUploadExternalContext(within(t), slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: u.FileID}}, Channel: channel})
		return err
	}
	if err := complete(""); errText(err) != "file_not_found" {
		t.Errorf("before the bytes: %v", err)
	}
	raw := func(body string) int {
		res, err := http.Post(u.UploadURL, "application/octet-stream", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	if status := raw("four"); status != 400 {
		t.Errorf("length is not what was announced: %d", status)
	}
	if status := raw("12345"); status != 200 {
		t.Errorf("raw bytes: %d", status)
	}
	if err := complete("C0OTHER"); errText(err) != "not_in_channel" {
		t.Errorf("%v", err)
	}
	if err := complete("C0GENERAL"); err != nil {
		t.Errorf("%v", err)
	}
}

func TestPersonSendsAFile(t *testing.T) {
	a := start(t, slacksim.Options{})
	f := a.sim.Upload("U0ANA", "oficio 1.txt", []byte("content"))
	m, err := a.sim.SayFiles(within(t), "U0ANA", "DM", "", "", f)
	if err != nil || m.Subtype != "file_share" {
		t.Fatalf("%+v, %v", m, err)
	}
	var got bytes.Buffer
	if err := a.api.GetFile(f.URLPrivateDownload, &got); err != nil || got.String() != "content" {
		t.Errorf("%q, %v", got.String(), err)
	}
}

// What Slack refuses of an upload, and in which words.
func TestUploadLimits(t *testing.T) {
	a := start(t, slacksim.Options{})
	for _, x := range []struct{ args, want string }{
		{"filename=a.txt", "invalid_arguments"},
		{"length=3", "invalid_arguments"},
		{"filename=a.txt&length=0", "missing_argument"},
		{"filename=a.txt&length=3&alt_txt=" + strings.Repeat("a", 1001), "alt_txt_too_large"},
	} {
		if got := a.refusal("files.getUploadURLExternal", x.args); got != x.want {
			t.Errorf("%.40s: %q, want %s", x.args, got, x.want)
		}
	}
	id := a.uploaded(t)
	files := "files=" + url.QueryEscape(`[{"id":"`+id+`"}]`)
	for _, x := range []struct{ args, want string }{
		{"channel_id=C0GENERAL", "invalid_arguments"},
		{files + "&channel_id=C0NADA", "channel_not_found"},
		{files + "&channels=" + strings.Repeat("C0GENERAL,", 101), "channels_limit_exceeded"},
		{files + "&channel_id=C0GENERAL&thread_ts=1.2", "invalid_thread_ts"},
		{files + "&thread_ts=1.2", "invalid_arguments"},
		{files + "&channel_id=C0GENERAL&blocks=" + url.QueryEscape(`[{"type":"markdown","text":"x"}]`), "internal_error"},
		{files + "&channel_id=C0GENERAL&blocks=" + url.QueryEscape(`[{"type":"section"}]`), "invalid_blocks"},
		{files + "&channel_id=C0GENERAL&initial_comment=hola&blocks=nada", ""},
		{files + "&channel_id=C0GENERAL", "file_not_found"}, // it was completed
	} {
		if got := a.refusal("files.completeUploadExternal", x.args); got != x.want {
			t.Errorf("%.80s: %q, want %q", x.args, got, x.want)
		}
	}
	a.sim.SetScopes("chat:write")
	if got := a.refusal("files.getUploadURLExternal", "filename=a.txt&length=3"); got != "missing_scope" {
		t.Errorf("without the scope: %q", got)
	}
}

// Slack says yes before the file shows; and the answer may be lost although it shows.
func TestUploadShowsLater(t *testing.T) {
	a := start(t, slacksim.Options{ShareDelay: 50 * time.Millisecond})
	id := a.uploaded(t)
	a.sim.Inject(slacksim.Mishap{Method: "files.completeUploadExternal", Channel: "C0GENERAL", Kind: slacksim.LostAnswer})
	_, err := a.api.CompleteUploadExternalContext(within(t), slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: id, Title: "Acta"}}, Channel: "C0GENERAL"})
	if err == nil {
		t.Error("the answer arrived")
	}
	if n := len(a.sim.Messages("C0GENERAL")); n != 0 {
		t.Errorf("%d messages at once", n)
	}
	for deadline := time.Now().Add(5 * time.Second); len(a.sim.Messages("C0GENERAL")) == 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the file never showed")
		}
	}
	if m := a.sim.Messages("C0GENERAL")[0]; len(m.Files) != 1 || m.Files[0].Title != "Acta" {
		t.Errorf("%+v", m)
	}
}

// uploaded is a file whose bytes are there and that is in no conversation yet.
func (a *app) uploaded(t *testing.T) string {
	t.Helper()
	u, err := a.api.GetUploadURLExternalContext(within(t), slack.GetUploadURLExternalParameters{FileName: "x.txt", FileSize: 5})
	if err == nil {
		err = a.api.UploadToURL(within(t), slack.UploadToURLParameters{UploadURL: u.UploadURL, Content: "12345", Filename: "x.txt"})
	}
	if err != nil {
		t.Fatal(err)
	}
	return u.FileID
}

// refusal is the error with which a method answers a form; "" for none.
func (a *app) refusal(method, form string) string {
	a.t.Helper()
	res, err := http.Post(a.sim.URL()+method, "application/x-www-form-urlencoded", strings.NewReader("token="+a.sim.BotToken()+"&"+form))
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var answer struct{ Error string }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		a.t.Fatal(err)
	}
	return answer.Error
}
