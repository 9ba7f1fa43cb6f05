package board

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
	"inclusion/internal/workbook"
)

func (p *Pages) reformRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/reform-plan", Right: account.SeeDraft, handle: p.reformPlan},
		{Method: http.MethodGet, Path: "/board/{code}/reform-plan.csv", Right: account.SeeDraft, handle: p.reformPlanCSV},
		{Method: http.MethodPost, Path: "/board/{code}/reform-plan", Right: account.WriteLocal, MaxBody: maxUpload, handle: p.takeReturn},
	}
}

// ownReturn stands beside everything that was read from a return.
const ownReturn = "This is your own return; not published figures. Nobody else has checked it, and it is not compared with other areas."

// mostReturnLines is how many lines of the comparison the page shows; the file has them all.
const mostReturnLines = 400

// reformPage is the quarterly returns of the local SEND reform plan, side by side.
type reformPage struct {
	planPage
	Own      string
	Returns  *view.Table
	Warnings []returnWarnings
	Compared *view.Table
	CSV      *view.Link
	Form     *view.Form
}

// returnWarnings is what of a return was not read, or should be looked at.
type returnWarnings struct {
	Quarter string
	Texts   []string
}

func (p *Pages) reformPlan(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.reformWith(w, r, v, http.StatusOK, p.returnForm(v))
}

func (p *Pages) reformWith(w http.ResponseWriter, r *http.Request, v visit, status int, form view.Form) error {
	page := reformPage{planPage: p.planPage(v, "reform-plan", "Returns of the reform plan",
		"The quarterly return of a local SEND reform plan, as it stands in its workbook: words and numbers are kept as they are, and nothing is guessed."), Own: ownReturn}
	if r.URL.Query().Has("saved") {
		page.Saved = savedNotice(r, v, plan.KindReturn)
	}
	if v.who.May(account.WriteLocal, v.code, "") {
		page.Form = &form
	}
	page.Returns, page.Warnings = returnsOf(v)
	if lines := comparedLines(v); len(lines) > 0 {
		page.Compared = comparedTable(lines)
		page.CSV = &view.Link{Text: "All of it as CSV", Href: boardHref(v.code, "reform-plan.csv")}
	}
	return p.Views.RenderStatus(w, status, "board-reform-plan", page)
}

func (p *Pages) returnForm(v visit) view.Form {
	return view.Form{ID: "return", Action: boardHref(v.code, "reform-plan"), Heading: "Send a return", Submit: "Read it and keep it", Files: true,
		Fields: []view.Field{
			{Kind: view.FileField, Name: "file", Label: "The return", Hint: "The workbook as it is sent to the Department for Education: lsrp-quarterly-return-September-2026-301-barking-and-dagenham.xlsx, say.", Accept: ".xlsx", Required: true},
			{Kind: view.TickField, Name: "replace", Label: "Put it in place of the return of the same quarter"},
		},
		Note: "The sheets “Cover” (authority in B13) and “Quarterly Return Template” (period in B5, names of rows in column B) are read. The file itself is not kept."}
}

// returnsOf lists the returns, the newest first, and what was noted while each was read.
func returnsOf(v visit) (t *view.Table, warnings []returnWarnings) {
	all := plan.Sorted(v.book.Returns)
	if len(all) == 0 {
		return nil, nil
	}
	t = &view.Table{Caption: "Returns of this partnership", CaptionHidden: true,
		Columns: []view.Column{{Label: "Quarter to"}, {Label: "Period"}, {Label: "Rows", Numeric: true}, {Label: "Columns", Numeric: true}, {Label: "File"}, {Label: "Read"}}}
	for i := len(all) - 1; i >= 0; i-- {
		one := all[i]
		read := view.Cell{Status: "not known"}
		if e, ok := v.book.Entry(plan.KindReturn, one.Key()); ok {
			read = view.Cell{Text: clock(e.At), Detail: "by " + plan.OrganisationName(e.Organisation)}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(quarterText(one.Quarter)), view.Text(one.Period), view.Number(view.Count(float64(len(one.Rows)))),
			view.Number(view.Count(float64(len(one.Columns)))), {Text: one.File, Detail: "SHA-256 " + shortHash(one.SHA256)}, read}})
		if len(one.Warnings) > 0 {
			warnings = append(warnings, returnWarnings{quarterText(one.Quarter), one.Warnings[:min(20, len(one.Warnings))]})
		}
	}
	return t, warnings
}

func shortHash(sum string) string { return sum[:min(12, len(sum))] }

// quarterText is the month in which a quarter ends: "September 2026".
func quarterText(quarter string) string {
	year, month, _ := strings.Cut(quarter, "-")
	names := map[string]string{"03": "March", "06": "June", "09": "September", "12": "December"}
	if names[month] == "" {
		return quarter
	}
	return names[month] + " " + year
}

// comparedLine is one cell of a return, or a planned and an actual one that belong together.
type comparedLine struct {
	label string
	plan.ReturnCell
}

// comparedLines are what returns say row by row and quarter by quarter. Cells that hold nothing are left out.
func comparedLines(v visit) (lines []comparedLine) {
	for _, line := range plan.PlannedAgainstActual(v.book.Returns) {
		for _, c := range line.Cells {
			if c.Text != "" || c.Planned != "" || c.Actual != "" {
				lines = append(lines, comparedLine{line.Label, c})
			}
		}
	}
	return lines
}

