package indicator

import (
	"bytes"
	"math"
	"strings"
	"testing"

	statements "inclusion/sql"
)

// FuzzFrontMatter reads the description that opens an indicator's statement. What is refused names the statement; what passes the checks
// can be worked with: it has a unit that says by how much to multiply, and its decimals are few.
func FuzzFrontMatter(f *testing.F) {
	for _, name := range statements.Names("indicators")[:3] {
		f.Add(statements.Text("indicators/" + name))
	}
	f.Add("/* --- --- */")
	f.Add("/* ---\nid: [a\n--- */ SELECT 1")
	f.Add("/* ---\nid: X\ncaveats: &a [*a]\n--- */")
	f.Add("/* ---\nmultiplier: .nan\nprecision: -1\ndecimals: 99\n--- */")
	f.Fuzz(func(t *testing.T, text string) {
		var in Indicator
		sql, err := statements.Split("fuzz", text, &in)
		if err != nil {
			if sql != "" || !strings.Contains(err.Error(), "statement fuzz") {
				t.Errorf("%q is given with %v", sql, err)
			}
			return
		}
		if !strings.Contains(text, sql) {
			t.Error("the statement is not a part of the text")
		}
		if in.check() != nil {
			return
		}
		if times := in.Times(); times <= 0 || math.IsInf(times, 0) || math.IsNaN(times) {
			t.Errorf("a checked indicator is multiplied by %v", times)
		}
		if in.Precision < 0 || in.Precision > 15 || in.Decimals != nil && (*in.Decimals < 0 || *in.Decimals > 15) {
			t.Errorf("a checked indicator has %d decimals, and %v are shown", in.Precision, in.Decimals)
		}
	})
}

// FuzzThemes reads the list of themes. Ten are taken, in their order, or nothing, and the refusal names the file.
func FuzzThemes(f *testing.F) {
	catalogue, err := Catalogue()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(themesYAML)
	f.Add(bytes.Replace(themesYAML, []byte("T3"), []byte("T4"), 1))
	f.Add([]byte("themes: &a [*a]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := readThemes(text, catalogue)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "themes.yaml: ") || len(read.Themes) > 0 {
				t.Errorf("%d themes with %q, which should name the file", len(read.Themes), err)
			}
			return
		}
		for i, theme := range read.Themes {
			if i >= 10 || theme.ID == "" {
				t.Errorf("theme %d is %q", i+1, theme.ID)
			}
		}
	})
}
