package slacksim

import (
	"fmt"
	"strings"
)

// element is one thing in a view or a message that a person can use.
type element struct {
	block, el obj
	typed     string // the element's type
}

// elements are the interactive parts of a block, wherever Slack allows them.
func elements(block obj) []obj {
	var out []obj
	if e := sub(block, "element"); e != nil {
		out = append(out, e)
	}
	if e := sub(block, "accessory"); e != nil {
		out = append(out, e)
	}
	out = append(out, list(block, "elements")...)
	out = append(out, list(block, "actions")...) // of a card
	for _, row := range anyRows(block) {
		for _, cell := range list(obj{"cells": row}, "cells") {
			if e := sub(cell, "element"); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// anyRows are the rows of a table, whatever is in them.
func anyRows(block obj) []any { rows, _ := block["rows"].([]any); return rows }

// nested are the blocks inside a block: of a container, or the cards of a carousel.
func nested(block obj) []obj {
	if str(block, "type") == "carousel" {
		return list(block, "elements")
	}
	return list(block, "child_blocks")
}

// interactive tells elements that do something from pictures and words.
func interactive(kind string) bool {
	switch kind {
	case "button", "workflow_button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker", "file_input",
		"icon_button", "feedback_buttons":
		return true
	}
	return strings.HasSuffix(kind, "_select") || strings.HasSuffix(kind, "_input")
}

// allElements lists what a person can use in these blocks, in reading order.
func allElements(blocks []obj) []element {
	var out []element
	for _, b := range blocks {
		for _, e := range elements(b) {
			if kind := str(e, "type"); interactive(kind) {
				out = append(out, element{block: b, el: e, typed: kind})
			}
		}
		out = append(out, allElements(nested(b))...)
	}
	return out
}

// label is what a person calls the element: its own text, or the label of its block.
func (e element) label() string {
	for _, t := range []obj{sub(e.el, "text"), sub(e.block, "label"), sub(e.el, "placeholder")} {
		if text := str(t, "text"); text != "" {
			return text
		}
	}
	return ""
}

func (e element) ids() (block, action string) {
	return str(e.block, "block_id"), str(e.el, "action_id")
}

// called tells whether a person who says name may mean this element.
func (e element) called(name string) bool {
	block, action := e.ids()
	return name == action || name == block || name == block+"/"+action || strings.EqualFold(name, e.label())
}

// options are what a select, a list of boxes or an overflow menu offers.
func (e element) options() []obj {
	out := list(e.el, "options")
	for _, g := range list(e.el, "option_groups") {
		out = append(out, list(g, "options")...)
	}
	return out
}

// pick finds an option by its value or by its words.
func pick(options []obj, wanted string) (obj, bool) {
	for _, o := range options {
		if str(o, "value") == wanted {
			return o, true
		}
	}
	for _, o := range options {
		if strings.EqualFold(str(sub(o, "text"), "text"), wanted) {
			return o, true
		}
	}
	return nil, false
}

// findElement finds the one a person means. With several of the same name, a button's value or an
// option that only one of them offers decides; otherwise the first in reading order.
func findElement(blocks []obj, name string, values []string) (element, error) {
	var found []element
	var known []string
	for _, e := range allElements(blocks) {
		if e.called(name) {
			found = append(found, e)
		}
		_, action := e.ids()
		known = append(known, fmt.Sprintf("%s (%q)", action, e.label()))
	}
	if len(found) == 0 {
		// A menu is also used by naming what is in it.
		for _, e := range allElements(blocks) {
			if _, ok := pick(e.options(), name); ok {
				return e, nil
			}
		}
		return element{}, fmt.Errorf("there is nothing called %q here, only: %s", name, strings.Join(known, ", "))
	}
	if len(values) > 0 {
		for _, e := range found {
			if e.typed == "button" && str(e.el, "value") == values[0] {
				return e, nil
			}
			if _, ok := pick(e.options(), values[0]); ok {
				return e, nil
			}
		}
	}
	return found[0], nil
}

// stateful tells elements that hold a value until the form is sent from those that only act.
func stateful(kind string) bool {
	return interactive(kind) && !strings.HasSuffix(kind, "button") && kind != "feedback_buttons" && kind != "overflow"
}

// initialState is the state of a form that nobody has touched.
func initialState(blocks []obj) map[string]map[string]map[string]any {
	state := map[string]map[string]map[string]any{}
	for _, e := range allElements(blocks) {
		if !stateful(e.typed) {
			continue
		}
		block, action := e.ids()
		if state[block] == nil {
			state[block] = map[string]map[string]any{}
		}
		state[block][action] = initialValue(e)
	}
	return state
}

// fieldOf says, per type of element, which field holds the value and which one its initial value.
func fieldOf(kind string) (field, initial string) {
	switch kind {
	case "plain_text_input", "email_text_input", "url_text_input", "number_input":
		return "value", "initial_value"
	case "rich_text_input":
		return "rich_text_value", "initial_value"
	case "static_select", "external_select", "radio_buttons":
		return "selected_option", "initial_option"
	case "multi_static_select", "multi_external_select", "checkboxes":
		return "selected_options", "initial_options"
	case "datepicker":
		return "selected_date", "initial_date"
	case "timepicker":
		return "selected_time", "initial_time"
	case "datetimepicker":
		return "selected_date_time", "initial_date_time"
	case "file_input":
		return "files", ""
	}
	// users_select → selected_user, multi_users_select → selected_users, and so on.
	noun := strings.TrimSuffix(strings.TrimPrefix(kind, "multi_"), "s_select")
	if strings.HasPrefix(kind, "multi_") {
		return "selected_" + noun + "s", "initial_" + noun + "s"
	}
	return "selected_" + noun, "initial_" + noun
}

// many tells elements whose value is a list, [] and not null when empty.
func many(kind string) bool {
	return strings.HasPrefix(kind, "multi_") || kind == "checkboxes" || kind == "file_input"
}

func initialValue(e element) obj {
	field, initial := fieldOf(e.typed)
	value := clone(e.el[initial])
	if value == nil && many(e.typed) {
		value = []any{}
	}
	o := obj{"type": e.typed, field: value}
	if zone := str(e.el, "timezone"); e.typed == "timepicker" && zone != "" {
		o["timezone"] = zone
	}
	if value == nil && e.typed == "rich_text_input" {
		delete(o, field)
	}
	return o
}

// empty tells whether a field of the state holds nothing.
func empty(value obj) bool {
	field, _ := fieldOf(str(value, "type"))
	switch v := value[field].(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}
