package api

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// mostAnswer bounds an answer over the small England, in bytes.
const mostAnswer = 4 << 20

// asked makes a request for one of the addresses, with anything in its path and behind its question mark.
func asked(which uint, code, id, query string) (r *http.Request, as format) {
	e := endpoints[which%uint(len(endpoints))]
	path := strings.NewReplacer("{code}", url.PathEscape(code), "{id}", url.PathEscape(id)).Replace(e.path)
	as = format(asJSON)
	if which/uint(len(endpoints))%2 == 1 {
		path, as = path+".csv", asCSV
	}
	address, err := url.ParseRequestURI(Prefix + path + "?" + query) // as the server reads what a client asks for
	if err != nil {
		return nil, as
	}
	r = httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL = address
	return r, as
}

// FuzzRequest asks every address of the API for anything. No answer is a failure of the server; each is whole and of the format that was
// asked for, or a problem in words; and no answer is large.
func FuzzRequest(f *testing.F) {
	for i, e := range endpoints {
		if len(e.query) > 0 {
			f.Add(uint(i), "202", "S01", strings.Join(e.query, "=1&")+"=1")
		} else {
			f.Add(uint(i+len(endpoints)), "E12000007", "S01", "limit=2&offset=1")
		}
	}
	for _, query := range []string{"limit=-1", "limit=99999999999999999999", "offset=1000000000", "pool=all", "pool=%00", "areas=202,203,,%2c&indicators=S01&periods=2024",
		"areas=" + strings.Repeat("202,", 3000), "from=2024&to=2020", "from='; drop table values--", "period=2024&limits=80", "beside=202,203", "a;b", "%zz", strings.Repeat("limit=1&", 1000)} {
		f.Add(uint(slices.IndexFunc(endpoints, func(e endpoint) bool { return e.path == "/values" })), "202", "S01", query)
	}
	f.Add(uint(1), "..", "../..", "")
	f.Add(uint(2), "E1200\xb4\xb4", "\xff", "pool=%ff")
	f.Add(uint(3), "20\x002", "S01'--", "beside=%F0%9F%98%80")
	r := site(f, loaded(f, "england"))
	f.Fuzz(func(t *testing.T, which uint, code, id, query string) {
		ask, as := asked(which, code, id, query)
		if ask == nil {
			return
		}
		w := httptest.NewRecorder()
		begun := time.Now()
		r.ServeHTTP(w, ask)
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s took %s", ask.URL, took)
		}
		if w.Code >= 500 || w.Body.Len() > mostAnswer {
			t.Fatalf("%s answers %d with %d bytes: %.300s", ask.URL, w.Code, w.Body.Len(), w.Body)
		}
		for name, values := range w.Header() {
			if strings.ContainsAny(strings.Join(values, ""), "\r\n\x00") {
				t.Errorf("the header %s is %q", name, values)
			}
		}
		kind := w.Header().Get("Content-Type")
		switch {
		case w.Code >= 300 && w.Code < 400:
		case w.Code >= 400:
			var problem struct {
				Title  string `json:"title"`
				Status int    `json:"status"`
			}
			if !strings.HasPrefix(kind, "application/problem+json") || json.Unmarshal(w.Body.Bytes(), &problem) != nil || problem.Status != w.Code || problem.Title == "" {
				t.Errorf("%s answers %d as %s, and not as a problem: %.200s", ask.URL, w.Code, kind, w.Body)
			}
		case as == asCSV:
			rows, err := csv.NewReader(w.Body).ReadAll()
			if err != nil || len(rows) == 0 {
				t.Errorf("%s is no CSV: %v", ask.URL, err)
			}
		default:
			if !json.Valid(w.Body.Bytes()) {
				t.Errorf("%s is no JSON: %.200s", ask.URL, w.Body)
			}
		}
	})
}
