package invent

import (
	"math"
	"slices"
)

var absenceKeys = fields("time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name")

// National absence by provision in 2023/24 and how other years compare. 2019/20 was not
// published.
var (
	absentWith  = [provisionCount]float64{0.132, 0.108, 0.066}
	absentIn    = [phaseCount]float64{0.86, 1.22, 0.98}
	absentYears = map[int]float64{2018: 0.71, 2020: 0.79, 2021: 1.06, 2022: 1.03, 2023: 1, 2024: 0.96}
)

// away is how much pupils missed: sessions they could have come to, sessions missed with
// and without leave, pupils who missed a tenth and a half.
type away struct{ pupils, possible, authorised, unauthorised, tenth, half int }

func (a *away) add(b away) {
	a.pupils += b.pupils
	a.possible += b.possible
	a.authorised += b.authorised
	a.unauthorised += b.unauthorised
	a.tenth += b.tenth
	a.half += b.half
}

func (w *world) awayIn(code string, year, phase, provision int) away {
	t := w.traitsOf(code)
	r := w.dice("absence", code, year, phase, provision)
	n := w.pupils(code, year)[phase][provision]
	rate := absentWith[provision] * absentIn[phase] * absentYears[year] * t.absent * jitter(r, 1, 0.03)
	a := away{pupils: n, possible: n * 290}
	missed := int(rate * float64(a.possible))
	a.unauthorised = int(float64(missed) * clamp(0.3*absentYears[year]*t.absent, 0.1, 0.6))
	a.authorised = missed - a.unauthorised
	a.tenth = binomial(r, n, clamp(rate*2.75, 0, 0.9))
	a.half = min(a.tenth, binomial(r, n, clamp(math.Pow(rate, 1.7)*1.9, 0, 0.5)))
	return a
}

// absence is published by special needs and, in a file of its own, for pupil referral units.
func absence(w *world) ([]File, error) {
	files, err := zipped("pupil-absence-in-schools-in-england_2024-25.zip", File{"data/absence_by_sen.csv", windows.csv(absenceBySEN(w))})
	return append(files, File{"4_absence_2term_pru.csv", marked.csv(absenceInPRUs(w))}), err
}

func absenceBySEN(w *world) [][]string {
	rows := [][]string{slices.Concat(absenceKeys, fields("education_phase,characteristic_group,characteristic,enrolments,sess_overall_percent,sess_authorised_percent,sess_unauthorised_percent,enrolments_pa_10_exact_percent,enrolments_pa_50_exact_percent"))}
	for _, year := range []int{2018, 2020, 2021, 2022, 2023, 2024} {
		for _, s := range schoolSpots(year, false, true) {
			for _, phase := range phaseLabels("Special") {
				for _, p := range provisionLabels {
					var a away
					for _, code := range s.codes {
						for _, x := range phase.phases {
							a.add(w.awayIn(code, year, x, p.provisions[0]))
						}
					}
					if a.pupils == 0 {
						continue
					}
					share := func(part, all int) string { return trimmed(100*float64(part)/float64(all), 6) }
					rows = append(rows, slices.Concat(keys(absenceKeys, academic(year), "Academic year", s),
						[]string{phase.name, p.group, p.name, whole(a.pupils), share(a.authorised+a.unauthorised, a.possible),
							share(a.authorised, a.possible), share(a.unauthorised, a.possible), share(a.tenth, a.pupils), share(a.half, a.pupils)}))
				}
			}
		}
	}
	return rows
}

const pruHeader = "num_schools,enrolments,sess_possible,sess_overall,sess_authorised,sess_unauthorised,sess_overall_percent,sess_authorised_percent,sess_unauthorised_percent,enrolments_pa_10_exact,enrolments_pa_10_exact_percent,enrolments_pa_50_exact,enrolments_pa_50_exact_percent,sess_auth_illness,sess_auth_appointments,sess_auth_religious,sess_auth_study,sess_auth_traveller,sess_auth_holiday,sess_auth_ext_holiday,sess_auth_excluded,sess_auth_other,sess_auth_totalreasons,sess_unauth_holiday,sess_unauth_late,sess_unauth_other,sess_unauth_noyet,sess_unauth_totalreasons,sess_overall_totalreasons,sess_x_covid,sess_y_exceptional"

