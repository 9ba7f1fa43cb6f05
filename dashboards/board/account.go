package board

import (
	"html/template"
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
)

func (p *Pages) accountRoutes() []Route {
	return []Route{
		{Method: http.MethodGet, Path: "/account", Right: account.OwnAccount, handle: p.account},
		{Method: http.MethodPost, Path: "/account/password", Right: account.OwnAccount, handle: p.changePassword},
		{Method: http.MethodGet, Path: "/account/second-factor", Right: account.OwnAccount, handle: p.secondFactor},
		{Method: http.MethodPost, Path: "/account/second-factor", Right: account.OwnAccount, handle: p.confirmSecondFactor},
		{Method: http.MethodPost, Path: "/account/second-factor/remove", Right: account.OwnAccount, handle: p.removeSecondFactor},
		{Method: http.MethodPost, Path: "/account/sessions/end", Right: account.OwnAccount, handle: p.endOtherSessions},
	}
}

// accountPage is somebody's own account.
type accountPage struct {
	view.Frame
	Heading  string
	Who      view.Facts
	Notice   string
	Refused  string
	Holder   bool // signed in with the administrator's key: there is no account to change
	Password *view.Form
	Second   string // in words, whether the second factor is on
	SetUp    bool   // it can be set up
	Remove   *view.Form
	Sessions *view.Table
	End      *view.Form
	Out      view.Form
}

// account shows somebody's own account.
func (p *Pages) account(w http.ResponseWriter, r *http.Request, v visit) error {
	page, err := p.accountPage(r, v)
	if err != nil {
		return err
	}
	page.Notice = map[string]string{"password": "Your new password is set, and you are signed out everywhere else.", "second": "The second factor is on. You need a code from your app each time you sign in.",
		"removed": "The second factor is off.", "sessions": "You are signed out everywhere else."}[r.URL.Query().Get("done")]
	return p.Views.Render(w, "account", page)
}

func (p *Pages) accountPage(r *http.Request, v visit) (accountPage, error) {
	page := accountPage{Frame: p.frame(v, "Your account"), Heading: "Your account", Out: view.Form{ID: "out", Action: "/sign-out", Submit: "Sign out"}}
	page.Who = append(page.Who, view.Fact{Term: "Name", Cell: view.Text(v.who.Name)})
	if v.who.Email != "" {
		page.Who = append(page.Who, view.Fact{Term: "E-mail address", Cell: view.Text(v.who.Email)})
	}
	for _, g := range v.who.Grants {
		page.Who = append(page.Who, view.Fact{Term: "Role", Cell: view.Text(grantText(g, ""))})
	}
	own, ok, err := p.Accounts.Own(r.Context(), v.who)
	if err != nil || !ok {
		page.Holder = !ok
		return page, err
	}
	page.Password, page.Remove = passwordForm(own), nil
	switch {
	case own.Password == "":
		page.Second = "You sign in with your organisation, which may ask for a second factor of its own."
	case own.Secret != "":
		page.Second = "The second factor is on: you need a code from your app each time you sign in."
		page.Remove = &view.Form{ID: "remove", Action: "/account/second-factor/remove", Submit: "Turn it off", Quiet: true, Fields: []view.Field{presentPassword()}}
	default:
		page.Second, page.SetUp = "The second factor is off. With it, somebody who has learnt your password still cannot sign in.", true
	}
	sessions, here, err := p.Accounts.SessionsOf(r, v.who)
	if err != nil {
		return page, err
	}
	page.Sessions = &view.Table{Caption: "Where you are signed in", CaptionHidden: true, Columns: []view.Column{{Label: "Signed in"}, {Label: "Ends by itself"}, {Label: "Which"}}}
	for _, s := range sessions {
		which := "elsewhere"
		if s.TokenHash == here {
			which = "here"
		}
		page.Sessions.Rows = append(page.Sessions.Rows, view.Row{Cells: []view.Cell{view.Text(clock(s.Created)), view.Text(clock(s.Expires)), view.Text(which)}})
	}
	if len(sessions) > 1 {
		page.End = &view.Form{ID: "sessions", Action: "/account/sessions/end", Submit: "Sign out everywhere else", Quiet: true}
	}
	return page, nil
}

