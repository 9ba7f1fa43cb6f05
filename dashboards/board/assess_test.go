package board

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

const (
	statementPath = "/board/101/assessment/5.3"
	councilScore  = statementPath + "/scores/council"
)

func scoreWords(level, why string) url.Values {
	return url.Values{"base": {"0"}, "level": {level}, "rationale": {why}}
}

func TestAScoreIsSavedWithItsButtonAlone(t *testing.T) {
	o := openOffice(t)
	a := o.post(ofCouncil, councilScore, scoreWords("1", "Reviews are often late.\r\nWe know from the list."), false)
	if a.status != http.StatusSeeOther || a.header.Get("Location") != statementPath+"#score-council" {
		t.Fatalf("got %d to %q, want 303 back to the statement", a.status, a.header.Get("Location"))
	}
	s := o.book().Score("2026", "5.3", plan.Leaders, plan.Council)
	if s == nil || s.Level != 1 || s.Rationale != "Reviews are often late.\nWe know from the list." || s.On != "2026-02-02" {
		t.Errorf("%+v stands", s)
	}
	if page := o.get(ofICB, statementPath); !strings.Contains(wordsOf(page.byID("others").Parent), "Reviews are often late.") {
		t.Error("another organisation cannot read the council's reason")
	}
}

func TestWhatIsSavedWhileSomebodyWritesIsAnsweredWithItsRevision(t *testing.T) {
	o := openOffice(t)
	words := scoreWords("1", "Reviews are often late.")
	for range 2 { // the answer to the first was lost on its way: sending it again is no conflict
		a := o.post(ofCouncil, councilScore, words, true)
		if a.status != http.StatusNoContent || a.header.Get("X-Revision") != "1" {
			t.Fatalf("got %d with revision %q, want 204 with 1", a.status, a.header.Get("X-Revision"))
		}
	}
}

func TestWordsAreKeptWhereTheLevelIsNotEarnedYet(t *testing.T) {
	o := openOffice(t)
	a := o.post(ofCouncil, "/board/101/assessment/1.1/scores/council", scoreWords("3", "One vision is agreed."), true)
	s := o.book().Score("2026", "1.1", plan.Leaders, plan.Council)
	if a.status != http.StatusUnprocessableEntity || a.header.Get("X-Revision") != "1" || s == nil || s.Level != 0 || s.Rationale != "One vision is agreed." {
		t.Fatalf("got %d, revision %q, and %+v stands", a.status, a.header.Get("X-Revision"), s)
	}
	if got := wordsOf(a.byID("score-council")); !strings.Contains(got, "needs an owner") || !strings.Contains(got, "at least 30 words") {
		t.Errorf("the form does not say what level 3 needs: %s", got)
	}
}

func TestALevelAboveTheLegalFloorIsRefusedWithTheReason(t *testing.T) {
	o := openOffice(t)
	page := o.get(ofCouncil, statementPath)
	capped := page.all(func(n *html.Node) bool {
		return n.Data == "input" && attrOf(n, "name") == "level" && (attrOf(n, "value") == "3" || attrOf(n, "value") == "4")
	})
	for _, n := range capped {
		hint := wordsOf(page.byID(attrOf(n, "aria-describedby")))
		if !hasAttr(n, "disabled") || !strings.Contains(hint, "not met in most cases") || !strings.Contains(hint, "S10") {
			t.Errorf("level %s is open, or does not say why not: %q", attrOf(n, "value"), hint)
		}
	}
	if len(capped) != 2 {
		t.Fatalf("the form has %d levels above 2", len(capped))
	}
	a := o.post(ofCouncil, councilScore, scoreWords("4", "We think so."), false)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(wordsOf(a.byID("score-council")), "cannot be above 2") {
		t.Errorf("got %d: %s", a.status, wordsOf(a.byID("score-council")))
	}
	if len(o.book().Scores) != 0 {
		t.Error("something was saved")
	}
}

