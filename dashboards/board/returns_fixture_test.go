package board

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
)

// taker is a Taker that does what a test says.
type taker func(ctx context.Context, file returns.Upload, area string) (returns.Taken, error)

func (t taker) Take(ctx context.Context, file returns.Upload, area string) (returns.Taken, error) {
	return t(ctx, file, area)
}

// reads is a taker that reads the whole file and counts the return of a test.
func reads(_ context.Context, file returns.Upload, area string) (returns.Taken, error) {
	body, err := io.ReadAll(file.Body)
	if err != nil {
		return returns.Taken{}, fmt.Errorf("reading: %w", err)
	}
	return takenReturn(area, fmt.Sprintf("hash-of-%d-bytes", len(body))), nil
}

// canary stands in everything that only who sent a file may see, once.
const canary = "Canary"

func num(v float64) *float64 { return &v }

// errorRule is a rule that is graver than others.
func errorRule() string {
	for _, r := range returns.Rules() {
		if r.SeverityIn(2026) == returns.Error && r.Checked() {
			return r.ID
		}
	}
	return ""
}

// takenReturn is a return of 2026: 3 girls among 140 requests, and 52 in 100 plans in 20 weeks.
func takenReturn(area, sha256 string) returns.Taken {
	requests := returns.Table{Name: "requests", Period: "2025", Measures: []string{"requests_received_in_year", "requests_rya"}, Rows: []returns.Row{
		{Breakdown: "All requests", Cells: []returns.Cell{{N: 1404}, {N: 9}}},
		{Topic: "Sex", Breakdown: "Female", Cells: []returns.Cell{{N: 3}, {N: 0}}},
		{Topic: "Sex", Breakdown: "Male", Cells: []returns.Cell{{N: 1401}, {Status: returns.NotAvailable}}},
		{Topic: "Age", Breakdown: "Age 5", Cells: []returns.Cell{{N: 777}, {N: 9}}}}}
	timeliness := returns.Table{Name: "timeliness", Period: "2025", Measures: []string{"avg_weeks_issue_plan"}, Rows: []returns.Row{{Breakdown: "All plans", Cells: []returns.Cell{{N: 23.46}}}}}
	whole := []returns.Value{{Indicator: "S01", Period: "2025", Numerator: num(4), Denominator: num(1234), Value: num(0.3), Lower: num(0.1), Upper: num(0.8)},
		{Indicator: "S10", Period: "2024", Numerator: num(480), Denominator: num(1000), Value: num(48), Lower: num(45), Upper: num(51)},
		{Indicator: "S06", Period: "2025", Status: returns.NotAvailable}}
	guarded := []returns.Value{{Indicator: "S01", Period: "2025", Status: returns.Suppressed}, whole[1], whole[2]}
	return returns.Taken{Places: []returns.Place{{Rule: errorRule(), Row: 12, Field: canary + "/Field"}}, Unknown: map[string]int{canary + "Element": 2},
		Return: returns.Return{Area: area, Year: 2026, ReferenceDate: "2026-01-15", AsAt: "2026-01-15", Form: "XML", SHA256: sha256, People: 4312, Requests: 5000,
			Findings: []returns.Finding{{Rule: errorRule(), Count: 340, People: 300}}, Tables: []returns.Table{timeliness, requests}, Values: whole, Guarded: guarded,
			Pace: &returns.Pace{AsAt: "2026-01-15", Series: []returns.Series{
				{Name: returns.DueReviews, Total: returns.Cell{N: 95}, Parts: []returns.Part{{From: 0, To: 0, Cell: returns.Cell{N: 4}}, {From: 1, To: 1, Cell: returns.Cell{N: 31}}, {From: 2, To: 2, Cell: returns.Cell{N: 60}}}}},
				Forecast: &returns.Forecast{Year: 2026, IssuedSoFar: 613, OnTimeSoFar: 311, IssuedByEnd: 900, OnTimeByEnd: 477, Percent: 53, Lower: 48, Upper: 58, Level: 80, Best: 70, Worst: 30}}}}
}

// guardTables holds every table's counts of 1 to 5 back.
func guardTables(tables []returns.Table) (all []returns.Table) {
	for _, t := range tables {
		rows := make([]returns.Row, len(t.Rows))
		for i, row := range t.Rows {
			rows[i] = row
			rows[i].Cells = nil
			for _, c := range row.Cells {
				if c.N > 0 && c.N <= 5 {
					c = returns.Cell{Status: returns.Suppressed}
				}
				rows[i].Cells = append(rows[i].Cells, c)
			}
		}
		t.Rows = rows
		all = append(all, t)
	}
	return all
}

// openReturns is an office where returns can be taken.
func openReturns(t *testing.T) *office {
	t.Helper()
	o := openOffice(t)
	o.pages.Returns.Taker = taker(reads)
	o.pages.Returns.Guard = guardTables
	o.pages.Returns.Report = func(w io.Writer, format string, taken returns.Taken) error {
		_, err := fmt.Fprintf(w, "%s: %d %s", format, len(taken.Places), taken.Places[0].Field)
		return err
	}
	o.pages.Returns.Printed = func(w io.Writer, r returns.Return, tables []returns.Table) error {
		for _, t := range tables {
			for _, row := range t.Rows {
				fmt.Fprintf(w, "%s %s %v\n", t.Name, row.Breakdown, row.Cells)
			}
		}
		return nil
	}
	return o
}

var anotherOfData = &account.Person{ID: "second-officer", Name: "Second", Grants: []account.Grant{{Role: account.DataOff, Partnership: officeCode, Organisation: plan.Council}}}

// part is a piece of a form: a file where it has a name.
type part struct{ field, name, text string }

// sendParts sends a form of pieces in their order.
func (o *office) sendParts(who *account.Person, parts ...part) answer {
	o.t.Helper()
	return o.ask(who, filledForm(o.t, parts...))
}

func filledForm(t *testing.T, parts ...part) *http.Request {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, p := range parts {
		w, err := form.CreateFormField(p.field)
		if p.name != "" {
			w, err = form.CreateFormFile(p.field, p.name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/board/101/return", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return r
}

// take sends a return as the data officer and gives its id.
func (o *office) take() string {
	o.t.Helper()
	got := o.sendParts(ofData, part{"file", "return.xml", "<Message/>"})
	if got.status != http.StatusSeeOther {
		o.t.Fatalf("status %d: %s", got.status, wordsOf(got.page))
	}
	all := o.kept()
	return all[0].ID
}

func (o *office) kept() []returns.Return {
	o.t.Helper()
	all, err := o.pages.Returns.Kept.Returns(o.t.Context(), officeCode)
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

// waiting is how many lists of places wait.
func (o *office) waiting() int { return len(o.pages.lists.lists) }
