package compromiso

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

var reSiglas = regexp.MustCompile(`^[\p{L}][\p{L}0-9-]{1,19}$`)

// comision applies what is declared of one commission.
func (k *cotejo) comision(ruta string, conf ConfComision) {
	if !reSiglas.MatchString(conf.Siglas) {
		k.falta(ruta+".siglas", "«%s» no sirve como siglas de una comisión: de 2 a 20 letras o números, sin espacios", conf.Siglas)
		return
	}
	c, ok := k.d.Comision(conf.Siglas)
	if !ok {
		if conf.Nombre == nil || strings.TrimSpace(*conf.Nombre) == "" {
			k.falta(ruta, "a la comisión %s le falta «nombre»", conf.Siglas)
			return
		}
		c = NewComision(conf.Siglas, "")
		k.d.Comisiones = append(k.d.Comisiones, c)
		k.cambios = append(k.cambios, Cambio{Que: "comisión " + conf.Siglas, Despues: "nueva"})
	}
	que := "comisión " + c.Siglas + ": "
	k.canal(ruta+".canal", conf.Canal)
	k.personas(ruta+".secretaria", conf.Secretaria)
	poner(k, que+"nombre", &c.Nombre, conf.Nombre)
	poner(k, que+"canal", &c.Canal, conf.Canal)
	poner(k, que+"secretaría", &c.Secretaria, conf.Secretaria)
	if conf.Canal != nil && *conf.Canal != "" {
		for _, otra := range k.d.Comisiones {
			if otra != c && otra.Canal == *conf.Canal {
				k.falta(ruta+".canal", "el canal %s ya es de la comisión %s", *conf.Canal, otra.Siglas)
			}
		}
	}
	k.zonaYLectura(ruta, que, c, conf)
	poner(k, que+"proceso", &c.Calendario.Proceso, conf.Proceso)
	poner(k, que+"inhábiles", &c.Calendario.Inhabiles, conf.Inhabiles)
	poner(k, que+"horario", &c.Horario, conf.Horario)
	poner(k, que+"hora", &c.Recordatorios.Hora, conf.Hora)
	poner(k, que+"antes", &c.Recordatorios.Antes, conf.Antes)
	poner(k, que+"despues_cada", &c.Recordatorios.DespuesCada, conf.DespuesCada)
	poner(k, que+"maximo_vencidos", &c.Recordatorios.MaximoVencidos, conf.MaximoVencidos)
	poner(k, que+"escalar_a_los", &c.Recordatorios.EscalarALos, conf.EscalarALos)
	poner(k, que+"cron", &c.Resumen.Cron, conf.Cron)
	poner(k, que+"antes_de_sesion", &c.Resumen.AntesDeSesion, conf.AntesDeSesion)
	k.numeros(ruta, c)
	k.horas(ruta, c, conf)
	for i, s := range conf.Sesiones {
		k.sesion(fmt.Sprintf("%s.sesiones[%d]", ruta, i), c, s)
	}
}

func (k *cotejo) zonaYLectura(ruta, que string, c *Comision, conf ConfComision) {
	if conf.Zona != nil {
		z, err := time.LoadLocation(*conf.Zona)
		if err != nil || *conf.Zona == "" || *conf.Zona == "Local" {
			k.falta(ruta+".zona", "no hay una zona horaria «%s»: use un nombre como America/Mexico_City", *conf.Zona)
		} else {
			antes := c.Zona.String()
			poner(k, que+"zona", &antes, conf.Zona)
			c.Zona = z
		}
	}
	if conf.Lectura != nil {
		l := Lectura(*conf.Lectura)
		if l != LecturaTodos && l != LecturaCanal {
			k.falta(ruta+".lectura", "«%s» no sirve como lectura: use todos o canal", *conf.Lectura)
		}
		poner(k, que+"lectura", &c.Lectura, &l)
	}
}

func (k *cotejo) numeros(ruta string, c *Comision) {
	r := c.Recordatorios
	for i, n := range r.Antes {
		if n < 0 || n > 250 {
			k.falta(fmt.Sprintf("%s.recordatorios.antes[%d]", ruta, i), "%d no sirve como días hábiles antes: de 0 a 250", n)
		}
	}
	for i, n := range c.Resumen.AntesDeSesion {
		if n < 0 || n > 60 {
			k.falta(fmt.Sprintf("%s.resumen.antes_de_sesion[%d]", ruta, i), "%d no sirve como días hábiles antes de la sesión: de 0 a 60", n)
		}
	}
	if r.DespuesCada < 1 || r.DespuesCada > 250 {
		k.falta(ruta+".recordatorios.despues_cada", "%d no sirve: de 1 a 250 días hábiles", r.DespuesCada)
	}
	if r.MaximoVencidos < 1 {
		k.falta(ruta+".recordatorios.maximo_vencidos", "%d no sirve: al menos 1", r.MaximoVencidos)
	}
	if r.EscalarALos < 1 || r.EscalarALos > 250 {
		k.falta(ruta+".recordatorios.escalar_a_los", "%d no sirve: de 1 a 250 días hábiles", r.EscalarALos)
	}
}

