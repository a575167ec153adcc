package store

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

func TestBitacoraIntocable(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	for _, consulta := range []string{`UPDATE bitacora SET motivo = 'x'`, `DELETE FROM bitacora`, `TRUNCATE bitacora`} {
		_, err := s.db.ExecContext(t.Context(), consulta)
		if err == nil {
			t.Fatalf("%s went through", consulta)
		}
		rechazado(t, traducir(err), compromiso.Conflicto)
	}
	if _, err := s.db.ExecContext(t.Context(), `SET session_replication_role = replica; DELETE FROM bitacora`); err == nil {
		t.Fatal("a replica's session may delete")
	}
}

func TestRechazosConNombre(t *testing.T) {
	t.Parallel()
	s, _ := casa(t)
	n := registrar(t, s, "2024-02-05 12:00", compromiso.Alta{Texto: "algo"})
	for nombre, consulta := range map[string]string{
		"compromisos_numero_unico":     `INSERT INTO compromisos SELECT (jsonb_populate_record(c, '{}')).* FROM compromisos c`,
		"compromisos_estatus_conocido": `UPDATE compromisos SET estatus = 'vencido'`,
		"compromisos_texto_escrito":    `UPDATE compromisos SET texto = ''`,
		"compromisos_tipo_conocido":    `UPDATE compromisos SET tipo = 'x'`,
		"sesiones_ordinal_positivo":    `UPDATE sesiones SET ordinal = 0`,
	} {
		if strings.HasPrefix(consulta, "INSERT") {
			consulta = `INSERT INTO compromisos (comision, anio, cons, tipo, eje, texto, atencion, permanente, solicitantes, areas, areas_propuestas,
				estatus, motivo, registrado, registrado_por, avisar_desde, enlace, abierto, por_validar, areas_todas, claves, eje_plegado,
				texto_plegado, resto_plegado)
				SELECT comision, anio, cons, tipo, eje, texto, atencion, permanente, solicitantes, areas, areas_propuestas,
				estatus, motivo, registrado, registrado_por, avisar_desde, enlace, abierto, por_validar, areas_todas, claves, eje_plegado,
				texto_plegado, resto_plegado FROM compromisos`
		}
		_, err := s.db.ExecContext(t.Context(), consulta)
		if err == nil {
			t.Fatalf("%s: nothing refused", nombre)
		}
		rechazado(t, traducir(err), refusals[nombre].codigo)
	}
	// Every sentence belongs to a constraint that there is, and ends as one does.
	for nombre, r := range refusals {
		hay := contar(t, s, `
			SELECT (SELECT count(*) FROM pg_constraint WHERE conname = $1) + (SELECT count(*) FROM pg_class WHERE relname = $1 AND relkind = 'i')
				+ (SELECT count(*) FROM pg_trigger WHERE tgname = $1)`, nombre)
		if hay == 0 {
			t.Errorf("no constraint %s", nombre)
		}
		if !strings.HasSuffix(r.mensaje, ".") {
			t.Errorf("%s: %s", nombre, r.mensaje)
		}
	}
	_ = n
}
