package bot

import (
	"slices"
	"strings"
	"testing"

	"compromisos/compromiso"
)

// entradaDe makes a request for a door, about a compromiso in whose state it is
// possible.
func (c *casa) entradaDe(pu *puerta, persona string) peticion {
	p := peticion{clase: pu.clase, nombre: pu.nombre, persona: persona, canal: "C0CVD", equipo: c.sim.TeamID()}
	p.clave = string(pu.clase) + ":" + pu.nombre + ":" + persona
	switch pu.clase {
	case claseOrden:
		p.texto = pu.nombre
		switch {
		case pu.sobre:
			p.texto += " 03/2024"
		case pu.nombre == "buscar":
			p.texto += " difusión"
		}
	case claseBoton:
		p.valor = "CVD 03/2024"
		switch pu.nombre {
		case accionPosponer:
			p.valor = codificarPosponer(plazoManana, p.valor)
		case accionHilo:
			p.valor += "\nse envió"
		case accionPublicar:
			p.valor = "CVD 0123456789abcdef"
		case accionListaPag:
			p.valor, _ = codificarPagina(compromiso.Filtro{Comision: "CVD", Estado: compromiso.FiltroAbiertos, Hoy: hoyFijo})
		}
	case claseFormulario:
		o := procedencia{Comision: "CVD"}
		if pu.sobre {
			o.Ref = "CVD 03/2024"
		}
		p.vista = &vistaRecibida{ID: "V1", Metadatos: o.String(), Estado: estadoDe(c.t, map[string]any{
			idTexto: escribe("Se entregó el informe"), idMotivo: escribe("por acuerdo"), idNueva: fechado("2024-06-03"), idFecha: fechado("2024-03-11"),
			idAreas: eligeVarios("DERFE"), idVence: fechado("2024-06-03"), idHasta: fechado("2024-03-20"), idTipo: elige("compromiso"),
		})}
	case claseEvento:
		p.texto, p.hilo, p.mensaje = "se envió el oficio", "1.1", "1.2"
		c.st.aviso = &compromiso.Aviso{Comision: "CVD", Compromiso: compromiso.Numero{Cons: 3, Anio: 2024}}
	}
	return p
}

// ponerEstado makes the compromiso one on which the action is possible.
func (c *casa) ponerEstado(a compromiso.Accion) {
	n := planFijo()
	switch a {
	case compromiso.Rechazar:
		n.Estatus = compromiso.PorValidar
	case compromiso.Reabrir:
		n.Estatus = compromiso.Cumplido
	case compromiso.ConcederProrroga, compromiso.NegarProrroga:
		n.Prorroga = &compromiso.Prorroga{Nueva: dia(5, 3), Motivo: "falta un dato", Estado: compromiso.ProrrogaPedida, Persona: uEnlace}
	}
	c.st.ns[n.Numero] = n
}

// TestDerechos goes through every door as every kind of person. A new door stands in
// the table of rights or is listed here as free.
func TestDerechos(t *testing.T) {
	c := nuevaCasa(t)
	if len(c.b.tabla.puertas) < 45 {
		t.Fatalf("only %d doors", len(c.b.tabla.puertas))
	}
	// The event looks for its compromiso first, and is refused in the transaction.
	for _, pu := range c.b.tabla.puertas {
		if pu.accion == libre {
			if pu.nombre != ordenAyuda {
				t.Errorf("%s %s is free to everybody", pu.clase, pu.nombre)
			}
			continue
		}
		if !slices.Contains(compromiso.Acciones(), pu.accion) {
			t.Errorf("%s %s needs %q, which is no right", pu.clase, pu.nombre, pu.accion)
		}
		for _, quien := range []struct {
			persona, equipo string
			rol             compromiso.Rol
			nadie           bool
		}{
			{persona: uST, rol: compromiso.Rol{Secretaria: true, Lee: true}},
			{persona: uEnlace, rol: compromiso.Rol{Areas: []string{"DERFE"}, Lee: true}},
			{persona: uSupl, rol: compromiso.Rol{Areas: []string{"DERFE"}, Lee: true}},
			{persona: uTit, rol: compromiso.Rol{Areas: []string{"DERFE"}, Lee: true}},
			{persona: uUTSI, rol: compromiso.Rol{Areas: []string{"UTSI"}, Lee: true}},
			{persona: uLector, rol: compromiso.Rol{Lee: true}},
			{persona: uInvita, nadie: true},
			{persona: uSeFue, nadie: true},
			{persona: uMaquina, nadie: true},
			{persona: uAjena, nadie: true},
			{persona: uST, equipo: "T0OTRO", nadie: true},
			{persona: "U0NADIE", nadie: true},
			{persona: "", nadie: true},
		} {
			c.ponerEstado(pu.accion)
			antes := len(c.st.hechos())
			p := c.entradaDe(pu, quien.persona)
			if quien.equipo != "" {
				p.equipo = quien.equipo
			}
			var areas []string
			if pu.sobre || pu.clase == claseEvento {
				areas = planFijo().Areas
			}
			puede := !quien.nadie && quien.rol.Puede(pu.accion, areas) == nil
			r, err := c.pedir(p)
			if pu.clase == claseEvento { // it answers in the thread
				if escribio := len(c.st.hechos()) > antes; escribio != puede {
					t.Errorf("%s %s as %s: wrote = %v, want %v (%v)", pu.clase, pu.nombre, quien.persona, escribio, puede, err)
				}
				continue
			}
			if puede && err != nil {
				t.Errorf("%s %s as %s: refused: %v", pu.clase, pu.nombre, quien.persona, err)
			}
			if !puede {
				if compromiso.CodigoDe(err) != compromiso.SinPermiso {
					t.Errorf("%s %s as %q of %q: want a refusal, got %+v, %v", pu.clase, pu.nombre, quien.persona, quien.equipo, r, err)
				}
				if len(c.st.hechos()) > antes {
					t.Errorf("%s %s as %s wrote something", pu.clase, pu.nombre, quien.persona)
				}
			}
		}
	}
}

