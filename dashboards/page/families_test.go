package page

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/readable"
	"inclusion/internal/warehouse"
)

// handMade is a figure of a hand-made area: per cent, of 400, unless it says otherwise.
type handMade struct {
	id                    string
	value, similar, past  float64 // 0 is none
	missing               string  // the status of a figure that is not there
	of                    float64
	ofBefore              float64
	notLoaded, unweighted bool
}

// figure is the hand-made figure for an authority, beside similar areas with the middle half ten points wide.
func (h handMade) figure(t *testing.T, a warehouse.Area) plainFigure {
	t.Helper()
	in, err := indicator.ByID(h.id)
	if err != nil {
		t.Fatal(err)
	}
	words, err := plainWords()
	if err != nil {
		t.Fatal(err)
	}
	newest, before := "2024", "2023"
	switch in.Basis {
	case indicator.Academic:
		newest, before = "2023-24", "2022-23"
	case indicator.January:
		newest, before = "2025-01", "2024-01"
	}
	number := func(v float64) *float64 { return &v }
	out := max(h.of, 400)
	if h.of != 0 {
		out = h.of
	}
	row := warehouse.IndicatorValue{Row: indicator.Row{Indicator: h.id, Period: newest, Status: "ok", Q25: number(30), Q75: number(40)}, Pooled: !a.LeftOut}
	if h.missing != "" {
		row.Status = h.missing
	} else {
		row.Value, row.Numerator, row.Denominator = number(h.value), number(h.value/100*out), number(out)
		i := benchmark.Wilson(h.value/100*out, out, benchmark.Usual).Times(100)
		row.Lower, row.Upper = &i.Lower, &i.Upper
	}
	if h.unweighted {
		row.Numerator, row.Denominator, row.Lower, row.Upper = nil, nil, nil, nil
	}
	if h.similar != 0 {
		row.Neighbours, row.NeighboursN = number(h.similar), 10
	}
	history := []warehouse.IndicatorValue{row}
	if h.past != 0 {
		if row.Value != nil {
			history[0].Previous, history[0].Change = number(h.past), number(h.value-h.past)
		}
		history = append([]warehouse.IndicatorValue{{Row: indicator.Row{Indicator: h.id, Period: before, Status: "ok", Value: number(h.past), Denominator: number(max(h.ofBefore, out))}}}, history...)
	}
	s := compare.Series{Key: "annual"}
	for _, row := range history {
		s.Periods = append(s.Periods, warehouse.IndicatorPeriod{Period: row.Period, Areas: 1})
	}
	f := plainFigure{told: told{oneArea: oneArea{in: in, area: a, history: history, series: s}, tail: &warehouse.Tail{Period: newest}}, text: words.Indicators[h.id]}
	if h.notLoaded {
		f.tail, f.series = nil, compare.Series{}
		f.history = nil
	}
	return f
}

func authority() warehouse.Area {
	return warehouse.Area{Code: "900", Name: "Handmade", Level: "authority"}
}

