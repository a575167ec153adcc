// Package pagetest puts a person before a page, in a real browser: they press what carries some
// words, type with a keyboard, see and do not see. What they press is found as people find it,
// by what is written on it; a Browser waits for what is expected and never for a length of time.
//
//	b := pagetest.Open(t, 1100, 760)
//	b.Go(server.URL)
//	b.Press("button", "Enviar")
//	b.Sees("#messages article", "Gracias")
//	b.NoComplaints()
package pagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a story waits for what it expects to see, on a machine with much to do.
const patience = 30 * time.Second

// Browser is a real browser with one tab, and a person before it.
type Browser struct {
	T       testing.TB
	ctx     context.Context
	touched bool // there is no mouse

	mu         sync.Mutex
	complaints []string // errors of scripts, refusals of the policy
}

// Open starts a browser, as wide and high as is said, once it is the test's turn. It ends with
// the test.
func Open(t testing.TB, width, height int64) *Browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(Turn(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(int(width), int(height)),
		chromedp.Flag("force-device-scale-factor", "1"), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Env("LANGUAGE=es"),
		chromedp.WSURLReadTimeout(patience))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	// Its own log says only which news of the browser it has no name for.
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(closeTab)
	return tab(ctx, t, width, height)
}

// Tab opens another tab beside this one, in the same browser.
func (b *Browser) Tab(width, height int64) *Browser {
	b.T.Helper()
	ctx, closeTab := chromedp.NewContext(b.ctx)
	b.T.Cleanup(closeTab)
	return tab(ctx, b.T, width, height)
}

func tab(ctx context.Context, t testing.TB, width, height int64) *Browser {
	t.Helper()
	b := &Browser{T: t, ctx: ctx}
	chromedp.ListenTarget(ctx, b.hear)
	b.Do(log.Enable(), emulation.SetLocaleOverride().WithLocale("es-MX"))
	b.Screen(width, height, false)
	return b
}

// hear keeps what a page that is in order never says.
func (b *Browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			b.complaints = append(b.complaints, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded: // the policy speaks here
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			b.complaints = append(b.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// NoComplaints fails the story if the browser complained of the page.
func (b *Browser) NoComplaints() {
	b.T.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 {
		b.T.Errorf("the browser complains:\n%s", strings.Join(b.complaints, "\n"))
	}
}

// Do runs actions of chromedp, for what a person does that has no word here yet.
func (b *Browser) Do(actions ...chromedp.Action) {
	b.T.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.T.Fatal(err)
	}
}

// Go opens an address.
func (b *Browser) Go(url string) {
	b.T.Helper()
	b.Do(chromedp.Navigate(url))
}

// Screen sets how much is seen, and whether it is night.
func (b *Browser) Screen(width, height int64, dark bool) {
	b.T.Helper()
	theme := "light"
	if dark {
		theme = "dark"
	}
	b.Do(chromedp.EmulateViewport(width, height),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
}

// Phone makes it a phone held upright: there is no mouse, and what is pressed is touched.
func (b *Browser) Phone() {
	b.T.Helper()
	b.touched = true
	b.Do(emulation.SetDeviceMetricsOverride(390, 844, 1, true), emulation.SetTouchEmulationEnabled(true))
}

// Evaluate gives what an expression of the page comes to; a promise is waited for.
func (b *Browser) Evaluate(expression string, to any) {
	b.T.Helper()
	b.Do(chromedp.Evaluate(expression, to, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

// Until looks until an expression of the page is true; what says so if it never is.
func (b *Browser) Until(what, expression string) {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		var yes bool
		if err := chromedp.Run(ctx, chromedp.Evaluate("Boolean("+expression+")", &yes)); err == nil && yes {
			return
		}
		select {
		case <-ctx.Done():
			var text string
			b.Do(chromedp.Evaluate("document.body.innerText", &text))
			b.mu.Lock()
			defer b.mu.Unlock()
			b.T.Fatalf("still not there: %s\nthe page:\n%s\nthe browser: %s", what, text, strings.Join(b.complaints, "\n"))
		case <-time.After(30 * time.Millisecond):
		}
	}
}

// Sees waits for words inside of what a selector names, each anywhere in it.
func (b *Browser) Sees(where string, words ...string) {
	b.T.Helper()
	for _, w := range words {
		b.Until(fmt.Sprintf("%q in %s", w, where), fmt.Sprintf("[...document.querySelectorAll(%s)].some((e) => e.innerText.includes(%s))", Quote(where), Quote(w)))
	}
}

// SeesNo waits until nothing is found by a selector.
func (b *Browser) SeesNo(where string) {
	b.T.Helper()
	b.Until("no "+where, "!document.querySelector("+Quote(where)+")")
}

// FocusOn waits until the focus is on what carries these words, or is labelled with them.
func (b *Browser) FocusOn(words string) {
	b.T.Helper()
	b.Until("the focus on "+words, `((a) => [a.getAttribute('aria-label'), a.labels?.[0]?.innerText, a.innerText].some((s) => s?.includes(`+Quote(words)+`)))(document.activeElement)`)
}

// Quote writes a value as the page's scripts do.
func Quote(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // words always go
	}
	return string(b)
}
