package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"inclusion/internal/browsertest"
)

// mostClicks lead from an area's page to the answer of any question.
const mostClicks = 3

// A question that somebody asks, and the way to its answer from an area's page.
type question struct {
	number int // in the reference's list of acceptance questions
	asks   string
	asked  string
	from   string   // code of the area
	clicks []string // the words of each link that is followed
	// stands is what must stand on the page in the end, worked out from the published values: the words of each statement stand in one line
	// or one row of a table.
	stands func(published) []statement
}

// statement is what stands together in one line.
type statement []string

// on says whether the statement stands in one of the lines.
func (s statement) on(lines []string) bool {
	for _, line := range lines {
		every := true
		for _, words := range s {
			every = every && strings.Contains(line, words)
		}
		if every {
			return true
		}
	}
	return false
}

var questions = []question{
	{2, "board", "Where do families disagree with us most? What is published of it", "101", []string{"Themes", "Ten themes at a glance"}, published.appealsAreAllThatIsPublishedOfTrust},
	{4, "board", "Which legal standards are we not meeting in most cases, how far off, is it improving?", "107", []string{"Themes", "Legal standards"}, published.unmetStandards},
	{6, "board", "Which of our ten themes have no public data at all, and what local measure do we use instead?", "101", []string{"Themes", "Without public data"}, published.unspokenThemes},
	{11, "forum", "How does my area compare with ten similar areas on appeals, absence and suspensions?", "101", []string{"Similar areas"}, published.besideSimilarAreas},
	{11, "forum", "What do the figures not show?", "101", []string{"Similar areas", "What these figures do not show"}, published.notShown},
	{13, "forum", "Can I take one page to a meeting, on paper, in plain English?", "101", []string{"For families"}, published.plainEnglish},
	{14, "region", "For the areas of one group: level and change since January 2023, beside neighbours outside the programme", "101", []string{"Expert partnerships", "Northmarch"}, published.partnershipSince2023},
	{14, "region", "For all trial areas together: the same", "101", []string{"Expert partnerships", "All 25 areas together"}, published.trialAreasSince2023},
	{15, "region", "Which areas share the same weak spot?", "101", []string{"Expert partnerships", "Northmarch", "Shared weak spots, to learn together"}, published.sharedWeakSpots},
	{16, "region", "Which areas' published scores and data disagree most? What published data say, theme by theme", "101", []string{"Themes", "Ten themes at a glance"}, published.signalsAtAGlance},
	{17, "region", "How old is each area's data?", "101", []string{"Expert partnerships", "Northmarch", "How old the figures are"}, published.howOldInAPartnership},
	{18, "region", "Is it clear on the screen that differences are not programme effects?", "101", []string{"Expert partnerships", "Northmarch"}, published.notEffects},
	{23, "inspector", "Which figures are published, which are local, and how old?", "101", []string{"Themes", "What a board can count itself 3 measures"}, published.publishedAndLocal},
	{23, "inspector", "With what limits?", "101", []string{"Plans issued in 20 weeks"}, published.limits},
}

// TestEveryQuestionIsAnsweredInThreeClicks asks what boards, forums, regions and inspectors ask, and clicks from an area's page to the answer.
func TestEveryQuestionIsAnsweredInThreeClicks(t *testing.T) {
	url := sharedSite(t)
	ctx := browsertest.Open(t)
	for _, q := range questions {
		t.Run(q.asked, func(t *testing.T) {
			lines := walked(t, ctx, url+"/areas/"+q.from, q.clicks)
			mustSay(t, fmt.Sprintf("question %d of the %s", q.number, q.asks), lines, q.stands(published{t, url}))
		})
	}
}

// walked clicks from a page to another, on a laptop, and reads what stands there.
func walked(t *testing.T, ctx context.Context, from string, clicks []string) []string {
	t.Helper()
	if len(clicks) > mostClicks {
		t.Fatalf("%d clicks are too many", len(clicks))
	}
	visit(t, ctx, from)
	for _, link := range clicks {
		if err := browsertest.Follow(ctx, link); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := browsertest.Said(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// mustSay holds an answer against the lines of a page.
func mustSay(t *testing.T, question string, lines []string, answer []statement) {
	t.Helper()
	if len(answer) == 0 {
		t.Fatal("nothing is asked of the page")
	}
	for _, s := range answer {
		if !s.on(lines) {
			t.Errorf("%s: no line of the page says %q", question, s)
		}
	}
}

// TestNoAnswerIsAGivenOne: a statement holds only where all its words stand in one line.
func TestNoAnswerIsAGivenOne(t *testing.T) {
	lines := []string{"Appeal rate | 4.1% | 8.3%", "Absence | 14.0%"}
	for want, s := range map[bool]statement{true: {"Appeal rate", "8.3%"}, false: {"Appeal rate", "14.0%"}} {
		if s.on(lines) != want {
			t.Errorf("%q stands: %v, want %v", s, !want, want)
		}
	}
}
