package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/robfig/cron/v3"

	"compromisos/compromiso"
)

// yamlConfiguracion is the file of section 3 of the contract as YAML writes it. Every
// value is optional, hence the pointers.
type yamlConfiguracion struct {
	Comisiones   []yamlComision    `yaml:"comisiones"`
	Areas        []yamlArea        `yaml:"areas"`
	Solicitantes []yamlSolicitante `yaml:"solicitantes"`
	Ejes         []string          `yaml:"ejes"`
	Glosario     map[string]string `yaml:"glosario"`
}

type yamlComision struct {
	Siglas     string    `yaml:"siglas"`
	Nombre     *string   `yaml:"nombre"`
	Canal      *string   `yaml:"canal"`
	Zona       *string   `yaml:"zona"`
	Secretaria *[]string `yaml:"secretaria"`
	Lectura    *string   `yaml:"lectura"`
	Calendario struct {
		Proceso   *[]string `yaml:"proceso"`
		Inhabiles *[]string `yaml:"inhabiles"`
		Horario   *string   `yaml:"horario"`
	} `yaml:"calendario"`
	Recordatorios struct {
		Hora           *string `yaml:"hora"`
		Antes          *[]int  `yaml:"antes"`
		DespuesCada    *int    `yaml:"despues_cada"`
		MaximoVencidos *int    `yaml:"maximo_vencidos"`
		EscalarALos    *int    `yaml:"escalar_a_los"`
	} `yaml:"recordatorios"`
	Resumen struct {
		Cron          *string `yaml:"cron"`
		AntesDeSesion *[]int  `yaml:"antes_de_sesion"`
	} `yaml:"resumen"`
	Sesiones []struct {
		Codigo string `yaml:"codigo"`
		Fecha  string `yaml:"fecha"`
	} `yaml:"sesiones"`
}

type yamlArea struct {
	Siglas    string    `yaml:"siglas"`
	Nombre    *string   `yaml:"nombre"`
	Enlaces   *[]string `yaml:"enlaces"`
	Suplentes *[]string `yaml:"suplentes"`
	Titular   *string   `yaml:"titular"`
	Canal     *string   `yaml:"canal"`
}

type yamlSolicitante struct {
	Clave    string    `yaml:"clave"`
	Nombre   *string   `yaml:"nombre"`
	Cargo    *string   `yaml:"cargo"`
	Usuarios *[]string `yaml:"usuarios"`
}

// posiciones knows where in the file a path stands.
type posiciones struct{ archivo *ast.File }

// error tells the faults in one line, each with its line and column, in their order.
func (p posiciones) error(faltas []compromiso.Falta) error {
	var ps []puesta
	for _, f := range faltas {
		linea, col := p.de(f.Ruta)
		ps = append(ps, puesta{linea, col, f.Mensaje})
	}
	return enOrden(ps)
}

// nodo is what the file has at a path, or nil.
func (p posiciones) nodo(ruta string) ast.Node {
	camino, err := yaml.PathString(ruta)
	if err != nil || p.archivo == nil {
		return nil
	}
	n, err := camino.FilterFile(p.archivo)
	if err != nil {
		return nil
	}
	return n
}

// de is the line and column of a path, or of the nearest thing above it that the file has.
func (p posiciones) de(ruta string) (linea, col int) {
	for ruta != "" && ruta != "$" {
		if n := p.nodo(ruta); n != nil && n.GetToken() != nil {
			t := n.GetToken()
			if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
				t = m.Values[0].Key.GetToken()
			}
			return t.Position.Line, t.Position.Column
		}
		ruta = ruta[:max(strings.LastIndexAny(ruta, ".["), 0)]
	}
	return 1, 1
}

