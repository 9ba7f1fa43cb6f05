package account_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

var council = account.Grant{Role: account.Partner, Partnership: "101", Organisation: plan.Council}

func (o *office) invited(by *account.Person, email string, g account.Grant) account.Invitation {
	o.t.Helper()
	i, err := o.Invite(o.t.Context(), by, email, g)
	if err != nil {
		o.t.Fatalf("inviting %s: %v", email, err)
	}
	return i
}

func wantTicket(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, account.ErrTicket) {
		t.Errorf("%s: got %v, want that it lets nobody in", what, err)
	}
}

func TestAnInvitationIsTakenUpOnce(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	i := o.invited(board(), " Cleo@Example.org", council)
	if who, err := o.Invited(ctx, i.Secret); err != nil || who.Email != "cleo@example.org" {
		t.Fatalf("the invitation is for %q, %v", who.Email, err)
	}
	wantRefused(t, "a short password", o.TakeUp(ctx, i.Secret, "Cleo", "short"), "12 characters")
	wantRefused(t, "no name", o.TakeUp(ctx, i.Secret, " ", goodPassword), "name")
	wantRefused(t, "an endless name", o.TakeUp(ctx, i.Secret, strings.Repeat("x", 101), goodPassword), "100 characters")
	wantRefused(t, "a name that turns the line around", o.TakeUp(ctx, i.Secret, "Cleo\u202e", goodPassword), "cannot be shown")
	wantTicket(t, "using it for a reset", o.Reset(ctx, i.Secret, goodPassword))
	if err := o.TakeUp(ctx, i.Secret, " Cleo <b>", goodPassword); err != nil {
		t.Fatal(err)
	}
	wantTicket(t, "a second time", o.TakeUp(ctx, i.Secret, "Somebody else", "another good password"))
	if who := o.in("cleo@example.org").who(); who.Name != "Cleo <b>" || !who.May(account.WriteScore, "101", plan.Council) || who.May(account.WriteScore, "101", plan.ICB) {
		t.Errorf("signed in as %+v", who)
	}
}

func TestInvitationsAndResetsRunOut(t *testing.T) {
	for _, c := range []struct {
		name  string
		lasts time.Duration
		give  func(o *office) string
		use   func(o *office, secret string) error
	}{
		{"invitation", 7 * 24 * time.Hour, func(o *office) string { return o.invited(board(), "cleo@example.org", council).Secret },
			func(o *office, s string) error { return o.TakeUp(o.t.Context(), s, "Cleo", goodPassword) }},
		{"reset", 24 * time.Hour, func(o *office) string { return o.reset(o.member("cleo@example.org", council).ID) },
			func(o *office, s string) error { return o.Reset(o.t.Context(), s, "another good password") }},
	} {
		o := newOffice(t)
		secret := c.give(o)
		o.now = o.now.Add(c.lasts)
		wantTicket(t, "the "+c.name+" on the day it ends", c.use(o, secret))
		o.now = o.now.Add(-time.Second)
		if err := c.use(o, secret); err != nil {
			t.Errorf("the %s just before it ends: %v", c.name, err)
		}
	}
}

func (o *office) reset(id string) string {
	o.t.Helper()
	kind, secret, err := o.GiveReset(o.t.Context(), board(), id, "101", false)
	if err != nil || kind != account.ResetTicket {
		o.t.Fatalf("%q, %v", kind, err)
	}
	return secret
}

func TestAResetEndsEverySessionAndEveryOlderLink(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	a := o.member("cleo@example.org", council)
	b := o.in("cleo@example.org")
	older, newer := o.reset(a.ID), o.reset(a.ID)
	wantTicket(t, "the older link", o.Reset(ctx, older, "another good password"))
	if err := o.Reset(ctx, newer, "another good password"); err != nil {
		t.Fatal(err)
	}
	wantTicket(t, "the link a second time", o.Reset(ctx, newer, "a third good password"))
	if b.who() != nil {
		t.Error("a session goes on after a reset")
	}
	wantStatus(t, "the old password", o.browser().signIn("cleo@example.org", goodPassword, ""), http.StatusUnauthorized)
}

