package bot

import (
	"strings"
	"testing"

	"compromisos/compromiso"
)

func TestCercana(t *testing.T) {
	b := newTabla()
	for escrito, quiere := range map[string]string{
		"lsita": "lista", "avanze": "avance", "prorr": "prorroga", "cumplr": "cumplir", "ayud": "ayuda", "nueov": "nuevo",
		"zzzzzz": "", "": "", strings.Repeat("lista", 30): "",
	} {
		if c := cercana(escrito, b.ordenes()); c != quiere {
			t.Errorf("%q: %q, want %q", escrito, c, quiere)
		}
	}
}

func TestSubcomandos(t *testing.T) {
	c := nuevaCasa(t)
	for _, x := range []struct{ persona, texto, dice string }{
		{uLector, "", "/compromiso"},
		{uLector, "AYUDA", "/compromiso"},
		{uLector, "lsita", "¿Quiso decir «lista»?"},
		{uLector, "zzz", "No conozco «zzz»"},
		{uLector, "Vencidos", "¿Quiso decir «lista vencidos»?"},
		{uLector, "evr 03/2024", "¿Quiso decir «ver»?"},
		{uLector, "OTRA 03/2024", "No conozco «OTRA»"},
		{uLector, "lista", "03/2024"},
		{uLector, "LISTA  Míos", "03/2024"},
		{uLector, "cvd lista vencidos área:derfe", "03/2024"},
		{uLector, "ver 3/2024", "plan de carteles"},
		{uLector, "ver CVD 03/2024", "plan de carteles"},
		{uLector, "03/2024", "plan de carteles"},
		{uLector, "sesiones", "01SO-CVD"},
		{uLector, "áreas", "DECEyEC"},
		{uLector, "glosario", "vacío"},
		{uLector, "resumen", "CVD"},
		{uST, "avisos 03/2024", "03/2024"},
		{uST, "recordar 03/2024", "se recuerda"},
		{uEnlace, "avance 03/2024 Se envió el oficio el <https://ejemplo.mx/a|a>", "Quedó registrado el avance"},
	} {
		r, err := c.orden(x.persona, x.texto)
		if err != nil || r.mensaje == nil {
			t.Errorf("%q: %+v, %v", x.texto, r, err)
			continue
		}
		if !strings.Contains(r.mensaje.Texto, x.dice) {
			t.Errorf("%q: %q does not say %q", x.texto, r.mensaje.Texto, x.dice)
		}
		if a, cabe := c.b.acuseDe(peticion{clase: claseOrden}, r); !cabe || len(a.cuerpo) > 16<<10 {
			t.Errorf("%q: %d bytes", x.texto, len(a.cuerpo))
		}
	}
	for _, x := range []struct {
		texto, dice string
	}{
		{"ver", "Falta el número"},
		{"ver 99/2024", "No hay un compromiso 99/2024."},
		{"ver tres", "no empieza con el número"},
		{"ver OTRA 03/2024", "No hay una comisión"},
		{"lista rojos", "No entiendo «rojos»"},
		{"lista área:NOHAY", "No hay un área"},
		{"lista año:veinte", "no es un año"},
		{"lista sesión:09SO-CVD", "no tiene la sesión"},
	} {
		if _, err := c.orden(uST, x.texto); err == nil || !strings.Contains(err.Error(), x.dice) {
			t.Errorf("%q: %v, want %q", x.texto, err, x.dice)
		}
	}
}

