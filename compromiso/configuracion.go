package compromiso

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Configuracion is what a configuration declares: section 3 of the contract. What is
// nil was not declared, and stays as it is.
type Configuracion struct {
	Comisiones   []ConfComision
	Areas        []ConfArea
	Solicitantes []ConfSolicitante
	Ejes         []string
	Glosario     map[string]string
}

// ConfComision is what is declared of a commission.
type ConfComision struct {
	Siglas         string
	Nombre         *string
	Canal          *string
	Zona           *string
	Secretaria     *[]string
	Lectura        *string
	Proceso        *[]Intervalo
	Inhabiles      *[]Intervalo
	Horario        *Horario
	Hora           *Hora
	Antes          *[]int
	DespuesCada    *int
	MaximoVencidos *int
	EscalarALos    *int
	Cron           *string
	AntesDeSesion  *[]int
	Sesiones       []Sesion // added to, or replacing, those with the same code and year
}

// ConfArea is what is declared of an area.
type ConfArea struct {
	Siglas    string
	Nombre    *string
	Enlaces   *[]string
	Suplentes *[]string
	Titular   *string
	Canal     *string
}

// ConfSolicitante is what is declared of a requester.
type ConfSolicitante struct {
	Clave    string
	Nombre   *string
	Cargo    *string
	Usuarios *[]string
}

// Falta is one thing wrong in a configuration: where, as a path like
// $.comisiones[0].recordatorios.hora, and what.
type Falta struct{ Ruta, Mensaje string }

// cotejo applies a configuration: it collects what is wrong and what changes.
type cotejo struct {
	d       *Directorio
	faltas  []Falta
	cambios []Cambio
	// Where each is, by its folded name: a file may have thousands.
	areas, solicitantes map[string]int
	glosario            map[string]string
	ejes                map[string]bool
}

func newCotejo(d *Directorio) *cotejo {
	k := &cotejo{d: d, areas: map[string]int{}, solicitantes: map[string]int{}, glosario: map[string]string{}, ejes: map[string]bool{}}
	for i, a := range d.Areas {
		k.areas[Plegar(a.Siglas)] = i
	}
	for i, s := range d.Solicitantes {
		k.solicitantes[Plegar(s.Clave)] = i
	}
	for g := range d.Glosario {
		k.glosario[Plegar(g)] = g
	}
	for _, e := range d.Ejes {
		k.ejes[Plegar(e)] = true
	}
	return k
}

func (k *cotejo) falta(ruta, formato string, args ...any) {
	k.faltas = append(k.faltas, Falta{Ruta: ruta, Mensaje: fmt.Sprintf(formato, args...)})
}

// poner replaces a declared value and notes what it replaced.
func poner[T any](k *cotejo, que string, sitio *T, nuevo *T) {
	if nuevo == nil {
		return
	}
	antes, despues := mostrar(*sitio), mostrar(*nuevo)
	if antes != despues {
		k.cambios = append(k.cambios, Cambio{Que: que, Antes: antes, Despues: despues})
	}
	*sitio = *nuevo
}

// mostrar is a value as the list of changes shows it.
func mostrar(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, ", ")
	case []int:
		return strings.Trim(fmt.Sprint(v), "[]")
	case []Intervalo:
		var s []string
		for _, i := range v {
			if i.Desde == i.Hasta {
				s = append(s, i.Desde.String())
			} else {
				s = append(s, i.Desde.String()+".."+i.Hasta.String())
			}
		}
		return strings.Join(s, ", ")
	case Horario:
		return v.Desde.String() + "-" + v.Hasta.String()
	}
	return fmt.Sprint(v)
}

// Aplicar is the directory after the configuration: declared values win, what is not
// declared stays. It gives what changed; with any Falta nothing is to be applied.
func (conf Configuracion) Aplicar(d *Directorio) (*Directorio, []Cambio, []Falta) {
	k := newCotejo(d.copiar())
	for i, a := range conf.Areas {
		k.area(fmt.Sprintf("$.areas[%d]", i), a)
	}
	slices.SortFunc(k.d.Areas, func(x, y Area) int { return cmp.Compare(Plegar(x.Siglas), Plegar(y.Siglas)) })
	for i, s := range conf.Solicitantes {
		k.solicitante(fmt.Sprintf("$.solicitantes[%d]", i), s)
	}
	for i, c := range conf.Comisiones {
		k.comision(fmt.Sprintf("$.comisiones[%d]", i), c)
	}
	k.canales(conf)
	k.repetidos(conf)
	for i, e := range conf.Ejes {
		if e = strings.TrimSpace(e); e == "" {
			k.falta(fmt.Sprintf("$.ejes[%d]", i), "un eje está vacío")
		} else if !k.ejes[Plegar(e)] {
			k.ejes[Plegar(e)] = true
			k.d.Ejes = append(k.d.Ejes, e)
			k.cambios = append(k.cambios, Cambio{Que: "eje", Despues: e})
		}
	}
	for _, s := range slices.Sorted(maps.Keys(conf.Glosario)) {
		k.definir(s, conf.Glosario[s])
	}
	k.siglas(conf)
	if len(k.faltas) > 0 {
		return nil, nil, k.faltas
	}
	return k.d, k.cambios, nil
}

// definir sets the definition of a sigla, under the spelling that the glossary has.
func (k *cotejo) definir(sigla, definicion string) {
	if g, hay := k.glosario[Plegar(sigla)]; hay {
		sigla = g
	}
	k.glosario[Plegar(sigla)] = sigla
	antes := k.d.Glosario[sigla]
	poner(k, "glosario "+sigla, &antes, &definicion)
	k.d.Glosario[sigla] = definicion
	k.d.Declaradas = append(k.d.Declaradas, sigla)
}

