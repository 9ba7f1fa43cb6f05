package plans

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	view "inclusion/dashboards/template"
	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// actionsPage is what was promised and how it goes.
type actionsPage struct {
	shown
	Answer string // which are late, and whose
	AsAt   string
	Late   *view.Table
	Show   []view.Link // all, late, …
	By     []view.Link // bodies
	More   []view.Link // findings and themes
	Groups []bodyPromises
	None   string
}

// bodyPromises is what one body answers for.
type bodyPromises struct {
	Body     plan.Body
	Promises []promise
}

// promise is an action with how it stands.
type promise struct {
	ID, Title, Href string
	Standing        string
	Late            bool
	Facts           view.Facts
	Milestones      *view.Table
	News, NewsOn    string
	Families        string
	Result          string
	Updates         []news
}

// news is one dated update.
type news struct{ On, Status, Text string }

// progress lists the promises of the version: as they stand now where it is the one in force, and as they stood in an older one.
func (p *Pages) progress(r *http.Request, s *shown) (all []desk.Progress, err error) {
	if s.newest() {
		return p.Desk.Progress(r.Context(), s.code)
	}
	for _, a := range plan.Sorted(s.review.Book.Actions) {
		all = append(all, desk.Progress{Action: a, Now: a, Standing: plan.StandingOf(s.review.Book, a, s.review.Today)})
	}
	return all, nil
}

// chosen are the promises that the address asks for.
func (s *shown) chosen(q url.Values, all []desk.Progress) []desk.Progress {
	shows := map[string]func(desk.Progress) bool{
		"late": func(a desk.Progress) bool { return a.Standing.Late }, "no-news": func(a desk.Progress) bool { return a.Standing.Stale },
		"on-track": func(a desk.Progress) bool { return a.Now.Status == plan.OnTrack && !a.Standing.Late },
		"done":     func(a desk.Progress) bool { return a.Now.Finished() || a.Now.Status == plan.BusinessAsUsual },
	}
	return slices.DeleteFunc(slices.Clone(all), func(a desk.Progress) bool {
		is := func(name, value string) bool { return q.Get(name) == "" || q.Get(name) == value }
		show := shows[q.Get("show")]
		return show != nil && !show(a) || !is("body", a.Action.Body) || !is("finding", a.Action.SourceRef) || !is("theme", a.Action.Theme) || !is("priority", a.Action.Priority)
	})
}

// actions is what was promised and how it goes, by who answers for it, the late ones first.
func (p *Pages) actions(w http.ResponseWriter, r *http.Request, s shown) error {
	page := actionsPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-actions", page)
	}
	all, err := p.progress(r, &s)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b desk.Progress) int { return cmp.Compare(b.Standing.DaysLate, a.Standing.DaysLate) })
	page.AsAt = "As it stands today, " + dayText(p.asAt(&s)) + "."
	if !s.newest() {
		page.AsAt = "As it stood on " + dayText(p.asAt(&s)) + ", when this version was agreed."
	}
	page.Answer, page.Late = s.late(all)
	page.filters(r.URL.Query(), all)
	chosen := s.chosen(r.URL.Query(), all)
	for _, body := range plan.AccountableBodies() {
		group := bodyPromises{Body: body}
		for _, a := range chosen {
			if a.Action.Body == body.ID {
				group.Promises = append(group.Promises, s.promise(a))
			}
		}
		if len(group.Promises) > 0 {
			page.Groups = append(page.Groups, group)
		}
	}
	slices.SortStableFunc(page.Groups, func(a, b bodyPromises) int { return lateIn(b) - lateIn(a) })
	if len(chosen) == 0 {
		page.None = "No promise is of this kind."
	}
	for _, kind := range []string{"csv", "xlsx"} {
		page.Downloads = append(page.Downloads, view.Link{Text: "All promises", Href: s.href("actions." + kind), Note: strings.ToUpper(kind)})
	}
	return p.Views.Render(w, "plan-actions", page)
}

