package statements

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryStatementThatDescribesItselfCanBeRead(t *testing.T) {
	for folder, needed := range map[string][]string{
		"sources":    {"table", "basis"},
		"indicators": {"id", "name", "short", "theme", "type", "polarity", "unit", "definition", "numerator", "source", "tables"},
		"checks":     {"name", "severity", "when", "says"},
		"downloads":  {"title", "about", "columns"},
	} {
		names := Names(folder)
		if len(names) == 0 {
			t.Errorf("no statements in %s", folder)
		}
		for _, name := range names {
			about := map[string]any{}
			query, err := Read(folder+"/"+name, &about)
			if err != nil {
				t.Error(err)
				continue
			}
			if query == "" || strings.Contains(query, "/* ---") {
				t.Errorf("%s/%s: its SQL is %q", folder, name, query)
			}
			for _, key := range needed {
				if about[key] == nil {
					t.Errorf("%s/%s does not say its %s", folder, name, key)
				}
			}
		}
	}
}

func TestStatementsAreOneAnswerAndEndWithoutASemicolon(t *testing.T) {
	for _, folder := range []string{"sources", "indicators", "checks", "reading", "downloads"} {
		for _, name := range Names(folder) {
			if strings.HasSuffix(strings.TrimSpace(Text(folder+"/"+name)), ";") {
				t.Errorf("%s/%s ends with a semicolon; it is put inside another statement", folder, name)
			}
		}
	}
}

func TestCheckNamesAndFilesAreAlike(t *testing.T) {
	for _, name := range Names("checks") {
		var about struct{ Name, Severity, When, Says string }
		if _, err := Read("checks/"+name, &about); err != nil {
			t.Fatal(err)
		}
		if about.Name != strings.ReplaceAll(name, "_", "-") {
			t.Errorf("checks/%s.sql calls itself %s", name, about.Name)
		}
		if !slices.Contains([]string{"error", "warning"}, about.Severity) || !slices.Contains([]string{"edition", "warehouse"}, about.When) {
			t.Errorf("check %s: severity %q, when %q", name, about.Severity, about.When)
		}
	}
}

// Keywords are lower case, so that a name in capitals is a publisher's.
func TestKeywordsAreLowerCase(t *testing.T) {
	shouting := regexp.MustCompile(`\b(SELECT|FROM|WHERE|GROUP BY|ORDER BY|JOIN|UNION|CREATE|INSERT|CASE WHEN)\b`)
	err := fs.WalkDir(Files(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".sql" {
			return err
		}
		b, err := fs.ReadFile(Files(), name)
		for i, line := range strings.Split(string(b), "\n") {
			if code, _, _ := strings.Cut(line, "--"); shouting.MatchString(code) {
				t.Errorf("%s, line %d: %s", name, i+1, line)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADescriptionIsReadApartFromTheSQL(t *testing.T) {
	const good = "/* ---\nname: a\n--- */\n-- why\nselect 1\n"
	var about struct{ Name string }
	query, err := Split("a", good, &about)
	if err != nil || about.Name != "a" || query != "-- why\nselect 1" {
		t.Errorf("%q %+v (%v)", query, about, err)
	}
	for what, c := range map[string]struct{ text, want string }{
		"no description":     {"select 1", "must open with its description"},
		"it is never closed": {"/* ---\nname: a\nselect 1", "must open with its description"},
		"something before":   {"select 1\n" + good, "must open with its description"},
		"a word not known":   {strings.Replace(good, "name", "nmae", 1), "field nmae not found"},
		"not YAML":           {strings.Replace(good, "name: a", "name: [", 1), "its description"},
	} {
		if _, err := Split("a", c.text, &about); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "statement a") {
			t.Errorf("%s: got %v, want %q and the statement's name", what, err, c.want)
		}
	}
}

func TestANameThatNoStatementHas(t *testing.T) {
	if names := Names("nowhere"); names != nil {
		t.Errorf("got %v", names)
	}
	if _, err := Read("checks/nothing", nil); err == nil || !strings.Contains(err.Error(), "checks/nothing") {
		t.Errorf("got %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("Text of a name that is no constant of the program should panic")
		}
	}()
	Text("checks/nothing")
}
