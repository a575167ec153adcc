package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// grupos is what the store remembers of Slack's user groups.
type grupos interface {
	GuardarGrupo(ctx context.Context, grupo string, miembros []string) error
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
	for _, g := range d.GruposUsados() {
		if err := b.actualizarGrupo(ctx, g, d.Grupos[g]); err != nil {
			errs = append(errs, fmt.Errorf("user group %s: %w", g, b.limpio(err)))
		}
	}
	return errors.Join(errs...)
}

func (b *Bot) actualizarGrupo(ctx context.Context, grupo string, antes []string) error {
	plazo, fin := context.WithTimeout(ctx, plazoSlack)
	defer fin()
	ahora, err := b.api.GetUserGroupMembersContext(plazo, grupo)
	if err != nil {
		return err
	}
	antes, ahora = slices.Clone(antes), slices.Clone(ahora)
	slices.Sort(antes)
	slices.Sort(ahora)
	if slices.Equal(antes, ahora) {
		return nil
	}
	return b.st.GuardarGrupo(ctx, grupo, ahora)
}
