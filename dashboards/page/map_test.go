package page

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/dashboards/chart"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func TestTheMapSaysEachAreasQuarterOrWhyItHasNone(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/map")
	if got := page.words("h1"); got != "Map of Sample England: Plans issued in 20 weeks, 2024" {
		t.Errorf("the page is called %q", got)
	}
	titles := map[string]bool{}
	for _, title := range page.all("title") {
		titles[wordsIn(title)] = true
	}
	for _, want := range []string{"Alderbrook: 90.0% (90 of 100 plans), better quarter", "Christow: 40.0% (40 of 100 plans), worse quarter",
		"Tiny: 100.0% (4 of 4 plans), not ranked", "Dunmarrow: not applicable: none to count", "Wexmoor & Vale: suppressed: small numbers"} {
		if !titles[want] {
			t.Errorf("no tile says %q; they say %v", want, titles)
		}
	}
	rows := page.rows(t, "Plans issued in 20 weeks: every area by region, 2024")
	if !slices.ContainsFunc(rows, func(row []string) bool {
		return cmp.Equal(row, []string{"Alderbrook", "90.0% better quarter", "90 of 100 plans"})
	}) {
		t.Errorf("the table does not say what the map does: %q", rows)
	}
	if n := strings.Count(page.words("main"), "blocks"); n == 0 {
		t.Error("the map of invented areas passes for one that was drawn")
	}
}

func TestEveryTileLeadsToItsAreasPage(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/map?indicator=S01&period=2023")
	n := 0
	for _, svg := range page.all("svg") {
		for _, a := range (opened{root: svg}).all("a") {
			for _, at := range a.Attr {
				if at.Key == "href" {
					n++
					site.get(t, at.Val)
				}
			}
		}
	}
	if n < 6 {
		t.Errorf("%d tiles lead somewhere", n)
	}
}

func TestAPeriodThatTheIndicatorLacksGivesItsNewestAndSaysSo(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	text := site.get(t, "/map?indicator=X02&period=2024").words("main")
	if !strings.Contains(text, "has no figures for “2024”. This is its newest period, autumn 2023/24") {
		t.Errorf("the page does not say that the period was changed: %s", text)
	}
	for address, status := range map[string]int{"/map?indicator=Z99": http.StatusNotFound, "/map?indicator=S01.csv": http.StatusNotFound, "/map.pdf": http.StatusNotFound} {
		site.getWith(t, address, status)
	}
}

func TestWithoutADirectionTheQuartersAreLowToHigh(t *testing.T) {
	row := func(v float64) warehouse.IndicatorValue {
		return warehouse.IndicatorValue{Pooled: true, Row: indicator.Row{Value: &v, Q25: chart.V(10), Q50: chart.V(20), Q75: chart.V(30)}}
	}
	m := countryMap{allAreas: allAreas{in: indicator.Indicator{Polarity: indicator.None, Type: indicator.Context}}}
	for value, want := range map[float64]string{5: "lowest quarter", 10: "lowest quarter", 15: "second quarter", 30: "third quarter", 31: "highest quarter"} {
		if got := m.classWords(m.class(row(value))); got != want {
			t.Errorf("%v is in the %s, want the %s", value, got, want)
		}
	}
	apart := row(5)
	apart.Pooled = false
	if got := m.classWords(m.class(apart)); got != "not ranked" {
		t.Errorf("an area that is left out is in the %s", got)
	}
	if got := m.classWords(m.class(warehouse.IndicatorValue{})); got != "no figure" {
		t.Errorf("a missing number is in the %s", got)
	}
}

func TestTheMapCanBeHadAsAFile(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	lines, err := readCSV(site.file(t, "/map.csv?indicator=S01&period=2024", "text/csv; charset=utf-8", "map-S01-2024.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(lines, func(line []string) bool {
		return len(line) > 7 && line[4] == "better quarter" && line[6] == "Alderbrook"
	}) {
		t.Errorf("no line of the table puts Alderbrook in the better quarter: %q", lines)
	}
	if svg := string(site.file(t, "/map.svg?indicator=S01&period=2024", "image/svg+xml", "map-S01-2024.svg")); !strings.Contains(svg, "Invented") || strings.Contains(svg, `href="/`) {
		t.Error("the picture does not say that it is invented, or has links that lead nowhere in a file")
	}
	site.file(t, "/map.xlsx?indicator=S01&period=2024", spreadsheet, "map-S01-2024.xlsx")
}

