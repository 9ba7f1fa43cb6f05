package pace

import (
	"fmt"
	"math"
	"slices"

	"inclusion/internal/returns"
)

const (
	fewestPlans     = 20 // without exceptions, in the weeks looked at; with fewer there is no forecast
	fewestBlocks    = 2
	confidence      = 80       // percent of years that the interval is to hold
	reachOfInterval = 1.281552 // standard deviations that the middle 80 % of a normal distribution reach on either side
)

// forecast foretells the year's figure, or says in a sentence why it cannot.
func (w *Watcher) forecast() (*returns.Forecast, string) {
	year := w.edition.CollectionYear()
	switch {
	case w.asAt >= w.last:
		return nil, fmt.Sprintf("The year %d is over: its figure is known and needs no forecast.", year)
	case w.asAt < w.first:
		return nil, fmt.Sprintf("The year %d had not begun on the day that the file speaks of.", year)
	}
	reach := w.past.reach(w.first)
	if reach < fewestBlocks {
		return nil, fmt.Sprintf("The year %d is too young: a forecast needs at least nine weeks of it.", year)
	}
	dated, plain := w.past.issuedIn(reach)
	switch {
	case dated == 0:
		return nil, "No plan in the file has both the date of its request and the date it was issued, and without them there is no forecast."
	case plain < fewestPlans:
		return nil, fmt.Sprintf("Fewer than %d plans without exceptions, with their dates, were issued in the weeks that the file covers: too few for a forecast.", fewestPlans)
	}
	return w.foretell(newModel(w, reach)), ""
}

// issuedIn counts the plans with both dates of the newest blocks, and those of them without exceptions.
func (h *history) issuedIn(reach int) (dated, plain int) {
	for b := range reach {
		dated += h.plans[0][b] + h.plans[1][b]
		plain += h.plain[0][b] + h.plain[1][b]
	}
	return dated, plain
}

// model is what the forecast rests on: the past's rates, the cases open now, and how sure the pace of each kind of work is.
type model struct {
	watcher *Watcher
	days    int // until the end of the year
	rates   *rates
	daily   [paces]float64 // of each kind of work, on average a day
	plain   [2]float64     // share of late plans, and of those on time, that are no exceptions
	plans   [2]float64     // plans that these shares are of
	byCase  [paces]outlook // when each open case has its chance
	byTeam  [paces]outlook // when as much is done in a week as before, however many are open
}

func newModel(w *Watcher, reach int) *model {
	h := &w.past
	m := &model{watcher: w, days: int(w.last - w.asAt), rates: h.ratesOf(reach)}
	var seen, expected [paces][]float64
	for b := reach - 1; b >= 0; b-- {
		s, e := h.workOf(b, m.rates)
		for i := range paces {
			seen[i], expected[i] = append(seen[i], s[i]), append(expected[i], e[i])
			m.daily[i] += s[i] / float64(reach*blockDays)
		}
		for i := range m.plans {
			m.plans[i] += float64(h.plans[i][b])
			m.plain[i] += float64(h.plain[i][b])
		}
	}
	for i := range m.plans {
		m.plain[i] = (m.plain[i] + 0.5) / (m.plans[i] + 0.5)
	}
	ahead := float64(m.days) / blockDays
	for i := range paces {
		m.byCase[i] = look(seen[i], expected[i], ahead)
		m.byTeam[i] = look(seen[i], slices.Repeat([]float64{m.daily[i] * blockDays}, reach), ahead)
	}
	return m
}

// workOf is what was done in a block, and what would have been done of open cases at the average pace: requests come without any.
func (h *history) workOf(b int, r *rates) (seen, expected [paces]float64) {
	seen[arriving] = float64(h.arrived[b])
	for k := 1; k <= lastWeek; k++ {
		exposed := float64(h.exposed[undecided][b][k])
		seen[deciding] += float64(h.events[undecided][onward][b][k] + h.events[undecided][away][b][k])
		expected[deciding] += exposed * (r[undecided][onward][k] + r[undecided][away][k])
		kind := issuingIn(k)
		seen[kind] += float64(h.events[assessing][onward][b][k])
		expected[kind] += float64(h.exposed[assessing][b][k]) * r[assessing][onward][k]
	}
	return seen, expected
}

// future is how many plans without exceptions will still be issued this year: expected, on time and late, and their variances by chance.
type future struct{ onTime, late, varOnTime, varLate, cov float64 }

// at works the future out at a pace, when each open case has its chance.
func (m *model) at(x shift) future {
	f := future{}
	r := m.rates.at(x)
	for s := range stages {
		for age, n := range m.watcher.open[s] {
			if n == 0 {
				continue
			}
			on, late := r.chances(s, age, m.days)
			on, late = on*m.plain[1], late*m.plain[0]
			many := float64(n)
			f.onTime += many * on
			f.late += many * late
			f.varOnTime += many * on * (1 - on)
			f.varLate += many * late * (1 - late)
			f.cov -= many * on * late
		}
	}
	come := m.daily[arriving] * math.Exp(x[arriving])
	for day := 1; day < m.days; day++ {
		on, late := r.chances(undecided, 0, m.days-day)
		on, late = come*on*m.plain[1], come*late*m.plain[0]
		f.onTime, f.varOnTime = f.onTime+on, f.varOnTime+on
		f.late, f.varLate = f.late+late, f.varLate+late
	}
	return f
}

// manner says of plans on time and of late plans whether as many are issued in a week as before, however many cases are open.
type manner struct{ inTime, late bool }

