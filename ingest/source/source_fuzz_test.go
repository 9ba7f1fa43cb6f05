package source

import (
	"strings"
	"testing"
)

// FuzzParse reads an entry of the list of sources. What is refused names the file; what is taken can be used: its layouts can be held
// against any header, and a header that fits has a name of ours for each of its columns.
func FuzzParse(f *testing.F) {
	entries, err := files.ReadDir(".")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries[:3] {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), "time_period,la_name")
	}
	least := "id: a\ntitle: b\npublisher: c\nschedule: \"0 9 * * *\"\nlayouts:\n - {id: l, container: tidy, statement: s, header: [%s]}\n"
	for _, header := range []string{"a, \"b?\", \"/n_20\\\\d\\\\d/ n\"", "\"/(/ x\"", "\"/a\"", "&a [*a]", "\"?\""} {
		f.Add(strings.Replace(least, "%s", header, 1), "a,b,n_2025,n_2024")
	}
	f.Add("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "")
	f.Fuzz(func(t *testing.T, text, header string) {
		s, err := Parse("fuzz.yaml", []byte(text))
		if err != nil {
			if !strings.Contains(err.Error(), "fuzz.yaml") {
				t.Errorf("the refusal %q does not name the file", err)
			}
			return
		}
		names := strings.Split(header, ",")
		for _, l := range s.Layouts {
			if l.Container != "tidy" {
				continue
			}
			fit, err := l.FitHeader(names)
			if err != nil {
				t.Fatalf("a layout that was taken cannot be used: %v", err)
			}
			if fit.Exact && (fit.Wanted != "" || fit.Found != "" || len(fit.Columns) != len(names)) {
				t.Errorf("it fits and yet %q is wanted and %q found", fit.Wanted, fit.Found)
			}
			if fit.Exact && fit.Near() {
				t.Error("a fit is both exact and near")
			}
		}
	})
}
