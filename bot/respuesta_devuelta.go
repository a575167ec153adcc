package bot

import "strings"

// devuelta is a sentence that comes with what was typed, when that is more than one
// types again without thinking: a command is gone once it is sent. It comes whole, as
// far as a message holds it; past that, the message says so.
func (p peticion) devuelta(frase string) Mensaje {
	const largoQueDuele = 50
	escrito := strings.TrimSpace(limpiar(deSlack(p.texto)))
	if p.clase != claseOrden || largo(escrito) <= largoQueDuele {
		return mensajeHecho(frase)
	}
	const entero, principio = "Esto fue lo que escribió:", "Este es el principio de lo que escribió; no cabe entero en un mensaje:"
	h, rotulo := &hoja{}, entero
	h.dicho(frase)
	trozos := trocear("/compromiso "+escrito, maxSeccion)
	libre := maxSuma - largo(frase) - largo(principio)
	for k, s := range trozos {
		if libre -= largo(s); libre < 0 {
			trozos, rotulo = trozos[:k], principio
			break
		}
	}
	h.dicho(rotulo)
	for _, s := range trozos {
		h.literal(s)
	}
	return h.mensaje()
}

// trocear parts a text into pieces of n units at most, at the end of a line or of a
// word where there is one near. Nothing but the blank at which it was parted is left
// out.
func trocear(s string, n int) []string {
	var out []string
	for largo(s) > n {
		fin := len(cortarRunas(s, n))
		for _, blanco := range []string{"\n", " "} {
			if i := strings.LastIndex(s[:fin], blanco); i > fin*3/4 {
				fin = i
				break
			}
		}
		out = append(out, s[:fin])
		s = s[fin:]
		if s[0] == ' ' || s[0] == '\n' {
			s = s[1:]
		}
	}
	return append(out, s)
}
