package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"compromisos/compromiso"
)

func emitir2024(t testing.TB, s *Store, cuando, sesion, clave string) compromiso.Reporte {
	t.Helper()
	so := sol(t, "U0ST", cuando)
	so.Clave = clave
	r, err := s.Emitir(t.Context(), so, compromiso.PedidoReporte{Comision: "CVMRE", Sesion: sesion, Anio: 2024, Hoy: so.Acto.Hoy})
	if err != nil {
		t.Fatal(err)
	}
	r.Posteriores = nil // whoever issues is told of them; they are no part of it
	return r
}

func emitidoDe(t testing.TB, s *Store, sesion string, n int) compromiso.Reporte {
	t.Helper()
	r, err := s.Emitido(t.Context(), pedir(t, sesion, 2024, "", "2024-12-01"), n)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What is issued is the draft of that moment, with the head that the bitácora had; it stays
// as it is, and the next one says what changed since.
func TestEmitir(t *testing.T) {
	t.Parallel()
	s := anual(t)
	p := pedir(t, "02SE-CVMRE", 2024, "", "2024-05-10")
	borrador := reporteDe(t, s, p)
	seq, hash, err := s.Cabeza(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	uno := emitir2024(t, s, "2024-05-10 12:00", "02SE-CVMRE", "")
	e := uno.Emision
	if e.Numero != 1 || e.Sesion != "02SE-CVMRE/2024" || e.Corte.String() != "2024-05-10" || e.Por != "U0ST" || !e.En.Equal(en(t, "2024-05-10 12:00")) ||
		e.Cabeza != hash || e.Asiento != seq || len(e.Huella) != 64 || uno.Anterior != nil || uno.Cambios != nil || e.En.Format("15:04 -07") != "12:00 -06" {
		t.Errorf("issued as %+v, after %+v", e, uno.Anterior)
	}
	if diff := cmp.Diff(borrador.Informe, uno.Informe, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("it is not the draft: %s", diff)
	}
	var asiento struct {
		Seq     int64  `db:"seq"`
		Actor   string `db:"actor"`
		Previo  string `db:"previo"`
		Despues string `db:"despues"`
	}
	if err := s.db.GetContext(t.Context(), &asiento, `SELECT seq, actor, previo, despues FROM bitacora WHERE accion = 'emitir' AND comision = 'CVMRE'`); err != nil {
		t.Fatal(err)
	}
	if quiero := fmt.Sprintf(`{"corte":"2024-05-10","huella":"%s","informe":1,"sesion":"02SE-CVMRE/2024"}`, e.Huella); asiento.Despues != quiero ||
		asiento.Seq != seq+1 || asiento.Previo != hash || asiento.Actor != "U0ST" {
		t.Errorf("the entry is %+v, want %s", asiento, quiero)
	}
	cambiar(t, s, "U0ST", "2024-05-10 13:00", "03/2023", validar)
	cambiar(t, s, "U0ST", "2024-05-10 13:00", "01/2024", func(n *compromiso.Compromiso, acto compromiso.Acto) error {
		nuevo := "otra cosa"
		return n.Editar(acto, compromiso.Edicion{Texto: &nuevo})
	})
	configurar(t, s, "2024-05-10 14:00", func(d *compromiso.Directorio) {
		d.Comisiones[0].Nombre, d.Glosario["VMRE"] = "Otro nombre", "Otra cosa"
		for k := range d.Comisiones[0].Sesiones {
			if x := &d.Comisiones[0].Sesiones[k]; x.Codigo.Clase == compromiso.Ordinaria {
				x.Fecha = x.Fecha.AddDias(1)
			}
		}
	})
	if diff := cmp.Diff(uno, emitidoDe(t, s, "02SE-CVMRE", 0)); diff != "" {
		t.Errorf("later changes touch it: %s", diff)
	}
	dos := emitir2024(t, s, "2024-05-10 15:00", "02SE-CVMRE", "")
	if dos.Emision.Numero != 2 || !cmp.Equal(dos.Anterior, uno.Emision) || !slices.ContainsFunc(dos.Cambios, func(c compromiso.CambioReporte) bool { return c.Numero.String() == "03/2023" }) {
		t.Errorf("the next one is %+v, after %+v, with %v", dos.Emision, dos.Anterior, dos.Cambios)
	}
	tres := emitir2024(t, s, "2024-05-10 16:00", "01SE-CVMRE", "")
	if tres.Emision.Numero != 1 || !cmp.Equal(tres.Anterior, dos.Emision) {
		t.Errorf("that of another session is %+v, after %+v", tres.Emision, tres.Anterior)
	}
	for n, quiero := range map[int]compromiso.Reporte{0: dos, 1: uno, 2: dos} {
		if diff := cmp.Diff(quiero, emitidoDe(t, s, "02SE-CVMRE", n)); diff != "" {
			t.Errorf("number %d: %s", n, diff)
		}
	}
	for _, mal := range []compromiso.PedidoReporte{pedir(t, "01SO-CVMRE", 2024, "", "2024-12-01"), pedir(t, "07SO-CVMRE", 2024, "", "2024-12-01")} {
		_, err := s.Emitido(t.Context(), mal, 0)
		rechazado(t, err, compromiso.NoEncontrado)
	}
	_, err = s.Emitido(t.Context(), p, 3)
	rechazado(t, err, compromiso.NoEncontrado)
	verificada(t, s)
}

// A card tells which sessions' issued informes reported the compromiso as closed, each once;
// whoever asked before the informe was issued sees that there is something new to read.
func TestFichaInformada(t *testing.T) {
	t.Parallel()
	s := anual(t)
	informado := func(numero string) (en []string, cabeza string) {
		t.Helper()
		f, err := s.Ficha(t.Context(), nil, ref(numero))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range f.InformadoEn {
			en = append(en, nombreConAnio(*x))
		}
		return en, f.Cabeza
	}
	ninguno, antes := informado("02/2023")
	emitir2024(t, s, "2024-05-10 12:00", "02SE-CVMRE", "")
	if _, luego := informado("02/2023"); ninguno != nil || luego == antes {
		t.Errorf("before: %v; the head is the same: %v", ninguno, luego == antes)
	}
	emitir2024(t, s, "2024-05-10 12:10", "02SE-CVMRE", "")
	emitir2024(t, s, "2024-05-10 12:20", "01SE-CVMRE", "")
	for numero, quiero := range map[string][]string{
		"01/2023": nil, // closed the year before, and in none of them
		"02/2023": {"01SE-CVMRE/2024", "02SE-CVMRE/2024"},
		"03/2023": nil, // open
		"01/2024": nil,
	} {
		if en, _ := informado(numero); !slices.Equal(en, quiero) {
			t.Errorf("%s: %v, want %v", numero, en, quiero)
		}
	}
	cambiar(t, s, "U0ST", "2024-05-11 10:00", "02/2023", reabrir)
	emitir2024(t, s, "2024-05-11 12:00", "02SE-CVMRE", "")
	if en, _ := informado("02/2023"); len(en) != 2 {
		t.Errorf("reopened: %v", en)
	}
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	viejo := *d.Comisiones[0]
	viejo.Sesiones = nil
	if _, err := sesionesDeIDs(&viejo, []int64{1}); !errors.Is(err, compromiso.ErrDirectorio) {
		t.Errorf("a session that is not known: %v", err)
	}
}

// The same request again is the same informe, whatever happened meanwhile.
func TestEmitirUnaVez(t *testing.T) {
	t.Parallel()
	s := anual(t)
	uno := emitir2024(t, s, "2024-05-10 12:00", "02SE-CVMRE", "clave")
	cambiar(t, s, "U0ST", "2024-05-10 13:00", "03/2023", validar)
	otra := emitir2024(t, s, "2024-05-10 12:01", "02SE-CVMRE", "clave")
	if diff := cmp.Diff(uno.Emision, otra.Emision); diff != "" || contar(t, s, `SELECT count(*) FROM informes`) != 1 {
		t.Error(diff)
	}
	so := sol(t, "U0ST", "2024-05-11 12:00")
	so.Version = 1
	if _, err := s.Emitir(t.Context(), so, pedir(t, "02SE-CVMRE", 2024, "", "2024-05-11")); !errors.Is(err, compromiso.ErrDirectorio) {
		t.Errorf("judged by another configuration: %v", err)
	}
}

// Many issue at once, while others register and report: each informe has a number of its
// own, and in it is all that the head in it vouches for, and nothing else.
func TestEmitirALaVez(t *testing.T) {
	t.Parallel()
	s := anual(t)
	d, err := s.Directorio(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	primera := d.Comisiones[0].Sesion(compromiso.CodigoSesion{Ordinal: 1, Clase: compromiso.Ordinaria, Comision: "CVMRE"}, 2024)
	const cuantos = 6
	reportes := make([]compromiso.Reporte, cuantos)
	var wg sync.WaitGroup
	for k := range cuantos {
		wg.Go(func() { reportes[k] = emitir2024(t, s, "2024-05-10 22:00", "02SE-CVMRE", "") })
		wg.Go(func() {
			for range 4 {
				registrar(t, s, "2024-05-10 22:00", compromiso.Alta{Texto: fmt.Sprint("algo ", k), Sesion: primera})
			}
		})
	}
	wg.Wait()
	vistos := map[int]bool{}
	for _, r := range reportes {
		vistos[r.Emision.Numero] = true
		quiero := contar(t, s, `SELECT count(*) FROM bitacora WHERE accion = 'registrar' AND despues::json->>'sesion' = '01SO-CVMRE/2024-03-10' AND seq <= $1
			AND numero <> '05/2024'`, r.Emision.Asiento)
		hay := 0
		for _, f := range r.Compromisos {
			if f.FechaSesion == primera.Fecha {
				hay++
			}
		}
		if hay != quiero {
			t.Errorf("number %d has %d, and its head %d vouches for %d", r.Emision.Numero, hay, r.Emision.Asiento, quiero)
		}
		if n := r.Emision.Numero; n == 1 && r.Anterior != nil || n > 1 && r.Anterior.Numero != n-1 {
			t.Errorf("number %d comes after %+v", n, r.Anterior)
		}
	}
	if len(vistos) != cuantos || !vistos[1] || !vistos[cuantos] {
		t.Errorf("the numbers are %v", vistos)
	}
	verificada(t, s)
}

// Nobody writes over what was issued; where somebody does behind the program's back, it shows.
func TestEmitidoNoSeToca(t *testing.T) {
	t.Parallel()
	s := anual(t)
	p := pedir(t, "02SE-CVMRE", 2024, "", "2024-05-10")
	emitir2024(t, s, "2024-05-10 12:00", "02SE-CVMRE", "")
	if _, _, err := s.ArchivoEmitido(t.Context(), p, 1, "md", func(compromiso.Reporte) ([]byte, error) { return []byte("uno"), nil }); err != nil {
		t.Fatal(err)
	}
	for tabla, columna := range map[string]string{"informes": "por", "informe_archivos": "formato", "informe_cerrados": "cons"} {
		if contar(t, s, `SELECT count(*) FROM `+tabla) != 1 {
			t.Errorf("%s is empty", tabla)
		}
		for _, orden := range []string{`DELETE FROM ` + tabla, `TRUNCATE ` + tabla + ` CASCADE`, `UPDATE ` + tabla + ` SET ` + columna + ` = ` + columna} {
			_, err := s.db.ExecContext(t.Context(), orden)
			rechazado(t, traducir(err), compromiso.Conflicto)
		}
	}
	if n, falsos, err := s.VerificarEmitidos(t.Context()); n != 1 || falsos != nil || err != nil {
		t.Errorf("untouched: %d, %+v, %v", n, falsos, err)
	}
	tocado := compromiso.EmitidoFalso{Comision: "CVMRE", Sesion: "02SE-CVMRE/2024", Numero: 1}
	falta, ajeno, copia := tocado, compromiso.EmitidoFalso{Comision: "CVMRE", Numero: 1}, tocado
	falta.Falta = true
	for _, x := range []struct {
		mal    string
		lee    bool // it is as before for whoever asks for number 1
		bien   int
		falsos []compromiso.EmitidoFalso
	}{
		{`UPDATE informes SET datos = replace(datos, 'algo', 'nada')`, false, 0, []compromiso.EmitidoFalso{tocado}},
		{`UPDATE informes SET datos = '{}', huella = encode(sha256('{}'), 'hex')`, false, 0, []compromiso.EmitidoFalso{tocado}},
		{`UPDATE informes SET asiento = 1`, false, 0, []compromiso.EmitidoFalso{falta, ajeno}},
		{`INSERT INTO informes (comision, sesion_id, numero, corte, por, en, asiento, huella, datos)
			SELECT comision, sesion_id, 2, corte, por, en, asiento, huella, datos FROM informes`, true, 1, []compromiso.EmitidoFalso{copia}},
		{`SET LOCAL session_replication_role = replica; DELETE FROM informes`, true, 0, []compromiso.EmitidoFalso{falta}},
	} {
		tx := enTx(t, s)
		alterar(t, tx, `ALTER TABLE informes DISABLE TRIGGER informes_intocables`)
		alterar(t, tx, x.mal)
		if _, err := leerEmitido(t.Context(), tx, `i.numero = 1`); !x.lee {
			rechazado(t, err, compromiso.Conflicto)
		} else if err != nil {
			t.Errorf("%s: %v", x.mal, err)
		}
		n, falsos, err := verificarEmitidos(t.Context(), tx)
		if diff := cmp.Diff(x.falsos, falsos); n != x.bien || diff != "" || err != nil {
			t.Errorf("%s: %d hold, %v %s", x.mal, n, err, diff)
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.Configurar(t.Context(), sol(t, "U0ST", "2024-06-01 10:00"), func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		d.Comisiones[0].Sesiones = slices.DeleteFunc(d.Comisiones[0].Sesiones, func(x compromiso.Sesion) bool {
			return x.Codigo.Clase == compromiso.Extraordinaria && x.Codigo.Ordinal == 2
		})
		return d, []compromiso.Cambio{{Que: "sesión"}}, nil
	})
	rechazado(t, err, compromiso.Conflicto)
}

// The bytes of a format are those of the first time, however many ask at once.
func TestArchivoEmitido(t *testing.T) {
	t.Parallel()
	s := anual(t)
	p := pedir(t, "02SE-CVMRE", 2024, "", "2024-05-10")
	uno := emitir2024(t, s, "2024-05-10 12:00", "02SE-CVMRE", "")
	bytes := make([]string, 6)
	var wg sync.WaitGroup
	for k := range bytes {
		wg.Go(func() {
			r, b, err := s.ArchivoEmitido(t.Context(), p, 0, "docx", func(compromiso.Reporte) ([]byte, error) { return []byte{0, byte(k)}, nil })
			if err != nil || !cmp.Equal(r, uno) {
				t.Error(err)
			}
			bytes[k] = string(b)
		})
	}
	wg.Wait()
	_, b, err := s.ArchivoEmitido(t.Context(), p, 1, "docx", func(compromiso.Reporte) ([]byte, error) { return nil, errors.New("made again") })
	if err != nil {
		t.Fatal(err)
	}
	for _, otro := range bytes {
		if otro != string(b) {
			t.Errorf("%q and %q", otro, b)
		}
	}
	if _, _, err := s.ArchivoEmitido(t.Context(), p, 1, "pdf", func(compromiso.Reporte) ([]byte, error) { return nil, errors.New("no font") }); err == nil || err.Error() != "no font" {
		t.Errorf("got %v", err)
	}
}
