package compromiso

// Accion is one thing that a person can do: the key of the table of rights, and
// what the bitácora says was done.
type Accion string

// The actions on a compromiso, and those on a commission.
const (
	Leer             Accion = "leer"
	Registrar        Accion = "registrar"
	Avanzar          Accion = "avanzar"
	Proponer         Accion = "proponer"
	Validar          Accion = "validar"
	Rechazar         Accion = "rechazar"
	PedirProrroga    Accion = "pedir_prorroga"
	ConcederProrroga Accion = "conceder_prorroga"
	NegarProrroga    Accion = "negar_prorroga"
	Asignar          Accion = "asignar"
	Editar           Accion = "editar"
	Reabrir          Accion = "reabrir"
	Cancelar         Accion = "cancelar"
	Recordar         Accion = "recordar"
	VerAvisos        Accion = "ver_avisos"
	Posponer         Accion = "posponer"
	Enterarse        Accion = "enterado"
	Importar         Accion = "importar"
	Emitir           Accion = "emitir"
	Configurar       Accion = "configurar"
)

// quien is who may do something: the lowest role that suffices.
type quien int

const (
	lectores quien = iota + 1
	atiende        // whoever answers for one of its areas, and the ST
	secretaria
)

// permisos is the table of rights of section 5 of the contract. An action that is
// not in it is nobody's.
var permisos = map[Accion]quien{
	Leer:             lectores,
	Registrar:        secretaria,
	Avanzar:          atiende,
	Proponer:         atiende,
	Validar:          secretaria,
	Rechazar:         secretaria,
	PedirProrroga:    atiende,
	ConcederProrroga: secretaria,
	NegarProrroga:    secretaria,
	Asignar:          secretaria,
	Editar:           secretaria,
	Reabrir:          secretaria,
	Cancelar:         secretaria,
	Recordar:         secretaria,
	VerAvisos:        secretaria,
	Posponer:         atiende,
	Enterarse:        atiende,
	Importar:         secretaria,
	Emitir:           secretaria,
	Configurar:       secretaria,
}

// Acciones are all the actions that the table of rights knows.
func Acciones() []Accion {
	return []Accion{
		Leer, Registrar, Avanzar, Proponer, Validar, Rechazar, PedirProrroga, ConcederProrroga, NegarProrroga,
		Asignar, Editar, Reabrir, Cancelar, Recordar, VerAvisos, Posponer, Enterarse, Importar, Emitir, Configurar,
	}
}

// nombres are the actions as a sentence says them after «puede».
var nombres = map[Accion]string{
	Leer: "consultar", Registrar: "registrar compromisos", Avanzar: "registrar avances",
	Proponer: "proponerlo como cumplido", Validar: "validarlo", Rechazar: "rechazarlo",
	PedirProrroga: "pedir prórroga", ConcederProrroga: "conceder la prórroga", NegarProrroga: "negar la prórroga",
	Asignar: "asignarlo", Editar: "editarlo", Reabrir: "reabrirlo", Cancelar: "dejarlo sin efecto",
	Recordar: "recordarlo", VerAvisos: "ver sus avisos", Posponer: "posponer su recordatorio",
	Enterarse: "darse por enterado", Importar: "importar informes", Emitir: "emitir informes", Configurar: "cambiar la configuración",
}
