package main

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEveryTestThatTheSecurityPageNamesExists: a test that was renamed or removed must not stand there, nor may a command run none.
func TestEveryTestThatTheSecurityPageNamesExists(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	page, err := fs.ReadFile(root, "docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for _, room := range []string{"cmd", "dashboards", "ingest", "internal"} {
		err := fs.WalkDir(root, room, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			code, err := fs.ReadFile(root, path)
			for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`).FindAllSubmatch(code, -1) {
				there = append(there, string(m[1]))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all := "\n" + strings.Join(there, "\n") + "\n"
	named := regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`").FindAllStringSubmatch(string(page), -1)
	for _, m := range named {
		if !strings.Contains(all, "\n"+m[1]+"\n") {
			t.Errorf("there is no %s", m[1])
		}
	}
	run := regexp.MustCompile(`-run '?(Test[\w|\\]+)`).FindAllStringSubmatch(string(page), -1)
	for _, m := range run {
		for begins := range strings.SplitSeq(strings.ReplaceAll(m[1], `\|`, "|"), "|") {
			if !strings.Contains(all, "\n"+begins) {
				t.Errorf("no test begins with %s", begins)
			}
		}
	}
	if len(named) < 80 || len(run) < 8 {
		t.Errorf("only %d tests and %d commands are named", len(named), len(run))
	}
}
