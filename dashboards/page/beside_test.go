package page

import (
	"encoding/csv"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"inclusion/internal/area"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// The pages of groups stand on one small warehouse, which is made once for all of these.
func TestGroupPages(t *testing.T) {
	site := fewAreasSite(t)
	for name, test := range map[string]func(*testing.T, http.Handler){
		"a group that cannot be": badGroups, "a form": groupForm, "who is in a group": whoIsBeside, "an indicator beside a group": indicatorBesideGroup,
		"mean and sum differ": meanAndSum, "what is not shown": notShown, "files": groupFiles, "an area left out": leftOutBeside, "a partnership": partnershipPage, "no such partnership": noPartnership,
	} {
		t.Run(name, func(t *testing.T) { test(t, site) })
	}
}

func asked(site http.Handler, address string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, address, nil))
	return rec
}

// badGroups are refused with the code that is wrong and the limit.
func badGroups(t *testing.T, site http.Handler) {
	many := strings.Repeat("203,", 19) + "390"
	for _, c := range []struct{ address, says string }{
		{"/areas/202/similar?beside=999", "No area has the code &#34;999&#34;"},
		{"/areas/202/similar?beside=203,", ""},
		{"/areas/202/similar?beside=,", "Name at least one area"},
		{"/areas/202/similar?beside=" + many, "A group can have up to 19 areas, and this address names 20. Take 1 out"},
		{"/areas/202/similar?beside=203,202", "Camden (202) cannot be compared with itself"},
		{"/areas/202/similar?beside=928", "Northamptonshire (928) ended on 31 March 2021"},
		{"/areas/202/similar?beside=E12000007", "London (E12000007) is not a local authority. A group is made of up to 19"},
		{"/areas/202/similar?beside=203,203", "Greenwich (203) is named twice"},
		{"/areas/390/similar?beside=partnership", "Gateshead is in no expert partnership"},
		{"/areas/202/indicators/S01?beside=999", "No area has the code &#34;999&#34;"},
		{"/areas/E12000007/indicators/S01?beside=202", "London is not a local authority"},
		{"/areas/202/similar?indicator=S12", "There is no indicator &#34;S12&#34; with a direction"},
	} {
		rec := asked(site, c.address)
		if want := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[c.says == ""]; rec.Code != want || !strings.Contains(rec.Body.String(), c.says) {
			t.Errorf("%s: %d without %q", c.address, rec.Code, c.says)
		}
	}
}

// groupForm works without script: what is ticked becomes the one short address of the group.
func groupForm(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202/similar?choose=yes&beside=391,940")
	var ticked []string
	boxes := where(page, func(n *html.Node) bool { return attribute(n, "name") == "beside" && attribute(n, "type") == "checkbox" })
	for _, box := range boxes {
		for _, a := range box.Attr {
			if a.Key == "checked" {
				ticked = append(ticked, attribute(box, "value"))
			}
		}
	}
	if got := strings.Join(ticked, ","); got != "940,391" || len(boxes) != 7 {
		t.Errorf("of %d areas %s are ticked, want 940,391 of the 7 areas of today other than Camden, by region", len(boxes), got)
	}
	rec := asked(site, "/areas/202/similar?beside=391&beside=940&indicator=S03")
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/areas/202/similar?beside=391,940&indicator=S03" {
		t.Errorf("the form leads to %d %s", rec.Code, rec.Header().Get("Location"))
	}
}

