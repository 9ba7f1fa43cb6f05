package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// programmeDay is what a change is counted from: the last period of the same kind that had ended by then. The trial areas were
// named in 2023, so January 2023 is the last month that was surely before anything they tried.
var programmeDay = time.Date(2023, time.January, 31, 0, 0, 0, 0, time.UTC)

// sincePeriods says which periods programmeDay leads to.
const sincePeriods = "Change since January 2023 is counted from the last period of the same kind that had ended by then: the year 2022, the school year 2021/22, the spring term of 2021/22, or the count of January 2023."

// sinceKey names a figure of one area.
type sinceKey struct{ indicator, area, period string }

// sinceThen are the figures of some areas now and before the programme, with those of their neighbours outside it.
type sinceThen struct {
	scored  []indicator.Indicator // those with figures
	spans   map[string]warehouse.Span
	rows    map[sinceKey]indicator.Row
	outside map[sinceKey]warehouse.Outside // the period is empty
}

// readSince reads every scored indicator of some areas. The country is read with them.
func readSince(ctx context.Context, v reading, members []string) (sinceThen, error) {
	s := sinceThen{spans: map[string]warehouse.Span{}, rows: map[sinceKey]indicator.Row{}, outside: map[sinceKey]warehouse.Outside{}}
	scored, err := scoredIndicators()
	if err != nil {
		return s, err
	}
	var ids []string
	for _, in := range scored {
		ids = append(ids, in.ID)
	}
	spans, err := warehouse.SpansSince(ctx, v, programmeDay, ids)
	if err != nil {
		return s, err
	}
	for _, span := range spans {
		s.spans[span.Indicator] = span
	}
	for _, in := range scored {
		if _, ok := s.spans[in.ID]; ok {
			s.scored = append(s.scored, in)
		}
	}
	if len(spans) == 0 {
		return s, nil
	}
	rows, err := warehouse.SpanValues(ctx, v, spans, append(v.countries(), members...))
	if err != nil {
		return s, err
	}
	for _, row := range rows {
		s.rows[sinceKey{row.Indicator, row.AreaCode, row.Period}] = row
	}
	outside, err := warehouse.OutsideNeighbours(ctx, v, spans, members)
	for _, o := range outside {
		s.outside[sinceKey{o.Indicator, o.AreaCode, ""}] = o
	}
	return s, err
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

// now is an area's figure in the newest period; a figure that is not there has a status.
func (s sinceThen) now(in indicator.Indicator, code string) indicator.Row {
	return s.at(in, code, s.spans[in.ID].Now)
}

// before is an area's figure before the programme.
func (s sinceThen) before(in indicator.Indicator, code string) indicator.Row {
	return s.at(in, code, s.spans[in.ID].Before)
}

func (s sinceThen) at(in indicator.Indicator, code, period string) indicator.Row {
	row, ok := s.rows[sinceKey{in.ID, code, period}]
	if !ok {
		row = indicator.Row{Indicator: in.ID, AreaCode: code, Period: period, Status: "not available"}
	}
	return row
}

// apart says why an indicator's two periods cannot be held against each other; empty where they can.
func (s sinceThen) apart(in indicator.Indicator) string {
	span := s.spans[in.ID]
	switch broken := comparableFrom(in, span.Now); {
	case span.Before == "":
		return "no figures from before 2023"
	case span.Before == span.Now:
		return "nothing newer than January 2023"
	case broken > span.Before:
		return "counted in a new way from " + periodWords(broken)
	}
	return ""
}

// change is how an area's figure moved; ok is false where there is nothing to compare.
func (s sinceThen) change(in indicator.Indicator, code string) (m movement, ok bool) {
	now, before := s.now(in, code), s.before(in, code)
	if s.apart(in) != "" || now.Value == nil || before.Value == nil {
		return m, false
	}
	by := benchmark.Round(*now.Value-*before.Value, in.Precision)
	return movement{Period: now.Period, Change: &by, Previous: before.Value, Lower: now.Lower, Upper: now.Upper}, true
}

// way is which way an area's figure moved: the word of its change, or why there is none.
func (s sinceThen) way(in indicator.Indicator, code string) string {
	now, before := s.now(in, code), s.before(in, code)
	m, ok := s.change(in, code)
	switch {
	case now.Value == nil:
		return ""
	case tooFew(in, now):
		return "too few to say how it moved"
	case s.apart(in) != "":
		return s.apart(in)
	case !ok:
		return "no figure for " + periodWords(before.Period)
	case unsure(in, now):
		return shortChange(in, m) + "; counts not published"
	}
	return movedWords(in, m)
}

// movedWords are a change with its direction: "up 3.2 points, better".
func movedWords(in indicator.Indicator, m movement) string {
	words := shortChange(in, m)
	switch {
	case littleChange(in, m) || words == "":
		return words
	case (*m.Change > 0) == (direction(in) == indicator.Higher):
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
	return listWords(all, "and")
}

// unsure says that a rate's events are not published, or that it is one rate divided by another, so that nobody can say whether chance
// explains how it moved.
func unsure(in indicator.Indicator, row indicator.Row) bool {
	return in.Unit == "times" || in.Interval == "byar" && row.Lower == nil
}

// count counts how the figures of some areas moved.
func (s sinceThen) count(indicators []indicator.Indicator, members []warehouse.Area) (n moves) {
	for _, in := range indicators {
		for _, a := range members {
			m, ok := s.change(in, a.Code)
			switch {
			case !ok || tooFew(in, s.now(in, a.Code)) || unsure(in, s.now(in, a.Code)):
			case littleChange(in, m):
				n.little++
			case (*m.Change > 0) == (direction(in) == indicator.Higher):
				n.better++
			default:
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
	now, n, ok := together(in, s.values(in, members, s.now))
	before, b, had := together(in, s.values(in, members, s.before))
	if !ok || !had || n.Used != b.Used || s.apart(in) != "" {
		return ""
	}
	by := benchmark.Round(now-before, in.Precision)
	return movedWords(in, movement{Period: s.spans[in.ID].Now, Change: &by, Previous: &before})
}
