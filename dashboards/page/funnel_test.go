package page

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"inclusion/internal/benchmark"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// TestAFunnelHoldsAreasAgainstTheirSize places areas of two sizes with one figure: what is far out for a large area is chance for a
// small one. At 50% the Wilson interval of 8 of 10 is 49.0% to 94.3% and holds 50%; that of 320 of 400 is 75.8% to 83.6% and does not.
func TestAFunnelHoldsAreasAgainstTheirSize(t *testing.T) {
	f := funnel{allAreas: allAreas{in: indicator.Indicator{ID: "S01", Type: indicator.Legal, Polarity: indicator.Higher, Unit: "percent", Precision: 1, Interval: "wilson",
		Numerator: "plans issued within 20 weeks", Denominator: "plans issued"}}}
	add := func(code string, of, out float64) {
		value := 100 * of / out
		f.rows = append(f.rows, warehouse.IndicatorValue{Level: "authority", Pooled: true,
			Row: indicator.Row{AreaCode: code, AreaName: "Area " + code, Value: &value, Numerator: &of, Denominator: &out, Status: "ok"}})
	}
	add("small", 8, 10)
	add("large", 320, 400)
	add("low", 80, 400)
	add("rest", 4000, 8000)
	f.rows = append(f.rows, warehouse.IndicatorValue{Level: "authority", Row: indicator.Row{AreaCode: "none", AreaName: "Area none", Status: "suppressed"}})
	f.marked = "none"
	f.place()
	places := map[string]benchmark.Place{}
	for _, p := range f.points {
		places[p.Row.AreaCode] = p.Place
	}
	for code, want := range map[string]benchmark.Place{"small": benchmark.Inside, "large": benchmark.FarOutside, "low": benchmark.FarOutside, "rest": benchmark.Inside} {
		if places[code] != want {
			t.Errorf("%s lies %q, want %q", code, places[code], want)
		}
	}
	if _, drawn := places["none"]; drawn {
		t.Error("an area without a figure has a point")
	}
	if got := f.drawing().Absent; got != "Area none: suppressed: small numbers" {
		t.Errorf("the picture says %q of the area without a figure", got)
	}
}

// TestTheFunnelPage asks for the page as its readers do.
func TestTheFunnelPage(t *testing.T) {
	site := fewAreasSite(t)
	for name, c := range map[string]struct {
		path   string
		status int
		want   string
	}{
		"too few areas are said":             {"/indicators/S01/funnel", http.StatusOK, "Too few areas with counts"},
		"weeks have no size":                 {"/indicators/S04/funnel", http.StatusOK, "No size to hold it against"},
		"limits that do not exist":           {"/indicators/S01/funnel?limits=narrow", http.StatusBadRequest, "There are no limits “narrow”"},
		"an area that does not exist":        {"/indicators/S01/funnel?area=999", http.StatusNotFound, "No area has the code"},
		"an indicator that does not exist":   {"/indicators/S99/funnel", http.StatusNotFound, "S99"},
		"no picture where there is no chart": {"/indicators/S04/funnel.png", http.StatusNotFound, "No size to hold it against"},
	} {
		t.Run(name, func(t *testing.T) {
			rec := httptest.NewRecorder()
			site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, c.path, nil))
			body := strings.NewReplacer("&#34;", `"`, "“", `"`, "”", `"`).Replace(rec.Body.String())
			if rec.Code != c.status || !strings.Contains(body, strings.NewReplacer("“", `"`, "”", `"`).Replace(c.want)) {
				t.Errorf("%s answers %d and does not say %q", c.path, rec.Code, c.want)
			}
		})
	}
}

// TestALineIsReadAgainstItsOwnPast holds the sentences for a line of five years, one of which leaps, and one that is too short.
func TestALineIsReadAgainstItsOwnPast(t *testing.T) {
	in := indicator.Indicator{ID: "S01", Type: indicator.Legal, Polarity: indicator.Higher, Unit: "percent", Precision: 1, Interval: "wilson", Basis: indicator.Calendar, LegalTarget: 100,
		Numerator: "plans issued within 20 weeks", Denominator: "plans issued", Breaks: []indicator.Break{{From: "2019", Why: "counted anew"}}}
	line := func(first int, values ...float64) oneArea {
		one := oneArea{in: in, area: warehouse.Area{Code: "202", Name: "Camden", Level: "authority"}}
		for i, v := range values {
			period := string([]byte{'2', '0', byte('0' + (first+i)/10%10), byte('0' + (first+i)%10)})
			one.history = append(one.history, warehouse.IndicatorValue{Row: indicator.Row{Period: period, Value: &v, Status: "ok"}})
			one.series.Periods = append(one.series.Periods, warehouse.IndicatorPeriod{Period: period, Areas: 1})
		}
		return one
	}
	steady := line(19, 50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 50, 90).ownPast()
	told := []string{"2019 to 2029: each " + string(benchmark.SevenOneSide), "2030, 90.0%: " + string(benchmark.OutsideLimits)}
	if !slices.Equal(steady.Unusual, told) {
		t.Errorf("a leap of forty points is told as %q, want %q", steady.Unusual, told)
	}
	if steady.Warning != "" || !strings.Contains(steady.Assured, string(benchmark.WillNot)) {
		t.Errorf("twelve points carry the warning %q, and the law's 100 is called %q", steady.Warning, steady.Assured)
	}
	short := line(21, 50, 60, 70).ownPast()
	if !strings.Contains(short.Says, "3 comparable periods stand in a row, which is too few") || len(short.Unusual) > 0 {
		t.Errorf("three points say %q", short.Says)
	}
	before := line(14, 10, 10, 10, 10, 10, 60, 61, 60, 61, 60)
	if got := before.consecutive(); len(got) != 5 || got[0].Period != "2019" {
		t.Errorf("the line that breaks in 2019 is read from %v", got)
	}
	gap := line(20, 50, 51, 52)
	gap.history[1].Value = nil
	if got := gap.consecutive(); !slices.EqualFunc(got, []string{"2022"}, func(r indicator.Row, p string) bool { return r.Period == p }) {
		t.Errorf("a line with a gap in 2021 is read as %v", got)
	}
}
