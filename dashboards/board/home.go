package board

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// assessorRoutes are the pages where a partnership scores itself.
func (p *Pages) assessorRoutes() []Route {
	return slices.Concat(p.homeRoutes(), p.assessmentRoutes(), p.evidenceRoutes(), p.surveyRoutes(), p.disagreementRoutes(), p.perspectiveRoutes(),
		p.voiceRoutes(), p.regionalRoutes())
}

func (p *Pages) homeRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board", Right: account.OwnAccount, handle: p.partnerships},
		{Method: http.MethodGet, Path: "/board/{code}", Right: account.SeeDraft, handle: p.partnership},
		{Method: http.MethodPost, Path: "/board/{code}/cycles", Right: account.RunWorkflow, handle: p.begin},
	}
}

// partnershipsPage is everything one person has to do with.
type partnershipsPage struct {
	view.Frame
	Partnerships []myPartnership
	Elsewhere    []view.Link // what belongs to no one partnership
	Empty        *view.Empty
}

// myPartnership is one partnership with what the person is in it.
type myPartnership struct {
	Name, Href, State string
	Roles             []myRole
}

// myRole is one role and what it may do, in words.
type myRole struct {
	Name string
	May  []string
}

// doing are the rights that a role's page names, in the order of the work.
var doing = []account.Right{account.WriteScore, account.WriteFamilies, account.WriteYoung, account.WriteSettings, account.WriteEvidence,
	account.Answer, account.Reply, account.WriteVoice, account.WritePlan, account.WriteAction, account.WriteAnyAction,
	account.WriteDecision, account.WriteChallenge, account.WriteLocal, account.SignOffOwn, account.Respond, account.RunWorkflow,
	account.ImportWorkbook, account.SeePack, account.GiveLinks, account.SeeShared, account.SeeRegion, account.ManagePeople, account.ManageServer}

// roleOf says in words what a grant is and what it lets somebody do.
func roleOf(g account.Grant) myRole {
	name := view.UpperFirst(string(g.Role))
	if g.Organisation != "" {
		name += ", for: " + plan.OrganisationName(g.Organisation)
	}
	role := myRole{Name: name}
	one := account.Person{Grants: []account.Grant{g}}
	for _, right := range doing {
		if one.May(right, g.Partnership, g.Organisation) {
			role.May = append(role.May, account.Rules[right].Words)
		}
	}
	return role
}

