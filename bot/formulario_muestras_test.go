package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"compromisos/compromiso"
)

// vistaDeMuestra is how a person comes to see one form.
type vistaDeMuestra struct {
	persona string
	prepara func(c *casa) // what is there before
	orden   string        // what is typed,
	oprime  []string      // or the button of the card of orden, and the option of its menu
	cambia  func(c *casa) // what happens while it is open
	llena   map[string]any
	luego   func(c *casa) // what happens once it is sent
	espera  string        // words of the view that is meant, where others come before it
}

// directorioDeVistas is that of a commission that has everything configured.
func directorioDeVistas() *compromiso.Directorio {
	c := comisionFija()
	proxima, urgente := *sesionFija(), *sesionFija()
	proxima.ID, proxima.Codigo.Ordinal, proxima.Fecha = 8, 2, dia(time.April, 18)
	urgente.ID, urgente.Codigo.Clase, urgente.Fecha = 9, compromiso.Extraordinaria, dia(time.May, 23)
	c.Sesiones = append(c.Sesiones, proxima, urgente)
	d := directorioFijo(c)
	for k, nombre := range []string{
		"Dirección Ejecutiva del Registro Federal de Electores", "Dirección Ejecutiva de Capacitación Electoral y Educación Cívica",
		"Unidad Técnica de Servicios de Informática",
	} {
		d.Areas[k].Nombre = nombre
	}
	d.Ejes = []string{"Difusión", "Organización de las mesas", "Sistemas de votación"}
	d.Solicitantes = []compromiso.Solicitante{
		{Clave: "CE-MRV", Nombre: "Consejera Marta Reyes Vela", Cargo: "Presidenta de la CVD"},
		{Clave: "CE-JLP", Nombre: "Consejero Jorge Luna Prado"},
		{Clave: "RPP-AZUL", Nombre: "Representación del Partido Azul"},
	}
	return d
}

// tiene puts a compromiso into the store.
func tiene(n *compromiso.Compromiso) func(c *casa) {
	return func(c *casa) { c.st.con(func() { c.st.ns[n.Numero] = n }) }
}

func tieneCon(cambia func(n *compromiso.Compromiso)) func(c *casa) {
	n := planFijo()
	cambia(n)
	return tiene(n)
}

// pideProrroga is the plan with a request that waits.
func pideProrroga() func(c *casa) {
	return tieneCon(func(n *compromiso.Compromiso) { n.Prorroga = fichaFija().Compromiso.Prorroga })
}

// lenta makes a store that answers no more until it is let go, at the end of the test at the
// latest.
func lenta() (traba, suelta func(c *casa)) {
	ctx, fin := context.WithCancel(context.Background())
	return func(c *casa) {
		c.t.Cleanup(fin)
		c.st.antes = func(context.Context) error {
			<-ctx.Done()
			return nil
		}
	}, func(*casa) { fin() }
}

// enSusLimites is a commission with more of everything than a form holds.
func enSusLimites(c *casa) {
	d := c.st.dir
	for k := len(d.Areas); k < 110; k++ {
		d.Areas = append(d.Areas, compromiso.Area{
			Siglas: fmt.Sprintf("JLE-%02d", k), Nombre: fmt.Sprintf("Junta Local Ejecutiva %d, con su Vocalía de Organización y su Vocalía de Capacitación", k),
		})
	}
	for k := len(d.Ejes); k < 99; k++ {
		d.Ejes = append(d.Ejes, fmt.Sprintf("Eje %d: vinculación con quienes viven fuera de su distrito, de su estado y de su país", k))
	}
	for k := len(d.Solicitantes); k < 100; k++ {
		d.Solicitantes = append(d.Solicitantes, compromiso.Solicitante{Clave: fmt.Sprintf("RPP-%03d", k), Nombre: fmt.Sprintf("Representación %d ante la comisión", k)})
	}
	n := manualFijo()
	n.Texto = textoLargo(maxSeccion)
	n.Incisos = nil
	for k := range 30 {
		n.Incisos = append(n.Incisos, compromiso.Inciso{
			Letra: compromiso.Letra(k), Texto: fmt.Sprintf("Revisar el capítulo %d del manual y anotar lo que falte, con su responsable y su fecha", k+1), Estatus: compromiso.Pendiente,
		})
	}
	tiene(n)(c)
}

// textoLargo is prose of exactly n characters.
func textoLargo(n int) string {
	s := strings.Repeat("Entregar el comparativo de costos por sede, con las cotizaciones que lo sustentan y la opinión de cada área. ", n/100+1)
	return string([]rune(s)[:n])
}

