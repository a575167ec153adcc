package compromiso

import (
	"strings"
	"testing"
	"time"
)

func (h Hallazgos) dice() string {
	var s []string
	for _, x := range h {
		s = append(s, string(x.Nivel)+" "+x.Donde+": "+x.Mensaje)
	}
	return strings.Join(s, "\n")
}

func TestRevisarCalendario(t *testing.T) {
	c := NewComision("CVD", "Comisión")
	ahora := time.Date(2026, 11, 3, 10, 0, 0, 0, c.Zona)
	dia := func(s string) Fecha {
		f, err := ParseFecha(s)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	sesion := func(s string) []Sesion {
		return []Sesion{{Codigo: CodigoSesion{Ordinal: 2, Clase: Ordinaria, Comision: "CVD"}, Fecha: dia(s)}}
	}
	inhabil := func(dias ...string) (out []Intervalo) {
		for _, s := range dias {
			out = append(out, Intervalo{dia(s), dia(s)})
		}
		return out
	}
	const sinSesion = "aviso calendario de CVD: no hay ninguna sesión por venir: lo que se registre vence a los 15 días hábiles"
	for _, x := range []struct {
		que       string
		cuando    time.Time
		sesiones  []Sesion
		inhabiles []Intervalo
		hora      Hora
		want      string
	}{
		{"all is well", ahora, sesion("2026-12-11"), inhabil("2026-12-24"), Hora{9, 0}, ""},
		{"a session today is one to come", ahora, sesion("2026-11-03"), nil, Hora{9, 0}, ""},
		{"the session of yesterday is not", ahora, sesion("2026-11-02"), nil, Hora{9, 0}, sinSesion},
		{
			"on a legal holiday", ahora, sesion("2026-11-16"), nil,
			Hora{9, 0},
			"aviso calendario de CVD: la sesión 02SO-CVD cae en un día que no es hábil, el lunes 16.11.2026",
		},
		{"days of the year before", ahora, sesion("2026-12-11"), inhabil("2025-12-25", "2025-01-02"), Hora{9, 0}, "aviso calendario de CVD: sus días inhábiles terminan el 25.12.2025"},
		{"none of this year is left, and there is time", ahora.AddDate(0, -3, 0), sesion("2026-12-11"), inhabil("2026-03-02"), Hora{9, 0}, ""},
		{"the next year begins soon", ahora.AddDate(0, 0, 20), sesion("2026-12-11"), inhabil("2026-12-24"), Hora{9, 0}, "aviso calendario de CVD: sus días inhábiles terminan el 24.12.2026"},
		{"and its days are there", ahora.AddDate(0, 0, 20), sesion("2026-12-11"), inhabil("2027-01-04", "2026-12-24"), Hora{9, 0}, ""},
		{"reminders at night", ahora, sesion("2026-12-11"), nil, Hora{20, 0}, "error calendario de CVD: la hora de los recordatorios (20:00) queda fuera del horario 08:00-20:00"},
	} {
		c.Sesiones, c.Calendario.Inhabiles, c.Recordatorios.Hora = x.sesiones, x.inhabiles, x.hora
		if got := RevisarCalendario(c, x.cuando).dice(); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.que, got, x.want)
		}
	}
	c.Calendario.Inhabiles, c.Sesiones, c.Recordatorios.Hora = inhabil("2024-12-25"), sesion("2026-12-11"), Hora{9, 0}
	if h := RevisarCalendario(c, ahora.AddDate(0, 1, 0)); len(h) != 1 || !strings.Contains(h[0].Remedio, "2026 y 2027") {
		t.Errorf("%+v", h)
	}
}

