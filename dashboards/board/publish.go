package board

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

func (p *Pages) publishRoutes() []Route {
	const base = "/board/{code}/publish"
	return []Route{
		{Method: http.MethodGet, Path: base, Right: account.SeeDraft, handle: p.publish},
		{Method: http.MethodPost, Path: base + "/responded", Right: account.Respond, handle: p.respond},
		{Method: http.MethodPost, Path: base + "/no-response", Right: account.RunWorkflow, handle: p.noResponse},
		{Method: http.MethodPost, Path: base + "/check", Right: account.RunWorkflow, handle: p.tickCheck},
		{Method: http.MethodPost, Path: base + "/share", Right: account.RunWorkflow, handle: p.share},
		{Method: http.MethodPost, Path: base + "/sign-offs/{role}", Right: account.SignOffOwn, handle: p.sign},
		{Method: http.MethodGet, Path: base + "/move/{to}", Right: account.RunWorkflow, handle: p.confirm},
		{Method: http.MethodPost, Path: base + "/move/{to}", Right: account.RunWorkflow, handle: p.move},
		{Method: http.MethodGet, Path: "/board/{code}/versions", Right: account.SeeDraft, handle: p.versions},
	}
}

// publishPage is where an assessment stands on its way to the public, what is missing, and who does it.
type publishPage struct {
	planPage
	Answer    string
	State     string
	Steps     []step
	Stages    []stage
	Problems  []view.Problem
	Responses []responseLine
	Forum     []view.Fact
	ForumAsk  *press
	SignOffs  []signOffLine
	Content   string     // SHA-256 of the text: as it stands, or of the version
	Frozen    int        // number of the version that stands still; 0 while the text can change
	Public    *view.Link // where everybody reads it
	Checks    []checkLine
	Shared    string
	Share     *press
	Moves     []view.Link
	Withdraw  *view.Link
	Empty     *view.Empty
}

// press is a button that does one thing. About is heard after its words.
type press struct {
	Action, Text, About string
	Hidden              []view.Hidden
}

// responseLine is one organisation that was asked.
type responseLine struct {
	Name, Said string
	Done       bool
	Presses    []press
}

// checkLine is one of the checks that the board makes by reading.
type checkLine struct {
	Text  string
	Made  bool
	Press *press
}

func (p *Pages) publish(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.publishWith(w, r, v, http.StatusOK, nil, nil)
}

