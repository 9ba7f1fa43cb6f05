package load

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page of traps names the test that holds each; a test that was renamed or removed must not stand there.
func TestEveryTestThatTheTrapsPageNamesExists(t *testing.T) {
	page, err := os.ReadFile("../../docs/traps.md")
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]string{"load": "ingest", "format": "ingest", "source": "ingest", "invent": "ingest", "area": "internal", "indicator": "internal",
		"page": "dashboards", "chart": "dashboards", "template": "dashboards", "api": "dashboards", "inclusion": "cmd"}
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
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| Trap ") && !strings.HasPrefix(line, "| --- ") && !strings.Contains(line, ": Test") {
			t.Errorf("line %d names no test: %s", i+1, line)
		}
	}
	if named < 100 {
		t.Errorf("only %d tests are named", named)
	}
}
