package fetch_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"inclusion/ingest/fetch"
	"inclusion/ingest/fetch/standin"
)

func TestTheNewestReleaseOfAPublicationIsOneZip(t *testing.T) {
	w := newWorld(t)
	want := []fetch.Found{{
		Key: "version-2026", Title: "Education, health and care plans: Calendar year 2026", Release: "2026",
		URL:      w.URL() + zip2026 + "?fromPage=ReleaseDownloads",
		PageURL:  w.URL() + "/find-statistics/education-health-and-care-plans/2026",
		Filename: "education-health-and-care-plans_2026.zip", Published: time.Date(2026, 6, 25, 8, 30, 0, 0, time.UTC),
	}}
	if diff := cmp.Diff(want, w.look(t, fetch.Place{EES: &fetch.EES{Publication: plans}})); diff != "" {
		t.Error(diff)
	}
	all := w.look(t, fetch.Place{EES: &fetch.EES{Publication: plans, Newest: 9}})
	if got := keys(all); !cmp.Equal(got, []string{"version-2026", "version-2025"}) {
		t.Errorf("releases, newest first: %v", got)
	}
}

func TestTheReleaseCalledLatestComesFirstThoughAnotherWasAmendedSince(t *testing.T) {
	w := newWorld(t)
	w.Fail("/api/publications/"+plans+"/releases", standin.Body("application/json", `[
		{"id":"old","slug":"2024","published":"2024-06-13T08:30:00Z"},
		{"id":"amended","slug":"2025","published":"2026-07-01T08:30:00.1234567Z","latestRelease":false},
		{"id":"latest","slug":"2026","published":"2026-06-25T09:30:00+01:00","latestRelease":true},
		{"id":"undated","slug":"2019","published":null}]`))
	found := w.look(t, fetch.Place{EES: &fetch.EES{Publication: plans, Newest: 9}})
	if got := keys(found); !cmp.Equal(got, []string{"latest", "amended", "old", "undated"}) {
		t.Errorf("got %v", got)
	}
	if got := found[0].Title; got != plans+": 2026" {
		t.Errorf("without titles the slugs serve, got %q", got)
	}
}

func TestAPublicationThatIsNotThereIsSaidSo(t *testing.T) {
	w := newWorld(t)
	_, err := w.client.Look(t.Context(), fetch.Place{EES: &fetch.EES{Publication: "special-educational-needs"}})
	var absent *fetch.NotFound
	if !errors.As(err, &absent) || !strings.Contains(err.Error(), "in the publication special-educational-needs") {
		t.Errorf("got %v", err)
	}
}

func TestFilesOfAReleaseAreChosenByTitleOrName(t *testing.T) {
	w := newWorld(t)
	place := fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Files: []string{"^Timeliness", `^appeal rate .*\.csv$`}}}
	found := w.look(t, place)
	if got := keys(found); !cmp.Equal(got, []string{"version-2026/file-timeliness", "version-2026/file-appeals"}) {
		t.Fatalf("chose %v", got)
	}
	taken := w.take(t, found[0])
	if taken.Filename != "timeliness.csv" {
		t.Errorf("the name comes with the file, got %q", taken.Filename)
	}
}

func TestAFileMayBeMissingFromOneReleaseButNotFromAll(t *testing.T) {
	w := newWorld(t)
	place := func(files ...string) fetch.Place {
		return fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Newest: 2, Files: files}}
	}
	older := "/api/publications/" + plans + "/releases/2025/data-content"
	w.Fail(older, standin.Body("application/json", `{"dataSets": [{"fileId": "file-early", "title": "Only in the older release"}]}`))
	if got := keys(w.look(t, place("^Timeliness", "^Only in the older"))); !cmp.Equal(got, []string{"version-2026/file-timeliness", "version-2025/file-early"}) {
		t.Errorf("chose %v", got)
	}
	_, err := w.client.Look(t.Context(), place("^Timeliness", "^In neither"))
	var changed *fetch.Changed
	if !errors.As(err, &changed) || !strings.Contains(err.Error(), "release 2026: ") || !strings.Contains(err.Error(), "missing a file that matches /^In neither/; there: ") {
		t.Errorf("got %v", err)
	}
}

func TestAnAttachmentIsChosenByItsNameToo(t *testing.T) {
	w := newWorld(t)
	found := w.look(t, fetch.Place{GovUK: &fetch.GovUK{Path: autumn25, Attachment: `^tables\.ods$`}})
	if len(found) != 1 || found[0].Filename != "tables.ods" {
		t.Errorf("found %v", keys(found))
	}
}

