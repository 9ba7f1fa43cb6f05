package invent

import (
	"math"
	"math/rand/v2"
)

// Phases of schools and what pupils are given for special needs.
const (
	primary = iota
	secondary
	specialSchool
	phaseCount
)

const (
	withPlan = iota
	withSupport
	withNeither
	provisionCount
)

// pupilsBy is a head count by phase and provision.
type pupilsBy [phaseCount][provisionCount]int

func (p pupilsBy) in(phase int) int { return sum(p[phase][:]) }

func (p pupilsBy) all() int { return p.in(primary) + p.in(secondary) + p.in(specialSchool) }

// add sums head counts.
func (p *pupilsBy) add(other pupilsBy) {
	for phase := range p {
		for provision := range p[phase] {
			p[phase][provision] += other[phase][provision]
		}
	}
}

// pupils of the January of the school year that starts in year.
func (w *world) pupils(code string, year int) pupilsBy {
	t := w.traitsOf(code)
	r := w.dice("pupils", code)
	people := w.peopleOf(code, year)
	seats := w.tally(stock, year+1, code).row(everyone)
	ordinary := float64(groupSum(seats, mainstream) - seats[mainstreamIndependent])
	support := t.supported * (1 + 0.018*float64(year-2020))

	var p pupilsBy
	young := people * 0.27 * jitter(r, 1, 0.02) * (1 - 0.004*float64(year-2018))
	older := people * 0.21 * jitter(r, 1, 0.02) * (1 + 0.012*float64(year-2018))
	p[primary][withPlan], p[secondary][withPlan] = int(0.48*ordinary), int(0.46*ordinary)
	p[primary][withSupport], p[secondary][withSupport] = int(young*support*1.08), int(older*support*0.9)
	p[primary][withNeither] = int(young) - p[primary][withPlan] - p[primary][withSupport]
	p[secondary][withNeither] = int(older) - p[secondary][withPlan] - p[secondary][withSupport]
	p[specialSchool][withPlan] = seats[specialLA] + seats[specialAcademy] + seats[specialFree]
	p[specialSchool][withSupport] = p[specialSchool][withPlan] / 60
	p[specialSchool][withNeither] = p[specialSchool][withPlan] / 200
	return p
}

// schools counts schools of a phase, roughly by size.
func (w *world) schools(code string, year, phase int) int {
	size := []int{265, 1010, 130}[phase]
	n := w.pupils(code, year).in(phase)
	return (n + size - 1) / size
}

// around is a count with an expected value: nearly a Poisson draw.
func around(r *rand.Rand, expected float64) int {
	if expected < 30 {
		return binomial(r, 400, clamp(expected/400, 0, 1))
	}
	return int(math.Round(max(0, expected+math.Sqrt(expected)*bell(r))))
}

// Terms of a school year.
const (
	autumn = iota
	spring
	summer
	termCount
)

// suspensionsPer100 is the national rate by school year, 2014/15 to 2024/25.
var suspensionsPer100 = [...]float64{3.9, 4.3, 4.8, 5.1, 5.4, 3.8, 4.3, 6.9, 9.3, 11.3, 11.4}

var (
	suspendedIn   = [phaseCount]float64{0.16, 2.1, 1.05}
	suspendedWith = [provisionCount]float64{1.9, 2.2, 0.66}
	termShare     = [termCount]float64{0.38, 0.33, 0.29}
)

// sent is how many pupils were suspended (and once or more) or excluded for good.
type sent struct{ suspensions, pupils, exclusions int }

func (s *sent) add(o sent) {
	s.suspensions += o.suspensions
	s.pupils += o.pupils
	s.exclusions += o.exclusions
}

// sentBy counts by phase and provision.
type sentBy [phaseCount][provisionCount]sent

func (s *sentBy) add(o sentBy) {
	for phase := range s {
		for provision := range s[phase] {
			s[phase][provision].add(o[phase][provision])
		}
	}
}

func (s sentBy) total(phases, provisions []int) sent {
	var t sent
	for _, phase := range phases {
		for _, provision := range provisions {
			t.add(s[phase][provision])
		}
	}
	return t
}

var (
	everyPhase     = []int{primary, secondary, specialSchool}
	everyProvision = []int{withPlan, withSupport, withNeither}
)

// sentIn is a term of an authority.
func (w *world) sentIn(code string, year, term int) sentBy {
	key := sentKey{code, year, term}
	s, drawn := w.sent[key]
	if !drawn {
		if w.sent == nil {
			w.sent = map[sentKey]sentBy{}
		}
		s = w.drawSent(key)
		w.sent[key] = s
	}
	return s
}

// sentKey is a term of an authority.
type sentKey struct {
	code       string
	year, term int
}

func (w *world) drawSent(key sentKey) sentBy {
	code, year, term := key.code, key.year, key.term
	t := w.traitsOf(code)
	heads := w.pupils(code, year)
	r := w.dice("suspensions", code, year, term)
	var s sentBy
	for phase := range s {
		for provision := range s[phase] {
			n := heads[phase][provision]
			rate := suspensionsPer100[year-firstYear] / 100 * suspendedIn[phase] * suspendedWith[provision] * termShare[term] * t.suspend
			x := &s[phase][provision]
			x.suspensions = around(r, float64(n)*rate)
			x.pupils = min(n, x.suspensions, around(r, 0.62*float64(x.suspensions)))
			if x.suspensions > 0 && n > 0 {
				x.pupils = max(x.pupils, 1)
			}
			x.exclusions = min(n, around(r, float64(n)*rate*0.0115*t.exclude))
		}
	}
	return s
}

// sentInYear adds up the terms; a pupil suspended in two terms counts once.
func (w *world) sentInYear(code string, year int) sentBy {
	var s sentBy
	for term := range termCount {
		s.add(w.sentIn(code, year, term))
	}
	for phase := range s {
		for provision := range s[phase] {
			x := &s[phase][provision]
			if x.pupils > 1 {
				x.pupils = max(1, x.pupils*66/100)
			}
		}
	}
	return s
}
