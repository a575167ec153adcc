package pagetest

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// aim finds where to click on something: once nothing has moved for a while, as a hand does, and
// where it is not covered.
const aim = `(async () => {
	const find = () => %s
	const frame = () => new Promise((r) => requestAnimationFrame(r))
	let last = performance.now(), why = ''
	const watch = new MutationObserver(() => { last = performance.now() })
	watch.observe(document.body, { subtree: true, childList: true })
	try {
		for (const end = performance.now() + 15000; performance.now() < end; await frame()) {
			const e = find()
			e?.scrollIntoView({ block: 'center' })
			const r = e?.getBoundingClientRect()
			const x = r && r.x + r.width / 2, y = r && r.y + r.height / 2
			const over = r && document.elementFromPoint(x, y)
			if (performance.now() - last > 150 && over && (e.contains(over) || over.contains(e))) {
				const took = (ev) => {
					const now = find()
					return Boolean(now && (now.contains(ev.target) || ev.target.contains(now) && ev.target !== document.body))
				}
				let began = false, clicked = false
				globalThis.addEventListener('pointerdown', (ev) => { began = took(ev) }, { capture: true, once: true })
				globalThis.addEventListener('click', (ev) => { clicked = took(ev) }, { capture: true, once: true })
				// What does its work as the button goes down may be gone before it comes up.
				globalThis.pagetestHit = () => clicked || began && !find()?.checkVisibility()
				return { X: x, Y: y }
			}
			why = !e ? 'it is gone' : performance.now() - last <= 150 ? 'it moves' : 'over it is ' + (over?.outerHTML ?? 'nothing').slice(0, 200)
		}
		return { X: -1, Y: -1, Why: why }
	} finally { watch.disconnect() }
})()`

// Press clicks, or touches, what carries these words, the last one of those that a selector names.
func (b *Browser) Press(where, words string) {
	b.T.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility() && (e.innerText.includes(%[2]s) || (e.getAttribute('aria-label') ?? '').includes(%[2]s))).at(-1)`,
		Quote(where), Quote(words))
	b.Until(fmt.Sprintf("%s with %q", where, words), find)
	for range 5 {
		var p struct {
			X, Y float64
			Why  string
		}
		b.Evaluate(fmt.Sprintf(aim, find), &p)
		if p.X < 0 {
			b.T.Fatalf("%s with %q cannot be pressed: %s", where, words, p.Why)
		}
		if b.click(p.X, p.Y) {
			return
		}
	}
	b.T.Fatalf("%s with %q moves away each time", where, words)
}

// click clicks, or touches, a place, and tells whether it was what was aimed at that took it:
// between the look and the press the page may have changed.
func (b *Browser) click(x, y float64) (hit bool) {
	b.T.Helper()
	if b.touched {
		b.Do(input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y}}), input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
	} else {
		b.Do(chromedp.MouseClickXY(x, y))
	}
	err := chromedp.Run(b.ctx, chromedp.Evaluate(heard, &hit, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return err != nil || hit // where the press opened another page, nobody is there to tell
}

// heard waits a moment for the click that aim listens for: after a touch it comes by and by.
const heard = `new Promise((done) => {
	const end = performance.now() + 1000
	const look = () => {
		const hit = globalThis.pagetestHit?.() ?? true
		if (hit || performance.now() > end) done(hit)
		else setTimeout(look, 10)
	}
	look()
})`

// Type presses keys, wherever the focus is: letters, and those of chromedp's kb.
func (b *Browser) Type(text string) {
	b.T.Helper()
	for _, r := range text {
		var down *input.DispatchKeyEventParams
		for _, p := range kb.Encode(r) {
			switch p.Type {
			case input.KeyChar: // a character of its own would come in even where the page took the key for itself
				down.Text, down.UnmodifiedText = p.Text, p.UnmodifiedText
				continue
			case input.KeyUp:
				b.Do(down)
			default:
				p.Type, down = input.KeyDown, p
				continue
			}
			b.Do(p)
		}
	}
}

// Write types a line where one writes messages, and sends it.
func (b *Browser) Write(text string) {
	b.T.Helper()
	b.Do(chromedp.Focus("#composer-text", chromedp.ByQuery))
	b.Type(text + kb.Escape + kb.Enter)
	b.Until("it was sent", `document.querySelector('#composer-text').value === ''`)
}

// Attach chooses files of this machine in the window that opens when open is done: a press of a
// button, or of a key.
func (b *Browser) Attach(open func(), paths ...string) {
	b.T.Helper()
	chosen := make(chan cdp.BackendNodeID, 1)
	ctx, cancel := context.WithCancel(b.ctx)
	defer cancel()
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*page.EventFileChooserOpened); ok {
			chosen <- e.BackendNodeID
		}
	})
	b.Do(page.SetInterceptFileChooserDialog(true))
	open()
	select {
	case id := <-chosen:
		b.Do(dom.SetFileInputFiles(paths).WithBackendNodeID(id), page.SetInterceptFileChooserDialog(false))
	case <-time.After(patience):
		b.T.Fatal("no window to choose files opened")
	}
}
