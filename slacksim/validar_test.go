package slacksim

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

type verdict struct {
	name string
	body string
	want string // "" or code, pointer and the start of the message
}

func expect(t *testing.T, v verdict, faults []Fault) {
	t.Helper()
	var all []string
	for _, f := range faults {
		line := f.Code + " " + f.Pointer + " " + f.Message
		if v.want != "" && strings.HasPrefix(line, v.want) {
			return
		}
		all = append(all, line)
	}
	if v.want != "" || len(all) > 0 {
		t.Errorf("%s: want %q, got %q", v.name, v.want, all)
	}
}

func TestValidateMessage(t *testing.T) {
	section := func(accessory string) string {
		return `{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"a"},"accessory":` + accessory + `}]}`
	}
	for _, v := range []verdict{
		{"text", `{"text":"hola"}`, ""},
		{"long text is cut, not refused", `{"text":"` + strings.Repeat("x", 40001) + `"}`, ""},
		{"nothing", `{}`, "no_text"},
		{"empty text", `{"text":""}`, "no_text"},
		{"empty blocks", `{"blocks":[]}`, "no_text"},
		{"deletion", `{"delete_original":true}`, ""},
		{"text and blocks", `{"text":"a","blocks":[{"type":"divider"}]}`, ""},
		{"blocks as JSON", `{"blocks":"[{\"type\":\"divider\"}]"}`, ""},
		{"attachments as JSON", `{"attachments":"[{\"text\":\"a\"}]"}`, ""},
		{"blocks not JSON", `{"text":"a","blocks":"[{"}`, "invalid_blocks_format /blocks"},
		{"blocks not an array", `{"text":"a","blocks":{}}`, "invalid_blocks_format /blocks"},
		{"attachments not an array", `{"text":"a","attachments":{}}`, "invalid_attachments /attachments"},
		{"block not an object", `{"text":"a","blocks":["x"]}`, "invalid_blocks_format /blocks/0"},
		{"unknown block", `{"text":"a","blocks":[{"type":"cabecera"}]}`, "invalid_blocks /blocks/0/type unsupported type: cabecera"},
		{"block in an attachment", `{"attachments":[{"blocks":[{"type":"header"}]}]}`, "invalid_blocks /attachments/0/blocks/0/text missing"},
		{"mrkdwn header", `{"blocks":[{"type":"header","text":{"type":"mrkdwn","text":"a"}}]}`, "invalid_blocks /blocks/0/text/type"},
		{"text without text", `{"blocks":[{"type":"header","text":{"type":"plain_text"}}]}`, "invalid_blocks /blocks/0/text/text missing"},
		{"text as string", `{"blocks":[{"type":"section","text":"a"}]}`, "invalid_blocks /blocks/0/text must be a text object"},
		{"alert in a message", `{"blocks":[{"type":"alert","text":{"type":"plain_text","text":"a"}}]}`, "invalid_blocks /blocks/0/type"},
		{"file in a message", `{"blocks":[{"type":"file","source":"remote","external_id":"x"}]}`, "invalid_blocks /blocks/0/type"},
		{"input in a message", `{"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input"}}]}`, ""},
		{"file_input in a message", `{"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"file_input"}}]}`, "invalid_blocks /blocks/0/element/type"},
		{"input in a section", section(`{"type":"plain_text_input"}`), "invalid_blocks /blocks/0/accessory/type"},
		{"image in a section", section(`{"type":"image","image_url":"https://example.com/a","alt_text":"a"}`), ""},
		{"style", section(strings.Replace(button("a"), "primary", "default", 1)), "invalid_blocks /blocks/0/accessory/style"},
		{"button value of a number", section(strings.Replace(button("a"), `"v"`, `1`, 1)), "invalid_blocks /blocks/0/accessory/value must be a string"},
		{
			"option url in a select", section(`{"type":"static_select","options":[{"text":{"type":"plain_text","text":"a"},"value":"1","url":"https://example.com"}]}`),
			"invalid_blocks /blocks/0/accessory/options/0/url only allowed in",
		},
		{
			"mrkdwn option in a select", section(`{"type":"static_select","options":[{"text":{"type":"mrkdwn","text":"a"},"value":"1"}]}`),
			"invalid_blocks /blocks/0/accessory/options/0/text/type",
		},
		{"mrkdwn option in checkboxes", section(`{"type":"checkboxes","options":[{"text":{"type":"mrkdwn","text":"a"},"value":"1"}]}`), ""},
		{
			"initial option with another text", section(`{"type":"static_select","options":` + options + `,"initial_option":{"text":{"type":"plain_text","text":"x"},"value":"1"}}`),
			"invalid_blocks /blocks/0/accessory/initial_option must match",
		},
		{"initial option in a group", section(`{"type":"static_select","option_groups":[` + group + `],"initial_option":` + option + `}`), ""},
		{
			"image element in actions", `{"blocks":[{"type":"actions","elements":[{"type":"image","image_url":"https://example.com/a","alt_text":"a"}]}]}`,
			"invalid_blocks /blocks/0/elements/0/type",
		},
		{"button in context", `{"blocks":[{"type":"context","elements":[` + button("a") + `]}]}`, "invalid_blocks /blocks/0/elements/0/type"},
		{"same action_id", `{"blocks":[{"type":"actions","elements":[` + button("a") + `,` + button("a") + `]}]}`, "invalid_blocks /blocks/0/elements/1/action_id must be unique"},
		{"same action_id in two blocks", `{"blocks":[{"type":"actions","elements":[` + button("a") + `]},{"type":"actions","elements":[` + button("a") + `]}]}`, ""},
		{"same block_id", `{"blocks":[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]}`, "invalid_blocks /blocks/1/block_id must be unique"},
		{"two tables", `{"blocks":[` + samples["block/table"][0] + `,` + samples["block/table"][0] + `]}`, "invalid_attachments /blocks/1 only_1_table_allowed"},
		{"emoji count two", `{"blocks":[{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("🙂", 76) + `"}}]}`, "invalid_blocks /blocks/0/text/text must be less than 151"},
		{"emoji at the edge", `{"blocks":[{"type":"header","text":{"type":"plain_text","text":"` + strings.Repeat("🙂", 75) + `"}}]}`, ""},
		{"metadata away", `{"text":"a","metadata":{}}`, ""},
		{"metadata with a list of objects", `{"text":"a","metadata":{"event_type":"x","event_payload":{"l":[{"a":1}],"o":{"b":true}}}}`, ""},
		{"metadata without payload", `{"text":"a","metadata":{"event_type":"x"}}`, "invalid_metadata_format /metadata"},
		{"metadata name", `{"text":"a","metadata":{"event_type":"x y","event_payload":{}}}`, "invalid_metadata_format /metadata/event_type"},
		{"metadata too deep", `{"text":"a","metadata":{"event_type":"x","event_payload":{"o":{"p":{"q":1}}}}}`, "invalid_metadata_schema /metadata/event_payload/o"},
		{"metadata not an object", `{"text":"a","metadata":"[]"}`, "invalid_metadata_format /metadata"},
		{"markdown_text and text", `{"text":"a","markdown_text":"b"}`, "markdown_text_conflict /markdown_text"},
	} {
		expect(t, v, validateMessage(object(v.body)))
	}
	long := verdict{"update with a long text", `{"text":"` + strings.Repeat("x", 4001) + `"}`, "msg_too_long /text"}
	expect(t, long, validateUpdate(object(long.body)))
}

func TestValidateView(t *testing.T) {
	modal := func(rest string) string {
		return `{"type":"modal","title":{"type":"plain_text","text":"t"},` + rest + `}`
	}
	input := `{"type":"input","block_id":"b","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input"}}`
	submit := `"submit":{"type":"plain_text","text":"s"},`
	for _, v := range []verdict{
		{"modal", modal(`"blocks":[{"type":"divider"}]`), ""},
		{"modal with input", modal(submit + `"blocks":[` + input + `]`), ""},
		{"input without submit", modal(`"blocks":[` + input + `]`), "invalid_arguments /view/submit missing required field"},
		{"no title", `{"type":"modal","blocks":[{"type":"divider"}]}`, "invalid_arguments /view/title missing"},
		{"no blocks", modal(`"callback_id":"c"`), "invalid_arguments /view/blocks missing"},
		{"mrkdwn title", `{"type":"modal","title":{"type":"mrkdwn","text":"t"},"blocks":[{"type":"divider"}]}`, "invalid_arguments /view/title/type"},
		{"unknown type", `{"type":"panel"}`, "invalid_arguments /view/type"},
		{"blocks not an array", modal(`"blocks":{}`), "invalid_arguments /view/blocks must be an array"},
		{"table in a modal", modal(`"blocks":[` + samples["block/table"][0] + `]`), "invalid_arguments /view/blocks/0/type"},
		{"chart in a modal", modal(`"blocks":[` + samples["block/data_visualization"][0] + `]`), "invalid_arguments /view/blocks/0/type"},
		{"data_table in a modal", modal(`"blocks":[` + samples["block/data_table"][0] + `]`), ""},
		{"alert in a modal", modal(`"blocks":[{"type":"alert","text":{"type":"plain_text","text":"a"}}]`), ""},
		{"markdown at home", `{"type":"home","blocks":[{"type":"markdown","text":"a"}]}`, "invalid_arguments /view/blocks/0/type"},
		{"input at home", `{"type":"home","blocks":[` + input + `]}`, ""},
		{"file_input at home", `{"type":"home","blocks":[` + strings.Replace(input, "plain_text_input", "file_input", 1) + `]}`, "invalid_arguments /view/blocks/0/element/type"},
		{"file_input in a modal", modal(submit + `"blocks":[` + strings.Replace(input, "plain_text_input", "file_input", 1) + `]`), ""},
		{"button in an input", modal(submit + `"blocks":[` + strings.Replace(input, `{"type":"plain_text_input"}`, button("a"), 1) + `]`), "invalid_arguments /view/blocks/0/element/type"},
		{"too large", modal(`"blocks":[{"type":"divider"}],"x":"` + strings.Repeat("x", 250000) + `"`), "view_too_large /view"},
	} {
		expect(t, v, validateView(object(v.body)))
	}
}

func TestValidateAnswer(t *testing.T) {
	view := `{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[{"type":"divider"}]}`
	for _, v := range []struct {
		kind string
		verdict
	}{
		{"slash_commands", verdict{"empty", `{}`, ""}},
		{"slash_commands", verdict{"only visible", `{"response_type":"in_channel"}`, ""}},
		{"slash_commands", verdict{"bad block", `{"blocks":[{"type":"x"}]}`, "invalid_blocks /blocks/0/type"}},
		{"view_submission", verdict{"empty closes", `{}`, ""}},
		{"view_submission", verdict{"clear", `{"response_action":"clear"}`, ""}},
		{"view_submission", verdict{"update", `{"response_action":"update","view":` + view + `}`, ""}},
		{"view_submission", verdict{"update without view", `{"response_action":"update"}`, "invalid_arguments /view"}},
		{"view_submission", verdict{"push of a bad view", `{"response_action":"push","view":{"type":"modal"}}`, "invalid_arguments /view/title"}},
		{"view_submission", verdict{"unknown", `{"response_action":"close"}`, "invalid_arguments /response_action"}},
		{"view_submission", verdict{"errors", `{"response_action":"errors","errors":{"b":"no"}}`, ""}},
		{"view_submission", verdict{"no errors", `{"response_action":"errors","errors":{}}`, "invalid_arguments /errors"}},
		{"block_suggestion", verdict{"options", `{"options":` + options + `}`, ""}},
		{"block_suggestion", verdict{"no match", `{"options":[]}`, ""}},
		{"block_suggestion", verdict{"neither", `{}`, "invalid_arguments  must have exactly one"}},
		{"block_suggestion", verdict{"both", `{"options":[],"option_groups":[]}`, "invalid_arguments  must have exactly one"}},
		{"block_suggestion", verdict{"not a list", `{"options":{}}`, "invalid_arguments /options"}},
		{"block_suggestion", verdict{"option without value", `{"options":[{"text":{"type":"plain_text","text":"a"}}]}`, "invalid_arguments /options/0/value"}},
		{"block_actions", verdict{"ignored", `{"text":1}`, ""}},
	} {
		expect(t, v.verdict, validateAnswer(v.kind, object(v.body)))
	}
}

func TestValidateErrors(t *testing.T) {
	view := object(`{"blocks":[{"type":"input","block_id":"fecha"},{"type":"section","block_id":"nota"}]}`)
	for _, v := range []verdict{
		{"input", `{"fecha":"Falta"}`, ""},
		{"not an input", `{"nota":"x"}`, "invalid_arguments /errors/nota must be the block_id"},
		{"not there", `{"a/b":"x"}`, "invalid_arguments /errors/a~1b must be the block_id"},
		{"empty", `{"fecha":""}`, "invalid_arguments /errors/fecha must be more than 0"},
	} {
		expect(t, v, validateErrors(view, object(v.body)))
	}
	// The simulator keeps the blocks of an open view as a list of objects.
	kept := map[string]any{"blocks": []map[string]any{{"type": "input", "block_id": "fecha"}}}
	expect(t, verdict{name: "kept view"}, validateErrors(kept, map[string]any{"fecha": "Falta"}))
}

func TestValidateData(t *testing.T) {
	table := func(rows string) string { return `{"blocks":[{"type":"table","rows":` + rows + `}]}` }
	data := func(rows, more string) string {
		return `{"blocks":[{"type":"data_table","caption":"c"` + more + `,"rows":` + rows + `}]}`
	}
	chart := func(series, categories string) string {
		return `{"blocks":[{"type":"data_visualization","title":"t","chart":{"type":"line","series":` + series +
			`,"axis_config":{"categories":` + categories + `}}}]}`
	}
	raw, number := `{"type":"raw_text","text":"a"}`, `{"type":"raw_number","value":1}`
	for _, v := range []verdict{
		{"empty cell", table(`[[{"type":"raw_text","text":""}]]`), "invalid_blocks /blocks/0/rows/0/0/text must be more than 0"},
		{"null cell", table(`[[null,` + raw + `]]`), ""},
		{"unknown cell", table(`[[{"type":"mrkdwn","text":"a"}]]`), "invalid_blocks /blocks/0/rows/0/0/type"},
		{"number as text", table(`[[{"type":"raw_number","value":"1"}]]`), "invalid_blocks /blocks/0/rows/0/0/value"},
		{"rich cell", table(`[[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"a"}]}]}]]`), ""},
		{
			"rich cell with nothing", table(`[[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}]]`),
			"invalid_blocks /blocks/0/rows/0/0/elements/0/elements/0/text",
		},
		{"heading of numbers", data(`[[`+number+`],[`+number+`]]`, ""), "invalid_blocks /blocks/0/rows/0/0/type"},
		{"uneven rows", data(`[[`+raw+`],[`+raw+`,`+raw+`]]`, ""), "invalid_blocks /blocks/0/rows/1 every row"},
		{"page of none", data(`[[`+raw+`],[`+raw+`]]`, `,"page_size":0`), "invalid_blocks /blocks/0/page_size"},
		{"button", data(`[[`+raw+`],[{"type":"action_cell","element":`+button("a")+`}]]`, ""), ""},
		{
			"same button", data(`[[`+raw+`],[{"type":"action_cell","element":`+button("a")+`}],[{"type":"action_cell","element":`+button("a")+`}]]`, ""),
			"invalid_blocks /blocks/0/rows/2/0/element/action_id must be unique",
		},
		{"line", chart(`[{"name":"s","data":[{"label":"a","value":1},{"label":"b","value":-2}]}]`, `["a","b"]`), ""},
		{"point missing", chart(`[{"name":"s","data":[{"label":"a","value":1}]}]`, `["a","b"]`), "invalid_blocks /blocks/0/chart/series/0/data must have one point"},
		{"unknown category", chart(`[{"name":"s","data":[{"label":"c","value":1}]}]`, `["a"]`), "invalid_blocks /blocks/0/chart/series/0/data/0/label"},
		{
			"same name", chart(`[{"name":"s","data":[{"label":"a","value":1}]},{"name":"s","data":[{"label":"a","value":1}]}]`, `["a"]`),
			"invalid_blocks /blocks/0/chart/series/1/name must be unique",
		},
		{"no categories", chart(`[{"name":"s","data":[]}]`, `[]`), "invalid_blocks /blocks/0/chart/axis_config/categories"},
		{"unknown chart", `{"blocks":[{"type":"data_visualization","title":"t","chart":{"type":"donut"}}]}`, "invalid_blocks /blocks/0/chart/type"},
	} {
		expect(t, v, validateMessage(object(v.body)))
	}
}

// TestLimitsAreShared compares the embedded table with the one the whole project reads, where that one is at hand.
func TestLimitsAreShared(t *testing.T) {
	shared, err := os.ReadFile("../../shared/slack/limites.json")
	if err != nil {
		t.Skip("the shared table is not here: nothing to compare with")
	}
	if !bytes.Equal(shared, limitsJSON) {
		t.Error("limites.json differs from the shared table: copy it again")
	}
}
