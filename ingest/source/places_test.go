package source

import (
	"regexp"
	"testing"

	"inclusion/ingest/fetch"
)

// wanted says whether a place of the source asks for a file of this title or name.
func (s Source) wanted(title string) bool {
	var patterns []string
	for _, p := range s.Places {
		switch {
		case p.EES != nil:
			patterns = append(patterns, p.EES.Files...)
		case p.GovUK != nil:
			patterns = append(patterns, p.GovUK.Attachment)
		case p.Page != nil:
			patterns = append(patterns, p.Page.Link)
		}
	}
	for _, expr := range patterns {
		if regexp.MustCompile(expr).MatchString(title) {
			return true
		}
	}
	return false
}

// TestPlacesNameTheFilesThatPublishersHave holds the patterns against titles and names that releases have had.
func TestPlacesNameTheFilesThatPublishersHave(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Source{}
	for _, s := range all {
		byID[s.ID] = s
	}
	for source, titles := range map[string][]string{
		"absence":                  {"6_absence_2term_characteristics.csv", "4_absence_2term_pru.csv"},
		"alternative-provision":    {"spc_ap_setting.csv", "spc_school_ap_placement.csv"},
		"exclusions":               {"exc_nat_region_la.csv", "exc_characteristics.csv"},
		"special-needs-in-england": {"sen_phase_type_.csv", "Pupils by SEN provision"},
		"tribunal":                 {"SEND Tribunals and appeal rate 2014-2024.csv", "SEND appealable decisions rate 2024-2025.csv", "SEND_Appeal_Rate_Table_2021.ods", "send_appeal_rate_table_2022.ods"},
		"neighbours":               {"sn_may_2025.xlsx", "Statistical neighbours"},
		"dsg":                      {"Download DSG allocations for all local authorities and regions"},
	} {
		for _, title := range titles {
			if !byID[source].wanted(title) {
				t.Errorf("%s does not ask for %q", source, title)
			}
		}
	}
}

func TestAPlaceThatCannotBeAskedIsRefused(t *testing.T) {
	s := Source{ID: "plans", Title: "Plans", Publisher: "A department", Schedule: "40 9 * * *", Layouts: []Layout{{ID: "one", Container: "tidy", Header: []string{"a"}}}}
	if err := s.check("plans.yaml"); err != nil {
		t.Fatal(err)
	}
	for name, place := range map[string]fetch.Place{
		"none":          {},
		"two":           {URL: "https://www.gov.uk/x", Page: &fetch.Page{URL: "https://www.gov.uk/y", Link: "."}},
		"no slug":       {EES: &fetch.EES{Publication: "Plans and more"}},
		"not a pattern": {GovUK: &fetch.GovUK{Path: "/government/x", Attachment: "("}},
	} {
		s.Places = []fetch.Place{place}
		if err := s.check("plans.yaml"); err == nil {
			t.Errorf("%s: passes", name)
		}
	}
}
