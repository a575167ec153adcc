package compromiso

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// porEditar is one of two areas, asked for by somebody.
func porEditar(t *testing.T) *Compromiso {
	return &Compromiso{
		Numero: Numero{3, 2023}, Tipo: TipoCompromiso, Estatus: EnProceso, Areas: []string{"DERFE", "UTSI"}, Eje: "Difusión",
		Texto: "Presentar el plan", Solicitantes: []string{"CE-MRV, Presidenta"}, FechaLimite: dia(t, "2023-11-30"),
	}
}

func TestEditar(t *testing.T) {
	c := porEditar(t)
	debe(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{
		Texto: en(" Presentar el plan de difusión\n"), Tipo: en(TipoAcuerdo), Eje: en(""), Solicitantes: en([]string{"CE-JLP", " ", "CE-JLP"}),
		Atencion: en("Se presentó un borrador."),
	}))
	if len(c.Hechos()) != 1 || c.Hechos()[0].Accion != Editar {
		t.Fatalf("hechos %+v", c.Hechos())
	}
	h := c.Hechos()[0]
	if dif := cmp.Diff(map[string]any{
		"texto": "Presentar el plan", "tipo": "compromiso", "eje": "Difusión", "solicitantes": []any{"CE-MRV, Presidenta"}, "atencion": "",
	}, h.Antes); dif != "" {
		t.Error(dif)
	}
	if dif := cmp.Diff(map[string]any{
		"texto": "Presentar el plan de difusión", "tipo": "acuerdo", "eje": "", "solicitantes": []any{"CE-JLP"}, "atencion": "Se presentó un borrador.",
	}, h.Despues); dif != "" {
		t.Error(dif)
	}
	if c.Estatus != EnProceso || c.FechaLimite != dia(t, "2023-11-30") {
		t.Errorf("quedó %+v", c)
	}
	if a := AvisosDe(h, 1, c, &Comision{Canal: "C1", Secretaria: []string{"U2"}}, &Directorio{}); len(a) > 0 {
		t.Errorf("avisa de %+v", a)
	}
}

// What a form gives back as it was, is no edition.
func TestEditarSinCambios(t *testing.T) {
	c := porEditar(t)
	c.Texto = "Presentar el plan \n"
	debe(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{}))
	debe(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{
		Texto: en("Presentar el plan"), Tipo: en(TipoCompromiso), Eje: en("Difusión "), Solicitantes: en(c.Solicitantes), Atencion: en(""),
	}))
	if len(c.Hechos()) > 0 || c.Texto != "Presentar el plan \n" {
		t.Errorf("anotó %+v, texto %q", c.Hechos(), c.Texto)
	}
}

func TestEditarRehusa(t *testing.T) {
	c := porEditar(t)
	rehusa(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en(" \n")}), Invalido, "texto")
	rehusa(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en(strings.Repeat("ñ", LargoTexto+1))}), Invalido, "texto")
	rehusa(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en("Otro"), Tipo: en(Tipo("oficio"))}), Invalido, "tipo")
	if c.Texto != "Presentar el plan" || len(c.Hechos()) > 0 {
		t.Errorf("cambió: %+v", c)
	}
	debe(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en(strings.Repeat("ñ", LargoTexto))}))
}

func TestEditarIncisos(t *testing.T) {
	dos := func(a, b Estatus) *Compromiso {
		c := porEditar(t)
		c.Texto = "1. Corregir el índice\n2. Traducir los avisos"
		c.Incisos = []Inciso{
			{Letra: "a", Texto: "Corregir el índice", Estatus: a, Areas: []string{"DECEyEC"}},
			{Letra: "b", Texto: "Traducir los avisos", Estatus: b, FechaLimite: dia(t, "2023-11-20")},
		}
		c.Estatus = Derivar(c.Incisos)
		return c
	}
	uno := func(e Estatus) *Compromiso {
		c := porEditar(t)
		c.Estatus = e
		return c
	}
	for nombre, x := range map[string]struct {
		c       *Compromiso
		texto   string
		incisos string // letra, text, areas and date of each
		areas   string
	}{
		"una errata conserva lo suyo": {dos(Pendiente, Pendiente), "1. Corregir el Índice general\n2. Traducir los avisos", "a Corregir el Índice general DECEyEC|b Traducir los avisos 2023-11-20", ""},
		"otro orden":                  {dos(Pendiente, Pendiente), "1. Traducir los avisos\n2. Corregir el índice", "a Traducir los avisos 2023-11-20|b Corregir el índice DECEyEC", ""},
		"uno más en medio":            {dos(Pendiente, Pendiente), "1. Corregir el índice\n2. Imprimirlo\n3. Traducir los avisos", "a Corregir el índice DECEyEC|b Imprimirlo|c Traducir los avisos 2023-11-20", ""},
		"ya no son incisos":           {dos(Pendiente, Pendiente), "Corregir y traducir", "", "DERFE,UTSI,DECEyEC"},
		"uno ya avanzó":               {dos(EnProceso, Pendiente), "Corregir y traducir", "a Corregir el índice DECEyEC|b Traducir los avisos 2023-11-20", ""},
		"uno quedó sin efecto":        {dos(SinEfecto, Pendiente), "1. Otro\n2. Más", "a Corregir el índice DECEyEC|b Traducir los avisos 2023-11-20", ""},
		"no tenía":                    {uno(EnProceso), "1. Uno\n2. Dos", "a Uno|b Dos", ""},
		"cerrado":                     {uno(Cumplido), "1. Uno\n2. Dos", "", ""},
	} {
		t.Run(nombre, func(t *testing.T) {
			estatus := x.c.Estatus
			debe(t, x.c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en(x.texto)}))
			var hay []string
			for _, i := range x.c.Incisos {
				hay = append(hay, strings.Join(strings.Fields(i.Letra+" "+i.Texto+" "+strings.Join(i.Areas, ",")+" "+i.FechaLimite.String()), " "))
			}
			if s := strings.Join(hay, "|"); s != x.incisos {
				t.Errorf("incisos %q, quiere %q", s, x.incisos)
			}
			if x.areas == "" {
				x.areas = "DERFE,UTSI"
			}
			if s := strings.Join(x.c.Areas, ","); s != x.areas {
				t.Errorf("áreas %s, quiere %s", s, x.areas)
			}
			if x.c.Estatus != estatus || len(x.c.Incisos) > 0 && Derivar(x.c.Incisos) != estatus {
				t.Errorf("era %s y quedó %s, %s", estatus, x.c.Estatus, Derivar(x.c.Incisos))
			}
		})
	}
	c := dos(Pendiente, Pendiente)
	c.Prorroga = &Prorroga{Inciso: "b"}
	debe(t, c.Editar(actoDe(t, "2023-11-06"), Edicion{Texto: en("Todo junto")}))
	if len(c.Incisos) != 2 {
		t.Error("perdió el inciso cuya prórroga espera respuesta")
	}
}
