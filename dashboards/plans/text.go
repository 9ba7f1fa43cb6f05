package plans

import (
	"fmt"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// textPage is the twelve sections of the plan.
type textPage struct {
	shown
	Complete string
	Sections []sectionText
}

// sectionText is one section with its parts.
type sectionText struct {
	ID, Title string
	Missing   string // "2 required parts are not provided"
	Parts     []partText
	Figures   *view.Table // that stand beside its parts
}

// partText is one part. Words are as written; Lines are filled from what stands elsewhere in the plan.
type partText struct {
	ID, Title string
	Proposed  bool
	Words     string
	Lines     []view.Link
	Unedited  string
}

func (p *Pages) text(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := textPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-text", page)
	}
	complete := plan.CompletenessOf(s.review.Book)
	page.Complete = view.UpperFirst(complete.Text()) + ". This counts parts: it says nothing of how good they are."
	for _, one := range complete.Sections {
		section := sectionText{ID: one.Section.ID, Title: one.Section.Title, Figures: s.besideSection(one.Section)}
		if n := len(one.Missing); n > 0 {
			section.Missing = view.Counted(n, "required part is", "required parts are") + " not provided."
		}
		for _, part := range one.Section.Parts {
			section.Parts = append(section.Parts, s.part(one.Section, part))
		}
		page.Sections = append(page.Sections, section)
	}
	return p.Views.Render(w, "plan-text", page)
}

func (s *shown) part(m plan.SectionModel, part plan.PartModel) partText {
	written := s.review.Book.Sections[m.Ref()]
	one := partText{ID: m.ID + "-" + part.ID, Title: written.Label(part), Proposed: part.Proposed && written.Label(part) == part.Title}
	if part.Written() {
		one.Words = written.Text(part.ID)
		if at := plan.Day(one.Words); part.Date && at.Valid() {
			one.Words = dayText(at)
		}
	}
	s.fill(&one, part.Auto)
	return one
}

// fill is what the plan fills a part with from what stands elsewhere in it.
func (s *shown) fill(one *partText, auto string) {
	book := s.review.Book
	profile := book.Profile
	if profile == nil {
		profile = &plan.Profile{}
	}
	add := func(text, href string) {
		if text != "" {
			one.Lines = append(one.Lines, view.Link{Text: text, Href: href})
		}
	}
	switch auto {
	case "profile.name":
		add(profile.Name, "")
	case "profile.icbs":
		for _, icb := range profile.ICBs {
			add(icb.Words(), "")
		}
	case "profile.members":
		for _, m := range profile.Members {
			add(m.Organisation+": "+m.Role, "")
		}
	case "profile.chair":
		add(profile.Chair, "")
	case "profile.terms":
		add(profile.Terms, "")
	case "profile.names":
		add(profile.AlsoKnownAs, "")
	case "voice.forum", "voice.young":
		from := map[string]string{"voice.forum": plan.ForumOrg, "voice.young": plan.YoungOrg}[auto]
		if v := s.voice(from); v != nil {
			one.Unedited = v.Text
		}
	case "surveys":
		n := 0
		for _, survey := range book.Surveys {
			if survey.Cycle == s.version.Cycle && survey.Subgroup == "" {
				n++
			}
		}
		if n > 0 {
			add(view.Counted(n, "question with its totals", "questions with their totals"), s.href("themes"))
		}
	case "sign-offs":
		s.fillSigned(one)
	default:
		s.fillRegisters(one, auto)
	}
}

// fillSigned lists who signed, or under "dissent" what they would have printed.
func (s *shown) fillSigned(one *partText) {
	for _, by := range s.signed() {
		switch {
		case by.Answer == "":
		case one.ID == "S12-dissent" && by.Words != "":
			one.Lines = append(one.Lines, view.Link{Text: by.Role + " (" + by.Answer + "): " + by.Words})
		case one.ID != "S12-dissent":
			one.Lines = append(one.Lines, view.Link{Text: by.Role + ": " + by.Answer + ", " + by.On})
		}
	}
}

