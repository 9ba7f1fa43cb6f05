package page

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// sectionOf is the part of a page under a heading with this id.
func sectionOf(t *testing.T, page *html.Node, id string) *html.Node {
	t.Helper()
	found := where(page, func(n *html.Node) bool {
		return n.Data == "section" && (attribute(n, "aria-labelledby") == id || attribute(n, "id") == id)
	})
	if len(found) != 1 {
		t.Fatalf("%d sections are called %s", len(found), id)
	}
	return found[0]
}

// Of the few areas Camden issues 60.0% of its plans in time (the best of five, and under 90%) and 5.0% after a year (on the cut point of the better quarter); nothing else
// is published.
func TestTheThemesPageSaysWhatPublishedFiguresSayAndWhatTheyDoNot(t *testing.T) {
	site := fewAreasSite(t)
	page := parsed(t, site, "/areas/202/themes")
	t5 := sectionOf(t, page, "T5")
	says(t, t5, "T5 Assessments, plans, reviews and redress", "too few figures for a data signal · 2 of 7 published", "Is the law kept, well?",
		"Partial: 2 figures of 7 can be compared (better half and better quarter). A data signal needs at least three, and six in ten of the set.",
		"60.0% 120 of 200 plans", "better half of 5 areas among the best areas, but under 90% of what the law expects",
		"Based on published figures for 2024. It is a starting point for questions, not a judgement. DfE says comparisons like these should not be used in isolation.",
		"All figures compared are for 2024.", "How good plans are, and whether what they promise arrives, is not.", "Children whose planned provision is not delivered (L-DEL1)")
	if bars := where(t5, element("svg")); len(bars) != 2 {
		t.Errorf("%d figures have a position bar, want 2", len(bars))
	}
	says(t, sectionOf(t, page, "T1"), "no public data", "Nobody publishes, area by area, how a partnership is led.")
	says(t, sectionOf(t, page, "T2"), "Core figures published as numbers DQ1 2 of 2", "Education, health and care plans 2 of 2 2024 6 months", "to 1 July 2025")
	unspoken := words(sectionOf(t, page, "unspoken"))
	for _, want := range []string{"Leadership, governance and accountability", "Key posts that are vacant (L-GOV1)", "Health, care and short breaks", "Waits on each local health pathway (H04)"} {
		if !strings.Contains(unspoken, want) {
			t.Errorf("the themes without public data do not say %q: %s", want, unspoken)
		}
	}
	says(t, sectionOf(t, page, "glance"), "T5 Assessments, plans, reviews and redress Is the law kept, well? too few figures for a data signal 2 of 7 published 2024")
}

func TestALegalStandardNotMetInMostCasesIsListedWhateverTheQuarter(t *testing.T) {
	site := fewAreasSite(t)
	// West Northamptonshire: 60 of 150 plans in time in 2024, and 60 of 150 in 2023.
	page := parsed(t, site, "/areas/941/themes")
	says(t, sectionOf(t, page, "standards"), "Legal standards not met in most cases: 1 standard", "40.0% 60 of 150 plans", "60.0 percentage points 90 of 150 plans fell short",
		"little change since 2023", "46.4%")
	// Greenwich: 60 of 196 after 70 of 196, which chance could explain.
	says(t, sectionOf(t, parsed(t, site, "/areas/203/themes"), "standards"), "30.6% 60 of 196 plans", "136 of 196 plans fell short", "little change since 2023",
		"worse quarter")
	says(t, sectionOf(t, parsed(t, site, "/areas/202/themes"), "standards"), "No legal standard with a figure is unmet in most cases", "Met in some cases: Plans issued in 20 weeks 60.0%.")
}

