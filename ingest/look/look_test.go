package look

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
)

func TestALookLoadsWhatIsThereAndTheNextFindsItUnchanged(t *testing.T) {
	for name, tt := range map[string]struct {
		place fetch.Place
		found string
		file  string
	}{
		"a GOV.UK page":       {onGovUK, "Timeliness, Plans, published 1 June 2026", "first.csv: loaded"},
		"a whole release":     {asZip, "Plans: Reporting year 2025, published 1 July 2026", "plans_2025.zip/data/first.csv: loaded"},
		"a file of a release": {asOneFile, "Timeliness, 2025, published 1 July 2026", "first.csv: loaded"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, tt.place)
			run := w.look()
			if !cmp.Equal(run.Found, []string{tt.found}) || run.Error != "" || !run.Published || run.Files[len(run.Files)-1].String() != tt.file {
				t.Fatalf("recorded %+v", run)
			}
			if version, plans := w.serves(); version != 1 || plans != "1000.0" {
				t.Errorf("warehouse %d serves %s plans", version, plans)
			}
			again := w.look()
			if !cmp.Equal(again.Found, []string{tt.found + ": as before"}) || again.Words() != "nothing new" || len(again.Files) != 0 {
				t.Errorf("the second look recorded %+v", again)
			}
			if !again.Started.After(run.Started) || again.Ended.Before(again.Started) || again.Job != "ehc-plans" {
				t.Errorf("the second look is of %s, from %s to %s", again.Job, again.Started, again.Ended)
			}
		})
	}
}

func TestOnlyWhatMayHaveChangedIsAskedFor(t *testing.T) {
	w := newWorld(t, onGovUK)
	w.look()
	w.look()
	if n := w.Requests(w.MediaPath(firstFile)); n != 2 {
		t.Errorf("a file is asked for at each look, with what is known of it; it was asked for %d times", n)
	}
	w = newWorld(t, asZip)
	w.look()
	w.revise() // as a ZIP that is made in flight has other bytes each time
	run := w.look()
	if n := w.Requests(zipFile); n != 1 || run.Words() != "nothing new" {
		t.Errorf("a release version that was loaded was asked for again: %d requests, %+v", n, run)
	}
}

// trouble is a way in which a publisher's newer edition does not come in.
type trouble struct {
	name    string
	place   fetch.Place
	at      func(w *world) string
	failure standin.Failure
	error   string // what is recorded; part of it
	found   int    // editions
}

func media(w *world) string              { return w.MediaPath(firstFile) }
func at(path string) func(*world) string { return func(*world) string { return path } }

