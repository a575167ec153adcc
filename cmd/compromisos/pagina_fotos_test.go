package main

import (
	"cmp"
	"flag"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"compromisos/slacksim/page/pagetest"
)

// Where pictures go: those of the documents are kept, the contact sheet is for looking at.
const (
	fotosGuia  = "../../docs/fotos"
	fotosHojas = "../../bin/fotos"
)

// solo is what is on the contact sheet.
//
//	make fotos SOLO=vista-nuevo
var solo = flag.String("solo", "", "put only the goldens with these `words` in their name on the contact sheet, each in every light")

// navegador is a browser on the page of the practice, which takes its pictures where they belong.
type navegador struct{ *pagetest.Browser }

// foto keeps what is seen now, for the guide.
func (n *navegador) foto(nombre string) { n.T.Helper(); n.Shot(fotosGuia, nombre) }

// hoja keeps the whole of what is shown, for whoever reviews.
func (n *navegador) hoja(nombre string) { n.T.Helper(); n.Sheet(fotosHojas, nombre) }

// luz is a way to look at a screen: what is said of it, what its pictures end in, how wide the
// screen is, and whether it is night.
type luz struct {
	titulo, final string
	ancho         int64
	oscuro        bool
}

// luces are those of the contact sheet, that of the desk by day first.
var luces = []luz{{"", "", 780, false}, {"De noche", "-noche", 780, true}, {"En el teléfono", "-telefono", 390, false}}

// enOtraLuz are the screens that say more by night and on a phone: those with colours, tables,
// long lines, lists and fields that are wrong.
var enOtraLuz = []string{
	"mensaje-aviso-recordatorio", "mensaje-aviso-resumen", "mensaje-ficha-st", "mensaje-lista", "mensaje-avisos", "mensaje-ayuda-st",
	"vista-nuevo-error", "vista-nuevo-parecidos", "vista-validar", "vista-conceder",
}

// grupos are the parts of the contact sheet, by how the names of their pictures begin.
var grupos = []struct{ prefijo, titulo string }{
	{"mensaje-aviso-", "Lo que llega"},
	{"mensaje-", "Lo que se responde"},
	{"vista-", "Los formularios"},
	{"inicio-", "El inicio"},
	{"", "Los elementos de Slack"},
}

// conFotos are the goldens whose pictures are wanted.
func conFotos(gs []golden) []golden {
	if !pagetest.Shooting() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(gs), func(g golden) bool { return !strings.Contains(g.Nombre, *solo) })
}

// lucesDe are those in which a golden is pictured.
func lucesDe(nombre string) []luz {
	if *solo != "" || slices.Contains(enOtraLuz, nombre) {
		return luces
	}
	return luces[:1]
}

// figura is one picture on the sheet.
type figura struct{ Nombre, Archivo string }

// grupo is a part of the sheet.
type grupo struct {
	Titulo  string
	Figuras []figura
}

// columnas are the parts whose pictures are of one width.
type columnas struct {
	Angostas bool
	Grupos   []grupo
}

// ancho is that of a sheet with eight columns, or fewer where that is enough.
func (c columnas) ancho() int64 {
	n := 0
	for _, g := range c.Grupos {
		n += len(g.Figuras)
	}
	return 48 - 24 + int64(min(n, 8))*(640+24)
}

// retrato takes pictures of goldens and remembers where each belongs on the sheet.
type retrato struct {
	d      *tablado
	grupos map[string][]figura
}

// toma keeps what a selector names, as it is seen now, as the picture of a golden.
func (r *retrato) toma(nombre, cual string, l luz) {
	r.d.T.Helper()
	r.d.Part(fotosHojas, nombre+l.final, cual)
	titulo := l.titulo
	if titulo == "" {
		titulo = grupos[slices.IndexFunc(grupos, func(g struct{ prefijo, titulo string }) bool { return strings.HasPrefix(nombre, g.prefijo) })].titulo
	}
	r.grupos[titulo] = append(r.grupos[titulo], figura{nombre, nombre + l.final + ".png"})
}

// soloMensajes leaves nothing on the page but the messages, as wide as they are in a window.
const soloMensajes = `((hoja) => {
	hoja.replaceSync('.modal::backdrop { background: none } .top, #sidebar, #composer, .channel-head, .reply { display: none !important } html, body, .columns, #main { display: block; height: auto } #messages { overflow: visible; padding: 0 } #messages article { max-width: 640px; padding: 10px }')
	document.adoptedStyleSheets = [hoja]
	return true
})(new CSSStyleSheet())`

