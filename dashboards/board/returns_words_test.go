package board

import (
	"net/http"
	"strings"
	"testing"

	"inclusion/internal/returns"
)

func TestAReturnReadWithoutTheRegisterOfSchoolsSaysWhatIsMissing(t *testing.T) {
	o := openReturns(t)
	at := "/board/101/return/" + o.take()
	for path, want := range map[string]string{"": "Kinds of school are not counted here", "/counts": "Kinds of school are not counted here", "/findings": "sen2/establishments.csv"} {
		if said := wordsOf(o.get(ofData, at+path).page); !strings.Contains(said, want) {
			t.Errorf("%s does not say %q: %s", path, want, said)
		}
	}
	if said := wordsOf(o.get(ofForum, at).page); strings.Contains(said, "establishments.csv") || !strings.Contains(said, "Kinds of school are not counted here") {
		t.Errorf("the forum is told %s", said)
	}
}

func TestWhatWasWithdrawnIsSaidByRoleAndDay(t *testing.T) {
	o := openReturns(t)
	id := o.take()
	if got := o.post(ofData, "/board/101/return/"+id+"/withdraw", nil, false); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	if said := wordsOf(o.get(ofForum, "/board/101/return").page); !strings.Contains(said, "The return of 2026, as at 15 January 2026, taken 2 February 2026") || !strings.Contains(said, "by the data officer. Its counts are erased") {
		t.Errorf("the forum reads %s", said)
	}
}

func TestASeriesOfWhichNothingMayBeShownIsATotalAlone(t *testing.T) {
	held := returns.Cell{Status: returns.Suppressed}
	s := returns.Series{Name: returns.OpenRequests, Total: returns.Cell{N: 97}, Parts: []returns.Part{{From: 1, To: 1, Cell: held}, {From: 7, To: 12, Cell: held}}}
	if shown := seriesTable(s); shown.Table != nil || shown.Total != "Together: 97." || shown.Held == "" {
		t.Errorf("%+v", shown)
	}
	if late := openCasesTable([]returns.Series{s}).Rows[0].Cells; late[1].Text != "97" || late[2].Text != "" || !strings.Contains(late[2].Status, "suppressed") {
		t.Errorf("%+v", late)
	}
	s.Parts = []returns.Part{{From: 1, To: 1, Cell: returns.Cell{N: 90}}, {From: 7, To: 12, Cell: returns.Cell{N: 7}}}
	if late := openCasesTable([]returns.Series{s}).Rows[0].Cells; late[2].Text != "7" {
		t.Errorf("%+v", late)
	}
}

func TestTotalsOverAllChecksAreNoMistakes(t *testing.T) {
	o := openReturns(t)
	total := ""
	for _, r := range returns.Rules() {
		if r.SeverityIn(2026) == returns.Total && r.Checked() {
			total = r.ID
		}
	}
	said := totals(bySeverity(returns.Return{Year: 2026, Findings: []returns.Finding{{Rule: total, Count: 2041, People: 2041}}})[0])
	if len(said) != 1 || !strings.HasSuffix(said[0], ": 2,041.") {
		t.Errorf("totals say %q", said)
	}
	if words := wordsOf(o.get(ofData, "/board/101/return/"+o.take()+"/findings").page); strings.Contains(words, "Nothing; it is a total") {
		t.Errorf("the page lists totals as mistakes: %s", words)
	}
}
