package compromiso

import (
	"slices"
	"time"
)

// puesto is somebody who may be reminded of an asunto, with all the grounds for it:
// one person may be enlace of an area and titular of another.
type puesto struct {
	persona, area string
	papel         Papel    // the first of the person's roles
	frente        bool     // hears of everything, not of escalations only
	st            bool     // belongs to the ST, which no cap silences
	sube          [2]Papel // as whom each step of the escalation reaches the person; "" not at all
}

// puestos are all who may be reminded of the asunto, each person once. The ST comes
// last, unless it is who owes the next step.
func (d *Directorio) puestos(a Asunto, c *Comision) []puesto {
	var out []puesto
	poner := func(gente []string, area string, papel Papel, marcar func(*puesto)) {
		for _, u := range gente {
			k := slices.IndexFunc(out, func(x puesto) bool { return x.persona == u })
			if k < 0 {
				k = len(out)
				out = append(out, puesto{persona: u, area: area, papel: papel})
			}
			marcar(&out[k])
		}
	}
	for _, siglas := range a.Areas {
		gente, papel := d.frente(siglas, c)
		poner(gente, siglas, papel, func(p *puesto) { p.frente = true })
	}
	for _, siglas := range a.Areas {
		if ar, ok := d.Area(siglas); ok {
			poner(d.Personas(ar.Suplentes...), siglas, PapelSuplente, func(p *puesto) { p.sube[0] = PapelSuplente })
			poner(d.Personas(ar.Titular), siglas, PapelTitular, func(p *puesto) { p.sube[1] = PapelTitular })
		}
	}
	primera, huerfano := "", len(a.Areas) == 0
	if !huerfano {
		primera = a.Areas[0]
	}
	poner(d.Personas(c.Secretaria...), primera, PapelSecretaria, func(p *puesto) {
		p.st = true
		p.frente = p.frente || huerfano // nobody was assigned: the ST owes the next step
		if p.sube[0] == "" {
			p.sube[0] = PapelSecretaria
		}
	})
	return out
}

// oye tells whether the rung concerns the person. After the moment capado, if it is
// one, the ST hears in place of the front.
func (p puesto) oye(e escalon, capado time.Time) bool {
	switch e.regla {
	case ReglaEscala:
		return p.sube[e.paso] != ""
	case ReglaAntes:
		return p.frente
	}
	return p.frente || (p.st && !capado.IsZero() && e.momento.After(capado))
}

// prefiere tells whether the rung says more to the person than the other one, passed
// before it or at the same time. What is due says more than what is on the agenda; to
// the front, that something is overdue says more than that others hear of it too.
func (p puesto) prefiere(e, otro escalon) bool {
	peso := func(e escalon) int {
		switch {
		case e.regla == ReglaSesion:
			return 0
		case (e.regla == ReglaEscala) == p.frente:
			return 1
		}
		return 2
	}
	return peso(e) >= peso(otro)
}

// papelEn is the role in which the rung reaches the person.
func (p puesto) papelEn(e escalon) Papel {
	switch {
	case e.regla == ReglaEscala:
		return p.sube[e.paso]
	case p.st && !p.frente && !e.pedido:
		return PapelSecretaria
	}
	return p.papel
}
