package compromiso

import (
	"slices"
	"strings"
)

// Rol is what a person is to a commission: the ground on which every door decides.
type Rol struct {
	Persona    string
	Secretaria bool
	Areas      []string // for which the person answers
	Lee        bool     // may read by the commission's setting of lectura
}

// Rol tells what the person is to the commission. miembro says whether the person
// is a member of the commission's channel; it matters where lectura is «canal».
func (d *Directorio) Rol(persona string, c *Comision, miembro bool) Rol {
	r := Rol{Persona: persona, Secretaria: slices.Contains(c.Secretaria, persona), Areas: d.AreasDe(persona)}
	r.Lee = c.Lectura == LecturaTodos || miembro || r.Secretaria || len(r.Areas) > 0
	return r
}

// Puede tells whether the role suffices for the action on a compromiso attended by
// those areas (none for an action on the commission). The refusal says who may.
func (r Rol) Puede(a Accion, areas []string) error {
	if r.Secretaria {
		if _, ok := permisos[a]; ok {
			return nil
		}
	}
	switch permisos[a] {
	case lectores:
		if r.Lee {
			return nil
		}
		return Errorf(SinPermiso, "", "Solo quienes están en el canal de la comisión pueden consultar sus compromisos. Pida a la Secretaría Técnica que le invite al canal.")
	case atiende:
		for _, siglas := range areas {
			if slices.Contains(r.Areas, siglas) {
				return nil
			}
		}
		if len(areas) == 0 {
			return Errorf(SinPermiso, "", "Solo la Secretaría Técnica puede %s mientras no tenga un área asignada.", nombres[a])
		}
		return Errorf(SinPermiso, "", "Solo las personas enlace de %s o la Secretaría Técnica pueden %s.", Enumerar(areas), nombres[a])
	case secretaria:
		return Errorf(SinPermiso, "", "Solo la Secretaría Técnica puede %s.", nombres[a])
	}
	return Errorf(SinPermiso, "", "Nadie puede hacer eso aquí: escriba «ayuda» para ver lo que hay.")
}

// Enumerar joins words as a Spanish sentence does: «DERFE, DECEyEC y UTSI»; «y»
// turns into «e» before an i sound.
func Enumerar(palabras []string) string {
	n := len(palabras)
	if n < 2 {
		return strings.Join(palabras, "")
	}
	ultima := palabras[n-1]
	y := " y "
	if p := Plegar(ultima); strings.HasPrefix(p, "i") || (strings.HasPrefix(p, "hi") && !strings.HasPrefix(p, "hie")) {
		y = " e "
	}
	return strings.Join(palabras[:n-1], ", ") + y + ultima
}
