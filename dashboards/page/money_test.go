package page

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"inclusion/internal/highneeds"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

func pounds(v float64) *float64 { return &v }

// One small warehouse of the published files serves all of these.
func TestPublishedMoneyAppealsAndInspections(t *testing.T) {
	site := publishedMoneySite(t)
	for name, test := range map[string]func(*testing.T, http.Handler){
		"top-ups a head": topUpsAHead, "an account of groups": accountOfGroups, "no return": noReturn, "appeals on matching areas": appealsOnMatchingAreas,
		"two ways never joined": waysNeverJoined, "inspections counted": inspectionsCounted, "an outcome not read": outcomeNotRead, "no report": noReport,
		"dates that follow": datesThatFollow, "files": moneyFiles, "regions and the country": wholesHaveMoney,
	} {
		t.Run(name, func(t *testing.T) { test(t, site) })
	}
}

// York has no amount a head in the publisher's own tool, whose formula stops a row short: 3,784,623 + 2,302,622 + 3,606,228 over
// 35,523.311 people is 272.88.
func topUpsAHead(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/areas/816/money"), "Specialist top-ups a head: York £272.88 in 2021/22; England £304.54.",
		"Section 251 lines 1.2.1, 1.2.2, 1.2.4, 1.2.11 and 1.2.3, which are named at the end of this page: of each the columns of special schools")
}

// The amounts are those the financial benchmarking tool gives for Camden in the same year.
func accountOfGroups(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202/money")
	says(t, page, "Places in maintained schools and units lines 1.0.2 £7,569,774 £7,491,974", "Top-ups to schools, academies and colleges lines 1.2.1, 1.2.2, 1.2.4, 1.2.11 £25,099,635 £23,021,590",
		"£4,991,123", "£2,249,193", "£287,729", "£40,876", "£277,533", "Camden spent £38m on high needs in 2021/22", "less than its block of £44m",
		"nor is transport paid from the grant (1.4.11)", placesAreIn, placesOut)
}

func noReturn(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/420/money")
	says(t, page, "in 2021/22 not published (the published table has no row for it)")
	if strings.Contains(words(page), "£0") {
		t.Error("an area without a return is said to have spent nothing")
	}
}

// England's published rate counts appeals of authorities whose decisions are not published; the others alone make 5.69 and 6.57.
func appealsOnMatchingAreas(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/202/redress")
	says(t, page, "England 6.57% on matching areas", "England in 2025 is published as 6.6%", "A low rate can mean good decisions, or families who do not appeal.",
		"6.1% 5.69% 20,771 of 364,912, 147 areas", "6.57% 26,640 of 405,735, 151 areas", "57 of 389 decisions", "after 1,047 the year before, so the two may not be alike",
		notJoined, "is not published area by area", "in the worse quarter")
	says(t, parsed(t, site, "/areas/E92000001/redress"), "Appeals: England 6.6% in 2025")
}

func waysNeverJoined(t *testing.T, site http.Handler) {
	page := opened{root: parsed(t, site, "/areas/202/redress")}
	periods, lines := page.lines(t)
	at := slices.IndexFunc(periods, func(p string) bool { return p >= "2024" })
	if at < 0 || len(lines["This area, old way"]) != len(periods) || len(lines["This area, new way"]) != len(periods) {
		t.Fatalf("the picture has the years %v and the lines %v", periods, lines)
	}
	for i := range periods {
		if lines["This area, old way"][i] != nil && lines["This area, new way"][i] != nil {
			t.Errorf("both ways have a number at %s, so the lines meet", periods[i])
		}
	}
	says(t, page.root, "England, new way")
	if text := words(page.root); !strings.Contains(text, "counted in a new way") {
		t.Error("no break is drawn between the two ways")
	}
}

func inspectionsCounted(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/areas/202/inspection"), "Inconsistent experiences and outcomes 52", "Typically positive experiences and outcomes 19",
		"Widespread and/or systemic failings 24", "A report whose outcome these data do not say 1", "No report in these data 57", "The newest report in these data came out on 26 June 2026.",
		"By the alphabet.")
}

