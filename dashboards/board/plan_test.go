package board

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// promise is a whole action of the council as its form sends it.
func promise() url.Values {
	return url.Values{"base": {"0"}, "title": {"Hold every annual review on time"}, "body": {"LA education"}, "lead": {"Head of SEND"}, "due": {"2026-07-31"},
		"measure": {"Reviews on time"}, "baseline": {"47%"}, "baseline_on": {"2026-01-31"}, "status": {"on track"}, "start": {"2026-01-05"}}
}

// errorAt is what a page says is wrong with a field of a form.
func (a answer) errorAt(form, field string) string {
	return strings.TrimPrefix(wordsOf(a.byID(form+"-"+field+"-error")), "Error: ")
}

func TestRule_9_10_AnActionWithoutItsPartsIsRefusedAtEachField(t *testing.T) {
	o := openOffice(t)
	form := promise()
	for _, field := range []string{"body", "lead", "due", "measure", "baseline"} {
		form.Del(field)
	}
	got := o.post(administrator, "/board/101/actions/new", form, false)
	if got.status != http.StatusUnprocessableEntity || len(o.book().Actions) != 0 {
		t.Fatalf("status %d, %d actions saved; want 422 and none", got.status, len(o.book().Actions))
	}
	for field, want := range map[string]string{"body": "The accountable body is one of", "lead": "Name the role that leads", "due": "Give the day by which",
		"measure": "Say how you will measure", "baseline": "Give the starting value, or the day"} {
		if said := got.errorAt("action", field); !strings.HasPrefix(said, want) {
			t.Errorf("at %s the page says %q, want %q", field, said, want)
		}
		if link := "#action-" + field; len(got.all(func(n *html.Node) bool { return n.Data == "a" && attrOf(n, "href") == link })) != 1 {
			t.Errorf("the summary above the form does not lead to %s", link)
		}
	}
	if kept := wordsOf(got.byID("action-title")); kept != "Hold every annual review on time" {
		t.Errorf("the title that was written is %q now", kept)
	}
}

func TestRule_9_10_ABaselineMayBeSetLater(t *testing.T) {
	o := openOffice(t)
	form := promise()
	form.Del("baseline")
	form.Del("baseline_on")
	form.Set("baseline_by", "2026-04-30")
	if got := o.post(administrator, "/board/101/actions/new", form, false); got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, wordsOf(got.page))
	}
	if page := wordsOf(o.get(administrator, "/board/101/actions/A1").page); !strings.Contains(page, "To be set by 30 April 2026") {
		t.Error("the action does not say by when its starting value is set")
	}
}

func TestRule_9_10_LateAndStaleActionsSaySoInWords(t *testing.T) {
	o := openOffice(t)
	o.save(administrator,
		&plan.Action{ID: "A1", Title: "Late one", Body: "ICB", Lead: "Lead", Start: "2026-01-01", Due: "2026-01-21", Measure: "m", Baseline: "1", Status: "on track"},
		&plan.Action{ID: "A2", Title: "Quiet one", Body: "LA education", Lead: "Lead", Start: "2025-11-24", Due: "2026-07-21", Measure: "m", Baseline: "1", Status: "at risk"},
		&plan.Action{ID: "A3", Title: "Fine one", Body: "LA education", Lead: "Lead", Start: "2026-01-21", Due: "2026-07-21", Measure: "m", Baseline: "1", Status: "on track"})
	page := o.get(ofICB, "/board/101/actions")
	for _, want := range []string{"On track ▶ late by 12 days", "At risk ◷ no news for 70 days", "3 actions, 3 still open. 1 past the due date and not done; 1 without news for more than 60 days.",
		"Action A1, Late one, belongs to no statement of the self-assessment."} {
		if !strings.Contains(wordsOf(page.page), want) {
			t.Errorf("the list of actions does not say %q", want)
		}
	}
	for filter, want := range map[string]string{"show=late": "Late one", "show=stale": "Quiet one", "body=ICB": "Late one"} {
		rows := o.get(ofICB, "/board/101/actions?"+filter).all(func(n *html.Node) bool { return n.Data == "tr" && strings.Contains(wordsOf(n), " one A") })
		if len(rows) != 1 || !strings.Contains(wordsOf(rows[0]), want) {
			t.Errorf("with %s the list shows %d actions, want %q alone", filter, len(rows), want)
		}
	}
}

