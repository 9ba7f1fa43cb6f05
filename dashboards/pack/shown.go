package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
)

// actions are how each inspection finding is answered, and the promises by responsible body.
func (m maker) actions() []Block {
	findings := &Table{Name: "5 Findings", About: "Inspection findings and the actions that answer them",
		Columns: []string{"Finding", "Kind", "In the report’s words", "Responsible body", "Actions and how they stand"},
		Show:    []Group{{Label: "Finding", Columns: []int{0, 1}}, {Label: "In the report’s words", Columns: []int{2}}, {Label: "Responsible body", Columns: []int{3}}, {Label: "Actions and how they stand", Columns: []int{4}, Plain: true}}}
	for _, f := range plan.Sorted(m.book.Findings) {
		answered := Cell{}
		for _, p := range m.Progress {
			if p.Action.SourceRef == f.ID {
				answered = append(answered, p.Action.ID+": "+p.Standing.Words())
			}
		}
		if len(answered) == 0 {
			answered = lines("No action")
		}
		findings.Rows = append(findings.Rows, []Cell{lines(f.ID), lines("area for " + f.Type), lines(f.Text), lines(plan.BodyName(f.Body)), answered})
	}
	blocks := []Block{{Heading: "Each area for priority action or improvement", Table: findings}}
	measures := m.measures()
	for _, body := range plan.AccountableBodies() {
		t := &Table{Class: "pack-steps", Name: "5 " + body.Name, About: "Actions of: " + body.Name,
			Columns: []string{"Action", "Answers", "Lead", "Measure", "Start", "Target", "Planned and actual", "Due", "How it stands", "Newest update", "Impact"},
			Show:    []Group{{Label: "Action", Columns: []int{0, 1, 2}}, {Label: "Measure, start and target", Columns: []int{3, 4, 5}}, {Label: "Planned and actual", Columns: []int{6}, Plain: true}, {Label: "How it stands", Columns: []int{8, 7, 9}}, {Label: "Impact", Columns: []int{10}}}}
		for _, p := range m.Progress {
			if p.Action.Body == body.ID {
				t.Rows = append(t.Rows, m.action(p, measures[p.Action.ID]))
			}
		}
		if len(t.Rows) > 0 {
			blocks = append(blocks, Block{Heading: body.Name, Table: t})
		}
	}
	if len(m.Progress) == 0 {
		blocks = append(blocks, Block{Heading: "Actions by responsible body"})
	}
	blocks[len(blocks)-1].Note = fmt.Sprintf("Actions are those of version %d. How they stand is as on %s: late and without news are worked out from the dates.", m.Version.Number, m.AsOf.Words())
	return blocks
}

// measures are the actions' lines of the table of measures, as they stand now.
func (m maker) measures() map[string]plan.KPIRow {
	now := plan.NewBook(m.Version.Partnership)
	for _, p := range m.Progress {
		now.Put(p.Now)
	}
	all := map[string]plan.KPIRow{}
	rows, _ := plan.KPIRows(now, m.AsOf)
	for _, r := range rows {
		all[r.Action.ID] = r
	}
	return all
}

func (m maker) action(p desk.Progress, measure plan.KPIRow) []Cell {
	a := p.Now
	answers := a.SourceRef
	if f := m.book.Findings[a.SourceRef]; f != nil {
		answers = fmt.Sprintf("answers %s, area for %s", f.ID, f.Type)
	} else {
		answers = strings.TrimSpace(a.Source + " " + answers)
	}
	var steps Cell
	for _, s := range measure.Milestones {
		steps = append(steps, "Planned "+s.Planned+". Actual: "+s.Actual)
	}
	if len(steps) == 0 {
		steps = lines("No steps set")
	}
	update := Cell{}
	if u := p.Standing.LastUpdate; u != nil {
		update = lines(u.On.Words() + ": " + u.Text)
	}
	impact := lines(a.Result)
	if len(impact) == 0 && a.Open() {
		impact = lines("Not yet: still open")
	}
	return []Cell{lines(a.ID + " " + a.Title), lines(answers), lines("Lead: " + a.Lead), lines(measure.Measure), lines("Start: " + measure.Baseline), lines("Target: " + measure.Target),
		steps, lines(dated("Due", a.Due)), lines(view.UpperFirst(p.Standing.Words())), update, impact}
}

