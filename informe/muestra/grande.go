package muestra

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"compromisos/compromiso"
)

// Grande is an invented informe of n compromisos of the commission CVD, as long as real
// ones are and with as many different words, one in twenty of them open. The same n gives
// the same informe. It is for measuring.
func Grande(n int) compromiso.Informe {
	g := generador{rand.New(rand.NewPCG(1, 2))}
	inf := compromiso.Informe{
		Comision: "CVD", ComisionNombre: "Comisión de Vinculación y Difusión", SesionInforme: "02SO-CVD",
		FechaInforme: compromiso.Fecha{Anio: 2026, Mes: time.October, Dia: 30}, HoraInforme: "10:00",
		Compromisos: make([]compromiso.FilaInforme, 0, n), Glosario: map[string]string{},
	}
	const alAnio = 10_000 // more than any commission adopts in a year
	for i := range n {
		inf.Compromisos = append(inf.Compromisos, g.fila(2026-i/alAnio, i%alAnio+1, i))
	}
	slices.SortFunc(inf.Compromisos, func(x, y compromiso.FilaInforme) int { return x.Numero.Compare(y.Numero) })
	return inf
}

// Texto is such an informe in the text layout of the real ones.
func Texto(inf compromiso.Informe) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## %s (%s)\n\nSegunda Sesión Ordinaria de 2026\n%s\n\n", inf.ComisionNombre, inf.Comision, inf.FechaInforme.Puntos())
	b.WriteString("SESIÓN/FECHA\tNÚMERO\tESTATUS\tEJE TEMÁTICO\tCOMPROMISO, SOLICITUD O ACUERDO\tSOLICITADO POR\tÁREA\tATENCIÓN O SEGUIMIENTO\n")
	for _, f := range inf.Compromisos {
		fmt.Fprintf(&b, "%s %s\t<b>%s</b>\t<b>%s</b> %s\t%s\t<p>%s</p>\t<ul> <li>%s</li> </ul>\t%s\t<p>%s</p>\n",
			f.Sesion, f.FechaSesion.Puntos(), f.Numero, f.Estatus.Texto(), f.FechaCumplimiento.Puntos(), f.Eje, f.Texto,
			strings.Join(f.Solicitantes, "</li> <li>"), strings.Join(f.Areas, ", "), f.Atencion)
	}
	return b.Bytes()
}

type generador struct{ azar *rand.Rand }

func (g generador) fila(anio, cons, i int) compromiso.FilaInforme {
	mes := 1 + cons%9
	sesion := compromiso.Fecha{Anio: anio, Mes: time.Month(mes), Dia: 15}
	f := compromiso.FilaInforme{
		Numero: compromiso.Numero{Cons: cons, Anio: anio}, Sesion: fmt.Sprintf("%02dSO-CVD", mes), FechaSesion: sesion,
		Tipo: compromiso.TipoCompromiso, Estatus: compromiso.Cumplido, FechaCumplimiento: sesion.AddDias(10 + g.azar.IntN(40)),
		Eje: "Eje " + g.uno(temas), Texto: g.frase(30), Solicitantes: []string{g.uno(claves)},
		Areas: []string{g.uno(areas)}, FechaLimite: sesion.AddDias(30), Atencion: g.frase(38), Linea: i + 1,
	}
	if i%20 == 0 {
		f.Estatus, f.FechaCumplimiento = compromiso.EnProceso, compromiso.Fecha{}
		f.FechaLimite = compromiso.Fecha{Anio: 2026, Mes: time.December, Dia: 1 + i%28}
	}
	return f
}

// frase is a sentence of some words, the common ones more often, as in any language;
// now and then one of a kind: an oficio.
func (g generador) frase(palabras int) string {
	var b strings.Builder
	b.WriteString(g.uno(verbos))
	for k := range palabras {
		b.WriteByte(' ')
		switch {
		case k%12 == 11:
			fmt.Fprintf(&b, "INE/%s/%04d/2026", g.uno(areas), g.azar.IntN(10_000))
		case k%2 == 0:
			b.WriteString(g.uno(enlaces))
		default:
			b.WriteString(g.palabra())
		}
	}
	b.WriteByte('.')
	return b.String()
}