// The right is that of the moment of writing: what was checked before may have changed.
func TestDerechoDentroDeLaTransaccion(t *testing.T) {
	c := nuevaCasa(t)
	pu, _ := c.b.tabla.find(claseFormulario, "avance")
	p := c.entradaDe(pu, uEnlace)
	tn, puerta, err := c.b.preparar(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	// Between the check and the writing, the compromiso goes to another area.
	c.st.ns[planFijo().Numero].Areas = []string{"UTSI"}
	if _, err := puerta.haz(t.Context(), tn); compromiso.CodigoDe(err) != compromiso.SinPermiso {
		t.Errorf("got %v", err)
	}
	if h := c.st.hechos(); len(h) > 0 {
		t.Errorf("wrote %v", h)
	}
}

// An enlace does not propose for other areas what only a part of is theirs.
func TestProponerParteAjena(t *testing.T) {
	n := manualFijo()
	n.Incisos[0].Estatus, n.Incisos[0].Areas = compromiso.Pendiente, []string{"UTSI"}
	rol := compromiso.Rol{Persona: uEnlace, Areas: []string{"DERFE"}, Lee: true}
	if err := permitirSobre(rol, compromiso.Proponer, n, "b"); err != nil {
		t.Errorf("own inciso: %v", err)
	}
	for _, inciso := range []string{"", "a"} {
		if err := permitirSobre(rol, compromiso.Proponer, n, inciso); err == nil {
			t.Errorf("inciso %q was allowed", inciso)
		}
	}
	if err := permitirSobre(rolST(), compromiso.Proponer, n, ""); err != nil {
		t.Errorf("ST: %v", err)
	}
}

func TestLecturaCanal(t *testing.T) {
	c := nuevaCasa(t)
	c.st.dir.Comisiones[0].Lectura = compromiso.LecturaCanal
	if _, err := c.orden(uLector, "lista"); err != nil {
		t.Errorf("member: %v", err)
	}
	c.sim.AddUser(slacksimUser("U0FUERA"))
	_, err := c.orden("U0FUERA", "lista")
	if compromiso.CodigoDe(err) != compromiso.SinPermiso {
		t.Errorf("not a member: %v", err)
	}
	// Nobody learns by asking which numbers exist.
	for _, texto := range []string{"ver 03/2024", "ver 99/2024"} {
		if _, otro := c.orden("U0FUERA", texto); otro == nil || otro.Error() != err.Error() {
			t.Errorf("%s: %v", texto, otro)
		}
	}
}

// When Slack does not say who somebody is, nobody is served.
func TestIdentidadSinSlack(t *testing.T) {
	c := nuevaCasa(t)
	_ = c.sim.Close()
	_, err := c.orden(uST, "lista")
	if err == nil || !strings.Contains(err.Error(), "No pude comprobar") {
		t.Errorf("got %v", err)
	}
	// What was seen within the hour is enough.
	c.st.personas[uST] = compromiso.Persona{ID: uST, Visto: c.b.op.Maquina()}
	if _, err := c.orden(uST, "lista"); err != nil {
		t.Errorf("cached: %v", err)
	}
}
