package fetch_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
)

func TestBytesArriveWholeWithTheirHash(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{timely, "tables.ods", "supporting/appeal rate 2014-2025.csv"} {
		taken := w.take(t, fetch.Found{URL: w.URL() + strings.ReplaceAll(standin.FilePath(name), " ", "%20")})
		want := read(t, filepath.Join(w.dir, name))
		if taken.SHA256 != sha(want) || sha(read(t, taken.Path)) != sha(want) || taken.Size != int64(len(want)) {
			t.Errorf("%s: not the same bytes", name)
		}
		if taken.Filename != filepath.Base(name) || !taken.Fetched.Equal(noon) || taken.ETag == "" {
			t.Errorf("%s: got %+v", name, taken)
		}
	}
}

func TestACompressedCSVIsKeptPlain(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{csv2026, "/statistics/v1/data-sets/set-1/csv"} {
		if taken := w.take(t, w.file(path)); taken.SHA256 != sha(read(t, filepath.Join(w.dir, timely))) {
			t.Errorf("%s: kept %q", path, read(t, taken.Path))
		}
	}
}

func TestWhatIsUnchangedIsNotTakenAgain(t *testing.T) {
	w := newWorld(t)
	first := w.take(t, w.file(zip2026))
	known := fetch.Known{ETag: first.ETag, LastModified: first.LastModified, SHA256: first.SHA256}
	again, err := w.client.Take(t.Context(), w.file(zip2026), w.into, known)
	if err != nil || !again.NotModified || again.Path != "" || again.SHA256 != first.SHA256 || again.ETag != first.ETag {
		t.Errorf("got %+v, %v", again, err)
	}
	if w.leftovers(t) != 1 {
		t.Error("a second file was written")
	}
	again, err = w.client.Take(t.Context(), w.file(zip2026), w.into, fetch.Known{ETag: `"another"`})
	if err != nil || again.NotModified || again.SHA256 != first.SHA256 {
		t.Errorf("with another tag the bytes come: %+v, %v", again, err)
	}
}

// failing is one way of going wrong, the error it must become and how often it may be asked.
type failing struct {
	name    string
	path    string
	failure standin.Failure
	is      any // a pointer to a typed error
	says    string
	asked   int
}

