package board

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"inclusion/dashboards/export"
	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/workbook"
)

func (p *Pages) workbookRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/workbook", Right: account.ImportWorkbook, handle: p.workbook},
		{Method: http.MethodGet, Path: "/board/{code}/workbook.xlsx", Right: account.ImportWorkbook, handle: p.downloadWorkbook},
		{Method: http.MethodPost, Path: "/board/{code}/workbook", Right: account.ImportWorkbook, MaxBody: maxUpload, handle: p.readWorkbook},
	}
}

// What can be done with a workbook that is sent. Nothing is kept between two times of sending: a file that was looked at is sent again
// to be written.
const (
	lookAtIt    = "look"
	writeIt     = "write"
	listIt      = "list"
	mostChanges = 250 // rows of a table on the page
)

// workbookPage is where a workbook goes out and comes back.
type workbookPage struct {
	working
	Download view.Link
	Form     view.Form
	Saved    string
	Answer   string // what the workbook that was sent would do
	Problems *view.Table
	Changes  *view.Table
}

func (p *Pages) workbook(w http.ResponseWriter, r *http.Request, v visit) error {
	page := p.workbookPage(v)
	if n, err := strconv.Atoi(r.URL.Query().Get("written")); err == nil && n > 0 {
		page.Saved = "The workbook is read: " + view.Counted(n, "document", "documents") + " of the draft written."
	}
	return p.Views.Render(w, "board-workbook", page)
}

func (p *Pages) workbookPage(v visit) workbookPage {
	page := workbookPage{working: p.working(v, "workbook", "Workbook")}
	page.Lede = "Score and plan away from the site: download the workbook, fill it in, and send it back. It fills the draft and nothing else."
	page.Download = view.Link{Text: "Download the workbook", Href: boardHref(v.code, "workbook.xlsx"), Note: "Excel, with what stands now"}
	page.Form = view.Form{ID: "workbook", Action: boardHref(v.code, "workbook"), Heading: "Send it back", Submit: "Send", Files: true,
		Note: "Nothing about one child: a file with such columns is refused, and nothing of it is kept. The file itself is never kept.",
		Fields: []view.Field{
			{Kind: view.FileField, Name: "file", Label: "The workbook", Hint: fmt.Sprintf("An Excel file (.xlsx) of at most %d MB.", workbook.MaxUpload>>20), Accept: ".xlsx", Required: true},
			{Kind: view.ChoiceField, Name: "do", Label: "What to do with it", Value: lookAtIt, Options: []view.Option{
				{Value: lookAtIt, Text: "Show me what it would change", Hint: "Nothing is written."},
				{Value: writeIt, Text: "Write it into the draft", Hint: "Only if every cell is right. Choose the file again if you have just looked at it."},
				{Value: listIt, Text: "Give me all problems as a CSV file", Hint: "Nothing is written."},
			}},
		}}
	return page
}

// workbookInput is what a workbook is written of and read against.
func (p *Pages) workbookInput(ctx context.Context, v visit) (workbook.Input, error) {
	review, err := p.Desk.Review(ctx, v.code, "")
	if err != nil {
		return workbook.Input{}, err
	}
	return workbook.Input{Book: review.Book, Framework: review.Framework, Figures: review.Figures, Before: plan.LevelsOf(review.Before), Cycle: review.Cycle,
		Name: v.name, Sample: p.Sample(), Today: p.Desk.Today(), Made: p.Now(),
		May: func(d plan.Document) bool { _, ok := p.Desk.May(v.who, v.code, d); return ok },
		History: func(kind plan.Kind, key string) ([]plan.Entry, error) {
			return p.Desk.Ledger.History(ctx, v.code, kind, key)
		}}, nil
}

