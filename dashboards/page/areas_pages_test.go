package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The pages of areas stand on one small warehouse, which is made once for all of these.
func TestAreaPages(t *testing.T) {
	site := fewAreasSite(t)
	for name, test := range map[string]func(*testing.T, http.Handler){
		"an authority": authorityPage, "missing figures": missingFigures, "an ended area": endedAreaPage, "an indicator of an ended area": lineageOfAnIndicator, "a left out area": leftOutArea,
		"an area without figures": areaWithoutFigures, "a region": regionPage, "the country": countryPage, "the list": areaList, "the search": areaSearch,
		"the front page": frontPage, "expert partnerships": partnershipsPage, "about": aboutPage, "well-formed": everyPage,
	} {
		t.Run(name, func(t *testing.T) { test(t, site) })
	}
}

// rowOf is an indicator's row in the tables of an area's page, cell by cell.
func rowOf(t *testing.T, page *html.Node, id string) []string {
	t.Helper()
	for _, body := range where(page, func(n *html.Node) bool { return n.Data == "tbody" && attribute(n.Parent, "class") == "indicators" }) {
		row := where(body, class("row"))[0]
		var cells []string
		for c := range row.ChildNodes() {
			if c.Type == html.ElementNode {
				cells = append(cells, words(c))
			}
		}
		if strings.Contains(cells[0], " "+id+" ") {
			return cells
		}
	}
	t.Fatalf("no row of %s", id)
	return nil
}

func says(t *testing.T, n *html.Node, wanted ...string) {
	t.Helper()
	text := words(n)
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q in: %.1500s", want, text)
		}
	}
}

func authorityPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202")
	row := rowOf(t, page, "S01")
	for i, want := range []string{"Plans issued in 20 weeks S01 · 2024 Legal standard: all plans issued within 20 weeks; met in some cases", "60.0% 120 of 200 plans",
		"▲ better than England", "46.4%"} {
		if row[i] != want {
			t.Errorf("cell %d of S01 says %q, want %q", i+1, row[i], want)
		}
	}
	if !strings.Contains(row[4], "Camden 60.0%; England 46.4%; areas from 30.6% to 60.0%") || !strings.Contains(row[4], "higher is better") {
		t.Errorf("the position says %q", row[4])
	}
	if !strings.Contains(row[5], "2023 65.0%, 2024 60.0%") {
		t.Errorf("the sparkline says %q", row[5])
	}
	head := where(page, class("facts"))[0]
	says(t, head, "Region London", "London (lead), with Greenwich", "“Inconsistent experiences and outcomes”", "inspected 4 to 8 March 2024, report published 20 May 2024",
		"Next: Full area SEND inspection within approximately 3 years", "Newcastle upon Tyne; Greenwich; Gateshead", "newest publication 26 June 2025")
	if got := links(head)["Greenwich"]; got != "/areas/203" {
		t.Errorf("the partnership's member leads to %q", got)
	}
	says(t, page, "Mean of the 2 similar areas with a figure: 42.8%.", "Place 1 of 5 areas with a figure, where 1 is best",
		"Themes without published figures", "Health, care and short breaks")
	says(t, page, "On each bar the dot is this area, the box is the middle half of areas, the dashed line England.", "EHC plan: an education, health and care plan.",
		"Where these figures come from Source: Department for Education, Education, health and care plans, plans.csv, published 26 June 2025, fetched 1 July 2025. Open Government Licence")
	if !strings.Contains(row[5], "2024 60.0%. little change") {
		t.Errorf("the last year is said as %q", row[5])
	}
	for _, f := range where(where(page, class("findings"))[0], element("a")) {
		if !strings.HasPrefix(attribute(f, "href"), "/areas/202/indicators/") {
			t.Errorf("a finding leads to %q", attribute(f, "href"))
		}
	}
}

func missingFigures(t *testing.T, site http.Handler) {
	row := rowOf(t, parsed(t, site, "/areas/390"), "S01")
	if row[1] != "suppressed: small numbers" || !strings.Contains(row[2], "not published") {
		t.Errorf("a suppressed figure is shown as %q, marked %q", row[1], row[2])
	}
}

func endedAreaPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/928")
	notice := where(page, class("notice"))[0]
	says(t, notice, "Northamptonshire ended on 31 March 2021.", "North Northamptonshire, West Northamptonshire")
	if got := links(notice)["West Northamptonshire"]; got != "/areas/941" {
		t.Errorf("the successor leads to %q", got)
	}
	if row := rowOf(t, page, "S01"); !strings.Contains(row[0], "2020") || row[1] != "50.0% 150 of 300 plans" {
		t.Errorf("the last figure is %q, %q", row[0], row[1])
	}
	says(t, where(parsed(t, site, "/areas/940"), class("notice"))[0], "began on 1 April 2021. Earlier figures are those of: Northamptonshire (until 31 March 2021)")
}

// An area that took another's place leads to the same indicator of the other, and back.
func lineageOfAnIndicator(t *testing.T, site http.Handler) {
	for path, want := range map[string]struct{ name, href string }{
		"/areas/940/indicators/S01": {"Northamptonshire (until 31 March 2021)", "/areas/928/indicators/S01"},
		"/areas/928/indicators/S01": {"West Northamptonshire", "/areas/941/indicators/S01"},
	} {
		notices := where(parsed(t, site, path), class("notice"))
		if len(notices) != 1 || links(notices[0])[want.name] != want.href {
			t.Errorf("%s does not lead from %q to %s", path, want.name, want.href)
		}
	}
}

