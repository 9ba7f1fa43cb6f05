package load

import (
	"fmt"
	"strings"
	"testing"
)

// TestTheCountsOfThePublishedRelease holds the counts that a return's own are put beside to what the Department printed: England's of six years
// and of seven Januaries, and all of one authority's. "x" is what is printed where there is no figure.
func TestTheCountsOfThePublishedRelease(t *testing.T) {
	l, report := publishedRelease(t)
	db := opened(t, l, report)
	for _, c := range []struct{ table, measure, area, periods, want string }{
		{"ehc_requests", "received", "E92000001", "2019 2020 2021 2022 2023 2024", "82329 75951 93302 114482 138242 154489"},
		{"ehc_requests", "agreed", "E92000001", "2019 2020 2021 2022 2023 2024", "x x x x 92985 101045"},
		{"ehc_requests", "refused", "E92000001", "2019 2020 2021 2022 2023 2024", "18755 16406 20830 25255 33141 38889"},
		{"ehc_requests", "undecided", "E92000001", "2022 2023 2024", "x 10089 12038"},
		{"ehc_requests", "withdrawn", "E92000001", "2022 2023 2024", "x 2027 2517"},
		{"ehc_requests", "from_youth_accommodation", "E92000001", "2024", "501"},
		{"ehc_requests", "decided_in_6_weeks", "E92000001", "2022 2023 2024", "x 111723 126160"},
		{"ehc_requests", "decided_later", "E92000001", "2022 2023 2024", "x 19863 22593"},
		{"ehc_requests", "mediations", "E92000001", "2022 2023 2024", "x 7612 10507"},
		{"ehc_requests", "appeals", "E92000001", "2022 2023 2024", "x 3576 4655"},
		{"ehc_requests", "appeals_after_mediation", "E92000001", "2022 2023 2024", "x 1014 1473"},
		{"ehc_assessments", "assessed", "E92000001", "2021 2022 2023 2024", "x 73040 91023 105340"},
		{"ehc_assessments", "plan_issued", "E92000001", "2019 2020 2021 2022 2023 2024", "53899 60097 62180 68665 85924 98547"},
		{"ehc_assessments", "no_plan", "E92000001", "2019 2020 2021 2022 2023 2024", "3368 3122 3903 4199 4614 6404"},
		{"ehc_assessments", "undecided", "E92000001", "2024", "62"},
		{"ehc_assessments", "withdrawn", "E92000001", "2024", "327"},
		{"ehc_assessments", "no_plan_in_16_weeks", "E92000001", "2022 2023 2024", "x 1661 2179"},
		{"ehc_assessments", "no_plan_later", "E92000001", "2022 2023 2024", "x 2926 4212"},
		{"ehc_assessments", "mediations", "E92000001", "2024", "2124"},
		{"ehc_assessments", "appeals", "E92000001", "2024", "1445"},
		{"ehc_assessments", "appeals_after_mediation", "E92000001", "2024", "475"},
		{"ehc_assessments", "other_mediations", "E92000001", "2024", "1862"},
		{"ehc_assessments", "other_appeals", "E92000001", "2024", "3088"},
		{"ehc_assessments", "other_appeals_after_mediation", "E92000001", "2024", "701"},
		{"ehc_timeliness", "issued", "E92000001", "2019 2020 2021 2022 2023 2024", "53327 59097 61269 65512 80945 90392"},
		{"ehc_timeliness", "issued_in_20_weeks", "E92000001", "2019 2020 2021 2022 2023 2024", "31313 32863 35470 31226 39784 41448"},
		{"ehc_timeliness", "issued_no_exceptions", "E92000001", "2019 2020 2021 2022 2023 2024", "49519 54175 57196 62108 76506 84866"},
		{"ehc_timeliness", "in_20_weeks_no_exceptions", "E92000001", "2019 2020 2021 2022 2023 2024", "29895 31446 34249 30536 38471 39407"},
		{"ehc_timeliness", "issued_20_to_52_weeks", "E92000001", "2022 2023 2024", "x 36404 42402"},
		{"ehc_timeliness", "issued_after_a_year", "E92000001", "2022 2023 2024", "x 4118 6478"},
		{"ehc_timeliness", "from_20_to_52_weeks_no_exceptions", "E92000001", "2024", "39168"},
		{"ehc_timeliness", "after_a_year_no_exceptions", "E92000001", "2024", "6230"},
		{"ehc_new_plans", "plans", "E92000001", "2019 2020 2021 2022 2023 2024", "53899 60097 62180 66706 84428 97747"},
		{"ehc_ceased", "ceased", "E92000001", "2022 2023 2024", "34724 39419 44862"},
		{"ehc_ceased", "needs_met", "E92000001", "2022 2023 2024", "4054 3317 3955"},
		{"ehc_caseload", "plans", "E92000001", "2019-01 2020-01 2021-01 2022-01 2023-01 2024-01 2025-01", "353995 390109 430697 473255 517048 576474 638745"},
		{"ehc_requests", "received", "852", "2024", "569"},
		{"ehc_requests", "agreed", "852", "2024", "326"},
		{"ehc_requests", "refused", "852", "2024", "28"},
		{"ehc_requests", "undecided", "852", "2024", "72"},
		{"ehc_requests", "withdrawn", "852", "2024", "143"},
		{"ehc_requests", "decided_in_6_weeks", "852", "2024", "330"},
		{"ehc_requests", "decided_later", "852", "2024", "38"},
		{"ehc_assessments", "plan_issued", "852", "2024", "338"},
		{"ehc_timeliness", "issued", "852", "2024", "336"},
		{"ehc_timeliness", "issued_in_20_weeks", "852", "2024", "314"},
		{"ehc_timeliness", "issued_no_exceptions", "852", "2024", "320"},
		{"ehc_timeliness", "in_20_weeks_no_exceptions", "852", "2024", "312"},
		{"ehc_timeliness", "issued_20_to_52_weeks", "852", "2024", "22"},
		{"ehc_caseload", "plans", "852", "2025-01", "2785"},
	} {
		got := oneText(t, db, fmt.Sprintf(`select coalesce(string_agg(coalesce(n.value::integer::varchar, 'x'), ' ' order by period), '')
from (select period, %s as n from latest.%s where breakdown = 'total' and area_code = ? and period in ('%s'))`,
			c.measure, c.table, strings.ReplaceAll(c.periods, " ", "', '")), c.area)
		if got != c.want {
			t.Errorf("%s of %s, area %s, in %s: %s, want %s", c.measure, c.table, c.area, c.periods, got, c.want)
		}
	}
	for id, want := range map[string]string{"S06": "4.9 ok", "S07": "89.7 ok", "S02": "93.5 ok", "S01": "97.5 ok"} {
		if got := one(t, db, "select round(value, 1) || ' ' || status from value where indicator = ? and area_code = '852' and period = '2024'", id); got != want {
			t.Errorf("%s of Southampton in 2024 is %s, want %s", id, got, want)
		}
	}
}
