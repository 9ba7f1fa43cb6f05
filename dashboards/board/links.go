package board

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/web"
)

func (p *Pages) linkRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/board/{code}/links", Right: account.GiveLinks, handle: p.links},
		{Method: http.MethodPost, Path: "/board/{code}/links", Right: account.GiveLinks, handle: p.giveLink},
		{Method: http.MethodPost, Path: "/board/{code}/links/{link}/revoke", Right: account.GiveLinks, handle: p.revokeLink},
		{Method: http.MethodGet, Path: "/pack/{token}", Right: account.Enter, handle: p.linkPage},
		{Method: http.MethodPost, Path: "/pack/{token}", Right: account.Enter, handle: p.openLink},
	}
}

// linksPage is the inspectors' links of a partnership.
type linksPage struct {
	view.Frame
	Heading, Lede string
	Tabs          []tabGroup
	Notice        string
	Handover      *handover
	New           *view.Form
	Given         []oneLink
	Empty         *view.Empty
}

// oneLink is a link in the list.
type oneLink struct {
	Whom   string
	Facts  []string
	Revoke *view.Form // nil where it has ended
}

// links lists the links, and asks for a new one.
func (p *Pages) links(w http.ResponseWriter, r *http.Request, v visit) error {
	page, err := p.linksPage(r, v)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("done") == "revoked" {
		page.Notice = "The link opens nothing any more."
	}
	return p.Views.Render(w, "links", page)
}

func (p *Pages) linksPage(r *http.Request, v visit) (linksPage, error) {
	page := linksPage{Frame: p.frame(v, "Links for inspectors"), Heading: "Links for inspectors", Tabs: p.tabs(v, "people"),
		Lede: "A link opens the engagement pack of one version, for a limited time, to read only. Each opening is logged."}
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "People", Href: boardHref(v.code, "people")})
	versions, err := p.Desk.Versions(r.Context(), v.code)
	if err != nil {
		return page, err
	}
	if len(versions) > 0 {
		form := linkForm(v.code)
		for _, line := range versions {
			form.Fields[1].Options = append(form.Fields[1].Options, view.Option{Value: strconv.Itoa(line.Number), Text: fmt.Sprintf("Version %d, %s, %s", line.Number, line.Cycle, line.State)})
		}
		page.New = &form
	}
	given, err := p.Accounts.Links(r.Context(), v.code)
	for _, t := range given {
		page.Given = append(page.Given, p.oneLink(v, t))
	}
	switch {
	case len(versions) == 0:
		page.Empty = &view.Empty{Heading: "No version yet", Text: "A link opens the pack of a version. The first version is made when the board agrees its self-assessment.",
			Links: []view.Link{{Text: "Publish", Href: boardHref(v.code, "publish")}}}
	case len(given) == 0:
		page.Empty = &view.Empty{Heading: "No link yet", Text: "Links that you make stand here, with how often each was opened."}
	}
	return page, err
}

func linkForm(code string) view.Form {
	return view.Form{ID: "link", Action: boardHref(code, "links"), Submit: "Make a link", Fields: []view.Field{
		{Kind: view.TextField, Name: "whom", Label: "Whom it is for", Hint: "An organisation or a team is enough. It stands in this list only.", MaxLength: account.LongestName, Required: true},
		{Kind: view.SelectField, Name: "version", Label: "Version"},
		{Kind: view.NumberField, Name: "days", Label: "Days until it ends", Hint: fmt.Sprintf("At most %d.", account.LongestLinkDays), Value: strconv.Itoa(account.LinkDays)}}}
}

func (p *Pages) oneLink(v visit, t account.Ticket) oneLink {
	one := oneLink{Whom: t.Note, Facts: []string{fmt.Sprintf("Version %d", t.Version), "made " + clock(t.Created)}}
	switch {
	case t.Opened == 0:
		one.Facts = append(one.Facts, "not opened yet")
	case t.Opened == 1:
		one.Facts = append(one.Facts, "opened once, "+clock(t.Used))
	default:
		one.Facts = append(one.Facts, fmt.Sprintf("opened %d times, last %s", t.Opened, clock(t.Used)))
	}
	switch {
	case t.Revoked:
		one.Facts = append(one.Facts, "taken back")
	case !t.Open(p.Now()):
		one.Facts = append(one.Facts, "ended "+clock(t.Expires))
	default:
		one.Facts = append(one.Facts, "ends "+clock(t.Expires))
		one.Revoke = &view.Form{ID: "revoke-" + t.ID(), Action: boardHref(v.code, "links/"+t.ID()+"/revoke"), Submit: "Take this link back", Quiet: true}
	}
	return one
}

