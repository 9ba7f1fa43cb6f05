package warehouse

import (
	"testing"
	"time"
)

func TestAFigureIsAsOldAsTheWholeMonthsSinceItsPeriodEnded(t *testing.T) {
	day := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		ended, at string
		want      int
	}{
		{"2024-12-31", "2025-06-26", 5}, {"2024-12-31", "2025-07-01", 6}, {"2025-01-31", "2025-02-01", 0}, {"2025-01-31", "2025-02-28", 0},
		{"2025-01-31", "2025-03-01", 1}, {"2022-03-31", "2026-03-31", 47}, {"2022-03-31", "2026-04-01", 48}, {"2025-08-31", "2025-06-26", 0},
	} {
		ended := day(c.ended)
		if got, ok := (SourceQuality{NewestDay: &ended}).Months(day(c.at)); !ok || got != c.want {
			t.Errorf("a period that ended on %s is %d months old on %s, want %d", c.ended, got, c.at, c.want)
		}
	}
	if months, ok := (SourceQuality{}).Months(day("2025-06-26")); ok {
		t.Errorf("a source without a figure is %d months old", months)
	}
}
