package sen2

import (
	"fmt"
	"testing"
	"time"
)

func TestEveryDayOfThreeCenturiesIsTheCalendars(t *testing.T) {
	day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	before := Day(1899+1, 1, 1) - 1
	for ; day.Year() < 2200; day = day.AddDate(0, 0, 1) {
		d := Day(day.Year(), int(day.Month()), day.Day())
		if d != before+1 {
			t.Fatalf("%s is not the day after the one before it", day.Format(time.DateOnly))
		}
		if !d.Time().Equal(day) || d.Year() != day.Year() || DateOf(day) != d {
			t.Fatalf("%s comes back as %s", day.Format(time.DateOnly), d)
		}
		before = d
	}
	if before.String() != "2199-12-31" {
		t.Errorf("the last day is %s", before)
	}
}

func TestADayThatIsNotThereIsNoDate(t *testing.T) {
	for _, day := range [][3]int{{1899, 12, 31}, {2200, 1, 1}, {2025, 0, 1}, {2025, 13, 1}, {2025, 1, 0}, {2025, 1, 32}, {2025, 4, 31}, {2025, 2, 29}, {2100, 2, 29}, {2024, 2, 30}, {-1, 1, 1}} {
		if d := Day(day[0], day[1], day[2]); d != BadDate || d.Given() || d.String() != "" || d.Year() != 0 || !d.Time().IsZero() {
			t.Errorf("%v is taken for %s", day, d)
		}
	}
	if d := Day(2000, 2, 29); !d.Given() {
		t.Error("29 February 2000 is not taken for a day")
	}
	if DateOf(time.Time{}) != 0 || Date(0).Given() || Date(0).String() != "" {
		t.Error("no time is taken for a date")
	}
}

// The first of the reference's test vectors, and the limits of six and sixteen weeks.
func TestDaysAreCountedFromTheDayOfReceipt(t *testing.T) {
	for _, c := range []struct {
		from, to string
		days     int
	}{
		{"2025-02-03", "2025-06-23", 140},
		{"2025-02-03", "2025-06-24", 141},
		{"2024-12-20", "2025-01-31", 42},
		{"2025-02-03", "2025-05-27", 113},
		{"2025-02-03", "2025-05-26", 112},
		{"2025-02-03", "2025-02-03", 0},
		{"2025-02-03", "2025-02-01", -2},
		{"2023-12-31", "2024-12-31", 366},
	} {
		days, known := DaysBetween(parseDate([]byte(c.from)), parseDate([]byte(c.to)))
		if days != c.days || !known {
			t.Errorf("from %s to %s: %d days", c.from, c.to, days)
		}
	}
	for _, c := range [][2]Date{{0, Day(2025, 1, 1)}, {Day(2025, 1, 1), 0}, {BadDate, Day(2025, 1, 1)}, {Day(2025, 1, 1), BadDate}} {
		if _, known := DaysBetween(c[0], c[1]); known {
			t.Errorf("there are days between %v", c)
		}
	}
}

func TestADateIsReadAsEachFormWritesIt(t *testing.T) {
	for _, text := range []string{"2025-09-28", "2025-09-28T09:00:00", "2025-09-28 00:00:00", "2025-Sep-28", "2025-Sep-28 00:00:00", "2025-sep-28", "2025-SEP-28 12:30:59"} {
		if d := parseDate([]byte(text)); d != Day(2025, 9, 28) {
			t.Errorf("%q is read as %q", text, d)
		}
	}
	for _, text := range []string{"", "2025", "28/09/2025", "2025-9-28", "2025-09-31", "2025-02-29", "20250928", "2025-09-28x", "2025-09-28 noon", "2025-Sop-28", "2025-Sep-31",
		"-025-09-28", "2025-09-28T0900:00", "45928", "2025-09-2８"} {
		if d := parseDate([]byte(text)); d != BadDate {
			t.Errorf("%q is read as %q", text, d)
		}
	}
	for month := time.January; month <= time.December; month++ {
		text := fmt.Sprintf("2025-%s-01", month.String()[:3])
		if d := parseDate([]byte(text)); d != Day(2025, int(month), 1) {
			t.Errorf("%s is read as %q", text, d)
		}
	}
}
