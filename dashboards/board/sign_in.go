package board

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/web"
)

// DemoAccount is somebody invented, to try a role with while the sample is served.
type DemoAccount struct {
	Email, Password, Name string
	Role                  account.Role
	Partnership           string // three-digit code; "" for several or none
	Try                   string // what to try, in a sentence
}

func (p *Pages) signInRoutes() []Route {
	routes := []Route{
		{Method: http.MethodGet, Path: "/sign-in", Right: account.Enter, handle: p.signInPage},
		{Method: http.MethodPost, Path: "/sign-in", Right: account.Enter, handle: p.signIn},
		{Method: http.MethodPost, Path: "/sign-out", Right: account.Enter, handle: p.signOut},
		{Method: http.MethodGet, Path: "/invitation/{token}", Right: account.Enter, handle: p.invitation},
		{Method: http.MethodPost, Path: "/invitation/{token}", Right: account.Enter, handle: p.takeUp},
		{Method: http.MethodGet, Path: "/reset/{token}", Right: account.Enter, handle: p.resetPage},
		{Method: http.MethodPost, Path: "/reset/{token}", Right: account.Enter, handle: p.reset},
	}
	if p.Elsewhere != nil {
		routes = append(routes,
			Route{Method: http.MethodGet, Path: "/sign-in/organisation", Right: account.Enter, handle: p.signInElsewhere},
			Route{Method: http.MethodGet, Path: "/sign-in/return", Right: account.Enter, handle: p.backFromElsewhere})
	}
	return routes
}

// signInView is the page of signing in.
type signInView struct {
	view.Frame
	Who       string // signed in as; empty for nobody
	Notice    string
	Refused   string // why the last try failed
	Form      view.Form
	Key       view.Form
	KeyOpen   bool
	Elsewhere bool
	Demo      []demoView
}

type demoView struct {
	DemoAccount
	Form view.Form
}

// signInPage shows the form, or who is signed in.
func (p *Pages) signInPage(w http.ResponseWriter, r *http.Request, v visit) error {
	page := p.signInView(v, localPath(r.URL.Query().Get("next")))
	page.Notice = map[string]string{"invitation": "Your account is ready. Sign in with the password you have just set.",
		"reset": "Your new password is set. Sign in with it.", "out": "You are signed out."}[r.URL.Query().Get("done")]
	return p.Views.Render(w, "sign-in", page)
}

func (p *Pages) signInView(v visit, next string) signInView {
	page := signInView{Frame: p.frame(v, "Sign in"), Elsewhere: p.Elsewhere != nil}
	if v.who != nil {
		page.Who = v.who.Name
	}
	var hidden []view.Hidden
	if next != "" {
		hidden = []view.Hidden{{Name: "next", Value: next}}
	}
	page.Form = view.Form{ID: "sign-in", Action: "/sign-in", Submit: "Sign in", Hidden: hidden, Fields: []view.Field{
		{Kind: "email", Name: "email", Label: "E-mail address", Complete: "username", MaxLength: account.LongestEmail, Required: true},
		{Kind: view.SecretField, Name: "password", Label: "Password", Complete: "current-password", Required: true},
		{Kind: view.TextField, Name: "code", Label: "Code from your app", Hint: "Only if you have set up a second factor. Otherwise leave this empty.", Complete: "one-time-code", MaxLength: 10}}}
	page.Key = view.Form{ID: "administrator", Action: "/sign-in", Submit: "Sign in with the key", Quiet: true, Fields: []view.Field{
		{Kind: view.SecretField, Name: "key", Label: "Administrator's key", Complete: "off", Required: true,
			Hint: "Whoever runs this server has it: it lies in the data folder, and the server's log names the file when it starts."}}}
	if p.Demo != nil && p.Sample() {
		for i, d := range p.Demo() {
			page.Demo = append(page.Demo, demoView{d, view.Form{ID: fmt.Sprintf("demo-%d", i+1), Action: "/sign-in", Submit: "Sign in as " + d.Name, Quiet: true,
				Hidden: []view.Hidden{{Name: "email", Value: d.Email}, {Name: "password", Value: d.Password}}}})
		}
	}
	return page
}

// signIn takes an e-mail address with a password, or the administrator's key. What is said of a wrong one never depends on what was
// wrong about it.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := readForm(r)
	if err != nil {
		return err
	}
	next := localPath(f.values.Get("next"))
	withKey := f.has("key") && !f.has("email")
	if withKey {
		err = p.Accounts.SignInWithKey(w, r, f.values.Get("key"))
	} else {
		err = p.Accounts.SignIn(w, r, f.values.Get("email"), f.values.Get("password"), f.values.Get("code"))
	}
	var problem web.Problem
	switch {
	case err == nil && withKey && next == "":
		next = "/data"
	case err == nil && next == "":
		next = "/board"
	case errors.As(err, &problem) && (problem.Status == http.StatusUnauthorized || problem.Status == http.StatusTooManyRequests):
		page := p.signInView(v, next)
		page.Refused, page.KeyOpen = problem.Detail, withKey
		if withKey && problem.Status == http.StatusUnauthorized {
			page.Refused = "That is not the key. Copy it again, whole, without blanks around it."
		}
		page.Form = f.kept(page.Form)
		return p.Views.RenderStatus(w, problem.Status, "sign-in", page)
	case err != nil:
		return err
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// localPath is an address of this server, or "" for anything else: nobody is led away by a link to the sign-in page.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return ""
	}
	return next
}

