package compromiso

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// pasos is «Life of a compromiso» of the product, said again: from which states an
// action moves what, and where to. It is not derived from the table under test.
var pasos = map[Accion]map[Estatus]Estatus{
	Avanzar:  {Pendiente: EnProceso, EnProceso: EnProceso, Parcial: Parcial, PorValidar: PorValidar},
	Proponer: {Pendiente: PorValidar, EnProceso: PorValidar, Parcial: PorValidar},
	Validar:  {Pendiente: Cumplido, EnProceso: Cumplido, Parcial: Cumplido, PorValidar: Cumplido},
	Rechazar: {PorValidar: EnProceso},
	Cancelar: {Pendiente: SinEfecto, EnProceso: SinEfecto, Parcial: SinEfecto, PorValidar: SinEfecto},
	Reabrir:  {Cumplido: EnProceso, SinEfecto: EnProceso},

	PedirProrroga:    {Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial},
	ConcederProrroga: {Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial, PorValidar: PorValidar},
	NegarProrroga:    {Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial, PorValidar: PorValidar},
	Asignar:          {Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial, PorValidar: PorValidar},
	Recordar:         {Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial},
	Editar: {
		Pendiente: Pendiente, EnProceso: EnProceso, Parcial: Parcial, PorValidar: PorValidar,
		Cumplido: Cumplido, SinEfecto: SinEfecto,
	},
}

var estatusTodos = []Estatus{Pendiente, EnProceso, PorValidar, Parcial, Cumplido, SinEfecto}

func TestTransicionesSonLaVida(t *testing.T) {
	tabla := map[Accion]map[Estatus]Estatus{}
	for _, x := range Transiciones() {
		if tabla[x.Accion] == nil {
			tabla[x.Accion] = map[Estatus]Estatus{}
		}
		for _, e := range x.Desde {
			if _, ya := tabla[x.Accion][e]; ya {
				t.Errorf("%s desde %s está dos veces", x.Accion, e)
			}
			hasta := x.Hasta
			if hasta == "" {
				hasta = e
			}
			tabla[x.Accion][e] = hasta
		}
	}
	if dif := cmp.Diff(pasos, tabla); dif != "" {
		t.Error(dif)
	}
	for a := range pasos {
		for _, e := range estatusTodos {
			_, quiere := pasos[a][e]
			if da := (&Compromiso{Estatus: e}).PuedePasar(a); da != quiere {
				t.Errorf("PuedePasar(%s) desde %s: %v", a, e, da)
			}
		}
	}
}

// clonar is a deep copy, so that an aliasing slice cannot hide a mutation.
func clonar(c *Compromiso) *Compromiso {
	n := *c
	n.Areas, n.AreasPropuestas = slices.Clone(c.Areas), slices.Clone(c.AreasPropuestas)
	n.Solicitantes, n.Incisos, n.hechos = slices.Clone(c.Solicitantes), slices.Clone(c.Incisos), slices.Clone(c.hechos)
	for k := range n.Incisos {
		n.Incisos[k].Areas = slices.Clone(n.Incisos[k].Areas)
	}
	if c.Prorroga != nil {
		p := *c.Prorroga
		n.Prorroga = &p
	}
	return &n
}

// intento is one act tried on a compromiso.
type intento struct {
	accion Accion
	letra  string
	hacer  func(*Compromiso) error
}

func intentoRapid(acto Acto) *rapid.Generator[intento] {
	return rapid.Custom(func(t *rapid.T) intento {
		a := rapid.SampledFrom([]Accion{
			Avanzar, Proponer, Validar, Rechazar, Cancelar, Reabrir, PedirProrroga, ConcederProrroga, NegarProrroga, Asignar, Recordar,
		}).Draw(t, "acción")
		letra := rapid.SampledFrom([]string{"", "", "a", "b", "c", "z"}).Draw(t, "inciso")
		motivo := rapid.SampledFrom([]string{"porque sí", "porque sí", " "}).Draw(t, "motivo")
		fecha := rapid.SampledFrom([]Fecha{{}, acto.Hoy.AddDias(-3), acto.Hoy, acto.Hoy.AddDias(9)}).Draw(t, "fecha")
		av := Avance{Inciso: letra, Texto: motivo, Fecha: fecha, Evidencias: rapid.SampledFrom([][]Evidencia{nil, {{Titulo: "Oficio"}}}).Draw(t, "evidencia")}
		areas := rapid.SampledFrom([][]string{{"DERFE"}, {"UTSI", "UTSI"}, nil}).Draw(t, "áreas")
		atencion := "Se atendió."
		hacer := map[Accion]func(*Compromiso) error{
			Avanzar:          func(c *Compromiso) error { return c.Avanzar(acto, av) },
			Proponer:         func(c *Compromiso) error { return c.Proponer(acto, av) },
			Validar:          func(c *Compromiso) error { return c.Validar(acto, letra, fecha, &atencion) },
			Rechazar:         func(c *Compromiso) error { return c.Rechazar(acto, letra, motivo) },
			Cancelar:         func(c *Compromiso) error { return c.Cancelar(acto, letra, motivo) },
			Reabrir:          func(c *Compromiso) error { return c.Reabrir(acto, motivo) },
			PedirProrroga:    func(c *Compromiso) error { return c.PedirProrroga(acto, letra, fecha, motivo) },
			ConcederProrroga: func(c *Compromiso) error { return c.ConcederProrroga(acto, letra, fecha, motivo) },
			NegarProrroga:    func(c *Compromiso) error { return c.NegarProrroga(acto, motivo) },
			Asignar:          func(c *Compromiso) error { return c.Asignar(acto, Asignacion{areas, fecha, letra}) },
			Recordar:         func(c *Compromiso) error { return c.Recordar(acto) },
		}[a]
		if a == Reabrir || a == NegarProrroga || a == Recordar {
			letra = ""
		}
		return intento{a, letra, hacer}
	})
}