func TestThreeQuestionsAreChosenByRule(t *testing.T) {
	tiny := authority()
	tiny.LeftOut = true
	good := func(id string, value float64) handMade {
		return handMade{id: id, value: value, similar: value, past: value}
	}
	for _, c := range []struct {
		name    string
		area    warehouse.Area
		figures []handMade
		want    []string // id and why
	}{
		{"furthest from the law, worst beside similar areas, largest worsening", authority(), []handMade{
			{id: "S01", value: 60, similar: 60, past: 60}, {id: "S07", value: 80, similar: 80, past: 95}, {id: "S10", value: 20, similar: 20, past: 20},
			{id: "R01", value: 12, similar: 6, past: 12}, {id: "S15", value: 9, similar: 8, past: 3},
		}, []string{"S10 It is 20 in 100 here. The law expects all.", "R01 It is 12 in 100 here, and 6 in 100 in similar areas.",
			"S07 It is worse than the year before: 80 in 100 here, and 95 in 100 then."}},
		{"a missing figure is asked about in the place of the worsening", authority(), []handMade{
			{id: "S01", value: 60, similar: 60, past: 60}, {id: "S10", missing: "not available", past: 50}, {id: "R01", value: 12, similar: 6, past: 12}, {id: "S15", value: 9, similar: 9, past: 3},
		}, []string{"S01 It is 60 in 100 here. The law expects all.", "R01 It is 12 in 100 here, and 6 in 100 in similar areas.", "S10 Other areas have this figure."}},
		{"a figure is asked about once", authority(), []handMade{{id: "S01", value: 20, similar: 60, past: 60}, good("R01", 5), good("S15", 2), good("A03e", 30)},
			[]string{"S01 It is 20 in 100 here. The law expects all.", "R01 It matters to families everywhere.", "S15 It matters to families everywhere."}},
		{"what is within chance is not held against an area", authority(), []handMade{good("S07", 100), {id: "R01", value: 6, similar: 5, past: 5, of: 200}, good("S15", 2), good("A03e", 30)},
			[]string{"R01 It matters to families everywhere.", "S15 It matters to families everywhere.", "A03e It matters to families everywhere."}},
		{"where the counts are not published it is asked, and said that it may be chance", authority(), []handMade{good("S01", 100), good("R01", 5), {id: "A03e", value: 41, similar: 32, past: 37, unweighted: true}, good("S15", 2)},
			[]string{"A03e It is 41 in 100 here, and 32 in 100 in similar areas. That may be chance.", "R01 It matters to families everywhere.", "S15 It matters to families everywhere."}},
		{"where other things were counted it is asked, and said so", authority(), []handMade{good("S01", 100), {id: "R01", value: 15, similar: 6, past: 5, ofBefore: 1047}, good("S15", 2), good("A03e", 30)},
			[]string{"R01 It is 15 in 100 here, and 6 in 100 in similar areas. That may be the way it was counted.", "S15 It matters to families everywhere.", "A03e It matters to families everywhere."}},
		{"nothing is held against an area whose numbers are tiny", tiny, []handMade{{id: "S01", value: 20, similar: 60, past: 60}, {id: "R01", value: 20, similar: 6, past: 2}, good("S15", 2), good("A03e", 30)},
			[]string{"R01 It matters to families everywhere.", "S15 It matters to families everywhere.", "A03e It matters to families everywhere."}},
		{"nor where it rests on too few", authority(), []handMade{{id: "S01", value: 20, similar: 60, past: 60, of: 10}, good("R01", 5), good("S15", 2), good("A03e", 30)},
			[]string{"R01 It matters to families everywhere.", "S15 It matters to families everywhere.", "A03e It matters to families everywhere."}},
		{"nobody is asked about a file that is not loaded here, nor about a few children kept back", authority(), []handMade{{id: "S01", notLoaded: true}, {id: "S10", missing: "suppressed"}, good("R01", 5), good("S15", 2), good("X06e", 3)},
			[]string{"R01 It matters to families everywhere.", "S15 It matters to families everywhere.", "X06e It matters to families everywhere."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var figures []plainFigure
			for _, h := range c.figures {
				figures = append(figures, h.figure(t, c.area))
			}
			var got []string
			for _, q := range chooseQuestions(figures) {
				got = append(got, q.ID+" "+q.Why)
				if !strings.HasSuffix(q.Text, "?") {
					t.Errorf("%q is no question", q.Text)
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("asked is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestAMissingNumberSaysWhyAndIsNeverNought(t *testing.T) {
	for _, c := range []struct {
		figure handMade
		want   string
		ask    bool
	}{
		{handMade{id: "S10", missing: "not available"}, "There is no figure in 2024. It is not published.", true},
		{handMade{id: "S10", missing: "not available", past: 54}, "There is no figure in 2024. It is not published. The last one, for 2023, was 54 in 100.", true},
		{handMade{id: "S10", missing: "suppressed"}, "So few children are counted in 2024 that the figure is kept back.", false},
		{handMade{id: "S10", missing: "unreliable"}, "There is no figure in 2024 that can be relied on.", true},
		{handMade{id: "S10", missing: "low"}, "The figure in 2024 is very small, and too small to show.", false},
		{handMade{id: "S10", missing: "not applicable"}, "There was nobody to count in 2024.", false},
		{handMade{id: "S10", notLoaded: true}, "There is no figure yet. The file that it comes from is not loaded here.", false},
	} {
		f := c.figure.figure(t, authority())
		words, ask := f.missing()
		if words != c.want || ask != c.ask {
			t.Errorf("%q, asked about: %v; want %q, %v", words, ask, c.want, c.ask)
		}
		line := f.line()
		if line.Said != nil || line.Missing != c.want || line.Compared+line.Change != "" {
			t.Errorf("the page says %+v", line)
		}
		if q := chooseQuestions([]plainFigure{f}); c.ask && (len(q) != 1 || !strings.Contains(q[0].Text, "why is this not published")) {
			t.Errorf("%s: asked is %+v", c.want, q)
		}
	}
}

func TestComparisonsInPlainWords(t *testing.T) {
	tiny := authority()
	tiny.LeftOut = true
	for _, c := range []struct {
		figure          handMade
		area            warehouse.Area
		england         float64
		compared, moved string
	}{
		{handMade{id: "S01", value: 96.6, similar: 81, past: 96.9}, authority(), 46.4, "Better than England (46 in 100) and similar areas (81 in 100).", "About the same as in 2023 (97 in 100)."},
		{handMade{id: "S01", value: 44, similar: 81, past: 60}, authority(), 46.4, "About the same as England (46 in 100). Worse than similar areas (81 in 100).", "Worse than in 2023 (60 in 100)."},
		{handMade{id: "S06", value: 36, similar: 29, past: 24}, authority(), 25.2, "Higher than England (25 in 100) and similar areas (29 in 100).", "Higher than in 2023 (24 in 100)."},
		{handMade{id: "A03e", value: 41.2, similar: 31.9, past: 37, unweighted: true}, authority(), 0,
			"We have no figure for England. Higher than similar areas (32 in 100), but that may be chance.", "Higher than in 2022/23 (37 in 100), but that may be chance."},
		{handMade{id: "R01", value: 14.7, similar: 6.5, past: 5.1, of: 389, ofBefore: 1047}, authority(), 6.6, "Worse than England (7 in 100) and similar areas (7 in 100).",
			"It was 5 in 100 in 2023, out of 1,047. Now it is out of 389, so the two may not be alike."},
		{handMade{id: "S01", value: 50, of: 10, similar: 81, past: 60}, authority(), 46.4, "There are too few to compare with other areas.", "There are too few to say."},
		{handMade{id: "S01", value: 50, similar: 81}, tiny, 46.4, "", ""},
		{handMade{id: "S01", value: 50}, authority(), 46.4, "About the same as England (46 in 100). Too few similar areas have a figure.", "We cannot say. There is no figure for 2023."},
	} {
		f := c.figure.figure(t, c.area)
		if c.england != 0 {
			f.history[len(f.history)-1].England = &c.england
		}
		if got := f.compared(); got != c.compared {
			t.Errorf("%s: %q, want %q", c.figure.id, got, c.compared)
		}
		if got := f.changed(); got != c.moved {
			t.Errorf("%s: %q, want %q", c.figure.id, got, c.moved)
		}
	}
}

// familiesText is the running text of the page: paragraphs, answers and questions, one a line, without headings, the counts
// behind a number and the small print.
func familiesText(page *html.Node) string {
	var lines []string
	for _, n := range where(where(page, element("main"))[0], func(n *html.Node) bool { return n.Data == "p" || n.Data == "dd" || n.Data == "li" }) {
		if inside(n, "nav", "") || inside(n, "div", "families-small") {
			continue
		}
		text := words(n)
		if class("said")(n) {
			for _, counts := range where(n, class("note")) {
				text = strings.Replace(text, words(counts), "", 1)
			}
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

// inside says that an element stands within one of a name and a class; of any class when that is empty.
func inside(n *html.Node, name, of string) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == name && (of == "" || class(of)(n)) {
			return true
		}
	}
	return false
}

func TestThePageForFamilies(t *testing.T) {
	site := fewAreasSite(t)
	page := parsed(t, site, "/areas/202/families")
	says(t, page, "60 in every 100 new plans came within 20 weeks in 2024. 120 of 200 plans", "The law allows 20 weeks from the request to the final plan",
		"Better than England (46 in 100). Too few similar areas have a figure.", "About the same as in 2023 (65 in 100).", "Three questions to ask the board", "It is 60 in 100 here. The law expects all.",
		"There is no figure yet. The file that it comes from is not loaded here.", "a starting point for questions, not a judgement", "SEND Information, Advice and Support Service")
	if with, without := words(parsed(t, site, "/areas/202/families?beside=region")), words(page); with != without {
		t.Errorf("the page for families changes with the group of its address:\n%s\n%s", with, without)
	}
	says(t, parsed(t, site, "/areas/390/families"), "So few children are counted in 2024 that the figure is kept back.")
	says(t, parsed(t, site, "/areas/392/families"), "There is no figure in 2024. It is not published.", "“New plans on time”: why is this not published, and when will it be?")
	says(t, parsed(t, site, "/areas/201/families"), "one child can change these numbers a lot", "4 of 4 new plans came within 20 weeks")
	says(t, parsed(t, site, "/areas/928/families"), "Northamptonshire has ended")
	says(t, where(parsed(t, site, "/areas/202/indicators/S01"), class("in-plain"))[0], "60 in every 100 new plans came within 20 weeks in 2024.", "More for families")
	for _, path := range []string{"/areas/E12000007/families", "/areas/E92000001/families"} {
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		if rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	for _, code := range []string{"201", "202", "390", "392", "940"} {
		easyToRead(t, code, familiesText(parsed(t, site, fmt.Sprintf("/areas/%s/families", code))))
	}
}

func easyToRead(t *testing.T, what, text string) {
	t.Helper()
	if m := readable.Of(text); m.Age() > oldestReader || m.Words < 300 {
		t.Errorf("%s: %d words with a reading age of %.1f, and %d is the most", what, m.Words, m.Age(), oldestReader)
	}
	if long, n := readable.Longest(text); n > longestSentence {
		t.Errorf("%s: a sentence of %d words, and %d is the most: %s", what, n, longestSentence, long)
	}
}

// Every abbreviation of the page is explained among the words of the page about the product.
func TestAbbreviationsForFamiliesAreExplained(t *testing.T) {
	site := fewAreasSite(t)
	var explained strings.Builder
	for _, term := range glossary {
		explained.WriteString(" " + term.Word)
	}
	for word := range strings.FieldsFuncSeq(familiesText(parsed(t, site, "/areas/202/families")), func(r rune) bool { return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z') }) {
		if len(word) > 1 && word == strings.ToUpper(word) && !strings.Contains(explained.String(), word) {
			t.Errorf("%s is on the page for families and not among the words explained", word)
		}
	}
}
