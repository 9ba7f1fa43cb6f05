package plans

import (
	"archive/zip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"golang.org/x/net/html"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/plan/plantest"
	"inclusion/internal/web"
)

const here = "101"

// secret is a word that no public page may show.
const secret = "Canarywort"

// forumsWords are as a forum may write: two lines, an ampersand, a slip, and marks that HTML knows.
const forumsWords = "We said it <b>twice</b> & were not heared.\nWe say it again: “one in five”."

// published is what is published of the area.
type published struct{}

func (published) Area(_ context.Context, code string) (string, bool, error) {
	return map[string]string{here: "Alderbrook", "102": "Birchmoor"}[code], code == here || code == "102", nil
}
func (published) Made() string { return "test" }
func (published) Figures(_ context.Context, code string) (plan.Figures, error) {
	value, england, part, whole := 47.0, 41.1, 47.0, 100.0
	return plan.Figures{Area: code, Values: map[string]plan.Figure{"S10": {Indicator: "S10", Name: "Review decisions in four weeks", Unit: "percent", Type: "legal", Polarity: "higher",
		Period: "2025", Value: &value, England: &england, Numerator: &part, Denominator: &whole, Status: "ok", Band: 3, Standing: "not met in most cases", Released: "2026-06-25"}}}, nil
}

// library is a server of public pages over a ledger in memory.
type library struct {
	t     *testing.T
	desk  *desk.Desk
	now   time.Time
	pages *Pages
	site  http.Handler
}

