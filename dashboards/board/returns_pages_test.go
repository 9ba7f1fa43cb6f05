package board

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
	"inclusion/internal/web"

	"github.com/gorilla/mux"
)

// newRouter installs pages as a server does.
func newRouter(pages *Pages, site *web.Site) *mux.Router {
	router := mux.NewRouter()
	pages.Install(router, site)
	return router
}

// returnPages are the pages of one return that everybody of the partnership sees.
var returnPages = []string{"", "/counts", "/counts?table=requests", "/counts?table=requests&by=Sex", "/counts?table=requests&by=Age", "/counts.zip", "/now"}

func TestTheListOfPlacesIsForItsSenderOnce(t *testing.T) {
	o := openReturns(t)
	id := o.take()
	at, as := "/board/101/return/"+id, url.Values{"format": {"csv"}}
	if page := wordsOf(o.get(ofData, at+"/findings").page); !strings.Contains(page, "It waits until 14:17") || !strings.Contains(page, "1 element or column that no return has") {
		t.Errorf("the page does not offer the list: %s", page)
	}
	if got := o.post(ofData, at+"/places", url.Values{"format": {"exe"}}, false); got.status != http.StatusBadRequest || o.waiting() != 1 {
		t.Errorf("an unknown form is answered %d", got.status)
	}
	if got := o.post(anotherOfData, at+"/places", as, false); got.status != http.StatusGone || o.waiting() != 1 {
		t.Errorf("another data officer is answered %d", got.status)
	}
	if page := o.get(anotherOfData, at+"/findings"); page.byID("places") != nil {
		t.Error("another data officer is offered the list")
	}
	got := o.post(ofData, at+"/places", as, false)
	if got.status != http.StatusOK || got.text != "csv: 1 Canary/Field" || !strings.Contains(got.header.Get("Content-Disposition"), "return-what-to-put-right-101-2026-02-02.csv") ||
		!strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Errorf("status %d: %s, %v", got.status, got.text, got.header)
	}
	if again := o.post(ofData, at+"/places", as, false); again.status != http.StatusGone || !strings.Contains(again.text, "Send the file again") {
		t.Errorf("the second time: status %d: %s", again.status, again.text)
	}
	if page := wordsOf(o.get(ofData, at+"/findings").page); !strings.Contains(page, "is not kept. Send the file again") {
		t.Errorf("the page does not say that the list is gone: %s", page)
	}
}

func TestTheListOfPlacesIsForgottenInTime(t *testing.T) {
	o := openReturns(t)
	id, began := o.take(), o.desk.Now()
	for _, c := range []struct {
		after time.Duration
		waits bool
	}{{listLasts - time.Second, true}, {listLasts, false}} {
		o.pages.Now = func() time.Time { return began.Add(c.after) }
		if page := o.get(ofData, "/board/101/return/"+id+"/findings"); (page.byID("places") != nil) != c.waits || (o.waiting() == 1) != c.waits {
			t.Errorf("after %s: %d lists wait", c.after, o.waiting())
		}
	}
	o.pages.lists.put(began, ofData.ID, officeCode, returns.Taken{})
	if o.pages.lists.sweep(began.Add(listLasts)); o.waiting() != 0 {
		t.Error("a list stays that nobody asks for")
	}
}

func TestFewListsWait(t *testing.T) {
	var s shelf
	for i := range mostLists + 3 {
		s.put(time.Time{}, "anna", "101", returns.Taken{Return: returns.Return{ID: fmt.Sprint(i)}})
	}
	if _, ok := s.fetch(time.Time{}, "anna", "101", "2"); ok || len(s.lists) != mostLists {
		t.Errorf("%d lists wait", len(s.lists))
	}
	if _, ok := s.fetch(time.Time{}, "anna", "101", "3"); !ok {
		t.Error("a list is gone for which there is room")
	}
	s.put(time.Time{}, "anna", "101", returns.Taken{Places: make([]returns.Place, mostPlaces+1)})
	if len(s.lists) != 1 {
		t.Errorf("%d lists wait beside one that is as large as all may be", len(s.lists))
	}
}

