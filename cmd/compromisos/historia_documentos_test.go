package main

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso"
	"compromisos/scheduler"
	"compromisos/slacksim"
)

// confConSesion has a session ahead, on a Wednesday after a long weekend: its digests are
// owed on the 10th and on the 17th. The weekly digest is at another time than the stories.
var confConSesion = strings.Replace(confSinResumen, "2026-10-30T10:00 }\n",
	"2026-10-30T10:00 }\n      - { codigo: 02SO-CVD, fecha: 2026-11-18T10:00 }\n", 1)

// archivos are the files that the bot put into a conversation, oldest first.
func (c *casa) archivos(donde string) []slacksim.File {
	var out []slacksim.File
	for _, m := range c.sala.Sim.Messages(donde) {
		if m.BotID != "" {
			out = append(out, m.Files...)
		}
	}
	return out
}

// palabrasDe are the words of a docx.
func palabrasDe(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// At nine in the morning the clerk types «informe» in the channel: it is there, of the session
// to come, with what was registered. An enlace gets it alone, a guest nothing.
func TestHistoria_pedirInforme(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.derfe.ExpectDM("01/2026")
	c.st.Slash("C0CVD", "/compromiso", "informe").Contains(t, "Preparando el informe de la 02SO-CVD/2026 en docx")
	m, b := c.sala.ExpectFile("C0CVD", "informe-02SO-CVD-2026.docx", "Borrador del informe de la 02SO-CVD/2026, del 18.11.2026", "03.11.2026", "A petición de <@U0ST>")
	if s := palabrasDe(t, b); !strings.Contains(s, "01/2026") || !strings.Contains(s, "Presentar el informe de avances") || m.ThreadTS != "" {
		t.Errorf("not the informe: %.300s", s)
	}
	c.asentar()
	antes := len(c.sala.Sim.Messages("C0CVD"))

	c.derfe.Slash("C0CVD", "/compromiso", "informe pdf").Contains(t, "Llega a su mensaje directo con el bot")
	if _, b = c.sala.ExpectFile("U0DERFE", "informe-02SO-CVD-2026.pdf"); !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("no pdf: %.20q", b)
	}
	c.derfe.ExpectEphemeral("ya está en su mensaje directo con el bot")
	if n := len(c.sala.Sim.Messages("C0CVD")); n != antes {
		t.Errorf("%d messages in the channel, there were %d", n, antes)
	}

	c.sala.Sim.AddUser(slacksim.User{ID: "U0VISITA", Name: "visita", Restricted: true})
	visita := c.sala.User("U0VISITA")
	visita.Slash("C0CVD", "/compromiso", "informe").Lacks(t, "Preparando")
	c.derfe.Slash("C0CVD", "/compromiso", "informe 07SO-CVD").Contains(t, "no tiene la sesión «07SO-CVD». Las que hay: 02SO-CVD/2026 y 01SO-CVD/2026.")
	c.derfe.Slash("C0CVD", "/compromiso", "informe ppt").Contains(t, "no es un formato")
	c.sala.ExpectNothingElse(300 * time.Millisecond)
	if n := len(c.archivos("U0VISITA")) + len(c.archivos("C0CVD")); n != 1 {
		t.Errorf("%d files", n)
	}
}

// The same request delivered again makes no second file, not even by another process.
func TestHistoria_informeDosVeces(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion, http: true})
	c.st.Slash("C0CVD", "/compromiso", "informe csv").Contains(t, "Preparando")
	c.abrirApp(opcionesCasa{http: true})
	for range 2 {
		if status, err := c.sala.Sim.ResendLast(t.Context()); err != nil || status != 200 {
			t.Fatalf("%d, %v", status, err)
		}
	}
	c.sala.ExpectFile("C0CVD", "informe-02SO-CVD-2026.csv")
	for _, a := range c.apps {
		c.parar(a)
	}
	if n := len(c.archivos("C0CVD")); n != 1 {
		t.Errorf("%d files", n)
	}
}

