package store

import (
	"maps"
	"reflect"

	"compromisos/compromiso"
)

// agregar adds a compromiso that is new.
func (im *importacion) agregar(f compromiso.FilaInforme) {
	n := &compromiso.Compromiso{
		Comision: im.c.Siglas, Numero: f.Numero, Tipo: compromiso.TipoCompromiso, Estatus: f.Estatus,
		Registrado: im.acto.En, AvisarDesde: im.acto.En,
	}
	campos := im.campos(n, f)
	for _, k := range campos {
		if !k.callado {
			k.poner()
		}
	}
	n.FechaLimiteOrig = limiteOriginal(f)
	im.anexos(n, f)
	im.lote.nuevos = append(im.lote.nuevos, im.recordar(n, campos, previo{campos: map[string]string{}}))
	im.r.Nuevos++
	im.r.Detalle = append(im.r.Detalle, compromiso.DetalleImportacion{Numero: n.Numero, Nuevo: true})
	im.anotar(hechoImportado{n: n, nuevo: true})
}

// limiteOriginal is the first due date that the informe knows of: that before the first
// prórroga that was granted.
func limiteOriginal(f compromiso.FilaInforme) compromiso.Fecha {
	for _, p := range f.Prorrogas {
		if p.Inciso == "" && p.Estado == string(compromiso.ProrrogaConcedida) && !p.Anterior.IsZero() {
			return p.Anterior
		}
	}
	return f.FechaLimite
}

// mezclar merges a row into the compromiso that is there, field by field.
func (im *importacion) mezclar(p previo, f compromiso.FilaInforme) error {
	if err := im.anotarEntonces(p, f); err != nil {
		return err
	}
	n := p.n
	viejo := *n // what it holds is replaced, and not written into
	campos := im.campos(n, f)
	var cambios []compromiso.Cambio
	for k := range campos {
		c := &campos[k]
		switch im.decidir(*c, p) {
		case ponerCampo:
			cambios = append(cambios, compromiso.Cambio{Que: c.nombre, Antes: c.guardado, Despues: c.informe})
			c.poner()
		case chocaCampo:
			c.callado = true // what the last import wrote is still that
			im.r.Choques = append(im.r.Choques, compromiso.Choque{Numero: n.Numero, Campo: c.nombre, Guardado: c.guardado, Informe: c.informe})
		case dejarCampo:
			c.callado = c.callado || c.informe != c.guardado
		}
	}
	agregados := im.anexos(n, f)
	escrito := im.recordar(n, campos, p)
	if len(cambios) == 0 && agregados == 0 {
		im.r.Iguales++
		if !escrito.igual {
			im.lote.recordados = append(im.lote.recordados, escrito)
		}
		return nil
	}
	if agregados > 0 {
		cambios = append(cambios, compromiso.Cambio{Que: "historia", Despues: plural(agregados)})
	}
	if n.FechaLimiteOrig.IsZero() {
		n.FechaLimiteOrig = n.FechaLimite
	}
	escrito.previo, escrito.incisos = true, !reflect.DeepEqual(viejo.Incisos, n.Incisos)
	im.lote.cambiados = append(im.lote.cambiados, escrito)
	im.r.Cambiados++
	im.r.Detalle = append(im.r.Detalle, compromiso.DetalleImportacion{Numero: n.Numero, Cambios: cambios})
	antes, despues := viejo.Foto(), n.Foto()
	for k, v := range despues {
		if w, hay := antes[k]; hay && reflect.DeepEqual(v, w) {
			delete(antes, k)
			delete(despues, k)
		}
	}
	im.anotar(hechoImportado{n: n, antes: antes, despues: despues})
	return nil
}

// decision is what becomes of one field.
type decision int

const (
	dejarCampo decision = iota
	ponerCampo
	chocaCampo
)

// decidir is the rule of the contract: a field changes only if the store still holds
// what the last import wrote.
func (im *importacion) decidir(k campo, p previo) decision {
	ultimo, hubo := p.campos[k.nombre]
	switch {
	case k.callado, k.informe == k.guardado:
		return dejarCampo
	case im.viejo && (k.estado || k.guardado != ""):
		return dejarCampo // an older informe knows nothing better
	case hubo && k.guardado == ultimo, p.campos != nil && !hubo && k.guardado == "":
		return ponerCampo
	}
	return chocaCampo
}

// recordar is the compromiso with what this import writes of it, for the next one.
func (im *importacion) recordar(n *compromiso.Compromiso, campos []campo, p previo) escrito {
	e := escrito{n: n, fecha: p.fecha, campos: p.campos, igual: true}
	if p.campos == nil {
		// It was registered here, and what nobody imported is nobody's but ours.
		return e
	}
	if f := im.inf.FechaInforme; !p.fecha.Despues(f) {
		e.fecha = f
	}
	e.campos = maps.Clone(p.campos)
	for _, k := range campos {
		if !k.callado {
			e.campos[k.nombre] = k.informe
		}
	}
	e.igual = e.fecha == p.fecha && maps.Equal(e.campos, p.campos)
	return e
}

// anotar keeps what is to be written into the bitácora when the file is done.
func (im *importacion) anotar(h hechoImportado) {
	h.comision, h.motivo, h.fecha = im.c.Siglas, im.deCual(), im.inf.FechaInforme
	im.hechos, im.escribio = append(im.hechos, h), true
}

// deCual names the informe in the bitácora.
func (im *importacion) deCual() string {
	s := "informe"
	if im.inf.SesionInforme != "" {
		s += " de la " + im.inf.SesionInforme
	}
	if !im.inf.FechaInforme.IsZero() {
		s += " del " + im.inf.FechaInforme.Puntos()
	}
	return s
}
