package board

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"inclusion/internal/account"
)

// reader is a browser: it keeps its cookie and follows nothing by itself.
type reader struct {
	w      *whole
	cookie *http.Cookie
}

func (b *reader) send(method, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	answer := httptest.NewRecorder()
	b.w.accounts.Sessions(b.w.router).ServeHTTP(answer, r)
	for _, c := range answer.Result().Cookies() {
		b.cookie = c
	}
	return answer
}

func (b *reader) want(method, path string, form url.Values, status int) string {
	b.w.t.Helper()
	answer := b.send(method, path, form)
	if answer.Code != status {
		b.w.t.Fatalf("%s %s answers %d, want %d: %s", method, path, answer.Code, status, answer.Body)
	}
	if status == http.StatusSeeOther {
		return answer.Header().Get("Location")
	}
	return answer.Body.String()
}

// holder is signed in with the administrator's key.
func (w *whole) holder() *reader {
	b := &reader{w: w}
	if to := b.want(http.MethodPost, "/sign-in", url.Values{"key": {w.key}}, http.StatusSeeOther); to != "/data" {
		w.t.Errorf("the key leads to %s", to)
	}
	return b
}

var handedOver = regexp.MustCompile(`<code>http://example\.com(/(?:invitation|reset|pack)/[^<]+)</code>`)

// given is the address of the link that a page shows once.
func given(t *testing.T, page string) string {
	t.Helper()
	found := handedOver.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page hands no link over: %s", page)
	}
	return found[1]
}

func TestSomebodyIsInvitedSignsInAndLosesTheRole(t *testing.T) {
	w := openWhole(t)
	holder, cleo := w.holder(), &reader{w: w}
	form := url.Values{"email": {"cleo@example.org"}, "role": {"board administrator"}}
	link := given(t, holder.want(http.MethodPost, "/board/101/people", form, http.StatusOK))
	if page := cleo.want(http.MethodGet, link, nil, http.StatusOK); !strings.Contains(page, "cleo@example.org") {
		t.Error("the invitation does not say whom it is for")
	}
	page := cleo.want(http.MethodPost, link, url.Values{"name": {"Cleo <script>alert(1)</script>"}, "password": {"short"}}, http.StatusUnprocessableEntity)
	if !strings.Contains(page, "at least 12 characters") || strings.Contains(page, "<script>alert") || !strings.Contains(page, "Cleo &lt;script&gt;") {
		t.Errorf("a short password is answered: %s", page)
	}
	if to := cleo.want(http.MethodPost, link, url.Values{"name": {"Cleo <b>"}, "password": {"kettle orchard nine"}}, http.StatusSeeOther); to != "/sign-in?done=invitation" {
		t.Errorf("the invitation leads to %s", to)
	}
	cleo.want(http.MethodGet, link, nil, http.StatusNotFound)
	in := url.Values{"email": {"cleo@example.org"}, "password": {"kettle orchard nine"}, "next": {"/board/101"}}
	if to := cleo.want(http.MethodPost, "/sign-in", in, http.StatusSeeOther); to != "/board/101" {
		t.Errorf("signing in leads to %s", to)
	}
	if page := cleo.want(http.MethodGet, "/board/101/people", nil, http.StatusOK); strings.Contains(page, "Cleo <b>") || !strings.Contains(page, "Cleo &lt;b&gt;") {
		t.Error("a name is read as markup")
	}
	cleo.want(http.MethodGet, "/people", nil, http.StatusForbidden)
	all, err := w.accounts.Everybody(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d accounts, %v", len(all), err)
	}
	end := url.Values{"role": {"board administrator"}, "organisation": {"board"}}
	holder.want(http.MethodPost, "/board/102/people/"+all[0].ID+"/reset", nil, http.StatusNotFound)
	holder.want(http.MethodPost, "/board/101/people/"+all[0].ID+"/end", end, http.StatusSeeOther)
	cleo.want(http.MethodGet, "/board/101", nil, http.StatusUnauthorized)
	erase := "/people/" + all[0].ID + "/erase"
	holder.want(http.MethodPost, erase, nil, http.StatusUnprocessableEntity) // the account is still in use
	holder.want(http.MethodPost, "/people/"+all[0].ID+"/disable", nil, http.StatusSeeOther)
	if page := holder.want(http.MethodGet, "/people", nil, http.StatusOK); !strings.Contains(page, `action="`+erase+`"`) {
		t.Error("the page offers no way to erase an account that has ended")
	}
	holder.want(http.MethodPost, erase, nil, http.StatusSeeOther)
	if page := holder.want(http.MethodGet, "/people", nil, http.StatusOK); strings.Contains(strings.ToLower(page), "cleo") || !strings.Contains(page, account.FormerMember) || strings.Contains(page, erase) {
		t.Errorf("after erasing, the page says: %s", page)
	}
}

