package plan

import (
	"slices"
	"testing"
)

// Expected days are those that gov.uk lists for England and Wales, one-off days left out.
func TestBankHolidaysOfEngland(t *testing.T) {
	for year, want := range map[int][]Day{
		2021: {"2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28"},
		2024: {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26"},
		2025: {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"},
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
		2028: {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26"},
		2016: {"2016-01-01", "2016-03-25", "2016-03-28", "2016-05-02", "2016-05-30", "2016-08-29", "2016-12-26", "2016-12-27"},
	} {
		if got := BankHolidays(year); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from, to Day
		want     int
	}{
		{"2026-03-02", "2026-03-30", 20},
		{"2026-03-02", "2026-03-29", 19}, // a Sunday
		{"2026-03-27", "2026-04-07", 5},  // Good Friday and Easter Monday between
		{"2026-12-24", "2027-01-04", 4},  // Christmas, the substitute for Boxing Day, and New Year
		{"2026-03-02", "2026-03-02", 0},
		{"2026-03-03", "2026-03-02", 0},
	} {
		if got := WorkingDaysSince(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: %d working days, want %d", c.from, c.to, got, c.want)
		}
	}
	if got := AddWorkingDays("2026-03-20", 20); got != "2026-04-21" {
		t.Errorf("20 working days after 20 March 2026: %s, want 21 April", got)
	}
}

func TestDaysAndNamesAreWrittenAsPeopleSayThem(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Day("2026-03-31").Words(), "31 March 2026"}, {Day("").Words(), ""}, {Day("spring").Words(), "spring"},
		{Dated{Name: "North ICB", From: "2022-07-01", To: "2026-03-31"}.Words(), "North ICB, from 1 July 2022 to 31 March 2026"},
		{Dated{Name: "North ICB", From: "2022-07-01"}.Words(), "North ICB, since 1 July 2022"}, {Dated{Name: "North ICB"}.Words(), "North ICB"},
		{(&Framework{Scale: []Step{{Level: 2, Label: "Developing"}}}).LevelWords(2), "2 Developing"}, {(&Framework{}).LevelWords(0), "not yet assessed"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
