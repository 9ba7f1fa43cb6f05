package page

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"inclusion/ingest/load"
	"inclusion/internal/area"
	"inclusion/internal/store"
)

// A few of England's areas: one that ended, one left out, one that publishes nothing, one expert partnership.
const fewAreas = `
register: england
title: A few areas
country: {code: E92000001, name: England}
regions:
  - {code: E12000001, name: North East}
  - {code: E12000004, name: East Midlands}
  - {code: E12000007, name: London}
authorities:
  - {code: "201", name: City of London, region: E12000007, ons: [{code: E09000001}], left_out: true, left_out_because: tiny numbers}
  - {code: "202", name: Camden, region: E12000007, ons: [{code: E09000007}]}
  - {code: "203", name: Greenwich, region: E12000007, ons: [{code: E09000011}]}
  - {code: "390", name: Gateshead, region: E12000001, ons: [{code: E08000037}]}
  - {code: "391", name: Newcastle upon Tyne, region: E12000001, ons: [{code: E08000021}]}
  - {code: "392", name: North Tyneside, region: E12000001, ons: [{code: E08000022}]}
  - {code: "928", name: Northamptonshire, region: E12000004, ons: [{code: E10000021}], to: 2021-03-31, successors: ["940", "941"]}
  - {code: "940", name: North Northamptonshire, region: E12000004, ons: [{code: E06000061}], from: 2021-04-01}
  - {code: "941", name: West Northamptonshire, region: E12000004, ons: [{code: E06000062}], from: 2021-04-01}
expert_partnerships:
  - {id: london, name: London, region: E12000007, members: [{code: "202", role: lead}, {code: "203", role: member}]}
`

// plansOf are an authority's plans in a year: issued, within 20 weeks, the same with exceptions counted, after a year.
type plansOf [4]int

// plansIssued add up to what England's figures are known to be. An area with no plans publishes none of it.
var plansIssued = map[string]map[string]plansOf{
	"2020": {"201": {4, 4, 4, 0}, "202": {200, 150, 126, 10}, "203": {196, 90, 90, 30}, "390": {100, 46, 46, 5}, "391": {200, 140, 140, 7}, "392": {},
		"928": {300, 150, 150, 20}},
	"2023": {"201": {4, 4, 4, 0}, "202": {200, 130, 118, 10}, "203": {196, 70, 70, 30}, "390": {100, 34, 34, 5}, "391": {200, 120, 120, 7}, "392": {},
		"940": {150, 85, 85, 10}, "941": {150, 60, 60, 10}},
	"2024": {"201": {4, 4, 4, 0}, "202": {200, 120, 115, 10}, "203": {196, 60, 60, 30}, "390": {100, 30, 30, 5}, "391": {200, 110, 110, 7}, "392": {},
		"940": {150, 80, 80, 10}, "941": {150, 60, 60, 10}},
}

const timelinessHeader = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name," +
	"breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex," +
	"pc_plans_issued_within_20_weeks,pc_plans_issued_20_weeks_ex,plans_issued_gt20weeks_ltyear,plans_issued_gt20weeks_ltyear_ex," +
	"pc_plans_issued_gt20weeks_ltyear,pc_plans_issued_gt20weeks_ltyear_ex,plans_issued_gt_1_year,plans_issued_gt_1_year_ex," +
	"pc_plans_issued_gt_1_year,pc_plans_issued_gt_1_year_ex"

// plansFile is the publisher's file of plans issued. Gateshead's figures of 2024 are suppressed.
func plansFile(t testing.TB, register *area.Register) []byte {
	t.Helper()
	lines := [][]string{strings.Split(timelinessHeader, ",")}
	for _, year := range []string{"2020", "2023", "2024"} {
		sums := map[string]plansOf{}
		for _, a := range register.Authorities() {
			p, there := plansIssued[year][a.Code]
			if !there {
				continue
			}
			for _, whole := range []string{register.Country().Code, a.Region} {
				s := sums[whole]
				sums[whole] = plansOf{s[0] + p[0], s[1] + p[1], s[2] + p[2], s[3] + p[3]}
			}
			cells := plansCells(p)
			if a.Code == "390" && year == "2024" {
				cells = slices.Repeat([]string{"c"}, len(cells))
			}
			lines = append(lines, append([]string{year, "Calendar year", "Local authority", register.Country().Code, "England", a.Region, "", a.Code, a.ONS[0].Code,
				a.Name, "total", "Total"}, cells...))
		}
		for _, a := range append(register.Regions(), register.Country()) {
			level, code, name := "Regional", a.Code, a.Name
			if a.Kind == area.Country {
				level, code, name = "National", "", ""
			}
			lines = append(lines, append([]string{year, "Calendar year", level, register.Country().Code, "England", code, name, "", "", "", "total", "Total"},
				plansCells(sums[a.Code])...))
		}
	}
	return csvOf(t, lines)
}

