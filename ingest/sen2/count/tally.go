package count

import (
	"math"

	"inclusion/internal/returns"
)

// measure is a column of a table.
type measure struct {
	name string
	// unknown is a column that this return cannot give.
	unknown bool
	// days and of make a mean of weeks: the counters that hold the sum of days and the number of cases.
	mean     bool
	days, of int
}

// topic is a breakdown: what it goes by, and how its rows are called, in the order they stand in. Without labels it is left out.
type topic struct {
	by     dimension
	name   string
	labels []string
	seats  *seatLabels // of "Type of placement"
}

// dimension is what a breakdown goes by.
type dimension int

const (
	byAge dimension = iota
	byEthnicity
	bySex
	byStart // age when the plan started
	byYears // that the plan has been there
	byNeed
	bySource
	bySeat // kind of placement
	dimensions
)

// places is where a case stands: the label of each dimension, and of bySeat the placement.
type places [dimensions]int

// tally is a table while it is counted: for every row a counter of each measure, and some that are not shown.
type tally struct {
	name, period string
	all          string // topic and label of the row of everybody
	measures     []measure
	topics       []topic
	first        []int // row of each topic's first label
	width        int   // counters of a row
	cells        []int64
	rows         []int // rows that the case at hand belongs to
}

// newTally makes a table of the published shape. hidden is how many counters stand behind those of the measures.
func newTally(name string, year int, measures []measure, hidden int, topics ...topic) *tally {
	shape, _ := returns.ShapeOf(name)
	t := &tally{name: name, period: shape.PeriodIn(year), all: shape.Everybody, measures: measures, width: len(measures) + hidden}
	rows := 1
	for _, b := range topics {
		if len(b.labels) == 0 {
			continue
		}
		t.topics = append(t.topics, b)
		t.first = append(t.first, rows)
		rows += len(b.labels)
	}
	t.cells = make([]int64, rows*t.width)
	t.rows = make([]int, 0, len(topics)+2)
	return t
}

// begin starts a case: it belongs to the row of everybody and to one of each topic, of placements also to that of its group.
func (t *tally) begin(at *places) {
	t.rows = append(t.rows[:0], 0)
	for i := range t.topics {
		b := &t.topics[i]
		if b.seats == nil {
			t.rows = append(t.rows, t.first[i]+at[b.by])
			continue
		}
		t.rows = append(t.rows, t.first[i]+b.seats.of[at[bySeat]])
		if group := b.seats.total[seatsAbout[at[bySeat]].set]; group >= 0 {
			t.rows = append(t.rows, t.first[i]+group)
		}
	}
}

// add counts the case once for a measure.
func (t *tally) add(measure int) { t.addN(measure, 1) }

func (t *tally) addN(measure int, n int64) {
	for _, row := range t.rows {
		t.cells[row*t.width+measure] += n
	}
}

// addIf counts the case when something is so.
func (t *tally) addIf(so bool, measure int) {
	if so {
		t.addN(measure, 1)
	}
}

// table gives the counts. A row in which nothing was counted is left out, but never the row of everybody.
func (t *tally) table() returns.Table {
	out := returns.Table{Name: t.name, Period: t.period}
	for _, m := range t.measures {
		out.Measures = append(out.Measures, m.name)
	}
	out.Rows = append(out.Rows, t.row(0, t.all, t.all))
	for i, b := range t.topics {
		for j, label := range b.labels {
			if row := t.first[i] + j; t.counted(row) {
				out.Rows = append(out.Rows, t.row(row, b.name, label))
			}
		}
	}
	return out
}

func (t *tally) counted(row int) bool {
	for _, n := range t.cells[row*t.width : (row+1)*t.width] {
		if n != 0 {
			return true
		}
	}
	return false
}

func (t *tally) row(row int, topic, label string) returns.Row {
	counters := t.cells[row*t.width : (row+1)*t.width]
	cells := make([]returns.Cell, len(t.measures))
	for i, m := range t.measures {
		switch {
		case m.unknown, m.mean && counters[m.of] == 0:
			cells[i].Status = returns.NotAvailable
		case m.mean:
			cells[i].N = math.Round(float64(counters[m.days])/float64(counters[m.of])/7*10) / 10
		default:
			cells[i].N = float64(counters[i])
		}
	}
	return returns.Row{Topic: topic, Breakdown: label, Cells: cells}
}

// named makes plain columns.
func named(names ...string) []measure {
	all := make([]measure, len(names))
	for i, n := range names {
		all[i].name = n
	}
	return all
}