// leerConfiguracion reads the file strictly: an unknown key or a wrong type is refused
// with its line and column.
func leerConfiguracion(b []byte) (compromiso.Configuracion, posiciones, error) {
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	if err := revisarTexto(b); err != nil {
		return compromiso.Configuracion{}, posiciones{}, err
	}
	piezas := lexer.Tokenize(string(b))
	if err := revisarHondura(piezas); err != nil {
		return compromiso.Configuracion{}, posiciones{}, err
	}
	archivo, err := parser.Parse(piezas, 0)
	if err != nil {
		return compromiso.Configuracion{}, posiciones{}, traducirYAML(err)
	}
	pos := posiciones{archivo: archivo}
	if len(archivo.Docs) > 1 {
		linea := archivo.Docs[1].Start.Position.Line
		return compromiso.Configuracion{}, pos, noSeAplico(linea, 1, "empieza otro documento, y solo se lee uno: quite la línea «---»")
	}
	if err := revisarAlias(archivo); err != nil {
		return compromiso.Configuracion{}, pos, err
	}
	var y yamlConfiguracion
	if err := decodificarYAML(b, &y); err != nil {
		return compromiso.Configuracion{}, pos, traducirYAML(err)
	}
	if err := revisarNodos(pos); err != nil {
		return compromiso.Configuracion{}, pos, err
	}
	k := &lectorYAML{pos: pos}
	conf := compromiso.Configuracion{Ejes: y.Ejes, Glosario: y.Glosario}
	for i, c := range y.Comisiones {
		conf.Comisiones = append(conf.Comisiones, k.comision(fmt.Sprintf("$.comisiones[%d]", i), c))
	}
	for i, a := range y.Areas {
		if a.Siglas != "" { // missing ones are told with the rest of the rules
			k.siglas(fmt.Sprintf("$.areas[%d].siglas", i), "un área", a.Siglas)
		}
		conf.Areas = append(conf.Areas, compromiso.ConfArea(a))
	}
	for _, s := range y.Solicitantes {
		conf.Solicitantes = append(conf.Solicitantes, compromiso.ConfSolicitante(s))
	}
	if len(k.faltas) > 0 {
		return conf, pos, pos.error(k.faltas)
	}
	return conf, pos, nil
}

// decodificarYAML decodes strictly. A file on which the YAML reader breaks is one that it does not
// understand.
func decodificarYAML(b []byte, y *yamlConfiguracion) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("el lector de YAML no pudo con él: %v", x)
		}
	}()
	return yaml.UnmarshalWithOptions(b, y, yaml.Strict())
}

// lectorYAML turns written values into those of the field, and collects what is wrong.
type lectorYAML struct {
	pos    posiciones
	faltas []compromiso.Falta
}

func (k *lectorYAML) falta(ruta string, err error) {
	k.faltas = append(k.faltas, compromiso.Falta{Ruta: ruta, Mensaje: minuscula(strings.TrimSuffix(err.Error(), "."))})
}

func (k *lectorYAML) comision(ruta string, y yamlComision) compromiso.ConfComision {
	c := compromiso.ConfComision{
		Siglas: y.Siglas, Nombre: y.Nombre, Canal: y.Canal, Zona: y.Zona, Secretaria: y.Secretaria, Lectura: y.Lectura,
		Antes: y.Recordatorios.Antes, DespuesCada: y.Recordatorios.DespuesCada, MaximoVencidos: y.Recordatorios.MaximoVencidos,
		EscalarALos: y.Recordatorios.EscalarALos, Cron: y.Resumen.Cron, AntesDeSesion: y.Resumen.AntesDeSesion,
	}
	if !k.siglas(ruta+".siglas", "una comisión", y.Siglas) {
		return c // the rest would be judged by what it is not
	}
	c.Proceso = k.intervalos(ruta+".calendario.proceso", y.Calendario.Proceso)
	c.Inhabiles = k.intervalos(ruta+".calendario.inhabiles", y.Calendario.Inhabiles)
	if h := y.Calendario.Horario; h != nil {
		c.Horario = k.horario(ruta+".calendario.horario", *h)
	}
	if h := y.Recordatorios.Hora; h != nil {
		hora, err := compromiso.ParseHora(*h)
		if err != nil {
			k.falta(ruta+".recordatorios.hora", err)
		}
		c.Hora = &hora
	}
	if y.Resumen.Cron != nil && *y.Resumen.Cron != "" {
		if _, err := cron.ParseStandard(*y.Resumen.Cron); err != nil || len(strings.Fields(*y.Resumen.Cron)) != 5 {
			k.falta(ruta+".resumen.cron", fmt.Errorf("«%s» no es un horario cron de cinco campos, como 0 9 * * MON", *y.Resumen.Cron))
		}
	}
	for _, donde := range []string{"recordatorios.antes[*]", "recordatorios.despues_cada", "recordatorios.maximo_vencidos", "recordatorios.escalar_a_los", "resumen.antes_de_sesion[*]"} {
		k.entero(ruta + "." + donde)
	}
	for i, s := range y.Sesiones {
		r := fmt.Sprintf("%s.sesiones[%d]", ruta, i)
		if sesion, ok := k.sesion(r, s.Codigo, s.Fecha, y.Siglas); ok {
			c.Sesiones = append(c.Sesiones, sesion)
		}
	}
	return c
}

