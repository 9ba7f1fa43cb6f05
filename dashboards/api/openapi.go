package api

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
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