func TestEachFailureIsASentenceAndLeavesNothingBehind(t *testing.T) {
	ods, csv := standin.FilePath("tables.ods"), standin.FilePath(timely)
	tests := []failing{
		{"withdrawn", ods, standin.Status(http.StatusGone), new(*fetch.Gone), "GOV.UK replaced this file: the address is taken from the page again at the next run", 1},
		{"absent", ods, standin.Status(http.StatusNotFound), new(*fetch.NotFound), "nothing at this address", 1},
		{"forbidden", ods, standin.Status(http.StatusForbidden), new(*fetch.Unexpected), "403 Forbidden", 1},
		{"a web page", ods, standin.WebPage("Page not found - GOV.UK"), new(*fetch.NotAFile), `titled "Page not found - GOV.UK"`, 1},
		{"a web page for a CSV", csv, standin.WebPage("Sign in"), new(*fetch.NotAFile), `titled "Sign in"`, 1},
		{"text for an ODS", ods, standin.Body("text/plain", "temporarily moved"), new(*fetch.NotAFile), "where a file of type ODS was expected", 1},
		{"nothing", csv, standin.Body("text/csv", ""), new(*fetch.Truncated), "empty", 1},
		{"cleanly cut", ods, standin.CleanlyCut(), new(*fetch.Truncated), "ZIP without its end record", 1},
		{"broken off each time", ods, standin.HalfPromisedWhole(), new(*fetch.Truncated), "the connection broke off", 4},
		{"broken off, CSV", csv, standin.HalfPromisedWhole(), new(*fetch.Truncated), "the connection broke off", 4},
		{"endless", csv, standin.Endless(), new(*fetch.TooLarge), "larger than the limit of 1 MB", 1},
		{"announced too large", csv, standin.Announced(5 << 20), new(*fetch.TooLarge), "larger than the limit", 1},
		{"redirected for ever", csv, standin.Loop(), new(*fetch.Refused), "redirects more than 5 times", 6},
		{"redirected to another host", csv, standin.RedirectTo("https://example.org/x?token=1"), new(*fetch.Refused), "example.org is not one of the publishers' hosts", 1},
		{"redirected off https", csv, standin.RedirectTo("ftp://127.0.0.1/x"), new(*fetch.Refused), "not one of the publishers' hosts", 1},
		{"broken each time", csv, standin.Status(http.StatusInternalServerError), new(*fetch.Unreachable), "tried 4 times (answered 500 Internal Server Error)", 4},
		{"busy each time", csv, standin.Busy("1"), new(*fetch.Unreachable), "429 Too Many Requests", 4},
		{"busy for hours", csv, standin.Busy("7200"), new(*fetch.Unreachable), "left alone until 14:00 UTC on 1 July 2026", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, func(o *fetch.Options) { o.MaxBytes = 1 << 20 })
			w.Fail(tt.path, tt.failure)
			_, err := w.client.Take(t.Context(), w.file(tt.path), w.into, fetch.Known{})
			if !errors.As(err, tt.is) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got  %v\nwant ... %s", err, tt.says)
			}
			if strings.Contains(err.Error(), "token") {
				t.Errorf("a query is shown: %v", err)
			}
			if got := w.Requests(tt.path); got != tt.asked {
				t.Errorf("asked %d times, want %d", got, tt.asked)
			}
			if w.leftovers(t) != 0 {
				t.Error("part of a file was left behind")
			}
			w.Mend(tt.path)
			w.take(t, w.file(tt.path))
		})
	}
}

func TestSilenceEndsARequestAndIsTriedAgain(t *testing.T) {
	for name, failure := range map[string]standin.Failure{"no answer": standin.Silent(), "half an answer": standin.Stalled()} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(o *fetch.Options) { o.Timeout = 20 * time.Millisecond })
			path := standin.FilePath(timely)
			w.Fail(path, failure)
			_, err := w.client.Take(t.Context(), w.file(path), w.into, fetch.Known{})
			var unreachable *fetch.Unreachable
			if !errors.As(err, &unreachable) || unreachable.Tries != 4 || !strings.Contains(err.Error(), "nothing was heard") {
				t.Errorf("got %v", err)
			}
			if w.leftovers(t) != 0 {
				t.Error("part of a file was left behind")
			}
		})
	}
}

func TestTheDeadlineEndsEverything(t *testing.T) {
	w := newWorld(t, func(o *fetch.Options) { o.Deadline = 20 * time.Millisecond })
	path := standin.FilePath(timely)
	w.Fail(path, standin.Silent())
	_, err := w.client.Take(t.Context(), w.file(path), w.into, fetch.Known{})
	var unreachable *fetch.Unreachable
	if !errors.As(err, &unreachable) || unreachable.Tries != 1 || !strings.Contains(err.Error(), "longer than the 20ms allowed") {
		t.Errorf("got %v", err)
	}
}