func TestSmallNumbersAreTheDataOfficersAlone(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take()
	exact := map[string]string{"": "0.3%", "/counts?table=requests&by=Sex": "Female 3", "/counts.zip": "Female [{3 }", "/now": "Already overdue late 4"}
	for _, path := range returnPages {
		whole, held := o.get(ofData, at+path), o.get(ofICB, at+path)
		if whole.status != http.StatusOK || held.status != http.StatusOK {
			t.Fatalf("%s: status %d and %d", path, whole.status, held.status)
		}
		want, ok := exact[path]
		if !ok {
			continue
		}
		said, heldSaid := wordsOf(whole.page), wordsOf(held.page)
		if !strings.Contains(said, want) {
			t.Errorf("%s: the data officer does not see %q: %s", path, want, said)
		}
		if strings.Contains(heldSaid, want) || !strings.Contains(heldSaid, "suppressed") {
			t.Errorf("%s: a partner sees %s", path, heldSaid)
		}
	}
	if page := wordsOf(o.get(ofICB, at).page); !strings.Contains(page, "Counts of 1 to 5 are held back") || strings.Contains(page, "What to put right") {
		t.Errorf("a partner is told %s", page)
	}
	if page := wordsOf(o.get(ofICB, at+"/now").page); strings.Contains(page, "613") || !strings.Contains(page, "53 in 100") {
		t.Errorf("the forecast tells a partner %s", page)
	}
}

func TestNobodyButTheSenderSeesWhatStoodInTheFile(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take()
	for _, who := range []*account.Person{administrator, ofCouncil, ofForum, ofYoung, ofData, anotherOfData} {
		for _, path := range append(returnPages, "/findings", "/withdraw") {
			if got := o.get(who, at+path); strings.Contains(got.text, canary) {
				t.Errorf("%s of %s tells", path, who.ID)
			}
		}
		if got := o.get(who, "/board/101/return"); strings.Contains(got.text, canary) || !strings.Contains(wordsOf(got.page), "4,312") {
			t.Errorf("the list of %s says %s", who.ID, wordsOf(got.page))
		}
	}
	if strings.Contains(o.log.String(), canary) {
		t.Errorf("the log says %s", o.log.String())
	}
	for _, path := range append(returnPages, "/findings", "/withdraw") {
		for _, who := range []*account.Person{nil, ofRegion, account.KeyHolder()} {
			if got := o.get(who, at+path); got.status != http.StatusForbidden && got.status != http.StatusUnauthorized {
				t.Errorf("%s is answered %d for somebody outside the partnership", path, got.status)
			}
		}
	}
}

func TestHowMuchIsWrongIsTheDataOfficersToSee(t *testing.T) {
	o := openReturns(t)
	o.take()
	whole, others := wordsOf(o.get(ofData, "/board/101/return").page), wordsOf(o.get(administrator, "/board/101/return").page)
	if !strings.Contains(whole, "340 1 kind") || !strings.Contains(whole, "by you") || strings.Contains(others, "340") || strings.Contains(others, "Errors") || !strings.Contains(others, "by the data officer") {
		t.Errorf("the data officer reads %s; the board reads %s", whole, others)
	}
	if o.get(administrator, "/board/101/return").byID("return") != nil || o.get(ofData, "/board/101/return").byID("return") == nil {
		t.Error("the form is not the data officer's alone")
	}
}

// since is what is published of the office's area, with the year of the return among it.
type since struct{ published }

func (since) Figures(context.Context, string) (plan.Figures, error) {
	here, england, before := 47.0, 41.1, 50.0
	figures, err := published{}.Figures(context.Background(), officeCode)
	f := figures.Values["S10"]
	f.History = []plan.Point{{Period: "2023", Value: &before, Status: "ok"}, {Period: "2024", Value: &here, England: &england, Status: "ok"}}
	f.Quartiles, f.Neighbours = []*float64{num(1), num(20), num(40), num(60), num(99)}, num(44)
	figures.Values["S10"] = f
	figures.Values["S01"] = plan.Figure{Indicator: "S01", Unit: "percent", Status: "ok", Period: "2025", History: f.History}
	return figures, err
}

