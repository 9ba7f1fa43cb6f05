package plans

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// changesPage is what differs between two versions, and what has changed since families were last asked.
type changesPage struct {
	shown
	Between    string // "From version 1, agreed …, to version 2, agreed …"
	Only       string // why nothing is compared
	Answer     string // which statements were scored lower, in a sentence
	Lowered    []levelChange
	Raised     []levelChange
	Other      *view.Table // of the forum, young people and single partners
	Assessed   []string    // newly assessed, no longer assessed, or in one framework only
	Evidence   []string
	Data       *view.Table
	Documents  []documentGroup
	Choices    []view.Link
	Asked      string // when families were last asked
	SinceAsked []sinceGroup
	News       []news
}

// levelChange is a level that moved, with the reasons before and after as they were written.
type levelChange struct {
	Place         view.Link
	Who, From, To string
	Before, After string
}

// documentGroup is documents of one kind that were added, removed or changed.
type documentGroup struct {
	Title string
	Lines []documentLine
}

// documentLine is one of them.
type documentLine struct {
	Text   view.Link
	How    string
	Fields []string
}

// sinceGroup is what of one sort has changed since families were asked.
type sinceGroup struct {
	Title string
	Lines []view.Link
	None  string
}

func (p *Pages) changes(w http.ResponseWriter, r *http.Request, s shown) error {
	page := changesPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-changes", page)
	}
	from, to, err := page.pair(r)
	if err != nil {
		return err
	}
	if from > 0 {
		before, _, err := p.Desk.Version(r.Context(), s.code, from)
		if err != nil {
			return err
		}
		after, _, err := p.Desk.Version(r.Context(), s.code, to)
		if err != nil {
			return err
		}
		page.compare(plan.CompareVersions(before, after))
	} else {
		page.Only = "This is the first version that is published, so there is none before it to compare it with."
	}
	if err := p.sinceAsked(r, &page); err != nil {
		return err
	}
	for _, c := range plan.Sorted(s.review.Book.Changes) {
		page.News = append(page.News, news{dayText(c.On), c.Type, c.Text})
	}
	slices.Reverse(page.News)
	return p.Views.Render(w, "plan-changes", page)
}

// pair is which two public versions are compared: those of ?from= and ?to=, else the page's and the one before it. 0 where there is none
// before.
func (page *changesPage) pair(r *http.Request) (from, to int, err error) {
	to = page.version.Number
	read := func(name string, into *int) {
		text := r.URL.Query().Get(name)
		if text == "" || err != nil {
			return
		}
		n, failed := strconv.Atoi(text)
		if failed != nil || !slices.ContainsFunc(page.lines, func(l desk.VersionLine) bool { return l.Number == n && l.Public() }) {
			err = web.NotFound("%s has published no version %q of its plan.", page.name, text)
			return
		}
		*into = n
	}
	read("to", &to)
	for _, l := range page.lines { // newest first
		if from == 0 && l.Public() && l.Number < to {
			from = l.Number
		}
	}
	read("from", &from)
	if err == nil && from >= to && from > 0 {
		return 0, 0, web.BadRequest("Compare an older version with a newer one: from=%d is not older than to=%d.", from, to)
	}
	for i, l := range page.lines {
		for _, older := range page.lines[i+1:] {
			if l.Public() && older.Public() {
				page.Choices = append(page.Choices, view.Link{Text: fmt.Sprintf("Version %d to version %d", older.Number, l.Number), Current: older.Number == from && l.Number == to,
					Href: fmt.Sprintf("/areas/%s/plan/changes?from=%d&to=%d", page.code, older.Number, l.Number)})
			}
		}
	}
	return from, to, err
}

