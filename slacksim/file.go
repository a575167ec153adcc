package slacksim

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// File is a file that somebody uploaded.
type File struct {
	ID, Name, Title, Mimetype, User string
	Size                            int
	// URLPrivateDownload serves the bytes to whoever has the bot's token.
	URLPrivateDownload string
}

// file is a File with its bytes and its way from «announced» to «shared».
type file struct {
	File
	content            []byte
	announced          int // the length given to files.getUploadURLExternal
	uploaded, complete bool
}

// maxUpload is what one upload may bring; Slack's own limit is far higher.
const maxUpload = 64 << 20

func (s *Sim) newFile(user, name string) *file {
	f := &file{File: File{ID: s.ids.next("F"), Name: name, Title: name, User: user}}
	f.Mimetype = mime.TypeByExtension(path.Ext(name))
	if f.Mimetype == "" {
		f.Mimetype = "application/octet-stream"
	}
	f.URLPrivateDownload = s.downloadURL(f.ID, name)
	s.files[f.ID] = f
	return f
}

// downloadURL is where a file is to be had.
func (s *Sim) downloadURL(id, name string) string {
	return s.base + "/files-pri/" + id + "/download/" + strings.NewReplacer("/", "_", " ", "_", "?", "_", "#", "_", "%", "_").Replace(name)
}

func (s *Sim) fileJSON(f File) obj {
	ext := strings.TrimPrefix(path.Ext(f.Name), ".")
	return obj{
		"id": f.ID, "created": time.Now().Unix(), "timestamp": time.Now().Unix(), "name": f.Name, "title": f.Title,
		"mimetype": f.Mimetype, "filetype": ext, "pretty_type": strings.ToUpper(ext), "user": f.User, "user_team": s.opt.TeamID,
		"size": f.Size, "mode": "hosted", "is_external": false, "is_public": false, "editable": false,
		"url_private":          strings.Replace(f.URLPrivateDownload, "/download/", "/", 1),
		"url_private_download": f.URLPrivateDownload,
		"permalink":            "https://practice.slack.com/files/" + f.User + "/" + f.ID + "/" + f.Name,
		"file_access":          "visible",
	}
}

func (s *Sim) filesGetUploadURL(c *call) (obj, *refusal) {
	if c.str("filename") == "" || !c.has("length") {
		return nil, refuse("invalid_arguments")
	}
	length := c.number("length", 0)
	if bad := reject(validateMethod(c.method, obj{"length": float64(length), "alt_txt": c.str("alt_txt")})); bad != nil {
		return nil, bad
	}
	f := s.newFile(s.opt.BotUserID, c.str("filename"))
	f.announced = length
	return obj{"upload_url": s.base + "/upload/v1/" + f.ID, "file_id": f.ID}, nil
}

// serveUpload takes the bytes, raw or as the only file of a multipart form.
func (s *Sim) serveUpload(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	x := Exchange{At: began, Name: "upload", Path: r.URL.Path}
	s.mu.Lock()
	s.calls["upload"]++
	mishap := s.takeMishap("upload", "", "")
	x.Mishap = mishap
	s.mu.Unlock()
	if mishap != nil && !s.survives(w, r, mishap, &x) {
		s.record(x, began)
		return
	}
	content, err := uploaded(r)
	s.mu.Lock()
	f, known := s.files[r.PathValue("file")]
	x.Request = fmt.Sprintf("(%d bytes)", len(content))
	switch {
	case err != nil || !known || f.complete:
		x.Status, x.Answer = http.StatusBadRequest, "bad upload"
	case len(content) != f.announced:
		x.Status, x.Answer = http.StatusBadRequest, "length does not match"
	default:
		f.content, f.Size, f.uploaded = content, len(content), true
		x.Status, x.Answer = http.StatusOK, "OK - "+strconv.Itoa(len(content))
	}
	s.mu.Unlock()
	s.record(x, began)
	if mishap != nil && mishap.Kind == LostAnswer {
		s.pause(r, mishap.Delay)
		reset(w)
		return
	}
	w.WriteHeader(x.Status)
	_, _ = io.WriteString(w, x.Answer)
}

func uploaded(r *http.Request) ([]byte, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return io.ReadAll(io.LimitReader(r.Body, maxUpload))
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(io.LimitReader(part, maxUpload))
		}
	}
}

