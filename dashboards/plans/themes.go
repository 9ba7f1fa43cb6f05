package plans

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// themesPage lists the ten themes with every statement, side by side.
type themesPage struct {
	shown
	Views *sidebyside.View
}

// themes is the index of the self-assessment.
func (p *Pages) themes(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := themesPage{shown: s}
	if s.version != nil {
		views, err := sidebyside.Table(s.review, func(item string) string { return s.place(item).Href })
		if err != nil {
			return err
		}
		page.Views = &views
	}
	return p.Views.Render(w, "plan-themes", page)
}

// themePage is one theme: what every perspective says of each of its statements, with reasons.
type themePage struct {
	shown
	Theme          plan.Theme
	Said           []spoken
	Unsaid         string // who says nothing of the whole theme, and why
	Statements     []statementCard
	Flags          []flagCard
	Previous, Next *view.Link
}

// spoken is what one perspective says.
type spoken struct {
	Heading string
	Level   view.Level
	Text    []string
	Quote   string // unedited
}

// statementCard is one statement with all that is said of it.
type statementCard struct {
	ID, Short, Text, Marks string
	Cap                    string
	Views                  []spoken
	Unsaid                 string // who says nothing, and why
	Organisations          []organisationLine
	Evidence               []view.Link
	Hidden                 string
	Measure                string
	Previous               string
	PreviousWhy            string
	Why                    string
	Question               string
	Subgroups              *view.Table
	Data                   *view.Table
	Flags                  []flagCard
}

// organisationLine is what one partner said within what leaders say.
type organisationLine struct {
	Name   string
	Level  view.Level
	Reason string
}

// theme is one theme's page.
func (p *Pages) theme(w http.ResponseWriter, r *http.Request, s shown) error {
	id := mux.Vars(r)["theme"]
	page := themePage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-theme", page)
	}
	at := slices.IndexFunc(s.review.Themes, func(t plan.ThemeReview) bool { return t.Theme.ID == id })
	if at < 0 {
		return web.NotFound("The framework has no theme %q: they are T1 to T%d.", id, len(s.review.Themes))
	}
	t := s.review.Themes[at]
	page.Theme = t.Theme
	page.Heading, page.Title = t.Theme.ID+" "+t.Theme.Title+": "+s.name, t.Theme.Title+", self-assessment: "+s.name
	page.Breadcrumbs = append(page.Breadcrumbs, view.Link{Text: "Ten themes", Href: s.href("themes")})
	for _, perspective := range plan.Perspectives() {
		page.Said = append(page.Said, s.spoken(perspective, t.Readings[perspective]))
	}
	page.Said, page.Unsaid = whoSays(page.Said)
	for _, one := range t.Statements {
		page.Statements = append(page.Statements, s.statementCard(one))
	}
	page.Flags = s.cards(t.Flags)
	if at > 0 {
		link := s.place(s.review.Themes[at-1].Theme.ID)
		page.Previous = &link
	}
	if at < len(s.review.Themes)-1 {
		link := s.place(s.review.Themes[at+1].Theme.ID)
		page.Next = &link
	}
	return p.Views.Render(w, "plan-theme", page)
}

// cards are flags that are answered where they stand: a theme's that its statements raise too are answered there.
func (s *shown) cards(flags []plan.Flag) (cards []flagCard) {
	for _, f := range flags {
		if f.Needs {
			cards = append(cards, s.card(f))
		}
	}
	return cards
}

func (s *shown) spoken(p plan.Perspective, r plan.Reading) spoken {
	said := spoken{Heading: p.Heading(), Level: levelOf(&s.version.Framework, p, r)}
	if r.Text != "" && r.Text != said.Level.Word {
		text := strings.TrimSpace(strings.TrimPrefix(r.Text, said.Level.Word))
		said.Text = append(said.Text, view.UpperFirst(strings.Trim(text, "()"))+".")
	}
	if r.N > 0 {
		said.Text = append(said.Text, plan.NotASample)
	}
	return said
}

// whoSays parts the perspectives that say something from those that say nothing: these share one line, "What settings say: not asked."
func whoSays(all []spoken) (said []spoken, unsaid string) {
	var none []string
	for _, one := range all {
		if one.Level.Number == "" && len(one.Text) == 0 && one.Quote == "" {
			none = append(none, one.Heading+": "+one.Level.Status+".")
			continue
		}
		said = append(said, one)
	}
	return said, strings.Join(none, " ")
}

func (s *shown) statementCard(r plan.StatementReview) statementCard {
	c := statementCard{ID: r.Statement.ID, Short: r.Statement.Short, Text: r.Statement.Text, Marks: marks(r.Statement), Question: r.Statement.FamilyQuestion}
	if r.Cap != nil {
		c.Cap = r.Cap.Why
	}
	for _, p := range plan.Perspectives() {
		said := s.spoken(p, r.Readings[p])
		switch {
		case p == plan.Leaders && r.Board != nil:
			said.Text = append(said.Text, r.Board.Rationale)
		case p == plan.Forum && r.Panel != nil:
			said.Quote = r.Panel.Rationale
		case p == plan.Young && r.Readings[p].N == 0:
			if panel := s.review.Book.Score(s.version.Cycle, c.ID, plan.Young, plan.YoungOrg); panel != nil {
				said.Quote = panel.Rationale
			}
		}
		c.Views = append(c.Views, said)
	}
	c.Views, c.Unsaid = whoSays(c.Views)
	for _, o := range r.Organisations {
		c.Organisations = append(c.Organisations, s.organisationLine(o))
	}
	s.fillBoard(&c, r)
	c.Subgroups, c.Data, c.Flags = s.subgroups(r), s.dataTable(r.Statement), s.cards(r.Flags)
	return c
}

