package returns

import (
	"slices"
	"sync"

	"inclusion/ingest/sen2"
)

// layout is which fields the groups of a year's return have, in the order of the message.
type layout struct {
	fields map[sen2.Group][]sen2.Field
	before map[sen2.Group]int // how many of a group's fields stand before the groups inside it
}

// layoutOf is the layout of a year. A year that is not known has that of 2026.
var layoutOf = func() func(int) *layout {
	var mu sync.Mutex
	known := map[int]*layout{}
	return func(year int) *layout {
		mu.Lock()
		defer mu.Unlock()
		if known[year] == nil {
			known[year] = newLayout(year)
		}
		return known[year]
	}
}()

func newLayout(year int) *layout {
	l := &layout{fields: map[sen2.Group][]sen2.Field{}, before: map[sen2.Group]int{}}
	years, err := sen2.LoadYears(nil)
	edition := years[year]
	if err != nil || edition == nil {
		edition = years[2026]
	}
	for _, g := range sen2.Groups() {
		for _, f := range sen2.FieldsOf(g) {
			if edition.Expects(f) != sen2.NotThisYear {
				l.fields[g] = append(l.fields[g], f)
			}
		}
		l.before[g] = len(l.fields[g])
	}
	l.order(year)
	return l
}

// order puts what does not stand in the order of 2026 into its year's place, and says which fields come before the groups inside.
func (l *layout) order(year int) {
	named := l.fields[sen2.NamedPlans] // StartDate, PlanDetail, the rest
	l.before[sen2.NamedPlans] = slices.Index(named, sen2.StartDate) + 1
	active := []sen2.Field{sen2.TransferLA}
	l.before[sen2.ActivePlans] = 1
	switch {
	case year <= 2023:
		active = append(active, sen2.ActiveRes, sen2.ActiveWBP, sen2.LastReview)
	case year == 2024:
		active = append(active, sen2.ReviewMeeting, sen2.ReviewOutcome, sen2.LastReview)
	case year == 2025:
		active = append(active, sen2.ReviewMeeting, sen2.LastReview, sen2.ReviewOutcome, sen2.ReviewDraft, sen2.PhaseTransferDueDate, sen2.PhaseTransferFinalDate)
	default:
		active = append(active, sen2.ReviewMeeting, sen2.ReviewOutcome, sen2.ReviewDraft, sen2.PhaseTransferDueDate, sen2.PhaseTransferFinalDate, sen2.LastReview)
	}
	l.fields[sen2.ActivePlans] = active
}
