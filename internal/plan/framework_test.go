package plan

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/indicator"
)

func newest(t testing.TB) *Framework {
	t.Helper()
	all, err := LoadFrameworks(nil)
	if err != nil {
		t.Fatalf("the framework that the program carries: %v", err)
	}
	return all.Newest()
}

func builtIn(t testing.TB) string {
	t.Helper()
	text, err := frameworkFiles.ReadFile("framework/2026.1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSection_9_4_TenThemes(t *testing.T) {
	want := map[string]int{"T1": 6, "T2": 6, "T3": 6, "T4": 6, "T5": 5, "T6": 5, "T7": 5, "T8": 6, "T9": 4, "T10": 4}
	var order []string
	for _, theme := range newest(t).Themes {
		order = append(order, theme.ID)
		if len(theme.Statements) != want[theme.ID] {
			t.Errorf("%s has %d statements, not %d", theme.ID, len(theme.Statements), want[theme.ID])
		}
		for _, s := range theme.Statements {
			if s.Theme != theme.ID {
				t.Errorf("statement %s stands in %s and says %q", s.ID, theme.ID, s.Theme)
			}
		}
	}
	if got := strings.Join(order, " "); got != "T1 T2 T3 T4 T5 T6 T7 T8 T9 T10" {
		t.Errorf("themes in the order %s", got)
	}
}

// Counts and lists as the reference gives them: 9.5, 9.17 notes 4 and 10, and the checks at the end of 9.17.
func TestSection_9_5_Statements(t *testing.T) {
	f := newest(t)
	of := func(which func(Statement) bool) (ids []string) {
		for _, s := range f.Statements() {
			if which(s) {
				ids = append(ids, s.ID)
			}
		}
		return ids
	}
	if n := len(f.Statements()); n != 53 {
		t.Errorf("%d statements", n)
	}
	for _, c := range []struct {
		what string
		got  []string
		want string
	}{
		{"core", of(func(s Statement) bool { return s.Core }), "1.1 1.2 2.1 2.2 3.1 3.4 4.1 4.2 5.1 5.3 6.1 6.2 7.1 7.2 8.1 8.2 9.1 9.2 10.1 10.3"},
		{"statutory", of(func(s Statement) bool { return s.Statutory }), "3.5 5.1 5.2 5.3 5.4 5.5 6.3 6.4 7.2 7.3 7.5 8.3 9.2 9.3 10.3"},
		{"not asked of families", of(func(s Statement) bool { return s.FamilyQuestion == "" }), "2.1 2.3 2.4 10.1"},
		{"asked of settings alone", of(func(s Statement) bool { return s.AskSettings }), "10.4"},
		{"with a legal floor", of(func(s Statement) bool { return s.Floor != nil }), "5.1 5.3"},
	} {
		if got := strings.Join(c.got, " "); got != c.want {
			t.Errorf("%s: %s, not %s", c.what, got, c.want)
		}
	}
}

func TestNote_9_17_4_LegalFloors(t *testing.T) {
	f := newest(t)
	for id, want := range map[string]Floor{"5.1": {"S01", 50}, "5.3": {"S10", 50}} {
		if s, _ := f.Statement(id); s.Floor == nil || *s.Floor != want {
			t.Errorf("the floor of %s is %v, not %v", id, s.Floor, want)
		}
	}
}

func TestNote_9_17_8_ReviewsAreScoredOnce(t *testing.T) {
	theme, _ := newest(t).Theme("T5")
	if !slices.Contains(theme.Scored, "S09") || slices.Contains(theme.Scored, "S11") || !slices.Contains(theme.Shown, "S11") {
		t.Errorf("S09 is scored and S11 shown; here scored %v, shown %v", theme.Scored, theme.Shown)
	}
}

func TestNote_9_17_11_ContextSetC(t *testing.T) {
	s, _ := newest(t).Statement("2.2")
	if got := strings.Join(s.Context, " "); got != "S05 S06 S08 S12 S12b S13 S14 S16 S18 S19 P01 P02 P03 P07" {
		t.Errorf("the context of 2.2 is %s", got)
	}
}

func TestNote_9_17_12_TraceCodes(t *testing.T) {
	known := regexp.MustCompile(`^(OF-[EL][1-6]|OF-AP|FND-(83|78|70|65|56|50|47|38|16|gov|measure)|IP-(LIP|DASH|NS|AP|£)|WPQ10944|LSRP-(Ea|Lo|Fa|Ef|Sh)|CDC-[1-5]|GP-[1-4]|LGA-[12]|APVS-[1-4]|PFA-[1-4]|ICB-EL|LAW|S[0-9.]+(:[A-Z0-9]+)?|BRIEF-00[0-4])$`)
	f := newest(t)
	for _, s := range f.Statements() {
		for _, code := range s.Trace {
			if !known.MatchString(code) {
				t.Errorf("statement %s: %q is no trace code", s.ID, code)
			}
		}
	}
	for id, want := range map[string]string{"2.1": "LGA-2 FND-70 S1:F16", "1.6": "IP-DASH S7:SCRUTINY", "5.3": "LAW FND-83 S7:FOI", "9.2": "LAW S6.1:CAPITAL", "2.4": "LSRP-Lo S6.3:MIME",
		"5.5": "LAW BRIEF-000 BRIEF-001", "7.2": "APVS-1 APVS-2 APVS-3 APVS-4 OF-AP", "4.4": "S6.2 LSRP-Lo LSRP-Fa", "2.6": "S8 S1:F24"} {
		if s, _ := f.Statement(id); strings.Join(s.Trace, " ") != want {
			t.Errorf("the trace of %s is %v, not %s", id, s.Trace, want)
		}
	}
}

// The worked statement of 9.15, field by field.
func TestSection_9_15_TheWorkedStatement(t *testing.T) {
	s, ok := newest(t).Statement("5.3")
	if !ok {
		t.Fatal("no statement 5.3")
	}
	want := Statement{ID: "5.3", Theme: "T5", Short: "Annual reviews", Statutory: true, Core: true,
		Text:           "Annual reviews happen, decisions follow within four weeks, amended plans follow on time, and phase transfers meet the dates",
		FamilyQuestion: "My child's last review was on time and led to action",
		Evidence:       []string{"Review dashboard", "Phase transfer count"}, Trace: []string{"LAW", "FND-83", "S7:FOI"},
		Floor: &Floor{"S10", 50}, Indicators: []string{"S09", "S10", "S11", "L-PT1"}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
}

// The text of every statement is the reference's, to the letter.
func TestStatementsReadAsTheReference(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "reference", "self-assessment-framework.md"))
	if err != nil {
		t.Skip("needs ../shared/reference, the text of the framework")
	}
	f, rows := newest(t), 0
	for _, m := range regexp.MustCompile(`(?m)^\| ([0-9]+\.[0-9]+)([ ★⚖]*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|`).FindAllStringSubmatch(string(text), -1) {
		rows++
		s, ok := f.Statement(m[1])
		if !ok {
			t.Errorf("statement %s is missing", m[1])
			continue
		}
		question := strings.TrimPrefix(strings.TrimSuffix(m[4], "(not asked)"), "(settings) ")
		if s.Text != m[3] || s.FamilyQuestion != question || !strings.EqualFold(strings.Join(s.Evidence, "; "), strings.ReplaceAll(m[5], "; s.19", "; section 19")) {
			t.Errorf("statement %s reads\n%s / %s / %s\nnot\n%s / %s / %s", s.ID, s.Text, s.FamilyQuestion, strings.Join(s.Evidence, "; "), m[3], question, m[5])
		}
		if s.Core != strings.Contains(m[2], "★") || s.Statutory != strings.Contains(m[2], "⚖") {
			t.Errorf("statement %s: core %v, statutory %v, not as marked %q", s.ID, s.Core, s.Statutory, m[2])
		}
	}
	if rows != 53 {
		t.Errorf("the reference has %d rows of statements", rows)
	}
}

