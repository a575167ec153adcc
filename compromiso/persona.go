package compromiso

import "time"

// Persona is somebody as Slack shows them, as last seen: a cache, never the authority
// on who may do what.
type Persona struct {
	ID          string
	Nombre      string
	Zona        string // IANA name, "" when unknown
	Invitada    bool   // a guest of the workspace
	Desactivada bool
	EsBot       bool
	Visto       time.Time
}
