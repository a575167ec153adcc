package main

import (
	"maps"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

// series are the series of a histogram that is too wide to have them all from the start.
// One that was seen before costs a look into a table that nobody locks.
type series struct {
	vec *prometheus.HistogramVec
	mu  sync.Mutex
	m   atomic.Pointer[map[[3]string]prometheus.Observer]
}

func newSeries(v *prometheus.HistogramVec) *series {
	s := &series{vec: v}
	s.m.Store(&map[[3]string]prometheus.Observer{})
	return s
}

func (s *series) de(a, b, c string) prometheus.Observer {
	clave := [3]string{a, b, c}
	if o, ok := (*s.m.Load())[clave]; ok {
		return o
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	otras := maps.Clone(*s.m.Load())
	o := s.vec.WithLabelValues(a, b, c)
	otras[clave] = o
	s.m.Store(&otras)
	return o
}
