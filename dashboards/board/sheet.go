package board

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// sheet is a long form whose fields stand in groups under headings.
type sheet struct {
	view.Form
	Groups []group
}

// group is some fields that belong together.
type group struct {
	heading
	Fields []view.Field
}

// heading begins a group of a sheet at the field with its name.
type heading struct {
	From   string // name of the group's first field
	Anchor string // where links to the group lead, when that is not its first field
	Title  string // stands above the group; rows after the first of a list have none
	Hint   string // beneath the title
	Legend string // what a reader hears before each field; the title when empty
	Row    bool   // the fields are one row of a list, and stand beside each other where there is room
}

// Said is the group's legend.
func (g group) Said() string {
	if g.Legend != "" {
		return g.Legend
	}
	return g.Title
}

// sheetOf lays the fields of a form out in groups. Fields before the first heading are a group without one.
func sheetOf(form view.Form, headings []heading) sheet {
	s := sheet{Form: form}
	for i, f := range form.Fields {
		h, begins := heading{}, i == 0
		for _, one := range headings {
			if one.From == f.Name {
				h, begins = one, true
			}
		}
		if begins {
			s.Groups = append(s.Groups, group{heading: h})
		}
		last := &s.Groups[len(s.Groups)-1]
		last.Fields = append(last.Fields, f)
	}
	return s
}

// rowProblems puts what is wrong with a whole row, such as "members.0", at the row's first field.
func rowProblems(form view.Form) view.Form {
	problems := slices.Clone(form.Problems)
	for i, problem := range problems {
		if problem.Field == "" || form.At(problem) != "" {
			continue
		}
		for _, f := range form.Fields {
			if strings.HasPrefix(f.Name, problem.Field+".") {
				problems[i].Field = f.Name
				break
			}
		}
	}
	return form.WithProblems(problems)
}

// list is a list of rows within a form, such as an action's milestones. Its last row is always empty, so that one can be added without
// script: it is there again, empty, when the form has been saved.
type list struct {
	Name, Title, Hint string
	One               string // what a row is: "Milestone"
	Row               []view.Field
}

// fields are the fields of so many rows, with the headings of each.
func (l list) fields(rows int) (fields []view.Field, headings []heading) {
	for i := range rows {
		prefix := l.Name + "." + strconv.Itoa(i) + "."
		for _, f := range l.Row {
			f.Name = prefix + f.Name
			fields = append(fields, f)
		}
		h := heading{From: prefix + l.Row[0].Name, Legend: l.One + " " + strconv.Itoa(i+1), Row: true}
		if i == 0 {
			h.Title, h.Hint = l.Title, l.Hint
		}
		if i == rows-1 {
			h.Legend = "Add a " + strings.ToLower(l.One)
		}
		headings = append(headings, h)
	}
	return fields, headings
}

// rows is how many rows of a list a sent form has.
func (l list) rows(form url.Values) (n int) {
	for name := range form {
		if rest, ok := strings.CutPrefix(name, l.Name+"."); ok {
			place, _, _ := strings.Cut(rest, ".")
			if i, err := strconv.Atoi(place); err == nil && i < maxRows {
				n = max(n, i+1)
			}
		}
	}
	return n
}

// maxRows is the most rows that a list in a form takes.
const maxRows = 60

// options are choices whose values are their words.
func options(words ...string) []view.Option {
	all := make([]view.Option, len(words))
	for i, w := range words {
		all[i] = view.Option{Value: w, Text: view.UpperFirst(w)}
	}
	return all
}

// chosen puts "not chosen yet" before the choices of a select.
func chosen(first string, all []view.Option) []view.Option {
	return append([]view.Option{{Text: first}}, all...)
}

// themeOptions are the themes of a framework.
func themeOptions(f *plan.Framework) (all []view.Option) {
	for _, t := range f.Themes {
		all = append(all, view.Option{Value: t.ID, Text: t.ID + " " + t.Title})
	}
	return all
}

// statementOptions are the statements of a framework, by number and in a few words.
func statementOptions(f *plan.Framework) (all []view.Option) {
	for _, s := range f.Statements() {
		all = append(all, view.Option{Value: s.ID, Text: s.ID + " " + s.Short})
	}
	return all
}