func (page *changesPage) compare(d plan.Difference) {
	page.Between = fmt.Sprintf("From version %d, agreed on %s, to version %d, agreed on %s.", d.Before.Number, view.Date(d.Before.At), d.After.Number, view.Date(d.After.At))
	if d.Unreadable != "" {
		page.Only = "One of the two versions cannot be read, so they cannot be compared."
		return
	}
	page.Lowered, page.Raised, page.Other = page.levels(d, d.Lowered), page.levels(d, d.Raised), page.otherLevels(d)
	page.Answer = "No statement was scored lower than in the version before."
	if n := len(page.Lowered); n > 0 {
		page.Answer = view.Counted(n, "statement was", "statements were") + " scored lower than in the version before."
	}
	for _, c := range d.NewlyAssessed {
		page.Assessed = append(page.Assessed, fmt.Sprintf("%s %s: assessed for the first time, %s", c.Statement, c.Title, d.After.Framework.LevelWords(c.To)))
	}
	for _, c := range d.NoLonger {
		page.Assessed = append(page.Assessed, fmt.Sprintf("%s %s: not assessed now, was %s", c.Statement, c.Title, d.Before.Framework.LevelWords(c.From)))
	}
	for _, st := range d.OnlyAfter {
		page.Assessed = append(page.Assessed, st.ID+" "+st.Short+": new in the framework")
	}
	for _, st := range d.OnlyBefore {
		page.Assessed = append(page.Assessed, st.ID+" "+st.Short+": no longer in the framework")
	}
	page.Evidence = append(evidenceLines("New", d.NewEvidence), evidenceLines("Taken out", d.RemovedEvidence)...)
	page.Data = page.dataTable(d)
	page.documents("Priorities", d.Priorities)
	page.documents("Promises", d.Actions)
	page.documents("Sections of the plan", d.Sections)
	page.documents("Sign-offs", d.SignOffs)
}

func (page *changesPage) levels(d plan.Difference, all []plan.LevelChange) (lines []levelChange) {
	for _, c := range all {
		line := levelChange{Place: view.Link{Text: c.Statement + " " + c.Title}, Who: plan.OrganisationName(c.Organisation), From: d.Before.Framework.LevelWords(c.From),
			To: d.After.Framework.LevelWords(c.To), Before: c.Before, After: c.After}
		if _, ok := page.version.Framework.Statement(c.Statement); ok {
			line.Place = page.place(c.Statement)
		}
		lines = append(lines, line)
	}
	return lines
}

// otherLevels are the levels of others than the board. Their reasons stand with the statements.
func (page *changesPage) otherLevels(d plan.Difference) *view.Table {
	table := &view.Table{Caption: "Levels that moved", CaptionHidden: true,
		Columns: []view.Column{{Label: "Statement"}, {Label: "Whose"}, {Label: fmt.Sprintf("Version %d", d.Before.Number)}, {Label: fmt.Sprintf("Version %d", d.After.Number)}}}
	for _, c := range page.levels(d, d.Others) {
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Linked(c.Place.Text, c.Place.Href), view.Text(c.Who), view.Text(c.From), view.Text(c.To)}})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// evidenceLines name the public pieces and count the others.
func evidenceLines(how string, all []*plan.Evidence) (lines []string) {
	hidden := 0
	for _, e := range all {
		if !e.Public {
			hidden++
			continue
		}
		lines = append(lines, how+": "+e.Title+", "+dayText(e.Date))
	}
	if hidden > 0 {
		lines = append(lines, how+": "+view.Counted(hidden, "piece that is not public", "pieces that are not public"))
	}
	return lines
}

