package page

import (
	"context"
	"fmt"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// sincePeriods says which periods programmeDay leads to.
const sincePeriods = "Change since January 2023 is counted from the last period of the same kind that had ended by then: the year 2022, the school year 2021/22, the spring term of 2021/22, or the count of January 2023."

// sinceThen are the figures of some areas now and before the programme, with those of their neighbours outside it.
type sinceThen struct{ compare.Since }

// readSince reads every scored indicator of some areas. The country is read with them.
func readSince(ctx context.Context, v reading, members []string) (sinceThen, error) {
	s, err := compare.ReadSince(ctx, v, members, v.countries()...)
	return sinceThen{s}, err
}

// countries are the codes of the country: one.
func (v reading) countries() (codes []string) {
	for _, a := range v.areas {
		if a.Level == "country" {
			codes = append(codes, a.Code)
		}
	}
	return codes
}

// apart says why an indicator's two periods cannot be held against each other; empty where they can.
func (s sinceThen) apart(in indicator.Indicator) string {
	switch span := s.Spans[in.ID]; {
	case span.Before == "":
		return "no figures from before 2023"
	case span.Before == span.Now:
		return "nothing newer than January 2023"
	case s.Broken(in) != "":
		return "counted in a new way from " + periodWords(s.Broken(in))
	}
	return ""
}

// way is which way an area's figure moved: the word of its change, or why there is none.
func (s sinceThen) way(in indicator.Indicator, code string) string {
	now, before := s.Now(in, code), s.Before(in, code)
	m, ok := s.Change(in, code)
	switch {
	case now.Value == nil:
		return ""
	case compare.TooFew(in, now):
		return "too few to say how it moved"
	case s.apart(in) != "":
		return s.apart(in)
	case !ok:
		return "no figure for " + periodWords(before.Period)
	case !m.Little(in) && compare.Unchecked(in, now.Lower, now.Upper):
		return shortChange(in, m) + "; counts not published"
	}
	return movedWords(in, m)
}

// movedWords are a change with its direction: "up 3.2 points, better".
func movedWords(in indicator.Indicator, m compare.Movement) string {
	words := shortChange(in, m)
	switch {
	case m.Little(in) || words == "":
		return words
	case (*m.Change > 0) == (compare.Polarity(in) == indicator.Higher):
		return words + ", better"
	}
	return words + ", worse"
}

// moves counts how figures that can be compared moved.
type moves struct{ better, worse, little int }

func (m moves) all() int { return m.better + m.worse + m.little }

// words are the counts that are not nothing: "17 moved for the better, 29 for the worse and 22 little".
func (m moves) words() string {
	var all []string
	for _, part := range []struct {
		n     int
		words string
	}{{m.better, "for the better"}, {m.worse, "for the worse"}, {m.little, "little"}} {
		if part.n > 0 {
			all = append(all, fmt.Sprintf("%d %s", part.n, part.words))
		}
	}
	all[0] = strings.Replace(all[0], " ", " moved ", 1)
	return view.Listed(all, "and")
}

// count counts how the figures of some areas moved.
func (s sinceThen) count(indicators []indicator.Indicator, members []warehouse.Area) (n moves) {
	for _, in := range indicators {
		for _, a := range members {
			switch s.Kind(in, a.Code) {
			case compare.LittleChange:
				n.little++
			case compare.ForTheBetter:
				n.better++
			case compare.ForTheWorse:
				n.worse++
			}
		}
	}
	return n
}

// values are members' figures as rows that can be added together.
func (s sinceThen) values(in indicator.Indicator, members []warehouse.Area, of func(indicator.Indicator, string) indicator.Row) (rows []warehouse.IndicatorValue) {
	for _, a := range members {
		rows = append(rows, warehouse.IndicatorValue{Row: of(in, a.Code)})
	}
	return rows
}

// togetherMoved is how the sum of a group moved, where the same areas are in both sums.
func (s sinceThen) togetherMoved(in indicator.Indicator, members []warehouse.Area) string {
	now, n, ok := compare.Together(in, s.values(in, members, s.Now))
	before, b, had := compare.Together(in, s.values(in, members, s.Before))
	if !ok || !had || n.Used != b.Used || s.apart(in) != "" {
		return ""
	}
	by := benchmark.Round(now-before, in.Precision)
	return movedWords(in, compare.Movement{Period: s.Spans[in.ID].Now, Change: &by, Previous: &before})
}
