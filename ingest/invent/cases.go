package invent

import (
	"fmt"
	"slices"
)

// Cases are the children and young people that were drawn of one authority for the return of a January: what the published figures of
// the calendar year before it and of that January were counted from. A list knows nothing of the others: who of the requests became
// who of the plans was never drawn.
type Cases struct {
	Requests    []RequestCase
	Assessments []AssessmentCase
	Issued      []IssuedCase // plans issued whose days are known
	Started     []StartedCase
	Ceased      []CeasedCase
	Plans       []PlanCase // in force in the January
	Due, Final  [2]int     // phase transfers due and final in the calendar year and the year after it
	Officers    [3]string  // medical, clinical, social care: "Yes", "No", "Recruiting", "n/a", "Not returned"
}

// Person is what the lists have in common.
type Person struct {
	Age int  // in years; 2 stands for younger too, 25 for older
	Sex byte // F, M, or 0 when it is not known
}

// RequestCase is a request received in the calendar year.
type RequestCase struct {
	Person              // at the time of the request
	Outcome        byte // Y, N, A or W
	InSixWeeks     bool
	Undated        bool // decided, but not known when
	RYA            bool
	Mediated, Sued bool
}

// AssessmentCase is an assessment that ended in the calendar year, or is printed as not made.
type AssessmentCase struct {
	Person                    // at the time of the request
	Outcome              byte // Y, N, A or W
	InTime               bool // of those refused: in 16 weeks
	Mediated, Sued       bool // of those refused
	OtherMediated, Other bool // of those given a plan
}

// IssuedCase is a plan issued in the calendar year.
type IssuedCase struct {
	Person    // at the time of the request
	Exception bool
	Tenths    int // of weeks from request to plan
}

// StartedCase is a plan that started in the calendar year.
type StartedCase struct {
	Person // when it started
	Seat   Seat
	Need   string // code; "" when not known
}

// CeasedCase is a plan that ended in the calendar year.
type CeasedCase struct {
	Person // when it ended
	Seat   Seat
	Reason byte // 1 to 9, 0 when not known
}

// PlanCase is a plan in force in the January.
type PlanCase struct {
	Person    // at the end of August before
	Seat      Seat
	Need      string
	Work, Res byte // A, T or S; A or B
	Budget    bool
	Payment   byte // E, S, H or I
	Arranged  bool
	Review    Review
}

// Period is when something happened, seen from the calendar year.
type Period byte

// Periods.
const (
	Never Period = iota
	Before
	Within
	After
)

// Review is the annual review of a plan.
type Review struct {
	Expected          bool
	Meeting, Decision Period
	NotDue            bool // of a meeting without a decision: the four weeks are not over
	Outcome           byte // M, C or A
	Quick             bool // decided in four weeks
}

// Seat is where a child is placed, as the published column names it.
type Seat string

// seatOf is the published column of a placement.
func seatOf(what int) Seat {
	switch what {
	case specialAcademy:
		return "special_academy"
	case specialFree:
		return "special_free_school"
	}
	for _, c := range seatColumns {
		if slices.Contains(c.what, what) || c.isSum && (c.total == early || c.total == unknown) && what >= 0 && placements[what].group == c.total {
			return Seat(c.name)
		}
	}
	return "placement_unknown"
}

var seatsOf = func() (all [placementCount]Seat) {
	for what := range all {
		all[what] = seatOf(what)
	}
	return all
}()

// CasesFrom and CasesTo are the return years that published figures can be drawn for: from the first person-level return to the newest.
const (
	CasesFrom = 2023
	CasesTo   = lastYear + 1
)

// Draw gives the cases that the sample's published figures of an authority were counted from, for the return of a year. Corrections and
// errors that the releases print over them are not in the cases.
func Draw(seed uint64, code string, year int) (*Cases, error) {
	i := slices.IndexFunc(lasting(), func(p *place) bool { return p.code == code })
	if i < 0 {
		return nil, fmt.Errorf("there is no invented authority %q today", code)
	}
	if year < CasesFrom || year > CasesTo {
		return nil, fmt.Errorf("the sample publishes nothing of a return of %d, only of %d to %d", year, CasesFrom, CasesTo)
	}
	p := lasting()[i]
	w := &world{seed: seed, traits: map[string]*traits{}, tallies: map[entry]*tally{}}
	w.traits[code] = newTraits(w, p)
	l := &listener{code: code, year: year}
	w.hear = l.to
	w.live(p)
	l.complete(w, code, year)
	l.cases.Officers = [3]string(officersIn(w, code, year))
	return &l.cases, nil
}

