package benchmark

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page of methods names the test that holds each; a test that was renamed or removed must not stand there.
func TestEveryTestThatTheMethodsPageNamesExists(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]string{"benchmark": "internal", "load": "ingest", "inclusion": "cmd"}
	named := 0
	for _, m := range regexp.MustCompile(`([a-z]+)/([a-z_]+): (Test\w+(?:, Test\w+)*)`).FindAllStringSubmatch(string(page), -1) {
		file := filepath.Join("../..", rooms[m[1]], m[1], m[2]+"_test.go")
		code, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%s/%s is named: %v", m[1], m[2], err)
			continue
		}
		for _, name := range strings.Split(m[3], ", ") {
			named++
			if !strings.Contains(string(code), "func "+name+"(t *testing.T)") {
				t.Errorf("%s has no %s", file, name)
			}
		}
	}
	for i, line := range strings.Split(string(page), "\n") {
		told := strings.Contains(line, ": Test") || strings.HasSuffix(line, "| the same |")
		if strings.HasPrefix(line, "| ") && !strings.HasSuffix(line, "| Test |") && !strings.HasPrefix(line, "| ---") && !told {
			t.Errorf("line %d names no test: %s", i+1, line)
		}
	}
	if named < 30 {
		t.Errorf("only %d tests are named", named)
	}
}
