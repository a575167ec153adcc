package slacksim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Samples hold every path the rows of limites.json name, so that a row can be broken by changing one value.
// Where a row cannot stand beside another (options and option_groups), a type has several samples.
var samples = map[string][]string{
	"message/*": {
		`{"text":"hola","attachments":[{"text":"x"}],"metadata":{"event_type":"aviso_1","event_payload":{"clave":"a","n":1}},
		  "blocks":[{"type":"markdown","text":"**a**"},{"type":"divider","block_id":"b1"},{"type":"divider","block_id":"b2"},
		  {"type":"table","rows":[[{"type":"raw_text","text":"a"}]]},
		  {"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}]}`,
		`{"markdown_text":"**hola**"}`,
	},
	"view/modal": {`{"type":"modal","title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"s"},
		"close":{"type":"plain_text","text":"c"},"private_metadata":"p","callback_id":"c","external_id":"e","blocks":[
		{"type":"input","block_id":"b1","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","focus_on_load":true}},
		{"type":"divider","block_id":"b2"}]}`},
	"view/home": {`{"type":"home","private_metadata":"p","callback_id":"c","external_id":"e","blocks":[
		{"type":"actions","block_id":"b1","elements":[{"type":"static_select","focus_on_load":true,
		"options":[{"text":{"type":"plain_text","text":"a"},"value":"1"}]}]},{"type":"divider","block_id":"b2"}]}`},
	"block/*": {`{"type":"divider","block_id":"b"}`},
	"block/section": {`{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"a"},
		"fields":[{"type":"mrkdwn","text":"a"}]}`},
	"block/header":  {`{"type":"header","text":{"type":"plain_text","text":"a"}}`},
	"block/actions": {`{"type":"actions","elements":[` + button("a") + `,` + button("b") + `]}`},
	"block/context": {`{"type":"context","elements":[{"type":"mrkdwn","text":"a"}]}`},
	"block/context_actions": {`{"type":"context_actions","elements":[
		{"type":"icon_button","icon":"trash","action_id":"a","text":{"type":"plain_text","text":"a"}}]}`},
	"block/input": {`{"type":"input","label":{"type":"plain_text","text":"a"},"hint":{"type":"plain_text","text":"a"},
		"dispatch_action":true,"element":{"type":"plain_text_input","action_id":"a"}}`},
	"block/image":    {`{"type":"image","image_url":"https://example.com/a.png","alt_text":"a","title":{"type":"plain_text","text":"a"}}`},
	"block/markdown": {`{"type":"markdown","text":"a"}`},
	"block/table": {`{"type":"table","rows":[[{"type":"raw_text","text":"a"},{"type":"raw_number","value":2}]],
		"column_settings":[{"align":"right","is_wrapped":true}]}`},
	"block/video": {`{"type":"video","title":{"type":"plain_text","text":"a"},"author_name":"a","alt_text":"a",
		"video_url":"https://example.com/a","thumbnail_url":"https://example.com/b"}`},
	"block/data_visualization": {
		`{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}`,
		`{"type":"data_visualization","title":"t","chart":{"type":"bar","series":[{"name":"s","data":[{"label":"a","value":-1}]}],
		  "axis_config":{"categories":["a"],"x_label":"x","y_label":"y"}}}`,
	},
	"block/data_table": {`{"type":"data_table","caption":"c","page_size":5,"rows":[[{"type":"raw_text","text":"a"}],
		[{"type":"raw_number","value":1,"text":"uno"}]]}`},
	"element/*":             {`{"type":"plain_text_input","action_id":"a","placeholder":{"type":"plain_text","text":"a"}}`},
	"element/button":        {button("a")},
	"element/checkboxes":    {`{"type":"checkboxes","options":` + options + `,"initial_options":[` + option + `]}`},
	"element/radio_buttons": {`{"type":"radio_buttons","options":` + options + `,"initial_option":` + option + `}`},
	"element/overflow":      {`{"type":"overflow","options":` + options + `}`},
	"element/static_select": {
		`{"type":"static_select","options":` + options + `,"initial_option":` + option + `}`,
		`{"type":"static_select","option_groups":[` + group + `]}`,
	},
	"element/multi_static_select": {
		`{"type":"multi_static_select","max_selected_items":2,"options":` + options + `,"initial_options":[` + option + `]}`,
		`{"type":"multi_static_select","option_groups":[` + group + `]}`,
	},
	"element/multi_external_select":      {`{"type":"multi_external_select","max_selected_items":1,"min_query_length":0}`},
	"element/multi_users_select":         {`{"type":"multi_users_select","max_selected_items":1}`},
	"element/multi_conversations_select": {`{"type":"multi_conversations_select","max_selected_items":1}`},
	"element/multi_channels_select":      {`{"type":"multi_channels_select","max_selected_items":1}`},
	"element/datepicker":                 {`{"type":"datepicker","initial_date":"2026-02-28"}`},
	"element/timepicker":                 {`{"type":"timepicker","initial_time":"23:59"}`},
	"element/datetimepicker":             {`{"type":"datetimepicker","initial_date_time":1700000000}`},
	"element/plain_text_input":           {`{"type":"plain_text_input","min_length":1,"max_length":3000}`},
	"element/number_input": {`{"type":"number_input","is_decimal_allowed":false,"initial_value":"1","min_value":"-1",
		"max_value":"2.5"}`},
	"element/file_input":      {`{"type":"file_input","max_files":1}`},
	"element/rich_text_input": {`{"type":"rich_text_input","action_id":"a","min_lines":1,"max_lines":100}`},
	"element/image":           {`{"type":"image","image_url":"https://example.com/a.png","alt_text":"a"}`},
	"element/rich_text_list": {`{"type":"rich_text_list","style":"bullet","indent":8,"elements":[
		{"type":"rich_text_section","elements":[{"type":"text","text":"a"}]}]}`},
	"object/text": {`{"type":"plain_text","text":"a"}`},
	"object/option": {`{"text":{"type":"plain_text","text":"a"},"value":"1","url":"https://example.com",
		"description":{"type":"plain_text","text":"a"}}`},
	"object/option_group": {group},
	"object/confirm": {`{"title":{"type":"plain_text","text":"a"},"text":{"type":"mrkdwn","text":"a"},
		"confirm":{"type":"plain_text","text":"a"},"deny":{"type":"plain_text","text":"a"},"style":"danger"}`},
	"object/filter":                 {`{"include":["im"]}`},
	"object/dispatch_action_config": {`{"trigger_actions_on":["on_enter_pressed"]}`},
	"ack/block_suggestion": {
		`{"options":` + options + `}`,
		`{"option_groups":[` + group + `]}`,
	},
}

