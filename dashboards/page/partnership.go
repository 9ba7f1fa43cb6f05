package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// allTrial is the address of all trial areas together.
const allTrial = "all"

// partnershipView is the dashboard of one expert partnership, or of all trial areas together.
type partnershipView struct {
	view.Frame
	Heading, Lede string
	Tabs          []view.Link
	Members       []member
	Compare       string // the members by any indicators and years
	Empty         *view.Empty
	Findings      []string
	Since         string
	First         groupTable
	Tables        []groupTable
	Pictures      []view.Figure
	Pick          *oneOfGroup
	Sources       []view.Source
	Files         []view.Link
}

// groupTable is a table with its heading and what is said of it.
type groupTable struct {
	ID, Title, Text string
	Table           *view.Table
}

// trial is all that a partnership's page is made of.
type trial struct {
	reading
	sinceThen
	id, name string
	members  []warehouse.Area
	ages     []warehouse.Age
	whole    bool         // all trial areas together
	plans    []publicPlan // of members that have published one
}

// partnership shows one expert partnership, or all 32 trial areas, as a page or a file.
func (p *Pages) partnership(w http.ResponseWriter, r *http.Request, v reading) error {
	id, file, _ := strings.Cut(pathVar(r, "id"), ".")
	t, err := readTrial(r, v, id)
	if err != nil {
		return err
	}
	switch file {
	case "":
	case "csv", "xlsx":
		return t.send(w, file)
	default:
		return web.NotFound("There is no file %q. The tables come as .xlsx and .csv.", pathVar(r, "id"))
	}
	page := partnershipView{Frame: p.frame(r, v, "Expert partnerships", t.title()), Heading: t.title(), Tabs: t.tabs(), Since: sincePeriods}
	page.Breadcrumbs = []view.Link{{Text: "Expert partnerships", Href: "/expert-partnerships"}}
	page.RunningHead = page.Title + " · " + page.DataVersion
	page.Description = t.title() + ": published figures, how they moved since January 2023, and similar areas outside the programme."
	page.Lede = t.lede()
	if !t.whole { // of all, the table of one indicator names each
		for _, a := range t.members {
			page.Members = append(page.Members, memberOf(a))
		}
		page.Compare = v.compareHref(t.members)
	}
	if len(t.Scored) == 0 {
		page.Empty = &view.Empty{Heading: "No figures yet", Text: "Here the areas would stand side by side. None of the publications loaded so far has a figure with a direction.", Links: []view.Link{{Text: "What is loaded", Href: "/data"}}}
		return p.Views.Render(w, "expert-partnership", page)
	}
	if t.plans, err = p.plansOf(r.Context(), t.members); err != nil {
		return err
	}
	if err := t.fill(r, &page); err != nil {
		return err
	}
	return p.Views.Render(w, "expert-partnership", page)
}

// readTrial reads the members and their figures.
func readTrial(r *http.Request, v reading, id string) (trial, error) {
	t := trial{reading: v, id: id, whole: id == allTrial}
	for _, a := range v.areas {
		if a.Partnership != "" && !a.Ended() && (t.whole || a.Partnership == id) {
			t.members = append(t.members, a)
			t.name = a.PartnershipName
		}
	}
	if len(t.members) == 0 {
		return t, web.NotFound("There is no expert partnership %q in this register.", id)
	}
	slices.SortStableFunc(t.members, func(a, b warehouse.Area) int {
		if t.whole && a.Partnership != b.Partnership {
			return strings.Compare(a.PartnershipName, b.PartnershipName)
		}
		return strings.Compare(rankOf(memberOf(a)), rankOf(memberOf(b)))
	})
	var err error
	if t.sinceThen, err = readSince(r.Context(), v, t.codes()); err != nil {
		return t, err
	}
	t.ages, err = warehouse.DataAges(r.Context(), v, t.codes())
	return t, err
}

func (t trial) codes() (codes []string) {
	for _, a := range t.members {
		codes = append(codes, a.Code)
	}
	return codes
}

func (t trial) title() string {
	if t.whole {
		return fmt.Sprintf("All %d trial areas", len(t.members))
	}
	return t.name + " expert partnership"
}

func (t trial) lede() string {
	who := fmt.Sprintf("%d areas", len(t.members))
	if t.whole {
		who = fmt.Sprintf("%d areas in %s", len(t.members), view.Counted(len(t.partnerships()), "expert partnership", "expert partnerships"))
	}
	return who + ": published figures now, how they moved since January 2023, and similar areas outside the programme."
}

