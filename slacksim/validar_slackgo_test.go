package slacksim

import (
	"encoding/json"
	"testing"

	"github.com/slack-go/slack"
)

func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, true)
}

func slackOptions() []*slack.OptionBlockObject {
	return []*slack.OptionBlockObject{
		slack.NewOptionBlockObject("1", plain("uno"), nil),
		slack.NewOptionBlockObject("2", plain("dos"), plain("el segundo")),
	}
}

func slackRich() *slack.RichTextSection {
	return slack.NewRichTextSection(
		slack.NewRichTextSectionTextElement("hola ", &slack.RichTextSectionTextStyle{Bold: true}),
		slack.NewRichTextSectionUserElement("U1", nil),
		slack.NewRichTextSectionLinkElement("https://example.com", "enlace", nil),
		slack.NewRichTextSectionDateElement(1700000000, "{date}", nil, nil),
	)
}

// slackElements are all the elements a section may carry, as the client library writes them.
func slackElements() []slack.BlockElement {
	list := slackOptions()
	static := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain("elige"), "a1", list...)
	static.InitialOption = list[1]
	multi := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, plain("elige"), "a2", list...)
	multi.InitialOptions = list[:1]
	groups := slack.NewOptionsGroupSelectBlockElement(slack.OptTypeStatic, plain("elige"), "a3",
		slack.NewOptionGroupBlockElement(plain("grupo"), list...))
	confirm := slack.NewConfirmationBlockObject(plain("¿Seguro?"), mrkdwn("*Se* cierra"), plain("Sí"), plain("No"))
	return []slack.BlockElement{
		static, multi, groups,
		slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, plain("busca"), "a4"),
		slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, "a5"),
		slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, "a6"),
		slack.NewOptionsSelectBlockElement(slack.OptTypeChannels, nil, "a7"),
		slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, nil, "a8"),
		slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, nil, "a9"),
		slack.NewOverflowBlockElement("a10", list...),
		slack.NewDatePickerBlockElement("a11"),
		slack.NewTimePickerBlockElement("a12"),
		slack.NewCheckboxGroupsBlockElement("a13", list...),
		slack.NewRadioButtonsBlockElement("a14", list...),
		slack.NewButtonBlockElement("a15", "v", plain("Cerrar")).WithStyle(slack.StyleDanger).WithConfirm(confirm),
	}
}

func slackMessageBlocks() []slack.Block {
	blocks := []slack.Block{
		slack.NewHeaderBlock(plain("Título")),
		slack.NewDividerBlock(),
		slack.NewSectionBlock(mrkdwn("texto"), []*slack.TextBlockObject{mrkdwn("a"), plain("b")}, nil),
		slack.NewSectionBlock(mrkdwn("texto"), nil, slack.NewAccessory(slack.NewImageBlockElement("https://example.com/a.png", "a"))),
		slack.NewImageBlock("https://example.com/a.png", "a", "", plain("título")),
		slack.NewContextBlock("", mrkdwn("nota"), slack.NewImageBlockElement("https://example.com/a.png", "a")),
		slack.NewActionBlock("acciones", slackElements()...),
		slack.NewMarkdownBlock("", "**a**"),
		slack.NewRichTextBlock("", slackRich(), slack.NewRichTextList(slack.RTEListBullet, 0, slackRich()),
			&slack.RichTextQuote{Type: slack.RTEQuote, Elements: slackRich().Elements}),
		slack.NewTableBlock("").WithColumnSettings(slack.ColumnSetting{Align: slack.ColumnAlignmentRight, IsWrapped: true}, slack.ColumnSetting{}).
			AddRow(slack.NewTableRawTextCell("a"), slack.NewTableRawNumberCell(1).WithText("uno")).
			AddRow(slack.NewTableRichTextCell(slackRich()), slack.NewTableRawNumberCell(2)),
		slack.NewDataTableBlock("Compromisos").WithPageSize(10).
			AddRow(slack.NewDataTableRawTextCell("a"), slack.NewDataTableRawTextCell("b")).
			AddRow(slack.NewDataTableRichTextCell(slackRich()), slack.NewDataTableRawNumberCell(2)).
			AddRow(slack.NewDataTableActionCell(slack.NewButtonBlockElement("x", "1", plain("Ver"))).
				WithFallback(slack.NewDataTableRawTextCell("ver")), slack.NewDataTableRawNumberCell(0)),
		slack.NewDataVisualizationBlock("Por área", slack.NewDataVisualizationPieChart(
			slack.NewDataVisualizationSegment("Obras", 2), slack.NewDataVisualizationSegment("Agua", 0.5))),
		slack.NewDataVisualizationBlock("Por mes", slack.NewDataVisualizationBarChart(
			slack.NewDataVisualizationAxisConfig("ene", "feb").WithXLabel("mes"),
			slack.NewDataVisualizationDataSeries("cumplidos", slack.NewDataVisualizationDataPoint("ene", 1),
				slack.NewDataVisualizationDataPoint("feb", -1)))),
		slack.NewCardBlock().WithTitle(mrkdwn("a")),
		slack.NewContainerBlock(slack.NewDividerBlock(), slack.NewHeaderBlock(plain("dentro"))),
		slack.NewPlanBlock("plan"),
		slack.NewTaskCardBlock("t1", "tarea"),
		slack.NewVideoBlock("https://example.com/v", "https://example.com/t", "v", "", plain("vídeo")),
	}
	for _, e := range slackElements() {
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn("texto"), nil, slack.NewAccessory(e)))
	}
	return blocks
}

