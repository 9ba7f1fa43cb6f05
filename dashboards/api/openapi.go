package api

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed openapi/*.yaml
var openapi embed.FS

// document is the OpenAPI 3.1 description of the API, as served.
type document struct {
	json []byte
	sum  string // changes with every word of it
}

// contract reads the description once. It panics when the embedded files are broken, which a test would have seen.
var contract = sync.OnceValue(func() document {
	d, err := readDocument()
	if err != nil {
		panic(err)
	}
	return d
})

// readDocument puts the files together: each holds top-level keys of its own.
func readDocument() (document, error) {
	names, err := fs.Glob(openapi, "openapi/*.yaml")
	if err != nil {
		return document{}, fmt.Errorf("listing the API's description: %w", err)
	}
	whole := map[string]any{}
	sum := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(openapi, name)
		if err != nil {
			return document{}, fmt.Errorf("reading the API's description: %w", err)
		}
		part := map[string]any{}
		if err := yaml.Unmarshal(text, &part); err != nil {
			return document{}, fmt.Errorf("reading %s: %w", name, err)
		}
		if err := merge(whole, part, name); err != nil {
			return document{}, err
		}
		sum.Write(text)
	}
	if err := complete(whole); err != nil {
		return document{}, err
	}
	body, err := json.MarshalIndent(whole, "", " ")
	if err != nil {
		return document{}, fmt.Errorf("writing the API's description as JSON: %w", err)
	}
	return document{append(body, '\n'), hex.EncodeToString(sum.Sum(nil))}, nil
}

// merge adds part to whole; where both have a map they are merged, and nothing may stand twice.
func merge(whole, part map[string]any, name string) error {
	for key, value := range part {
		held, there := whole[key]
		if !there {
			whole[key] = value
			continue
		}
		into, ok := held.(map[string]any)
		from, also := value.(map[string]any)
		if !ok || !also {
			return fmt.Errorf("reading %s: %q stands in another file of the API's description already", name, key)
		}
		if err := merge(into, from, name); err != nil {
			return err
		}
	}
	return nil
}

// complete adds to every address of the description what is alike for all: its twin in CSV, and the answers that are no table.
func complete(whole map[string]any) error {
	paths, ok := whole["paths"].(map[string]any)
	if !ok {
		return errors.New("the API's description has no paths")
	}
	twins := map[string]any{}
	for path, item := range paths {
		get, ok := dig(item, "get")
		answers, also := dig(item, "get", "responses")
		if !ok || !also {
			return fmt.Errorf("the API's description of %s has no get with responses", path)
		}
		for status, name := range map[string]string{"304": "NotModified", "400": "BadRequest", "404": "NotFound", "503": "NoData"} {
			if status == "404" && !strings.Contains(path, "{") || status == "503" && path == documentPath {
				continue
			}
			answers[status] = reference("responses", name)
		}
		if path != documentPath {
			twins[path+".csv"] = map[string]any{"get": inCSV(get, answers)}
		}
	}
	maps.Copy(paths, twins)
	return nil
}

// inCSV is an operation that gives the same table as CSV.
func inCSV(get, answers map[string]any) map[string]any {
	twin := maps.Clone(get)
	delete(twin, exampleKey)
	twin["operationId"] = fmt.Sprint(get["operationId"]) + "CSV"
	twin["summary"] = fmt.Sprint(get["summary"]) + ", as CSV"
	parameters, _ := get["parameters"].([]any)
	parameters = slices.Clone(parameters)
	for i, p := range parameters {
		if of, ok := p.(map[string]any); ok && of["$ref"] == reference("parameters", "Limit")["$ref"] {
			parameters[i] = reference("parameters", "CSVLimit")
		}
	}
	twin["parameters"] = parameters
	all := maps.Clone(answers)
	all["200"] = reference("responses", "Table")
	twin["responses"] = all
	return twin
}

// exampleKey is the field of an operation that holds a request anybody can try on the invented sample.
const exampleKey = "x-example-request"

// documentPath is where the description itself stands.
const documentPath = "/openapi.json"

func reference(kind, name string) map[string]any {
	return map[string]any{"$ref": "#/components/" + kind + "/" + name}
}

// dig is the map at the end of some keys.
func dig(node any, keys ...string) (map[string]any, bool) {
	at, ok := node.(map[string]any)
	for _, key := range keys {
		if !ok {
			return nil, false
		}
		at, ok = at[key].(map[string]any)
	}
	return at, ok
}

// serveDocument answers with the description. It needs no data, so it is there before any is.
func serveDocument(w http.ResponseWriter, r *http.Request) error {
	if err := readOnly(w, r); err != nil {
		return err
	}
	for _, name := range sortedNames(r.URL.Query()) {
		return badRequest("There is no parameter %q here. %s", short(name), takes(nil))
	}
	w.Header().Set("Content-Type", "application/json")
	return send(w, r, "openapi", contract().json)
}
