package account

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"inclusion/internal/web"
)

// Names in a session's data of whose it is.
const (
	accountSession = "account" // the account's id
	linkSession    = "link"    // the hash of an inspector's link
)

// KeyHolderID is the id of whoever has signed in with the administrator's key.
const KeyHolderID = "administrator-key"

// KeyHolder is whoever has the administrator's key, or the data folder itself.
func KeyHolder() *Person {
	return &Person{ID: KeyHolderID, Name: "Administrator", Grants: []Grant{{Role: System}}}
}

// Settings are what Accounts is made of.
type Settings struct {
	People      People
	Admin       *Admin
	Cost        HashCost // DefaultHashCost when zero
	Sample      func() bool
	Now         func() time.Time
	NeedsSecond bool // whoever has a password needs a second factor too
}

// Accounts signs people in and out, knows who a request is from, invites people and gives inspectors links.
type Accounts struct {
	people      People
	admin       *Admin
	passwords   *Passwords
	sample      func() bool
	now         func() time.Time
	needsSecond bool

	changing  sync.Mutex // one change of an account at a time: each reads it, changes it and saves it whole
	ofAccount *throttle
	ofAddress *throttle
	ofLink    *throttle
}

// NewAccounts puts accounts beside the administrator's key: one cookie is for both.
func NewAccounts(s Settings) *Accounts {
	if s.Cost == (HashCost{}) {
		s.Cost = DefaultHashCost
	}
	return &Accounts{people: s.People, admin: s.Admin, passwords: NewPasswords(s.Cost), sample: s.Sample, now: s.Now, needsSecond: s.NeedsSecond,
		ofAccount: newThrottle(10, time.Minute, s.Now), ofAddress: newThrottle(60, 2*time.Second, s.Now), ofLink: newThrottle(10, time.Minute, s.Now)}
}

// Sessions loads who a request is from, for Asking. A request without a session is nobody's and costs nothing.
func (a *Accounts) Sessions(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(a.admin.load(r))
		person, err := a.person(r)
		if err != nil {
			slog.ErrorContext(r.Context(), "reading whose a session is; the request is answered as nobody's", "request_id", web.RequestID(r.Context()), "error", err.Error())
		}
		if person != nil {
			r = r.WithContext(WithPerson(r.Context(), person))
		}
		if person != nil && !strings.HasPrefix(r.URL.Path, "/static/") {
			private(w)
			w = &privately{ResponseWriter: w}
		}
		next.ServeHTTP(w, r)
	})
}

// person is whose session a request has; nil for nobody's.
func (a *Accounts) person(r *http.Request) (*Person, error) {
	if a.admin.Is(r) {
		return KeyHolder(), nil
	}
	ctx := r.Context()
	if id := a.admin.manager.GetString(ctx, accountSession); id != "" {
		account, err := a.people.Account(ctx, id)
		if errors.Is(err, ErrNoAccount) || err == nil && !a.works(account) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if a.needsSecond && account.Secret == "" && account.Password != "" && !account.Demo {
			return account.onTheThreshold(), nil
		}
		return account.Person(), nil
	}
	if hash := a.admin.manager.GetString(ctx, linkSession); hash != "" {
		t, err := a.people.Ticket(ctx, hash)
		if errors.Is(err, ErrNoTicket) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if ok, err := a.opens(ctx, t); !ok {
			return nil, err
		}
		return &Person{ID: "link-" + t.ID(), Name: "Inspector", Grants: []Grant{{Role: Inspector, Partnership: t.Partnership, Version: t.Version}}}, nil
	}
	return nil, nil
}

// works says that the account lets its person in now.
func (a *Accounts) works(account Account) bool {
	return !account.Disabled && (!account.Demo || a.sample())
}

// Person is who an account is of. Whoever has not said a name yet goes by the e-mail address.
func (a Account) Person() *Person {
	name := a.Name
	if name == "" {
		name = a.Email
	}
	return &Person{ID: a.ID, Email: a.Email, Name: name, Demo: a.Demo, Grants: a.Grants}
}

// onTheThreshold is who an account is of while a second factor is still to be set up: somebody who may do that and nothing else.
func (a Account) onTheThreshold() *Person {
	p := a.Person()
	p.Grants, p.NeedsSecond = nil, true
	return p
}

// change reads an account, changes it and saves it. Nothing is saved of a change that fails.
func (a *Accounts) change(ctx context.Context, id string, note Note, made func(*Account) error) error {
	a.changing.Lock()
	defer a.changing.Unlock()
	account, err := a.people.Account(ctx, id)
	if err != nil {
		return err
	}
	if err := made(&account); err != nil {
		return err
	}
	note.At = a.now()
	account.Changed = note.At
	return a.people.SaveAccount(ctx, account, note)
}

// begin starts a session that says name=value and nothing else, under a token of its own.
func (a *Accounts) begin(w http.ResponseWriter, r *http.Request, name, value string) error {
	ctx := a.admin.contextOf(r)
	manager := a.admin.manager
	err := manager.RenewToken(ctx)
	if err == nil {
		err = manager.Clear(ctx)
	}
	if err != nil {
		return unsaved(err)
	}
	manager.Put(ctx, name, value)
	if name == accountSession {
		if err := a.people.TieSession(ctx, manager.Token(ctx), value, a.now()); err != nil {
			manager.Remove(ctx, name)
			return unsaved(err)
		}
	}
	token, expires, err := manager.Commit(ctx)
	if err != nil {
		manager.Remove(ctx, name)
		return unsaved(err)
	}
	a.admin.lastUsed.begin(token)
	setCookie(w, r, token, expires)
	return nil
}

// SignInWithKey begins a session of the administrator's key.
func (a *Accounts) SignInWithKey(w http.ResponseWriter, r *http.Request, key string) error {
	return a.admin.SignIn(w, r, key)
}

// SignOut ends the session, here and in the browser.
func (a *Accounts) SignOut(w http.ResponseWriter, r *http.Request) error {
	return a.admin.SignOut(w, r)
}

// address is where a request comes from, as far as it is counted: an IPv4 address, or the network that an IPv6 address belongs to.
func (a *Accounts) address(r *http.Request) string {
	ip := web.Address(r)
	if ip.Is6() {
		network, _ := ip.Prefix(64) // 64 is never too long
		return network.String()
	}
	return ip.String()
}

// privately writes an answer that may be kept nowhere, whatever the page says of itself: what somebody sees who has signed in is not
// left in a browser that others use, nor at a proxy.
type privately struct{ http.ResponseWriter }

func (w *privately) WriteHeader(status int) {
	w.Header().Set("Cache-Control", "private, no-store")
	w.ResponseWriter.WriteHeader(status)
}

func (w *privately) Write(p []byte) (int, error) {
	w.Header().Set("Cache-Control", "private, no-store") // counts while nothing was written
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *privately) Unwrap() http.ResponseWriter { return w.ResponseWriter }