func TestSecretsThatNobodyGaveLetNobodyIn(t *testing.T) {
	o := newOffice(t)
	for _, secret := range []string{"", "x", strings.Repeat("A", 26), strings.Repeat("A", 1<<16), "../../etc/passwd", "<script>"} {
		_, err := o.Invited(t.Context(), secret)
		wantTicket(t, secret[:min(9, len(secret))], err)
		wantTicket(t, secret[:min(9, len(secret))], o.Reset(t.Context(), secret, goodPassword))
	}
}

func TestOnlyWhoManagesAPlaceInvitesThere(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	elsewhere := council
	elsewhere.Partnership = "102"
	for _, c := range []struct {
		name  string
		by    *account.Person
		grant account.Grant
	}{
		{"a board, elsewhere", board(), elsewhere},
		{"a board, for the whole server", board(), account.Grant{Role: account.System}},
		{"a partner", &account.Person{ID: "x", Grants: []account.Grant{council}}, council},
		{"nobody", nil, council},
	} {
		_, err := o.Invite(ctx, c.by, "cleo@example.org", c.grant)
		wantStatus(t, c.name, err, http.StatusForbidden)
	}
	for _, role := range []account.Role{account.System, account.Inspector, account.Public, "king"} {
		_, err := o.Invite(ctx, board(), "cleo@example.org", account.Grant{Role: role, Partnership: "101"})
		wantRefused(t, string(role), err, "one of the roles")
	}
	for _, email := range []string{"", "cleo", "cleo@", "Cleo <cleo@example.org>", "cleo@localhost", strings.Repeat("c", 250) + "@example.org", "cleo@example.org\r\nBcc: x@example.org", "<b>@example.org"} {
		_, err := o.Invite(ctx, board(), email, council)
		wantRefused(t, email, err, "no e-mail address")
	}
	_, err := o.Invite(ctx, board(), "cleo@example.org", account.Grant{Role: account.Partner, Partnership: "101", Organisation: plan.BoardOrg})
	wantRefused(t, "a partner for the board", err, "organisation")
	if all, err := o.Everybody(ctx); err != nil || len(all) != 0 {
		t.Errorf("what was refused left %d accounts, %v", len(all), err)
	}
}

func TestAnAccountGetsASecondRoleWithoutASecondInvitation(t *testing.T) {
	o := newOffice(t)
	o.member("cleo@example.org", council)
	other := account.Grant{Role: account.YoungLead, Partnership: "101"}
	if i := o.invited(board(), "cleo@example.org", other); i.Secret != "" {
		t.Error("somebody with a password was invited anew")
	}
	if in, err := o.In(t.Context(), "101"); err != nil || len(in) != 1 || len(in[0].Grants) != 2 || in[0].Grants[1].Organisation != plan.YoungOrg {
		t.Errorf("%+v, %v", in, err)
	}
}

// A board that could hand itself the password of somebody who also works elsewhere could read what is written there.
func TestABoardGetsAtNoOtherPartnershipThroughAnAccount(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	elsewhere := council
	elsewhere.Partnership = "102"
	both := o.member("both@example.org", council, elsewhere)
	_, _, err := o.GiveReset(ctx, board(), both.ID, "101", false)
	wantStatus(t, "a reset by one of two boards", err, http.StatusForbidden)
	wantStatus(t, "signing them out", o.EndSessionsOf(ctx, board(), both.ID), http.StatusForbidden)
	if _, _, err := o.GiveReset(ctx, account.KeyHolder(), both.ID, "", false); err != nil {
		t.Errorf("the server's administrator: %v", err)
	}
	first := o.invited(board(), "new@example.org", council)
	other := &account.Person{ID: "board-102", Grants: []account.Grant{{Role: account.Board, Partnership: "102"}}}
	_, err = o.Invite(ctx, other, "new@example.org", elsewhere)
	wantRefused(t, "a second partnership while the invitation is open", err, "not taken that up")
	if err := o.TakeUp(ctx, first.Secret, "New", goodPassword); err != nil {
		t.Fatal(err)
	}
	if i := o.invited(other, "new@example.org", elsewhere); i.Secret != "" {
		t.Error("the second partnership was given a way into the account")
	}
	_, _, err = o.GiveReset(ctx, board(), o.member("one@example.org", council).ID, "101", true)
	wantStatus(t, "a board removing a second factor", err, http.StatusForbidden)
}

