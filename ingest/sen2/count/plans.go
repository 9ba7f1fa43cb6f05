package count

import "inclusion/ingest/sen2"

// Columns of personal budgets; the plans in force are counted behind them.
const (
	budget = iota
	arrangements
	health
	education
	social
	integrated
	budgetPlans
)

// Columns of residential placements; the plans in force are counted behind them.
const (
	weeks38 = iota
	weeks52
	residentialPlaces
	residentialPlans
)

// Columns of work-based placements; the plans in force are counted behind them.
const (
	internship = iota
	apprenticeship
	traineeship
	workPlaces
	workPlans
)

// Columns of phase transfers.
const (
	phasePlans = iota
	dueFirst
	dueSecond
	finalFirst
	finalSecond
)

// stated is what of a plan is asked again and again.
type stated struct {
	plan          *sen2.NamedPlan
	active        *sen2.Active
	start, ending day
	ceased        bool // on or before the day the return is seen
	at            places
}

// plan counts a named or active plan.
func (c *Counter) plan(r *sen2.Request) {
	p := stated{plan: &r.Assessment.Plan, active: &r.Active, at: c.who.at}
	if !r.HasAssessment || !r.Assessment.HasPlan {
		p.plan = &noPlan
	}
	p.start, p.ending = dayOf(p.plan.Start), dayOf(p.plan.Cease)
	p.ceased = p.plan.Cease.Given() && p.plan.Cease <= c.seen
	p.at[byNeed] = needAt[primaryNeed(p.active)]
	p.at[byStart] = to20.at(ageOn(c.who.birth, p.start))
	seat := c.seat(&p)
	p.at[bySeat] = int(seat)
	if c.inForce(&p, r.HasActive) {
		c.planInForce(&p, seat)
	}
	if c.inYear(p.plan.Start) && !r.Active.TransferLA.Given() {
		c.newPlan(&p, seat)
	}
	if c.inYear(p.plan.Cease) {
		c.ceasedPlan(&p)
	}
}

// noPlan stands for the named plan of a request that has only an active one. It is never written to.
var noPlan sen2.NamedPlan

// inForce says that a plan runs on the day the return is seen. One without a start date does when the return has an active plan.
func (c *Counter) inForce(p *stated, hasActive bool) bool {
	if p.plan.Start.Given() {
		return p.plan.Start <= c.seen && !p.ceased
	}
	return hasActive && !p.ceased
}

// seat is where the person of a plan is placed, or was when the plan ended.
func (c *Counter) seat(p *stated) seat {
	on := c.seen
	if p.ceased {
		on = p.plan.Cease
	}
	if at := placed(p.active, on, p.ceased, nil); at != nil {
		return c.seatOf(&at.Setting, c.who.ofSchoolAge())
	}
	return notRecorded
}

func (c *Counter) planInForce(p *stated, seat seat) {
	p.at[byAge] = to25.at(c.who.age)
	p.at[byYears] = c.yearsInPlace(p.start)
	c.caseload.begin(&p.at)
	c.caseloadSeats.add(c.caseload, seat)
	c.needsActive.begin(&p.at)
	c.countNeed(c.needsActive, p)
	c.review(p)
	p.at[byAge] = to20.at(c.who.age)
	c.budget(p)
	c.residence(p)
	p.at[byAge] = working.at(c.who.age)
	c.work(p)
	c.phase(p)
}

// yearsInPlace is the label of how many calendar years a plan has been there: to the release of 2025 counted from the year of the census, after
// that from the year before.
func (c *Counter) yearsInPlace(start day) int {
	switch {
	case start.year == 0 && c.newer:
		return inPlace.at(unknownAge)
	case start.year == 0:
		return held.at(unknownAge)
	case c.newer:
		return inPlace.at(c.year - start.year)
	}
	return held.at(c.edition.Year - start.year)
}

func (c *Counter) newPlan(p *stated, seat seat) {
	p.at[byAge] = p.at[byStart]
	c.newPlans.begin(&p.at)
	c.newPlanSeats.add(c.newPlans, seat)
	c.needsNew.begin(&p.at)
	c.countNeed(c.needsNew, p)
}

// countNeed counts a plan by its primary need; the plans stand in the first column.
func (c *Counter) countNeed(t *tally, p *stated) {
	t.add(0)
	t.add(c.needColumn[primaryNeed(p.active)])
}

func (c *Counter) ceasedPlan(p *stated) {
	t := c.ceased
	p.at[byAge] = to20.at(ageOn(c.who.birth, p.ending))
	p.at[byYears] = held.at(ageOn(p.start, p.ending))
	t.begin(&p.at)
	total := len(t.measures) - 1
	t.add(total)
	switch reason := p.plan.CeaseReason; {
	case reason >= '1' && reason <= '8':
		t.add(int(reason - '1'))
	case reason == '9':
		t.add(total - 1)
	default:
		t.add(lastReason + 1) // "not recorded" where there is such a column, else "other"
	}
}

// lastReason is the column of reason 8; those of 1 to 7 stand before it.
const lastReason = 7

func (c *Counter) budget(p *stated) {
	t := c.budgets
	t.begin(&p.at)
	t.add(budgetPlans)
	if p.plan.Budget != sen2.Yes {
		return
	}
	t.add(budget)
	t.addIf(p.plan.Arranged == sen2.Yes, arrangements)
	switch p.plan.Payment {
	case 'E':
		t.add(education)
	case 'S':
		t.add(social)
	case 'H':
		t.add(health)
	case 'I':
		t.add(integrated)
	}
}

// detail is a code of the first placement that has one of those that cover the day; in 2023 it stands on the active plan.
func (c *Counter) detail(p *stated, onPlan sen2.Field, ofPlan sen2.Letter, of func(*sen2.Placement) sen2.Letter) sen2.Letter {
	if c.edition.Expects(onPlan) != sen2.NotThisYear {
		return ofPlan
	}
	if at := placed(p.active, c.seen, false, func(l *sen2.Placement) bool { return of(l).Given() }); at != nil {
		return of(at)
	}
	return 0
}

func residenceOf(l *sen2.Placement) sen2.Letter { return l.Res }

func workOf(l *sen2.Placement) sen2.Letter { return l.WorkBased }

func (c *Counter) residence(p *stated) {
	t := c.residential
	t.begin(&p.at)
	t.add(residentialPlans)
	switch c.detail(p, sen2.ActiveRes, p.active.Res, residenceOf) {
	case 'A':
		t.add(weeks38)
		t.add(residentialPlaces)
	case 'B':
		t.add(weeks52)
		t.add(residentialPlaces)
	}
}

func (c *Counter) work(p *stated) {
	t := c.working
	t.begin(&p.at)
	t.add(workPlans)
	column := 0
	switch c.detail(p, sen2.ActiveWBP, p.active.WorkBased, workOf) {
	case 'S':
		column = internship
	case 'A':
		column = apprenticeship
	case 'T':
		column = traineeship
	default:
		return
	}
	t.add(column)
	t.add(workPlaces)
}

func (c *Counter) phase(p *stated) {
	t := c.phases
	if t == nil {
		return
	}
	t.begin(&p.at)
	t.add(phasePlans)
	switch p.active.PhaseDue.Year() {
	case c.year:
		t.add(dueFirst)
	case c.edition.Year:
		t.add(dueSecond)
	}
	if p.active.PhaseFinal > c.seen {
		return
	}
	switch p.active.PhaseFinal.Year() {
	case c.year:
		t.add(finalFirst)
	case c.edition.Year:
		t.add(finalSecond)
	}
}