func asObject(t *testing.T, v any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return object(string(raw))
}

// TestClientLibraryPasses guards against being stricter than Slack: what slack-go writes must be taken.
func TestClientLibraryPasses(t *testing.T) {
	msg := slack.NewBlockMessage(slackMessageBlocks()...)
	if faults := validateMessage(asObject(t, msg)); len(faults) > 0 {
		t.Errorf("message: %v", faults)
	}
	hook := slack.WebhookMessage{Text: "hola", Blocks: &slack.Blocks{BlockSet: slackMessageBlocks()}, ResponseType: slack.ResponseTypeInChannel}
	if faults := validateMessage(asObject(t, hook)); len(faults) > 0 {
		t.Errorf("response_url: %v", faults)
	}
	if faults := validateAnswer("slash_commands", asObject(t, hook)); len(faults) > 0 {
		t.Errorf("slash command: %v", faults)
	}
	if faults := validateMessage(asObject(t, slack.WebhookMessage{DeleteOriginal: true})); len(faults) > 0 {
		t.Errorf("deletion: %v", faults)
	}
}

func TestClientLibraryViewsPass(t *testing.T) {
	elements := append(slackElements()[:9],
		slack.NewDatePickerBlockElement("b1"), slack.NewTimePickerBlockElement("b2"), slack.NewDateTimePickerBlockElement("b3"),
		slack.NewPlainTextInputBlockElement(plain("escribe"), "b4"), slack.NewEmailTextInputBlockElement(nil, "b5"),
		slack.NewURLTextInputBlockElement(nil, "b6"), slack.NewNumberInputBlockElement(nil, "b7", false),
		slack.NewRichTextInputBlockElement(nil, "b8"), slack.NewFileInputBlockElement("b9"),
		slack.NewCheckboxGroupsBlockElement("b10", slackOptions()...), slack.NewRadioButtonsBlockElement("b11", slackOptions()...))
	var blocks []slack.Block
	for i, e := range elements {
		blocks = append(blocks, slack.NewInputBlock("b"+string(rune('a'+i)), plain("Etiqueta"), plain("Ayuda"), e))
	}
	blocks = append(blocks, slack.NewAlertBlock(plain("ojo")), slackMessageBlocks()[6])
	modal := slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain("Registrar"), Submit: plain("Guardar"), Close: plain("Cancelar"),
		Blocks: slack.Blocks{BlockSet: blocks}, PrivateMetadata: "{}", CallbackID: "registrar", NotifyOnClose: true,
	}
	if faults := validateView(asObject(t, modal)); len(faults) > 0 {
		t.Errorf("modal: %v", faults)
	}
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: slackMessageBlocks()[:7]}}
	if faults := validateView(asObject(t, home)); len(faults) > 0 {
		t.Errorf("home: %v", faults)
	}
	for name, answer := range map[string]*slack.ViewSubmissionResponse{
		"update": slack.NewUpdateViewSubmissionResponse(&modal),
		"push":   slack.NewPushViewSubmissionResponse(&modal),
		"clear":  slack.NewClearViewSubmissionResponse(),
		"errors": slack.NewErrorsViewSubmissionResponse(map[string]string{"ba": "Falta la fecha"}),
	} {
		if faults := validateAnswer("view_submission", asObject(t, answer)); len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
	suggestion := slack.OptionsResponse{Options: slackOptions()}
	if faults := validateAnswer("block_suggestion", asObject(t, suggestion)); len(faults) > 0 {
		t.Errorf("suggestion: %v", faults)
	}
}
