package compromiso

// Informe is a follow-up report as data: what the commission saw in one session.
// It is what importar reads, informe and exportar write, in the shape of section 4
// of the contract. The keys are fixed; those marked omitempty are the optional ones.
type Informe struct {
	Comision       string            `json:"comision"`
	ComisionNombre string            `json:"comision_nombre"`
	SesionInforme  string            `json:"sesion_informe"` // code, like 02SE-CVMRE; "" when the document names none
	FechaInforme   Fecha             `json:"fecha_informe"`
	HoraInforme    string            `json:"hora_informe"` // HH:MM or ""
	Compromisos    []FilaInforme     `json:"compromisos"`
	Glosario       map[string]string `json:"glosario"`
	Advertencias   []Advertencia     `json:"advertencias"`
	// SesionTexto is the session as the document writes it out; supporting data,
	// not written to JSON.
	SesionTexto string `json:"-"`
	// GlosarioOrden keeps the siglas in the order of the document, which a map
	// cannot; GlosarioGrupos the heading under which each one stood.
	GlosarioOrden  []string          `json:"-"`
	GlosarioGrupos map[string]string `json:"-"`
}

// FilaInforme is one compromiso as an informe shows it.
type FilaInforme struct {
	Numero            Numero             `json:"numero"`
	NumeroOriginal    string             `json:"numero_original,omitempty"` // only when the document wrote it otherwise
	Sesion            string             `json:"sesion"`
	FechaSesion       Fecha              `json:"fecha_sesion"`
	Tipo              Tipo               `json:"tipo"`
	Estatus           Estatus            `json:"estatus"`
	FechaCumplimiento Fecha              `json:"fecha_cumplimiento"`
	Eje               string             `json:"eje"`
	Texto             string             `json:"texto"`
	Solicitantes      []string           `json:"solicitantes"`
	Areas             []string           `json:"areas"`
	AreasPropuestas   []string           `json:"areas_propuestas,omitempty"` // named by the document, not yet confirmed by the ST
	FechaLimite       Fecha              `json:"fecha_limite"`
	Atencion          string             `json:"atencion"`
	Permanente        bool               `json:"permanente,omitempty"`
	Incisos           []IncisoInforme    `json:"incisos,omitempty"`
	Seguimientos      []SegInforme       `json:"seguimientos,omitempty"`
	Prorrogas         []ProrrogaInforme  `json:"prorrogas,omitempty"`
	Evidencias        []EvidenciaInforme `json:"evidencias,omitempty"`
	// Linea is the line of the source where the row begins, from 1; 0 when unknown.
	Linea int `json:"-"`
}

// IncisoInforme is one inciso of a compromiso in an informe.
type IncisoInforme struct {
	Letra             string   `json:"letra"`
	Texto             string   `json:"texto"`
	Estatus           Estatus  `json:"estatus"`
	Areas             []string `json:"areas"`
	FechaLimite       Fecha    `json:"fecha_limite"`
	FechaCumplimiento Fecha    `json:"fecha_cumplimiento"`
}

// SegInforme is one entry of progress in an informe.
type SegInforme struct {
	Fecha   Fecha    `json:"fecha"`
	Area    string   `json:"area"`
	Persona string   `json:"persona"`
	Clase   ClaseSeg `json:"clase"`
	Inciso  string   `json:"inciso"`
	Texto   string   `json:"texto"`
	En      string   `json:"en"` // moment of recording, RFC 3339
}

// ProrrogaInforme is one request for a new due date in an informe.
type ProrrogaInforme struct {
	Inciso    string `json:"inciso"`
	Anterior  Fecha  `json:"anterior"`
	Nueva     Fecha  `json:"nueva"`
	Motivo    string `json:"motivo"`
	Estado    string `json:"estado"`
	Persona   string `json:"persona"`
	Respuesta string `json:"respuesta"`
	En        string `json:"en"`
}

// EvidenciaInforme is one piece of evidence in an informe.
type EvidenciaInforme struct {
	Clase  ClaseEvidencia `json:"clase"`
	Titulo string         `json:"titulo"`
	Liga   string         `json:"liga"`
	Oficio string         `json:"oficio"`
	Fecha  Fecha          `json:"fecha"`
	En     string         `json:"en"`
}

// Advertencia is something that the reader of an informe should look at: the line
// of the source (from 1; 0 when there is none), the field, a sentence.
type Advertencia struct {
	Linea   int    `json:"linea"`
	Campo   string `json:"campo"`
	Mensaje string `json:"mensaje"`
}
