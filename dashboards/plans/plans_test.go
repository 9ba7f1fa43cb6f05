package plans

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"inclusion/dashboards/static"
	"inclusion/internal/plan"
	"inclusion/internal/readable"
)

// addresses are all public pages and files of the plan.
func addresses(version string) (all []string) {
	for _, path := range []string{"", "/themes", "/themes/T1", "/themes/T5", "/actions", "/actions/A1", "/disagreements", "/forum", "/decisions", "/text", "/local", "/changes", "/versions", "/summary",
		"/scores.csv", "/scores.xlsx", "/actions.csv", "/actions.xlsx", "/disagreements.csv", "/disagreements.xlsx"} {
		all = append(all, "/areas/"+here+"/plan"+path+version)
	}
	return all
}

func TestNothingIsPublishedYet(t *testing.T) {
	l := openLibrary(t)
	before := l.get("/areas/101/plan")
	before.says(t, "No plan is published here yet", "The partnership’s board writes it after signing in")
	l.write(&plan.Assessment{Cycle: "2026", Framework: l.desk.Frameworks.Newest().Version, State: plan.Draft}, &plan.Voice{Cycle: "2026", From: plan.ForumOrg, Text: secret})
	if after := l.get("/areas/101/plan"); after.text != before.text || after.status != http.StatusOK {
		t.Error("the page shows that a draft has begun")
	}
	for _, path := range addresses("") {
		want := http.StatusOK
		if strings.Contains(path, ".csv") || strings.Contains(path, ".xlsx") {
			want = http.StatusNotFound
		}
		if got := l.get(path); got.status != want || strings.Contains(got.text, secret) {
			t.Errorf("%s: %d, want %d and no draft", path, got.status, want)
		}
	}
}

// What is written after a version is agreed is the draft of the next: no page, file or list shows a word of it.
func TestDraftsAreOnNoPublicPage(t *testing.T) {
	l := twoVersions(t)
	a := *l.book().Actions["A1"]
	a.Title, a.Due, a.Families, a.Lead, a.Measure = secret, "2029-01-01", secret, secret, secret
	l.write(&plan.Assessment{Cycle: "2027", Framework: l.desk.Frameworks.Newest().Version, State: plan.Draft, Reason: secret}, &a,
		&plan.Action{ID: "A2", Title: secret, Body: "ICB", Due: "2027-01-01", Status: plan.OnTrack}, &plan.Update{Action: "A2", On: "2026-11-20", N: 1, Status: plan.OnTrack, Text: secret},
		level("2027", plan.BoardOrg, 4, secret), level("2026", plan.BoardOrg, 4, secret), level("2027", plan.ForumOrg, 4, secret),
		&plan.Evidence{ID: "E1", Title: secret, Public: true, Where: "https://" + secret}, &plan.Priority{ID: "P1", Title: secret}, &plan.Section{ID: "S2", Parts: map[string]string{"vision": secret}},
		&plan.Decision{ID: "D3", On: "2026-11-20", Item: secret, Decided: secret, By: secret, Public: true}, &plan.Challenge{ID: "C3", On: "2026-11-20", By: secret, About: "ICB", Question: secret, Public: true},
		&plan.Voice{Cycle: "2027", From: plan.ForumOrg, Text: secret}, &plan.Finding{ID: "I1", Type: "improvement", Text: secret}, &plan.Change{ID: "N1", Type: "plan", On: "2026-11-20", Text: secret},
		&plan.Profile{Code: here, Name: secret, Chair: secret}, &plan.LocalValue{Indicator: "L-PT1", Period: "2026", Source: secret}, &plan.Response{Cycle: "2026", Item: "5.3", Rule: "G2", Answer: plan.Accept, Text: secret},
		&plan.Reply{Cycle: "2026", Item: "5.3", Rule: "G2", Text: secret}, &plan.SignOff{Cycle: "2026", Role: "forum", Name: secret, Answer: plan.Agree, Text: secret})
	for _, path := range slices.Concat(addresses(""), addresses("?version=1"), []string{"/areas/101/plan/actions/A2", "/areas/101/plan?version=3"}) {
		got := l.get(path)
		if strings.Contains(got.text, secret) || strings.Contains(strings.Join(got.header.Values("Content-Disposition"), ""), secret) {
			t.Errorf("%s shows a draft, or what is not public", path)
		}
		if strings.Contains(got.text, "account-of-somebody") {
			t.Errorf("%s names an account", path)
		}
		if want := strings.HasSuffix(path, "A2") || strings.HasSuffix(path, "version=3"); want != (got.status == http.StatusNotFound) {
			if !(strings.Contains(path, "version=1") && got.status == http.StatusOK) {
				t.Errorf("%s: %d", path, got.status)
			}
		}
	}
	// The promise is as it was made, and as late, whatever the draft says.
	l.get("/areas/101/plan/actions").says(t, "1 of 1 promise is late.", "Write after every review", "40 days")
}

