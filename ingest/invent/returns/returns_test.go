package returns

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/check"
	"inclusion/ingest/sen2/count"
	"inclusion/ingest/sen2/read"
	"inclusion/internal/returns"
)

func years(t testing.TB) sen2.Years {
	t.Helper()
	all, err := sen2.LoadYears(nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sized(t testing.TB, year, people int) *Return {
	t.Helper()
	r, err := Sized(invent.DefaultSeed, "101", year, people)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheSameSeedWritesTheSameBytes(t *testing.T) {
	sum := func(seed uint64, people int) string {
		r, err := Sized(seed, "101", 2026, people)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		if err := r.WriteXML(h); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%x", h.Sum(nil))
	}
	if first, again := sum(7, 5100), sum(7, 5100); first != again {
		t.Error("two runs with one seed differ")
	}
	if sum(7, 300) == sum(8, 300) {
		t.Error("another seed makes the same people")
	}
}

func TestAReturnHasTheSizeThatWasAskedFor(t *testing.T) {
	for _, people := range []int{1, 250, 5_200} {
		n, numbers := 0, map[uint64]bool{}
		for rec := range sized(t, 2027, people).People() {
			if n++; rec.Row != n || numbers[rec.Number] {
				t.Fatalf("person %d has row %d and number %d", n, rec.Row, rec.Number)
			}
			numbers[rec.Number] = true
		}
		if n != people {
			t.Errorf("a return of %d people has %d", people, n)
		}
	}
}

func TestAuthoritiesAndYearsThatAreNotThereAreRefused(t *testing.T) {
	for _, c := range []struct {
		area string
		year int
	}{{"852", 2026}, {"121", 2026}, {"", 2026}, {"101", 2022}, {"101", 2099}} {
		if _, err := New(1, c.area, c.year); err == nil {
			t.Errorf("there is a return of %q in %d", c.area, c.year)
		}
	}
	if _, err := Sized(1, "101", 2026, 0); err == nil {
		t.Error("there is a return of nobody")
	}
}

func TestNumbersHaveTheirCheckLettersAndDigits(t *testing.T) {
	var p sen2.Person
	seen := map[Known]int{}
	for rec := range sized(t, 2026, 1000).People() {
		rec.Into(&p, 2026)
		seen[rec.Known]++
		if rec.Known == ByUPN && !p.UPN.LetterFits() || rec.Known == ByULN && !p.ULN.DigitFits() || len(p.Faults) > 0 {
			t.Fatalf("person %d: number of kind %d, faults %v", rec.Row, rec.Known, p.Faults)
		}
	}
	if seen[ByUPN] == 0 || seen[ByULN] == 0 || seen[ByNeither] == 0 {
		t.Errorf("numbers by kind: %v", seen)
	}
}

// took reads a file as the product does and gives the counts.
func took(t *testing.T, r *Return, year int, name string, content []byte) ([]returns.Table, read.Notes) {
	t.Helper()
	all := years(t)
	var c *count.Counter
	notes, err := read.File(context.Background(), returns.Upload{Name: name, Body: bytes.NewReader(content), Size: int64(len(content))}, read.Options{Years: all, Limits: read.DefaultLimits},
		func(h *sen2.Header) error {
			c = count.New(all[year], h, r.Establishments())
			return nil
		}, func(p *sen2.Person) error {
			if len(p.Faults) > 0 {
				t.Errorf("%s: person %d has faults %v", name, p.Row, p.Faults)
			}
			c.Person(p)
			return nil
		})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c.Tables(), notes
}

func TestEveryFormOfAReturnIsReadAsTheSameCounts(t *testing.T) {
	for year := 2023; year <= 2026; year++ {
		r := sized(t, year, 100)
		want := fmt.Sprint(counted(t, r))
		for name, write := range map[string]func(io.Writer) error{"a.xml": r.WriteXML, "a.zip": r.WriteExport, "a.xlsx": r.WriteTemplate, "tables.xlsx": r.WriteWorkbook} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			tables, notes := took(t, r, year, name, b.Bytes())
			if got := fmt.Sprint(tables); got != want {
				t.Errorf("%s of %d is counted otherwise than what it was written from", name, year)
			}
			if len(notes.Unknown) > 0 || len(notes.Orphaned) > 0 {
				t.Errorf("%s of %d: unknown %v, orphaned %v", name, year, notes.Unknown, notes.Orphaned)
			}
		}
	}
}

func TestTheRegisterIsReadAsTheOneThatTheReturnWasMadeWith(t *testing.T) {
	r := sized(t, 2026, 10)
	var b bytes.Buffer
	if err := r.WriteEstablishments(&b); err != nil {
		t.Fatal(err)
	}
	got, err := sen2.ReadEstablishments(&b)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(r.Establishments()) {
		t.Error("the register's file says otherwise than the register")
	}
}

// checked holds a return to the rules, as it is read from XML.
func checked(t *testing.T, r *Return) ([]returns.Finding, map[string][]int) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteXML(&b); err != nil {
		t.Fatal(err)
	}
	all := years(t)
	var c *check.Checker
	rows := map[string][]int{}
	known := func(code sen2.LA) bool { return code >= 101 && code <= 160 || code == sen2.OutsideEngland }
	notes, err := read.File(t.Context(), returns.Upload{Name: "a.xml", Body: &b, Size: -1}, read.Options{Years: all, Limits: read.DefaultLimits}, func(h *sen2.Header) error {
		c = check.New(all[h.Year], h, r.Establishments(), func(p returns.Place) { rows[p.Rule] = append(rows[p.Rule], p.Row) }, check.Authorities(known))
		return nil
	}, func(p *sen2.Person) error {
		c.Person(p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.End(notes), rows
}

func TestASpotlessReturnBreaksNoRule(t *testing.T) {
	for _, r := range []*Return{twin(t, "101", 2026).Spotless(), sized(t, 2025, 1500).Spotless()} {
		findings, rows := checked(t, r)
		for _, f := range findings {
			if f.Count > 0 {
				t.Errorf("%d: %s is broken %d times, first by person %v", r.Year(), f.Rule, f.Count, rows[f.Rule][:min(1, len(rows[f.Rule]))])
			}
		}
	}
}

func TestTheCheckerFindsWhatWasPlanted(t *testing.T) {
	const each = 3
	r := sized(t, 2026, 3000).WithMistakes(each)
	findings, rows := checked(t, r)
	planted := map[string][]int{}
	for _, m := range r.Mistakes() {
		planted[m.Rule] = append(planted[m.Rule], m.Row)
	}
	rules, _ := Rules()
	for _, rule := range rules {
		places := each
		if rule == "L18" {
			places = 2 * each // two people bear one number
		}
		if len(planted[rule]) != places {
			t.Errorf("%s was planted in %d places, not %d", rule, len(planted[rule]), places)
		}
		if rule == "F06" { // names are counted for the file, not for a person
			continue
		}
		if got := slices.Compact(rows[rule]); !slices.Equal(got, planted[rule]) {
			t.Errorf("%s was planted in %v and found in %v", rule, planted[rule], got)
		}
	}
	for _, f := range findings {
		if len(planted[f.Rule]) == 0 && !strings.HasPrefix(f.Rule, "C99") && f.Count > 0 {
			t.Errorf("%s was not planted and is found %d times, first in %v", f.Rule, f.Count, rows[f.Rule][:min(1, len(rows[f.Rule]))])
		}
	}
}

func TestBrokenFilesAreRefused(t *testing.T) {
	files, err := Broken(1, 2026)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		_, err := read.File(t.Context(), returns.Upload{Name: f.Name, Body: bytes.NewReader(f.Bytes), Size: int64(len(f.Bytes))},
			read.Options{Years: years(t), Limits: read.DefaultLimits}, func(*sen2.Header) error { return nil }, func(*sen2.Person) error { return nil })
		var refused *returns.Refusal
		if !errors.As(err, &refused) {
			t.Errorf("%s (%s) is not refused: %v", f.Name, f.Why, err)
		}
	}
}
