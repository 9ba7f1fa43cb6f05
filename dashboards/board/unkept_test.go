package board

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/store"
)

// fullLedger is a ledger on a disk that may be full.
type fullLedger struct {
	plan.Ledger
	full bool
}

func (l *fullLedger) Append(ctx context.Context, at time.Time, writes []plan.Write) ([]plan.Entry, error) {
	if l.full {
		return nil, fmt.Errorf("writing the ledger: %w", store.ErrNotKept)
	}
	return l.Ledger.Append(ctx, at, writes)
}

func (l *fullLedger) AppendSealed(ctx context.Context, at time.Time, writes []plan.Write, version plan.Sealed) ([]plan.Entry, error) {
	if l.full {
		return nil, fmt.Errorf("freezing a version: %w", store.ErrNotKept)
	}
	return l.Ledger.AppendSealed(ctx, at, writes, version)
}

// sentForm is a form of one kind, and the field of its page with words that nobody would want to write twice.
type sentForm struct {
	who        *account.Person
	path       string
	form       url.Values
	field, has string // id of the field, and what it must hold
}

var sentForms = map[string]sentForm{
	"score":     {ofCouncil, councilScore, scoreWords("1", "Late, and we know why."), "score-council-rationale", "Late, and we know why."},
	"evidence":  {ofCouncil, "/board/101/evidence", url.Values{"title": {"Audit of reviews"}, "type": {"audit"}, "date": {"2026-01-20"}, "owner": {"Council"}, "where": {"On the shelf."}}, "evidence-new-where", "On the shelf."},
	"voice":     {ofForum, "/board/101/voices/forum", url.Values{"base": {"0"}, "text": {"Families wait, and say so."}}, "", "Families wait, and say so."},
	"section":   {administrator, "/board/101/plan/plan.S2", url.Values{"base": {"0"}, "vision": {"Every child belongs."}, "outcomes": {""}, "measures": {""}}, "section-vision", "Every child belongs."},
	"action":    {administrator, "/board/101/actions/new", promise(), "action-title", "Hold every annual review on time"},
	"decision":  {administrator, "/board/101/decisions/new", url.Values{"on": {"2026-02-01"}, "item": {"Annual reviews"}, "decided": {"Two more officers"}, "by": {"The board"}}, "", "Two more officers"},
	"challenge": {ofForum, "/board/101/challenges/new", url.Values{"on": {"2026-01-20"}, "by": {"forum"}, "about": {"council"}, "question": {"Why are reviews late?"}}, "", "Why are reviews late?"},
	"priority":  {administrator, "/board/101/priorities/new", url.Values{"title": {"Plans on time"}, "why": {"They are late."}, "order": {"1"}, "families": {"Plans come on time."}, "theme": {"T5"}}, "", "Plans come on time."},
	"survey":    {ofForum, "/board/101/surveys?of=families&theme=T5", url.Values{"opened": {"2025-10-01"}, "closed": {"2025-11-01"}, "base.5.3": {"1"}, "5.3.disagree": {"113"}, "5.3.agree": {"30"}}, "", "113"},
	"measure":   {administrator, "/board/101/measures/L-QA1", url.Values{"base": {"0"}, "period": {"2026-01"}, "on": {"2026-01-31"}, "numerator": {"30"}, "denominator": {"40"}, "source": {"Audit of ours"}}, "value-source", "Audit of ours"},
	"sign-off":  {ofForum, "/board/101/publish/sign-offs/forum", url.Values{"base": {"0"}, "name": {"Sam Example"}, "answer": {"disagree"}, "text": {"We were asked late."}, "text_sha256": {""}}, "sign-forum-form-text", "We were asked late."},
	"answer": {administrator, "/board/101/disagreements/5.3/G2/answer", url.Values{"base": {"0"}, "answer": {"investigate"}, "text": {"We look at 30 reviews together."}, "owner": {"Head of SEND, council"}, "due": {"2026-04-01"}},
		"", "We look at 30 reviews together."},
	"withdrawal": {administrator, "/board/101/publish/move/withdrawn", url.Values{"reason": {"It was sent too early."}}, "move-reason", "It was sent too early."},
}