// fillRegisters lists priorities, promises and risks.
func (s *shown) fillRegisters(one *partText, auto string) {
	book := s.review.Book
	add := func(text, href string) { one.Lines = append(one.Lines, view.Link{Text: text, Href: href}) }
	switch auto {
	case "priorities":
		for _, p := range plan.PrioritiesInOrder(book) {
			add(p.ID+" "+p.Title, s.href("actions?priority="+p.ID))
		}
	case "actions":
		for _, a := range plan.Sorted(book.Actions) {
			add(a.ID+" "+a.Title, s.href("actions/"+a.ID))
		}
	case "actions.baseline", "actions.target", "actions.milestones":
		rows, _ := plan.KPIRows(book, s.review.Today)
		for _, row := range rows {
			text := map[string]string{"actions.baseline": row.Measure + ": " + row.Baseline, "actions.target": row.Target,
				"actions.milestones": view.Counted(len(row.Milestones), "milestone", "milestones")}[auto]
			add(row.Action.ID+" "+text, s.href("actions/"+row.Action.ID))
		}
	case "risks":
		for _, r := range plan.Sorted(book.Risks) {
			add(fmt.Sprintf("%s %s. Likelihood %s, impact %s. %s", r.ID, r.Title, r.Likelihood, r.Impact, r.Mitigation), "")
		}
	case "risks.lawful":
		for _, r := range plan.Sorted(book.Risks) {
			said := "not checked yet"
			if r.Lawful {
				said = "checked: no lawful right is limited"
			}
			add(r.ID+" "+said, "")
		}
	}
}

// besideSection is the table of figures that stand beside a section's parts.
func (s *shown) besideSection(m plan.SectionModel) *view.Table {
	table := &view.Table{Caption: "Figures for: " + m.Title, CaptionHidden: true, Columns: figureColumns(s.name)}
	for _, part := range m.Parts {
		for _, id := range part.Beside {
			table.Rows = append(table.Rows, s.figureRows(id, false)...)
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// localPage is what the partnership counts itself, beside what is published of the same theme.
type localPage struct {
	shown
	Answer string
	Themes []localTheme
}

// localTheme is one theme's local measures and published figures.
type localTheme struct {
	Place view.Link
	State string
	Table view.Table
}

func (p *Pages) local(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := localPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-local", page)
	}
	var none []string
	for _, t := range s.review.Themes {
		data := t.Readings[plan.Data]
		one := localTheme{Place: s.place(t.Theme.ID), Table: view.Table{Caption: t.Theme.Title, CaptionHidden: true, Columns: figureColumns(s.name)}}
		if !data.Shown() {
			one.State = "Data signal: " + data.State + "."
		}
		if data.State == plan.NoPublicData {
			none = append(none, t.Theme.ID+" "+t.Theme.Title)
		}
		one.Table.Rows = s.localAndPublished(t)
		page.Themes = append(page.Themes, one)
	}
	page.Answer = "Every theme has some public data."
	if len(none) > 0 {
		page.Answer = view.Counted(len(none), "theme has", "themes have") + " no public data: " + view.Listed(none, "and") + ". What the partnership counts itself stands there instead."
	}
	return p.Views.Render(w, "plan-local", page)
}

// localAndPublished are the local measures of a theme, then the published figures of its statements, each once.
func (s *shown) localAndPublished(t plan.ThemeReview) (rows []view.Row) {
	seen := map[string]bool{}
	var local, published []view.Row
	for _, one := range t.Statements {
		for _, id := range one.Statement.Indicators {
			if seen[id] {
				continue
			}
			seen[id] = true
			if m, ok := plan.LocalIndicatorByID(id); ok {
				local = append(local, s.localRow(m))
			} else {
				published = append(published, s.figureRows(id, false)...)
			}
		}
	}
	group := func(title string, of []view.Row) {
		if len(of) > 0 {
			rows = append(rows, view.Row{Group: true, Cells: []view.Cell{view.Text(title)}})
			rows = append(rows, of...)
		}
	}
	group("Local: counted by the partnership itself", local)
	group("Published", published)
	return rows
}
