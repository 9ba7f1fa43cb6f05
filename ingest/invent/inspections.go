package invent

import (
	"fmt"
	"strings"
	"time"
)

const inspectionHeader = "la_code,ons_code,la_name,region_code,inspection_start,inspection_end,published,outcome_grade,outcome_label,next_step,priority_action_plan,previous_inspection,report_url,source,outcome_text"

// outcome is one of the three outcomes of an area SEND inspection.
type outcome struct {
	label, next, plan, text string
}

var outcomes = []outcome{
	{"Typically positive experiences and outcomes", "Full area SEND inspection ~5 years", "N",
		"The local area partnership’s special educational needs and/or disability (SEND) arrangements typically lead to positive experiences and outcomes for children and young people with SEND. The local area partnership is taking action where improvements are needed."},
	{"Inconsistent experiences and outcomes", "Full area SEND inspection ~3 years", "N",
		"The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people with special educational needs and/or disabilities (SEND). The local area partnership must work jointly to make improvements."},
	{"Widespread and/or systemic failings", "Monitoring inspection ~18 months; full reinspection ~3 years", "Y (in text)",
		"There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of children and young people with special educational needs and/or disabilities (SEND), which the local area partnership must address urgently."},
}

// Regions as the inspectorate writes them.
var inspectionRegions = map[string]string{
	"X12000001": "NE", "X12000002": "NW", "X12000003": "YH", "X12000004": "EM", "X12000005": "WM",
	"X12000006": "E", "X12000007": "GL", "X12000008": "SE", "X12000009": "SW",
}

// Reports with something missing.
const (
	outcomeUnread  = "132"
	startUndated   = "137"
	regionUnstated = "150"
)

// inspections lists the reports of about three authorities in five.
func inspections(w *world) ([]File, error) {
	rows := [][]string{fields(inspectionHeader)}
	for _, p := range lasting() {
		r := w.dice("inspection", p.code)
		visited := chance(r, 0.6) || p.manner == poor || among(p.code, outcomeUnread+" "+startUndated+" "+regionUnstated)
		if p.leftOut != "" || !visited {
			continue
		}
		grade := gradeOf(w.traits[p.code], between(r, -0.15, 0.15))
		start := time.Date(2023, 3, 6, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*r.IntN(160))
		o := outcomes[grade-1]
		previous := ""
		if chance(r, 0.4) {
			previous = time.Date(2016, 9, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*r.IntN(160)).Format(time.DateOnly)
		}
		plan := o.plan
		if grade == 3 && chance(r, 0.3) {
			plan = "Y (implied by outcome 3)"
		}
		row := []string{p.code, p.longCode(start.Format(time.DateOnly)), p.name, inspectionRegions[p.region],
			start.Format(time.DateOnly), start.AddDate(0, 0, 4).Format(time.DateOnly), start.AddDate(0, 0, 60+r.IntN(40)).Format(time.DateOnly),
			whole(grade), o.label, o.next, plan, previous,
			fmt.Sprintf("https://example.org/area-send/%s", strings.ToLower(p.ons)), "index.html", o.text}
		switch p.code {
		case outcomeUnread:
			row[7], row[8], row[9], row[10], row[14] = "", "Not extracted", "", "N", "Inspection outcome section not found."
		case startUndated:
			row[4], row[5] = "", ""
		case regionUnstated:
			row[3] = "NaN"
		}
		rows = append(rows, row)
	}
	return []File{{"area_send_inspections.csv", windows.csv(rows)}}, nil
}

// gradeOf judges by what an inspector would see, with some luck: 1 is best.
func gradeOf(t *traits, luck float64) int {
	seen := 0.6*t.onTimeIn(2024) + 0.4*t.reviews - 0.1*(t.appealsIn(2024)/appealShare[2024-firstYear]-1) + luck
	switch {
	case seen > 0.68:
		return 1
	case seen > 0.28:
		return 2
	}
	return 3
}
