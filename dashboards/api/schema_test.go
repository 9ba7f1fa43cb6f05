package api

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// schemas checks values against the part of JSON Schema that the description uses. A keyword it does not know is a fault, so
// that nothing written in the description goes unchecked.
type schemas struct{ root map[string]any }

// told are keywords that say something and demand nothing.
var told = []string{"description", "default", "format"}

func (s schemas) faults(at string, schema, value any) []string {
	rules, ok := schema.(map[string]any)
	if !ok {
		return []string{at + ": its schema is not an object"}
	}
	var all []string
	fault := func(format string, args ...any) { all = append(all, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, rule := range rules {
		switch keyword {
		case "$ref":
			all = append(all, s.faults(at, s.find(rule.(string)), value)...)
		case "allOf":
			for _, part := range rule.([]any) {
				all = append(all, s.faults(at, part, value)...)
			}
		case "type":
			if !anyType(rule, value) {
				fault("%v is not of type %v", value, rule)
			}
		case "enum":
			if !slices.Contains(rule.([]any), value) {
				fault("%v is none of %v", value, rule)
			}
		case "minimum", "maximum":
			if x, ok := value.(float64); ok && (keyword == "minimum" && x < rule.(float64) || keyword == "maximum" && x > rule.(float64)) {
				fault("%v breaks the %s of %v", value, keyword, rule)
			}
		case "required", "properties", "additionalProperties", "items":
			all = append(all, s.inside(at, keyword, rules, value)...)
		default:
			if !slices.Contains(told, keyword) {
				fault("the validator does not know the keyword %q", keyword)
			}
		}
	}
	return all
}

// inside checks the parts of an object or a list.
func (s schemas) inside(at, keyword string, rules map[string]any, value any) []string {
	var all []string
	if list, ok := value.([]any); ok && keyword == "items" {
		for i, item := range list {
			all = append(all, s.faults(fmt.Sprintf("%s[%d]", at, i), rules["items"], item)...)
		}
	}
	object, ok := value.(map[string]any)
	if !ok {
		return all
	}
	known, _ := rules["properties"].(map[string]any)
	switch keyword {
	case "required":
		for _, name := range rules["required"].([]any) {
			if _, there := object[name.(string)]; !there {
				all = append(all, fmt.Sprintf("%s: %s is missing", at, name))
			}
		}
	case "properties":
		for name, schema := range known {
			if part, there := object[name]; there {
				all = append(all, s.faults(at+"."+name, schema, part)...)
			}
		}
	case "additionalProperties":
		for name := range object {
			if _, there := known[name]; !there {
				all = append(all, fmt.Sprintf("%s: %s is not described", at, name))
			}
		}
	}
	return all
}

func anyType(rule, value any) bool {
	if list, ok := rule.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return anyType(one, value) })
	}
	switch x := value.(type) {
	case nil:
		return rule == "null"
	case string:
		return rule == "string"
	case bool:
		return rule == "boolean"
	case float64:
		return rule == "number" || rule == "integer" && x == math.Trunc(x)
	case []any:
		return rule == "array"
	case map[string]any:
		return rule == "object"
	}
	return false
}

// find follows a reference such as "#/components/schemas/Area"; nothing at its end is nil.
func (s schemas) find(ref string) any {
	var at any = s.root
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		object, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = object[part]
	}
	return at
}

// follow is the thing itself, or what it refers to.
func (s schemas) follow(thing any) map[string]any {
	object, _ := thing.(map[string]any)
	if ref, ok := object["$ref"].(string); ok {
		object, _ = s.find(ref).(map[string]any)
	}
	return object
}

func TestTheValidatorRefusesWhatASchemaForbids(t *testing.T) {
	s := schemas{map[string]any{"word": map[string]any{"type": "string"}}}
	for name, c := range map[string]struct{ schema, value, want string }{
		"a number for a word":       {`{"type": "string"}`, `1`, "is not of type string"},
		"null where it is not said": {`{"type": "number"}`, `null`, "is not of type number"},
		"null where it is":          {`{"type": ["number", "null"]}`, `null`, ""},
		"a half for a whole":        {`{"type": "integer"}`, `0.5`, "is not of type integer"},
		"outside the list":          {`{"enum": ["a", null]}`, `"b"`, "is none of"},
		"inside the list":           {`{"enum": ["a", null]}`, `null`, ""},
		"too little":                {`{"minimum": 1}`, `0`, "breaks the minimum"},
		"a part missing":            {`{"required": ["a"]}`, `{}`, "a is missing"},
		"a part too many":           {`{"properties": {"a": {}}, "additionalProperties": false}`, `{"b": 1}`, "b is not described"},
		"a wrong part":              {`{"properties": {"a": {"type": "null"}}}`, `{"a": 1}`, ".a: 1 is not of type null"},
		"a wrong item":              {`{"items": {"type": "null"}}`, `[null, 1]`, "[1]: 1 is not of type null"},
		"behind a reference":        {`{"$ref": "#/word"}`, `1`, "is not of type string"},
		"one of all":                {`{"allOf": [{"type": "number"}, {"type": "string"}]}`, `1`, "is not of type string"},
		"a keyword not known":       {`{"oneOf": []}`, `1`, `does not know the keyword "oneOf"`},
	} {
		t.Run(name, func(t *testing.T) {
			var schema, value any
			parse(t, []byte(c.schema), &schema)
			parse(t, []byte(c.value), &value)
			got := strings.Join(s.faults("it", schema, value), "\n")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func parse(t testing.TB, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v in %.300s", err, text)
	}
}
