package page

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/licences"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// publisherView is a publisher with its publications that figures here are made of.
type publisherView struct {
	Name         string
	Publications []view.Link // each with its licence as the note
}

// licences says under which licence the figures are, whose they are, and whose software this program carries.
func (p *Pages) licences(w http.ResponseWriter, r *http.Request, v reading) error {
	carried, err := licences.All()
	if err != nil {
		return err
	}
	page := struct {
		statement
		Publishers []publisherView
		Software   view.Table
		Collected  bool // there are licences to read
	}{statement: p.statement(r, v, "Licences and credits", "Whose figures these are, under which licence, and whose software this program carries.")}
	page.Publishers = publishers(v.sources)
	page.Software = softwareTable(carried)
	page.Collected = slices.ContainsFunc(carried, func(l licences.Licence) bool { return l.Text != "" })
	return p.Views.Render(w, "licences", page)
}

// publishers groups publications by who publishes them.
func publishers(sources []warehouse.Source) (all []publisherView) {
	place := map[string]int{}
	for _, s := range sources {
		at, ok := place[s.Publisher]
		if !ok {
			at = len(all)
			place[s.Publisher] = at
			all = append(all, publisherView{Name: s.Publisher})
		}
		all[at].Publications = append(all[at].Publications, view.Link{Text: s.Title, Href: s.Home, Note: s.Licence})
	}
	return all
}

func softwareTable(carried []licences.Licence) view.Table {
	t := view.Table{Caption: "Software of others that this program carries", CaptionHidden: true,
		Columns: []view.Column{{Label: "Name"}, {Label: "Version"}, {Label: "Licence"}}}
	for _, l := range carried {
		name := view.Text(l.Module)
		if l.Text != "" {
			name.Href = licenceHref(l.Module)
		}
		if l.Within != "" {
			name.Detail = "within " + l.Within
		}
		terms := view.Text(l.SPDX)
		if l.SPDX == "" {
			terms = view.Cell{Status: "not collected"}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Text(l.Version), terms}})
	}
	return t
}

// licenceHref is the address of the words of a licence. Names of modules are paths already; others may have blanks.
func licenceHref(module string) string {
	return "/about/licences/" + strings.ReplaceAll(module, " ", "-")
}

// licence shows the words of one licence.
func (p *Pages) licence(w http.ResponseWriter, r *http.Request, v reading) error {
	carried, err := licences.All()
	if err != nil {
		return err
	}
	asked := "/about/licences/" + mux.Vars(r)["module"]
	page := struct {
		statement
		Licences []licences.Licence // one; more where several versions are carried
	}{}
	for _, l := range carried {
		if licenceHref(l.Module) == asked && l.Text != "" {
			page.Licences = append(page.Licences, l)
		}
	}
	if len(page.Licences) == 0 {
		return web.NotFound("This program carries no software of that name, or its licence was not collected when it was built.")
	}
	page.statement = p.statement(r, v, "Licence of "+page.Licences[0].Module, "The licence of a part of this program that others wrote.")
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Licences and credits", Href: "/about/licences"})
	return p.Views.Render(w, "licence", page)
}