func TestMilestonesAreAddedWithoutScript(t *testing.T) {
	o := openOffice(t)
	form := promise()
	form.Set("milestones.0.planned", "60%")
	form.Set("milestones.0.planned_on", "2026-04-30")
	form.Set("milestones.1.planned", "")
	if got := o.post(administrator, "/board/101/actions/new", form, false); got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, wordsOf(got.page))
	}
	if n := len(o.book().Actions["A1"].Milestones); n != 1 {
		t.Fatalf("%d milestones are kept, want the one that was filled in", n)
	}
	page := o.get(administrator, "/board/101/actions/A1")
	if page.byID("action-milestones.1.planned") == nil || page.byID("action-milestones.2.planned") != nil {
		t.Error("the form does not offer one empty milestone more than there are")
	}
	form.Set("base", "1")
	form.Set("milestones.1.planned", "80%")
	got := o.post(administrator, "/board/101/actions/A1", form, false)
	if said := got.errorAt("action", "milestones.1.planned_on"); got.status != http.StatusUnprocessableEntity || said != "Give the day of milestone 2." {
		t.Errorf("a milestone without a day: status %d, %q", got.status, said)
	}
}

func TestPartnersWriteOnlyTheirOwnActions(t *testing.T) {
	o := openOffice(t)
	o.save(administrator, &plan.Action{ID: "A1", Title: "The council's", Body: "LA education", Lead: "Lead", Due: "2026-07-21", Measure: "m", Baseline: "1", Status: "on track"})
	change := promise()
	change.Set("base", "1")
	if got := o.post(ofICB, "/board/101/actions/A1", change, false); got.status != http.StatusForbidden {
		t.Errorf("the ICB changes the council's action: status %d", got.status)
	}
	read := o.get(ofICB, "/board/101/actions/A1")
	if read.byID("action-title") != nil || !strings.Contains(wordsOf(read.page), "This action is answered for by: Council: education.") {
		t.Error("the ICB sees a form for the council's action, or is not told why there is none")
	}
	if got := o.post(ofCouncil, "/board/101/actions/A1", change, false); got.status != http.StatusSeeOther || o.book().Actions["A1"].Title != "Hold every annual review on time" {
		t.Errorf("the council changes its own action: status %d", got.status)
	}
	if got := o.post(ofYoung, "/board/101/actions/new", promise(), false); got.status != http.StatusForbidden {
		t.Errorf("the young people's lead adds an action: status %d", got.status)
	}
}

func TestWhatPeopleWriteIsNeverMarkupNorFormula(t *testing.T) {
	o := openOffice(t)
	const nasty = `=HYPERLINK("http://x.example","<b id='x'>y</b>")<script>alert(1)</script>`
	o.save(administrator, &plan.Action{ID: "A1", Title: nasty, Families: nasty, Body: "LA education", Lead: nasty, Due: "2026-07-21", Measure: nasty, Baseline: nasty, Status: "on track"},
		&plan.Update{Action: "A1", On: "2026-02-01", N: 1, Status: "on track", Text: nasty}, &plan.Priority{ID: "P1", Title: nasty, Why: nasty, Theme: "T5", Families: nasty},
		&plan.Section{ID: "S2", Parts: map[string]string{"vision": nasty}})
	for _, path := range []string{"actions", "actions/A1", "priorities", "priorities/P1", "plan/plan.S2", "plan", "history/action?key=A1"} {
		got := o.get(administrator, "/board/101/"+path)
		if got.status != http.StatusOK {
			t.Fatalf("%s: status %d", path, got.status)
		}
		if got.byID("x") != nil || len(got.all(func(n *html.Node) bool { return n.Data == "script" && attrOf(n, "src") == "" })) > 0 {
			t.Errorf("%s: a text became markup", path)
		}
	}
	if words := wordsOf(o.get(administrator, "/board/101/actions/A1").byID("main")); !strings.Contains(words, `=HYPERLINK("http://x.example"`) {
		t.Error("the text is not shown as it was written")
	}
}

