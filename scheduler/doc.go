// Package scheduler is when things happen. It holds no rule of the field and no
// message: it asks, at start and every minute, what should have been sent by now and
// was not, and has each aviso delivered once, whatever dies in between.
//
// The row of an aviso, in the store, is the truth. A River job is only a nudge to
// deliver that row, unique while it is unfinished; losing all of River's tables would
// lose nothing but seconds, since the next sweep nudges again.
//
// River distributes the jobs among the processes, and does nothing else: it has no leader,
// whose polling would cost more than all the rest while nothing happens. What a leader does
// is done here by every process, for itself: the sweep at each minute of the clock, the
// moment at which an aviso is tried again (in memory; in the row for who comes after), and
// the cleaning. None of it needs to be owner of a table.
package scheduler
