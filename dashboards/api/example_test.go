package api

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exampleRequests are the requests that the description offers to try, by the path they are of.
func (s schemas) exampleRequests(t *testing.T) map[string]string {
	t.Helper()
	requests := map[string]string{}
	for path, item := range s.root["paths"].(map[string]any) {
		if strings.HasSuffix(path, ".csv") {
			continue
		}
		request, _ := item.(map[string]any)["get"].(map[string]any)[exampleKey].(string)
		if request == "" {
			t.Errorf("%s has no %s", path, exampleKey)
		}
		requests[path] = request
	}
	return requests
}

// shape is the fields of a value and of what is inside it: of a list, those of its first item that has some.
func shape(value any) any {
	switch x := value.(type) {
	case map[string]any:
		fields := map[string]any{}
		for name, part := range x {
			fields[name] = shape(part)
		}
		return fields
	case []any:
		for _, item := range x {
			if inner, ok := item.(map[string]any); ok {
				return []any{shape(inner)}
			}
		}
	}
	return nil
}

// unlike names the fields in which two shapes differ. What is empty in one of them may be anything.
func unlike(at string, a, b any) (all []string) {
	if x, ok := a.([]any); ok {
		if y, also := b.([]any); also {
			return unlike(at+"[]", x[0], y[0])
		}
	}
	x, ok := a.(map[string]any)
	y, also := b.(map[string]any)
	if !ok || !also {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(x)) {
		if _, there := y[name]; !there {
			all = append(all, at+"."+name+" is in the example and not in the answer")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(y)) {
		if _, there := x[name]; !there {
			all = append(all, at+"."+name+" is in the answer and not in the example")
			continue
		}
		all = append(all, unlike(at+"."+name, x[name], y[name])...)
	}
	return all
}

func TestEveryAddressHasAnExampleWhoseAnswerIsAsShown(t *testing.T) {
	s, r := described(t), site(t, loaded(t, wholeSample))
	for path, address := range s.exampleRequests(t) {
		t.Run(address, func(t *testing.T) {
			if pattern := regexp.MustCompile("^" + placeholder.ReplaceAllString(path, segment) + `(\?|$)`); !pattern.MatchString(address) {
				t.Errorf("it is no request of %s", path)
			}
			a := get(r, address)
			if a.Code != http.StatusOK {
				t.Fatalf("status %d: %s", a.Code, a.Body)
			}
			get := s.root["paths"].(map[string]any)[path].(map[string]any)["get"].(map[string]any)
			content, _ := dig(s.follow(get["responses"].(map[string]any)["200"]), "content", "application/json")
			var body any
			parse(t, a.Body.Bytes(), &body)
			for _, fault := range s.faults("body", content["schema"], body) {
				t.Error(fault)
			}
			if path == documentPath {
				return
			}
			answered := body.(map[string]any)["data"]
			if rows, list := answered.([]any); list && len(rows) == 0 {
				t.Error("the example shows nothing")
			}
			if content["example"] == nil {
				t.Fatal("no answer is shown")
			}
			for _, fault := range unlike("body", shape(content["example"]), shape(body)) {
				t.Error(fault)
			}
			checkTwin(t, r, address)
		})
	}
}

// checkTwin asks for the same as CSV.
func checkTwin(t *testing.T, r http.Handler, address string) {
	t.Helper()
	path, query, _ := strings.Cut(address, "?")
	if a := get(r, path+".csv?"+query); a.Code != http.StatusOK || !strings.HasPrefix(a.Header().Get("Content-Type"), "text/csv") {
		t.Errorf("as CSV: %d %s", a.Code, a.Header().Get("Content-Type"))
	}
}

// guide is docs/api.md: a request in a block of console, and below it the first line of its answer or the names of its fields.
var guide = regexp.MustCompile("(?m)^```console\n\\$ curl '?http://localhost:8080([^'\\s]+)'?\n([^`]*)```")

// The guide's requests are run as they stand. Of JSON, a line of the answer that is shown is held to its fields; of CSV, to its
// first line.
func TestTheGuideIsTrue(t *testing.T) {
	text, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := guide.FindAllStringSubmatch(string(text), -1)
	if shown := strings.Count(string(text), "$ curl "); len(blocks) < 8 || len(blocks) != shown {
		t.Fatalf("the guide shows %d requests, of which %d can be run", shown, len(blocks))
	}
	r := site(t, loaded(t, wholeSample))
	for _, block := range blocks {
		t.Run(block[1], func(t *testing.T) {
			a := get(r, strings.TrimPrefix(block[1], Prefix))
			if a.Code != http.StatusOK {
				t.Fatalf("status %d: %s", a.Code, a.Body)
			}
			first, _, _ := strings.Cut(block[2], "\n")
			if strings.HasPrefix(a.Header().Get("Content-Type"), "text/csv") {
				if got, _, _ := strings.Cut(a.Body.String(), "\n"); got != first {
					t.Errorf("the first line is\n%s\nand the guide shows\n%s", got, first)
				}
				return
			}
			var shown, answered any
			parse(t, []byte(block[2]), &shown)
			parse(t, a.Body.Bytes(), &answered)
			for _, field := range missing("", shown, answered) {
				t.Error(field)
			}
		})
	}
}

// missing names what is shown and not so in an answer, which may hold more: every field, and of texts and numbers every value.
func missing(at string, shown, answered any) (all []string) {
	switch x := shown.(type) {
	case map[string]any:
		y, _ := answered.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(x)) {
			if _, there := y[name]; !there {
				all = append(all, at+"."+name+" is not in the answer")
				continue
			}
			all = append(all, missing(at+"."+name, x[name], y[name])...)
		}
	case []any:
		y, _ := answered.([]any)
		if len(y) < len(x) {
			return []string{fmt.Sprintf("%s has %d items, and %d are shown", at, len(y), len(x))}
		}
		for i := range x {
			all = append(all, missing(fmt.Sprintf("%s[%d]", at, i), x[i], y[i])...)
		}
	default:
		if shown != answered {
			all = append(all, fmt.Sprintf("%s is %v, and %v is shown", at, answered, shown))
		}
	}
	return all
}

