package highneeds

import "testing"

func TestEveryLineHasANameAndOneGroupAtMost(t *testing.T) {
	seen := map[string]string{}
	for _, g := range Groups {
		if Name(g.Key) != g.Title || GroupOf(g.Key) != g.Key {
			t.Errorf("the group %s is called %q, in %q", g.Key, Name(g.Key), GroupOf(g.Key))
		}
		for _, line := range g.Lines {
			if LineNames[line] == "" || Name(line) != LineNames[line] || GroupOf(line) != g.Key || seen[line] != "" {
				t.Errorf("line %s is called %q, in %q and %q", line, Name(line), GroupOf(line), seen[line])
			}
			seen[line] = g.Key
		}
	}
	for _, line := range OwnLines {
		if Name(line) == "" || GroupOf(line) != "" {
			t.Errorf("line %s, paid beside the block, is called %q, in %q", line, Name(line), GroupOf(line))
		}
	}
	if Name("9.9.9") != "" || GroupOf("9.9.9") != "" {
		t.Error("a line that is not there has a name or a group")
	}
}
