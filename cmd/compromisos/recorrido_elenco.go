package main

import (
	"fmt"

	"compromisos/compromiso"
)

// elenco is the cast with its people: somebody for the Secretaría, and for each area.
type elenco struct {
	reparto
	ids     []string          // of everybody, as they come in
	nombres map[string]string // user id → name
	cargos  map[string]string // user id → what they are
	enlace  map[string]string // area → user id
}

// formarElenco finds people for what an informe names; the area of the story has a
// suplente and a titular too.
func formarElenco(inf compromiso.Informe) (elenco, compromiso.Configuracion) {
	k := elenco{reparto: repartir(inf), nombres: map[string]string{}, cargos: map[string]string{}, enlace: map[string]string{}}
	persona := func(id, nombre, cargo string) string {
		k.ids = append(k.ids, id)
		k.nombres[id], k.cargos[id] = nombre, cargo
		return id
	}
	otra := func(cargo string) string {
		n := len(k.ids)
		return persona(fmt.Sprintf("U0DEMO%d", n), nombreDemo(n-1), cargo)
	}
	canal, secretaria, nombre := canalDemo, []string{persona(stDemo, "Inés Salas", "Secretaría Técnica")}, inf.ComisionNombre
	if nombre == "" {
		nombre = "Comisión " + inf.Comision
	}
	conf := compromiso.Configuracion{Comisiones: []compromiso.ConfComision{{
		Siglas: inf.Comision, Nombre: &nombre, Canal: &canal, Secretaria: &secretaria,
	}}}
	for _, siglas := range k.areas {
		k.enlace[siglas] = otra("enlace de " + siglas)
		def, enlaces := inf.Glosario[siglas], []string{k.enlace[siglas]}
		a := compromiso.ConfArea{Siglas: siglas, Nombre: &def, Enlaces: &enlaces}
		if siglas == k.area {
			suplentes, titular := []string{otra("suplente de " + siglas)}, otra("titular de "+siglas)
			a.Suplentes, a.Titular = &suplentes, &titular
		}
		conf.Areas = append(conf.Areas, a)
	}
	return k, conf
}

// quien names a person with what they answer for.
func (k elenco) quien(id string) string { return k.nombres[id] + " (" + k.cargos[id] + ")" }
