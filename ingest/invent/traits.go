package invent

import "math"

// First and last calendar year that is lived through, and the years between in tables.
const (
	firstYear = 2014
	lastYear  = 2025
)

// Rates of the whole country by calendar year, 2014 to 2025. They follow the shape of
// England's: demand that doubles, plans that grow faster than funding.
var (
	requestsPerThousand = [...]float64{2.4, 2.7, 3.0, 3.5, 3.9, 4.6, 4.3, 5.3, 6.5, 7.8, 8.7, 9.2}
	ceasedShare         = [...]float64{0.07, 0.06, 0.035, 0.03, 0.04, 0.05, 0.05, 0.053, 0.073, 0.076, 0.078, 0.08}
	appealShare         = [...]float64{0.016, 0.012, 0.013, 0.015, 0.016, 0.018, 0.017, 0.018, 0.023, 0.025, 0.032, 0.037}
)

const plansPerThousand2014 = 13.5

// traits are what makes an authority itself: multiples of the country's rates, shares and
// yearly drifts.
type traits struct {
	place                        *place
	need, growth                 float64 // plans and requests
	refuse, refuseDrift          float64
	onTime, onTimeDrift          float64 // log odds of issuing in 20 weeks in 2019, and change a year
	quick                        float64 // share of decisions to assess within 6 weeks
	special, independent         float64
	academies                    float64 // share of state schools that are academies
	appeals, appealsDrift        float64
	reviews                      float64 // share of expected reviews completed in the year
	suspend, exclude, absent     float64
	overspend, overspendDrift    float64 // of the high needs block
	supported                    float64 // SEN support, share of pupils
	densityRank                  float64 // how built-up: only used to find neighbours
	alternative                  float64 // use of alternative provision
	populationGrowth, childShare float64
}

func newTraits(w *world, p *place) *traits {
	r := w.dice("traits", p.code)
	t := &traits{
		place: p,
		need:  jitter(r, 1, 0.17), growth: 0.014 * bell(r),
		refuse: between(r, 0.12, 0.30), refuseDrift: between(r, -0.004, 0.01),
		onTime: 0.7 + 0.8*bell(r), onTimeDrift: -0.13 + 0.1*bell(r),
		quick:   between(r, 0.72, 0.97),
		special: jitter(r, 1, 0.14), independent: jitter(r, 1, 0.35), academies: between(r, 0.25, 0.85),
		appeals: jitter(r, 0.85, 0.4), appealsDrift: 0.03 * bell(r),
		reviews: between(r, 0.42, 0.78),
		suspend: jitter(r, 1, 0.28), exclude: jitter(r, 1, 0.35), absent: jitter(r, 1, 0.06),
		overspend: between(r, -0.015, 0.05), overspendDrift: between(r, 0, 0.006),
		supported: between(r, 0.105, 0.155), densityRank: between(r, 0, 1), alternative: jitter(r, 1, 0.4),
		populationGrowth: between(r, -0.002, 0.009), childShare: between(r, 0.95, 1.05),
	}
	t.follow(p.manner)
	if p.region == capital {
		t.appeals *= 1.25
		t.suspend *= 0.7
		t.onTime += 0.3
	}
	return t
}

// follow bends the traits to the manner of the authority.
func (t *traits) follow(m manner) {
	switch m {
	case strong:
		t.onTime, t.onTimeDrift = 2.6, -0.05
		t.appeals *= 0.4
		t.refuse = 0.14
		t.quick, t.reviews = 0.97, 0.82
		t.suspend *= 0.65
		t.overspend, t.overspendDrift = -0.02, 0.001
	case poor:
		t.onTime, t.onTimeDrift = -0.1, -0.32
		t.appeals *= 1.8
		t.refuse = 0.34
		t.quick, t.reviews = 0.62, 0.36
		t.suspend *= 1.35
		t.overspend, t.overspendDrift = 0.07, 0.012
	case improving:
		t.onTime, t.onTimeDrift = -1.6, 0.62
		t.appeals, t.appealsDrift = 1.5, -0.16
		t.refuse, t.refuseDrift = 0.33, -0.025
		t.overspend, t.overspendDrift = 0.06, -0.012
	case declining:
		t.onTime, t.onTimeDrift = 2.1, -0.68
		t.appeals, t.appealsDrift = 0.7, 0.16
		t.refuse, t.refuseDrift = 0.16, 0.022
		t.overspend, t.overspendDrift = 0.0, 0.016
	}
}

// people aged 0 to 25 at the middle of a year.
func (t *traits) people(year int) float64 {
	return 1000 * t.place.people * math.Pow(1+t.populationGrowth, float64(year-2018))
}

func (t *traits) onTimeIn(year int) float64 {
	odds := t.onTime + t.onTimeDrift*float64(year-2019)
	if year < 2019 {
		odds = t.onTime
	}
	return clamp(1/(1+math.Exp(-odds)), 0.02, 0.985)
}

func (t *traits) refuseIn(year int) float64 {
	return clamp(t.refuse+t.refuseDrift*float64(max(0, year-2019)), 0.04, 0.48)
}

func (t *traits) appealsIn(year int) float64 {
	return t.appeals * math.Exp(t.appealsDrift*float64(max(0, year-2019))) * appealShare[year-firstYear]
}

func (t *traits) requestsIn(year int) float64 {
	return t.people(year) / 1000 * requestsPerThousand[year-firstYear] * t.need * math.Exp(t.growth*float64(year-2019))
}

// traitsOf gives the traits an authority of any time goes by: those of one that follows it.
func (w *world) traitsOf(code string) *traits {
	switch code {
	case codeSplit:
		code = codeHalfA
	case codeMergedA, codeMergedB:
		code = codeMerger
	case codeRenewedA:
		code = codeRenewedB
	}
	return w.traits[code]
}

// Shares of the merged authority's children by where they were before April 2019.
var beforeMerger = newWheel(0.52, 0.42, 0.06)

// homes says under which authority a child of p is counted on a day.
func homes(p *place, day string) (codes []string, share wheel) {
	switch {
	case day > "2019-03-31":
		return []string{p.code}, nil
	case p.code == codeMerger:
		return []string{codeMergedA, codeMergedB, codeRenewedA}, beforeMerger
	case p.code == codeRenewedB:
		return []string{codeRenewedA}, nil
	}
	return []string{p.code}, nil
}
