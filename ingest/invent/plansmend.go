package invent

// What the releases of EHC plans figures get wrong or leave out, file by file. Each is
// modelled on one that was published; README.md of the sample lists them all.

func mendReviews(_ edition, l *line) {
	if l.among(reviewsHidden) {
		l.hide(1)
	}
}

// mendRequests hides the authorities that could not say in 2023; the country counts them.
func mendRequests(_ edition, l *line) {
	if l.year == 2023 && l.among(requestsHidden) {
		l.hide(0)
	}
}

// countCaseload keeps totals without placements apart from the placements.
func countCaseload(e edition, year int, code string) *tally {
	t := e.tally(stock, year, code)
	if year != 2024 || !among(code, totalsOnly) {
		return t
	}
	only := newTally(placementCount)
	only.put(everyone, uncounted, sum(t.row(everyone)))
	return only
}

func mendCaseload(_ edition, l *line) {
	if l.is(codeRecoded) { // the newer code in three years, the older in the others
		l.long = l.place.onsBefore
		if l.year >= 2021 && l.year <= 2023 {
			l.long = l.place.ons
		}
	}
	if l.year == 2024 && l.among(totalsOnly) {
		l.hide(1)
		l.dropped = !l.total()
	}
	if l.year == 2025 && l.among(seatsHidden) {
		l.hide(1)
	}
}

// countDated leaves out the authorities that have no row for 2023.
func countDated(b book, missing string) func(edition, int, string) *tally {
	return func(e edition, year int, code string) *tally {
		if year == 2023 && among(code, missing) {
			return nil
		}
		return e.tally(b, year, code)
	}
}

func mendCeased(_ edition, l *line) {
	l.dropped = l.year == 2023 && l.among(datesMissing+" "+datesHidden)
}

// mendNewPlans prints the regional total of 2022 for every authority of one region.
func mendNewPlans(e edition, l *line) {
	l.dropped = l.year == 2023 && l.among(datesMissing)
	if l.year != 2022 || !l.in(spikeRegion) || !l.total() {
		return
	}
	total := 0
	for _, p := range placesOn(yearEnd(2022)) {
		if p.region == spikeRegion {
			total += sum(e.tally(started, 2022, p.code).row(everyone))
		}
	}
	l.cells[0] = whole(total)
	if l.is(spikeHidden) {
		l.hide(1)
	}
}

// mendResidential prints a total of January 2023 that is not the sum of its parts.
func mendResidential(e edition, l *line) {
	if l.year == 2023 && l.place == nil {
		n := 0
		for _, code := range l.codes {
			n += sum(e.tally(residential, l.year, code).row(everyone))
		}
		l.cells[2] = whole(2*n + len(l.codes))
	}
}

// mendNeeds hides the needs of an authority; the country counts them.
func mendNeeds(_ edition, l *line) {
	if l.among(needsHidden) {
		l.hide(1)
	}
}

// countTimely: of two authorities the country counts nothing in 2022, of two others only
// how many plans were issued; in 2023 it leaves out three.
func countTimely(e edition, year int, code string) *tally {
	t := e.tally(issued, year, code)
	switch {
	case year == 2022 && among(code, late2022Hidden):
		return nil
	case year == 2022 && among(code, late2022Part):
		return withoutNumerators(t)
	case year == 2023 && among(code, datesMissing+" "+datesHidden):
		return nil
	}
	return t
}

// withoutNumerators keeps how many plans were issued and drops how many in time.
func withoutNumerators(t *tally) *tally {
	c := t.clone()
	for _, counts := range c.rows {
		if counts == nil {
			continue
		}
		counts[in52] += counts[in20]
		counts[in52Exception] += counts[in20Exception]
		counts[in20], counts[in20Exception] = 0, 0
	}
	return c
}

func mendTimely(_ edition, l *line) {
	switch {
	case l.year == 2022 && l.among(late2022Hidden+" "+late2022Part):
		l.hide(0)
	case l.year == 2023 && l.among(datesMissing):
		l.dropped = true
	case l.year == 2023 && l.among(datesHidden):
		l.hide(0)
	}
}
