package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/web"
)

// pictured are the pages whose figures can be had as pictures, each at its page's address with /figures/ and its anchor.
var pictured = []string{
	"/areas/{code}/inclusion", "/areas/{code}/needs", "/areas/{code}/money", "/areas/{code}/redress", "/areas/{code}/similar", "/areas/{code}/indicators/{id}",
	"/areas/{code}/inspection", "/areas/{code}/themes", "/indicators/{id}", "/indicators/{id}/movers", "/expert-partnerships/{id}", "/compare", "/map",
}

// figureRoutes are the addresses of the figures of pages.
func (p *Pages) figureRoutes(pages map[string]pageHandler) map[string]pageHandler {
	all := map[string]pageHandler{}
	for _, path := range pictured {
		if h, ok := pages[path]; ok {
			all[path+"/figures/{figure}.{picture:svg|png}"] = figureFile(h)
		}
	}
	return all
}

// picturesOf says where the figures of the page being read are as pictures; nil where they are not.
func picturesOf(r *http.Request) *view.Pictures {
	route := mux.CurrentRoute(r)
	if route == nil {
		return nil
	}
	path, err := route.GetPathTemplate()
	if err != nil || !slices.Contains(pictured, path) {
		return nil
	}
	at := view.Pictures{Path: r.URL.Path}
	if query := r.URL.Query().Encode(); query != "" {
		at.Query = "?" + query
	}
	return &at
}

// pageData takes what a page has to say, in place of the reader's browser.
type pageData struct {
	header http.Header
	data   any
}

func (d *pageData) Header() http.Header         { return d.header }
func (d *pageData) Write(b []byte) (int, error) { return len(b), nil }
func (d *pageData) WriteHeader(int)             {}

// ReadPage keeps what the page would have shown.
func (d *pageData) ReadPage(data any) error {
	d.data = data
	return nil
}

// figureFile sends one figure of a page as a picture: the page is made as ever, and the figure with the wanted anchor is taken
// from it with its heading and its source.
func figureFile(h pageHandler) pageHandler {
	return func(w http.ResponseWriter, r *http.Request, v reading) error {
		id, file := pathVar(r, "figure"), pathVar(r, "picture")
		whole := r.Clone(r.Context())
		whole.URL.Path = strings.TrimSuffix(r.URL.Path, "/figures/"+id+"."+file)
		page := &pageData{header: http.Header{}}
		if err := h(page, whole, v); err != nil {
			return err
		}
		for _, f := range view.Figures(page.data) {
			if f.ID == id {
				name := strings.ReplaceAll(strings.Trim(whole.URL.Path, "/"), "/", "-") + "-" + id
				return sendPicture(w, v, file, name, f.Heading, string(f.Still), f.Source, beneath(f, page.data)...)
			}
		}
		return web.NotFound("The page %s has no figure %q that is drawn.", whole.URL.Path, id)
	}
}

// beneath is what stands beneath a figure away from its page: how sure it is, and whose it is.
func beneath(f *view.Figure, page any) (notes []string) {
	if f.Sure != "" {
		notes = append(notes, f.Sure)
	}
	if p, ok := page.(interface{ PageTitle() string }); ok {
		notes = append(notes, "From the page “"+p.PageTitle()+"”.")
	}
	return notes
}
