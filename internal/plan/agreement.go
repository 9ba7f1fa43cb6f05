package plan

import "inclusion/internal/benchmark"

// agreements says how near each two perspectives are over the statements that both have (9.8): 100 × (1 − mean gap ÷ 3), hidden under
// ten statements. Of a range, "1–2", it takes the point: the level of the share itself, so that a survey with few answers counts
// neither as nearer nor as farther than it was. Pairs that share no statement are left out; the order is that of Perspectives.
func agreements(statements []StatementReview) (pairs []PairAgreement) {
	all := Perspectives()
	for i, a := range all {
		for _, b := range all[i+1:] {
			var gaps []int
			for _, s := range statements {
				if x, y := s.Readings[a], s.Readings[b]; x.sure() && y.sure() {
					gaps = append(gaps, int(x.point()-y.point()))
				}
			}
			if agree := benchmark.Agree(gaps); agree.Statements > 0 {
				pairs = append(pairs, PairAgreement{a, b, agree.Value, agree.Statements, agree.Shown})
			}
		}
	}
	return pairs
}

// sure says that a reading has a level that may be held against another's. A level beside words such as "too few to be sure" is
// shown, and is not.
func (r Reading) sure() bool { return r.Shown() && r.State == "" }

// point is the level of the share itself, or the lower end where a reading has no point.
func (r Reading) point() Level {
	if r.Point > 0 {
		return r.Point
	}
	return r.Low
}
