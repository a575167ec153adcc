package compromiso

// Cambio is one thing that a configuration changed: what, what was («» when it is new)
// and what is.
type Cambio struct{ Que, Antes, Despues string }
