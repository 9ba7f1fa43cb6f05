package check

import (
	"cmp"
	"slices"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// wholes is what is gathered for rules on the return as a whole.
type wholes struct {
	numbers    numbers
	twoPlans   rowSet // people found with two plans in force
	exceptions struct{ plans, excepted int }
	sources    share
	reasons    share
	kinds      share
	out        share
}

// numbers are the pupil and learner numbers of the return with the people who bear them, to find those that two people bear. They lie in
// lots, so that a large return is never copied as one piece. They are gone with the checker.
type numbers [256][]bearer

// bearer is a number and where the record of who bears it is.
type bearer struct {
	number    uint64
	row, line int32
}

// learner marks a learner number, which no pupil number reaches.
const learner = 1 << 62

func (n *numbers) add(number uint64, p *sen2.Person) {
	lot := number * 0x9E3779B97F4A7C15 >> 56 // Fibonacci hashing: the same number always comes into the same lot
	n[lot] = append(n[lot], bearer{number, int32(p.Row), int32(p.Line)})
}

// shared lists who bears a number that another bears too, in the order of the file.
func (n *numbers) shared() []bearer {
	var found []bearer
	for _, lot := range n {
		slices.SortFunc(lot, func(a, b bearer) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.row, b.row)) })
		for i, b := range lot {
			if i > 0 && lot[i-1].number == b.number || i+1 < len(lot) && lot[i+1].number == b.number {
				found = append(found, b)
			}
		}
	}
	slices.SortFunc(found, func(a, b bearer) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.number, b.number)) })
	return found
}

// sameNumber gathers the person's numbers, and looks for two requests with a plan in force.
func sameNumber(c *Checker, p *sen2.Person) {
	if p.UPN.Given() {
		c.numbers.add(uint64(p.UPN), p)
	}
	if p.ULN.Given() && p.ULN != sen2.UnknownULN {
		c.numbers.add(uint64(p.ULN)|learner, p)
	}
	open := 0
	for i := range p.Requests {
		if !c.stateOf(&p.Requests[i]).open {
			continue
		}
		if open++; open > 1 {
			c.foundIn(sen2.StartDate, i+1, 0)
		}
	}
	if open > 1 {
		c.twoPlans.add(p.Row)
	}
}

// sameNumbers finds the numbers that two people bear. Who was found with two plans is not counted as another person.
func sameNumbers(c *Checker, _ read.Notes) {
	for _, b := range c.numbers.shared() {
		f := sen2.UPNField
		if b.number&learner != 0 {
			f = sen2.ULNField
		}
		if c.twoPlans.has(int(b.row)) {
			c.tallies[c.at].lastRow = int(b.row)
		}
		c.note(spot{row: b.row, line: b.line, field: f})
	}
}

// sameRequest finds requests of one person that were received on the same day.
func sameRequest(c *Checker, p *sen2.Person) {
	for i := 1; i < len(p.Requests); i++ {
		same := func(earlier sen2.Request) bool { return earlier.Received == p.Requests[i].Received }
		if p.Requests[i].Received.Given() && slices.ContainsFunc(p.Requests[:i], same) {
			c.foundIn(sen2.ReceivedDate, i+1, 0)
		}
	}
}

// planAndPlacementApart finds a placement that goes on under a request without a plan in force, beside a plan in force under another.
// Two plans in force are for L18.
func planAndPlacementApart(c *Checker, p *sen2.Person) {
	if len(p.Requests) < 2 {
		return
	}
	open, apart := 0, 0
	for i := range p.Requests {
		switch s := c.stateOf(&p.Requests[i]); {
		case s.open:
			open++
		case s.stays && !s.exported:
			apart = i + 1
		}
	}
	if open == 1 && apart > 0 {
		c.foundIn(sen2.EntryDate, apart, 0)
	}
}

func noBirthDate(c *Checker, p *sen2.Person) { c.foundWhen(p.BirthDate == 0, sen2.PersonBirthDate) }

// gatherExceptions looks at the plans issued in the collection year.
func gatherExceptions(c *Checker, r *sen2.Request) {
	a := &r.Assessment
	if a.Outcome != 'Y' || a.OutcomeDate < c.yearBegin || a.OutcomeDate > c.yearEnd || c.state.exported {
		return
	}
	c.exceptions.plans++
	if a.Week20 == sen2.Yes {
		c.exceptions.excepted++
	}
}

func exceptionsForAll(c *Checker, _ read.Notes) {
	rule, _ := returns.RuleByID(c.rules[c.at].id)
	c.foundWhen(c.exceptions.plans >= rule.AtLeast && c.exceptions.excepted == c.exceptions.plans, sen2.Week20)
}

// share follows how many of all have one code, and where they are as far as places are kept.
type share struct {
	all   int
	other tally
	spots []spot
}

func (s *share) see(c *Checker, other bool, f sen2.Field, item int) {
	s.all++
	if !other {
		return
	}
	s.other.places++
	if s.other.lastRow != c.person.Row {
		s.other.lastRow = c.person.Row
		s.other.people++
	}
	if c.each != nil && len(s.spots) < returns.PlacesKept {
		s.spots = append(s.spots, spot{int32(c.person.Row), int32(c.person.Line), int32(c.request), int32(item), f})
	}
}

// judge finds all that have the code when their share is above what the rule allows. Nothing is wrong with any one of them, so they do
// not count among those with something to look at.
func (s *share) judge(c *Checker) {
	rule, _ := returns.RuleByID(c.rules[c.at].id)
	if s.other.places < max(rule.AtLeast, 1) || float64(s.other.places)*100 <= rule.Share*float64(s.all) {
		return
	}
	c.tallies[c.at] = s.other
	for _, at := range s.spots {
		c.hand(at)
	}
}

func gatherSources(c *Checker, r *sen2.Request) {
	if r.Source.Given() {
		c.sources.see(c, r.Source == '5', sen2.RequestSource, 0)
	}
}

func gatherReasons(c *Checker, r *sen2.Request) {
	if reason := r.Assessment.Plan.CeaseReason; reason.Given() {
		c.reasons.see(c, reason == '9', sen2.CeaseReason, 0)
	}
}

func gatherSettings(c *Checker, r *sen2.Request) {
	settings(r, func(s *sen2.Setting, called *settingFields, item int) {
		c.kinds.see(c, s.Kind == sen2.OtherSetting, called.kind, item)
	})
}

func gatherPlacements(c *Checker, r *sen2.Request) {
	for i := range r.Active.Placements {
		c.out.see(c, r.Active.Placements[i].Kind == sen2.NoPlaceOther, sen2.PlacementSetting, i+1)
	}
}

func sourcesOther(c *Checker, _ read.Notes)    { c.sources.judge(c) }
func reasonsOther(c *Checker, _ read.Notes)    { c.reasons.judge(c) }
func settingsOther(c *Checker, _ read.Notes)   { c.kinds.judge(c) }
func placementsOther(c *Checker, _ read.Notes) { c.out.judge(c) }
