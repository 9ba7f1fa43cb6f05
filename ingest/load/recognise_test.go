package load

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// taken recognises, stages and checks one file without publishing anything.
func taken(t testing.TB, l *Loader, item Item) (*staged, []File) {
	t.Helper()
	end, err := l.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	s, files, err := l.take(context.Background(), item, nil)
	if err != nil {
		t.Fatalf("reading %s: %v", item.Name, err)
	}
	return s, files
}

func TestRecognition(t *testing.T) {
	l := tinyLoader(t)
	plain := timeliness(t, l.Register, "2024")
	text := plain.String()
	header, rest, _ := strings.Cut(text, "\n")
	release := packed(t, map[string]string{"data/timeliness.csv": text})
	for _, c := range []struct {
		name, text string
		want       outcome
		says       []string
	}{
		{"exact.csv", text, loaded, nil},
		{"upper-case.csv", strings.ToUpper(header) + "\n" + rest, loaded, nil},
		{"byte-order-mark.csv", "\ufeff" + text, loaded, nil},
		{"carriage-returns.csv", strings.ReplaceAll(text, "\n", "\r\n"), loaded, nil},
		{"called-anything.txt", text, loaded, nil},
		{"columns-in-another-order.csv", reversed(plain), loaded, nil},
		{"one-column-renamed.csv", strings.Replace(text, "plans_issued_den_ex", "plans_den_ex", 1), rejected,
			[]string{`found the unknown columns "plans_den_ex"`, "expected the columns plans_issued_den_ex", "the last good edition stays in use"}},
		{"a-column-of-place-renamed.csv", strings.Replace(text, "old_la_code", "la_code", 1), rejected, []string{`"la_code"`, "old_la_code"}},
		{"one-column-more.csv", strings.ReplaceAll(text, "\n", ",1\n"), rejected, []string{`unknown columns "1"`, "expected nothing else"}},
		{"one-column-less.csv", withoutLast(plain, 3), rejected, []string{"expected the columns pc_plans_issued_gt_1_year_ex"}},
		{"a-stranger.csv", "team,points\nAlderbrook,3\n", notRecognised, nil},
		{"a-stranger-from-the-same-publisher.csv", strings.Join(plain.header[:firstOwn], ",") + ",lunches\n", notRecognised, nil},
		{"a-read-me.txt", "These are the figures.\n", notRecognised, nil},
		{"a-web-page.csv", "<!DOCTYPE html><title>Not found</title>", rejected, []string{"it is a web page", "fetch it again"}},
		{"empty.csv", "", rejected, []string{"it is empty", "fetch it again"}},
		{"a-header-alone.csv", header + "\n", loaded, nil},
		{"release.zip", release, loaded, nil},
		{"a-zip.gz", release, loaded, nil},
		{"a-zip-in-a.zip", packed(t, map[string]string{"release.zip": release}), loaded, nil},
		{"too-deep.zip", packed(t, map[string]string{"a.zip": packed(t, map[string]string{"b.zip": release})}), rejected, []string{"nested"}},
		{"escaping.zip", packed(t, map[string]string{"../../timeliness.csv": text}), rejected, []string{"points outside"}},
		{"with-a-page.zip", packed(t, map[string]string{"a.csv": text, "b.csv": "<html><p>Sorry"}), rejected, []string{"it is a web page"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, files := taken(t, l, offered(t, c.name, c.text))
			reasons := ""
			for _, f := range files {
				if f.Outcome != c.want {
					t.Errorf("%s: want %s", f, c.want)
				}
				reasons += f.Reason + "\n"
			}
			for _, want := range c.says {
				if !strings.Contains(reasons, want) {
					t.Errorf("the reason should say %q:\n%s", want, reasons)
				}
			}
		})
	}
}

// reversed prints the columns from the last to the first.
func reversed(f *table) string {
	turned := &table{t: f.t, header: turn(f.header)}
	for _, row := range f.rows {
		turned.rows = append(turned.rows, turn(row))
	}
	return turned.String()
}

func turn(cells []string) []string {
	turned := make([]string, len(cells))
	for i, c := range cells {
		turned[len(cells)-1-i] = c
	}
	return turned
}

// withoutLast leaves out the last n columns.
func withoutLast(f *table, n int) string {
	short := &table{t: f.t, header: f.header[:len(f.header)-n]}
	for _, row := range f.rows {
		short.rows = append(short.rows, row[:len(row)-n])
	}
	return short.String()
}

