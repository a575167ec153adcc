package informe

import (
	"strings"

	"compromisos/compromiso"
)

// informe makes the informe without its rows: heading, commission, glossary.
func (t *interprete) informe(o Opciones) (compromiso.Informe, error) {
	inf := compromiso.Informe{
		ComisionNombre: t.portada.nombre, FechaInforme: t.portada.fecha, HoraInforme: t.portada.hora,
		SesionTexto: t.portada.sesionTexto, Glosario: t.glosario.textos(), GlosarioOrden: t.glosario.orden, GlosarioGrupos: t.glosario.grupos,
	}
	siglas := t.comision()
	if o.Comision != "" {
		if siglas != "" && compromiso.Plegar(siglas) != compromiso.Plegar(o.Comision) {
			return inf, rechazo("El documento es de la comisión %s y se pidió importarlo como de %s.", siglas, o.Comision)
		}
		if siglas == "" {
			siglas = o.Comision
		}
	}
	inf.Comision = siglas
	if siglas == "" {
		t.avs.add(0, "comision", "El documento no dice de qué comisión es: indíquela con --comision SIGLAS.")
	}
	if inf.ComisionNombre == "" {
		inf.ComisionNombre = inf.Glosario[siglas]
	}
	if s := leerCeldaSesion(t.portada.sesionTexto, siglas); s.codigo != "" {
		inf.SesionInforme = s.codigo
	} else if s.fallo != "" {
		t.avs.add(t.portada.sesionLinea, "sesion_informe", "%s", s.fallo)
	}
	return inf, nil
}

// comision is the siglas of the commission: the heading's, else those that the
// glossary gives to its name, else those in the codes of the sessions.
func (t *interprete) comision() string {
	if t.portada.comision != "" {
		return t.portada.comision
	}
	nombre := compromiso.Plegar(t.portada.nombre)
	for _, s := range t.glosario.orden {
		if nombre != "" && compromiso.Plegar(string(t.glosario.significados[s])) == nombre {
			return s
		}
	}
	if s := siglasDeSesion(t.portada.sesionTexto); s != "" {
		return s
	}
	for _, r := range t.registros {
		if s := siglasDeSesion(r.celdas[colSesion].enLinea()); s != "" {
			return s
		}
	}
	return ""
}

// filas reads the rows; those that cannot be are set apart.
func (t *interprete) filas(x contexto) []compromiso.FilaInforme {
	filas := make([]compromiso.FilaInforme, 0, len(t.registros))
	vistos := map[compromiso.Numero]int{}
	for _, r := range t.registros {
		f, fallo := t.leerFila(r, x)
		if fallo == nil && vistos[f.Numero] > 0 {
			fallo = compromiso.Errorf(compromiso.Invalido, "numero", "el número %s ya está en la línea %d", f.Numero, vistos[f.Numero])
		}
		if fallo != nil {
			t.ilegibles = append(t.ilegibles, ilegible{r.linea, fallo.Campo, fallo.Mensaje, r.texto()})
			continue
		}
		vistos[f.Numero] = r.linea
		filas = append(filas, f)
	}
	return filas
}

// texto is what the row says, cell by cell; a session carried down to it is not its own.
func (r *registro) texto() string {
	var l []string
	propias := r.celdas[:]
	if !r.sesionPropia {
		propias = r.celdas[colFechaSesion:]
	}
	for _, c := range propias {
		if s := c.enLinea(); s != "" {
			l = append(l, s)
		}
	}
	for _, o := range r.otras {
		l = append(l, o.texto)
	}
	return strings.Join(l, " | ")
}