func outcomeNotRead(t *testing.T, site http.Handler) {
	page := parsed(t, site, "/areas/871/inspection")
	says(t, page, "Inspected 7 to 11 July 2025", outcomeUnread, "Report published 6 November 2025")
	held := where(page, class("held"))[0]
	if len(where(held, element("blockquote"))) > 0 || strings.Contains(words(held), "Next full inspection") {
		t.Errorf("an outcome nobody read is said to be something: %s", words(held))
	}
	if href := links(held)["The report itself"]; !strings.HasPrefix(href, "https://files.ofsted.gov.uk/") {
		t.Errorf("the report is at %q", href)
	}
}

func noReport(t *testing.T, site http.Handler) {
	says(t, parsed(t, site, "/areas/202/inspection"), notInspected, "due a full inspection under that framework by the end of December 2027 (written answer 92647 to Parliament)")
}

func datesThatFollow(t *testing.T, site http.Handler) {
	for code, want := range map[string][]string{
		"205": {"typically lead to positive experiences and outcomes", "Next full inspection due by about February 2031", "Inspected before 7 December 2018"},
		"867": {"widespread and/or systemic failings", "Monitoring inspection due by about August 2026", "Next full inspection due by about February 2028", "Priority action plan"},
		"825": {"Report of 10 February 2026", "Next full inspection no date: the inspection's dates could not be read"},
	} {
		says(t, where(parsed(t, site, "/areas/"+code+"/inspection"), class("held"))[0], want...)
	}
}

func moneyFiles(t *testing.T, site http.Handler) {
	for _, path := range []string{"/areas/202/money/spending", "/areas/202/redress/appeals"} {
		for _, file := range []string{"csv", "xlsx", "svg"} {
			if code := answers(site, path+"."+file); code != http.StatusOK {
				t.Errorf("%s.%s answers %d", path, file, code)
			}
		}
	}
	if code := answers(site, "/areas/420/money/spending.csv"); code != http.StatusNotFound {
		t.Errorf("spending that is not held answers %d", code)
	}
}

func wholesHaveMoney(t *testing.T, site http.Handler) {
	for path, want := range map[string]int{"/areas/E12000007/money": 200, "/areas/E92000001/money": 200, "/areas/E12000007/redress": 200, "/areas/E92000001/inspection": 404} {
		if code := answers(site, path); code != want {
			t.Errorf("%s answers %d, want %d", path, code, want)
		}
	}
}

func TestTheSampleHasAnAccountOfLinesAndABalance(t *testing.T) {
	page := parsed(t, sampleMoneySite(t), "/areas/101/money")
	says(t, page, "Alderbrook ended 2023/24 with a deficit of 29.60% of its high needs block", "£17,631,722 deficit", "1.2.3 ", "From the council’s own money, beside the block",
		"1.2.13 and 1.4.11, which are named at the end of this page: line 1.2.3, out of the sum of all of them.", "2.1.1 Educational psychology service",
		"Section 251 line 1.9.3 Dedicated schools grant carried forward to next year.")
	balance := where(page, func(n *html.Node) bool { return n.Data == "section" && attribute(n, "id") == "balance" })[0]
	for _, cell := range where(balance, element("td")) {
		if strings.ContainsAny(words(cell), "−▲▼") {
			t.Errorf("a balance is written %q, not in words", words(cell))
		}
	}
	for _, sum := range []string{"Spending on high needs", "Spent and paid direct", "High needs block before deductions"} {
		if !strings.Contains(words(page), sum+" ") {
			t.Errorf("the account lacks %q", sum)
		}
	}
}

// A ratio of two negative numbers says that a deficit which grew went up or down by turns; the difference in words does not.
func TestABalanceMovesInWords(t *testing.T) {
	in := indicator.Indicator{ID: "F01", Unit: "percent", Precision: 1, Basis: indicator.Financial}
	for _, c := range []struct {
		before, now float64
		want        string
	}{
		{-1.7, -2.3, "a larger deficit than the 1.7% of 2022/23"},
		{-2.3, -1.7, "a smaller deficit than the 2.3% of 2022/23"},
		{2.3, 7.1, "a larger surplus than the 2.3% of 2022/23"},
		{7.1, 2.3, "a smaller surplus than the 7.1% of 2022/23"},
		{1.0, -2.0, "after a surplus of 1.0% in 2022/23"},
		{-2.0, 1.0, "after a deficit of 2.0% in 2022/23"},
		{-2.0, -2.3, "about as in 2022/23 (2.0%)"},
	} {
		row := warehouse.IndicatorValue{Row: indicator.Row{Period: "2023-24", Value: &c.now}, Previous: &c.before}
		if got := (told{oneArea: oneArea{in: in}}).balanceMoved(row); got != c.want {
			t.Errorf("from %v to %v is said %q, want %q", c.before, c.now, got, c.want)
		}
	}
}

