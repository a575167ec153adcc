package bot

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/slacksim"
)

func reporteFijo() compromiso.Reporte {
	n := planFijo()
	return compromiso.Reporte{Corte: hoyFijo, Informe: compromiso.Informe{
		Comision: "CVD", ComisionNombre: "Comisión del Voto a Distancia", SesionInforme: "01SO-CVD", FechaInforme: dia(time.February, 20),
		Compromisos: []compromiso.FilaInforme{{Numero: n.Numero, Sesion: "01SO-CVD", Texto: n.Texto, Estatus: n.Estatus}},
	}}
}

// What may be typed after «informe», in either order, and what is said of the rest.
func TestLeerInforme(t *testing.T) {
	c := nuevaCasa(t)
	d := c.st.dir.Comisiones[0]
	proxima := *sesionFija()
	proxima.Codigo.Ordinal, proxima.Fecha = 2, dia(time.March, 20)
	vieja := *sesionFija()
	vieja.Codigo.Clase, vieja.Fecha = compromiso.Extraordinaria, compromiso.NewFecha(2023, time.May, 4)
	d.Sesiones = []compromiso.Sesion{vieja, *sesionFija(), proxima}
	tn := &turno{b: c.b, com: d, dir: c.st.dir, ahora: ahoraFijo()}
	for texto, quiere := range map[string]string{
		"":                        "02SO-CVD/2024 docx",
		"pdf":                     "02SO-CVD/2024 pdf",
		"Hoja de cálculo":         "02SO-CVD/2024 xlsx",
		"01SO-CVD":                "01SO-CVD/2024 docx",
		"01so":                    "01SO-CVD/2024 docx",
		"01SO/2024 pdf":           "01SO-CVD/2024 pdf",
		"html 01SO-CVD/2024":      "01SO-CVD/2024 html",
		"01SE-CVD/2023 WORD":      "01SE-CVD/2023 docx",
		"primera ordinaria pdf":   "01SO-CVD/2024 pdf",
		"09SO-CVD":                "no tiene la sesión «09SO-CVD». Las que hay: 02SO-CVD/2024, 01SO-CVD/2024 y 01SE-CVD/2023.",
		"01SO-CVD/2019 pdf":       "no tiene la sesión «01SO-CVD/2019»",
		"ppt":                     "«ppt» no es un formato. El informe se hace en docx, pdf, html, xlsx, csv, md o json.",
		"01SO-CVD ppt":            "«ppt» no es un formato",
		"3x7":                     "no es el código de una sesión",
		"lo de la semana pasada":  "no es el código de una sesión",
		strings.Repeat("á ", 300): "no es el código de una sesión",
	} {
		s, f, err := tn.leerInforme(texto)
		var got string
		if err == nil {
			got = s.Clave() + " " + string(f)
		} else {
			got = err.Error()
		}
		if !strings.Contains(got, quiere) || err == nil && got != quiere {
			t.Errorf("%.40q: %q, want %q", texto, got, quiere)
		}
	}
	d.Sesiones = d.Sesiones[:2]
	if s, _, err := tn.leerInforme(""); err != nil || s.Clave() != "01SO-CVD/2024" {
		t.Errorf("nothing ahead: %v, %v", s, err)
	}
	d.Sesiones = nil
	if _, _, err := tn.leerInforme(""); err == nil || !strings.Contains(err.Error(), "todavía no tiene sesiones") {
		t.Errorf("no session: %v", err)
	}
}

// The ST gets the informe where it was asked, others in their own DM, with a way to it.
func TestInformeDondeSePide(t *testing.T) {
	porLasDosPuertas(t, func(t *testing.T, c *casa) {
		if o := c.slash(uST, "informe 01so csv"); !strings.Contains(o.Text, "Preparando el informe de la 01SO-CVD/2024 en csv… Llega aquí") {
			t.Errorf("%q", o.Text)
		}
		m := c.archivo("C0CVD")
		var quiere bytes.Buffer
		if _, err := informe.CSV.WriteInforme(&quiere, reporteFijo()); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(c.sim.Content(m.Files[0].ID), quiere.Bytes()) || m.Files[0].Name != "informe-01SO-CVD-2024.csv" {
			t.Errorf("%+v", m.Files[0])
		}
		if m.Text != "Borrador del informe de la 01SO-CVD/2024, del 20.02.2024, con lo registrado hasta el 11.03.2024. A petición de <@"+uST+">." {
			t.Errorf("%q", m.Text)
		}
		c.st.con(func() {
			if p := c.st.pedido; p.Sesion != "01SO-CVD" || p.Anio != 2024 || p.Hoy != hoyFijo || !p.Corte.IsZero() {
				t.Errorf("asked for %+v", p)
			}
		})

		o := c.slash(uEnlace, "informe 01so csv")
		if !strings.Contains(o.Text, "Llega a su mensaje directo con el bot") {
			t.Errorf("%q", o.Text)
		}
		if m := c.archivo(uEnlace); strings.Contains(m.Text, "A petición de") {
			t.Errorf("%q", m.Text)
		}
		c.dijo(uEnlace, "ya está en su mensaje directo con el bot (https://slack.com/app_redirect?channel="+c.sim.DMID(uEnlace)+"&amp;team="+c.sim.TeamID()+")")
		if n := len(c.sim.Messages("C0CVD")); n != 1 {
			t.Errorf("%d messages in the channel", n)
		}
		// What was asked from a message that only the ST sees is the ST's.
		ficha := c.slash(uST, "resumen").Messages[0]
		if _, err := c.sim.Press(t.Context(), uST, ficha, accionInforme); err != nil {
			t.Fatal(err)
		}
		c.dijo(uST, "Preparando el informe")
		if n := c.archivos("C0CVD"); n != 1 {
			t.Errorf("%d files in the channel", n)
		}
	})
}