// data is what was published when the version was made, and local measures apart from it.
func (m maker) data() []Block {
	published := &Table{Name: "6 Published figures", About: "Published figures with a legal standard or an agreed direction",
		Columns: []string{"Figure", "Period", "This area", "England", "Similar areas", "Legal standard", "Since the period before", "Up to five periods, oldest first", "From", "Limits"}, Class: "pack-figures",
		Show: []Group{{Label: "Figure", Columns: []int{0, 8}}, {Label: "This area", Columns: []int{2, 1}}, {Label: "England", Columns: []int{3}}, {Label: "Similar areas", Columns: []int{4}}, {Label: "Up to five periods, oldest first", Columns: []int{7}},
			{Label: "Since the period before, and the law", Columns: []int{6, 5}}}}
	limits := map[string][]string{}
	var order []string
	for _, f := range m.core() {
		published.Rows = append(published.Rows, publishedRow(f))
		for _, c := range caveats(f.Indicator) {
			if limits[c] == nil {
				order = append(order, c)
			}
			limits[c] = append(limits[c], f.Indicator)
		}
	}
	bounds := &Table{Name: "6 Limits", About: "Limits of the published figures", Columns: []string{"Figures", "Limit"}}
	for _, c := range order {
		bounds.Rows = append(bounds.Rows, row(strings.Join(limits[c], ", "), c))
	}
	local := &Table{Class: "pack-dense", Name: "6 Local measures", About: "Local measures, declared by the partnership", Columns: []string{"Measure", "Period", "Value", "Counted on", "Source", "Note"},
		Show: []Group{{Label: "Measure", Columns: []int{0}}, {Label: "Newest value", Columns: []int{2, 1}}, {Label: "Source", Columns: []int{4, 3}}}}
	for _, v := range m.newestLocals() {
		local.Rows = append(local.Rows, localRow(v))
	}
	blocks := []Block{
		{Heading: "Published figures", Table: published, Note: "Each figure is the one that was published when this version was agreed. Similar areas: the mean of those with a figure, and how many. Small numbers move by chance."},
		{Heading: "Limits of the published figures", Table: bounds},
		{Heading: "Local measures, declared by the partnership", Table: local, Note: "Counted by the partnership itself, checked by nobody else, and not compared with other areas."}}
	return append(blocks, m.section("S3", "limits")...)
}

func caveats(id string) []string {
	in, err := indicator.ByID(id)
	if err != nil {
		return nil
	}
	return in.Caveats
}

func publishedRow(f plan.Figure) []Cell {
	similar, england, trend := "no figure", "no figure", "not compared"
	if f.Neighbours != nil {
		similar = fmt.Sprintf("%s (%d)", page.FigureBeside(f, f.Neighbours), f.NeighboursN)
	}
	if f.England != nil {
		england = page.FigureBeside(f, f.England)
	}
	if f.Trend != "" {
		trend = f.Trend
	}
	legal := page.FigureLegal(f)
	if legal == "" {
		legal = "No legal standard"
	} else {
		legal = "Legal standard: " + legal
	}
	limits := strings.Join(caveats(f.Indicator), " ")
	if limits == "" {
		limits = "none noted"
	}
	source := cmp.Or(f.Release, f.Source)
	if f.Released != "" {
		source += ", " + f.Released.Words()
	}
	return []Cell{lines(f.Indicator + " " + f.Name), lines(view.Period(f.Period)), figure(f), lines(england), lines(similar), lines(legal), lines(view.UpperFirst(trend)),
		lines(history(f)), lines(source), lines(limits)}
}

// core are the figures with a legal standard or an agreed direction, by id.
func (m maker) core() (all []plan.Figure) {
	for _, f := range m.review.Figures.Values {
		if f.Type == "legal" || f.Type == "scored" {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b plan.Figure) int { return strings.Compare(a.Indicator, b.Indicator) })
	return all
}

// history is a figure's last periods in one line.
func history(f plan.Figure) string {
	var texts []string
	for _, p := range f.History {
		text := page.FigureBeside(f, p.Value)
		if text == "" {
			text = view.StatusWords(p.Status)
		}
		if p.Breaks {
			text += " (counted anew)"
		}
		number, _, _ := strings.Cut(text, " per ") // the unit stands beside England’s
		texts = append(texts, view.Period(p.Period)+" "+number)
	}
	if len(texts) == 0 {
		return "no earlier period"
	}
	return strings.Join(texts, "; ")
}

// histories are figures of this area by their ids, as they were and are.
func (m maker) histories(name, about string, ids ...string) *Table {
	t := &Table{Name: name, About: about, Columns: []string{"Figure", "Period", "This area", "England", "Up to five periods, oldest first"},
		Show: []Group{{Label: "Figure", Columns: []int{0}}, {Label: "This area", Columns: []int{2, 1}}, {Label: "England", Columns: []int{3}}, {Label: "Up to five periods, oldest first", Columns: []int{4}}}}
	for _, id := range ids {
		f, ok := m.review.Figures.Values[id]
		if !ok {
			continue
		}
		england := page.FigureBeside(f, f.England)
		if england == "" {
			england = "no figure"
		}
		t.Rows = append(t.Rows, []Cell{lines(f.Indicator + " " + f.Name), lines(view.Period(f.Period)), figure(f), lines(england), lines(history(f))})
	}
	return t
}

// newestLocals are the newest values of local measures, by their ids.
func (m maker) newestLocals(ids ...string) (newest []*plan.LocalValue) {
	for _, measure := range plan.LocalIndicators() {
		if len(ids) > 0 && !slices.Contains(ids, measure.ID) {
			continue
		}
		if series := plan.LocalSeries(m.book, measure.ID); len(series) > 0 {
			newest = append(newest, series[len(series)-1])
		}
	}
	return newest
}

func localRow(v *plan.LocalValue) []Cell {
	measure, _ := plan.LocalIndicatorByID(v.Indicator)
	number := page.LocalCell(v)
	note := lines(v.Note)
	if len(note) == 0 {
		note = lines("none")
	}
	return []Cell{lines(v.Indicator + " " + measure.Name), lines(view.Period(v.Period)), lines(number.Text+number.Status, number.Detail), lines(dated("counted", v.On)), lines(v.Source), note}
}