func whoIsBeside(t *testing.T, site http.Handler) {
	for _, c := range []struct{ query, who string }{
		{"", "Compared with 3 similar areas (2025 model): Newcastle upon Tyne, Greenwich, Gateshead."},
		{"?beside=neighbours", "Compared with 3 similar areas (2025 model): Newcastle upon Tyne, Greenwich, Gateshead."},
		{"?beside=region", "Compared with 1 other area of London: Greenwich."}, // the City is left out
		{"?beside=partnership", "Compared with 1 other area of the expert partnership London: Greenwich."},
		{"?beside=trial", "Compared with 1 other trial area: Greenwich."},
		{"?beside=941,390", "Compared with 2 chosen areas: Gateshead, West Northamptonshire."},
	} {
		says(t, parsed(t, site, "/areas/202/similar"+c.query), c.who)
	}
	says(t, parsed(t, site, "/areas/390/similar"), "No file loaded so far says which areas are most like Gateshead. Choose another group.")
	says(t, parsed(t, site, "/areas/928/similar"), "Northamptonshire has ended")
}

// indicatorBesideGroup: the line, the table and the list follow the choice; the mean counts those with a figure.
func indicatorBesideGroup(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202/indicators/S01?beside=391,940,941")
	says(t, page, "Compared with 3 chosen areas", "Chosen areas mean", "49.4% 3 areas", "Mean of chosen areas", "3 of 3 have a figure", "turquoise 3 chosen areas")
	if strings.Contains(words(page), "Similar areas mean") {
		t.Error("the history still stands beside similar areas")
	}
	var named bool
	for _, script := range where(page, class("chart-options")) {
		named = named || strings.Contains(script.FirstChild.Data, `"name":"Chosen areas"`)
	}
	if !named {
		t.Error("no line of the chart is the chosen areas'")
	}
	says(t, parsed(t, site, "/areas/202/indicators/S01"), "Similar areas mean", "42.8% 2 areas") // (55.0 + 30.6) / 2; Gateshead's is suppressed
}

// meanAndSum: 110 of 200, 80 of 150 and 60 of 150 plans are 250 of 500 together, which no mean of 55.0, 53.3 and 40.0 gives.
func meanAndSum(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202/similar?beside=391,940,941&indicator=S01")
	says(t, page, "Plans issued in 20 weeks S01 · 2024 60.0% 120 of 200 plans ▲ better than the mean of chosen areas 49.4% 3 of 3 areas 50.0% 250 of 500 plans",
		"1st of 4 Newcastle upon Tyne 55.0%", "from 60.0% in Camden to 40.0% in West Northamptonshire", "West Northamptonshire East Midlands not one of the similar areas 40.0%")
	near := parsed(t, site, "/areas/202/similar?indicator=S01")
	says(t, near, "42.8% 2 of 3 areas", "42.9% 170 of 396 plans; 2 of 3 areas", "suppressed: small numbers", "Greenwich London close 30.6%")
}

func notShown(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/areas/202/similar"), "What these figures do not show", "families who do not know of appeals", "Absence does not say why", "Only what a school recorded is counted")
}

// leftOutBeside: an area with tiny numbers is shown beside others and has no place among them.
func leftOutBeside(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/201/similar?beside=202,203&indicator=S01")
	says(t, page, "Plans issued in 20 weeks S01 · 2024 100.0% 4 of 4 plans … too few", "too few to rank")
	if strings.Contains(words(page), "1st of") {
		t.Error("an area that is left out of comparisons is ranked")
	}
}

func groupFiles(t *testing.T, site http.Handler) {
	for _, address := range []string{"/areas/202/similar.csv?beside=391,940", "/areas/202/similar.xlsx", "/expert-partnerships/london.csv", "/expert-partnerships/all.xlsx"} {
		if rec := asked(site, address); rec.Code != http.StatusOK || !strings.Contains(rec.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %s", address, rec.Code, rec.Header().Get("Content-Disposition"))
		}
	}
	if body := asked(site, "/expert-partnerships/london.csv").Body.String(); !strings.Contains(body, "not effects of the programme") {
		t.Error("the file of a partnership does not say that differences are not effects")
	}
}