func TestTheOlderFormOfAReleaseIsStillRead(t *testing.T) {
	w := newWorld(t)
	c := catalogue()
	c.Publications[0].Older = true
	older := standin.New(w.dir, c)
	if err := older.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = older.Close() })
	client, err := fetch.New(fetch.Options{EESBase: older.URL()})
	if err != nil {
		t.Fatal(err)
	}
	found, err := client.Look(t.Context(), fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Files: []string{`^timeliness\.csv$`}}})
	if err != nil || len(found) != 1 || found[0].Filename != "timeliness.csv" {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestACollectionLeadsToItsNewestMatchingPage(t *testing.T) {
	w := newWorld(t)
	place := fetch.Place{GovUK: &fetch.GovUK{
		Collection: tribunals, Document: "July to September", Attachment: "(?i)^(accessible )?main tables", Types: []string{"ods", "csv"},
	}}
	found := w.look(t, place)
	if len(found) != 2 {
		t.Fatalf("found %v", keys(found))
	}
	first := found[0]
	if first.Title != "Accessible Main Tables (July to September)" || first.Key != w.MediaPath("tables.ods") {
		t.Errorf("the kind named first comes first, got %q at %s", first.Title, first.Key)
	}
	if want := time.Date(2025, 12, 11, 8, 30, 0, 0, time.UTC); !first.Published.Equal(want) {
		t.Errorf("published is the last public change, got %s", first.Published)
	}
	if first.PageURL != w.URL()+autumn25 || !strings.HasSuffix(first.Release, "2025") || first.Size == 0 {
		t.Errorf("got %+v", first)
	}
	if n := w.Requests("/api/content" + autumn24); n != 0 {
		t.Errorf("asked for an older page %d times", n)
	}
}

func TestAPageOfACollectionMayLackTheFile(t *testing.T) {
	w := newWorld(t)
	w.Fail("/api/content"+winter25, standin.Body("application/json",
		`{"title":"Quarterly","details":{"attachments":[{"url":"/media/0/x.csv","content_type":"text/csv","title":"Employment tribunals"}]}}`))
	govuk := &fetch.GovUK{Collection: tribunals, Attachment: "^Main Tables", Newest: 3}
	if found := w.look(t, fetch.Place{GovUK: govuk}); len(found) == 0 {
		t.Error("found nothing")
	}
	govuk.Newest = 1
	var changed *fetch.Changed
	if _, err := w.client.Look(t.Context(), fetch.Place{GovUK: govuk}); !errors.As(err, &changed) || !strings.Contains(err.Error(), "Employment tribunals") {
		t.Errorf("when none has it, the error says what was there: %v", err)
	}
}

func TestARedirectDocumentIsFollowedOnce(t *testing.T) {
	w := newWorld(t)
	found := w.look(t, fetch.Place{GovUK: &fetch.GovUK{Path: "/government/statistics/moved", Attachment: "Main"}})
	if len(found) == 0 || found[0].PageURL != w.URL()+autumn25 {
		t.Errorf("found %v", found)
	}
	_, err := w.client.Look(t.Context(), fetch.Place{GovUK: &fetch.GovUK{Path: "/government/statistics/moved-twice"}})
	var refused *fetch.Refused
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "moved again") {
		t.Errorf("got %v", err)
	}
}

func TestAttachmentsKnownOnlyAsHTMLAreFound(t *testing.T) {
	w := newWorld(t)
	found := w.look(t, fetch.Place{GovUK: &fetch.GovUK{Path: "/government/statistics/old-page", Types: []string{"ods"}}})
	if len(found) != 1 || found[0].Title != "SEND appeal rate table" {
		t.Fatalf("found %v", found)
	}
	w.take(t, found[0])
}

func TestAPageIsReadForItsLinks(t *testing.T) {
	w := newWorld(t)
	found := w.look(t, fetch.Place{Page: &fetch.Page{URL: w.URL() + dsg, Link: "^Download DSG allocations"}})
	if len(found) != 2 {
		t.Fatalf("found %v", keys(found))
	}
	if want := time.Date(2025, 12, 18, 0, 0, 0, 0, time.UTC); !found[0].Published.Equal(want) || found[0].Filename != "dsg_published-18-12-2025.ods" {
		t.Errorf("the newest by the date in its name comes first, got %+v", found[0])
	}
	_, err := w.client.Look(t.Context(), fetch.Place{Page: &fetch.Page{URL: w.URL() + dsg, Link: "Download the spreadsheet"}})
	var changed *fetch.Changed
	if !errors.As(err, &changed) || !strings.Contains(err.Error(), "Conditions of grant") {
		t.Errorf("a page without the link says which links it has: %v", err)
	}
}

