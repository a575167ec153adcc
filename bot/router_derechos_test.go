package bot

import (
	"fmt"
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
		case accionInforme:
			p.valor = "CVD 01SO-CVD csv"
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

// quien is who may pass a door, in the words of the contract (section 5).
type quien int

const (
	cualquiera quien = iota + 1 // everybody whom the bot serves
	leen                        // readers of the commission
	leenAlguna                  // readers of some commission
	atienden                    // the enlaces, suplentes and the titular of its areas, and the ST
	secretaria                  // the ST of its commission
)

// contrato is the column «who» of the contract, written down door by door and apart from
// the program: a door that is not here fails the test, and so does one whose right differs.
var contrato = map[clase]map[string]quien{
	claseOrden: {
		"ayuda": cualquiera, "lista": leen, "ver": leen, "buscar": leen, "resumen": leen, "sesiones": leen,
		"informe": leen, "nota": leen,
		"areas": leenAlguna, "glosario": leenAlguna,
		"avance": atienden, "cumplir": atienden, "prorroga": atienden,
		"nuevo": secretaria, "editar": secretaria, "asignar": secretaria, "reabrir": secretaria, "cancelar": secretaria,
		"recordar": secretaria, "avisos": secretaria,
	},
	claseBoton: {
		"ver": leen, "lista_pagina": leen, "informe": leen, "nota": leen,
		"avance": atienden, "cumplir": atienden, "prorroga": atienden, "posponer": atienden, "enterado": atienden, "hilo": atienden,
		"nuevo": secretaria, "publicar": secretaria, "validar": secretaria, "rechazar": secretaria, "conceder": secretaria,
		"negar": secretaria, "asignar": secretaria, "editar": secretaria, "reabrir": secretaria, "cancelar": secretaria,
		"recordar": secretaria, "avisos": secretaria,
	},
	claseFormulario: {
		"avance": atienden, "cumplir": atienden, "prorroga": atienden, "posponer": atienden,
		"nuevo": secretaria, "validar": secretaria, "rechazar": secretaria, "conceder": secretaria, "negar": secretaria,
		"asignar": secretaria, "editar": secretaria, "reabrir": secretaria, "cancelar": secretaria,
	},
	claseEvento: {eventoHilo: atienden},
}

// alguien is a kind of person: what the bot is to believe of them about the CVD and its
// compromiso 03/2024, which the DERFE and the DECEyEC attend.
type alguien struct {
	que, persona, equipo string
	st, atiende          bool // of the CVD; of the DERFE
	fuera                bool // reads only where everybody may
	leeOtra              bool // reads the other commission in any case
	nadie                bool // is not served at all
}

var gente = []alguien{
	{que: "ST", persona: uST, st: true, leeOtra: true},
	{que: "ST of another commission", persona: uOtraST, fuera: true, leeOtra: true},
	{que: "enlace", persona: uEnlace, atiende: true, leeOtra: true},
	{que: "enlace by a group", persona: uGrupo, atiende: true, leeOtra: true},
	{que: "suplente", persona: uSupl, atiende: true, leeOtra: true},
	{que: "titular", persona: uTit, atiende: true, leeOtra: true},
	{que: "enlace of another area", persona: uUTSI, leeOtra: true},
	{que: "member of the channel", persona: uLector, leeOtra: true},
	{que: "requester", persona: uPide, fuera: true},
	{que: "anybody else", persona: uFuera, fuera: true},
	{que: "guest", persona: uInvita, nadie: true},
	{que: "deactivated", persona: uSeFue, nadie: true},
	{que: "application", persona: uMaquina, nadie: true},
	{que: "Slack's own", persona: "USLACKBOT", nadie: true},
	{que: "stranger of a shared channel", persona: uAjena, nadie: true},
	{que: "ST's id in another workspace", persona: uST, equipo: "T0OTRO", nadie: true},
	{que: "unknown", persona: "U0NADIE", nadie: true},
	{que: "nobody", persona: "", nadie: true},
}

// puede is what the contract says.
func (a alguien) puede(q quien, abierta bool) bool {
	switch {
	case a.nadie:
		return false
	case q == cualquiera:
		return true
	case q == leen:
		return a.st || abierta || !a.fuera
	case q == leenAlguna:
		return a.st || abierta || !a.fuera || a.leeOtra
	case q == atienden:
		return a.st || a.atiende
	case q == secretaria:
		return a.st
	}
	return false
}

// People of the table of rights, besides those of the other tests.
const (
	uOtraST = "U0OTRAST"
	uGrupo  = "U0GRUPO"
	uPide   = "U0PIDE"
	uFuera  = "U0FUERA"
)

// casaDeDerechos has two commissions, each with its own ST and channel.
func casaDeDerechos(t *testing.T, lectura compromiso.Lectura) *casa {
	c := nuevaCasa(t)
	for _, id := range []string{uOtraST, uGrupo, uPide, uFuera} {
		c.sim.AddUser(slacksimUser(id))
	}
	otra := compromiso.NewComision("OTRA", "Otra comisión")
	otra.Secretaria, otra.Canal, otra.Lectura = []string{uOtraST}, "C0OTRO", lectura
	d := c.st.dir
	d.Comisiones = append(d.Comisiones, otra)
	d.Comisiones[0].Lectura = lectura
	d.Areas[0].Enlaces = append(d.Areas[0].Enlaces, "S0GRUPO")
	d.Grupos = map[string][]string{"S0GRUPO": {uGrupo}}
	d.Solicitantes = []compromiso.Solicitante{{Clave: "CE-X", Usuarios: []string{uPide}}}
	return c
}

// TestDerechosDelContrato goes through every door as every kind of person, where all may
// read and where only the channel may, typed in the channel of the commission and, with
// its siglas, in that of another one. What is refused wrote nothing.
func TestDerechosDelContrato(t *testing.T) {
	for _, lectura := range []compromiso.Lectura{compromiso.LecturaTodos, compromiso.LecturaCanal} {
		t.Run(string(lectura), func(t *testing.T) {
			c := casaDeDerechos(t, lectura)
			vistas := map[clase]int{}
			for _, pu := range c.b.tabla.puertas {
				vistas[pu.clase]++
				q := contrato[pu.clase][pu.nombre]
				if q == 0 {
					t.Errorf("%s %s is a new door: write down who may pass it", pu.clase, pu.nombre)
					continue
				}
				for _, a := range gente {
					c.probarPuerta(pu, a, a.puede(q, lectura == compromiso.LecturaTodos))
				}
			}
			for k, puertas := range contrato {
				if len(puertas) != vistas[k] {
					t.Errorf("%s: the contract has %d doors, the router %d", k, len(puertas), vistas[k])
				}
			}
			if strings.Contains(c.registro(), "panic") {
				t.Error(c.registro())
			}
		})
	}
}

// probarPuerta tries one door as one person.
func (c *casa) probarPuerta(pu *puerta, a alguien, puede bool) {
	c.t.Helper()
	p := c.entradaDe(pu, a.persona)
	if a.equipo != "" {
		p.equipo = a.equipo
	}
	formas := []peticion{p}
	if pu.clase != claseEvento { // elsewhere, with the commission named
		otra := p
		otra.canal, otra.clave = "C0OTRO", p.clave+":otro"
		if pu.clase == claseOrden {
			otra.texto = "CVD " + p.texto
		}
		if pu.clase != claseBoton || pu.nombre != accionNuevo { // that one has no value: it is of its channel
			formas = append(formas, otra)
		}
	}
	for _, p := range formas {
		c.ponerEstado(pu.accion)
		antes := len(c.st.hechos())
		r, err := c.pedir(p)
		escribio := len(c.st.hechos()) > antes
		donde := fmt.Sprintf("%s %s in %s as %s", pu.clase, pu.nombre, p.canal, a.que)
		switch {
		case pu.clase == claseEvento: // it answers in the thread
			if escribio != puede {
				c.t.Errorf("%s: wrote = %v, want %v (%v)", donde, escribio, puede, err)
			}
		case puede && err != nil:
			c.t.Errorf("%s: refused: %v", donde, err)
		case !puede && (compromiso.CodigoDe(err) != compromiso.SinPermiso || escribio || r.vista != nil || r.mensaje != nil):
			c.t.Errorf("%s: want a refusal, got %+v, %v (wrote = %v)", donde, r, err, escribio)
		}
	}
}

// The right is that of the moment of writing: what was checked before may have changed.
func TestDerechoDentroDeLaTransaccion(t *testing.T) {
	c := nuevaCasa(t)
	pu, _ := c.b.tabla.find(claseFormulario, "avance")
	p := c.entradaDe(pu, uEnlace)
	tn, puerta, err := c.b.preparar(t.Context(), p, c.st.dir, false)
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
