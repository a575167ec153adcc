package page

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"compromisos/slacksim"
)

// send is a person sending a file with this name; it gives the file as the page shows it to them.
func (d *desk) send(me, channel, name, content string) (slacksim.File, link) {
	d.t.Helper()
	f := d.sim.Upload(me, name, []byte(content))
	d.act("say", map[string]any{"me": me, "channel": channel, "text": "va", "files": []any{f}})
	l, ok := d.state(me, channel).Files[f.ID]
	if !ok {
		d.t.Fatalf("%s is in no message", name)
	}
	return f, l
}

// What a browser shows is opened as its kind, in a box where nothing runs; the rest is kept
// under its name.
func TestFileKinds(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, c := range []struct{ name, mime, policy string }{
		{"informe.pdf", "application/pdf", viewed},
		{"Informe de ñandúes.HTML", "text/html; charset=utf-8", sandboxed},
		{"datos.csv", text, sandboxed},
		{"nota.md", text, sandboxed},
		{"datos.json", text, sandboxed},
		{"foto.png", "image/png", sandboxed},
		{"informe.docx", "", ""},
		{"dibujo.svg", "", ""},
		{"guion.js", "", ""},
		{"sin tipo", "", ""},
	} {
		_, l := d.send("U1", "C1", c.name, "<script>alert(1)</script>")
		if (l.Open != "") != (c.mime != "") || l.Kind == "" {
			t.Errorf("%s: %+v", c.name, l)
		}
		if c.mime != "" {
			resp, body := d.ask(http.MethodGet, l.Open, "", nil)
			h := resp.Header
			if resp.StatusCode != http.StatusOK || body != "<script>alert(1)</script>" || h.Get("Content-Type") != c.mime || h.Get("Content-Security-Policy") != c.policy ||
				h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" || !strings.HasPrefix(h.Get("Content-Disposition"), "inline; filename") {
				t.Errorf("%s opened: %d %v", c.name, resp.StatusCode, h)
			}
		}
		resp, _ := d.ask(http.MethodGet, l.Save, "", nil)
		if got := resp.Header.Get("Content-Disposition"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(got, "attachment; filename") || resp.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s kept: %d %q", c.name, resp.StatusCode, got)
		}
	}
}

// A file is for those who see a message with it; the address of one is good for one person and
// one file, and tells nothing of another.
func TestFileIsForThoseWhoSeeIt(t *testing.T) {
	t.Parallel()
	d := open(t)
	f, l := d.send("U1", "C2", "secreto.txt", "en secreto")
	other, _ := d.send("U1", "C1", "abierto.txt", "a todos")
	status := func(path string) int {
		resp, _ := d.ask(http.MethodGet, path, "", nil)
		return resp.StatusCode
	}
	if got := status(l.Open); got != http.StatusOK {
		t.Errorf("whoever sees it: %d", got)
	}
	for _, path := range []string{
		strings.Replace(l.Open, f.ID, other.ID, 1),
		strings.Replace(l.Open, "/U1/", "/U2/", 1),
		"/api/file/U1//" + f.ID + "/secreto.txt", "/api/file/" + f.ID, "/api/file/U1/x/" + f.ID + "/" + url.PathEscape(f.Name),
	} {
		if got := status(path); got == http.StatusOK {
			t.Errorf("%s was given", path)
		}
	}
	// Its address is made by the page alone; made for somebody who does not see it, it opens nothing.
	p := New(Options{Sim: d.sim, People: []Person{{ID: "U1"}}})
	if _, _, ok := d.sim.FileFor("U2", f.ID); ok {
		t.Error("somebody who is not in the channel has the file")
	}
	if p.keyTo(f.ID, "U1") == strings.Split(l.Open, "/")[4] {
		t.Error("another practice makes the same address")
	}
}