func TestAConflictShowsTheirsAndYoursAndWritesNothing(t *testing.T) {
	o := openOffice(t)
	o.post(ofCouncil, councilScore, scoreWords("1", "First of all it is late."), false)
	a := o.post(somebody("second", account.Partner, plan.Council), councilScore, scoreWords("1", "Written without having seen the first."), false)
	form := wordsOf(a.byID("score-council"))
	if a.status != http.StatusConflict || !strings.Contains(form, "First of all it is late.") || !strings.Contains(form, "Written without having seen the first.") || !strings.Contains(form, "Council saved it on 2 February 2026 at 14:02") {
		t.Fatalf("got %d: %s", a.status, form)
	}
	if got := o.book().Score("2026", "5.3", plan.Leaders, plan.Council).Rationale; got != "First of all it is late." {
		t.Errorf("%q stands", got)
	}
	if base := a.valueIn("score-council", "base"); base != "1" {
		t.Errorf("saving again is based on revision %q, want 1: what the writer has now seen", base)
	}
}

func TestWhatIsNotRightIsRefusedAndKeptInTheForm(t *testing.T) {
	long := strings.Repeat("x", longText+1)
	for name, c := range map[string]struct {
		path   string
		form   url.Values
		status int
		says   string
	}{
		"no such statement":                {"/board/101/assessment/5.9/scores/council", scoreWords("1", "Late."), http.StatusNotFound, "no statement"},
		"no such organisation":             {statementPath + "/scores/bakers", scoreWords("1", "Late."), http.StatusNotFound, "bakers"},
		"another's score":                  {statementPath + "/scores/icb", scoreWords("1", "Late."), http.StatusForbidden, "another organisation"},
		"a level that there is not":        {councilScore, scoreWords("5", "It is late, and often."), http.StatusUnprocessableEntity, "levels 1 to 4"},
		"a level that is no number":        {councilScore, scoreWords("2.5", "It is late, and often."), http.StatusUnprocessableEntity, "levels 1 to 4"},
		"a reason that is too long":        {councilScore, scoreWords("1", long), http.StatusUnprocessableEntity, "Shorten it"},
		"a reason with a child's birthday": {councilScore, scoreWords("1", "Sam was born on 3 May 2015 and waits."), http.StatusUnprocessableEntity, ""},
	} {
		o := openOffice(t)
		a := o.post(ofCouncil, c.path, c.form, false)
		if a.status != c.status || !strings.Contains(a.text, c.says) {
			t.Errorf("%s: got %d, want %d and %q", name, a.status, c.status, c.says)
		}
		if len(o.book().Scores) != 0 {
			t.Errorf("%s: something was saved", name)
		}
		if c.status == http.StatusUnprocessableEntity {
			if why := a.byID("score-council-rationale"); wordsOf(why) != c.form.Get("rationale") {
				t.Errorf("%s: what was written is lost", name)
			}
		}
	}
}

func TestMarkupInWordsStaysWords(t *testing.T) {
	o := openOffice(t)
	const nasty = `</textarea><script>alert(1)</script> it is "late" & often`
	o.post(ofCouncil, councilScore, scoreWords("1", nasty), false)
	for _, who := range []*account.Person{ofCouncil, ofICB} {
		page := o.get(who, statementPath)
		for _, n := range page.all(func(n *html.Node) bool { return n.Data == "script" }) {
			if attrOf(n, "src") == "" {
				t.Error("words became a script")
			}
		}
		if !strings.Contains(page.text, "&lt;script&gt;") {
			t.Error("the words are not shown as they were written")
		}
	}
}

// assessorPages are the pages as each person sees them.
var assessorPages = []struct {
	who  *account.Person
	path string
}{
	{administrator, "/board"}, {administrator, "/board/101"}, {administrator, "/board/101/assessment"}, {ofCouncil, "/board/101/assessment?show=unscored"}, {administrator, statementPath},
	{ofCouncil, statementPath}, {ofForum, statementPath}, {ofYoung, statementPath}, {ofForum, "/board/101/surveys"}, {ofYoung, "/board/101/surveys?of=young-people&theme=T5"},
	{ofCouncil, "/board/101/surveys"}, {ofCouncil, "/board/101/evidence"}, {ofCouncil, "/board/101/evidence/E1"}, {administrator, "/board/101/disagreements"}, {administrator, "/board/101/disagreements?open=5-3-G2"}, {ofForum, statementPath + "?open=5-3-G2"},
	{ofForum, "/board/101/disagreements"}, {administrator, "/board/101/perspectives"}, {ofForum, "/board/101/voices"},
}

// writtenOffice is an office that has been filled.
func writtenOffice(t *testing.T) *office {
	o := openOffice(t)
	o.fill()
	return o
}

