package page

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCatalogueNamesEveryIndicatorAndWhatItWaitsFor(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/indicators")
	rows := page.rows(t, "Assessments, plans, reviews and redress")
	var plans, waiting []string
	for _, row := range rows {
		switch {
		case strings.HasSuffix(row[0], " S01"):
			plans = row
		case strings.HasSuffix(row[0], " R01"):
			waiting = row
		}
	}
	if want := []string{"legal duty", "higher", "2024", "50.0% 200 of 400 plans"}; !cmp.Equal(want, plans[2:]) {
		t.Error(cmp.Diff(want, plans[2:]))
	}
	if len(waiting) < 5 || waiting[4] != "no data yet: tribunal is not loaded" {
		t.Errorf("an indicator whose source is not loaded says %q", waiting)
	}
	terms := page.rows(t, "Alternative provision, attendance and belonging")
	for _, row := range terms {
		if strings.HasSuffix(row[0], " X02") && (row[4] != "autumn 2023/24" || row[5] != "not published") {
			t.Errorf("suspensions are newest in %q with England %q", row[4], row[5])
		}
	}
}

func TestIndicatorRanksAreasThatHaveAFigureAndNoOthers(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/indicators/S01")
	want := [][]string{
		{"Area", "Place", "Figure", "Beside England", "Change in a year", "Quarter of areas"},
		{"Alderbrook", "1 of 3", "90.0% 90 of 100 plans", "▲ better", "little change", "better quarter"},
		{"Bournley", "2 of 3", "60.0% 60 of 100 plans", "▲ better", "little change", "better half"},
		{"Christow", "3 of 3", "40.0% 40 of 100 plans", "▼ worse", "no figure to compare with", "worse quarter"},
		{"Left out of the ranking: their numbers are tiny"},
		{"Tiny", "not ranked", "100.0% 4 of 4 plans", "… too few", "too few to compare", "too few to say"},
	}
	if got := page.rows(t, "Plans issued in 20 weeks: all areas, 2024"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	missing := [][]string{{"Area", "Why there is none"}, {"Dunmarrow", "not applicable: none to count"},
		{"Wexmoor & Vale", "suppressed: small numbers printed as “c”"}}
	if got := page.rows(t, "Areas without a figure, 2024"); !cmp.Equal(missing, got) {
		t.Error(cmp.Diff(missing, got))
	}
	wholes := [][]string{{"Area", "Figure", "Beside England", "Change in a year"}, {"Sample England", "50.0% 200 of 400 plans", "", "little change"},
		{"Sample North", "50.0% 200 of 400 plans", "● similar", "no figure to compare with"}}
	if got := page.rows(t, "England and the regions, 2024"); !cmp.Equal(wholes, got) {
		t.Error(cmp.Diff(wholes, got))
	}
	all := site.get(t, "/indicators/S01?pool=all").rows(t, "Plans issued in 20 weeks: all areas, 2024")
	if len(all) != 5 || all[1][0] != "Tiny" || all[1][1] != "1 of 4" {
		t.Errorf("with every area in the pool the table is %q", all)
	}
}

func TestIndicatorSaysWhatItsFiguresRestOn(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/indicators/S01")
	text := page.words("main")
	for what, want := range map[string]string{
		"finding":             "3 areas have a figure; England 50.0%.",
		"who is compared":     "3 areas are compared; 1 is left out because its numbers are tiny; 2 have no figure.",
		"law":                 "Legal standard : all plans issued within 20 weeks; in Sample England met in some cases",
		"matching coverage":   "England's published figure is 50.0%. Worked out on the 5 areas that have both numbers it is 63.8% (194 of 304 plans)",
		"known error":         "Alderbrook, 2024: one plan is missing (found 12; expected 13).",
		"mended":              "Bournley, 2024: the total was the region's.",
		"another period":      "The checks noticed 1 more about other periods.",
		"break":               "From 2022: Figures from 2022 come from records of each child",
		"source and edition":  "Source: Department for Education, Education, health and care plans , 2025 release, published 26 June 2025, fetched 15 January 2026. Open Government Licence v3.0.",
		"which way is better": "Higher is better.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: the page lacks %q:\n%s", what, want, text)
		}
	}
	if strings.Contains(text, "of no concern here") {
		t.Error("an error in a measure that the indicator does not use is shown")
	}
	if page.link("2025 release") != "" || page.link("Everything found in 2025 release") != "/data/editions/new111111111" {
		t.Error("the edition's findings are not one link away")
	}
}

func TestUnknownIndicatorPeriodOrPoolSaysWhatThereIs(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for _, c := range []struct {
		address string
		status  int
		says    string
	}{
		{"/indicators/Z99", http.StatusNotFound, "from A01 to"},
		{"/indicators/s01", http.StatusNotFound, "Did you mean S01, Plans issued in 20 weeks?"},
		{"/indicators/S01?period=1999", http.StatusNotFound, "It has 2021, 2022, 2023 and 2024."},
		{"/indicators/R01?period=2024", http.StatusNotFound, "has no figures for any period yet"},
		{"/indicators/S01?pool=large", http.StatusBadRequest, `Choose "default" or "all"`},
		{"/indicators/S01.pdf", http.StatusNotFound, "csv, xlsx, svg or png"},
		{"/indicators/R01.xlsx", http.StatusNotFound, "no figures to download yet"},
		{"/areas/101/indicators/X02?series=winter", http.StatusNotFound, `It has "annual" or "autumn".`},
		{"/areas/999/indicators/S01", http.StatusNotFound, `No area has the code "999"`},
		{"/data/editions/none", http.StatusNotFound, "lists every edition that is loaded"},
	} {
		if text := site.getWith(t, c.address, c.status).words("main"); !strings.Contains(text, c.says) {
			t.Errorf("%s says %q, want %q in it", c.address, text, c.says)
		}
	}
}

func TestIndicatorWithoutDataTeachesWhereTheyComeFrom(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for _, address := range []string{"/indicators/R01", "/areas/101/indicators/R01"} {
		page := site.get(t, address)
		if text := page.words("main"); !strings.Contains(text, "No figures yet") || !strings.Contains(text, "tribunal is not loaded") || page.link("What is loaded") != "/data" {
			t.Errorf("%s says %q", address, text)
		}
	}
}
