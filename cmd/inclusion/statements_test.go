package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"inclusion/dashboards/page"
	"inclusion/internal/account"
)

// TestTheAuditNamesEveryCriterionAndTestsThatExist holds docs/accessibility.md: all 55 criteria of levels A and AA, no test that is not there,
// and the day that the statement speaks of.
func TestTheAuditNamesEveryCriterionAndTestsThatExist(t *testing.T) {
	root := filepath.Join("..", "..")
	body, err := os.ReadFile(filepath.Join(root, "docs", "accessibility.md"))
	if err != nil {
		t.Fatal(err)
	}
	audit := string(body)
	for level, want := range map[string]int{"A": 31, "AA": 24} {
		if n := len(regexp.MustCompile(`(?m)^\| \d\.\d\.\d+ [^|]+ \| `+level+` \|`).FindAllString(audit, -1)); n != want {
			t.Errorf("the audit has %d criteria of level %s, and there are %d", n, level, want)
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(audit), " "), page.Audited) {
		t.Errorf("the statement speaks of an audit of %s, and the audit is of another day", page.Audited)
	}
	there := testsOf(t, root)
	named := regexp.MustCompile("`(Test[A-Za-z0-9_]+)`").FindAllStringSubmatch(audit, -1)
	for _, m := range named {
		if !there[m[1]] {
			t.Errorf("the audit names %s, which is not there", m[1])
		}
	}
	if len(named) < 20 {
		t.Errorf("the audit names %d tests", len(named))
	}
}

// testsOf are the names of all tests under a folder.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	all, test := map[string]bool{}, regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		body, err := os.ReadFile(path)
		for _, m := range test.FindAllStringSubmatch(string(body), -1) {
			all[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestTheStatementsSayWhatHolds: times, names and publishers are those in force, and nobody is named who has not said so.
func TestTheStatementsSayWhatHolds(t *testing.T) {
	url := sharedSite(t)
	for path, want := range map[string][]string{
		"/about/privacy":       {"At most 12 hours, or 1 hour without", "for 7 days; a link for a new password once, for 24 hours", "for 14 days as a rule and 90 at most"},
		"/about/cookies":       {account.CookieNames()[0], account.CookieNames()[1], account.AwayCookieNames()[0], "12 hours at most", "10 minutes at most", "inclusion words"},
		"/about/accessibility": {page.Audited, "Equality and Human Rights Commission", "Equality Commission for Northern Ireland"},
		"/about/licences":      {"Open Government Licence v3.0", "Ministry of Justice and Department for Education", "Ofsted and the Care Quality Commission", "Office for National Statistics", "github.com/"},
	} {
		said := get(t, url+path)
		if path == "/about/privacy" || path == "/about/accessibility" {
			want = append(want, "has not yet said here who they are")
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s does not say %q", path, w)
			}
		}
	}
	script, err := os.ReadFile(filepath.Join("..", "..", "dashboards", "static", "write.js"))
	if err != nil || !strings.Contains(string(script), `const shelf = "inclusion words "`) {
		t.Errorf("words are kept in the browser under another name than the page of cookies says (%v)", err)
	}
}
