package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/slack-go/slack"
)

// grupos is what the store remembers of Slack's user groups.
type grupos interface {
	GuardarGrupo(ctx context.Context, grupo string, miembros []string) error
}

// gruposNegados are those that Slack refused when it was last asked.
type gruposNegados struct {
	mu sync.Mutex
	m  map[string]bool
}

// ActualizarGrupos asks Slack for the members of the user groups that areas name, and
// keeps those that changed. A group that Slack does not give stays as last seen; the
// error names all of those.
func (b *Bot) ActualizarGrupos(ctx context.Context) error {
	d, err := b.st.Directorio(ctx)
	if err != nil {
		return err
	}
	var errs []error
	negados := map[string]bool{}
	for _, g := range d.GruposUsados() {
		antes, visto := d.Grupos[g]
		if err := b.actualizarGrupo(ctx, g, antes, visto); err != nil {
			errs = append(errs, fmt.Errorf("user group %s: %w", g, b.limpio(err)))
			negados[g] = esNegativa(err)
		}
	}
	b.negados.mu.Lock()
	b.negados.m = negados
	b.negados.mu.Unlock()
	return errors.Join(errs...)
}

// GrupoNegado tells whether Slack refused the group when it was last asked: to ask again
// at once would not help.
func (b *Bot) GrupoNegado(grupo string) bool {
	b.negados.mu.Lock()
	defer b.negados.mu.Unlock()
	return b.negados.m[grupo]
}

// esNegativa tells a refusal of Slack from what passes: its pace, its own trouble, the
// network and our database.
func esNegativa(err error) bool {
	var s slack.SlackErrorResponse
	if !errors.As(err, &s) {
		return false
	}
	f := falloSlack(s.Err, false, err)
	return !f.Incierto && f.Motivo != "ratelimited"
}

// actualizarGrupo keeps the members that the group has now. One that was never seen is
// written down even if it is empty.
func (b *Bot) actualizarGrupo(ctx context.Context, grupo string, antes []string, visto bool) error {
	plazo, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	ahora, err := b.api.GetUserGroupMembersContext(plazo, grupo)
	if err != nil {
		return err
	}
	antes, ahora = slices.Clone(antes), slices.Clone(ahora)
	slices.Sort(antes)
	slices.Sort(ahora)
	if visto && slices.Equal(antes, ahora) {
		return nil
	}
	return b.st.GuardarGrupo(ctx, grupo, ahora)
}
