package slacksim_test

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if anything of a closed workspace goes on running.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		http.DefaultClient.CloseIdleConnections()
	}))
}
