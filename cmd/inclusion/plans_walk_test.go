package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"inclusion/internal/browsertest"
	"inclusion/internal/desk/invented"
	"inclusion/internal/plan"
)

// asked is a question about what a partnership wrote, and the way to its answer.
type asked struct {
	number int // in the reference's list of acceptance questions
	asks   string
	asked  string
	who    string // e-mail address of who has signed in; "" for anybody, and inspector for whoever came by the link
	from   string // page; the inspector's is the pack
	clicks []string
	// stands is what must stand on the page in the end, worked out from the documents themselves.
	stands func(documents) []statement
}

const (
	inspector   = "the link"
	ofBoard     = "board.101@sample.invalid"
	ofDraft     = "board.103@sample.invalid"
	theLink     = "/pack/" + invented.LinkSecret
	lateAction  = "A4 Open six more overnight beds and a sitting service for teenagers"
	reviewTheme = "T5 Assessments, plans, reviews and redress"
)

var askedOfPlans = []asked{
	{1, "board", "Which statements did we score lower than a year ago, and why?", "", "/areas/101", []string{"Plan and self-assessment", "What has changed"}, documents.scoredLower},
	{2, "board", "Where do families disagree with us most, and have we answered?", "", "/areas/101", []string{"Plan and self-assessment", "Where we disagree"}, documents.familiesDisagreeMost},
	{3, "board", "Which actions are late, whose are they, and which inspection finding does each answer?", ofBoard, "/board/101", []string{"Actions"}, documents.lateActions},
	{3, "board", "Which actions are late, whose are they, and which inspection area does each belong to? For everybody", "", "/areas/101", []string{"Plan and self-assessment", "Promises and progress"}, documents.latePromises},
	{5, "board", "What did we decide at the last three meetings because of data?", ofBoard, "/board/101", []string{"Decisions"}, documents.lastThreeMeetings},
	{7, "board", "Can we publish this version now? If not, exactly what is missing?", ofDraft, "/board/103", []string{"Publish"}, documents.missing},
	{7, "board", "Can we publish this version now? It is published", ofBoard, "/board/101", []string{"Publish"}, documents.isPublished},
	{8, "forum", "What does the area say about itself on waiting, reviews and short breaks, and what evidence does it give?", "", "/areas/101", []string{"For families"}, documents.onWaiting},
	{9, "forum", "Who, by role and organisation, promised this, by when, and what is the latest update?", "", "/areas/101", []string{"Plan and self-assessment", "Promises and progress", lateAction}, documents.whoPromised},
	{10, "forum", "Is our comment printed unedited next to the score?", "", "/areas/101", []string{"Plan and self-assessment", reviewTheme}, documents.forumUnedited},
	{10, "forum", "Is our dissent printed unedited?", "", "/areas/101", []string{"Plan and self-assessment"}, documents.dissent},
	{12, "forum", "What has changed since families were last asked?", "", "/areas/101", []string{"Plan and self-assessment", "What has changed"}, documents.sinceFamiliesWereAsked},
	{15, "region", "Which areas share the same weakest statement, and who scores 4 with family agreement?", "", "/areas/101", []string{"Expert partnerships", "Northmarch", "Shared weakest statements, to learn together"}, documents.sharedWeakest},
	{16, "region", "Which areas' published scores and data disagree most, with answers?", "", "/areas/101", []string{"Expert partnerships", "Northmarch", "Where published levels and data disagree"}, documents.againstData},
	{17, "region", "How old is each area's plan?", "", "/areas/101", []string{"Expert partnerships", "Northmarch", "How old each area’s plan is"}, documents.howOldPlansAre},
	{19, "inspector", "What changed since the last meeting (leadership, demand, services, plan)?", inspector, "", []string{"What has changed since last time"}, documents.changedSinceLastTime},
	{20, "inspector", "Progress on each area for priority action or improvement, by responsible body, with measure, target, actual and impact", inspector, "", []string{"Progress on the strategic or priority action plan"}, documents.progressByBody},
	{21, "inspector", "How is alternative provision commissioned, overseen and known to the authority?", inspector, "", []string{"Alternative provision (AP)"}, documents.alternativeProvision},
	{22, "inspector", "Is the self-evaluation shared by partners, and did the forum agree to it?", inspector, "", []string{"Where we disagree"}, documents.whoAgreed},
	{23, "inspector", "Which figures are local, and how old?", inspector, "", []string{"Data"}, documents.localFigures},
}

