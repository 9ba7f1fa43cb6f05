package returns

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// invented makes a table of a shape of so many invented cases, each counted in one row of every topic and in a way through the measures
// that keeps every balance.
func invented(r *rand.Rand, shape Shape, cases int) Table {
	t := Table{Name: shape.Table, Measures: shape.MeasuresIn(2026)}
	if shape.Years.To > 0 {
		t.Measures = shape.MeasuresIn(shape.Years.To)
	}
	add := func(topic string, labels ...string) {
		for _, l := range labels {
			t.Rows = append(t.Rows, Row{Topic: topic, Breakdown: l, Cells: make([]Cell, len(t.Measures))})
		}
	}
	add("", "All")
	topics := []string{""}
	if shape.Adds {
		topics = append(topics, "Sex", "Age", PlacementTopic)
		add("Sex", "Female", "Male", "Unknown")
		for age := range 3 + r.IntN(8) {
			add("Age", fmt.Sprintf("Aged %d", age))
		}
		add(PlacementTopic, "FE - total", "FE - general", "FE - specialist", "Special - total", "Special - academy", "Special - independent",
			"Special - maintained", "Placement not recorded")
	}
	for range cases {
		way := invent(r, shape, t.Measures)
		for _, topic := range topics {
			for _, j := range rowsOf(r, t, topic) {
				for _, m := range way {
					t.Rows[j].Cells[slices.Index(t.Measures, m)].N++
				}
			}
		}
	}
	for mean, over := range shape.Means {
		for _, row := range t.Rows {
			if row.Cells[slices.Index(t.Measures, over)].N > 0 {
				row.Cells[slices.Index(t.Measures, mean)].N = 10 + float64(r.IntN(200))/10
			}
		}
	}
	return t
}

// rowsOf draws the rows of a topic that a case is in: the first are likelier, so that some rows are of few and some of nobody.
func rowsOf(r *rand.Rand, t Table, topic string) []int {
	var rows []int
	for j, row := range t.Rows {
		if _, total := placementGroup(row.Breakdown); row.Topic == topic && (topic != PlacementTopic || !total || row.Breakdown == "Placement not recorded") {
			rows = append(rows, j)
		}
	}
	row := rows[skewed(r, len(rows))]
	if group, total := placementGroup(t.Rows[row].Breakdown); topic == PlacementTopic && !total {
		return []int{row, slices.IndexFunc(t.Rows, func(r Row) bool { return r.Breakdown == group+" - total" })}
	}
	return []int{row}
}

func skewed(r *rand.Rand, n int) int {
	return int(float64(n) * r.Float64() * r.Float64() * r.Float64())
}

// invent draws the measures that a case counts in.
func invent(r *rand.Rand, shape Shape, measures []string) []string {
	part := map[string]bool{}
	for _, b := range shape.Balances {
		for _, p := range b.Parts {
			part[p] = true
		}
	}
	wholes := map[string][]string{}
	for _, w := range shape.Within {
		for _, p := range w.Parts {
			wholes[p] = append(wholes[p], w.Whole)
		}
	}
	var way []string
	has := func(m string) bool { return slices.Contains(way, m) }
	allowed := func(m string) bool {
		return slices.Contains(measures, m) && !slices.ContainsFunc(wholes[m], func(w string) bool { return !has(w) })
	}
	for i, m := range shape.Measures {
		if !part[m] && wholes[m] == nil && allowed(m) && (i == 0 || slices.ContainsFunc(shape.Balances, func(b Balance) bool { return b.Total == m }) || r.IntN(4) == 0) {
			way = append(way, m)
		}
	}
	follow := func() {
		for _, b := range shape.Balances {
			parts := slices.DeleteFunc(slices.Clone(b.Parts), func(p string) bool { return !allowed(p) })
			if has(b.Total) && len(parts) > 0 && !slices.ContainsFunc(parts, has) {
				way = append(way, parts[skewed(r, len(parts))])
			}
		}
	}
	follow()
	follow()
	for _, w := range shape.Within {
		if one := w.Parts[r.IntN(len(w.Parts))]; !part[one] && !has(one) && allowed(one) && r.IntN(3) == 0 {
			way = append(way, one)
		}
	}
	follow()
	return way
}

