package returns

import "slices"

// GuardOptions say which counts are small. The zero value is 1 to 5.
type GuardOptions struct {
	Least int // 1 when it is 0
	Most  int // 5 when it is 0
}

func (o GuardOptions) span() (least, most float64) {
	if o.Least <= 0 {
		o.Least = 1
	}
	if o.Most <= 0 {
		o.Most = 5
	}
	return float64(o.Least), float64(max(o.Most, o.Least))
}

// PossibleValues is how many values a small number that is held back could have, for all that is shown, at the least. It is fewer only where
// there are fewer small numbers, or where fewer would be left if nothing at all were shown.
const PossibleValues = 3

// Guard gives the tables with small numbers held back, and with as many others as it takes that no small number can be worked out. It
// knows what a reader knows: the balances of the shape, that the rows of a topic add up to the row of everybody, that parts are within
// their whole, and which numbers of one table stand in another as well. Where the numbers themselves do not add up it takes the difference
// for known.
//
// What it promises of the result, even to a reader who knows which of the held back numbers are the small ones:
//
//   - no number that is held back follows from those shown by adding and taking away, however many are put together;
//   - narrowing by bounds, each relation after the other until nothing changes, leaves every small number at least PossibleValues values.
//
// Means go with the count they are over. Shares are worked out from the cells when they are printed, and values from the printed files, so
// neither tells more than the cells that are shown. A difference of two numbers that are both shown and have no name in the published
// files, such as the plans that had an exception, is not a number here and may be small. The tables given are left as they are; the same
// tables give the same result.
func Guard(tables []Table, o GuardOptions) []Table {
	least, most := o.span()
	s := newSystem(tables, least, most)
	s.protect()
	guarded := make([]Table, len(tables))
	for i, t := range tables {
		guarded[i] = t
		guarded[i].Rows = make([]Row, len(t.Rows))
		for j, row := range t.Rows {
			row.Cells = slices.Clone(row.Cells)
			for k := range row.Cells {
				if at, ok := s.at[place{i, j, k}]; ok && s.cells[at].hidden {
					row.Cells[k] = Cell{Status: Suppressed}
				}
			}
			guarded[i].Rows[j] = row
		}
		hideMeans(guarded[i], most)
	}
	return guarded
}

// hideMeans holds back means over a count that is held back, or over fewer than are shown.
func hideMeans(t Table, most float64) {
	shape, _ := ShapeOf(t.Name)
	for mean, over := range shape.Means {
		at, count := slices.Index(t.Measures, mean), slices.Index(t.Measures, over)
		if at < 0 || count < 0 {
			continue
		}
		for _, row := range t.Rows {
			if n := row.Cells[count]; row.Cells[at].Status == OK && (n.Status == Suppressed || n.Status == OK && n.N > 0 && n.N <= most) {
				row.Cells[at] = Cell{Status: Suppressed}
			}
		}
	}
}

// Withheld gives the guarded values with the right reason: one that the whole tables have and the guarded ones do not is held back,
// whatever its statement calls a sum with a part missing.
func Withheld(whole, guarded []Value) []Value {
	known := map[[2]string]bool{}
	for _, v := range whole {
		known[[2]string{v.Indicator, v.Period}] = v.Status == OK
	}
	guarded = slices.Clone(guarded)
	for i, v := range guarded {
		if v.Status != OK && known[[2]string{v.Indicator, v.Period}] {
			guarded[i] = Value{Indicator: v.Indicator, Period: v.Period, Status: Suppressed}
		}
	}
	return guarded
}

// GuardedFinding is a finding for others than the officer: a small count is held back.
type GuardedFinding struct {
	Rule   string `json:"rule"`
	Count  Cell   `json:"count"`
	People Cell   `json:"people"`
}

// GuardFindings holds small counts of findings back. Findings are in no total, so that no others need be; one of a few records does not
// say how many places it has either.
func GuardFindings(findings []Finding, o GuardOptions) []GuardedFinding {
	guarded := make([]GuardedFinding, len(findings))
	for i, f := range findings {
		g := GuardedFinding{Rule: f.Rule, Count: guardedAlone(f.Count, o), People: guardedAlone(f.People, o)}
		if g.Count.Status != OK || g.People.Status != OK {
			g.Count, g.People = Cell{Status: Suppressed}, Cell{Status: Suppressed}
		}
		guarded[i] = g
	}
	return guarded
}

// guardedAlone is a count that is in no total: held back when it is small.
func guardedAlone(n int, o GuardOptions) Cell {
	if least, most := o.span(); float64(n) >= least && float64(n) <= most {
		return Cell{Status: Suppressed}
	}
	return Cell{N: float64(n)}
}