func (p *Pages) downloadWorkbook(w http.ResponseWriter, r *http.Request, v visit) error {
	in, err := p.workbookInput(r.Context(), v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := workbook.Write(&b, in); err != nil {
		return err
	}
	export.Attach(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", p.fileName(v, "workbook")+".xlsx")
	_, err = w.Write(b.Bytes())
	return err
}

// fileName is what a partnership's file is called; of invented data it says so.
func (p *Pages) fileName(v visit, what string) string {
	name := what + "-" + v.code + "-" + string(p.Desk.Today())
	if p.Sample() {
		return "sample-" + name
	}
	return name
}

// readWorkbook looks at a workbook that was sent, or writes it: all of it, or nothing.
func (p *Pages) readWorkbook(w http.ResponseWriter, r *http.Request, v visit) error {
	u, done, err := readUpload(r)
	if err != nil {
		return err
	}
	defer done()
	page := p.workbookPage(v)
	do := u.word("do")
	page.Form.Fields[1].Value = do
	if u.file == nil {
		page.Form = page.Form.WithProblems([]view.Problem{{Field: "file", Text: "Choose the workbook."}})
		return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "board-workbook", page)
	}
	in, err := p.workbookInput(r.Context(), v)
	if err != nil {
		return err
	}
	result, problems := workbook.Read(bytes.NewReader(u.file), int64(len(u.file)), in)
	if do == listIt {
		return p.listProblems(w, v, problems)
	}
	if len(problems) == 0 && do == writeIt && len(result.Saves) > 0 {
		entries, err := p.Desk.Save(r.Context(), v.who, v.code, result.Saves...)
		if err == nil {
			http.Redirect(w, r, boardHref(v.code, "workbook")+"?written="+strconv.Itoa(len(entries)), http.StatusSeeOther)
			return nil
		}
		if problems = savingProblems(err); problems == nil {
			return err
		}
	}
	status := http.StatusOK
	if len(problems) > 0 {
		status = http.StatusUnprocessableEntity
		page.Answer = wrongText(problems)
		page.Problems = problemTable(problems)
	} else {
		page.Answer = changeText(result)
		page.Changes = changeTable(result)
	}
	return p.Views.RenderStatus(w, status, "board-workbook", page)
}

// savingProblems are what kept a workbook from being saved that was right when it was read; nil for an error that is no reader's.
func savingProblems(err error) (all []workbook.CellProblem) {
	var problems plan.Problems
	var changed *plan.Changed
	switch {
	case errors.As(err, &problems):
		for _, one := range problems {
			all = append(all, workbook.CellProblem{Text: one.Text})
		}
	case errors.As(err, &changed):
		all = append(all, workbook.CellProblem{Text: fmt.Sprintf("Somebody saved the %s %s while the workbook was read.", changed.Now.Kind, changed.Now.Key), Mend: "Download the workbook again."})
	case errors.Is(err, desk.ErrNotAllowed):
		all = append(all, workbook.CellProblem{Text: "Your role does not let you write all of this."})
	}
	return all
}

func wrongText(problems []workbook.CellProblem) string {
	if len(problems) == 1 {
		return "One thing is wrong, and nothing has been written. Mend it and send the workbook again."
	}
	return view.Counted(len(problems), "thing", "things") + " are wrong, and nothing has been written. Mend them and send the workbook again."
}

func changeText(r workbook.Result) string {
	right := "The one row is right"
	if r.Rows != 1 {
		right = "All " + view.Counted(r.Rows, "row", "rows") + " are right"
	}
	switch n := r.ChangedRows(); n {
	case 0:
		return right + ", and nothing would change."
	default:
		return right + "; " + view.Count(float64(n)) + " would change. Nothing has been written yet: choose the file again with “Write it into the draft”."
	}
}

// problemTable lists what is wrong, cell by cell.
func problemTable(problems []workbook.CellProblem) *view.Table {
	t := &view.Table{Caption: "What is wrong, by sheet and cell", CaptionHidden: true, Columns: []view.Column{{Label: "Where"}, {Label: "What is wrong"}, {Label: "How to mend it"}}}
	for i, one := range problems {
		if i == mostChanges {
			t.Note = fmt.Sprintf("The first %d are shown. The CSV file has them all.", mostChanges)
			break
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(view.UpperFirst(one.Place())), view.Text(one.Text), words(one.Mend)}})
	}
	return t
}

// changeTable lists what would change, cell by cell; nil where nothing would.
func changeTable(r workbook.Result) *view.Table {
	if len(r.Changes) == 0 {
		return nil
	}
	t := &view.Table{Caption: "What would change", CaptionHidden: true, Columns: []view.Column{{Label: "Cell"}, {Label: "Row"}, {Label: "Column"}, {Label: "As it stands"}, {Label: "As it would be"}}}
	for i, c := range r.Changes {
		if i == mostChanges {
			t.Note = fmt.Sprintf("The first %d of %s cells are shown.", mostChanges, view.Count(float64(len(r.Changes))))
			break
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(c.Sheet + "!" + c.Cell), view.Text(c.Row), view.Text(c.Column), begins(c.Old), begins(c.New)}})
	}
	return t
}

// begins is the beginning of a long text, in a cell.
func begins(text string) view.Cell {
	const most = 160
	if text == "" {
		return view.Cell{Status: "nothing"}
	}
	if r := []rune(text); len(r) > most {
		return view.Text(string(r[:most]) + "…")
	}
	return view.Text(text)
}

// listProblems sends all that is wrong as a file.
func (p *Pages) listProblems(w http.ResponseWriter, v visit, problems []workbook.CellProblem) error {
	t := export.Table{Name: "Problems", Columns: []export.Column{{Label: "sheet"}, {Label: "cell"}, {Label: "what_is_wrong"}, {Label: "how_to_mend_it"}}}
	for _, one := range problems {
		t.Rows = append(t.Rows, []export.Cell{export.Text(one.Sheet), export.Text(one.Cell), export.Text(one.Text), export.Text(one.Mend)})
	}
	book := export.Book{Title: "Problems of a workbook of " + v.name, Sample: p.Sample(), Made: p.Now(), Tables: []export.Table{t},
		Notes: []export.Note{{Term: "Result", Text: view.Counted(len(problems), "problem", "problems") + ". Nothing has been written."}}}
	export.Attach(w, "text/csv; charset=utf-8", p.fileName(v, "workbook-problems")+".csv")
	return export.WriteCSV(w, book)
}