// vistasDeMuestra are all the forms of the house, each as somebody sees it.
func vistasDeMuestra() map[string]vistaDeMuestra {
	out := map[string]vistaDeMuestra{}
	for _, m := range []map[string]vistaDeMuestra{vistasDeRegistro(), vistasDelArea(), vistasDeLaSecretaria(), vistasDeEspera()} {
		for nombre, v := range m {
			out[nombre] = v
		}
	}
	return out
}

func vistasDeRegistro() map[string]vistaDeMuestra {
	parecidos := func(c *casa) {
		c.st.con(func() {
			c.st.parecidos = []compromiso.Parecido{{Compromiso: planFijo(), Semejanza: 0.9}, {Compromiso: manualFijo(), Semejanza: 0.7}}
		})
	}
	return map[string]vistaDeMuestra{
		"nuevo": {persona: uST, orden: "nuevo"},
		"nuevo-comisiones": {persona: uST, orden: "nuevo", prepara: func(c *casa) {
			c.st.dir.Comisiones = append(c.st.dir.Comisiones, compromiso.NewComision("COTSPEL", "Comisión Temporal de Seguimiento"))
		}},
		"nuevo-sin-configurar": {persona: uST, orden: "nuevo", prepara: func(c *casa) {
			c.st.dir.Ejes, c.st.dir.Solicitantes, c.st.dir.Comisiones[0].Sesiones = nil, nil, nil
		}},
		"nuevo-limites": {persona: uST, orden: "nuevo " + textoLargo(maxSeccion) + " áreas:NOHAY", prepara: enSusLimites},
		"nuevo-de-un-renglon": {
			persona: uST,
			orden:   `nuevo Presentar el plan de difusión áreas:DERFE,DECA vence:"el jueves pasado" sesión:09SO-CVD tipo:petición solicita:CE-MRV eje:Difusión`,
		},
		"nuevo-error": {persona: uST, orden: "nuevo", llena: map[string]any{
			idTexto: "Presentar el plan de difusión, con su calendario.", idAreas: []string{"DERFE", "UTSI"}, idVence: "2024-03-01",
		}},
		"nuevo-parecidos": {persona: uST, orden: "nuevo", prepara: parecidos, espera: "Se parece a", llena: map[string]any{
			idTexto: "Entregar un plan de carteles para las ferias.", idAreas: []string{"DERFE"}, idVence: "2024-04-12",
		}},
	}
}

func vistasDelArea() map[string]vistaDeMuestra {
	recordado := func(c *casa) {
		c.envia(envioRecordatorio(uEnlace, recordatorioDe(planFijo(), "", "DERFE", compromiso.PapelEnlace, compromiso.ReglaVencido)))
	}
	return map[string]vistaDeMuestra{
		"avance":         {persona: uEnlace, orden: "ver 03/2024", oprime: []string{accionAvance}},
		"avance-incisos": {persona: uST, orden: "avance 04/2024", prepara: tiene(manualFijo())},
		"avance-limites": {persona: uST, orden: "avance 04/2024", prepara: enSusLimites},
		"avance-vacio":   {persona: uEnlace, orden: "avance 03/2024", llena: map[string]any{idTexto: ""}},
		"avance-error": {persona: uEnlace, orden: "avance 03/2024", llena: map[string]any{
			idTexto: "Se remitió el borrador con el oficio 214.", idLiga: "carpeta compartida", idOficio: "INE/DERFE/0214/2024",
		}},
		"cumplir": {persona: uEnlace, orden: "ver 03/2024", oprime: []string{accionCumplir}},
		"cumplir-incisos": {persona: uUTSI, orden: "cumplir 04/2024", prepara: func(c *casa) {
			n := manualFijo()
			n.Incisos[0].Estatus = compromiso.EnProceso
			tiene(n)(c)
		}},
		"cumplir-escrito": {persona: uEnlace, orden: "cumplir 03/2024 Se entregó el plan con el oficio 015."},
		"prorroga":        {persona: uEnlace, orden: "ver 03/2024", oprime: []string{accionProrroga}},
		"prorroga-error": {persona: uEnlace, orden: "prórroga 03/2024", llena: map[string]any{
			idNueva: "2024-03-01", idMotivo: "Falta la cotización de la imprenta.",
		}},
		"posponer": {persona: uEnlace, prepara: recordado, oprime: []string{accionPosponer, "Otra fecha…"}},
		"posponer-error": {
			persona: uEnlace, prepara: recordado, oprime: []string{accionPosponer, "Otra fecha…"}, llena: map[string]any{idHasta: "2024-03-11"},
		},
	}
}

