package sen2

import (
	"strings"
	"testing"
)

func allYears(t *testing.T, more string) Years {
	t.Helper()
	years, err := LoadYears(strings.NewReader(more))
	if err != nil {
		t.Fatal(err)
	}
	return years
}

func TestEachYearHasItsCensus(t *testing.T) {
	years, err := LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	for year, date := range map[int]string{2023: "2023-01-19", 2024: "2024-01-18", 2025: "2025-01-16", 2026: "2026-01-15", 2027: "2027-01-21"} {
		e := years[year]
		if e == nil || e.Year != year || e.ReferenceDate.String() != date || e.CollectionYear() != year-1 {
			t.Errorf("%d is %+v", year, e)
		}
	}
	if len(years) != 5 {
		t.Errorf("%d years are known", len(years))
	}
}

// The matrix of what changed from year to year: - not this year, v voluntary, + expected.
func TestWhatBelongsToAYearFollowsTheGuides(t *testing.T) {
	years := allYears(t, "[]")
	changed := map[Field]bool{}
	for _, c := range []struct {
		field  Field
		states string // of 2023, 2024, 2025, 2026 and 2027
	}{
		{DSCO, "--v++"},
		{Sex, "-++++"},
		{GenderCurrent, "+----"},
		{RequestSource, "--v++"},
		{AttendancePattern, "+----"},
		{ActiveRes, "+----"},
		{ActiveWBP, "+----"},
		{Res, "-++++"},
		{WBP, "-++++"},
		{ReviewMeeting, "-v+++"},
		{ReviewOutcome, "-v+++"},
		{ReviewDraft, "--v++"},
		{PhaseTransferDueDate, "--v++"},
		{PhaseTransferFinalDate, "--v++"},
	} {
		changed[c.field] = true
		for i, want := range c.states {
			is := [...]rune{Expected: '+', Voluntary: 'v', NotThisYear: '-'}[years[2023+i].Expects(c.field)]
			if is != want {
				t.Errorf("%s in %d is %c, not %c", c.field.Path(), 2023+i, is, want)
			}
		}
	}
	for f := NoField + 1; f < fieldCount; f++ {
		for year, e := range years {
			if !changed[f] && e.Expects(f) != Expected {
				t.Errorf("%s is not expected in %d", f.Path(), year)
			}
		}
	}
}

func TestWhichCodesBelongToAYear(t *testing.T) {
	years := allYears(t, "[]")
	for _, c := range []struct {
		field Field
		code  string
		from  int
	}{{SENtype, "DS", 2025}, {SENtype, "ASD", 2023}, {PlacementSetting, "NEET", 2023}, {PlacementSetting, "NIEC", 2023}, {PlacementSetting, "NIEO", 2023}, {PlacementSetting, "OTH", 2023}} {
		for year, e := range years {
			if has := e.Has(c.field, c.code); has != (year >= c.from) {
				t.Errorf("%s %s in %d: %t", c.field.Path(), c.code, year, has)
			}
		}
	}
}

func TestAYearIsAddedByConfiguration(t *testing.T) {
	years := allYears(t, `
- year: 2028
  reference_date: 2028-01-20
  like: 2026
  voluntary: [Requests/RequestSource]
  absent_codes: {SENneed/SENtype: [OTH]}
- year: 2027
  reference_date: 2027-01-14
  like: 2023
`)
	e := years[2028]
	if e == nil || e.ReferenceDate != Day(2028, 1, 20) || e.Expects(RequestSource) != Voluntary || e.Expects(GenderCurrent) != NotThisYear || e.Has(SENtype, "OTH") {
		t.Errorf("2028 is %+v", e)
	}
	if years[2026].Expects(RequestSource) != Expected || !years[2026].Has(SENtype, "OTH") {
		t.Error("what 2028 says has changed 2026")
	}
	if years[2027].ReferenceDate != Day(2027, 1, 14) || years[2027].Expects(AttendancePattern) != Expected {
		t.Error("2027 was not said anew")
	}
}

func TestAMistakeInTheYearsIsNamed(t *testing.T) {
	for more, named := range map[string]string{
		"- {year: 2028, reference_date: 2027-01-20}":                                      "year 2028: reference_date",
		"- {year: 2028, reference_date: soon}":                                            "year 2028: reference_date",
		"- {year: 2028, reference_date: 2028-01-20, like: 2030}":                          "like 2030",
		"- {year: 2028, reference_date: 2028-01-20, absent: [Person/Shoes]}":              "no field Person/Shoes",
		"- {year: 2028, reference_date: 2028-01-20, voluntary: [Shoes]}":                  "no field Shoes",
		"- {year: 2028, reference_date: 2028-01-20, absent_codes: {SENneed/Shoes: [DS]}}": "no field SENneed/Shoes",
		"- {year: 2028, reference_date: 2028-01-20, shoes: 2}":                            "shoes",
		"year: 2028": "additional years",
	} {
		if _, err := LoadYears(strings.NewReader(more)); err == nil || !strings.Contains(err.Error(), named) || !strings.Contains(err.Error(), "additional years") {
			t.Errorf("%s: %v", more, err)
		}
	}
}
