package board

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// People is what pages of accounts are made of. Pages embeds it.
type People struct {
	Accounts  *account.Accounts
	Elsewhere Elsewhere            // signs people in with their own organisation; nil where that is not set up
	Demo      func() []DemoAccount // accounts of the invented sample; nil where there are none
}

// Elsewhere signs people in with their own organisation.
type Elsewhere interface {
	Begin(w http.ResponseWriter, r *http.Request) error
	Return(w http.ResponseWriter, r *http.Request) error
}

// peopleRoutes are the pages of signing in, of accounts, and of who has access.
func (p *Pages) peopleRoutes() []Route {
	return slices.Concat(p.signInRoutes(), p.accountRoutes(), p.linkRoutes(), []Route{
		{Method: http.MethodGet, Path: "/about/roles", Right: account.SeePublished, handle: p.roles},
		{Method: http.MethodGet, Path: "/people", Right: account.ManageServer, handle: p.people},
		{Method: http.MethodPost, Path: "/people", Right: account.ManageServer, handle: p.invite},
		{Method: http.MethodPost, Path: "/people/{id}/reset", Right: account.ManageServer, handle: p.giveReset},
		{Method: http.MethodPost, Path: "/people/{id}/sessions", Right: account.ManageServer, handle: p.endSessionsOf},
		{Method: http.MethodPost, Path: "/people/{id}/end", Right: account.ManageServer, handle: p.endAccess},
		{Method: http.MethodPost, Path: "/people/{id}/disable", Right: account.ManageServer, handle: p.disable},
		{Method: http.MethodPost, Path: "/people/{id}/erase", Right: account.ManageServer, handle: p.erase},
		{Method: http.MethodGet, Path: "/board/{code}/people", Right: account.ManagePeople, handle: p.people},
		{Method: http.MethodPost, Path: "/board/{code}/people", Right: account.ManagePeople, handle: p.invite},
		{Method: http.MethodPost, Path: "/board/{code}/people/{id}/reset", Right: account.ManagePeople, handle: p.giveReset},
		{Method: http.MethodPost, Path: "/board/{code}/people/{id}/sessions", Right: account.ManagePeople, handle: p.endSessionsOf},
		{Method: http.MethodPost, Path: "/board/{code}/people/{id}/end", Right: account.ManagePeople, handle: p.endAccess},
	})
}

// peoplePage is who has access to a partnership, or all accounts of the server.
type peoplePage struct {
	view.Frame
	Heading, Lede string
	Tabs          []tabGroup
	Notice        string
	Handover      *handover
	Invite        *view.Form
	Closed        string // why nobody can be invited
	Everybody     []onePerson
	Links         []view.Link
	Empty         *view.Empty
}

// handover is a link that is shown once, to be given to somebody.
type handover struct {
	Heading, Text string
	Href          string
	Code          string // goes with the link by another way; empty for none
}

// onePerson is somebody in a list, with what may be done about them.
type onePerson struct {
	ID     string
	Name   string
	Email  string
	Facts  []string
	Grants []oneGrant
	Forms  []view.Form
}

// oneGrant is a role that somebody has, and the form that takes it away.
type oneGrant struct {
	Text string
	End  *view.Form
}

// people shows who has access.
func (p *Pages) people(w http.ResponseWriter, r *http.Request, v visit) error {
	page, err := p.peoplePage(r, v)
	if err != nil {
		return err
	}
	if words, ok := map[string]string{"ended": "The role has been taken away, and the person is signed out.", "sessions": "The person is signed out everywhere.",
		"disabled": "The account has been ended.", "erased": "The name and the e-mail address have been erased."}[r.URL.Query().Get("done")]; ok {
		page.Notice = words
	}
	return p.Views.Render(w, "people", page)
}

