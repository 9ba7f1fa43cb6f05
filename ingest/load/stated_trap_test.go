package load

import (
	"strings"
	"testing"
)

// The notes to DfE's 2022 release of EHC plans name three errors that later releases print again. The wrong figures agree with
// the figures around them, so no check could find them.
func TestErrorsThatOnlyThePublisherSawAreTold(t *testing.T) {
	l := newLoader(t, "england")
	report := load(t, l, realFile(t, "ehc-plans/sen2_mi_2014-2022.csv"), memberFile(t, plansZIP, "data/assessments.csv"),
		memberFile(t, plansZIP, "data/requests.csv"), memberFile(t, plansZIP, "data/timeliness_20_week.csv"))
	db := opened(t, l, report)
	for _, c := range []struct{ table, code, measure, found, expected, says string }{
		{"ehc_management_information", "887", "no_plan", "223", "16", "Medway decided 16 times"},
		{"ehc_assessments", "887", "no_plan", "223", "16", "Medway decided 16 times"},
		{"ehc_management_information", "342", "refused", "0", "107", "St. Helens refused 107"},
		{"ehc_requests", "342", "refused", "0", "107", "St. Helens refused 107"},
		{"ehc_management_information", "838", "issued_no_exceptions", "415", "fewer plans", "Dorset's figures"},
		{"ehc_timeliness", "838", "issued_no_exceptions", "415", "fewer plans", "Dorset's figures"},
	} {
		got := one(t, db, `select string_agg(concat_ws('|', severity, period, found, expected, message, line > 1), '; ') from finding
where check_name = 'stated' and table_name = ? and area_code = ? and measure = ?`, c.table, c.code, c.measure)
		if !strings.HasPrefix(got, "erratum|2021|"+c.found+"|"+c.expected) || !strings.Contains(got, c.says) || !strings.HasSuffix(got, "|true") || strings.Contains(got, "; ") {
			t.Errorf("%s of %s in %s is told as %q", c.measure, c.code, c.table, got)
		}
	}
	if got := one(t, db, "select count(*) from finding where check_name = 'stated'"); got != "6" {
		t.Errorf("%s stated errors are told, want 6", got)
	}
	if got := valueOf(t, db, "S06", "342", "2021"); got.Value == nil || *got.Value != 0 {
		t.Errorf("St. Helens' refusals are %v: a stated error is kept as printed until the publisher corrects it", got.Value)
	}
}

func TestAStatedErrorThatWasCorrectedIsNotTold(t *testing.T) {
	l := newLoader(t, "england")
	corrected := newTable(t, l.Register, "assessments", "All EHC needs assessments", map[string]float64{"assess_in_year": 320, "assess_issued": 304, "assess_not_issued": 16}, nil, "2021")
	report := load(t, l, offered(t, "assessments.csv", corrected.String()))
	if report.Files[0].Outcome != loaded {
		t.Fatalf("the file was not taken in: %v", report.Files)
	}
	for _, f := range report.Findings {
		t.Errorf("Medway has its true 16 in this file, and yet: %s", f)
	}
}