// pruAway is a pupil referral unit's absence with the reasons.
type pruAway struct {
	away
	schools int
	with    []int // reasons with leave
	without []int // and without
}

func (w *world) pruAwayIn(code string, year int) pruAway {
	t := w.traitsOf(code)
	r := w.dice("referral units", code)
	a := pruAway{with: make([]int, 8), without: make([]int, 4)}
	if chance(r, 0.07) || placeOf(code).leftOut != "" { // no unit here
		return a
	}
	a.schools = 1 + int(w.peopleOf(code, year)/90000)
	r = w.dice("referral units", code, year)
	a.pupils = int(w.peopleOf(code, year) / 1000 * 1.0 * t.alternative * jitter(r, 1, 0.1))
	a.possible = a.pupils * 190
	missed := int(float64(a.possible) * clamp(0.3*jitter(r, t.absent, 0.08)+0.012*float64(year-2014), 0.1, 0.7))
	a.unauthorised = missed * 45 / 100
	a.authorised = missed - a.unauthorised
	a.tenth = binomial(r, a.pupils, 0.78)
	a.half = min(a.tenth, binomial(r, a.pupils, 0.34))
	a.with = spread(r, a.authorised, 30, 3, 0.2, 0.5, 1, 0.4, 11, 54)
	a.without = spread(r, a.unauthorised, 1, 5, 92, 2)
	return a
}

func (a *pruAway) add(b pruAway) {
	a.away.add(b.away)
	a.schools += b.schools
	for i := range a.with {
		a.with[i] += b.with[i]
	}
	for i := range a.without {
		a.without[i] += b.without[i]
	}
}

func absenceInPRUs(w *world) [][]string {
	rows := [][]string{slices.Concat(absenceKeys, fields(pruHeader))}
	for _, year := range []int{2014, 2015, 2016, 2017, 2018, 2020, 2021, 2022} {
		list := schoolSpots(year, true, true)
		for i := range list { // authorities first, then regions, then the country
			s := list[len(list)-1-i]
			a := pruAway{with: make([]int, 8), without: make([]int, 4)}
			for _, code := range s.codes {
				a.add(w.pruAwayIn(code, year))
			}
			if a.pupils > 0 {
				rows = append(rows, slices.Concat(keys(absenceKeys, academic(year), "Autumn and spring term", s), a.cells(year)))
			}
		}
	}
	return rows
}

func (a pruAway) cells(year int) []string {
	share := func(part, all int) string { return trimmed(100*float64(part)/float64(all), 5) }
	missed := a.authorised + a.unauthorised
	cells := []string{whole(a.schools), whole(a.pupils), whole(a.possible), whole(missed), whole(a.authorised), whole(a.unauthorised),
		share(missed, a.possible), share(a.authorised, a.possible), share(a.unauthorised, a.possible), whole(a.tenth), share(a.tenth, a.pupils)}
	if year < 2016 {
		cells = append(cells, "z", "z")
	} else {
		cells = append(cells, whole(a.half), share(a.half, a.pupils))
	}
	for i, n := range a.with {
		if i == 6 { // extended holidays were never reported
			cells = append(cells, "z")
		}
		cells = append(cells, whole(n))
	}
	cells = append(cells, whole(a.authorised))
	for _, n := range a.without {
		cells = append(cells, whole(n))
	}
	covid := 0
	if year == 2020 || year == 2021 {
		covid = a.pupils * 9
	}
	return append(cells, whole(a.unauthorised), whole(missed), whole(covid), whole(a.pupils/3))
}
