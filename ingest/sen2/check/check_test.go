package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

// broken lists the rules of findings without the totals.
func broken(found []returns.Finding) []string {
	var ids []string
	for _, f := range found {
		if rule, _ := returns.RuleByID(f.Rule); rule.Severity != returns.Total {
			ids = append(ids, f.Rule)
		}
	}
	return ids
}

func TestEachRuleFindsWhatBreaksItAndNothingElse(t *testing.T) {
	for _, b := range allCases() {
		t.Run(b.name, func(t *testing.T) {
			year := b.year
			if year == 0 {
				year = 2026
			}
			w := newWorld(t, year)
			b.change(w)
			found, places := w.check()
			want := strings.Fields(b.rules)
			got := broken(found)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("in %d it breaks %v, want %v", year, got, want)
			}
			for _, at := range places {
				rule, known := returns.RuleByID(at.Rule)
				if !known || len(rule.Fields) > 0 && !slices.Contains(rule.Fields, at.Field) {
					t.Errorf("%s is found at %q, which is none of the fields that it looks at: %v", at.Rule, at.Field, rule.Fields)
				}
			}
		})
	}
}

func TestASoundReturnBreaksNothing(t *testing.T) {
	for _, year := range []int{2023, 2024, 2025, 2026, 2027} {
		found, places := newWorld(t, year).check()
		if len(found) > 0 || len(places) > 0 {
			t.Errorf("%d: %v at %v", year, found, places)
		}
	}
}

func TestEveryRuleIsCheckedByAFunctionAndShownByACase(t *testing.T) {
	rules, functions, cases := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range returns.Rules() {
		if r.Checked() && r.Severity != returns.Total {
			rules[r.ID] = true
		}
	}
	for _, r := range table {
		if functions[r.id] {
			t.Errorf("rule %s stands twice in the table", r.id)
		}
		functions[r.id] = true
	}
	for _, b := range allCases() {
		for _, id := range strings.Fields(b.rules) {
			cases[id] = true
		}
	}
	if diff := cmp.Diff(keysOf(rules), keysOf(functions)); diff != "" {
		t.Errorf("rules that are described (-) and rules that are checked (+) differ:\n%s", diff)
	}
	if diff := cmp.Diff(keysOf(rules), keysOf(cases)); diff != "" {
		t.Errorf("rules that are described (-) and rules that a case breaks (+) differ:\n%s", diff)
	}
}

func TestRulesNameFieldsOfTheReturn(t *testing.T) {
	known := map[string]bool{}
	for _, path := range paths {
		known[path] = true
	}
	for _, r := range returns.Rules() {
		for _, f := range r.Fields {
			if !known[f] {
				t.Errorf("rule %s looks at %s, and there is no such field", r.ID, f)
			}
		}
	}
}

