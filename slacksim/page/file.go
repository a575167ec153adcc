package page

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"compromisos/slacksim"
)

// link is how a person gets at a file: what it is called in words, where to keep it from, and
// where to open it, for the kinds that a browser shows.
type link struct {
	Kind string `json:"kind"`
	Open string `json:"open,omitempty"`
	Save string `json:"save"`
	// Image tells that it can be shown within a message.
	Image bool `json:"image,omitempty"`
}

// kind is a sort of file by its name's end: what is sent as its type where it is opened.
type kind struct {
	name, mime string
	policy     string
}

// What may happen in a file that is opened. It is somebody's: nothing in it runs, nothing is
// asked for from anywhere, and it belongs to no origin, so that it is never the page itself.
const (
	sandboxed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
	// A browser's own viewer does not start in a sandbox; it reads the file and nothing else.
	viewed = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

// text is how everything is shown that is read as it was written.
const text = "text/plain; charset=utf-8"

var kinds = map[string]kind{
	".pdf":  {"Documento PDF", "application/pdf", viewed},
	".html": {"Página web", "text/html; charset=utf-8", sandboxed},
	".htm":  {"Página web", "text/html; charset=utf-8", sandboxed},
	".txt":  {"Texto", text, sandboxed},
	".md":   {"Texto Markdown", text, sandboxed},
	".csv":  {"Tabla CSV", text, sandboxed},
	".tsv":  {"Tabla TSV", text, sandboxed},
	".json": {"Datos JSON", text, sandboxed},
	".png":  {"Imagen", "image/png", sandboxed},
	".jpg":  {"Imagen", "image/jpeg", sandboxed},
	".jpeg": {"Imagen", "image/jpeg", sandboxed},
	".gif":  {"Imagen", "image/gif", sandboxed},
	".webp": {"Imagen", "image/webp", sandboxed},
	".docx": {name: "Documento de Word"},
	".xlsx": {name: "Libro de Excel"},
}

func kindOf(name string) kind {
	ext := strings.ToLower(path.Ext(name))
	if k, ok := kinds[ext]; ok {
		return k
	}
	return kind{name: strings.TrimSpace("Archivo " + strings.ToUpper(strings.TrimPrefix(ext, ".")))}
}

// linkTo makes the addresses of a file for one person. They hold what only this page knows:
// nobody makes one up, neither for another file nor for another person.
func (p *Page) linkTo(f slacksim.File, me string) link {
	k := kindOf(f.Name)
	address := "/api/file/" + me + "/" + p.keyTo(f.ID, me) + "/" + f.ID + "/" + url.PathEscape(f.Name)
	l := link{Kind: k.name, Save: address + "?save=1", Image: strings.HasPrefix(k.mime, "image/")}
	if k.mime != "" {
		l.Open = address
	}
	return l
}

func (p *Page) keyTo(id, me string) string {
	h := hmac.New(sha256.New, []byte(p.token))
	h.Write([]byte(me + "/" + id)) // it never fails
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// file gives a file to whoever may see a conversation that it is in: to be opened, if its kind
// is one that a browser shows, else to be kept under its name.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	id, me := r.PathValue("id"), r.PathValue("me")
	if !hmac.Equal([]byte(r.PathValue("key")), []byte(p.keyTo(id, me))) {
		http.Error(w, "Esta dirección ya no vale: abra el archivo desde su mensaje.", http.StatusForbidden)
		return
	}
	f, content, ok := p.o.Sim.FileFor(me, id)
	if !ok {
		http.Error(w, "Ese archivo ya no está en ninguna conversación que esta persona vea.", http.StatusNotFound)
		return
	}
	k, how := kindOf(f.Name), "inline"
	if k.mime == "" || r.URL.Query().Has("save") {
		k.mime, k.policy, how = "application/octet-stream", sandboxed, "attachment"
	}
	h := w.Header()
	h.Set("Content-Type", k.mime)
	h.Set("Content-Security-Policy", k.policy)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	_, _ = w.Write(content) // a browser that went away needs no answer
}
