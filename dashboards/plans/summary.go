package plans

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// summaryPage is the plan on one side of A4, for a meeting.
type summaryPage struct {
	shown
	Agreed     string
	Good, Poor []summaryLine
	NoneGood   string
	Apart      string
	Priorities []*plan.Priority
	Promises   string
	Late       []lateLine // the longest late
	Forum      string
	ForumWords string
	Questions  []string
	Next       string
}

// summaryLine is a statement in a few words, and what families said of it.
type summaryLine struct {
	Short, Said string
}

// lateLine is a promise that is late: whose it is, and by how long.
type lateLine struct {
	Title, Said string
	days        int
}

// summaryLines is how many statements, priorities and questions fit on the page.
const summaryLines = 3

func (p *Pages) summary(w http.ResponseWriter, r *http.Request, s shown) error {
	page := summaryPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-summary", page)
	}
	page.Agreed = view.Date(s.version.At)
	page.Good, page.Poor = s.ends()
	if len(page.Good) == 0 {
		page.NoneGood = "The board puts no part of its work at the upper two levels."
	}
	page.Apart = s.mostApart()
	page.Priorities = plan.PrioritiesInOrder(s.review.Book)
	page.Priorities = page.Priorities[:min(summaryLines, len(page.Priorities))]
	all, err := p.progress(r, &s)
	if err != nil {
		return err
	}
	late, done := 0, 0
	for _, a := range all {
		switch {
		case a.Standing.Late:
			late++
			page.Late = append(page.Late, lateLine{a.Action.Title, fmt.Sprintf("%s, promised by %s, is %s late.", plan.BodyName(a.Action.Body), dayText(a.Action.Due), view.Counted(a.Standing.DaysLate, "day", "days")), a.Standing.DaysLate})
		case a.Now.Finished() || a.Now.Status == plan.BusinessAsUsual:
			done++
		}
	}
	page.Promises = fmt.Sprintf("The plan makes %s: done %d, late %d, still to come %d.", view.Counted(len(all), "promise", "promises"), done, late, len(all)-done-late)
	slices.SortStableFunc(page.Late, func(a, b lateLine) int { return cmp.Compare(b.days, a.days) })
	page.Late = page.Late[:min(summaryLines, len(page.Late))]
	page.Forum, page.ForumWords = s.forumAgrees()
	if runes := []rune(page.ForumWords); len(runes) > longestOnSummary {
		page.ForumWords = "" // never cut short: it is on the forum's page, whole
	}
	page.Questions = s.questions(late)
	if next := plan.Day(s.review.Book.Sections["plan.S12"].Text("next_review")); next.Valid() {
		page.Next = dayText(next)
	}
	return p.Views.Render(w, "plan-summary", page)
}

// longestOnSummary is how many characters of the forum fit beside the rest on one side of A4.
const longestOnSummary = 700

// ends are the statements that the board puts highest and lowest: of equal ones first those that families see alike.
func (s *shown) ends() (good, poor []summaryLine) {
	var all []plan.StatementReview
	for _, t := range s.review.Themes {
		for _, one := range t.Statements {
			if one.Board != nil && one.Board.Level > 0 {
				all = append(all, one)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b plan.StatementReview) int {
		return cmp.Or(cmp.Compare(b.Board.Level, a.Board.Level), cmp.Compare(b.Readings[plan.Families].Low, a.Readings[plan.Families].Low))
	})
	for _, one := range all[:min(summaryLines, len(all))] {
		if one.Board.Level >= 3 {
			good = append(good, s.summaryLine(one))
		}
	}
	slices.SortStableFunc(all, func(a, b plan.StatementReview) int {
		x, y := a.Readings[plan.Families].Low, b.Readings[plan.Families].Low
		return cmp.Or(cmp.Compare(a.Board.Level, b.Board.Level), asked(x, y), cmp.Compare(x, y))
	})
	for _, one := range all[:min(summaryLines, len(all))] {
		if one.Board.Level <= 2 {
			poor = append(poor, s.summaryLine(one))
		}
	}
	return good, poor
}

// asked puts what families were asked about before what they were not.
func asked(x, y plan.Level) int {
	switch {
	case x > 0 && y == 0:
		return -1
	case x == 0 && y > 0:
		return 1
	}
	return 0
}

func (s *shown) summaryLine(r plan.StatementReview) summaryLine {
	line := summaryLine{Short: r.Statement.Short, Said: "The board says: " + s.version.Framework.Label(r.Board.Level) + "."}
	if f := r.Readings[plan.Families]; f.Percent != nil {
		line.Said += fmt.Sprintf(" Of %d families who gave an answer, %.0f in 100 agree.", f.N, *f.Percent)
	} else {
		line.Said += " Families were not asked, or too few answered."
	}
	return line
}

// questions are three that a family may ask, chosen by what the version says.
func (s *shown) questions(late int) (list []string) {
	if flags := s.widest("G1", "G2"); len(flags) > 0 {
		if st, ok := s.version.Framework.Statement(flags[0].Item); ok {
			list = append(list, fmt.Sprintf("Why do you see “%s” better than families or the forum do?", st.Short))
		}
	}
	if late > 0 {
		list = append(list, "Which promises are late, and when will they be kept?")
	}
	if _, poor := s.ends(); len(poor) > 0 {
		list = append(list, fmt.Sprintf("What will be different by next year in “%s”?", poor[0].Short))
	}
	list = append(list, "How will you ask us again, and when?")
	return list[:min(summaryLines, len(list))]
}
