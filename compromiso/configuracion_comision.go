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
	if conf.Nombre != nil && strings.TrimSpace(*conf.Nombre) == "" {
		k.falta(ruta+".nombre", "el nombre de la comisión %s está vacío", c.Siglas)
	}
	k.soloPersonas(ruta+".secretaria", conf.Secretaria)
	k.intervalos(ruta+".calendario.proceso", conf.Proceso)
	k.intervalos(ruta+".calendario.inhabiles", conf.Inhabiles)
	poner(k, que+"nombre", &c.Nombre, conf.Nombre)
	poner(k, que+"canal", &c.Canal, conf.Canal)
	poner(k, que+"secretaría", &c.Secretaria, conf.Secretaria)
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

// canales refuses a channel that two commissions would share: a command typed in it
// would not know which one is meant.
func (k *cotejo) canales(conf Configuracion) {
	for i, x := range conf.Comisiones {
		for _, otra := range k.d.Comisiones {
			if x.Canal != nil && *x.Canal != "" && otra.Canal == *x.Canal && Plegar(otra.Siglas) != Plegar(x.Siglas) {
				k.falta(fmt.Sprintf("$.comisiones[%d].canal", i), "el canal %s ya es de la comisión %s", *x.Canal, otra.Siglas)
			}
		}
	}
}

// soloPersonas takes users alone: the role of Secretaría Técnica is a person's.
func (k *cotejo) soloPersonas(ruta string, ids *[]string) {
	if ids == nil {
		return
	}
	for i, id := range *ids {
		if !rePersona.MatchString(id) || id[0] == 'S' {
			k.falta(fmt.Sprintf("%s[%d]", ruta, i), "«%s» no es una persona (U…) de Slack", id)
		}
	}
}

func (k *cotejo) intervalos(ruta string, is *[]Intervalo) {
	if is == nil {
		return
	}
	for n, i := range *is {
		if i.Desde.IsZero() || i.Hasta.Antes(i.Desde) {
			k.falta(fmt.Sprintf("%s[%d]", ruta, n), "%s..%s termina antes de empezar", i.Desde, i.Hasta)
		}
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
	switch ya := c.Sesion(s.Codigo, s.Fecha.Anio); {
	case ya == nil:
		c.Sesiones = append(c.Sesiones, s)
		k.cambios = append(k.cambios, Cambio{Que: que, Despues: s.cuando()})
	case ya.Fecha != s.Fecha || (s.ConHora && (ya.Hora != s.Hora || !ya.ConHora)):
		k.cambios = append(k.cambios, Cambio{Que: que, Antes: ya.cuando(), Despues: s.cuando()})
		ya.Fecha, ya.Hora, ya.ConHora = s.Fecha, s.Hora, s.ConHora
	}
	slices.SortStableFunc(c.Sesiones, func(x, y Sesion) int {
		return cmp.Or(x.Fecha.Compare(y.Fecha), cmp.Compare(x.Hora.Minutos(), y.Hora.Minutos()))
	})
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
	comisiones := map[string]bool{}
	for _, c := range k.d.Comisiones {
		comisiones[Plegar(c.Siglas)] = true
	}
	for _, c := range conf.Comisiones { // what is declared wrongly is refused for that, not for being unknown too
		comisiones[Plegar(c.Siglas)] = true
	}
	definida := func(s string) bool {
		s = Plegar(s)
		_, area := k.areas[s]
		_, glosa := k.glosario[s]
		return comisiones[s] || area || glosa
	}
	revisar := func(ruta, texto string) {
		palabras := reSiglaUsada.FindAllString(texto, -1)
		if len(palabras) > 1 && texto == strings.ToUpper(texto) {
			return // all in capitals: no word of it can be told to be siglas
		}
		for _, p := range palabras {
			base, _, _ := strings.Cut(p, "-")
			if esSigla(p) && !definida(p) && !definida(base) {
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