// asAt is the day that progress is told of: today for the version in force, the day of agreement for older ones.
func (p *Pages) asAt(s *shown) plan.Day {
	if s.newest() {
		return p.Desk.Today()
	}
	return s.review.Today
}

func lateIn(g bodyPromises) int {
	for _, a := range g.Promises {
		if a.Late {
			return 1
		}
	}
	return 0
}

// late answers which promises are late, whose they are, and which inspection finding each belongs to.
func (s *shown) late(all []desk.Progress) (string, *view.Table) {
	table := &view.Table{Caption: "Late now", Columns: []view.Column{{Label: "Promise"}, {Label: "Promised by"}, {Label: "Late by", Numeric: true}, {Label: "Who answers for it"}, {Label: "Inspection finding"}}}
	for _, a := range all {
		if !a.Standing.Late {
			continue
		}
		finding := view.Cell{Status: "none"}
		if f := s.review.Book.Findings[a.Action.SourceRef]; f != nil {
			finding = view.Cell{Text: "Area for " + f.Type, Detail: f.Text}
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Linked(a.Action.ID+" "+a.Action.Title, s.href("actions/"+a.Action.ID)),
			view.Text(dayText(a.Action.Due)), view.Number(view.Counted(a.Standing.DaysLate, "day", "days")), {Text: plan.BodyName(a.Action.Body), Detail: a.Action.Lead}, finding}})
	}
	switch len(table.Rows) {
	case 0:
		return fmt.Sprintf("None of %s is late.", view.Counted(len(all), "promise", "promises")), nil
	case 1:
		return fmt.Sprintf("1 of %s is late.", view.Counted(len(all), "promise", "promises")), table
	}
	return fmt.Sprintf("%d of %s are late.", len(table.Rows), view.Counted(len(all), "promise", "promises")), table
}

// filters are the links that narrow the list.
func (page *actionsPage) filters(q url.Values, all []desk.Progress) {
	link := func(text, name, value string) view.Link {
		address := "actions"
		if name != "" {
			address += "?" + name + "=" + url.QueryEscape(value)
		}
		current := name != "" && q.Get(name) == value
		return view.Link{Text: text, Href: page.href(address), Current: current}
	}
	every := link("All", "", "")
	every.Current = !q.Has("show") && !q.Has("body") && !q.Has("finding") && !q.Has("theme") && !q.Has("priority")
	page.Show = []view.Link{every, link("Late", "show", "late"), link("On track", "show", "on-track"), link("No news", "show", "no-news"), link("Done", "show", "done")}
	has := func(is func(*plan.Action) bool) bool {
		return slices.ContainsFunc(all, func(a desk.Progress) bool { return is(a.Action) })
	}
	for _, body := range plan.AccountableBodies() {
		if has(func(a *plan.Action) bool { return a.Body == body.ID }) {
			page.By = append(page.By, link(body.Name, "body", body.ID))
		}
	}
	for _, f := range plan.Sorted(page.review.Book.Findings) {
		if has(func(a *plan.Action) bool { return a.SourceRef == f.ID }) {
			page.More = append(page.More, link("Inspection: "+shortened(f.Text), "finding", f.ID))
		}
	}
	for _, t := range page.version.Framework.Themes {
		if has(func(a *plan.Action) bool { return a.Theme == t.ID }) {
			page.More = append(page.More, link(t.ID+" "+t.Title, "theme", t.ID))
		}
	}
}

