package plan

import (
	"fmt"
	"maps"
	"slices"
)

// Guard is one condition of a move to another state.
type Guard struct {
	Met   bool
	Text  string // what is asked: "At least 60% of statements are scored: 30 of 53"
	Where string // path under /board/{code} where it can be done: "assessment", "disagreements", "publish#sign-offs"
}

// Next lists the states that an assessment may be moved to, the next on its way first. Until it is published it may also be taken back
// by one; published becomes superseded by itself, when a newer version is published; and it may be withdrawn from anywhere but the end.
func Next(s State) []State {
	return map[State][]State{
		Draft:         {PartnerReview, Withdrawn},
		PartnerReview: {ForumResponse, Draft, Withdrawn},
		ForumResponse: {Agreed, PartnerReview, Withdrawn},
		Agreed:        {Published, ForumResponse, Withdrawn},
		Published:     {Withdrawn},
	}[s]
}

// forumWorkingDays is how long the forum has to respond (9.11).
const forumWorkingDays = 20

// Checks that the board ticks before publication: keys of Assessment.Checks.
const (
	CheckAccessibility = "accessibility"
	CheckSmallNumbers  = "small numbers"
)

// NoForumResponse is what is published where the forum was asked and did not respond in time.
const NoForumResponse = "no response received"

// Guards lists the conditions of a move to a state, met or not (9.11). They are the conditions of that one step: those of the steps
// before it were met when it came there. A state that needs nothing has none; a withdrawal needs its reason, which is asked for where
// it is withdrawn and checked with the assessment.
func Guards(r Review, to State) []Guard {
	if r.Assessment == nil {
		return []Guard{{Text: "There is no self-assessment yet: begin one.", Where: ""}}
	}
	switch to {
	case PartnerReview:
		return []Guard{r.enoughScored()}
	case ForumResponse:
		return []Guard{r.partnersHeard()}
	case Agreed:
		return append([]Guard{r.forumHeard(), r.disagreementsAnswered(), r.signedOff()}, r.notToBeFrozen()...)
	case Published:
		return []Guard{r.accessible(), r.noSmallNumbers(), r.smallNumbersRead()}
	}
	return nil
}

// enoughScored asks for the board's level on 60% of the statements or, where only the core set is scored, on every one of it.
func (r Review) enoughScored() Guard {
	scored, of := 0, 0
	for _, s := range r.statements() {
		if r.Assessment.Core && !s.Statement.Core {
			continue
		}
		of++
		if s.Readings[Leaders].Shown() {
			scored++
		}
	}
	if r.Assessment.Core {
		return Guard{of > 0 && scored == of, fmt.Sprintf("The board has scored every statement of the core set: %d of %d", scored, of), "assessment"}
	}
	return Guard{Covered(scored, of), fmt.Sprintf("The board has scored at least 60%% of statements: %d of %d", scored, of), "assessment"}
}

// asked lists the organisations that are to score: those the board named, or all partners.
func (a *Assessment) asked() []string {
	if len(a.Asked) == 0 {
		return Partners()
	}
	return a.Asked
}

// partnersHeard asks that each organisation has said it is done, or is marked "no response", which is published.
func (r Review) partnersHeard() Guard {
	var waiting, silent []string
	for _, o := range r.Assessment.asked() {
		switch {
		case r.Assessment.Responded[o] != "":
		case r.Assessment.NoResponse[o] != "":
			silent = append(silent, OrganisationName(o))
		default:
			waiting = append(waiting, OrganisationName(o))
		}
	}
	of := len(r.Assessment.asked())
	text := fmt.Sprintf("Every organisation asked has responded or is marked “no response”: %d of %d", of-len(waiting), of)
	if len(waiting) > 0 {
		text += "; waiting for " + listed(waiting)
	}
	if len(silent) > 0 {
		text += "; “no response” will be published for " + listed(silent)
	}
	return Guard{len(waiting) == 0, text, "publish#responses"}
}

// ForumSilent says that the forum was asked, has not responded, and has had its working days: "no response received" is then published.
func (a *Assessment) ForumSilent(today Day) bool {
	return a.Forum.Responded == "" && a.Forum.Asked.Valid() && WorkingDaysSince(a.Forum.Asked, today) >= forumWorkingDays
}

