package compare

import (
	"context"
	"time"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// ProgrammeDay is what a change is counted from: the last period of the same kind that had ended by then. The trial areas were
// named in 2023, so January 2023 is the last month that was surely before anything they tried.
var ProgrammeDay = time.Date(2023, time.January, 31, 0, 0, 0, 0, time.UTC)

// Figure names a figure of one area.
type Figure struct{ Indicator, Area, Period string }

// Since are the figures of some areas now and before the programme, with those of their neighbours outside it.
type Since struct {
	Scored  []indicator.Indicator // those with figures
	Spans   map[string]warehouse.Span
	Rows    map[Figure]indicator.Row
	Outside map[Figure]warehouse.Outside // the period is empty
}

// ReadSince reads every scored indicator of some areas, given by their codes, and of the country beside them.
func ReadSince(ctx context.Context, db warehouse.Reader, members []string, country ...string) (Since, error) {
	s := Since{Spans: map[string]warehouse.Span{}, Rows: map[Figure]indicator.Row{}, Outside: map[Figure]warehouse.Outside{}}
	scored, err := Scored()
	if err != nil {
		return s, err
	}
	var ids []string
	for _, in := range scored {
		ids = append(ids, in.ID)
	}
	spans, err := warehouse.SpansSince(ctx, db, ProgrammeDay, ids)
	if err != nil || len(spans) == 0 {
		return s, err
	}
	for _, span := range spans {
		s.Spans[span.Indicator] = span
	}
	for _, in := range scored {
		if _, ok := s.Spans[in.ID]; ok {
			s.Scored = append(s.Scored, in)
		}
	}
	rows, err := warehouse.SpanValues(ctx, db, spans, append(country, members...))
	if err != nil {
		return s, err
	}
	for _, row := range rows {
		s.Rows[Figure{row.Indicator, row.AreaCode, row.Period}] = row
	}
	outside, err := warehouse.OutsideNeighbours(ctx, db, spans, members)
	for _, o := range outside {
		s.Outside[Figure{o.Indicator, o.AreaCode, ""}] = o
	}
	return s, err
}

// Now is an area's figure in the newest period; a figure that is not there has a status.
func (s Since) Now(in indicator.Indicator, code string) indicator.Row {
	return s.at(in, code, s.Spans[in.ID].Now)
}

// Before is an area's figure before the programme.
func (s Since) Before(in indicator.Indicator, code string) indicator.Row {
	return s.at(in, code, s.Spans[in.ID].Before)
}

func (s Since) at(in indicator.Indicator, code, period string) indicator.Row {
	row, ok := s.Rows[Figure{in.ID, code, period}]
	if !ok {
		row = indicator.Row{Indicator: in.ID, AreaCode: code, Period: period, Status: "not available"}
	}
	return row
}

// Broken is the period from which an indicator was counted in a new way, where that lies between its two periods; else empty.
func (s Since) Broken(in indicator.Indicator) string {
	span := s.Spans[in.ID]
	if from := ComparableFrom(in, span.Now); from > span.Before {
		return from
	}
	return ""
}

// Comparable says that an indicator's two periods can be held against each other.
func (s Since) Comparable(in indicator.Indicator) bool {
	span := s.Spans[in.ID]
	return span.Before != "" && span.Before != span.Now && s.Broken(in) == ""
}

// Change is how an area's figure moved; ok is false where there is nothing to compare.
func (s Since) Change(in indicator.Indicator, code string) (m Movement, ok bool) {
	now, before := s.Now(in, code), s.Before(in, code)
	if !s.Comparable(in) || now.Value == nil || before.Value == nil {
		return m, false
	}
	by := benchmark.Round(*now.Value-*before.Value, in.Precision)
	return Movement{Period: now.Period, Change: &by, Previous: before.Value, Lower: now.Lower, Upper: now.Upper}, true
}

// NotSince is the kind of a figure that cannot be held against January 2023.
const NotSince = "not comparable"

// Kind is how an area's figure moved: ForTheBetter, ForTheWorse or LittleChange where that can be said, and else ChanceUnknown,
// NotSince or WithoutFigure.
func (s Since) Kind(in indicator.Indicator, code string) string {
	now := s.Now(in, code)
	m, ok := s.Change(in, code)
	better, _ := m.Better(in)
	switch {
	case now.Value == nil:
		return WithoutFigure
	case !ok || TooFew(in, now):
		return NotSince
	case m.Little(in):
		return LittleChange
	case Unchecked(in, now.Lower, now.Upper):
		return ChanceUnknown
	case better:
		return ForTheBetter
	}
	return ForTheWorse
}
