package page

import (
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"compromisos/slacksim"
	"compromisos/slacksim/page/pagetest"
)

// say has the app say something to a person, or in a channel.
func (d *desk) appSays(to, text string) {
	d.t.Helper()
	(&app{t: d.t, sim: d.sim}).call("chat.postMessage", object{"channel": to, "text": text})
}

// A long conversation is shown from its end; what is older is there when one asks for it, and
// what one reads stays where it is meanwhile.
func TestPage_pages(t *testing.T) {
	t.Parallel()
	pagetest.Turn(t)
	d := open(t)
	for k := range 500 {
		if _, err := d.sim.Say(t.Context(), "U2", "C1", fmt.Sprintf("mensaje %d", k), ""); err != nil {
			t.Fatal(err)
		}
	}
	d.sim.MarkRead("U1", "C1", d.sim.Messages("C1")[489].TS)
	b := pagetest.Open(t, 1100, 760)
	b.Go(d.url)
	b.Until("the last messages alone", `document.querySelectorAll('#messages article').length === 30`)
	b.Until("the line where the news begin is before them", `document.querySelector('#messages .new').nextElementSibling.innerText.includes('mensaje 490')`)
	b.Write("algo mío")
	b.Until("what I wrote is shown at the end", `((m) => m.scrollHeight - m.scrollTop - m.clientHeight < 2 && m.lastElementChild.innerText.includes('algo mío'))(document.querySelector('#messages'))`)
	b.Evaluate(`document.querySelector('#messages').scrollTop = 0; true`, new(bool))
	b.Evaluate(`window.was = document.querySelector('#messages article'); window.y = was.getBoundingClientRect().y; true`, new(bool))
	b.Press("#messages .older button", "anteriores")
	b.Until("older ones came", `document.querySelectorAll('#messages article').length === 61`)
	b.Until("what one reads stays where it is", `was.isConnected && Math.abs(was.getBoundingClientRect().y - y) < 60`)
	if _, err := d.sim.Say(t.Context(), "U2", "C1", "llega uno más", ""); err != nil {
		t.Fatal(err)
	}
	b.Sees("#messages article", "llega uno más")
	b.Until("and it still does when something arrives", `Math.abs(was.getBoundingClientRect().y - y) < 60 && document.querySelectorAll('#messages article').length === 62`)
	b.NoComplaints()
}

// Two people side by side, each in a tab with an address of its own, which a reload and the
// browser's «back» keep; what one has read is read in the other, too.
func TestPage_tabs(t *testing.T) {
	t.Parallel()
	pagetest.Turn(t)
	d := open(t)
	d.appSays("U2", "algo para Luis")
	ines := pagetest.Open(t, 1100, 760)
	ines.Go(d.url)
	ines.Until("the address says who and where", `location.hash === '#U1/C1'`)
	ines.Sees("#sidebar .person:has(.count)", "Luis")
	luis := ines.Tab(1100, 760)
	luis.Go(d.url + "#U2/DM")
	luis.Sees("#messages article", "algo para Luis")
	luis.Sees("#sidebar .me", "Luis")
	ines.Until("nothing is new for him any more", `!document.querySelector('#sidebar .count')`)
	ines.Sees("#sidebar .me", "Inés")
	ines.Write("hola a todos")
	luis.Sees("#sidebar .place:has(.count)", "# cvd")
	luis.Press("#sidebar .place", "# cvd")
	luis.Sees("#messages article", "hola a todos")
	d.appSays("C1", "está <https://practice.slack.com/archives/"+d.sim.DMID("U2")+"/p1700000000000100|aquí>")
	luis.Press("#messages article a", "aquí") // an address in Slack is a place of the page
	luis.Until("his messages", `location.hash === '#U2/DM'`)
	luis.Press("#sidebar .place", "# cvd")
	luis.Press("#sidebar .person", "Inés")
	luis.Sees("#sidebar .me", "Inés")
	luis.Until("an address of its own", `location.hash === '#U1/C1'`)
	luis.Do(chromedp.NavigateBack())
	luis.Sees("#sidebar .me", "Luis")
	luis.Sees("#messages article", "hola a todos")
	luis.Do(chromedp.NavigateBack())
	luis.Sees("#messages article", "algo para Luis")
	luis.Do(chromedp.Focus("#composer-text", chromedp.ByQuery))
	luis.Type("a medias")
	luis.Do(chromedp.Reload())
	luis.Sees("#sidebar .me", "Luis")
	luis.Sees("#messages article", "algo para Luis")
	luis.Until("what was typed stays", `document.querySelector('#composer-text').value === 'a medias'`)
	ines.NoComplaints()
	luis.NoComplaints()
}

