package main

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/informe"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
	"compromisos/store"
)

// The sample of the practice: a commission and what it asked for, written for it.
var (
	//go:embed practica/configuracion.yaml
	confPractica []byte
	//go:embed practica/informe.json
	informePractica []byte
)

// inicioPractica is twenty to nine of a Tuesday: the reminders of the day leave in a while.
const inicioPractica = "2026-11-03T08:40:00-06:00"

// escenario is what a practice begins with.
type escenario struct {
	conf    compromiso.Configuracion
	inf     compromiso.Informe
	gente   []personaDemo
	canal   slacksim.Channel
	pruebas []paso
	inicio  time.Time
	volver  func([]compromiso.Falta) error // a fault of the configuration in words
	ajeno   bool                           // it is not the sample
	antes   *hoja                          // of the practice to go on with: then there is nothing to fill in
}

// montar reads what the practice begins with: the sample, or somebody's informe.
func montar(c *consola, o opcionesDemo, antes *hoja) (e escenario, err error) {
	if antes != nil {
		return retomar(o, antes)
	}
	if o.importar != "" {
		e, err = montarInforme(c, o)
	} else {
		e, err = montarMuestra()
	}
	if err != nil || o.reloj == "" {
		return e, err
	}
	e.inicio, err = leerReloj(o.reloj)
	return e, err
}

// retomar goes on with a practice where it stood; its clock may only be moved ahead.
func retomar(o opcionesDemo, antes *hoja) (escenario, error) {
	if o.importar != "" {
		return escenario{}, fmt.Errorf("la carpeta de --datos (%s) ya tiene una práctica, y --importar es para empezar una: use otra carpeta, o traiga el informe con «compromisos importar»", o.datos)
	}
	e, err := montarMuestra()
	if antes.Informe != nil {
		e, _ = escenarioDe(*antes.Informe)
	}
	e.antes, e.inicio = antes, antes.detenido()
	if err != nil || o.reloj == "" {
		return e, err
	}
	t, err := leerReloj(o.reloj)
	if err != nil {
		return escenario{}, err
	}
	if t.Before(e.inicio) {
		return escenario{}, fmt.Errorf("el reloj de la práctica de --datos (%s) ya va en %s y no regresa: quite --reloj, o dé un instante posterior",
			o.datos, e.inicio.In(compromiso.NewComision("", "").Zona).Format(time.RFC3339))
	}
	e.inicio = t
	return e, nil
}

func montarMuestra() (e escenario, err error) {
	conf, pos, err := leerConfiguracion(confPractica)
	if err != nil {
		return e, err
	}
	infs, err := informe.Leer("la muestra", informePractica, informe.Opciones{})
	if err != nil {
		return e, err
	}
	e = escenario{
		conf: conf, inf: infs[0], gente: gentePractica, canal: slacksim.Channel{ID: canalPractica, Name: "cvd"}, pruebas: porProbar,
		volver: func(fs []compromiso.Falta) error { return pos.error(fs) },
	}
	e.inicio, err = time.Parse(time.RFC3339, inicioPractica)
	return e, err
}

// montarInforme makes a cast for an informe: a person for each area that it names.
func montarInforme(c *consola, o opcionesDemo) (escenario, error) {
	inf, err := informeDemo(c, o.importar)
	if err != nil {
		return escenario{}, err
	}
	e, _ := escenarioDe(inf)
	return e, nil
}

// escenarioDe is what a practice begins with that is about an informe, and its cast.
func escenarioDe(inf compromiso.Informe) (escenario, elenco) {
	k, conf := formarElenco(inf)
	e := escenario{
		ajeno: true, inf: inf, conf: conf, canal: slacksim.Channel{ID: canalDemo, Name: strings.ToLower(inf.Comision)},
		inicio: enHoras(compromiso.NewComision(inf.Comision, ""), inicioDemo(inf)),
		volver: func(fs []compromiso.Falta) error {
			return compromiso.Errorf(compromiso.Invalido, "", "%s: %s", fs[0].Ruta, fs[0].Mensaje)
		},
		pruebas: []paso{
			{Try: page.Try{Text: "Vea qué trajo el informe", Person: stDemo, Channel: canalDemo, Type: "/compromiso lista todos"}},
			{Try: page.Try{Text: "Registre un compromiso", Person: stDemo, Channel: canalDemo, Type: "/compromiso nuevo"}},
			{Try: page.Try{Text: "Pida el resumen de la semana", Person: stDemo, Channel: canalDemo, Type: "/compromiso resumen"}},
		},
	}
	for _, id := range k.ids {
		e.gente = append(e.gente, personaDemo{id: id, nombre: k.nombres[id], cargo: k.cargos[id]})
	}
	return e, k
}

// guardar puts the commission and its compromisos into the empty database.
func (e escenario) guardar(ctx context.Context, url string) ([]compromiso.ResultadoImportacion, error) {
	if _, _, err := store.Migrate(ctx, url, migrarRiver(url)); err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, url, store.Options{MaxConns: 2})
	if err != nil {
		return nil, err
	}
	defer st.Close()
	sol := compromiso.Solicitud{Acto: compromiso.Acto{Actor: operador, En: e.inicio}}
	if _, err := st.Configurar(ctx, sol, func(d *compromiso.Directorio) (*compromiso.Directorio, []compromiso.Cambio, error) {
		nuevo, cambios, faltas := e.conf.Aplicar(d)
		if len(faltas) > 0 {
			return nil, nil, e.volver(faltas)
		}
		return nuevo, cambios, nil
	}); err != nil {
		return nil, err
	}
	return st.ImportarTodos(ctx, sol, []compromiso.Informe{e.inf}, false, nil)
}
