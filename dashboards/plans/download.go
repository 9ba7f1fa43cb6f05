package plans

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"inclusion/dashboards/export"
	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// download answers with the levels, promises or disagreements of the version as a file.
func (p *Pages) download(w http.ResponseWriter, r *http.Request, s shown) error {
	if err := s.needed(); err != nil {
		return err
	}
	file, kind := mux.Vars(r)["file"], mux.Vars(r)["kind"]
	book := export.Book{Sample: s.Sample, Made: p.Desk.Now(), Notes: s.notes()}
	switch file {
	case "scores":
		book.Title, book.Tables = "Self-assessment: "+s.version.Name, []export.Table{s.scoreTable()}
	case "disagreements":
		book.Title, book.Tables = "Disagreements, answers and replies: "+s.version.Name, []export.Table{s.disagreementTable()}
	default:
		all, err := p.progress(r, &s)
		if err != nil {
			return err
		}
		book.Title, book.Tables = "Promises and progress: "+s.version.Name, []export.Table{s.actionTable(all), s.updateTable(all)}
		if kind == "csv" { // one table a file
			book.Tables = book.Tables[:1]
		}
		book.Notes = append(book.Notes, export.Note{Term: "As at", Text: dayText(p.asAt(&s))})
	}
	name := fmt.Sprintf("%s-plan-version-%d-%s", s.code, s.version.Number, file)
	if kind == "csv" {
		export.Attach(w, export.CSVKind, name+".csv")
		return export.WriteCSV(w, book)
	}
	export.Attach(w, export.XLSXKind, name+".xlsx")
	return export.WriteXLSX(w, book)
}

// notes make a file readable by itself.
func (s *shown) notes() []export.Note {
	f := s.version.Framework
	notes := []export.Note{{Term: "Partnership", Text: s.version.Name},
		{Term: "Version", Text: fmt.Sprintf("%d, self-assessment of %s, agreed on %s", s.version.Number, s.version.Cycle, view.Date(s.version.At))},
		{Term: "SHA-256 of the whole text", Text: s.version.SHA256},
		{Term: "Framework", Text: fmt.Sprintf("%s %s, this project’s own. It is not a framework of the Department for Education, Ofsted or the Care Quality Commission.", f.Framework, f.Version)},
		{Term: "Keep in mind", Text: "Levels are what a partnership says of itself. They are not for ranking areas. Perspectives stand side by side and are never blended."},
		{Term: "Surveys", Text: plan.NotASample},
		{Term: "Licence", Text: "Published figures contain public sector information licensed under the Open Government Licence v3.0. Words are the partnership’s."},
		{Term: "Missing", Text: "What is missing is an empty cell; the status beside it says why."}}
	for _, step := range f.Scale {
		notes = append(notes, export.Note{Term: fmt.Sprintf("Level %d", step.Level), Text: step.Label + ". " + step.Descriptor})
	}
	return notes
}

func texts(all ...string) []export.Cell {
	row := make([]export.Cell, len(all))
	for i, t := range all {
		row[i] = export.Text(t)
	}
	return row
}

func columnsOf(labels ...string) []export.Column {
	all := make([]export.Column, len(labels))
	for i, l := range labels {
		all[i].Label = l
	}
	return all
}

// scoreTable has every statement by every perspective, and every partner's own level.
func (s *shown) scoreTable() export.Table {
	t := export.Table{Name: "Levels", About: "Every statement by every perspective, with reasons as they were written", Columns: columnsOf("Theme", "Statement", "Text", "Perspective", "Organisation",
		"Level from", "Level to", "Word", "Status", "In words", "Agree %", "Lower 95%", "Upper 95%", "Answers", "Don’t know %", "Reason", "Date", "Level before")}
	for _, theme := range s.review.Themes {
		for _, one := range theme.Statements {
			for _, p := range plan.Perspectives() {
				t.Rows = append(t.Rows, s.scoreRow(one, p))
			}
			for _, o := range one.Organisations {
				t.Rows = append(t.Rows, s.partnerRow(one, o))
			}
		}
	}
	return t
}

func levelCell(l plan.Level) export.Cell {
	if l == 0 {
		return export.Cell{}
	}
	n := float64(l)
	return export.Number(&n)
}

func (s *shown) scoreRow(one plan.StatementReview, p plan.Perspective) []export.Cell {
	r := one.Readings[p]
	who, reason := "", ""
	switch {
	case p == plan.Leaders:
		who = plan.OrganisationName(plan.BoardOrg)
		if one.Board != nil {
			reason = one.Board.Rationale
		}
	case p == plan.Forum:
		who = plan.OrganisationName(plan.ForumOrg)
		if one.Panel != nil {
			reason = one.Panel.Rationale
		}
	}
	n := export.Cell{}
	if r.N > 0 {
		answers := float64(r.N)
		n = export.Number(&answers)
	}
	row := append(texts(one.Statement.Theme, one.Statement.ID, one.Statement.Text, string(p), who), levelCell(r.Low), levelCell(r.High))
	row = append(row, texts(sidebyside.Word(&s.version.Framework, r), r.State, r.Text)...)
	row = append(row, export.Number(r.Percent), export.Number(r.Lower), export.Number(r.Upper), n, export.Number(r.DontKnow))
	return append(row, export.Text(reason), export.Text(string(r.On)), levelCell(r.Before))
}