func (p *Pages) peoplePage(r *http.Request, v visit) (peoplePage, error) {
	form := inviteForm(v.who, v.code)
	page := peoplePage{Invite: &form}
	var all []account.Account
	var err error
	if v.code == "" {
		page.Frame, page.Heading = p.frame(v, "Accounts"), "Accounts of this server"
		page.Lede = "Everybody who can sign in here. Invite a board administrator, who invites everybody else of the partnership but the forum."
		all, err = p.Accounts.Everybody(r.Context())
		page.Links = peopleOf(all)
	} else {
		page.Frame, page.Heading, page.Tabs = p.frame(v, "People"), "People", p.tabs(v, "people")
		page.Lede = "Who works on this partnership's assessment and plan, and as what."
		page.Links = []view.Link{{Text: "Links for inspectors", Href: boardHref(v.code, "links")}}
		all, err = p.Accounts.In(r.Context(), v.code)
	}
	if !v.who.Demo {
		page.Links = append([]view.Link{{Text: "Invite somebody", Href: "#new"}}, page.Links...)
	}
	page.Links = append(page.Links, view.Link{Text: "What each role may do", Href: "/about/roles"})
	for _, a := range all {
		if a.Demo || !v.who.Demo { // everybody knows a demonstration account's password
			page.Everybody = append(page.Everybody, p.onePerson(v, a))
		}
	}
	if v.who.Demo {
		page.Invite, page.Closed = nil, "This is a demonstration account. It can look at the invented accounts, and change none."
	}
	if len(page.Everybody) == 0 {
		page.Empty = &view.Empty{Heading: "Nobody yet", Text: "Invite the first person with the form below. You get a link to hand over; no e-mail is sent."}
	}
	return page, err
}

