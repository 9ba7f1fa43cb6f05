package count_test

import (
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/count"
	"inclusion/internal/returns"
)

// Test vector 4: school age is that on the last day of August before the census.
func TestAgeWhenTheSchoolYearBegan(t *testing.T) {
	for birth, label := range map[string]string{"2017-09-01": "age 7", "2017-08-31": "age 8", "2022-09-01": "under 3", "2022-08-31": "age 3", "2000-08-31": "age 25",
		"1999-08-31": "Unknown", "": "Unknown", "2025-09-01": "Unknown"} {
		got := counting(t, 2026, born(t, birth, running(t, "2025-10-01")))
		if n := got.cell(t, "caseload", "Age at start of academic year", label, "ehcplans").N; n != 1 {
			t.Errorf("born %q: not in %s: %v", birth, label, got["caseload"].Rows)
		}
	}
	if n := counting(t, 2025, born(t, "2017-09-01", running(t, "2023-10-01"))).cell(t, "caseload", "Child or young persons age", "age 6", "ehcplans").N; n != 1 {
		t.Error("in the return of 2025 who was born on 1 September 2017 is 6")
	}
}

// Trap 4: a plan runs until it ceases, whatever the placement says.
func TestPlansInForceOnTheCensus(t *testing.T) {
	left := running(t, "2020-01-01")
	left.Active.Placements = []sen2.Placement{{Setting: sen2.Setting{URN: 900001, Rank: '1'}, Entry: on(t, "2020-01-01"), Leaving: on(t, "2025-07-20")}}
	onlyActive := sen2.Request{Outcome: 'H', HasActive: true}
	startless, startlessEnded := running(t, ""), ended(t, "", "2025-03-01", '1')
	named := running(t, "")
	named.HasActive = false
	transferred := running(t, "2019-01-01")
	transferred.Active.TransferLA = 201
	for name, c := range map[string]struct {
		r    sen2.Request
		want float64
	}{
		"started on the census":                {running(t, "2026-01-15"), 1},
		"starts the day after":                 {running(t, "2026-01-16"), 0},
		"ceased on the census":                 {ended(t, "2020-01-01", "2026-01-15", '1'), 0},
		"ceases the day after":                 {ended(t, "2020-01-01", "2026-01-16", '1'), 1},
		"ceased beside an active plan":         {ended(t, "2020-01-01", "2025-03-01", '1'), 0},
		"left the placement":                   {left, 1},
		"no start, active":                     {startless, 1},
		"no start, ceased":                     {startlessEnded, 0},
		"no start, not active":                 {named, 0},
		"active without a named plan":          {onlyActive, 1},
		"moved here":                           {transferred, 1},
		"no plan at all":                       {asked(t, "2025-02-03", "Y", ""), 0},
		"ceases on a day that cannot be known": {func() sen2.Request { r := running(t, "2020-01-01"); r.Assessment.Plan.Cease = sen2.BadDate; return r }(), 1},
	} {
		t.Run(name, func(t *testing.T) {
			got := counting(t, 2026, born(t, "2010-05-04", c.r))
			for table, column := range map[string]string{"caseload": "ehcplans", "needs-active": "ehc_plans", "annual-reviews-completed": "total_ehc_plans", "phase-transfers": "number_plans"} {
				if n := got.cell(t, table, "", "", column).N; n != c.want {
					t.Errorf("%s: %v plans, want %v", table, n, c.want)
				}
			}
		})
	}
}

func TestEveryPlanOfAPersonCounts(t *testing.T) {
	got := counting(t, 2026, born(t, "2010-05-04", running(t, "2020-01-01"), running(t, "2021-01-01"), ended(t, "2018-01-01", "2025-02-01", '2')))
	if n, m := got.cell(t, "caseload", "", "", "ehcplans").N, got.cell(t, "ceased", "", "", "total_ceased").N; n != 2 || m != 1 {
		t.Errorf("%v plans in force and %v ceased, want 2 and 1", n, m)
	}
}

func TestNewPlansStartInTheYearAndDidNotMoveHere(t *testing.T) {
	moved, fromAbroad, unclear := running(t, "2025-03-01"), running(t, "2025-03-01"), running(t, "2025-03-01")
	moved.Active.TransferLA, fromAbroad.Active.TransferLA, unclear.Active.TransferLA = 201, sen2.OutsideEngland, sen2.BadLA
	for name, c := range map[string]struct {
		r    sen2.Request
		want float64
	}{
		"first day": {running(t, "2025-01-01"), 1}, "last day": {running(t, "2025-12-31"), 1}, "before": {running(t, "2024-12-31"), 0}, "after": {running(t, "2026-01-01"), 0},
		"moved here": {moved, 0}, "moved from outside": {fromAbroad, 0}, "a code that cannot be read": {unclear, 1},
		"ceased since": {ended(t, "2025-01-20", "2025-10-10", '5'), 1},
	} {
		t.Run(name, func(t *testing.T) {
			got := counting(t, 2026, born(t, "2010-05-04", c.r))
			if n, m := got.cell(t, "newplans", "", "", "new_ehc_plans").N, got.cell(t, "needs-new", "", "", "ehc_plans").N; n != c.want || m != c.want {
				t.Errorf("%v new plans and %v by need, want %v", n, m, c.want)
			}
		})
	}
}