func TestAShapeIsItsFields(t *testing.T) {
	for name, c := range map[string]struct{ a, b, want string }{
		"alike":              {`{"a": 1, "b": [{"c": 2}]}`, `{"a": null, "b": [{"c": null}, {"c": 3}]}`, ""},
		"a field more":       {`{"a": 1}`, `{"a": 1, "b": 2}`, ".b is in the answer and not in the example"},
		"a field less":       {`{"a": 1, "b": 2}`, `{"a": 1}`, ".b is in the example and not in the answer"},
		"deep in a list":     {`{"a": [{"b": 1}]}`, `{"a": [{"c": 1}]}`, ".a[].b is in the example"},
		"an empty list":      {`{"a": []}`, `{"a": [{"b": 1}]}`, ""},
		"nothing in a field": {`{"a": null}`, `{"a": {"b": 1}}`, ""},
	} {
		var a, b any
		parse(t, []byte(c.a), &a)
		parse(t, []byte(c.b), &b)
		got := strings.Join(unlike("", shape(a), shape(b)), "; ")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestEveryAnswerInPagesCanBeReadToItsEnd(t *testing.T) {
	r := site(t, loaded(t, wholeSample))
	for _, e := range endpoints {
		if !e.list {
			continue
		}
		t.Run(e.path, func(t *testing.T) {
			address := e.tried("101")
			body := read(t, r, address+"?limit=1")
			total := int(body.About["total"].(float64))
			if len(body.Data) != 1 || total < 1 {
				t.Fatalf("%d rows of %d", len(body.Data), total)
			}
			last := read(t, r, fmt.Sprintf("%s?limit=1&offset=%d", address, total-1))
			if beyond := read(t, r, fmt.Sprintf("%s?limit=1&offset=%d", address, total)); len(last.Data) != 1 || len(beyond.Data) != 0 || beyond.About["total"] != body.About["total"] {
				t.Errorf("the last row is %v, the one beyond %v", last.Data, beyond.Data)
			}
			all, err := csv.NewReader(get(r, fmt.Sprintf("%s.csv?limit=1&offset=%d", address, total-1)).Body).ReadAll()
			if err != nil || len(all) != 2 {
				t.Errorf("as CSV the last page has %d lines: %v", len(all), err)
			}
			if text, err := json.Marshal(last.Data[0]); err != nil || len(text) < 3 {
				t.Errorf("the last row is %s: %v", text, err)
			}
		})
	}
}