func TestRevisarGente(t *testing.T) {
	com := NewComision("CVD", "Comisión")
	com.Canal, com.Secretaria = "C0CVD", []string{"U0ST"}
	area := func(enlaces ...string) *Directorio {
		return &Directorio{
			Comisiones: []*Comision{com}, Grupos: map[string][]string{"S0DOS": {"U0A", "U0B"}, "S0VACIO": nil},
			Areas: []Area{{Siglas: "DERFE", Nombre: "Dirección", Enlaces: enlaces, Suplentes: []string{"U0S"}, Titular: "U0T"}},
		}
	}
	const nadie = "error área DERFE: no se puede escribir a ninguno de sus enlaces (mientras tanto, se escribe a sus suplentes)"
	for _, x := range []struct {
		que   string
		d     *Directorio
		fuera []string
		want  string
	}{
		{"all there", area("U0A"), nil, ""},
		{"by a group", area("S0DOS"), nil, ""},
		{"one of a group has left", area("S0DOS"), []string{"U0A"}, "aviso persona U0A (enlace de DERFE): se fue"},
		{"all of a group have left", area("S0DOS"), []string{"U0A", "U0B"}, "aviso persona U0A (enlace de DERFE): se fue\naviso persona U0B (enlace de DERFE): se fue\n" + nadie},
		{"an empty group", area("S0VACIO"), nil, nadie},
		{"a group that nobody has seen", area("S0NUEVO"), nil, ""},
		{"no enlace", area(), nil, "error área DERFE: no tiene enlace (mientras tanto, se escribe a sus suplentes)"},
		{"no enlace, and the suplente has left", area(), []string{"U0S"}, "aviso persona U0S (suplente de DERFE): se fue\n" +
			"error área DERFE: no tiene enlace (mientras tanto, solo se entera la Secretaría Técnica)\naviso área DERFE: no tiene suplente a quien avisar de un atraso"},
		{"one person in two places", area("U0ST"), []string{"U0ST"}, "aviso persona U0ST (Secretaría Técnica de CVD y enlace de DERFE): se fue\n" +
			"error comisión CVD: no se puede escribir a nadie de su Secretaría Técnica\n" + nadie},
		{"no area", &Directorio{Comisiones: []*Comision{com}}, nil, "aviso configuración: no hay ninguna área: no se puede registrar nada en una línea"},
		{"nothing", &Directorio{}, nil, "error configuración: no hay ninguna comisión"},
	} {
		fuera := map[string]string{}
		for _, u := range x.fuera {
			fuera[u] = "se fue"
		}
		if got := RevisarGente(x.d, fuera).dice(); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.que, got, x.want)
		}
	}
}

func TestRevisarLoGuardado(t *testing.T) {
	c := NewComision("CVD", "Comisión")
	uno := Muestra{Total: 1, Primeros: []Numero{{Cons: 3, Anio: 2026}}}
	muchos := Muestra{Total: 12, Primeros: []Numero{{Cons: 3, Anio: 2026}, {Cons: 4, Anio: 2026}}}
	persona := func(m string) bool { return m == "user_disabled" }
	siglas := strings.Fields("AA BB CC DD EE FF GG HH II JJ KK LL")
	for _, x := range []struct{ que, got, want string }{
		{"nothing", RevisarAbiertos(c, Muestra{}, Muestra{}).dice(), ""},
		{
			"one and many", RevisarAbiertos(c, uno, muchos).dice(),
			"aviso compromisos de CVD: abiertos sin fecha límite, de los que nadie recibe recordatorios (1): 03/2026\n" +
				"aviso compromisos de CVD: abiertos sin área, de los que solo se entera la Secretaría Técnica (12): 03/2026, 04/2026 y 10 más",
		},
		{"no siglas", RevisarSiglas(c, nil).dice(), ""},
		{"one", RevisarSiglas(c, siglas[:1]).dice(), "aviso glosario de CVD: sus compromisos usan una sigla sin definición: AA"},
		{"many", RevisarSiglas(c, siglas).dice(), "aviso glosario de CVD: sus compromisos usan siglas sin definición: AA, BB, CC, DD, EE, FF, GG, HH, II, JJ y 2 más"},
		{"lost ones", RevisarPerdidos([]Perdidos{
			{"U0A", "user_disabled", 2, Fecha{2026, 11, 3}}, {"C0A", "not_in_channel", 1, Fecha{2026, 11, 3}}, {"U0B", "plazo_vencido", 1, Fecha{2026, 11, 3}},
		}, persona).remedios(), "se avisó a su suplente|revise que el bot|se avisó a la Secretaría Técnica; revise"},
	} {
		if x.got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.que, x.got, x.want)
		}
	}
}

// remedios are the beginnings of what is to be done.
func (h Hallazgos) remedios() string {
	var s []string
	for _, x := range h {
		for _, como := range []string{"se avisó a su suplente", "revise que el bot", "se avisó a la Secretaría Técnica; revise"} {
			if strings.HasPrefix(x.Remedio, como) {
				s = append(s, como)
			}
		}
	}
	return strings.Join(s, "|")
}

func TestDefinidas(t *testing.T) {
	d := &Directorio{
		Comisiones: []*Comision{NewComision("CVD", "Comisión")}, Glosario: map[string]string{"VMRE": "Voto"},
		Areas: []Area{{Siglas: "DERFE", Nombre: "Dirección"}, {Siglas: "DJ"}}, Solicitantes: []Solicitante{{Clave: "CE-ACL", Nombre: "Consejero"}, {Clave: "PT"}},
	}
	si := d.Definidas()
	for sigla, want := range map[string]bool{"CVD": true, "vmre": true, "DERFE": true, "DJ": false, "CE-ACL": true, "PT": false, "INAI": false} {
		for range 2 { // the second time it remembers
			if si(sigla) != want {
				t.Errorf("%s: %t", sigla, !want)
			}
		}
	}
	if h := RevisarNombres(d).dice(); h != "aviso área DJ: no tiene nombre, ni definición en el glosario" {
		t.Error(h)
	}
}