func (s *Sim) filesCompleteUpload(c *call) (obj, *refusal) {
	v, ok := c.value("files")
	entries := list(obj{"files": v}, "files")
	if !ok || len(entries) == 0 {
		return nil, refuse("invalid_arguments")
	}
	var done []*file
	for _, e := range entries {
		f, ok := s.files[str(e, "id")]
		if !ok || !f.uploaded || f.complete {
			return nil, refuse("file_not_found")
		}
		done = append(done, f)
	}
	into, bad := s.destinations(c)
	if bad != nil {
		return nil, bad
	}
	raw, bad := fileMessage(c)
	if bad != nil {
		return nil, bad
	}
	files := []obj{}
	for i, f := range done {
		f.complete = true
		if title := str(entries[i], "title"); title != "" {
			f.Title = title
		}
		s.keepFile(f)
		files = append(files, s.fileJSON(f.File))
	}
	share := func() {
		for _, v := range into {
			m := s.build(raw)
			m.Subtype, m.ThreadTS = "file_share", v.threadOf(c.str("thread_ts"))
			for _, f := range done {
				m.Files = append(m.Files, f.File)
			}
			s.post(v, m)
		}
	}
	if s.opt.ShareDelay <= 0 {
		share()
		return obj{"files": files}, nil
	}
	s.wg.Go(func() { // the request that is being served keeps the workspace from closing
		select {
		case <-time.After(s.opt.ShareDelay):
		case <-s.ctx.Done():
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		share()
	})
	return obj{"files": files}, nil
}

// fileMessage is what is said with the files: blocks only where there is no comment, which
// Slack prefers to them.
func fileMessage(c *call) (obj, *refusal) {
	raw := obj{"text": c.str("initial_comment")}
	blocks, given := c.value("blocks")
	if !given || c.str("initial_comment") != "" {
		return raw, nil
	}
	raw["blocks"] = blocks
	for _, b := range list(raw, "blocks") {
		if str(b, "type") == "markdown" { // Slack stumbles over it here, though it takes it in a message
			return nil, refuse("internal_error")
		}
	}
	return raw, reject(validateMessage(raw))
}

// threadOf is the first message of the thread in which an answer to this one lands.
func (v *conversation) threadOf(ts string) string {
	if m := v.find(ts); m != nil && m.ThreadTS != "" {
		return m.ThreadTS
	}
	return ts
}

// destinations are the conversations into which the files go; with none, the bot keeps them.
func (s *Sim) destinations(c *call) (into []*conversation, bad *refusal) {
	channels := strings.FieldsFunc(c.str("channels")+","+c.str("channel_id"), func(r rune) bool { return r == ',' })
	ids := make([]any, len(channels))
	for k, id := range channels {
		ids[k] = id
	}
	if bad := reject(validateMethod(c.method, obj{"channels": ids})); bad != nil {
		return nil, bad
	}
	thread := c.str("thread_ts")
	if thread != "" && len(channels) != 1 {
		return nil, refuse("invalid_arguments") // a thread is of one channel
	}
	for _, id := range channels {
		v, bad := s.visible(id)
		switch {
		case bad != nil:
			return nil, bad
		case !v.has(s.opt.BotUserID):
			return nil, refuse("not_in_channel")
		case s.left(v):
			return nil, refuse("user_disabled")
		case v.Archived:
			return nil, refuse("is_archived")
		case thread != "" && v.find(thread) == nil:
			return nil, refuse("invalid_thread_ts")
		}
		into = append(into, v)
	}
	return into, nil
}

func (s *Sim) filesInfo(c *call) (obj, *refusal) {
	f, ok := s.files[c.str("file")]
	if !ok {
		return nil, refuse("file_not_found")
	}
	return obj{"file": s.fileJSON(f.File), "comments": []any{}, "paging": obj{"count": 100, "total": 0, "page": 1, "pages": 0}}, nil
}

// serveDownload gives the bytes to whoever has the token and the scope; others are sent to sign in.
func (s *Sim) serveDownload(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	x := Exchange{At: began, Name: "download", Path: r.URL.Path, Status: http.StatusOK}
	s.mu.Lock()
	s.calls["download"]++
	mishap := s.takeMishap("download", "", "")
	x.Mishap = mishap
	f, known := s.files[r.PathValue("file")]
	allowed := r.Header.Get("Authorization") == "Bearer "+s.opt.BotToken && s.granted("files:read")
	var content []byte
	if known {
		content = slices.Clone(f.content)
	}
	s.mu.Unlock()
	defer func() { s.record(x, began) }()
	if mishap != nil && !s.survives(w, r, mishap, &x) {
		return
	}
	switch {
	case !allowed:
		x.Status = http.StatusFound
		http.Redirect(w, r, s.base+"/signin?redir="+url.QueryEscape(r.URL.Path), http.StatusFound)
	case !known:
		x.Status = http.StatusNotFound
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", f.Mimetype)
		_, _ = w.Write(content)
	}
}

// serveSignIn is the page that stands where a file should be when the token may not read it.
func serveSignIn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!DOCTYPE html><title>Sign in</title>")
}

// Upload is a person choosing a file. It is not in any conversation until they send it.
func (s *Sim) Upload(user, name string, content []byte) File {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.newFile(user, name)
	f.content, f.Size, f.uploaded, f.complete = slices.Clone(content), len(content), true, true
	s.keepFile(f)
	s.publish(Event{Kind: "file", User: user, Text: name})
	return f.File
}

// Content is the bytes of a file, nil if there is no such file.
func (s *Sim) Content(fileID string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.files[fileID]; ok {
		return slices.Clone(f.content)
	}
	return nil
}

// FileFor gives a file to somebody who uploaded it, or who sees a message that it is in.
func (s *Sim) FileFor(user, fileID string) (File, []byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[fileID]
	if !ok || f.User != user && !s.shared(user, fileID) {
		return File{}, nil, false
	}
	return f.File, slices.Clone(f.content), true
}

// shared tells whether a person sees a message with this file.
func (s *Sim) shared(user, fileID string) bool {
	in := func(m *Message) bool {
		return slices.ContainsFunc(m.Files, func(f File) bool { return f.ID == fileID })
	}
	for _, v := range s.convs {
		if v.open(user) && slices.ContainsFunc(v.messages, in) {
			return true
		}
	}
	return slices.ContainsFunc(s.ephemerals[user], in)
}
