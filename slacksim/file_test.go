package slacksim_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

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