func TestNoSmallNumberCanBeWorkedOutOfWhatIsShown(t *testing.T) {
	for i, shape := range Shapes() {
		if len(shape.Words) > 0 {
			continue
		}
		t.Run(shape.Table, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(i), 2026))
			held := 0
			for n := range 25 {
				whole := []Table{invented(r, shape, 3+r.IntN(10)*r.IntN(40))}
				held += attack(t, whole, Guard(whole, GuardOptions{}))
				if t.Failed() {
					t.Fatalf("in table %d of this shape", n)
				}
			}
			if held == 0 {
				t.Error("no number was held back in any table: nothing was tried")
			}
		})
	}
}

func TestWhatIsShownIsTheSameAndWhatIsGivenIsLeftAlone(t *testing.T) {
	shape, _ := ShapeOf("requests")
	whole := []Table{invented(rand.New(rand.NewPCG(1, 1)), shape, 300)}
	before := []Table{whole[0]}
	before[0].Rows = nil
	for _, row := range whole[0].Rows {
		row.Cells = slices.Clone(row.Cells)
		before[0].Rows = append(before[0].Rows, row)
	}
	guarded := Guard(whole, GuardOptions{})
	if !reflect.DeepEqual(whole, before) {
		t.Error("the tables given have been changed")
	}
	for j, row := range guarded[0].Rows {
		for k, c := range row.Cells {
			if c.Status == OK && c.N != whole[0].Rows[j].Cells[k].N {
				t.Errorf("row %s shows %g where %g was counted", row.Breakdown, c.N, whole[0].Rows[j].Cells[k].N)
			}
		}
	}
	if !reflect.DeepEqual(guarded, Guard(whole, GuardOptions{})) {
		t.Error("guarding the same tables again gives something else")
	}
}

// sexes is a table of requests by sex, of one measure.
func sexes(everybody, female, male, unknown float64) []Table {
	return []Table{{Name: "requests", Measures: []string{"requests_received_in_year"}, Rows: []Row{
		{Breakdown: "All", Cells: []Cell{{N: everybody}}}, {Topic: "Sex", Breakdown: "Female", Cells: []Cell{{N: female}}},
		{Topic: "Sex", Breakdown: "Male", Cells: []Cell{{N: male}}}, {Topic: "Sex", Breakdown: "Unknown", Cells: []Cell{{N: unknown}}}}}}
}

func TestAPartnerIsHeldBackWithASmallNumber(t *testing.T) {
	for _, c := range []struct {
		why   string
		given []Table
		shown [4]bool
	}{
		{"nobody is few", sexes(60, 40, 20, 0), [4]bool{true, true, true, true}},
		{"nobody tells of nobody, and the girls would give the boys away", sexes(42, 40, 2, 0), [4]bool{true, false, false, true}},
		{"three of 93 would follow from the others", sexes(93, 90, 0, 3), [4]bool{true, true, false, false}},
		{"two small numbers hide each other", sexes(7, 4, 3, 0), [4]bool{true, false, false, true}},
		{"five and five can be nothing else when nobody is known of the third", sexes(10, 5, 5, 0), [4]bool{true, false, false, false}},
		{"two that are one and one", sexes(42, 40, 1, 1), [4]bool{true, false, false, false}},
		{"few altogether", sexes(4, 4, 0, 0), [4]bool{false, false, true, true}},
	} {
		guarded := Guard(c.given, GuardOptions{})
		var shown [4]bool
		for j, row := range guarded[0].Rows {
			shown[j] = row.Cells[0].Status == OK
		}
		if shown != c.shown {
			t.Errorf("%s: shown %v, wanted %v", c.why, shown, c.shown)
		}
		attack(t, c.given, guarded)
	}
}

func TestWhatIsSmallCanBeSet(t *testing.T) {
	guarded := Guard(sexes(60, 52, 8, 0), GuardOptions{Most: 9})
	if guarded[0].Rows[2].Cells[0].Status != Suppressed {
		t.Error("8 is shown where numbers up to 9 are small")
	}
	if guarded = Guard(sexes(60, 52, 8, 0), GuardOptions{}); guarded[0].Rows[2].Cells[0].Status != OK {
		t.Error("8 is held back where numbers up to 5 are small")
	}
}

