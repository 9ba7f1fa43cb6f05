package account_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
)

// TestASessionThatNobodyUsesEnds: an hour without a request ends a session, whatever it is of; each request begins the hour anew.
func TestASessionThatNobodyUsesEnds(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	now := o.now
	o.admin.SetClock(func() time.Time { return now })
	for name, signIn := range map[string]func(http.ResponseWriter, *http.Request) error{
		"an account": func(w http.ResponseWriter, r *http.Request) error {
			return o.SignIn(w, r, "amara@example.org", goodPassword, "")
		},
		"the administrator's key": func(w http.ResponseWriter, r *http.Request) error { return o.SignInWithKey(w, r, o.key) },
	} {
		b := o.browser()
		if _, err := b.do(signIn); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for range 3 {
			now = now.Add(account.SessionIdle)
			if b.who() == nil {
				t.Fatalf("%s: a session that is used every hour ends", name)
			}
		}
		now = now.Add(account.SessionIdle + time.Second)
		if b.who() != nil {
			t.Errorf("%s: a session lasts though nobody used it for over an hour", name)
		}
		now = now.Add(-time.Hour)
		if b.who() != nil {
			t.Errorf("%s: a session that has ended lives again", name)
		}
	}
}

// TestASessionOutlivesTheProcessByItsIdleTime: when each was last used is not on disk, so a new process counts from its beginning.
func TestASessionOutlivesTheProcessByItsIdleTime(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.in("amara@example.org")
	now := o.now.Add(2 * time.Hour)
	o.admin.SetClock(func() time.Time { return now }) // as a process that begins now
	if b.who() == nil {
		t.Error("a restart signs people out")
	}
	now = now.Add(2 * account.SessionIdle)
	if b.who() != nil {
		t.Error("after a restart a session lasts without being used")
	}
}

// TestWhatSomebodySignedInSeesIsKeptNowhere, whatever the page says of itself.
func TestWhatSomebodySignedInSeesIsKeptNowhere(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.in("amara@example.org")
	for _, c := range []struct {
		path   string
		cookie *http.Cookie
		page   http.HandlerFunc
		want   string
	}{
		{"/areas", b.cookie, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) }, "private, no-store"},
		{"/areas", b.cookie, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, "private, no-store"},
		{"/static/a.css", b.cookie, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) }, "public, max-age=300"},
		{"/areas", nil, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) }, "public, max-age=300"},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		if c.cookie != nil {
			r.AddCookie(c.cookie)
		}
		w := httptest.NewRecorder()
		o.Sessions(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "public, max-age=300")
			c.page(w, r)
		})).ServeHTTP(w, r)
		if got := w.Header().Get("Cache-Control"); got != c.want {
			t.Errorf("%s: %q, want %q", c.path, got, c.want)
		}
	}
}

// TestWhereASecondFactorIsRequiredNothingElseComesFirst: without one, somebody may set it up and do nothing else.
func TestWhereASecondFactorIsRequiredNothingElseComesFirst(t *testing.T) {
	o := newOffice(t)
	o.Accounts = account.NewAccounts(account.Settings{People: o.kept, Admin: o.admin, Cost: cheap, NeedsSecond: true,
		Sample: func() bool { return true }, Now: func() time.Time { return o.now }})
	grant := account.Grant{Role: account.Board, Partnership: "101", Organisation: "board"}
	a := o.member("amara@example.org", grant)
	b := o.in("amara@example.org")
	who := b.who()
	if who == nil || !who.NeedsSecond {
		t.Fatalf("signed in as %+v", who)
	}
	for _, right := range account.Rights() {
		public := (*account.Person)(nil).May(right, "101", "")
		if may := who.May(right, "101", ""); may != (public || right == account.OwnAccount) {
			t.Errorf("before the second factor is set up they may %s: %t", right, may)
		}
	}
	if who.MaySeePack("101", 1) || len(who.In("101")) > 0 {
		t.Error("before the second factor is set up they are somebody in the partnership")
	}
	a.Secret = strings.Repeat("A", 32)
	o.save(a)
	if who := b.who(); who == nil || who.NeedsSecond || !who.May(account.SeeDraft, "101", "") {
		t.Errorf("once it is set up they are %+v", who)
	}
	demo := o.member("demo@example.org", grant)
	demo.Demo = true
	o.save(demo)
	if who := o.in("demo@example.org").who(); who == nil || who.NeedsSecond {
		t.Error("a demonstration account, which nobody can change, is asked for a second factor")
	}
}
