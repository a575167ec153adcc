package pdf

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/informe/documento"
)

var actualizar = flag.Bool("update", false, "write the goldens again")

// TestDisposicion keeps what stands where: page, place, face with its size, text.
func TestDisposicion(t *testing.T) {
	a, _ := abrir(t, dificil(2_000))
	var b strings.Builder
	for _, d := range a.dichos(t) {
		fmt.Fprintf(&b, "%d %6.1f %6.1f %-8s %s\n", d.pagina, d.x, d.y, d.letra, d.texto)
	}
	const ruta = "testdata/dificil.golden"
	if *actualizar {
		if err := os.WriteFile(ruta, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	quiero, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatalf("%v (escríbalo con go test -update)", err)
	}
	if d := cmp.Diff(string(quiero), b.String()); d != "" {
		t.Errorf("(-quiero +leo; con go test -update se escribe de nuevo):\n%s", d)
	}
}

// TestMismosBytes: the same document is the same file, also when several are made at once.
func TestMismosBytes(t *testing.T) {
	var uno bytes.Buffer
	if _, err := Write(&uno, dificil(500)); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			var otro bytes.Buffer
			if _, err := Write(&otro, dificil(500)); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(uno.Bytes(), otro.Bytes()) {
				t.Error("el mismo documento dio otros bytes")
			}
		})
	}
	wg.Wait()
	var otro bytes.Buffer
	d := dificil(500)
	d.Creado = d.Creado.Add(time.Second)
	if _, err := Write(&otro, d); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(uno.Bytes(), otro.Bytes()) {
		t.Error("un documento de otro momento dio los mismos bytes")
	}
}

func TestPropiedades(t *testing.T) {
	a, _ := abrir(t, dificil(100))
	if !bytes.HasPrefix(a.crudo, []byte("%PDF-1.7\n")) {
		t.Errorf("versión: %q", a.crudo[:9])
	}
	for _, s := range []string{"/Lang (es-MX)", "/ViewerPreferences <</DisplayDocTitle true>>", "/Outlines ", "/Metadata "} {
		if !strings.Contains(a.catalogo, s) {
			t.Errorf("el catálogo no dice %s:\n%s", s, a.catalogo)
		}
	}
	for clave, quiero := range map[string]string{"/Title ": "Informe (difícil) 🎉", "/Subject ": "01SO", "/Author ": "Secretaría Técnica"} {
		_, s, _ := strings.Cut(a.info, clave)
		if leo, _ := cadena([]byte(s)); leo != quiero {
			t.Errorf("%s: %q, quiero %q", clave, leo, quiero)
		}
	}
	if !strings.Contains(a.info, "/CreationDate (D:20261030160000)") || !strings.Contains(a.info, "/ModDate (D:20261030160000)") {
		t.Errorf("fechas: %q", a.info)
	}
	for _, s := range []string{"<rdf:li>es-MX</rdf:li>", "Informe (difícil) 🎉</rdf:li>", "<xmp:CreateDate>2026-10-30T10:00:00-06:00<"} {
		if !bytes.Contains(a.crudo, []byte(s)) {
			t.Errorf("los metadatos no dicen %s", s)
		}
	}
	if n := bytes.Count(a.crudo, []byte("/FontFile2 ")); n != int(caras) {
		t.Errorf("%d letras incrustadas, quiero %d", n, caras)
	}
	if n := len(a.crudo); n > 400_000 {
		t.Errorf("%d bytes: ¿van enteras las letras?", n)
	}
}

