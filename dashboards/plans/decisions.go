package plans

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// decisionsPage is what the board decided because of figures, and the questions that bodies put to each other.
type decisionsPage struct {
	shown
	Last       []meeting // the last three
	Earlier    []meeting
	Challenges []challengeLine
}

// meeting is what was decided on one day.
type meeting struct {
	Title     string
	Decisions []decisionLine
}

// decisionLine is one decision.
type decisionLine struct {
	ID, Item, Decided, By, Families string
	Seen                            []string
	FollowUp                        view.Link
}

// lastMeetings is how many stand on top.
const lastMeetings = 3

func (p *Pages) decisions(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := decisionsPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-decisions", page)
	}
	page.Last = s.meetings()
	if len(page.Last) > lastMeetings {
		page.Last, page.Earlier = page.Last[:lastMeetings], page.Last[lastMeetings:]
	}
	page.Challenges = s.challenges(func(*plan.Challenge) bool { return true })
	return p.Views.Render(w, "plan-decisions", page)
}

var actionNumber = regexp.MustCompile(`^A[1-9][0-9]*$`)

// meetings are the days on which something public was decided, newest first.
func (s *shown) meetings() (all []meeting) {
	list := plan.Sorted(s.review.Book.Decisions)
	slices.SortStableFunc(list, func(a, b *plan.Decision) int { return cmp.Compare(b.On, a.On) })
	for _, d := range list {
		if !d.Public {
			continue
		}
		title := dayText(d.On)
		if d.Meeting != "" {
			title += ": " + d.Meeting
		}
		if len(all) == 0 || all[len(all)-1].Title != title {
			all = append(all, meeting{Title: title})
		}
		line := decisionLine{ID: d.ID, Item: d.Item, Decided: d.Decided, By: d.By, Families: d.Families, FollowUp: view.Link{Text: d.FollowUp}}
		for _, seen := range d.Seen {
			line.Seen = append(line.Seen, s.seenText(seen))
		}
		if a := s.review.Book.Actions[d.FollowUp]; a != nil && actionNumber.MatchString(d.FollowUp) {
			line.FollowUp = view.Link{Text: a.ID + " " + a.Title, Href: s.href("actions/" + a.ID)}
		}
		all[len(all)-1].Decisions = append(all[len(all)-1].Decisions, line)
	}
	return all
}

// seenText is a figure that was on the table: "S10 Review decisions in four weeks: 47.0%, 2024, published 26 June 2025".
func (s *shown) seenText(seen plan.Seen) string {
	text := s.measureName(seen.Indicator)
	if seen.Value != "" {
		text += ": " + seen.Value
	}
	return text + " (" + seen.Vintage + ")"
}
