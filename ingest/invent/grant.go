package invent

import "math"

// Financial years of the grant files, by the year they start.
const (
	firstGrant = 2020
	lastGrant  = 2024
)

// placesFunded is one triple of the deductions sheet: places in the first part of the
// year and in the rest, and what is deducted for them.
type placesFunded struct {
	before, after float64
	pounds        int
}

// grant is the dedicated schools grant of an authority in a financial year, in pounds.
type grant struct {
	schools, central, early int
	schoolsAfter            int // after recoupment for academies
	formula                 int // [A]
	unit                    float64
	pupils                  int // in special schools
	exchange                int // import and export of pupils
	freeSchools, hospital   int
	extra                   int // additional high needs allocation, two years only
	highNeeds               int
	deductions              []placesFunded
}

func (g grant) total() int { return g.schools + g.central + g.highNeeds + g.early }

func (g grant) deducted() int {
	n := 0
	for _, d := range g.deductions {
		n += d.pounds
	}
	return n
}

func (g grant) highNeedsAfter() int { return g.highNeeds - g.deducted() }

func (g grant) totalAfter() int { return g.schoolsAfter + g.central + g.highNeedsAfter() + g.early }

// extraShare is the additional high needs allocation as a share of the formula.
func extraShare(year int) float64 {
	switch year {
	case 2022:
		return 0.0412
	case 2023:
		return 0.0459
	}
	return 0
}

// peopleOf is how many aged 0 to 25 an authority of any time had.
func (w *world) peopleOf(code string, year int) float64 {
	switch code {
	case codeSplit:
		return w.traits[codeHalfA].people(year) + w.traits[codeHalfB].people(year)
	case codeMergedA:
		return 0.52 * w.traits[codeMerger].people(year)
	case codeMergedB:
		return 0.42 * w.traits[codeMerger].people(year)
	case codeRenewedA:
		return w.traits[codeRenewedB].people(year) + 0.06*w.traits[codeMerger].people(year)
	}
	return w.traits[code].people(year)
}

// grantOf works out the grant of the financial year that starts in year.
func (w *world) grantOf(code string, year int) grant {
	t := w.traitsOf(code)
	r := w.dice("grant", code)
	rise := math.Pow(1.035, float64(year-2020))
	pupils := 0.6 * w.peopleOf(code, year)
	seats := w.tally(stock, year, code).row(everyone)
	inSpecial := seats[specialLA] + seats[specialAcademy] + seats[specialFree]

	var g grant
	g.schools = int(pupils * 4950 * rise * jitter(r, 1, 0.05))
	g.central = int(pupils * 58 * jitter(r, 1, 0.2))
	g.early = int(pupils * 480 * rise * jitter(r, 1, 0.08))
	g.schoolsAfter = int(float64(g.schools) * (1 - 0.9*t.academies))
	perHead := between(r, 560, 760) * math.Pow(1.105, float64(year-2020))
	g.unit = math.Round(100*between(r, 4020, 4900)*math.Pow(1.03, float64(min(year, 2021)-2020))) / 100
	g.pupils = inSpecial
	g.formula = int(pupils*perHead*math.Sqrt(t.need)) + 1
	g.exchange = 6000 * int(math.Round(bell(r)*pupils/900))
	g.freeSchools = 6000 * (seats[specialFree] / 12)
	if year >= 2021 {
		g.hospital = int(pupils * 14 * jitter(r, 1, 0.5))
	}
	g.extra = int(math.Round(float64(g.formula) * extraShare(year)))
	g.highNeeds = g.formula + int(math.Round(g.unit*float64(g.pupils))) + g.exchange + g.freeSchools + g.hospital + g.extra
	g.deductions = w.deductionsOf(code, year, seats)
	return g
}

// deductionGroup is one triple of columns: its headings and what a place costs.
type deductionGroup struct {
	group, sub, last string
	split            float64 // share of the year before the change of places
	price            float64 // for a place and year; 0 when the numbers are pounds
	what             []int   // placements the places are for
	share            float64 // places for each child placed there
}

var deductionGroups = []deductionGroup{
	{"Mainstream academies (special educational needs (SEN) units and resourced provision)", "Pre-16 SEN places funded at £6,000", sentDeduction, 5. / 12, 6000, []int{mainstreamAcademyResourced, mainstreamAcademyUnit}, 1.0},
	{"", "Pre-16 SEN places funded at £10,000", sentDeduction, 5. / 12, 10000, []int{mainstreamAcademyUnit}, 0.2},
	{"", "Post-16 SEN Places", sentDeduction, 4. / 12, 6000, []int{mainstreamAcademyResourced}, 0.1},
	{"", "Pre-16 alternative provision (AP) places", "AP places deduction (£s)", 5. / 12, 10000, nil, 0},
	{"Special academies", "Pre-16 SEN Places", sentDeduction, 5. / 12, 10000, []int{specialAcademy}, 0.8},
	{"", "Post-16 SEN Places", sentDeduction, 4. / 12, 10000, []int{specialAcademy}, 0.12},
	{"", "Pre-16 AP Places", "AP places deduction (£s)", 5. / 12, 10000, []int{apAcademy}, 0.1},
	{"Special free schools", "Pre-16 SEN places", sentDeduction, 5. / 12, 10000, []int{specialFree}, 0.8},
	{"", "Post-16 SEN places", sentDeduction, 4. / 12, 10000, []int{specialFree}, 0.06},
	{"", "Pre-16 AP Places", "AP places deduction (£s) ", 5. / 12, 10000, nil, 0},
	{"Alternative provision (AP) academies and free schools ", "Pre-16 SEN places", sentDeduction, 5. / 12, 10000, nil, 0},
	{"", "Post-16 SEN places", sentDeduction, 4. / 12, 10000, nil, 0},
	{"", "Pre-16 AP Places", "AP places deduction (£s) ", 5. / 12, 10000, []int{apAcademy, apFree}, 3},
	{"Hospital Academies", "Hospital Academies funding", "Total hospital education deduction (£s)", 5. / 12, 0, nil, 0},
	{"16-19 academies and free schools", "Post-16 SEN places", sentDeduction, 4. / 12, 6000, []int{collegeGeneral}, 0.02},
	{"Further education (FE) and independent learning provider (ILP)", "FE and ILP", "Total FE and ILP deduction (£s)", 4. / 12, 6000, []int{collegeGeneral, collegeOther}, 0.42},
}

const sentDeduction = "SEN places deduction (£s)"

func (w *world) deductionsOf(code string, year int, seats []int) []placesFunded {
	r := w.dice("deductions", code)
	funded := make([]placesFunded, len(deductionGroups))
	for i, d := range deductionGroups {
		children := 0
		for _, what := range d.what {
			children += seats[what]
		}
		places := math.Floor(d.share * float64(children) * jitter(r, 1, 0.1))
		later := places + math.Floor(places*between(r, 0, 0.05))
		if d.price == 0 { // pounds, for the few with a hospital school
			if chance(r, 0.12) {
				places, later = math.Round(between(r, 40, 300))*1000, math.Round(between(r, 60, 420))*1000
			}
			funded[i] = placesFunded{places, later, int(places + later)}
			continue
		}
		funded[i] = placesFunded{places, later, int(math.Round(d.price * (places*d.split + later*(1-d.split))))}
	}
	return funded
}