func TestAPlainAddressIsFoundWithoutAsking(t *testing.T) {
	w := newWorld(t)
	found := w.look(t, fetch.Place{URL: w.URL() + "/statistics/v1/data-sets/set-1/csv?secret=1"})
	if w.Total() != 0 || len(found) != 1 || strings.Contains(found[0].Key, "secret") {
		t.Fatalf("asked %d times, found %v", w.Total(), found)
	}
	if taken := w.take(t, found[0]); taken.Filename != "set-1_v1.0.csv" {
		t.Errorf("got %q", taken.Filename)
	}
}

func TestAnAnswerOfAnotherShapeNamesWhatIsMissing(t *testing.T) {
	releases := "/api/publications/" + plans + "/releases"
	content := releases + "/2026/data-content"
	files := fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Files: []string{"Timeliness"}}}
	page := fetch.Place{GovUK: &fetch.GovUK{Path: autumn25, Attachment: "^Main"}}
	collection := fetch.Place{GovUK: &fetch.GovUK{Collection: tribunals, Document: "July"}}
	tests := []struct {
		name, path, body string
		place            fetch.Place
		want             string
	}{
		{"a release without id", releases, `[{"slug":"2026"}]`, files, "missing id of release 1"},
		{"no release", releases, `[]`, files, "missing any release"},
		{"an object for a list", releases, `{"results":[]}`, files, "its known form (it is a JSON object)"},
		{"invalid JSON", releases, `[{"id": "x",`, files, "missing valid JSON"},
		{"a list of files without lists", content, `{"releaseId":"x"}`, files, "missing dataSets, supportingFiles"},
		{"a file without id", content, `{"dataSets":[{"title":"Timeliness"}]}`, files, `id of the file "Timeliness"`},
		{"a file that was renamed", content, `{"dataSets":[{"fileId":"1","title":"Speed"}]}`, files, `a file that matches /Timeliness/; there: "Speed"`},
		{"a page without attachments", "/api/content" + autumn25, `{"title":"x"}`, page, "attachments with url, content_type and title"},
		{"a collection without pages", "/api/content" + tribunals, `{"title":"x"}`, collection, "missing links.documents"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.Fail(tt.path, standin.Body("application/json", tt.body))
			_, err := w.client.Look(t.Context(), tt.place)
			var changed *fetch.Changed
			if !errors.As(err, &changed) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant ... %s", err, tt.want)
			}
			if !fetch.Permanent(err) || w.Requests(tt.path) != 1 {
				t.Errorf("a changed answer is not asked for again: %d times", w.Requests(tt.path))
			}
		})
	}
}

func TestAWebPageInPlaceOfJSONIsQuoted(t *testing.T) {
	w := newWorld(t)
	w.Fail("/api/publications/"+plans+"/releases", standin.WebPage("Sorry, there is a problem with the service"))
	_, err := w.client.Look(t.Context(), fetch.Place{EES: &fetch.EES{Publication: plans}})
	var not *fetch.NotAFile
	if !errors.As(err, &not) || not.Title != "Sorry, there is a problem with the service" {
		t.Errorf("got %v", err)
	}
}

func TestAPlaceThatMakesNoSenseIsSaidSo(t *testing.T) {
	tests := []struct {
		place fetch.Place
		want  string
	}{
		{fetch.Place{}, "names 0"},
		{fetch.Place{URL: "https://www.gov.uk/x", Page: &fetch.Page{}}, "names 2"},
		{fetch.Place{EES: &fetch.EES{Publication: "../secret"}}, "not a slug"},
		{fetch.Place{EES: &fetch.EES{Publication: plans, Take: "everything"}}, "zip or files"},
		{fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files"}}, "at least one"},
		{fetch.Place{EES: &fetch.EES{Publication: plans, Files: []string{"x"}}}, "write take: files"},
		{fetch.Place{EES: &fetch.EES{Publication: plans, Take: "files", Files: []string{"("}}}, "not a regular expression"},
		{fetch.Place{GovUK: &fetch.GovUK{}}, "either path"},
		{fetch.Place{GovUK: &fetch.GovUK{Path: "/a/../b"}}, "not a path"},
		{fetch.Place{GovUK: &fetch.GovUK{Path: "/a", Types: []string{"pdf"}}}, "not one of ods"},
		{fetch.Place{Page: &fetch.Page{URL: "https://www.gov.uk/x"}}, "link"},
	}
	for _, tt := range tests {
		if err := tt.place.Check(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: got %v, want ... %s", tt.place, err, tt.want)
		}
	}
}

func keys(found []fetch.Found) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Key)
	}
	return all
}
