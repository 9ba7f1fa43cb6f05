package source

import (
	"strings"
	"testing"

	statements "inclusion/sql"
)

func TestEverySourceOfTheListCanBeUsed(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range all {
		if seen[s.ID] {
			t.Errorf("two sources are called %s", s.ID)
		}
		seen[s.ID] = true
		for _, p := range s.Places {
			if err := p.Check(); err != nil {
				t.Errorf("source %s: %v", s.ID, err)
			}
		}
		for _, l := range s.Layouts {
			var about map[string]any
			if _, err := statements.Read("sources/"+l.Statement, &about); err != nil || about["table"] == nil {
				t.Errorf("source %s, layout %s: %v", s.ID, l.ID, err)
			}
		}
		for symbol, meaning := range s.Meaning(Layout{}) {
			if !strings.Contains(" suppressed not applicable not available low unreliable provisional ", " "+meaning+" ") {
				t.Errorf("source %s: %q means %q, which is no status", s.ID, symbol, meaning)
			}
		}
	}
}

// Two layouts that fit one header would make the table a file feeds a matter of chance.
func TestNoTwoLayoutsShareAHeader(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, s := range all {
		for _, l := range s.Layouts {
			if l.Container != "tidy" {
				continue
			}
			key := strings.Join(l.Header, ",")
			if other, taken := owner[key]; taken {
				t.Errorf("%s/%s has the header of %s", s.ID, l.ID, other)
			}
			owner[key] = s.ID + "/" + l.ID
		}
	}
}

func TestMistakesInASourceAreNamed(t *testing.T) {
	const good = "id: a\ntitle: A\npublisher: P\nschedule: \"0 9 * * *\"\n"
	const layout = "layouts:\n  - {id: l, title: L, container: tidy, statement: s, header: [a]}\n"
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", good + layout, ""},
		{"no layout", good, "at least one layout"},
		{"a word that is not known", good + "licens: OGL\n" + layout, "field licens not found"},
		{"a layout twice", good + layout + "  - {id: l, title: L, container: tidy, statement: s, header: [a]}\n", "layout l stands twice"},
		{"a container that is not known", good + strings.Replace(layout, "tidy", "pdf", 1), `container "pdf"`},
		{"a tidy layout without a header", good + strings.Replace(layout, ", header: [a]", "", 1), "needs its header"},
		{"a pattern without a name", good + strings.Replace(layout, "[a]", "['/x_\\d/']", 1), `a pattern is written`},
		{"a pattern that is none", good + strings.Replace(layout, "[a]", "['/x_(/ x']", 1), "missing closing )"},
		{"a sheet without cells", good + strings.Replace(layout, "tidy", "ods", 1), "needs the cells it is known by"},
		{"a cell that is nowhere", good + strings.Replace(layout, "container: tidy", "container: ods, cells: {5C: x}", 1), `"5C" is not the address`},
		{"a file passed over without a reason", good + layout + "pass_over: [{name: x}]\n", "needs a regular expression and a reason"},
	} {
		_, err := Parse("a.yaml", []byte(c.text))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "a.yaml")):
			t.Errorf("%s: got %v, want %q and the file's name", c.name, err, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for at, want := range map[string][2]int{"A1": {0, 0}, "C5": {4, 2}, "Z10": {9, 25}, "AA1": {0, 26}, "AB12": {11, 27}} {
		if row, column, err := Address(at); err != nil || row != want[0] || column != want[1] {
			t.Errorf("%s is row %d, column %d (%v), want %v", at, row, column, err, want)
		}
	}
	for _, at := range []string{"", "A", "5", "A0", "a1"} {
		if _, _, err := Address(at); err == nil {
			t.Errorf("%q passed for an address", at)
		}
	}
}

func TestALayoutsOwnSymbolsComeFirst(t *testing.T) {
	s := Source{Symbols: map[string]string{"C": "low", "no data": "suppressed"}}
	got := s.Meaning(Layout{Symbols: map[string]string{"c": "unreliable"}})
	if got["c"] != "unreliable" || got["no data"] != "suppressed" || got["z"] != "not applicable" {
		t.Errorf("got %v", got)
	}
}
