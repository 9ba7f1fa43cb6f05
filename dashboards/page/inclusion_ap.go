package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// apView is what is published of alternative provision, and what is not.
type apView struct {
	ID, Title, Intro string
	Counts           *view.Table // who is in it; more or fewer is neither better nor worse
	Table            *view.IndicatorTable
	Whole            *view.Table // the country's
	Sources          []view.Source
	Lacking          []toldGap
	Kinds            *view.Figure
	Reasons          *view.Table
	Absence          *toldPart
	Answers          []apAnswer
	Ask              []string
}

// apAnswer says what published figures show of one part of a question, or that they do not.
type apAnswer struct{ Question, Text string }

func (v apView) charts() bool {
	return v.Absence != nil && v.Absence.Figure != nil && v.Absence.Figure.Options != nil
}

// apQuestions are what no publication answers; a partnership can.
var apQuestions = []string{
	"Which alternative provision has the authority commissioned, from whom, at what price, and when was that last reviewed with schools and families?",
	"Does the authority know every child in alternative provision, those placed by their school and those in unregistered settings included?",
	"Who checks each provider before a child starts and while they are there, and how many were checked in the last 12 months?",
	"How many children are on part-time hours, why, and who agreed to it?",
	"How long do placements last, and how many children are back in a mainstream school and attending two terms later?",
}

// apKinds are the kinds of setting, registered schools first, and what a page calls them.
var apKinds = []struct{ kind, name string }{
	{"Education setting with URN", "Registered school"}, {"Registered provider with UKPRN", "Provider with a UKPRN"}, {"Non-maintained further education college", "Further education college"},
	{"One on one tuition", "One-to-one tuition"}, {"Work based placement", "Work placement"}, {"Other unregistered provider", "Other unregistered provider"},
}

// unknownKind is the kind of a placement whose setting the authority did not say.
const unknownKind = "Unknown"

// alternativeProvision gathers what is published of alternative provision.
func (t toldPage) alternativeProvision(r *http.Request, l looked, s section) (apView, error) {
	v := apView{ID: s.ID, Title: s.Title, Intro: inclusionIntros[s.ID], Ask: apQuestions}
	rows := l.only(s.Indicators[:len(s.Indicators)-1]) // the last has a figure of its own
	counts := slices.IndexFunc(rows, func(row warehouse.OverviewRow) bool { return l.catalogue[row.Indicator].Type != indicator.Context })
	if counts < 0 {
		counts = len(rows)
	}
	v.Counts = l.background(s.Title, rows[:counts])
	v.Table, v.Whole = l.table(s.Title, rows[counts:])
	v.Sources, v.Lacking = l.sourcesOf(rows), t.lackingOf(s.Indicators)
	placed, err := warehouse.APSettings(r.Context(), t, t.area.Code)
	if err != nil {
		return v, err
	}
	where := apPlaces{t, placed}
	if v.Kinds, err = where.kinds(); err != nil {
		return v, err
	}
	v.Reasons = where.reasons()
	absence, err := t.tell("P05").part()
	if err != nil {
		return v, err
	}
	if absence.Figure != nil {
		absence.Notes = append([]string{"Read it with care: many areas have one or two such schools with very small numbers, so one school can make the figure."}, absence.Notes...)
	}
	v.Absence = &absence
	v.Answers = t.apAnswers(where)
	return v, nil
}

// apPlaces are the kinds of setting and the reasons that are published for an area and the country.
type apPlaces struct {
	toldPage
	all []warehouse.Placed
}

// number is how many were placed in one kind.
func (w apPlaces) number(by, area, kind string) (warehouse.Placed, bool) {
	i := slices.IndexFunc(w.all, func(p warehouse.Placed) bool { return p.By == by && p.AreaCode == area && p.Kind == kind })
	if i < 0 {
		return warehouse.Placed{}, false
	}
	return w.all[i], true
}

