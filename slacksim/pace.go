package slacksim

import (
	"slices"
	"time"
)

// bucket is a token bucket: it fills at a rate and holds a burst.
type bucket struct {
	level float64
	at    time.Time
}

// take uses one token, or says how long to wait for the next.
func (b *bucket) take(now time.Time, perSecond, burst float64) time.Duration {
	if b.at.IsZero() {
		b.level = burst
	} else {
		b.level = min(burst, b.level+now.Sub(b.at).Seconds()*perSecond)
	}
	b.at = now
	if b.level >= 1 {
		b.level--
		return 0
	}
	return time.Duration((1 - b.level) / perSecond * float64(time.Second))
}

// tiers are calls per minute; tier 5 is Slack's «special».
var tiers = [6]float64{0, 1, 20, 50, 100, 600}

// pace says how long the caller should have waited, zero if it may go on. Messages go by the
// second and channel, everything else by the tier of its method. The caller holds the lock.
func (s *Sim) pace(c *call) time.Duration {
	m, known := methods[c.method]
	if c.method == "chat.postMessage" && s.aboveCeiling(time.Now()) {
		return time.Second
	}
	if !s.opt.Pace || !known {
		return 0
	}
	perMinute := tiers[m.tier]
	if wait := s.bucket(c.method).take(time.Now(), perMinute/60, max(3, perMinute/6)); wait > 0 {
		return wait
	}
	if c.method != "chat.postMessage" {
		return 0
	}
	return s.bucket("channel:"+s.resolve(c.str("channel"))).take(time.Now(), 1, 4)
}

// aboveCeiling counts a message in, unless the second that ends now has had its number. The caller
// holds the lock.
func (s *Sim) aboveCeiling(now time.Time) bool {
	if s.opt.Ceiling <= 0 {
		return false
	}
	first, _ := slices.BinarySearchFunc(s.posted, now.Add(-time.Second), time.Time.Compare)
	s.posted = s.posted[first:]
	if len(s.posted) >= s.opt.Ceiling {
		return true
	}
	s.posted = append(s.posted, now)
	return false
}

func (s *Sim) bucket(key string) *bucket {
	b, ok := s.buckets[key]
	if !ok {
		b = &bucket{}
		s.buckets[key] = b
	}
	return b
}
