// Package looktest makes small published files and publishers that offer them, for tests of looks. Every figure in the
// files is invented; they have the layouts of the published ones.
package looktest

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"inclusion/ingest/source"
	"inclusion/internal/area"
)

// counts are what every authority has in Timeliness: a thousand plans, 464 of them in time, so that rates are those of
// England in 2024, which are known.
var counts = map[string]int{
	"plans_issued_den": 1000, "plans_issued_den_ex": 1000, "plans_issued_within_20_weeks": 459, "plans_issued_20_weeks_ex": 464,
	"plans_issued_gt20weeks_ltyear": 469, "plans_issued_gt20weeks_ltyear_ex": 464, "plans_issued_gt_1_year": 72, "plans_issued_gt_1_year_ex": 72,
}

var printed = map[string]string{
	"pc_plans_issued_within_20_weeks": "45.9", "pc_plans_issued_20_weeks_ex": "46.4", "pc_plans_issued_gt_1_year": "7.2",
}

// Timeliness is a file of EHC plans issued in 20 weeks, for every area of a register that was there at the end of 2024.
func Timeliness(t testing.TB, register *area.Register) string {
	t.Helper()
	there := register.AliveAt(time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	rows := [][]string{header(t), row(t, register, "National", area.Area{}, area.Area{}, len(there))}
	for _, region := range register.Regions() {
		within := 0
		for _, a := range there {
			if a.Region == region.Code {
				within++
			}
		}
		rows = append(rows, row(t, register, "Regional", region, area.Area{}, within))
	}
	for _, a := range there {
		region, err := register.ByCode(a.Region)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row(t, register, "Local authority", region, a, 1))
	}
	var text strings.Builder
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// places are the columns before a file's own.
const places = 12

func row(t testing.TB, register *area.Register, level string, region, authority area.Area, times int) []string {
	ons := ""
	if len(authority.ONS) > 0 {
		ons = authority.ONS[0].Code
	}
	cells := []string{"2024", "Calendar year", level, register.Country().Code, register.Country().Name, region.Code, region.Name, ons,
		authority.Code, authority.Name, "All EHC plans", "All EHC plans"}
	for _, name := range header(t)[places:] {
		switch n, counted := counts[name]; {
		case counted:
			cells = append(cells, fmt.Sprint(n*times))
		case printed[name] != "":
			cells = append(cells, printed[name])
		default:
			cells = append(cells, "x")
		}
	}
	return cells
}

func header(t testing.TB) []string {
	t.Helper()
	s := Source(t, "ehc-plans")
	i := slices.IndexFunc(s.Layouts, func(l source.Layout) bool { return l.ID == "timeliness" })
	names, err := s.Layouts[i].Names()
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Source is one of the list of sources.
func Source(t testing.TB, id string) source.Source {
	t.Helper()
	all, err := source.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("there is no source %s", id)
	return source.Source{}
}