// apCounts are the two counts whose settings are published.
var apCounts = []struct{ by, name, what string }{
	{warehouse.PlacedBySchool, "Placed by schools", "pupils"}, {warehouse.PlacedByAuthority, "Paid for by the LA", "placements"},
}

// kinds is the mix of settings, for pupils placed by schools and placements the authority pays for; nil where nothing is published.
func (w apPlaces) kinds() (*view.Figure, error) {
	mix := chart.Mix{Name: "Kinds of alternative provision: " + w.area.Name, Axis: chart.Axis{Suffix: "%"}}
	for _, k := range apKinds {
		mix.Parts = append(mix.Parts, k.name)
	}
	table := view.Table{Caption: mix.Name, CaptionHidden: true, Columns: []view.Column{{Label: "Kind of setting"}}}
	for _, k := range apKinds {
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(k.name)}})
	}
	table.Rows = append(table.Rows, view.Row{Strong: true, Cells: []view.Cell{view.Text("All")}})
	areas := []warehouse.Area{w.area}
	if w.area.Level != "country" {
		areas = append(areas, warehouse.Area{Code: w.countryCode(), Name: "England"})
	}
	var edition *string
	for _, count := range apCounts {
		for _, a := range areas {
			total, ok := w.number(count.by, a.Code, warehouse.TotalPlaced)
			if !ok || total.Number == nil || *total.Number == 0 {
				continue
			}
			if edition == nil {
				edition = total.Edition
			}
			mix.Bars = append(mix.Bars, w.bar(count.name, count.by, a, *total.Number))
			table.Columns = append(table.Columns, view.Column{Label: a.Name, Numeric: true, Note: count.name + ", " + periodWords(total.Period)})
			for i, k := range apKinds {
				table.Rows[i].Cells = append(table.Rows[i].Cells, w.cell(count.by, a.Code, k.kind, *total.Number))
			}
			table.Rows[len(apKinds)].Cells = append(table.Rows[len(apKinds)].Cells, view.Number(view.Count(*total.Number), count.what))
		}
	}
	if len(mix.Bars) == 0 {
		return nil, nil
	}
	page := areaIndicatorHref(w.area.Code, "P04")
	f := view.Figure{ID: "kinds", Level: 3, Heading: w.finding(), Sure: "Counts of one day in January, as schools and the authority returned them. Small numbers move a share a great deal.",
		Table: &table, Source: w.source(w.catalogue["P04"], edition),
		Downloads: []view.Link{{Text: "Excel", Href: page + ".xlsx", Note: "outside registered schools"}, {Text: "CSV", Href: page + ".csv", Note: "outside registered schools"}}}
	f, err := drawStill(f, mix)
	return &f, err
}

// bar is one area's mix of settings in one count.
func (w apPlaces) bar(name, by string, a warehouse.Area, total float64) chart.MixBar {
	b := chart.MixBar{Name: a.Name + ", " + lowerFirst(name)}
	for _, k := range apKinds {
		p, ok := w.number(by, a.Code, k.kind)
		if !ok || p.Number == nil {
			b.Values, b.Text = append(b.Values, nil), append(b.Text, missingText(indicator.Row{Status: p.Status}))
			continue
		}
		share := 100 * *p.Number / total
		b.Values = append(b.Values, &share)
		b.Text = append(b.Text, fmt.Sprintf("%s (%s of %s)", view.Percent(share), view.Count(*p.Number), view.Count(total)))
	}
	if p, ok := w.number(by, a.Code, unknownKind); ok && p.Number != nil && *p.Number > 0 {
		b.Rest = chart.V(100 * *p.Number / total)
	}
	return b
}

// cell is how many were in one kind, and what share of all that is.
func (w apPlaces) cell(by, area, kind string, total float64) view.Cell {
	p, ok := w.number(by, area, kind)
	if !ok || p.Number == nil {
		return missingCell(indicator.Row{Status: p.Status})
	}
	return view.Number(view.Count(*p.Number), view.Percent(100**p.Number/total))
}

