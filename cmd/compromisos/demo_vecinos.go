package main

import (
	"context"
	"slices"
	"strings"

	"compromisos/compromiso"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
)

// vecinos are what a configuration names and the practice Slack has not: somebody's own file, applied with «configurar»
// while the practice is open, names people and channels of their institution. They are made up here, so that one can be
// them and see what they get.
func (p *practica) vecinos(d *compromiso.Directorio) {
	w := p.sim.Snapshot()
	hay := map[string]bool{}
	nombres := map[string]bool{}
	var todos []string
	for _, u := range w.Users {
		hay[u.ID], nombres[u.RealName] = true, true
		todos = append(todos, u.ID)
	}
	llega := func(id, cargo string) {
		if id == "" || hay[id] {
			return
		}
		n := 0
		for nombres[nombreDemo(n)] {
			n++
		}
		hay[id], nombres[nombreDemo(n)] = true, true
		todos = append(todos, id)
		p.sim.AddUser(slacksim.User{ID: id, Name: strings.ToLower(id), RealName: nombreDemo(n), Title: cargo, TZ: zonaDemo})
		if p.pagina != nil {
			p.pagina.Join(page.Person{ID: id})
		}
	}
	for _, g := range d.GruposUsados() {
		if !slices.ContainsFunc(w.Groups, func(x slacksim.Group) bool { return x.ID == g }) {
			una := "U" + strings.TrimPrefix(g, "S")
			llega(una, "Del grupo "+g)
			p.sim.AddGroup(slacksim.Group{ID: g, Handle: strings.ToLower(g), Name: g, Users: []string{una}})
		}
	}
	for _, n := range d.Nombrados() {
		como := []rune(n.Como[0])
		llega(n.ID, strings.ToUpper(string(como[:1]))+string(como[1:]))
	}
	canal := func(id, nombre string) {
		k := slices.IndexFunc(w.Channels, func(c slacksim.Channel) bool { return c.ID == id })
		switch {
		case id == "":
		case k < 0:
			p.sim.AddChannel(slacksim.Channel{ID: id, Name: strings.ToLower(nombre), Members: todos})
		case len(w.Channels[k].Members) < len(todos):
			w.Channels[k].Members = todos
			p.sim.AddChannel(w.Channels[k])
		}
	}
	for _, c := range d.Comisiones {
		canal(c.Canal, c.Siglas)
	}
	for _, a := range d.Areas {
		canal(a.Canal, a.Siglas)
	}
}

// conVecinos looks whether the configuration changed since version, and gives the one of now.
func (p *practica) conVecinos(ctx context.Context, version int64) (int64, error) {
	d, err := p.app.st.Directorio(ctx)
	if err != nil || d.Version == version {
		return version, err
	}
	p.vecinos(d)
	return d.Version, nil
}