func openLibrary(t *testing.T) *library {
	t.Helper()
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	views, err := view.New()
	if err != nil {
		t.Fatal(err)
	}
	l := &library{t: t, now: time.Date(2025, 9, 1, 10, 0, 0, 0, time.UTC)}
	l.desk = &desk.Desk{Ledger: plantest.NewLedger(), Frameworks: frameworks, Data: published{}, Now: func() time.Time { return l.now }}
	l.pages = &Pages{Views: views, Desk: l.desk, Kept: func(h http.Handler) http.Handler { return h },
		Area: func(r *http.Request, _, title string) (page.AreaPage, string, error) {
			name, ok, _ := published{}.Area(r.Context(), mux.Vars(r)["code"])
			if !ok {
				return page.AreaPage{}, "", web.NotFound("No area has this code.")
			}
			return page.AreaPage{Heading: title + ": " + name}, name, nil
		}}
	router := mux.NewRouter()
	l.pages.Install(router, &web.Site{Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	l.site = router
	return l
}

// write saves documents as they are, whoever may write them.
func (l *library) write(docs ...plan.Document) {
	l.t.Helper()
	if _, err := l.desk.Ledger.Append(l.t.Context(), l.now, l.writes(docs...)); err != nil {
		l.t.Fatal(err)
	}
	l.read()
}

func (l *library) writes(docs ...plan.Document) (all []plan.Write) {
	l.t.Helper()
	book := l.book()
	for _, d := range docs {
		body, err := plan.Encode(d)
		if err != nil {
			l.t.Fatal(err)
		}
		all = append(all, plan.Write{Account: "account-of-somebody", Organisation: plan.BoardOrg, Partnership: here, Kind: d.Kind(), Key: d.Key(), Base: book.Revision(d.Kind(), d.Key()), Body: body})
	}
	return all
}

func (l *library) book() *plan.Book {
	l.t.Helper()
	standing, err := l.desk.Ledger.Standing(l.t.Context(), here)
	if err != nil {
		l.t.Fatal(err)
	}
	book, err := plan.BookOf(here, standing)
	if err != nil {
		l.t.Fatal(err)
	}
	return book
}

// read makes the desk forget what it kept: this test writes past it.
func (l *library) read() {
	l.desk = &desk.Desk{Ledger: l.desk.Ledger, Frameworks: l.desk.Frameworks, Data: l.desk.Data, Now: l.desk.Now}
	l.pages.Desk = l.desk
}

// publish freezes what stands as the next version of a cycle and makes it public; the one before it is superseded.
func (l *library) publish(cycle string, number int) {
	l.t.Helper()
	ctx := l.t.Context()
	assessment := &plan.Assessment{Cycle: cycle, Framework: l.desk.Frameworks.Newest().Version, State: plan.Agreed, Version: number, Forum: plan.ForumAsked{Asked: "2025-08-01", Responded: "2025-08-20"}}
	l.write(assessment)
	figures, _ := published{}.Figures(ctx, here)
	sealed, err := plan.Seal(plan.Version{Partnership: here, Name: "Alderbrook partnership", Number: number, Cycle: cycle, Framework: *l.desk.Frameworks.Newest(), At: l.now,
		Accounts: []string{"account-of-somebody"}, Entries: l.book().Entries(), Figures: figures})
	if err != nil {
		l.t.Fatal(err)
	}
	public := *assessment
	public.State = plan.Published
	docs := []plan.Document{&public}
	for _, other := range l.book().Assessments {
		if other.Cycle != cycle && other.State == plan.Published {
			older := *other
			older.State = plan.Superseded
			docs = append(docs, &older)
		}
	}
	if _, err := l.desk.Ledger.AppendSealed(ctx, l.now, l.writes(docs...), sealed); err != nil {
		l.t.Fatal(err)
	}
	l.read()
}

func level(cycle, organisation string, l plan.Level, why string) *plan.Score {
	s := &plan.Score{Cycle: cycle, Statement: "5.3", Perspective: plan.Leaders, Organisation: organisation, Level: l, Rationale: why, Evidence: []string{"E1", "E2"}, On: "2025-07-01"}
	if organisation == plan.ForumOrg {
		s.Perspective, s.Evidence = plan.Forum, nil
	}
	return s
}

// twoVersions publishes version 1 of 2025 and version 2 of 2026, a year apart.
func twoVersions(t *testing.T) *library {
	l := openLibrary(t)
	l.write(&plan.Evidence{ID: "E1", Title: "Review dashboard <1>", Type: "data", Date: "2025-06-01", Where: "https://example.org/reviews", Public: true},
		&plan.Evidence{ID: "E2", Title: secret + " audit of cases", Type: "audit", Date: "2025-06-01", Where: secret},
		&plan.Finding{ID: "I1", Type: "improvement", Text: "Decisions after reviews are late.", Body: "ICB", Report: "2025-02-05"},
		&plan.Priority{ID: "P1", Title: "Reviews that lead to something", Why: "Families wait.", Theme: "T5", Families: "You hear within four weeks.", Order: 1},
		&plan.Action{ID: "A1", Title: "Write after every review", Theme: "T5", Statement: "5.3", Priority: "P1", Source: plan.FromImprovement, SourceRef: "I1", Body: "ICB", Lead: "Designated Clinical Officer",
			Start: "2025-09-01", Due: "2026-10-13", Measure: "Reviews with a letter", Baseline: "20%", Target: "80%", TargetOn: "2026-10-13", Status: plan.OnTrack, Families: "A letter within four weeks."},
		&plan.Decision{ID: "D1", On: "2025-07-10", Meeting: "Summer board", Item: "Reviews", Seen: []plan.Seen{{Indicator: "S10", Value: "47.0%", Vintage: "2025, June 2026"}}, Decided: "A review team begins.", By: "Board", FollowUp: "A1", Public: true},
		&plan.Decision{ID: "D2", On: "2025-07-10", Meeting: "Summer board", Item: secret, Decided: secret, By: "Board"},
		&plan.Challenge{ID: "C1", On: "2025-07-11", By: "forum", About: "ICB", Question: forumsWords, Public: true},
		&plan.Challenge{ID: "C2", On: "2025-07-11", By: "forum", About: "ICB", Question: secret},
		level("2025", plan.BoardOrg, 3, "Reviews are held on time."), level("2025", plan.ForumOrg, 2, forumsWords))
	l.publish("2025", 1)
	l.now = l.now.AddDate(1, 0, 0)
	l.write(&plan.Assessment{Cycle: "2026", Framework: l.desk.Frameworks.Newest().Version, State: plan.Draft},
		level("2026", plan.BoardOrg, 2, "Decisions are late <since> spring."), level("2026", plan.Council, 4, "Council thinks so."), level("2026", plan.ICB, 2, "ICB thinks so."), level("2026", plan.ForumOrg, 1, forumsWords),
		&plan.Survey{Cycle: "2026", Statement: "5.3", Perspective: plan.Families, Instrument: plan.FivePoint, StrongNo: 60, No: 53, Yes: 20, StrongYes: 10, DontKnow: 5, Opened: "2026-05-01", Closed: "2026-06-01"},
		&plan.Response{Cycle: "2026", Item: "5.3", Rule: "G2", Answer: plan.Investigate, Text: "We look at thirty reviews.", Owner: "Head of SEN", Due: "2026-11-01", On: "2026-08-01"},
		&plan.Reply{Cycle: "2026", Item: "5.3", Rule: "G2", Text: forumsWords, On: "2026-08-02"},
		&plan.Voice{Cycle: "2026", From: plan.ForumOrg, Text: forumsWords, On: "2026-08-02"},
		&plan.SignOff{Cycle: "2026", Role: "forum", Name: "Chair", Answer: plan.Disagree, Text: forumsWords, On: "2026-08-30"})
	l.publish("2026", 2)
	l.now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	l.write(&plan.Update{Action: "A1", On: "2026-11-01", N: 1, Status: plan.AtRisk, Text: "The letters <wait> for a post."})
	return l
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	text   string
	page   *html.Node
}

func (l *library) get(path string) answer {
	l.t.Helper()
	w := httptest.NewRecorder()
	l.site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	node, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		l.t.Fatal(err)
	}
	return answer{w.Code, w.Header(), unpacked(l.t, w.Body.String()), node}
}

// unpacked is what a spreadsheet holds, which is packed; other texts are as they are.
func unpacked(t *testing.T, text string) string {
	t.Helper()
	if !strings.HasPrefix(text, "PK") {
		return text
	}
	packed, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range packed.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// words is the text of a node as a reader sees it, with the lines of quotes kept.
func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(words(c))
	}
	return b.String()
}

// quotes are the texts printed unedited.
func (a answer) quotes() (all []string) {
	for n := range a.page.Descendants() {
		if n.Type == html.ElementNode && n.Data == "blockquote" {
			all = append(all, words(n))
		}
	}
	return all
}

// says holds the page's words, with all white space as one, to sentences.
func (a answer) says(t *testing.T, sentences ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(words(a.page)), " ")
	for _, s := range sentences {
		if !strings.Contains(text, s) {
			t.Errorf("the page does not say %q: %.6000s", s, text)
		}
	}
}
