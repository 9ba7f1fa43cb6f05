package board

import (
	"net/http"
	"strings"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func (p *Pages) perspectiveRoutes() []Route {
	return []Route{{Method: http.MethodGet, Path: "/board/{code}/perspectives", Right: account.SeeShared, handle: p.shared(p.perspectives)}}
}

// perspectivesPage is what each perspective says of each theme, side by side.
type perspectivesPage struct {
	working
	Views      *sidebyside.View
	Agreements *view.Table
	Empty      *view.Empty
}

// perspectives lays the six perspectives side by side.
func (p *Pages) perspectives(w http.ResponseWriter, r *http.Request, v visit) error {
	page := perspectivesPage{working: p.working(v, "perspectives", "Side by side")}
	page.Lede = "Six views of each theme. They are kept apart: there is no number that blends them."
	if v.assessment() == nil {
		page.Empty = p.notBegun(v)
		return p.Views.Render(w, "board-perspectives", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return err
	}
	views, err := sidebyside.Table(review, func(item string) string {
		if strings.HasPrefix(item, "T") {
			return ""
		}
		return statementHref(v.code, item)
	})
	if err != nil {
		return err
	}
	page.Views, page.Agreements = &views, agreementTable(review)
	return p.Views.Render(w, "board-perspectives", page)
}

// agreementTable says how near two perspectives are, with the number of statements it rests on.
func agreementTable(r plan.Review) *view.Table {
	table := &view.Table{Caption: "How near two views are", Columns: []view.Column{{Label: "Views"}, {Label: "Agreement", Numeric: true, Note: "100 where they say the same of every statement"}, {Label: "Statements", Numeric: true}},
		Note: "For this area alone: areas are not ranked by it. It is hidden under ten statements."}
	for _, pair := range r.Agreements {
		value := view.Cell{Status: "too few statements"}
		if pair.Shown {
			value = view.Number(view.Digits(pair.Value, 1))
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(pair.A.Heading() + " and " + strings.ToLower(pair.B.Heading()[:1]) + pair.B.Heading()[1:]), value, view.Number(view.Count(float64(pair.Statements)))}})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}
