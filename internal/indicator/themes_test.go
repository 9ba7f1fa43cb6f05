package indicator

import (
	"slices"
	"strings"
	"testing"
)

// The sets are those of the framework's algorithm, step 7, by size without the optional outcomes of T4.
func TestTheThemesAreTheTenOfTheFrameworkWithItsSets(t *testing.T) {
	all, err := Themes()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"T1:", "T2: DQ1 F07", "T3: R01", "T4: X01 X03 X05 A02", "T5: S01 S03 S04 S07 S08b S09 S10", "T6: H01 H02",
		"T7: X02 X04 A01 A03 A04 P04 P05", "T8: O05 O06 O07 S15", "T9: S15", "T10: F01 F02 F07"}
	var got []string
	for _, theme := range all {
		line := theme.ID + ":"
		for _, item := range theme.Set() {
			line += " " + item.ID
		}
		got = append(got, line)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the themes and their sets are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := all[6].Indicators(); !slices.Equal(got, []string{"X02", "X04", "A01", "A03e", "A03s", "A04e", "A04s", "P04", "P04l", "P05"}) {
		t.Errorf("T7 is filled by %v", got)
	}
	if got := len(all[3].Scored) - len(all[3].Set()); got != 3 {
		t.Errorf("%d items of T4 are optional, want 3", got)
	}
}

func TestEveryThemeSaysWhatIsNotPublishedAndWhatABoardCanCount(t *testing.T) {
	all, err := Themes()
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range all {
		if !strings.HasSuffix(theme.NoPublicData, ".") || !strings.HasSuffix(theme.Question, "?") {
			t.Errorf("%s asks %q and says %q", theme.ID, theme.Question, theme.NoPublicData)
		}
		for _, code := range theme.Local {
			if LocalName(code) == "" {
				t.Errorf("%s: the local measure %s has no plain name", theme.ID, code)
			}
		}
	}
	if ThemeTitle("T10") != "Money and sustainability" || ThemeTitle("T11") != "" || LocalName("L-NONE") != "" {
		t.Error("a code that no theme knows has a name, or one that is known has none")
	}
}

func TestThemesThatDoNotFitTheCatalogueAreRefusedWithEveryReason(t *testing.T) {
	catalogue := everyIndicator(t)
	for what, c := range map[string]struct{ from, to, want string }{
		"an indicator that is not there":  {"from: [S03]", "from: [S99]", "theme T5: item S03: S99 is not in the catalogue"},
		"an indicator that is context":    {"from: [S03]", "from: [S06]", "theme T5: item S03: S06 is context, which is never scored"},
		"chance by one without interval":  {"chance: X06s", "chance: X05", "theme T4: item X01: chance: X05 is not in the catalogue, or has no interval"},
		"an item twice":                   {"{id: S03,", "{id: S01,", `theme T5: two items of its set are called "S01"`},
		"an empty item that says nothing": {"        why: entered locally\n", "", "theme T2: item F07: nothing fills it, so it needs a name and why"},
		"a local measure without a name":  {"  L-GOV1: Key posts that are vacant\n", "", "theme T1: the local measure L-GOV1 has no name"},
		"no local measure":                {"local: [L-ADV1]", "local: []", "theme T4: local is missing"},
		"no question":                     {"question: Is the law kept, well?", "question: ''", "theme T5: question is missing"},
		"themes out of order":             {"id: T3\n", "id: T4\n", `theme 3 is "T4" and should be T3`},
		"a word not known":                {"optional: true", "optionally: true", "field optionally not found"},
		"a theme too few":                 {themeText(t, "T9"), "", "it has 9 themes"},
		"a theme that indicators are in":  {"id: T9\n", "id: T0\n", `indicator S14 belongs to theme "T9", which is not there`},
	} {
		text := strings.Replace(string(themesYAML), c.from, c.to, 1)
		if text == string(themesYAML) {
			t.Fatalf("%s: %q is not in the file", what, c.from)
		}
		if _, err := readThemes([]byte(text), catalogue); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", what, err, c.want)
		}
	}
}

// themeText is a theme's part of the file.
func themeText(t *testing.T, id string) string {
	t.Helper()
	_, rest, ok := strings.Cut(string(themesYAML), "  - id: "+id+"\n")
	part, _, more := strings.Cut(rest, "\n  - id: ")
	if !ok || !more {
		t.Fatalf("the file has no theme %s", id)
	}
	return "  - id: " + id + "\n" + part + "\n"
}
