package board

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"inclusion/dashboards/static"
	"inclusion/internal/account"
	"inclusion/internal/browsertest"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// desks is an office that a browser reaches, as one person, under the product's own middleware. Its connection can be lost.
type desks struct {
	*office
	url  string
	lost atomic.Bool
}

func openDesks(t *testing.T, who *account.Person) *desks {
	t.Helper()
	d := &desks{office: openOffice(t)}
	d.who = who
	routes := http.NewServeMux()
	routes.Handle(static.Prefix, static.Handler(http.NotFoundHandler()))
	routes.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if d.lost.Load() && r.Method == http.MethodPost {
			panic(http.ErrAbortHandler)
		}
		d.site.ServeHTTP(w, r)
	})
	handler, err := (&web.Site{Log: slog.New(slog.DiscardHandler)}).Wrap(routes)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

const (
	why      = "#score-council-rationale"
	status   = `document.querySelector("#score-council .saved").textContent`
	levelOne = "#score-council-level-1"
)

// unasked keeps the browser from asking whether to leave a page with words that are not saved: nobody is there to answer.
const unasked = `const add = window.addEventListener.bind(window);
window.addEventListener = (kind, ...rest) => { if (kind !== "beforeunload") add(kind, ...rest); };`

// says waits until the form says something.
func says(words string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](status + `.includes(` + "`" + words + "`" + `)`)
}

func TestWordsAreSavedAsSomebodyWritesAndKeptWithoutAConnection(t *testing.T) {
	ctx := browsertest.Open(t)
	d := openDesks(t, ofCouncil)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), browsertest.OnEveryPage(unasked), chromedp.Navigate(d.url+statementPath), browsertest.Settled(), chromedp.Click(levelOne), chromedp.SendKeys(why, "Reviews are often late. "), says("Saved at")); err != nil {
		t.Fatal(err)
	}
	stands := func() *plan.Score { return d.book().Score("2026", "5.3", plan.Leaders, plan.Council) }
	if s := stands(); s == nil || s.Level != 1 || s.Rationale != "Reviews are often late." {
		t.Fatalf("%+v stands", s)
	}

	d.lost.Store(true)
	if err := chromedp.Do(ctx, chromedp.SendKeys(why, "Nobody saw this yet."), says("Not saved yet: no connection. Your words are kept in this browser.")); err != nil {
		t.Fatal(err)
	}
	// The page is lost with the connection, and opened again in the same browser.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(d.url+statementPath), browsertest.Settled()); err != nil {
		t.Fatal(err)
	}
	written, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("`+why+`").value + document.querySelector(".restored p").textContent`))
	if err != nil || !strings.Contains(written, "Nobody saw this yet.") || !strings.Contains(written, "had not been saved") {
		t.Fatalf("the form says %q (%v)", written, err)
	}
	d.lost.Store(false)
	if err := chromedp.Do(ctx, chromedp.SendKeys(why, " Now they do."), says("Saved at")); err != nil {
		t.Fatal(err)
	}
	if s := stands(); s.Rationale != "Reviews are often late. Nobody saw this yet. Now they do." {
		t.Errorf("%q stands", s.Rationale)
	}
	if kept, err := chromedp.Run(ctx, chromedp.Evaluate[int](`Object.keys(localStorage).length`)); err != nil || kept != 0 {
		t.Errorf("%d forms are still kept in the browser (%v)", kept, err)
	}
}

func TestAConflictIsShownWhileSomebodyWrites(t *testing.T) {
	ctx := browsertest.Open(t)
	d := openDesks(t, ofCouncil)
	if err := chromedp.Do(ctx, chromedp.Navigate(d.url+statementPath), browsertest.Settled()); err != nil {
		t.Fatal(err)
	}
	second := somebody("second", account.Partner, plan.Council)
	first := &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.Council, Level: 1, Rationale: "First of all it is late.", On: "2026-02-02"}
	if _, err := d.desk.Save(t.Context(), second, officeCode, desk.Save{Document: first}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Click(levelOne), chromedp.SendKeys(why, "Written without having seen it."), says("somebody else saved it first")); err != nil {
		t.Fatal(err)
	}
	form, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("#score-council").textContent + document.querySelector("`+why+`").value`))
	if err != nil || !strings.Contains(form, "First of all it is late.") || !strings.Contains(form, "Written without having seen it.") {
		t.Errorf("the form says %q (%v)", form, err)
	}
	if got := d.book().Score("2026", "5.3", plan.Leaders, plan.Council).Rationale; got != first.Rationale {
		t.Errorf("%q stands", got)
	}
}

// The tests of the whole site hold these pages on a laptop, a phone and in the dark.
func TestAssessorPagesHoldInForcedColours(t *testing.T) {
	axe := browsertest.Axe(t)
	ctx := browsertest.Open(t)
	d := openDesks(t, ofForum)
	d.office.fill()
	for _, c := range []struct {
		who  *account.Person
		path string
	}{{administrator, "/board"}, {administrator, "/board/101"}, {ofCouncil, "/board/101/assessment"}, {ofCouncil, statementPath}, {administrator, "/board/101/disagreements?open=5-3-G2"},
		{administrator, "/board/101/perspectives"}, {ofForum, "/board/101/surveys?theme=T5"}, {ofCouncil, "/board/101/evidence"}, {ofForum, "/board/101/voices"}} {
		d.who = c.who
		for _, look := range browsertest.Looks {
			if !look.Forced {
				continue
			}
			faults, err := browsertest.Violations(ctx, axe, d.url+c.path, look)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults {
				t.Errorf("%s for the %s, %s: %s", c.path, c.who.ID, look.Name, fault)
			}
		}
	}
}
