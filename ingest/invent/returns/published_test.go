package returns

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"inclusion/internal/returns"
)

// publishedIn is where the sample publishes the tables of a return.
var publishedIn = map[string]string{"requests": "requests", "assessments": "assessments", "timeliness": "timeliness_20_week", "caseload": "caseload",
	"newplans": "newplans", "annual-reviews-meetings": "annual_reviews", "annual-reviews-completed": "annual_reviews", "needs-new": "sen_need_newplans",
	"ceased": "ceased_plans", "personal-budgets": "personal_budgets", "work-based": "work_based_placements", "residential": "residential_settings",
	"phase-transfers": "phase_transfers"}

// columnNames are the columns that carry a year, and what the product calls them.
var columnNames = strings.NewReplacer("review_expected_2025", "review_expected", "review_not_expected_2025", "review_not_expected",
	"review_completed_2025", "review_completed", "review_completed_prior_2025", "review_completed_prior", "due_25", "due_first", "due_26", "due_second",
	"final_25", "final_first", "final_26", "final_second", "review_meeting_25", "review_meeting_after", "review_meeting_24", "review_meeting_in_year",
	"review_meeting_prior_24", "review_meeting_before", "review_decision25", "review_decision_after", "review_decision24", "review_decision_in_year",
	"review_decision_prior24", "review_decision_before")

// publishedCells are the cells that a release prints of an authority and period, by "table|topic|label|measure".
func publishedCells(t *testing.T, release int, area string, year int) map[string]float64 {
	t.Helper()
	z, err := zip.OpenReader(fmt.Sprintf("../../../sample-data/education-health-and-care-plans_%d.zip", release))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	all := map[string]float64{}
	for table, name := range publishedIn {
		publishedTable(t, &z.Reader, table, name, area, year, all)
	}
	active := "sen_needs_all_plans"
	if release >= 2026 {
		active = "sen_needs_caseload"
	}
	publishedTable(t, &z.Reader, "needs-active", active, area, year, all)
	return all
}

func publishedTable(t *testing.T, z *zip.Reader, table, name, area string, year int, to map[string]float64) {
	t.Helper()
	f, err := z.Open("data/" + name + ".csv")
	if err != nil {
		return // not in every release
	}
	defer f.Close()
	rows, err := csv.NewReader(strings.NewReader(linesOf(t, f, area))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, column := range rows[0] {
		at[column] = i
	}
	for _, row := range rows[1:] {
		period := row[at["time_period"]]
		if row[at["old_la_code"]] != area || period != strconv.Itoa(year-1) && period != fmt.Sprintf("%d%02d", year-1, year%100) {
			continue
		}
		topic, label := "", ""
		if i, broken := at["breakdown_topic"]; broken && row[i] != row[i+1] {
			topic, label = kindOfTopic(row[i]), row[i+1]
		}
		for column, i := range at {
			if n, err := strconv.ParseFloat(row[i], 64); err == nil {
				to[strings.Join([]string{table, topic, plainLabel(topic, label), columnNames.Replace(column)}, "|")] = n
			}
		}
	}
}

// linesOf are the head of a file and the lines that may be an authority's, in small letters.
func linesOf(t *testing.T, f io.Reader, area string) string {
	t.Helper()
	var kept strings.Builder
	lines := bufio.NewScanner(f)
	for first := true; lines.Scan(); first = false {
		if line := strings.TrimPrefix(lines.Text(), "\ufeff"); first || strings.Contains(line, ","+area+",") {
			kept.WriteString(strings.ToLower(line) + "\n")
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return kept.String()
}

// kindOfTopic makes all topics of ages one.
func kindOfTopic(topic string) string {
	switch small := strings.ToLower(topic); {
	case small == "sex":
		return "Sex"
	case small == "type of placement":
		return "Type of placement"
	case strings.Contains(small, "age"):
		return "Age"
	}
	return topic
}

// met is how many of a table's published cells the return has.
type met struct{ cells, same int }

// held holds the counts of a return to the published cells.
func held(tables []returns.Table, cells map[string]float64) map[string]*met {
	all := map[string]*met{}
	for _, table := range tables {
		for i, row := range table.Rows {
			if table.Name == "caseload" && row.Topic == "Age when plan started" || strings.HasPrefix(row.Topic, "Years") {
				continue
			}
			topic, label := "", ""
			if i > 0 {
				topic = kindOfTopic(row.Topic)
				label = plainLabel(topic, row.Breakdown)
				if topic == "Sex" {
					label = plainLabel(topic, row.Breakdown)
					label = strings.NewReplacer("F", "female", "M", "male", "?", "unknown").Replace(label)
				}
			}
			for c, cell := range row.Cells {
				n, printed := cells[strings.Join([]string{table.Name, topic, label, table.Measures[c]}, "|")]
				if !printed || cell.Status != returns.OK {
					continue
				}
				key := table.Name + "|" + topic
				if all[key] == nil {
					all[key] = &met{}
				}
				all[key].cells++
				if n == cell.N {
					all[key].same++
				}
			}
		}
	}
	return all
}

// release is the first one that prints what a return of a year was counted for.
func release(year int) int { return max(2025, year) }

// unmet are the totals that no return can have: the sample draws some plans without days, and prints them as issued after an assessment but
// not as issued in so many weeks. Here they are plans that started in the year and were decided before it.
var unmet = []string{"assess_in_year", "assess_issued"}

func TestTheTotalsOfAReturnAreThoseThatTheSamplePublishes(t *testing.T) {
	for _, of := range []struct {
		area string
		year int
	}{{"101", 2023}, {"101", 2024}, {"101", 2025}, {"101", 2026}, {"149", 2026}} {
		cells := publishedCells(t, release(of.year), of.area, of.year)
		compared := 0
		for _, table := range counted(t, twin(t, of.area, of.year)) {
			for c, cell := range table.Rows[0].Cells {
				n, printed := cells[table.Name+"|||"+table.Measures[c]]
				if !printed {
					continue
				}
				compared++
				if n != cell.N && !slices.Contains(unmet, table.Measures[c]) {
					t.Errorf("%s of %s in the return of %d is %v, and %v is published", table.Measures[c], of.area, of.year, cell.N, n)
				}
			}
		}
		if compared < 70 {
			t.Errorf("only %d totals of %s in %d are published", compared, of.area, of.year)
		}
	}
}

// exact are the breakdowns of authority 101 in the return of 2026 that are met in every cell, and near the least share of those of others.
var (
	exact = []string{"requests|Sex", "timeliness|Sex", "caseload|Sex", "newplans|Sex", "needs-active|Sex", "needs-new|Sex", "ceased|Sex", "ceased|Age",
		"personal-budgets|Sex", "residential|Sex", "residential|Age", "work-based|Sex", "work-based|Age",
		"work-based|Type of placement"}
	near = map[string]float64{"timeliness|Age": 0.98, "newplans|Age": 0.95, "needs-new|Age": 0.93, "requests|Age": 0.9, "caseload|Age": 0.8, "personal-budgets|Age": 0.95}
)

func TestBreakdownsAreThoseThatTheSamplePublishesAsFarAsOneSetOfPeopleCanHaveThem(t *testing.T) {
	met := held(counted(t, twin(t, "101", 2026)), publishedCells(t, 2026, "101", 2026))
	for _, key := range exact {
		if m := met[key]; m == nil || m.same != m.cells {
			t.Errorf("%s: %+v", key, m)
		}
	}
	for key, least := range near {
		if m := met[key]; m == nil || float64(m.same) < least*float64(m.cells) {
			t.Errorf("%s: %+v, and at least %v of them were to be the same", key, m, least)
		}
	}
}