// DrawSome gives cases of so many plans in the manner of an authority's newest figures: what a part of it, or a much larger one, would be.
// Nothing is published of them. Another part is another draw.
func DrawSome(seed uint64, code string, plans int, part uint64) (*Cases, error) {
	i := slices.IndexFunc(lasting(), func(p *place) bool { return p.code == code })
	if i < 0 {
		return nil, fmt.Errorf("there is no invented authority %q today", code)
	}
	p := *lasting()[i]
	w := &world{seed: seed, traits: map[string]*traits{}, tallies: map[entry]*tally{}}
	t := newTraits(w, &p)
	t.place = &p
	w.traits[code] = t
	p.people *= requestsPerPlan * float64(plans) / t.requestsIn(lastYear)
	w.seed += 0x9e3779b97f4a7c15 * (part + 1)
	l := &listener{code: code, year: CasesTo}
	w.hear = l.to
	w.drawStock(&p, CasesTo, plans)
	decided := w.drawRequests(&p, lastYear)
	given := w.drawAssessments(&p, lastYear, decided*49/50)
	w.drawIssued(&p, lastYear, given)
	w.drawCeased(&p, lastYear, plans)
	l.complete(w, code, CasesTo)
	return &l.cases, nil
}

// requestsPerPlan is how many requests a year brings for each plan in force.
const requestsPerPlan = 0.25

// listener writes down who is counted while the tallies are filled.
type listener struct {
	code  string
	year  int // of the return
	cases Cases
}

// to is who hears of the counts of a tally.
func (l *listener) to(e entry) func(child, int, int) {
	flow := e.year == l.year-1 && e.code == l.code
	stocked := e.year == l.year && e.code == l.code
	switch e.book {
	case requests:
		return when(flow, l.request)
	case assessments:
		return when(flow, l.assessment)
	case issued:
		return when(flow, l.issue)
	case started:
		return when(flow, func(c child, what, _ int) {
			l.cases.Started = append(l.cases.Started, StartedCase{Person: personOf(c), Seat: seatsOf[what]})
		})
	case newNeeds:
		return when(flow, func(_ child, what, _ int) { l.cases.Started[len(l.cases.Started)-1].Need = needCodes[what] })
	case ceased:
		return when(flow, func(c child, what, _ int) {
			l.cases.Ceased = append(l.cases.Ceased, CeasedCase{personOf(c), seatsOf[c.placement], reasonCodes[what]})
		})
	case stock:
		return when(stocked, func(c child, what, _ int) {
			l.cases.Plans = append(l.cases.Plans, PlanCase{Person: personOf(c), Seat: seatsOf[what]})
		})
	}
	return when(stocked, func(_ child, what, _ int) { l.cases.Plans[len(l.cases.Plans)-1].hear(e.book, what) })
}

func when(wanted bool, hear func(child, int, int)) func(child, int, int) {
	if wanted {
		return hear
	}
	return nil
}

func personOf(c child) Person { return Person{c.age, [sexes]byte{'F', 'M', 0}[c.sex]} }

var (
	needCodes = [needCount]string{needASD: "ASD", needDown: "DS", needHI: "HI", needMLD: "MLD", needMSI: "MSI", needOther: "OTH", needPD: "PD",
		needPMLD: "PMLD", needSEMH: "SEMH", needSLCN: "SLCN", needSLD: "SLD", needSpLD: "SPLD", needVI: "VI"}
	reasonCodes = [ceasedCounts]byte{maxAge: '1', needsMet: '2', higherEducation: '3', employment: '4', transferred: '5', notEngaging: '6',
		movedAbroad: '7', deceased: '8', reasonOther: '9'}
)

func (l *listener) request(c child, what, _ int) {
	if what <= withdrawn {
		l.cases.Requests = append(l.cases.Requests, RequestCase{Person: personOf(c), Outcome: "YNAW"[what]})
		return
	}
	r := &l.cases.Requests[len(l.cases.Requests)-1]
	switch what {
	case within6:
		r.InSixWeeks = true
	case undatedDecision:
		r.Undated = true
	case requestMediation:
		r.Mediated = true
	case requestTribunal:
		r.Sued = true
	case inYouthAccommodation:
		r.RYA = true
	}
}

