package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"
)

// server is a wrapped router with one route of each kind, and what was logged.
func server(t *testing.T, site *Site) (http.Handler, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	site.Log = slog.New(slog.NewJSONHandler(&log, nil))
	if site.ErrorPage == nil {
		site.ErrorPage = func(w http.ResponseWriter, _ *http.Request, p Problem) error {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(p.Status)
			_, err := fmt.Fprintf(w, "<h1>%s</h1><p>%s</p>", p.Title, p.Detail)
			return err
		}
	}
	r := mux.NewRouter()
	r.Use(NameRoute)
	r.Handle("/areas/{code}", site.Page(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, err := io.WriteString(w, strings.Repeat("<p>Alderbrook</p>", 200))
		return err
	}))
	r.Handle("/fails/{how}", site.Page(fails))
	r.Handle("/api/fails/{how}", site.API(fails))
	r.Handle("/write", site.Page(func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return err
	})).Methods(http.MethodPost)
	r.NotFoundHandler = site.Page(site.NotFound("There is nothing at this address."))
	h, err := site.Wrap(r)
	if err != nil {
		t.Fatal(err)
	}
	return h, &log
}

var errChanged = errors.New("the plan has version 4, not 3")

func fails(w http.ResponseWriter, r *http.Request) error {
	switch mux.Vars(r)["how"] {
	case "panic":
		panic("secret from deep inside")
	case "half":
		_, _ = io.WriteString(w, "half a page")
		panic("too late for an error page")
	case "missing":
		return NotFound("There is no area %q.", "999")
	case "wrapped":
		return fmt.Errorf("reading the area: %w", fs.ErrNotExist)
	case "conflict":
		return fmt.Errorf("saving the plan: %w", errChanged)
	}
	w.Header().Set("Content-Disposition", "attachment")
	return errors.New("secret password in an error")
}

func do(h http.Handler, method, target string, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestErrorsBecomeStatusesInOnePlace(t *testing.T) {
	h, _ := server(t, &Site{Rules: []Rule{{errChanged, Conflict("Someone else saved the plan first. Look at it and save again.")}}})
	for _, c := range []struct {
		path   string
		status int
		says   string
	}{
		{"/fails/missing", 404, `There is no area "999".`},
		{"/fails/wrapped", 404, "Page not found"},
		{"/fails/conflict", 409, "Someone else saved the plan first."},
		{"/fails/unknown", 500, "The fault is ours"},
		{"/fails/panic", 500, "The fault is ours"},
		{"/nowhere", 404, "There is nothing at this address."},
	} {
		w := do(h, http.MethodGet, c.path, "")
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %q, want %d and %q", c.path, w.Code, w.Body, c.status, c.says)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s tells a reader what only the log should hold: %s", c.path, w.Body)
		}
		if w.Header().Get("Content-Disposition") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers of the page that failed are on its error: %v", c.path, w.Header())
		}
	}
}

