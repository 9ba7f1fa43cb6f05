package page

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDataPageSaysWhatIsLoadedAndHowOldItIs(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/data")
	text := page.words("main")
	for _, want := range []string{
		"The newest publication is of 20 November 2025, 2 months ago. The newest file was fetched on 15 January 2026.",
		"Education, health and care plans: refused. 25 January 2026, 10:00, yesterday",
		"bad.csv: rejected: the column “plans” is missing",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q:\n%s", want, text)
		}
	}
	want := [][]string{
		{"Source", "What it is", "Newest edition", "Next expected", "Looked at"},
		{"Education, health and care plans Department for Education. Open Government Licence v3.0", "Plans.", "2025 release published 26 June 2025, 7 months ago; holds 2021 to 2024", "late June",
			"every day at 09:40 last on 25 January 2026, 10:00, yesterday; next on 27 January 2026, 10:00"},
		{"Pupil absence Department for Education. Open Government Licence v3.0", "Absence.", "not loaded", "not known", "*/5 * * * * this server runs no schedule"},
		{"Suspensions and permanent exclusions Department for Education. Open Government Licence v3.0", "Suspensions.",
			"exclusions.csv published 20 November 2025, 2 months ago; holds 2022/23 to autumn 2023/24", "July", "every Monday at 09:45 this server runs no schedule"},
	}
	if got := page.rows(t, "Sources"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	editions := page.rows(t, "Editions")
	if len(editions) != 4 || !cmp.Equal([]string{"2025 release plans_2025.zip", "Education, health and care plans", "26 June 2025", "15 January 2026", "2021 to 2024", "aaaaaaaaaaaa",
		"2 known errors of the publisher's, 1 put right, 1 worth a look"}, editions[2]) {
		t.Errorf("the editions are %q", editions)
	}
	found := page.rows(t, "What the checks found")
	if len(found) != 6 || !cmp.Equal([]string{"Worth a look", "a large change in a year", "1", "of several editions"}, found[4]) {
		t.Errorf("what was found is told as %q", found)
	}
}

func TestDataPageIsNeverKept(t *testing.T) {
	page := newIndicatorSite(t, indicatorFolder(t), nil).get(t, "/data")
	if page.header.Get("Cache-Control") != "no-store" || page.header.Get("Etag") != "" {
		t.Errorf("a page that tells ages is kept: %v", page.header)
	}
}

func TestEditionShowsEveryFindingWithItsPlace(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/data/editions/new111111111")
	want := [][]string{{"Where", "Area", "Period", "Measure", "Found", "Expected", "What that is"},
		{"timeliness.csv row 9", "Alderbrook", "2024", "another measure", "12", "13", "Of no concern here"},
		{"timeliness.csv row 9", "Alderbrook", "2024", "issued no exceptions", "12", "13", "One plan is missing"}}
	if got := page.rows(t, "Known error of the publisher's"); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	if text := page.words("main"); !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.Repeat("a", 64)) || !strings.Contains(text, "4.0 MB") {
		t.Errorf("the edition's file is told as %q", text)
	}
	if rows := site.get(t, "/data/editions/exc333333333").rows(t, "Tables in this edition"); rows[1][2] != "exclusions.csv sheet Sheet <1>" {
		t.Errorf("a sheet's name is told as %q", rows[1])
	}
	file := string(site.file(t, page.link("CSV"), "text/csv; charset=utf-8", "findings-new111111111.csv"))
	if strings.Count(file, "timeliness.csv,") != 4 || !strings.Contains(file, "Invented sample data") {
		t.Errorf("the file of findings is %s", file)
	}
}

func TestOnlyAnAdministratorMaySetALoadGoing(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), cookieAdmin{})
	for cookie, want := range map[string]int{"": http.StatusUnauthorized, "admin=no": http.StatusForbidden} {
		if w := site.send(http.MethodPost, "/data/live", nil, cookie); w.Code != want || site.loads.asked != 0 {
			t.Errorf("the wish of somebody with the cookie %q is answered %d, with %d loads set going", cookie, w.Code, site.loads.asked)
		}
	}
	if page := site.get(t, "/data"); len(page.all("button")) != 1 || page.link("Sign in") != "/sign-in" {
		t.Error("a stranger is shown more buttons than the search's, or no way to sign in")
	}
	signed := openedFrom(t, site.send(http.MethodGet, "/data", nil, "admin=yes")).words("main")
	if !strings.Contains(signed, "Load the publishers' newest data now") || !strings.Contains(signed, "Real data go into a folder of their own") {
		t.Errorf("an administrator of the sample is shown %q", signed)
	}
	w := site.send(http.MethodPost, "/data/live", nil, "admin=yes")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/data?asked" || site.loads.asked != 1 {
		t.Errorf("an administrator's wish is answered %d to %q, with %d loads set going", w.Code, w.Header().Get("Location"), site.loads.asked)
	}
	if text := site.get(t, "/data?asked").words("main"); !strings.Contains(text, "The publishers are being asked now.") {
		t.Errorf("after the wish the page says %q", text)
	}
	site.loads.busy = errors.New("busy")
	if w := site.send(http.MethodPost, "/data/live", nil, "admin=yes"); w.Code != http.StatusConflict {
		t.Errorf("a second wish is answered %d, want %d", w.Code, http.StatusConflict)
	}
}

func TestWhereNobodyCanSignInNothingLeadsThere(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	if page := site.get(t, "/data"); page.link("Sign in") != "" {
		t.Error("the data page leads to a form that is not there")
	}
}

func TestWhoeverIsSignedInIsShownTheSamePublicPages(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), cookieAdmin{})
	public, signed := site.send(http.MethodGet, "/indicators", nil, ""), site.send(http.MethodGet, "/indicators", nil, "admin=no")
	if public.Body.String() != signed.Body.String() || public.Header().Get("Cache-Control") != signed.Header().Get("Cache-Control") {
		t.Error("somebody who is signed in is shown another page, or may not keep it")
	}
	if page := openedFrom(t, public); page.link("Sign in") != "/sign-in" {
		t.Error("a public page does not lead to signing in")
	}
}

func TestSchedulesAreSaidInWords(t *testing.T) {
	for cron, want := range map[string]string{
		"40 9 * * *": "every day at 09:40", "20 10 * * 1": "every Monday at 10:20", "5 7 * * 1-5": "every weekday at 07:05",
		"0 6 3 * *": "every month on day 3 at 06:00", "*/5 * * * *": "*/5 * * * *", "0 6 * 3 *": "0 6 * 3 *", "0 6 * * 1,4": "0 6 * * 1,4", "": "",
	} {
		if got := scheduleWords(cron); got != want {
			t.Errorf("%q is said as %q, want %q", cron, got, want)
		}
	}
}

func TestAgesAreSaidAsPeopleSayThem(t *testing.T) {
	for before, want := range map[time.Duration]string{
		0: "today", 12*time.Hour + time.Minute: "yesterday", 9 * 24 * time.Hour: "9 days ago", 21 * 24 * time.Hour: "3 weeks ago",
		100 * 24 * time.Hour: "3 months ago", 800 * 24 * time.Hour: "2 years ago",
	} {
		if got := ago(indicatorNow.Add(-before), indicatorNow); got != want {
			t.Errorf("%v before is said as %q, want %q", before, got, want)
		}
	}
}
