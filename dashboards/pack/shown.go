package pack

import (
	"fmt"
	"slices"
	"strings"

	"inclusion/dashboards/export"
	"inclusion/dashboards/page"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
)

// actions are the promises by responsible body, and how each inspection finding is answered.
func (m maker) actions() []Block {
	var blocks []Block
	var findings [][]export.Cell
	for _, f := range plan.Sorted(m.book.Findings) {
		var ids []string
		for _, p := range m.progress {
			if p.Action.SourceRef == f.ID {
				ids = append(ids, p.Action.ID+" ("+p.Standing.Words()+")")
			}
		}
		findings = append(findings, cells(f.ID, f.Type, f.Text, f.Body, strings.Join(ids, "; ")))
	}
	blocks = append(blocks, Block{Heading: "Each area for priority action or improvement", Table: table("5 Findings", "Inspection findings and the actions that answer them",
		[]string{"Finding", "Kind", "In the report’s words", "Responsible body", "Actions and how they stand"}, findings)})
	for _, body := range plan.AccountableBodies() {
		var rows [][]export.Cell
		for _, p := range m.progress {
			if p.Action.Body == body.ID {
				rows = append(rows, m.action(p))
			}
		}
		if len(rows) > 0 {
			blocks = append(blocks, Block{Heading: body.Name, Table: table(sheetName("5 "+body.Name), "Actions of "+body.Name,
				[]string{"Action", "Finding", "Measure", "Start and target", "Planned and actual", "Due", "How it stands", "Newest update", "Impact"}, rows)})
		}
	}
	return blocks
}

func (m maker) action(p desk.Progress) []export.Cell {
	a := p.Now
	var steps []string
	for _, s := range a.Milestones {
		step := fmt.Sprintf("planned %s by %s", s.Planned, day(s.PlannedOn))
		if s.Actual != "" {
			step += fmt.Sprintf(", actual %s on %s", s.Actual, day(s.ActualOn))
		}
		steps = append(steps, step)
	}
	update := ""
	if u := p.Standing.LastUpdate; u != nil {
		update = day(u.On) + ": " + u.Text
	}
	start := a.Baseline
	if start == "" && a.BaselineBy != "" {
		start = "to be set by " + day(a.BaselineBy)
	}
	return cells(a.ID+" "+a.Title, a.SourceRef, a.Measure, start+" to "+a.Target, strings.Join(steps, "; "), day(a.Due), p.Standing.Words(), update, a.Result)
}

// data is what was published when the version was made, and local measures apart from it.
func (m maker) data() []Block {
	var now, before [][]export.Cell
	for _, f := range m.core() {
		now = append(now, cells(f.Indicator+" "+f.Name, f.Period, page.FigureText(f)+counted(f), page.FigureBeside(f, f.England), neighbours(f),
			page.FigureLegal(f), f.Trend, f.Release+released(f)))
		before = append(before, cells(f.Indicator+" "+f.Name, history(f)))
	}
	var local [][]export.Cell
	for _, v := range plan.Sorted(m.book.Locals) {
		measure, _ := plan.LocalIndicatorByID(v.Indicator)
		local = append(local, cells(v.Indicator+" "+measure.Name, v.Period, localText(v), v.Source, v.Note))
	}
	return []Block{
		{Heading: "Published figures", Table: table("6 Published", "Published figures", []string{"Figure", "Period", "This area", "England", "Similar areas", "Legal standard", "Since the period before", "From"}, now),
			Note: "A figure is as it was published when this version was agreed. Similar areas: the mean of those with a figure, and how many."},
		{Heading: "The last five periods", Table: table("6 Five periods", "The last five periods", []string{"Figure", "Oldest first"}, before)},
		{Heading: "Local measures, declared by the partnership", Table: table("6 Local", "Local measures", []string{"Measure", "Period", "Value", "Source", "Note"}, local)},
	}
}

// core are the figures with a legal standard or an agreed direction, by id.
func (m maker) core() (all []plan.Figure) {
	for _, f := range m.review.Figures.Values {
		if f.Type == "legal" || f.Type == "scored" {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b plan.Figure) int { return strings.Compare(a.Indicator, b.Indicator) })
	return all
}

func counted(f plan.Figure) string {
	if detail := page.FigureCell(f).Detail; detail != "" {
		return " (" + detail + ")"
	}
	return ""
}

func neighbours(f plan.Figure) string {
	if f.Neighbours == nil {
		return ""
	}
	return fmt.Sprintf("%s (%d)", page.FigureBeside(f, f.Neighbours), f.NeighboursN)
}

func released(f plan.Figure) string {
	if f.Released == "" {
		return ""
	}
	return ", " + day(f.Released)
}

func history(f plan.Figure) string {
	var texts []string
	for _, p := range f.History {
		text := page.FigureBeside(f, p.Value)
		if text == "" {
			text = "no number (" + p.Status + ")"
		}
		if p.Breaks {
			text += " (new way of counting)"
		}
		texts = append(texts, p.Period+": "+text)
	}
	return strings.Join(texts, "; ")
}

func localText(v *plan.LocalValue) string {
	if v.Value == nil {
		return "no number"
	}
	text := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.1f", *v.Value), "0"), ".") + " " + v.Unit
	if v.Numerator != nil && v.Denominator != nil {
		text += fmt.Sprintf(" (%.0f of %.0f)", *v.Numerator, *v.Denominator)
	}
	return text
}

// sheetName keeps a sheet's name within what a workbook takes.
func sheetName(name string) string {
	name = strings.NewReplacer("/", " ", ":", " ", "?", " ", "*", " ", "[", "(", "]", ")", "\\", " ").Replace(name)
	if runes := []rune(name); len(runes) > 31 {
		return string(runes[:31])
	}
	return name
}
