package indicator

import (
	"testing"
	"time"
)

func TestAPeriodKnowsItsFirstAndLastDay(t *testing.T) {
	for _, c := range []struct {
		code       string
		basis      Basis
		want       Basis
		start, end string
		previous   string
	}{
		{"2024", Calendar, Calendar, "2024-01-01", "2024-12-31", "2023"},
		{"2023-24", Academic, Academic, "2023-09-01", "2024-08-31", "2022-23"},
		{"2023-24", Financial, Financial, "2023-04-01", "2024-03-31", "2022-23"},
		{"2025-01", January, January, "2025-01-01", "2025-01-31", "2024-01"},
		{"2024-25 autumn", Academic, Term, "2024-09-01", "2024-12-31", "2023-24 autumn"},
		{"2024-25 spring", Academic, Term, "2025-01-01", "2025-03-31", "2023-24 spring"},
		{"1999-00", Academic, Academic, "1999-09-01", "2000-08-31", "1998-99"},
		{"2000-01", Academic, Academic, "2000-09-01", "2001-08-31", "1999-00"},
	} {
		p, err := ParsePeriod(c.code, c.basis)
		if err != nil {
			t.Errorf("%s: %v", c.code, err)
			continue
		}
		if p.Basis != c.want || p.Start.Format(time.DateOnly) != c.start || p.End.Format(time.DateOnly) != c.end || p.Previous() != c.previous {
			t.Errorf("%s as %s: %s %s to %s, after %s; want %s %s to %s, after %s", c.code, c.basis, p.Basis,
				p.Start.Format(time.DateOnly), p.End.Format(time.DateOnly), p.Previous(), c.want, c.start, c.end, c.previous)
		}
	}
}

func TestALabelOutsideTheKnownPatternsIsRefused(t *testing.T) {
	for _, code := range []string{"", "0", "2017/", "2023-25", "202324", "2024-25 winter", "2024 ", "24"} {
		if p, err := ParsePeriod(code, Academic); err == nil {
			t.Errorf("%q was read as %s to %s", code, p.Start, p.End)
		}
	}
}
