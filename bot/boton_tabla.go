package bot

import (
	"context"

	"compromisos/compromiso"
)

// registrarBotones is the list of what can be pressed.
func registrarBotones(t *tabla) {
	for _, p := range []puerta{
		{nombre: accionAvance, accion: compromiso.Avanzar, sobre: true, abre: true, haz: abre(formAvance())},
		{nombre: accionCumplir, accion: compromiso.Proponer, sobre: true, abre: true, haz: pedirCumplir},
		{nombre: accionProrroga, accion: compromiso.PedirProrroga, sobre: true, abre: true, haz: abre(formProrroga())},
		{nombre: accionPosponer, accion: compromiso.Posponer, sobre: true, abre: true, haz: pulsarPosponer},
		{nombre: accionEnterado, accion: compromiso.Enterarse, sobre: true, haz: pulsarEnterado},
		{nombre: accionVer, accion: compromiso.Leer, sobre: true, confirma: true, haz: verFicha},
		{nombre: accionValidar, accion: compromiso.Validar, sobre: true, abre: true, haz: abrirValidar},
		{nombre: accionRechazar, accion: compromiso.Rechazar, sobre: true, abre: true, haz: abre(formRechazar())},
		{nombre: accionConceder, accion: compromiso.ConcederProrroga, sobre: true, abre: true, haz: pulsarConceder},
		{nombre: accionNegar, accion: compromiso.NegarProrroga, sobre: true, abre: true, haz: abre(formNegar())},
		{nombre: accionAsignar, accion: compromiso.Asignar, sobre: true, abre: true, haz: abre(formAsignar())},
		{nombre: accionCancelar, accion: compromiso.Cancelar, sobre: true, abre: true, haz: abre(formCancelar())},
		{nombre: accionReabrir, accion: compromiso.Reabrir, sobre: true, abre: true, haz: abre(formReabrir())},
		{nombre: accionEditar, accion: compromiso.Editar, sobre: true, abre: true, haz: abrirEditar},
		{nombre: accionRecordar, accion: compromiso.Recordar, sobre: true, haz: recordarAhora},
		{nombre: accionAvisos, accion: compromiso.VerAvisos, sobre: true, haz: verAvisos},
		{nombre: accionListaPag, accion: compromiso.Leer, confirma: true, haz: pulsarPagina},
		{nombre: accionNuevo, accion: compromiso.Registrar, abre: true, haz: pulsarNuevo},
		{nombre: accionPublicar, accion: compromiso.Registrar, niega: negarPublicar, haz: pulsarPublicar},
		{nombre: accionInforme, accion: compromiso.Leer, haz: pedirInforme},
		{nombre: accionNota, accion: compromiso.Leer, sobre: true, haz: pedirNota},
		{nombre: accionHilo, accion: compromiso.Avanzar, sobre: true, haz: pulsarHilo},
	} {
		p.clase = claseBoton
		t.add(p)
	}
}

func pulsarNuevo(_ context.Context, t *turno) (respuesta, error) {
	return formNuevo().abrir(t, conValores(nil)), nil
}

// pulsarConceder answers the request that waits: with none there is nothing to grant.
func pulsarConceder(_ context.Context, t *turno) (respuesta, error) {
	if t.n.Prorroga == nil {
		return respuesta{}, compromiso.Errorf(compromiso.Conflicto, "", "El compromiso %s no tiene ninguna prórroga por responder.", t.n.Numero)
	}
	return abrirSiCabe(t, formConceder(), conValores(nil))
}
