package main

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/chromedp"
)

// fotos has the stories of the page take the pictures of the guide and the contact sheets:
// what they show is what was tested.
//
//	make fotos
var fotos = flag.Bool("fotos", false, "write docs/fotos and bin/fotos, pictures of what the page shows")

// Where pictures go: those of the documents are kept, the sheets are for looking at.
const (
	fotosGuia  = "../../docs/fotos"
	fotosHojas = "../../bin/fotos"
)

// foto keeps what is seen now, for the guide.
func (n *navegador) foto(nombre string) { n.t.Helper(); n.retrata(fotosGuia, nombre, false) }

// hoja keeps the whole of what is shown, for whoever reviews.
func (n *navegador) hoja(nombre string) { n.t.Helper(); n.retrata(fotosHojas, nombre, true) }

func (n *navegador) retrata(carpeta, nombre string, entera bool) {
	n.t.Helper()
	if !*fotos {
		return
	}
	var b []byte
	n.evaluar(`document.fonts.ready.then(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(true)))))`, new(bool))
	if entera {
		n.hacer(chromedp.FullScreenshot(&b, 100))
	} else {
		n.hacer(chromedp.CaptureScreenshot(&b))
	}
	if err := os.MkdirAll(carpeta, 0o755); err != nil {
		n.t.Fatal(err)
	}
	chica, err := conPocosColores(b)
	if err != nil {
		n.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(carpeta, nombre+".png"), chica, 0o644); err != nil {
		n.t.Fatal(err)
	}
}

// enHoja lays all messages out in columns, each under its name, and keeps them on one sheet.
func (n *navegador) enHoja(nombres []string) {
	n.t.Helper()
	if !*fotos {
		return
	}
	n.pantalla(1800, 1000, false)
	n.evaluar(`((nombres) => {
		const s = new CSSStyleSheet()
		s.replaceSync('.top, #sidebar, #composer, .channel-head { display: none !important } html, body, .columns, #main { display: block; height: auto } #messages { columns: 4; overflow: visible } article { break-inside: avoid; border: 1px solid var(--line); flex-wrap: wrap } .reply { display: none }')
		document.adoptedStyleSheets = [s]
		document.querySelectorAll('#messages article').forEach((a, i) => { const h = document.createElement('h4'); h.textContent = nombres[i]; h.style.width = '100%'; a.prepend(h) })
		return true
	})(`+cita(nombres)+`)`, new(bool))
	n.hoja("mensajes")
}

// conPocosColores writes a picture again with its 128 most frequent colours: of what is flat
// and text, nobody sees a difference but in the size.
func conPocosColores(b []byte) ([]byte, error) {
	p, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	cuantos := map[color.RGBA]int{}
	r := p.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(p.At(x, y)).(color.RGBA)
			c.R, c.G, c.B = c.R&^3, c.G&^3, c.B&^3
			cuantos[c]++
		}
	}
	colores := slices.SortedFunc(maps.Keys(cuantos), func(a, b color.RGBA) int {
		return cmp.Or(cuantos[b]-cuantos[a], cmp.Compare(peso(a), peso(b)))
	})
	var paleta color.Palette
	for _, c := range colores[:min(len(colores), 128)] {
		c.R, c.G, c.B = c.R|c.R>>6, c.G|c.G>>6, c.B|c.B>>6
		paleta = append(paleta, c)
	}
	chica := image.NewPaletted(r, paleta)
	draw.Draw(chica, r, p, r.Min, draw.Src)
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err = e.Encode(&out, chica)
	return out.Bytes(), err
}

func peso(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
