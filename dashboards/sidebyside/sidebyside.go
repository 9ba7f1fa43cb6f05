// Package sidebyside lays what leaders, the forum, families, young people, settings and published data say of each theme and
// statement beside each other. It blends nothing: each view keeps its own column, number, word and shape. Working pages, public
// pages and packs show the same table.
package sidebyside

import (
	"cmp"
	"fmt"
	"strings"

	"inclusion/dashboards/chart"
	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// View is the table of all themes, and the same as a picture.
type View struct {
	Caption string
	Columns []Column
	Rows    []Row
	Picture view.Figure
	Before  int // the version that changes are counted from; 0 where there is none
}

// Column is one perspective.
type Column struct {
	Letter, Shape, Heading string
}

// Row is a theme or a statement, seen by every perspective.
type Row struct {
	ID, Title, Href string
	Marks           string // "legal duty · core"
	Cells           []Cell
	Statements      []Row    // of a theme
	Flags           []string // disagreements, in words
}

// Cell is what one perspective says, or why it says nothing.
type Cell struct {
	Level  view.Level
	Detail []string // how many answers or statements, the lowest, the date
	Change string   // since the version before: "up from 2"
}

// Table lays a review side by side. link is the address of a theme or statement; it may give "" for none.
func Table(r plan.Review, link func(item string) string) (View, error) {
	v := View{Caption: "Themes as each perspective sees them"}
	if r.Before != nil {
		v.Before = r.Before.Number
	}
	for _, p := range plan.Perspectives() {
		v.Columns = append(v.Columns, Column{p.Letter(), p.Shape(), p.Heading()})
	}
	for _, t := range r.Themes {
		row := Row{ID: t.Theme.ID, Title: t.Theme.Title, Href: link(t.Theme.ID), Cells: cells(r.Framework, t.Readings, true), Flags: flags(t.Flags)}
		for _, s := range t.Statements {
			row.Statements = append(row.Statements, Row{ID: s.Statement.ID, Title: s.Statement.Short, Href: link(s.Statement.ID), Marks: marks(s.Statement),
				Cells: cells(r.Framework, s.Readings, false), Flags: flags(s.Flags)})
		}
		v.Rows = append(v.Rows, row)
	}
	var err error
	v.Picture, err = view.Draw(view.Figure{ID: "dots", Heading: "Where each view stands", Level: 2,
		Sure: "A line means that the answers leave more than one level open. What is not there is in the table with its reason.", TableHref: "#side-by-side",
		Source: source(r)}, picture(r))
	return v, err
}

// source says whose levels they are.
func source(r plan.Review) *view.Source {
	who := "The partnership"
	if r.Book.Profile != nil && r.Book.Profile.Name != "" {
		who = r.Book.Profile.Name
	}
	return &view.Source{Publisher: who, Title: "self-assessment of " + r.Cycle, Edition: "by version " + r.Framework.Version + " of this project’s own framework"}
}

func cells(f *plan.Framework, readings map[plan.Perspective]plan.Reading, theme bool) (all []Cell) {
	for _, p := range plan.Perspectives() {
		all = append(all, cellOf(f, p, readings[p], theme))
	}
	return all
}

// cellOf is one perspective's reading.
func cellOf(f *plan.Framework, p plan.Perspective, r plan.Reading, theme bool) Cell {
	c := Cell{Level: view.Level{Shape: p.Shape()}}
	if !r.Shown() {
		c.Level = view.Level{Status: cmp.Or(r.State, "not asked")}
		if r.Of > 0 && r.Scored > 0 {
			c.Detail = append(c.Detail, fmt.Sprintf("%d of %d", r.Scored, r.Of))
		}
		return c
	}
	c.Level.Number, c.Level.Status, c.Level.Word = r.Level(), r.State, Word(f, r)
	switch {
	case r.N > 0:
		c.Detail = append(c.Detail, fmt.Sprintf("%s answers", view.Count(float64(r.N))))
	case theme && r.Of > 0:
		c.Detail = append(c.Detail, fmt.Sprintf("%d of %d", r.Scored, r.Of))
	}
	if r.Lowest != "" {
		c.Detail = append(c.Detail, fmt.Sprintf("lowest: %s at %d", r.Lowest, r.LowestLevel))
	}
	if at, ok := r.On.Time(); ok {
		c.Detail = append(c.Detail, view.Date(at))
	}
	c.Change = change(r)
	return c
}

// Word says what a reading's level means: on the scale for whoever scored, how many agree for whoever answered a survey, and where among
// areas for published figures. A reading that is not sure of one level has none.
func Word(f *plan.Framework, r plan.Reading) string {
	if !r.Shown() || r.Low != r.High {
		return ""
	}
	switch r.Perspective {
	case plan.Data:
		return view.Quarter(int(r.Low))
	case plan.Families, plan.Young, plan.Settings:
		if strings.Contains(r.Text, plan.DifferentInstrument) {
			return ""
		}
		return []string{"under a quarter agree", "under half agree", "half or more agree", "three quarters agree"}[r.Low-1]
	}
	return f.Label(r.Low)
}

// change says how a reading moved since the version before; nothing where either is not known.
func change(r plan.Reading) string {
	now := cmp.Or(r.Point, r.Low)
	switch {
	case r.Before == 0 || now == 0:
		return ""
	case now > r.Before:
		return fmt.Sprintf("up from %d", r.Before)
	case now < r.Before:
		return fmt.Sprintf("down from %d", r.Before)
	}
	return "no change"
}

func flags(all []plan.Flag) (words []string) {
	for _, f := range all {
		words = append(words, f.Label)
	}
	return words
}

func marks(s plan.Statement) string {
	switch {
	case s.Statutory && s.Core:
		return "legal duty · core"
	case s.Statutory:
		return "legal duty"
	case s.Core:
		return "core"
	}
	return ""
}

// picture draws the themes as dots on the scale.
func picture(r plan.Review) chart.Dots {
	d := chart.Dots{Name: "Each theme on the scale of 1 to 4, as each perspective sees it"}
	for l := plan.Level(1); l <= 4; l++ {
		d.Levels = append(d.Levels, r.Framework.Label(l))
	}
	shapes := map[plan.Perspective]chart.DotShape{plan.Leaders: chart.TriangleMark, plan.Forum: chart.DiamondMark, plan.Families: chart.DiscMark,
		plan.Young: chart.StarMark, plan.Settings: chart.BarMark, plan.Data: chart.SquareMark}
	for _, p := range plan.Perspectives() {
		d.Key = append(d.Key, chart.DotKey{Letter: p.Letter(), Text: p.Heading(), Shape: shapes[p]})
	}
	for _, t := range r.Themes {
		row := chart.DotRow{Name: t.Theme.ID + " " + t.Theme.Title}
		for _, p := range plan.Perspectives() {
			if reading := t.Readings[p]; reading.Shown() {
				row.Dots = append(row.Dots, chart.Dot{Letter: p.Letter(), Shape: shapes[p], Low: int(reading.Low), High: int(reading.High)})
			}
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}