// promise is an action as the list shows it.
func (s *shown) promise(a desk.Progress) promise {
	one := promise{ID: a.Action.ID, Title: a.Action.Title, Href: s.href("actions/" + a.Action.ID), Late: a.Standing.Late, Standing: view.UpperFirst(a.Standing.Words()),
		Families: a.Action.Families, Result: a.Now.Result}
	if a.Now.Status == plan.Stopped {
		one.Result = a.Now.StoppedWhy
	}
	start := "not set"
	switch {
	case a.Action.Baseline != "":
		start = a.Action.Baseline + onDay(a.Action.BaselineOn)
	case a.Action.BaselineBy != "":
		start = "to be set by " + dayText(a.Action.BaselineBy)
	}
	target := view.Cell{Status: "no target set"}
	if a.Action.Target != "" {
		target = view.Text(a.Action.Target + onDay(a.Action.TargetOn))
	}
	one.Facts = view.Facts{fact("Lead", a.Action.Lead), fact("Due", dayText(a.Action.Due)), fact("Measured by", a.Action.Measure), fact("From", start), {Term: "To", Cell: target}}
	if f := s.review.Book.Findings[a.Action.SourceRef]; f != nil {
		one.Facts = append(one.Facts, view.Fact{Term: "Answers the inspection’s area for " + f.Type, Cell: view.Text(f.Text)})
	}
	one.Milestones = milestones(a.Now)
	for _, u := range a.Standing.Updates {
		one.Updates = append(one.Updates, news{dayText(u.On), u.Status, u.Text})
	}
	if len(one.Updates) > 0 {
		one.News, one.NewsOn = one.Updates[0].Text, one.Updates[0].On
	}
	return one
}

// shortened is the beginning of a long text, for a link: at most twelve words.
func shortened(text string) string {
	words := strings.Fields(text)
	if len(words) <= 12 {
		return text
	}
	return strings.Join(words[:12], " ") + " …"
}

func onDay(d plan.Day) string {
	if !d.Valid() {
		return ""
	}
	return " (" + dayText(d) + ")"
}

func milestones(a *plan.Action) *view.Table {
	if len(a.Milestones) == 0 {
		return nil
	}
	table := &view.Table{Caption: "Milestones of " + a.ID, CaptionHidden: true, Columns: []view.Column{{Label: "Milestone"}, {Label: "Planned for"}, {Label: "What became of it"}}}
	for _, m := range a.Milestones {
		actual := view.Cell{Status: "not reached yet"}
		if m.Actual != "" {
			actual = view.Text(m.Actual + onDay(m.ActualOn))
		}
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(m.Planned), view.Text(dayText(m.PlannedOn)), actual}})
	}
	return table
}

// actionPage is one promise with all its news.
type actionPage struct {
	shown
	Promise promise
	More    view.Facts
	Proof   []view.Link
}

// action is one promise with all its news.
func (p *Pages) action(w http.ResponseWriter, r *http.Request, s shown) error {
	page := actionPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-action", page)
	}
	all, err := p.progress(r, &s)
	if err != nil {
		return err
	}
	id := mux.Vars(r)["action"]
	at := slices.IndexFunc(all, func(a desk.Progress) bool { return a.Action.ID == id })
	if at < 0 {
		return web.NotFound("Version %d of the plan has no promise %s.", s.version.Number, id)
	}
	a := all[at]
	page.Promise = s.promise(a)
	page.Promise.News = "" // it heads the list of all updates
	page.Heading, page.Title = a.Action.ID+" "+a.Action.Title, a.Action.Title+": "+s.name
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Promises and progress", Href: s.href("actions")})
	page.More = view.Facts{fact("Who answers for it", plan.BodyName(a.Action.Body)), fact("Senior responsible officer", a.Action.SRO), fact("Began", dayText(a.Action.Start)),
		fact("Where it comes from", a.Action.Source)}
	if item := cmp.Or(a.Action.Statement, a.Action.Theme); item != "" {
		place := s.place(item)
		page.More = append(page.More, view.Fact{Term: "In the self-assessment", Cell: view.Linked(place.Text, place.Href)})
	}
	if one := s.review.Book.Priorities[a.Action.Priority]; one != nil {
		page.More = append(page.More, fact("Priority", one.ID+" "+one.Title))
	}
	page.More = append(page.More, fact("Money", a.Action.Money))
	if a.Now.Finished() {
		page.More = append(page.More, fact("Closed", a.Now.ClosedBy+onDay(a.Now.ClosedOn)))
	}
	page.Proof, _ = s.public(a.Action.Evidence)
	return p.Views.Render(w, "plan-action", page)
}