func TestAQuestionIsTakenOutByWhoeverAskedItAlone(t *testing.T) {
	o := openOffice(t)
	asked := &plan.Challenge{ID: "C1", On: "2026-01-20", By: "forum", About: "council", Question: "Why are reviews late?"}
	o.save(ofForum, asked)
	for name, who := range map[string]*account.Person{"board": administrator, "ICB": ofICB} {
		if o.get(who, "/board/101/challenges/C1").byID("remove") != nil {
			t.Errorf("%s: the page offers to take the forum's question out", name)
		}
		if got := o.post(who, "/board/101/challenges/C1/remove", url.Values{"base": {"1"}}, false); got.status != http.StatusForbidden || o.book().Challenges["C1"] == nil {
			t.Errorf("%s takes the forum's question out: status %d", name, got.status)
		}
	}
	if o.get(ofForum, "/board/101/challenges/C1").byID("remove") == nil {
		t.Error("the forum is not offered to take its question out")
	}
	if got := o.post(ofForum, "/board/101/challenges/C1/remove", url.Values{"base": {"1"}}, false); got.status != http.StatusSeeOther || o.book().Challenges["C1"] != nil {
		t.Errorf("the forum takes its question out: status %d", got.status)
	}
}

func TestWhatNobodySeesIsNotKept(t *testing.T) {
	o := openOffice(t)
	got := o.post(administrator, "/board/101/priorities/new", url.Values{"title": {"Plans\x00 on\u202e time\x1b"}, "why": {"One\vline\r\nand\tanother\x07"}, "order": {"1"}, "families": {"Plans come on time."}, "theme": {"T5"}}, false)
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	if one := o.book().Priorities["P1"]; one == nil || one.Title != "Plans on time" || one.Why != "Oneline\nand\tanother" {
		t.Errorf("kept: %+v", one)
	}
}

func TestASectionIsSavedAsOneWrites(t *testing.T) {
	o := openOffice(t)
	page := o.get(administrator, "/board/101/plan/plan.S2")
	if form := page.byID("section"); form == nil || !slices.ContainsFunc(form.Attr, func(a html.Attribute) bool { return a.Key == "data-saves" }) || page.valueIn("section", "base") != "0" {
		t.Fatal("the section has no form that is saved as one writes")
	}
	got := o.post(administrator, "/board/101/plan/plan.S2", url.Values{"base": {"0"}, "vision": {"Every child belongs."}, "outcomes": {""}, "measures": {""}}, true)
	if got.status != http.StatusNoContent || got.header.Get("X-Revision") != "1" {
		t.Fatalf("saved quietly: status %d, revision %q", got.status, got.header.Get("X-Revision"))
	}
	late := o.post(administrator, "/board/101/plan/plan.S2", url.Values{"base": {"0"}, "vision": {"Another vision."}}, false)
	if late.status != http.StatusConflict || !strings.Contains(wordsOf(late.page), "Somebody else saved this first") || !strings.Contains(wordsOf(late.page), "Every child belongs.") {
		t.Errorf("somebody else was first: status %d", late.status)
	}
	if text := o.book().Sections["plan.S2"].Text("vision"); text != "Every child belongs." {
		t.Errorf("the vision is %q now", text)
	}
	if words := wordsOf(o.get(ofICB, "/board/101/plan").page); !strings.Contains(words, "required parts are filled") || !strings.Contains(words, "does not say how good it is") {
		t.Error("the plan does not say how much of it is filled, and what that count is")
	}
	if got := o.post(ofICB, "/board/101/plan/plan.S2", url.Values{"base": {"1"}, "vision": {"Mine."}}, false); got.status != http.StatusForbidden {
		t.Errorf("the ICB writes the plan: status %d", got.status)
	}
}

