package page

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func TestAComparisonThatCannotBeMadeSaysWhatAndWhere(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for _, c := range []struct {
		query string
		says  []string
		leads map[string]string // words to where they lead
	}{
		{"areas=101,199&indicators=S01", []string{`areas: no area has the code "199".`, "Alderbrook 101"}, map[string]string{"Bournley": "/compare?areas=101,102&indicators=S01"}},
		{"areas=Bournly&indicators=S01", []string{`areas: no area has the code "Bournly".`, "Bournley 102"}, nil},
		{"areas=101&add=Cristow", []string{`No area is called "Cristow".`}, map[string]string{"Christow": "/compare?areas=101,103"}},
		{"add=sample", []string{`"sample" is part of several names.`, "Sample England", "Sample North"}, nil},
		{"areas=101&indicators=S01,S77", []string{`indicators: no indicator has the id "S77".`, "Plans issued in 20 weeks S01", "Plans that took over a year S03"}, nil},
		{"areas=101&indicators=S01&from=2o19", []string{"from=2o19 is not a year. Write four digits: from=2024."}, nil},
		{"areas=101&indicators=S01&to=24", []string{"to=24 is not a year."}, nil},
		{"areas=101&indicators=S01&from=2024&to=2021", []string{"from=2024 is later than to=2021."}, nil},
		{"areas=101&indicators=S01&by=shoe", []string{`by=shoe is not known. Choose "areas", "indicators" or "years".`}, nil},
		{"areas=101&indicators=S01&view=map", []string{`view=map is not known. Choose "table" or "chart".`}, nil},
		{"areas=101&indicators=S01&page=0", []string{"page=0 is no page"}, nil},
		{"group=friends:101", []string{"group=friends:101 is not known."}, nil},
		{"group=neighbours:199", []string{`group=neighbours:199: no area has the code "199".`}, nil},
		{"group=neighbours:102", []string{"no file loaded so far says which areas are most like Bournley."}, nil},
		{"group=partnership:101", []string{"Alderbrook is in no expert partnership."}, nil},
		{"group=neighbours:X12000001", []string{"Sample North is not a local authority"}, nil},
		{"areas=101&indicators=S01,S02,S03,S04,S05,S06,S07,S08,S09,S10,S11,S12,X02", []string{"up to 12 indicators, and this one names 13. Over the limit: X02."}, nil},
		{"areas=199&by=shoe", []string{`no area has the code "199"`, "by=shoe is not known"}, nil},
	} {
		page := site.getWith(t, "/compare?"+c.query, http.StatusBadRequest)
		for _, want := range c.says {
			if !strings.Contains(page.words("main"), want) {
				t.Errorf("%s does not say %q: %.400s", c.query, want, page.words("main"))
			}
		}
		for words, want := range c.leads {
			if got := page.link(words); got != want {
				t.Errorf("%s: %q leads to %q, want %q", c.query, words, got, want)
			}
		}
	}
}

func TestAFileThatCannotBeMadeSaysWhatIsNear(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).getWith(t, "/compare.csv?areas=199&indicators=S01", http.StatusBadRequest)
	if text := page.words("main"); !strings.Contains(text, `no area has the code "199". Near it: Alderbrook (101), Bournley (102), Christow (103)`) {
		t.Errorf("the file's page says %s", text)
	}
}

func TestEveryComparisonHasOneAddress(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	for query, want := range map[string]string{
		"areas=103&areas=101&indicators=S01":                                        "?areas=103,101&indicators=S01",
		"areas=103%2C101&indicators=S01":                                            "?areas=103,101&indicators=S01",
		"areas=101,&indicators=+s01+,x02&from=&to=&by=areas&view=table&page=1&add=": "?areas=101&indicators=S01,X02",
		"to=2024&from=2021&indicators=S01&areas=101":                                "?areas=101&indicators=S01&from=2021&to=2024",
		"areas=101&add=bournley&indicators=S01":                                     "?areas=101,102&indicators=S01",
		"areas=101&add=x92000001&indicators=S01":                                    "?areas=101,X92000001&indicators=S01",
		"add=Wexmoor+%26+Vale":                                                      "?areas=106",
		"group=neighbours:101&indicators=S01":                                       "?areas=101,103,106,102&indicators=S01",
		"areas=102,101&group=neighbours:101":                                        "?areas=102,101,103,106",
		"group=regions&group=england":                                               "?areas=X12000001,X92000001",
		"areas=101&group=whole:101":                                                 "?areas=101,X12000001",
		"group=region:101":                                                          "?areas=101,102,103,104,106",
		"areas=101,102,101&indicators=S01,S01":                                      "?areas=101,102&indicators=S01&twice=101,S01",
		"areas=101&indicators=S01&twice=102":                                        "?areas=101&indicators=S01",
		"areas=101&indicators=S01&utm_source=letter&chart=S01":                      "?areas=101&indicators=S01",
		"areas=101&indicators=S01&from=newest&by=indicators&view=chart&from=":       "?areas=101&indicators=S01&from=newest&by=indicators&view=chart",
		"areas=101&indicators=S01&indicators=X02&indicators=":                       "?areas=101&indicators=S01,X02",
		"areas=": "",
	} {
		w := site.send(http.MethodGet, "/compare?"+query, nil, "")
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/compare"+want {
			t.Errorf("%s: %d to %q, want 303 to %q", query, w.Code, got, "/compare"+want)
		}
		if again := site.send(http.MethodGet, "/compare"+want, nil, ""); again.Code != http.StatusOK {
			t.Errorf("%s leads on to %d %s", query, again.Code, again.Header().Get("Location"))
		}
	}
	if w := site.send(http.MethodGet, "/compare.csv?areas=101&areas=102&indicators=S01", nil, ""); w.Header().Get("Location") != "/compare.csv?areas=101,102&indicators=S01" {
		t.Errorf("a file with repeated parameters leads to %q", w.Header().Get("Location"))
	}
	if text := site.get(t, "/compare?areas=101,102&indicators=S01&twice=101,S01").words("main"); !strings.Contains(text, "Alderbrook and Plans issued in 20 weeks: named more than once, and shown once.") {
		t.Errorf("what was named twice is not said: %s", text)
	}
}