func comparedTable(lines []comparedLine) *view.Table {
	t := &view.Table{Caption: "Planned against actual, by row and quarter", CaptionHidden: true, Columns: []view.Column{{Label: "Quarter to"}, {Label: "Column"},
		{Label: "Planned", Numeric: true}, {Label: "Actual", Numeric: true}, {Label: "Actual less planned", Numeric: true}, {Label: "As it stands, where there is no pair", Numeric: true}}}
	for i, one := range lines {
		if i == mostReturnLines {
			t.Note = fmt.Sprintf("The first %d of %s lines are shown. The CSV file has them all.", mostReturnLines, view.Count(float64(len(lines))))
			break
		}
		if i == 0 || lines[i-1].label != one.label {
			t.Rows = append(t.Rows, view.Row{Group: true, Cells: []view.Cell{view.Text(one.label)}})
		}
		cells := []view.Cell{view.Text(quarterText(one.Quarter)), words(one.Column), {Status: "no pair"}, {Status: "no pair"}, {Status: "no pair"}, view.Text(one.Text)}
		if one.Paired {
			cells = append(cells[:2], stated(one.Planned), stated(one.Actual), differenceCell(one.Difference), view.Cell{Status: "see planned and actual"})
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

func stated(text string) view.Cell {
	if text == "" {
		return view.Cell{Status: "not given"}
	}
	return view.Text(text)
}

func differenceCell(d *float64) view.Cell {
	if d == nil {
		return view.Cell{Status: "not two numbers"}
	}
	return view.Number(view.Digits(*d, 2))
}

// reformPlanCSV sends the comparison whole.
func (p *Pages) reformPlanCSV(w http.ResponseWriter, r *http.Request, v visit) error {
	t := export.Table{Name: "Returns", Columns: []export.Column{{Label: "row"}, {Label: "quarter"}, {Label: "column"}, {Label: "planned"}, {Label: "actual"}, {Label: "actual_less_planned"}, {Label: "as_it_stands"}}}
	for _, one := range comparedLines(v) {
		t.Rows = append(t.Rows, []export.Cell{export.Text(one.label), export.Text(one.Quarter), export.Text(one.Column), export.Text(one.Planned),
			export.Text(one.Actual), export.Number(one.Difference), export.Text(one.Text)})
	}
	export.Attach(w, "text/csv; charset=utf-8", p.fileName(v, "reform-plan-returns")+".csv")
	return export.WriteCSV(w, export.Book{Title: "Returns of the local SEND reform plan: " + v.name, Sample: p.Sample(), Made: p.Now(),
		Notes: []export.Note{{Term: "What this is", Text: ownReturn}}, Tables: []export.Table{t}})
}

// takeReturn reads a return and keeps what it says.
func (p *Pages) takeReturn(w http.ResponseWriter, r *http.Request, v visit) error {
	u, done, err := readUpload(r)
	if err != nil {
		return err
	}
	defer done()
	form := u.kept(p.returnForm(v))
	refuse := func(status int, problems plan.Problems) error {
		return p.reformWith(w, r, v, status, form.WithProblems(problemsOf(problems)))
	}
	if u.file == nil {
		return refuse(http.StatusUnprocessableEntity, plan.Problems{{Field: "file", Text: "Choose the return."}})
	}
	read, err := p.readReturn(r.Context(), v, u)
	var problems plan.Problems
	var refusal workbook.Refusal
	switch {
	case errors.As(err, &problems):
		return refuse(http.StatusUnprocessableEntity, problems)
	case errors.As(err, &refusal):
		return refuse(http.StatusUnprocessableEntity, plan.Problems{{Field: "file", Text: string(refusal)}})
	case err != nil:
		return err
	}
	had := v.book.Returns[read.Key()]
	if had != nil && had.SHA256 != read.SHA256 && !u.tick("replace") {
		return refuse(http.StatusConflict, plan.Problems{{Field: "replace", Text: fmt.Sprintf("There is a return of the quarter to %s already. Tick this to put yours in its place, and choose the file again.", quarterText(read.Quarter))}})
	}
	_, err = p.Desk.Save(r.Context(), v.who, v.code, desk.Save{Document: read, Base: v.book.Revision(plan.KindReturn, read.Key())})
	var changed *plan.Changed
	switch {
	case err == nil:
		http.Redirect(w, r, boardHref(v.code, "reform-plan")+"?saved="+read.Key(), http.StatusSeeOther)
		return nil
	case errors.As(err, &problems):
		return refuse(http.StatusUnprocessableEntity, problems)
	case errors.As(err, &changed):
		return refuse(http.StatusConflict, plan.Problems{{Field: "file", Text: "Somebody else has just sent a return of this quarter. Look at it below, and send yours again if it should stand instead."}})
	case errors.Is(err, desk.ErrNotAllowed):
		return web.Forbidden("Your role does not let you write this. Nothing has been saved.").BecauseOf(err)
	}
	return err
}

// readReturn makes a return of a workbook that was sent, by the rules of the Department for Education's own check of the file.
func (p *Pages) readReturn(ctx context.Context, v visit, u upload) (*plan.Return, error) {
	authority := v.name
	if p.Desk.Data != nil {
		name, ok, err := p.Desk.Data.Area(ctx, v.code)
		if err != nil {
			return nil, err
		}
		if ok {
			authority = name
		}
	}
	sheets, err := workbook.Grids(bytes.NewReader(u.file), int64(len(u.file)))
	if err != nil {
		return nil, err
	}
	read, err := plan.ReadReturnCells(u.name, sheets, v.code, authority)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(u.file)
	read.SHA256 = hex.EncodeToString(sum[:])
	return read, nil
}
