package api

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"inclusion/internal/store"
)

// described is the API's description as it is served.
func described(t testing.TB) schemas {
	t.Helper()
	var root map[string]any
	parse(t, contract().json, &root)
	return schemas{root}
}

// operation is what the description says of one address.
type operation struct {
	path       string
	parameters []map[string]any
	responses  map[string]any
}

func (s schemas) operations() []operation {
	paths := s.root["paths"].(map[string]any)
	var all []operation
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		get := paths[path].(map[string]any)["get"].(map[string]any)
		o := operation{path: path, responses: get["responses"].(map[string]any)}
		list, _ := get["parameters"].([]any)
		for _, p := range list {
			o.parameters = append(o.parameters, s.follow(p))
		}
		all = append(all, o)
	}
	return all
}

// names lists an operation's parameters that stand in the path or in the query.
func (o operation) names(in string) []string {
	names := []string{}
	for _, p := range o.parameters {
		if p["in"] == in {
			names = append(names, p["name"].(string))
		}
	}
	slices.Sort(names)
	return names
}

// schema is what the description says an answer of the status looks like.
func (s schemas) schema(o operation, status, kind string) any {
	content, _ := s.follow(o.responses[status])["content"].(map[string]any)
	body, _ := content[kind].(map[string]any)
	return body["schema"]
}

var (
	pattern     = regexp.MustCompile(`\{(\w+):[^}]*\}`)
	placeholder = regexp.MustCompile(`\{(\w+)\}`)
)

