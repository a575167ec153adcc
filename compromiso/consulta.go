package compromiso

import "time"

// Filtro is what a list asks for. Empty fields ask for nothing.
type Filtro struct {
	Comision    string
	Estado      FiltroEstado
	Persona     string // with Mios: whose areas
	Areas       []string
	Sesion      *Sesion
	Anio        int // of the number
	Solicitante string
	Eje         string
	Hoy         Fecha
	// Despues is the key after which the page begins; zero: from the start.
	Despues Cursor
	Limite  int // rows a page; 0: 10
}

// Cursor is the key of the last row of a page. Lists go by due date (what has none
// last), then by year and number.
type Cursor struct {
	FechaLimite Fecha
	Numero      Numero
}

// FiltroEstado is the word that a list is asked with.
type FiltroEstado string

// The words of `lista`.
const (
	FiltroAbiertos  FiltroEstado = "abiertos" // pendiente, en_proceso, por_validar, parcial
	FiltroVencidos  FiltroEstado = "vencidos"
	FiltroCumplidos FiltroEstado = "cumplidos"
	FiltroTodos     FiltroEstado = "todos"
	FiltroMios      FiltroEstado = "mios" // open, of the areas of the person
)

// Pagina is one page of a list. Its rows have what a list shows: the beginning of the
// text, and neither the atención nor a request for a prórroga.
type Pagina struct {
	Filas     []*Compromiso
	Total     int  // of the whole list, counted up to MaximoConteo
	HayMas    bool // there is a next page
	Siguiente Cursor
	Cabeza    string // hash of the last entry of the bitácora when it was read
}

// MaximoConteo is as far as a list counts: past it, it says «más de».
const MaximoConteo = 200

// Cortar makes a page of limite rows of what was read, which is one row more where there
// is another page. Rows that the key does not tell apart stay together.
func (p *Pagina) Cortar(limite int) {
	n := min(limite, len(p.Filas))
	for n > 0 && n < len(p.Filas) && cursorDe(p.Filas[n]) == cursorDe(p.Filas[n-1]) {
		n++
	}
	p.HayMas = len(p.Filas) > limite
	p.Filas = p.Filas[:n]
	if p.HayMas {
		p.Siguiente = cursorDe(p.Filas[n-1])
	}
}

func cursorDe(n *Compromiso) Cursor { return Cursor{FechaLimite: n.FechaLimite, Numero: n.Numero} }

// Ficha is everything that the card of a compromiso shows.
type Ficha struct {
	Compromiso   *Compromiso
	Seguimientos []Seguimiento
	Evidencias   []Evidencia
	Prorrogas    []Prorroga
	Historia     []Asiento
	InformadoEn  []*Sesion // those whose issued informe reported it as closed, by day
	Cabeza       string    // hash of the last entry of the bitácora when it was read
}

// Asiento is one entry of the bitácora.
type Asiento struct {
	Seq      int64
	En       time.Time
	Actor    string // user id, or the name of a command of the operator
	Accion   Accion
	Comision string
	Numero   Numero
	Inciso   string
	Motivo   string
	Antes    map[string]any
	Despues  map[string]any
	Previo   string // hash of the entry before, hex
	Hash     string // of this one, hex
}

// Parecido is a compromiso that resembles a text, with how much (0 to 1).
type Parecido struct {
	Compromiso *Compromiso
	Semejanza  float64
}

// Solicitud identifies one request of a person, so that it is carried out once: the
// same Clave again finds that it was done and is answered with what it gave.
type Solicitud struct {
	Clave string // "" when the request cannot come twice
	Acto  Acto
	// Version is that of the directory by which the right to it was judged; 0: of none.
	// Where it is not the one of the moment, the request is refused with ErrDirectorio.
	Version int64
}