func TestWhoeverAsksMayStop(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	w.Fail(zip2026, standin.Status(http.StatusInternalServerError))
	client := newWorld(t, func(o *fetch.Options) {
		o.EESBase = w.URL()
		o.Sleep = func(ctx context.Context, _ time.Duration) error { stop(); return ctx.Err() }
	}).client
	if _, err := client.Take(ctx, w.file(zip2026), w.into, fetch.Known{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := w.Requests(zip2026); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestAPassingFailureIsGotOver(t *testing.T) {
	soon := noon.Add(90 * time.Second).Format(http.TimeFormat)
	tests := []struct {
		name    string
		failure standin.Failure
		slept   []time.Duration
	}{
		{"500 twice", standin.Status(http.StatusInternalServerError).For(2), []time.Duration{time.Second, 2 * time.Second}},
		{"503 once", standin.Status(http.StatusServiceUnavailable).For(1), []time.Duration{time.Second}},
		{"busy for 30 seconds", standin.Busy("30").For(1), []time.Duration{30 * time.Second}},
		{"busy until a time", standin.Busy(soon).For(1), []time.Duration{90 * time.Second}},
		{"busy without saying how long", standin.Busy("").For(1), []time.Duration{time.Second}},
		{"broken off once", standin.HalfPromisedWhole().For(1), []time.Duration{time.Second}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			path := standin.FilePath("tables.ods")
			w.Fail(path, tt.failure)
			if taken := w.take(t, w.file(path)); taken.SHA256 != sha(read(t, filepath.Join(w.dir, "tables.ods"))) {
				t.Error("not the same bytes")
			}
			if !slices.Equal(w.clock.slept, tt.slept) {
				t.Errorf("waited %v, want %v", w.clock.slept, tt.slept)
			}
			if w.leftovers(t) != 1 {
				t.Error("a try that failed left a file behind")
			}
		})
	}
}

func TestNobodyListeningIsUnreachable(t *testing.T) {
	w := newWorld(t)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := w.client.Look(t.Context(), fetch.Place{EES: &fetch.EES{Publication: plans}})
	var unreachable *fetch.Unreachable
	if !errors.As(err, &unreachable) || unreachable.Tries != 4 || !strings.Contains(err.Error(), "the connection was refused") {
		t.Errorf("got %v", err)
	}
	if fetch.Permanent(err) {
		t.Error("it may be back tomorrow")
	}
}

func TestAReplacedFileIsFoundAtItsNewAddress(t *testing.T) {
	w := newWorld(t)
	place := fetch.Place{GovUK: &fetch.GovUK{Path: autumn25, Types: []string{"ods"}}}
	old := w.look(t, place)[0]
	w.Reissue("tables.ods")
	_, err := w.client.Take(t.Context(), old, w.into, fetch.Known{})
	var gone *fetch.Gone
	if !errors.As(err, &gone) {
		t.Fatalf("got %v", err)
	}
	renewed := w.look(t, place)[0]
	if renewed.Key == old.Key {
		t.Error("the new address has the old key")
	}
	w.take(t, renewed)
}

func TestFewerBytesThanThePagePromisesIsAPart(t *testing.T) {
	w := newWorld(t)
	f := w.look(t, fetch.Place{GovUK: &fetch.GovUK{Path: autumn25, Attachment: "^Main", Types: []string{"csv"}}})[0]
	w.Fail(w.MediaPath("main_tables.csv"), standin.CleanlyCut())
	_, err := w.client.Take(t.Context(), f, w.into, fetch.Known{})
	var part *fetch.Truncated
	if !errors.As(err, &part) || !strings.Contains(err.Error(), "4 of the 8 bytes that the page promises") {
		t.Errorf("got %v", err)
	}
}

func TestOnlyPublishersAreAsked(t *testing.T) {
	client, err := fetch.New(fetch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ address, says string }{
		{"https://example.org/file.csv", "example.org is not one of the publishers' hosts"},
		{"https://www.gov.uk.example.org/file.csv", "not one of the publishers' hosts"},
		{"https://www.gov.uk:8443/file.csv", "not one of the publishers' hosts"},
		{"http://www.gov.uk/file.csv", "only https is used"},
		{"http://127.0.0.1/file.csv", "not one of the publishers' hosts"},
		{"https://somebody:secret@www.gov.uk/file.csv", "carries a user name"},
		{"file:///etc/passwd", "not a complete https address"},
	}
	for _, tt := range tests {
		_, err := client.Take(t.Context(), fetch.Found{URL: tt.address}, t.TempDir(), fetch.Known{})
		var refused *fetch.Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", tt.address, err)
		}
	}
}

func TestABaseThatIsNotSecureIsRefused(t *testing.T) {
	for _, base := range []string{"http://example.org", "ftp://127.0.0.1", "example.org", "https://a:b@example.org"} {
		if _, err := fetch.New(fetch.Options{EESBase: base}); err == nil {
			t.Errorf("%s was taken", base)
		}
	}
}

func TestLogsNameHostAndPathButNoQuery(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, func(o *fetch.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w.Fail(zip2026, standin.Status(http.StatusBadGateway).For(1))
	f := w.file(zip2026)
	f.URL += "?fromPage=ReleaseDownloads"
	w.take(t, f)
	if !strings.Contains(log.String(), zip2026) || strings.Contains(log.String(), "ReleaseDownloads") {
		t.Errorf("logged %s", log.String())
	}
}

func TestAFilenameFromElsewhereIsOneSafeName(t *testing.T) {
	w := newWorld(t)
	taken := w.take(t, fetch.Found{URL: w.URL() + standin.FilePath(timely), Filename: "../../etc/pass\nwd"})
	if taken.Filename != "passwd" || filepath.Dir(taken.Path) != w.into {
		t.Errorf("got %q in %s", taken.Filename, taken.Path)
	}
}

func TestRealFilesArriveUnchanged(t *testing.T) {
	real := filepath.Join("..", "..", "..", "shared", "real")
	if _, err := os.Stat(real); err != nil {
		t.Skip("needs ../shared/real, the published files")
	}
	server := standin.New(real, standin.Catalogue{
		Publications: []standin.Publication{{Slug: plans, Title: "Education, health and care plans", Releases: []standin.Release{
			{ID: "2e60aacd-d46c-416a-af4d-9d2269506ff6", Slug: "2025", Latest: true, Zip: "ehc-plans/education-health-and-care-plans_2025.zip",
				Files: []standin.File{{ID: "f1", Title: "SEN2 management information", File: "ehc-plans/sen2_mi_2014-2022.csv"}}},
		}}},
		Documents: []standin.Document{{Path: autumn25, Title: "Tribunals", Attachments: []standin.Attachment{
			{Title: "SEND appeal rate", File: "tribunal/send_appeal_rate_table_2022.ods"}, {Title: "Neighbours", File: "areas/sn_may_2025.xlsx"},
		}}},
		Pages: []standin.Page{{Path: dsg, Title: "DSG", Links: []standin.Link{{Text: "Download", File: "high-needs/dedicated-schools-grant_2024_07_20.ods"}}}},
	})
	if err := server.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	client, err := fetch.New(fetch.Options{EESBase: server.URL(), GovUKBase: server.URL()})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		place fetch.Place
		files []string
	}{
		{fetch.Place{EES: &fetch.EES{Publication: plans}}, []string{"ehc-plans/education-health-and-care-plans_2025.zip"}},
		{fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Files: []string{"SEN2"}}}, []string{"ehc-plans/sen2_mi_2014-2022.csv"}},
		{fetch.Place{GovUK: &fetch.GovUK{Path: autumn25, Types: []string{"ods", "xlsx"}}}, []string{"tribunal/send_appeal_rate_table_2022.ods", "areas/sn_may_2025.xlsx"}},
		{fetch.Place{Page: &fetch.Page{URL: server.URL() + dsg, Link: "Download"}}, []string{"high-needs/dedicated-schools-grant_2024_07_20.ods"}},
	}
	for _, tt := range tests {
		found, err := client.Look(t.Context(), tt.place)
		if err != nil || len(found) != len(tt.files) {
			t.Fatalf("%v: found %d, %v", tt.files, len(found), err)
		}
		for i, f := range found {
			taken, err := client.Take(t.Context(), f, t.TempDir(), fetch.Known{})
			if err != nil {
				t.Fatal(err)
			}
			if want := sha(read(t, filepath.Join(real, tt.files[i]))); taken.SHA256 != want || sha(read(t, taken.Path)) != want {
				t.Errorf("%s: SHA-256 %s, want %s", tt.files[i], taken.SHA256, want)
			}
		}
	}
}
