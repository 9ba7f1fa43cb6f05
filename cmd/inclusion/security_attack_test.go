package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"inclusion/internal/desk/invented"
)

// elsewheres are ways of writing an address of another site so that it looks like one of this.
var elsewheres = []string{"https://elsewhere.invalid", "//elsewhere.invalid", "///elsewhere.invalid", "/\\elsewhere.invalid", "\\\\elsewhere.invalid", "/\t/elsewhere.invalid",
	"\t//elsewhere.invalid", " //elsewhere.invalid", "https:elsewhere.invalid", "javascript:alert(1)", "data:text/html,x", "/%2f/elsewhere.invalid", "/%5celsewhere.invalid", "//elsewhere.invalid/%2e%2e",
	"http://127.0.0.1@elsewhere.invalid", "/.//elsewhere.invalid", "/x/..//elsewhere.invalid", "elsewhere.invalid", "/\r\n/elsewhere.invalid", "/a\r\nSet-Cookie: taken=1", "/a\nLocation: https://elsewhere.invalid"}

// leadsAway says whether a browser that is sent to a target from this site lands on another.
func leadsAway(target string) bool {
	// Browsers drop tabs and ends of lines and take a backslash for a slash.
	plain := strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(strings.TrimSpace(target))
	at, err := url.Parse("http://here.invalid/some/page")
	if err != nil {
		return true
	}
	to, err := at.Parse(plain)
	return err != nil || to.Host != "here.invalid" || to.Scheme != "http"
}

// TestNoParameterLeadsToAnotherSite puts addresses of elsewhere into what a page of ours is led on by: the form of signing in and every
// address that sends readers on.
func TestNoParameterLeadsToAnotherSite(t *testing.T) {
	s := openShared(t)
	for _, to := range elsewheres {
		v := asVisitor(t, s, "")
		v.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if leadsAway(r.Response.Header.Get("Location")) {
				t.Errorf("next=%q leads to %q", to, r.Response.Header.Get("Location"))
			}
			return http.ErrUseLastResponse
		}
		if to == elsewheres[0] || strings.ContainsAny(to, "\r\n\\") { // each sign-in is a hash of a password
			v.send("/sign-in", form("email", ofDraft, "password", invented.Password, "next", to))
		}
		_, page := v.get("/sign-in?" + url.Values{"next": {to}}.Encode())
		if _, value, ok := strings.Cut(page, `name="next" value="`); ok && leadsAway(value[:strings.IndexByte(value, '"')]) {
			t.Errorf("the form of signing in carries on %q", to)
		}
		for _, path := range []string{"/areas?q=", "/map?area=", "/compare?areas=", "/compare?add=", "/areas/101/similar?beside=", "/areas/101/indicators/S01?beside=", "/areas/101/plan?version=", "/sign-in?done="} {
			answer, _ := v.reply(http.MethodGet, path+url.QueryEscape(to))
			if answer.Header.Get("Set-Cookie") != "" || len(answer.Header.Values("Location")) > 1 {
				t.Errorf("%s%q injects a header: %v", path, to, answer.Header)
			}
		}
	}
}