// TestALinkRestoresEveryChoice is what others make their readers do again by hand.
func TestALinkRestoresEveryChoice(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/compare?areas=103,101,X92000001&indicators=X02,S01&from=2022&to=2023&by=years&view=chart")
	kept := map[string]string{}
	for _, in := range page.all("input") {
		kept[attribute(in, "name")] = attribute(in, "value")
	}
	for name, want := range map[string]string{"areas": "103,101,X92000001", "indicators": "X02,S01", "by": "years", "view": "chart"} {
		if kept[name] != want {
			t.Errorf("the form keeps %s=%q, want %q", name, kept[name], want)
		}
	}
	var chosen []string
	for _, o := range page.all("option") {
		if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
			chosen = append(chosen, wordsIn(o))
		}
	}
	if !slices.Equal(chosen, []string{"2022", "2023"}) {
		t.Errorf("the years chosen are %v", chosen)
	}
	var current []string
	for _, a := range page.all("a") {
		if attribute(a, "aria-current") == "true" {
			current = append(current, wordsIn(a))
		}
	}
	if !slices.Equal(current, []string{"Charts", "Years down, areas across"}) {
		t.Errorf("marked as chosen are %v", current)
	}
	for _, want := range []string{"Christow, Alderbrook and Sample England", "Suspensions, EHC plans (X02) and Plans issued in 20 weeks (S01)", "Periods that end in 2022 to 2023"} {
		if !strings.Contains(page.words("main"), want) {
			t.Errorf("the printed choices lack %q", want)
		}
	}
}

// figures are the numbers of a page by indicator, period and area, whatever the layout.
func (o opened) figures(by string) map[string]string {
	found := map[string]string{}
	put := func(indicator, period, area, text string) {
		found[strings.TrimSuffix(indicator, " per 100 pupils")+"|"+period+"|"+area] = text
	}
	title := ""
	for n := range o.root.Descendants() {
		switch n.Data {
		case "h2":
			title = wordsIn(n)
		case "table":
			var head []string
			group := ""
			for i, row := range (opened{root: n}).cells() {
				switch {
				case i == 0:
					head = row
				case len(row) == 1 && by == byIndicators && !strings.Contains(row[0], newWay) && !strings.Contains(row[0], "Counted"):
					group = row[0]
				case len(row) == 1:
				default:
					for j, text := range row[1:] {
						switch by {
						case byAreas:
							put(title, strings.TrimSuffix(head[j+1], " "+newWay), row[0], text)
						case byYears:
							put(title, row[0], head[j+1], text)
						default:
							put(group, row[0], head[j+1], text)
						}
					}
				}
			}
		}
	}
	return found
}