// peopleOf leads to the people of each partnership that somebody has a role in.
func peopleOf(all []account.Account) (links []view.Link) {
	var codes []string
	for _, a := range all {
		for _, g := range a.Grants {
			if g.Partnership != "" && !slices.Contains(codes, g.Partnership) {
				codes = append(codes, g.Partnership)
			}
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		links = append(links, view.Link{Text: "People of partnership " + code, Href: boardHref(code, "people")})
	}
	return links
}

// onePerson is an account as a list shows it to somebody.
func (p *Pages) onePerson(v visit, a account.Account) onePerson {
	one := onePerson{ID: a.ID, Name: a.Name, Email: a.Email}
	if one.Name == "" {
		one.Name = "No name yet"
	}
	if a.Erased() {
		one.Email = "account " + a.ID
	}
	if state := a.State(); state != "ready" {
		one.Facts = append(one.Facts, state)
	}
	if a.Demo {
		one.Facts = append(one.Facts, "demonstration account")
	}
	for _, g := range a.Grants {
		if v.code != "" && g.Partnership != v.code {
			continue
		}
		grant := oneGrant{Text: grantText(g, v.code)}
		if !a.Disabled && !v.who.Demo && a.ID != v.who.ID && (v.code != "" || g.Partnership == "") {
			grant.End = &view.Form{ID: "end-" + a.ID + "-" + strings.ReplaceAll(string(g.Role)+g.Organisation, " ", "-"), Action: peopleHref(v.code, a.ID, "end"), Submit: "Take this role away", Quiet: true,
				Hidden: []view.Hidden{{Name: "role", Value: string(g.Role)}, {Name: "organisation", Value: g.Organisation}}}
		}
		one.Grants = append(one.Grants, grant)
	}
	if !a.Disabled && a.ID != v.who.ID && v.who.MayReset(a) {
		one.Forms = p.personForms(v, a)
	}
	if a.Disabled && !a.Erased() && v.code == "" && !v.who.Demo {
		one.Forms = []view.Form{eraseForm(a)}
	}
	return one
}

// personForms are what may be done about somebody beside their roles.
func (p *Pages) personForms(v visit, a account.Account) []view.Form {
	reset := view.Form{ID: "reset-" + a.ID, Action: peopleHref(v.code, a.ID, "reset"), Submit: "Make a link for a new password", Quiet: true}
	if a.Password == "" {
		reset.Submit = "Make a new invitation"
	}
	if a.Secret != "" && v.who.May(account.ManageServer, "", "") {
		reset.Fields = []view.Field{{Kind: view.TickField, Name: "without", Label: "Also remove the second factor (the phone is lost)"}}
	}
	forms := []view.Form{reset, {ID: "sessions-" + a.ID, Action: peopleHref(v.code, a.ID, "sessions"), Submit: "Sign them out everywhere", Quiet: true}}
	if v.code == "" {
		forms = append(forms, view.Form{ID: "disable-" + a.ID, Action: peopleHref("", a.ID, "disable"), Submit: "End this account", Quiet: true,
			Note: "What the person wrote stays. The account cannot be used again."})
	}
	return forms
}

// grantText says what somebody is: "Partner editor, for: Council". Where the page is not of the partnership, it is named too.
func grantText(g account.Grant, here string) string {
	text := roleOf(g).Name
	if g.Partnership != "" && g.Partnership != here {
		text += ", in partnership " + g.Partnership
	}
	return text
}

func peopleHref(code, id, what string) string {
	path := "/people/" + url.PathEscape(id) + "/" + what
	if code == "" {
		return path
	}
	return "/board/" + code + path
}

// inviteForm asks whom to invite, and as what.
func inviteForm(who *account.Person, code string) view.Form {
	form := view.Form{ID: "invite", Action: "/people", Submit: "Invite", Note: "You get a link to hand over. No e-mail is sent from here.",
		Fields: []view.Field{{Kind: "email", Name: "email", Label: "E-mail address", Complete: "off", MaxLength: account.LongestEmail, Required: true}}}
	if code == "" {
		role := view.Field{Kind: view.ChoiceField, Name: "role", Label: "Role", Value: string(account.Board)}
		for _, one := range []account.Role{account.Board, account.System} {
			role.Options = append(role.Options, view.Option{Value: string(one), Text: one.Title(), Hint: one.About()})
		}
		form.Fields = append(form.Fields, role, view.Field{Kind: view.TextField, Name: "partnership", Label: "Partnership", MaxLength: 3,
			Hint: "The three-digit code of its local authority. For a board administrator, who invites everybody else of the partnership but the forum: you invite the forum on the partnership’s own page of people."})
		return form
	}
	form.Action = boardHref(code, "people")
	role := view.Field{Kind: view.ChoiceField, Name: "role", Label: "Role", Required: true}
	for _, one := range account.Given(code) {
		option := view.Option{Value: string(one), Text: one.Title(), Hint: one.About()}
		if one == account.ForumEdit && !who.May(account.ManageServer, "", "") {
			option.Disabled, option.Hint = true, "Whoever runs this server invites the forum, so that no board can write as the forum."
		}
		role.Options = append(role.Options, option)
	}
	organisation := view.Field{Kind: view.SelectField, Name: "organisation", Label: "Organisation", Hint: "For partner editors and data officers. Other roles need none.",
		Options: []view.Option{{Value: "", Text: "None"}}}
	for _, id := range plan.Partners() {
		organisation.Options = append(organisation.Options, view.Option{Value: id, Text: plan.OrganisationName(id)})
	}
	form.Fields = append(form.Fields, role, organisation)
	return form
}

// invite gives somebody a role, and shows the invitation once.
func (p *Pages) invite(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	grant := account.Grant{Role: account.Role(f.values.Get("role")), Partnership: v.code, Organisation: f.values.Get("organisation")}
	if v.code == "" && grant.Role != account.System {
		if grant.Partnership = f.word("partnership"); !threeDigits.MatchString(grant.Partnership) {
			return p.notInvited(w, r, v, f, view.Problem{Field: "partnership", Text: "Write the three-digit code of the local authority, such as 202."})
		}
	}
	invited, err := p.Accounts.Invite(r.Context(), v.who, f.values.Get("email"), grant)
	var refused account.Refused
	if errors.As(err, &refused) {
		return p.notInvited(w, r, v, f, view.Problem{Field: inviteField(refused), Text: refused.Reason})
	}
	if err != nil {
		return err
	}
	page, err := p.peoplePage(r, v)
	if err != nil {
		return err
	}
	page.Handover = &handover{Heading: "Hand this link over", Text: "It is for " + invited.Account.Email + " alone, works once and for 7 days, and is shown only now.",
		Href: absolute(r, "/invitation/"+invited.Secret)}
	if invited.Secret == "" {
		page.Handover, page.Notice = nil, invited.Account.Email+" has an account already and has been given the role. They sign in as always."
	}
	return p.Views.Render(w, "people", page)
}

// threeDigits is the code of a local authority.
var threeDigits = regexp.MustCompile(`^[0-9]{3}$`)

// notInvited is the page of people with what is wrong with an invitation.
func (p *Pages) notInvited(w http.ResponseWriter, r *http.Request, v visit, f *posted, problem view.Problem) error {
	page, err := p.peoplePage(r, v)
	if err != nil {
		return err
	}
	if page.Invite != nil {
		form := f.kept(*page.Invite).WithProblems([]view.Problem{problem})
		page.Invite = &form
	}
	return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "people", page)
}

