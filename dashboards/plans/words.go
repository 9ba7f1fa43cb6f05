package plans

import (
	"cmp"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	"inclusion/dashboards/sidebyside"
	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// dayText writes a day as people do; "not given" where there is none.
func dayText(d plan.Day) string {
	return cmp.Or(d.Words(), "not given")
}

// given is a text, or the words for its absence.
func given(text string) view.Cell {
	if strings.TrimSpace(text) == "" {
		return view.Cell{Status: "not provided"}
	}
	return view.Text(text)
}

func fact(term, text string) view.Fact { return view.Fact{Term: term, Cell: given(text)} }

// levelOf is a reading as a level with its word and shape.
func levelOf(f *plan.Framework, p plan.Perspective, r plan.Reading) view.Level {
	if !r.Shown() {
		return view.Level{Shape: p.Shape(), Status: r.State}
	}
	return view.Level{Shape: p.Shape(), Number: r.Level(), Word: sidebyside.Word(f, r), Status: r.State}
}

// place is a statement or theme as a link to where it stands in the self-assessment.
func (s *shown) place(item string) view.Link {
	if st, ok := s.version.Framework.Statement(item); ok {
		return view.Link{Text: st.ID + " " + st.Short, Href: s.href("themes/" + st.Theme + "#s" + st.ID)}
	}
	t, _ := s.version.Framework.Theme(item)
	return view.Link{Text: item + " " + t.Title, Href: s.href("themes/" + item)}
}

// statement finds a statement's review.
func (s *shown) statement(id string) (plan.StatementReview, bool) {
	for _, t := range s.review.Themes {
		for _, one := range t.Statements {
			if one.Statement.ID == id {
				return one, true
			}
		}
	}
	return plan.StatementReview{}, false
}

// readings are what every perspective says of a statement or theme.
func (s *shown) readings(item string) map[plan.Perspective]plan.Reading {
	if one, ok := s.statement(item); ok {
		return one.Readings
	}
	for _, t := range s.review.Themes {
		if t.Theme.ID == item {
			return t.Readings
		}
	}
	return nil
}

// public are the pieces of evidence that anybody may know of, as links where they have an address; hidden is how many others there are.
func (s *shown) public(ids []string) (links []view.Link, hidden int) {
	for _, id := range ids {
		e := s.review.Book.Evidence[id]
		switch {
		case e == nil:
		case !e.Public:
			hidden++
		default:
			links = append(links, evidenceLink(e))
		}
	}
	return links, hidden
}

func evidenceLink(e *plan.Evidence) view.Link {
	l := view.Link{Text: e.Title, Note: e.Type + ", " + dayText(e.Date)}
	if strings.HasPrefix(e.Where, "https://") || strings.HasPrefix(e.Where, "http://") {
		l.Href = e.Where
	} else {
		l.Note += ", " + e.Where
	}
	return l
}

// localDeclared marks what a partnership counted itself.
const localDeclared = "local: counted by the partnership, checked by nobody else"

// localRow is the newest value of a local measure in a table of figures.
func (s *shown) localRow(m plan.LocalIndicator) view.Row {
	name := view.Cell{Text: m.Name, Detail: m.ID + " · " + localDeclared}
	none := view.Cell{Status: "counted here only"}
	series := plan.LocalSeries(s.review.Book, m.ID)
	if len(series) == 0 {
		return view.Row{Cells: []view.Cell{name, {Status: "not provided"}, {}, none, {}}}
	}
	newest := series[len(series)-1]
	source := view.Cell{Text: newest.Source}
	if newest.On != "" {
		source.Detail = "counted on " + dayText(newest.On)
	}
	return view.Row{Cells: []view.Cell{name, page.LocalCell(newest), view.Text(view.Period(newest.Period)), none, source}}
}

// figureColumns head a table of published figures and local measures.
func figureColumns(area string) []view.Column {
	return []view.Column{{Label: "Figure"}, {Label: area, Numeric: true}, {Label: "Period"}, {Label: "England", Numeric: true}, {Label: "How it stands, or where it is from"}}
}

// figureRows are the figures that a measure of the framework is filled by.
func (s *shown) figureRows(id string, context bool) (rows []view.Row) {
	if m, ok := plan.LocalIndicatorByID(id); ok {
		return []view.Row{s.localRow(m)}
	}
	ids := []string{id}
	if m, ok := s.version.Framework.Measure(id); ok {
		ids = m.Published()
	}
	for _, one := range ids {
		f, ok := s.review.Figures.Values[one]
		if !ok {
			name := view.Cell{Text: strings.TrimPrefix(s.measureName(one), one+" "), Detail: one}
			absent := view.Cell{Status: "not published"}
			if workedOutHere[one] != "" {
				absent.Status, name.Href = "with the data signals", "/areas/"+s.code+"/themes"
			}
			rows = append(rows, view.Row{Cells: []view.Cell{name, absent, {}, {}, {}}})
			continue
		}
		name := view.Cell{Text: f.Name, Detail: one, Href: "/areas/" + s.code + "/indicators/" + one}
		if context {
			name.Detail += " · for context only"
		}
		england := view.Cell{Text: page.FigureBeside(f, f.England)}
		if england.Text == "" {
			england = view.Missing("not available")
		}
		rows = append(rows, view.Row{Cells: []view.Cell{name, page.FigureCell(f), view.Text(view.Period(f.Period)), england, view.Text(standing(f))}})
	}
	return rows
}

// standing says how a figure stands beside the law and among areas, and which release it is from.
func standing(f plan.Figure) string {
	var said []string
	if legal := page.FigureLegal(f); legal != "" {
		said = append(said, "Legal standard: "+legal)
	}
	if f.Band >= 1 && f.Band <= 4 {
		said = append(said, "In the "+view.Quarter(f.Band)+" of areas")
	}
	if f.Released.Valid() {
		said = append(said, "Published "+dayText(f.Released))
	}
	return strings.Join(said, ". ")
}

// flagCard is a disagreement with the board's answer and the forum's reply, as they wrote them.
type flagCard struct {
	ID, Rule, Label, Prompt, Detail string
	Item                            view.Link
	Needs                           bool
	Answer, AnswerText              string
	Facts                           []string
	Reply, ReplyOn                  string
}

var answerWords = map[string]string{plan.Accept: "Accepted", plan.Explain: "Explained", plan.Investigate: "To be investigated"}

func (s *shown) card(f plan.Flag) flagCard {
	c := flagCard{ID: strings.ReplaceAll(f.Item, ".", "-") + "-" + f.Rule, Rule: f.Rule, Label: f.Label, Prompt: f.Prompt, Detail: view.UpperFirst(f.Detail), Item: s.place(f.Item), Needs: f.Needs}
	if a := f.Response; a != nil {
		c.Answer, c.AnswerText = answerWords[a.Answer], a.Text
		public, hidden := s.public(a.Evidence)
		for _, e := range public {
			c.Facts = append(c.Facts, "Evidence: "+e.Text+", "+e.Note)
		}
		if hidden > 0 {
			c.Facts = append(c.Facts, "Evidence that is not public: "+view.Counted(hidden, "piece", "pieces"))
		}
		if a.Owner != "" {
			c.Facts = append(c.Facts, "Owner: "+a.Owner)
		}
		if a.Due != "" {
			c.Facts = append(c.Facts, "By "+dayText(a.Due))
		}
		c.Facts = append(c.Facts, "Answered on "+dayText(a.On))
	}
	if f.Reply != nil {
		c.Reply, c.ReplyOn = f.Reply.Text, dayText(f.Reply.On)
	}
	return c
}

// voice is what somebody said for the version in their own words; nil where they said nothing.
func (s *shown) voice(from string) *plan.Voice {
	return s.review.Book.Voices[(&plan.Voice{Cycle: s.version.Cycle, From: from}).Key()]
}

// signed are the sign-offs of the version in the order of their roles.
func (s *shown) signed() (all []signedBy) {
	for _, role := range plan.SignOffRoles() {
		one := signedBy{Role: role.Name, organisation: role.Organisation}
		if given := s.review.Book.SignOffs[(&plan.SignOff{Cycle: s.version.Cycle, Role: role.ID}).Key()]; given != nil {
			one.Answer, one.Name, one.Words, one.On = given.Answer, given.Name, given.Text, dayText(given.On)
		}
		all = append(all, one)
	}
	return all
}

// signedBy is one role's answer; Words are printed as they were written.
type signedBy struct {
	Role, Name, Answer, Words, On string
	organisation                  string
}

// ofForum finds the forum's own sign-off.
func ofForum(all []signedBy) signedBy {
	if i := slices.IndexFunc(all, func(one signedBy) bool { return one.organisation == plan.ForumOrg }); i >= 0 {
		return all[i]
	}
	return signedBy{}
}
