package store

import (
	"context"
	"reflect"

	"compromisos/compromiso"
)

// agregar writes a compromiso that is new.
func (im *importacion) agregar(ctx context.Context, f compromiso.FilaInforme) error {
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
	if err := insertar(ctx, im.tx, n, im.c); err != nil {
		return err
	}
	if _, err := im.anexos(ctx, n, f); err != nil {
		return err
	}
	if err := im.recordarCampos(ctx, n, campos, nil); err != nil {
		return err
	}
	im.r.Nuevos++
	im.r.Detalle = append(im.r.Detalle, compromiso.DetalleImportacion{Numero: n.Numero, Nuevo: true})
	im.tocados = append(im.tocados, n)
	return im.anotar(n, map[string]any{}, n.Foto())
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
func (im *importacion) mezclar(ctx context.Context, p previo, f compromiso.FilaInforme) error {
	n := p.n
	antes, incisos := n.Foto(), n.Incisos
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
	agregados, err := im.anexos(ctx, n, f)
	if err != nil {
		return err
	}
	if err := im.recordarCampos(ctx, n, campos, &p); err != nil {
		return err
	}
	if len(cambios) == 0 && agregados == 0 {
		im.r.Iguales++
		return nil
	}
	if agregados > 0 {
		cambios = append(cambios, compromiso.Cambio{Que: "historia", Despues: plural(agregados)})
	}
	if n.FechaLimiteOrig.IsZero() {
		n.FechaLimiteOrig = n.FechaLimite
	}
	if err := actualizar(ctx, im.tx, n, incisos, im.c); err != nil {
		return err
	}
	if !n.Estatus.Abierto() {
		if err := retirarPedida(ctx, im.tx, n.ID); err != nil {
			return err
		}
	}
	im.r.Cambiados++
	im.r.Detalle = append(im.r.Detalle, compromiso.DetalleImportacion{Numero: n.Numero, Cambios: cambios})
	im.tocados = append(im.tocados, n)
	despues := n.Foto()
	for k, v := range despues {
		if w, hay := antes[k]; hay && reflect.DeepEqual(v, w) {
			delete(antes, k)
			delete(despues, k)
		}
	}
	return im.anotar(n, antes, despues)
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

// recordarCampos keeps what this import wrote, for the next one.
func (im *importacion) recordarCampos(ctx context.Context, n *compromiso.Compromiso, campos []campo, p *previo) error {
	escritos := map[string]string{}
	fecha := im.inf.FechaInforme
	if p != nil {
		for k, v := range p.campos {
			escritos[k] = v
		}
		if p.fecha.Despues(fecha) {
			fecha = p.fecha
		}
	}
	for _, k := range campos {
		if !k.callado {
			escritos[k.nombre] = k.informe
		}
	}
	if p != nil && p.campos == nil {
		// It was registered here, and what nobody imported is nobody's but ours.
		return nil
	}
	if p != nil && reflect.DeepEqual(escritos, p.campos) && fecha == p.fecha {
		return nil
	}
	_, err := im.tx.ExecContext(ctx, `UPDATE compromisos SET importado = $2, importado_campos = $3 WHERE id = $1`,
		n.ID, dia(fecha), objeto[map[string]string]{escritos})
	return envolver(err, "remember what was imported")
}

func (im *importacion) anotar(n *compromiso.Compromiso, antes, despues map[string]any) error {
	// An imported state counts from the day of its informe, not from that of the import.
	despues["fecha_informe"] = im.inf.FechaInforme.String()
	f, err := asientoDe(compromiso.Hecho{
		Accion: compromiso.Importar, Actor: im.acto.Actor, En: im.acto.En, Motivo: im.deCual(), Antes: antes, Despues: despues,
	}, n.Comision, n.Numero)
	im.asientos = append(im.asientos, f)
	return err
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
