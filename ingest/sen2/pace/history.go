package pace

import "inclusion/ingest/sen2"

// The past year is looked at in 13 blocks of four weeks, the newest first. A case's weeks are its own: each of seven days since the request,
// so that a limit in weeks is always the end of one of them. A week belongs to the block it ends in.
const (
	blocks    = 13
	blockDays = 28
)

// events are what can happen to a case in a week of a stage: agreed or issued, or ended otherwise.
type event int

const (
	onward event = iota // agreed to assess, or the plan issued
	away
	eventKinds
)

// history counts how long cases were open and what happened to them, by block and by week since the request: a life table.
type history struct {
	asAt    sen2.Date
	exposed [stages][blocks][lastWeek + 1]int // weeks begun and lived to their end or to an event
	events  [stages][eventKinds][blocks][lastWeek + 1]int
	gone    [stages][blocks]int // ended on a day that is not known, by the day of the request
	arrived [blocks]int         // requests received
	plans   [2][blocks]int      // issued late, on time
	plain   [2][blocks]int      // the same without exceptions
	refused [blocks]int         // requests or assessments that ended otherwise
}

// block is which four weeks before the day something happened in.
func (h *history) block(d sen2.Date) (b int, within bool) {
	b = int(h.asAt-d) / blockDays
	return b, d <= h.asAt && b < blocks
}

// add counts one case.
func (h *history) add(c course) {
	if !c.received.Given() {
		return
	}
	if b, within := h.block(c.received); within {
		h.arrived[b]++
		if c.ending == gone {
			h.gone[c.stage][b]++
		}
	}
	if c.ending == gone {
		return
	}
	h.addEnding(c)
	if c.stage == undecided {
		h.live(c, undecided, 1, c.ended, away)
		return
	}
	decided := week(int(c.decided - c.received))
	h.live(c, undecided, 1, c.decided, onward)
	from := decided + 1
	if c.ended.Given() {
		from = min(from, week(int(c.ended-c.received)))
	}
	what := away
	if c.ending == issuedPlan {
		what = onward
	}
	h.live(c, assessing, from, c.ended, what)
}

func (h *history) addEnding(c course) {
	if c.ending == stillOpen {
		return
	}
	b, within := h.block(c.ended)
	switch {
	case !within:
	case c.ending == otherwise:
		h.refused[b]++
	default:
		inTime := 0
		if c.ended-c.received <= issueWithin {
			inTime = 1
		}
		h.plans[inTime][b]++
		if c.plain {
			h.plain[inTime][b]++
		}
	}
}

// live counts the weeks of a case in a stage from one on, up to the one in which something happened; without a day, up to now. A week that
// is not over on the day is not counted, nor what happened in it, so that the share of weeks in which something happens is not bent.
func (h *history) live(c course, s stage, from int, until sen2.Date, what event) {
	last := 0
	if until.Given() {
		last = week(int(until - c.received))
	}
	if first := (int(h.asAt-c.received)-blocks*blockDays)/7 + 1; from < first {
		from = first
	}
	for k := from; last == 0 || k <= last; k++ {
		ends := c.received + sen2.Date(7*k)
		if ends > h.asAt {
			return
		}
		b, within := h.block(ends)
		if !within {
			continue
		}
		at := min(k, lastWeek)
		h.exposed[s][b][at]++
		if k == last {
			h.events[s][what][b][at]++
		}
	}
}

// reach is how many blocks back the file is whole. It is whole from the first day of the year on; before that only as far as plans, and
// cases that ended otherwise, are as many as half of what they are within the year.
func (h *history) reach(first sen2.Date) int {
	whole := min(blocks, max(0, int(h.asAt-first)-6)/blockDays)
	plans, refused := 0, 0
	for b := range whole {
		plans += h.plans[0][b] + h.plans[1][b]
		refused += h.refused[b]
	}
	n := whole
	for n > 0 && n < blocks && 2*whole*(h.plans[0][n]+h.plans[1][n]) >= plans && 2*whole*h.refused[n] >= refused {
		n++
	}
	return n
}