func TestWhoeverLosesARoleIsSignedOut(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	a := o.member("cleo@example.org", council)
	b := o.in("cleo@example.org")
	if err := o.EndAccess(ctx, board(), a.ID, council); err != nil {
		t.Fatal(err)
	}
	if b.who() != nil {
		t.Error("the session goes on")
	}
	wantStatus(t, "a second time", o.EndAccess(ctx, board(), a.ID, council), http.StatusNotFound)
	if who := o.in("cleo@example.org").who(); who == nil || who.May(account.SeeDraft, "101", "") {
		t.Errorf("signed in again as %+v", who)
	}
	pending := o.invited(board(), "new@example.org", council)
	if err := o.EndAccess(ctx, board(), pending.Account.ID, council); err != nil {
		t.Fatal(err)
	}
	wantTicket(t, "an invitation to a role that was taken away", o.TakeUp(ctx, pending.Secret, "New", goodPassword))
	self := board()
	wantRefused(t, "taking the own role", o.EndAccess(ctx, self, self.ID, self.Grants[0]), "from yourself")
}

func TestAnInspectorReadsTheOnePack(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	secret, code, err := o.GiveLink(ctx, board(), "101", 3, "Inspection team", 14)
	if err != nil {
		t.Fatal(err)
	}
	b := o.browser()
	open := func(secret, code string) error {
		_, err := b.do(func(w http.ResponseWriter, r *http.Request) error {
			_, err := o.OpenLink(w, r, secret, code)
			return err
		})
		return err
	}
	wrongCode, noLink := open(secret, "AAAA-AAAA"), open(strings.Repeat("A", 26), code)
	wantStatus(t, "a wrong code", wrongCode, http.StatusUnauthorized)
	if noLink == nil || noLink.Error() != wrongCode.Error() {
		t.Errorf("a link that is not there is answered %v, a wrong code %v", noLink, wrongCode)
	}
	for _, typed := range []string{code, strings.ToLower(code), " " + strings.ReplaceAll(code, "-", " ")} {
		if err := open(secret, typed); err != nil {
			t.Fatalf("the code as %q: %v", typed, err)
		}
	}
	who := b.who()
	for _, c := range []struct {
		partnership string
		version     int
		may         bool
	}{{"101", 3, true}, {"101", 2, false}, {"101", 4, false}, {"102", 3, false}} {
		if got := who.MaySeePack(c.partnership, c.version); got != c.may {
			t.Errorf("version %d of %s: may is %t", c.version, c.partnership, got)
		}
	}
	for _, right := range []account.Right{account.SeeDraft, account.SeeShared, account.OwnAccount, account.WriteScore, account.GiveLinks} {
		if who.May(right, "101", "") {
			t.Errorf("an inspector may: %s", right)
		}
	}
	links, err := o.Links(ctx, "101")
	if err != nil || len(links) != 1 || links[0].Opened != 3 || links[0].Note != "Inspection team" {
		t.Fatalf("%+v, %v", links, err)
	}
	if entries, err := o.kept.History(ctx, "101", plan.KindLink, links[0].ID()); err != nil || len(entries) != 4 {
		t.Errorf("the ledger has %d entries of the link, %v; want the gift and three openings", len(entries), err)
	}
	if err := o.RevokeLink(ctx, board(), "101", links[0].ID()); err != nil {
		t.Fatal(err)
	}
	if b.who() != nil {
		t.Error("the inspector reads on after the link was taken back")
	}
	wantStatus(t, "opening it again", open(secret, code), http.StatusUnauthorized)
}