func TestTheOwnReturnStandsBesideWhatIsPublished(t *testing.T) {
	o := openReturns(t)
	o.desk.Data = since{}
	got := o.get(ofICB, "/board/101/return/"+o.take())
	said := wordsOf(got.page)
	for _, want := range []string{"Own return, not published, census of 15 January 2026.", "48.0%", "480 of 1,000", "likely 45.0% to 51.0%", "41.1%", "41.1% 44.0% 47.0% published since. The own return is 1.0 percentage points higher",
		"Review decisions in four weeks, 2024 (higher is better)",
		"better than England", "higher is better", "suppressed: small numbers", "cannot be worked out", "Published since for 2024: 47.0%. The own return is 1.0 percentage points higher."} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q: %s", want, said)
		}
	}
	if pictures := got.all(func(n *html.Node) bool { return n.Data == "svg" }); len(pictures) != 1 {
		t.Errorf("%d pictures for the one figure that can be placed", len(pictures))
	}
}

func TestTheForecastIsDrawnAfterTheYearsThatArePublished(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take() + "/now"
	figure := func() *html.Node { return o.get(ofICB, at).byID("forecast") }
	if figure() != nil {
		t.Error("a year is drawn alone")
	}
	o.desk.Data = sinceMade{}
	if said := wordsOf(figure()); !strings.Contains(said, "2023 50.0%") || !strings.Contains(said, "2026, forecast 53% 48% to 58%") {
		t.Errorf("the figure says %s", said)
	}
}

// sinceMade is since, in a later build of the data.
type sinceMade struct{ since }

func (sinceMade) Made() string { return "later" }

func TestAReturnOfARunningYearSaysSo(t *testing.T) {
	o := openReturns(t)
	o.pages.Returns.Taker = taker(func(ctx context.Context, file returns.Upload, area string) (returns.Taken, error) {
		taken, err := reads(ctx, file, area)
		taken.Return.AsAt = "2025-09-01"
		return taken, err
	})
	at := "/board/101/return/" + o.take()
	if said := wordsOf(o.get(ofICB, at).page); !strings.Contains(said, "as at 1 September 2025, year not over") || !strings.Contains(said, "still growing") {
		t.Errorf("the page says %s", said)
	}
	if said := wordsOf(o.get(ofICB, "/board/101/return").page); !strings.Contains(said, "Year so far, as at 1 September 2025") {
		t.Errorf("the list says %s", said)
	}
}

func TestCountsAreAFewAtATime(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take() + "/counts"
	first := wordsOf(o.get(ofData, at).page)
	if !strings.Contains(first, "1,404") || !strings.Contains(first, "Calendar year 2025") || strings.Contains(first, "777") {
		t.Errorf("the first page says %s", first)
	}
	if weeks := wordsOf(o.get(ofData, at+"?table=timeliness").page); !strings.Contains(weeks, "23.5") {
		t.Errorf("a mean is written in %s", weeks)
	}
	for _, wrong := range []string{"?table=nothing", "?table=requests&by=Hair"} {
		if got := o.get(ofData, at+wrong); got.status != http.StatusNotFound {
			t.Errorf("%s is answered %d", wrong, got.status)
		}
	}
	o.pages.Returns.Guard = nil
	if got := o.get(ofICB, at); got.status != http.StatusOK || strings.Contains(got.text, "1,404") {
		t.Errorf("where nothing can be held back a partner sees %s", wordsOf(got.page))
	}
	if got := o.get(ofICB, at+".zip"); got.status != http.StatusServiceUnavailable {
		t.Errorf("where nothing can be held back a partner's file is answered %d", got.status)
	}
}