func TestEveryRouteIsDescribedAndEveryDescribedPathIsARoute(t *testing.T) {
	var routes, paths []string
	err := site(t, store.Folder{Dir: t.TempDir()}).Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		template, err := route.GetPathTemplate()
		if path := strings.TrimPrefix(pattern.ReplaceAllString(template, "{$1}"), Prefix); strings.Trim(path, "/") != "" {
			routes = append(routes, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range described(t).operations() {
		paths = append(paths, o.path)
	}
	slices.Sort(routes)
	slices.Sort(paths)
	if !slices.Equal(routes, paths) {
		t.Errorf("routes:\n%s\ndescribed:\n%s", strings.Join(routes, "\n"), strings.Join(paths, "\n"))
	}
}

func TestTheDescribedParametersAreThoseThatAreTaken(t *testing.T) {
	taken := map[string][]string{"/openapi.json": {}}
	for _, e := range endpoints {
		names := append([]string{}, e.parameters()...)
		slices.Sort(names)
		taken[e.path], taken[e.path+".csv"] = names, names
	}
	for _, o := range described(t).operations() {
		if got := o.names("query"); !slices.Equal(got, taken[o.path]) {
			t.Errorf("%s takes %v and is described with %v", o.path, taken[o.path], got)
		}
		var in []string
		for _, m := range placeholder.FindAllStringSubmatch(o.path, -1) {
			in = append(in, m[1])
		}
		slices.Sort(in)
		if got := o.names("path"); !slices.Equal(got, in) {
			t.Errorf("%s has %v in its path and is described with %v", o.path, in, got)
		}
	}
}

// addresses are an operation's path with its examples filled in: bare, with each parameter, and with all of them.
func (o operation) addresses(t testing.TB, given map[string]string) []string {
	t.Helper()
	path, all := o.path, url.Values{}
	var each []url.Values
	for _, p := range o.parameters {
		name := p["name"].(string)
		value, ok := given[name]
		if example, there := p["example"]; there {
			value, ok = strings.Trim(string(encode(t, example)), `"`), true
		}
		if !ok {
			t.Fatalf("%s: the parameter %s has no example", o.path, name)
		}
		if p["in"] == "path" {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
			continue
		}
		all.Set(name, value)
		each = append(each, url.Values{name: {value}})
	}
	addresses := []string{path}
	for _, query := range append(each, all) {
		if len(query) > 0 {
			addresses = append(addresses, path+"?"+query.Encode())
		}
	}
	return addresses
}

func encode(t testing.TB, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEveryExampleIsAnsweredAsDescribed(t *testing.T) {
	s := described(t)
	for _, register := range []string{"england", invented} {
		r := site(t, loaded(t, register))
		given := map[string]string{"edition": editionOf(t, r), "region": regionOf(t, r)} // they differ from one data folder to the next
		for _, o := range s.operations() {
			for _, address := range o.addresses(t, given) {
				t.Run(register+address, func(t *testing.T) {
					a := get(r, address)
					if a.Code != http.StatusOK {
						t.Fatalf("status %d: %s", a.Code, a.Body)
					}
					kind, _, _ := strings.Cut(a.Header().Get("Content-Type"), ";")
					schema := s.schema(o, "200", kind)
					if schema == nil {
						t.Fatalf("answers with %s, which is not described", kind)
					}
					if kind == "text/csv" {
						return // its columns are held to those of the JSON by a test of their own
					}
					var body any
					parse(t, a.Body.Bytes(), &body)
					for _, fault := range s.faults("body", schema, body) {
						t.Error(fault)
					}
				})
			}
		}
	}
}

func regionOf(t testing.TB, r http.Handler) string {
	t.Helper()
	return read(t, r, "/areas?level=region").texts("code")[0]
}

func editionOf(t testing.TB, r http.Handler) string {
	t.Helper()
	var body struct {
		Data []struct{ ID, Source string }
	}
	parse(t, get(r, "/editions").Body.Bytes(), &body)
	for _, e := range body.Data {
		if e.Source == "ehc-plans" {
			return e.ID
		}
	}
	t.Fatal("the fixture has no edition of EHC plans")
	return ""
}

func TestTheExamplesInTheDescriptionFitIt(t *testing.T) {
	s := described(t)
	seen := 0
	for name, response := range s.find("#/components/responses").(map[string]any) {
		content, _ := response.(map[string]any)["content"].(map[string]any)
		for _, body := range content {
			body := body.(map[string]any)
			example, there := body["example"]
			if !there {
				continue
			}
			seen++
			for _, fault := range s.faults(name, body["schema"], example) {
				t.Error(fault)
			}
		}
	}
	if seen == 0 {
		t.Error("the description has no examples")
	}
}

func TestEveryReferenceInTheDescriptionLeadsSomewhere(t *testing.T) {
	s := described(t)
	var walk func(at string, node any)
	walk = func(at string, node any) {
		switch x := node.(type) {
		case map[string]any:
			if ref, ok := x["$ref"].(string); ok && s.find(ref) == nil {
				t.Errorf("%s refers to %s, which is not there", at, ref)
			}
			for name, part := range x {
				walk(at+"/"+name, part)
			}
		case []any:
			for _, part := range x {
				walk(at, part)
			}
		}
	}
	walk("", s.root)
}

func TestJSONAndCSVAreTheSameTable(t *testing.T) {
	r := site(t, loaded(t, wholeSample))
	for _, e := range endpoints {
		address := e.tried("101")
		t.Run(address, func(t *testing.T) {
			lines, err := csv.NewReader(get(r, address+".csv").Body).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var body struct{ Data json.RawMessage }
			parse(t, get(r, address).Body.Bytes(), &body)
			rows := []map[string]any{{}}
			if e.list {
				parse(t, body.Data, &rows)
			} else {
				parse(t, body.Data, &rows[0])
			}
			if len(rows) > len(lines)-1 || len(rows) == 0 {
				t.Fatalf("%d rows of JSON, %d of CSV", len(rows), len(lines)-1)
			}
			columns := lines[0][:len(lines[0])-1] // without the notice that the data are invented
			for i, row := range rows {
				for j, column := range columns {
					cell, there := row[column]
					if got, want := lines[i+1][j], inert(plain(cell)); !there || got != want {
						t.Errorf("row %d, %s: %q in CSV, %q in JSON", i+1, column, got, want)
					}
				}
				if len(row) != len(columns) {
					t.Errorf("row %d has %d fields in JSON and %d columns in CSV", i+1, len(row), len(columns))
				}
			}
		})
	}
}
