package board

import (
	"fmt"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/returns"
)

// sen2HomePage is what the SEN2 return is for, the form to send one, and those that were taken.
type sen2HomePage struct {
	working
	Said    []string
	Saved   string
	Taken   *view.Table
	Gone    []string // those that were withdrawn
	Empty   *view.Empty
	Form    *view.Form
	Caution string
	Kept    []string
	Not     []string
}

func (p *Pages) sen2Home(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.sen2HomeWith(w, r, v, http.StatusOK, p.sen2Form(v))
}

func (p *Pages) sen2HomeWith(w http.ResponseWriter, r *http.Request, v visit, status int, form view.Form) error {
	if p.Returns.Kept == nil {
		return notSetUp()
	}
	page := sen2HomePage{working: p.working(v, "return", "SEN2 return"), Kept: sen2Kept, Not: sen2NotKept}
	page.Closed = ""
	page.Lede = "Where the partnership stands now, months before the figures are published."
	page.Said = []string{
		"Every January the council sends the Department for Education a return with a record of each child who has, or was assessed for, an education, health and care (EHC) plan: the SEN2 return.",
		"Here the council's data officer has it checked and counted, at any time of the year. The partnership then sees its own figures beside England's published ones, and what is due next; nobody else does.",
	}
	all, err := p.Returns.Kept.Returns(r.Context(), v.code)
	if err != nil {
		return err
	}
	page.Taken = p.takenTable(v, shownTo(v, all))
	gone, err := p.Returns.Kept.Withdrawn(r.Context(), v.code)
	if err != nil {
		return err
	}
	for _, w := range gone {
		page.Gone = append(page.Gone, goneText(v, w))
	}
	if r.URL.Query().Get("done") == "withdrawn" {
		page.Saved = "The return is withdrawn. Its counts are erased; that it was here, who sent it and which file it was stays noted."
	}
	switch {
	case !v.who.May(account.TakeReturn, v.code, ""):
		if len(all) == 0 {
			page.Empty = &view.Empty{Heading: "No return has been taken", Text: "The council's data officer sends it here. Whoever runs the partnership for its board invites the data officer."}
		}
	case p.Returns.Taker == nil:
		page.Empty = &view.Empty{Heading: "Returns cannot be sent here yet", Text: "Taking SEN2 returns is not set up on this server. Whoever runs it can set it up."}
	default:
		page.Form = &form
		if p.Sample() {
			page.Caution = "This server shows invented data, and everybody may try its accounts. Send an invented return only, never a real one."
		}
	}
	return p.Views.RenderStatus(w, status, "board-return", page)
}

// goneText says what is left of a return that was withdrawn: by role, and by name of nobody.
func goneText(v visit, w returns.Withdrawn) string {
	return fmt.Sprintf("The return of %d, as at %s, taken %s: withdrawn %s %s. Its counts are erased; its file's fingerprint begins %s.",
		w.Year, dayWords(w.AsAt), clock(w.TakenAt), clock(w.At), byWhom(v, w.By), shortHash(w.SHA256))
}

// byWhom names who did something with a return: only data officers can.
func byWhom(v visit, account string) string {
	if account == v.who.ID {
		return "by you"
	}
	return "by the data officer"
}

var sen2Kept = []string{"The counts and shares on these pages, and how often each check failed", "The file's SHA-256, a fingerprint from which nothing of the file can be read", "Who sent it and when"}

var sen2NotKept = []string{"The file", "Any child's record, name, date of birth, address or pupil number: each is looked at as it passes and forgotten",
	"The list of places where the file is wrong: the data officer can download it once, within 15 minutes"}

func (p *Pages) sen2Form(v visit) view.Form {
	return view.Form{ID: "return", Action: boardHref(v.code, "return"), Submit: "Read it, check it and count it", Files: true,
		Fields: []view.Field{{Kind: view.FileField, Name: "file", Label: "The return", Required: true, Accept: ".xml,.zip,.xlsx",
			Hint: "The XML file as it is sent, the census system's tables (CSV) in one ZIP, or the filled Excel template. At most 1 GB."}},
		Note: "The file is read as it arrives and is not kept. A large return takes up to a minute, and the sending itself as long as your connection needs. It can be sent at any time of the year."}
}

// takenTable lists the returns; nil where there is none. How much is wrong with each is the data officer's to see.
func (p *Pages) takenTable(v visit, all []returns.Return) *view.Table {
	if len(all) == 0 {
		return nil
	}
	t := &view.Table{Caption: "Returns that were taken, newest first", CaptionHidden: true, Columns: []view.Column{{Label: "Return"}, {Label: "Sent as"}, {Label: "Children and young people", Numeric: true}}}
	if v.whole() {
		t.Columns = append(t.Columns, view.Column{Label: "Errors", Numeric: true}, view.Column{Label: "Warnings", Numeric: true})
	}
	t.Columns = append(t.Columns, view.Column{Label: "Taken"}, view.Column{Label: "Fingerprint of the file", Note: "SHA-256, its beginning"})
	newest := map[int]bool{}
	for _, one := range all {
		name := view.Linked(sen2Name(one), sen2Path(v.code, one.ID, ""))
		if newest[one.Year] {
			name.Detail = "for data officers alone: everybody else sees the newest of a year"
		}
		newest[one.Year] = true
		people := view.Number(view.Count(float64(one.People)))
		if !v.whole() && one.People > 0 && one.People <= p.Returns.small() {
			people = view.Missing("suppressed", "small numbers")
		}
		row := view.Row{Cells: []view.Cell{name, view.Text(one.Form), people}}
		if v.whole() {
			wrong := bySeverity(one)
			row.Cells = append(row.Cells, wrong.cell(returns.Error), wrong.cell(returns.Warning))
		}
		row.Cells = append(row.Cells, view.Cell{Text: clock(one.TakenAt), Detail: byWhom(v, one.TakenBy)}, view.Text(shortHash(one.SHA256)))
		t.Rows = append(t.Rows, row)
	}
	return t
}