func TestAnAreaWithoutSignalsSaysWhy(t *testing.T) {
	site := fewAreasSite(t)
	says(t, parsed(t, site, "/areas/201/themes"), "City of London is left out of comparisons between areas", "left out of comparisons · 2 of 7 published",
		"Its numbers are too small to stand among other areas, so there is no data signal.", "Too few figures of City of London can be compared")
	says(t, parsed(t, site, "/areas/928/themes"), "Northamptonshire is no longer there")
	for _, path := range []string{"/areas/E12000007/themes", "/areas/E92000001/themes"} {
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		if rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "data signals are of local authorities") {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

func TestTheOverviewGivesEachThemesSignalAndLeadsToIt(t *testing.T) {
	page := parsed(t, fewAreasSite(t), "/areas/202")
	for id, want := range map[string]string{"T5": "too few figures for a data signal · 2 of 7 published", "T3": "no public data"} {
		if got := links(sectionOf(t, page, id))[want]; got != "/areas/202/themes#"+id {
			t.Errorf("%s leads from %q to %q", id, want, got)
		}
	}
	says(t, sectionOf(t, page, "T4"), "These figures speak of it and stand under another theme: Suspensions, SEN support")
	if got := words(sectionOf(t, parsed(t, fewAreasSite(t), "/areas/E12000007"), "T5")); strings.Contains(got, "data signal") {
		t.Errorf("a region has a data signal: %.80s", got)
	}
}

func TestASignalIsSaidInWords(t *testing.T) {
	for _, c := range []struct {
		signal        warehouse.Signal
		text, meaning string
	}{
		{warehouse.Signal{State: warehouse.SignalFull, Level: 3, Available: 7, Published: 7, Of: 7}, "data signal 3 of 4 · 7 of 7 published", "at least half of the figures are in the better half of areas."},
		{warehouse.Signal{State: warehouse.SignalFull, Level: 1, Available: 5, Published: 6, Of: 7}, "data signal 1 of 4 · 6 of 7 published, 5 enough to compare", "in the worse quarter of areas."},
		{warehouse.Signal{State: warehouse.SignalPartial, Available: 1, Published: 1, Of: 3, Bands: []int{4}}, "too few figures for a data signal · 1 of 3 published", "1 figure of 3 can be compared (better quarter)"},
		{warehouse.Signal{State: warehouse.SignalTooFew, Published: 1, Of: 1}, "no data signal, too few to compare · 1 of 1 published, 0 enough to compare", "rests on too few"},
		{warehouse.Signal{State: warehouse.SignalLeftOut, Published: 3, Of: 4}, "left out of comparisons · 3 of 4 published", "too small to stand among other areas"},
		{warehouse.Signal{State: warehouse.SignalNone, Of: 2}, "no public data", "No public data"},
	} {
		if text, meaning := signalText(c.signal), signalMeaning(c.signal); text != c.text || !strings.Contains(meaning, c.meaning) {
			t.Errorf("%+v is said as %q, meaning %q", c.signal, text, meaning)
		}
	}
}

// weighed is an area whose figures are given: value, interval, England, quarter and place among 100.
func weighed(t *testing.T, rows ...warehouse.OverviewRow) themed {
	t.Helper()
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	themes, err := indicator.Themes()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rows, func(a, b warehouse.OverviewRow) int { return strings.Compare(a.Indicator, b.Indicator) })
	return themed{looked: looked{rows: rows, catalogue: catalogue, area: warehouse.Area{Code: "101", Name: "Alderbrook", Level: "authority"}}, themes: themes,
		matching: map[string]warehouse.Matching{}}
}

func given(id string, value, lower, upper, england float64, band, rank int64) warehouse.OverviewRow {
	n, events := int64(100), 500.0
	row := warehouse.OverviewRow{Row: indicator.Row{Indicator: id, Period: "2024", Value: &value, Status: "ok", England: &england, Band: &band, Rank: &rank, NRanked: &n,
		Numerator: &events, Denominator: &events}, N: 100, Pooled: true}
	if upper > 0 {
		row.Lower, row.Upper = &lower, &upper
	}
	return row
}

// The framework's vector: 168 of 412 plans is 40.8% (36.1 to 45.6), and England's 46.4 is outside.
func TestTheChanceCheckHoldsEnglandAgainstTheInterval(t *testing.T) {
	area := weighed(t,
		given("S01", 40.8, 36.1, 45.6, 46.4, 2, 60),   // chance does not explain it
		given("S07", 84.0, 80.1, 87.2, 84.8, 2, 55),   // chance does
		given("F02", 101.0, 0, 0, 106.5, 4, 5),        // this kind of figure has no interval
		given("S10", 44.0, 0, 0, 40.0, 3, 30),         // the counts are not published
		given("X01", 30.0, 29.0, 31.0, 26.0, 1, 90),   // by its events chance would not explain it,
		given("X06s", 10.0, 9.0, 11.0, 10.5, 2, 60),   // by pupils it does
		given("R01", 6.0, 5.5, 6.05, 6.1, 3, 40),      // beside England as published it differs, on matching areas not
		given("S03", 2.0, 1.5, 2.5, 7.2, 4, 3),        // a strong place
		given("S05", 20.0, 19.0, 21.0, 25.0, 4, 1),    // background is in no list
		given("S11", 20.0, 19.0, 21.0, 25.0, 4, 1),    // the other side of S09, which is the one that counts
		given("A02", 9.0, 0, 0, 10.0, 3, 35),          // no interval
		given("A03e", 30.0, 28.0, 32.0, 36.0, 4, 10),  // a strong place
		given("X03", 0.250, 0.240, 0.26, 0.12, 1, 99), // the weakest
		given("S15", 1.1, 0.9, 1.3, 1.2, 2, 70))       //       chance does
	exact := 5.69
	area.matching["R01"] = warehouse.Matching{Exact: &exact}
	p := area.positions()
	for what, c := range map[string]struct {
		got  string
		want string
	}{
		"the strongest": {namesOf(p.Strongest.Rows), "S03 F02 A03e S10 A02"},
		"the weakest":   {namesOf(p.Weakest.Rows), "X03 X01 S15 S01 S07"},
	} {
		if c.got != c.want {
			t.Errorf("%s are %s, want %s", what, c.got, c.want)
		}
	}
	checks := map[string]string{}
	for _, place := range area.placed() {
		cell := place.chance.cell()
		checks[place.in.ID] = strings.TrimSpace(cell.Text + cell.Status + " " + cell.Detail)
	}
	for id, want := range map[string]string{
		"S01": "no", "S07": "chance alone could explain it", "F02": "cannot be said: this kind of figure has no interval", "S10": "cannot be said: the counts are not published",
		"X01": "chance alone could explain it judged by X06s, which counts each pupil once",
		"R01": "chance alone could explain it beside England as worked out on the areas that have both numbers, 5.7%",
	} {
		if checks[id] != want {
			t.Errorf("chance and %s: %q, want %q", id, checks[id], want)
		}
	}
	// Of the eleven, eight have an interval and counts; of them S01, S03, A03e and X03 differ.
	for _, want := range []string{"11 figures of Alderbrook can be compared", "Chance can be checked for 8 of them", "here 0.4", "4 do here. That is more than chance would bring."} {
		if !strings.Contains(p.Chance, want) {
			t.Errorf("the chance check does not say %q: %s", want, p.Chance)
		}
	}
}

// namesOf are the ids that the rows of a table of places name, in their order.
func namesOf(rows []view.Row) string {
	var ids []string
	for _, row := range rows {
		id, _, _ := strings.Cut(row.Cells[0].Detail, " ")
		ids = append(ids, id)
	}
	return strings.Join(ids, " ")
}

func TestNoFigureIsBothStrongAndWeak(t *testing.T) {
	area := weighed(t, given("S01", 95, 90, 98, 46, 4, 1), given("S03", 9, 8, 10, 7, 1, 90), given("S07", 60, 55, 65, 85, 1, 95))
	p := area.positions()
	if strong, weak := namesOf(p.Strongest.Rows), namesOf(p.Weakest.Rows); strong != "S01" || weak != "S07" {
		t.Errorf("of three figures the strongest are %s and the weakest %s", strong, weak)
	}
}
