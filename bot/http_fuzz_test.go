package bot

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"compromisos/compromiso/bound"
	"compromisos/slacksim"
)

// FuzzFirma takes for signed by Slack what is signed with the secret, within five minutes,
// and nothing else.
func FuzzFirma(f *testing.F) {
	f.Add(vectorSecreto, vectorSello, vectorFirma, vectorCuerpo, int64(1531420618))
	f.Add("x", "0", "v0=", "", int64(0))
	f.Add("", "1531420618", vectorFirma, vectorCuerpo, int64(1531420618))
	f.Add("x", "-9223372036854775808", "v0=00", "", int64(1<<62))
	f.Fuzz(func(t *testing.T, secreto, sello, firma, cuerpo string, ahora int64) {
		revisar := func(sello, firma string) error {
			h := http.Header{}
			h.Set("X-Slack-Request-Timestamp", sello)
			h.Set("X-Slack-Signature", firma)
			return revisarFirma(h, []byte(cuerpo), secreto, time.Unix(ahora, 0))
		}
		if revisar(sello, firma) == nil {
			n, err := strconv.ParseInt(sello, 10, 64)
			if err != nil || secreto == "" || n < ahora-300 || n > ahora+300 {
				t.Fatalf("taken: stamp %q at %d", sello, ahora)
			}
			if sello == strconv.FormatInt(n, 10) && !strings.EqualFold(firma, slacksim.Sign(secreto, time.Unix(n, 0), []byte(cuerpo))) {
				t.Fatalf("taken: signature %q", firma)
			}
		}
		if ahora < 0 || ahora > 1<<40 || secreto == "" {
			return
		}
		buena := slacksim.Sign(secreto, time.Unix(ahora, 0), []byte(cuerpo))
		if err := revisar(strconv.FormatInt(ahora, 10), buena); err != nil {
			t.Fatalf("refused: %v", err)
		}
		if err := revisar(strconv.FormatInt(ahora, 10), firma); err == nil && !strings.EqualFold(buena, firma) {
			t.Fatalf("taken: signature %q", firma)
		}
	})
}

// FuzzPeticion reads anything as the body of a request, by both doors, and everything in
// it that is read later on.
func FuzzPeticion(f *testing.F) {
	interactivas, eventos := cargas(newTabla())
	for _, nombre := range []string{"block_actions " + accionVer, "view_submission " + accionAvance, "block_suggestion", "view_closed"} {
		f.Add(jsonDe(f, interactivas[nombre]))
	}
	f.Add(jsonDe(f, eventos["message.im"]))
	f.Add("team_id=T1&user_id=U1&text=ver+03%2F2024&trigger_id=1")
	f.Add("payload=%7B%7D&payload=x&ssl_check=1")
	f.Add(`{"view":{"id":"V1","blocks":[{"type":"input","block_id":"a","element":{"type":"plain_text_input"}}],"state":{"values":{"a":{"a":{"value":"x"}}}}},"type":"view_submission"}`)
	f.Add(strings.Repeat(`{"view":`, 300) + strings.Repeat("[", 9000))
	f.Fuzz(func(t *testing.T, s string) {
		bound.Run(t, len(s), func() {
			h := http.Request{Header: http.Header{"Content-Type": {tipoForma}}}
			_ = esPruebaSSL(&h, []byte(s))
			_, _ = retoDe(&http.Request{}, []byte(s))
			for _, leer := range []func() (peticion, error){
				func() (peticion, error) { return peticionHTTP(tipoForma, []byte(s)) },
				func() (peticion, error) {
					return peticionHTTP(tipoForma, []byte(url.Values{"payload": {s}}.Encode()))
				},
				func() (peticion, error) { return peticionHTTP(tipoJSON, []byte(s)) },
				func() (peticion, error) { return peticionSobre(sobre{Type: "slash_commands", Payload: []byte(s)}) },
				func() (peticion, error) { return peticionSobre(sobre{Type: s}) },
			} {
				if p, err := leer(); err == nil {
					usar(t, p)
				}
			}
		})
	})
}

// usar reads of a request what its doors read.
func usar(t *testing.T, p peticion) {
	t.Helper()
	if p.clase == claseFormulario && (p.vista == nil || p.vista.ID == "") || p.clase == claseBoton && p.nombre == "" {
		t.Fatalf("a request without what it is about: %+v", p)
	}
	if p.vista != nil {
		leerValores(p.vista.Estado)
		for id := range erroresEn(p.vista, "texto", "x") {
			if id == "" {
				t.Fatalf("an error by no field: %+v", p.vista)
			}
		}
		p.vista.devolver(map[string]string{"texto": "x"})
		_, _ = leerProcedencia(p.vista.Metadatos)
	}
	if r, err := leerReferida(p.valor); err == nil {
		if o, err := leerReferida(strings.TrimSpace(r.String() + " " + r.Inciso)); err != nil || o != r {
			t.Fatalf("%q is %+v, and that is %+v, %v", p.valor, r, o, err)
		}
	}
	if plazo, ref, ok := decodificarPosponer(p.valor); ok {
		if pl, rf, ok := decodificarPosponer(codificarPosponer(plazo, ref)); !ok || pl != plazo || rf != ref {
			t.Fatalf("%q is %q of %q, and that is %q of %q", p.valor, plazo, ref, pl, rf)
		}
	}
	_, _ = decodificarPagina(p.valor)
	_ = p.devuelta("x")
}