func TestCualComision(t *testing.T) {
	uno, otro := compromiso.NewComision("CVD", "Una"), compromiso.NewComision("COTSPEL", "Otra")
	uno.Canal, uno.Secretaria, otro.Secretaria = "C1", []string{uST}, []string{"U0OTRA"}
	d := &compromiso.Directorio{Comisiones: []*compromiso.Comision{uno, otro}}
	for _, c := range []struct{ siglas, canal, persona, quiere string }{
		{"cotspel", "C1", uST, "COTSPEL"},
		{"", "C1", "U0OTRA", "CVD"},
		{"", "D1", uST, "CVD"},
		{"", "D1", "U0OTRA", "COTSPEL"},
		{"", "D1", uLector, ""},
		{"NADA", "C1", uST, ""},
	} {
		x, err := elegirComision(d, c.siglas, c.canal, c.persona)
		if (err == nil) != (c.quiere != "") || err == nil && x.Siglas != c.quiere {
			t.Errorf("%+v: %v", c, err)
		}
		if err != nil && !strings.Contains(err.Error(), "COTSPEL") {
			t.Errorf("the question does not name the commissions: %v", err)
		}
	}
	d.Comisiones = d.Comisiones[:1]
	if x, err := elegirComision(d, "", "D1", uLector); err != nil || x != uno {
		t.Errorf("the only one there is: %v", err)
	}
	if s, resto := quitarPrefijo(d, " cvd  ver 03/2024"); s != "CVD" || resto != "ver 03/2024" {
		t.Errorf("%q %q", s, resto)
	}
}

func TestNuevoEnUnaLinea(t *testing.T) {
	c := nuevaCasa(t)
	c.st.parecidos = []compromiso.Parecido{{Compromiso: planFijo(), Semejanza: 0.9}}
	r, err := c.orden(uST, `nuevo Presentar un informe a las 10:00 áreas:derfe,UTSI vence:"en 5 días hábiles" eje:Difusión tipo:ACUERDO solicita:CE-MRV sesión:01SO-CVD`)
	if err != nil || r.mensaje == nil {
		t.Fatalf("%+v %v", r, err)
	}
	n := c.st.ns[compromiso.Numero{Cons: 20, Anio: 2024}]
	if n == nil || n.Texto != "Presentar un informe a las 10:00" || n.Tipo != compromiso.TipoAcuerdo || n.FechaLimite != c.st.dir.Comisiones[0].Calendario.AddHabiles(hoyFijo, 5) ||
		strings.Join(n.Areas, ",") != "DERFE,UTSI" || n.Sesion == nil {
		t.Errorf("%+v", n)
	}
	if !strings.Contains(r.mensaje.Texto, "20/2024") || !strings.Contains(r.mensaje.Texto, "03/2024") {
		t.Errorf("the answer: %s", r.mensaje.Texto)
	}
	// The same request again: the same answer, and nothing twice.
	otra, err := c.orden(uST, `nuevo Presentar un informe a las 10:00 áreas:derfe,UTSI vence:"en 5 días hábiles" eje:Difusión tipo:ACUERDO solicita:CE-MRV sesión:01SO-CVD`)
	if err != nil || otra.mensaje.Texto != r.mensaje.Texto || len(c.st.hechos()) != 1 {
		t.Errorf("again: %v %v", err, c.st.hechos())
	}
}

// What cannot be registered at once opens the form, filled in, with the error by its
// field.
func TestNuevoIncompleto(t *testing.T) {
	c := nuevaCasa(t)
	for texto, dice := range map[string]string{
		"nuevo Sin áreas":                      "Falta el área",
		"nuevo X áreas:NOHAY,DERFE":            "No hay un área «NOHAY»",
		"nuevo X áreas:DERFE vence:nunca":      "nunca",
		"nuevo X áreas:DERFE sesión:99SO-CVD":  "no tiene la sesión",
		"nuevo X áreas:DERFE tipo:petición":    "no es un tipo",
		`nuevo X áreas:DERFE eje:"sin cerrar`:  "comillas",
		"nuevo áreas:DERFE":                    "Escriba qué se pidió",
		"nuevo X áreas:DERFE vence:2020-01-01": "2020",
	} {
		r, err := c.orden(uST, texto)
		if err != nil || r.vista == nil {
			t.Errorf("%s: %+v %v", texto, r, err)
			continue
		}
		b := string(cuerpoVista(r.vista))
		if !strings.Contains(b, dice) {
			t.Errorf("%s: %q is not in %s", texto, dice, b)
		}
	}
	if len(c.st.hechos()) > 0 {
		t.Errorf("wrote %v", c.st.hechos())
	}
	if r, err := c.orden(uST, "nuevo"); err != nil || r.vista == nil || r.vista.CallbackID != "nuevo" {
		t.Errorf("%+v %v", r, err)
	}
}
