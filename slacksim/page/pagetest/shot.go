package pagetest

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

// shots has the stories take pictures on the way: what they show is what was tested.
//
//	make fotos
var shots = flag.Bool("fotos", false, "have the stories of the page take their pictures")

// Shooting tells whether pictures are wanted.
func Shooting() bool { return *shots }

// Shot keeps what is seen now as folder/name.png, if pictures are wanted.
func (b *Browser) Shot(folder, name string) { b.T.Helper(); b.keep(folder, name, false) }

// Sheet keeps the whole of what is shown, as high as it is, if pictures are wanted.
func (b *Browser) Sheet(folder, name string) { b.T.Helper(); b.keep(folder, name, true) }

func (b *Browser) keep(folder, name string, whole bool) {
	b.T.Helper()
	if !*shots {
		return
	}
	var raw []byte
	b.Evaluate(`document.fonts.ready.then(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(true)))))`, new(bool))
	if whole {
		b.Do(chromedp.FullScreenshot(&raw, 100))
	} else {
		b.Do(chromedp.CaptureScreenshot(&raw))
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.T.Fatal(err)
	}
	small, err := fewColours(raw)
	if err != nil {
		b.T.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), small, 0o644); err != nil {
		b.T.Fatal(err)
	}
}

// fewColours writes a picture again with its 128 most frequent colours: of what is flat and
// text, nobody sees a difference but in the size.
func fewColours(raw []byte) ([]byte, error) {
	p, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	count := map[color.RGBA]int{}
	r := p.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(p.At(x, y)).(color.RGBA)
			c.R, c.G, c.B = c.R&^3, c.G&^3, c.B&^3
			count[c]++
		}
	}
	order := func(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(order(a), order(b)))
	})
	var palette color.Palette
	for _, c := range colours[:min(len(colours), 128)] {
		c.R, c.G, c.B = c.R|c.R>>6, c.G|c.G>>6, c.B|c.B>>6
		palette = append(palette, c)
	}
	small := image.NewPaletted(r, palette)
	draw.Draw(small, r, p, r.Min, draw.Src)
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err = e.Encode(&out, small)
	return out.Bytes(), err
}