// in works the future out for a manner of work.
func (m *model) in(how manner, x shift) future {
	f := m.at(x)
	if how.inTime {
		f.onTime = m.daily[issuingInTime] * math.Exp(x[issuingInTime]) * float64(m.days) * m.plain[1]
		f.varOnTime, f.cov = f.onTime, 0
	}
	if how.late {
		f.late = m.daily[issuingLate] * math.Exp(x[issuingLate]) * float64(m.days) * m.plain[0]
		f.varLate, f.cov = f.late, 0
	}
	return f
}

// outlooks are those that belong to a manner of work, and how well they foretold the past together.
func (m *model) outlooks(how manner) (all [paces]outlook, fit float64) {
	all = m.byCase
	if how.inTime {
		all[issuingInTime] = m.byTeam[issuingInTime]
	}
	if how.late {
		all[issuingLate] = m.byTeam[issuingLate]
	}
	all[arriving] = m.byTeam[arriving]
	return all, all[issuingInTime].fit + all[issuingLate].fit
}

// logit is the log odds of the year's share at a future. Half a plan is added on either side, so that there are odds for no plan and for all.
func (w *Watcher) logit(f future) float64 {
	return math.Log((float64(w.onTime) + f.onTime + 0.5) / (float64(w.issued-w.onTime) + f.late + 0.5))
}

// guess is what one manner of work makes of the year: the log odds of its share, their variance, and the future in its middle.
type guess struct {
	middle, variance, fit float64
	future                future
}

// guess moves every pace up and down by its standard deviation; what that does to the log odds, with chance and what is not known of the
// share of exceptions, is the variance.
func (m *model) guess(how manner) guess {
	outlooks, fit := m.outlooks(how)
	var mean shift
	for i := range paces {
		mean[i] = outlooks[i].mean
	}
	f := m.in(how, mean)
	g := guess{middle: m.watcher.logit(f), variance: m.watcher.byChance(m, f), fit: fit, future: f}
	for i := range paces {
		up, down := mean, mean
		up[i] += outlooks[i].sd
		down[i] -= outlooks[i].sd
		half := (m.watcher.logit(m.in(how, up)) - m.watcher.logit(m.in(how, down))) / 2
		g.variance += half * half
	}
	return g
}

// foretell puts the forecast together: each manner of work counts as much as it foretold the past well.
func (w *Watcher) foretell(m *model) *returns.Forecast {
	var guesses []guess
	best := math.Inf(-1)
	for _, how := range []manner{{false, false}, {false, true}, {true, false}, {true, true}} {
		g := m.guess(how)
		guesses = append(guesses, g)
		best = max(best, g.fit)
	}
	sum, middle, square, onTime, late := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, g := range guesses {
		share := math.Exp(g.fit - best)
		sum += share
		middle += share * g.middle
		square += share * (g.variance + g.middle*g.middle)
		onTime += share * g.future.onTime
		late += share * g.future.late
	}
	middle, onTime, late = middle/sum, onTime/sum, late/sum
	reach := reachOfInterval * math.Sqrt(math.Max(0, square/sum-middle*middle))
	plans := float64(w.issued) + onTime + late
	forecast := &returns.Forecast{Year: w.edition.CollectionYear(), IssuedSoFar: w.issued, OnTimeSoFar: w.onTime, Level: confidence,
		IssuedByEnd: tenth(plans), OnTimeByEnd: tenth(float64(w.onTime) + onTime)}
	share, lower, upper := shareAt(middle, plans), shareAt(middle-reach, plans), shareAt(middle+reach, plans)
	turn := unforeseen * float64(m.days) / 365
	forecast.Percent = tenth(100 * share)
	forecast.Lower = tenth(100 * min(lower, share-turn*share))
	forecast.Upper = tenth(100 * max(upper, share+turn*(1-share)))
	forecast.Best, forecast.Worst = w.bounds()
	return forecast
}

// unforeseen is how far one authority in ten turns within half a year when nothing in its own past foretells it: that share of plans on time
// is lost, or of late plans won. The interval reaches at least so far, for the part of the year that is to come. In published figures of 2019 to 2025, of authorities with 98 % on time or more one in ten had 80 % or less
// the year after; half of that way belongs to half a year.
const unforeseen = 0.1

// byChance is the variance of the log odds that remains when every pace is known: chance, and how well the shares of exceptions are known.
func (w *Watcher) byChance(m *model, f future) float64 {
	onTime, late := float64(w.onTime)+f.onTime+0.5, float64(w.issued-w.onTime)+f.late+0.5
	variance := f.varOnTime/(onTime*onTime) + f.varLate/(late*late) - 2*f.cov/(onTime*late)
	for i, ahead := range [2]float64{f.late / late, f.onTime / onTime} {
		variance += ahead * ahead * (1 - m.plain[i]) / m.plain[i] / (m.plans[i] + 1)
	}
	return variance
}

// bounds are the best and the worst that today's open cases still allow, whatever the pace; requests to come are left out of both. A case
// can be issued on time from tomorrow to its 140th day, and late from the day after that, both up to the end of the year.
func (w *Watcher) bounds() (best, worst float64) {
	inTime, late := 0, 0
	for s := range stages {
		for age, n := range w.open[s] {
			if age < issueWithin {
				inTime += n
			}
			if issueWithin-age < int(w.last-w.asAt) {
				late += n
			}
		}
	}
	return percent(w.onTime+inTime, w.issued+inTime), percent(w.onTime, w.issued+late)
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return tenth(100 * float64(part) / float64(whole))
}

// shareAt turns log odds of so many plans into a share and takes the half plan on either side away again.
func shareAt(logit, plans float64) float64 {
	onTime := (plans+1)/(1+math.Exp(-logit)) - 0.5
	return min(1, max(0, onTime/max(plans, 1)))
}

func tenth(x float64) float64 { return math.Round(10*x) / 10 }
