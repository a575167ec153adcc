package pagetest

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// aim finds where to click on something: once nothing has moved for a while, as a hand does, and
// where it is not covered.
const aim = `(async () => {
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

// Press clicks, or touches, what carries these words, the last one of those that a selector names.
func (b *Browser) Press(where, words string) {
	b.T.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility() && (e.innerText.includes(%[2]s) || (e.getAttribute('aria-label') ?? '').includes(%[2]s))).at(-1)`,
		Quote(where), Quote(words))
	b.Until(fmt.Sprintf("%s with %q", where, words), find)
	var p struct{ X, Y float64 }
	b.Evaluate(fmt.Sprintf(aim, find), &p)
	if p.X < 0 {
		b.T.Fatalf("%s with %q is covered, or never still", where, words)
	}
	if b.touched {
		b.Do(input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: p.X, Y: p.Y}}), input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}))
		return
	}
	b.Do(chromedp.MouseClickXY(p.X, p.Y))
}

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
