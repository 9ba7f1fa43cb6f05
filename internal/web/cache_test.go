package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

func TestClientThatHasThePageGetsNoPage(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !NotModified(w, r, "warehouse-12", r.URL.Path) {
			_, _ = io.WriteString(w, "page")
		}
	})
	first := do(h, http.MethodGet, "/areas/101", "")
	tag := first.Header().Get("Etag")
	if !strings.HasPrefix(tag, `W/"`) || first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("headers %v", first.Header())
	}
	for _, c := range []struct {
		method, path, has string
		status            int
	}{
		{"GET", "/areas/101", tag, 304}, {"GET", "/areas/101", `"other", ` + tag, 304}, {"GET", "/areas/101", "*", 304},
		{"GET", "/areas/102", tag, 200}, {"GET", "/areas/101", `W/"0"`, 200}, {"POST", "/areas/101", tag, 200},
	} {
		w := do(h, c.method, c.path, "", "If-None-Match", c.has)
		if w.Code != c.status || c.status == 304 && w.Body.Len() > 0 {
			t.Errorf("%s %s having %s: %d with %d bytes, want %d", c.method, c.path, c.has, w.Code, w.Body.Len(), c.status)
		}
	}
}

// counting is a page that says how often it was made.
func counting(header ...string) http.Handler {
	made := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		made++
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		if r.URL.Path == "/missing" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = fmt.Fprintf(w, "made %d", made)
	})
}

func TestPageIsMadeOnceForAWarehouse(t *testing.T) {
	version := "1"
	h := NewCache(1<<20).Serve(func() string { return version }, nil, nil, counting("Content-Type", "text/html"))
	steps := []struct{ version, path, want string }{
		{"1", "/areas/101?b=2&a=1", "made 1"}, {"1", "/areas/101?a=1&b=2", "made 1"}, {"1", "/areas/102", "made 2"},
		{"2", "/areas/102", "made 3"}, {"2", "/areas/102", "made 3"}, {"2", "/missing", "made 4"}, {"2", "/missing", "made 5"},
	}
	for i, s := range steps {
		version = s.version
		w := do(h, http.MethodGet, s.path, "")
		if w.Body.String() != s.want || w.Header().Get("Content-Type") != "text/html" {
			t.Errorf("step %d: %s of warehouse %s is %q, want %q", i, s.path, s.version, w.Body, s.want)
		}
	}
}

func TestPersonalPagesAreNeverKept(t *testing.T) {
	version := func() string { return "1" }
	signedIn := func(r *http.Request) bool { return r.Header.Get("Cookie") != "" }
	for name, h := range map[string]http.Handler{
		"sets a cookie":  NewCache(1<<20).Serve(version, signedIn, nil, counting("Set-Cookie", "session=1")),
		"private":        NewCache(1<<20).Serve(version, signedIn, nil, counting("Cache-Control", "private")),
		"not to be kept": NewCache(1<<20).Serve(version, signedIn, nil, counting("Cache-Control", "no-store")),
	} {
		do(h, http.MethodGet, "/", "")
		if w := do(h, http.MethodGet, "/", ""); w.Body.String() != "made 2" {
			t.Errorf("%s: a kept page was given to the next reader", name)
		}
	}
	h := NewCache(1<<20).Serve(version, signedIn, nil, counting())
	do(h, http.MethodGet, "/", "")
	if w := do(h, http.MethodGet, "/", "", "Cookie", "session=1"); w.Body.String() != "made 2" {
		t.Error("someone signed in got the page made for everyone")
	}
	if w := do(h, http.MethodPost, "/", ""); w.Body.String() != "made 3" {
		t.Error("a write was answered from the cache")
	}
}