// fieldHolding is whether a form of the page holds the words in a field of its own.
func (a answer) fieldHolding(id, words string) bool {
	return len(a.all(func(n *html.Node) bool {
		if id != "" && attrOf(n, "id") != id {
			return false
		}
		return n.Data == "textarea" && strings.TrimSpace(wordsOf(n)) == words || n.Data == "input" && attrOf(n, "type") != "hidden" && attrOf(n, "value") == words
	})) > 0
}

func TestNobodysWordsAreLostWhereTheServerCannotWrite(t *testing.T) {
	for kind, sent := range sentForms {
		t.Run(kind, func(t *testing.T) {
			o := writtenOffice(t)
			ledger := &fullLedger{Ledger: o.desk.Ledger, full: true}
			o.desk.Ledger = ledger
			if sent.form.Has("text_sha256") {
				sent.form.Set("text_sha256", o.get(sent.who, "/board/101/publish").valueIn("sign-forum-form", "text_sha256"))
			}
			before, _ := ledger.Last(t.Context(), officeCode)
			if sent.form.Has("base") {
				sent.form.Set("base", fmt.Sprint(o.standing(kind)))
			}
			for range 2 {
				got := o.post(sent.who, sent.path, sent.form, false)
				if got.status != http.StatusServiceUnavailable || !strings.Contains(wordsOf(got.page), notKept) {
					t.Fatalf("status %d, and the page says: %s", got.status, wordsOf(got.byID("main")))
				}
				if !got.fieldHolding(sent.field, sent.has) {
					t.Errorf("%q is in no field %s of the page any more", sent.has, sent.field)
				}
			}
			if last, err := ledger.Last(t.Context(), officeCode); err != nil || last != before {
				t.Fatalf("the ledger has %d entries, and had %d (%v)", last, before, err)
			}
			if got := o.post(sent.who, sent.path, sent.form, true); got.status != http.StatusServiceUnavailable || got.header.Get("X-Revision") != "" {
				t.Errorf("saved while somebody writes: status %d, revision %q; want the script to be told that nothing is saved", got.status, got.header.Get("X-Revision"))
			}
			ledger.full = false
			if got := o.post(sent.who, sent.path, sent.form, false); got.status != http.StatusSeeOther {
				t.Fatalf("when there is room again: status %d, %s", got.status, wordsOf(got.byID("main")))
			}
			if last, err := ledger.Last(t.Context(), officeCode); err != nil || last == before {
				t.Errorf("when there is room again nothing was saved (%v)", err)
			}
		})
	}
}

// standing is the revision that a form of a kind is based on in a written office.
func (o *office) standing(kind string) int {
	o.t.Helper()
	if kind != "score" {
		return 0
	}
	score := &plan.Score{Cycle: "2026", Statement: "5.3", Perspective: plan.Leaders, Organisation: plan.Council}
	return o.book().Revision(score.Kind(), score.Key())
}

// TestAFormWhosePageCannotBeMadeComesBackByItself is of a save whose page fails as well.
func TestAFormWhosePageCannotBeMadeComesBackByItself(t *testing.T) {
	o := openOffice(t)
	h := o.pages.keepingWords(Route{Method: http.MethodPost, Path: "/board/{code}/voices/{seat}"}, func(http.ResponseWriter, *http.Request) error {
		return fmt.Errorf("reading the plans: %w", store.ErrNotKept)
	})
	o.site = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			t.Error(err)
		}
	})
	const words = "Families wait,\nand say <so>."
	got := o.post(ofForum, "/board/101/voices/forum?year=2026", url.Values{"base": {"3"}, "text": {words}, "name": {"Sam Example"}, "evidence": {"E1", "E2"}}, false)
	form := got.byID("again")
	if got.status != http.StatusServiceUnavailable || form == nil || attrOf(form, "action") != "/board/101/voices/forum?year=2026" || attrOf(form, "method") != "post" {
		t.Fatalf("status %d: %s", got.status, got.text)
	}
	if !got.fieldHolding("again-text", strings.Join(strings.Fields(words), " ")) || !got.fieldHolding("again-name", "Sam Example") || got.valueIn("again", "base") != "3" || strings.Count(got.text, `name="evidence"`) != 2 {
		t.Errorf("the form lacks something that was sent: %s", got.text)
	}
}