// TestEstructura: what a reader for the blind is told: headings, rows, cells with what
// they span and hold, each text once, however many pages it takes; nothing that repeats.
func TestEstructura(t *testing.T) {
	a, _ := abrir(t, dificil(5_000))
	for _, s := range []string{"/MarkInfo <</Marked true>>", "/StructTreeRoot "} {
		if !strings.Contains(a.catalogo, s) {
			t.Errorf("el catálogo no dice %s", s)
		}
	}
	leo := a.estructura(t)
	if n := strings.Count(leo, "\n  TR\n"); n != 1+14+3 {
		t.Errorf("%d filas, quiero %d: las de la tabla y las del calendario", n, 1+14+3)
	}
	for _, quiero := range []string{
		"Document\n H1 Comisión de Vinculación y Difusión (CVD)\n P Viernes 30 de octubre de 2026, 10:00 horas\n Table\n  TR\n   TH SESIÓN/FECHA\n",
		"  TR\n   TD /RowSpan 7\n    P 01SO-CVD\n    P 15.02.2026\n   TD 01/2026\n   TD Presentar un informe de <b>lo hecho</b> &",
		"   TD\n    L\n     LI\n      LBody • CE-ACL, Presidente\n     LI\n      LBody • PT\n   TD\n    P Se celebró la reunión.\n    L\n     LI\n      LBody 1. Segunda Jornada",
		"\n   TD 02/2026\n", "\n   TD\n  TR\n   TD 03/2026\n", // an empty cell is a cell
		"\n H3 Lo que cambió\n L\n  LI\n   LBody 1. Segunda Jornada",
	} {
		if !strings.Contains(leo, quiero) {
			t.Errorf("la estructura no dice:\n%s", quiero)
		}
	}
	for s, n := range map[string]int{"SESIÓN/FECHA": 1, "01SO-CVD": 1, "15.02.2026": 2, "03/2026": 1, "Página": 0} {
		if k := strings.Count(leo, s); k != n {
			t.Errorf("%s está %d veces, quiero %d", s, k, n)
		}
	}
	largo := dificil(5_000).Bloques[2].(documento.Tabla).Filas[2].Celdas[4].Bloques[0].(documento.Parrafo).Trozos[0].Texto
	if strings.Count(leo, largo) != 3 {
		t.Error("el texto que pasa de una página no está seguido, una vez por fila")
	}
	if t.Failed() {
		t.Log(leo)
	}
}

func TestEsquema(t *testing.T) {
	a, _ := abrir(t, dificil(5_000))
	quiero := []entrada{
		{"Comisión de Vinculación y Difusión (CVD)", 1},
		{"01SO-CVD 15.02.2026", 2},
		{"02SO-CVD 15.02.2026", 2},
		{"Lo que cambió", 2},
	}
	if d := cmp.Diff(quiero, a.esquema(t), cmp.AllowUnexported(entrada{})); d != "" {
		t.Errorf("(-quiero +leo):\n%s", d)
	}
}

// TestFilaLarga: a text of 20,000 characters flows over the pages, all of it, once, in
// its order; nothing else is lost or said twice, and nothing leaves the page.
func TestFilaLarga(t *testing.T) {
	d := dificil(20_000)
	a, _ := abrir(t, d)
	l := a.dichos(t)
	fila := d.Bloques[2].(documento.Tabla).Filas[2].Celdas[4].Bloques[0].(documento.Parrafo).Trozos[0].Texto
	if len([]rune(fila)) < 19_000 {
		t.Fatalf("solo %d caracteres", len([]rune(fila)))
	}
	todo := unidos(cuerpo(l), func(d dicho) bool { return d.x > 400 && !strings.HasPrefix(d.letra, "B ") })
	if n := strings.Count(todo, fila); n != 3 {
		t.Errorf("el texto largo está entero %d veces, quiero 3 (tres filas lo llevan)", n)
	}
	enTabla := map[int]bool{}
	for _, x := range cuerpo(l) {
		if x.y < 48 || x.y > 612-40 || x.x < 45 || x.x > 792-45 {
			t.Errorf("fuera de la página: %+v", x)
		}
		enTabla[x.pagina] = enTabla[x.pagina] || x.texto == "NÚMERO"
	}
	for p := range a.paginas {
		if !enTabla[p+1] {
			t.Errorf("la página %d no repite el encabezado de la tabla", p+1)
		}
	}
	for i := range 14 {
		n := fmt.Sprintf("%02d/2026", i+1)
		if k := len(slices.DeleteFunc(slices.Clone(l), func(d dicho) bool { return d.texto != n })); k != 1 {
			t.Errorf("%s está %d veces", n, k)
		}
	}
}