func (l *listener) assessment(c child, what, _ int) {
	if what <= assessmentWithdrawn {
		l.cases.Assessments = append(l.cases.Assessments, AssessmentCase{Person: personOf(c), Outcome: "YNAW"[what]})
		return
	}
	a := &l.cases.Assessments[len(l.cases.Assessments)-1]
	switch what {
	case refusedInTime:
		a.InTime = true
	case assessMediation:
		a.Mediated = true
	case assessTribunal:
		a.Sued = true
	case otherMediation:
		a.OtherMediated = true
	case otherTribunal:
		a.Other = true
	}
}

func (l *listener) issue(c child, what, n int) {
	switch what {
	case weeks, weeksException:
		l.cases.Issued[len(l.cases.Issued)-1].Tenths = n
	default:
		l.cases.Issued = append(l.cases.Issued, IssuedCase{Person: personOf(c), Exception: what >= in20Exception})
	}
}

// hear notes what else was drawn of a plan in force.
func (p *PlanCase) hear(b book, what int) {
	switch b {
	case needs:
		p.Need = needCodes[what]
	case working:
		p.Work = "SAT"[what]
	case residential:
		p.Res = "AB"[what]
	case budgets:
		if what == budgetOrganised {
			p.Arranged = true
			return
		}
		p.Budget = true
		p.Payment = [budgetOrganised]byte{budgetHealth: 'H', budgetEducation: 'E', budgetSocial: 'S', budgetIntegrated: 'I'}[what]
	case reviewed2024:
		p.Review.meeting(what)
	case reviewed2025:
		p.Review.completion(what)
	}
}

func (r *Review) meeting(what int) {
	r.Expected = what != reviewNotExpected
	switch what {
	case meeting2025, meeting2024, meetingBefore:
		r.Meeting = [...]Period{After, Within, Before}[what-meeting2025]
	case decision2025, decision2024, decisionBefore:
		r.Decision = [...]Period{After, Within, Before}[what-decision2025]
	case decisionNotDue:
		r.NotDue = true
	case amended, ended, maintained:
		r.Outcome = "ACM"[what-amended]
	case decided4:
		r.Quick = true
	}
}

func (r *Review) completion(what int) {
	r.Expected = what != notExpected2025
	switch what {
	case completed2025:
		r.Meeting, r.Decision = Within, Within
	case completedBefore:
		r.Meeting, r.Decision = Before, Before
	case amended2025, ended2025, maintained2025:
		r.Outcome = "ACM"[what-amended2025]
	case within4:
		r.Quick = true
	}
}

// complete draws what was not yet published in the year: needs, work and reviews of the older returns.
func (l *listener) complete(w *world, code string, year int) {
	r := w.dice("cases", code, year)
	t := w.traits[code]
	for i := range l.cases.Plans {
		p := &l.cases.Plans[i]
		if year < 2025 {
			p.Need = needCodes[needsOf(p.Seat).spin(r)]
			if p.Age >= 16 && chance(r, 0.022) {
				p.Work = "SAT"[newWork.spin(r)]
			}
			drawReview2025(tallyFor(p), child{age: p.Age, placement: noPlacement}, r, t)
		}
	}
	if year < 2025 {
		for i := range l.cases.Started {
			l.cases.Started[i].Need = needCodes[needsOf(l.cases.Started[i].Seat).spin(r)]
		}
	}
	if n := len(l.cases.Plans); year == CasesTo {
		l.cases.Due, l.cases.Final = w.transfers(code, n)
	} else {
		l.cases.Due, l.cases.Final = transfersOf(r, n, t)
	}
}

// tallyFor counts one plan's review into the plan alone.
func tallyFor(p *PlanCase) *tally {
	t := newTally(review2025Counts)
	t.heard = func(_ child, what, _ int) { p.Review.completion(what) }
	return t
}

func needsOf(s Seat) wheel {
	for what, name := range seatsOf {
		if name == s {
			return needsAt(placements[what].group)
		}
	}
	return needsAt(ungrouped)
}

// HasAuthority says whether there is an invented authority of a code today.
func HasAuthority(code string) bool {
	return slices.ContainsFunc(lasting(), func(p *place) bool { return p.code == code })
}

// Officers says whether an authority had designated officers in a year, in the words of the published file: medical, clinical, social care.
func Officers(seed uint64, code string, year int) ([3]string, error) {
	if !HasAuthority(code) {
		return [3]string{}, fmt.Errorf("there is no invented authority %q today", code)
	}
	return [3]string(officersIn(&world{seed: seed}, code, year)), nil
}