func TestPlacesSayWhereAndFindingsCountThem(t *testing.T) {
	w := newWorld(t, 2026)
	w.header.DMO = 0
	w.person().Requests[0].Assessment.Plan.Settings[0].Rank = 0
	placement(w).Rank = 0
	r := w.again()
	r.RYA = sen2.NoFlag
	second := w.add(upns[0])
	second.Requests[0].RYA = sen2.NoFlag
	w.notes = read.Notes{Unknown: map[string]int{"Pets": 3, "Cars": 1}}
	found, places := w.check()
	wantPlaces := []returns.Place{
		{Rule: "H03", Field: "Source/DMO"},
		{Rule: "G07", Row: 1, Line: 100, Request: 1, Item: 1, Field: "PlanDetail/PlacementRank"},
		{Rule: "G07", Row: 1, Line: 100, Request: 1, Item: 1, Field: "PlacementDetail/PlacementRank"},
		{Rule: "G02", Row: 1, Line: 100, Request: 2, Field: "Requests/RYA"},
		{Rule: "G02", Row: 2, Line: 200, Request: 1, Field: "Requests/RYA"},
		{Rule: "F06"}, {Rule: "F06"},
		{Rule: "L18", Row: 1, Line: 100, Field: "Person/UPN"},
		{Rule: "L18", Row: 2, Line: 200, Field: "Person/UPN"},
	}
	if diff := cmp.Diff(wantPlaces, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	wantFound := []returns.Finding{{Rule: "G02", Count: 2, People: 2}, {Rule: "G07", Count: 2, People: 1}, {Rule: "L18", Count: 2, People: 2},
		{Rule: "C996", Count: 3, People: 2}, {Rule: "C997", Count: 2, People: 2}, {Rule: "F06", Count: 4}, {Rule: "H03", Count: 1}}
	if diff := cmp.Diff(wantFound, found); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	again, _ := w.check()
	if diff := cmp.Diff(found, again); diff != "" {
		t.Errorf("the same return is found to be another way the second time:\n%s", diff)
	}
}

func TestWhoBearsAnothersNumberAndHasTwoPlansIsOnePerson(t *testing.T) {
	w := newWorld(t, 2026)
	twoPlans(w)
	w.add(upns[0])
	found, _ := w.check()
	want := returns.Finding{Rule: "L18", Count: 3, People: 2}
	if i := slices.IndexFunc(found, func(f returns.Finding) bool { return f.Rule == "L18" }); i < 0 || found[i] != want {
		t.Errorf("found %v, want %v", found, want)
	}
}

func TestSharesOfOtherListThePlacesAndCountThePeople(t *testing.T) {
	w := newWorld(t, 2026)
	alike(w, 30, func(r *sen2.Request, i int) { r.Source = sources(i%3 == 0) })
	found, places := w.check()
	want := returns.Finding{Rule: "O01", Count: 10, People: 10}
	if i := slices.IndexFunc(found, func(f returns.Finding) bool { return f.Rule == "O01" }); i < 0 || found[i] != want {
		t.Errorf("found %v, want %v among them", found, want)
	}
	var rows []int
	for _, at := range places {
		if at.Rule == "O01" {
			rows = append(rows, at.Row)
		}
	}
	if diff := cmp.Diff([]int{1, 4, 7, 10, 13, 16, 19, 22, 25, 28}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestTheDayOfTheReturnCanBeSet(t *testing.T) {
	w := newWorld(t, 2026)
	undecided(w, 80)
	w.options = []Option{AsAt(w.request().Received + 42)}
	if found, _ := w.check(); len(broken(found)) > 0 {
		t.Errorf("42 days after a request %v is broken", broken(found))
	}
	w.options = []Option{AsAt(w.request().Received + 43)}
	if found, _ := w.check(); !slices.Equal(broken(found), []string{"L20"}) {
		t.Errorf("43 days after a request %v is broken, want L20", broken(found))
	}
}

func TestACodeThatAYearDoesNotHaveIsFoundInPlansAndPlacements(t *testing.T) {
	years, err := sen2.LoadYears(strings.NewReader("- {year: 2028, reference_date: 2028-01-20, like: 2026, " +
		"absent_codes: {PlanDetail/SENSetting: [EHE], PlacementDetail/SENSetting: [EHE]}}"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, 2026)
	plan(w).Settings[0].URN, plan(w).Settings[0].Kind = 0, sen2.EHE
	placement(w).URN, placement(w).Kind = 0, sen2.EHE
	for year, want := range map[int]int{2026: 0, 2028: 2} {
		c := New(years[year], &w.header, nil, nil, AsAt(w.edition.ReferenceDate))
		c.Person(w.person())
		i := slices.IndexFunc(c.End(w.notes), func(f returns.Finding) bool { return f.Rule == "G12" && f.Count == want })
		if (i >= 0) != (want > 0) {
			t.Errorf("in %d rule G12 is not broken %d times", year, want)
		}
	}
}

func TestAgeAtTheStartOfTheSchoolYear(t *testing.T) {
	for _, x := range []struct {
		on, born string
		want     int
	}{
		{"2026-01-15", "2017-09-01", 7},
		{"2026-01-15", "2017-08-31", 8},
		{"2025-08-31", "2017-09-01", 6},
		{"2025-09-01", "2017-09-01", 7},
		{"2025-09-01", "2017-08-31", 8},
		{"2026-01-15", "2025-10-01", -1},
	} {
		if got := schoolAge(day(t, x.on), day(t, x.born)); got != x.want {
			t.Errorf("on %s somebody born on %s was %d when the school year began, want %d", x.on, x.born, got, x.want)
		}
	}
}

func TestTwelveMonthsBefore(t *testing.T) {
	for at, want := range map[string]string{"2025-12-31": "2024-12-31", "2024-02-29": "2023-02-28", "2025-02-28": "2024-02-28"} {
		if got := yearBefore(day(t, at)).String(); got != want {
			t.Errorf("twelve months before %s is %s, want %s", at, got, want)
		}
	}
}

// BenchmarkCheck is of 20,000 people, every tenth of whom breaks rules.
func BenchmarkCheck(b *testing.B) {
	w := newWorld(b, 2026)
	w.options, w.register = knows(852), schools
	for i := range 20_000 - 1 {
		p := w.add("A123456789012")
		p.UPN = sen2.UPN(1000 + i)
		if i%10 == 0 {
			p.Requests[0].RYA, p.BirthDate = sen2.NoFlag, 0
		}
	}
	places := 0
	b.ReportAllocs()
	for b.Loop() {
		c := New(w.edition, &w.header, w.register, func(returns.Place) { places++ }, w.options...)
		for _, p := range w.people {
			c.Person(p)
		}
		c.End(w.notes)
	}
	if places == 0 {
		b.Error("nothing was found")
	}
}
