package board

import (
	"net/http"
	"strings"
	"testing"

	"inclusion/internal/plan"
)

// A regional viewer sees what is published, and a draft only where its board shares it.
func TestRegionalViewersSeeSharedDraftsOnly(t *testing.T) {
	o := openOffice(t)
	got := o.get(ofRegion, "/regional")
	if got.status != http.StatusOK || !strings.Contains(got.text, "differences are not effects of a programme") || !strings.Contains(got.text, "nothing published") ||
		!strings.Contains(got.text, "No board shares its draft") || strings.Contains(got.text, "/board/"+officeCode) {
		t.Errorf("before the board shares: %d %s", got.status, got.text)
	}
	if err := o.desk.Share(t.Context(), administrator, officeCode, "2026", true); err != nil {
		t.Fatal(err)
	}
	if got := o.get(ofRegion, "/regional"); !strings.Contains(got.text, "/board/"+officeCode+"/perspectives") {
		t.Errorf("the shared draft is not linked: %s", got.text)
	}
	for who, person := range map[string]int{"council": o.get(ofCouncil, "/regional").status, "nobody": o.get(nil, "/regional").status} {
		if person != http.StatusForbidden && person != http.StatusUnauthorized {
			t.Errorf("%s: %d", who, person)
		}
	}
}

// Areas are counted at each level, and never put in the order of their levels.
func TestRegionsAreSpreadAndNotRanked(t *testing.T) {
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	made := func(code, name string, l plan.Level) regionalPlan {
		book := plan.NewBook(code)
		book.Put(&plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.BoardOrg, Level: l})
		return regionalPlan{code: code, name: name, version: &plan.Version{Framework: *frameworks.Newest()}, review: plan.Review{Book: book, Cycle: "2026"}}
	}
	all := []regionalPlan{made("101", "Alder", 2), made("102", "Birch", 4), made("103", "Cedar", 1)}
	for _, row := range spreadTable(all).Rows {
		if strings.HasPrefix(row.Cells[0].Text, "5.3 ") {
			var counts []string
			for _, c := range row.Cells[1:] {
				counts = append(counts, c.Text)
			}
			if got := strings.Join(counts, " "); got != "1 1 0 1 0" {
				t.Errorf("counts at levels 1 to 4 and not yet: %s", got)
			}
		}
	}
	if got := sharedWeakTable(all).Rows; len(got) != 1 || got[0].Cells[1].Text != "Alder; Cedar" {
		t.Errorf("shared weak statements: %v", got)
	}
}
