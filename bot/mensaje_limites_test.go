package bot

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// ensuciar puts s in the place of all that people write in what an aviso is about.
func ensuciar(e *compromiso.Envio, s string) {
	if e.Compromiso != nil {
		ensuciarCompromiso(e.Compromiso, s)
	}
	for k := range e.Aviso.Asuntos {
		ensuciarCompromiso(e.Aviso.Asuntos[k].Compromiso, s)
	}
	for _, k := range []string{"motivo", "avance"} {
		if _, ok := e.Aviso.Datos[k]; ok {
			e.Aviso.Datos[k] = s
		}
	}
	if d := e.Resumen; d != nil {
		for _, l := range [][]*compromiso.Compromiso{d.Vencidos, d.PorVencer, d.PorValidar, d.Cerrados, d.SinFecha} {
			for _, n := range l {
				ensuciarCompromiso(n, s)
			}
		}
		for k := range d.PorArea {
			d.PorArea[k].Area = s
		}
	}
}

func ensuciarCompromiso(n *compromiso.Compromiso, s string) {
	n.Texto, n.Eje, n.Atencion, n.Motivo = s, s, s, s
	n.Solicitantes, n.Enlace = []string{s, s}, s
	for k := range n.Incisos {
		n.Incisos[k].Texto = s
	}
	if n.Prorroga != nil {
		n.Prorroga.Motivo = s
	}
}

func ensuciarFicha(f *compromiso.Ficha, s string) {
	ensuciarCompromiso(f.Compromiso, s)
	for k := range f.Seguimientos {
		f.Seguimientos[k].Texto, f.Seguimientos[k].Area = s, s
	}
	for k := range f.Evidencias {
		e := &f.Evidencias[k]
		e.Titulo, e.Oficio, e.Liga = s, s, s
	}
	for k := range f.Historia {
		f.Historia[k].Motivo = s
	}
}

// TestHostiles sends every kind of message with every hostile text to a Slack that
// refuses what Slack refuses.
func TestHostiles(t *testing.T) {
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sim.Close() })
	sim.AddChannel(slacksim.Channel{ID: "C0CVD", Name: "cvd", Members: []string{sim.BotUserID()}})
	api := slack.New(sim.BotToken(), slack.OptionAPIURL(sim.URL()))
	// Those that strain a limit go over the wire; the others are read here.
	pesados := []string{"", "largo", "ampersand", "emoji", "vacío"}
	revisar := func(t *testing.T, clave string, m Mensaje) {
		t.Helper()
		for nombre, bloques := range map[string][]slack.Block{"bloques": m.Bloques, "respaldo": m.Respaldo} {
			if nombre == "respaldo" && bloques == nil {
				continue
			}
			revisarBloques(t, bloques)
			if !slices.Contains(pesados, clave) {
				continue
			}
			if _, _, err := api.PostMessageContext(t.Context(), "C0CVD", m.conBloques(bloques)...); err != nil {
				t.Errorf("Slack refuses the %s: %v", nombre, err)
			}
		}
		revisarTexto(t, m.Texto)
	}
	for nombre, m := range muestras(t, nil) {
		t.Run("limpio/"+nombre, func(t *testing.T) { revisar(t, "", m) })
	}
	for _, clave := range slices.Sorted(maps.Keys(hostiles)) {
		s := hostiles[clave]
		for nombre, m := range muestras(t, &s) {
			t.Run(clave+"/"+nombre, func(t *testing.T) { revisar(t, clave, m) })
			if !strings.HasPrefix(nombre, "aviso-") && m.peso() > 16*1024 && nombre != "resumen-pedido" {
				t.Errorf("%s/%s weighs %d bytes in an acknowledgement", clave, nombre, m.peso())
			}
		}
	}
}

var reFicha = regexp.MustCompile(`<(@[UW]|#C)[A-Z0-9]+>`)

func revisarTexto(t *testing.T, s string) {
	t.Helper()
	switch {
	case strings.TrimSpace(s) == "":
		t.Error("no text beside the blocks")
	case largo(s) > maxTexto:
		t.Errorf("the text has %d characters", largo(s))
	case !utf8.ValidString(s):
		t.Error("the text is not UTF-8")
	}
	revisarMarca(t, s)
}

// revisarMarca wants no markup but mentions of people, and whole entities.
func revisarMarca(t *testing.T, s string) {
	t.Helper()
	resto := reFicha.ReplaceAllString(s, "")
	if strings.ContainsAny(resto, "<>") {
		t.Errorf("raw markup in %.200q", resto)
	}
	resto = strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(resto)
	if strings.Contains(resto, "&") {
		t.Errorf("half an entity in %.200q", resto)
	}
}

// revisarBloques looks at what the limits do not say: nothing typed is read as markup.
func revisarBloques(t *testing.T, bloques []slack.Block) {
	t.Helper()
	b, err := json.Marshal(bloques)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if n := sumaDe(v); n > maxSuma {
		t.Errorf("%d characters of text", n)
	}
	caminar(v, func(o map[string]any) {
		switch o["type"] {
		case "mrkdwn":
			if o["verbatim"] != true {
				t.Errorf("mrkdwn that is not verbatim: %v", o)
			}
			revisarMarca(t, fmt.Sprint(o["text"]))
		case "broadcast", "usergroup", "emoji":
			t.Errorf("an element that nobody asked for: %v", o)
		case "link":
			if u := fmt.Sprint(o["url"]); !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") {
				t.Errorf("a link to %s", u)
			}
		case "button":
			if o["value"] == nil && o["action_id"] != accionNuevo {
				t.Errorf("a button that carries nothing: %v", o)
			}
		}
	})
}

