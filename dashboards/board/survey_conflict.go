package board

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// conflicting shows the totals that somebody else saved first beside what was entered.
func (a surveyAsked) conflicting(form surveyForm, now plan.Entry) *surveyForm {
	form.Conflict = &view.Conflict{By: plan.OrganisationName(now.Organisation), At: "on " + clock(now.At)}
	d, err := plan.Decode(now.Kind, cmp.Or(now.Body, "{}"))
	theirs, ok := d.(*plan.Survey)
	if err != nil || !ok {
		return &form
	}
	for i, row := range form.Rows {
		s, _ := a.survey(plan.NewBook(""), row.ID)
		if s.Key() != now.Key {
			continue
		}
		for j, h := range form.Hidden {
			if h.Name == "base."+row.ID {
				form.Hidden[j].Value = strconv.Itoa(now.Revision)
			}
		}
		for k, cell := range form.Rows[i].Cells {
			if their := strconv.Itoa(*count(theirs, surveyAnswers[k].field)); their != cell.Value {
				form.Conflict.Rows = append(form.Conflict.Rows, view.ConflictRow{Label: cell.Label, Theirs: their, Yours: cmp.Or(cell.Value, "nothing")})
			}
		}
	}
	return &form
}

// At leads from a problem to its field, those in the table included.
func (form surveyForm) At(p view.Problem) string {
	for _, row := range form.Rows {
		for _, cell := range row.Cells {
			if cell.Name == p.Field {
				return fieldID(cell.Name)
			}
		}
	}
	return form.Form.At(p)
}

// ID is the anchor of a count's field.
func (c surveyCell) ID() string { return fieldID(c.Name) }

func fieldID(name string) string {
	return fmt.Sprintf("survey-%s", strings.NewReplacer(".", "-", " ", "-").Replace(name))
}