// archivo waits for the file in a conversation, and gives its message.
func (c *casa) archivo(donde string) slacksim.Message {
	c.t.Helper()
	var m slacksim.Message
	hasta(c.t, func() bool {
		for _, x := range c.sim.Messages(donde) {
			if len(x.Files) > 0 {
				m = x
			}
		}
		return len(m.Files) > 0
	})
	return m
}

func (c *casa) archivos(donde string) (n int) {
	for _, x := range c.sim.Messages(donde) {
		n += len(x.Files)
	}
	return n
}

// What goes wrong between the bot and Slack: what passes is tried again and leaves one file,
// what does not is said with what to do.
func TestInformeSiSlackFalla(t *testing.T) {
	for nombre, x := range map[string]struct {
		fallas   []slacksim.Mishap
		archivos int
		dice     string
	}{
		"the upload breaks off":  {[]slacksim.Mishap{{Method: "upload", Kind: slacksim.Reset}}, 1, ""},
		"the bytes' answer lost": {[]slacksim.Mishap{{Method: "upload", Kind: slacksim.LostAnswer}}, 1, ""},
		"a bad gateway":          {[]slacksim.Mishap{{Method: "files.getUploadURLExternal", Kind: slacksim.ServerError}}, 1, ""},
		"too fast": {[]slacksim.Mishap{
			{Method: "files.getUploadURLExternal", Kind: slacksim.RateLimited, RetryAfter: time.Second},
			{Method: "files.completeUploadExternal", Kind: slacksim.RateLimitedSilent},
		}, 1, ""},
		"the answer lost":       {[]slacksim.Mishap{{Method: "files.completeUploadExternal", Kind: slacksim.LostAnswer}}, 1, ""},
		"down at the last step": {[]slacksim.Mishap{{Method: "files.completeUploadExternal", Kind: slacksim.ServerError, Times: -1}}, 0, "Inténtelo de nuevo en un minuto."},
		"Slack is down":         {[]slacksim.Mishap{{Method: "upload", Kind: slacksim.Reset, Times: -1}}, 0, "no hubo conexión con Slack. Inténtelo de nuevo en un minuto."},
		"no room":               {[]slacksim.Mishap{{Method: "files.getUploadURLExternal", Kind: slacksim.SlackError, Error: "storage_limit_reached"}}, 0, "ya no tiene lugar para archivos"},
		"the scope is missing":  {[]slacksim.Mishap{{Method: "files.getUploadURLExternal", Kind: slacksim.SlackError, Error: "missing_scope"}}, 0, "le falta el permiso «files:write»"},
		"something new":         {[]slacksim.Mishap{{Method: "files.completeUploadExternal", Kind: slacksim.SlackError, Error: "algo_nuevo"}}, 0, "algo_nuevo. Si sigue igual, avise a quien opera el bot."},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			c := nuevaCasa(t)
			for _, f := range x.fallas {
				c.sim.Inject(f)
			}
			if _, err := c.orden(uST, "informe 01so csv"); err != nil {
				t.Fatal(err)
			}
			dijo := ""
			if c.despues != nil {
				dijo = c.despues.Texto
			}
			if n := c.archivos("C0CVD"); n != x.archivos || !strings.Contains(dijo, x.dice) || x.dice == "" && dijo != "" {
				t.Errorf("%d files, said %q", n, dijo)
			}
		})
	}
}

