package pace

import (
	"math"
	"math/rand/v2"
	"time"

	"inclusion/ingest/sen2"
)

// simulated is one case of an authority that is made up here, with everything that will become of it.
type simulated struct {
	received, decided, ended sen2.Date // 0 when it never happens before the end
	outcome                  sen2.Letter
	refused, exception       bool
}

// authority draws cases with chances a week that are known, at a pace that drifts, jumps and drops in August. It shares nothing with the
// forecast but the law's limits.
type authority struct {
	dice                     *rand.Rand
	from, until              sen2.Date
	requests                 float64 // a day
	rush, slow, refuse, plan float64
	except                   float64
	pace                     [3][]float64 // of deciding, issuing and arriving, by day
}

func newAuthority(seed uint64, from, until sen2.Date) *authority {
	a := &authority{dice: rand.New(rand.NewPCG(seed, 20)), from: from, until: until}
	between := func(low, high float64) float64 { return low + (high-low)*a.dice.Float64() }
	a.requests = math.Exp(6.4+0.6*a.dice.NormFloat64()) / 365
	a.rush, a.slow = between(0.05, 0.65), between(0.03, 0.2)
	a.refuse, a.plan, a.except = between(0.1, 0.4), between(0.9, 0.98), between(0, 0.15)
	august := between(0.4, 0.9)
	for i := range a.pace {
		drift, jump := between(0.05, 0.4), between(0, 0.25)
		level, now := 0.0, 1.0
		for day := from; day <= until; day++ {
			if int(day-from)%28 == 0 {
				level += drift * a.dice.NormFloat64()
				now = math.Exp(level + jump*a.dice.NormFloat64())
			}
			a.pace[i] = append(a.pace[i], now)
			if day.Time().Month() == time.August {
				a.pace[i][day-from] *= august
			}
		}
	}
	return a
}

// byChance are all cases of an authority made up so.
func byChance(seed uint64, from, until sen2.Date) []simulated {
	a := newAuthority(seed, from, until)
	var all []simulated
	for day := a.from; day <= a.until; day++ {
		for n := poisson(a.dice, a.requests*a.pace[2][day-a.from]); n > 0; n-- {
			all = append(all, a.course(day))
		}
	}
	return all
}

func (a *authority) course(received sen2.Date) simulated {
	c := simulated{received: received, exception: a.dice.Float64() < a.except, refused: a.dice.Float64() < a.refuse, outcome: 'Y'}
	if a.dice.Float64() > a.plan {
		c.outcome = 'N'
	}
	for day := received + 1; day <= a.until; day++ {
		days := int(day - received)
		if c.decided == 0 {
			if a.dice.Float64() < decideChance(days)*a.pace[0][day-a.from]/7 {
				if c.decided = day; c.refused {
					return c
				}
			}
			continue
		}
		if a.dice.Float64() < a.issueChance(days)*a.pace[1][day-a.from]/7 {
			c.ended = day
			return c
		}
	}
	return c
}

// decideChance is the weekly chance of a decision, so many days after the request.
func decideChance(days int) float64 {
	switch {
	case days <= 20:
		return 0.03
	case days <= 35:
		return 0.25
	case days <= 42:
		return 0.75
	}
	return 0.4
}

// issueChance is the weekly chance of an outcome: a rush before the limit, and slow work on what is late.
func (a *authority) issueChance(days int) float64 {
	switch {
	case days <= 90:
		return 0.01
	case days <= 119:
		return 0.05 + a.rush/4
	case days <= 140:
		return a.rush
	case days <= 160:
		return 1.5 * a.slow
	}
	return a.slow
}

func poisson(dice *rand.Rand, mean float64) int {
	n, left := 0, math.Exp(-mean)
	for p := dice.Float64(); p > left; p *= dice.Float64() {
		n++
	}
	return n
}

// seenOn writes the case as a return made on a day has it, and says false when it is not in that return: it had not come, or it had ended
// before the year and left no plan.
func (c simulated) seenOn(asAt, first sen2.Date, p *sen2.Person) bool {
	if c.received > asAt {
		return false
	}
	p.Reset()
	p.Begin(sen2.Requests)
	r := &p.Requests[0]
	r.Received, r.Outcome = c.received, 'A'
	if c.decided == 0 || c.decided > asAt {
		return true
	}
	if r.Outcome, r.OutcomeDate = 'Y', c.decided; c.refused {
		r.Outcome = 'N'
		return c.decided >= first
	}
	p.Begin(sen2.Assessments)
	b := &r.Assessment
	b.Outcome = 'A'
	if c.ended == 0 || c.ended > asAt {
		return true
	}
	b.Outcome, b.OutcomeDate, b.Week20 = c.outcome, c.ended, sen2.No
	if c.exception {
		b.Week20 = sen2.Yes
	}
	return c.ended >= first
}

// shareOf is the figure that a year ended with.
func shareOf(all []simulated, first, last sen2.Date) (percent float64, issued int) {
	onTime := 0
	for _, c := range all {
		if c.refused || c.outcome != 'Y' || c.exception || c.ended < first || c.ended > last {
			continue
		}
		issued++
		if c.ended-c.received <= 140 {
			onTime++
		}
	}
	return 100 * float64(onTime) / float64(issued), issued
}