// partnerships is the page of everything somebody has to do with.
func (p *Pages) partnerships(w http.ResponseWriter, r *http.Request, v visit) error {
	page := partnershipsPage{Frame: p.frame(v, "My partnerships")}
	var codes []string
	for _, g := range v.who.Grants {
		if g.Partnership != "" && !slices.Contains(codes, g.Partnership) {
			codes = append(codes, g.Partnership)
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		one, err := p.myPartnership(r, v, code)
		if err != nil {
			return err
		}
		page.Partnerships = append(page.Partnerships, one)
	}
	if v.who.May(account.SeeRegion, "", "") {
		page.Elsewhere = append(page.Elsewhere, view.Link{Text: "Several partnerships side by side", Href: "/regional"})
	}
	if v.who.May(account.ManageServer, "", "") {
		page.Elsewhere = append(page.Elsewhere, view.Link{Text: "Accounts of the whole server", Href: "/people"})
	}
	if len(page.Partnerships) == 0 && len(page.Elsewhere) == 0 {
		page.Empty = &view.Empty{Heading: "No partnership yet", Text: "Your account belongs to no partnership. A board administrator of your partnership can invite you."}
	}
	return p.Views.Render(w, "board-partnerships", page)
}

func (p *Pages) myPartnership(r *http.Request, v visit, code string) (myPartnership, error) {
	book, err := p.Desk.Book(r.Context(), code)
	if err != nil {
		return myPartnership{}, err
	}
	name, err := p.Desk.Name(r.Context(), code)
	if err != nil {
		return myPartnership{}, err
	}
	one := myPartnership{Name: name, State: "No self-assessment has begun."}
	if v.who.May(account.SeeDraft, code, "") {
		one.Href = boardHref(code, "")
	}
	if a := book.Assessments[book.Cycle()]; a != nil {
		one.State = fmt.Sprintf("Self-assessment of %s: %s.", a.Cycle, a.State)
		if open(a.State) && !a.Shared && one.Href == "" {
			one.State = "No draft is shared."
		}
	} else if one.Href == "" {
		one.State = "No draft is shared."
	}
	for _, g := range v.who.In(code) {
		one.Roles = append(one.Roles, roleOf(g))
	}
	return one, nil
}

// partnershipPage is where one partnership stands and what waits for the person.
type partnershipPage struct {
	working
	Steps     []step
	Can       string // whether this version can be published now
	Stages    []stage
	Public    *view.Link // where everybody reads it
	More      *view.Link // what else is asked for
	Waiting   []view.Link
	Filled    string // how complete the plan is: "58 of 62 required parts are filled"
	Missing   []view.Link
	Decisions []view.Link // the newest
	Begin     *view.Form
	Empty     *view.Empty
}

// step is one state on the way to the public.
type step struct {
	Name, Said string
	Current    bool
	Before     bool // behind us
}

// stage is what one move asks for.
type stage struct {
	Title  string
	Guards []guardLine
	Next   bool // the next move
}

// guardLine is one thing a move asks for, and where to do it.
type guardLine struct {
	Met  bool
	Text string
	Href string
}

var states = []plan.State{plan.Draft, plan.PartnerReview, plan.ForumResponse, plan.Agreed, plan.Published}

var stateWords = map[plan.State]string{plan.Draft: "organisations score for themselves", plan.PartnerReview: "each organisation reads the whole and says it has responded",
	plan.ForumResponse: "the parent carer forum responds", plan.Agreed: "signed off and frozen as a version", plan.Published: "everybody can read it"}

// partnership is the home of one partnership.
func (p *Pages) partnership(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.partnershipWith(w, r, v, http.StatusOK, nil)
}

func (p *Pages) partnershipWith(w http.ResponseWriter, r *http.Request, v visit, status int, begin *view.Form) error {
	page := partnershipPage{working: p.working(v, "", v.name), Begin: begin}
	a := v.assessment()
	if begin == nil && v.who.May(account.RunWorkflow, v.code, "") && (a == nil || !open(a.State) && a.State != plan.Agreed) {
		form := p.beginForm(v)
		page.Begin = &form
	}
	if a == nil {
		page.Empty = &view.Empty{Heading: "No self-assessment has begun", Text: "A self-assessment says where the partnership stands on ten themes, as leaders, the parent carer forum, families and published data see it. The board's administrator begins it."}
		return p.Views.RenderStatus(w, status, "board-partnership", page)
	}
	review, err := p.Desk.Review(r.Context(), v.code, "")
	if err != nil {
		return err
	}
	page.Lede = fmt.Sprintf("Self-assessment of %s, %s", a.Cycle, map[bool]string{true: "core statements", false: "all statements"}[a.Core])
	page.Steps = steps(a.State)
	page.Can, page.Stages = publishable(v, review)
	page.Public = publicPage(v, a)
	if len(page.Stages) > 1 {
		page.Stages, page.More = page.Stages[:1], &view.Link{Text: "Everything that is asked for until it is published", Href: boardHref(v.code, "publish")}
	}
	page.Waiting = p.waiting(v, review)
	page.Filled, page.Missing = planFilled(v)
	page.Decisions = newestDecisions(v)
	return p.Views.RenderStatus(w, status, "board-partnership", page)
}

func steps(now plan.State) (all []step) {
	at := slices.Index(states, now)
	for i, s := range states {
		all = append(all, step{Name: view.UpperFirst(string(s)), Said: stateWords[s], Current: i == at, Before: i < at})
	}
	return all
}

// publishable answers whether this version can be published now, and if not, what is missing, move by move.
func publishable(v visit, r plan.Review) (answer string, stages []stage) {
	now := r.Assessment.State
	at := slices.Index(states, now)
	switch {
	case now == plan.Published:
		return "It is published: everybody can read it.", nil
	case at < 0:
		return withdrawnText(r.Assessment), nil
	}
	missing, said := 0, map[string]bool{} // what two moves ask for is said once, at the first
	for i, to := range states[at+1:] {
		s := stage{Title: "To " + string(to), Next: i == 0}
		for _, g := range plan.Guards(r, to) {
			if said[g.Text] {
				continue
			}
			said[g.Text] = true
			s.Guards = append(s.Guards, guardLine{Met: g.Met, Text: g.Text, Href: boardHref(v.code, g.Where)})
			if !g.Met {
				missing++
			}
		}
		stages = append(stages, s)
	}
	if missing > 0 {
		return fmt.Sprintf("Not yet: %s still missing.", map[bool]string{true: "one thing is", false: fmt.Sprintf("%d things are", missing)}[missing == 1]), stages
	}
	if now == plan.Agreed {
		return "Yes. Nothing is missing: it can be published now.", stages
	}
	return "Nothing is missing. It goes through the states that are left, one at a time.", stages
}

// withdrawn says that the newest assessment was, so that the same year can begin again.
func (v visit) withdrawn() bool {
	a := v.assessment()
	return a != nil && a.State == plan.Withdrawn
}

// withdrawnText says what can be done after a withdrawal, and why there was one.
func withdrawnText(a *plan.Assessment) string {
	return strings.Join(sentences("No: the self-assessment of "+a.Cycle+" was withdrawn", "The reason given: “"+a.Reason+"”", "Begin it again from the overview: what was written is still there"), " ")
}

// beginForm asks for what a new self-assessment needs to know.
func (p *Pages) beginForm(v visit) view.Form {
	cycle := string(p.Desk.Today())[:4]
	if newest := v.book.Cycle(); v.withdrawn() {
		cycle = newest
	} else if newest >= cycle {
		if year, err := strconv.Atoi(newest); err == nil {
			cycle = strconv.Itoa(year + 1)
		}
	}
	return view.Form{ID: "begin", Action: boardHref(v.code, "cycles"), Heading: "Begin a self-assessment", Submit: "Begin",
		Fields: []view.Field{
			{Kind: view.TextField, Name: "cycle", Label: "Year of the self-assessment", Value: cycle, MaxLength: 4},
			{Kind: view.ChoiceField, Name: "set", Label: "Which statements", Value: "all", Options: []view.Option{
				{Value: "all", Text: "All 53 statements"},
				{Value: "core", Text: "The 20 core statements, two in each theme", Hint: "For a light first year. The other statements are not scored in it."}}},
		}}
}

// begin starts a cycle.
func (p *Pages) begin(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	cycle := f.word("cycle")
	if len(f.problems) == 0 {
		err = p.Desk.Begin(r.Context(), v.who, v.code, cycle, f.values.Get("set") == "core")
	} else {
		err = f.problems
	}
	return p.saveOutcome(w, r, v, nil, err, &plan.Assessment{Cycle: cycle}, func() view.Form { return f.kept(p.beginForm(v)) }, editing{
		next: boardHref(v.code, "assessment"),
		form: func(plan.Document) view.Form { return p.beginForm(v) },
		page: func(status int, form view.Form) error { return p.partnershipWith(w, r, v, status, &form) },
	})
}