func TestADecisionKeepsTheFiguresThatWereSeen(t *testing.T) {
	o := openOffice(t)
	got := o.post(administrator, "/board/101/decisions/new", url.Values{"on": {"2026-02-01"}, "item": {"Annual reviews"}, "decided": {"Two more officers"}, "by": {"The board"},
		"seen.0.indicator": {"S10"}, "seen.0.value": {""}, "seen.0.vintage": {""}, "seen.1.indicator": {""}}, false)
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, wordsOf(got.page))
	}
	seen := o.book().Decisions["D1"].Seen
	if len(seen) != 1 || seen[0].Value != "47.0%" || !strings.HasPrefix(seen[0].Vintage, "2024") {
		t.Errorf("the figures seen are %+v, want the newest value of S10 and its period", seen)
	}
}

func TestSmallNumbersAreRefusedAtTheirField(t *testing.T) {
	o := openOffice(t)
	got := o.post(administrator, "/board/101/measures/L-CME1", url.Values{"base": {"0"}, "period": {"2026-01"}, "on": {"2026-01-31"}, "value": {"3"}, "source": {"Own count"}}, false)
	if said := got.errorAt("value", "value"); got.status != http.StatusUnprocessableEntity || !strings.HasPrefix(said, "A count of 1 to 4 could tell who a child is.") {
		t.Errorf("status %d, %q", got.status, said)
	}
	ok := o.post(administrator, "/board/101/measures/L-QA1", url.Values{"base": {"0"}, "period": {"2026-01"}, "on": {"2026-01-31"}, "numerator": {"30"}, "denominator": {"40"}, "source": {"Audit"}}, false)
	if ok.status != http.StatusSeeOther || *o.book().Locals["L-QA1/2026-01"].Value != 75 {
		t.Fatalf("30 of 40: status %d", ok.status)
	}
	if words := wordsOf(o.get(ofICB, "/board/101/measures").page); !strings.Contains(words, "75.0%") || !strings.Contains(words, "local, declared by the partnership") || !strings.Contains(words, "worked out from the plan") {
		t.Error("the list of local measures lacks the value, whose it is, or what is worked out")
	}
	again := o.post(administrator, "/board/101/measures/L-QA1", url.Values{"base": {"0"}, "period": {"2026-01"}, "on": {"2026-01-31"}, "value": {"50"}, "denominator": {"40"}, "source": {"Audit"}}, false)
	if said := again.errorAt("value", "period"); !strings.HasPrefix(said, "There is a value of January 2026 already") {
		t.Errorf("a second value of the same month: %q", said)
	}
}