// hostilePaths are put in place of every variable of every address.
var hostilePaths = []string{"..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..%5cadministrator.key", "%00", "101%00.csv", "a%0d%0aX-Injected:%20yes", "%22;%20filename=%22a.exe", "%c0%ae%c0%ae%2f",
	"administrator.key", "plans.duckdb", "..%252f..%252fadministrator.key", "'%20or%20'1'='1", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%F0%9F%92%A9", strings.Repeat("A", 3000)}

// TestNoAddressReachesBesideThePages puts paths, ends of lines, quotes, nulls and markup in place of every variable of every address that
// is read, as somebody signed in. No answer holds a file of the data folder, a header that was put in, markup, or a fault of the program.
func TestNoAddressReachesBesideThePages(t *testing.T) {
	s := openShared(t)
	board := asVisitor(t, s, ofDraft)
	seen := map[string]bool{}
	for i, a := range s.addresses(t) {
		template := strings.Replace(a.template, "/board/{code}", "/board/103", 1)
		if !a.does(http.MethodGet) || !strings.Contains(template, "{") {
			continue
		}
		hostile := hostilePaths[i%len(hostilePaths)]
		path := variable.ReplaceAllString(template, hostile)
		seen[hostile] = true
		wantHarmless(t, board, path)
	}
	if len(seen) != len(hostilePaths) {
		t.Errorf("only %d of %d were tried", len(seen), len(hostilePaths))
	}
	for _, hostile := range hostilePaths {
		for _, before := range []string{"/static/", "/api/v1/areas/", "/areas/", "/indicators/", "/data/editions/", "/board/", "/"} {
			wantHarmless(t, board, before+hostile)
		}
		wantHarmless(t, board, "/areas?q="+hostile)
		wantHarmless(t, board, "/api/v1/values?areas="+hostile+"&indicators="+hostile+"&periods="+hostile)
		wantHarmless(t, board, "/compare?areas="+hostile+"&indicators="+hostile+"&view="+hostile)
	}
}

// wantHarmless asks for an address that was made up, and looks for what must not be in the answer.
func wantHarmless(t *testing.T, v *visitor, path string) {
	t.Helper()
	answer, body := v.reply(http.MethodGet, path)
	wantGuarded(t, path, answer, body)
	if answer.Header.Get("X-Injected") != "" || strings.ContainsAny(answer.Header.Get("Content-Disposition"), "\r\n") || strings.Contains(answer.Header.Get("Content-Disposition"), "a.exe") {
		t.Errorf("%.200s injects into the head of the answer: %v", path, answer.Header)
	}
	if to := answer.Header.Get("Location"); to != "" && leadsAway(to) {
		t.Errorf("%.200s leads to %q", path, to)
	}
	for _, never := range []string{"root:x:", "DUCK", "<script>alert(1)", "goroutine ", "SELECT ", "/tmp/", "duckdb"} {
		if strings.Contains(body, never) && !strings.Contains(path, never) { // what was asked for may be named
			at := strings.Index(body, never)
			t.Errorf("%.200s: the answer (%d) holds %q: %.200s", path, answer.StatusCode, never, body[max(0, at-100):])
		}
	}
}

// TestTooMuchOfAnythingIsRefused sends heads, addresses and forms that are larger than any page asks for.
func TestTooMuchOfAnythingIsRefused(t *testing.T) {
	s := openShared(t)
	v := asVisitor(t, s, "")
	if answer, _ := v.reply(http.MethodGet, "/areas", "X-Long", strings.Repeat("a", 2<<20)); answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a head of 2 MB: %d", answer.StatusCode)
	}
	parts := strings.Repeat("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", 15_000) + "--b--\r\n"
	for name, c := range map[string]struct {
		what   request
		status []int
	}{
		"a form of 2 MB":             {form("email", strings.Repeat("a", 2<<20)), []int{413}},
		"half a million fields":      {request{body: strings.NewReader(strings.Repeat("a&", 500_000)), kind: "application/x-www-form-urlencoded"}, []int{400, 401, 413}},
		"fifteen thousand parts":     {request{body: strings.NewReader(parts), kind: "multipart/form-data; boundary=b"}, []int{400, 413}},
		"parts without an end":       {request{body: strings.NewReader("--b\r\n" + strings.Repeat("A: b\r\n", 50_000)), kind: "multipart/form-data; boundary=b"}, []int{400, 413}},
		"a form in another language": {request{body: strings.NewReader(`{"email":{"$ne":""},"password":{"$ne":""}}`), kind: "application/json"}, []int{400, 401}},
		"nothing":                    {request{body: strings.NewReader(""), kind: ""}, []int{400, 401}},
	} {
		status, _ := v.send("/sign-in", c.what)
		ok := false
		for _, want := range c.status {
			ok = ok || status == want
		}
		if !ok {
			t.Errorf("%s: %d, want one of %v", name, status, c.status)
		}
	}
}