func (s *shown) partnerRow(one plan.StatementReview, o plan.OrganisationScore) []export.Cell {
	level, reason, status, on := plan.Level(0), "", plan.NotYetAssessed, ""
	if o.NoResponse {
		status = "no response"
	}
	word := ""
	if o.Score != nil {
		level, reason, on = o.Score.Level, o.Score.Rationale, string(o.Score.On)
		if level > 0 {
			status, word = "", s.version.Framework.Label(level)
		}
	}
	row := append(texts(one.Statement.Theme, one.Statement.ID, one.Statement.Text, string(plan.Leaders), plan.OrganisationName(o.Organisation)), levelCell(level), levelCell(level))
	row = append(row, texts(word, status, "")...)
	row = append(row, export.Cell{}, export.Cell{}, export.Cell{}, export.Cell{}, export.Cell{})
	return append(row, export.Text(reason), export.Text(on), export.Cell{})
}

func (s *shown) disagreementTable() export.Table {
	t := export.Table{Name: "Disagreements", About: "Where two views lie apart, what the board answered and what the forum replied, as they wrote it",
		Columns: columnsOf("Statement or theme", "Title", "Rule", "What differs", "Readings", "Board’s answer", "In the board’s words", "Owner", "By", "Answered on", "Forum’s reply", "Replied on")}
	for _, f := range s.review.Flags {
		if !f.Needs {
			continue
		}
		answer := &plan.Response{}
		said := "not yet answered"
		if f.Response != nil {
			answer, said = f.Response, f.Response.Answer
		}
		reply := &plan.Reply{}
		if f.Reply != nil {
			reply = f.Reply
		}
		t.Rows = append(t.Rows, texts(f.Item, strings.TrimPrefix(s.place(f.Item).Text, f.Item+" "), f.Rule, f.Label, f.Detail, said, answer.Text, answer.Owner, string(answer.Due), string(answer.On), reply.Text, string(reply.On)))
	}
	return t
}

func (s *shown) actionTable(all []desk.Progress) export.Table {
	t := export.Table{Name: "Promises", About: "What was promised, and how it stands", Columns: columnsOf("Id", "Promise", "Theme", "Statement", "Priority", "Source", "Inspection finding", "Who answers for it",
		"Lead", "Senior responsible officer", "Start", "Due", "Status", "Late by (days)", "Without news for (days)", "Measure", "From", "From, on", "To", "To, by", "Milestones", "What this means for families", "Result", "Closed on", "Newest update", "Updated on")}
	for _, a := range all {
		finding := ""
		if f := s.review.Book.Findings[a.Action.SourceRef]; f != nil {
			finding = f.ID + " " + f.Text
		}
		var steps []string
		for _, m := range a.Now.Milestones {
			steps = append(steps, fmt.Sprintf("%s by %s: %s%s", m.Planned, dayText(m.PlannedOn), cmp.Or(m.Actual, "not reached yet"), onDay(m.ActualOn)))
		}
		late, quiet := export.Cell{}, export.Cell{}
		if a.Standing.Late {
			days := float64(a.Standing.DaysLate)
			late = export.Number(&days)
		}
		if a.Standing.Open {
			days := float64(a.Standing.QuietDays)
			quiet = export.Number(&days)
		}
		newest := &plan.Update{}
		if a.Standing.LastUpdate != nil {
			newest = a.Standing.LastUpdate
		}
		one := a.Action
		row := texts(one.ID, one.Title, one.Theme, one.Statement, one.Priority, one.Source, finding, plan.BodyName(one.Body), one.Lead, one.SRO, string(one.Start), string(one.Due), a.Standing.Shown())
		row = append(row, late, quiet)
		t.Rows = append(t.Rows, append(row, texts(one.Measure, one.Baseline, string(one.BaselineOn), one.Target, string(one.TargetOn), strings.Join(steps, "; "), one.Families,
			cmp.Or(a.Now.Result, a.Now.StoppedWhy), string(a.Now.ClosedOn), newest.Text, string(newest.On))...))
	}
	return t
}

func (s *shown) updateTable(all []desk.Progress) export.Table {
	t := export.Table{Name: "Updates", About: "All news of promises, newest first", Columns: columnsOf("Promise", "On", "Status", "News")}
	for _, a := range all {
		for _, u := range a.Standing.Updates {
			t.Rows = append(t.Rows, texts(u.Action, string(u.On), u.Status, u.Text))
		}
	}
	return t
}
