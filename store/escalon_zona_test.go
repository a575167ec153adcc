package store

import (
	"testing"
)

// The rules of a zone change after a rung was worked out: it is worked out anew, and the
// reminder leaves at nine by the new ones. What stands at its hour is left alone.
func TestRevisarEscalones(t *testing.T) {
	t.Parallel()
	for nombre, corrido := range map[string]string{"an hour late": "1 hour", "an hour early": "-1 hour"} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			s, _ := casa(t)
			debido(t, s)
			planear1(t, s, "2024-03-01 12:01")
			revisar := func(cuando string, quiero int) {
				t.Helper()
				if n, err := s.RevisarEscalones(t.Context(), en(t, cuando)); err != nil || n != quiero {
					t.Fatalf("%d rungs are off (%v), want %d", n, err, quiero)
				}
			}
			revisar("2024-03-01 12:02", 0)
			if _, err := s.db.ExecContext(t.Context(), `UPDATE escalones SET momento = momento + $1::interval`, corrido); err != nil {
				t.Fatal(err)
			}
			revisar("2024-03-07 12:00", 1)
			if n := contar(t, s, `SELECT count(*) FROM escalones WHERE momento = $1`, en(t, "2024-03-07 12:00")); n != 1 {
				t.Fatal("the sweep does not look at it")
			}
			if ids := planear1(t, s, "2024-03-07 12:00"); len(ids) != 0 {
				t.Fatal("reminded before its day")
			}
			revisar("2024-03-07 12:01", 0)
			if ids := planear1(t, s, "2024-03-08 08:59"); len(ids) != 0 {
				t.Fatal("reminded before its hour")
			}
			if ids := planear1(t, s, "2024-03-08 09:00"); len(ids) != 1 {
				t.Fatal("not reminded at its hour")
			}
		})
	}
}
