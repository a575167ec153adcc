package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// paciencia is how long a story waits for what it expects to see, on a machine with much to do.
const paciencia = 30 * time.Second

// navegador is a real browser with one tab, and a person before it: what they press is
// found by the words on it, as people find it.
type navegador struct {
	t   *testing.T
	ctx context.Context

	mu     sync.Mutex
	quejas []string // errors of scripts, refusals of the policy
}

// ejecutableNavegador is the Chromium of this machine, by the names that it goes by.
func ejecutableNavegador(t *testing.T) string {
	t.Helper()
	for _, nombre := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if ruta, err := exec.LookPath(nombre); err == nil {
			return ruta
		}
	}
	t.Skip("[no es para CI] no chromium in PATH") // .ci/preparar installs it where it can
	return ""
}

// abrirNavegador starts a browser on a page, as wide and high as is said.
func abrirNavegador(t *testing.T, ancho, alto int64) *navegador {
	t.Helper()
	opciones := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(ejecutableNavegador(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(int(ancho), int(alto)),
		chromedp.Flag("force-device-scale-factor", "1"), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Env("LANGUAGE=es"), chromedp.WSURLReadTimeout(paciencia))
	ctx, cancelar := chromedp.NewExecAllocator(t.Context(), opciones...)
	t.Cleanup(cancelar)
	// Its own log says only which news of the browser it has no name for.
	ctx, cerrar := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(cerrar)
	n := &navegador{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, n.oir)
	n.hacer(log.Enable(), emulation.SetLocaleOverride().WithLocale("es-MX"))
	n.pantalla(ancho, alto, false)
	return n
}

// oir keeps what a page that is in order never says.
func (n *navegador) oir(suceso any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch e := suceso.(type) {
	case *runtime.EventExceptionThrown:
		n.quejas = append(n.quejas, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			n.quejas = append(n.quejas, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded: // the policy speaks here
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			n.quejas = append(n.quejas, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// sinQuejas fails the story if the browser complained of the page.
func (n *navegador) sinQuejas() {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.quejas) > 0 {
		n.t.Errorf("the browser complains:\n%s", strings.Join(n.quejas, "\n"))
	}
}

func (n *navegador) hacer(acciones ...chromedp.Action) {
	n.t.Helper()
	if err := chromedp.Run(n.ctx, acciones...); err != nil {
		n.t.Fatal(err)
	}
}

// ir opens an address.
func (n *navegador) ir(url string) {
	n.t.Helper()
	n.hacer(chromedp.Navigate(url))
}

// pantalla sets how much is seen, and whether it is night.
func (n *navegador) pantalla(ancho, alto int64, oscuro bool) {
	n.t.Helper()
	tema := "light"
	if oscuro {
		tema = "dark"
	}
	n.hacer(chromedp.EmulateViewport(ancho, alto),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: tema}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
}

// evaluar gives what an expression of the page comes to.
func (n *navegador) evaluar(expresion string, a any) {
	n.t.Helper()
	n.hacer(chromedp.Evaluate(expresion, a, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// espera looks until an expression of the page is true.
func (n *navegador) espera(que, expresion string) {
	n.t.Helper()
	ctx, cancelar := context.WithTimeout(n.ctx, paciencia)
	defer cancelar()
	for {
		var hay bool
		if err := chromedp.Run(ctx, chromedp.Evaluate("Boolean("+expresion+")", &hay)); err == nil && hay {
			return
		}
		select {
		case <-ctx.Done():
			var texto string
			n.hacer(chromedp.Evaluate("document.body.innerText", &texto))
			n.mu.Lock()
			defer n.mu.Unlock()
			n.t.Fatalf("still not there: %s\nthe page:\n%s\nthe browser: %s", que, texto, strings.Join(n.quejas, "\n"))
		case <-time.After(30 * time.Millisecond):
		}
	}
}

// ve waits for words inside of what a selector names.
func (n *navegador) ve(donde string, palabras ...string) {
	n.t.Helper()
	for _, p := range palabras {
		n.espera(fmt.Sprintf("%q in %s", p, donde), fmt.Sprintf("[...document.querySelectorAll(%s)].some((e) => e.innerText.includes(%s))", cita(donde), cita(p)))
	}
}

// noVe waits until nothing is found by a selector.
func (n *navegador) noVe(donde string) {
	n.t.Helper()
	n.espera("no "+donde, "!document.querySelector("+cita(donde)+")")
}

// guionApuntar finds where to click on something: once nothing has moved for a while, as a
// hand does, and where it is not covered.
const guionApuntar = `(async () => {
	const frame = () => new Promise((r) => requestAnimationFrame(r))
	let last = performance.now()
	const watch = new MutationObserver(() => { last = performance.now() })
	watch.observe(document.body, { subtree: true, childList: true })
	try {
		for (const end = performance.now() + 15000; performance.now() < end; await frame()) {
			const e = %s
			e?.scrollIntoView({ block: 'center' })
			const r = e?.getBoundingClientRect()
			const x = r && r.x + r.width / 2, y = r && r.y + r.height / 2
			const over = r && document.elementFromPoint(x, y)
			if (performance.now() - last > 150 && over && (e.contains(over) || over.contains(e))) return { X: x, Y: y }
		}
		return { X: -1, Y: -1 }
	} finally { watch.disconnect() }
})()`

// oprime clicks what carries these words, the last one of those that a selector names.
func (n *navegador) oprime(donde, palabras string) {
	n.t.Helper()
	busca := fmt.Sprintf(`[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility() && (e.innerText.includes(%[2]s) || (e.getAttribute('aria-label') ?? '').includes(%[2]s))).at(-1)`,
		cita(donde), cita(palabras))
	n.espera(fmt.Sprintf("%s with %q", donde, palabras), busca)
	var p struct{ X, Y float64 }
	n.evaluar(fmt.Sprintf(guionApuntar, busca), &p)
	if p.X < 0 {
		n.t.Fatalf("%s with %q is covered, or never still", donde, palabras)
	}
	n.hacer(chromedp.MouseClickXY(p.X, p.Y))
}

// teclea types with the keyboard, wherever the focus is.
func (n *navegador) teclea(texto string) {
	n.t.Helper()
	for _, r := range texto {
		var baja *input.DispatchKeyEventParams
		for _, p := range kb.Encode(r) {
			switch p.Type {
			case input.KeyChar: // a character of its own would come in even where the page took the key for itself
				baja.Text, baja.UnmodifiedText = p.Text, p.UnmodifiedText
				continue
			case input.KeyUp:
				n.hacer(baja)
			default:
				p.Type, baja = input.KeyDown, p
				continue
			}
			n.hacer(p)
		}
	}
}

// escribe types a line where one writes messages, and sends it.
func (n *navegador) escribe(texto string) {
	n.t.Helper()
	n.hacer(chromedp.Focus("#composer-text", chromedp.ByQuery))
	n.teclea(texto + kb.Escape + kb.Enter)
	n.espera("it was sent", `document.querySelector('#composer-text').value === ''`)
}

// enfoca waits until the focus is on what carries these words.
func (n *navegador) enfoca(palabras string) {
	n.t.Helper()
	n.espera("the focus on "+palabras, `((a) => [a.getAttribute('aria-label'), a.labels?.[0]?.innerText, a.innerText].some((s) => s?.includes(`+cita(palabras)+`)))(document.activeElement)`)
}

// cita writes words as the page's scripts do.
func cita(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // words always go
	}
	return string(b)
}