// dataTable lists the figures whose value or period changed; a new file with the same value is no news to a reader.
func (page *changesPage) dataTable(d plan.Difference) *view.Table {
	table := &view.Table{Caption: "Published figures that changed", CaptionHidden: true,
		Columns: []view.Column{{Label: "Figure"}, {Label: fmt.Sprintf("Version %d", d.Before.Number), Numeric: true}, {Label: fmt.Sprintf("Version %d", d.After.Number), Numeric: true}}}
	for _, c := range d.Data {
		if !slices.ContainsFunc(c.What, func(what string) bool { return what != "edition" }) {
			continue
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{{Text: c.Name, Detail: c.Indicator, Href: "/areas/" + page.code + "/indicators/" + c.Indicator},
			figureThen(c.Before), figureThen(c.After)}})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// figureThen is a figure with its period; a figure that was not there has no indicator.
func figureThen(f plan.Figure) view.Cell {
	if f.Indicator == "" {
		return view.Cell{Status: "not published then"}
	}
	c := page.FigureCell(f)
	c.Detail = view.Period(f.Period)
	return c
}

func (page *changesPage) documents(title string, all []plan.DocumentChange) {
	group := documentGroup{Title: title}
	for _, c := range all {
		line := documentLine{Text: view.Link{Text: c.Key + " " + c.Title}, How: c.How}
		switch {
		case c.Kind == plan.KindSignOff:
			line.Text.Text = c.Title
		case c.Kind == plan.KindSection:
			line.Text.Text = strings.TrimPrefix(c.Key, "plan.") + " " + c.Title
		case c.Kind == plan.KindAction && page.review.Book.Actions[c.Key] != nil:
			line.Text.Href = page.href("actions/" + c.Key)
		}
		for _, f := range c.Fields {
			if c.Kind == plan.KindSection { // long texts are read in the plan itself
				line.Fields = append(line.Fields, f.Field)
				continue
			}
			line.Fields = append(line.Fields, view.UpperFirst(f.Text()))
		}
		group.Lines = append(group.Lines, line)
	}
	if len(group.Lines) > 0 {
		page.Documents = append(page.Documents, group)
	}
}

// sinceAsked is what has changed since the newest survey of families closed: figures, promises kept and decisions.
func (p *Pages) sinceAsked(r *http.Request, page *changesPage) error {
	var closed plan.Day
	for _, survey := range page.review.Book.Surveys {
		if survey.Perspective == plan.Families {
			closed = max(closed, survey.Closed)
		}
	}
	if closed == "" {
		page.Asked = "No survey of families is in this version, so it is not known what has changed since they were asked."
		return nil
	}
	page.Asked = "The newest survey of families closed on " + dayText(closed) + "."
	published := page.review.Figures
	if page.newest() {
		now, err := p.Desk.Figures(r.Context(), page.code)
		if err != nil {
			return err
		}
		published = now
	}
	figures := sinceGroup{Title: "Figures published since", None: "No figure has been published since."}
	for _, f := range figuresSince(published, closed) {
		figures.Lines = append(figures.Lines, view.Link{Text: f.Name + ": " + figureSaid(f), Href: "/areas/" + page.code + "/indicators/" + f.Indicator, Note: "published " + dayText(f.Released)})
	}
	progress, err := p.progress(r, &page.shown)
	if err != nil {
		return err
	}
	kept := sinceGroup{Title: "Promises kept since", None: "No promise has been marked as done since."}
	for _, a := range progress {
		if a.Now.Finished() && a.Now.ClosedOn > closed {
			kept.Lines = append(kept.Lines, view.Link{Text: a.Action.ID + " " + a.Action.Title, Href: page.href("actions/" + a.Action.ID), Note: dayText(a.Now.ClosedOn) + ". " + a.Now.Result})
		}
	}
	decided := sinceGroup{Title: "Decisions since", None: "No public decision has been recorded since."}
	for _, d := range plan.Sorted(page.review.Book.Decisions) {
		if d.Public && d.On > closed {
			decided.Lines = append(decided.Lines, view.Link{Text: d.Decided, Href: page.href("decisions#" + d.ID), Note: dayText(d.On)})
		}
	}
	page.SinceAsked = []sinceGroup{figures, kept, decided}
	return nil
}

func figuresSince(figures plan.Figures, day plan.Day) (list []plan.Figure) {
	for _, f := range figures.Values {
		if f.Released > day {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b plan.Figure) int { return strings.Compare(a.Indicator, b.Indicator) })
	return list
}

func figureSaid(f plan.Figure) string { return page.FigureText(f) + " in " + view.Period(f.Period) }