// unidos joins the texts that are wanted, as a person reads lines on.
func unidos(l []dicho, quiero func(dicho) bool) string {
	var p []string
	for _, d := range l {
		if quiero(d) {
			p = append(p, d.texto)
		}
	}
	return strings.Join(p, " ")
}

// TestSesionEnCadaPagina: the session's cell is shared by its rows, and said again at
// the top of each page that they go on to.
func TestSesionEnCadaPagina(t *testing.T) {
	a, _ := abrir(t, dificil(20_000))
	veces := map[string]map[int]int{"01SO-CVD": {}, "02SO-CVD": {}}
	paginas := map[string][2]int{} // first and last page with a row of the session
	actual := ""
	for _, d := range a.dichos(t) {
		if d.x > 100 || d.y < 40 || d.y > 570 {
			continue
		}
		if v := veces[d.texto]; v != nil {
			v[d.pagina]++
			actual = d.texto
		}
		if p, hay := paginas[actual]; actual != "" {
			if !hay {
				p[0] = d.pagina
			}
			p[1] = d.pagina
			paginas[actual] = p
		}
	}
	for s, v := range veces {
		p := paginas[s]
		if p[1]-p[0] < 4 {
			t.Fatalf("la sesión %s ocupa las páginas %v: no prueba nada", s, p)
		}
		for i := p[0]; i <= p[1]; i++ {
			if v[i] != 1 {
				t.Errorf("%s está %d veces en la página %d", s, v[i], i)
			}
		}
	}
}

// TestCeldaQueBajaLarga: a spanning cell with more to say than its rows are tall makes
// the last of them taller, or goes on on the next page; it is said whole.
func TestCeldaQueBajaLarga(t *testing.T) {
	for _, lineas := range []int{1, 3, 12, 60, 150} {
		var bloques []documento.Bloque
		for i := range lineas {
			bloques = append(bloques, documento.Parrafo{Trozos: documento.Texto(fmt.Sprintf("renglón%d", i))})
		}
		uno := func(s string) *documento.Celda { return &documento.Celda{Bloques: parrafos(s)} }
		tabla := documento.Tabla{
			Columnas: []documento.Columna{{Titulo: "EJE", Parte: 1}, {Titulo: "NÚMERO", Parte: 1}},
			Filas: []documento.Fila{
				{Celdas: []*documento.Celda{{Bloques: bloques, Filas: 2}, uno("fila1")}},
				{Celdas: []*documento.Celda{nil, uno("fila2")}},
				{Celdas: []*documento.Celda{uno("otra"), uno("fila3")}},
			},
		}
		l := disponer(t, documento.Documento{Creado: creado, Bloques: []documento.Bloque{tabla}})
		dicho := map[string]int{}
		for _, d := range l {
			dicho[d.texto]++
			if d.y > 792-30 {
				t.Errorf("%d renglones: fuera de la página: %+v", lineas, d)
			}
		}
		for i := range lineas {
			if s := fmt.Sprintf("renglón%d", i); dicho[s] != 1 {
				t.Errorf("%d renglones: %s está %d veces", lineas, s, dicho[s])
			}
		}
		ultimo, otra := donde(l, fmt.Sprintf("renglón%d", lineas-1)), donde(l, "otra")
		if otra.pagina < ultimo.pagina || otra.pagina == ultimo.pagina && otra.y < ultimo.y+8 {
			t.Errorf("%d renglones: la fila que sigue pisa la celda: %+v %+v", lineas, ultimo, otra)
		}
	}
}