// partnershipPage: two members, one series that breaks, one that does not, and neighbours outside.
func partnershipPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/expert-partnerships/london")
	says(t, page, "Differences here are not effects of the programme.", "chosen on their published performance", "written parliamentary answer 180364", "Camden (lead), Greenwich.",
		"Plans issued in 20 weeks S01 · 2024; counted in a new way from 2022 60.0% 30.6% 30.6% to 60.0% range 29.4 points 45.5%", // 180 of 396
		"No plan is published here yet")
	outside := rowStarting(t, page, "Similar areas outside the programme", "Plans issued in 20 weeks")
	if want := "55.0% 1 area"; !strings.Contains(outside, want) { // Newcastle; Gateshead's is suppressed, Greenwich is inside
		t.Errorf("outside the programme: %q, want %q", outside, want)
	}
	says(t, parsed(t, site, "/expert-partnerships/all"), "All 2 trial areas", "2 areas in 1 expert partnership:")
	if href := links(parsed(t, site, "/expert-partnerships"))["All 2 areas together"]; href != "/expert-partnerships/all" {
		t.Errorf("the list leads to %q for all areas together", href)
	}
}

func noPartnership(t *testing.T, site http.Handler) {
	for _, address := range []string{"/expert-partnerships/nowhere", "/expert-partnerships/london.pdf", "/areas/E12000007/similar"} {
		if rec := asked(site, address); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, rec.Code)
		}
	}
}

// rowStarting are the words of the row that begins so, in the section with this heading.
func rowStarting(t *testing.T, page *html.Node, heading, start string) string {
	t.Helper()
	for _, section := range where(page, element("section")) {
		if !strings.HasPrefix(words(section), heading) {
			continue
		}
		for _, row := range where(section, element("tr")) {
			if strings.HasPrefix(words(row), start) {
				return words(row)
			}
		}
	}
	t.Fatalf("no row %q under %q", start, heading)
	return ""
}

