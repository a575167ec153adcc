package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"compromisos/compromiso"
)

var actualizarGoldens = flag.Bool("update", false, "rewrite the goldens in testdata")

// muestras are all the messages of the house, with invented content. escrito, when it
// is not nil, stands in the place of everything that a person writes.
func muestras(t *testing.T, escrito *string) map[string]Mensaje {
	t.Helper()
	out := map[string]Mensaje{}
	for nombre, e := range enviosDeMuestra() {
		if escrito != nil {
			ensuciar(&e, *escrito)
		}
		m, err := mensajeAviso(e)
		if err != nil {
			t.Fatalf("%s: %v", nombre, err)
		}
		out["aviso-"+nombre] = m
	}
	for nombre, m := range respuestasDeMuestra(escrito) {
		out[nombre] = m
	}
	return out
}

func enviosDeMuestra() map[string]compromiso.Envio {
	motivo := map[string]string{"motivo": "Falta el costo de la impresión."}
	nueva := func(estado string) map[string]string {
		return map[string]string{
			"motivo": "Falta la cotización de la imprenta.", "prorroga": estado, "nueva": "2024-03-20", "anterior": "2024-03-06",
		}
	}
	vencido, sesion := planFijo(), simple(7, "Ordenar el archivo de actas.", dia(time.April, 12), compromiso.Pendiente)
	urgente := recordatorioDe(manualFijo(), "b", "DERFE", compromiso.PapelEnlace, compromiso.ReglaAntes)
	escala := recordatorioDe(vencido, "", "DERFE", compromiso.PapelSuplente, compromiso.ReglaEscala)
	titular, st := escala, escala
	titular.Papel, st.Papel = compromiso.PapelTitular, compromiso.PapelSecretaria
	sinArea := simple(9, "Revisar quién lleva la bodega.", dia(time.March, 12), compromiso.Pendiente)
	sinArea.Areas = nil
	cerrado := cerrar(planFijo())
	cerrado.Estatus = compromiso.Cumplido
	resumen := envioFijo(compromiso.AvisoResumen, nil, "", nil)
	d := resumenFijo()
	d.Cabeza = compromiso.CabezaBitacora{Seq: 1234, Hash: "9f3a2c4e5d6b7a8190a1b2c3d4e5f60718293a4b5c6d7e8f9091a2b3c4d5e6f7"}
	resumen.Resumen, resumen.Aviso.Destino, resumen.Aviso.Actor = &d, "C0CVD", ""
	vacio := resumen
	vacio.Resumen = &compromiso.DatosResumen{
		Comision: comisionFija(), Desde: dia(time.March, 4), Hasta: hoyFijo, Total: compromiso.ConteoResumen{Abiertos: 4},
		Cabeza: d.Cabeza,
	}
	nuevo := planFijo()
	nuevo.Estatus, nuevo.FechaLimite, nuevo.FechaLimiteOrig = compromiso.Pendiente, dia(time.March, 25), dia(time.March, 25)
	asignaST := envioFijo(compromiso.AvisoAsignacion, nuevo, "", map[string]string{"areas": "DECEyEC"})
	asignaST.Aviso.Destino = uST
	perdido := envioFijo(compromiso.AvisoFallo, nil, "", map[string]string{
		"motivo": "sin_confirmar:timeout", "destino": uEnlace, "clase": "recordatorio",
	})
	perdido.Aviso.Destino, perdido.Aviso.Asuntos = uSupl, []compromiso.Recordatorio{
		urgente, recordatorioDe(planFijo(), "", "DERFE", compromiso.PapelEnlace, compromiso.ReglaVencido),
	}
	respondido := envioRecordatorio(uEnlace, asuntosRespondidos()...)
	respondido.Respuestas = map[compromiso.ClaveAsunto]compromiso.Respuesta{}
	for k, x := range []compromiso.Respuesta{
		{Avance: respondido.Ahora},
		{Fuera: string(compromiso.EnValidar)},
		{},
		{Fuera: string(compromiso.PorPedido), Hasta: hoyFijo.AddDias(3)},
		{Fuera: string(compromiso.PorEnterado)},
		{Fuera: compromiso.FueraFecha},
		{Fuera: compromiso.FueraCerrado},
		{Fuera: compromiso.FueraArea},
		{Fuera: "sin_inciso"},
	} {
		r := respondido.Aviso.Asuntos[k]
		respondido.Respuestas[compromiso.ClaveAsunto{Compromiso: r.Compromiso.ID, Inciso: r.Inciso, Persona: r.Persona}] = x
	}
	validada := envioFijo(compromiso.AvisoPropuesta, cerrado, "", map[string]string{"avance": "Se entregó el plan completo con el oficio 015."})
	validada.Respuestas = map[compromiso.ClaveAsunto]compromiso.Respuesta{
		{Compromiso: cerrado.ID, Persona: validada.Aviso.Destino}: {Fuera: compromiso.FueraRespondido},
	}
	return map[string]compromiso.Envio{
		"recordatorio-respondido": respondido, "propuesta-respondida": validada,
		"recordatorio-uno": envioRecordatorio(uEnlace, recordatorioDe(vencido, "", "DERFE", compromiso.PapelEnlace, compromiso.ReglaVencido)),
		"recordatorio": envioRecordatorio(uEnlace, urgente,
			recordatorioDe(vencido, "", "DERFE", compromiso.PapelEnlace, compromiso.ReglaVencido),
			recordatorioDe(vencido, "", "DECEyEC", compromiso.PapelEnlace, compromiso.ReglaVencido),
			recordatorioDe(sesion, "", "UTSI", compromiso.PapelEnlace, compromiso.ReglaSesion)),
		"recordatorio-suplente": envioRecordatorio(uSupl, escala),
		"recordatorio-titular":  envioRecordatorio(uTit, titular),
		"recordatorio-st":       envioRecordatorio(uST, st, recordatorioDe(sinArea, "", "", compromiso.PapelSecretaria, compromiso.ReglaAntes)),
		"recordatorio-muchos":   envioRecordatorio(uEnlace, muchos(40)...),
		"asignacion":            envioFijo(compromiso.AvisoAsignacion, nuevo, "", map[string]string{"areas": "DERFE,DECEyEC"}),
		"asignacion-incisos":    envioFijo(compromiso.AvisoAsignacion, manualFijo(), "", map[string]string{"areas": "UTSI,DERFE"}),
		"asignacion-st":         asignaST,
		"propuesta":             envioFijo(compromiso.AvisoPropuesta, proponer(planFijo()), "", map[string]string{"avance": "Se entregó el plan completo con el oficio 015."}),
		"propuesta-inciso":      envioFijo(compromiso.AvisoPropuesta, manualFijo(), "a", nil),
		"validacion":            envioFijo(compromiso.AvisoValidacion, cerrado, "", nil),
		"rechazo":               envioFijo(compromiso.AvisoRechazo, planFijo(), "", motivo),
		"cierre":                envioFijo(compromiso.AvisoCierre, planFijo(), "", motivo),
		"reapertura":            envioFijo(compromiso.AvisoReapertura, planFijo(), "", motivo),
		"pide-prorroga":         envioFijo(compromiso.AvisoPideProrroga, planFijo(), "", nueva("pedida")),
		"prorroga-concedida":    envioFijo(compromiso.AvisoProrroga, planFijo(), "", nueva("concedida")),
		"prorroga-negada":       envioFijo(compromiso.AvisoProrroga, planFijo(), "", nueva("negada")),
		"recordar":              envioFijo(compromiso.AvisoRecordar, manualFijo(), "", nil),
		"registro":              envioFijo(compromiso.AvisoRegistro, nuevo, "", nil),
		"registro-incisos":      envioFijo(compromiso.AvisoRegistro, manualFijo(), "", nil),
		"resumen":               resumen,
		"resumen-vacio":         vacio,
		"fallo": envioFijo(compromiso.AvisoFallo, planFijo(), "", map[string]string{
			"motivo": "account_inactive", "destino": uEnlace, "clase": "recordatorio",
		}),
		"fallo-suplente": perdido,
		"fallo-canal": envioFijo(compromiso.AvisoFallo, nil, "", map[string]string{
			"motivo": "not_in_channel", "destino": "C0CVD", "clase": "resumen",
		}),
	}
}