// mensajes pictures those that are wanted of what the page shows, which is all of todos.
func (r *retrato) mensajes(todos []golden) {
	r.d.T.Helper()
	r.d.Evaluate(soloMensajes, new(bool))
	for _, l := range luces {
		r.d.Screen(l.ancho, 900, l.oscuro)
		for k, g := range todos {
			if len(conFotos([]golden{g})) > 0 && slices.Contains(lucesDe(g.Nombre), l) {
				r.toma(g.Nombre, fmt.Sprintf("#messages article:nth-of-type(%d)", k+1), l)
			}
		}
	}
}

// vistas pictures each as its window looks on a screen that is high enough for the whole of it.
func (r *retrato) vistas(gs []golden) {
	r.d.T.Helper()
	for _, g := range gs {
		r.d.muestra(g)
		for _, l := range lucesDe(g.Nombre) {
			r.d.Screen(l.ancho, 3600, l.oscuro)
			r.toma(g.Nombre, "dialog.modal[open]", l)
		}
	}
}

// inicios pictures what is wanted of the Home tab.
func (r *retrato) inicios(gs []golden) {
	r.d.T.Helper()
	if len(gs) == 0 {
		return
	}
	if _, err := r.d.sim.CloseViews(r.d.T.Context(), quienMira); err != nil && len(r.d.sim.Views(quienMira)) > 0 {
		r.d.T.Fatal(err)
	}
	r.d.SeesNo("dialog.modal[open]")
	r.d.Evaluate(`document.adoptedStyleSheets = []; true`, new(bool))
	r.d.Screen(1100, 900, false)
	r.d.Press("#sidebar .place", "Inicio de")
	r.d.Evaluate(soloMensajes, new(bool))
	for _, g := range gs {
		r.d.publica(g)
		for _, l := range lucesDe(g.Nombre) {
			r.d.Screen(l.ancho, 900, l.oscuro)
			r.toma(g.Nombre, "#messages .home", l)
		}
	}
}

// hojaDeContacto lays the pictures out in columns, each under its name.
var hojaDeContacto = template.Must(template.New("").Parse(`<!doctype html>
<html lang="es-MX">
<meta charset="utf-8">
<title>Todas las pantallas</title>
<style>
  body { font: 16px/1.4 system-ui, "Liberation Sans", sans-serif; margin: 24px; background: #e9edf0; color: #1d2329; }
  h1 { margin: 0 0 20px; font-size: 1.7rem; }
  main { columns: 640px; column-gap: 24px; }
  main.angostas { columns: 390px; margin-top: 28px; }
  h2 { margin: 0 0 12px; font-size: 1.5rem; border-bottom: 2px solid #163038; break-after: avoid; }
  figure { margin: 0 0 22px; break-inside: avoid; }
  figcaption { font: 600 15px/1.5 ui-monospace, "Liberation Mono", monospace; }
  img { display: block; max-width: 100%; border: 1px solid #b7c1ca; border-radius: 6px; }
</style>
<h1>Todas las pantallas</h1>
{{range .}}<main{{if .Angostas}} class="angostas"{{end}}>
{{range .Grupos}}<h2>{{.Titulo}} ({{len .Figuras}})</h2>
{{range .Figuras}}<figure><figcaption>{{.Nombre}}</figcaption><img src="{{.Archivo}}" alt=""></figure>
{{end}}{{end}}</main>
{{end}}</html>
`))

// enHoja puts all pictures on one page, and that page in one picture.
func (r *retrato) enHoja() {
	t := r.d.T
	t.Helper()
	var anchas, angostas columnas
	angostas.Angostas = true
	var titulos []string
	for _, g := range grupos {
		titulos = append(titulos, g.titulo)
	}
	for _, titulo := range append(titulos, luces[1].titulo, luces[2].titulo) {
		donde := &anchas
		if titulo == luces[2].titulo {
			donde = &angostas
		}
		if fs := r.grupos[titulo]; len(fs) > 0 {
			slices.SortFunc(fs, func(a, b figura) int { return cmp.Compare(a.Nombre, b.Nombre) })
			donde.Grupos = append(donde.Grupos, grupo{titulo, fs})
		}
	}
	ruta, err := filepath.Abs(filepath.Join(fotosHojas, "hoja.html"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(ruta)
	if err != nil {
		t.Fatal(err)
	}
	if err := hojaDeContacto.Execute(f, []columnas{anchas, angostas}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	r.d.Go((&url.URL{Scheme: "file", Path: ruta}).String())
	r.d.Screen(anchas.ancho(), 1000, false)
	r.d.hoja("hoja")
}

// retratar takes the pictures of the contact sheet, if they are wanted.
func retratar(t *testing.T, todos []golden) {
	t.Helper()
	if len(conFotos(todos)) == 0 {
		return
	}
	d := abrirTablado(t, todos)
	r := &retrato{d, map[string][]figura{}}
	r.mensajes(deClase(todos, "message"))
	r.vistas(conFotos(deClase(todos, "modal")))
	r.inicios(conFotos(deClase(todos, "home")))
	r.enHoja()
}