func TestThePublishPageSaysExactlyWhatIsMissing(t *testing.T) {
	o := openOffice(t)
	words := wordsOf(o.get(administrator, "/board/101/publish").byID("main"))
	for _, want := range []string{"Can we publish this version now? No, not yet. Still missing: the board has scored at least 60% of statements: 0 of 53; every organisation asked has responded",
		"Missing: The board has scored at least 60% of statements: 0 of 53", "Every role has signed the text as it stands: 0 of 7", "Move it on to partner review"} {
		if !strings.Contains(words, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if got := o.post(administrator, "/board/101/publish/move/partner-review", nil, false); got.status != http.StatusUnprocessableEntity || !strings.Contains(wordsOf(got.page), "60% of statements") {
		t.Errorf("a move whose guard is not met: status %d", got.status)
	}
	if got := o.post(ofICB, "/board/101/publish/move/partner-review", nil, false); got.status != http.StatusForbidden {
		t.Errorf("a partner moves the assessment: status %d", got.status)
	}
	if got := o.post(administrator, "/board/101/publish/move/withdrawn", url.Values{"reason": {""}}, false); got.errorAt("move", "reason") == "" {
		t.Errorf("withdrawn without a reason: status %d, no word at the field", got.status)
	}
	for _, who := range []*account.Person{ofRegion, nil} {
		if got := o.get(who, "/board/101/publish"); got.status == http.StatusOK {
			t.Error("somebody without a place in the partnership sees the publish page")
		}
	}
}

func TestSignOffsAreOfTheRightRoleAndDissentIsKeptWordForWord(t *testing.T) {
	o := openOffice(t)
	const dissent = "We do not agree.\n\nFamilies were asked late, and <not> heard; see page 4."
	page := o.get(ofForum, "/board/101/publish")
	form := url.Values{"base": {"0"}, "name": {"Sam Example"}, "answer": {"disagree"}, "text": {strings.ReplaceAll(dissent, "\n", "\r\n")}, "text_sha256": {page.valueIn("sign-forum-form", "text_sha256")}}
	if got := o.post(ofForum, "/board/101/publish/sign-offs/dcs", form, false); got.status != http.StatusForbidden {
		t.Errorf("the forum signs for the council: status %d", got.status)
	}
	if page.byID("sign-dcs-form") != nil {
		t.Error("the forum is offered the council's form")
	}
	if got := o.post(ofForum, "/board/101/publish/sign-offs/forum", form, false); got.status != http.StatusSeeOther {
		t.Fatalf("the forum signs: status %d, %s", got.status, wordsOf(got.page))
	}
	if kept := o.book().SignOffs["2026/forum"].Text; kept != dissent {
		t.Errorf("the dissent is kept as %q", kept)
	}
	shown := o.get(administrator, "/board/101/publish").byID("sign-forum")
	quoted := ""
	for n := range shown.Descendants() {
		if n.Type == html.ElementNode && n.Data == "blockquote" {
			quoted = n.FirstChild.Data
		}
	}
	if quoted != dissent || !strings.Contains(wordsOf(shown), "Disagrees") {
		t.Errorf("the page prints %q", quoted)
	}
	o.save(administrator, &plan.Priority{ID: "P1", Title: "New", Why: "Why", Theme: "T5"})
	if words := wordsOf(o.get(administrator, "/board/101/publish").byID("sign-forum")); !strings.Contains(words, "The text has changed since this was signed.") {
		t.Error("a signature of an older text does not say so")
	}
}

func TestTheHistoryShowsEachFieldBeforeAndAfter(t *testing.T) {
	o := openOffice(t)
	one := &plan.Risk{ID: "R1", Title: "Money runs out", Likelihood: "low", Impact: "high", Mitigation: "Watch it", Owner: "Treasurer", Review: "2026-06-30"}
	o.save(administrator, one)
	later := *one
	later.Likelihood = "high"
	o.save(administrator, &later)
	if words := wordsOf(o.get(administrator, "/board/101/history").page); !strings.Contains(words, "Risk R1") || !strings.Contains(words, "changed, revision 2") {
		t.Error("the history does not list the risk and its second revision")
	}
	section := o.get(administrator, "/board/101/history/risk?key=R1").byID("revision-2")
	if words := wordsOf(section); !strings.Contains(words, "How likely it is low high") || strings.Contains(words, "Money runs out") {
		t.Errorf("revision 2 shows %q, want the one field that changed", words)
	}
	if got := o.get(ofICB, "/board/101/history"); got.status != http.StatusForbidden {
		t.Errorf("a partner reads the history: status %d", got.status)
	}
}

func TestEveryPageOfThePlanOpensEmptyAndFilled(t *testing.T) {
	o := openOffice(t)
	paths := []string{"plan", "profile", "priorities", "actions", "decisions", "challenges", "risks", "changes", "findings", "measures", "measures/L-ACT1", "measures/L-CME1",
		"publish", "versions", "history", "cautions", "publish/move/partner-review"}
	for _, m := range plan.Sections() {
		paths = append(paths, "plan/"+m.Ref())
	}
	for _, page := range []string{"priorities", "actions", "decisions", "challenges", "risks", "changes", "findings"} {
		paths = append(paths, page+"/new")
	}
	for _, path := range paths {
		got := o.get(administrator, "/board/101/"+path)
		if got.status != http.StatusOK || len(got.all(func(n *html.Node) bool { return n.Data == "h1" })) != 1 {
			t.Errorf("%s: status %d", path, got.status)
		}
		seen := map[string]bool{}
		for _, n := range got.all(func(n *html.Node) bool { return attrOf(n, "id") != "" }) {
			if id := attrOf(n, "id"); seen[id] {
				t.Errorf("%s: the id %q is used twice", path, id)
			} else {
				seen[id] = true
			}
		}
	}
}