func leftOutArea(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/201")
	if row := rowOf(t, page, "S01"); !strings.Contains(row[0], "too few to say how far it is met") || strings.Contains(row[5], "points") {
		t.Errorf("four plans are said to be %q, moved %q", row[0], row[5])
	}
	says(t, page, "Rests on too few to say how it moved.", "On each bar the box is the middle half of areas")
	says(t, parsed(t, site, "/areas/201/indicators/S01"), "City of London is left out of comparisons: its numbers are tiny.")
	says(t, where(page, class("notice"))[0], "City of London is left out of comparisons between areas (tiny numbers).")
	if row := rowOf(t, page, "S01"); row[2] != "… too few to compare" || !strings.Contains(row[4], "100.0%, left out of comparisons") {
		t.Errorf("marked %q, placed %q", row[2], row[4])
	}
}

func areaWithoutFigures(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/392")
	says(t, where(page, class("empty"))[0], "No figures are published about North Tyneside")
	if n := len(where(page, class("indicators"))); n > 0 {
		t.Errorf("%d tables of nothing", n)
	}
}

func regionPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/E12000007")
	if row := rowOf(t, page, "S01"); row[1] != "46.0% 184 of 400 plans" || !strings.Contains(row[2], "similar to England") {
		t.Errorf("London shows %q, marked %q", row[1], row[2])
	}
	if got := links(page)["Greenwich"]; got != "/areas/203" {
		t.Errorf("the region's area leads to %q", got)
	}
}

func countryPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/E92000001")
	says(t, page, "46.4%", "464 of 1,000 plans", "Lowest and highest", "legal standard: all plans issued within 20 weeks; not met in most cases")
	if n := len(where(page, class("mark"))); n > 0 {
		t.Errorf("the country is compared with itself: %d marks", n)
	}
}

func areaList(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas")
	says(t, page, "Camden expert partnership", "Northamptonshire ended 31 March 2021; now North Northamptonshire, West Northamptonshire")
	for name, want := range map[string]string{"Camden": "/areas/202", "London": "/areas/E12000007", "England": "/areas/E92000001"} {
		if got := links(page)[name]; got != want {
			t.Errorf("%s leads to %q, want %q", name, got, want)
		}
	}
}

func areaSearch(t *testing.T, site http.Handler) {
	for query, want := range map[string]string{"camden": "/areas/202", "391": "/areas/391", "Newcastle": "/areas/391"} {
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/areas?q="+query, nil))
		if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != want {
			t.Errorf("a search for %q answers %d to %q, want 303 to %s", query, rec.Code, rec.Header().Get("Location"), want)
		}
	}
	says(t, parsed(t, site, "/areas?q=north"), "Areas called “north”", "North Tyneside", "West Northamptonshire")
	says(t, parsed(t, site, "/areas?q=Camdem"), "No area called “Camdem”", "Did you mean one of these?", "Camden")
	says(t, parsed(t, site, "/areas?q=%3Cscript%3E"), "No area called “<script>”")
}

func frontPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/")
	says(t, page, "all 8 council areas", "Plans issued in 20 weeks", "46.4%", "down from 50.3% in 2023", "How old the figures are", "26 June 2025", "not loaded yet")
	if where(page, class("find-large")) == nil || attribute(where(page, class("find-large"))[0], "action") != "/areas" {
		t.Error("the front page has no search for an area")
	}
}

func partnershipsPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/expert-partnerships")
	says(t, page, "Camden lead", "Greenwich", "Change Programme Partnerships", "is not an effect of what they tested")
}

func aboutPage(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/about")
	says(t, page, "It is not a product of the Department for Education, Ofsted or the Care Quality Commission", "Open Government Licence v3.0", "City of London are left out")
	for _, word := range []string{"Denominator", "EHC plan", "High needs block", "Permanent exclusion", "Quarter", "SEN support", "Statistical neighbours", "Suspension", "Tribunal"} {
		found := false
		for _, dt := range where(page, element("dt")) {
			found = found || words(dt) == word
		}
		if !found {
			t.Errorf("the glossary has no %q", word)
		}
	}
}

// everyPage holds what is true of all of them.
func everyPage(t *testing.T, site http.Handler) {
	for _, path := range []string{"/", "/areas", "/areas?q=north", "/areas/202", "/areas/E12000007", "/areas/E92000001", "/areas/928", "/areas/392", "/expert-partnerships", "/about"} {
		page := parsed(t, site, path)
		if n := len(where(page, element("h1"))); n != 1 {
			t.Errorf("%s has %d first headings", path, n)
		}
		ids := map[string]bool{}
		for _, n := range where(page, func(n *html.Node) bool { return attribute(n, "id") != "" }) {
			// A picture that is drawn twice on a page is the same picture with the same name.
			if id := attribute(n, "id"); ids[id] && n.Data != "title" && n.Data != "desc" {
				t.Errorf("%s has the id %q twice", path, id)
			} else {
				ids[id] = true
			}
		}
		for text, href := range links(page) {
			if strings.HasPrefix(href, "#") && !ids[href[1:]] && href != "#main" {
				t.Errorf("%s: %q leads to %s, which is not there", path, text, href)
			}
			if text == "" {
				t.Errorf("%s: the link to %s has no words", path, href)
			}
		}
		for _, n := range where(page, func(n *html.Node) bool { return n.Data == "style" || attribute(n, "style") != "" }) {
			t.Errorf("%s has a style of its own in <%s>, which the security policy forbids", path, n.Data)
		}
	}
}

func BenchmarkAreaOverview(b *testing.B) {
	site := fewAreasSite(b)
	for b.Loop() {
		parsed(b, site, "/areas/202")
	}
}