// leerFila reads one compromiso. Without number, text or state it is none.
func (t *interprete) leerFila(r *registro, x contexto) (compromiso.FilaInforme, *compromiso.Error) {
	f := compromiso.FilaInforme{Linea: r.linea}
	escrito := r.celdas[colNumero].enLinea()
	n, ok := t.numeroDe(r, x)
	if !ok {
		if escrito == "" {
			return f, compromiso.Errorf(compromiso.Invalido, "numero", "la fila no tiene número")
		}
		if _, solo := numeroSinAnio(escrito); solo {
			return f, compromiso.Errorf(compromiso.Invalido, "numero", "el número «%s» no dice de qué año es, y tampoco su sesión", recorte(escrito))
		}
		return f, compromiso.Errorf(compromiso.Invalido, "numero", "«%s» no es el número de un compromiso", recorte(escrito))
	}
	f.Numero, f.NumeroOriginal, f.Tipo = n, numeroOriginal(escrito, n), tipoDelNumero(escrito)
	if f.Texto = r.celdas[colTexto].String(); f.Texto == "" {
		return f, compromiso.Errorf(compromiso.Invalido, "texto", "el compromiso %s no tiene texto", n)
	}
	t.hasta = x.inf.FechaInforme
	t.ponerSesion(&f, r, x.inf.Comision)
	if err := t.ponerEstatus(&f, r); err != nil {
		return f, err
	}
	t.ponerTipo(&f, r)
	t.ponerPermanente(&f, r)
	f.Eje = r.celdas[colEje].enLinea()
	f.Solicitantes = noNil(solicitantesDe(r.celdas[colSolicitante]))
	// A dash says that there is nothing: kept, it would pass for what the ST wrote.
	if f.Atencion = r.celdas[colAtencion].String(); soloRayas(f.Atencion) {
		f.Atencion = ""
	}
	if soloRayas(f.Eje) {
		f.Eje = ""
	}
	t.ponerLimite(&f, r)
	f.Areas = noNil(x.areasDe(r.celdas[colArea]))
	if t.sinColumnaDeAreas() {
		f.AreasPropuestas = x.areasMencionadas(f)
	}
	for _, o := range r.otras {
		if o.titulo != "" {
			t.avs.add(o.linea, "", "La columna «%s» no se importa; en %s dice: «%s».", o.titulo, n, cita(o.texto))
		} else {
			t.avs.add(o.linea, "", "Sobra una celda en la fila de %s: «%s».", n, cita(o.texto))
		}
	}
	return f, nil
}

func (t *interprete) ponerEstatus(f *compromiso.FilaInforme, r *registro) *compromiso.Error {
	escrito := r.celdas[colEstatus].enLinea()
	c := leerCeldaEstatus(r.celdas[colEstatus]).supuesto(escrito)
	if escrito == "" && r.sinEstatus {
		t.sinEstatus(f, r)
		return nil
	}
	if !c.ok {
		if escrito == "" {
			return compromiso.Errorf(compromiso.Invalido, "estatus", "el compromiso %s no tiene estatus", f.Numero)
		}
		return compromiso.Errorf(compromiso.Invalido, "estatus", "«%s» no es un estatus; se conocen: %s", recorte(escrito), estatusAceptados)
	}
	f.Estatus, f.Permanente = c.estatus, c.permanente
	if c.derivada || c.permanente && c.estatus == compromiso.EnProceso {
		t.avs.add(r.linea, "estatus", "El estatus de %s, «%s», se tomó como «%s».", f.Numero, cita(escrito), f.Estatus.Texto())
	}
	if c.resto != "" {
		t.avs.add(r.linea, "estatus", "En el estatus de %s no se tomó todo lo escrito: «%s».", f.Numero, cita(escrito))
	}
	for _, h := range c.fechas {
		switch {
		case h.fecha.IsZero():
			t.avs.add(r.linea, campos[colCumplimiento], "La fecha «%s» del estatus de %s no existe.", cita(h.escrita), f.Numero)
		case !llevaFecha(f.Estatus):
			t.avs.add(r.linea, campos[colCumplimiento], "El compromiso %s está abierto; no se toma la fecha de su estatus: «%s».", f.Numero, cita(escrito))
		case f.FechaCumplimiento.IsZero():
			f.FechaCumplimiento = h.fecha
		case f.FechaCumplimiento != h.fecha:
			t.avs.add(r.linea, campos[colCumplimiento], "El estatus de %s lleva otra fecha, que no se toma: «%s».", f.Numero, cita(h.escrita))
		}
	}
	if d := c.sinAnio; !d.vacia() && llevaFecha(f.Estatus) {
		f.FechaCumplimiento = t.conAnio(d, f, r)
	} else if !d.vacia() {
		t.avs.add(r.linea, campos[colCumplimiento], "El compromiso %s está abierto; no se toma la fecha de su estatus: «%s».", f.Numero, cita(escrito))
	}
	t.ponerCumplimiento(f, r)
	return nil
}

