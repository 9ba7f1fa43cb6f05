package plans

import (
	"fmt"
	"net/http"
	"strings"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// overviewPage is the plan at a glance.
type overviewPage struct {
	shown
	InShort    []view.Link // the four things to know, each leading to its page
	About      view.Facts
	Signed     []signedBy
	Forum      string // whether it agrees
	ForumWords string // unedited
	Views      *sidebyside.View
	Agreements *view.Table
	Strengths  []statementLine
	Weakest    []statementLine
	Priorities []priorityLine
	Promises   []view.Link
	Silent     []string // partners marked as not having answered
}

// statementLine is a statement with the board's level and reason.
type statementLine struct {
	Place  view.Link
	Level  view.Level
	Reason string
}

// priorityLine is a priority and how many promises it has.
type priorityLine struct {
	Priority *plan.Priority
	Actions  view.Link
}

// overview is the plan at a glance.
func (p *Pages) overview(w http.ResponseWriter, r *http.Request, s shown) error {
	page := overviewPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan", page)
	}
	page.Description = "What the SEND and alternative provision partnership of " + s.name + " says of its own work, beside what its forum, families and published data say."
	page.About, page.Signed = s.about(), s.signed()
	page.Forum, page.ForumWords = s.forumAgrees()
	views, err := sidebyside.Table(s.review, func(item string) string { return s.place(item).Href })
	if err != nil {
		return err
	}
	for i := range views.Rows { // each theme's statements are on its own page
		views.Rows[i].Statements, views.Rows[i].Flags = nil, nil
	}
	page.Views, page.Agreements = &views, agreementTable(s.review)
	page.Strengths, page.Weakest = s.atLevel(4), s.atLevel(1)
	page.Silent = s.silent()
	progress, err := p.progress(r, &s)
	if err != nil {
		return err
	}
	for _, one := range plan.PrioritiesInOrder(s.review.Book) {
		line := priorityLine{Priority: one}
		n := 0
		for _, a := range progress {
			if a.Action.Priority == one.ID {
				n++
			}
		}
		line.Actions = view.Link{Text: view.Counted(n, "promise", "promises"), Href: s.href("actions?priority=" + one.ID)}
		page.Priorities = append(page.Priorities, line)
	}
	page.Promises, page.InShort = s.promises(progress), s.inShort(page.Forum, progress)
	page.Lede = "What " + s.name + "’s partnership for special educational needs and disabilities (SEND) and alternative provision (AP) says of its own work, beside what its parent carer forum, families, young people and published data say."
	page.Downloads = []view.Link{{Text: "All levels", Href: s.href("scores.xlsx"), Note: "XLSX"}, {Text: "All levels", Href: s.href("scores.csv"), Note: "CSV"},
		{Text: "Promises", Href: s.href("actions.xlsx"), Note: "XLSX"}, {Text: "Promises", Href: s.href("actions.csv"), Note: "CSV"},
		{Text: "Disagreements", Href: s.href("disagreements.xlsx"), Note: "XLSX"}, {Text: "Disagreements", Href: s.href("disagreements.csv"), Note: "CSV"}}
	return p.Views.Render(w, "plan", page)
}

// about is what the version is.
func (s *shown) about() (facts view.Facts) {
	book := s.review.Book
	facts = append(facts, fact("Partnership", s.version.Name), fact("Framework", s.version.Framework.Framework+" "+s.version.Framework.Version+", this project’s own"))
	if a := s.review.Assessment; a != nil && a.Core {
		facts = append(facts, fact("Scored", "the core set of statements only"))
	}
	text := view.Cell{Text: s.version.SHA256[:min(12, len(s.version.SHA256))], Detail: "the first letters of the SHA-256 of the whole text", Href: s.href("versions")}
	facts = append(facts, view.Fact{Term: "Which text", Cell: text})
	var uses []string
	if book.Profile != nil {
		for _, use := range plan.PlanUses() {
			for _, ticked := range book.Profile.ServesAs {
				if ticked == use.ID {
					uses = append(uses, use.Name)
				}
			}
		}
	}
	if len(uses) > 0 {
		facts = append(facts, fact("It also serves as", strings.Join(uses, "; ")))
	}
	review := view.Cell{Status: "not provided"}
	if next := plan.Day(book.Sections["plan.S12"].Text("next_review")); next.Valid() {
		review = view.Text(dayText(next))
	}
	return append(facts, view.Fact{Term: "Next review", Cell: review})
}

