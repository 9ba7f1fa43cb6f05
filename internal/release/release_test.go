package release

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

var (
	plans   = Rule{When: "late June", Month: 6, Last: "01-31", Brings: "plans in force in January {0}, and the year {-1}"}
	term    = Rule{When: "autumn", Month: 11, Last: "03-31", Brings: "the spring term of {-1/0}"}
	whole   = Rule{When: "July", Month: 7, Years: -1, Last: "08-31", Brings: "the school year {-2/-1}"}
	revised = Rule{When: "March", Month: 3, Brings: "a newer count of {0/+1}"}
)

func TestWhatIsExpectedNext(t *testing.T) {
	for name, c := range map[string]struct {
		rules       []Rule
		held, today string
		want        []Expected
	}{
		"the next release of what is up to date": {[]Rule{plans}, "2026-01-31", "2026-11-22",
			[]Expected{{When: "late June 2027", Due: day("2027-06-30"), Brings: "plans in force in January 2027, and the year 2026"}}},
		"on the last day of its month a release is not late": {[]Rule{plans}, "2025-01-31", "2026-06-30",
			[]Expected{{When: "late June 2026", Due: day("2026-06-30"), Brings: "plans in force in January 2026, and the year 2025"}}},
		"a day later it is, and the next one is named too": {[]Rule{plans}, "2025-01-31", "2026-07-01", []Expected{
			{When: "late June 2026", Due: day("2026-06-30"), Brings: "plans in force in January 2026, and the year 2025", Late: true},
			{When: "late June 2027", Due: day("2027-06-30"), Brings: "plans in force in January 2027, and the year 2026"}}},
		"several years behind, only the newest is named late": {[]Rule{plans}, "2022-01-31", "2026-07-01", []Expected{
			{When: "late June 2026", Due: day("2026-06-30"), Brings: "plans in force in January 2026, and the year 2025", Late: true},
			{When: "late June 2027", Due: day("2027-06-30"), Brings: "plans in force in January 2027, and the year 2026"}}},
		"a release that came before its month": {[]Rule{plans}, "2026-01-31", "2026-05-20",
			[]Expected{{When: "late June 2027", Due: day("2027-06-30"), Brings: "plans in force in January 2027, and the year 2026"}}},
		"two releases a year, first due first": {[]Rule{term, whole}, "2025-08-31", "2026-05-01", []Expected{
			{When: "autumn 2026", Due: day("2026-11-30"), Brings: "the spring term of 2025/26"},
			{When: "July 2027", Due: day("2027-07-31"), Brings: "the school year 2025/26"}}},
		"nothing is late where nothing was ever loaded": {[]Rule{plans}, "", "2026-11-22",
			[]Expected{{When: "late June 2027", Due: day("2027-06-30"), Brings: "plans in force in January 2027, and the year 2026"}}},
		"a release that only revises is never called late": {[]Rule{revised}, "2026-03-31", "2026-11-22",
			[]Expected{{When: "March 2027", Due: day("2027-03-31"), Brings: "a newer count of 2027/28"}}},
	} {
		t.Run(name, func(t *testing.T) {
			held := time.Time{}
			if c.held != "" {
				held = day(c.held)
			}
			got := Expect(c.rules, held, day(c.today))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARuleSaysWhatItLacks(t *testing.T) {
	for name, r := range map[string]Rule{
		"no words": {When: "June", Month: 6, Last: "01-31"},
		"no month": {When: "June", Brings: "figures", Last: "01-31"},
		"no day":   {When: "June", Month: 6, Brings: "figures", Last: "31 January"},
	} {
		if err := r.Check(); err == nil {
			t.Errorf("%s: a rule that cannot be used was taken", name)
		}
	}
}
