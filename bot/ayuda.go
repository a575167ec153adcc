package bot

import (
	"fmt"

	"compromisos/compromiso"
)

// ejemplo is something that can be typed, and what it does.
type ejemplo struct{ orden, hace string }

// mensajeAyuda is what the role can type, with examples of this year: a number of another is
// tried as it stands, and there is none.
func mensajeAyuda(rol compromiso.Rol, anio int) Mensaje {
	h := &hoja{}
	num := fmt.Sprintf("03/%d", anio)
	h.titulo("Qué puede pedir con /compromiso")
	if rol.Secretaria {
		ayuda(h, "Registrar", []ejemplo{
			{"nuevo", "abre el formulario"},
			{"nuevo Presentar el plan de difusión áreas:DERFE,UTSI vence:\"fin de mes\"", "lo registra de inmediato"},
			{"vence:\"en 5 días hábiles\"", "también entiende «mañana», «el viernes», «30.11.2026» o «antes de la próxima sesión»"},
		})
	}
	resumen := "lo vencido, lo que vence pronto y lo que se cerró"
	llega := "por mensaje directo"
	if rol.Secretaria {
		resumen += "; puede publicarlo en el canal"
		llega = "al canal donde lo pide"
	}
	ayuda(h, "Consultar", []ejemplo{
		{"lista", "lo que está abierto; también: «lista vencidos», «cumplidos», «todos» o «míos»"},
		{fmt.Sprintf("lista área:UTSI año:%d", anio), "lo mismo, de un área y un año"},
		{"buscar calendario de visitas", "lo que dice esas palabras, también lo cerrado"},
		{"ver " + num, "la ficha completa, con su historia y lo que puede hacer"},
		{"resumen", resumen},
		{"informe", "el borrador del informe de la próxima sesión, en Word; llega " + llega},
		{fmt.Sprintf("informe 02SO/%d pdf", anio), "el de otra sesión y en otro formato: docx, pdf, html, xlsx, csv, md o json"},
		{"nota " + num, "la nota de cómo se atendió un compromiso, en Word; también «nota " + num + " pdf», html o md"},
		{"sesiones", "el calendario de sesiones"},
		{"áreas", "las áreas y sus enlaces"},
		{"glosario VMRE", "qué significa una sigla; sin ella, todas"},
		{"ayuda", "esta lista"},
	})
	if rol.Secretaria || len(rol.Areas) > 0 {
		titulo := "Atender"
		if !rol.Secretaria {
			titulo += " lo de " + fraseAreas(rol.Areas)
		}
		cumplir, prorroga := "lo propone como cumplido; la Secretaría Técnica lo valida", "pide una nueva fecha, con su motivo"
		if rol.Secretaria {
			cumplir, prorroga = "lo valida y lo cierra", "responde la que se pidió, o da una nueva fecha con su motivo"
		}
		ayuda(h, titulo, []ejemplo{
			{"avance " + num + " Se envió el oficio al área jurídica", "registra el avance; sin texto, abre el formulario para agregar evidencia"},
			{"cumplir " + num, cumplir},
			{"prórroga " + num, prorroga},
		})
	}
	if rol.Secretaria {
		ayuda(h, "Llevar la comisión", []ejemplo{
			{"editar " + num, "corrige el texto, el eje, quién lo pidió o la atención para el informe"},
			{"asignar " + num, "cambia las áreas o la fecha límite"},
			{"recordar " + num, "lo recuerda ahora a sus áreas"},
			{"avisos " + num, "a quién se avisó, cuándo y si llegó"},
			{"cancelar " + num, "lo deja sin efecto, con su motivo"},
			{"reabrir " + num, "reabre lo que ya se cerró, con su motivo"},
		})
	}
	h.nota(linea{llano("Si hay varias comisiones, escriba antes sus siglas: «/compromiso CVD ver " + num + "». No importan los acentos ni las mayúsculas.")})
	if rol.Secretaria {
		h.botones(principal(boton(accionNuevo, "Registrar compromiso", "")))
	}
	return h.mensaje()
}

func ayuda(h *hoja, titulo string, es []ejemplo) {
	var items []linea
	for _, e := range es {
		items = append(items, linea{codigo(e.orden), llano(" — " + e.hace)})
	}
	h.lista(linea{negrita(titulo)}, items...)
}
