package board

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) measureRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/measures", Right: account.SeeDraft, handle: p.measures},
		{Method: http.MethodGet, Path: "/board/{code}/measures/{id}", Right: account.SeeDraft, handle: p.measure},
		{Method: http.MethodPost, Path: "/board/{code}/measures/{id}", Right: account.WriteLocal, handle: p.saveMeasure},
	}
}

// measuresPage is what the partnership counts itself, theme by theme, beside what is published.
type measuresPage struct {
	planPage
	Themes []measuredTheme
}

// measuredTheme is one theme's local measures, and the published figures beside them.
type measuredTheme struct {
	ID, Title string
	Local     view.Table
	Published *view.Table
}

func (p *Pages) measures(w http.ResponseWriter, r *http.Request, v visit) error {
	page := measuresPage{planPage: p.planPage(v, "measures", "Local measures",
		"What the partnership counts itself where nothing is published. Local, declared by the partnership: nobody else has checked it, and it is not compared with other areas.")}
	figures, err := p.Desk.Figures(r.Context(), v.code)
	if err != nil {
		return err
	}
	themes, err := indicator.Themes()
	if err != nil {
		return err
	}
	computed := map[string]plan.ComputedValue{}
	for _, m := range plan.ComputedValues(v.book, p.Desk.Today()) {
		computed[m.ID] = m
	}
	for _, t := range themes {
		one := measuredTheme{ID: t.ID, Title: t.Title, Local: view.Table{Caption: t.ID + " " + t.Title + ": local measures", CaptionHidden: true,
			Columns: []view.Column{{Label: "Local measure"}, {Label: "Newest value"}, {Label: "Since the one before"}, {Label: "Source"}}}}
		for _, id := range t.Local {
			one.Local.Rows = append(one.Local.Rows, localMeasureRow(v, id, computed))
		}
		one.Published = publishedTable(v, figures, t.ID)
		page.Themes = append(page.Themes, one)
	}
	return p.Views.Render(w, "board-measures", page)
}

const declared = "local, declared by the partnership"

func localMeasureRow(v visit, id string, computed map[string]plan.ComputedValue) view.Row {
	name := view.Cell{Text: localName(id), Href: boardHref(v.code, "measures/"+id), Detail: id + " · " + declared}
	if m, ok := computed[id]; ok {
		name.Detail = id + " · worked out from the plan"
		return view.Row{Cells: []view.Cell{name, computedCell(m), {Status: "worked out anew each day"}, view.Text("This plan, as it stands today")}}
	}
	series := plan.LocalSeries(v.book, id)
	if len(series) == 0 {
		return view.Row{Cells: []view.Cell{name, {Status: "not entered yet"}, {Status: "nothing to compare"}, {Status: "none"}}}
	}
	newest := series[len(series)-1]
	return view.Row{Cells: []view.Cell{name, localCell(newest), view.Text(localTrend(id, series)), view.Text(newest.Source)}}
}

func localName(id string) string {
	if m, ok := plan.LocalIndicatorByID(id); ok {
		return m.Name
	}
	return indicator.LocalName(id)
}

func computedCell(m plan.ComputedValue) view.Cell {
	if m.Value == nil {
		return view.Cell{Status: m.Text}
	}
	return view.Number(page.LocalNumber(m.Unit, *m.Value), m.Text)
}

// localCell is a value with its period, or why there is none.
func localCell(value *plan.LocalValue) view.Cell {
	if value.Number() == nil {
		return view.Cell{Status: value.Status(), Detail: view.Period(value.Period)}
	}
	return view.Number(countedText(value), view.Period(value.Period))
}

// localTrend says how the newest value differs from the one before; better or worse only where the measure has a better way.
func localTrend(id string, series []*plan.LocalValue) string {
	if len(series) < 2 {
		return "Nothing before it yet"
	}
	before, now := series[len(series)-2], series[len(series)-1]
	if before.Number() == nil || now.Number() == nil {
		return "Not comparable: one of the two has no value"
	}
	change := *now.Number() - *before.Number()
	since := " since " + view.Period(before.Period)
	if change == 0 {
		return "No change" + since
	}
	m, _ := plan.LocalIndicatorByID(id)
	text := "Up"
	if change < 0 {
		text, change = "Down", -change
	}
	amount := page.LocalNumber(m.Unit, change)
	if m.Unit == "percent" {
		amount = view.Digits(change, 1) + " percentage points"
	}
	text += " " + amount + since
	if m.Polarity == "none" {
		return text
	}
	if plan.LocalImproving(&plan.Book{Locals: map[string]*plan.LocalValue{"before": before, "now": now}}, id) {
		return text + ": better"
	}
	return text + ": worse"
}

