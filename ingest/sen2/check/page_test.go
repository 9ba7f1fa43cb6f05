package check

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inclusion/internal/returns"
)

var update = flag.Bool("update", false, "write the table of docs/sen2-rules.md anew")

var originHeadings = map[returns.Origin]string{
	returns.FromGuide:  "Implied by the guide",
	returns.OwnLogic:   "Dates and logic (ours)",
	returns.PublicList: "Public list of checks on plans and placements",
	returns.OwnForm:    "How values are written (ours)",
	returns.OwnHeader:  "The header (ours)",
	returns.OwnShares:  "Shares of \"other\" (ours)",
}

// rulesInWords is a table of the rules of each origin.
func rulesInWords() string {
	var b strings.Builder
	for _, origin := range returns.Origins() {
		fmt.Fprintf(&b, "### %s\n\n| Rule | Severity | What is wrong | What it means | What to do | Where | Note |\n|%s\n", originHeadings[origin], strings.Repeat(" --- |", 7))
		for _, r := range returns.Rules() {
			if r.Origin == origin {
				fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.ID, severityInWords(r), r.Title, r.Means, r.Do, strings.Join(r.Fields, ", "), note(r))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func severityInWords(r returns.Rule) string {
	words := string(r.Severity)
	for _, year := range slices.Sorted(maps.Keys(r.From)) {
		words += fmt.Sprintf(", from %d %s", year, r.From[year])
	}
	return words
}

func note(r returns.Rule) string {
	switch {
	case r.SameAs != "":
		return "Reported as " + r.SameAs + "."
	case r.Unchecked != "":
		return "Not checked: " + strings.ToLower(r.Unchecked[:1]) + r.Unchecked[1:]
	case r.Needs == returns.NeedsEstablishments:
		return "When the register of establishments is loaded."
	}
	return ""
}

func TestThePageOfRulesIsTheOneInForce(t *testing.T) {
	const path = "../../../docs/sen2-rules.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begins, ends = "<!-- table: written from internal/returns/rules.yaml -->\n", "<!-- end of table -->"
	before, rest, _ := strings.Cut(string(text), begins)
	got, after, ok := strings.Cut(rest, ends)
	if !ok {
		t.Fatalf("%s has no place for the table", path)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begins+rulesInWords()+ends+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(rulesInWords(), got); diff != "" {
		t.Errorf("the table in %s is not the one in force; write it anew with -update:\n%s", path, diff)
	}
}