// TestVidaAlAzar tries acts in any order: each is refused and changes nothing, or takes
// a step of the life, and leaves one fact that says exactly what changed.
func TestVidaAlAzar(t *testing.T) {
	iguales := cmp.Options{cmp.AllowUnexported(Compromiso{}), cmpopts.EquateEmpty()}
	rapid.Check(t, func(t *rapid.T) {
		c := &Compromiso{
			Numero: Numero{1, 2023}, Estatus: Pendiente, Areas: []string{"CNCS"}, AreasPropuestas: []string{"UTSI"},
			FechaLimite:     rapid.SampledFrom([]Fecha{{}, {2023, 11, 20}}).Draw(t, "límite"),
			FechaLimiteOrig: Fecha{}, Permanente: rapid.IntRange(0, 5).Draw(t, "permanente") == 0,
		}
		c.FechaLimiteOrig = c.FechaLimite
		for k := range rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "incisos") {
			c.Incisos = append(c.Incisos, Inciso{Letra: Letra(k), Estatus: Pendiente})
		}
		for paso := range rapid.IntRange(1, 25).Draw(t, "pasos") {
			hoy := Fecha{2023, 11, 10}.AddDias(paso)
			acto := Acto{Actor: "U1", Hoy: hoy, En: hoy.En(time.UTC, Hora{12, 0})}
			x := intentoRapid(acto).Draw(t, "intento")
			antes := clonar(c)
			err := x.hacer(c)
			if err != nil {
				if CodigoDe(err) == "" || err.Error() == "" {
					t.Fatalf("%s: el rechazo no dice nada a la persona: %v", x.accion, err)
				}
				if dif := cmp.Diff(antes, c, iguales); dif != "" {
					t.Fatalf("%s se rechazó (%v) y cambió algo:\n%s", x.accion, err, dif)
				}
				continue
			}
			revisarPaso(t, x, antes, c)
			revisarHecho(t, x, acto, antes, c)
			if c.FechaLimiteOrig != antes.FechaLimiteOrig && !antes.FechaLimiteOrig.IsZero() {
				t.Fatalf("%s: se perdió la primera fecha", x.accion)
			}
		}
	})
}

func revisarPaso(t *rapid.T, x intento, antes, c *Compromiso) {
	if c.Permanente && c.Estatus == Cumplido {
		t.Fatal("un permanente se dio por cumplido")
	}
	if _, ok := pasos[x.accion][antes.Estatus]; !ok && len(c.Incisos) == 0 {
		t.Fatalf("%s se aceptó desde %s", x.accion, antes.Estatus)
	}
	if len(c.Incisos) == 0 {
		if quiere := pasos[x.accion][antes.Estatus]; c.Estatus != quiere {
			t.Fatalf("%s lleva de %s a %s, y debe a %s", x.accion, antes.Estatus, c.Estatus, quiere)
		}
	}
	movidos := 0
	for k, i := range c.Incisos {
		de := antes.Incisos[k].Estatus
		if quiere, ok := pasos[x.accion][de]; i.Estatus != de && (!ok || i.Estatus != quiere) {
			t.Fatalf("%s lleva el inciso %s de %s a %s", x.accion, i.Letra, de, i.Estatus)
		}
		if x.letra != "" && i.Letra != x.letra && !reflect.DeepEqual(i, antes.Incisos[k]) {
			t.Fatalf("%s del inciso %s cambió el %s", x.accion, x.letra, i.Letra)
		}
		if i.Estatus != de {
			movidos++
		}
		if (i.Estatus == Cumplido) == i.FechaCumplimiento.IsZero() {
			t.Fatalf("inciso %s %s con fecha de cumplimiento «%s»", i.Letra, i.Estatus, i.FechaCumplimiento)
		}
	}
	if len(c.Incisos) > 0 {
		if quiere := derivarIngenuo(c.Incisos); c.Estatus != quiere && !(c.Estatus == SinEfecto && x.letra == "") {
			t.Fatalf("%s: %s no se sigue de sus incisos %+v (%s)", x.accion, c.Estatus, c.Incisos, quiere)
		}
		if mueve := map[Accion]bool{Proponer: true, Validar: true, Rechazar: true, Cancelar: true, Reabrir: true}; mueve[x.accion] && movidos == 0 {
			t.Fatalf("%s se aceptó y no movió nada", x.accion)
		}
	}
	if c.Estatus.Abierto() != c.Cerrado.IsZero() || (c.Estatus == Cumplido) == c.FechaCumplimiento.IsZero() || (!c.Estatus.Abierto() && c.Prorroga != nil) {
		t.Fatalf("%s: %s, cerrado %v, cumplido «%s», prórroga %v", x.accion, c.Estatus, c.Cerrado, c.FechaCumplimiento, c.Prorroga)
	}
	if (c.Estatus == PorValidar) && c.FechaPropuesta.IsZero() {
		t.Fatalf("%s: por validar y sin el día de la propuesta", x.accion)
	}
}