func TestPlansAreBrokenDownByAgeAtTheStartAndYearsInPlace(t *testing.T) {
	p := born(t, "2015-06-15", running(t, "2025-06-14"))
	got := counting(t, 2026, p)
	for table, c := range map[string][3]string{"caseload": {"Age when plan started", "age 9", "ehcplans"}, "newplans": {"Age when plan started", "Age 9", "new_ehc_plans"},
		"needs-new": {"Age on plan start date", "age 9", "ehc_plans"}} {
		if n := got.cell(t, table, c[0], c[1], c[2]).N; n != 1 {
			t.Errorf("%s: not in %s %s", table, c[0], c[1])
		}
	}
	for _, c := range []struct {
		year         int
		start, label string
	}{
		{2025, "2025-01-10", "Less than a year"}, {2025, "2024-12-31", "1"}, {2025, "2014-09-01", "11"}, {2025, "2013-09-01", "12 or more"}, {2025, "", "Unknown"},
		{2026, "2026-01-10", "1 or less"}, {2026, "2024-01-01", "1 or less"}, {2026, "2023-12-31", "2"}, {2026, "2014-09-01", "11"}, {2026, "2013-12-31", "12 or more"}, {2026, "", "Unknown"},
	} {
		got := counting(t, c.year, born(t, "2010-06-15", running(t, c.start)))
		if n := got.cell(t, "caseload", "Years EHC plan in place", c.label, "ehcplans").N; n != 1 {
			t.Errorf("return of %d, started %q: not in %s", c.year, c.start, c.label)
		}
	}
}

func TestCeasedPlansByReason(t *testing.T) {
	columns := map[sen2.Letter]string{'1': "max_age", '2': "needs_met", '3': "he", '4': "employ", '5': "transfer", '6': "no_engage", '7': "moved_outside_eng", '8': "deceased",
		'9': "other", 0: "not_rec", sen2.BadLetter: "not_rec"}
	for reason, column := range columns {
		counting(t, 2025, born(t, "2010-05-04", ended(t, "2018-05-05", "2024-12-31", reason))).expect(t, "ceased", map[string]float64{column: 1, "total_ceased": 1})
		if column == "not_rec" {
			column = "other"
		}
		counting(t, 2026, born(t, "2010-05-04", ended(t, "2018-05-05", "2025-01-01", reason))).expect(t, "ceased", map[string]float64{column: 1, "total_ceased": 1})
	}
	for _, cease := range []string{"2024-12-31", "2026-01-01"} {
		counting(t, 2026, born(t, "2010-05-04", ended(t, "2018-05-05", cease, '1'))).expect(t, "ceased", nil)
	}
}

func TestCeasedPlansAreBrokenDownByAgeYearsAndNeed(t *testing.T) {
	r := ended(t, "2018-05-05", "2025-05-04", '1')
	r.Active.Needs = []sen2.Need{{Type: sen2.ASD, Rank: '1'}}
	got := counting(t, 2026, born(t, "2010-05-04", r))
	for topic, label := range map[string]string{"Age plan ceased": "age 15", "Years plan held": "6 years", "Primary type of need": "Autistic spectrum disorder", "Sex": "Female"} {
		if n := got.cell(t, "ceased", topic, label, "total_ceased").N; n != 1 {
			t.Errorf("not in %s %s", topic, label)
		}
	}
	for start, label := range map[string]string{"2024-06-01": "Under a year", "2024-05-04": "1 year", "2013-05-04": "12 years and over", "": "Unknown", "2025-06-01": "Unknown"} {
		if n := counting(t, 2026, born(t, "2010-05-04", ended(t, start, "2025-05-04", '1'))).cell(t, "ceased", "Years plan held", label, "total_ceased").N; n != 1 {
			t.Errorf("held from %q: not in %s", start, label)
		}
	}
}