func TestALinkEndsByItself(t *testing.T) {
	o := newOffice(t)
	secret, code, err := o.GiveLink(t.Context(), board(), "101", 1, "Team", 1)
	if err != nil {
		t.Fatal(err)
	}
	b := o.browser()
	open := func(w http.ResponseWriter, r *http.Request) error {
		_, err := o.OpenLink(w, r, secret, code)
		return err
	}
	if _, err := b.do(open); err != nil || b.who() == nil {
		t.Fatalf("%v, %v", b.who(), err)
	}
	o.now = o.now.Add(24 * time.Hour)
	if b.who() != nil {
		t.Error("the session outlives the link")
	}
	_, err = b.do(open)
	wantStatus(t, "opening it a day later", err, http.StatusUnauthorized)
}

func TestCodesOfALinkAreNotGuessed(t *testing.T) {
	o := newOffice(t)
	secret, code, err := o.GiveLink(t.Context(), board(), "101", 1, "Team", 14)
	if err != nil {
		t.Fatal(err)
	}
	b := o.browser()
	guess := func(code string) error {
		_, err := b.do(func(w http.ResponseWriter, r *http.Request) error {
			_, err := o.OpenLink(w, r, secret, code)
			return err
		})
		return err
	}
	for range 10 {
		wantStatus(t, "a guess", guess("AAAA-AAAA"), http.StatusUnauthorized)
	}
	wantStatus(t, "the right code after ten guesses", guess(code), http.StatusTooManyRequests)
	o.now = o.now.Add(time.Minute)
	if err := guess(code); err != nil {
		t.Errorf("the right code a minute later: %v", err)
	}
}

func TestLinksThatMakeNoSenseAreRefused(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		whom          string
		version, days int
		words         string
	}{{"", 1, 14, "name"}, {"Team", 0, 14, "version"}, {"Team", 1, 0, "how many days"}, {"Team", 1, 91, "how many days"}, {strings.Repeat("x", 101), 1, 14, "100"}} {
		_, _, err := o.GiveLink(t.Context(), board(), "101", c.version, c.whom, c.days)
		wantRefused(t, c.words, err, c.words)
	}
	_, _, err := o.GiveLink(t.Context(), board(), "102", 1, "Team", 14)
	wantStatus(t, "another partnership", err, http.StatusForbidden)
}

func TestAnIdentityBelongsToWhoeverWasInvited(t *testing.T) {
	o := newOffice(t)
	o.invited(board(), "cleo@example.org", council)
	o.member("amara@example.org", council)
	as := func(b *browser, who account.Identity) error {
		_, err := b.do(func(w http.ResponseWriter, r *http.Request) error { return o.SignInAs(w, r, who) })
		return err
	}
	cleo := account.Identity{Subject: "https://login.example.org 1", Email: "Cleo@example.org", Verified: true, Name: "Cleo"}
	for name, who := range map[string]account.Identity{
		"an address that is not verified": {Subject: cleo.Subject, Email: cleo.Email},
		"somebody whom nobody invited":    {Subject: cleo.Subject, Email: "nobody@example.org", Verified: true},
		"somebody with a password here":   {Subject: cleo.Subject, Email: "amara@example.org", Verified: true},
		"nobody":                          {Email: cleo.Email, Verified: true},
	} {
		wantStatus(t, name, as(o.browser(), who), http.StatusForbidden)
	}
	b := o.browser()
	if err := as(b, cleo); err != nil || b.who().Name != "Cleo" {
		t.Fatalf("%v, %v", b.who(), err)
	}
	moved := cleo
	moved.Email, moved.Verified = "new-address@example.org", false
	if err := as(b, moved); err != nil || b.who().Email != "cleo@example.org" {
		t.Errorf("after a change of address: %v, %v", b.who(), err)
	}
	other := cleo
	other.Subject = "https://login.example.org 2"
	wantStatus(t, "another person with the same address", as(o.browser(), other), http.StatusForbidden)
	if err := o.Disable(t.Context(), account.KeyHolder(), b.who().ID); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, "after the account has ended", as(o.browser(), cleo), http.StatusForbidden)
}