// secrets are what people type, carry or are given, plainly made up, that no log line, metric or page of an error may repeat.
var secrets = []string{"zq-canary-password", "zq-canary-token", "zq-canary-person", "zq-canary-query", "zq-canary-key", "zq-canary-code", "zq-canary-host", "zq-canary-cookie", "203.0.113.77"}

// TestNoLogLineOrErrorPageRepeatsWhatWasTyped sends made-up secrets through every way in, every kind of address and every kind of error,
// and looks for them in the log at its most talkative, and in the metrics.
func TestNoLogLineOrErrorPageRepeatsWhatWasTyped(t *testing.T) {
	handler, _, log := loggedSite(t)
	paths := []string{"/invitation/zq-canary-token", "/reset/zq-canary-token", "/pack/zq-canary-token", "/areas/zq-canary-person", "/areas?q=zq-canary-person", "/sign-in?next=/zq-canary-query",
		"/zq-canary-person@example.org", "/api/v1/areas/zq-canary-query", "/api/v1/values?areas=zq-canary-query", "/compare?areas=zq-canary-query&indicators=zq-canary-query", "/indicators/zq-canary-query.csv",
		"/board/zq-canary-query", "/board/103/history/zq-canary-query", "/sign-in/return?state=zq-canary-token&code=zq-canary-code&error=zq-canary-query", "/map?indicator=zq-canary-query", "/static/zq-canary-query.css",
		"/data/editions/zq-canary-query", "/areas/101/indicators/zq-canary-query?period=zq-canary-query", "/areas/101/plan?version=zq-canary-query", "/expert-partnerships/zq-canary-query"}
	forms := []url.Values{{"email": {"zq-canary-person@example.org"}, "password": {"zq-canary-password"}, "code": {"zq-canary-code"}, "next": {"/zq-canary-query"}},
		{"key": {"zq-canary-key"}}, {"name": {"zq-canary-person"}, "password": {"zq-canary-password"}}, {"code": {"zq-canary-code"}}}
	for _, path := range paths {
		for i := -1; i < len(forms); i++ {
			method, body := http.MethodGet, ""
			if i >= 0 {
				method, body = http.MethodPost, forms[i].Encode()
			}
			r := httptest.NewRequest(method, "http://zq-canary-host"+path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("User-Agent", "zq-canary-query")
			r.Header.Set("Referer", "http://zq-canary-host/zq-canary-query")
			r.Header.Set("X-Forwarded-For", "203.0.113.77")
			r.Header.Set("X-Request-Id", "zq-canary-query")
			r.RemoteAddr = "203.0.113.77:4711"
			r.AddCookie(&http.Cookie{Name: "inclusion_session", Value: "zq-canary-cookie"})
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			wantUnrepeated(t, fmt.Sprintf("the page of %s %s (%d)", method, path, w.Code), w.Body.String(), "zq-canary-password", "zq-canary-key", "zq-canary-cookie", "203.0.113.77")
		}
	}
	for _, values := range forms {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		handler.ServeHTTP(httptest.NewRecorder(), r)
	}
	if n := strings.Count(log.String(), "\n"); n < 100 {
		t.Fatalf("the log has only %d lines", n)
	}
	wantUnrepeated(t, "the log", log.String(), secrets...)
	m := httptest.NewRecorder()
	promhttp.HandlerFor(meters.registry, promhttp.HandlerOpts{}).ServeHTTP(m, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	wantUnrepeated(t, "/metrics", m.Body.String(), secrets...)
}

// wantUnrepeated looks for made-up secrets in a text.
func wantUnrepeated(t *testing.T, where, text string, never ...string) {
	t.Helper()
	for _, secret := range never {
		if i := strings.Index(text, secret); i >= 0 {
			t.Errorf("%s repeats %q: …%s…", where, secret, text[max(0, i-200):min(len(text), i+100)])
		}
	}
}