func TestANumberThatAnotherTableHasAsWellIsHeldBackThere(t *testing.T) {
	row := func(topic, label string, cells ...float64) Row {
		r := Row{Topic: topic, Breakdown: label}
		for _, n := range cells {
			r.Cells = append(r.Cells, Cell{N: n})
		}
		return r
	}
	whole := []Table{
		{Name: "caseload", Measures: []string{"ehcplans", "fe_total", "special_total"}, Rows: []Row{row("", "All EHC plans", 90, 30, 60),
			row("Sex", "Female", 50, 20, 30), row("Sex", "Male", 37, 9, 28), row("Sex", "Unknown", 3, 1, 2)}},
		{Name: "needs-active", Measures: []string{"ehc_plans"}, Rows: []Row{row("", "All EHC plans", 90),
			row("Sex", "Female", 50), row("Sex", "Male", 37), row("Sex", "Unknown", 3)}},
	}
	guarded := Guard(whole, GuardOptions{})
	for j, r := range guarded[0].Rows {
		if a, b := r.Cells[0].Status, guarded[1].Rows[j].Cells[0].Status; a != b {
			t.Errorf("%s: plans in force are %q in one table and %q in the other", r.Breakdown, a, b)
		}
	}
	attack(t, whole, guarded)
}

func TestAMeanGoesWithItsCount(t *testing.T) {
	shape, _ := ShapeOf("timeliness")
	whole := []Table{invented(rand.New(rand.NewPCG(3, 3)), shape, 120)}
	hidden := 0
	for _, row := range Guard(whole, GuardOptions{})[0].Rows {
		for mean, over := range shape.Means {
			count, m := row.Cells[slices.Index(whole[0].Measures, over)], row.Cells[slices.Index(whole[0].Measures, mean)]
			if count.Status == Suppressed {
				hidden++
				if m.Status == OK {
					t.Errorf("%s: %s is shown over a count that is held back", row.Breakdown, mean)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("no count was held back: nothing was tried")
	}
}

func TestFewFindingsAreHeldBack(t *testing.T) {
	guarded := GuardFindings([]Finding{{"L01", 3, 3}, {"L03", 40, 38}, {"G07", 9, 4}, {"G08", 0, 0}}, GuardOptions{})
	for i, want := range []Status{Suppressed, OK, Suppressed, OK} {
		if guarded[i].Count.Status != want || guarded[i].People.Status != want {
			t.Errorf("finding %s is %+v", guarded[i].Rule, guarded[i])
		}
	}
	if guarded[1].Count.N != 40 || guarded[1].People.N != 38 {
		t.Errorf("a finding of many is %+v", guarded[1])
	}
}

func TestAValueThatTheWholeTablesHaveIsHeldBackAndNotMissing(t *testing.T) {
	x := 40.0
	guarded := Withheld([]Value{{Indicator: "S01", Period: "2025", Value: &x}, {Indicator: "S05", Period: "2025", Status: NotAvailable}},
		[]Value{{Indicator: "S01", Period: "2025", Numerator: &x, Status: NotAvailable}, {Indicator: "S05", Period: "2025", Status: NotAvailable}})
	if guarded[0].Status != Suppressed || guarded[0].Numerator != nil || guarded[1].Status != NotAvailable {
		t.Errorf("values are %+v", guarded)
	}
}

func TestMovesAreHeldBackWhenTheyAreFew(t *testing.T) {
	for _, c := range []struct {
		moves    Moves
		in, away Cell
	}{
		{Moves{0, 1}, Cell{N: 0}, Cell{Status: Suppressed}},
		{Moves{5, 6}, Cell{Status: Suppressed}, Cell{N: 6}},
	} {
		if in, away := c.moves.Guarded(GuardOptions{}); in != c.in || away != c.away {
			t.Errorf("%+v is shown as %+v and %+v", c.moves, in, away)
		}
	}
}