// sinEstatus is the state of a row whose table has no column for it: fulfilled where it
// says when, else open.
func (t *interprete) sinEstatus(f *compromiso.FilaInforme, r *registro) {
	f.Estatus = compromiso.Pendiente
	if soloFecha(r.celdas[colCumplimiento].corta()) {
		f.Estatus = compromiso.Cumplido
	}
	t.avs.add(r.linea, "estatus", "La tabla no dice el estatus de %s; se toma como «%s».", f.Numero, f.Estatus.Texto())
	t.ponerCumplimiento(f, r)
}

func (t *interprete) ponerPermanente(f *compromiso.FilaInforme, r *registro) {
	escrito := r.celdas[colPermanente].corta()
	switch strings.Trim(compromiso.Plegar(escrito), " .") {
	case "", "no", "-", "—", "–":
	case "si", "x", "permanente", "✓", "✔":
		f.Permanente = true
	default:
		t.avs.add(r.linea, "permanente", "«%s» no dice si %s es permanente; se toma que no.", cita(r.celdas[colPermanente].enLinea()), f.Numero)
	}
}

// ponerCumplimiento takes the date of its own column, which rules over the state's.
func (t *interprete) ponerCumplimiento(f *compromiso.FilaInforme, r *registro) {
	d := t.fechaDe(r, colCumplimiento, f)
	switch {
	case d.IsZero():
	case !llevaFecha(f.Estatus):
		t.avs.add(r.linea, campos[colCumplimiento], "El compromiso %s está abierto; no se toma su fecha de cumplimiento: %s.", f.Numero, d.Puntos())
	default:
		if !f.FechaCumplimiento.IsZero() && f.FechaCumplimiento != d {
			t.avs.add(r.linea, campos[colCumplimiento], "El estatus de %s lleva otra fecha, que no se toma: %s.", f.Numero, f.FechaCumplimiento.Puntos())
		}
		f.FechaCumplimiento = d
	}
}

func (t *interprete) ponerSesion(f *compromiso.FilaInforme, r *registro, comision string) {
	s := leerCeldaSesion(r.celdas[colSesion].enLinea(), comision)
	f.Sesion, f.FechaSesion = s.codigo, s.fecha
	if s.anio != 0 && !s.fecha.IsZero() && s.anio != s.fecha.Anio && r.sesionPropia {
		t.avs.add(r.linea, "sesion", "La sesión «%s» dice que es de %d y que fue el %s.", cita(r.celdas[colSesion].enLinea()), s.anio, s.fecha.Puntos())
	}
	if s.fallo != "" && r.sesionPropia {
		t.avs.add(r.linea, "sesion", "%s", s.fallo)
	}
	if !s.sinAnio.vacia() {
		f.FechaSesion = t.conAnioDelNumero(s.sinAnio, f, r)
	}
	if d := t.fechaDe(r, colFechaSesion, f); !d.IsZero() {
		if !s.fecha.IsZero() && s.fecha != d {
			t.avs.add(r.linea, "fecha_sesion", "La sesión de %s lleva dos fechas; no se toma %s.", f.Numero, s.fecha.Puntos())
		}
		f.FechaSesion = d
	}
}

func (t *interprete) ponerTipo(f *compromiso.FilaInforme, r *registro) {
	escrito := r.celdas[colTipo].enLinea()
	switch tipo := compromiso.Tipo(compromiso.Plegar(escrito)); tipo {
	case "":
	case compromiso.TipoCompromiso, compromiso.TipoSolicitud, compromiso.TipoAcuerdo:
		f.Tipo = tipo
	default:
		t.avs.add(r.linea, "tipo", "«%s» no es un tipo (compromiso, solicitud, acuerdo); se toma compromiso.", cita(escrito))
	}
}

func (t *interprete) sinColumnaDeAreas() bool { return !t.columnas[colArea] }

func noNil(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}