// plansCells are the figures in the order of the file's columns.
func plansCells(p plansOf) []string {
	if p[0] == 0 {
		return slices.Repeat([]string{"x"}, 14)
	}
	n, share := strconv.Itoa, func(part int) string { return fmt.Sprintf("%.1f", 100*float64(part)/float64(p[0])) }
	late, lateAll := p[0]-p[1]-p[3], p[0]-p[2]-p[3]
	return []string{n(p[0]), n(p[0]), n(p[2]), n(p[1]), share(p[2]), share(p[1]), n(lateAll), n(late), share(lateAll), share(late),
		n(p[3]), n(p[3]), share(p[3]), share(p[3])}
}

func inspectionsFile(t testing.TB) []byte {
	t.Helper()
	return csvOf(t, [][]string{
		strings.Split("la_code,ons_code,la_name,region_code,inspection_start,inspection_end,published,outcome_grade,outcome_label,next_step,priority_action_plan,"+
			"previous_inspection,report_url,source,outcome_text", ","),
		{"202", "E09000007", "Camden", "GL", "2024-03-04", "2024-03-08", "2024-05-20", "2", "Inconsistent experiences and outcomes", "Full area SEND inspection ~3 years", "N",
			"", "https://files.ofsted.gov.uk/v1/file/1", "a test", "The local area partnership’s arrangements lead to inconsistent experiences and outcomes."},
	})
}

func neighboursFile(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	top := []any{"LA num", "LA Name", "", "", "GOReg"}
	for i := 1; i <= 10; i++ {
		top = append(top, fmt.Sprintf("SN%d", i), "SNP")
	}
	rows := map[string][]any{"A1": {"Statistical neighbour groups"}, "A3": top,
		"A4": {"202", "Camden", "", "", "", "391", "Very Close", "203", "Close", "390", "Somewhat close"}}
	if err := f.SetSheetName("Sheet1", "LA SN Groups"); err != nil {
		t.Fatal(err)
	}
	for cell, values := range rows {
		if err := f.SetSheetRow("LA SN Groups", cell, &values); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func csvOf(t testing.TB, lines [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var fewAreasFolder sharedFolder

// fewAreasSite is the pages over a warehouse of the few areas, made by the real loader.
func fewAreasSite(t testing.TB) http.Handler {
	t.Helper()
	return pagesOver(t, fewAreasFolder.made(t, loadFewAreas))
}

// loadFewAreas loads the files of the few areas into a folder.
func loadFewAreas(t testing.TB, folder store.Folder) {
	t.Helper()
	register, err := area.Load([]byte(fewAreas))
	if err != nil {
		t.Fatal(err)
	}
	var items []load.Item
	dir := t.TempDir()
	for name, content := range map[string][]byte{"plans.csv": plansFile(t, register), "neighbours.xlsx": neighboursFile(t), "inspections.csv": inspectionsFile(t)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
		items = append(items, load.Item{Path: filepath.Join(dir, name), Name: name, Published: time.Date(2025, 6, 26, 0, 0, 0, 0, time.UTC)})
	}
	loadInto(t, folder, register, time.Date(2025, 7, 1, 9, 0, 0, 0, time.UTC), items)
}

// parsed asks for a page and parses it.
func parsed(t testing.TB, h http.Handler, path string) *html.Node {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	if rec.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, rec.Code, rec.Body)
	}
	doc, err := html.Parse(rec.Body)
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	return doc
}

// where lists the elements for which is holds, in the order of the page.
func where(n *html.Node, is func(*html.Node) bool) (found []*html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			found = append(found, d)
		}
	}
	return found
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return slices.Contains(strings.Fields(attribute(n, "class")), name) }
}

func element(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words are an element's words with single blanks between them.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	return strings.NewReplacer(" .", ".", " ,", ",", " ;", ";", " :", ":", "“ ", "“", " ”", "”").Replace(text)
}

// links are an element's links: where each leads, by its words.
func links(n *html.Node) map[string]string {
	found := map[string]string{}
	for _, a := range where(n, element("a")) {
		found[words(a)] = attribute(a, "href")
	}
	return found
}