// The framework names the reference's items; the catalogue's own ids of what fills them are beside them.
func TestItemsAreFilledByTheCatalogue(t *testing.T) {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, in := range catalogue {
		ids[in.ID] = true
	}
	f := newest(t)
	for _, m := range f.Indicators {
		for _, id := range m.From {
			if !ids[id] {
				t.Errorf("%s is filled by %s, which the catalogue does not have", m.ID, id)
			}
		}
	}
	themes, err := indicator.Themes()
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range themes {
		mine, _ := f.Theme(theme.ID)
		var set, optional []string
		for _, item := range theme.Scored {
			if item.Optional {
				optional = append(optional, item.ID)
			} else {
				set = append(set, item.ID)
			}
			if m, _ := f.Measure(item.ID); len(item.From) > 0 && !slices.Equal(m.Published(), item.From) {
				t.Errorf("%s: %s is filled by %v there and by %v here", theme.ID, item.ID, item.From, m.Published())
			}
		}
		if mine.Title != theme.Title || mine.Question != theme.Question || !slices.Equal(mine.Scored, set) || !slices.Equal(mine.Optional, optional) {
			t.Errorf("%s is %q, %q, %v and %v here; %q, %q, %v and %v there", theme.ID, mine.Title, mine.Question, mine.Scored, mine.Optional, theme.Title, theme.Question, set, optional)
		}
	}
	for _, m := range f.Indicators {
		if local, ok := LocalIndicatorByID(m.ID); ok != (m.Type == localType) || ok && local.Polarity != m.Polarity {
			t.Errorf("%s is %s and %s here; as a local measure it is known: %v, %s", m.ID, m.Type, m.Polarity, ok, local.Polarity)
		}
	}
}