// disponer lays a document out without writing it: what each page says where.
func disponer(t testing.TB, d documento.Documento) []dicho {
	t.Helper()
	c, err := nuevo(d)
	if err != nil {
		t.Fatal(err)
	}
	var l []dicho
	paginas := 0
	c.dibujar = func(pagina []*trozoPagina) {
		paginas++
		for _, z := range pagina {
			y := z.y
			for i, r := range z.renglones {
				if i > 0 {
					y += r.antes
				}
				for _, x := range r.tramos {
					l = append(l, dicho{paginas, z.x + x.x, y + x.y, "", strings.TrimSpace(x.texto)})
				}
				y += r.alto
			}
		}
	}
	c.bloques(d.Bloques, 0, c.ancho, c.molde, c)
	c.asegurar(0)
	c.pasarPagina()
	return l
}

// TestTitulosLargos: a heading row taller than a page is said once, and leaves room.
func TestTitulosLargos(t *testing.T) {
	tabla := documento.Tabla{
		Columnas: []documento.Columna{{Titulo: strings.TrimSpace(strings.Repeat("título ", 3_000)), Parte: 1}, {Titulo: "DOS", Parte: 1}},
		Filas:    []documento.Fila{{Celdas: []*documento.Celda{{Bloques: parrafos("uno")}, {Bloques: parrafos(strings.Repeat("dos ", 200))}}}},
	}
	l := disponer(t, documento.Documento{Creado: creado, Bloques: []documento.Bloque{tabla}})
	todo := unidos(l, func(dicho) bool { return true })
	if n := strings.Count(todo, "título"); n != 3_000 {
		t.Errorf("el título está %d veces", n)
	}
	if n := l[len(l)-1].pagina; n > 15 {
		t.Errorf("%d páginas", n)
	}
}

// TestEncabezadoConLoQueSigue: wherever a page ends, no heading is left alone at its foot.
func TestEncabezadoConLoQueSigue(t *testing.T) {
	tabla := documento.Tabla{Columnas: []documento.Columna{{Titulo: "A", Parte: 1}}, Filas: []documento.Fila{{Celdas: []*documento.Celda{{Bloques: parrafos("sigue")}}}}}
	lista := documento.Lista{Items: []documento.Item{{Trozos: documento.Texto("sigue")}}}
	for _, sigue := range []documento.Bloque{documento.Parrafo{Trozos: documento.Texto("sigue")}, lista, tabla} {
		for n := range 14 {
			bloques := parrafos(strings.Fields(strings.Repeat("relleno ", 25+n))...)
			bloques = append(bloques, documento.Encabezado{Nivel: 2, Texto: "Título"}, sigue)
			l := disponer(t, documento.Documento{Creado: creado, Bloques: bloques})
			if x, y := donde(l, "Título"), donde(l, "sigue"); x.pagina != y.pagina {
				t.Errorf("%T tras %d renglones: el título está en la página %d, y lo que sigue en la %d", sigue, 25+n, x.pagina, y.pagina)
			}
		}
	}
}

func donde(l []dicho, texto string) dicho {
	i := slices.IndexFunc(l, func(d dicho) bool { return d.texto == texto })
	if i < 0 {
		return dicho{}
	}
	return l[i]
}

// TestOrden: text is said row by row, cell by cell, each cell's in one piece.
func TestOrden(t *testing.T) {
	d := grande(40)
	a, _ := abrir(t, d)
	todo := unidos(cuerpo(a.dichos(t)), func(dicho) bool { return true })
	todo = strings.NewReplacer("• ", "", "  ", " ").Replace(todo)
	desde := 0
	for i, f := range d.Bloques[4].(documento.Tabla).Filas {
		for _, c := range f.Celdas {
			if c == nil {
				continue
			}
			s := textoDe(c.Bloques)
			k := strings.Index(todo[desde:], s)
			if k < 0 {
				// Over the end of a page, the heading row comes between.
				k = strings.Index(todo[desde:], s[:len(s)/3])
			}
			if k < 0 {
				t.Fatalf("fila %d: no está en su lugar: %q", i, s)
			}
			desde += k
		}
	}
}