func TestAWithdrawnReturnIsGone(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take()
	if asked := wordsOf(o.get(ofData, at+"/withdraw").page); !strings.Contains(asked, "erased") || len(o.kept()) != 1 {
		t.Errorf("it is asked %s", asked)
	}
	if got := o.post(administrator, at+"/withdraw", nil, false); got.status != http.StatusForbidden || len(o.kept()) != 1 {
		t.Errorf("the board withdraws it: %d", got.status)
	}
	got := o.post(ofData, at+"/withdraw", nil, false)
	if got.status != http.StatusSeeOther || len(o.kept()) > 0 || o.waiting() > 0 {
		t.Errorf("status %d, %d kept, %d lists", got.status, len(o.kept()), o.waiting())
	}
	if said := wordsOf(o.get(ofData, got.header.Get("Location")).page); !strings.Contains(said, "The return is withdrawn.") {
		t.Errorf("the page says %s", said)
	}
	for _, path := range append(returnPages, "/findings", "/withdraw") {
		if got := o.get(ofData, at+path); got.status != http.StatusNotFound {
			t.Errorf("%s is answered %d", path, got.status)
		}
	}
}

func TestWhereReturnsAreNotSetUpThePagesSaySo(t *testing.T) {
	o := openOffice(t)
	if said := wordsOf(o.get(ofData, "/board/101/return").page); !strings.Contains(said, "not set up on this server") {
		t.Errorf("the page says %s", said)
	}
	o.pages.Returns.Kept = nil
	if got := o.get(ofData, "/board/101/return"); got.status != http.StatusServiceUnavailable {
		t.Errorf("status %d", got.status)
	}
}

func TestOnInventedDataNoRealReturnIsAskedFor(t *testing.T) {
	o := openReturns(t)
	o.pages.Sample = func() bool { return true }
	if said := wordsOf(o.get(ofData, "/board/101/return").page); !strings.Contains(said, "Send an invented return only") {
		t.Errorf("the page says %s", said)
	}
}

// level is the level of a heading; 0 for other elements.
func level(n *html.Node) int {
	return slices.Index([]string{"", "h1", "h2", "h3", "h4"}, n.Data)
}

func TestPagesOfReturnsAreInOrder(t *testing.T) {
	o := openReturns(t)
	o.desk.Data = since{}
	at := "/board/101/return/" + o.take()
	for _, path := range []string{"/board/101/return", at, at + "/findings", at + "/counts", at + "/now", at + "/withdraw"} {
		got := o.get(ofData, path)
		if got.header.Get("Cache-Control") != "private, no-store" || got.header.Get("X-Robots-Tag") != "noindex" {
			t.Errorf("%s may be kept or indexed: %v", path, got.header)
		}
		before, firsts := 0, 0
		for _, h := range got.all(func(n *html.Node) bool { return level(n) > 0 }) {
			if level(h) > before+1 {
				t.Errorf("%s: the heading %q skips a level", path, wordsOf(h))
			}
			if before = level(h); before == 1 {
				firsts++
			}
		}
		if firsts != 1 {
			t.Errorf("%s has %d headings of the first level", path, firsts)
		}
		for _, table := range got.all(func(n *html.Node) bool { return n.Data == "table" }) {
			if table.FirstChild == nil || !strings.Contains(wordsOf(table), " ") || len(captions(table)) != 1 {
				t.Errorf("%s: a table has no caption", path)
			}
		}
	}
}

func captions(table *html.Node) (all []*html.Node) {
	for n := range table.Descendants() {
		if n.Data == "caption" {
			all = append(all, n)
		}
	}
	return all
}

func TestTabsStandInNamedGroups(t *testing.T) {
	o := openReturns(t)
	nav := o.get(ofData, "/board/101/return").all(func(n *html.Node) bool { return n.Data == "nav" && attrOf(n, "aria-label") == "This partnership" })
	if len(nav) != 1 {
		t.Fatalf("%d lists of the partnership's pages", len(nav))
	}
	if said := wordsOf(nav[0]); said != "Partnership Overview Workbook Assessment Statements Side by side Disagreements Evidence Surveys In own words Plan Sections Actions Decisions Publish Versions Pack Figures Local measures SEN2 return" {
		t.Errorf("a data officer's tabs are %s", said)
	}
	for n := range nav[0].Descendants() {
		if attrOf(n, "aria-current") != "" && wordsOf(n) != "SEN2 return" {
			t.Errorf("the page being read is %q", wordsOf(n))
		}
	}
}