func TestThePageOfSigningInTellsNobodyWhoHasAnAccount(t *testing.T) {
	w := openWhole(t)
	given(t, w.holder().want(http.MethodPost, "/board/101/people", url.Values{"email": {"cleo@example.org"}, "role": {"forum editor"}}, http.StatusOK))
	page := func(email string) string {
		b := &reader{w: w}
		text := b.want(http.MethodPost, "/sign-in", url.Values{"email": {email}, "password": {"kettle orchard nine"}}, http.StatusUnauthorized)
		return strings.ReplaceAll(text, email, "")
	}
	if page("cleo@example.org") != page("nobody@example.org") {
		t.Error("the page differs between an address that has an account and one that has none")
	}
	b := &reader{w: w}
	if text := b.want(http.MethodPost, "/sign-in", url.Values{"key": {"wrong"}}, http.StatusUnauthorized); !strings.Contains(text, "That is not the key.") || b.cookie != nil {
		t.Error("a wrong key is answered in other words, or with a cookie")
	}
}

func TestSigningInLeadsNowhereElse(t *testing.T) {
	for next, want := range map[string]string{"": "/data", "/board/101?x=1": "/board/101?x=1", "https://example.org/": "/data", "//example.org/": "/data", "/\\example.org": "/data",
		"javascript:alert(1)": "/data", "board": "/data", "/a\r\nSet-Cookie: x": "/data"} {
		w := openWhole(t)
		b := &reader{w: w}
		if to := b.want(http.MethodPost, "/sign-in", url.Values{"key": {w.key}, "next": {next}}, http.StatusSeeOther); to != want {
			t.Errorf("%q leads to %q, want %q", next, to, want)
		}
	}
}

func TestAnInspectorComesInByLinkAndCode(t *testing.T) {
	w := openWhole(t)
	b := &reader{w: w}
	form := b.send(http.MethodGet, "/pack/"+w.secret, nil)
	if form.Code != http.StatusOK || form.Header().Get("Referrer-Policy") != "no-referrer" || !strings.Contains(form.Header().Get("Cache-Control"), "no-store") {
		t.Errorf("the form answers %d with %v", form.Code, form.Header())
	}
	if same := b.want(http.MethodGet, "/pack/"+strings.Repeat("A", len(w.secret)), nil, http.StatusOK); strings.ReplaceAll(same, strings.Repeat("A", len(w.secret)), "") != strings.ReplaceAll(form.Body.String(), w.secret, "") {
		t.Error("the form tells whether the link exists")
	}
	b.want(http.MethodPost, "/pack/"+w.secret, url.Values{"code": {"wrong"}}, http.StatusUnauthorized)
	if to := b.want(http.MethodPost, "/pack/"+w.secret, url.Values{"code": {w.code}}, http.StatusSeeOther); to != packHref(officeCode, 1) {
		t.Errorf("the code leads to %s", to)
	}
	for _, path := range []string{"/board", "/board/101", "/board/101/assessment", "/account", "/board/101/links"} {
		b.want(http.MethodGet, path, nil, http.StatusForbidden)
	}
}

func TestDemonstrationAccountsAreOfferedWithTheSampleOnly(t *testing.T) {
	w := openWhole(t)
	sample := false
	w.pages.Sample = func() bool { return sample }
	w.pages.Demo = func() []DemoAccount {
		return []DemoAccount{{Email: "demo@sample.invalid", Password: "otter", Name: "Sample Editor", Role: account.Partner, Partnership: "101", Try: "Try this."}}
	}
	b := &reader{w: w}
	if strings.Contains(b.want(http.MethodGet, "/sign-in", nil, http.StatusOK), "demo@sample.invalid") {
		t.Error("real data are served, and a demonstration account is offered")
	}
	sample = true
	page := b.want(http.MethodGet, "/sign-in", nil, http.StatusOK)
	for _, words := range []string{"demo@sample.invalid", "Sign in as Sample Editor", "Try this.", "Partner editor in partnership 101"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page of signing in lacks %q", words)
		}
	}
}

func TestDemonstrationAccountsReachNoAccount(t *testing.T) {
	w := openWhole(t)
	w.who = &account.Person{ID: "demo", Name: "Demo", Demo: true, Grants: []account.Grant{{Role: account.System}}}
	post := func(path string, form url.Values) int {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer := httptest.NewRecorder()
		w.site.ServeHTTP(answer, r)
		return answer.Code
	}
	if got := post("/people", url.Values{"email": {"evil@example.org"}, "role": {"system administrator"}}); got != http.StatusForbidden {
		t.Errorf("inviting is answered %d", got)
	}
	for _, what := range []string{"reset", "disable", "erase"} {
		if got := post("/people/somebody/"+what, nil); got != http.StatusForbidden {
			t.Errorf("%s is answered %d", what, got)
		}
	}
	if got := post("/data/live", nil); got != http.StatusForbidden {
		t.Errorf("loading data is answered %d", got)
	}
	if all, err := w.accounts.Everybody(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%d accounts were made, %v", len(all), err)
	}
}
