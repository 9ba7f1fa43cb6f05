package board

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// A field of a form bears the name that its answer has in the document's JSON, with dots between levels and numbers for places in a
// list: "due", "clock.outcome", "milestones.0.planned". So a form is filled from its document and read back into it by names alone,
// and what the form does not ask is left as it was.

// filled gives each field the answer that the document holds.
func filled(fields []view.Field, d plan.Document) ([]view.Field, error) {
	tree, err := treeOf(d)
	if err != nil {
		return nil, err
	}
	fields = slices.Clone(fields)
	for i, f := range fields {
		switch answer := at(tree, strings.Split(f.Name, ".")).(type) {
		case nil:
		case string:
			if answer != "" { // what the form proposes stays where nothing was answered
				fields[i].Value = answer
			}
		case bool:
			if answer {
				fields[i].Value = "yes"
			}
		case []any:
			for _, one := range answer {
				fields[i].Values = append(fields[i].Values, fmt.Sprint(one))
			}
		case json.Number:
			if answer != "0" {
				fields[i].Value = answer.String()
			}
		}
	}
	return fields, nil
}

// answered is a document with the answers of a sent form in place of its own; the document itself stays as it is. Rows of a list
// that are empty throughout are left out. Answers of the wrong kind are noted as the form's problems, and the document is then as it
// was.
func answered[D plan.Document](f *posted, fields []view.Field, d D) (D, error) {
	tree, err := treeOf(d)
	if err != nil {
		return d, err
	}
	var root any = tree
	for _, field := range fields {
		if !field.Disabled && (f.has(field.Name) || field.Kind == view.TickField || field.Kind == view.TicksField) {
			root = put(root, strings.Split(field.Name, "."), f.answer(field))
		}
	}
	text, err := json.Marshal(pruned(root))
	if err != nil {
		return d, fmt.Errorf("reading a form: %w", err)
	}
	read, err := plan.Decode(d.Kind(), string(text))
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		f.problems.Add(wrong.Field, "Write a whole number.")
		return d, nil
	}
	if err != nil {
		return d, err
	}
	return read.(D), nil
}

// answer is what somebody answered to one field.
func (f *posted) answer(field view.Field) any {
	switch field.Kind {
	case view.TickField:
		return f.tick(field.Name)
	case view.TicksField:
		return f.list(field.Name)
	case view.NumberField:
		return f.decimal(field.Name)
	case view.DateField:
		return f.day(field.Name)
	case view.LongField:
		if field.MaxLength == shortText { // one line, shown on two so that all of it can be read
			return f.word(field.Name)
		}
		return f.words(field.Name)
	}
	return f.word(field.Name)
}

// treeOf is a document as a tree of its JSON. Its kind need not be known.
func treeOf(d plan.Document) (map[string]any, error) {
	text, err := plan.Encode(d)
	if err != nil {
		return nil, err
	}
	tree := map[string]any{}
	from := json.NewDecoder(strings.NewReader(text))
	from.UseNumber()
	if err := from.Decode(&tree); err != nil {
		return nil, fmt.Errorf("filling the form of a %s: %w", d.Kind(), err)
	}
	return tree, nil
}

// at finds what is at a path of a tree; nil where nothing is.
func at(tree any, path []string) any {
	if len(path) == 0 {
		return tree
	}
	switch node := tree.(type) {
	case map[string]any:
		return at(node[path[0]], path[1:])
	case []any:
		if i, err := strconv.Atoi(path[0]); err == nil && i >= 0 && i < len(node) {
			return at(node[i], path[1:])
		}
	}
	return nil
}

// put sets what is at a path of a tree, making the levels above it, and gives back the tree.
func put(tree any, path []string, answer any) any {
	if len(path) == 0 {
		return answer
	}
	if i, err := strconv.Atoi(path[0]); err == nil {
		list, _ := tree.([]any)
		for len(list) <= i {
			list = append(list, nil)
		}
		list[i] = put(list[i], path[1:], answer)
		return list
	}
	node, _ := tree.(map[string]any)
	if node == nil {
		node = map[string]any{}
	}
	node[path[0]] = put(node[path[0]], path[1:], answer)
	return node
}

// pruned takes rows out of lists that hold nothing.
func pruned(tree any) any {
	switch node := tree.(type) {
	case map[string]any:
		for name, child := range node {
			node[name] = pruned(child)
		}
	case []any:
		return slices.DeleteFunc(node, void)
	}
	return tree
}

// void says that nothing was answered in a row.
func void(row any) bool {
	switch row := row.(type) {
	case nil:
		return true
	case string:
		return row == ""
	case plan.Day:
		return row == ""
	case *float64:
		return row == nil
	case bool:
		return !row
	case map[string]any:
		for _, child := range row {
			if !void(child) {
				return false
			}
		}
		return true
	}
	return false
}