func (p *Pages) signOut(w http.ResponseWriter, r *http.Request, _ visit) error {
	if err := p.Accounts.SignOut(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, "/sign-in?done=out", http.StatusSeeOther)
	return nil
}

func (p *Pages) signInElsewhere(w http.ResponseWriter, r *http.Request, _ visit) error {
	return p.Elsewhere.Begin(w, r)
}

func (p *Pages) backFromElsewhere(w http.ResponseWriter, r *http.Request, _ visit) error {
	if err := p.Elsewhere.Return(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, "/board", http.StatusSeeOther)
	return nil
}

// setPage is a page that somebody reaches by a link, to set a password or to give a code.
type setPage struct {
	view.Frame
	Heading, Text string
	Refused       string
	Form          view.Form
}

// secretPage keeps the address of a page, which holds a secret, from going elsewhere.
func secretPage(w http.ResponseWriter) { w.Header().Set("Referrer-Policy", "no-referrer") }

// gone says that a link lets nobody in, whatever the cause.
func gone(err error) error {
	if errors.Is(err, account.ErrTicket) {
		return web.NotFound("This link has been used, has expired, was taken back or has a slip in it. Ask whoever gave it to you for a new one.").BecauseOf(err)
	}
	return err
}

func passwordField(label string) view.Field {
	return view.Field{Kind: view.SecretField, Name: "password", Label: label, Complete: "new-password", Required: true,
		Hint: "At least 12 characters. Three or four words that do not belong together are easy to remember."}
}

func (p *Pages) invitationPage(v visit, a account.Account, token string) setPage {
	return setPage{Frame: p.frame(v, "Invitation"), Heading: "You are invited", Text: "This sets up the account of " + a.Email + ".",
		Form: view.Form{ID: "invitation", Action: "/invitation/" + token, Submit: "Set up my account", Fields: []view.Field{
			{Kind: view.TextField, Name: "name", Label: "Your name", Value: a.Name, Complete: "name", MaxLength: account.LongestName, Required: true,
				Hint: "People of your partnership see it beside what you write. It is never published."},
			passwordField("Password")}}}
}

func (p *Pages) invitation(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	token := mux.Vars(r)["token"]
	a, err := p.Accounts.Invited(r.Context(), token)
	if err != nil {
		return gone(err)
	}
	return p.Views.Render(w, "set", p.invitationPage(v, a, token))
}

func (p *Pages) takeUp(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	token := mux.Vars(r)["token"]
	f, err := readForm(r)
	if err != nil {
		return err
	}
	a, err := p.Accounts.Invited(r.Context(), token)
	if err != nil {
		return gone(err)
	}
	name := f.values.Get("name")
	err = p.Accounts.TakeUp(r.Context(), token, name, f.values.Get("password"))
	if reason, ok := refusal(err); ok {
		page := p.invitationPage(v, a, token)
		page.Form = f.kept(page.Form)
		_, nameErr := account.CheckName(name)
		page.Refused = wrongField(&page.Form, map[bool]string{true: "name", false: "password"}[nameErr != nil], reason)
		return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "set", page)
	}
	if err != nil {
		return gone(err)
	}
	http.Redirect(w, r, "/sign-in?done=invitation", http.StatusSeeOther)
	return nil
}

func (p *Pages) resetForm(v visit, a account.Account, token string) setPage {
	return setPage{Frame: p.frame(v, "New password"), Heading: "Set a new password", Text: "This sets a new password for " + a.Email + ", and signs the account out everywhere.",
		Form: view.Form{ID: "reset", Action: "/reset/" + token, Submit: "Set the password", Fields: []view.Field{passwordField("New password")}}}
}

func (p *Pages) resetPage(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	token := mux.Vars(r)["token"]
	a, err := p.Accounts.Resetting(r.Context(), token)
	if err != nil {
		return gone(err)
	}
	return p.Views.Render(w, "set", p.resetForm(v, a, token))
}

func (p *Pages) reset(w http.ResponseWriter, r *http.Request, v visit) error {
	secretPage(w)
	token := mux.Vars(r)["token"]
	f, err := readForm(r)
	if err != nil {
		return err
	}
	a, err := p.Accounts.Resetting(r.Context(), token)
	if err != nil {
		return gone(err)
	}
	err = p.Accounts.Reset(r.Context(), token, f.values.Get("password"))
	if reason, ok := refusal(err); ok {
		page := p.resetForm(v, a, token)
		page.Refused = wrongField(&page.Form, "password", reason)
		return p.Views.RenderStatus(w, http.StatusUnprocessableEntity, "set", page)
	}
	if err != nil {
		return gone(err)
	}
	http.Redirect(w, r, "/sign-in?done=reset", http.StatusSeeOther)
	return nil
}

// refusal is why something that somebody wrote is not taken.
func refusal(err error) (reason string, ok bool) {
	var refused account.Refused
	ok = errors.As(err, &refused)
	return refused.Reason, ok
}

// wrongField says at a field what is wrong with it. It is for forms with passwords, which are not shown again.
func wrongField(form *view.Form, name, reason string) string {
	for i := range form.Fields {
		if form.Fields[i].Name == name {
			form.Fields[i].Error = reason
		}
	}
	return reason
}