// partnerships are the expert partnerships of the register, by name: each by its first area.
func (v reading) partnerships() (all []warehouse.Area) {
	seen := map[string]bool{}
	for _, a := range v.areas {
		if a.Partnership != "" && !seen[a.Partnership] {
			seen[a.Partnership] = true
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b warehouse.Area) int { return strings.Compare(a.PartnershipName, b.PartnershipName) })
	return all
}

func partnershipHref(id string) string { return "/expert-partnerships/" + id }

func (t trial) tabs() []view.Link {
	var tabs []view.Link
	for _, p := range t.partnerships() {
		tabs = append(tabs, view.Link{Text: p.PartnershipName, Href: partnershipHref(p.Partnership), Current: p.Partnership == t.id})
	}
	return append(tabs, view.Link{Text: "All together", Href: partnershipHref(allTrial), Current: t.whole})
}

func (t trial) fill(r *http.Request, page *partnershipView) (err error) {
	page.Findings = t.findings()
	if t.whole {
		page.First = t.wholeTable()
		if page.Pick, err = t.pick(r.URL.Query().Get("indicator")); err != nil {
			return err
		}
		page.Pictures, err = t.pictures(r.Context(), page.Pick.ID)
	} else {
		page.First, page.Tables = t.memberTable(), []groupTable{t.outsideTable()}
		page.Pictures, err = t.pictures(r.Context(), t.headline()...)
	}
	if err != nil {
		return err
	}
	page.Tables = append(page.Tables, t.weakTable())
	if len(t.plans) > 0 {
		page.Tables = append(page.Tables, sharedStatements(t.plans), againstData(t.plans), planAges(t.members, t.plans))
	}
	page.Tables = append(page.Tables, t.ageTable())
	page.Sources = t.sources()
	file := partnershipHref(t.id)
	page.Files = []view.Link{{Text: "Excel", Href: file + ".xlsx", Note: "every figure of this page, with source and notes"}, {Text: "CSV", Href: file + ".csv", Note: "the same"}}
	return nil
}

// headline are the indicators that are drawn: the first that has figures of each kind.
func (t trial) headline() (ids []string) {
	for _, kind := range [][]string{{"S01"}, {"R01"}, {"A01", "A02"}, {"X06", "X06e", "X02"}} {
		for _, id := range kind {
			if _, ok := t.Spans[id]; ok {
				ids = append(ids, id)
				break
			}
		}
	}
	return ids
}

// findings are what a reader should leave with, in up to three sentences.
func (t trial) findings() (all []string) {
	if n := t.count(t.Scored, t.members); n.all() > 0 {
		all = append(all, fmt.Sprintf("Of %s that can be held against January 2023, %s.", view.Counted(n.all(), "figure", "figures"), n.words()))
	}
	var names []string
	weak := t.weak()
	for _, s := range weak {
		names = append(names, s.in.Short)
	}
	switch {
	case len(weak) == 0 && t.whole:
		all = append(all, "No figure has most of the areas in the worse quarter of England.")
	case len(weak) == 0:
		all = append(all, "No figure has two or more of these areas in the worse quarter of England.")
	case t.whole:
		all = append(all, "Most are in the worse quarter of England on: "+strings.Join(names, "; ")+".")
	default:
		all = append(all, fmt.Sprintf("Two or more are in the worse quarter of England on %s: %s.", view.Counted(len(weak), "figure", "figures"), strings.Join(names[:min(4, len(names))], "; ")+moreThan(4, len(names))))
	}
	return append(all, t.newest())
}

// moreThan says that a list was cut.
func moreThan(shown, of int) string {
	if of <= shown {
		return ""
	}
	return fmt.Sprintf(" and %d more", of-shown)
}

// sources are the published files that the figures come from.
func (t trial) sources() []view.Source {
	makes := map[string]indicator.Indicator{}
	for _, in := range t.Scored {
		makes[in.ID] = in
	}
	var rows []warehouse.IndicatorValue
	for _, row := range t.Rows {
		rows = append(rows, warehouse.IndicatorValue{Row: row})
	}
	slices.SortFunc(rows, func(a, b warehouse.IndicatorValue) int { return strings.Compare(a.Indicator, b.Indicator) })
	return sourcesOf(t.lists, makes, rows)
}