// entero refuses what the YAML reader would cut down to a whole number (2.5).
func (k *lectorYAML) entero(ruta string) {
	revisar := func(ruta string, n ast.Node) {
		if f, ok := n.(*ast.FloatNode); ok {
			k.falta(ruta, fmt.Errorf("«%s» no es un número entero", f.GetToken().Value))
		}
	}
	switch n := k.pos.nodo(strings.TrimSuffix(ruta, "[*]")).(type) {
	case *ast.SequenceNode:
		for i, v := range n.Values {
			revisar(fmt.Sprintf("%s[%d]", strings.TrimSuffix(ruta, "[*]"), i), v)
		}
	default:
		revisar(ruta, n)
	}
}

// intervalos reads days and spans of days: 2023-12-25 or 2023-12-18..2024-01-05.
func (k *lectorYAML) intervalos(ruta string, escritos *[]string) *[]compromiso.Intervalo {
	if escritos == nil {
		return nil
	}
	out := []compromiso.Intervalo{}
	for i, s := range *escritos {
		r := fmt.Sprintf("%s[%d]", ruta, i)
		desde, hasta, hay := strings.Cut(s, "..")
		if !hay {
			hasta = desde
		}
		d, err := compromiso.ParseFecha(strings.TrimSpace(desde))
		if err != nil {
			k.falta(r, err)
			continue
		}
		h, err := compromiso.ParseFecha(strings.TrimSpace(hasta))
		if err != nil {
			k.falta(r, err)
			continue
		}
		if h.Antes(d) {
			k.falta(r, fmt.Errorf("«%s» termina antes de empezar", s))
			continue
		}
		out = append(out, compromiso.Intervalo{Desde: d, Hasta: h})
	}
	return &out
}

func (k *lectorYAML) horario(ruta, s string) *compromiso.Horario {
	desde, hasta, hay := strings.Cut(s, "-")
	d, err1 := compromiso.ParseHora(strings.TrimSpace(desde))
	h, err2 := compromiso.ParseHora(strings.TrimSpace(hasta))
	if !hay || err1 != nil || err2 != nil {
		k.falta(ruta, fmt.Errorf("«%s» no es un horario: escríbalo como 08:00-20:00", s))
		return nil
	}
	return &compromiso.Horario{Desde: d, Hasta: h}
}

// sesion reads a code and a day, with its hour if it is known: 2023-09-18T10:00.
func (k *lectorYAML) sesion(ruta, codigo, fecha, siglas string) (compromiso.Sesion, bool) {
	cod, anio, err := compromiso.ParseCodigoSesion(codigo, siglas)
	if err != nil {
		k.falta(ruta+".codigo", err)
		return compromiso.Sesion{}, false
	}
	s := compromiso.Sesion{Comision: siglas, Codigo: cod}
	if fecha == "" {
		k.falta(ruta, fmt.Errorf("a la sesión %s le falta «fecha»", codigo))
		return s, false
	}
	dia, hora, hay := strings.Cut(strings.Replace(fecha, " ", "T", 1), "T")
	if s.Fecha, err = compromiso.ParseFecha(dia); err != nil {
		k.falta(ruta+".fecha", err)
		return s, false
	}
	if hay {
		if s.Hora, err = compromiso.ParseHora(hora); err != nil {
			k.falta(ruta+".fecha", err)
			return s, false
		}
		s.ConHora = true
	}
	if anio != 0 && anio != s.Fecha.Anio {
		k.falta(ruta+".codigo", fmt.Errorf("la sesión %s es de %d y su fecha, de %d", codigo, anio, s.Fecha.Anio))
		return s, false
	}
	return s, true
}
