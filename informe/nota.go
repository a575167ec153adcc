package informe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"compromisos/compromiso"
	"compromisos/informe/documento"
)

// ComponerNota is the nota on how one compromiso was attended, in the form of the real
// ones: running text, from what was recorded.
func ComponerNota(n compromiso.DatosNota) documento.Documento {
	d, _ := componerNota(n)
	return d
}

// componerNota is ComponerNota, and the siglas that the nota uses and nothing defines.
func componerNota(n compromiso.DatosNota) (documento.Documento, []string) {
	// Taken as it was offered, the prose of the Secretaría is what the seguimientos say: once is enough.
	sin := n.Fila
	sin.Atencion = ""
	if strings.TrimSpace(n.Fila.Atencion) == strings.TrimSpace(AtencionImpresa(sin)) {
		n.Fila = sin
	}
	inf := compromiso.Informe{
		Comision: n.Comision, ComisionNombre: n.ComisionNombre, Glosario: n.Glosario, Compromisos: []compromiso.FilaInforme{n.Fila},
	}
	c := &notario{DatosNota: n, f: n.Fila, inf: inf, gl: definiciones(inf)}
	d := documento.Documento{
		Titulo: c.titulo(), Asunto: "Nota sobre la atención " + c.tipo().del + " " + c.f.Numero.String(),
		Autor: autor(n.Comision), Creado: mediodia(n.Fecha),
		Pie: strings.TrimPrefix(n.Comision+" · Nota sobre "+c.tipo().el+" "+c.f.Numero.String(), " · "),
	}
	c.pon(documento.Encabezado{Nivel: 1, Texto: d.Titulo, Centrado: true})
	c.origen()
	c.actividades()
	c.acuerdos()
	c.calendarios()
	c.atencion()
	c.evidencias()
	c.prorrogas()
	c.estado()
	sinDefinir := c.siglas()
	d.Bloques = c.bloques
	return d, sinDefinir
}

// notario writes a nota, block after block.
type notario struct {
	compromiso.DatosNota
	f       compromiso.FilaInforme
	inf     compromiso.Informe // the nota's, of one row
	gl      map[string]string
	bloques []documento.Bloque
}

func (c *notario) pon(b ...documento.Bloque) { c.bloques = append(c.bloques, b...) }

// parrafo adds a paragraph of one or more sentences.
func (c *notario) parrafo(frases ...string) {
	frases = slices.DeleteFunc(frases, func(s string) bool { return s == "" })
	if len(frases) > 0 {
		c.pon(documento.Parrafo{Trozos: trozosDe(strings.Join(frases, " "))})
	}
}

// tipoEscrito is a type of compromiso in the forms that sentences need.
type tipoEscrito struct{ nombre, el, del, genero, relativo, atendido, lo string }

func (c *notario) tipo() tipoEscrito {
	switch c.f.Tipo {
	case compromiso.TipoSolicitud:
		return tipoEscrito{"solicitud", "la solicitud", "de la solicitud", "se formuló la solicitud", "relativa", "cumplida", "La"}
	case compromiso.TipoAcuerdo:
		return tipoEscrito{"acuerdo", "el acuerdo", "del acuerdo", "se adoptó el acuerdo", "relativo", "cumplido", "Lo"}
	}
	return tipoEscrito{"compromiso", "el compromiso", "del compromiso", "se generó el compromiso", "relativo", "cumplido", "Lo"}
}

func (c *notario) titulo() string {
	return nombreConSiglas(c.ComisionNombre, c.Comision) + " - Atención a " + c.tipo().nombre + " " + c.f.Numero.String()
}

// origen is where it comes from, what was asked, by whom, and who attends it.
func (c *notario) origen() {
	t := c.tipo()
	genero := c.dondeYCuando() + " " + t.genero + " " + c.f.Numero.String()
	informa := "en la presente nota se informan los trabajos que se han realizado al respecto."
	if !c.hayTrabajos() {
		informa = "en la presente nota se informa su estado."
	}
	lineas := renglones(c.f.Texto)
	if len(lineas) == 1 && utf8.RuneCountInString(lineas[0]) <= 600 && leerLinea(lineas[0]).clase == deParrafo {
		c.parrafo(fmt.Sprintf("%s, %s a %s, por lo que %s", genero, t.relativo, entreComillas(lineas[0]), informa))
		c.parrafo(c.quienSolicita(), c.quienAtiende())
		return
	}
	c.parrafo(genero + ", en los términos siguientes:")
	c.pon(bloquesDe(c.f.Texto)...)
	c.parrafo(c.quienSolicita(), c.quienAtiende(), mayuscula(informa))
}

// dondeYCuando is «En la Segunda Sesión Extraordinaria de la Comisión … (COVE), celebrada
// el 28 de septiembre de 2021,».
func (c *notario) dondeYCuando() string {
	nombre := nombreConSiglas(c.ComisionNombre, c.Comision)
	if c.ComisionNombre == "" && c.Comision != "" {
		nombre = c.Comision
	}
	_, de := articulo(nombre, "la")
	cod, _, err := compromiso.ParseCodigoSesion(c.f.Sesion, c.Comision)
	var sesion string
	switch {
	case err == nil && c.f.FechaSesion.IsZero():
		sesion = cod.Largo(c.f.Numero.Anio)
	case err == nil:
		sesion = cod.Largo(0)
	case !c.f.FechaSesion.IsZero():
		sesion = "sesión"
	default:
		el, _ := articulo(nombre, "la")
		return "En " + el + " " + nombre
	}
	s := "En la " + sesion + " " + de + " " + nombre
	if d := fechaEnPalabras(c.f.FechaSesion); d != "" {
		s += ", celebrada el " + d + ","
	}
	return s
}