func textoDe(bs []documento.Bloque) string {
	var p []string
	for _, b := range bs {
		switch b := b.(type) {
		case documento.Parrafo:
			s := ""
			for _, z := range b.Trozos {
				s += z.Texto
			}
			p = append(p, s)
		case documento.Lista:
			for _, it := range b.Items {
				p = append(p, it.Trozos[0].Texto)
			}
		}
	}
	return strings.Join(p, " ")
}

func TestPies(t *testing.T) {
	a, _ := abrir(t, grande(60))
	n := len(a.paginas)
	if n < 5 {
		t.Fatalf("%d páginas", n)
	}
	l := a.dichos(t)
	for p := 1; p <= n; p++ {
		pie := unidos(l, func(d dicho) bool { return d.pagina == p && d.y > 570 })
		if quiero := fmt.Sprintf("Comisión de Vinculación y Difusión (CVD) Página %d de %d", p, n); pie != quiero {
			t.Errorf("pie de la página %d: %q", p, pie)
		}
	}
}

// TestVacio: nothing to say is still a page, whatever else is missing.
func TestVacio(t *testing.T) {
	for nombre, d := range map[string]documento.Documento{
		"nada":            {},
		"tabla sin nada":  {Bloques: []documento.Bloque{documento.Tabla{}}},
		"tabla sin filas": {Bloques: []documento.Bloque{documento.Tabla{Columnas: []documento.Columna{{Titulo: "A"}, {Titulo: "B"}}}}},
		"fila corta": {Bloques: []documento.Bloque{documento.Tabla{
			Columnas: []documento.Columna{{Titulo: "A"}, {}}, Filas: []documento.Fila{{}, {Celdas: []*documento.Celda{{}}}},
		}}},
		"párrafos sin texto": {Bloques: []documento.Bloque{
			documento.Parrafo{}, documento.Encabezado{}, documento.Lista{Items: []documento.Item{{}}}, documento.Glosario{Grupos: []documento.Grupo{{}}},
		}},
	} {
		if a, _ := abrir(t, d); len(a.paginas) != 1 {
			t.Errorf("%s: %d páginas", nombre, len(a.paginas))
		}
	}
}

// TestLigas: addresses lead somewhere if they are of the web or of the mail.
func TestLigas(t *testing.T) {
	d := documento.Documento{Creado: creado, Bloques: []documento.Bloque{documento.Parrafo{Trozos: []documento.Trozo{
		{Texto: "uno", Liga: "https://example.org/a(b)?q=ñ&x=\\"},
		{Texto: "dos", Liga: "MAILTO:st@example.org"},
		{Texto: "tres", Liga: "javascript:alert(1)"},
		{Texto: "cuatro", Liga: "file:///etc/passwd"},
		{Texto: "cinco", Liga: "https:/sin"},
	}}}}
	a, _ := abrir(t, d)
	quiero := []string{"/URI (https://example.org/a%28b%29?q=%C3%B1&x=%5C)", "/URI (MAILTO:st@example.org)"}
	for _, s := range quiero {
		if !bytes.Contains(a.crudo, []byte(s)) {
			t.Errorf("falta %s", s)
		}
	}
	if n := bytes.Count(a.crudo, []byte("/S /URI")); n != len(quiero) {
		t.Errorf("%d ligas, quiero %d", n, len(quiero))
	}
}

type roto struct{}

func (roto) Write([]byte) (int, error) { return 0, errors.New("disco lleno") }

func TestNoSePuedeEscribir(t *testing.T) {
	if _, err := Write(roto{}, dificil(10)); err == nil || err.Error() != "disco lleno" {
		t.Errorf("error: %v", err)
	}
}