// inviteField is the field that a refusal is about.
func inviteField(refused account.Refused) string {
	switch {
	case strings.Contains(refused.Reason, "organisation"):
		return "organisation"
	case strings.Contains(refused.Reason, "one of the roles"):
		return "role"
	}
	return "email"
}

// giveReset makes a link for a new password, and shows it once.
func (p *Pages) giveReset(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	if err := p.belongs(r, v); err != nil {
		return err
	}
	kind, secret, err := p.Accounts.GiveReset(r.Context(), v.who, mux.Vars(r)["id"], v.code, f.tick("without"))
	if err != nil {
		return err
	}
	page, err := p.peoplePage(r, v)
	if err != nil {
		return err
	}
	page.Handover = &handover{Heading: "Hand this link over", Text: "Whoever opens it sets a new password for this account. It works once and for 24 hours, and is shown only now. Make sure that you give it to the right person.",
		Href: absolute(r, "/reset/"+secret)}
	if kind == account.InvitationTicket {
		page.Handover.Text = "It works once and for 7 days, and is shown only now. Earlier invitations of this person no longer work."
		page.Handover.Href = absolute(r, "/invitation/"+secret)
	}
	return p.Views.Render(w, "people", page)
}

// belongs says that the account of the address has access to the partnership of the address.
func (p *Pages) belongs(r *http.Request, v visit) error {
	if v.code == "" {
		return nil
	}
	in, err := p.Accounts.In(r.Context(), v.code)
	if err == nil && !slices.ContainsFunc(in, func(a account.Account) bool { return a.ID == mux.Vars(r)["id"] }) {
		err = web.NotFound("Nobody with this account has access here. It may have been ended a moment ago.")
	}
	return err
}

func (p *Pages) endSessionsOf(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := p.belongs(r, v); err != nil {
		return err
	}
	if err := p.Accounts.EndSessionsOf(r.Context(), v.who, mux.Vars(r)["id"]); err != nil {
		return err
	}
	return p.peopleDone(w, r, v, "sessions")
}

func (p *Pages) endAccess(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	grant := account.Grant{Role: account.Role(f.values.Get("role")), Partnership: v.code, Organisation: f.values.Get("organisation")}
	if err := asPage(p.Accounts.EndAccess(r.Context(), v.who, mux.Vars(r)["id"], grant)); err != nil {
		return err
	}
	return p.peopleDone(w, r, v, "ended")
}

func (p *Pages) disable(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := asPage(p.Accounts.Disable(r.Context(), v.who, mux.Vars(r)["id"])); err != nil {
		return err
	}
	return p.peopleDone(w, r, v, "disabled")
}

// asPage turns a refusal that no form of its own can show into a page that says it.
func asPage(err error) error {
	var refused account.Refused
	if errors.As(err, &refused) {
		return web.Problem{Status: http.StatusUnprocessableEntity, Title: "That did not work", Detail: refused.Reason, Cause: err}
	}
	return err
}

func (p *Pages) peopleDone(w http.ResponseWriter, r *http.Request, v visit, what string) error {
	path := "/people"
	if v.code != "" {
		path = boardHref(v.code, "people")
	}
	http.Redirect(w, r, path+"?done="+what, http.StatusSeeOther)
	return nil
}

// absolute is an address of this server as the browser knows it, to hand over.
func absolute(r *http.Request, path string) string { return web.Origin(r) + path }