// Trap 3: the primary need is that of rank 1, wherever it stands.
func TestPrimaryNeedIsThatOfRankOne(t *testing.T) {
	for name, c := range map[string]struct {
		year   int
		needs  []sen2.Need
		column string
	}{
		"second in the file":         {2026, []sen2.Need{{Type: sen2.ASD, Rank: '2'}, {Type: sen2.SLCN, Rank: '1'}}, "number_slcn"},
		"two of rank 1":              {2026, []sen2.Need{{Type: sen2.ASD, Rank: '1'}, {Type: sen2.SLCN, Rank: '1'}}, "number_asd"},
		"none of rank 1":             {2026, []sen2.Need{{Type: sen2.ASD, Rank: '2'}, {Type: sen2.SLCN}}, "number_need_unknown"},
		"none":                       {2026, nil, "number_need_unknown"},
		"no code":                    {2026, []sen2.Need{{Type: sen2.BadNeed, Rank: '1'}}, "number_need_unknown"},
		"Down syndrome":              {2026, []sen2.Need{{Type: sen2.DS, Rank: '1'}}, "number_ds"},
		"Down syndrome before 2026":  {2025, []sen2.Need{{Type: sen2.DS, Rank: '1'}}, "number_oth"},
		"other":                      {2025, []sen2.Need{{Type: sen2.OTH, Rank: '1'}}, "number_oth"},
		"vision, in another edition": {2023, []sen2.Need{{Type: sen2.VI, Rank: '1'}}, "number_vi"},
	} {
		t.Run(name, func(t *testing.T) {
			r := running(t, "2020-01-01")
			r.Active.Needs = c.needs
			counting(t, c.year, born(t, "2010-05-04", r)).expect(t, "needs-active", map[string]float64{"ehc_plans": 1, c.column: 1})
		})
	}
}

func TestBudgetsOfPlansInForce(t *testing.T) {
	with := func(pb, oa sen2.Flag, dp sen2.Letter) sen2.Request {
		r := running(t, "2020-01-01")
		r.Assessment.Plan.Budget, r.Assessment.Plan.Arranged, r.Assessment.Plan.Payment = pb, oa, dp
		return r
	}
	over := with(sen2.Yes, sen2.Yes, 'E')
	over.Assessment.Plan.Cease = on(t, "2025-08-31")
	for name, c := range map[string]struct {
		r    sen2.Request
		want map[string]float64
	}{
		"education":             {with(sen2.Yes, sen2.No, 'E'), map[string]float64{"personal_budget": 1, "pb_education": 1}},
		"social":                {with(sen2.Yes, sen2.Yes, 'S'), map[string]float64{"personal_budget": 1, "org_arrangments": 1, "pb_social": 1}},
		"health":                {with(sen2.Yes, sen2.NoFlag, 'H'), map[string]float64{"personal_budget": 1, "pb_health": 1}},
		"integrated":            {with(sen2.Yes, sen2.NoFlag, 'I'), map[string]float64{"personal_budget": 1, "pb_integrated": 1}},
		"no payment":            {with(sen2.Yes, sen2.NoFlag, 0), map[string]float64{"personal_budget": 1}},
		"payment and no budget": {with(sen2.No, sen2.Yes, 'E'), nil},
		"ceased":                {over, nil},
	} {
		t.Run(name, func(t *testing.T) {
			counting(t, 2026, born(t, "2010-05-04", c.r)).expect(t, "personal-budgets", c.want)
		})
	}
}

// A row stands there when a plan in force has it, also when no budget does.
func TestRowsOfBudgetsAreThoseOfPlansInForce(t *testing.T) {
	got := counting(t, 2026, born(t, "2010-05-04", running(t, "2020-01-01")))
	for _, table := range []string{"personal-budgets", "residential"} {
		got.expectIn(t, table, "Child or young persons age", "age 15", nil)
		got.expectIn(t, table, "Primary type of need", "Not reported", nil)
		if _, there := got.row(t, table, "Child or young persons age", "age 14"); there {
			t.Errorf("%s has a row for an age that does not occur", table)
		}
	}
	got.expectIn(t, "work-based", "Young persons age", "age 15 and under", nil)
}

