package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"compromisos/compromiso"
)

// dia is a Fecha in a DATE column; no date is NULL.
type dia compromiso.Fecha

// Value writes it.
func (d dia) Value() (driver.Value, error) {
	if f := compromiso.Fecha(d); !f.IsZero() {
		return f.String(), nil
	}
	return nil, nil
}

// Scan reads it.
func (d *dia) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*d = dia{}
	case time.Time:
		*d = dia(compromiso.FechaDe(v))
	default:
		return fmt.Errorf("store: a date came as %T", v)
	}
	return nil
}

func (d dia) fecha() compromiso.Fecha { return compromiso.Fecha(d) }

// instante is a moment in a TIMESTAMPTZ column; the zero time is NULL. It has the
// database's precision, so that what is written is what is read.
type instante time.Time

// Value writes it.
func (i instante) Value() (driver.Value, error) {
	if t := time.Time(i); !t.IsZero() {
		return micro(t), nil
	}
	return nil, nil
}

// Scan reads it.
func (i *instante) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*i = instante{}
	case time.Time:
		*i = instante(v.UTC())
	default:
		return fmt.Errorf("store: a moment came as %T", v)
	}
	return nil
}

func (i instante) hora() time.Time { return time.Time(i) }

// micro is the moment as Postgres keeps it: to the microsecond.
func micro(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// objeto is a value in a JSONB column.
type objeto[T any] struct{ v T }

// Value writes it.
func (o objeto[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(o.v)
	return string(b), err
}

// Scan reads it; NULL is the zero value.
func (o *objeto[T]) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*o = objeto[T]{}
		return nil
	case []byte:
		return json.Unmarshal(v, &o.v)
	}
	return fmt.Errorf("store: json came as %T", v)
}

// arreglo is a BIGINT[] column.
func arreglo(l []int64) pq.Int64Array { return l }

// lista is a TEXT[] column that is never NULL.
func lista(l []string) pq.StringArray {
	if l == nil {
		return pq.StringArray{}
	}
	return l
}

// deLista is what such a column holds; nothing is nil.
func deLista(l pq.StringArray) []string {
	if len(l) == 0 {
		return nil
	}
	return l
}