// giveLink makes a link, and shows it and its code once.
func (p *Pages) giveLink(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	version, err := p.versionAsked(r, v, f)
	if err != nil {
		return err
	}
	secret, code, err := p.Accounts.GiveLink(r.Context(), v.who, v.code, version, f.values.Get("whom"), f.count("days"))
	reason, refused := refusal(err)
	if err != nil && !refused {
		return err
	}
	page, err := p.linksPage(r, v)
	if err != nil {
		return err
	}
	if refused {
		if page.New == nil {
			return asPage(account.Refused{Reason: reason})
		}
		form := f.kept(*page.New).WithProblems([]view.Problem{{Field: linkField(f), Text: reason}})
		page.New = &form
		return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "links", page)
	}
	page.Handover = &handover{Heading: "Hand these over by two ways", Text: "The link opens nothing without the code: send the link by e-mail, say, and tell the code on the telephone. Both are shown only now.",
		Href: absolute(r, "/pack/"+secret), Code: code}
	return p.Views.Render(w, "links", page)
}

// versionAsked is the version that a form names, 0 where the partnership does not have it.
func (p *Pages) versionAsked(r *http.Request, v visit, f *posted) (int, error) {
	versions, err := p.Desk.Versions(r.Context(), v.code)
	for _, line := range versions {
		if strconv.Itoa(line.Number) == f.values.Get("version") {
			return line.Number, err
		}
	}
	return 0, err
}

// linkField is the field that a refused link's form has wrong.
func linkField(f *posted) string {
	if _, err := account.CheckName(f.values.Get("whom")); err != nil {
		return "whom"
	}
	if days := f.count("days"); days < 1 || days > account.LongestLinkDays {
		return "days"
	}
	return "version"
}

func (p *Pages) revokeLink(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := p.Accounts.RevokeLink(r.Context(), v.who, v.code, mux.Vars(r)["link"]); err != nil {
		return err
	}
	http.Redirect(w, r, boardHref(v.code, "links")+"?done=revoked", http.StatusSeeOther)
	return nil
}

// linkPage asks an inspector for the code. It looks the same whether the link exists or not.
func (p *Pages) linkPage(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	return p.Views.Render(w, "set", p.codePage(v, mux.Vars(r)["token"]))
}

func (p *Pages) codePage(v visit, token string) setPage {
	return setPage{Frame: p.frame(v, "Engagement pack"), Heading: "Read an engagement pack", Text: "You were given this link and, by another way, a code. Each opening is logged.",
		Form: view.Form{ID: "code", Action: "/pack/" + token, Submit: "Open the pack", Fields: []view.Field{
			{Kind: view.TextField, Name: "code", Label: "Code", Hint: "Eight letters and digits. Capitals and the hyphen do not matter.", Complete: "one-time-code", MaxLength: 20, Required: true}}}}
}

// openLink opens the pack to whoever has the link and the code.
func (p *Pages) openLink(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	token := mux.Vars(r)["token"]
	ticket, err := p.Accounts.OpenLink(w, r, token, f.values.Get("code"))
	var problem web.Problem
	if errors.As(err, &problem) && (problem.Status == http.StatusUnauthorized || problem.Status == http.StatusTooManyRequests) {
		page := p.codePage(v, token)
		page.Refused = wrongField(&page.Form, "code", problem.Detail)
		return p.Views.RenderStatus(w, problem.Status, "set", page)
	}
	if err != nil {
		return gone(err)
	}
	http.Redirect(w, r, packHref(ticket.Partnership, ticket.Version), http.StatusSeeOther)
	return nil
}
