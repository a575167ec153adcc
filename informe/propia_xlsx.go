package informe

import (
	"strings"

	"compromisos/compromiso"
)

// datosPropios are the pairs of our own sheet of data, nil where it is none.
func datosPropios(h *hoja) map[string]string {
	if h.nombre != hojaDatos {
		return nil
	}
	m := map[string]string{}
	for _, f := range h.filas {
		if clave := deFilaEn(f.celdas, 0); m[clave] == "" {
			m[clave] = deFilaEn(f.celdas, 1)
		}
	}
	if m[marcaFormato] != valorFormato {
		return nil
	}
	return m
}

// exigidosXLSX are the headings that our sheets always have, beside that of the data.
var exigidosXLSX = []string{"Número", "Estatus", "Compromiso, solicitud o acuerdo"}

// delLibro are the informes of a sheet that we wrote, nil where it is none.
func (c *clasificadas) delLibro(h *hoja) []grilla {
	exigidos := exigidosXLSX
	if c.datos == nil {
		exigidos = propias // our CSV, saved as a workbook
	}
	for i, f := range h.filas {
		t := titulosPropios(f.celdas, exigidos)
		if t == nil {
			continue
		}
		d := c.datos
		base := conClave(compromiso.Informe{}, [5]string{
			d["Comisión"], d["Nombre de la comisión"], d["Informe de la sesión"], d["Fecha del informe"], d["Hora del informe"],
		})
		l := grillasPropias(t, h.filas[i+1:], base, false)
		for k := range l {
			for _, g := range c.glosarios {
				l[k].propia.leerGlosario(g)
			}
		}
		return l
	}
	return nil
}

// leerGlosario takes the entries that are of the informe's commission.
func (t *tablaPropia) leerGlosario(h *hoja) {
	titulos := titulosPropios(h.filas[0].celdas, []string{"Sigla", "Significado"})
	if titulos == nil {
		t.avisos = append(t.avisos, "La hoja «"+cita(h.nombre)+"» ya no tiene las columnas «Sigla» y «Significado», y no se importa; dice: «"+cita(h.texto())+"».")
		return
	}
	col := map[string]int{"Comisión": -1, "Grupo": -1}
	for i, n := range titulos {
		col[n] = i
	}
	inf := &t.inf
	if inf.Glosario == nil {
		inf.Glosario, inf.GlosarioGrupos = map[string]string{}, map[string]string{}
	}
	ultima := ""
	for _, f := range h.filas[1:] {
		sigla, significado := deFilaEn(f.celdas, col["Sigla"]), deFilaEn(f.celdas, col["Significado"])
		de := deFilaEn(f.celdas, col["Comisión"])
		antes, ya := inf.Glosario[sigla]
		switch {
		case de != "" && de != inf.Comision:
			ultima = ""
		case sigla == "" && ultima != "":
			inf.Glosario[ultima] += significado // what did not fit into one cell
		case sigla == "":
			t.avisos = append(t.avisos, "En el glosario hay un significado sin sigla: «"+cita(significado)+"».")
		case ya && antes != significado:
			t.avisos = append(t.avisos, "La sigla «"+cita(sigla)+"» está dos veces en el glosario; se deja «"+cita(significado)+"».")
		case !ya:
			inf.Glosario[sigla] = significado
			inf.GlosarioOrden = append(inf.GlosarioOrden, sigla)
			if g := strings.TrimSpace(deFilaEn(f.celdas, col["Grupo"])); g != "" {
				inf.GlosarioGrupos[sigla] = g
			}
			ultima = sigla
		}
	}
}
