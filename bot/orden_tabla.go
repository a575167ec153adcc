package bot

import (
	"context"
	"strings"

	"compromisos/compromiso"
)

// Names of the subcommands that others name.
const (
	ordenAyuda = "ayuda"
	ordenVer   = "ver"
	ordenNuevo = "nuevo"
)

// registrarOrdenes is the list of the subcommands.
func registrarOrdenes(t *tabla) {
	for _, p := range []puerta{
		{nombre: ordenAyuda, alias: []string{"help", "?"}, accion: libre, general: true, haz: pedirAyuda},
		{nombre: ordenNuevo, alias: []string{"nueva", "registrar"}, accion: compromiso.Registrar, abre: true, haz: ordenarNuevo},
		{nombre: "lista", alias: []string{"listar"}, accion: compromiso.Leer, confirma: true, haz: ordenarLista},
		{nombre: ordenVer, accion: compromiso.Leer, sobre: true, confirma: true, haz: verFicha},
		{nombre: "buscar", accion: compromiso.Leer, confirma: true, haz: buscarPalabras},
		{nombre: "avance", accion: compromiso.Avanzar, sobre: true, abre: true, haz: ordenarAvance},
		{nombre: "cumplir", alias: []string{"cumplido"}, accion: compromiso.Proponer, sobre: true, abre: true, haz: pedirCumplir},
		{nombre: "prorroga", accion: compromiso.PedirProrroga, sobre: true, abre: true, haz: pedirProrroga},
		{nombre: "editar", accion: compromiso.Editar, sobre: true, abre: true, haz: abrirEditar},
		{nombre: "asignar", accion: compromiso.Asignar, sobre: true, abre: true, haz: abre(formAsignar())},
		{nombre: "cancelar", accion: compromiso.Cancelar, sobre: true, abre: true, haz: abre(formCancelar())},
		{nombre: "reabrir", accion: compromiso.Reabrir, sobre: true, abre: true, haz: abre(formReabrir())},
		{nombre: "recordar", accion: compromiso.Recordar, sobre: true, haz: recordarAhora},
		{nombre: "avisos", accion: compromiso.VerAvisos, sobre: true, haz: verAvisos},
		{nombre: "resumen", accion: compromiso.Leer, haz: verResumen},
		{nombre: "informe", accion: compromiso.Leer, haz: pedirInforme},
		{nombre: "nota", accion: compromiso.Leer, sobre: true, haz: pedirNota},
		{nombre: "sesiones", accion: compromiso.Leer, haz: verSesiones},
		{nombre: "areas", accion: compromiso.Leer, general: true, haz: verAreas},
		{nombre: "glosario", accion: compromiso.Leer, general: true, haz: verGlosario},
	} {
		p.clase = claseOrden
		t.add(p)
	}
}

// abre makes a door that opens a form as it is.
func abre(f *formulario) func(context.Context, *turno) (respuesta, error) {
	return func(_ context.Context, t *turno) (respuesta, error) {
		return abrirSiCabe(t, f, conValores(nil))
	}
}

func pedirAyuda(_ context.Context, t *turno) (respuesta, error) {
	return decir(mensajeAyuda(t.rol, t.ahora.Year())), nil
}

// porVenir are the subcommands that there are not yet, with what to do instead.
var porVenir = map[string]string{
	"configurar": "La configuración todavía no se cambia desde Slack: pida a quien opera el bot que la aplique con «compromisos configurar».",
	"sesion":     "Las sesiones todavía no se agregan desde Slack: pida a quien opera el bot que las ponga en la configuración. Para ver el calendario, escriba «/compromiso sesiones».",
	"area":       "Las áreas todavía no se cambian desde Slack: pida a quien opera el bot que las ponga en la configuración. Para verlas, escriba «/compromiso áreas».",
}

// desconocida answers a subcommand that does not exist: the nearest one, and the help.
func (t *turno) desconocida() (respuesta, error) {
	for _, c := range t.dir.Comisiones {
		if r := t.dir.Rol(t.p.persona, c, false); r.Secretaria || len(t.rol.Areas) == 0 {
			t.rol = r
			if r.Secretaria {
				break
			}
		}
	}
	if frase, ok := porVenir[plegarOrden(t.pidio)]; ok {
		return decir(mensajeHecho(frase)), nil
	}
	frase := "No conozco «" + recortar(unaLinea(t.pidio), 40) + "»."
	cerca := cercana(plegarOrden(t.pidio), t.b.tabla.ordenes())
	if _, estado := estadosLista[compromiso.Plegar(t.pidio)]; estado { // a word of the list, without it
		cerca = "lista " + compromiso.Plegar(t.pidio)
	}
	if cerca != "" {
		frase += " ¿Quiso decir «" + conAcento(cerca) + "»?"
	}
	m := mensajeHecho(frase)
	a := mensajeAyuda(t.rol, t.ahora.Year())
	return decir(Mensaje{Texto: m.Texto + "\n\n" + a.Texto, Bloques: append(m.Bloques, a.Bloques...)}), nil
}

var acentos = map[string]string{"prorroga": "prórroga", "areas": "áreas"}

func conAcento(orden string) string {
	if s, ok := acentos[orden]; ok {
		return s
	}
	return orden
}

// cercana is the name at the least distance, if that is small for its length.
func cercana(s string, nombres []string) string {
	if len(s) < 2 || len(s) > 40 {
		return ""
	}
	mejor, menor := "", 1000
	for _, n := range nombres {
		if len(s) >= 3 && strings.HasPrefix(n, s) {
			return n
		}
		if d := compromiso.Distancia(s, n); d < menor {
			mejor, menor = n, d
		}
	}
	if menor <= 1+len(mejor)/4 {
		return mejor
	}
	return ""
}

// nombreDeOrden is which subcommand was typed, by name; «otra» for what is none.
func (t *tabla) nombreDeOrden(texto string) string {
	resto := texto
	for range 2 {
		var p string
		p, resto = cortarPalabra(resto)
		if pu, ok := t.find(claseOrden, plegarOrden(p)); ok {
			return pu.nombre
		}
	}
	if strings.TrimSpace(texto) == "" {
		return ordenAyuda
	}
	return "otra"
}

// puedeAbrir tells whether the request may end in a form, so that the life of its
// trigger must be watched.
func (b *Bot) puedeAbrir(p peticion) bool {
	if p.trigger == "" {
		return false
	}
	if p.clase == claseBoton {
		pu, ok := b.tabla.find(claseBoton, p.nombre)
		return ok && pu.abre
	}
	if p.clase != claseOrden {
		return false
	}
	resto := p.texto
	for range 2 {
		var palabra string
		palabra, resto = cortarPalabra(resto)
		if pu, ok := b.tabla.find(claseOrden, plegarOrden(palabra)); ok {
			if !pu.abre {
				return false
			}
			_, mas, err := compromiso.ParseReferencia(resto)
			return resto == "" || pu.sobre && err == nil && mas == ""
		}
	}
	return false
}
