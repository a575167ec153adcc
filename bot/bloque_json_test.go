package bot

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// conReflexion is an answer as encoding/json writes it.
func conReflexion(t *testing.T, m Mensaje) map[string]any {
	t.Helper()
	c := map[string]any{"response_type": "ephemeral", "text": m.Texto, "replace_original": false}
	if len(m.Bloques) > 0 {
		c["blocks"] = slack.Blocks{BlockSet: m.Bloques}
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func comoReflexion(t *testing.T, que string, m Mensaje) {
	t.Helper()
	var nuestro map[string]any
	cuerpo := cuerpoMensaje(m)
	if err := json.Unmarshal(cuerpo, &nuestro); err != nil {
		t.Fatalf("%s: %v in %s", que, err, cuerpo)
	}
	de := conReflexion(t, m)
	if diff := cmp.Diff(de, nuestro); diff != "" {
		t.Errorf("%s: %s", que, diff)
	}
	if suma, quiero := sumaTextos(m.Bloques), sumaDe(de["blocks"]); suma != quiero {
		t.Errorf("%s: %d in the texts, want %d", que, suma, quiero)
	}
	if m.peso() != len(cuerpo) {
		t.Errorf("%s: weighs %d of %d", que, m.peso(), len(cuerpo))
	}
}

// What is written here says what encoding/json says: of every message that the tests
// keep, and of the fields that no message of ours has.
func TestEscritoComoReflexion(t *testing.T) {
	t.Parallel()
	for nombre, m := range muestras(t, nil) {
		comoReflexion(t, nombre, m)
	}
	si, texto := true, slack.NewTextBlockObject("mrkdwn", "a\"b\\c\n\t\x01é\xff\u2028<&>👩‍👩‍👧", false, true)
	boton := slack.NewButtonBlockElement("a", "v", texto)
	raro := *boton
	raro.Confirm, raro.URL = slack.NewConfirmationBlockObject(texto, texto, texto, nil), "https://x.y/?a=1&b"
	estilo := &slack.RichTextSectionTextStyle{Bold: true, Italic: true}
	comoReflexion(t, "otros", Mensaje{Texto: texto.Text, Bloques: []slack.Block{
		&slack.HeaderBlock{Type: slack.MBTHeader, Text: texto, Level: 2}, &slack.HeaderBlock{Type: slack.MBTHeader},
		slack.NewSectionBlock(nil, []*slack.TextBlockObject{texto}, nil), slack.NewSectionBlock(texto, nil, slack.NewAccessory(boton)),
		slack.NewSectionBlock(texto, nil, slack.NewAccessory(slack.NewImageBlockElement("https://x.y", "alt"))),
		slack.NewSectionBlock(texto, nil, slack.NewAccessory(&raro)),
		slack.NewContextBlock("", texto, slack.NewImageBlockElement("https://x.y", "alt")), slack.NewContextBlock("vacio"),
		slack.NewActionBlock("", boton, &raro, slack.NewDatePickerBlockElement("d")), &slack.ActionBlock{Type: slack.MBTAction}, slack.NewDividerBlock(),
		slack.NewRichTextBlock("", slack.NewRichTextSection(
			slack.NewRichTextSectionTextElement("x", estilo), slack.NewRichTextSectionUserElement("U1", nil), slack.NewRichTextSectionUserElement("U1", estilo),
			&slack.RichTextSectionUserElement{Type: slack.RTSEUser, UserID: "U", FromLLM: &si}, slack.NewRichTextSectionChannelElement("C1", nil),
			slack.NewRichTextSectionLinkElement("https://x.y", "liga", nil)),
			&slack.RichTextQuote{Type: slack.RTEQuote, Border: 1}, &slack.RichTextPreformatted{Type: slack.RTEPreformatted},
			slack.NewRichTextList(slack.RTEListOrdered, 2, slack.NewRichTextSection())),
	}})
}