// Each fault is found, and named with its line and the words a person needs.
func TestFaultsNameFileAndLine(t *testing.T) {
	text := builtIn(t)
	line := func(part string) int { return strings.Count(text[:strings.Index(text, part)], "\n") + 1 }
	at53 := line(`- id: "5.3"`)
	for _, c := range []struct {
		name, from, to, want string
		line                 int
	}{
		{"unknown field", "law_in_force:", "law:", "there is no field “law” here", line("law_in_force:")},
		{"unknown field of a statement", "short: Annual reviews", "shrt: Annual reviews", "there is no field “shrt” here", at53 + 1},
		{"a field twice", "        short: Annual reviews\n", "        short: Annual reviews\n        short: Annual reviews\n", "already", at53},
		{"duplicate statement", `- id: "5.3"`, `- id: "5.2"`, "statement 5.2 is there twice", at53},
		{"duplicate theme", "- id: T5", "- id: T4", "theme's id \"T4\" is not one like T5, or is there twice", line("- id: T5")},
		{"number of another theme", `- id: "5.3"`, `- id: "6.9"`, "stands in theme T5", at53},
		{"no trace", "trace: [LAW, FND-83, 'S7:FOI']", "trace: []", "statement 5.3 has no trace", line("trace: [LAW, FND-83, 'S7:FOI']")},
		{"unknown indicator", "indicators: [S09, S10, S11, L-PT1]", "indicators: [S09, S99]", `"S99", which is not in the list`, line("indicators: [S09, S10, S11, L-PT1]")},
		{"scored without polarity", "scored: [S01, S03, S04", "scored: [S06, S03, S04", "S06, which has no polarity", line("scored: [S01, S03, S04")},
		{"long question", "My child's last review was on time and led to action", strings.Repeat("word ", 21), "has 21 words; 20 are the most", line("My child's last review was")},
		{"core count", "        short: Annual reviews\n        statutory: true\n        core: true\n", "        short: Annual reviews\n        statutory: true\n", "the core set has 20 statements; here it has 19", line("\nthemes:") + 1},
		{"unknown need", "needs: [sentence]", "needs: [stamp]", `cannot check "stamp"`, line("needs: [sentence]")},
		{"half level", "- level: 2\n", "- level: 2.5\n", "a whole number is expected", line("- level: 2\n")},
		{"levels out of order", "- level: 2\n", "- level: 3\n", "the levels are 1 to 4 in order", line("- level: 2\n")},
		{"version", `version: "2026.1"`, `version: "next"`, "a version is a year and a number", line("version:")},
		{"floor without duty", "        statutory: true\n        core: true\n        text: Annual", "        statutory: false\n        core: true\n        text: Annual", "not marked statutory", line("legal_floor: {indicator: S10")},
		{"not a mapping", text, "- a\n", "a framework is a mapping", 1},
		{"not YAML", "framework: LIP-SAF", "framework: [", "2027.1.yaml:", 0},
		{"broken YAML", "  - level: 1\n", "  - level: 1\n   bad\n", "mapping values are not allowed", line("  - level: 1\n") + 2},
		{"text for a list", "trace: [LAW, FND-83, 'S7:FOI']", "trace: LAW", "`LAW` stands where a list is expected", line("trace: [LAW, FND-83, 'S7:FOI']")},
		{"words for a number", "below: 50}", "below: half}", "`half` stands where a number is expected", line("below: 50}")},
		{"words for a tick", "core: true", "core: maybe", "`maybe` stands where true or false is expected", line("core: true")},
		{"a list for a date", "published: 2026-01-05", "published: [a]", "a list stands where a date is expected", line("published:")},
		{"anchor", "note: >-", "note: &a >-", "anchors and aliases are not used", line("note: >-")},
		{"few themes", text[strings.Index(text, "  - id: T5"):], "", "7 to 10 themes; here are 4", line("\nthemes:") + 1},
		{"short title", "short: Annual reviews", "short: Reviews", "has 2 to 5 words; here 1", at53 + 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(text, c.from) {
				t.Fatalf("the file has no %q", c.from)
			}
			_, err := ParseFramework("2027.1.yaml", []byte(strings.Replace(text, c.from, c.to, 1)))
			if err == nil {
				t.Fatal("no fault is found")
			}
			found := slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(one string) bool {
				return strings.Contains(one, c.want) && (c.line == 0 || strings.HasPrefix(one, "2027.1.yaml:"+strconv.Itoa(c.line)+":") || c.name == "a field twice")
			})
			if !found {
				t.Errorf("no fault of line %d says %q:\n%v", c.line, c.want, err)
			}
		})
	}
}