func TestColumnsInAnotherOrderHoldTheSameFigures(t *testing.T) {
	l := tinyLoader(t)
	plain := timeliness(t, l.Register, "2024").set("101", "2024", "plans_issued_20_weeks_ex", "x").set("101", "2024", "pc_plans_issued_20_weeks_ex", "x")
	load(t, l, offered(t, "timeliness.csv", reversed(plain)))
	db := readingOf(t, l)
	if got := one(t, db, "select value from value where indicator = 'S01' and area_code = '102'"); got != "46.4" {
		t.Errorf("Cragholme's plans in 20 weeks are %q, not 46.4", got)
	}
	if got := one(t, db, "select status || ' ' || symbol from value where indicator = 'S01' and area_code = '101'"); got != "not available x" {
		t.Errorf("Alderbrook's plans in 20 weeks are %q, not missing", got)
	}
}

func TestAZipCutAnywhereIsRefused(t *testing.T) {
	l := tinyLoader(t)
	release := packed(t, map[string]string{"data/timeliness.csv": timeliness(t, l.Register, "2024").String(),
		"data/requests.csv": requests(t, l.Register, "2024").String(), "inner.zip": packed(t, map[string]string{"a.txt": "a"})})
	for i := range 24 {
		cut := len(release) * (i + 1) / 25
		t.Run(fmt.Sprintf("after %d of 25", i+1), func(t *testing.T) {
			s, files := taken(t, l, offered(t, "release.zip", release[:cut]))
			if s.refusal == "" || len(files) != 1 || files[0].Outcome != rejected {
				t.Fatalf("a ZIP of %d bytes cut after %d: %v", len(release), cut, files)
			}
			if !strings.Contains(files[0].Reason, "download it again") {
				t.Errorf("the reason does not say what to do: %s", files[0].Reason)
			}
		})
	}
}

func TestACSVCutInsideARecordIsRefused(t *testing.T) {
	l := tinyLoader(t)
	text := timeliness(t, l.Register, "2024").String()
	_, files := taken(t, l, offered(t, "timeliness.csv", text[:len(text)-30]))
	if f := files[0]; f.Outcome != rejected || !strings.Contains(f.Reason, "timeliness.csv, row 9: the record is broken: expected Number of Columns: 28 Found: ") {
		t.Errorf("want the cut record's file and row, got %v", f)
	}
}

func TestAChangedCellOfASheetIsNamed(t *testing.T) {
	item := realFile(t, "areas/sn_may_2025.xlsx")
	l := newLoader(t, "england")
	for i, s := range l.Sources {
		if s.ID == "neighbours" {
			l.Sources[i].Layouts[0].Cells = map[string]string{"A3": "LA num", "B3": "LA Name", "F3": "Neighbour one", "G3": "SNP", "X3": "SN10"}
		}
	}
	_, files := taken(t, l, item)
	for _, want := range []string{"sheet", `found "SN1" in cell F3`, `expected text like "Neighbour one" in cell F3`} {
		if files[0].Outcome != rejected || !strings.Contains(files[0].Reason, want) {
			t.Errorf("want it rejected, saying %q: %v", want, files[0])
		}
	}
}

// The header is that of the Department's 2026 release, whose column names carry the year.
func TestNamesThatCarryTheYearAreRecognisedInEveryYear(t *testing.T) {
	const printed = "total_ehc_plans,review_expected_2026,review_not_expected_2026,review_completed_2026,review_completed_prior_2026,review_not_completed," +
		"outcome_amended,outcome_ceased,outcome_maintained,no_outcome_recorded,decision_4_weeks,decision_over_4_weeks"
	l := tinyLoader(t)
	header := strings.Join(timeliness(t, l.Register).header[:firstOwn], ",") + "," + printed
	for _, year := range []string{"2025", "2026", "2031"} {
		s, files := taken(t, l, offered(t, "annual_reviews.csv", strings.ReplaceAll(header, "_2026", "_"+year)+"\n"))
		if files[0].Outcome != loaded || files[0].Table != "ehc_reviews_completed" {
			t.Errorf("annual reviews of %s: %v %v", year, files, s.refusal)
		}
	}
	_, files := taken(t, l, offered(t, "annual_reviews.csv", strings.ReplaceAll(header, "_2026", "_this_year")+"\n"))
	if files[0].Outcome != rejected || !strings.Contains(files[0].Reason, "review_expected_this_year") {
		t.Errorf("names without a year: %v", files)
	}
}

func TestReadingLeavesNothingBehind(t *testing.T) {
	l := tinyLoader(t)
	taken(t, l, offered(t, "release.zip", packed(t, map[string]string{"a.csv": timeliness(t, l.Register, "2024").String()})))
	for _, dir := range []string{l.Folder.Scratch(), l.Folder.Staged()} {
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%s holds %v (%v)", dir, left, err)
		}
	}
}
