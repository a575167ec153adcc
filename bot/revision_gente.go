package bot

import (
	"context"
	"fmt"
	"maps"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
)

// personas looks at each person that the configuration names: few of them one by one,
// many in the list of the whole workspace.
func (r *revisor) personas(ctx context.Context, d *compromiso.Directorio) {
	con := *d
	con.Grupos = maps.Clone(d.Grupos)
	if con.Grupos == nil {
		con.Grupos = map[string][]string{}
	}
	maps.Copy(con.Grupos, r.Grupos)
	var ids []string
	for _, n := range con.Nombrados() {
		ids = append(ids, n.ID)
	}
	vistas := map[string]*slack.User{}
	var err error
	if len(ids) <= maxDeUnoEnUno {
		err = r.deUnoEnUno(ctx, ids, vistas)
	} else {
		err = r.deLaLista(ctx, ids, vistas)
	}
	sin := 0
	for _, id := range ids {
		u, vista := vistas[id]
		if !vista {
			sin++
			continue
		}
		r.Personas++
		if porque := r.porQueNo(u); porque != "" {
			r.Fuera[id] = porque
		}
	}
	if sin > 0 && err != nil {
		r.sinVer(fmt.Sprintf("personas de la configuración (%d)", sin), err)
	}
}

// deUnoEnUno asks for each person; somebody unknown is seen as nil.
func (r *revisor) deUnoEnUno(ctx context.Context, ids []string, vistas map[string]*slack.User) error {
	for _, id := range ids {
		var u *slack.User
		err := r.llamar(ctx, func(ctx context.Context) (err error) {
			u, err = r.api.GetUserInfoContext(ctx, id)
			return err
		})
		switch codigoSlack(err) {
		case "user_not_found", "user_not_visible", "users_not_found":
			vistas[id] = nil
			continue
		}
		if err != nil {
			return err // the next one would not go better
		}
		vistas[id] = u
	}
	return nil
}

// deLaLista goes through the workspace's people until all were seen.
func (r *revisor) deLaLista(ctx context.Context, ids []string, vistas map[string]*slack.User) error {
	buscadas := map[string]bool{}
	for _, id := range ids {
		buscadas[id] = true
	}
	p := r.api.GetUsersPaginated(slack.GetUsersOptionLimit(porPaginaDe))
	for len(vistas) < len(ids) {
		ultima := false
		err := r.llamar(ctx, func(ctx context.Context) error {
			q, err := p.Next(ctx)
			if ultima = p.Done(err); ultima {
				return nil
			}
			if err == nil {
				p = q
			}
			return err
		})
		if err != nil {
			return err
		}
		if ultima {
			break
		}
		for _, u := range p.Users {
			if buscadas[u.ID] {
				vistas[u.ID] = &u
			}
		}
	}
	for _, id := range ids { // the whole list was seen, or everybody found
		if _, vista := vistas[id]; !vista {
			vistas[id] = nil
		}
	}
	return nil
}

// porQueNo is why somebody cannot be written to, or would get nothing; "" when they can.
func (r *revisor) porQueNo(u *slack.User) string {
	switch {
	case u == nil:
		return "Slack no conoce esa cuenta"
	case u.Deleted:
		return "su cuenta está desactivada"
	case u.IsBot || u.ID == "USLACKBOT":
		return "es una aplicación, no una persona"
	case u.TeamID != "" && u.TeamID != r.equipo, u.IsStranger:
		return "es de otro espacio de Slack, y el bot no la atiende"
	case u.IsRestricted || u.IsUltraRestricted:
		return "es una cuenta invitada, y el bot no la atiende"
	}
	return ""
}