// asuntosRespondidos are nine asuntos of one person, for what may have come of each.
func asuntosRespondidos() []compromiso.Recordatorio {
	rs := muchos(9)
	for k := range rs {
		rs[k].Compromiso.ID = int64(100 + k)
	}
	rs[1].Compromiso.Estatus, rs[5].Compromiso.FechaLimite = compromiso.PorValidar, dia(time.April, 12)
	rs[6].Compromiso.Estatus = compromiso.Cumplido
	return rs
}

// muchos are n asuntos of one person, due one after the other.
func muchos(n int) []compromiso.Recordatorio {
	var out []compromiso.Recordatorio
	for k := range n {
		x := simple(10+k, "Contar las urnas de la bodega y anotar las que falten.", dia(time.March, 5).AddDias(k), compromiso.Pendiente)
		regla := compromiso.ReglaAntes
		if x.Vencido(hoyFijo) {
			regla = compromiso.ReglaVencido
		}
		out = append(out, recordatorioDe(x, "", "UTSI", compromiso.PapelEnlace, regla))
	}
	return out
}

func respuestasDeMuestra(escrito *string) map[string]Mensaje {
	c := comisionFija()
	f, incisos := fichaFija(), &compromiso.Ficha{Compromiso: manualFijo()}
	cerrada := &compromiso.Ficha{Compromiso: cerrar(simple(1, "Publicar el directorio de módulos.", dia(time.March, 5), compromiso.Cumplido))}
	cerrada.InformadoEn = []*compromiso.Sesion{sesionFija()}
	cerrada.Historia = []compromiso.Asiento{{
		Seq: 1, En: alas(time.February, 21, 10, 0), Actor: operador, Accion: compromiso.Importar, Motivo: "informe de la 01SO-CVD del 20.02.2024",
	}}
	reabierta := &compromiso.Ficha{Compromiso: simple(4, "Revisar los módulos.", dia(time.March, 5), compromiso.EnProceso)}
	for k := range 9 {
		s := *sesionFija()
		s.Codigo.Ordinal += k
		reabierta.InformadoEn = append(reabierta.InformadoEn, &s)
	}
	filas := []*compromiso.Compromiso{
		planFijo(), manualFijo(), resumenFijo().PorValidar[0], cerrada.Compromiso,
		simple(2, "Proponer un logotipo para la feria.", compromiso.Fecha{}, compromiso.Pendiente),
	}
	parecidos := []compromiso.Parecido{{Compromiso: planFijo(), Semejanza: 0.7}, {Compromiso: cerrada.Compromiso, Semejanza: 0.5}}
	filtro := compromiso.Filtro{
		Comision: "CVD", Estado: compromiso.FiltroTodos, Areas: []string{"UTSI", "DERFE"}, Anio: 2024, Sesion: sesionFija(), Eje: "Difusión",
		Solicitante: "CE-MRV",
	}
	pagina := compromiso.Pagina{
		Filas: filas, Total: 23, HayMas: true,
		Siguiente: compromiso.Cursor{FechaLimite: dia(time.March, 20), Numero: compromiso.Numero{Cons: 6, Anio: 2024}},
	}
	var err error = compromiso.Errorf(compromiso.Invalido, "vence", "La fecha límite 01.01.2024 ya pasó: elija una de hoy en adelante.")
	palabras := "plan de carteles"
	if escrito != nil {
		for _, g := range []*compromiso.Ficha{f, incisos, cerrada, reabierta} {
			ensuciarFicha(g, *escrito)
		}
		for _, n := range filas {
			ensuciarCompromiso(n, *escrito)
		}
		ensuciarCompromiso(parecidos[0].Compromiso, *escrito)
		filtro.Eje, filtro.Solicitante, palabras = *escrito, *escrito, *escrito
		err = compromiso.Errorf(compromiso.Invalido, "", "«%s» no es una fecha.", *escrito)
	}
	return map[string]Mensaje{
		"ficha-st":          mensajeFicha(f, c, rolST(), hoyFijo),
		"ficha-enlace":      mensajeFicha(f, c, rolEnlace(), hoyFijo),
		"ficha-lector":      mensajeFicha(f, c, rolLector(), hoyFijo),
		"ficha-incisos":     mensajeFicha(incisos, c, rolST(), hoyFijo),
		"ficha-cerrada":     mensajeFicha(cerrada, c, rolST(), hoyFijo),
		"ficha-reabierta":   mensajeFicha(reabierta, c, rolLector(), hoyFijo),
		"lista":             mensajeLista(pagina, compromiso.Filtro{Comision: "CVD"}, c, hoyFijo),
		"lista-filtrada":    mensajeLista(pagina, filtro, c, hoyFijo),
		"lista-vacia":       mensajeLista(compromiso.Pagina{}, compromiso.Filtro{Comision: "CVD", Estado: compromiso.FiltroVencidos}, c, hoyFijo),
		"busqueda":          mensajeBusqueda(filas, palabras, c, hoyFijo),
		"busqueda-vacia":    mensajeBusqueda(nil, palabras, c, hoyFijo),
		"avisos":            mensajeAvisos(avisosFijos(escrito), f.Compromiso, c),
		"avisos-ninguno":    mensajeAvisos(nil, f.Compromiso, c),
		"ayuda-st":          mensajeAyuda(rolST(), 2026),
		"ayuda-enlace":      mensajeAyuda(rolEnlace(), 2026),
		"ayuda-lector":      mensajeAyuda(rolLector(), 2026),
		"registrado":        mensajeRegistrado(f.Compromiso, nil),
		"registrado-parece": mensajeRegistrado(incisos.Compromiso, parecidos),
		"error":             mensajeError(err),
		"error-interno":     mensajeError(errors.New("pq: password is xoxb-1 <!channel>")),
		"hecho":             mensajeHecho("Listo: CVD 03/2024 vence ahora el miércoles 20.03.2024."),
		"resumen-pedido":    mensajeResumen(resumenFijo(), ""),
		"resumen-publicar":  mensajeResumen(resumenFijo(), "CVD 0123456789abcdef"),
	}
}