// fill writes a statement that leaders and the forum see apart, with evidence and a survey.
func (o *office) fill() {
	o.save(ofCouncil, &plan.Evidence{ID: "E1", Title: "Review list", Type: "data", Date: "2026-01-10", Owner: "Head of SEND, council", Where: "Shared folder"},
		&plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.Council, Level: 2, Rationale: "Some reviews are on time.", Evidence: []string{"E1"}, On: "2026-02-01"})
	o.save(administrator, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.BoardOrg, Level: 2, Rationale: "Some reviews are on time.", Evidence: []string{"E1"}, On: "2026-02-01"})
	o.save(ofForum, &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Forum, Organisation: plan.ForumOrg, Level: 1, Rationale: "Families wait for months & more.", On: "2026-02-01"},
		&plan.Survey{Cycle: "2026", Statement: "5.3", Perspective: plan.Families, Instrument: plan.FivePoint, StrongNo: 50, No: 33, Neither: 30, Yes: 20, StrongYes: 10, DontKnow: 7, Opened: "2025-10-01", Closed: "2025-11-01"})
}

func TestEveryFieldHasALabelAndEveryFormWorksWithoutScript(t *testing.T) {
	o := writtenOffice(t)
	for _, c := range assessorPages {
		page := o.get(c.who, c.path)
		if page.status != http.StatusOK {
			t.Fatalf("%s for %s: %d %s", c.path, c.who.ID, page.status, page.text)
		}
		for _, n := range page.all(func(n *html.Node) bool { return n.Data == "input" || n.Data == "textarea" || n.Data == "select" }) {
			if attrOf(n, "type") == "hidden" {
				continue
			}
			id := attrOf(n, "id")
			if labels := page.all(func(l *html.Node) bool { return l.Data == "label" && attrOf(l, "for") == id }); id == "" || len(labels) != 1 || wordsOf(labels[0]) == "" {
				t.Errorf("%s: the field %q of the name %q has %d labels", c.path, id, attrOf(n, "name"), len(labels))
			}
		}
		for _, n := range page.all(func(n *html.Node) bool { return n.Data == "form" }) {
			buttons := 0
			for d := range n.Descendants() {
				if d.Data == "button" && attrOf(d, "type") == "submit" {
					buttons++
				}
			}
			if buttons != 1 || attrOf(n, "method") == "post" && attrOf(n, "action") == "" {
				t.Errorf("%s: the form %q has %d buttons and leads to %q", c.path, attrOf(n, "id"), buttons, attrOf(n, "action"))
			}
		}
	}
}

func TestPagesKeepIdsApartAndSayNoWordOfGrades(t *testing.T) {
	o := writtenOffice(t)
	for _, c := range assessorPages {
		page := o.get(c.who, c.path)
		seen := map[string]bool{}
		for _, n := range page.all(func(n *html.Node) bool { return attrOf(n, "id") != "" }) {
			if id := attrOf(n, "id"); seen[id] {
				t.Errorf("%s: two elements have the id %q", c.path, id)
			} else {
				seen[id] = true
			}
		}
		for _, word := range []string{" grade", "score out of", " pass ", " fail ", "data score", "overall score"} {
			if strings.Contains(strings.ToLower(wordsOf(page.page)), word) {
				t.Errorf("%s says %q", c.path, word)
			}
		}
	}
}

func TestTheForumsReasonIsShownUnedited(t *testing.T) {
	o := writtenOffice(t)
	if page := o.get(ofCouncil, statementPath); !strings.Contains(wordsOf(page.page), "Families wait for months & more.") {
		t.Error("the forum's reason is missing")
	}
}

