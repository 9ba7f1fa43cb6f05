package account_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/account/peopletest"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

const goodPassword = "teapot lighthouse gravel"

// office is a server's accounts, with a clock and a sample that tests turn.
type office struct {
	t *testing.T
	*account.Accounts
	kept   *peopletest.Memory
	admin  *account.Admin
	key    string // of the administrator
	now    time.Time
	sample bool
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, kept: peopletest.NewMemory(), now: time.Now().Truncate(time.Second)}
	dir := t.TempDir()
	admin, err := account.NewAdmin(dir, o.kept)
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(dir, "administrator.key"))
	if err != nil {
		t.Fatal(err)
	}
	o.admin, o.key = admin, string(key)
	o.Accounts = account.NewAccounts(account.Settings{People: o.kept, Admin: admin, Cost: cheap,
		Sample: func() bool { return o.sample }, Now: func() time.Time { return o.now }})
	return o
}

// board is somebody who runs partnership 101.
func board() *account.Person {
	return &account.Person{ID: "board-101", Name: "Board", Grants: []account.Grant{{Role: account.Board, Partnership: "101", Organisation: plan.BoardOrg}}}
}

// member makes an account with a password.
func (o *office) member(email string, grants ...account.Grant) account.Account {
	o.t.Helper()
	hash, err := account.NewPasswords(cheap).Hash(o.t.Context(), goodPassword)
	if err != nil {
		o.t.Fatal(err)
	}
	a := account.Account{ID: "id-" + email, Email: email, Name: "Member", Password: hash, Created: o.now, Grants: grants}
	o.save(a)
	return a
}

func (o *office) save(a account.Account) {
	o.t.Helper()
	if err := o.kept.SaveAccount(o.t.Context(), a, account.Note{At: o.now, Did: "made"}); err != nil {
		o.t.Fatal(err)
	}
}

// browser keeps the cookie that it was given.
type browser struct {
	*office
	cookie *http.Cookie
	from   string // address
}

func (o *office) browser() *browser { return &browser{office: o, from: "192.0.2.1:1234"} }

// do sends a request to something that answers, with the cookie, and keeps the cookie of the answer.
func (b *browser) do(page func(http.ResponseWriter, *http.Request) error) (who *account.Person, err error) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = b.from
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	b.Sessions(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who = account.Asking(r.Context())
		if page != nil {
			err = page(w, r)
		}
	})).ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookie = c
	}
	return who, err
}

// who is whom the server takes the browser for.
func (b *browser) who() *account.Person {
	who, _ := b.do(nil)
	return who
}

func (b *browser) signIn(email, password, code string) error {
	_, err := b.do(func(w http.ResponseWriter, r *http.Request) error { return b.SignIn(w, r, email, password, code) })
	return err
}

// in is a browser that is signed in.
func (o *office) in(email string) *browser {
	o.t.Helper()
	b := o.browser()
	if err := b.signIn(email, goodPassword, ""); err != nil {
		o.t.Fatalf("signing in as %s: %v", email, err)
	}
	return b
}

func wantStatus(t *testing.T, what string, err error, status int) {
	t.Helper()
	var p web.Problem
	if !errors.As(err, &p) || p.Status != status {
		t.Errorf("%s: got %v, want the status %d", what, err, status)
	}
}

func wantRefused(t *testing.T, what string, err error, words string) {
	t.Helper()
	var refused account.Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason, words) {
		t.Errorf("%s: got %v, want a refusal about %q", what, err, words)
	}
}
