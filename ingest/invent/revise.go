package invent

// Authorities whose 2024 figures the 2026 release revises.
const (
	revisedRequests   = "134" // 14 requests turn out to be decided
	revisedTimeliness = "120" // 9 late plans are added
	revisedNewPlans   = "126" // 6 plans are added, placement and need not recorded
)

const revisedYear = 2024

// revise works out what the 2026 release corrects.
func (w *world) revise() {
	r := w.copyToRevise(requests, revisedRequests)
	for i, moved := 0, 0; moved < 14 && i < ages; i++ {
		if r.row(firstAge + i)[undecided] < 2 {
			continue
		}
		c := child{age: youngest + i, sex: 1, placement: noPlacement}
		r.addTo(c, undecided, -2)
		r.addTo(c, assess, 2)
		r.addTo(c, over6, 2)
		moved += 2
	}

	late := child{age: 6, sex: 1, placement: noPlacement}
	r = w.copyToRevise(issued, revisedTimeliness)
	r.addTo(late, over52, 9)
	r.addTo(late, weeks, 9*600)

	added := child{age: 5, sex: 0, placement: notRecorded}
	w.copyToRevise(started, revisedNewPlans).addTo(added, notRecorded, 6)
	w.copyToRevise(newNeeds, revisedNewPlans).addTo(added, needUnknown, 6)
}

func (w *world) copyToRevise(b book, code string) *tally {
	t := w.open(b, revisedYear, code).clone()
	w.revised[entry{b, revisedYear, code}] = t
	return t
}

// edition is the world as one release of EHC plans figures tells it.
type edition struct {
	*world
	year int
}

func (e edition) tally(b book, year int, code string) *tally {
	if t, ok := e.revised[entry{b, year, code}]; ok && e.year >= 2026 {
		return t
	}
	return e.world.tally(b, year, code)
}

// unbalance gives one authority fewer than no reviews outstanding, as happens when a
// total is corrected and its parts are not. The sums around it stay right.
func (w *world) unbalance() {
	t := w.open(reviewed2024, 2025, negativeReview)
	for _, counts := range t.rows {
		if counts != nil {
			counts[decision2024] += counts[decisionOutstanding]
			counts[decisionOutstanding] = 0
		}
	}
	boy := child{age: 9, sex: 1, placement: mainstreamLA}
	t.addTo(boy, decisionOutstanding, -2)
	t.addTo(boy, decision2024, 2)
}
