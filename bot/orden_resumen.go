package bot

import (
	"context"
	"time"

	"compromisos/compromiso"
)

// resumenes are the digests: what they tell, and the outbox through which one goes to
// the channel once, whoever presses how often.
type resumenes interface {
	Resumen(ctx context.Context, c *compromiso.Comision, desde, hasta compromiso.Fecha) (compromiso.DatosResumen, error)
	UltimoResumen(ctx context.Context, comision string, antesDe time.Time) (compromiso.Fecha, error)
	PlanearAviso(ctx context.Context, a compromiso.Aviso) (id int64, nuevo bool, err error)
}

const negarPublicar = "Solo la Secretaría Técnica puede publicar el resumen en el canal. El que usted pidió lo ve solo usted."

// verResumen is the digest as of today, for whoever asks alone; the ST may publish it.
func verResumen(ctx context.Context, t *turno) (respuesta, error) {
	hasta := t.hoy()
	desde, err := t.b.st.UltimoResumen(ctx, t.com.Siglas, t.ahora)
	if err != nil {
		return respuesta{}, err
	}
	if desde.IsZero() {
		desde = hasta.AddDias(-compromiso.DiasPorVencer)
	}
	d, err := t.b.st.Resumen(ctx, t.com, desde, hasta)
	if err != nil {
		return respuesta{}, err
	}
	publicar := ""
	if t.rol.Secretaria && t.com.Canal != "" {
		publicar = valorPublicar(t)
	}
	return decir(mensajeResumen(d, publicar)), nil
}

// valorPublicar is the commission, and a mark of the request that the digest answers.
func valorPublicar(t *turno) string { return t.com.Siglas + " " + huellaDe(t.p.clave) }

// pulsarPublicar puts the digest into the outbox, for the channel; like every digest it
// leaves within the hours of the commission.
func pulsarPublicar(ctx context.Context, t *turno) (respuesta, error) {
	if t.com.Canal == "" {
		return respuesta{}, compromiso.Errorf(compromiso.Conflicto, "", "La comisión %s no tiene canal: quien opera el bot lo pone en la configuración.", t.com.Siglas)
	}
	sale := t.com.ProximaSalida(t.ahora)
	id, nuevo, err := t.b.st.PlanearAviso(ctx, compromiso.Aviso{
		Clave: compromiso.ClaveResumen(t.com.Siglas, t.hoy()) + ":" + recortar(unaLinea(t.resto), 40),
		Clase: compromiso.AvisoResumen, Comision: t.com.Siglas, Destino: t.com.Canal, Actor: t.p.persona, Dia: t.com.Hoy(sale),
		Creado: t.ahora, NoAntes: sale, Estado: compromiso.AvisoPendiente,
	})
	if err != nil {
		return respuesta{}, err
	}
	l := linea{llano("El resumen de la " + siglasDe(t.com) + " ya se había publicado en "), aDestino(t.com.Canal), llano(".")}
	if nuevo {
		t.b.nudge([]int64{id})
		l = linea{llano("✓ El resumen de la " + siglasDe(t.com) + " se publica en "), aDestino(t.com.Canal), llano("." + t.cuandoSale())}
	}
	h := &hoja{}
	h.parrafo(l)
	r := decir(h.mensaje())
	r.reemplaza = t.p.efimero
	return r, nil
}