// repetidos refuses what one configuration declares twice: the second would undo the
// first, each time that it is applied.
func (k *cotejo) repetidos(conf Configuracion) {
	revisar := func(lista, que string, n int, clave func(int) string) {
		vistas := map[string]bool{}
		for i := range n {
			s := Plegar(clave(i))
			if s != "" && vistas[s] {
				k.falta(fmt.Sprintf("$.%s[%d]", lista, i), "%s %s está dos veces", que, clave(i))
			}
			vistas[s] = true
		}
	}
	for i, c := range conf.Comisiones {
		revisar(fmt.Sprintf("comisiones[%d].sesiones", i), "la sesión", len(c.Sesiones), func(j int) string {
			return fmt.Sprintf("%s/%d", c.Sesiones[j].Codigo, c.Sesiones[j].Fecha.Anio)
		})
	}
	vistas := map[string]string{}
	for _, g := range slices.Sorted(maps.Keys(conf.Glosario)) {
		if otra, hay := vistas[Plegar(g)]; hay {
			k.falta("$.glosario", "la sigla %s está dos veces en el glosario: también como %s", g, otra)
		}
		vistas[Plegar(g)] = g
	}
	revisar("comisiones", "la comisión", len(conf.Comisiones), func(i int) string { return conf.Comisiones[i].Siglas })
	revisar("areas", "el área", len(conf.Areas), func(i int) string { return conf.Areas[i].Siglas })
	revisar("solicitantes", "el solicitante", len(conf.Solicitantes), func(i int) string { return conf.Solicitantes[i].Clave })
}

func (k *cotejo) area(ruta string, a ConfArea) {
	a.Siglas = strings.TrimSpace(a.Siglas)
	if a.Siglas == "" || strings.ContainsAny(a.Siglas, ",\n") {
		k.falta(ruta, "falta «siglas» del área, sin comas")
		return
	}
	i, hay := k.areas[Plegar(a.Siglas)]
	if !hay {
		k.d.Areas = append(k.d.Areas, Area{Siglas: a.Siglas})
		i = len(k.d.Areas) - 1
		k.areas[Plegar(a.Siglas)] = i
		k.cambios = append(k.cambios, Cambio{Que: "área " + a.Siglas, Despues: "nueva"})
	}
	x, que := &k.d.Areas[i], "área "+a.Siglas+": "
	k.personas(ruta+".enlaces", a.Enlaces)
	k.personas(ruta+".suplentes", a.Suplentes)
	if a.Titular != nil {
		k.personas(ruta+".titular", &[]string{*a.Titular})
	}
	k.canal(ruta+".canal", a.Canal)
	poner(k, que+"nombre", &x.Nombre, a.Nombre)
	poner(k, que+"enlaces", &x.Enlaces, a.Enlaces)
	poner(k, que+"suplentes", &x.Suplentes, a.Suplentes)
	poner(k, que+"titular", &x.Titular, a.Titular)
	poner(k, que+"canal", &x.Canal, a.Canal)
}

func (k *cotejo) solicitante(ruta string, s ConfSolicitante) {
	s.Clave = strings.TrimSpace(s.Clave)
	if s.Clave == "" || strings.Contains(s.Clave, ",") {
		k.falta(ruta, "falta «clave» del solicitante, sin comas")
		return
	}
	i, hay := k.solicitantes[Plegar(s.Clave)]
	if !hay {
		k.d.Solicitantes = append(k.d.Solicitantes, Solicitante{Clave: s.Clave})
		i = len(k.d.Solicitantes) - 1
		k.solicitantes[Plegar(s.Clave)] = i
		k.cambios = append(k.cambios, Cambio{Que: "solicitante " + s.Clave, Despues: "nuevo"})
	}
	x, que := &k.d.Solicitantes[i], "solicitante "+s.Clave+": "
	k.personas(ruta+".usuarios", s.Usuarios)
	poner(k, que+"nombre", &x.Nombre, s.Nombre)
	poner(k, que+"cargo", &x.Cargo, s.Cargo)
	poner(k, que+"usuarios", &x.Usuarios, s.Usuarios)
}

var (
	rePersona = regexp.MustCompile(`^[USW][A-Z0-9]{1,20}$`)
	reCanal   = regexp.MustCompile(`^[CG][A-Z0-9]{1,20}$`)
)

func (k *cotejo) personas(ruta string, ids *[]string) {
	if ids == nil {
		return
	}
	for i, id := range *ids {
		r := ruta
		if len(*ids) > 1 || !strings.HasSuffix(ruta, "titular") {
			r = fmt.Sprintf("%s[%d]", ruta, i)
		}
		if !rePersona.MatchString(id) && (id != "" || !strings.HasSuffix(ruta, "titular")) {
			k.falta(r, "«%s» no es una persona (U…) ni un grupo (S…) de Slack", id)
		}
	}
}

func (k *cotejo) canal(ruta string, canal *string) {
	if canal != nil && *canal != "" && !reCanal.MatchString(*canal) {
		k.falta(ruta, "«%s» no es un canal de Slack: use su identificador (C…)", *canal)
	}
}

// copiar is a directory that can be changed without touching the one of now.
func (d *Directorio) copiar() *Directorio {
	n := *d
	n.Comisiones = nil
	for _, c := range d.Comisiones {
		x := *c
		x.Sesiones = slices.Clone(c.Sesiones)
		n.Comisiones = append(n.Comisiones, &x)
	}
	n.Areas = slices.Clone(d.Areas)
	n.Solicitantes = slices.Clone(d.Solicitantes)
	n.Ejes = slices.Clone(d.Ejes)
	n.Glosario = map[string]string{}
	maps.Copy(n.Glosario, d.Glosario)
	return &n
}
