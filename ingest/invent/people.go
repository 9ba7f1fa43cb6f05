package invent

import "math"

// agesOf is how many of each single year of age, 0 to 25, an authority had in the middle
// of a year.
func (w *world) agesOf(code string, year int) []int {
	t := w.traits[code]
	r := w.dice("ages", code)
	weights := make([]float64, 26)
	for age := range weights {
		cohort := float64(year - age) // births peaked around 2012
		weights[age] = jitter(r, 1-0.003*math.Abs(cohort-2011), 0.02) * math.Pow(t.childShare, float64(13-age)/13)
	}
	return apportion(int(math.Round(t.people(year))), weights...)
}

// youngPeople is the number aged 2 to 18 of an authority of any time.
func (w *world) youngPeople(code string, year int) float64 {
	switch code {
	case codeSplit:
		return w.youngPeople(codeHalfA, year) + w.youngPeople(codeHalfB, year)
	case codeMergedA:
		return 0.52 * w.youngPeople(codeMerger, year)
	case codeMergedB:
		return 0.42 * w.youngPeople(codeMerger, year)
	case codeRenewedA:
		return w.youngPeople(codeRenewedB, year) + 0.06*w.youngPeople(codeMerger, year)
	}
	return float64(sum(w.agesOf(code, year)[2:19]))
}

// population is the statistics office's estimates by age, on today's boundaries and codes.
func population(w *world) ([]File, error) {
	rows := [][]string{fields("DATE,GEOGRAPHY_CODE,GEOGRAPHY_NAME,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE")}
	for year := 2018; year <= 2024; year++ {
		for _, p := range lasting() {
			of := w.agesOf(p.code, year)
			add := func(name string, n int) {
				rows = append(rows, []string{whole(year), p.ons, p.name, "Total", name, "Value", whole(n)})
			}
			add("Aged 0 to 15", sum(of[:16]))
			add("Aged 16-24", sum(of[16:25]))
			add("Age 25", of[25])
			for age := 2; age <= 18; age++ {
				add("Age "+whole(age), of[age])
			}
		}
	}
	d := dialect{quoted: func(column int, header bool) bool { return header || column > 0 && column < 6 }}
	return []File{{"population.csv", d.csv(rows)}}, nil
}
