package bot

import (
	"errors"
	"io"
	"net/http"
)

// maxDeSlack is how much of one answer is read: far more than a page of a conversation
// holds. What reads it keeps all of it in memory.
const maxDeSlack = 8 << 20

var errLarga = errors.New("the answer is too long")

// acotado is a client like c that reads no answer without an end.
func acotado(c *http.Client) *http.Client {
	otro := *c
	if otro.Transport == nil {
		otro.Transport = http.DefaultTransport
	}
	otro.Transport = acotador{otro.Transport}
	return &otro
}

type acotador struct{ http.RoundTripper }

// RoundTrip makes the call.
func (a acotador) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := a.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Body = &cuerpoAcotado{ReadCloser: res.Body, queda: maxDeSlack}
	}
	return res, err
}

type cuerpoAcotado struct {
	io.ReadCloser
	queda int
}

// Read fails where there is more than an answer may have.
func (c *cuerpoAcotado) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.queda -= n; c.queda < 0 {
		return 0, errLarga
	}
	return n, err
}