func TestCacheStaysWithinItsBytes(t *testing.T) {
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", 1000)+r.URL.Path)
	})
	c := NewCache(20_000)
	h := c.Serve(func() string { return "1" }, nil, nil, page)
	for i := range 100 {
		do(h, http.MethodGet, fmt.Sprintf("/%d", i), "")
		do(h, http.MethodGet, "/0", "")
		if c.Bytes() > 10_000 {
			t.Fatalf("%d bytes are kept, more than 10000", c.Bytes())
		}
	}
	kept := func(path string) bool { _, ok := c.plain.get("1\x00" + path + "\x00"); return ok }
	if !kept("/0") || !kept("/99") || kept("/50") {
		t.Error("want the page used all along and the newest kept, and one in between gone")
	}
	huge := c.Serve(func() string { return "1" }, nil, nil, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 9000))
	}))
	before := c.Bytes()
	do(huge, http.MethodGet, "/huge", "")
	if c.Bytes() != before {
		t.Error("one huge page pushed out the others")
	}
}

// TestPagesOfAnEarlierWarehouseAreLetGo where pages and interface share one cache, each with a version of its own, as in the product.
func TestPagesOfAnEarlierWarehouseAreLetGo(t *testing.T) {
	version := "1"
	c := NewCache(1 << 20)
	pages := c.Serve(func() string { return version + " today" }, nil, nil, counting())
	programs := c.Serve(func() string { return version }, nil, nil, counting())
	ask := func(h http.Handler, path, want string) {
		t.Helper()
		if got := do(h, http.MethodGet, path, "").Body.String(); got != want {
			t.Errorf("%s of warehouse %s is %q, want %q", path, version, got, want)
		}
	}
	for range 2 { // made, then kept
		ask(pages, "/a", "made 1")
		ask(programs, "/api/a", "made 1")
		ask(pages, "/b", "made 2")
		ask(programs, "/api/b?asked=1", "made 2")
	}
	four := c.Bytes()
	version = "2"
	ask(pages, "/a", "made 3")
	ask(programs, "/api/a", "made 3")
	if two := c.Bytes(); two == 0 || two > four/2 {
		t.Errorf("%d bytes are kept after the change, of %d before it", two, four)
	}
	ask(pages, "/a", "made 3")
	ask(programs, "/api/a", "made 3")
}

func TestKeptPageIsNotSentToWhoHasIt(t *testing.T) {
	made := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !NotModified(w, r, "1") {
			_, _ = io.WriteString(w, "page")
		}
	})
	h := NewCache(1<<20).Serve(func() string { return "1" }, nil, nil, made)
	tag := do(h, http.MethodGet, "/", "").Header().Get("Etag")
	if w := do(h, http.MethodGet, "/", "", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("%d with %d bytes, want 304 with none", w.Code, w.Body.Len())
	}
}

// TestKeptPageIsTheSameForEveryClient asks for one kept page as a browser that unpacks gzip and as a program that does not.
func TestKeptPageIsTheSameForEveryClient(t *testing.T) {
	page := strings.Repeat("<p>168 of 412 plans</p>", 200)
	made := 0
	site := Compress(NewCache(1<<20).Serve(func() string { return "1" }, nil, nil, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		made++
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(page)))
		_, _ = io.WriteString(w, page)
	})))
	for _, accept := range []string{"gzip", "", "gzip;q=0", "gzip, br"} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, r)
		body := io.Reader(rec.Body)
		zipped := rec.Header().Get("Content-Encoding") == "gzip"
		if want := acceptsGzip(r); zipped != want {
			t.Errorf("Accept-Encoding %q: compressed is %t, want %t", accept, zipped, want)
		}
		if vary := rec.Header().Values("Vary"); len(vary) != 1 || vary[0] != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary is %q", accept, vary)
		}
		if zipped {
			z, err := gzip.NewReader(body)
			if err != nil {
				t.Fatal(err)
			}
			body = z
		}
		if got, err := io.ReadAll(body); err != nil || string(got) != page {
			t.Errorf("Accept-Encoding %q: %d bytes arrive (%v), want the page's %d", accept, len(got), err, len(page))
		}
	}
	if made != 1 {
		t.Errorf("the page was made %d times", made)
	}
}
