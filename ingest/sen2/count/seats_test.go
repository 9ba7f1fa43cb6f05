package count_test

import (
	"testing"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

func TestPlacementsHaveTheirColumns(t *testing.T) {
	school := func(urn uint32, unit, resourced sen2.Flag) sen2.Setting {
		return sen2.Setting{URN: urn, Unit: unit, Resourced: resourced}
	}
	for name, c := range map[string]struct {
		setting       sen2.Setting
		column, group string
	}{
		"maintained":                        {school(900001, sen2.No, sen2.No), "mainstream_la_maintained", "mainstream_total"},
		"maintained, resourced":             {school(900001, sen2.No, sen2.Yes), "mainstream_la_maintained_resourced_provision", "mainstream_total"},
		"maintained, unit":                  {school(900001, sen2.Yes, sen2.No), "mainstream_la_maintained_senunit", "mainstream_total"},
		"academy, both: the unit":           {school(900002, sen2.Yes, sen2.Yes), "mainstream_academy_senunit", "mainstream_total"},
		"academy, resourced":                {school(900002, sen2.NoFlag, sen2.Yes), "mainstream_academy_resourced_provision", "mainstream_total"},
		"free school, unit":                 {school(900003, sen2.Yes, sen2.No), "mainstream_free_school_senunit", "mainstream_total"},
		"independent has no unit":           {school(900004, sen2.Yes, sen2.No), "mainstream_independent", "mainstream_total"},
		"special has no unit":               {school(900005, sen2.Yes, sen2.Yes), "special_la_maintained", "special_total"},
		"special academy":                   {school(900006, 0, 0), "special_academy", "special_total"},
		"special free school":               {school(900007, 0, 0), "special_free_school", "special_total"},
		"special independent":               {school(900008, 0, 0), "special_independent", "special_total"},
		"non-maintained special":            {school(900009, 0, 0), "special_non_maintained", "special_total"},
		"pupil referral unit":               {school(900010, 0, 0), "ap_pru_la_maintained", "ap_pru_total"},
		"alternative academy":               {school(900011, 0, 0), "ap_pru_academy", "ap_pru_total"},
		"alternative free school":           {school(900012, 0, 0), "ap_pru_free_school", "ap_pru_total"},
		"college":                           {school(900013, 0, 0), "general_fe_tertiary_colleges", "fe_total"},
		"specialist post-16":                {school(900014, 0, 0), "specialist_post_16_institutions", "fe_total"},
		"online":                            {school(900015, 0, 0), "online_provider", "ed_elsewhere"},
		"Wales":                             {school(900016, 0, 0), "w_settings", "ed_elsewhere"},
		"other school":                      {school(900017, 0, 0), "other_schools", "ed_elsewhere"},
		"a URN that is not in the register": {school(999999, 0, 0), "placement_unknown", ""},
		"UKPRN alone":                       {sen2.Setting{UKPRN: 10000001}, "ukrlp_provider", "fe_total"},
		"URN before UKPRN":                  {sen2.Setting{URN: 900013, UKPRN: 10000001, Kind: sen2.NEET}, "general_fe_tertiary_colleges", "fe_total"},
		"UKPRN when the URN is unreadable":  {sen2.Setting{URN: sen2.BadNumber, UKPRN: 10000001}, "ukrlp_provider", "fe_total"},
		"nothing that can be read":          {sen2.Setting{URN: sen2.BadNumber, UKPRN: sen2.BadNumber, Kind: sen2.BadSetting}, "placement_unknown", ""},
		"OLA":                               {sen2.Setting{Kind: sen2.OLA}, "other_arrangements_la", "ed_elsewhere"},
		"OPA":                               {sen2.Setting{Kind: sen2.OPA}, "other_arrangements_parents", "ed_elsewhere"},
		"EHE":                               {sen2.Setting{Kind: sen2.EHE}, "elective_home_education", "ed_elsewhere"},
		"EYP":                               {sen2.Setting{Kind: sen2.EYP}, "nm_early_years", ""},
		"OTH":                               {sen2.Setting{Kind: sen2.OtherSetting}, "other_placement_settings", "ed_elsewhere"},
		"NEET":                              {sen2.Setting{Kind: sen2.NEET}, "neet", "ed_elsewhere"},
		"NIEC":                              {sen2.Setting{Kind: sen2.NoticeToCease}, "neet_ntci", "ed_elsewhere"},
		"NIEO at 15":                        {sen2.Setting{Kind: sen2.NoPlaceOther}, "neet_other_csa", "ed_elsewhere"},
	} {
		t.Run(name, func(t *testing.T) {
			r := running(t, "2025-03-01")
			c.setting.Rank = '1'
			r.Active.Placements = []sen2.Placement{{Setting: c.setting}}
			got := counting(t, 2026, born(t, "2010-05-04", r))
			for table, total := range map[string]string{"caseload": "ehcplans", "newplans": "new_ehc_plans"} {
				want := map[string]float64{total: 1, c.column: 1}
				if c.group != "" {
					want[c.group] = 1
				}
				got.expect(t, table, want)
			}
		})
	}
}

func TestOtherReasonsForNoPlaceAreDividedBySchoolAge(t *testing.T) {
	for birth, column := range map[string]string{"2020-09-01": "neet_other", "2020-08-31": "neet_other_csa", "2009-09-01": "neet_other_csa", "2009-08-31": "neet_other", "": "neet_other"} {
		r := running(t, "2025-03-01")
		r.Active.Placements = []sen2.Placement{{Setting: sen2.Setting{Kind: sen2.NoPlaceOther, Rank: '1'}}}
		counting(t, 2026, born(t, birth, r)).expect(t, "caseload", map[string]float64{"ehcplans": 1, "ed_elsewhere": 1, column: 1})
	}
}

func TestOnePlacementOfAPlanCounts(t *testing.T) {
	placement := func(urn uint32, rank sen2.Letter, entry, leaving string) sen2.Placement {
		return sen2.Placement{Setting: sen2.Setting{URN: urn, Rank: rank}, Entry: on(t, entry), Leaving: on(t, leaving)}
	}
	const maintained, none = "mainstream_la_maintained", "placement_unknown"
	for name, c := range map[string]struct {
		placements []sen2.Placement
		want       string
	}{
		"rank 1 before rank 2":             {[]sen2.Placement{placement(900002, '2', "2025-09-01", ""), placement(900001, '1', "2020-09-01", "")}, maintained},
		"rank 1 before none":               {[]sen2.Placement{placement(900002, 0, "2025-09-01", ""), placement(900001, '1', "2020-09-01", "")}, maintained},
		"none before rank 2":               {[]sen2.Placement{placement(900002, '2', "2025-09-01", ""), placement(900001, 0, "2020-09-01", "")}, maintained},
		"rank 2 when rank 1 has ended":     {[]sen2.Placement{placement(900002, '1', "2020-09-01", "2025-07-20"), placement(900001, '2', "2020-09-01", "")}, maintained},
		"of two, the later":                {[]sen2.Placement{placement(900002, '1', "2020-09-01", ""), placement(900001, '1', "2025-09-01", "")}, maintained},
		"no entry is the earliest":         {[]sen2.Placement{placement(900002, '1', "", ""), placement(900001, '1', "1999-09-01", "")}, maintained},
		"of two alike, the first":          {[]sen2.Placement{placement(900001, '1', "2020-09-01", ""), placement(900002, '1', "2020-09-01", "")}, maintained},
		"entered on the census":            {[]sen2.Placement{placement(900001, '1', "2026-01-15", "")}, maintained},
		"enters the day after":             {[]sen2.Placement{placement(900001, '1', "2026-01-16", "")}, none},
		"leaves on the census":             {[]sen2.Placement{placement(900001, '1', "", "2026-01-15")}, maintained},
		"moves on the census":              {[]sen2.Placement{placement(900002, '1', "2020-09-01", "2026-01-15"), placement(900001, '1', "2026-01-15", "")}, maintained},
		"left the day before":              {[]sen2.Placement{placement(900001, '1', "", "2026-01-14")}, none},
		"leaves the day after":             {[]sen2.Placement{placement(900001, '1', "", "2026-01-16")}, maintained},
		"an entry that cannot be read":     {[]sen2.Placement{{Setting: sen2.Setting{URN: 900001, Rank: '1'}, Entry: sen2.BadDate, Leaving: sen2.BadDate}}, maintained},
		"none":                             {nil, none},
		"later ones do not hide the first": {[]sen2.Placement{placement(900002, '1', "2026-02-01", ""), placement(900001, '1', "2020-09-01", "2026-02-01")}, maintained},
	} {
		t.Run(name, func(t *testing.T) {
			r := running(t, "2019-03-01")
			r.Active.Placements = c.placements
			if n := counting(t, 2026, born(t, "2010-05-04", r)).cell(t, "caseload", "", "", c.want).N; n != 1 {
				t.Errorf("it is not in %s", c.want)
			}
		})
	}
}

// The setting that the plan names does not stand in for where the child is.
func TestNamedSettingIsNoPlacement(t *testing.T) {
	r := running(t, "2025-03-01")
	r.Assessment.Plan.Settings = []sen2.Setting{{URN: 900001, Rank: '1'}}
	counting(t, 2026, born(t, "2010-05-04", r)).expect(t, "newplans", map[string]float64{"new_ehc_plans": 1, "placement_unknown": 1})
}

func TestCeasedPlanHasItsLastPlacement(t *testing.T) {
	r := ended(t, "2019-03-01", "2025-08-31", '5')
	r.Active.Placements = []sen2.Placement{
		{Setting: sen2.Setting{URN: 900001, Rank: '1'}, Entry: on(t, "2019-09-01"), Leaving: on(t, "2022-07-20")},
		{Setting: sen2.Setting{URN: 900006, Rank: '1'}, Entry: on(t, "2022-09-01"), Leaving: on(t, "2025-07-20")},
		{Setting: sen2.Setting{URN: 900013, Rank: '1'}, Entry: on(t, "2025-09-01")},
	}
	for year, label := range map[int]string{2026: "Special - Academy"} {
		got := counting(t, year, born(t, "2010-05-04", r))
		got.expectIn(t, "ceased", returns.PlacementTopic, label, map[string]float64{"transfer": 1, "total_ceased": 1})
		got.expectIn(t, "ceased", returns.PlacementTopic, "Special - total", map[string]float64{"transfer": 1, "total_ceased": 1})
	}
}

func TestSpecialAcademiesAreSpeltAsTheReleaseDoes(t *testing.T) {
	for year, labels := range map[int][2]string{2025: {"Special - Academy/free schools", "Special - academy/free school"}, 2026: {"Special - Free school", "Special - free school"}} {
		r := running(t, "2020-01-01")
		r.Active.Placements = []sen2.Placement{at(900007)}
		got := counting(t, year, born(t, "2010-05-04", r))
		got.expectIn(t, "needs-active", returns.PlacementTopic, labels[0], map[string]float64{"ehc_plans": 1, "number_need_unknown": 1})
		got.expectIn(t, "residential", returns.PlacementTopic, labels[1], nil)
	}
}

func TestWithoutARegisterSchoolsAreNotTold(t *testing.T) {
	home, school, nowhere := running(t, "2025-03-01"), running(t, "2025-03-01"), running(t, "2025-03-01")
	home.Active.Placements = []sen2.Placement{{Setting: sen2.Setting{Kind: sen2.EHE, Rank: '1'}}}
	school.Active.Placements = []sen2.Placement{at(900001)}
	got := countingWith(t, 2026, sen2.Header{}, nil, born(t, "2010-05-04", home), born(t, "2010-05-04", school), born(t, "2010-05-04", nowhere))
	told := map[string]float64{"ehcplans": 3, "ukrlp_provider": 0, "elective_home_education": 1, "other_arrangements_la": 0, "other_arrangements_parents": 0,
		"other_placement_settings": 0, "neet": 0, "neet_ntci": 0, "neet_other": 0, "neet_other_csa": 0, "nm_early_years": 0, "placement_unknown": 1}
	got.expect(t, "caseload", told)
	for i, m := range got["caseload"].Measures {
		if _, is := told[m]; !is && got["caseload"].Rows[0].Cells[i].Status != returns.NotAvailable {
			t.Errorf("%s is told without a register", m)
		}
	}
	for name, table := range got {
		for _, r := range table.Rows {
			if r.Topic == returns.PlacementTopic {
				t.Errorf("%s is broken down by placement without a register", name)
			}
		}
	}
	if n := got.cell(t, "needs-active", "Sex", "Female", "ehc_plans").N; n != 3 {
		t.Errorf("%v plans, want 3", n)
	}
}