// publishWith is the page with what went wrong: with a step, or with a form of a sign-off.
func (p *Pages) publishWith(w http.ResponseWriter, r *http.Request, v visit, status int, problems plan.Problems, signing *view.Form) error {
	page := publishPage{planPage: p.planPage(v, "publish", "Publish", ""), Problems: problemsOf(problems)}
	page.Parts = nil
	a := v.assessment()
	if a == nil {
		page.Empty = p.notBegun(v)
		return p.Views.RenderStatus(w, status, "board-publish", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, a.Cycle)
	if err != nil {
		return err
	}
	page.Lede = "Self-assessment and plan of " + a.Cycle
	page.State = view.UpperFirst(string(a.State))
	page.Answer, page.Steps = canPublish(review), steps(a.State)
	_, page.Stages = publishable(v, review)
	page.Responses = responses(v, a)
	page.Forum, page.ForumAsk = forumFacts(v, a, p.Desk.Today())
	if page.Content, page.Frozen, err = p.signedText(r, v, a); err != nil {
		return err
	}
	page.Public = publicPage(v, a)
	page.SignOffs = p.signOffs(v, a, page.Content, signing)
	page.Checks = checks(v, a)
	page.Shared, page.Share = sharing(v, a)
	if v.who.May(account.RunWorkflow, v.code, "") {
		page.Moves, page.Withdraw = moves(v, a)
	}
	return p.Views.RenderStatus(w, status, "board-publish", page)
}

// canPublish answers in one sentence whether this version can be published now and, if not, exactly what is missing.
func canPublish(r plan.Review) string {
	now := r.Assessment.State
	at := slices.Index(states, now)
	switch {
	case now == plan.Published:
		return fmt.Sprintf("It is published: version %d can be read by everybody.", r.Assessment.Version)
	case at < 0:
		return withdrawnText(r.Assessment)
	}
	var missing []string
	for _, to := range states[at+1:] {
		for _, g := range plan.Guards(r, to) {
			if short := inShort(g.Text); !g.Met && !slices.Contains(missing, short) {
				missing = append(missing, short)
			}
		}
	}
	switch {
	case len(missing) > 0:
		return "No, not yet. Still missing: " + strings.Join(missing, "; ") + "."
	case now == plan.Agreed:
		return "Yes: nothing is missing, and it can be published now."
	}
	return "Nothing is missing: move it on, one state at a time, until it is published."
}

// publicPage is where everybody reads what is published; nil where it is not.
func publicPage(v visit, a *plan.Assessment) *view.Link {
	if a.State != plan.Published {
		return nil
	}
	return &view.Link{Text: "Read it as everybody does", Href: "/areas/" + v.code + "/plan"}
}

// inShort is what a guard asks for, without the names that the list beneath has.
func inShort(text string) string {
	text, _, _ = strings.Cut(text, "; ")
	text, _, _ = strings.Cut(text, ". ")
	return strings.ToLower(text[:1]) + strings.TrimSuffix(text[1:], ".")
}

// responses are the organisations that were asked, what each has said, and who may say so.
func responses(v visit, a *plan.Assessment) (lines []responseLine) {
	asked := a.Asked
	if len(asked) == 0 {
		asked = plan.Partners()
	}
	for _, o := range asked {
		line := responseLine{Name: plan.OrganisationName(o), Said: "Not responded yet"}
		responded, silent := a.Responded[o], a.NoResponse[o]
		switch {
		case responded != "":
			line.Said, line.Done = "Responded on "+dayText(responded), true
		case silent != "":
			line.Said, line.Done = "Marked “no response” on "+dayText(silent)+": this is published", true
		}
		if open(a.State) {
			line.Presses = responsePresses(v, o, responded != "", silent != "")
		}
		lines = append(lines, line)
	}
	return lines
}

func responsePresses(v visit, organisation string, responded, silent bool) (presses []press) {
	about := ": " + plan.OrganisationName(organisation)
	of := func(page, text string, undo bool) press {
		hidden := []view.Hidden{{Name: "organisation", Value: organisation}}
		if undo {
			hidden = append(hidden, view.Hidden{Name: "undo", Value: "yes"})
		}
		return press{Action: boardHref(v.code, "publish/"+page), Text: text, About: about, Hidden: hidden}
	}
	if v.who.May(account.Respond, v.code, organisation) {
		if responded {
			presses = append(presses, of("responded", "Take back that we have responded", true))
		} else {
			presses = append(presses, of("responded", "We have responded", false))
		}
	}
	if v.who.May(account.RunWorkflow, v.code, "") && !responded {
		if silent {
			presses = append(presses, of("no-response", "Take back “no response”", true))
		} else {
			presses = append(presses, of("no-response", "Mark “no response”", false))
		}
	}
	return presses
}

// forumWorkingDays is how long the forum has to respond, as the guards count it.
const forumWorkingDays = 20

func forumFacts(v visit, a *plan.Assessment, today plan.Day) (facts []view.Fact, say *press) {
	add := func(term, text string) { facts = append(facts, view.Fact{Term: term, Cell: view.Text(text)}) }
	switch {
	case a.Forum.Asked == "":
		add("Asked on", "Not asked yet: the forum is asked when the state becomes “forum response”")
	default:
		last := plan.AddWorkingDays(a.Forum.Asked, forumWorkingDays)
		add("Asked on", dayText(a.Forum.Asked))
		add(fmt.Sprintf("%d working days end on", forumWorkingDays), dayText(last))
	}
	switch {
	case a.Forum.Responded != "":
		add("Responded on", dayText(a.Forum.Responded))
	case a.ForumSilent(today):
		add("Response", view.UpperFirst(plan.NoForumResponse)+": this is published")
	default:
		add("Response", "Not yet")
	}
	if !open(a.State) || !v.who.May(account.Respond, v.code, plan.ForumOrg) {
		return facts, nil
	}
	say = &press{Action: boardHref(v.code, "publish/responded"), Text: "The forum has responded", Hidden: []view.Hidden{{Name: "organisation", Value: plan.ForumOrg}}}
	if a.Forum.Responded != "" {
		say.Text, say.Hidden = "Take back that the forum has responded", append(say.Hidden, view.Hidden{Name: "undo", Value: "yes"})
	}
	return facts, say
}

func checks(v visit, a *plan.Assessment) (lines []checkLine) {
	for _, check := range []struct{ id, text string }{
		{plan.CheckAccessibility, "What is published can be read by everybody: headings, tables, plain words, no picture without its words"},
		{plan.CheckSmallNumbers, "Every text has been read: nobody can be recognised from a small number in it"},
	} {
		line := checkLine{Text: check.text, Made: a.Checks[check.id]}
		if v.who.May(account.RunWorkflow, v.code, "") && (open(a.State) || a.State == plan.Agreed) {
			made, text := "yes", "Tick"
			if line.Made {
				made, text = "no", "Take the tick back"
			}
			line.Press = &press{Action: boardHref(v.code, "publish/check"), Text: text, About: ": " + check.text,
				Hidden: []view.Hidden{{Name: "check", Value: check.id}, {Name: "made", Value: made}}}
		}
		lines = append(lines, line)
	}
	return lines
}

func sharing(v visit, a *plan.Assessment) (said string, share *press) {
	said, text, shared := "The draft is seen by the partnership alone.", "Share the draft with regional viewers", "yes"
	if a.Shared {
		said, text, shared = "The draft is shared with regional viewers.", "Stop sharing the draft", "no"
	}
	if v.who.May(account.RunWorkflow, v.code, "") && (open(a.State) || a.State == plan.Agreed) {
		share = &press{Action: boardHref(v.code, "publish/share"), Text: text, Hidden: []view.Hidden{{Name: "shared", Value: shared}}}
	}
	return said, share
}

// done answers to a step that was tried: back to the page, or the page with what stands in the way.
func (p *Pages) done(w http.ResponseWriter, r *http.Request, v visit, anchor string, err error) error {
	var problems plan.Problems
	switch {
	case err == nil:
		http.Redirect(w, r, boardHref(v.code, "publish")+anchor, http.StatusSeeOther)
		return nil
	case errors.As(err, &problems):
		return p.publishWith(w, r, v, http.StatusUnprocessableEntity, problems, nil)
	case errors.Is(err, desk.ErrNotAllowed):
		return web.Forbidden("Your role does not let you do this. Nothing has been changed.").BecauseOf(err)
	}
	return err
}

func (p *Pages) respond(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	err = p.Desk.Respond(r.Context(), v.who, v.code, v.book.Cycle(), f.word("organisation"), f.tick("undo"))
	return p.done(w, r, v, "#responses", err)
}

func (p *Pages) noResponse(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	err = p.Desk.MarkNoResponse(r.Context(), v.who, v.code, v.book.Cycle(), f.word("organisation"), f.tick("undo"))
	return p.done(w, r, v, "#responses", err)
}

func (p *Pages) tickCheck(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	return p.done(w, r, v, "#checks", p.Desk.Tick(r.Context(), v.who, v.code, v.book.Cycle(), f.word("check"), f.tick("made")))
}

func (p *Pages) share(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	return p.done(w, r, v, "#sharing", p.Desk.Share(r.Context(), v.who, v.code, v.book.Cycle(), f.tick("shared")))
}