// derivarIngenuo says what the state of the whole is, given its items.
func derivarIngenuo(is []Inciso) Estatus {
	hay := map[Estatus]bool{}
	for _, i := range is {
		if i.Estatus != SinEfecto {
			hay[i.Estatus] = true
		}
	}
	abierto := hay[Pendiente] || hay[EnProceso] || hay[Parcial]
	switch {
	case len(hay) == 0:
		return SinEfecto
	case hay[PorValidar] && !abierto:
		return PorValidar
	case hay[Cumplido] && !abierto:
		return Cumplido
	case hay[Cumplido] || hay[Parcial]:
		return Parcial
	case hay[Pendiente] && len(hay) == 1:
		return Pendiente
	}
	return EnProceso
}

// camposDeFoto are the fields that an act may change and the bitácora tells of, read
// off the struct.
func camposDeFoto(c *Compromiso) map[string]string {
	m := map[string]string{
		"estatus": string(c.Estatus), "areas": fmt.Sprint(c.Areas), "areas_propuestas": fmt.Sprint(c.AreasPropuestas),
		"fecha_limite": c.FechaLimite.String(), "fecha_propuesta": c.FechaPropuesta.String(), "atencion": c.Atencion,
		"fecha_cumplimiento": c.FechaCumplimiento.String(), "motivo": c.Motivo, "prorroga": "", "cerrado": "",
	}
	if c.Prorroga != nil {
		m["prorroga"] = c.Prorroga.Nueva.String()
	}
	if !c.Cerrado.IsZero() {
		m["cerrado"] = c.Cerrado.String()
	}
	for _, i := range c.Incisos {
		m["inciso_"+i.Letra] = fmt.Sprint(i)
	}
	return m
}

func revisarHecho(t *rapid.T, x intento, acto Acto, antes, c *Compromiso) {
	a, b := camposDeFoto(antes), camposDeFoto(c)
	cambios := map[string]bool{}
	for k := range b {
		if a[k] != b[k] {
			cambios[k] = true
		}
	}
	nuevos := len(c.Hechos()) - len(antes.hechos)
	if x.accion == Asignar && len(cambios) == 0 {
		if nuevos != 0 || !c.AvisarDesde.Equal(antes.AvisarDesde) {
			t.Fatalf("asignar lo mismo no es un hecho, ni vuelve a empezar los recordatorios")
		}
		return
	}
	if nuevos != 1 {
		t.Fatalf("%s dejó %d hechos", x.accion, nuevos)
	}
	h := c.Hechos()[len(antes.hechos)]
	if h.Accion != x.accion || h.Actor != acto.Actor || !h.En.Equal(acto.En) {
		t.Fatalf("%s se asentó como %+v", x.accion, h)
	}
	for k := range h.Despues {
		if !cambios[k] {
			t.Fatalf("%s: el hecho dice que cambió %s: %v → %v", x.accion, k, h.Antes[k], h.Despues[k])
		}
	}
	for k := range cambios {
		if _, ok := h.Despues[k]; !ok {
			t.Fatalf("%s: cambió %s (%s → %s) y el hecho lo calla", x.accion, k, a[k], b[k])
		}
		foto := antes.foto()
		if v, ok := foto[k]; ok && !reflect.DeepEqual(v, h.Antes[k]) {
			t.Fatalf("%s: antes de %s era %v y el hecho dice %v", x.accion, k, v, h.Antes[k])
		}
	}
	fechaNueva := b["fecha_limite"] != a["fecha_limite"]
	for k, i := range c.Incisos {
		fechaNueva = fechaNueva || i.FechaLimite != antes.Incisos[k].FechaLimite
	}
	if empieza := fechaNueva || x.accion == Reabrir; empieza != c.AvisarDesde.Equal(acto.En) {
		t.Fatalf("%s: los recordatorios cuentan desde %v", x.accion, c.AvisarDesde)
	}
}
