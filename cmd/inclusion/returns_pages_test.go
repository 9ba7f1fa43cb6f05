package main

import (
	"sync"
	"time"

	"inclusion/internal/returns"
	"inclusion/internal/store"
)

// keepingReturn keeps tests that run beside each other from keeping two.
var keepingReturn sync.Mutex

// keptReturn is the id of a return that an area has, for tests that look at its pages. Where there is none a small invented one is kept.
func (d documents) keptReturn(area string) string {
	d.t.Helper()
	keepingReturn.Lock()
	defer keepingReturn.Unlock()
	plans := d.desk.Ledger.(*store.Plans)
	all, err := plans.Returns(d.t.Context(), area)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(all) > 0 {
		return all[0].ID
	}
	kept, err := plans.Keep(d.t.Context(), inventedReturn(area))
	if err != nil {
		d.t.Fatal(err)
	}
	return kept.ID
}

// inventedReturn has something for every page to show, in a year that is still running.
func inventedReturn(area string) returns.Return {
	number := func(v float64) *float64 { return &v }
	one := returns.Return{Area: area, Year: 2027, ReferenceDate: "2027-01-21", AsAt: "2026-09-01", Form: "XML", SHA256: "5a3c", Bytes: 1, People: 4312, Requests: 5000, TakenBy: "nobody",
		TakenAt: time.Date(2026, time.September, 1, 12, 0, 0, 0, time.UTC),
		Tables: []returns.Table{{Name: "requests", Period: "2026", Measures: []string{"requests_received_in_year", "requests_rya"}, Rows: []returns.Row{
			{Breakdown: "All requests", Cells: []returns.Cell{{N: 1404}, {N: 9}}}, {Topic: "Sex", Breakdown: "Female", Cells: []returns.Cell{{N: 700}, {Status: returns.Suppressed}}}}}},
		Pace: &returns.Pace{AsAt: "2026-09-01", Series: []returns.Series{{Name: returns.DueReviews, Total: returns.Cell{N: 91}, Extra: 12,
			Parts: []returns.Part{{From: 0, To: 0, Cell: returns.Cell{N: 31}}, {From: 1, To: 1, Cell: returns.Cell{N: 60}}}}},
			Forecast: &returns.Forecast{Year: 2026, IssuedSoFar: 613, OnTimeSoFar: 311, IssuedByEnd: 900, OnTimeByEnd: 477, Percent: 53, Lower: 48, Upper: 58, Level: 80, Best: 70, Worst: 30}}}
	one.Values = []returns.Value{{Indicator: "S01", Period: "2026", Numerator: number(311), Denominator: number(613), Value: number(50.7), Lower: number(46.8), Upper: number(54.7)},
		{Indicator: "S06", Period: "2026", Status: returns.NotAvailable}}
	one.Guarded = one.Values
	for _, r := range returns.Rules() {
		if r.Checked() {
			one.Findings = append(one.Findings, returns.Finding{Rule: r.ID, Count: 12, People: 11})
		}
	}
	return one
}