func TestChangeSinceJanuary2023(t *testing.T) {
	lower := indicator.Indicator{ID: "A", Unit: "percent", Polarity: indicator.Lower, Type: indicator.Scored, Precision: 1, Interval: "wilson"}
	broken := lower
	broken.Breaks = []indicator.Break{{From: "2024", Why: "counted otherwise"}}
	rate := indicator.Indicator{ID: "A", Unit: "per 100 pupils", Polarity: indicator.Lower, Type: indicator.Scored, Precision: 2, Interval: "byar"}
	v := func(x float64) *float64 { return &x }
	for _, c := range []struct {
		name        string
		in          indicator.Indicator
		before      string
		now, then   *float64
		least, most *float64
		want        string
	}{
		{"fell, and lower is better", lower, "2022", v(20), v(25.5), v(18), v(22), "down 5.5 points, better"},
		{"rose", lower, "2022", v(25.5), v(20), v(24), v(27), "up 5.5 points, worse"},
		{"a point or less", lower, "2022", v(20), v(21), nil, nil, "little change"},
		{"within chance", lower, "2022", v(20), v(25), v(14), v(27), "little change"},
		{"across a break", broken, "2022", v(20), v(25), v(18), v(22), "counted in a new way from 2024"},
		{"a break before both", broken, "2024", v(20), v(25), v(18), v(22), "down 5.0 points, better"},
		{"nothing from before", lower, "", v(20), nil, nil, nil, "no figures from before 2023"},
		{"nothing newer", lower, "2025", v(20), v(20), nil, nil, "nothing newer than January 2023"},
		{"no figure then", lower, "2022", v(20), nil, nil, nil, "no figure for 2022"},
		{"no figure now", lower, "2022", nil, v(20), nil, nil, ""},
		{"events not published", rate, "2022", v(0.09), v(0.06), nil, nil, "up 0.03; counts not published"},
	} {
		s := sinceThen{compare.Since{Spans: map[string]warehouse.Span{"A": {Indicator: "A", Now: "2025", Before: c.before}}, Rows: map[compare.Figure]indicator.Row{
			{Indicator: "A", Area: "1", Period: c.before}: {Period: c.before, Value: c.then}, {Indicator: "A", Area: "1", Period: "2025"}: {Period: "2025", Value: c.now, Lower: c.least, Upper: c.most}}}}
		if got := s.way(c.in, "1"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSharedWeakSpotsNeedTwoMembersOrMostOfAll(t *testing.T) {
	in := indicator.Indicator{ID: "A", Polarity: indicator.Lower, Type: indicator.Scored}
	for _, c := range []struct {
		bands string // of each member; a blank has none
		whole bool
		worse int // 0: not shared
	}{{"114", false, 2}, {"134", false, 0}, {"11 ", false, 2}, {"1144", true, 0}, {"1114", true, 3}, {"11  ", true, 2}} {
		tr := trial{whole: c.whole, sinceThen: sinceThen{compare.Since{Scored: []indicator.Indicator{in}, Spans: map[string]warehouse.Span{"A": {Now: "2025"}}, Rows: map[compare.Figure]indicator.Row{}}}}
		for i, b := range c.bands {
			code := strconv.Itoa(i)
			tr.members = append(tr.members, warehouse.Area{Code: code})
			if b != ' ' {
				band := int64(b - '0')
				tr.Rows[compare.Figure{Indicator: "A", Area: code, Period: "2025"}] = indicator.Row{Band: &band}
			}
		}
		worse := 0
		for _, s := range tr.weak() {
			worse = len(s.worse)
		}
		if worse != c.worse {
			t.Errorf("quarters %q (all: %t): %d share it, want %d", c.bands, c.whole, worse, c.worse)
		}
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// TestGroupsOfThePublishedFiles holds the pages against the Department's own figures and list of trial areas.
func TestGroupsOfThePublishedFiles(t *testing.T) {
	const real = "../../../shared/real/"
	var folder sharedFolder
	site := loadedSite(t, &folder, area.England(), real+"areas/sn_may_2025.xlsx", unzipped(t, real+"ehc-plans/education-health-and-care-plans_2025.zip", "data/timeliness_20_week.csv"))
	t.Run("Devon beside its neighbours", func(t *testing.T) { devonsNeighbours(t, site) })
	t.Run("nine partnerships", func(t *testing.T) { ninePartnerships(t, site) })
}

// devonsNeighbours: the Local Authority Interactive Tool gives Devon's neighbours 37.2444 on nine of ten (../shared/oracles).
func devonsNeighbours(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/areas/878/similar"), "37.2% 9 of 10 areas")
	body := asked(site, "/areas/878/similar.csv").Body.String()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row[0] == "S01" && len(row) > 7 && row[2] == "2024" {
			if mean, err := strconv.ParseFloat(row[6], 64); err != nil || math.Abs(mean-37.24444444) > 1e-6 || row[7] != "9" {
				t.Errorf("the mean of Devon's neighbours is %s on %s areas, want 37.2444 on 9", row[6], row[7])
			}
			return
		}
	}
	t.Error("the file has no row of S01 in 2024")
}

// ninePartnerships have 32 areas together and are not all of one size.
func ninePartnerships(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/expert-partnerships/all"), "All 32 trial areas", "32 areas in 9 expert partnerships")
	total := 0
	for id, members := range map[string]int{"east-midlands": 3, "east-of-england": 3, "london": 4, "north-east": 4, "north-west": 4, "south-east": 4, "south-west": 2, "west-midlands": 4, "yorkshire-and-the-humber": 4} {
		page := parsed(t, site, "/expert-partnerships/"+id)
		says(t, page, fmt.Sprintf("%d areas: published figures now", members), "Differences here are not effects of the programme.")
		head := where(where(page, class("wraps"))[0], func(n *html.Node) bool { return attribute(n, "scope") == "col" })
		if len(head) != members+4 { // the indicator, the spread, the sum and England
			t.Errorf("%s: the table has %d columns, want one for each of %d areas and 4 more", id, len(head), members)
		}
		total += members
	}
	if total != 32 {
		t.Errorf("%d areas in nine partnerships, want 32", total)
	}
}
