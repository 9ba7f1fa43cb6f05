package plan

import (
	"slices"
	"strings"
	"testing"
)

func TestEvidenceSaysWhatItIsAndWhere(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(*Evidence)
		want string
	}{
		{"whole", func(*Evidence) {}, ""},
		{"no title", func(e *Evidence) { e.Title = " " }, "title"},
		{"unknown type", func(e *Evidence) { e.Type = "rumour" }, "type"},
		{"no date", func(e *Evidence) { e.Date = "" }, "date"},
		{"tomorrow", func(e *Evidence) { e.Date = "2026-11-23" }, "date"},
		{"today", func(e *Evidence) { e.Date = today }, ""},
		{"no owner", func(e *Evidence) { e.Owner = "" }, "owner"},
		{"nowhere", func(e *Evidence) { e.Where = "" }, "where"},
		{"id of something else", func(e *Evidence) { e.ID = "A1" }, "id"},
		{"id without number", func(e *Evidence) { e.ID = "E0" }, "id"},
		{"a child", func(e *Evidence) { e.Title = "Plan of a girl born on 3 March 2014" }, "title"},
		{"endless", func(e *Evidence) { e.Title = strings.Repeat("a", longestLine+1) }, "title"},
	} {
		e := &Evidence{ID: "E1", Title: "Review dashboard", Type: "data", Date: "2026-06-30", Owner: "Council, head of SEND", Where: "Board papers, item 7"}
		row.edit(e)
		if got := strings.Join(fields(e.Check(Context{Today: today})), " "); got != row.want {
			t.Errorf("%s: problems with %q, not %q", row.name, got, row.want)
		}
	}
}

func TestEvidenceLeadsNowhereUnsafe(t *testing.T) {
	for where, want := range map[string]struct {
		ok   bool
		link bool
	}{
		"https://example.org/a?b=c": {true, true}, "http://example.org": {true, true}, "HTTPS://EXAMPLE.ORG/a": {true, true},
		"Board papers, July": {true, false}, "Board minutes, item 7: waits": {true, false}, "Minutes: July": {true, false}, "Shared drive S": {true, false},
		"javascript:alert(1)": {false, false}, "JavaScript:alert(1)": {false, false}, " javascript:alert(1)": {false, false}, "javascript: alert(1)": {false, false},
		"java\nscript:alert(1)": {false, false}, "data:text/html,x": {false, false}, "file:///etc/passwd": {false, false}, "https:": {false, false},
		"https://": {false, false}, "https://gov.uk@example.org/a": {false, false}, "https://name:word@example.org": {false, false}, "mailto:a@example.org": {false, false}, "vbscript:x": {false, false},
	} {
		e := &Evidence{ID: "E1", Title: "T", Type: "data", Date: today, Owner: "O", Where: where}
		problems := e.Check(Context{Today: today})
		if slices.Contains(fields(problems), "where") == want.ok || (e.Link() != "") != want.link {
			t.Errorf("%q: %v, link %q", where, problems, e.Link())
		}
	}
}
