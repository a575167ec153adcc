package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"compromisos/compromiso"
)

// How much of an informe the tour takes: a bigger one is shown in part, and says so.
const (
	maxAreas     = 40
	maxAsignados = 6
)

// reparto is the cast: which areas there are, and what becomes of what is open.
type reparto struct {
	areas    []string
	agregada bool // the informe names no area, so there is one of our own
	abiertos int  // in the informe
	asignar  []compromiso.FilaInforme
	viejo    int    // index in asignar of the one that nobody will attend; -1: there is none
	area     string // whose enlace the story is about
}

// repartir reads the cast off an informe, whatever it holds.
func repartir(inf compromiso.Informe) reparto {
	r := reparto{viejo: -1}
	for _, f := range inf.Compromisos {
		for _, s := range nombradas(f) {
			if siglasBuenas(s) && len(r.areas) < maxAreas && r.conocida(s) == "" {
				r.areas = append(r.areas, strings.TrimSpace(s))
			}
		}
	}
	if len(r.areas) == 0 {
		r.areas, r.agregada = []string{"DERFE"}, true
	}
	for _, f := range inf.Compromisos {
		if f.Estatus.Abierto() {
			r.abiertos++
		}
		switch f.Estatus {
		case compromiso.Pendiente, compromiso.EnProceso, compromiso.Parcial:
			if len(f.Incisos) == 0 && !f.Permanente && len(r.asignar) < maxAsignados {
				r.asignar = append(r.asignar, f)
			}
		}
	}
	r.viejo = r.elegir()
	r.area = r.areas[0]
	if r.viejo >= 0 {
		if as := r.conocidas(r.asignar[r.viejo]); len(as) > 0 {
			r.area = as[0]
		}
	}
	return r
}

// elegir is the one that nobody will attend: best one of a single area.
func (r reparto) elegir() int {
	for _, sirve := range []func(n int) bool{
		func(n int) bool { return n == 1 }, func(n int) bool { return n > 1 }, func(int) bool { return true },
	} {
		if k := slices.IndexFunc(r.asignar, func(f compromiso.FilaInforme) bool { return sirve(len(r.conocidas(f))) }); k >= 0 {
			return k
		}
	}
	return -1
}

// areasDe are those that the ST confirms for the kth: at most two of those that the
// informe names; where it names none, the area that has least, or that of the story.
func (r reparto) areasDe(k int) []string {
	if as := r.conocidas(r.asignar[k]); len(as) > 0 {
		return as[:min(len(as), 2)]
	}
	if k == r.viejo {
		return []string{r.area}
	}
	carga := map[string]int{}
	for i, f := range r.asignar {
		as := r.conocidas(f)
		if len(as) == 0 && i < k {
			as = r.areasDe(i)
		}
		for _, a := range as {
			carga[a]++
		}
	}
	return []string{slices.MinFunc(r.areas, func(a, b string) int { return cmp.Compare(carga[a], carga[b]) })}
}

func (r reparto) conocidas(f compromiso.FilaInforme) []string {
	var out []string
	for _, s := range nombradas(f) {
		if c := r.conocida(s); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func (r reparto) conocida(siglas string) string {
	for _, a := range r.areas {
		if compromiso.Plegar(a) == compromiso.Plegar(strings.TrimSpace(siglas)) {
			return a
		}
	}
	return ""
}

func nombradas(f compromiso.FilaInforme) []string {
	return slices.Concat(f.Areas, f.AreasPropuestas)
}

// siglasBuenas tells whether an area can be called so in a command and in a form.
func siglasBuenas(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, ",\n\t\"“”:<>&")
}

// entreComillas writes the value of an option of a command.
func entreComillas(s string) string {
	if strings.Contains(s, " ") {
		return `"` + s + `"`
	}
	return s
}

var (
	nombresPila = []string{"Elsa", "Raúl", "Sara", "Iván", "Nora", "Blas", "Lía", "Hugo", "Rosa", "Luis", "Alma", "Joel", "Ema"}
	apellidos   = []string{"Ríos", "Ortega", "Paz", "Luna", "Gil", "Mora", "Soto", "Cano", "Vela", "Peña", "Lara", "Meza"}
)

// nombreDemo is the name of the nth person; no two of the first hundred and fifty are
// called alike.
func nombreDemo(n int) string {
	s := nombresPila[n%len(nombresPila)] + " " + apellidos[n%len(apellidos)]
	if vuelta := n / (len(nombresPila) * len(apellidos)); vuelta > 0 {
		s += fmt.Sprintf(" %d", vuelta+1)
	}
	return s
}