// cells are the words of a table's rows.
func (o opened) cells() [][]string {
	var rows [][]string
	for n := range o.root.Descendants() {
		if n.Data == "tr" {
			var cells []string
			for cell := range n.ChildNodes() {
				if cell.Type == html.ElementNode {
					cells = append(cells, wordsIn(cell))
				}
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

func TestEveryLayoutHasTheSameFigures(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	address := "/compare?areas=101,106,105,X92000001&indicators=S01,X02"
	want := site.get(t, address).figures(byAreas)
	if want["Plans issued in 20 weeks|2024|Alderbrook"] != "90.0% 90 of 100 plans" || want["Plans issued in 20 weeks|2024|Wexmoor & Vale"] != "suppressed: small numbers printed as “c”" {
		t.Fatalf("areas down, years across: %v", want)
	}
	if n := 4*4 + 2*4 + 2*4; len(want) != n {
		t.Errorf("%d figures, want %d: %v", len(want), n, slices.Sorted(maps.Keys(want)))
	}
	for _, by := range []string{byYears, byIndicators} {
		if got := site.get(t, address+"&by="+by).figures(by); !cmp.Equal(want, got) {
			t.Errorf("by=%s: %s", by, cmp.Diff(want, got))
		}
	}
}

func TestAYearWithoutFiguresStaysAGap(t *testing.T) {
	page := opened{root: parsed(t, fewAreasSite(t), "/compare?areas=202,E92000001&indicators=S01")}
	rows := page.rows(t, "Plans issued in 20 weeks: areas down, periods across")
	if want := []string{"Area", "2020", "2021", "2022 counted in a new way", "2023", "2024"}; !slices.Equal(rows[0], want) {
		t.Errorf("the columns are %q, want %q", rows[0], want)
	}
	for _, at := range []int{2, 3} {
		if rows[1][at] != notInTheseData {
			t.Errorf("%s in %s: %q, want %q", rows[1][0], rows[0][at], rows[1][at], notInTheseData)
		}
	}
	periods, lines := opened{root: parsed(t, fewAreasSite(t), "/compare?areas=202,E92000001&indicators=S01&view=chart")}.lines(t)
	for i, period := range periods {
		if gap := period == "2021" || period == "2022"; (lines["Camden"][i] == nil) != gap {
			t.Errorf("%s: Camden's line has %v", period, lines["Camden"][i])
		}
	}
}

func TestAPeriodBelongsToTheYearItEndsIn(t *testing.T) {
	for _, c := range []struct {
		period string
		basis  indicator.Basis
		year   int
	}{
		{"2025", indicator.Calendar, 2025}, {"2024-25", indicator.Academic, 2025}, {"2024-25", indicator.Financial, 2025}, {"2025-01", indicator.January, 2025},
		{"2024-25 autumn", indicator.Academic, 2024}, {"2024-25 spring", indicator.Academic, 2025}, {"1999-00", indicator.Academic, 2000},
	} {
		p, err := indicator.ParsePeriod(c.period, c.basis)
		if err != nil {
			t.Fatal(err)
		}
		for year := c.year - 1; year <= c.year+1; year++ {
			if got := (comparison{From: year, To: year}).holds(warehouse.IndicatorPeriod{Period: c.period, LastDay: p.End}); got != (year == c.year) {
				t.Errorf("%s (%s) is found under %d: %v", c.period, c.basis, year, got)
			}
		}
	}
}

func TestPeriodsOfDifferentKindsAreNeverInOneColumn(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/compare?areas=101,102&indicators=S01,X02&from=2022&to=2022")
	for caption, want := range map[string][]string{
		"Plans issued in 20 weeks: areas down, periods across":             {"Area", "2022"},
		"Suspensions, EHC plans, whole years: areas down, periods across":  {"Area per 100 pupils", "2021/22"},
		"Suspensions, EHC plans, autumn terms: areas down, periods across": {"Area per 100 pupils", "Autumn 2022/23"},
	} {
		if rows := page.rows(t, caption); !slices.Equal(rows[0], want) {
			t.Errorf("%s: %q, want %q", caption, rows[0], want)
		}
	}
}

func TestAPlaceIsSaidOfTheNewestPeriodOnly(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	newest := site.get(t, "/compare?areas=101,105,X92000001&indicators=S01&from=newest").rows(t, "Plans issued in 20 weeks: areas down, periods across")
	want := [][]string{{"Area", "2024"}, {"Alderbrook", "90.0% 90 of 100 plans; 1st of 3"}, {"Tiny", "100.0% 4 of 4 plans"}, {"Sample England", "50.0% 200 of 400 plans"}}
	if !cmp.Equal(want, newest) {
		t.Error(cmp.Diff(want, newest))
	}
	if text := site.get(t, "/compare?areas=101,105&indicators=S01&from=2024").words("main"); strings.Contains(text, "1st of 3") {
		t.Error("a place is said of a range of years")
	}
}

func TestABreakStandsBetweenWhatIsNotComparable(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	down := site.get(t, "/compare?areas=101&indicators=S01&by=years").rows(t, "Plans issued in 20 weeks: periods down, areas across")
	var first []string
	for _, row := range down {
		first = append(first, row[0])
	}
	if want := []string{"Period", "2024", "2023", "2022", "Counted in a new way from 2022: not comparable with what stands below", "2021"}; !slices.Equal(first, want) {
		t.Errorf("years down: %q", first)
	}
	across := site.get(t, "/compare?areas=101&indicators=S01")
	var broken []string
	for _, th := range across.all("th") {
		if strings.Contains(attribute(th, "class"), "break") {
			broken = append(broken, wordsIn(th))
		}
	}
	if !slices.Equal(broken, []string{"2022 counted in a new way"}) {
		t.Errorf("the line stands before %q", broken)
	}
	if !strings.Contains(across.words("main"), "Counted in a new way from 2022: ") {
		t.Error("the page does not say why")
	}
}

func TestAnEmptyComparisonTeachesWithExamplesThatWork(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	start := site.get(t, "/compare")
	examples := 0
	for _, a := range start.all("a") {
		if href := attribute(a, "href"); strings.HasPrefix(href, "/compare?") {
			examples++
			site.get(t, href)
		}
	}
	if examples == 0 {
		t.Error("the empty page has no example")
	}
	for address, want := range map[string]string{"/compare?areas=101": "Now choose what to compare", "/compare?indicators=S01": "Now choose areas"} {
		if text := site.get(t, address).words("main"); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
}
