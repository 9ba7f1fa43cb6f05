package account_test

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/web"
)

// answer is what a browser gets, and what the page knew of its reader.
type answer struct {
	*httptest.ResponseRecorder
	isAdmin bool
	err     error
}

// send takes a request through the sessions to a page that does something.
func send(admin *account.Admin, r *http.Request, page func(http.ResponseWriter, *http.Request) error) answer {
	a := answer{ResponseRecorder: httptest.NewRecorder()}
	admin.Sessions(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page != nil {
			a.err = page(w, r)
		}
		a.isAdmin = admin.Is(r)
		_, _ = w.Write([]byte("page"))
	})).ServeHTTP(a, r)
	return a
}

// visit asks for a page with a cookie, or with none.
func visit(admin *account.Admin, cookie *http.Cookie, page func(http.ResponseWriter, *http.Request) error) answer {
	r := httptest.NewRequest(http.MethodGet, "/data", nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return send(admin, r, page)
}

// try tries a key from a browser without a session.
func try(admin *account.Admin, key string) (answer, error) {
	a := visit(admin, nil, func(w http.ResponseWriter, r *http.Request) error { return admin.SignIn(w, r, key) })
	return a, a.err
}

// signIn is the cookie of a new session.
func signIn(t *testing.T, admin *account.Admin, key string) *http.Cookie {
	t.Helper()
	a, err := try(admin, key)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Result().Cookies(); len(got) == 1 {
		return got[0]
	}
	t.Fatalf("want one cookie: %v", a.Header())
	return nil
}

func status(t *testing.T, err error) int {
	t.Helper()
	var p web.Problem
	if !errors.As(err, &p) {
		t.Fatalf("%v is no problem that a reader may see", err)
	}
	return p.Status
}

func TestTheKeySignsIn(t *testing.T) {
	admin, key := made(t, t.TempDir(), newMemory())
	_, other := made(t, t.TempDir(), newMemory())
	bare := strings.TrimSpace(key)
	for _, c := range []struct {
		name, typed string
		in          bool
	}{
		{"as it is in the file", key, true}, {"without the line's end", bare, true}, {"in small letters", strings.ToLower(bare), true},
		{"without hyphens", strings.ReplaceAll(bare, "-", ""), true}, {"with spaces", " " + strings.ReplaceAll(bare, "-", " "), true},
		{"nothing", "", false}, {"another folder's", other, false}, {"all but the end", bare[:len(bare)-4], false},
		{"with more at the end", bare + "-AAAA", false}, {"its file's name", "administrator.key", false}, {"no text", "\x00\xff", false},
	} {
		a, err := try(admin, c.typed)
		if a.isAdmin != c.in || (err == nil) != c.in || (a.Header().Get("Set-Cookie") != "") != c.in {
			t.Errorf("%s: signed in %t, %v, %v; want %t", c.name, a.isAdmin, err, a.Header(), c.in)
		}
		if !c.in && (!errors.Is(err, account.ErrWrongKey) || status(t, err) != http.StatusUnauthorized) {
			t.Errorf("%s: %v; want 401 because of a wrong key", c.name, err)
		}
	}
}

func TestASessionLastsFromSignInToSignOut(t *testing.T) {
	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	cookie := signIn(t, admin, key)
	for _, page := range []string{"next", "one after"} {
		if !visit(admin, cookie, nil).isAdmin {
			t.Fatalf("the %s page does not know the administrator", page)
		}
	}
	out := visit(admin, cookie, admin.SignOut)
	if out.err != nil || out.isAdmin {
		t.Errorf("after signing out: %v, administrator %t", out.err, out.isAdmin)
	}
	if gone := out.Result().Cookies(); len(gone) != 1 || gone[0].Name != cookie.Name || gone[0].Value != "" || gone[0].MaxAge >= 0 || gone[0].Path != "/" {
		t.Errorf("the browser keeps its cookie: %v", out.Header())
	}
	if visit(admin, cookie, nil).isAdmin || len(sessions.kept) != 0 {
		t.Errorf("the old cookie still works, or %d sessions are left", len(sessions.kept))
	}
	if again := visit(admin, cookie, admin.SignOut); again.err != nil {
		t.Errorf("signing out twice: %v", again.err)
	}
}

func TestOnlyALiveSessionOfTheAdministratorIsOne(t *testing.T) {
	dir := t.TempDir()
	sessions := newMemory()
	admin, key := made(t, dir, sessions)
	with := func(change func(*http.Cookie)) *http.Cookie {
		c := *signIn(t, admin, key)
		change(&c)
		return &c
	}
	for name, cookie := range map[string]*http.Cookie{
		"no cookie":       nil,
		"an empty one":    with(func(c *http.Cookie) { c.Value = "" }),
		"a made-up one":   with(func(c *http.Cookie) { c.Value = strings.Repeat("A", len(c.Value)) }),
		"a shortened one": with(func(c *http.Cookie) { c.Value = c.Value[:20] }),
		"another name":    with(func(c *http.Cookie) { c.Name = "session" }),
		"an expired one": with(func(c *http.Cookie) {
			k := sessions.kept[c.Value]
			sessions.kept[c.Value] = kept{k.data, time.Unix(0, 0)}
		}),
		"a damaged one": with(func(c *http.Cookie) { sessions.kept[c.Value] = kept{[]byte("?"), time.Now().Add(time.Hour)} }),
	} {
		a := visit(admin, cookie, nil)
		if a.isAdmin || a.Code != http.StatusOK || a.Body.String() != "page" {
			t.Errorf("%s: administrator %t, %d; want the public page", name, a.isAdmin, a.Code)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(signIn(t, admin, key))
	if admin.Is(r) {
		t.Error("a request that came round the sessions is an administrator's")
	}
}

func TestANewKeyEndsTheSessionsOfTheOldOne(t *testing.T) {
	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	cookie := signIn(t, admin, key)
	renewed, newKey := made(t, t.TempDir(), sessions)
	if visit(renewed, cookie, nil).isAdmin {
		t.Error("a session that began with the old key is still an administrator's")
	}
	if !visit(renewed, signIn(t, renewed, newKey), nil).isAdmin {
		t.Error("the new key does not work")
	}
}

func TestSigningInAgainChangesTheToken(t *testing.T) {
	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	first := signIn(t, admin, key)
	a := visit(admin, first, func(w http.ResponseWriter, r *http.Request) error { return admin.SignIn(w, r, key) })
	second := a.Result().Cookies()
	if a.err != nil || len(second) != 1 || second[0].Value == first.Value {
		t.Fatalf("%v, %v; want a new token", a.err, a.Header())
	}
	if visit(admin, first, nil).isAdmin || !visit(admin, second[0], nil).isAdmin || len(sessions.kept) != 1 {
		t.Error("want the first token gone and the second one live")
	}
	planted := &http.Cookie{Name: first.Name, Value: strings.Repeat("A", len(first.Value))}
	a = visit(admin, planted, func(w http.ResponseWriter, r *http.Request) error { return admin.SignIn(w, r, key) })
	if a.err != nil || a.Result().Cookies()[0].Value == planted.Value || visit(admin, planted, nil).isAdmin {
		t.Error("a token that somebody else planted became the administrator's")
	}
}

func TestCookieIsForThisServersPagesOnly(t *testing.T) {
	admin, key := made(t, t.TempDir(), newMemory())
	for _, c := range []struct {
		name   string
		over   func(*http.Request)
		secure bool
	}{
		{"plain", func(r *http.Request) { r.TLS = nil }, false},
		{"TLS", func(r *http.Request) { r.TLS = &tls.ConnectionState{} }, true},
		{"somebody who claims TLS at a proxy", func(r *http.Request) { r.Header.Set("X-Forwarded-Proto", "https") }, false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", nil)
		c.over(r)
		a := send(admin, r, func(w http.ResponseWriter, r *http.Request) error { return admin.SignIn(w, r, key) })
		if a.err != nil || len(a.Result().Cookies()) != 1 {
			t.Fatalf("%s: %v, %v", c.name, a.err, a.Header())
		}
		got := a.Result().Cookies()[0]
		if got.Secure != c.secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.Domain != "" || got.MaxAge != 12*60*60 {
			t.Errorf("%s: %s", c.name, got.Raw)
		}
		if want := map[bool]string{true: "__Host-inclusion_session", false: "inclusion_session"}[c.secure]; got.Name != want {
			t.Errorf("%s: the cookie is %s, want %s", c.name, got.Name, want)
		}
		if a.Header().Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: the answer that carries the cookie may be kept: %v", c.name, a.Header())
		}
	}
}

func TestAPublicPageGetsNoCookieAndStaysCacheable(t *testing.T) {
	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	cookie := signIn(t, admin, key)
	unknown := &http.Cookie{Name: cookie.Name, Value: strings.Repeat("A", len(cookie.Value))}
	page := func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/html")
		return nil
	}
	before := len(sessions.kept)
	for name, c := range map[string]*http.Cookie{"no cookie": nil, "another site's": {Name: "consent", Value: "yes"}, "an old one": unknown} {
		a := visit(admin, c, page)
		if len(a.Header()) != 1 || len(sessions.kept) != before {
			t.Errorf("%s: headers %v and %d more sessions; want the page's own header only", name, a.Header(), len(sessions.kept)-before)
		}
	}
	a := visit(admin, cookie, page)
	if a.Header().Get("Cache-Control") != "private, no-store" || a.Header().Get("Vary") != "Cookie" || a.Header().Get("Set-Cookie") != "" {
		t.Errorf("the administrator's page: %v; want it kept by nobody", a.Header())
	}
}

func TestWrongKeysAreSlowedAndTheRightOneIsNot(t *testing.T) {
	admin, key := made(t, t.TempDir(), newMemory())
	now := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	admin.SetClock(func() time.Time { return now })
	wrong := func(tries int) (heard int) {
		for range tries {
			if _, err := try(admin, "wrong"); status(t, err) != http.StatusTooManyRequests {
				heard++
			}
		}
		return heard
	}
	for _, c := range []struct {
		later time.Duration
		heard int
	}{
		{0, 10}, {0, 0}, {5 * time.Second, 0}, {time.Second, 1}, {30 * time.Second, 5}, {time.Minute, 10}, {24 * time.Hour, 10},
		{-time.Hour, 0}, {time.Hour + time.Minute, 10},
	} {
		now = now.Add(c.later)
		if got := wrong(30); got != c.heard {
			t.Errorf("%s later %d of 30 wrong keys were looked at, want %d", c.later, got, c.heard)
		}
		if a, err := try(admin, key); err != nil || !a.isAdmin {
			t.Errorf("%s later the right key was turned away: %v", c.later, err)
		}
	}
}

func TestNobodyIsSignedInWhenSessionsCannotBeKept(t *testing.T) {
	sessions := newMemory()
	admin, key := made(t, t.TempDir(), sessions)
	cookie := signIn(t, admin, key)
	sessions.fail = true
	a, err := try(admin, key)
	if status(t, err) != http.StatusServiceUnavailable || !errors.Is(err, errDisk) || a.isAdmin || a.Header().Get("Set-Cookie") != "" {
		t.Errorf("signing in: %v, administrator %t, %v", err, a.isAdmin, a.Header())
	}
	public := visit(admin, cookie, nil)
	if public.isAdmin || public.Code != http.StatusOK {
		t.Errorf("administrator %t, %d; want the public page", public.isAdmin, public.Code)
	}
	out := visit(admin, cookie, admin.SignOut)
	if status(t, out.err) != http.StatusServiceUnavailable || out.Header().Get("Set-Cookie") != "" {
		t.Errorf("signing out: %v; want it to say that the session is still there", out.err)
	}
	sessions.fail = false
	if !visit(admin, cookie, nil).isAdmin {
		t.Error("the session is gone though ending it failed")
	}
}
