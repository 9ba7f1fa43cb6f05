package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"inclusion/internal/plan"
)

// runs are beginnings that make a spreadsheet take words for something to run.
var runs = []string{"=cmd|' /C calc'!A1 ", "+cmd|' /C calc'!A1 ", "-cmd|' /C calc'!A1 ", "@SUM(cmd) ", "\t=cmd|' /C calc'!A1 ", "\r=cmd|' /C calc'!A1 "}

// hostileWords writes such a beginning before every sentence of a document, whatever field it stands in; n counts them.
func hostileWords(document any, n *int) any {
	switch v := document.(type) {
	case string:
		if strings.Count(v, " ") < 3 || strings.HasPrefix(v, "http") {
			return v // a key, a day or a word of a list
		}
		*n++
		return runs[*n%len(runs)] + v
	case []any:
		for i := range v {
			v[i] = hostileWords(v[i], n)
		}
	case map[string]any:
		for _, key := range slices.Sorted(keysOf(v)) {
			v[key] = hostileWords(v[key], n)
		}
	}
	return document
}

func keysOf(m map[string]any) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

func hostileBody(t *testing.T, body string, n *int) string {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(body), &document); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(hostileWords(document, n))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// writeHostile puts hostile words into everything that a partnership has written, and into a version more; it says which.
func (s *running) writeHostile(t *testing.T, code string) (version int) {
	t.Helper()
	ctx, n := t.Context(), 0
	stands, err := s.plans.Standing(ctx, code)
	if err != nil {
		t.Fatal(err)
	}
	var writes []plan.Write
	for _, e := range stands {
		writes = append(writes, plan.Write{Account: e.Account, Organisation: e.Organisation, Partnership: code, Kind: e.Kind, Key: e.Key, Base: e.Revision, Body: hostileBody(t, e.Body, &n)})
	}
	versions, err := s.plans.Versions(ctx, code)
	if err != nil || len(versions) == 0 || n < 100 {
		t.Fatalf("%d versions, %d texts (%v)", len(versions), n, err)
	}
	newest, err := s.plans.Version(ctx, code, versions[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	v, err := plan.Open(newest)
	if err != nil {
		t.Fatal(err)
	}
	for i := range v.Entries {
		e := &v.Entries[i]
		e.Body = hostileBody(t, e.Body, &n)
		e.Hash = e.Sum()
	}
	v.Number, v.Before, v.At = v.Number+1, newest.SHA256, time.Now().UTC().Truncate(time.Microsecond)
	for i, w := range writes {
		if w.Kind == plan.KindAssessment && w.Key == v.Cycle { // of which this is the version now
			writes[i].Body = strings.Replace(w.Body, `"version":`+strconv.Itoa(newest.Number), `"version":`+strconv.Itoa(v.Number), 1)
		}
	}
	sealed, err := plan.Seal(*v)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.plans.AppendSealed(ctx, v.At, writes, sealed); err != nil {
		t.Fatal(err)
	}
	return v.Number
}

// downloads are the addresses of all files that a spreadsheet opens.
func (s *running) downloads(t *testing.T, version int) (all []string) {
	t.Helper()
	table := regexp.MustCompile(`\b(csv|xlsx|zip)\b`)
	for _, a := range s.addresses(t) {
		if !a.does(http.MethodGet) || !table.MatchString(a.template) {
			continue
		}
		path := strings.Replace(a.path, "/pack/1", "/pack/"+strconv.Itoa(version), 1)
		if strings.HasPrefix(path, "/board/103") {
			path = strings.Replace(path, "103", "101", 1)
		}
		if strings.HasPrefix(path, "/compare") {
			path += "?areas=101,103&indicators=S01"
		}
		all = append(all, path)
		if strings.Contains(a.template, "csv|xlsx") {
			all = append(all, strings.Replace(path, ".csv", ".xlsx", 1))
		}
		if strings.HasPrefix(path, "/areas/101/plan/scores") {
			all = append(all, "/areas/101/plan/actions.csv", "/areas/101/plan/actions.xlsx")
		}
	}
	return all
}

// TestNoCellOfAnyDownloadIsRun writes what a spreadsheet would run wherever people write, and opens every table, workbook and ZIP that
// the site gives away, as nobody and as the board.
func TestNoCellOfAnyDownloadIsRun(t *testing.T) {
	s := ownSite(t)
	version := s.writeHostile(t, "101")
	nobody, board := asVisitor(t, s, ""), asVisitor(t, s, "board.101@sample.invalid")
	files, words := 0, 0
	for _, path := range s.downloads(t, version) {
		who := nobody
		if strings.HasPrefix(path, "/board") {
			who = board
		}
		answer, body := who.reply(http.MethodGet, path)
		if answer.StatusCode != http.StatusOK {
			continue
		}
		files++
		words += wantNothingRun(t, path, answer.Header.Get("Content-Type"), []byte(body))
	}
	if files < 25 || words < 100 {
		t.Errorf("only %d files with %d hostile words were seen", files, words)
	}
}

// wantNothingRun opens a file by its kind, and counts the hostile words that it holds as words.
func wantNothingRun(t *testing.T, path, kind string, file []byte) (words int) {
	t.Helper()
	if strings.HasPrefix(kind, "text/csv") || strings.HasSuffix(path, ".csv") {
		return wantNoCellRun(t, path, file)
	}
	if !bytes.HasPrefix(file, []byte("PK")) {
		return 0
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		switch {
		case strings.HasSuffix(f.Name, ".csv"):
			words += wantNoCellRun(t, path+"/"+f.Name, part)
		case strings.HasPrefix(f.Name, "xl/worksheets/"):
			words += bytes.Count(part, []byte("SUM(cmd)"))
			if regexp.MustCompile(`<f[ >/]|t="(str|e)"`).Match(part) || bytes.Contains(part, []byte("<hyperlink ")) && bytes.Contains(part, []byte("cmd|")) {
				t.Errorf("%s: %s has a formula", path, f.Name)
			}
		case f.Name == "xl/sharedStrings.xml":
			words += bytes.Count(part, []byte("SUM(cmd)"))
		}
	}
	return words
}

// wantNoCellRun reads a CSV: what begins like a formula is a number, or has an apostrophe before it.
func wantNoCellRun(t *testing.T, path string, file []byte) (words int) {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	for {
		row, err := r.Read()
		if err == io.EOF {
			return words
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, cell := range row {
			if strings.Contains(cell, "SUM(cmd)") {
				words++
			}
			if cell == "" || !strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				continue
			}
			if _, err := strconv.ParseFloat(cell, 64); err != nil {
				t.Errorf("%s: a spreadsheet would run %.80q", path, cell)
			}
		}
	}
}