// finding says how many are outside registered schools, in both counts.
func (w apPlaces) finding() string {
	text := w.area.Name + ": "
	for i, count := range apCounts {
		if i > 0 {
			text += "; "
		}
		total, ok := w.number(count.by, w.area.Code, warehouse.TotalPlaced)
		in, known := w.number(count.by, w.area.Code, apKinds[0].kind)
		switch {
		case !ok || total.Number == nil:
			text += "no number is published of " + count.what + " " + lowerFirst(count.name)
		case *total.Number == 0:
			text += "no " + count.what + " " + lowerFirst(count.name) + " " + inPeriod(total.Period)
		case !known || in.Number == nil:
			text += fmt.Sprintf("%s %s %s %s", view.Count(*total.Number), count.what, lowerFirst(count.name), inPeriod(total.Period))
		default:
			text += fmt.Sprintf("%s of the %s %s %s were outside a registered school %s", view.Count(*total.Number-*in.Number), view.Count(*total.Number), count.what,
				lowerFirst(count.name), inPeriod(total.Period))
		}
	}
	return text + "."
}

// lowerFirst makes the first letter small, for a name within a sentence.
func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// reasons are why schools placed pupils; nil where nothing is published.
func (w apPlaces) reasons() *view.Table {
	total, ok := w.number(warehouse.PlacedBySchool, w.area.Code, warehouse.TotalPlaced)
	if !ok || total.Number == nil || *total.Number == 0 {
		return nil
	}
	t := view.Table{Caption: "Why schools placed pupils, " + periodWords(total.Period), Columns: []view.Column{{Label: "Reason given by the school"}, {Label: w.area.Name, Numeric: true}}}
	whole, there := w.number(warehouse.PlacedBySchool, w.countryCode(), warehouse.TotalPlaced)
	beside := w.area.Level != "country" && there && whole.Number != nil && *whole.Number > 0
	if beside {
		t.Columns = append(t.Columns, view.Column{Label: "England", Numeric: true})
	}
	for _, p := range w.all {
		if p.By != warehouse.PlacedReason || p.AreaCode != w.area.Code {
			continue
		}
		cells := []view.Cell{view.Text(p.Kind), w.cell(p.By, p.AreaCode, p.Kind, *total.Number)}
		if beside {
			cells = append(cells, w.cell(p.By, w.countryCode(), p.Kind, *whole.Number))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &t
}

// apAnswers say part by part how alternative provision is commissioned, overseen and known, as far as figures are published.
func (t toldPage) apAnswers(w apPlaces) []apAnswer {
	known := "No count of pupils or placements is published for " + t.area.Name + "."
	if total, ok := w.number(warehouse.PlacedByAuthority, t.area.Code, warehouse.TotalPlaced); ok && total.Number != nil {
		known = fmt.Sprintf("The authority returned %s that it pays for, %s.", view.Counted(int(*total.Number), "placement", "placements"), inPeriod(total.Period))
		if school, ok := w.number(warehouse.PlacedBySchool, t.area.Code, warehouse.TotalPlaced); ok && school.Number != nil {
			known += fmt.Sprintf(" Schools returned %s that they placed, %s.", view.Counted(int(*school.Number), "pupil", "pupils"), inPeriod(school.Period))
		}
		if t.area.Level != "authority" {
			known = strings.Replace(known, "The authority returned", "Authorities returned", 1)
		}
		known += " Whether the authority knows each of these children by name is not published."
	}
	return []apAnswer{
		{"Known: who is in it", known},
		{"Commissioned: who decides, buys and pays", "Not published area by area. What is spent on alternative provision is on the page about money; contracts, prices and places are not published."},
		{"Overseen: who checks it", "Not published. A registered school is inspected by Ofsted. Nothing says who checks a setting that is not registered, how often, or what was found."},
		{"What comes of it", "Absence in state-funded alternative provision is published. Hours, length of stay, and returns to a mainstream school are not."},
	}
}