// publishedTable is what is published about a theme, to stand beside what is counted locally.
func publishedTable(v visit, figures plan.Figures, theme string) *view.Table {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil
	}
	t := &view.Table{Caption: theme + ": published figures", CaptionHidden: true,
		Columns: []view.Column{{Label: "Published figure"}, {Label: "This area", Numeric: true}, {Label: "Period"}, {Label: "England", Numeric: true}, {Label: "How it stands"}}}
	for _, in := range catalogue {
		if _, ok := figures.Values[in.ID]; ok && in.Theme == theme {
			t.Rows = append(t.Rows, figureRow(v.code, figures, in.ID, in.Type == indicator.Context))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// measurePage is one local measure: what it counts, its history, and the form for another value.
type measurePage struct {
	planPage
	ID        string
	Counts    string
	Note      string
	Mark      string
	Computed  *view.Cell
	History   *view.Table
	Form      *view.Form
	Published []publishedBeside
}

// publishedBeside is what is published about a theme that the measure belongs to.
type publishedBeside struct {
	Theme string
	Table view.Table
}

func (p *Pages) measure(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.measureWith(w, r, v, http.StatusOK, nil)
}

func localOf(r *http.Request) (plan.LocalIndicator, error) {
	id := mux.Vars(r)["id"]
	if m, ok := plan.LocalIndicatorByID(id); ok {
		return m, nil
	}
	return plan.LocalIndicator{}, web.NotFound("No local measure is called %s. The page of local measures lists all of them.", id)
}

func (p *Pages) measureWith(w http.ResponseWriter, r *http.Request, v visit, status int, form *view.Form) error {
	m, err := localOf(r)
	if err != nil {
		return err
	}
	page := measurePage{planPage: p.planPage(v, "measures", m.Name, ""), ID: m.ID, Counts: m.Counts, Note: m.Note, Mark: view.UpperFirst(declared)}
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Local measures", Href: boardHref(v.code, "measures")})
	if r.URL.Query().Has("saved") {
		page.Saved = savedNotice(r, v, plan.KindLocal)
	}
	for _, c := range plan.ComputedValues(v.book, p.Desk.Today()) {
		if c.ID == m.ID {
			cell := computedCell(c)
			page.Computed, page.Mark = &cell, "Worked out from the plan: nobody enters it."
		}
	}
	page.History = localHistory(v, m)
	if page.Computed == nil && v.who.May(account.WriteLocal, v.code, "") {
		if form == nil {
			form = p.emptyLocalForm(r, v, m)
		}
		page.Form = form
	}
	if page.Published, err = p.besideMeasure(r, v, m); err != nil {
		return err
	}
	return p.Views.RenderStatus(w, status, "board-measure", page)
}

// besideMeasure is what is published about the themes of a measure.
func (p *Pages) besideMeasure(r *http.Request, v visit, m plan.LocalIndicator) (all []publishedBeside, err error) {
	figures, err := p.Desk.Figures(r.Context(), v.code)
	if err != nil {
		return nil, err
	}
	themes, err := indicator.Themes()
	for _, t := range themes {
		if slices.Contains(t.Local, m.ID) {
			if table := publishedTable(v, figures, t.ID); table != nil {
				all = append(all, publishedBeside{t.ID + " " + t.Title, *table})
			}
		}
	}
	return all, err
}

func localHistory(v visit, m plan.LocalIndicator) *view.Table {
	series := plan.LocalSeries(v.book, m.ID)
	if len(series) == 0 {
		return nil
	}
	t := &view.Table{Caption: m.Name + ": every value", CaptionHidden: true,
		Columns: []view.Column{{Label: "Period"}, {Label: "Value"}, {Label: "Counted on"}, {Label: "Source"}, {Label: "Note"}}}
	for _, value := range slices.Backward(series) {
		period := view.Linked(view.Period(value.Period), boardHref(v.code, "measures/"+m.ID)+"?period="+value.Period+"#value")
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{period, localCell(value), view.Text(dayText(value.On)), words(value.Source), words(value.Note)}})
	}
	return t
}