// What was issued is said to whoever asks for a draft of the same session.
func TestHistoria_informeYaEmitido(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: c.reloj.Ahora()}}
	p := compromiso.PedidoReporte{Comision: "CVD", Sesion: "02SO-CVD", Hoy: compromiso.NewFecha(2026, time.November, 3)}
	if _, err := c.tienda().Emitir(t.Context(), sol, p); err != nil {
		t.Fatal(err)
	}
	c.st.Slash("C0CVD", "/compromiso", "informe csv").Contains(t, "Preparando")
	c.sala.ExpectFile("C0CVD", "informe-02SO-CVD-2026.csv")
	c.st.ExpectEphemeral("ya está aquí", "El informe de la 02SO-CVD/2026 ya se emitió, con el número 1, el 03.11.2026", "--sesion 02SO-CVD/2026 --emitido")
}

// The card says in which sessions the commission was told that it is closed, also to whoever
// asked for the same card just before the informe was issued.
func TestHistoria_fichaInformada(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.registrar("02/2026", "áreas:DERFE vence:2026-11-13")
	st := c.tienda()
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: "U0ST", En: c.reloj.Ahora(), Hoy: compromiso.NewFecha(2026, time.November, 3)}}
	if _, _, err := st.Cambiar(t.Context(), sol, compromiso.Referencia{Comision: "CVD", Numero: compromiso.Numero{Cons: 1, Anio: 2026}},
		func(n *compromiso.Compromiso, _ *compromiso.Directorio) error {
			return n.Validar(sol.Acto, "", compromiso.Fecha{}, nil)
		}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c.derfe.Slash("C0CVD", "/compromiso", "ver 01/2026").Lacks(t, "Informado")
	}
	if _, err := st.Emitir(t.Context(), sol, compromiso.PedidoReporte{Comision: "CVD", Sesion: "02SO-CVD", Hoy: sol.Acto.Hoy}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		c.derfe.Slash("C0CVD", "/compromiso", "ver 01/2026").Contains(t, "Informado a la comisión en: 02SO-CVD/2026")
	}
	c.derfe.Slash("C0CVD", "/compromiso", "ver 02/2026").Lacks(t, "Informado")
}

// An enlace asks for the nota from the card, and gets it alone; the ST types it in the channel.
func TestHistoria_pedirNota(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.registrar("01/2026", "áreas:DERFE vence:2026-11-13")
	c.derfe.Slash("C0CVD", "/compromiso", "avance 01/2026 Se envió el oficio a las áreas").Contains(t, "Quedó registrado")
	ficha := c.derfe.Slash("C0CVD", "/compromiso", "ver 01/2026")
	ficha.Press("Nota en Word")
	c.derfe.ExpectEphemeral("Preparando la nota del compromiso CVD 01/2026 en docx… Llega a su mensaje directo con el bot")
	_, b := c.sala.ExpectFile("U0DERFE", "nota-01-2026-CVD.docx", "Nota del compromiso CVD 01/2026", "con lo registrado hasta el 03.11.2026")
	if s := palabrasDe(t, b); !strings.Contains(s, "envió el oficio a las áreas") {
		t.Errorf("not the nota: %.300s", s)
	}
	c.derfe.ExpectEphemeral("La nota del compromiso CVD 01/2026 (docx) ya está en su mensaje directo con el bot")
	c.st.Slash("C0CVD", "/compromiso", "nota 01/2026 pdf").Contains(t, "Llega aquí")
	c.sala.ExpectFile("C0CVD", "nota-01-2026-CVD.pdf", "A petición de <@U0ST>")
	c.st.Slash("C0CVD", "/compromiso", "nota 01/2026 excel").Contains(t, "«excel» no es un formato. La nota se hace en docx, pdf, html o md.")
	c.st.Slash("C0CVD", "/compromiso", "nota 44/2026").Contains(t, "44/2026")
	c.st.Slash("C0CVD", "/compromiso", "nota").Contains(t, "Falta el número del compromiso")
}

