package pagetest

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/chromedp"
)

// shots has the stories take pictures on the way: what they show is what was tested.
//
//	make fotos
var shots = flag.Bool("fotos", false, "have the stories of the page take their pictures")

// Shooting tells whether pictures are wanted.
func Shooting() bool { return *shots }

// Shot keeps what is seen now as folder/name.png, if pictures are wanted.
func (b *Browser) Shot(folder, name string) {
	b.T.Helper()
	var raw []byte
	b.keep(folder, name, chromedp.CaptureScreenshot(&raw), &raw)
}

// Sheet keeps the whole of what is shown, as high as it is, if pictures are wanted.
func (b *Browser) Sheet(folder, name string) {
	b.T.Helper()
	var raw []byte
	b.keep(folder, name, chromedp.FullScreenshot(&raw, 100), &raw)
}

// Part keeps the whole of what a selector names, if pictures are wanted.
func (b *Browser) Part(folder, name, selector string) {
	b.T.Helper()
	var raw []byte
	b.keep(folder, name, chromedp.Screenshot(selector, &raw, chromedp.ByQuery), &raw)
}

// keep takes a picture once all is drawn.
func (b *Browser) keep(folder, name string, take chromedp.Action, raw *[]byte) {
	b.T.Helper()
	if !*shots {
		return
	}
	b.Evaluate(`document.fonts.ready.then(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(true)))))`, new(bool))
	b.Do(take)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.T.Fatal(err)
	}
	small, err := fewColours(*raw)
	if err != nil {
		b.T.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), small, 0o644); err != nil {
		b.T.Fatal(err)
	}
}

// fewColours writes a picture again with its 128 most frequent colours, and those that are like
// none of them, however little there is of one: of what is flat and text, nobody sees a
// difference but in the size.
func fewColours(raw []byte) ([]byte, error) {
	p, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	r := p.Bounds()
	all := image.NewRGBA(r)
	draw.Draw(all, r, p, r.Min, draw.Src)
	const bits = 6 // of each colour: eyes tell no more apart
	key := func(k int) int {
		return int(all.Pix[k]>>2)<<(2*bits) | int(all.Pix[k+1]>>2)<<bits | int(all.Pix[k+2]>>2)
	}
	count := make([]int, 1<<(3*bits))
	for k := 0; k < len(all.Pix); k += 4 {
		count[key(k)]++
	}
	var found []int
	for c, n := range count {
		if n > 0 {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(count[b], count[a]) })
	colour := func(c int) color.RGBA {
		wide := func(v int) uint8 { return uint8(v<<2&0xfc | v>>4&3) }
		return color.RGBA{wide(c >> (2 * bits)), wide(c >> bits), wide(c), 0xff}
	}
	const frequent, most = 128, 256
	var palette color.Palette
	nearest := make([]uint8, len(count))
	for k, c := range found {
		if k < frequent || len(palette) < most && unlike(colour(c), palette) {
			palette = append(palette, colour(c))
		}
	}
	for _, c := range found {
		nearest[c] = uint8(palette.Index(colour(c)))
	}
	small := image.NewPaletted(r, palette)
	for k := range small.Pix {
		small.Pix[k] = nearest[key(4*k)]
	}
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err = e.Encode(&out, small)
	return out.Bytes(), err
}

// unlike tells whether a colour is far from all of a palette.
func unlike(c color.RGBA, palette color.Palette) bool {
	near := palette.Convert(c).(color.RGBA)
	far := func(a, b uint8) int { return (int(a) - int(b)) * (int(a) - int(b)) }
	return far(c.R, near.R)+far(c.G, near.G)+far(c.B, near.B) > 30*30
}