func presentPassword() view.Field {
	return view.Field{Kind: view.SecretField, Name: "present", Label: "Your present password", Complete: "current-password", Required: true}
}

// passwordForm changes the password; none for who signs in with an organisation.
func passwordForm(own account.Account) *view.Form {
	if own.Password == "" {
		return nil
	}
	return &view.Form{ID: "password", Action: "/account/password", Submit: "Change the password", Fields: []view.Field{presentPassword(), passwordField("New password")}}
}

func (p *Pages) changePassword(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	err = p.Accounts.ChangePassword(r, v.who, f.values.Get("present"), f.values.Get("password"))
	return p.accountDone(w, r, v, err, "password")
}

func (p *Pages) removeSecondFactor(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	return p.accountDone(w, r, v, p.Accounts.RemoveSecondFactor(r, v.who, f.values.Get("present")), "removed")
}

func (p *Pages) endOtherSessions(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.accountDone(w, r, v, p.Accounts.EndOtherSessions(r, v.who), "sessions")
}

// accountDone goes back to the account, or shows it again with what was refused.
func (p *Pages) accountDone(w http.ResponseWriter, r *http.Request, v visit, err error, what string) error {
	if reason, ok := refusal(err); ok {
		page, err := p.accountPage(r, v)
		if err != nil {
			return err
		}
		page.Refused = reason
		return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "account", page)
	}
	if err != nil {
		return p.withoutAccount(r, v, err)
	}
	http.Redirect(w, r, "/account?done="+what, http.StatusSeeOther)
	return nil
}

// withoutAccount says to the holder of the key that there is no account to change.
func (p *Pages) withoutAccount(r *http.Request, v visit, err error) error {
	if _, ok, ownErr := p.Accounts.Own(r.Context(), v.who); ownErr == nil && !ok {
		return asPage(account.Refused{Reason: "You are signed in with the administrator's key, which has no account, so there is nothing to change."})
	}
	return err
}

// secondPage sets up a second factor.
type secondPage struct {
	view.Frame
	Heading string
	Needed  string // why it has to be set up before anything else
	Refused string
	Picture template.HTML // to scan
	Secret  string        // to type, in groups of four
	URL     template.URL
	Form    view.Form
}

func (p *Pages) secondFactor(w http.ResponseWriter, r *http.Request, v visit) error {
	return p.secondWith(w, r, v, http.StatusOK, "")
}

func (p *Pages) secondWith(w http.ResponseWriter, r *http.Request, v visit, status int, refused string) error {
	if _, ok, err := p.Accounts.Own(r.Context(), v.who); err != nil || !ok {
		return p.withoutAccount(r, v, err)
	}
	offer, err := p.Accounts.OfferSecondFactor(r, v.who)
	if err != nil {
		return err
	}
	picture, err := squares(offer.URL)
	if err != nil {
		return err
	}
	page := secondPage{Frame: p.frame(v, "Second factor"), Heading: "Set up a second factor", Refused: refused, Picture: picture, Secret: inFours(offer.Secret), URL: template.URL(offer.URL),
		Form: view.Form{ID: "second", Action: "/account/second-factor", Submit: "Turn it on", Fields: []view.Field{presentPassword(),
			{Kind: view.TextField, Name: "code", Label: "The six digits that the app shows now", Complete: "one-time-code", MaxLength: 10, Required: true}}}}
	if v.who.NeedsSecond {
		page.Needed = "This server asks everybody who signs in with a password for a second factor. Once it is set up, you see your partnership’s pages."
	}
	page.Breadcrumbs = []view.Link{{Text: "Your account", Href: "/account"}}
	return p.Views.RenderStatus(w, status, "second-factor", page)
}

func (p *Pages) confirmSecondFactor(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	err = p.Accounts.ConfirmSecondFactor(r, v.who, f.values.Get("present"), f.values.Get("code"))
	if reason, ok := refusal(err); ok {
		return p.secondWith(w, r, v, http.StatusUnprocessableEntity, reason)
	}
	if err != nil {
		return p.withoutAccount(r, v, err)
	}
	http.Redirect(w, r, "/account?done=second", http.StatusSeeOther)
	return nil
}