// Slack does not take the file: what was wrong, and what to do. It takes it again: it comes.
func TestHistoria_informeSinSlack(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "upload", Kind: slacksim.Reset, Times: -1})
	c.st.Slash("C0CVD", "/compromiso", "informe").Contains(t, "Preparando")
	c.st.ExpectEphemeral("ya se escribió, pero no se pudo subir: no hubo conexión con Slack. Inténtelo de nuevo en un minuto.")
	c.sala.Sim.ClearMishaps()
	c.sala.Sim.Inject(slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.LostAnswer})
	c.st.Slash("C0CVD", "/compromiso", "informe").Contains(t, "Preparando")
	c.sala.ExpectFile("C0CVD", "informe-02SO-CVD-2026.docx")
	c.sala.Sim.SetScopes("commands", "chat:write", "users:read")
	c.st.Slash("C0CVD", "/compromiso", "informe").Contains(t, "Preparando")
	c.st.ExpectEphemeral("le falta el permiso «files:write»", "reinstala la aplicación")
	if n := len(c.archivos("C0CVD")); n != 1 {
		t.Errorf("%d files", n)
	}
}

// Before a session the digest leaves with the draft of the informe in its thread: five
// business days before and one, once each, whatever the number of processes and sweeps.
func TestHistoria_antesDeLaSesion(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.abrirApp(opcionesCasa{})
	c.registrar("01/2026", "áreas:DERFE vence:2026-12-11")
	c.alas("2026-11-10T08:59")
	if n := len(c.archivos("C0CVD")); n != 0 {
		t.Errorf("%d files before the hour", n)
	}
	for _, momento := range []string{"2026-11-10T09:00", "2026-11-10T09:05", "2026-11-16T12:00"} {
		c.alas(momento)
	}
	resumen := c.sala.ExpectChannel("C0CVD", "Antes de la sesión 02SO-CVD/2026.", "del 30.10.2026 al 10.11.2026", "El borrador del informe va en el hilo")
	m := c.sala.ExpectReply(resumen, "Borrador del informe de la 02SO-CVD/2026", "con lo registrado hasta el 10.11.2026")
	if s := palabrasDe(t, c.sala.Sim.Content(m.Files[0].ID)); !strings.Contains(s, "01/2026") {
		t.Errorf("not the informe: %.300s", s)
	}
	c.alas("2026-11-17T09:00")
	c.sala.ExpectReply(c.sala.ExpectChannel("C0CVD", "Antes de la sesión"), "con lo registrado hasta el 17.11.2026")
	c.alas("2026-11-18T12:00")
	if n := len(c.archivos("C0CVD")); n != 2 {
		t.Errorf("%d files, want one with each digest", n)
	}
	if s := c.leer(`SELECT string_agg(clase || ' ' || estado, ', ' ORDER BY id) FROM avisos WHERE datos ? 'sesion'`); s != "resumen enviado, informe enviado, resumen enviado, informe enviado" {
		t.Errorf("the record says %s", s)
	}
}

// The process was down at both hours: on its return there is one digest, with one file.
func TestHistoria_caidoAntesDeLaSesion(t *testing.T) {
	t.Parallel()
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion})
	c.parar(c.apps[0])
	c.reloj.Mover(c.momento("2026-11-17T15:20"))
	c.apps = append(c.apps[:0], c.abrirApp(opcionesCasa{}))
	c.asentar()
	c.sala.ExpectReply(c.sala.ExpectChannel("C0CVD", "Antes de la sesión"), "con lo registrado hasta el 17.11.2026")
	if n := len(c.archivos("C0CVD")); n != 1 {
		t.Errorf("%d files", n)
	}
}

// antesDeSesion leaves the digest of the 10th to be sent, and no process.
func antesDeSesion(t *testing.T, sim slacksim.Options) *casa {
	c := abrirCasa(t, "2026-11-03T10:00", opcionesCasa{conf: confConSesion, sim: sim})
	c.parar(c.apps[0])
	c.reloj.Mover(c.momento("2026-11-10T09:30"))
	return c
}

// adjunto has another process take over: one digest, with one file in its thread, both on
// record as sent.
func (c *casa) adjunto() {
	c.t.Helper()
	c.abrirApp(opcionesCasa{motor: aPrisa})
	c.asentar()
	ms := c.sala.Sim.Messages("C0CVD")
	if len(ms) != 2 || len(ms[1].Files) != 1 || ms[1].ThreadTS != ms[0].TS || !contiene(strings.Join(ms[0].AllTexts(), " "), "Antes de la sesión") {
		c.t.Errorf("%d messages in the channel: %+v", len(ms), ms)
	}
	if s := c.leer(`SELECT string_agg(clase || ' ' || estado, ', ' ORDER BY id) FROM avisos`); s != "resumen enviado, informe enviado" {
		c.t.Errorf("the record says %s", s)
	}
}

