package compromiso

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// LargoTexto is the longest text of a compromiso, in characters.
const LargoTexto = 20000

// Alta is what is asked for when a compromiso is registered.
type Alta struct {
	Comision     string
	Sesion       *Sesion // nil: none
	Tipo         Tipo    // "": compromiso
	Eje          string
	Texto        string
	Solicitantes []string
	Areas        []string
	FechaLimite  Fecha  // zero: the default of the product
	Enlace       string // permalink of the message it comes from
}

// New makes the compromiso that the Alta asks for, still without a number: its incisos
// from the numbered lines, its due date by default. Its year is AnioDeNumero.
func New(c *Comision, d *Directorio, acto Acto, alta Alta) (*Compromiso, error) {
	alta.Texto = strings.TrimSpace(alta.Texto)
	switch n := utf8.RuneCountInString(alta.Texto); {
	case n == 0:
		return nil, Errorf(Invalido, "texto", "Escriba qué se pidió.")
	case n > LargoTexto:
		return nil, Errorf(Invalido, "texto", "El texto tiene %d caracteres y caben %d: resúmalo o regístrelo en dos compromisos.", n, LargoTexto)
	}
	areas, err := d.ResolverAreas(alta.Areas)
	if err != nil {
		return nil, err
	}
	if len(areas) == 0 {
		return nil, Errorf(Invalido, "areas", "Falta el área que debe atenderlo. Las que hay: %s.", d.siglasDeAreas())
	}
	if alta.Tipo == "" {
		alta.Tipo = TipoCompromiso
	}
	if !alta.Tipo.Valido() {
		return nil, Errorf(Invalido, "tipo", "«%s» no es un tipo: use compromiso, solicitud o acuerdo.", alta.Tipo)
	}
	if alta.FechaLimite.IsZero() {
		alta.FechaLimite = LimitePorDefecto(c, acto.En)
	} else if alta.FechaLimite.Antes(acto.Hoy) {
		return nil, Errorf(Invalido, "vence", "La fecha límite %s ya pasó: elija una de hoy en adelante.", alta.FechaLimite.Puntos())
	}
	n := &Compromiso{
		Comision: c.Siglas, Sesion: alta.Sesion, Tipo: alta.Tipo, Eje: strings.TrimSpace(alta.Eje), Texto: alta.Texto,
		Solicitantes: sinRepetir(alta.Solicitantes), Areas: areas, Estatus: Pendiente,
		FechaLimite: alta.FechaLimite, FechaLimiteOrig: alta.FechaLimite, Incisos: ParseIncisos(alta.Texto),
		Registrado: acto.En, RegistradoPor: acto.Actor, AvisarDesde: acto.En, Enlace: alta.Enlace,
	}
	return n, nil
}

// AnioDeNumero is the year in which the compromiso is numbered: the session's, else today's.
func (c *Compromiso) AnioDeNumero(hoy Fecha) int {
	if c.Sesion != nil {
		return c.Sesion.Fecha.Anio
	}
	return hoy.Anio
}

// Registrar notes that it was registered under the number it has by now.
func (c *Compromiso) Registrar(acto Acto) {
	c.anotar(Hecho{
		Accion: Registrar, Actor: acto.Actor, En: acto.En, Antes: map[string]any{}, Despues: c.foto(), Areas: c.TodasLasAreas(),
	})
}

// ResolverAreas turns what was typed into the siglas of known areas, each once. The
// refusal names the unknown one and those there are.
func (d *Directorio) ResolverAreas(escritas []string) ([]string, error) {
	var out []string
	for _, s := range sinRepetir(escritas) {
		a, ok := d.Area(s)
		if !ok {
			return nil, Errorf(Invalido, "areas", "No hay un área «%s». Las que hay: %s.", s, d.siglasDeAreas())
		}
		if !slices.Contains(out, a.Siglas) {
			out = append(out, a.Siglas)
		}
	}
	return out, nil
}

func (d *Directorio) siglasDeAreas() string {
	var s []string
	for _, a := range d.Areas {
		s = append(s, a.Siglas)
	}
	const caben = 20 // more are no help
	switch {
	case len(s) == 0:
		return "ninguna todavía; agréguelas con «compromisos configurar»"
	case len(s) > caben:
		return fmt.Sprintf("%s y %d más; véalas con «/compromiso áreas»", strings.Join(s[:caben], ", "), len(s)-caben)
	}
	return Enumerar(s)
}

// SesionPorDefecto is the session of a registration that names none: the latest one
// held this year, or nil.
func (c *Comision) SesionPorDefecto(ahora time.Time) *Sesion {
	var ultima *Sesion
	hoy := c.Hoy(ahora)
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.Fecha.Anio == hoy.Anio && !s.Inicio(c.Zona).After(ahora) && (ultima == nil || !s.Fecha.Antes(ultima.Fecha)) {
			ultima = s
		}
	}
	return ultima
}

// Sesion finds a session by its code and year; with anio 0 it is the latest one with
// that code.
func (c *Comision) Sesion(codigo CodigoSesion, anio int) *Sesion {
	var ultima *Sesion
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.Codigo == codigo && (anio == 0 || s.Fecha.Anio == anio) && (ultima == nil || s.Fecha.Despues(ultima.Fecha)) {
			ultima = s
		}
	}
	return ultima
}

// ProximaSesion is the next session that begins after the moment, or nil.
func (c *Comision) ProximaSesion(ahora time.Time) *Sesion {
	var proxima *Sesion
	for k := range c.Sesiones {
		s := &c.Sesiones[k]
		if s.Inicio(c.Zona).After(ahora) && (proxima == nil || s.Inicio(c.Zona).Before(proxima.Inicio(c.Zona))) {
			proxima = s
		}
	}
	return proxima
}
