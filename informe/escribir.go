package informe

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"compromisos/compromiso"
)

// OpcionesJSON are the settings of the JSON that is written.
type OpcionesJSON struct {
	// Completo writes the optional keys too, empty or not, as exportar does.
	Completo bool
}

// WriteJSON writes informes in the shape of section 4 of the contract: one object,
// or an array when there are none or several. The same informes give the same bytes.
func WriteJSON(w io.Writer, informes ...compromiso.Informe) error {
	return OpcionesJSON{}.Write(w, informes...)
}

// Write is WriteJSON with these options.
func (o OpcionesJSON) Write(w io.Writer, informes ...compromiso.Informe) error {
	b := bufio.NewWriter(w)
	if len(informes) == 1 {
		if err := o.escribir(b, informes[0], ""); err != nil {
			return err
		}
		return terminarJSON(b, "\n")
	}
	sep := "\n  "
	fmt.Fprint(b, "[") // a bufio.Writer keeps its first error until Flush
	for _, inf := range informes {
		fmt.Fprint(b, sep)
		if err := o.escribir(b, inf, "  "); err != nil {
			return err
		}
		sep = ",\n  "
	}
	if len(informes) == 0 {
		return terminarJSON(b, "]\n")
	}
	return terminarJSON(b, "\n]\n")
}

func terminarJSON(b *bufio.Writer, fin string) error {
	fmt.Fprint(b, fin)
	return b.Flush()
}

// escribir writes an informe one row after the other: the whole of a long one is never
// there as text.
func (o OpcionesJSON) escribir(b *bufio.Writer, inf compromiso.Informe, sangria string) error {
	var hoja bytes.Buffer
	if err := conSangria(&hoja, o.informe(inf), sangria); err != nil {
		return err
	}
	// Within a string a line break is escaped, so that this stands in one place only.
	antes, despues, _ := strings.Cut(hoja.String(), "\n"+sangria+`  "compromisos": []`)
	fmt.Fprint(b, antes+"\n"+sangria+`  "compromisos": [`)
	otra := sangria + "    "
	sep := "\n" + otra
	for _, f := range inf.Compromisos {
		hoja.Reset()
		if err := conSangria(&hoja, o.fila(f), otra); err != nil {
			return err
		}
		fmt.Fprint(b, sep)
		if _, err := b.Write(hoja.Bytes()); err != nil {
			return err
		}
		sep = ",\n" + otra
	}
	if len(inf.Compromisos) > 0 {
		fmt.Fprint(b, "\n"+sangria+"  ")
	}
	fmt.Fprint(b, "]"+despues)
	return nil
}

func conSangria(b *bytes.Buffer, v any, sangria string) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent(sangria, "  ")
	err := e.Encode(v)
	b.Truncate(max(0, b.Len()-1)) // the line break after it
	return err
}

// informeJSON and filaJSON spell out what is written: the order of the keys, and
// lists that are never null. The optional keys are pointers, nil when left out.
type informeJSON struct {
	Comision       string                   `json:"comision"`
	ComisionNombre string                   `json:"comision_nombre"`
	SesionInforme  string                   `json:"sesion_informe"`
	FechaInforme   compromiso.Fecha         `json:"fecha_informe"`
	HoraInforme    string                   `json:"hora_informe"`
	Compromisos    []filaJSON               `json:"compromisos"`
	Glosario       glosarioJSON             `json:"glosario"`
	Advertencias   []compromiso.Advertencia `json:"advertencias"`
}

type filaJSON struct {
	Numero            compromiso.Numero              `json:"numero"`
	NumeroOriginal    *string                        `json:"numero_original,omitempty"`
	Sesion            string                         `json:"sesion"`
	FechaSesion       compromiso.Fecha               `json:"fecha_sesion"`
	Tipo              compromiso.Tipo                `json:"tipo"`
	Estatus           compromiso.Estatus             `json:"estatus"`
	FechaCumplimiento compromiso.Fecha               `json:"fecha_cumplimiento"`
	Eje               string                         `json:"eje"`
	Texto             string                         `json:"texto"`
	Solicitantes      []string                       `json:"solicitantes"`
	Areas             []string                       `json:"areas"`
	AreasPropuestas   *[]string                      `json:"areas_propuestas,omitempty"`
	FechaLimite       compromiso.Fecha               `json:"fecha_limite"`
	Atencion          string                         `json:"atencion"`
	Permanente        *bool                          `json:"permanente,omitempty"`
	Incisos           *[]compromiso.IncisoInforme    `json:"incisos,omitempty"`
	Seguimientos      *[]compromiso.SegInforme       `json:"seguimientos,omitempty"`
	Prorrogas         *[]compromiso.ProrrogaInforme  `json:"prorrogas,omitempty"`
	Evidencias        *[]compromiso.EvidenciaInforme `json:"evidencias,omitempty"`
}

func (o OpcionesJSON) informe(inf compromiso.Informe) informeJSON {
	j := informeJSON{
		Comision: inf.Comision, ComisionNombre: inf.ComisionNombre,
		SesionInforme: inf.SesionInforme, FechaInforme: inf.FechaInforme, HoraInforme: inf.HoraInforme,
		Compromisos:  []filaJSON{}, // each is written by itself
		Advertencias: lista(inf.Advertencias),
	}
	for _, s := range enOrdenGlosario(inf) {
		j.Glosario = append(j.Glosario, [2]string{s, inf.Glosario[s]})
	}
	return j
}

func (o OpcionesJSON) fila(f compromiso.FilaInforme) filaJSON {
	incisos := make([]compromiso.IncisoInforme, len(f.Incisos))
	for i, c := range f.Incisos {
		incisos[i] = c
		incisos[i].Areas = lista(c.Areas)
	}
	j := filaJSON{
		Numero: f.Numero, Sesion: f.Sesion, FechaSesion: f.FechaSesion, Tipo: f.Tipo, Estatus: f.Estatus,
		FechaCumplimiento: f.FechaCumplimiento, Eje: f.Eje, Texto: f.Texto,
		Solicitantes: lista(f.Solicitantes), Areas: lista(f.Areas), FechaLimite: f.FechaLimite, Atencion: f.Atencion,
		AreasPropuestas: opcional(o, f.AreasPropuestas), Incisos: opcional(o, incisos),
		Seguimientos: opcional(o, f.Seguimientos), Prorrogas: opcional(o, f.Prorrogas), Evidencias: opcional(o, f.Evidencias),
	}
	if o.Completo || f.NumeroOriginal != "" {
		j.NumeroOriginal = &f.NumeroOriginal
	}
	if o.Completo || f.Permanente {
		j.Permanente = &f.Permanente
	}
	return j
}

// opcional is a list that is written only when it holds something, or always when
// everything is.
func opcional[T any](o OpcionesJSON, l []T) *[]T {
	if len(l) == 0 && !o.Completo {
		return nil
	}
	l = lista(l)
	return &l
}

// lista is l, never nil: [] in JSON, not null.
func lista[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// glosarioJSON is an object whose keys keep their order.
type glosarioJSON [][2]string

// MarshalJSON writes the object.
func (g glosarioJSON) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, par := range g {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(par[0]); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(par[1]); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