const (
	option  = `{"text":{"type":"plain_text","text":"uno"},"value":"1"}`
	options = `[` + option + `,{"text":{"type":"plain_text","text":"dos"},"value":"2"}]`
	group   = `{"label":{"type":"plain_text","text":"g"},"options":` + options + `}`
)

func button(id string) string {
	return fmt.Sprintf(`{"type":"button","action_id":"%s","text":{"type":"plain_text","text":"a"},"value":"v",
		"url":"https://example.com","accessibility_label":"a","style":"primary"}`, id)
}

// hosts wrap a sample into the smallest payload in which it may stand.
func hosted(where, kind string, sample any) (string, map[string]any) {
	raw := canonical(sample)
	switch {
	case where == "message", where == "view", where == "ack":
		return where, object(raw)
	case where == "object":
		return hosted("element", "", json.RawMessage(fmt.Sprintf(objectHosts[kind], raw)))
	case where == "element" && strings.Contains(raw, `"type":"rich_text_list"`):
		return hosted("block", "", json.RawMessage(`{"type":"rich_text","elements":[`+raw+`]}`))
	case where == "element" && inputElements[node{val: object(raw)}.kind()]:
		return "view", object(fmt.Sprintf(`{"type":"modal","title":{"type":"plain_text","text":"t"},
			"submit":{"type":"plain_text","text":"s"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},
			"element":%s}]}`, raw))
	case where == "element":
		return hosted("block", "", json.RawMessage(`{"type":"section","text":{"type":"mrkdwn","text":"a"},"accessory":`+raw+`}`))
	default:
		return "message", object(`{"text":"a","blocks":[` + raw + `]}`)
	}
}

var objectHosts = map[string]string{
	"text":                   `{"type":"button","text":%s}`,
	"option":                 `{"type":"overflow","options":[%s]}`,
	"option_group":           `{"type":"static_select","option_groups":[%s]}`,
	"confirm":                `{"type":"users_select","confirm":%s}`,
	"filter":                 `{"type":"conversations_select","filter":%s}`,
	"dispatch_action_config": `{"type":"plain_text_input","dispatch_action_config":%s}`,
}

func object(raw string) map[string]any {
	var m map[string]any
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		panic(err.Error() + ": " + raw)
	}
	return m
}

// judgeSample validates a sample in its host.
func judgeSample(where, kind string, sample any) []Fault {
	place, payload := hosted(where, kind, sample)
	switch place {
	case "view":
		return validateView(payload)
	case "ack":
		return validateAnswer(kind, payload)
	default:
		return validateUpdate(payload)
	}
}

func TestSamplesPass(t *testing.T) {
	for name, list := range samples {
		where, kind, _ := strings.Cut(name, "/")
		for _, s := range list {
			if faults := judgeSample(where, kind, object(s)); len(faults) > 0 {
				t.Errorf("%s: %v", name, faults)
			}
		}
	}
}

// TestOddShapesDoNotPanic puts values of the wrong kind everywhere in every sample: apps send the strangest things.
func TestOddShapesDoNotPanic(t *testing.T) {
	odd := []any{nil, 1.5, "x", true, []any{}, []any{nil, 1.0}, map[string]any{}, map[string]any{"type": 1.0}}
	for name, list := range samples {
		where, kind, _ := strings.Cut(name, "/")
		for _, s := range list {
			for _, ptr := range pointers(node{val: object(s)}) {
				for _, v := range odd {
					sample := object(s)
					setAt(sample, strings.Split(ptr, "/")[1:], v)
					judgeSample(where, kind, sample)
				}
			}
		}
	}
}

func pointers(at node) []string {
	var out []string
	if at.ptr != "" {
		out = append(out, at.ptr)
	}
	for _, item := range at.items() {
		out = append(out, pointers(item)...)
	}
	for key := range at.object() {
		child, _ := at.child(key)
		out = append(out, pointers(child)...)
	}
	return out
}