// Where the bot is not, the file goes to whoever asked, with what to do to have it there.
func TestInformeDondeNoEsta(t *testing.T) {
	c := nuevaCasa(t)
	r, err := c.pedir(peticion{clase: claseOrden, persona: uST, canal: "C0OTRO", texto: "cvd informe 01so csv", clave: "orden:1"})
	if err != nil || !strings.Contains(r.mensaje.Texto, "Llega aquí") || c.archivos(uST) != 1 {
		t.Fatalf("%+v, %v, %d", r.mensaje, err, c.archivos(uST))
	}
	if s := c.despues.Texto; !strings.Contains(s, "invite al bot con «/invite @compromisos»") || !strings.Contains(s, "mensaje directo") {
		t.Errorf("%q", s)
	}
	// What only the channel may read goes nowhere else.
	c.st.dir.Comisiones[0].Lectura = compromiso.LecturaCanal
	c.sim.AddChannel(slacksim.Channel{ID: "C0OTRO", Name: "otro", Members: []string{uST, c.sim.BotUserID()}})
	if _, err := c.pedir(peticion{clase: claseOrden, persona: uST, canal: "C0OTRO", texto: "cvd informe 01so csv", clave: "orden:2"}); err != nil {
		t.Fatal(err)
	}
	if c.archivos("C0OTRO") != 0 || c.archivos(uST) != 2 {
		t.Errorf("%d in the channel, %d in the DM", c.archivos("C0OTRO"), c.archivos(uST))
	}
}

// The same request again makes no second file.
func TestInformeDosVeces(t *testing.T) {
	c := nuevaCasa(t, func(o *Options) { o.AppToken = "" })
	srv := httptest.NewServer(c.b.Handler())
	t.Cleanup(srv.Close)
	c.sim.UseHTTP(srv.URL + "/slack/events")
	c.slash(uST, "informe 01so csv")
	for range 2 {
		if status, err := c.sim.ResendLast(t.Context()); err != nil || status != 200 {
			t.Fatalf("%d %v", status, err)
		}
	}
	c.archivo("C0CVD")
	if err := c.b.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := c.archivos("C0CVD"); n != 1 {
		t.Errorf("%d files", n)
	}
}

// No more documents at a time than there is room for; the others wait, or are told to ask again.
func TestInformeSaturado(t *testing.T) {
	c := nuevaCasa(t)
	for range documentosEnCola {
		c.b.taller.cola <- struct{}{}
	}
	if _, err := c.orden(uST, "informe 01so csv"); compromiso.CodigoDe(err) != compromiso.Conflicto || !strings.Contains(err.Error(), "vuelva a pedirlo") {
		t.Errorf("got %v", err)
	}
	<-c.b.taller.cola
	for range documentosALaVez {
		c.b.taller.mesas <- struct{}{}
	}
	libre := time.AfterFunc(100*time.Millisecond, func() { <-c.b.taller.mesas })
	defer libre.Stop()
	if _, err := c.orden(uST, "informe 01so csv"); err != nil || c.archivos("C0CVD") != 1 || c.despues != nil {
		t.Errorf("%v, %d files, %+v", err, c.archivos("C0CVD"), c.despues)
	}
	if n := len(c.b.taller.cola); n != documentosEnCola-1 {
		t.Errorf("%d wait", n)
	}
}

// A bot that stops says so to whoever waits.
func TestInformeAlParar(t *testing.T) {
	c := nuevaCasa(t)
	c.escuchar()
	dentro := make(chan struct{})
	c.slash(uST, "ayuda")
	c.st.con(func() {
		c.st.antes = func(ctx context.Context) error { close(dentro); <-ctx.Done(); return ctx.Err() }
	})
	c.slash(uST, "informe 01so csv")
	<-dentro
	c.b.cancelar()
	c.dijo(uST, "El bot se está reiniciando y no terminó el informe de la 01SO-CVD/2024")
}

// What the ST has to look at is said to the ST, with that the informe was issued already.
func TestInformeAdvertencias(t *testing.T) {
	m := mensajeEntregado(entregado{
		que: "el informe de la 01SO-CVD/2024", formato: "docx", aqui: true, pista: "Ya se emitió.",
		advertencias: append([]string{"La sigla <!channel> no tiene definición."}, make([]string, 20)...),
	})
	s := string(cuerpoMensaje(m))
	if strings.Contains(m.Texto, "<!channel>") || !strings.Contains(m.Texto, "y 9 más") || !strings.Contains(s, "Revise antes de entregarlo") {
		t.Errorf("%s", m.Texto)
	}
	c := nuevaCasa(t)
	c.st.emitido = &compromiso.Emision{Numero: 2, Sesion: "01SO-CVD/2024", En: ahoraFijo()}
	if _, err := c.orden(uST, "informe 01so csv"); err != nil || c.despues == nil || !strings.Contains(c.despues.Texto, "con el número 2, el 11.03.2024") ||
		!strings.Contains(c.despues.Texto, "--sesion 01SO-CVD/2024 --emitido") {
		t.Errorf("%v %+v", err, c.despues)
	}
}
