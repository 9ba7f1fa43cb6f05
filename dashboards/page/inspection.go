package page

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// outcome is one of the three sentences a report of an area inspection ends with, and what follows it. None is a grade, and they
// have no order: wherever several stand together they stand by the alphabet.
type outcome struct {
	Kind, Title string
	Words       string // the sentence itself, as reports print it
	Follows     string
}

// outcomes are the three, with what reports say comes next (counted in 55 published reports).
var outcomes = []outcome{
	{Kind: "inconsistent", Title: "Inconsistent experiences and outcomes",
		Words:   "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people with special educational needs and/or disabilities (SEND). The local area partnership must work jointly to make improvements.",
		Follows: "The next full inspection comes within about 3 years. The partnership is asked to update its strategic plan and publish it."},
	{Kind: "positive", Title: "Typically positive experiences and outcomes",
		Words:   "The local area partnership’s special educational needs and/or disabilities (SEND) arrangements typically lead to positive experiences and outcomes for children and young people with SEND. The local area partnership is taking action where improvements are needed.",
		Follows: "The next full inspection comes within about 5 years. The partnership is asked to update its strategic plan and publish it."},
	{Kind: "failings", Title: "Widespread and/or systemic failings",
		Words:   "There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of children and young people with special educational needs and/or disabilities (SEND), which the local area partnership must address urgently.",
		Follows: "A monitoring inspection comes within about 18 months and a full reinspection within about 3 years. A priority action plan is required, which names who is responsible for each area for priority action."},
}

func outcomeOf(kind string) (outcome, bool) {
	i := slices.IndexFunc(outcomes, func(o outcome) bool { return o.Kind == kind })
	if i < 0 {
		return outcome{}, false
	}
	return outcomes[i], true
}

const (
	notInspected  = "These data hold no report of an inspection under the framework of January 2023."
	allDue        = "Every area is due a full inspection under that framework by the end of December 2027 (written answer 92647 to Parliament)."
	outcomeUnread = "These data do not say what the report found. Read the report itself."
)

type inspectionView struct {
	areaPage
	Held     []heldInspection // newest first
	None     []string         // why there is nothing to show
	Counts   view.Table
	AsAt     string
	Region   *view.Table
	Similar  *view.Table
	Outcomes []outcome
	Source   *view.Source
	Edition  *view.Link
}

// heldInspection is one inspection as the page tells it, in the report's own words.
type heldInspection struct {
	Heading, Quote, Unread string
	Facts                  view.Facts
	Report                 string
}

// inspection is an area's page about its inspections: what was said, what follows, and by when.
func (p *Pages) inspection(w http.ResponseWriter, r *http.Request, v reading) error {
	a, err := requestedArea(r, v)
	if err != nil {
		return err
	}
	if a.Level != "authority" {
		return web.NotFound("Inspections are of local areas. %s has none of its own: choose one of its areas.", a.Name)
	}
	all, err := warehouse.Inspections(r.Context(), v)
	if err != nil {
		return err
	}
	b, err := parseBeside(r, v, a)
	if err != nil {
		return err
	}
	of := newInspections(all)
	page := inspectionView{areaPage: p.areaPage(r, v, a, "inspection", "Inspection"), Outcomes: outcomes}
	page.Description = "What inspectors said of " + a.Name + " under the area SEND inspection framework of January 2023, and what follows."
	page.Lede = "What Ofsted and the Care Quality Commission (CQC) said of the local area partnership for special educational needs and disabilities (SEND), in the words of their report, and what comes next."
	for _, i := range of.byArea[a.Code] {
		page.Held = append(page.Held, toldInspection(i))
	}
	if len(page.Held) == 0 {
		page.None = notHeld(a, len(all) > 0)
	}
	if len(all) > 0 {
		page.AsAt, page.Counts = of.asAt(), of.counts(v)
		page.Region = of.table(a.RegionName+", by name", v.others(a, func(other warehouse.Area) bool { return other.Region == a.Region }))
		page.Similar = of.table(view.UpperFirst(b.Title)+", by name", b.Areas)
		page.Source, page.Edition = v.inspectionSource()
	}
	return p.Views.Render(w, "inspection", page)
}

// notHeld says why an area has no report.
func notHeld(a warehouse.Area, loaded bool) []string {
	switch {
	case !loaded:
		return []string{"No table of inspections is loaded yet. An administrator can load it from the data page."}
	case a.Ended():
		return []string{a.Name + " ended on " + view.Date(*a.To) + ". " + notInspected}
	}
	return []string{notInspected, allDue}
}

// inspections are all reports that are held.
type inspections struct {
	byArea map[string][]warehouse.AreaInspection
	newest time.Time // when the newest report came out
}

func newInspections(all []warehouse.AreaInspection) inspections {
	of := inspections{byArea: map[string][]warehouse.AreaInspection{}}
	for _, i := range all {
		of.byArea[i.AreaCode] = append(of.byArea[i.AreaCode], i)
		if i.Published != nil && i.Published.After(of.newest) {
			of.newest = *i.Published
		}
	}
	return of
}

// asAt says how far the table goes, by its newest report.
func (of inspections) asAt() string {
	return "The newest report in these data came out on " + view.Date(of.newest) + ". Each area's newest full inspection is held; monitoring visits, and inspections before January 2023, are not."
}