func TestTheWholeCountryHasAShortAddress(t *testing.T) {
	w := newIndicatorSite(t, indicatorFolder(t), nil).send(http.MethodGet, "/england", nil, "")
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/areas/X92000001" {
		t.Errorf("/england answers %d and leads to %q", w.Code, got)
	}
}

func readCSV(b []byte) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(string(b)))
	r.FieldsPerRecord = -1
	return r.ReadAll()
}

func TestMoversAreInOrderAndSayWhatChanceCanExplain(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/indicators/S01/movers?from=2022&to=2024")
	text := page.words("main")
	for _, want := range []string{"From 2022 to 2024, 1 area went up and 0 down; furthest up Alderbrook (10.0 percentage points). Sample England went from 45.0% to 50.0%.",
		"For 0 of 1 areas the change is more than chance", "regression to the mean"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q: %s", want, text)
		}
	}
	want := [][]string{{"Area", "2022", "2024", "Change", "Chance"}, {"Alderbrook", "80.0% 80 of 100 plans", "90.0% 90 of 100 plans", "up 10.0 percentage points", "within chance"}}
	if got := page.rows(t, "Furthest up, which is better, 2022 to 2024"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	site.file(t, "/indicators/S01/movers.csv?from=2022&to=2024", "text/csv; charset=utf-8", "movers-S01-2022-2024.csv")
	site.file(t, "/indicators/S01/movers.xlsx?from=2022&to=2024", spreadsheet, "movers-S01-2022-2024.xlsx")
}

func TestNobodyMovesAcrossABreak(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/indicators/S01/movers?from=2021&to=2023")
	text := page.words("main")
	if !strings.Contains(text, "2021 and 2023 are not comparable") || !strings.Contains(text, "From 2022 it is counted in a new way") || len(page.all("table")) > 0 {
		t.Errorf("the page lists movers across a break, or does not say why there are none: %s", text)
	}
	if got := page.link("Since then: 2023 to 2024"); got != "/indicators/S01/movers?from=2023&to=2024" {
		t.Errorf("the way to periods that can be compared is %q", got)
	}
	for address, status := range map[string]int{
		"/indicators/S01/movers.csv?from=2021&to=2023":            http.StatusNotFound,
		"/indicators/S01/movers?from=1999":                        http.StatusNotFound,
		"/indicators/X02/movers?from=2021-22&to=2023-24%20autumn": http.StatusBadRequest,
		"/indicators/Z99/movers":                                  http.StatusNotFound,
	} {
		site.getWith(t, address, status)
	}
}

func TestChanceIsJudgedByBothIntervals(t *testing.T) {
	at := func(value, lower, upper, whole float64) warehouse.IndicatorValue {
		return warehouse.IndicatorValue{Row: indicator.Row{Value: &value, Lower: &lower, Upper: &upper, Denominator: &whole}}
	}
	share := indicator.Indicator{Interval: "wilson"}
	bare := at(50, 0, 0, 100)
	bare.Lower, bare.Upper = nil, nil
	for _, c := range []struct {
		what          string
		before, after warehouse.IndicatorValue
		want          string
	}{
		{"far apart", at(20, 15, 25, 200), at(60, 55, 65, 200), "more than chance"},
		{"overlapping", at(20, 15, 25, 200), at(28, 24, 33, 200), "within chance"},
		{"touching", at(20, 15, 25, 200), at(28, 25, 33, 200), "within chance"},
		{"counts not published", bare, at(60, 55, 65, 200), "chance not known"},
		{"tiny", at(20, 2, 70, 8), at(100, 70, 100, 9), "too few to say"},
	} {
		if got := string(compare.ChanceOf(share, c.before.Row, c.after.Row)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}