func vistasDeLaSecretaria() map[string]vistaDeMuestra {
	porValidar := tieneCon(func(n *compromiso.Compromiso) { proponer(n).Estatus = compromiso.PorValidar })
	conSegs := func(texto string) func(c *casa) {
		return func(c *casa) {
			porValidar(c)
			c.st.con(func() {
				c.st.segs = []compromiso.Seguimiento{
					{Fecha: dia(time.March, 1), Area: "DERFE", Texto: "Se entregó el borrador del plan."}, {Fecha: dia(time.March, 8), Area: "DERFE", Texto: texto},
				}
			})
		}
	}
	largos := tieneCon(func(n *compromiso.Compromiso) {
		n.Texto, n.Atencion, n.Eje = textoLargo(maxSeccion+1), textoLargo(maxSeccion+1), strings.Repeat("Eje muy largo ", 20)
		n.Solicitantes = []string{"CE-MRV", textoLargo(maxSeccion)}
	})
	return map[string]vistaDeMuestra{
		"validar":          {persona: uST, orden: "ver 03/2024", oprime: []string{accionValidar}, prepara: conSegs("Se entregó el plan completo con el oficio 015.")},
		"validar-incisos":  {persona: uST, orden: "cumplir 04/2024", prepara: tiene(manualFijo())},
		"validar-limites":  {persona: uST, orden: "cumplir 03/2024", prepara: conSegs(textoLargo(maxSeccion))},
		"validar-larga":    {persona: uST, orden: "cumplir 03/2024", prepara: largos},
		"validar-error":    {persona: uST, orden: "cumplir 03/2024", prepara: conSegs("Se entregó el plan."), llena: map[string]any{idFecha: "2024-03-20"}},
		"rechazar":         {persona: uST, orden: "ver 03/2024", oprime: []string{accionRechazar}, prepara: porValidar},
		"conceder":         {persona: uST, orden: "prórroga 03/2024", prepara: pideProrroga()},
		"conceder-propia":  {persona: uST, orden: "prórroga 03/2024"},
		"conceder-error":   {persona: uST, orden: "prórroga 03/2024", prepara: pideProrroga(), llena: map[string]any{idDecision: seNiega}},
		"negar":            {persona: uST, orden: "ver 03/2024", oprime: []string{accionNegar}, prepara: pideProrroga()},
		"editar":           {persona: uST, orden: "editar 03/2024"},
		"editar-limites":   {persona: uST, orden: "editar 03/2024", prepara: largos},
		"editar-conflicto": {persona: uST, orden: "editar 03/2024", llena: map[string]any{idTexto: "Entregar el plan."}, cambia: tieneCon(func(n *compromiso.Compromiso) { n.Texto = "Entregar el plan de carteles." })},
		"asignar":          {persona: uST, orden: "ver 03/2024", oprime: []string{accionAsignar}},
		"asignar-incisos":  {persona: uST, orden: "asignar 04/2024", prepara: tiene(manualFijo())},
		"asignar-limites":  {persona: uST, orden: "asignar 04/2024", prepara: enSusLimites},
		"asignar-sin-fecha": {persona: uST, orden: "asignar 03/2024", prepara: tieneCon(func(n *compromiso.Compromiso) {
			n.FechaLimite, n.FechaLimiteOrig = compromiso.Fecha{}, compromiso.Fecha{}
		})},
		"asignar-error":    {persona: uST, orden: "asignar 03/2024", llena: map[string]any{idVence: "2024-03-01"}},
		"cancelar":         {persona: uST, orden: "ver 03/2024", oprime: []string{accionCancelar}},
		"cancelar-incisos": {persona: uST, orden: "cancelar 04/2024", prepara: tiene(manualFijo())},
		"reabrir": {persona: uST, orden: "reabrir 03/2024", prepara: tieneCon(func(n *compromiso.Compromiso) {
			cerrar(n).Estatus = compromiso.Cumplido
		})},
	}
}

// vistasDeEspera are what stands in a window while the answer is on its way, or did not come.
func vistasDeEspera() map[string]vistaDeMuestra {
	abriendo, _ := lenta()
	guardando, _ := lenta()
	tarda, acaba := lenta()
	escrito := map[string]any{idTexto: "Entregar el plan."}
	return map[string]vistaDeMuestra{
		"espera":  {persona: uST, orden: "editar 03/2024", prepara: abriendo, espera: "Cargando"},
		"trabajo": {persona: uST, orden: "editar 03/2024", cambia: guardando, llena: escrito, espera: "Sigo trabajando"},
		"tarde":   {persona: uST, orden: "editar 03/2024", cambia: tarda, llena: escrito, luego: acaba, espera: "Quedaron guardados"},
	}
}

// envia has the bot deliver an aviso.
func (c *casa) envia(e compromiso.Envio) {
	c.t.Helper()
	m, err := mensajeAviso(e)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, _, err := c.b.api.PostMessageContext(c.t.Context(), e.Aviso.Destino, m.conBloques(m.Bloques)...); err != nil {
		c.t.Fatal(err)
	}
}