func caminar(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			caminar(x, f)
		}
	case map[string]any:
		f(v)
		for _, x := range v {
			caminar(x, f)
		}
	}
}

// TestMaximos composes everything at its largest: it fits, and the main thing is there.
func TestMaximos(t *testing.T) {
	s := strings.Repeat("Acreditar & documentar <todo> lo pedido 👩🏽‍🚀. ", 450)
	var areas []string
	for k := range 40 {
		areas = append(areas, fmt.Sprintf("ÁREA-%02d", k))
	}
	lleno := func(cons int) *compromiso.Compromiso {
		n := simple(cons, s, dia(time.March, 5), compromiso.EnProceso)
		n.Areas, n.AreasPropuestas, n.Eje, n.Atencion = areas, areas, s, s
		for k := range 60 {
			n.Solicitantes = append(n.Solicitantes, fmt.Sprintf("CE-%02d, %s", k, s))
			n.Incisos = append(n.Incisos, compromiso.Inciso{Letra: compromiso.Letra(k), Texto: s, Estatus: compromiso.EnProceso, FechaLimite: dia(time.March, 7)})
		}
		return n
	}
	f := &compromiso.Ficha{Compromiso: lleno(3)}
	p := compromiso.Pagina{HayMas: true, Total: 2000}
	var parecidos []compromiso.Parecido
	var avisos []compromiso.Aviso
	for k := range 200 {
		f.Seguimientos = append(f.Seguimientos, compromiso.Seguimiento{Fecha: hoyFijo, Persona: uEnlace, Texto: s, En: ahoraFijo().Add(time.Duration(k) * time.Hour)})
		f.Evidencias = append(f.Evidencias, compromiso.Evidencia{Clase: compromiso.EvLiga, Titulo: s, Oficio: s, Liga: "https://ejemplo.mx/" + strings.Repeat("a", 1900)})
		f.Historia = append(f.Historia, compromiso.Asiento{En: ahoraFijo(), Actor: uST, Accion: compromiso.Editar, Motivo: s})
		avisos = append(avisos, compromiso.Aviso{Clase: compromiso.AvisoRecordatorio, Destino: uEnlace, Dia: hoyFijo, Estado: compromiso.AvisoFallido, Motivo: s})
	}
	for k := range 10 {
		p.Filas = append(p.Filas, lleno(k+1))
		parecidos = append(parecidos, compromiso.Parecido{Compromiso: lleno(k + 1)})
	}
	c := comisionFija()
	for nombre, m := range map[string]Mensaje{
		"ficha":      mensajeFicha(f, c, rolST(), hoyFijo),
		"lista":      mensajeLista(p, compromiso.Filtro{Comision: "CVD", Areas: areas, Eje: s[:200]}, c, hoyFijo),
		"busqueda":   mensajeBusqueda(p.Filas, s, c, hoyFijo),
		"avisos":     mensajeAvisos(avisos, f.Compromiso, c),
		"registrado": mensajeRegistrado(lleno(99), parecidos),
		"hecho":      mensajeHecho(s),
	} {
		if m.peso() > 16*1024 {
			t.Errorf("%s weighs %d bytes", nombre, m.peso())
		}
		if len(m.Bloques) > maxBloques {
			t.Errorf("%s has %d blocks", nombre, len(m.Bloques))
		}
		revisarBloques(t, m.Bloques)
		revisarTexto(t, m.Texto)
	}
}

// BenchmarkFicha is the card of a compromiso with a long history: it is answered in
// an acknowledgement.
func BenchmarkFicha(b *testing.B) {
	s := strings.Repeat("Acreditar & documentar <todo> lo pedido 👩🏽‍🚀. ", 450)
	f := fichaFija()
	ensuciarFicha(f, s)
	for k := range 500 {
		f.Seguimientos = append(f.Seguimientos, compromiso.Seguimiento{Persona: uEnlace, Texto: s, En: ahoraFijo().Add(time.Duration(k) * time.Hour)})
		f.Historia = append(f.Historia, compromiso.Asiento{En: ahoraFijo(), Actor: uST, Accion: compromiso.Editar, Motivo: s})
	}
	c := comisionFija()
	for b.Loop() {
		mensajeFicha(f, c, rolST(), hoyFijo)
	}
}

func TestRecordatorioMuchos(t *testing.T) {
	m, err := mensajeAviso(envioRecordatorio(uEnlace, muchos(40)...))
	if err != nil {
		t.Fatal(err)
	}
	conAvance, conVer, primarios := 0, 0, 0
	b, _ := json.Marshal(m.Bloques)
	var v any
	_ = json.Unmarshal(b, &v)
	caminar(v, func(o map[string]any) {
		switch o["action_id"] {
		case accionAvance:
			conAvance++
		case accionVer:
			conVer++
		}
		if o["style"] == "primary" {
			primarios++
		}
	})
	if conAvance != conBotones || conVer != conFila || primarios != 1 {
		t.Errorf("%d with buttons, %d rows, %d primary buttons", conAvance, conVer, primarios)
	}
	for _, quiero := range []string{"CVD 10/2024", "Y 15 asuntos más"} {
		if !strings.Contains(m.Texto, quiero) && !strings.Contains(string(b), quiero) {
			t.Errorf("%q is not said", quiero)
		}
	}
	if !strings.HasPrefix(m.Texto, "Tiene 40 asuntos: 6 están vencidos") {
		t.Errorf("the notification begins with %.60q", m.Texto)
	}
}