func avisosFijos(escrito *string) []compromiso.Aviso {
	as := []compromiso.Aviso{
		{Clase: compromiso.AvisoRecordatorio, Destino: uEnlace, Dia: hoyFijo, Estado: compromiso.AvisoEnviado, Enviado: ahoraFijo()},
		{Clase: compromiso.AvisoRecordar, Destino: uUTSI, Inciso: "b", Dia: hoyFijo, Estado: compromiso.AvisoPendiente, NoAntes: alas(time.March, 12, 8, 0)},
		{Clase: compromiso.AvisoAsignacion, Destino: uSupl, Dia: hoyFijo, Estado: compromiso.AvisoFallido, Motivo: "account_inactive", Creado: alas(time.March, 8, 10, 0)},
		{Clase: compromiso.AvisoRegistro, Destino: "C0CVD", Dia: dia(time.February, 20), Estado: compromiso.AvisoEnviado, Enviado: alas(time.February, 20, 12, 30)},
		{Clase: compromiso.AvisoRechazo, Destino: uEnlace, Dia: hoyFijo, Estado: compromiso.AvisoOmitido, Motivo: "cerrado"},
	}
	if escrito != nil {
		for k := range as {
			as[k].Motivo = *escrito
		}
	}
	return as
}

func TestGoldens(t *testing.T) {
	for nombre, m := range muestras(t, nil) {
		t.Run(nombre, func(t *testing.T) {
			comoGolden(t, "mensaje-"+nombre, goldenDe(t, m))
		})
	}
}