var troubles = []trouble{
	{"a withdrawn address", onGovUK, media, standin.Status(http.StatusGone), "GOV.UK replaced this file: the address is taken from the page again at the next run", 1},
	{"a lost address", onGovUK, media, standin.Status(http.StatusNotFound), "there is nothing at this address", 1},
	{"a server that fails each time", onGovUK, media, standin.Status(http.StatusInternalServerError), "could not be reached, tried 3 times (answered 500 Internal Server Error)", 1},
	{"a page that fails each time", onGovUK, at(pageAPI), standin.Status(http.StatusBadGateway), "could not be reached, tried 3 times (answered 502 Bad Gateway)", 0},
	{"a publisher that is busy for hours", onGovUK, media, standin.Busy("7200"), "asks to be left alone until 14:00 UTC on 1 July 2026", 1},
	{"a web page for a CSV", onGovUK, media, standin.WebPage("Service unavailable"), `a web page titled "Service unavailable" came where a file was expected`, 1},
	{"a web page for a ZIP", asZip, at(zipFile), standin.WebPage("Sign in"), `a web page titled "Sign in" came where a file was expected`, 1},
	{"text for a ZIP", asZip, at(zipFile), standin.Body("text/plain", "later"), "something else came where a file of type ZIP was expected", 1},
	{"a web page for JSON", asZip, at(listAPI), standin.WebPage("Maintenance"), `a web page titled "Maintenance" came where JSON was expected`, 0},
	{"a file that breaks off", onGovUK, media, standin.HalfPromisedWhole(), "only part of the file arrived (the connection broke off)", 1},
	{"half a file as if it were whole", onGovUK, media, standin.CleanlyCut(), "bytes that the page promises", 1},
	{"half a ZIP as if it were whole", asZip, at(zipFile), standin.CleanlyCut(), "only part of the file arrived (a ZIP without its end record)", 1},
	{"an empty file", asOneFile, at("/api/releases/version-1/files/file-1"), standin.Body("text/csv", ""), "only part of the file arrived (the file is empty)", 1},
	{"a file without an end", onGovUK, media, standin.Endless(), "larger than the limit of 1 MB", 1},
	{"a redirect to another host", onGovUK, media, standin.RedirectTo("https://example.org/first.csv"), "example.org is not one of the publishers' hosts", 1},
	{"a page without its attachments", onGovUK, at(pageAPI), standin.Body("application/json", `{"title": "Plans", "details": {}}`), "the answer has changed: missing attachments with url, content_type and title", 0},
	{"a release without its id", asZip, at(listAPI), standin.Body("application/json", `[{"slug": "2026"}]`), "the answer has changed: missing id of release 1", 0},
	{"a release without its file", asOneFile, at(listAPI + "/2025/data-content"), standin.Body("application/json", `{"dataSets": [{"fileId": "f", "title": "Other"}]}`), `missing a file that matches /Timeliness/; there: "Other"`, 0},
	{"half a JSON document", onGovUK, at(pageAPI), standin.Body("application/json", `{"title": "Pl`), "missing valid JSON", 0},
}

func TestAFailureIsRecordedChangesNothingAndIsMadeUpFor(t *testing.T) {
	for _, tt := range troubles {
		t.Run(tt.name, func(t *testing.T) {
			w := loadedWorld(t)
			w.Reissue(firstFile)
			w.source.Places = []fetch.Place{tt.place}
			path := tt.at(w)
			w.Fail(path, tt.failure)
			run := w.look()
			if !strings.Contains(run.Error, tt.error) || strings.Contains(run.Error, "\n") || len(run.Found) != tt.found || len(run.Files) != 0 || !run.Failed() || run.Published {
				t.Errorf("recorded %+v\nwant the error %q and %d editions found", run, tt.error, tt.found)
			}
			if version, plans := w.serves(); version != 1 || plans != "1000.0" {
				t.Errorf("after the failure warehouse %d serves %s plans", version, plans)
			}
			w.Mend(path)
			if run = w.look(); run.Failed() || len(run.Found) != 1 || len(run.Files) == 0 {
				t.Errorf("the next look recorded %+v", run)
			}
		})
	}
}

func TestAReplacedFileIsFoundAgainUnderItsNewAddress(t *testing.T) {
	w := loadedWorld(t)
	w.revise()
	w.Reissue(firstFile)
	gone := w.MediaPath(firstFile)
	w.Fail(gone, standin.Status(http.StatusGone)) // replaced between the look and the taking
	if run := w.look(); !strings.Contains(run.Error, "GOV.UK replaced this file") {
		t.Errorf("recorded %+v", run)
	}
	w.Reissue(firstFile)
	if run := w.look(); !run.Published || run.Failed() {
		t.Errorf("the next look recorded %+v", run)
	}
	if version, plans := w.serves(); version != 2 || plans != "1003.0" {
		t.Errorf("after the next look warehouse %d serves %s plans", version, plans)
	}
}

func TestWhatPassesIsWaitedFor(t *testing.T) {
	for name, tt := range map[string]struct {
		failure standin.Failure
		slept   []time.Duration
	}{
		"a server that fails twice":         {standin.Status(http.StatusServiceUnavailable).For(2), []time.Duration{time.Second, time.Second}},
		"a publisher that asks for a pause": {standin.Busy("7").For(1), []time.Duration{7 * time.Second}},
		"a connection that breaks once":     {standin.HalfPromisedWhole().For(1), []time.Duration{time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			w := loadedWorld(t)
			w.Reissue(firstFile)
			w.Fail(w.MediaPath(firstFile), tt.failure)
			if run := w.look(); run.Error != "" || len(run.Files) != 1 || !cmp.Equal(w.slept, tt.slept) {
				t.Errorf("waited %v and recorded %+v", w.slept, run)
			}
		})
	}
}