func TestFrameworksOfAFolderLoadBesideTheOwn(t *testing.T) {
	text := builtIn(t)
	as := func(version string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(text, `version: "2026.1"`, `version: "`+version+`"`, 1))}
	}
	all, err := LoadFrameworks(fstest.MapFS{"b.yaml": as("2026.10"), "a.yaml": as("2027.1"), "c.yaml": as("2026.2"), "notes.txt": {Data: []byte("no framework")}})
	if err != nil {
		t.Fatal(err)
	}
	var versions []string
	for _, f := range all.All() {
		versions = append(versions, f.Version)
	}
	if got := strings.Join(versions, " "); got != "2026.1 2026.2 2026.10 2027.1" || all.Newest().Version != "2027.1" {
		t.Errorf("versions %s, newest %s", got, all.Newest().Version)
	}
	if _, ok := all.Version("2026.10"); !ok {
		t.Error("2026.10 is not found")
	}
	if _, ok := all.Version("2020.1"); ok {
		t.Error("2020.1 is found")
	}
	if _, err := LoadFrameworks(fstest.MapFS{"mine.yaml": as("2026.1")}); err == nil || !strings.Contains(err.Error(), "mine.yaml: version 2026.1 is there already, in 2026.1.yaml") {
		t.Errorf("the same version twice: %v", err)
	}
	if _, err := LoadFrameworks(os.DirFS(filepath.Join(t.TempDir(), "none"))); err != nil {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestAFrameworkAnswersForItsIDs(t *testing.T) {
	f := newest(t)
	if got, ok := f.Measure("A03"); !ok || strings.Join(got.Published(), " ") != "A03e A03s" {
		t.Errorf("A03 is filled by %v", got.Published())
	}
	if f.Label(2) != "Developing" || f.Label(0) != "Not yet assessed" {
		t.Errorf("labels %q and %q", f.Label(2), f.Label(0))
	}
	if !strings.Contains(f.Note, "not the Department for Education's") {
		t.Errorf("the note does not say whose it is not: %q", f.Note)
	}
}

func FuzzFramework(f *testing.F) {
	text := builtIn(f)
	for _, seed := range []string{text, "", "- a", "framework: {}", "themes: [{statements: [{}]}]", "a: &a [*a]", "scale: [{level: 9, needs: [x]}]",
		"framework: LIP-SAF\nversion: \"2026.1\"\nthemes:\n  - id: T1\n    statements: null\n", strings.Replace(text, "core: true", "core: maybe", 1),
		strings.Replace(text, "\"5.3\"", "5.3", 1), "version: 2026.1\nindicators: [{id: S01, polarity: up}]", "\x00", "? [a]\n: b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := ParseFramework("fuzz.yaml", text)
		if (read == nil) == (err == nil) {
			t.Fatalf("a framework or an error, not both or neither: %v, %v", read, err)
		}
		if err != nil {
			for _, one := range strings.Split(err.Error(), "\n") {
				if strings.TrimSpace(one) == "" {
					t.Fatalf("an empty line among the faults: %q", err)
				}
			}
			if !strings.HasPrefix(err.Error(), "fuzz.yaml:") {
				t.Fatalf("the fault does not name the file: %v", err)
			}
			return
		}
		if n := len(read.Themes); n < fewestThemes || n > mostThemes {
			t.Fatalf("%d themes were let through", n)
		}
		for _, s := range read.Statements() {
			if len(s.Trace) == 0 || wordsIn(s.FamilyQuestion) > longestQuestion {
				t.Fatalf("statement %s was let through", s.ID)
			}
		}
	})
}
