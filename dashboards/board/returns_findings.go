package board

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

// severities are the findings of a return, the gravest first.
type severities []returns.Group

func bySeverity(one returns.Return) severities { return returns.BySeverity(one.Year, one.Findings) }

func (s severities) of(severity returns.Severity) (returns.Group, bool) {
	for _, g := range s {
		if g.Severity == severity {
			return g, true
		}
	}
	return returns.Group{}, false
}

// cell is how many kinds of a severity there are, and in how many places.
func (s severities) cell(severity returns.Severity) view.Cell {
	g, ok := s.of(severity)
	if !ok {
		return view.Number("0")
	}
	return view.Number(view.Count(float64(g.Places())), view.Counted(len(g.Found), "kind", "kinds"))
}

// sen2FindingsPage is what is wrong with a return, for the data officer.
type sen2FindingsPage struct {
	sen2Page
	Answer string
	Totals []string // counts over all checks: nothing is wrong with them
	Own    string
	Groups []findingGroup
	List   *view.Form
	Gone   string
}

// findingGroup is the findings of one severity.
type findingGroup struct {
	Heading, Means string
	Table          view.Table
}

// notDfEs stands beside what the checks found.
const notDfEs = "These checks are this product's own, made from public sources. They are not the Department for Education's, whose system may ask about more, or about less."

func (p *Pages) sen2Findings(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	page := sen2FindingsPage{sen2Page: p.sen2Page(v, one, "findings", "What to put right"), Own: notDfEs}
	wrong := bySeverity(one)
	page.Answer = headline(wrong)
	switch r.URL.Query().Get("taken") {
	case "new":
		page.Saved = "The return is read and its counts are kept. The file is not."
	case "again":
		page.Saved = "This is the same file as before: its new counts stand in place of the old ones. The file is not kept."
	}
	for _, g := range wrong {
		if g.Severity == returns.Total {
			page.Totals = totals(g)
			continue
		}
		page.Groups = append(page.Groups, findingsTable(g))
	}
	if waiting, ok := p.lists.waits(p.Now(), v.who.ID, v.code, one.ID); ok {
		page.List = listForm(v, one, waiting)
	} else if len(one.Findings) > 0 {
		page.Gone = "The list of places, with row numbers and fields, is not kept. Send the file again to have it for 15 minutes."
	}
	return p.Views.Render(w, "board-return-findings", page)
}

// headline says in a sentence how much is wrong.
func headline(wrong severities) string {
	var said []string
	for _, s := range []struct {
		severity  returns.Severity
		one, many string
	}{{returns.Error, "kind of error", "kinds of error"}, {returns.Warning, "kind of warning", "kinds of warning"}, {returns.Query, "query", "queries"}} {
		if g, ok := wrong.of(s.severity); ok {
			text := view.Counted(len(g.Found), s.one, s.many)
			if s.severity != returns.Query {
				text += " in " + view.Counted(g.Places(), "place", "places")
			}
			said = append(said, text)
		}
	}
	if len(said) == 0 {
		return "Nothing was found that needs another look. See next how the return stands beside published figures."
	}
	text := view.Listed(said, "and") + "."
	if _, ok := wrong.of(returns.Error); ok {
		return text + " Put the errors right before the return is sent."
	}
	return "No errors. " + text
}

// totals writes the counts over all checks as sentences.
func totals(g returns.Group) (all []string) {
	for _, f := range g.Found {
		all = append(all, f.Rule.Title+": "+view.Count(float64(f.Count))+".")
	}
	return all
}

func findingsTable(g returns.Group) findingGroup {
	t := view.Table{Caption: g.Heading + ", by check", CaptionHidden: true, Columns: []view.Column{{Label: "Check"}, {Label: "What it means"}, {Label: "What to do"},
		{Label: "Places", Numeric: true}, {Label: "People", Note: "with at least one", Numeric: true}}}
	for _, f := range g.Found {
		detail := f.Rule.ID
		if len(f.Rule.Fields) > 0 {
			detail += " · " + strings.Join(f.Rule.Fields, ", ")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{{Text: f.Rule.Title, Detail: detail}, view.Text(f.Rule.Means), view.Text(f.Rule.Do),
			view.Number(view.Count(float64(f.Count))), view.Number(view.Count(float64(f.People)))}})
	}
	return findingGroup{g.Heading, g.Means, t}
}

// listForm offers the list of places, once.
func listForm(v visit, one returns.Return, waiting waitingList) *view.Form {
	note := fmt.Sprintf("It waits until %s, for you alone. It can be downloaded once and is then gone from here. It names row numbers and fields, never a child; keep it where you keep the return.",
		waiting.until.In(england).Format("15:04"))
	if n := len(waiting.taken.Unknown); n > 0 {
		note += " It also names " + view.Counted(n, "element or column", "elements or columns") + " that no return has."
	}
	return &view.Form{ID: "places", Action: sen2Path(v.code, one.ID, "places"), Submit: "Download the list", Note: note,
		Fields: []view.Field{{Kind: view.ChoiceField, Name: "format", Label: "As", Value: "xlsx", Inline: true,
			Options: []view.Option{{Value: "xlsx", Text: "Excel"}, {Value: "csv", Text: "CSV"}}}}}
}

// listKinds are the forms of the list of places.
var listKinds = map[string]string{"csv": export.CSVKind, "xlsx": export.XLSXKind}

// sen2Places sends the list of places to who sent the file, and forgets it.
func (p *Pages) sen2Places(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	format := f.values.Get("format")
	if listKinds[format] == "" {
		return web.BadRequest("The list is there as CSV and as Excel. Choose one of them on the page of what to put right.")
	}
	taken, ok := p.lists.fetch(p.Now(), v.who.ID, v.code, one.ID)
	if !ok || p.Returns.Report == nil {
		return web.Problem{Status: http.StatusGone, Title: "The list is gone",
			Detail: "It is shown once, to who sent the file, for 15 minutes. Send the file again to have it once more: its counts then stand in place of these."}
	}
	export.Attach(w, listKinds[format], p.fileName(v, "return-what-to-put-right")+"."+format)
	return p.streamed(w, r, func(w *counted) error { return p.Returns.Report(w, format, taken) })
}

// counted knows whether anything was written.
type counted struct {
	http.ResponseWriter
	bytes int64
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// streamed writes a file as it is made. One that breaks off in the middle breaks the answer off, so that nobody takes it for whole.
func (p *Pages) streamed(w http.ResponseWriter, r *http.Request, write func(*counted) error) error {
	c := &counted{ResponseWriter: w}
	err := write(c)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("writing a file of a return: %s", kinds(err))
	if c.bytes == 0 {
		return err
	}
	p.Log.ErrorContext(r.Context(), "a file of a return broke off", slog.String("error", err.Error()))
	panic(http.ErrAbortHandler)
}