func TestResidentialAndWorkBasedPlacements(t *testing.T) {
	placement := func(rank, res, work sen2.Letter, entry, leaving string) sen2.Placement {
		return sen2.Placement{Setting: sen2.Setting{URN: 900013, Rank: rank}, Res: res, WorkBased: work, Entry: on(t, entry), Leaving: on(t, leaving)}
	}
	for name, c := range map[string]struct {
		year       int
		placements []sen2.Placement
		res, work  sen2.Letter // on the active plan
		want       map[string]float64
		works      map[string]float64
	}{
		"52 weeks, internship":               {2026, []sen2.Placement{placement('1', 'B', 'S', "", "")}, 0, 0, map[string]float64{"res_52": 1, "res_tot": 1}, map[string]float64{"open_supp_intern": 1, "open_wbp": 1}},
		"on the second placement":            {2026, []sen2.Placement{placement('1', 0, 0, "", ""), placement('2', 'A', 'A', "", "")}, 0, 0, map[string]float64{"res_3851": 1, "res_tot": 1}, map[string]float64{"open_apprentice": 1, "open_wbp": 1}},
		"on both: the first counts":          {2026, []sen2.Placement{placement('2', 'A', 'A', "", ""), placement('1', 'B', 'T', "", "")}, 0, 0, map[string]float64{"res_52": 1, "res_tot": 1}, map[string]float64{"open_trainee": 1, "open_wbp": 1}},
		"ended before the census":            {2026, []sen2.Placement{placement('1', 'B', 'S', "", "2026-01-14")}, 0, 0, nil, nil},
		"begins after the census":            {2026, []sen2.Placement{placement('1', 'B', 'S', "2026-01-16", "")}, 0, 0, nil, nil},
		"from 2024 not on the plan":          {2024, nil, 'A', 'S', nil, nil},
		"in 2023 on the plan":                {2023, nil, 'A', 'S', map[string]float64{"res_3851": 1, "res_tot": 1}, map[string]float64{"open_supp_intern": 1, "open_wbp": 1}},
		"in 2023 not on the placement":       {2023, []sen2.Placement{placement('1', 'B', 'T', "", "")}, 0, 0, nil, nil},
		"a code that cannot be read is none": {2026, []sen2.Placement{placement('1', sen2.BadLetter, sen2.BadLetter, "", "")}, 0, 0, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := running(t, "2019-01-01")
			r.Active.Placements, r.Active.Res, r.Active.WorkBased = c.placements, c.res, c.work
			got := counting(t, c.year, born(t, "2005-05-04", r))
			got.expect(t, "residential", c.want)
			got.expect(t, "work-based", c.works)
		})
	}
}

func TestPhaseTransfersByYear(t *testing.T) {
	with := func(due, final string) sen2.Person {
		r := running(t, "2019-01-01")
		r.Active.PhaseDue, r.Active.PhaseFinal = on(t, due), on(t, final)
		return born(t, "2014-05-04", r)
	}
	got := counting(t, 2026, with("2025-02-15", "2025-02-10"), with("2026-02-15", "2026-01-15"), with("2026-03-31", "2026-01-16"), with("2027-02-15", ""), with("", "2024-02-01"))
	got.expect(t, "phase-transfers", map[string]float64{"number_plans": 5, "due_first": 1, "due_second": 2, "final_first": 1, "final_second": 1})
	if _, there := counting(t, 2025)["phase-transfers"]; there {
		t.Error("the return of 2025 could leave the dates out")
	}
}

func TestDesignatedOfficers(t *testing.T) {
	header := sen2.Header{DMO: 'Y', DCO: 'N', DSCO: 'R'}
	for _, c := range []struct {
		year   int
		header sen2.Header
		want   []returns.Cell
	}{
		{2026, header, []returns.Cell{{N: 1}, {N: 0}, {N: 2}}},
		{2026, sen2.Header{DMO: sen2.BadLetter}, []returns.Cell{{N: 3}, {N: 3}, {N: 3}}},
		{2024, header, []returns.Cell{{N: 1}, {N: 0}, {Status: returns.NotAvailable}}},
	} {
		table := countingWith(t, c.year, c.header, nil)["designated-officers"]
		for i, want := range c.want {
			if got := table.Rows[0].Cells[i]; got != want {
				t.Errorf("return of %d: %s is %v, want %v", c.year, table.Measures[i], got, want)
			}
		}
	}
	shape, _ := returns.ShapeOf("designated-officers")
	for i, word := range []string{"No", "Yes", "Recruiting", "Not returned"} {
		if shape.Words[i] != word {
			t.Errorf("word %d is %s, want %s", i, shape.Words[i], word)
		}
	}
}

func TestMovesBetweenAuthoritiesAreCounted(t *testing.T) {
	in, away := running(t, "2020-05-01"), asked(t, "2025-02-03", "Y", "2025-03-03")
	in.Active.TransferLA, away.Exported = 202, sen2.OutsideEngland
	neither := running(t, "2020-05-01")
	neither.Active.TransferLA = sen2.BadLA
	c := count.New(edition(t, 2026), &sen2.Header{Year: 2026}, nil)
	for _, r := range []sen2.Request{in, in, away, neither} {
		p := born(t, "2012-05-04", r)
		c.Person(&p)
	}
	if got, want := c.Moves(), (returns.Moves{In: 2, Away: 1}); got != want {
		t.Errorf("moves are %+v, want %+v", got, want)
	}
}
