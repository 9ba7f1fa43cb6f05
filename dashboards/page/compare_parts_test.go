package page

import (
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/dashboards/chart"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func TestTheFindingNamesTheHighestAndTheLowest(t *testing.T) {
	in := indicator.Indicator{ID: "S01", Short: "Plans", Unit: "percent", Interval: "wilson", Precision: 1, Basis: indicator.Calendar}
	v := chart.V
	for _, c := range []struct {
		name   string
		values map[string]*float64 // by area
		want   string
	}{
		{"one", map[string]*float64{"A": v(40)}, "A 40.0% in 2024"},
		{"two", map[string]*float64{"A": v(40), "B": v(60)}, "B 60.0% in 2024, A 40.0%"},
		{"three", map[string]*float64{"A": v(40), "B": v(60), "C": v(50)}, "B highest in 2024 (60.0%), A lowest (40.0%)"},
		{"a tie", map[string]*float64{"A": v(40), "B": v(60), "C": v(60)}, "B and C highest in 2024 (60.0%), A lowest (40.0%)"},
		{"all alike", map[string]*float64{"A": v(40), "B": v(40), "C": v(40)}, "All 3 areas at 40.0% in 2024"},
		{"beside the country", map[string]*float64{"A": v(40), "B": v(60), "England": v(46)}, "B 60.0% in 2024, A 40.0%; England 46.0%"},
		{"the country alone", map[string]*float64{"England": v(46)}, "England 46.0% in 2024"},
		{"a missing one", map[string]*float64{"A": v(40), "B": nil}, "A 40.0% in 2024; B has no figure here"},
		{"a tiny one", map[string]*float64{"A": v(40), "Tiny": v(100)}, "A 40.0% in 2024; Tiny rests on too few to place"},
		{"none", map[string]*float64{"A": nil}, "No figure for these areas in these years"},
	} {
		b := block{in: in, series: compare.Series{Periods: []warehouse.IndicatorPeriod{{Period: "2024"}}}, values: map[compareKey]warehouse.IndicatorValue{}}
		for _, name := range slices.Sorted(maps.Keys(c.values)) {
			a := warehouse.Area{Code: name, Name: name, Level: "authority", LeftOut: name == "Tiny"}
			if name == "England" {
				a.Level = "country"
			}
			b.areas = append(b.areas, a)
			b.values[compareKey{"S01", "2024", name}] = warehouse.IndicatorValue{Row: indicator.Row{AreaName: name, AreaCode: name, Value: c.values[name], Denominator: v(400)}}
		}
		if got := b.finding(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEachLineHasALookOfItsOwn(t *testing.T) {
	area := func(code, level string) warehouse.Area { return warehouse.Area{Code: code, Level: level} }
	for _, areas := range [][]warehouse.Area{
		{area("a", "authority"), area("b", "authority"), area("c", "authority"), area("d", "authority")},
		{area("a", "authority"), area("E", "country"), area("b", "authority"), area("R", "region")},
	} {
		roles := block{areas: areas}.roles()
		used := map[chart.Role]bool{}
		for _, a := range areas {
			used[roles[a.Code]] = true
		}
		if len(used) != len(areas) || roles["a"] != chart.ThisArea {
			t.Errorf("%v look like %v", areas, roles)
		}
		if role, ok := roles["E"]; ok && role != chart.England {
			t.Errorf("the country is drawn as %v", role)
		}
	}
}

func TestALongComparisonIsPagedAndSaysWhatIsFolded(t *testing.T) {
	c := compared{comparison: comparison{By: byAreas, View: asTable, Page: 1}}
	var periods []warehouse.IndicatorPeriod
	for year := 2005; year <= 2024; year++ {
		periods = append(periods, warehouse.IndicatorPeriod{Period: fmt.Sprint(year), LastDay: time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)})
	}
	for range mostComparedIndicators {
		c.blocks = append(c.blocks, block{in: indicator.Indicator{ID: "S01", Basis: indicator.Calendar}, series: compare.Series{Periods: periods}, areas: make([]warehouse.Area, mostCompared)})
	}
	for _, show := range []string{asTable, asChart} {
		c.View = show
		shown := 0
		for i, blocks := range c.pack() {
			size := 0
			for _, b := range blocks {
				shown++
				size += b.cells() * cellBytes
				if notes := b.notes(); len(notes) != 1 || notes[0] != "8 older periods, 2005 to 2012, are in the Excel and CSV files: the page shows the newest 12." {
					t.Fatalf("what is folded is not said: %q", notes)
				}
			}
			if size > compareBudget || len(blocks) == 0 {
				t.Errorf("%s, page %d has %d blocks of %d bytes", show, i+1, len(blocks), size)
			}
		}
		if shown != mostComparedIndicators {
			t.Errorf("%s: %d of %d indicators stand on some page", show, shown, mostComparedIndicators)
		}
	}
}

func TestTheFilesHoldWhatIsComparedAndWhatToKeepInMind(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	w := site.send(http.MethodGet, "/compare.csv?areas=101,106,X92000001&indicators=S01,X02", nil, "")
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil {
		t.Fatalf("%d: %v", w.Code, err)
	}
	figures, notes := rows[1:], map[string]string{}
	for i, row := range figures {
		if row[0] == "" {
			for _, note := range figures[i+1:] {
				notes[note[0]] += note[1] + "\n"
			}
			figures = figures[:i]
			break
		}
	}
	if want := 3 * (4 + 2 + 2); len(figures) != want {
		t.Errorf("%d figures, want %d", len(figures), want)
	}
	at := func(id, area, period string) string {
		for _, row := range figures {
			if row[0] == id && row[3] == area && row[6] == period {
				return strings.Join(row[7:12], "|")
			}
		}
		return ""
	}
	for _, c := range []struct{ id, area, period, want string }{
		{"S01", "101", "2024", "2024-12-31|90|100|90|ok"}, {"S01", "106", "2024", "2024-12-31||||suppressed: small numbers"},
		{"S01", "106", "2021", "2021-12-31||||not published"}, {"X02", "101", "2022-23 autumn", "2022-12-31|15|200|7.5|ok"},
	} {
		if got := at(c.id, c.area, c.period); got != c.want {
			t.Errorf("%s of %s in %s: %s, want %s", c.id, c.area, c.period, got, c.want)
		}
	}
	for term, want := range map[string]string{"Areas": "Alderbrook, Wexmoor & Vale and Sample England", "Address": "/compare?areas=101,106,X92000001&indicators=S01,X02",
		"Source": "Open Government Licence v3.0", "Edition": "new111111111", "Not comparable": "From 2022", "How years are read": "last day", "Publisher's known error": "one plan is missing"} {
		if !strings.Contains(notes[term], want) {
			t.Errorf("the note %q lacks %q: %q", term, want, notes[term])
		}
	}
	for by, want := range map[string][]string{byAreas: {"About", "Figures", "S01", "X02-annual", "X02-autumn"}, byIndicators: {"About", "Figures", "As shown"}} {
		if sheets := sheetsOf(t, site, "/compare.xlsx?"+canonical("areas=101,106,X92000001&indicators=S01,X02", by)); !slices.Equal(sheets, want) {
			t.Errorf("by=%s: the sheets are %v, want %v", by, sheets, want)
		}
	}
}

// sheetsOf are the names of a spreadsheet's sheets.
func sheetsOf(t *testing.T, site indicatorSite, address string) []string {
	t.Helper()
	w := site.send(http.MethodGet, address, nil, "")
	f, err := excelize.OpenReader(w.Body)
	if err != nil {
		t.Fatalf("%s: %d %v", address, w.Code, err)
	}
	defer f.Close()
	return f.GetSheetList()
}

// canonical adds a layout that is not the default.
func canonical(query, by string) string {
	if by == byAreas {
		return query
	}
	return query + "&by=" + url.QueryEscape(by)
}
