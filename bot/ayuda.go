package bot

import "compromisos/compromiso"

// ejemplo is something that can be typed, and what it does.
type ejemplo struct{ orden, hace string }

// mensajeAyuda is what the role can type, with examples.
func mensajeAyuda(rol compromiso.Rol) Mensaje {
	h := &hoja{}
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
		{"lista área:UTSI año:2023", "lo mismo, de un área y un año"},
		{"buscar calendario de visitas", "lo que dice esas palabras, también lo cerrado"},
		{"ver 03/2023", "la ficha completa, con su historia y lo que puede hacer"},
		{"resumen", resumen},
		{"informe", "el borrador del informe de la próxima sesión, en Word; llega " + llega},
		{"informe 02SO/2023 pdf", "el de otra sesión y en otro formato: docx, pdf, html, xlsx, csv, md o json"},
		{"nota 03/2023", "la nota de cómo se atendió un compromiso, en Word; también «nota 03/2023 pdf», html o md"},
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
			{"avance 03/2023 Se envió el oficio al área jurídica", "registra el avance; sin texto, abre el formulario para agregar evidencia"},
			{"cumplir 03/2023", cumplir},
			{"prórroga 03/2023", prorroga},
		})
	}
	if rol.Secretaria {
		ayuda(h, "Llevar la comisión", []ejemplo{
			{"editar 03/2023", "corrige el texto, el eje, quién lo pidió o la atención para el informe"},
			{"asignar 03/2023", "cambia las áreas o la fecha límite"},
			{"recordar 03/2023", "lo recuerda ahora a sus áreas"},
			{"avisos 03/2023", "a quién se avisó, cuándo y si llegó"},
			{"cancelar 03/2023", "lo deja sin efecto, con su motivo"},
			{"reabrir 03/2023", "reabre lo que ya se cerró, con su motivo"},
		})
	}
	h.nota(linea{llano("Si hay varias comisiones, escriba antes sus siglas: «/compromiso CVD ver 03/2023». No importan los acentos ni las mayúsculas.")})
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