// TestEveryQuestionAboutAPlanIsAnsweredInThreeClicks asks what boards, forums, regions and inspectors ask of what a partnership wrote.
func TestEveryQuestionAboutAPlanIsAnsweredInThreeClicks(t *testing.T) {
	s := openShared(t)
	read := newDocuments(t, s)
	browsers := map[string]context.Context{}
	for _, q := range askedOfPlans {
		ctx, ok := browsers[q.who]
		if !ok {
			ctx = browsertest.Open(t)
			switch q.who {
			case "":
			case inspector:
				openByLink(t, ctx, s.url)
			default:
				signIn(t, ctx, s.url, q.who)
			}
			browsers[q.who] = ctx
		}
		t.Run(q.asked, func(t *testing.T) {
			from := s.url + q.from
			if q.who == inspector {
				from = s.url + "/board/101/pack/2"
			}
			lines := walked(t, ctx, from, q.clicks)
			mustSay(t, fmt.Sprintf("question %d of the %s", q.number, q.asks), lines, q.stands(read.in(t)))
		})
	}
}

// openByLink opens the inspector's link and gives the code, as somebody without an account does.
func openByLink(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	visit(t, ctx, url+theLink)
	evaluate[bool](t, ctx, `document.querySelector("#code-code").focus() ?? true`)
	press(t, ctx, invented.Code)
	follow(t, ctx, "\r")
	if h := evaluate[string](t, ctx, `document.querySelector("h1").textContent`); !strings.Contains(h, "Alderbrook") {
		t.Fatalf("the link and its code open %q", h)
	}
}

// TestTheForumsWordsStandBesideTheScore: they are in the same part of the page as the board's level, exactly as they were written.
func TestTheForumsWordsStandBesideTheScore(t *testing.T) {
	s := openShared(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, s.url+"/areas/101/plan/themes/T5")
	book := newDocuments(t, s).published("101")
	want := book.Score(book.Version.Cycle, "5.3", plan.Forum, plan.ForumOrg).Rationale
	got := evaluate[[]string](t, ctx, `(() => {
		const views = document.getElementById("s5.3").parentElement.querySelectorAll("#s5\\.3 ~ .views-of")[0];
		const board = views.children[0].querySelector(".level").textContent, forum = views.children[1];
		return [board.replace(/\s+/g, " ").trim(), forum.querySelector("blockquote").textContent, String(views.getClientRects().length)];
	})()`)
	if !strings.Contains(got[0], "3 Established") || got[1] != want || got[2] == "0" {
		t.Errorf("beside %q the forum says %q, want %q", got[0], got[1], want)
	}
}

// inspectorsPages is all that the link opens.
var inspectorsPages = []string{"/board/101/pack/2", "/board/101/pack/2.xlsx", "/board/101/pack/2.zip"}

// TestAnInspectorOpensAndPrintsThePackFromOneLink: without an account, read-only, and nothing else opens.
func TestAnInspectorOpensAndPrintsThePackFromOneLink(t *testing.T) {
	const most = 20
	s := openShared(t)
	ctx := browsertest.Open(t)
	visit(t, ctx, s.url+"/board/101/pack/2")
	if h := evaluate[string](t, ctx, `document.body.textContent`); strings.Contains(h, "Self-evaluation of 2026") {
		t.Fatal("the pack opens without the link")
	}
	openByLink(t, ctx, s.url)
	if n := evaluate[int](t, ctx, `document.querySelectorAll("main form, main button, main input, main textarea").length`); n > 0 {
		t.Errorf("the pack has %d things to press or fill in", n)
	}
	if away := evaluate[[]string](t, ctx, `[...document.querySelectorAll("a[href^='/board'], a[href^='/account']")].map(a => a.getAttribute("href")).filter(h => !h.startsWith("/board/101/pack/2"))`); len(away) > 0 {
		t.Errorf("the pack leads to %q, where the inspector may not go", away)
	}
	for path, want := range s.asSeen(t, ctx, inspectorsPages, workingPages()) {
		if (want == 200) != (strings.HasPrefix(path, "/board/101/pack/2")) {
			t.Errorf("whoever has the link is answered %d at %s", want, path)
		}
	}
	paper, err := browsertest.Print(ctx, s.url+"/board/101/pack/2")
	if err != nil {
		t.Fatal(err)
	}
	if n := paper.Sheets(); n == 0 || n > most {
		t.Errorf("the pack prints on %d sheets", n)
	}
	printed := oneLine(strings.Join(paper.Text(t), " "))
	for _, words := range []string{"Alderbrook SEND and AP partnership", "Front page", "How to read this", "We sign that this is our view and want it printed here."} {
		if !strings.Contains(printed, words) {
			t.Errorf("the printed pack does not say %q", words)
		}
	}
}

// asSeen are the statuses that the browser's session is answered with.
func (s *running) asSeen(t *testing.T, ctx context.Context, lists ...[]string) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for _, paths := range lists {
		for _, path := range paths {
			seen[path] = evaluateSoon[int](t, ctx, `fetch("`+path+`").then(r => r.status)`)
		}
	}
	return seen
}