// comoGolden holds what is shown against what is kept under a name.
func comoGolden(t *testing.T, nombre string, got []byte) {
	t.Helper()
	ruta := filepath.Join("testdata", nombre+".json")
	if *actualizarGoldens {
		if err := os.WriteFile(ruta, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(ruta)
	if err != nil {
		t.Fatalf("%v (go test ./bot -run Golden -update writes it)", err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("differs from %s (-update rewrites it):\n%s", ruta, d)
	}
}

// goldenDe shows the text by lines, as it is read.
func goldenDe(t *testing.T, m Mensaje) []byte {
	t.Helper()
	v := map[string]any{"texto": strings.Split(m.Texto, "\n"), "bloques": m.Bloques}
	if m.Respaldo != nil {
		v["respaldo"] = m.Respaldo
	}
	if m.Metadatos.EventType != "" {
		v["metadatos"] = m.Metadatos
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTextoResumen(t *testing.T) {
	d := resumenFijo()
	d.Vencidos[0].Texto = "Comprar papel < 90 g & tinta"
	s := TextoResumen(d)
	for _, quiero := range []string{
		"Resumen de la CVD: del 04.03.2024 al 11.03.2024", "5 compromisos abiertos: 1 vencido", "Vencidos: 1", "CVD 03/2024",
		"Comprar papel < 90 g & tinta", "UTSI: 4 abiertos; 2 por vencer; 1 por validar", "Sin fecha límite: 1",
	} {
		if !strings.Contains(s, quiero) {
			t.Errorf("the text lacks %q:\n%s", quiero, s)
		}
	}
	if s := TextoResumen(compromiso.DatosResumen{Comision: d.Comision, Desde: d.Desde, Hasta: d.Hasta}); strings.Contains(s, "\n") ||
		!strings.HasPrefix(s, "La CVD, del 04.03.2024 al 11.03.2024: nada vencido") {
		t.Errorf("an empty week is one sentence, got %q", s)
	}
}

func TestAvisoIncompleto(t *testing.T) {
	for nombre, e := range map[string]compromiso.Envio{
		"no kind":       {Aviso: compromiso.Aviso{Clase: "otra"}},
		"no compromiso": envioFijo(compromiso.AvisoRechazo, nil, "", nil),
		"no digest":     envioFijo(compromiso.AvisoResumen, nil, "", nil),
		"no asuntos":    envioRecordatorio(uEnlace, compromiso.Recordatorio{Persona: uEnlace}),
	} {
		if _, err := mensajeAviso(e); err == nil {
			t.Errorf("%s: composed", nombre)
		}
	}
}