func (s *shown) organisationLine(o plan.OrganisationScore) organisationLine {
	line := organisationLine{Name: plan.OrganisationName(o.Organisation), Level: view.Level{Status: plan.NotYetAssessed}}
	switch {
	case o.NoResponse:
		line.Level.Status = "no response"
	case o.Score != nil && o.Score.Level > 0:
		line.Level = view.Level{Number: string(rune('0' + o.Score.Level)), Word: s.version.Framework.Label(o.Score.Level)}
	}
	if o.Score != nil {
		line.Reason = o.Score.Rationale
	}
	return line
}

// fillBoard is what stands behind the board's level: evidence, the measure, and what it was before.
func (s *shown) fillBoard(c *statementCard, r plan.StatementReview) {
	if r.Board != nil {
		var hidden int
		c.Evidence, hidden = s.public(r.Board.Evidence)
		if hidden > 0 {
			c.Hidden = view.Counted(hidden, "piece of evidence is", "pieces of evidence are") + " not public"
		}
		c.Why = r.Board.Why
		if r.Board.Measure != "" {
			c.Measure = s.measureName(r.Board.Measure)
		}
	}
	if r.Previous == 0 || s.review.Before == nil {
		return
	}
	now := plan.Level(0)
	if r.Board != nil {
		now = r.Board.Level
	}
	was := fmt.Sprintf("Version %d: %s", s.review.Before.Number, s.review.Before.Framework.LevelWords(r.Previous))
	switch {
	case now == 0:
		c.Previous = was + ". Not assessed in this version."
	case now < r.Previous:
		c.Previous, c.PreviousWhy = was+". The level fell.", r.PreviousWhy
	case now > r.Previous:
		c.Previous = was + ". The level rose."
	default:
		c.Previous = was + ". No change."
	}
}

func (s *shown) measureName(id string) string {
	if f, ok := s.review.Figures.Values[id]; ok && f.Name != "" {
		return id + " " + f.Name
	}
	if m, ok := plan.LocalIndicatorByID(id); ok {
		return id + " " + m.Name
	}
	if in, err := indicator.ByID(id); err == nil {
		return id + " " + in.Short
	}
	return strings.TrimSpace(id + " " + workedOutHere[id])
}

// workedOutHere names the measures of data quality, which stand with the data signals.
var workedOutHere = map[string]string{"DQ1": "Core figures published as numbers", "DQ2": "Age of the newest figures"}

// subgroups are the answers of groups, those that may be shown, in words where they may not.
func (s *shown) subgroups(r plan.StatementReview) *view.Table {
	table := &view.Table{Caption: "Answers by group: " + r.Statement.ID, CaptionHidden: true,
		Columns: []view.Column{{Label: "Group"}, {Label: "Agree", Numeric: true}, {Label: "95% interval", Numeric: true}, {Label: "Answers", Numeric: true}, {Label: "Don’t know", Numeric: true}}}
	for _, p := range []plan.Perspective{plan.Families, plan.Young, plan.Settings} {
		var own []plan.Survey
		for _, survey := range r.Surveys {
			if survey.Perspective == p {
				own = append(own, survey)
			}
		}
		readings := plan.SubgroupReadings(p, own)
		for _, survey := range own {
			group, ok := plan.SubgroupOf(survey.Subgroup)
			if !ok {
				continue
			}
			table.Rows = append(table.Rows, view.Row{Cells: append([]view.Cell{{Text: group.Name, Detail: string(p)}}, shareCells(readings[survey.Subgroup])...)})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

// shareCells are the share who agree, its interval, the answers and how many did not know.
func shareCells(r plan.Reading) []view.Cell {
	if r.Percent == nil {
		return []view.Cell{{Status: r.State}, {}, {}, {}}
	}
	unknown := view.Cell{}
	if r.DontKnow != nil {
		unknown = view.Number(view.Digits(*r.DontKnow, 0) + "%")
	}
	return []view.Cell{{Text: view.Digits(*r.Percent, 0) + "%", Status: r.State}, view.Number(fmt.Sprintf("%.0f to %.0f", *r.Lower, *r.Upper)), view.Number(view.Count(float64(r.N))), unknown}
}

// dataTable is what is published beside a statement, and the local measures that the framework names for it.
func (s *shown) dataTable(st plan.Statement) *view.Table {
	table := &view.Table{Caption: "Figures beside statement " + st.ID, CaptionHidden: true, Columns: figureColumns(s.name)}
	for _, id := range st.Indicators {
		table.Rows = append(table.Rows, s.figureRows(id, false)...)
	}
	for _, id := range st.Context {
		table.Rows = append(table.Rows, s.figureRows(id, true)...)
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return table
}

func marks(s plan.Statement) string {
	var all []string
	if s.Statutory {
		all = append(all, "legal duty")
	}
	if s.Core {
		all = append(all, "core")
	}
	return strings.Join(all, " · ")
}