func TestProblemsOfTheAPIAreJSON(t *testing.T) {
	h, _ := server(t, &Site{})
	w := do(h, http.MethodGet, "/api/fails/missing", "")
	var p struct {
		Type, Title, Detail string
		Status              int
		RequestID           string `json:"request_id"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if w.Header().Get("Content-Type") != "application/problem+json" || p.Status != 404 || p.Detail != `There is no area "999".` || p.RequestID != w.Header().Get("X-Request-Id") {
		t.Errorf("got %s %+v", w.Header().Get("Content-Type"), p)
	}
}

func TestAnAnswerCutOffByAPanicIsNotPassedOffAsWhole(t *testing.T) {
	h, _ := server(t, &Site{})
	defer func() {
		if cause := recover(); cause != http.ErrAbortHandler {
			t.Errorf("the connection was not dropped: %v", cause)
		}
	}()
	do(h, http.MethodGet, "/fails/half", "")
}

func TestLogNamesTheRouteAndNobody(t *testing.T) {
	h, log := server(t, &Site{})
	w := do(h, http.MethodGet, "/areas/101?email=parent@example.org", "", "X-Forwarded-For", "192.0.2.7")
	var line map[string]any
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, log)
	}
	if line["route"] != "/areas/{code}" || line["status"] != 200.0 || line["method"] != "GET" || line["request_id"] != w.Header().Get("X-Request-Id") {
		t.Errorf("logged %v", line)
	}
	delete(line, "request_id")
	for _, personal := range []string{"parent", "192.0.2", "/areas/101"} {
		if strings.Contains(fmt.Sprint(line), personal) {
			t.Errorf("the log holds %q: %v", personal, line)
		}
	}
}

func TestFailuresAreLoggedWithTheirCause(t *testing.T) {
	h, log := server(t, &Site{})
	do(h, http.MethodGet, "/fails/unknown", "")
	do(h, http.MethodGet, "/fails/panic", "")
	for _, want := range []string{"secret password in an error", "secret from deep inside", "goroutine", `"level":"ERROR"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
}

func TestRequestIdIsOurs(t *testing.T) {
	h, _ := server(t, &Site{})
	one := do(h, http.MethodGet, "/areas/101", "", "X-Request-Id", "forged\nline").Header().Get("X-Request-Id")
	two := do(h, http.MethodGet, "/areas/101", "").Header().Get("X-Request-Id")
	if one == two || len(one) != 16 || strings.Contains(one, "forged") {
		t.Errorf("ids %q and %q", one, two)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h, _ := server(t, &Site{})
	for _, path := range []string{"/areas/101", "/nowhere", "/fails/panic", "/api/fails/missing"} {
		header := do(h, http.MethodGet, path, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": Policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no Permissions-Policy", path)
		}
	}
	if strings.Contains(Policy, "unsafe") {
		t.Error("the policy allows something unsafe")
	}
}

func TestTLSIsPromisedOnlyWhereItIs(t *testing.T) {
	h, _ := server(t, &Site{Public: "https://example.com"})
	if do(h, http.MethodGet, "/areas/101", "").Header().Get("Strict-Transport-Security") == "" {
		t.Error("a site reached over TLS does not promise it")
	}
}

func TestWritesFromOtherSitesAreRefused(t *testing.T) {
	h, _ := server(t, &Site{Origins: []string{"https://partner.example"}})
	for _, c := range []struct {
		site, origin string
		status       int
	}{
		{"same-origin", "", 200}, {"cross-site", "https://elsewhere.example", 403}, {"cross-site", "https://partner.example", 200}, {"", "", 200},
	} {
		w := do(h, http.MethodPost, "/write", "x", "Sec-Fetch-Site", c.site, "Origin", c.origin)
		if w.Code != c.status {
			t.Errorf("from %q %q: %d, want %d", c.site, c.origin, w.Code, c.status)
		}
	}
	if _, err := (&Site{Origins: []string{"partner.example"}}).Wrap(http.NotFoundHandler()); err == nil {
		t.Error("an origin without a scheme was accepted")
	}
}

func TestTooLargeABodyIs413(t *testing.T) {
	h, _ := server(t, &Site{MaxBody: 10})
	if w := do(h, http.MethodPost, "/write", "0123456789A"); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d, want 413", w.Code)
	}
	if w := do(h, http.MethodPost, "/write", "0123456789"); w.Code != http.StatusOK {
		t.Errorf("a body of the allowed size: %d", w.Code)
	}
}

func TestUploadsMayBeLarger(t *testing.T) {
	read := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
	})
	h := Limit(10, AllowBody(20, read))
	if w := do(h, http.MethodPost, "/", strings.Repeat("x", 20)); w.Code != http.StatusOK {
		t.Errorf("an allowed upload: %d", w.Code)
	}
	if w := do(h, http.MethodPost, "/", strings.Repeat("x", 21)); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large an upload: %d, want 413", w.Code)
	}
}

func TestPagesAreCompressedForThoseWhoAccept(t *testing.T) {
	h, _ := server(t, &Site{})
	plain := do(h, http.MethodGet, "/areas/101", "")
	zipped := do(h, http.MethodGet, "/areas/101", "", "Accept-Encoding", "br, gzip")
	if plain.Header().Get("Content-Encoding") != "" || zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Header().Get("Vary") != "Accept-Encoding" {
		t.Fatalf("plain %v, zipped %v", plain.Header(), zipped.Header())
	}
	if zipped.Body.Len() >= plain.Body.Len() {
		t.Errorf("%d bytes compressed to %d", plain.Body.Len(), zipped.Body.Len())
	}
	z, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != plain.Body.String() {
		t.Errorf("the compressed page differs (%v)", err)
	}
	if w := do(h, http.MethodGet, "/areas/101", "", "Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a client that refuses gzip got it")
	}
}

func TestWhatIsCompressedAlreadyIsLeftAlone(t *testing.T) {
	for name, set := range map[string]http.Header{
		"encoded": {"Content-Type": {"text/css"}, "Content-Encoding": {"gzip"}}, "a workbook": {"Content-Type": {"application/zip"}},
		"short": {"Content-Type": {"text/plain"}, "Content-Length": {"5"}},
	} {
		h := Compress(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for k, v := range set {
				w.Header()[k] = v
			}
			_, _ = io.WriteString(w, "12345")
		}))
		if w := do(h, http.MethodGet, "/", "", "Accept-Encoding", "gzip"); w.Body.String() != "12345" {
			t.Errorf("%s: compressed again", name)
		}
	}
}

func TestRequestIdOutsideARequestIsEmpty(t *testing.T) {
	if got := RequestID(context.Background()); got != "" {
		t.Errorf("got %q", got)
	}
}