// horas refuses an hour of reminders outside the hours in which anything may leave. It
// names the one of the two that the file declares.
func (k *cotejo) horas(ruta string, c *Comision, conf ConfComision) {
	h := c.Horario
	if h.Desde.Minutos() >= h.Hasta.Minutos() {
		k.falta(ruta+".calendario.horario", "el horario %s-%s termina antes de empezar", h.Desde, h.Hasta)
		return
	}
	if m := c.Recordatorios.Hora.Minutos(); m < h.Desde.Minutos() || m >= h.Hasta.Minutos() {
		donde := ruta + ".calendario.horario"
		if conf.Hora != nil {
			donde = ruta + ".recordatorios.hora"
		}
		k.falta(donde, "la hora de los recordatorios (%s) queda fuera del horario %s-%s", c.Recordatorios.Hora, h.Desde, h.Hasta)
	}
}

func (k *cotejo) sesion(ruta string, c *Comision, s Sesion) {
	if Plegar(s.Codigo.Comision) != Plegar(c.Siglas) {
		k.falta(ruta+".codigo", "la sesión %s no es de %s", s.Codigo, c.Siglas)
		return
	}
	s.Comision, s.Codigo.Comision = c.Siglas, c.Siglas
	que := fmt.Sprintf("sesión %s/%d", s.Codigo, s.Fecha.Anio)
	if ya := c.Sesion(s.Codigo, s.Fecha.Anio); ya != nil {
		if ya.Fecha != s.Fecha || (s.ConHora && (ya.Hora != s.Hora || !ya.ConHora)) {
			k.cambios = append(k.cambios, Cambio{Que: que, Antes: ya.cuando(), Despues: s.cuando()})
			ya.Fecha, ya.Hora, ya.ConHora = s.Fecha, s.Hora, s.ConHora
		}
		return
	}
	c.Sesiones = append(c.Sesiones, s)
	slices.SortStableFunc(c.Sesiones, func(x, y Sesion) int {
		return cmp.Or(x.Fecha.Compare(y.Fecha), cmp.Compare(x.Hora.Minutos(), y.Hora.Minutos()))
	})
	k.cambios = append(k.cambios, Cambio{Que: que, Despues: s.cuando()})
}

func (s Sesion) cuando() string {
	if s.ConHora {
		return s.Fecha.String() + " " + s.Hora.String()
	}
	return s.Fecha.String()
}

var reSiglaUsada = regexp.MustCompile(`[\p{L}][\p{L}0-9]*(?:-[\p{L}][\p{L}0-9]*)*`)

// siglas refuses the use of siglas that nobody defined, in the ejes and the cargos that
// the configuration declares: they end up in the glossary of every informe.
func (k *cotejo) siglas(conf Configuracion) {
	definida := func(s string) bool {
		if _, ok := k.d.Area(s); ok {
			return true
		}
		if _, ok := k.d.Comision(s); ok {
			return true
		}
		for g := range k.d.Glosario {
			if Plegar(g) == Plegar(s) {
				return true
			}
		}
		return false
	}
	revisar := func(ruta, texto string) {
		for _, p := range reSiglaUsada.FindAllString(texto, -1) {
			if esSigla(p) && !definida(p) {
				k.falta(ruta, "la sigla %s no está definida: agréguela al glosario", p)
			}
		}
	}
	for i, e := range conf.Ejes {
		revisar(fmt.Sprintf("$.ejes[%d]", i), e)
	}
	for i, s := range conf.Solicitantes {
		if s.Cargo != nil {
			revisar(fmt.Sprintf("$.solicitantes[%d].cargo", i), *s.Cargo)
		}
	}
}

// esSigla tells whether a word is written as siglas are: two capitals at least, more
// capitals than small letters, and no roman numeral (VMRE, DECEyEC, LNE-Extranjero by
// its first part).
func esSigla(p string) bool {
	p, _, _ = strings.Cut(p, "-")
	may, min := 0, 0
	for _, r := range p {
		if r >= 'a' && r <= 'z' || strings.ContainsRune("áéíóúüñ", r) {
			min++
		} else if r < '0' || r > '9' {
			may++
		}
	}
	return may >= 2 && may > min && strings.Trim(p, "IVXLCDM") != ""
}