// palabra is one of some 10,000, of two parts; the first ones come up most.
func (g generador) palabra() string {
	x := g.azar.Float64()
	k := int(x * x * x * float64(len(raices)*len(terminos)))
	return raices[k/len(terminos)] + terminos[k%len(terminos)]
}

func (g generador) uno(l []string) string { return l[g.azar.IntN(len(l))] }

var (
	areas   = []string{"DERFE", "UTSI", "DECEyEC"}
	claves  = []string{"CE-ABC", "CE-JMFT, Presidenta de la CVD", "CE-NIRV", "CPL-PT", "CPL-PMOR", "RPAN", "RPRI", "RPVEM", "RMC", "SE"}
	verbos  = []string{"Presentar", "Entregar", "Informar sobre", "Revisar", "Analizar", "Elaborar", "Remitir", "Valorar", "Difundir", "Convocar a"}
	temas   = []string{"de difusión", "de registro", "de capacitación", "de vinculación", "de paquetes electorales", "de informática", "jurídico"}
	enlaces = []string{"de la", "del", "en el", "para las", "y los", "con el", "a la", "por el", "sobre la", "que el", "conforme a", "junto con"}

	raices = []string{
		"inform", "credencial", "registr", "vot", "elector", "consul", "migr", "paquet", "post", "difus", "camp", "vincul", "capacit", "acuerd",
		"sesion", "comis", "document", "análisis", "calend", "present", "particip", "ciudad", "resid", "extranj", "sistem", "segur", "audit",
		"prueb", "simulacr", "protocol", "lineam", "report", "estadíst", "encuest", "mensaj", "correo", "teléf", "atenc", "solicit", "trámit",
		"verific", "padrón", "list", "cobert", "módul", "oficin", "embaj", "asoci", "organiz", "medi", "redes", "video", "folleto", "cartel",
		"traduc", "lengu", "indíg", "joven", "mujer", "accesib", "discap", "inclus", "contrat", "licit", "presup", "gasto", "pago",
		"factur", "convenio", "colabor", "institu", "secret", "gobiern", "estatal", "local", "distrit", "casill", "escrut", "cómput", "result",
		"boleta", "sobre", "envío", "recep", "custod", "traslad", "bodega", "material", "insumo", "diseñ", "impres", "distrib", "entreg", "plazo",
		"fecha", "crono", "etapa", "avance", "meta", "indic", "evalu",
	}
	terminos = []string{
		"ación", "aciones", "ado", "ada", "ados", "adas", "ar", "ando", "amiento", "ario", "aria", "arios", "ativo", "ativa", "al", "ales", "ero",
		"era", "eros", "ible", "idad", "idades", "ismo", "ista", "istas", "ivo", "iva", "izar", "izado", "izada", "o", "a", "os", "as", "ico", "ica",
		"icos", "icas", "or", "ora", "ores", "oras", "oso", "osa", "ura", "uras", "ción", "ciones", "miento", "mientos", "dor", "dora", "dores",
		"ble", "bles", "mente", "ncia", "ncias", "nte", "ntes", "ito", "ita", "itos", "itas", "ano", "ana", "anos", "anas", "ense", "enses", "eño",
		"eña", "ejo", "eja", "illo", "illa", "ón", "ones", "aje", "ajes", "azo", "ante", "antes", "encia", "encias", "ez", "eza", "ezas",
		"ío", "ía", "íos", "ías", "ud", "udes", "umbre", "undo", "unda", "és", "esa",
	}
)

// Frase is a sentence such as the texts of Grande, the same for the same number.
func Frase(i int64) string {
	return generador{rand.New(rand.NewPCG(3, uint64(i)))}.frase(20)
}
