package page

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// lines are the named lines of a page's first chart with their numbers; a gap is nil.
func (o opened) lines(t *testing.T) (periods []string, lines map[string][]*float64) {
	t.Helper()
	i := slices.IndexFunc(o.all("script"), func(n *html.Node) bool {
		return slices.Contains(n.Attr, html.Attribute{Key: "class", Val: "chart-options"})
	})
	if i < 0 {
		t.Fatal("the page carries no chart")
	}
	var options struct {
		XAxis  []struct{ Data []string }
		Series []struct {
			Name string
			Data []json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(o.all("script")[i].FirstChild.Data), &options); err != nil {
		t.Fatal(err)
	}
	lines = map[string][]*float64{}
	for _, s := range options.Series {
		if s.Name == "" {
			continue // an interval or a mark
		}
		if lines[s.Name] == nil {
			lines[s.Name] = make([]*float64, len(s.Data))
		}
		for i, d := range s.Data {
			var point struct{ Value *float64 }
			if err := json.Unmarshal(d, &point); err != nil {
				t.Fatalf("%s: %v", s.Name, err)
			}
			if point.Value != nil {
				lines[s.Name][i] = point.Value
			}
		}
	}
	return options.XAxis[0].Data, lines
}

func TestAreaIndicatorLeadsWithTheFindingAndHowSureItIs(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/areas/101/indicators/S01")
	text := page.words("main")
	for _, want := range []string{
		"Plans issued in 20 weeks: Alderbrook",
		"Alderbrook 90.0% in 2024, little change since 2023; England 50.0%.",
		"Made of 90 of 100 plans: chance alone could put it anywhere between 82.6% and 94.5% (95% interval).",
		"Alderbrook: better than 2 of the 2 other areas with a figure.",
		"Legal standard : all plans issued within 20 weeks; met in most cases",
		"Alderbrook, 2024: one plan is missing (found 12; expected 13).",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Bournley, 2024: the total was the region's") {
		t.Error("what was put right in another area stands on this area's page")
	}
}

func TestEveryPeriodStandsBesideWhatItIsComparedWith(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/areas/101/indicators/S01")
	want := [][]string{
		{"Period", "Alderbrook", "Beside England", "England", "Sample North", "Similar areas mean", "Place", "Change in a year"},
		{"2024", "90.0% 90 of 100 plans", "▲ better", "50.0%", "50.0%", "50.0% 2 areas", "1 of 3", "little change"},
		{"2023", "85.0% 85 of 100 plans", "▲ better", "47.5%", "not published", "60.0% 1 area", "1 of 2", "little change"},
		{"2022", "80.0% 80 of 100 plans", "▲ better", "45.0%", "not published", "not published", "1 of 1", "not comparable"},
		{"2021", "40.0% 40 of 100 plans", "● similar", "40.0%", "not published", "not published", "2 of 2", "no figure to compare with"},
	}
	if got := page.rows(t, "Plans issued in 20 weeks: Alderbrook, every period"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	near := [][]string{{"Area", "How close", "Figure"}, {"Christow", "very close", "40.0% 40 of 100 plans"}, {"Wexmoor & Vale", "close", "suppressed: small numbers"},
		{"Bournley", "not close", "60.0% 60 of 100 plans"}, {"Mean of similar areas", "", "50.0% 2 of 3 have a figure"}}
	if got := page.rows(t, "Similar areas, 2024"); !cmp.Equal(near, got) {
		t.Error(cmp.Diff(near, got))
	}
	revised := [][]string{{"Period", "Was", "Is now", "Changed from", "To"}, {"2023", "70.0%", "85.0%", "plans_2024.zip", "2025 release"}}
	if got := page.rows(t, "Figures that a newer edition changed"); !cmp.Equal(revised, got) {
		t.Error(cmp.Diff(revised, got))
	}
}

func TestTermsAndYearsAreNeverOnOneLine(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for _, c := range []struct {
		address string
		periods []string
		current string
	}{
		{"/areas/101/indicators/X02", []string{"2022/23", "2023/24"}, "Autumn terms"},
		{"/areas/101/indicators/X02?series=annual", []string{"2021/22", "2022/23"}, "Whole years"},
	} {
		page := site.get(t, c.address)
		periods, _ := page.lines(t)
		if !cmp.Equal(c.periods, periods) {
			t.Errorf("%s draws %v, want %v", c.address, periods, c.periods)
		}
		current := ""
		for _, a := range page.all("a") {
			for _, at := range a.Attr {
				if at.Key == "aria-current" {
					current = wordsIn(a)
				}
			}
		}
		if current != c.current {
			t.Errorf("%s shows %q, want %q", c.address, current, c.current)
		}
	}
}

func TestYearsComeBeforeTermsThatAreNoNewer(t *testing.T) {
	period := func(code string) warehouse.IndicatorPeriod {
		p, err := indicator.ParsePeriod(code, indicator.Academic)
		if err != nil {
			t.Fatal(err)
		}
		return warehouse.IndicatorPeriod{Period: code, LastDay: p.End, Areas: 2}
	}
	in := indicator.Indicator{Basis: indicator.Academic}
	for _, c := range []struct {
		periods []string
		want    string
	}{
		{[]string{"2022-23", "2023-24", "2022-23 summer"}, "annual"},
		{[]string{"2022-23", "2023-24 autumn"}, "autumn"},
		{[]string{"2023-24 autumn", "2023-24 spring", "2022-23"}, "spring"},
	} {
		var periods []warehouse.IndicatorPeriod
		for _, code := range c.periods {
			periods = append(periods, period(code))
		}
		if got := compare.NewestSeries(compare.SeriesOf(in, periods)); got.Key != c.want {
			t.Errorf("of %v the series %q is shown, want %q", c.periods, got.Key, c.want)
		}
	}
}

func TestMissingFigureIsAGapWithItsReason(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/areas/106/indicators/S01")
	if text := page.words("main"); !strings.Contains(text, "Wexmoor & Vale has no figure in 2024: suppressed: small numbers; England 50.0%.") {
		t.Errorf("a suppressed figure is told as %q", text)
	}
	_, lines := page.lines(t)
	for i, v := range lines["Wexmoor & Vale"] {
		if v != nil {
			t.Errorf("the line has %v in period %d, where nothing is published", *v, i)
		}
	}
	if len(lines["England"]) == 0 {
		t.Error("England's line is not drawn beside the gap")
	}
}

func TestTinyNumbersAreShownButNotCompared(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/areas/105/indicators/S01")
	text := page.words("main")
	for _, want := range []string{"Tiny 100.0% in 2024; England 50.0%.", "It rests on very few, 4 of 4 plans, so chance alone can move it a great deal.",
		"too few to say how far it is met", "Half of areas lie between 55.0% and 92.5%; England 50.0%."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
}

func TestAreaThatEndedKeepsItsFigures(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/areas/107/indicators/S01")
	rows := page.rows(t, "Plans issued in 20 weeks: Oldshire, every period")
	if len(rows) != 2 || rows[1][0] != "2021" || !strings.HasPrefix(rows[1][1], "50.0%") {
		t.Errorf("the area that ended in 2022 has the periods %q", rows)
	}
}

func TestCountryAndRegionsHaveTheirOwnPages(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	country := site.get(t, "/areas/X92000001/indicators/S01")
	if _, lines := country.lines(t); len(lines) != 1 {
		t.Errorf("the country is compared with %d lines, want its own alone", len(lines))
	}
	if text := country.words("main"); strings.Contains(text, "Beside England") || !strings.Contains(text, "3 areas have a figure") {
		t.Errorf("the country's page says %q", text)
	}
	if _, lines := site.get(t, "/areas/X12000001/indicators/S01").lines(t); len(lines) != 2 {
		t.Errorf("a region has %d lines, want its own and England's", len(lines))
	}
}

func TestTheSamplesChartsSayThatTheyAreInvented(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/areas/101/indicators/S01")
	found := false
	for n := range page.root.Descendants() {
		found = found || n.Type == html.TextNode && strings.Contains(n.Data, "Invented sample data")
	}
	if !found {
		t.Error("the page does not say that the data are invented")
	}
}