// toldInspection is one inspection, in the report's words.
func toldInspection(i warehouse.AreaInspection) heldInspection {
	h := heldInspection{Heading: "An inspection whose date could not be read", Quote: i.Text}
	switch {
	case i.Started != nil && i.Ended != nil:
		h.Heading = "Inspected " + dateSpan(*i.Started, *i.Ended)
	case i.Started != nil:
		h.Heading = "Inspection began " + view.Date(*i.Started)
	case i.Published != nil:
		h.Heading = "Report of " + view.Date(*i.Published)
	}
	if strings.HasPrefix(i.Report, "https://") {
		h.Report = i.Report
	}
	if !i.Read {
		h.Quote, h.Unread = "", outcomeUnread
	}
	h.Facts = clock(i)
	return h
}

// clock are the dates of an inspection and of what follows it, worked out from its start. They are dates, not a count of months
// left, so the page stays true whenever it is read.
func clock(i warehouse.AreaInspection) view.Facts {
	var facts view.Facts
	if i.Published != nil {
		facts = append(facts, view.Fact{Term: "Report published", Cell: view.Text(view.Date(*i.Published))})
	}
	next := i.FollowUp()
	if next.MonitoringMonths > 0 {
		facts = append(facts, view.Fact{Term: "Monitoring inspection", Cell: by(i.MonitoringBy(), fmt.Sprintf("about %d months after it began", next.MonitoringMonths))})
	}
	if next.FullYears > 0 {
		facts = append(facts, view.Fact{Term: "Next full inspection", Cell: by(i.NextFullBy(), fmt.Sprintf("about %d years after it began", next.FullYears))})
	}
	switch {
	case strings.HasPrefix(i.PriorityActionPlan, "stated"):
		facts = append(facts, view.Fact{Term: "Priority action plan", Cell: view.Text("the report requires one")})
	case strings.HasPrefix(i.PriorityActionPlan, "implied"):
		facts = append(facts, view.Fact{Term: "Priority action plan", Cell: view.Text("required with this outcome")})
	}
	if i.Previous != nil {
		facts = append(facts, view.Fact{Term: "Inspected before", Cell: view.Text(view.Date(*i.Previous))})
	}
	return facts
}

// by is the month something is due by, counted from the start of an inspection; no day means that the start is not known.
func by(due *time.Time, how string) view.Cell {
	if due == nil {
		return view.Cell{Status: "no date: the inspection's dates could not be read", Detail: how}
	}
	return view.Number("due by about "+due.Format("January 2006"), how)
}

// counts are how many areas' newest report says what, by the alphabet, and how many have none.
func (of inspections) counts(v reading) view.Table {
	t := view.Table{Caption: "Areas by what their newest report says", Columns: []view.Column{{Label: "What the report says"}, {Label: "Areas", Numeric: true}},
		Note: "By the alphabet. The outcomes are sentences, not grades, and are not put in an order."}
	number := map[string]int{}
	for _, held := range of.byArea {
		number[held[0].Kind]++
	}
	for _, o := range slices.SortedFunc(slices.Values(outcomes), func(x, y outcome) int { return cmp.Compare(x.Title, y.Title) }) {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text(o.Title), view.Number(view.Count(float64(number[o.Kind])))}})
	}
	if n := number[""]; n > 0 {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text("A report whose outcome these data do not say"), view.Number(view.Count(float64(n)))}})
	}
	without := 0
	for _, a := range v.areas {
		if a.Level == "authority" && !a.Ended() && len(of.byArea[a.Code]) == 0 {
			without++
		}
	}
	t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Text("No report in these data"), view.Number(view.Count(float64(without)))}})
	return t
}

// table is the newest report of each of some areas, by their names; nil when there are none.
func (of inspections) table(caption string, areas []warehouse.Area) *view.Table {
	if len(areas) == 0 {
		return nil
	}
	t := view.Table{Caption: caption, Columns: []view.Column{{Label: "Area"}, {Label: "What its newest report says"}, {Label: "Inspected"}, {Label: "Next full inspection"}}}
	for _, a := range slices.SortedFunc(slices.Values(areas), func(x, y warehouse.Area) int { return cmp.Compare(x.Name, y.Name) }) {
		t.Rows = append(t.Rows, view.Row{Cells: of.row(a)})
	}
	return &t
}

func (of inspections) row(a warehouse.Area) []view.Cell {
	cells := []view.Cell{view.Linked(a.Name, areaTabHref(a.Code, "inspection"))}
	held := of.byArea[a.Code]
	if len(held) == 0 {
		return append(cells, view.Cell{Status: "no report in these data"}, view.Cell{Status: "none in these data"}, view.Text("by the end of December 2027"))
	}
	i := held[0]
	says, inspected, next := view.Cell{Status: "outcome not read"}, view.Cell{Status: "date not read"}, view.Cell{Status: "not known"}
	if _, ok := outcomeOf(i.Kind); ok {
		says, next = view.Text(i.Outcome), by(i.NextFullBy(), "")
	}
	if i.Started != nil {
		inspected = view.Text(i.Started.Format("January 2006"))
	}
	return append(cells, says, inspected, next)
}

// inspectionSource is the newest edition that holds inspections.
func (v reading) inspectionSource() (*view.Source, *view.Link) {
	for _, e := range v.editions {
		for _, l := range v.loaded {
			if l.Edition != e.ID || l.Name != "inspections" {
				continue
			}
			s := view.Source{Title: sourceTitle(l.Source, v.sources), Edition: editionName(e), Fetched: view.Date(e.Fetched)}
			for _, source := range v.sources {
				if source.ID == l.Source {
					s.Publisher, s.Href, s.Licence = source.Publisher, source.Home, source.Licence
				}
			}
			return &s, &view.Link{Text: "Everything in this table, and what the checks found", Href: editionPath + e.ID}
		}
	}
	return nil, nil
}
