// Package view turns what a page has to say into HTML. It holds the frame every page shares, the parts pages are made
// of (tables, figures, marks, tabs), and the words for numbers, dates and statuses, so that a number reads the same
// wherever it appears. It knows nothing of indicators, databases or requests.
//
// A page is one file in page/. Its set is the layout, all parts and that file; the file defines "content". The data of
// every page is a struct that embeds Frame.
package view

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"inclusion/dashboards/static"
)

//go:embed layout/*.html partial/*.html page/*.html
var files embed.FS

// Views are the parsed pages by name: the file page/error.html is "error".
type Views struct {
	pages map[string]*template.Template
}

// New parses every page. It fails when a template does not parse or names a static file that does not exist.
func New() (*Views, error) { return parse(files, files) }

// parse takes the layout and parts from frame and the pages from the folder page/ of pages.
func parse(frame, pages fs.FS) (*Views, error) {
	base, err := template.New("base").Funcs(functions()).ParseFS(frame, "layout/*.html", "partial/*.html")
	if err != nil {
		return nil, fmt.Errorf("parsing the layout and parts of pages: %w", err)
	}
	names, err := fs.Glob(pages, "page/*.html")
	if err != nil {
		return nil, fmt.Errorf("listing pages: %w", err)
	}
	v := &Views{pages: map[string]*template.Template{}}
	for _, name := range names {
		set, err := base.Clone()
		if err != nil {
			return nil, fmt.Errorf("copying the layout for %s: %w", name, err)
		}
		if set, err = set.ParseFS(pages, name); err != nil {
			return nil, fmt.Errorf("parsing %s: %w", name, err)
		}
		v.pages[strings.TrimSuffix(path.Base(name), ".html")] = set
	}
	return v, nil
}

// Pages are the names Render accepts, in no order.
func (v *Views) Pages() []string {
	var names []string
	for name := range v.pages {
		names = append(names, name)
	}
	return names
}

// Render writes a whole page or, when the template fails, nothing at all and the error. On an http.ResponseWriter it
// also sets the content type and length; a status other than 200 is the caller's to write, with RenderStatus.
func (v *Views) Render(w io.Writer, page string, data any) error {
	return v.RenderStatus(w, http.StatusOK, page, data)
}

// RenderStatus is Render with another status than 200.
func (v *Views) RenderStatus(w io.Writer, status int, page string, data any) error {
	set, ok := v.pages[page]
	if !ok {
		return fmt.Errorf("there is no page %q: add dashboards/template/page/%s.html", page, page)
	}
	offerPictures(data)
	if reader, ok := w.(PageReader); ok {
		return reader.ReadPage(data)
	}
	var body bytes.Buffer
	if err := set.ExecuteTemplate(&body, "layout", data); err != nil {
		return fmt.Errorf("rendering the page %q: %w", page, err)
	}
	if rw, ok := w.(http.ResponseWriter); ok {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.Header().Set("Content-Length", strconv.Itoa(body.Len()))
		rw.WriteHeader(status)
	}
	_, err := body.WriteTo(w)
	return err
}

// functions are what templates may call.
func functions() template.FuncMap {
	return template.FuncMap{
		"asset":      static.Asset,
		"hasECharts": static.HasECharts,
		"dict":       dict,
	}
}

// dict makes a map for a part that needs more than one value: {{template "x" (dict "A" .A "B" .B)}}.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict needs names and values in pairs, and got %d things", len(pairs))
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict needs a name at place %d, and got %v", i, pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
