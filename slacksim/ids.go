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
	// In a workspace that is kept, ids are reserved some at a time: what is not kept has ids too.
	top     int64
	reserve func(top int64)
}

// idsAhead is how many ids are reserved at a time.
const idsAhead = 1000

// up counts one on.
func (c *counter) up() int64 {
	c.n++
	if c.n > c.top && c.reserve != nil {
		c.top = c.n + idsAhead
		c.reserve(c.top)
	}
	return c.n
}

// next returns an id in Slack's format: a capital letter and ten capitals or digits.
func (c *counter) next(prefix string) string {
	return fmt.Sprintf("%s0%08s", prefix, strings.ToUpper(strconv.FormatInt(46656+c.up()*37, 36)))
}

// ts returns a message timestamp that is later than all before.
func (c *counter) ts() string {
	c.micros = max(c.micros+1, time.Now().UnixMicro())
	return fmt.Sprintf("%d.%06d", c.micros/1e6, c.micros%1e6)
}

// seq returns a plain running number, for the parts of an id that only have to differ.
func (c *counter) seq() int64 { return c.up() }

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