func TestTheLinesSaidAreTheLinesAddedUp(t *testing.T) {
	catalogue, err := catalogueByID()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range moneySections {
		for _, id := range s.Indicators {
			in := catalogue[id]
			for _, found := range lineCode.FindAllStringSubmatch(in.SQL, -1) {
				if highneeds.LineNames[found[1]] == "" || !slices.Contains(returnLinesOf(in), found[1]) {
					t.Errorf("%s adds up line %s, which the page does not name", id, found[1])
				}
			}
			if spent := s.ID != "given" && s.ID != "balance"; spent && placesOf[id] == "" {
				t.Errorf("nothing says whether places paid for direct are in %s", id)
			}
			if adds := strings.Contains(in.SQL, "high_needs_after"); adds != (placesOf[id] == placesAreIn) && id != "F11" {
				t.Errorf("%s adds places paid for direct: %v, and the page says %q", id, adds, placesOf[id])
			}
		}
	}
	var grouped []string
	for _, g := range highneeds.Groups {
		grouped = append(grouped, g.Lines...)
	}
	if spending := returnLinesOf(catalogue["F03"]); !slices.Equal(slices.Sorted(slices.Values(grouped)), slices.Sorted(slices.Values(spending))) {
		t.Errorf("the groups hold %v, spending on high needs %v", grouped, spending)
	}
}

func TestAMissingLineLeavesTheWholeUnknown(t *testing.T) {
	var lines []warehouse.SpendingLine
	for _, g := range highneeds.Groups {
		for _, code := range g.Lines {
			lines = append(lines, warehouse.SpendingLine{Return: "outturn", Period: "2023-24", Line: code, Amount: pounds(2e6), Status: "ok"})
		}
	}
	year := spendingYear{area: warehouse.Area{Name: "Alderbrook"}, period: "2023-24", spent: indexSpending(lines, "outturn"), before: pounds(30e6), after: pounds(27e6)}
	if whole, left := year.whole(), year.left(); whole == nil || *whole != 29e6 || left == nil || *left != 1e6 {
		t.Fatalf("13 lines of £2m and £3m paid direct make %v, and leave %v of £30m", whole, left)
	}
	for _, missing := range []warehouse.SpendingLine{{}, {Return: "outturn", Line: "1.2.3", Status: "suppressed"}} {
		fewer := slices.DeleteFunc(slices.Clone(lines), func(l warehouse.SpendingLine) bool { return l.Line == "1.2.3" })
		year.spent = indexSpending(append(fewer, missing), "outturn")
		if year.spent.total().value != nil || year.whole() != nil || year.left() != nil {
			t.Error("a sum with a missing line is given as if the line were nothing")
		}
		if got := year.heading(); got != "What Alderbrook spent on high needs in 2023/24 cannot be added up: a part is missing." {
			t.Errorf("the heading says %q", got)
		}
		if _, err := year.picture().Options(); err != nil {
			t.Errorf("the account cannot be drawn without a line: %v", err)
		}
	}
}

func TestDueDatesCountFromTheFirstDay(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		from          string
		years, months int
		want          string
	}{
		{"2023-11-20", 3, 0, "2026-11-20"}, {"2024-02-29", 3, 0, "2027-02-28"}, {"2024-08-31", 0, 18, "2026-02-28"}, {"2025-07-07", 5, 0, "2030-07-07"}, {"2025-09-15", 0, 18, "2027-03-15"},
	} {
		if got := warehouse.DueBy(day(c.from), c.years, c.months).Format(time.DateOnly); got != c.want {
			t.Errorf("%d years and %d months after %s is %s, want %s", c.years, c.months, c.from, got, c.want)
		}
	}
}

// answers is the status of a page's answer.
func answers(site http.Handler, path string) int {
	rec := httptest.NewRecorder()
	site.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	return rec.Code
}
