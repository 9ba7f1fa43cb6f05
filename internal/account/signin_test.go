package account_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"inclusion/internal/account"
)

func TestWhoeverHasThePasswordIsSignedIn(t *testing.T) {
	o := newOffice(t)
	grant := account.Grant{Role: account.Board, Partnership: "101", Organisation: "board"}
	o.member("amara@example.org", grant)
	b := o.browser()
	if who := b.who(); who != nil {
		t.Fatalf("a stranger is taken for %v", who)
	}
	if err := b.signIn(" Amara@Example.org ", goodPassword, ""); err != nil {
		t.Fatal(err)
	}
	who := b.who()
	if who == nil || who.Email != "amara@example.org" || len(who.Grants) != 1 || who.Grants[0] != grant {
		t.Errorf("signed in as %+v", who)
	}
	if !b.cookie.HttpOnly || b.cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("the cookie is %v", b.cookie)
	}
}

// Which part was wrong, and whether there is such an account, is told by neither words nor status.
func TestEveryWrongTryIsAnsweredTheSame(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	ended := o.member("ended@example.org")
	ended.Disabled = true
	o.save(ended)
	o.save(account.Account{ID: "invited", Email: "invited@example.org", Created: o.now})
	with := o.member("with@example.org")
	with.Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	o.save(with)
	want := ""
	for _, c := range []struct{ name, email, password, code string }{
		{"a wrong password", "amara@example.org", "another good password", ""},
		{"no password", "amara@example.org", "", ""},
		{"nobody", "nobody@example.org", goodPassword, ""},
		{"nothing", "", "", ""},
		{"an account that has ended", "ended@example.org", goodPassword, ""},
		{"an account that was not taken up", "invited@example.org", "", ""},
		{"no code", "with@example.org", goodPassword, ""},
		{"a wrong code", "with@example.org", goodPassword, "000000"},
		{"an endless address", strings.Repeat("a", 1<<20) + "@example.org", goodPassword, ""},
		{"an endless password", "amara@example.org", strings.Repeat("a", 1<<20), ""},
		{"no text", "\xff\xfe@example.org", goodPassword, ""},
		{"HTML", "<script>alert(1)</script>@example.org", "<b>", ""},
	} {
		b := o.browser()
		err := b.signIn(c.email, c.password, c.code)
		wantStatus(t, c.name, err, http.StatusUnauthorized)
		if want == "" {
			want = err.Error()
		}
		if err == nil || err.Error() != want || !errors.Is(err, account.ErrWrong) {
			t.Errorf("%s is answered %v, another wrong try %v", c.name, err, want)
		}
		if b.cookie != nil || b.who() != nil {
			t.Errorf("%s: a session has begun", c.name)
		}
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.browser()
	for range 10 {
		wantStatus(t, "a guess", b.signIn("amara@example.org", "not the password", ""), http.StatusUnauthorized)
	}
	wantStatus(t, "the eleventh guess", b.signIn("amara@example.org", "not the password", ""), http.StatusTooManyRequests)
	other := o.browser()
	other.from = "192.0.2.77:1"
	wantStatus(t, "a guess from elsewhere", other.signIn("amara@example.org", goodPassword, ""), http.StatusTooManyRequests)
	wantStatus(t, "guessing whether there is an account", b.signIn("nobody@example.org", "x", ""), http.StatusUnauthorized)
	o.now = o.now.Add(time.Minute)
	if err := b.signIn("amara@example.org", goodPassword, ""); err != nil {
		t.Errorf("a minute later the right password is refused: %v", err)
	}
}

func TestAnAddressThatTriesManyAccountsIsSlowedDown(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.browser()
	b.from = "[2001:db8::1]:9"
	for i := range 60 {
		b.from = "[2001:db8::" + string(rune('a'+i%6)) + "]:9" // one network
		wantStatus(t, "a guess", b.signIn(strings.Repeat("x", i+1)+"@example.org", "x", ""), http.StatusUnauthorized)
	}
	wantStatus(t, "one guess more", b.signIn("amara@example.org", goodPassword, ""), http.StatusTooManyRequests)
	if err := o.browser().signIn("amara@example.org", goodPassword, ""); err != nil {
		t.Errorf("somebody at another address is slowed down too: %v", err)
	}
}

func TestSigningInOftenIsNoGuessing(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	for range 100 {
		o.in("amara@example.org")
	}
}

func TestTheTokenChangesWithWhoIsSignedIn(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	o.member("ben@example.org")
	b := o.in("amara@example.org")
	first := *b.cookie
	if err := b.signIn("ben@example.org", goodPassword, ""); err != nil {
		t.Fatal(err)
	}
	if b.cookie.Value == first.Value || b.who().Email != "ben@example.org" {
		t.Error("the token of one session became another's")
	}
	old := o.browser()
	old.cookie = &first
	if who := old.who(); who != nil {
		t.Errorf("the token from before still belongs to %s", who.Email)
	}
}

func TestTheKeyAndAnAccountAreNeverBothSignedIn(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.in("amara@example.org")
	if _, err := b.do(func(w http.ResponseWriter, r *http.Request) error { return o.SignInWithKey(w, r, o.key) }); err != nil {
		t.Fatal(err)
	}
	if who := b.who(); who.ID != account.KeyHolderID || !who.May(account.ManageServer, "", "") || who.May(account.SeeDraft, "101", "") {
		t.Errorf("the holder of the key is %+v", who)
	}
	if err := b.signIn("amara@example.org", goodPassword, ""); err != nil {
		t.Fatal(err)
	}
	if who := b.who(); who.Email != "amara@example.org" || who.May(account.ManageServer, "", "") {
		t.Errorf("after the key, an account signs in as %+v", who)
	}
	if _, err := b.do(o.SignOut); err != nil || b.who() != nil {
		t.Errorf("after signing out: %v, %v", b.who(), err)
	}
}

func TestAnAccountThatEndsIsSignedOutAtOnce(t *testing.T) {
	o := newOffice(t)
	a := o.member("amara@example.org")
	b := o.in("amara@example.org")
	if err := o.Disable(t.Context(), account.KeyHolder(), a.ID); err != nil {
		t.Fatal(err)
	}
	if b.who() != nil {
		t.Error("the session goes on")
	}
	wantStatus(t, "signing in again", b.signIn("amara@example.org", goodPassword, ""), http.StatusUnauthorized)
}

func TestDemonstrationAccountsWorkWithTheSampleOnly(t *testing.T) {
	o := newOffice(t)
	demo := o.member("demo@example.org")
	demo.Demo = true
	o.save(demo)
	wantStatus(t, "without the sample", o.browser().signIn("demo@example.org", goodPassword, ""), http.StatusUnauthorized)
	o.sample = true
	b := o.in("demo@example.org")
	if b.who() == nil {
		t.Error("with the sample it is not signed in")
	}
	o.sample = false
	if b.who() != nil {
		t.Error("its session outlives the sample")
	}
}

func TestChangingThePasswordEndsOtherSessions(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	here, there := o.in("amara@example.org"), o.in("amara@example.org")
	change := func(present, wanted string) error {
		_, err := here.do(func(_ http.ResponseWriter, r *http.Request) error {
			return o.ChangePassword(r, account.Asking(r.Context()), present, wanted)
		})
		return err
	}
	wantRefused(t, "a wrong present password", change("not the password", "kettle orchard nine"), "present password")
	wantRefused(t, "a short one", change(goodPassword, "short"), "12 characters")
	wantRefused(t, "the same", change(goodPassword, goodPassword), "have now")
	if there.who() == nil {
		t.Fatal("a refused change ended a session")
	}
	if err := change(goodPassword, "kettle orchard nine"); err != nil {
		t.Fatal(err)
	}
	if here.who() == nil || there.who() != nil {
		t.Errorf("here is %v, elsewhere %v", here.who(), there.who())
	}
	wantStatus(t, "the old password", o.browser().signIn("amara@example.org", goodPassword, ""), http.StatusUnauthorized)
	if err := o.browser().signIn("amara@example.org", "kettle orchard nine", ""); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

func TestSomebodySeesAndEndsOwnSessions(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	here, there := o.in("amara@example.org"), o.in("amara@example.org")
	list := func() (n int, present bool) {
		_, err := here.do(func(_ http.ResponseWriter, r *http.Request) error {
			sessions, hash, err := o.SessionsOf(r, account.Asking(r.Context()))
			for _, s := range sessions {
				present = present || s.TokenHash == hash
			}
			n = len(sessions)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n, present
	}
	if n, present := list(); n != 2 || !present {
		t.Errorf("%d sessions, the present one among them: %t", n, present)
	}
	if _, err := here.do(func(_ http.ResponseWriter, r *http.Request) error {
		return o.EndOtherSessions(r, account.Asking(r.Context()))
	}); err != nil {
		t.Fatal(err)
	}
	if n, present := list(); n != 1 || !present || there.who() != nil {
		t.Errorf("%d sessions are left, the present one among them: %t; elsewhere is %v", n, present, there.who())
	}
}

func TestAnOldHashIsMadeAgainAtTodaysCost(t *testing.T) {
	o := newOffice(t)
	a := o.member("amara@example.org")
	old, err := account.NewPasswords(account.HashCost{Memory: 16, Passes: 1, Threads: 1}).Hash(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	a.Password = old
	o.save(a)
	o.in("amara@example.org")
	if now, err := o.kept.Account(t.Context(), a.ID); err != nil || now.Password == old || !strings.Contains(now.Password, "m=8,") {
		t.Errorf("the hash is %q, %v", now.Password, err)
	}
	o.in("amara@example.org")
}

func TestASecondFactorIsAskedForOnceItIsConfirmed(t *testing.T) {
	o := newOffice(t)
	o.member("amara@example.org")
	b := o.in("amara@example.org")
	var secret string
	offer := func(_ http.ResponseWriter, r *http.Request) error {
		e, err := o.OfferSecondFactor(r, account.Asking(r.Context()))
		if secret != "" && e.Secret != secret {
			t.Error("asking again changes the secret that was scanned")
		}
		secret = e.Secret
		if !strings.HasPrefix(e.URL, "otpauth://totp/inclusion:amara@example.org?") {
			t.Errorf("the address for the app is %s", e.URL)
		}
		return err
	}
	for range 2 {
		if _, err := b.do(offer); err != nil {
			t.Fatal(err)
		}
	}
	confirmWith := func(password, code string) error {
		_, err := b.do(func(_ http.ResponseWriter, r *http.Request) error {
			return o.ConfirmSecondFactor(r, account.Asking(r.Context()), password, code)
		})
		return err
	}
	confirm := func(code string) error { return confirmWith(goodPassword, code) }
	code := func() string {
		c, err := totp.GenerateCode(secret, o.now)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	wantRefused(t, "a wrong code", confirm("12345"), "not the code")
	wantRefused(t, "setting it up without the password", confirmWith("a guess", code()), "present password")
	o.in("amara@example.org") // not asked for yet
	if err := confirm(code()); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, "without a code", o.browser().signIn("amara@example.org", goodPassword, ""), http.StatusUnauthorized)
	wantStatus(t, "the code that confirmed it", o.browser().signIn("amara@example.org", goodPassword, code()), http.StatusUnauthorized)
	o.now = o.now.Add(30 * time.Second)
	if err := o.browser().signIn("amara@example.org", goodPassword, code()); err != nil {
		t.Fatalf("the next code: %v", err)
	}
	wantStatus(t, "a code that was used", o.browser().signIn("amara@example.org", goodPassword, code()), http.StatusUnauthorized)
	remove := func(password string) error {
		_, err := b.do(func(_ http.ResponseWriter, r *http.Request) error {
			return o.RemoveSecondFactor(r, account.Asking(r.Context()), password)
		})
		return err
	}
	wantRefused(t, "removing it without the password", remove("a guess"), "present password")
	if err := remove(goodPassword); err != nil {
		t.Fatal(err)
	}
	o.in("amara@example.org")
}
