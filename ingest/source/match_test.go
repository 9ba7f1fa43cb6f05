package source

import (
	"slices"
	"strings"
	"testing"
)

// counts is a layout like the Department's: two years in names, a name twice, and a column that may be absent.
var counts = Layout{ID: "counts", Title: "counts", Container: "tidy", EES: true, Statement: "counts",
	Header: []string{"breakdown", "plans", `/due_\d\d/ due_first`, `/due_\d\d/ due_second`, "met", "met", "weeks?"}}

func header(own ...string) []string { return slices.Concat(eesColumns, own) }

func TestHeadersThatFit(t *testing.T) {
	for _, c := range []struct {
		name   string
		header []string
		want   []string // our names, of the columns after those of time and place
		absent []string
	}{
		{"as listed", header("breakdown", "plans", "due_25", "due_26", "met", "met", "weeks"),
			[]string{"breakdown", "plans", "due_first", "due_second", "met", "met_2", "weeks"}, nil},
		{"without the optional column", header("breakdown", "plans", "due_25", "due_26", "met", "met"),
			[]string{"breakdown", "plans", "due_first", "due_second", "met", "met_2"}, []string{"weeks"}},
		{"the later year first", header("breakdown", "plans", "due_26", "due_25", "met", "met"),
			[]string{"breakdown", "plans", "due_second", "due_first", "met", "met_2"}, []string{"weeks"}},
		{"another year", header("met", "due_30", "plans", "breakdown", "met", "due_31"),
			[]string{"met", "due_first", "plans", "breakdown", "met_2", "due_second"}, []string{"weeks"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fit, err := counts.FitHeader(c.header)
			if err != nil || !fit.Exact {
				t.Fatalf("it should fit: found %s; expected %s (%v)", fit.Found, fit.Wanted, err)
			}
			if got := fit.Columns[len(eesColumns):]; !slices.Equal(got, c.want) {
				t.Errorf("read as %v, want %v", got, c.want)
			}
			if !slices.Equal(fit.Absent, c.absent) {
				t.Errorf("absent %v, want %v", fit.Absent, c.absent)
			}
		})
	}
}

func TestHeadersThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		name          string
		header        []string
		near          bool
		found, wanted string
	}{
		{"one renamed", header("breakdown", "all_plans", "due_25", "due_26", "met", "met"), true, `the unknown columns "all_plans"`, "the columns plans"},
		{"one more", header("breakdown", "plans", "due_25", "due_26", "met", "met", "seen"), true, `the unknown columns "seen"`, "nothing else"},
		{"one less", header("breakdown", "plans", "due_25", "due_26", "met"), true, "nothing else", "the columns met"},
		{"a year in other digits", header("breakdown", "plans", "due_2025", "due_26", "met", "met"), true, `"due_2025"`, `due_\d\d`},
		{"another file of the publisher", header("breakdown", "absences", "sessions"), false, `"absences", "sessions"`, "the columns plans"},
		{"a stranger", []string{"team", "points"}, false, `"team", "points"`, "and "},
		{"nothing", nil, false, "nothing else", "the columns time_period"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fit, err := counts.FitHeader(c.header)
			if err != nil || fit.Exact || fit.Near() != c.near {
				t.Errorf("exact %v, near %v, want near %v (%v)", fit.Exact, fit.Near(), c.near, err)
			}
			if !strings.Contains(fit.Found, c.found) || !strings.Contains(fit.Wanted, c.wanted) {
				t.Errorf("found %s; expected %s", fit.Found, fit.Wanted)
			}
		})
	}
}

func TestCellsOfASheet(t *testing.T) {
	layout := Layout{Container: "xlsx", Cells: map[string]string{"A1": "LA num(ber)?", "C2": "2024", "AB1": "notes.*"}}
	wide := make([]string, 28)
	wide[0], wide[27] = " la NUMBER ", "Notes\non two lines"
	for _, c := range []struct {
		name        string
		rows        [][]string
		exact, near bool
		says        string
	}{
		{"whatever the case, blanks and line ends", [][]string{wide, {"", "", "2024"}}, true, false, ""},
		{"one changed", [][]string{wide, {"", "", "2025"}}, false, true, `"2025" in cell C2`},
		{"a cell of which the text is a part", [][]string{wide, {"", "", "2024/25"}}, false, true, `"2024/25" in cell C2`},
		{"short rows", [][]string{{"LA num"}}, false, false, `"" in cell AB1`},
		{"no rows", nil, false, false, `"" in cell A1`},
	} {
		fit := layout.FitCells(c.rows)
		if fit.Exact != c.exact || fit.Near() != c.near || fit.Found != c.says {
			t.Errorf("%s: exact %v, near %v, found %s", c.name, fit.Exact, fit.Near(), fit.Found)
		}
	}
}

func TestLongListsAreCutShort(t *testing.T) {
	if got, want := list("the columns", []string{"a", "b", "c", "d", "e", "f", "g", "h"}), "the columns a, b, c, d, e, f and 2 more"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