// quienSolicita is «Lo solicitaron la Consejera Electoral … y el Consejero Electoral …».
func (c *notario) quienSolicita() string {
	var l []string
	for _, s := range c.f.Solicitantes {
		if s = enUnaLinea(s); s != "" {
			l = append(l, c.persona(s))
		}
	}
	switch len(l) {
	case 0:
		return ""
	case 1:
		return c.tipo().lo + " solicitó " + conPunto(l[0])
	}
	return c.tipo().lo + " solicitaron " + conPunto(enumeracion(l))
}

// persona is who a clave stands for, as far as the glossary knows; else the clave.
func (c *notario) persona(s string) string {
	clave := reClave.FindString(s)
	prefijo, siglas, _ := strings.Cut(clave, "-")
	resto := strings.TrimPrefix(s, clave)
	nombre := cmp.Or(enUnaLinea(c.Glosario[clave]), c.gl[siglas])
	switch {
	case clave == "", nombre == "", prefijo == "CE" && nombre == siglas:
		return s
	case prefijo == "CE", c.Glosario[clave] != "":
		el, _ := articulo(nombre, "")
		return strings.TrimSpace(el+" "+nombre) + resto
	case prefijo == "CPL":
		return "la Consejería del Poder Legislativo " + dePartido(nombre, siglas) + resto
	case prefijo == "RPP":
		return "la representación " + dePartido(nombre, siglas) + resto
	}
	return s
}

// dePartido is «del Partido del Trabajo (PT)», «de MORENA».
func dePartido(nombre, siglas string) string {
	_, de := articulo(nombre, "")
	if nombre != siglas {
		nombre += " (" + siglas + ")"
	}
	return de + " " + nombre
}

// quienAtiende names the areas, each with its siglas.
func (c *notario) quienAtiende() string {
	var l []string
	for _, a := range c.f.Areas {
		if a = enUnaLinea(a); a == "" {
			continue
		}
		if nombre := c.gl[a]; nombre != "" && nombre != a {
			if el, _ := articulo(nombre, ""); el != "" {
				nombre = el + " " + nombre
			}
			a = nombre + " (" + a + ")"
		}
		l = append(l, a)
	}
	if len(l) == 0 {
		return ""
	}
	for i, a := range l {
		if l[i] = "a " + a; strings.HasPrefix(a, "el ") {
			l[i] = "al " + strings.TrimPrefix(a, "el ")
		}
	}
	return "Su atención corresponde " + conPunto(enumeracion(l))
}

// hayTrabajos tells whether there is anything to tell besides the state.
func (c *notario) hayTrabajos() bool {
	return strings.TrimSpace(c.f.Atencion) != "" || slices.ContainsFunc(c.f.Seguimientos, diceAlgo)
}

func diceAlgo(s compromiso.SegInforme) bool { return len(renglones(s.Texto)) > 0 }

// siglas adds the meaning of the siglas that the nota uses and does not tell itself, as it
// does with «Secretaría de Relaciones Exteriores (SRE)».
func (c *notario) siglas() (sinDefinir []string) {
	textos := textosDe(c.bloques)
	todo := compromiso.Plegar(strings.Join(textos, "\n"))
	b := newBuscador(c.gl)
	for _, t := range textos {
		if strings.ContainsFunc(t, unicode.IsLower) {
			b.texto(t)
		} else {
			b.soloConocidas(t) // the headings of a table, the names of its rows
		}
	}
	usadas, sin := b.fin()
	usadas = slices.DeleteFunc(usadas, func(s string) bool {
		return c.gl[s] == s || strings.Contains(todo, compromiso.Plegar(c.gl[s]+" ("+s+")"))
	})
	if g := agrupar(c.inf, c.gl, usadas); len(g.Grupos) > 0 {
		var todas documento.Grupo // too few, as a rule, for groups
		for _, grupo := range g.Grupos {
			todas.Entradas = append(todas.Entradas, grupo.Entradas...)
		}
		slices.SortFunc(todas.Entradas, func(x, y documento.Entrada) int {
			return cmp.Or(cmp.Compare(compromiso.Plegar(x.Sigla), compromiso.Plegar(y.Sigla)), cmp.Compare(x.Sigla, y.Sigla))
		})
		c.pon(documento.Encabezado{Nivel: 2, Texto: TituloGlosario}, documento.Glosario{Grupos: []documento.Grupo{todas}})
	}
	return slices.DeleteFunc(sin, func(s string) bool { return strings.Contains(todo, "("+compromiso.Plegar(s)+")") })
}

// textosDe are the texts of a tree, in the order in which they are read.
func textosDe(bloques []documento.Bloque) []string {
	var l []string
	for _, b := range bloques {
		switch b := b.(type) {
		case documento.Encabezado:
			l = append(l, b.Texto)
		case documento.Parrafo:
			l = append(l, enTexto(b.Trozos))
		case documento.Lista:
			for _, i := range b.Items {
				l = append(append(l, enTexto(i.Trozos)), textosDe(i.Dentro)...)
			}
		case documento.Tabla:
			for _, col := range b.Columnas {
				l = append(l, col.Titulo)
			}
			for _, f := range b.Filas {
				for _, cel := range f.Celdas {
					if cel != nil {
						l = append(l, textosDe(cel.Bloques)...)
					}
				}
			}
		}
	}
	return l
}

func enTexto(l []documento.Trozo) string {
	var b strings.Builder
	for _, t := range l {
		b.WriteString(t.Texto)
	}
	return b.String()
}
