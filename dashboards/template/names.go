package view

import (
	"fmt"
	"html/template"
	"strings"
)

// AreaNames are the names that the search box offers, written out once for all pages of a version of the data.
type AreaNames struct {
	N       int
	Options template.HTML // one <option> a name
}

// nameOptions escapes every name.
var nameOptions = template.Must(template.New("names").Parse(`{{range .}}<option value="{{.}}"></option>{{end}}`))

// OfferNames writes out names for the search box.
func OfferNames(names []string) (AreaNames, error) {
	var text strings.Builder
	if err := nameOptions.Execute(&text, names); err != nil {
		return AreaNames{}, fmt.Errorf("writing out the names of areas: %w", err)
	}
	return AreaNames{N: len(names), Options: template.HTML(text.String())}, nil // a template of html/template made it
}