// serveAt serves a page at an address until it is told to end, as a practice in a terminal.
func serveAt(t *testing.T, address string, h http.Handler) (at string, end func()) {
	t.Helper()
	ln, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	served := make(chan struct{})
	go func() {
		_ = s.Serve(ln) // it says that it was closed
		close(served)
	}()
	end = func() { _ = s.Close() } // whoever listens is cut off
	t.Cleanup(func() { end(); <-served })
	return ln.Addr().String(), end
}

// The practice ends, and begins anew: the page says so, offers what is to be done, and loses
// nothing of what was typed.
func TestPage_gone(t *testing.T) {
	t.Parallel()
	pagetest.Turn(t)
	d := open(t)
	fresh := func() *Page {
		return New(Options{Sim: d.sim, Title: "Práctica", App: "Bot", People: []Person{{"U1", ""}, {"U2", ""}}})
	}
	first := fresh()
	at, end := serveAt(t, "127.0.0.1:0", first)
	b := pagetest.Open(t, 1100, 760)
	b.Go("http://" + at)
	b.Sees("#channel-title", "# cvd")
	b.Do(chromedp.Focus("#composer-text", chromedp.ByQuery))
	b.Type("lo que llevo escrito")
	end()
	b.Sees("#connection", "Se perdió la conexión", "Lo que escribió sigue aquí")
	b.Type(kb.Enter)
	b.Sees("#composer .note", "ya no está en marcha")
	typed := `document.querySelector('#composer-text').value === 'lo que llevo escrito'`
	b.Until("what was typed stays", typed)
	_, end = serveAt(t, at, first) // the same practice, after the machine slept
	b.Until("all is well", `document.querySelector('#connection').hidden`)
	end()
	serveAt(t, at, fresh())
	b.Press("#connection button", "Cargar de nuevo")
	b.Until("the page of the new practice", `!document.querySelector('#connection')?.innerText`)
	b.Sees("#channel-title", "# cvd")
	b.Until("what was typed stays", typed)
	b.Press("#composer button[type=submit]", "Enviar")
	b.Sees("#messages article", "lo que llevo escrito")
}

// What somebody wrote into a file that is opened runs nothing and reaches nothing; a document is
// shown by the browser's own viewer.
func TestPage_opened(t *testing.T) {
	t.Parallel()
	pagetest.Turn(t)
	d := open(t)
	page := `<!doctype html><title>Informe</title><style>h1 { color: rgb(1, 2, 3) }</style><h1>Hola</h1>
		<script>document.title = 'corrió'</script><img src=x onerror="document.title='corrió'"><a href="javascript:document.title='corrió'">enlace</a>
		<form action="/api/say" method="post"><button>Enviar</button></form><iframe src="/"></iframe><meta http-equiv="refresh" content="0;url=/">`
	_, html := d.send("U1", "C1", "informe.html", page)
	_, txt := d.send("U1", "C1", "nota.md", "# Título\n<b>ñandú</b>")
	_, _ = d.send("U1", "C1", "informe.docx", "PK")
	b := pagetest.Open(t, 1100, 760)
	b.Go(d.url)
	b.Sees("#messages .file", "informe.html", "Página web", "Documento de Word")
	b.Until("what a browser shows can be opened, the rest kept", `((f) => f.length === 3 && f[0].innerText.includes('Abrir') && !f[2].innerText.includes('Abrir') && f[2].innerText.includes('Descargar'))([...document.querySelectorAll('.file')])`)
	b.NoComplaints()
	opened := b.Tab(1100, 760) // it complains of what is not let through: that is what is wanted
	opened.Go(d.url + html.Open)
	opened.Sees("h1", "Hola")
	opened.Until("it is drawn with its own styles", `getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'`)
	opened.Until("everything in it was pressed", `['a', 'button'].every((e) => { document.querySelector(e).click(); return true })`)
	opened.Until("nothing of it ran", `document.title === 'Informe' && origin === 'null' && location.pathname.startsWith('/api/file/') && !document.querySelector('iframe').contentDocument`)
	opened.Go(d.url + txt.Open)
	opened.Sees("body", "<b>ñandú</b>")
	if n := len(d.sim.Messages("C1")); n != 3 {
		t.Errorf("%d messages", n)
	}
	if got := len(d.sim.See(slacksim.Look{User: "U1", Channel: "C1", Last: 9}).Messages); got != 3 {
		t.Errorf("%d messages", got)
	}
}
