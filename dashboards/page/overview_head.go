package page

import (
	"strconv"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// areaHead is what is known of an area as a whole.
type areaHead struct {
	Region      *view.Link
	Partnership *partnershipHead
	Inspection  *inspectionHead
	Neighbours  []view.Link
	Model       string     // the year of the model that names the neighbours
	Data        string     // how new the data are
	Plan        *view.Link // the published version, or that there is none; nil for what has no partnership
}

// partnershipHead is the expert partnership an area belongs to.
type partnershipHead struct {
	Name    string
	Href    string
	Role    string
	Members []member // the others
}

// inspectionHead is the newest inspection, in the report's own words.
type inspectionHead struct {
	None    string // why there is nothing to say
	Outcome string
	When    string
	Next    string
	Plan    string
	Text    string
	Report  string
}

func (l looked) facts() areaHead {
	a := l.area
	head := areaHead{Neighbours: l.named(l.head.Neighbours, areaHref), Model: l.head.Model, Data: "fetched " + view.Date(l.Built)}
	if l.head.Newest != nil {
		head.Data = "newest publication " + view.Date(*l.head.Newest) + "; each figure says which period it is for"
	}
	if a.Region != "" {
		head.Region = &view.Link{Text: a.RegionName, Href: areaHref(a.Region)}
	}
	if a.Partnership != "" {
		head.Partnership = &partnershipHead{Name: a.PartnershipName, Href: partnershipHref(a.Partnership), Role: a.Role}
		for _, other := range l.areas {
			if other.Partnership == a.Partnership && other.Code != a.Code {
				head.Partnership.Members = append(head.Partnership.Members, memberOf(other))
			}
		}
	}
	if l.authority() && !a.Ended() && l.head.Inspections {
		head.Inspection = inspected(l.head.Inspection)
	}
	return head
}

// inspected says what the newest report says. Its outcome is no grade: it is quoted and never ordered.
func inspected(i *warehouse.Inspection) *inspectionHead {
	if i == nil {
		return &inspectionHead{None: "These data hold no report of an inspection under the framework of January 2023."}
	}
	head := inspectionHead{Outcome: i.Outcome, Text: i.Text, Next: next(i.NextStep)}
	if !i.Read {
		head.Outcome, head.None = "", "These data do not say what the report found."
	}
	if strings.HasPrefix(i.Report, "https://") {
		head.Report = i.Report
	}
	switch {
	case i.Started != nil && i.Ended != nil:
		head.When = "inspected " + dateSpan(*i.Started, *i.Ended)
	case i.Started != nil:
		head.When = "inspection began " + view.Date(*i.Started)
	}
	if i.Published != nil {
		head.When = strings.TrimPrefix(head.When+", report published "+view.Date(*i.Published), ", ")
	}
	switch {
	case strings.HasPrefix(i.PriorityActionPlan, "stated"):
		head.Plan = "The report asks for a priority action plan."
	case strings.HasPrefix(i.PriorityActionPlan, "implied"):
		head.Plan = "With this outcome a priority action plan is asked for."
	}
	return &head
}

// dateSpan is "4 to 8 December 2023", and says month and year twice only where they differ.
func dateSpan(from, to time.Time) string {
	if from.Year() == to.Year() && from.Month() == to.Month() {
		return strconv.Itoa(from.Day()) + " to " + view.Date(to)
	}
	return view.Date(from) + " to " + view.Date(to)
}

// next is the next step as the table of reports gives it: "Full area SEND inspection ~3 years".
func next(step string) string {
	return strings.TrimSpace(strings.ReplaceAll(step, "~", "within approximately "))
}