// The forum's words stand next to the score, at sign-off, in its statement, its reply and its question: each byte as it wrote it.
func TestTheForumIsPrintedUneditedEverywhere(t *testing.T) {
	l := twoVersions(t)
	for path, times := range map[string]int{"/areas/101/plan": 1, "/areas/101/plan/themes/T5": 2, "/areas/101/plan/forum": 5, "/areas/101/plan/disagreements": 1, "/areas/101/plan/decisions": 1} {
		got, n := l.get(path), 0
		for _, q := range got.quotes() {
			if q == forumsWords {
				n++
			}
		}
		if n < times {
			t.Errorf("%s prints the forum's words %d times, want %d: %q", path, n, times, got.quotes())
		}
		if strings.Contains(got.text, "<b>twice") || strings.Contains(got.text, "<since>") {
			t.Errorf("%s prints what somebody wrote as HTML", path)
		}
	}
	l.get("/areas/101/plan").says(t, "The parent carer forum disagrees with this version.")
}

func TestAStatementShowsEveryView(t *testing.T) {
	l := twoVersions(t)
	l.get("/areas/101/plan/themes/T5").says(t, "5.3 Annual reviews", "Decisions are late <since> spring.", "21% agree, 143 answers (15 to 28)", "3% don’t know", plan.NotASample, "My child's last review was on time and led to action",
		"Version 1: 3 Established. The level fell.", "Reviews are held on time.", "Review dashboard <1>", "1 piece of evidence is not public", "Council thinks so.", "Partners disagree with each other", "Not yet answered",
		"The board: To be investigated.", "47.0%", "not met in most cases", "local: counted by the partnership")
	if got := l.get("/areas/101/plan/themes/T11"); got.status != http.StatusNotFound {
		t.Errorf("a theme that is not there: %d", got.status)
	}
}

// Acceptance questions 1 to 3, 5, 9 and 12 of boards and forums.
func TestQuestionsAreAnswered(t *testing.T) {
	l := twoVersions(t)
	questions := map[string][]string{
		"/changes":       {"1 statement was scored lower", "from 3 Established to 2 Developing", "Reviews are held on time.", "Decisions are late <since> spring.", "The newest survey of families closed on 1 June 2026.", "Review decisions in four weeks: 47.0% in 2025"},
		"/disagreements": {"disagree most with leaders on 5.3 Annual reviews: by 1 level.", "Rule G2", "The forum replies, unedited:"},
		"/actions":       {"1 of 1 promise is late.", "40 days", "Integrated care board (ICB)", "Area for improvement", "Designated Clinical Officer", "The letters <wait> for a post."},
		"/actions/A1":    {"All updates", "1 November 2026", "Where it comes from"},
		"/decisions":     {"10 July 2025: Summer board", "S10 Review decisions in four weeks: 47.0%", "A review team begins.", "What follows: A1 Write after every review"},
		"/versions":      {"Version 2, self-assessment of 2026. Published: this is the newest.", "Superseded by a newer version"},
		"/text":          {"required parts are filled", "Not provided", "Reviews that lead to something"},
		"/local":         {"no public data"},
		"":               {"You hear within four weeks.", "1 late"},
	}
	for path, said := range questions {
		l.get("/areas/101/plan"+path).says(t, said...)
	}
}

func TestOlderAndWithdrawnVersions(t *testing.T) {
	l := twoVersions(t)
	old := l.get("/areas/101/plan/themes/T5?version=1")
	old.says(t, "This is an older version.", "3 Established")
	if strings.Contains(old.text, `href="/areas/101/plan/forum"`) || !strings.Contains(old.text, `href="/areas/101/plan/forum?version=1"`) {
		t.Error("an older version does not lead to its own pages")
	}
	if got := l.get("/areas/101/plan/versions/1"); got.status != http.StatusSeeOther || got.header.Get("Location") != "/areas/101/plan?version=1" {
		t.Errorf("%d to %q", got.status, got.header.Get("Location"))
	}
	a := *l.book().Assessments["2025"]
	a.State, a.Reason = plan.Withdrawn, "A figure was wrong."
	l.write(&a)
	if got := l.get("/areas/101/plan?version=1"); got.status != http.StatusGone || !strings.Contains(got.text, "A figure was wrong.") {
		t.Errorf("a withdrawn version: %d %s", got.status, got.text)
	}
	l.get("/areas/101/plan/versions").says(t, "The reason it was withdrawn:", "A figure was wrong.")
	for path, want := range map[string]int{"/areas/101/plan?version=7": 404, "/areas/101/plan?version=x": 404, "/areas/999/plan": 404, "/areas/101/plan/changes?from=2&to=2": 400} {
		if got := l.get(path).status; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func TestPagesAreLight(t *testing.T) {
	l := twoVersions(t)
	const most = 110_000 // what is left of 150 kB beside stylesheets and scripts
	for _, path := range addresses("") {
		if got := l.get(path); strings.HasPrefix(got.header.Get("Content-Type"), "text/html") && len(got.text) > most {
			t.Errorf("%s weighs %d bytes, more than %d", path, len(got.text), most)
		}
	}
	if static.HasECharts() && strings.Contains(l.get("/areas/101/plan").text, "echarts") {
		t.Error("a page of a plan fetches a library that it does not need")
	}
}

// The one page is for everybody: its own words are read by a child of 12 (Flesch-Kincaid), leaving out what others wrote.
func TestTheOnePageIsPlain(t *testing.T) {
	l := twoVersions(t)
	var text []string
	for n := range l.get("/areas/101/plan/summary").page.Descendants() {
		if n.Data == "p" || n.Data == "li" {
			text = append(text, strings.Join(strings.Fields(words(n)), " "))
		}
	}
	if age := readable.Of(strings.Join(text, "\n")).Age(); age > 13 {
		t.Errorf("it takes a reader of %.1f years", age)
	}
}
