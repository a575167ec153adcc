package slacksim

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// counter makes ids and timestamps. Ids are stable from run to run; timestamps follow the clock
// but never repeat, because Slack uses them as message ids.
type counter struct {
	n      int64
	micros int64
}

// next returns an id in Slack's format: a capital letter and ten capitals or digits.
func (c *counter) next(prefix string) string {
	c.n++
	return fmt.Sprintf("%s0%08s", prefix, strings.ToUpper(strconv.FormatInt(46656+c.n*37, 36)))
}

// ts returns a message timestamp that is later than all before.
func (c *counter) ts() string {
	c.micros = max(c.micros+1, time.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", c.micros/1e6, c.micros%1e6)
}

// seq returns a plain running number, for the parts of an id that only have to differ.
func (c *counter) seq() int64 {
	c.n++
	return c.n
}

// secret returns n random bytes in hexadecimal, for tickets and hashes that nobody should guess.
func secret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}

// uuid is an id for an envelope.
func uuid() string {
	h := secret(16)
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}
