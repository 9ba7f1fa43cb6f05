package chart

import (
	"embed"
	"html/template"
	"strings"
)

//go:embed *.svg.tmpl
var pictures embed.FS

var svgs = template.Must(template.New("").Funcs(funcs).ParseFS(pictures, "*.svg.tmpl"))

// drawSVG fills in a picture template. html/template escapes every name and word in it. The templates take only the
// structs beside them, so a failure is a mistake in this package that its tests find; the page then shows no picture.
func drawSVG(name string, data any) template.HTML {
	var b strings.Builder
	if err := svgs.ExecuteTemplate(&b, name, data); err != nil {
		return ""
	}
	return template.HTML(b.String())
}
