package page

import (
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// TestWhatChanged reads the page of what changed as a forum's chair would, on figures worked out by hand: Camden issued 120 of 200
// plans in time in 2024 (60.0%) and 130 of 200 in 2023 (65.0%), and its interval of 2024, 53.1% to 66.5%, covers 65.0%.
func TestWhatChanged(t *testing.T) {
	site := fewAreasSite(t)
	t.Run("a change that chance explains is little change", func(t *testing.T) {
		tellsAll(t, words(parsed(t, site, "/areas/202/changes")), "60.0%", "120 of 200 plans", "65.0%", "130 of 200 plans", "little change since 2023")
	})
	t.Run("the newest figure that is not published is said, with the one before it", func(t *testing.T) {
		tellsAll(t, words(parsed(t, site, "/areas/390/changes")), "no figure now; the year before there was one", "suppressed")
	})
	t.Run("the country is not ranked", func(t *testing.T) {
		tellsAll(t, words(parsed(t, site, "/areas/E92000001/changes")), "not ranked")
	})
	t.Run("nothing is picked out of tiny numbers", func(t *testing.T) {
		if page := words(parsed(t, site, "/areas/201/changes")); strings.Contains(page, "Changed most") {
			t.Errorf("the City of London's four plans stand out: %s", page)
		}
	})
}

// tellsAll says that a page's words hold all of these.
func tellsAll(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestChangesAreSaidWithCare holds the words for each kind of change.
func TestChangesAreSaidWithCare(t *testing.T) {
	share := indicator.Indicator{ID: "S01", Type: indicator.Legal, Polarity: indicator.Higher, Unit: "percent", Precision: 1, Interval: "wilson", Basis: indicator.Calendar,
		Numerator: "plans issued within 20 weeks", Denominator: "plans issued"}
	ratio := indicator.Indicator{ID: "X05", Type: indicator.Scored, Polarity: indicator.Lower, Unit: "times", Precision: 1, Interval: "none", Basis: indicator.Calendar}
	row := func(period string, value, lower, upper, out, changed float64) warehouse.IndicatorValue {
		v := warehouse.IndicatorValue{Row: indicator.Row{Period: period, Value: &value, Status: "ok"}}
		if out > 0 {
			v.Denominator, v.Lower, v.Upper = &out, &lower, &upper
		}
		if changed != 0 {
			previous := value - changed
			v.Change, v.Previous = &changed, &previous
		}
		return v
	}
	for name, c := range map[string]struct {
		in   indicator.Indicator
		rows []warehouse.IndicatorValue
		want string
		kind string
	}{
		"more than chance explains": {share, []warehouse.IndicatorValue{row("2023", 40, 35, 45, 400, 0), row("2024", 60, 55, 65, 400, 20)},
			"up 20.0 percentage points since 2023, which is better", "better"},
		"counts that are not published": {share, []warehouse.IndicatorValue{row("2023", 40, 0, 0, 0, 0), row("2024", 60, 0, 0, 0, 20)},
			"up 20.0 percentage points since 2023; chance cannot be ruled out", "moved, but chance cannot be ruled out"},
		"a ratio of two rates": {ratio, []warehouse.IndicatorValue{row("2023", 3, 0, 0, 0, 0), row("2024", 3.8, 0, 0, 0, 0.8)},
			"up 0.8 since 2023; chance cannot be ruled out", "moved, but chance cannot be ruled out"},
		"out of fewer than twenty": {share, []warehouse.IndicatorValue{row("2023", 40, 20, 60, 15, 0), row("2024", 60, 40, 80, 15, 20)},
			"too few to say how it changed", "not comparable with the year before"},
		"a gap year is never stepped over": {share, []warehouse.IndicatorValue{row("2022", 40, 35, 45, 400, 0), row("2024", 60, 55, 65, 400, 0)},
			"no figure for 2023 to compare with", "not comparable with the year before"},
	} {
		t.Run(name, func(t *testing.T) {
			got := change{compare.NewestChange(c.in, c.rows)}
			if words := got.words(); words != c.want {
				t.Errorf("said %q, want %q", words, c.want)
			}
			if kind := got.Kind(); kind != c.kind {
				t.Errorf("counted as %q, want %q", kind, c.kind)
			}
		})
	}
}

// TestTheFeedOfAnAreaIsAtom parses the feed as a reader does.
func TestTheFeedOfAnAreaIsAtom(t *testing.T) {
	site := fewAreasSite(t)
	get := func() *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/areas/202/changes.atom", nil))
		return rec
	}
	first := get()
	if kind := first.Header().Get("Content-Type"); kind != "application/atom+xml; charset=utf-8" {
		t.Errorf("the feed is sent as %q", kind)
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID        string `xml:"id"`
			Updated   string `xml:"updated"`
			Published string `xml:"published"`
			Content   string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(first.Body.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 1 || feed.ID == "" || feed.Updated != "2025-07-01T09:00:00Z" {
		t.Fatalf("got %+v, want the entry of the one file with figures", feed)
	}
	e := feed.Entries[0]
	if e.Published != "2025-06-26T00:00:00Z" || e.Updated != "2025-07-01T09:00:00Z" || !strings.HasPrefix(e.ID, "urn:uuid:") {
		t.Errorf("the entry says published %s, updated %s, id %s", e.Published, e.Updated, e.ID)
	}
	if !strings.Contains(e.Content, "Plans issued in 20 weeks, 2024: 60.0% (120 of 200 plans); little change since 2023.") {
		t.Errorf("the entry says %q", e.Content)
	}
	if second := get(); second.Body.String() != first.Body.String() {
		t.Error("the same data give two different feeds")
	}
}

// TestWhatComesNext holds the page of expected releases: what is late by the rules, what comes, and what has no fixed time.
func TestWhatComesNext(t *testing.T) {
	page := parsed(t, fewAreasSite(t), "/next")
	tellsAll(t, words(page), "Education, health and care plans", "late June", "Statistical neighbours", "now and then")
	for _, in := range []string{"S01", "R01"} {
		found := false
		for _, href := range links(page) {
			found = found || href == "/indicators/"+in
		}
		if !found {
			t.Errorf("nothing says that %s will change", in)
		}
	}
}