func TestADisagreementIsAnsweredByTheBoardAndRepliedToByTheForum(t *testing.T) {
	o := writtenOffice(t)
	const flag = "/board/101/disagreements/5.3/G2"
	answerTo := url.Values{"base": {"0"}, "answer": {"investigate"}, "text": {"We look at 30 reviews together."}, "owner": {"Head of SEND, council"}, "due": {"2026-04-01"}, "from": {statementPath}}
	if a := o.post(ofForum, flag+"/answer", answerTo, false); a.status != http.StatusForbidden {
		t.Errorf("the forum answers for the board: %d", a.status)
	}
	if a := o.post(administrator, flag+"/answer", answerTo, false); a.status != http.StatusSeeOther || a.header.Get("Location") != statementPath+"#5-3-G2" {
		t.Fatalf("got %d to %q: %s", a.status, a.header.Get("Location"), a.text)
	}
	if a := o.post(administrator, flag+"/reply", url.Values{"base": {"0"}, "text": {"No."}}, false); a.status != http.StatusForbidden {
		t.Errorf("the board replies for the forum: %d", a.status)
	}
	const reply = "We still disagree, and say so."
	if a := o.post(ofForum, flag+"/reply", url.Values{"base": {"0"}, "text": {reply}}, false); a.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", a.status, a.text)
	}
	if page := o.get(ofCouncil, "/board/101/disagreements"); !strings.Contains(page.text, reply) || !strings.Contains(page.text, "We look at 30 reviews together.") {
		t.Error("answer and reply do not stand beside each other")
	}
	if a := o.post(administrator, "/board/101/disagreements/5.3/G9/answer", answerTo, false); a.status != http.StatusNotFound {
		t.Errorf("a disagreement that there is not is answered: %d", a.status)
	}
}

func TestSurveyTotalsAreSavedTogetherAndSmallNumbersStayHidden(t *testing.T) {
	o := openOffice(t)
	const path = "/board/101/surveys?of=families&theme=T5"
	form := url.Values{"opened": {"2025-10-01"}, "closed": {"2025-11-01"}, "5.3.disagree": {"113"}, "5.3.agree": {"30"}, "5.1.agree": {"4"}, "5.1.disagree": {"3"}}
	wrong := url.Values{"opened": {"2025-10-01"}, "closed": {"2025-11-01"}, "5.3.disagree": {"113"}, "5.1.agree": {"-4"}}
	if a := o.post(ofForum, path, wrong, false); a.status != http.StatusUnprocessableEntity || len(o.book().Surveys) != 0 {
		t.Fatalf("got %d and %d questions stand: all or nothing is saved", a.status, len(o.book().Surveys))
	}
	if a := o.post(administrator, path, form, false); a.status != http.StatusForbidden {
		t.Errorf("the board enters what families said: %d", a.status)
	}
	if a := o.post(ofForum, path, form, false); a.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", a.status, a.text)
	}
	page := wordsOf(o.get(ofCouncil, path).page)
	for _, want := range []string{"1–2", "143 answers", "suppressed: fewer than 10 answers"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	again := url.Values{"opened": {"2025-10-01"}, "closed": {"2025-11-01"}, "base.5.3": {"0"}, "5.3.agree": {"99"}, "5.3.disagree": {"1"}, "base.5.1": {"1"}, "5.1.agree": {"4"}, "5.1.disagree": {"3"}}
	if a := o.post(ofForum, path, again, false); a.status != http.StatusConflict || !strings.Contains(wordsOf(a.byID("survey")), "113") {
		t.Errorf("got %d: %s", a.status, wordsOf(a.byID("survey")))
	}
}

func TestADraftIsSeenByOthersOnlyWhereTheBoardSharesIt(t *testing.T) {
	o := writtenOffice(t)
	for _, path := range []string{"/board/101/assessment", statementPath, "/board/101/perspectives", "/board/101/disagreements", "/board/101/evidence"} {
		if a := o.get(ofRegion, path); a.status != http.StatusForbidden || strings.Contains(a.text, "Families wait") {
			t.Errorf("%s for a regional viewer: %d", path, a.status)
		}
	}
	if words := wordsOf(o.get(ofRegion, "/board").page); !strings.Contains(words, "No draft is shared") || strings.Contains(words, "Self-assessment of 2026") {
		t.Errorf("a regional viewer's partnerships say %q", words)
	}
	shared := *o.book().Assessments["2026"]
	shared.Shared = true
	o.save(administrator, &shared)
	if a := o.get(ofRegion, statementPath); a.status != http.StatusOK || strings.Contains(a.text, `<form id="score`) {
		t.Errorf("a shared draft: %d", a.status)
	}
	if a := o.get(nil, statementPath); a.status != http.StatusUnauthorized {
		t.Errorf("the public: %d", a.status)
	}
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func TestAPartnershipIsCalledAfterItsAuthorityUntilItHasAProfile(t *testing.T) {
	o := openOffice(t)
	for _, path := range []string{"/board", "/board/101"} {
		if page := o.get(administrator, path); !strings.Contains(page.text, "Alderbrook SEND and AP partnership") {
			t.Errorf("%s does not name the partnership", path)
		}
	}
}
