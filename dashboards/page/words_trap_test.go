package page

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"inclusion/internal/area"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// D1: a place is said the same way whichever way is better, and never as highest or lowest.
func TestAPlaceIsSaidTowardsBetterWhicheverWayThatIs(t *testing.T) {
	for name, in := range map[string]indicator.Indicator{"higher is better": onTime, "lower is better": with(excluded, func(in *indicator.Indicator) { in.Interval = "none" })} {
		l := seen("authority")
		for _, c := range []struct {
			rank, band int64
			want       string
		}{{1, 4, "Place 1 of 14 areas with a figure, where 1 is best; in the better quarter."}, {14, 1, "Place 14 of 14 areas with a figure, where 1 is best; in the worse quarter."}} {
			row := warehouse.OverviewRow{Row: indicator.Row{Value: at(4.89), Denominator: at(400), Numerator: at(200), Rank: &c.rank, Band: &c.band}, Pooled: true, N: 14}
			if got := l.positionNote(in, row); got != c.want {
				t.Errorf("%s, place %d: %q, want %q", name, c.rank, got, c.want)
			}
		}
	}
}

// D2: a deficit that grows goes down and is worse, and one that shrinks goes up and is better, on either side of zero.
func TestAChangeOfADeficitGoesTheWayItGoes(t *testing.T) {
	balance := indicator.Indicator{ID: "F01", Type: indicator.Scored, Polarity: indicator.Higher, Unit: "percent", Precision: 2, Interval: "none", Basis: indicator.Financial}
	for name, c := range map[string]struct {
		before, now float64
		want        string
	}{
		"a deficit grows":             {-1.7, -4.3, "down 2.60 percentage points since 2020/21, which is worse"},
		"a deficit shrinks":           {-4.3, -1.7, "up 2.60 percentage points since 2020/21, which is better"},
		"a surplus becomes a deficit": {1.5, -2.5, "down 4.00 percentage points since 2020/21, which is worse"},
		"from nothing":                {0, -2.5, "down 2.50 percentage points since 2020/21, which is worse"},
	} {
		change := c.now - c.before
		if got := changeWords(balance, compare.Movement{Period: "2021-22", Change: &change, Previous: &c.before}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		row := warehouse.IndicatorValue{Row: indicator.Row{Period: "2021-22", Value: &c.now}, Change: &change, Previous: &c.before}
		if got, want := changeCell(balance, row).Text, c.want[:strings.Index(c.want, " since")]; got != want {
			t.Errorf("%s, in a table: %q, want %q", name, got, want)
		}
	}
}

// D17: a figure without a direction has no place, no quarter and no word on better or worse, in any of the ways it is shown.
func TestAFigureWithoutADirectionIsOnlyPutInOrder(t *testing.T) {
	plans := indicator.Indicator{ID: "S12n", Type: indicator.Context, Polarity: indicator.None, Unit: "count", Interval: "none", Basis: indicator.January}
	below, change := int64(3), 500.0
	row := warehouse.OverviewRow{Row: indicator.Row{Period: "2025-01", Value: at(4000), England: at(600000)}, Below: &below, Pooled: true, N: 14, Change: &change}
	l := seen("authority")
	if got := l.positionNote(plans, row); got != "Higher than 3 of the other 13 areas with a figure." {
		t.Errorf("its place is said as %q", got)
	}
	if got := changeWords(plans, l.movementOf(row)); strings.Contains(got, "better") || strings.Contains(got, "worse") {
		t.Errorf("its change is said as %q", got)
	}
	if got := mark(plans, row.Value, nil, nil, row.England, false); strings.Contains(got.Full, "better than") || strings.Contains(got.Full, "worse than") {
		t.Errorf("it is marked %q", got.Full)
	}
	if got := directionWords(plans); !strings.HasPrefix(got, "No direction is agreed") {
		t.Errorf("its direction is said as %q", got)
	}
}

// LT-6: the four quarters have their own words, the same in sentences and tables.
func TestQuartersAreNamedAlikeEverywhere(t *testing.T) {
	for band, want := range map[int64]string{1: "worse quarter", 2: "worse half", 3: "better half", 4: "better quarter"} {
		cell, sentence := quarterCell(indicator.Row{Band: &band}).Text, quarterWords(&band)
		if cell != want || sentence != "; in the "+want {
			t.Errorf("quarter %d is %q in a table and %q in a sentence, want %q", band, cell, sentence, want)
		}
	}
	if got := quarterCell(indicator.Row{}); got.Text != "" || got.Status == "" || quarterWords(nil) != "" {
		t.Errorf("no quarter is shown as %+v and %q", got, quarterWords(nil))
	}
}

// FB-1, LT-21: an address holds the whole choice, so it shows the same to whoever opens it, whatever they opened before.
func TestAnAddressShowsTheSameToEverybody(t *testing.T) {
	folder := indicatorFolder(t)
	fresh, used := newIndicatorSite(t, folder, nil), newIndicatorSite(t, folder, nil)
	for _, address := range []string{"/indicators/S01?pool=all", "/indicators/S01?period=2022", "/areas/102/indicators/X02?series=annual", "/indicators/S01"} {
		used.get(t, address)
	}
	for _, address := range []string{"/indicators/S01?period=2023&pool=default", "/areas/101/indicators/X02?series=annual", "/indicators/S01"} {
		a, b := fresh.send(http.MethodGet, address, nil, ""), used.send(http.MethodGet, address, nil, "")
		if a.Code != http.StatusOK || a.Body.String() != b.Body.String() {
			t.Errorf("%s answers %d, and to another visitor %d; the pages differ", address, a.Code, b.Code)
		}
		if cookie := a.Header().Get("Set-Cookie") + b.Header().Get("Set-Cookie"); cookie != "" {
			t.Errorf("%s keeps something of its visitor: %s", address, cookie)
		}
	}
}

// D15, D16, D22: what a page says of an area comes from the data. Words that are the same for every area name none of them, so
// they cannot go out of date for one. The page of expert partnerships tells who joined which, and is a list of areas.
func TestNoTemplateSpeaksOfOneArea(t *testing.T) {
	var names []string
	for _, a := range area.England().Authorities() {
		if a.Name != "Reading" { // also a word
			names = append(names, regexp.QuoteMeta(a.Name))
		}
	}
	named := regexp.MustCompile(`\b(` + strings.Join(names, "|") + `)\b`)
	files, err := filepath.Glob("../template/*/*.html")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d templates, %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := named.FindString(string(b)); found != "" && filepath.Base(file) != "expert-partnerships.html" {
			t.Errorf("%s speaks of %s", filepath.Base(file), found)
		}
	}
}
