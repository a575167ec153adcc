package main

import "compromisos/slacksim/page/pagetest"

// Where pictures go: those of the documents are kept, the sheets are for looking at.
const (
	fotosGuia  = "../../docs/fotos"
	fotosHojas = "../../bin/fotos"
)

// navegador is a browser on the page of the practice, which takes its pictures where they belong.
type navegador struct{ *pagetest.Browser }

// foto keeps what is seen now, for the guide.
func (n *navegador) foto(nombre string) { n.T.Helper(); n.Shot(fotosGuia, nombre) }

// hoja keeps the whole of what is shown, for whoever reviews.
func (n *navegador) hoja(nombre string) { n.T.Helper(); n.Sheet(fotosHojas, nombre) }

// enHoja lays all messages out in columns, each under its name, and keeps them on one sheet.
func (n *navegador) enHoja(nombres []string) {
	n.T.Helper()
	if !pagetest.Shooting() {
		return
	}
	n.Screen(1800, 1000, false)
	n.Evaluate(`((nombres) => {
		const s = new CSSStyleSheet()
		s.replaceSync('.top, #sidebar, #composer, .channel-head { display: none !important } html, body, .columns, #main { display: block; height: auto } #messages { columns: 4; overflow: visible } article { break-inside: avoid; border: 1px solid var(--line); flex-wrap: wrap } .reply { display: none }')
		document.adoptedStyleSheets = [s]
		document.querySelectorAll('#messages article').forEach((a, i) => { const h = document.createElement('h4'); h.textContent = nombres[i]; h.style.width = '100%'; a.prepend(h) })
		return true
	})(`+pagetest.Quote(nombres)+`)`, new(bool))
	n.hoja("mensajes")
}