// inShort says how things stand in four lines.
func (s *shown) inShort(forum string, progress []desk.Progress) []view.Link {
	late, _ := s.late(progress)
	return []view.Link{{Text: forum, Href: s.href("forum")}, {Text: late, Href: s.href("actions")}, {Text: s.unanswered(), Href: s.href("disagreements")},
		{Text: "The plan on one page, to print or to read first.", Href: s.href("summary")}}
}

// forumAgrees says whether the forum agrees with the version, and its words.
func (s *shown) forumAgrees() (said, words string) {
	signed := ofForum(s.signed())
	switch signed.Answer {
	case plan.Agree:
		said = "The parent carer forum agrees with this version."
	case plan.AgreeComments:
		said = "The parent carer forum agrees with this version, with comments."
	case plan.Disagree:
		said = "The parent carer forum disagrees with this version."
	default:
		said = "The parent carer forum has not said whether it agrees."
		if a := s.review.Assessment; a != nil && a.Forum.Responded == "" {
			said = "No response from the parent carer forum was received."
		}
	}
	return said, signed.Words
}

// silent lists the partners that were asked and did not answer.
func (s *shown) silent() (names []string) {
	a := s.review.Assessment
	if a == nil {
		return nil
	}
	for _, o := range plan.Partners() {
		if a.NoResponse[o] != "" {
			names = append(names, plan.OrganisationName(o))
		}
	}
	return names
}

// atLevel lists the statements that the board puts at a level.
func (s *shown) atLevel(l plan.Level) (lines []statementLine) {
	for _, t := range s.review.Themes {
		for _, one := range t.Statements {
			if one.Board != nil && one.Board.Level == l {
				lines = append(lines, statementLine{Place: s.place(one.Statement.ID), Reason: one.Board.Rationale,
					Level: view.Level{Shape: plan.Leaders.Shape(), Number: string(rune('0' + l)), Word: s.version.Framework.Label(l)}})
			}
		}
	}
	return lines
}

// agreementTable says how near two perspectives are, with the number of statements it rests on.
func agreementTable(r plan.Review) *view.Table {
	table := &view.Table{Caption: "How near two views are", CaptionHidden: true,
		Columns: []view.Column{{Label: "Views"}, {Label: "Agreement", Numeric: true, Note: "100 where they say the same of every statement"}, {Label: "Statements", Numeric: true}},
		Note:    "For this area alone: areas are not ranked by it. Views that share fewer than ten statements are left out."}
	for _, pair := range r.Agreements {
		if !pair.Shown {
			continue
		}
		b := pair.B.Heading()
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(pair.A.Heading() + " and " + strings.ToLower(b[:1]) + b[1:]), view.Number(view.Digits(pair.Value, 1)), view.Number(view.Count(float64(pair.Statements)))}})
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// promises count the actions by how they stand, each count a link to them.
func (s *shown) promises(all []desk.Progress) (links []view.Link) {
	late, quiet, track, done := 0, 0, 0, 0
	for _, a := range all {
		switch {
		case a.Standing.Late:
			late++
		case a.Now.Finished() || a.Now.Status == plan.BusinessAsUsual:
			done++
		case a.Now.Status == plan.OnTrack:
			track++
		}
		if a.Standing.Stale {
			quiet++
		}
	}
	add := func(n int, what, show string) {
		links = append(links, view.Link{Text: fmt.Sprintf("%d %s", n, what), Href: s.href("actions?show=" + show)})
	}
	add(late, "late", "late")
	add(track, "on track", "on-track")
	add(quiet, fmt.Sprintf("without news for more than %d days", plan.StaleAfter), "no-news")
	add(done, "done", "done")
	return append(links, view.Link{Text: fmt.Sprintf("%d in all", len(all)), Href: s.href("actions")})
}

// unanswered says how many disagreements the board has not answered.
func (s *shown) unanswered() string {
	open, all := 0, 0
	for _, f := range s.review.Flags {
		if !f.Needs {
			continue
		}
		all++
		if !f.Answered() {
			open++
		}
	}
	switch {
	case all == 0:
		return "No two views lie apart by the rules of the framework."
	case open == 0:
		return fmt.Sprintf("The board has answered all %d places that the rules ask about.", all)
	}
	return fmt.Sprintf("%d of %d places that the rules ask about are not yet answered by the board.", open, all)
}