// forumHeard asks that the forum has responded, or has had 20 working days.
func (r Review) forumHeard() Guard {
	forum := r.Assessment.Forum
	text := fmt.Sprintf("The parent carer forum has responded, or has had %d working days: ", forumWorkingDays)
	met := forum.Responded != "" || r.Assessment.ForumSilent(r.Today)
	switch {
	case forum.Responded != "":
		text += "it responded on " + forum.Responded.Words()
	case !forum.Asked.Valid():
		text += "it has not been asked yet"
	case met:
		text += fmt.Sprintf("asked on %s; “%s” will be published", forum.Asked.Words(), NoForumResponse)
	default:
		text += fmt.Sprintf("asked on %s, %d working days ago; the last day is %s", forum.Asked.Words(), WorkingDaysSince(forum.Asked, r.Today),
			AddWorkingDays(forum.Asked, forumWorkingDays).Words())
	}
	return Guard{met, text, "publish#forum"}
}

// disagreementsAnswered asks for the board's answer to every disagreement that needs one.
func (r Review) disagreementsAnswered() Guard {
	needed, open := 0, 0
	for _, f := range r.Flags {
		if f.Needs {
			needed++
		}
		if !f.Answered() {
			open++
		}
	}
	text := fmt.Sprintf("The board has answered every row that is flagged: %d of %d", needed-open, needed)
	if needed == 0 {
		text = "No disagreement needs an answer"
	}
	return Guard{open == 0, text, "disagreements"}
}

// signedOff asks that every role has signed the text as it stands. To disagree is an answer: dissent is published with the text. The
// forum's chair is not waited for when the forum has let its working days pass, or a forum that is silent could stop every board.
func (r Review) signedOff() Guard {
	content := Content256(r.Book, r.Cycle)
	signed, of := 0, 0
	var waiting, stale []string
	for _, role := range SignOffRoles() {
		s := r.Book.SignOffs[key(r.Cycle, role.ID)]
		if !role.Required || s == nil && role.Organisation == ForumOrg && r.Assessment.ForumSilent(r.Today) {
			continue
		}
		of++
		switch {
		case s == nil:
			waiting = append(waiting, role.Name)
		case s.Text256 != content:
			stale = append(stale, role.Name)
		default:
			signed++
		}
	}
	text := fmt.Sprintf("Every role has signed the text as it stands: %d of %d", signed, of)
	if len(waiting) > 0 {
		text += "; waiting for " + listed(waiting)
	}
	if len(stale) > 0 {
		text += "; the text has changed since it was signed by " + listed(stale)
	}
	return Guard{signed == of, text, "publish#sign-offs"}
}

// notToBeFrozen finds what must not stand in a version, which nobody can mend: a level above what the law's floor allows (9.2, rule 1),
// as after figures that came in since it was scored, and small numbers. A guard is there only where something is found: neither can be
// saved in the ordinary way.
func (r Review) notToBeFrozen() (guards []Guard) {
	var high []string
	for _, s := range r.statements() {
		if s.Cap != nil && s.Board != nil && s.Board.Level > s.Cap.At {
			high = append(high, fmt.Sprintf("%s is %d", s.Statement.ID, s.Board.Level))
		}
	}
	if len(high) > 0 {
		guards = append(guards, Guard{Text: "No level is above 2 where a duty is not met in most cases: " + listed(high), Where: "assessment"})
	}
	if g := r.noSmallNumbers(); !g.Met {
		guards = append(guards, g)
	}
	return guards
}

func (r Review) accessible() Guard {
	return Guard{r.Assessment.Checks[CheckAccessibility], "The board has ticked that what is published is accessible to everybody", "publish#checks"}
}

func (r Review) smallNumbersRead() Guard {
	return Guard{r.Assessment.Checks[CheckSmallNumbers], "The board has ticked that nobody can be recognised from a small number in a text", "publish#checks"}
}

// noSmallNumbers finds the small numbers that can be found: survey questions that fewer than 10 people answered, and local counts of 1
// to 4. Texts, and the workbooks of quarterly returns, are for the board to read.
func (r Review) noSmallNumbers() Guard {
	var small []string
	where := "publish#checks"
	for _, k := range slices.Sorted(maps.Keys(r.Book.Surveys)) {
		if s := r.Book.Surveys[k]; s.Cycle == r.Cycle && s.tooSmall() {
			small, where = append(small, s.place()), "surveys"
		}
	}
	for _, k := range slices.Sorted(maps.Keys(r.Book.Locals)) {
		if v := r.Book.Locals[k]; v.tooSmall() {
			small, where = append(small, v.Indicator+" of "+v.Period), "measures"
		}
	}
	text := fmt.Sprintf("No survey question has fewer than %d answers, and no local count is 1 to 4", fewestShown)
	if len(small) > 0 {
		text += ". Take out before the text is agreed: " + listed(small)
	}
	return Guard{len(small) == 0, text, where}
}

// statements lists every statement of the review in order.
func (r Review) statements() (all []StatementReview) {
	for _, t := range r.Themes {
		all = append(all, t.Statements...)
	}
	return all
}
