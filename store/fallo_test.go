package store

import (
	"slices"
	"testing"
	"time"

	"compromisos/compromiso"
)

// A lost DM that spoke of two commissions: each one's people hear of theirs, and of
// nothing of the other's.
func TestFallidoDeDosComisiones(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	configurar(t, s, "2024-01-02 08:01", func(d *compromiso.Directorio) {
		c := compromiso.NewComision("OTRA", "Otra Comisión")
		c.Secretaria = []string{"U0STOTRA"}
		c.Lectura = compromiso.LecturaCanal
		c.Resumen.AntesDeSesion = nil
		d.Comisiones = append(d.Comisiones, c)
	})
	for _, siglas := range []string{"CVMRE", "OTRA"} {
		_, _, err := s.Registrar(t.Context(), sol(t, "U0ST", "2024-03-01 12:00"), compromiso.Alta{
			Comision: siglas, Texto: "Lo de " + siglas, Areas: []string{"DECEyEC"}, FechaLimite: fecha(t, "2024-03-15"),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ids := planear1(t, s, "2024-03-08 09:00")
	if len(ids) != 1 {
		t.Fatalf("%d DMs to one person", len(ids))
	}
	relevo, err := s.MarcarFallido(t.Context(), sinTomar(ids[0]), "account_inactive", en(t, "2024-03-08 09:01"))
	if err != nil {
		t.Fatal(err)
	}
	var oyen []string
	for _, id := range relevo {
		e := entregar(t, s, id, "2024-03-08 09:02")
		for _, r := range e.Aviso.Asuntos {
			oyen = append(oyen, e.Aviso.Destino+": "+r.Compromiso.Texto)
		}
	}
	slices.Sort(oyen)
	if want := []string{"U0ST: Lo de CVMRE", "U0STOTRA: Lo de OTRA"}; !slices.Equal(oyen, want) {
		t.Fatalf("they hear %q, want %q", oyen, want)
	}
}

// Callers who are sent away for their channel's sake take no turn of the workspace.
func TestTurnoNoSeQuema(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	m := en(t, "2024-03-08 09:00")
	for k := range 300 {
		if _, _, err := s.Turno(t.Context(), "C"+string(rune('A'+k%26))+string(rune('A'+k/26)), m, 2*time.Second); err != nil {
			t.Fatal(err)
		}
	}
	var adelanto float64
	if err := s.db.GetContext(t.Context(), &adelanto, `
		SELECT extract(epoch FROM siguiente - $1::timestamptz) FROM turnos WHERE clave = ''`, instante(m)); err != nil {
		t.Fatal(err)
	}
	if adelanto > 2.1 {
		t.Fatalf("the workspace is taken for %.1f s ahead by callers who may wait 2", adelanto)
	}
}
