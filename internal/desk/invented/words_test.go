package invented

import (
	"regexp"
	"strings"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/area"
	"inclusion/internal/plan"
)

func TestEveryStatementHasWordsThatCarryItsLevels(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	frameworks, err := plan.LoadFrameworks(nil)
	if err != nil {
		t.Fatal(err)
	}
	const fewest = 30 // words of a reason at 3 or 4
	for _, st := range frameworks.Newest().Statements() {
		one := w.Statements[st.ID]
		for part, text := range map[string]string{"owner": one.Owner, "works": one.Works, "checked": one.Checked, "gap": one.Gap, "yes": one.Yes, "no": one.No} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s (%s) has no words for %q", st.ID, st.Short, part)
			}
			if found := plan.ChildWords(text); len(found) > 0 {
				t.Errorf("%s, %s: %v", st.ID, part, found)
			}
		}
		if n := len(strings.Fields(sentences(one.Works, one.Checked, shortest(w.Verdicts[3])))); n < fewest {
			t.Errorf("the board's reason for %s at 3 has %d words", st.ID, n)
		}
		for who, said := range w.Organisations {
			if n := len(strings.Fields(sentences(one.Works, shortest(said.High), shortest(w.Verdicts[3])))); n < fewest {
				t.Errorf("%s's reason for %s at 3 has %d words", who, st.ID, n)
			}
		}
	}
	if len(w.Statements) != len(frameworks.Newest().Statements()) {
		t.Errorf("there are words for %d statements", len(w.Statements))
	}
}

func shortest(list []string) string {
	found := list[0]
	for _, one := range list[1:] {
		if len(strings.Fields(one)) < len(strings.Fields(found)) {
			found = one
		}
	}
	return found
}

// ordinary are names of real authorities that are words of their own, and begin sentences.
var ordinary = map[string]bool{"Reading": true, "Bury": true}

func TestNoRealPlaceIsNamed(t *testing.T) {
	names := []string{}
	for _, a := range area.England().Authorities() {
		if !ordinary[a.Name] {
			names = append(names, regexp.QuoteMeta(a.Name))
		}
	}
	if len(names) < 150 {
		t.Fatalf("the register has %d names", len(names))
	}
	real := regexp.MustCompile(`\b(` + strings.Join(names, "|") + `)\b`)
	for _, name := range append(stories, "words.yaml") {
		text, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := real.FindAllString(string(text), -1); len(found) > 0 {
			t.Errorf("%s names %v", name, found)
		}
	}
}

func TestTheInventedAccountsHaveEveryRole(t *testing.T) {
	roles, organisations := map[account.Role]int{}, map[string]bool{}
	for _, a := range Accounts() {
		roles[a.Role]++
		organisations[a.Partnership+" "+a.Organisation] = true
		if !strings.HasSuffix(a.Email, "@sample.invalid") || !strings.HasPrefix(a.Name, "Sample ") || a.Try == "" {
			t.Errorf("%s (%s) is not plainly invented, or says not what to try", a.Email, a.Name)
		}
		if err := account.CheckPassword(a.Password, a.Email); err != nil {
			t.Errorf("the password of %s would be refused: %v", a.Email, err)
		}
	}
	for _, role := range []account.Role{account.Board, account.Partner, account.ForumEdit, account.YoungLead, account.Regional, account.DataOff, account.System} {
		if roles[role] == 0 {
			t.Errorf("nobody is %s", role)
		}
	}
	for _, partner := range plan.Partners() {
		if !organisations["101 "+partner] {
			t.Errorf("nobody writes for %s", partner)
		}
	}
}

func TestWhatIsChosenFollowsFromItsParts(t *testing.T) {
	seen := map[int]bool{}
	for _, part := range strings.Fields("a b c d e f g h i j k l m n o p") {
		n := chosen(5, "101", part)
		if n != chosen(5, "101", part) || n < 0 || n > 4 {
			t.Errorf("chosen(5, %q) is %d", part, n)
		}
		seen[n] = true
	}
	if len(seen) < 4 {
		t.Errorf("only %d of 5 are ever chosen", len(seen))
	}
}

func TestPeriodsOfADay(t *testing.T) {
	for _, c := range []struct {
		day           plan.Day
		quarter, year string
	}{
		{"2026-11-22", "2026-09", "2026-27"}, {"2026-09-30", "2026-06", "2026-27"}, {"2027-01-02", "2026-12", "2026-27"},
		{"2027-03-31", "2026-12", "2026-27"}, {"2027-04-01", "2027-03", "2027-28"},
	} {
		if q, y := quarterOf(c.day), financialYear(c.day); q != c.quarter || y != c.year {
			t.Errorf("%s lies in %s and after the quarter %s; wanted %s and %s", c.day, y, q, c.year, c.quarter)
		}
	}
}
