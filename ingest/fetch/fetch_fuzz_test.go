package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// answering is a publisher that answers the same to everything.
type answering struct {
	body    []byte
	headers http.Header
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: a.headers, Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)), Request: r}, nil
}

// asking is a client of that publisher, which never waits.
func asking(t testing.TB, a answering) *Client {
	t.Helper()
	c, err := New(Options{HTTP: &http.Client{Transport: a}, MaxBytes: 1 << 20, Retries: -1, Sleep: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// looked checks what a look found, or why it found nothing: every file is at a host that may be asked, over https, and has a name that
// stays in its folder; and no error repeats a query, which may be a secret.
func looked(t *testing.T, c *Client, found []Found, err error) {
	t.Helper()
	if err != nil && (len(found) > 0 || strings.Contains(err.Error(), "?secret=")) {
		t.Errorf("%d editions with %v", len(found), err)
	}
	for _, f := range found {
		u, err := c.hosts.parse(f.URL)
		if err != nil || u.Scheme != "https" {
			t.Errorf("%q may not be asked: %v", f.URL, err)
		}
		if f.Filename != "" && (filepath.Base(f.Filename) != f.Filename || f.Filename == "..") {
			t.Errorf("the file name %q leads elsewhere", f.Filename)
		}
	}
}

// FuzzExploreEducation reads the lists of releases and of files that Explore Education Statistics gives.
func FuzzExploreEducation(f *testing.F) {
	f.Add([]byte(`[{"id":"v1","slug":"2025","title":"2025","published":"2025-06-26T08:30:00Z","latestRelease":true}]`))
	f.Add([]byte(`{"dataSets":[{"fileId":"a","title":"timeliness"}],"supportingFiles":[{"fileId":"b","title":"t","filename":"../x.csv"}]}`))
	f.Add([]byte(`{"downloadFiles":[{"id":"a/../../b","name":"timeliness","fileName":"C:\\x.csv"}],"id":"a?secret=1"}`))
	f.Add([]byte(`[{"id":"a/../..//evil.example/","slug":"..","published":7}]`))
	f.Add([]byte(strings.Repeat("[", 20_000)))
	f.Add([]byte("<html><title>Sorry</title>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := asking(t, answering{body: body, headers: http.Header{"Content-Type": {"application/json"}}})
		for _, e := range []EES{{Publication: "a-b"}, {Publication: "a-b", Take: "files", Files: []string{"time", "."}, Newest: 2}} {
			found, err := c.Look(t.Context(), Place{EES: &e})
			looked(t, c, found, err)
		}
	})
}

// FuzzGovUK reads what the content API of GOV.UK says of a page and of a collection.
func FuzzGovUK(f *testing.F) {
	f.Add([]byte(`{"base_path":"/a","title":"a","document_type":"statistics","public_updated_at":"2026-03-12","details":{"attachments":[{"title":"Main tables","filename":"a.ods","url":"https://assets.publishing.service.gov.uk/media/1/a.ods","content_type":"application/vnd.oasis.opendocument.spreadsheet"}]}}`))
	f.Add([]byte(`{"details":{"documents":["<a href='https://evil.example/a.ods'>Main</a>", 7]}}`))
	f.Add([]byte(`{"document_type":"redirect","redirects":[{"path":"/a","destination":"https://evil.example/b?secret=1"}]}`))
	f.Add([]byte(`{"links":{"documents":[{"base_path":"//evil.example","title":"a"}]}}`))
	f.Add([]byte(`{"details":{"attachments":[{"url":"http://www.gov.uk/a.ods?secret=1","title":"a"},{"url":"//a@www.gov.uk/b.ods"}]}}`))
	f.Add([]byte(`{"a":` + strings.Repeat(`{"a":`, 9000) + "1" + strings.Repeat("}", 9001)))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := asking(t, answering{body: body, headers: http.Header{"Content-Type": {"application/json"}}})
		for _, g := range []GovUK{{Path: "/a", Attachment: "."}, {Collection: "/a", Document: ".", Types: []string{"ods", "csv"}, Newest: 3}} {
			found, err := c.Look(t.Context(), Place{GovUK: &g})
			looked(t, c, found, err)
		}
	})
}

// FuzzPage reads the links of a web page.
func FuzzPage(f *testing.F) {
	f.Add([]byte(`<title>DSG</title><a href="/files/dsg_published-31-03-2025.ods">Allocations &amp; tables</a>`))
	f.Add([]byte(`<a href="https://evil.example/a.ods">a</a>`))
	f.Add([]byte(`<a href="//a:b@www.gov.uk/a?secret=1"><a href='http://www.gov.uk/99-99-2025'>x<a href=..%2f..%2f..>`))
	f.Add([]byte(`<a href="` + strings.Repeat("../", 5000) + `x">` + strings.Repeat("y", 5000)))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := asking(t, answering{body: body, headers: http.Header{"Content-Type": {"text/html"}}})
		found, err := c.Look(t.Context(), Place{Page: &Page{URL: "https://www.gov.uk/a/b", Link: "."}})
		looked(t, c, found, err)
		for _, one := range found {
			if len([]rune(one.Title)) > 203 {
				t.Errorf("a title of %d characters", len([]rune(one.Title)))
			}
		}
	})
}

// FuzzTake takes a file from a publisher that answers anything under any headers. Either a whole file of the allowed size is kept, or
// nothing is left in the folder.
func FuzzTake(f *testing.F) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, "a,b\n1,2\n")
	_ = z.Close()
	f.Add([]byte("a,b\n1,2\n"), "", "", "text/csv")
	f.Add(packed.Bytes(), "gzip", `attachment; filename="../../a.csv"`, "text/csv")
	f.Add(packed.Bytes()[:20], "gzip", "", "")
	f.Add([]byte("PK\x03\x04"), "", `attachment; filename*=UTF-8''a%2f..%2fb.zip`, "application/zip")
	f.Add([]byte("<html><title>a</title>"), "br", "", "text/html; charset=x")
	f.Fuzz(func(t *testing.T, body []byte, encoding, disposition, kind string) {
		headers := http.Header{"Content-Encoding": {encoding}, "Content-Disposition": {disposition}, "Content-Type": {kind}}
		c := asking(t, answering{body: body, headers: headers})
		dir := t.TempDir()
		taken, err := c.Take(t.Context(), Found{URL: "https://www.gov.uk/a"}, dir, Known{})
		left, _ := filepath.Glob(filepath.Join(dir, "*"))
		switch {
		case err != nil && len(left) > 0:
			t.Errorf("%v is left behind beside %v", left, err)
		case err == nil && (len(left) != 1 || taken.Size <= 0 || taken.Size > 1<<20 || len(taken.SHA256) != 64):
			t.Errorf("%v is taken as %+v", left, taken)
		case err == nil && (filepath.Base(taken.Filename) != taken.Filename || len(taken.Filename) > 200):
			t.Errorf("the name %q leads elsewhere", taken.Filename)
		}
	})
}