func TestARenamedColumnKeepsTheNewEditionOutUntilTheRulesChange(t *testing.T) {
	w := loadedWorld(t)
	good := w.published(firstFile)
	w.publish(firstFile, strings.Replace(good, "plans_issued_within_20_weeks", "plans_in_twenty_weeks", 1))
	w.Reissue(firstFile)
	run := w.look()
	if run.Error != "" || len(run.Files) != 1 || !run.Failed() || run.Published || run.Words() != "1 file refused" {
		t.Errorf("recorded %+v", run)
	}
	if said := run.Files[0].String(); !strings.Contains(said, "first.csv: rejected:") || !strings.Contains(said, "plans_in_twenty_weeks") || !strings.Contains(said, "plans_issued_within_20_weeks") {
		t.Errorf("the refusal says %q", said)
	}
	if version, plans := w.serves(); version != 1 || plans != "1000.0" {
		t.Errorf("after the refusal warehouse %d serves %s plans", version, plans)
	}
	run = w.look()
	if len(run.Files) != 0 || run.Failed() || !strings.HasSuffix(run.Found[0], ": refused before, and the rules are the same") {
		t.Errorf("the same edition under the same rules: recorded %+v", run)
	}
	w.looker.Loader.Sources[0].About += " Another rule."
	if run = w.look(); len(run.Files) != 1 || !run.Failed() {
		t.Errorf("the same edition under other rules: recorded %+v", run)
	}
	w.publish(firstFile, good)
	w.revise()
	w.Reissue(firstFile)
	w.look()
	if version, plans := w.serves(); plans != "1003.0" {
		t.Errorf("after a good edition warehouse %d serves %s plans", version, plans)
	}
}

func TestTheSameBytesUnderANewAddressChangeNothing(t *testing.T) {
	w := loadedWorld(t)
	w.Reissue(firstFile)
	run := w.look()
	if len(run.Files) != 1 || run.Files[0].String() != "first.csv: unchanged" || run.Published || run.Failed() {
		t.Errorf("recorded %+v", run)
	}
	if run = w.look(); len(run.Files) != 0 || !strings.HasSuffix(run.Found[0], ": as before") {
		t.Errorf("the look after it recorded %+v", run)
	}
}

func TestANewerEditionRevisesTheOlder(t *testing.T) {
	w := loadedWorld(t)
	w.revise()
	if run := w.look(); !run.Published || run.Warehouse != 2 || run.Files[0].String() != "first.csv: loaded" {
		t.Fatalf("other bytes at the same address: recorded %+v", run)
	}
	db, err := w.looker.Loader.Engine.ReadOnly(t.Context(), w.looker.Loader.Folder.Warehouse(2))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var revised int
	if err := db.QueryRowContext(t.Context(), "select count(*) from revision where indicator = 'S01' and area_code = '101'").Scan(&revised); err != nil || revised != 1 {
		t.Errorf("%d revisions of the authority are told (%v)", revised, err)
	}
}

func TestOnePlaceThatFailsDoesNotKeepTheOthersOut(t *testing.T) {
	w := newWorld(t, onGovUK)
	w.source.Places = []fetch.Place{{GovUK: &fetch.GovUK{Path: "/government/statistics/none"}}, onGovUK, {URL: w.URL() + standin.FilePath("none.csv")}}
	run := w.look()
	if !run.Published || len(run.Files) != 1 || strings.Count(run.Error, "there is nothing at this address") != 2 || !run.Failed() {
		t.Errorf("recorded %+v", run)
	}
}

func TestASourceWithoutAnAddressSaysSo(t *testing.T) {
	w := newWorld(t, onGovUK)
	w.source.Places = nil
	run := w.look()
	if !cmp.Equal(run.Found, []string{NoAddress}) || run.Failed() || w.Total() != 0 {
		t.Errorf("recorded %+v", run)
	}
}
