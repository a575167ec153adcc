package store

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

// A password that is not written as an address wants it is not taken for a server, whose
// name would be said.
func TestClaveMalEscrita(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{
		"postgres://u:1234/5678@h/b", "postgres://u:1234#5678@h/b", "postgres://u:1234?5678@h/b", "postgres://u:1234#56/78@h/b",
		"postgres://u:12%zz34@h/b", "postgres://u:12 34@h/b", "postgres://u:clave/1234@h/b",
	} {
		_, err := NormalizeURL(dsn)
		if compromiso.CodigoDe(err) != compromiso.Invalido || !strings.Contains(err.Error(), "%40 por @") || strings.Contains(err.Error(), "1234") {
			t.Errorf("%s: %v", dsn, err)
		}
		if _, err := Open(t.Context(), dsn, Options{}); err == nil || strings.Contains(err.Error(), "1234") {
			t.Errorf("%s: opened, %v", dsn, err)
		}
	}
	for _, dsn := range []string{"postgres://u:12%2F34@h/b", "postgres://u:a@b@h/b", "postgres://h/b?user=nombre@servidor", "postgres://h/b?password=a@b#c"} {
		if _, err := NormalizeURL(dsn); err != nil {
			t.Errorf("%s: %v", dsn, err)
		}
	}
}
