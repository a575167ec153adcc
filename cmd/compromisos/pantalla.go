package main

import (
	"fmt"
	"regexp"
	"strings"

	"compromisos/slacksim"
)

// pantalla draws a message of the practice Slack as a person sees it, in plain text:
// what is written, the buttons in brackets, tables and charts drawn in n columns.
func pantalla(m slacksim.Message, nombres map[string]string, n int) []string {
	var out []string
	for _, b := range m.Blocks {
		out = append(out, bloqueTexto(b, n)...)
	}
	if len(m.Blocks) == 0 {
		out = strings.Split(m.Text, "\n")
	}
	for k := range out {
		out[k] = legible(out[k], nombres)
	}
	return out
}

func bloqueTexto(b map[string]any, n int) []string {
	switch b["type"] {
	case "divider":
		return []string{"──────────"}
	case "header":
		return []string{"▌ " + textoDe(b["text"])}
	case "actions":
		return []string{"  " + strings.Join(botones(lista(b["elements"])), " ")}
	case "context":
		var s []string
		for _, e := range lista(b["elements"]) {
			s = append(s, textoDe(e))
		}
		return sangrado(strings.Join(s, " · "))
	case "table", "data_table":
		return filasDe(b, n)
	case "data_visualization":
		return grafica(b, n)
	case "section":
		return seccion(b)
	case "rich_text":
		return ricos(lista(b["elements"]))
	}
	return slacksim.BlockTexts(b)
}

// sangrado is small print: a text whose lines stand to the right.
func sangrado(s string) []string {
	lineas := strings.Split(s, "\n")
	for k := range lineas {
		lineas[k] = "  " + lineas[k]
	}
	return lineas
}

// ricos are the parts of a rich text: paragraphs, lists and quotations.
func ricos(partes []any) []string {
	var out []string
	for _, p := range partes {
		m, ok := p.(map[string]any)
		if !ok {
			continue
		}
		switch m["type"] {
		case "rich_text_list":
			for k, e := range lista(m["elements"]) {
				punto := "  • "
				if m["style"] == "ordered" {
					punto = fmt.Sprintf("  %d. ", k+1)
				}
				item, _ := e.(map[string]any)
				out = append(out, punto+corrido(lista(item["elements"])))
			}
		case "rich_text_quote":
			for _, l := range strings.Split(corrido(lista(m["elements"])), "\n") {
				out = append(out, "  » "+l)
			}
		default:
			out = append(out, strings.Split(corrido(lista(m["elements"])), "\n")...)
		}
	}
	return out
}

// corrido joins the runs of a line; people and links as mrkdwn writes them, for
// legible to read.
func corrido(tramos []any) string {
	var b strings.Builder
	for _, t := range tramos {
		m, ok := t.(map[string]any)
		if !ok {
			continue
		}
		switch m["type"] {
		case "user":
			b.WriteString("<@" + textoDe(m["user_id"]) + ">")
		case "channel":
			b.WriteString("#" + textoDe(m["channel_id"]))
		case "link":
			b.WriteString("<" + textoDe(m["url"]) + "|" + textoDe(m["text"]) + ">")
		case "emoji":
			b.WriteString(":" + textoDe(m["name"]) + ":")
		default:
			b.WriteString(textoDe(m["text"]))
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func seccion(b map[string]any) []string {
	out := strings.Split(textoDe(b["text"]), "\n")
	for _, f := range lista(b["fields"]) {
		out = append(out, "  "+strings.ReplaceAll(textoDe(f), "\n", " "))
	}
	if acc, ok := b["accessory"].(map[string]any); ok {
		if bs := botones([]any{acc}); len(bs) > 0 && len(out) > 0 {
			out[len(out)-1] += "  " + bs[0]
		}
	}
	return out
}

// botones are the things to press, in brackets; a menu shows what it offers.
func botones(elementos []any) []string {
	var out []string
	for _, e := range elementos {
		m, ok := e.(map[string]any)
		if !ok {
			continue
		}
		nombre := textoDe(m["text"])
		if nombre == "" {
			nombre = textoDe(m["placeholder"])
		}
		if nombre == "" {
			nombre = "…"
		}
		if m["type"] != "button" {
			nombre += " ▾"
		}
		out = append(out, junto("["+nombre+"]"))
	}
	return out
}

func textoDe(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		return textoDe(v["text"])
	}
	return ""
}

func lista(v any) []any {
	l, _ := v.([]any)
	return l
}

var (
	reMencion = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)
	reLiga    = regexp.MustCompile(`<(https?://[^|>]+)(?:\|([^>]*))?>`)
	reFuerte  = regexp.MustCompile(`(^|[\s(«])[*_]([^*_\n]+)[*_]`)
	sinEscape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

// legible is mrkdwn as it looks: names for mentions, no marks, no entities.
func legible(s string, nombres map[string]string) string {
	s = reMencion.ReplaceAllStringFunc(s, func(m string) string {
		id := reMencion.FindStringSubmatch(m)[1]
		if n := nombres[id]; n != "" {
			return "@" + n
		}
		return "@" + id
	})
	s = reLiga.ReplaceAllString(s, "$2 ($1)")
	s = reFuerte.ReplaceAllString(s, "$1$2")
	return sinEscape.Replace(s)
}
