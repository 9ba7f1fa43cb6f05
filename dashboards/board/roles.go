package board

import (
	"net/http"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
)

// rolesPage says what each role may do.
type rolesPage struct {
	view.Frame
	Roles []view.Fact
	Table view.Table
}

// roles shows the table of roles, as it is in force.
func (p *Pages) roles(w http.ResponseWriter, _ *http.Request, v visit) error {
	page := rolesPage{Frame: p.frame(v, "Who may do what"), Table: view.Table{Caption: "What each role may do", CaptionHidden: true, Columns: []view.Column{{Label: "What"}},
		Note: "“own” is for one's own organisation only. Every role but that of the system administrator counts in its own partnership alone. An inspector reads one pack, by a link."}}
	for _, role := range account.Roles() {
		page.Roles = append(page.Roles, view.Fact{Term: role.Title(), Cell: view.Text(role.About())})
		page.Table.Columns = append(page.Table.Columns, view.Column{Label: role.Title()})
	}
	for _, right := range account.Rights() {
		rule := account.Rules[right]
		row := view.Row{Cells: []view.Cell{view.Text(rule.Words)}}
		for _, role := range account.Roles() {
			cell := view.Text(roleWord(rule, role))
			if cell.Text == "no" {
				cell = view.Cell{Status: cell.Text}
			}
			row.Cells = append(row.Cells, cell)
		}
		page.Table.Rows = append(page.Table.Rows, row)
	}
	return p.Views.Render(w, "roles", page)
}

// roleWord says whether a role has a right: for all, for its own organisation, or not.
func roleWord(rule account.Rule, role account.Role) string {
	switch {
	case !slices.Contains(rule.Roles, role):
		return "no"
	case rule.Own:
		return "own"
	}
	return "yes"
}
