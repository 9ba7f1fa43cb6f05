package pace

import "math"

// Weeks that are taken together where the share of weeks in which something happens is worked out, by the last of each.
var (
	weeksUndecided = []int{1, 2, 3, 4, 5, 6, 7, 8, 12, 20, 52, lastWeek}
	weeksAssessing = []int{8, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 26, 39, 52, lastWeek}
)

// rates are the shares of cases open at the start of a week since the request to which each event happens in it.
type rates [stages][eventKinds][lastWeek + 1]float64

// ratesOf works the shares out over the newest blocks. A week in which few cases were open leans on the weeks before it with the weight of
// two cases. Endings without a day are spread evenly over the weeks of their stage.
func (h *history) ratesOf(reach int) *rates {
	r := &rates{}
	for s, lasts := range [stages][]int{weeksUndecided, weeksAssessing} {
		for what := range eventKinds {
			from, before := 1, 0.0
			for _, last := range lasts {
				exposed, events := 0, 0
				for b := range reach {
					for k := from; k <= last; k++ {
						exposed += h.exposed[s][b][k]
						events += h.events[s][what][b][k]
					}
				}
				rate := (float64(events) + 2*before) / (float64(exposed) + 2)
				for k := from; k <= last; k++ {
					r[s][what][k] = rate
				}
				from, before = last+1, rate
			}
		}
		r.spread(stage(s), h, reach)
	}
	return r
}

// spread adds the endings without a day.
func (r *rates) spread(s stage, h *history, reach int) {
	lost, exposed := 0, 0
	for b := range reach {
		lost += h.gone[s][b]
		for _, n := range h.exposed[s][b] {
			exposed += n
		}
	}
	if lost == 0 {
		return
	}
	each := float64(lost) / float64(lost+exposed)
	for k := 1; k <= lastWeek; k++ {
		r[s][away][k] = math.Min(r[s][away][k]+each, 1-r[s][onward][k])
	}
}

// Kinds of work whose pace is followed: decisions, plans in time, plans that are late, and requests that come.
const (
	deciding = iota
	issuingInTime
	issuingLate
	arriving
	paces
)

// shift is how each pace differs from the average of the past, in logarithms.
type shift [paces]float64

// issuingIn is the kind of work that a plan in a week since the request is.
func issuingIn(week int) int {
	if 7*week <= issueWithin {
		return issuingInTime
	}
	return issuingLate
}

// at gives the rates at another pace. A rate h becomes 1 - (1 - h)^e^x: pace is the rate of a case that could be taken up at any moment.
func (r *rates) at(x shift) *rates {
	moved := *r
	for k := 1; k <= lastWeek; k++ {
		if both := r[undecided][onward][k] + r[undecided][away][k]; both > 0 {
			scale := quicker(both, x[deciding]) / both
			moved[undecided][onward][k] *= scale
			moved[undecided][away][k] *= scale
		}
		issue := quicker(r[assessing][onward][k], x[issuingIn(k)])
		moved[assessing][onward][k] = issue
		moved[assessing][away][k] = math.Min(r[assessing][away][k], 1-issue)
	}
	return &moved
}

func quicker(rate, by float64) float64 { return 1 - math.Pow(1-math.Min(rate, 1), math.Exp(by)) }

// chances are how likely a case of an age in days is to lead to a plan within the next so many days, on time and late.
func (r *rates) chances(s stage, age, days int) (onTime, late float64) {
	var open [stages]float64
	open[s] = 1
	for day := 0; day < days; {
		lived := (age + day) % 7 // days of the case's week that are over
		step := min(7-lived, days-day)
		k := min((age+day)/7+1, lastWeek)
		issue := open[assessing] * part(r[assessing][onward][k], r[assessing][away][k], lived, step)
		end := open[assessing] * part(r[assessing][away][k], r[assessing][onward][k], lived, step)
		agree := open[undecided] * part(r[undecided][onward][k], r[undecided][away][k], lived, step)
		refuse := open[undecided] * part(r[undecided][away][k], r[undecided][onward][k], lived, step)
		open[assessing] += agree - issue - end
		open[undecided] -= agree + refuse
		if issuingIn(k) == issuingInTime {
			onTime += issue
		} else {
			late += issue
		}
		day += step
	}
	return onTime, late
}

// part is how likely an event is in some days of a week of which some are over, when events come evenly over the week's days.
func part(rate, other float64, lived, step int) float64 {
	left := 1 - (rate+other)*float64(lived)/7
	if left <= 0 {
		return rate / (rate + other)
	}
	return rate * float64(step) / 7 / left
}