// Killed once Slack had the file, before it was written down, with a file that shows late:
// it is found in the thread, and not sent again.
func TestHistoria_muertoTrasAdjuntar(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{ShareDelay: 300 * time.Millisecond})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.LostAnswer, Delay: 20 * time.Second})
	p := c.abrirProceso()
	c.espera("Slack has the file", func() bool { return c.sala.Sim.Calls("files.completeUploadExternal") == 1 })
	c.matar(p)
	if s := c.enMano(); s != "enviando" {
		t.Fatalf("killed too early or too late: %q", s)
	}
	c.adjunto()
	if n := c.sala.Sim.Calls("files.completeUploadExternal"); n != 1 {
		t.Errorf("shared %d times", n)
	}
}

// Killed with the bytes on their way: nobody saw them, and the next one sends its own.
func TestHistoria_muertoAlSubir(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "upload", Kind: slacksim.Hang, Delay: 20 * time.Second})
	p := c.abrirProceso()
	c.espera("the bytes are on their way", func() bool { return c.sala.Sim.Calls("upload") == 1 })
	c.matar(p)
	c.adjunto()
}

// Killed between the digest and its record: it is found, and its file follows.
func TestHistoria_muertoEntreResumenYAdjunto(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "C0CVD", Kind: slacksim.LostAnswer, Delay: 20 * time.Second})
	p := c.abrirProceso()
	c.espera("Slack has the digest", func() bool { return len(c.sala.Sim.Messages("C0CVD")) == 1 })
	c.matar(p)
	c.adjunto()
}

// Answers that are lost and a Slack that stumbles leave one digest and one file.
func TestHistoria_adjuntoIncierto(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{})
	for _, m := range []slacksim.Mishap{
		{Method: "chat.postMessage", Channel: "C0CVD", Kind: slacksim.LostAnswer},
		{Method: "files.getUploadURLExternal", Kind: slacksim.RateLimited, RetryAfter: time.Second},
		{Method: "upload", Kind: slacksim.Reset},
		{Method: "files.completeUploadExternal", Kind: slacksim.ServerError},
		{Method: "files.completeUploadExternal", Kind: slacksim.LostAnswer},
		{Method: "conversations.replies", Kind: slacksim.ServerError},
	} {
		c.sala.Sim.Inject(m)
	}
	c.adjunto()
}

// Slack will have no file: the digest goes out all the same, and says so in its thread, once.
func TestHistoria_adjuntoNegado(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "files.getUploadURLExternal", Kind: slacksim.SlackError, Error: "missing_scope", Times: -1})
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "C0CVD", Kind: slacksim.Hang}) // the digest's own
	c.sala.Sim.Inject(slacksim.Mishap{Method: "chat.postMessage", Channel: "C0CVD", Kind: slacksim.LostAnswer})
	c.abrirApp(opcionesCasa{motor: scheduler.Options{Incierto: 200 * time.Millisecond, Retroceso: 50 * time.Millisecond}})
	c.asentar()
	resumen := c.sala.ExpectChannel("C0CVD", "Antes de la sesión")
	c.sala.ExpectReply(resumen, "El borrador del informe no se pudo adjuntar: a la aplicación le falta el permiso «files:write»", "--sesion 02SO-CVD/2026")
	if n := len(c.sala.Sim.Messages("C0CVD")); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// The session was moved while the digest waited for the morning: nothing is said of it.
func TestHistoria_sesionMovida(t *testing.T) {
	t.Parallel()
	c := antesDeSesion(t, slacksim.Options{})
	c.reloj.Mover(c.momento("2026-11-10T21:00"))
	c.abrirApp(opcionesCasa{motor: aPrisa})
	c.espera("the digest waits", func() bool {
		return c.leer(`SELECT count(*) FROM avisos WHERE clase = 'resumen' AND no_antes > '2026-11-10T20:00-06'`) == "1"
	})
	c.configurar(strings.Replace(confConSesion, "2026-11-18T10:00", "2026-11-09T10:00", 1))
	c.apps = c.apps[1:]
	c.alas("2026-11-11T09:00")
	if n := len(c.sala.Sim.Messages("C0CVD")); n != 0 {
		t.Errorf("%d messages", n)
	}
}
