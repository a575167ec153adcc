package bot

import (
	"strings"
	"testing"

	"compromisos/compromiso"
	"compromisos/slacksim"
)

// envioInforme is the informe that goes into the thread of a message that stands in the channel.
func (c *casa) envioInforme() compromiso.Envio {
	c.t.Helper()
	if _, err := c.b.Enviar(c.t.Context(), avisoDePrueba("C0CVD")); err != nil {
		c.t.Fatal(err)
	}
	r := reporteFijo()
	return compromiso.Envio{Reporte: &r, Aviso: compromiso.Aviso{
		Clave: "informe:x", Clase: compromiso.AvisoInforme, Comision: "CVD", Destino: "C0CVD", Intentos: 1, PrimerIntent: ahoraFijo(),
		Datos: map[string]string{compromiso.DatoSesion: "01SO-CVD/2024", datoHilo: c.sim.Messages("C0CVD")[0].TS},
	}}
}

// Whatever becomes of the file, one message stands in the thread, and is found again; and what
// may pass is for the scheduler to try again, with what is known of its fate.
func TestEnviarInforme(t *testing.T) {
	for nombre, x := range map[string]struct {
		falla               slacksim.Mishap
		mensajes            int
		dice                string
		reintenta, incierto bool
	}{
		"it goes":           {slacksim.Mishap{Method: "nada"}, 1, "Borrador del informe de la 01SO-CVD/2024", false, false},
		"no scope":          {slacksim.Mishap{Method: "files.getUploadURLExternal", Kind: slacksim.SlackError, Error: "missing_scope"}, 1, "no se pudo adjuntar: a la aplicación le falta", false, false},
		"no file here":      {slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.SlackError, Error: "posting_to_channel_denied"}, 1, "no permite que la aplicación publique archivos", false, false},
		"the bytes are cut": {slacksim.Mishap{Method: "upload", Kind: slacksim.Reset}, 0, "", true, false},
		"too fast":          {slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.RateLimited}, 0, "", true, false},
		"a bad gateway":     {slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.ServerError}, 0, "", true, true},
		"the answer lost":   {slacksim.Mishap{Method: "files.completeUploadExternal", Kind: slacksim.LostAnswer}, 1, "Borrador del informe", true, true},
	} {
		t.Run(nombre, func(t *testing.T) {
			t.Parallel()
			c := nuevaCasa(t)
			e := c.envioInforme()
			c.sim.Inject(x.falla)
			r, err := c.b.Enviar(t.Context(), e)
			if f, ok := err.(*compromiso.FalloEnvio); ok { //nolint:errorlint // it is given as it is
				if f.Reintentar != x.reintenta || f.Incierto != x.incierto {
					t.Errorf("%+v", f)
				}
			} else if err != nil || x.reintenta || r.Canal != "C0CVD" || r.TS == "" {
				t.Errorf("%+v %v", r, err)
			}
			ms := c.sim.Messages("C0CVD")[1:]
			if len(ms) != x.mensajes || x.mensajes > 0 && (ms[0].ThreadTS != e.Aviso.Datos[datoHilo] || !strings.Contains(ms[0].Text, x.dice)) {
				t.Errorf("%+v", ms)
			}
			if _, esta, err := c.b.Buscar(t.Context(), e.Aviso); err != nil || esta != (x.mensajes > 0) {
				t.Errorf("found %v, %v", esta, err)
			}
		})
	}
}

// What somebody else puts into the thread, the mended draft of the same name too, is not ours.
func TestBuscarInformeAjeno(t *testing.T) {
	c := nuevaCasa(t)
	e := c.envioInforme()
	f := c.sim.Upload(uST, "informe-01SO-CVD-2024.docx", []byte("corregido"))
	if _, err := c.sim.SayFiles(t.Context(), uST, "C0CVD", "Lo corregí", e.Aviso.Datos[datoHilo], f); err != nil {
		t.Fatal(err)
	}
	if _, esta, err := c.b.Buscar(t.Context(), e.Aviso); err != nil || esta {
		t.Errorf("found %v, %v", esta, err)
	}
	e.Aviso.Datos[datoHilo] = "1.1"
	if _, _, err := c.b.Buscar(t.Context(), e.Aviso); err == nil {
		t.Error("in no thread")
	}
	e.Reporte = nil
	if _, err := c.b.Enviar(t.Context(), e); err == nil || !strings.Contains(err.Error(), "sin_contenido") {
		t.Errorf("without its data: %v", err)
	}
}

// What the Secretaría has to look at goes with the file, to the letter.
func TestComentarioAdjunto(t *testing.T) {
	s := comentarioAdjunto(reporteFijo(), []string{"Sin definición: <!channel>.", "b", "c", "d", "e", "f", "g"})
	if strings.Contains(s, "<!channel>") || !strings.HasSuffix(s, "\n• y 1 más") || !strings.Contains(s, "Para la Secretaría Técnica, antes de entregarlo:\n• Sin definición") {
		t.Errorf("%s", s)
	}
}
