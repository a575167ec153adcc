package main

import (
	"strings"
	"time"

	"compromisos/compromiso"
	"compromisos/slacksim"
	"compromisos/slacksim/page"
)

// The practice workspace of the page: its channel, and its people as one meets them.
const canalPractica = "C0CVD"

// zonaDemo is where its people are.
const zonaDemo = "America/Mexico_City"

// personaDemo is somebody of the practice workspace: who they are, and why one would be them.
type personaDemo struct {
	id, nombre, cargo, papel string
}

var gentePractica = []personaDemo{
	{"U0INES", "Inés Salas", "Secretaría Técnica", "Registra, asigna, valida y ve todo"},
	{"U0CNCS", "Tomás Rivas", "Enlace de CNCS", "Recibe recordatorios y responde por su área"},
	{"U0UTSI", "Lucía Paredes", "Enlace de UTSI", "Tiene algo vencido y algo que vence pronto"},
	{"U0DECEYEC", "Andrés Molina", "Enlace de DECEyEC", "Propuso uno como cumplido"},
	{"U0DERFE", "Rosa Camacho", "Enlace de DERFE", "Atiende con otra área"},
	{"U0CAI", "Elena Duarte", "Enlace de CAI", "Lleva avances con acuerdos y un calendario"},
	{"U0DEOE", "Pablo Nieto", "Enlace de DEOE", "Atiende con otra área"},
	{"U0DEPPP", "Carla Mena", "Enlace de DEPPP", "Atiende con otra área"},
	{"U0DJ", "Hugo Bravo", "Enlace de DJ", "Tiene un acuerdo por atender"},
	{"U0UTF", "Nora Gil", "Enlace de UTF", "Espera que se valide lo suyo"},
	{"U0CNCS2", "Irene Luna", "Suplente de CNCS", "Solo se entera cuando algo se atrasa"},
	{"U0CNCST", "Óscar Vega", "Titular de CNCS", "Solo se entera cuando algo se atrasa mucho"},
	{"U0DECEYEC2", "Marta Ruiz", "Suplente de DECEyEC", "Solo se entera cuando algo se atrasa"},
	{"U0DERFE2", "Jorge Silva", "Suplente de DERFE", "Solo se entera cuando algo se atrasa"},
	{"U0DERFET", "Aurora Peña", "Titular de DERFE", "Solo se entera cuando algo se atrasa mucho"},
	{"U0MRS", "Mariana Robles", "Consejera Presidenta", "Consulta qué fue de lo que pidió"},
	{"U0INV", "Víctor Luna", "Persona invitada", "No recibe nada: es de otra institución"},
}

// poblarPractica puts the people into the workspace and says who one can be.
func poblarPractica(sim *slacksim.Sim, gente []personaDemo, canal slacksim.Channel, zona string) []page.Person {
	canal.Members = []string{sim.BotUserID()}
	for _, p := range gente {
		invitada := p.id == "U0INV"
		sim.AddUser(slacksim.User{ID: p.id, Name: strings.ToLower(p.id), RealName: p.nombre, Title: p.cargo, TZ: zona, Restricted: invitada})
		canal.Members = append(canal.Members, p.id)
	}
	sim.AddChannel(canal)
	return personasDe(gente)
}

// personasDe are those whom one can be.
func personasDe(gente []personaDemo) []page.Person {
	var out []page.Person
	for _, p := range gente {
		out = append(out, page.Person{ID: p.id, Role: p.papel})
	}
	return out
}

// genteDe are the people of a workspace, with what was said of them.
func genteDe(sim *slacksim.Sim, papeles map[string]string) []personaDemo {
	var out []personaDemo
	for _, u := range sim.Snapshot().Users {
		if !u.Bot {
			out = append(out, personaDemo{u.ID, u.RealName, u.Title, papeles[u.ID]})
		}
	}
	return out
}

func papelesDe(gente []personaDemo) map[string]string {
	out := map[string]string{}
	for _, p := range gente {
		out[p.id] = p.papel
	}
	return out
}

// ordenesPractica are what the composer completes: the words of the grammar, with what follows.
var ordenesPractica = []page.Command{
	{Text: "/compromiso nuevo", Hint: "abre el formulario para registrar"},
	{Text: "/compromiso nuevo", Args: "TEXTO áreas:A,B vence:FECHA", Hint: "registra en un renglón"},
	{Text: "/compromiso lista", Args: "[vencidos|cumplidos|todos|míos] [área:X]", Hint: "lo que está abierto"},
	{Text: "/compromiso ver", Args: "NN/AAAA", Hint: "la ficha, con su historia"},
	{Text: "/compromiso buscar", Args: "PALABRAS", Hint: "busca en todo, también en lo cerrado"},
	{Text: "/compromiso avance", Args: "NN/AAAA [TEXTO]", Hint: "registra un avance"},
	{Text: "/compromiso cumplir", Args: "NN/AAAA", Hint: "lo propone como cumplido, o lo valida"},
	{Text: "/compromiso prórroga", Args: "NN/AAAA", Hint: "pide o concede otra fecha"},
	{Text: "/compromiso editar", Args: "NN/AAAA", Hint: "corrige lo registrado"},
	{Text: "/compromiso asignar", Args: "NN/AAAA", Hint: "cambia las áreas o la fecha"},
	{Text: "/compromiso recordar", Args: "NN/AAAA", Hint: "lo recuerda ahora a sus áreas"},
	{Text: "/compromiso avisos", Args: "NN/AAAA", Hint: "a quién se avisó y si llegó"},
	{Text: "/compromiso cancelar", Args: "NN/AAAA", Hint: "lo deja sin efecto"},
	{Text: "/compromiso reabrir", Args: "NN/AAAA", Hint: "reabre lo cerrado"},
	{Text: "/compromiso resumen", Hint: "el resumen de la semana"},
	{Text: "/compromiso informe", Args: "[CÓDIGO[/AAAA]] [FORMATO]", Hint: "el informe de una sesión, como archivo"},
	{Text: "/compromiso nota", Args: "NN/AAAA [FORMATO]", Hint: "la nota de un compromiso, como archivo"},
	{Text: "/compromiso sesiones", Hint: "el calendario de sesiones"},
	{Text: "/compromiso áreas", Hint: "las áreas y sus enlaces"},
	{Text: "/compromiso glosario", Args: "[SIGLA]", Hint: "qué significan las siglas"},
	{Text: "/compromiso ayuda", Hint: "todo lo que se puede pedir"},
}

// porProbar are the three things to try first.
var porProbar = []paso{
	{Try: page.Try{
		Text: "Registre un compromiso, como la Secretaría Técnica", Person: "U0INES", Channel: canalPractica,
		Type: "/compromiso nuevo Presentar un comparativo de los costos de difusión áreas:CNCS vence:\"en 5 días hábiles\"",
	}, sobre: []compromiso.Numero{{Cons: 25, Anio: 2026}}},
	{Try: page.Try{
		Text:   "Adelante el reloj a las 09:00 y responda como Lucía, de UTSI",
		Person: "U0UTSI", Channel: "DM", Until: time.Date(2026, time.November, 3, 9, 1, 0, 0, time.FixedZone("", -6*60*60)),
	}, sobre: []compromiso.Numero{{Cons: 5, Anio: 2026}, {Cons: 12, Anio: 2026}}},
	{Try: page.Try{
		Text: "Vuelva a ser Inés y valide lo que propuso DECEyEC", Person: "U0INES", Channel: canalPractica, Type: "/compromiso cumplir 11/2026",
	}, sobre: []compromiso.Numero{{Cons: 11, Anio: 2026}}},
}