// emptyLocalForm is for a new value, or for the period that the address names.
func (p *Pages) emptyLocalForm(r *http.Request, v visit, m plan.LocalIndicator) *view.Form {
	value := &plan.LocalValue{Indicator: m.ID, Unit: m.Unit, On: p.Desk.Today()}
	if had := v.book.Locals[m.ID+"/"+r.URL.Query().Get("period")]; had != nil {
		value = had
	}
	form, err := p.localForm(v, m, value)
	if err != nil {
		p.Log.ErrorContext(r.Context(), "making the form of a local measure", "error", err.Error())
	}
	return &form
}

func (p *Pages) localForm(v visit, m plan.LocalIndicator, value plan.Document) (view.Form, error) {
	fields, err := filled(localFields(m), value)
	_, period, _ := strings.Cut(value.Key(), "/")
	return view.Form{ID: "value", Action: boardHref(v.code, "measures/"+m.ID), Submit: "Save the value", Fields: fields,
		Hidden: []view.Hidden{v.baseField(value), {Name: "opened", Value: period}},
		Note:   fmt.Sprintf("A count of 1 to %d children is never entered, nor a percentage of fewer than %d: say so in the note instead. To correct a value, choose its period in the table above.", plan.FewestCounted-1, plan.FewestOf)}, err
}

// localFields are what is asked of a value: its parts where it is a share, the number itself where it is not.
func localFields(m plan.LocalIndicator) []view.Field {
	fields := []view.Field{{Kind: view.TextField, Name: "period", Label: "Period", Hint: "A year (2026), two years (2025-26) or a month (2026-03).", Required: true, MaxLength: 10},
		{Kind: view.DateField, Name: "on", Label: "Counted on", Required: true}}
	if m.Kind == "share" {
		fields = append(fields, view.Field{Kind: view.NumberField, Name: "numerator", Label: "How many"},
			view.Field{Kind: view.NumberField, Name: "denominator", Label: "Of how many"})
	}
	label, hint := "Value", map[bool]string{true: "A number.", false: "In " + m.Unit + "."}[m.Unit == "number"]
	if m.Kind == "share" {
		hint = "In percent. Leave it empty where both numbers above are given."
	}
	return append(fields, view.Field{Kind: view.NumberField, Name: "value", Label: label, Hint: hint},
		view.Field{Kind: view.LongField, Name: "source", Label: "Where the number comes from", Required: true, Rows: 2, MaxLength: shortText},
		view.Field{Kind: view.LongField, Name: "note", Label: "Note", Hint: "Needed where there is no number: say why, such as “fewer than 5”.", Rows: 2})
}

func (p *Pages) saveMeasure(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := localOf(r)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	value, err := answered(f, localFields(m), &plan.LocalValue{Indicator: m.ID, Unit: m.Unit})
	if err != nil {
		return err
	}
	base := f.base()
	if f.values.Get("opened") != value.Period {
		base = 0 // another period than the form was opened with
	}
	if had, ok := v.book.Entry(plan.KindLocal, value.Key()); ok && base == 0 {
		f.problems.Add("period", "There is a value of %s already, saved %s. Choose it in the table above to correct it.", view.Period(value.Period), clock(had.At))
	}
	worked := *value
	if worked.Value == nil && m.Kind == "share" && worked.Numerator != nil && worked.Denominator != nil && *worked.Denominator > 0 {
		share := 100 * *worked.Numerator / *worked.Denominator
		worked.Value = &share
	}
	return p.keep(w, r, v, f, desk.Save{Document: &worked, Base: base}, editing{
		form: func(d plan.Document) view.Form { form, _ := p.localForm(v, m, d); return form },
		page: func(status int, form view.Form) error { return p.measureWith(w, r, v, status, &form) },
		done: func(entries []plan.Entry) string {
			return boardHref(v.code, "measures/"+m.ID) + "?saved=" + worked.Key()
		},
	})
}
