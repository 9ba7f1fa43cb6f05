package board

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
)

// sen2BesidePage lays the figures of a return beside published ones, theme by theme.
type sen2BesidePage struct {
	sen2Page
	First  view.Facts // the few that matter most
	About  []string
	Jump   []view.Link // to the themes
	Themes []besideTheme
	Empty  *view.Empty
}

// besideTheme is one theme's figures.
type besideTheme struct {
	ID, Title string
	Table     view.Table
}

func (p *Pages) sen2Beside(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	page := sen2BesidePage{sen2Page: p.sen2Page(v, one, "", "Own return beside published figures")}
	page.Lede = sen2Name(one)
	values := one.Guarded
	if v.whole() {
		values = one.Values
	}
	figures, err := p.Desk.Figures(r.Context(), v.code)
	if err != nil {
		return err
	}
	if page.First, err = firstFacts(one, values, figures); err != nil {
		return err
	}
	if page.Themes, err = besideThemes(v, one, values, figures); err != nil {
		return err
	}
	if len(page.Themes) == 0 {
		page.Empty = &view.Empty{Heading: "No figure could be worked out", Text: "The return holds nothing that a published figure is made of."}
		return p.Views.Render(w, "board-return-beside", page)
	}
	for _, t := range page.Themes {
		page.Jump = append(page.Jump, view.Link{Text: t.Title, Href: "#" + t.ID})
	}
	page.About = []string{"Figures of the own return are worked out as published figures are. What stands beside them is of the same period where that is published, otherwise of the newest period, which is then named.",
		"The mark says how the own return compares with England: better or worse only where chance alone would not explain the difference."}
	if one.InYear() {
		page.About = append(page.About, "The year was not over when this return was made. Counts of the year are still growing, and shares may still move; the page of the year so far has a forecast.")
	}
	return p.Views.Render(w, "board-return-beside", page)
}

// besideThemes groups the values by theme, in the order of the catalogue.
func besideThemes(v visit, one returns.Return, values []returns.Value, figures plan.Figures) (all []besideTheme, err error) {
	themes, err := indicator.Themes()
	if err != nil {
		return nil, err
	}
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	of := map[string][]returns.Value{}
	for _, value := range values {
		of[value.Indicator] = append(of[value.Indicator], value)
	}
	for _, t := range themes {
		theme := besideTheme{ID: t.ID, Title: t.Title, Table: besideHead(t.ID + " " + t.Title + ": own return beside published figures")}
		for _, in := range catalogue {
			if in.Theme != t.ID {
				continue
			}
			for _, value := range of[in.ID] {
				theme.Table.Rows = append(theme.Table.Rows, besideRow(v, one, in, value, figures.Values[in.ID]))
			}
		}
		if len(theme.Table.Rows) > 0 {
			all = append(all, theme)
		}
	}
	return all, nil
}

func besideHead(caption string) view.Table {
	return view.Table{Caption: caption, CaptionHidden: true, Columns: []view.Column{{Label: "Figure"}, {Label: "Own return", Note: "not published", Numeric: true}, {Label: "Beside England"},
		{Label: "England", Numeric: true}, {Label: "Similar areas", Note: "mean", Numeric: true}, {Label: "Published of this area", Numeric: true}, {Label: "Own return among areas"}}}
}

// besideRow is one figure: own, England's, similar areas', and the area's own that is published.
func besideRow(v visit, one returns.Return, in indicator.Indicator, value returns.Value, published plan.Figure) view.Row {
	own := ownFigure(in, value, published)
	england, neighbours := view.Missing("not published"), view.Missing("not published")
	if own.England != nil {
		england = view.Number(page.FigureBeside(own, own.England), otherPeriod(value, englandPeriod(value, published))...)
	}
	if published.Neighbours != nil {
		neighbours = view.Number(page.FigureBeside(published, published.Neighbours), otherPeriod(value, published.Period)...)
	}
	mark := view.Cell{Status: "no figure"}
	if own.Value != nil {
		m := page.FigureMark(own)
		mark = view.Cell{Mark: &m}
	}
	name := view.Cell{Text: in.Short, Href: "/areas/" + v.code + "/indicators/" + in.ID, Detail: in.ID + " · " + ownPeriod(one, value.Period)}
	if own.Polarity != indicator.None {
		name.Detail += " · " + directionText(own.Polarity)
	}
	return view.Row{Cells: []view.Cell{name, ownCell(own, value), mark, england, neighbours, publishedCell(own, value, published), positionCell(v, own, published)}}
}

// ownFigure is a value of a return as published figures are held, beside the England of the same period or the newest there is.
func ownFigure(in indicator.Indicator, value returns.Value, published plan.Figure) plan.Figure {
	own := plan.Figure{Indicator: in.ID, Name: in.Short, Unit: in.Unit, Type: in.Type, Polarity: polarityOf(in), Period: value.Period,
		Numerator: value.Numerator, Denominator: value.Denominator, Value: value.Value, Status: "ok", Lower: value.Lower, Upper: value.Upper, England: published.England}
	if value.Status != returns.OK {
		own.Status = string(value.Status)
	}
	if point, ok := samePeriod(value, published); ok && point.England != nil {
		own.England = point.England
	}
	return own
}

func polarityOf(in indicator.Indicator) string {
	if in.Type == indicator.Context {
		return indicator.None
	}
	return in.Polarity
}

// samePeriod is what has been published of the period that a return is of.
func samePeriod(value returns.Value, published plan.Figure) (plan.Point, bool) {
	i := slices.IndexFunc(published.History, func(p plan.Point) bool { return p.Period == value.Period })
	if i < 0 {
		return plan.Point{}, false
	}
	return published.History[i], true
}

func englandPeriod(value returns.Value, published plan.Figure) string {
	if point, ok := samePeriod(value, published); ok && point.England != nil {
		return value.Period
	}
	return published.Period
}

// otherPeriod names the period of what stands beside a value, where it is not the value's own.
func otherPeriod(value returns.Value, period string) []string {
	if period == value.Period {
		return nil
	}
	return []string{view.Period(period)}
}

// directionText says which way is better, in two words.
func directionText(polarity string) string {
	switch polarity {
	case indicator.Higher:
		return "higher is better"
	case indicator.Lower:
		return "lower is better"
	}
	return "no agreed direction"
}

// ownCell is the own value with what it is counted from and its interval, or why there is none.
func ownCell(own plan.Figure, value returns.Value) view.Cell {
	if value.Value == nil && value.Status == returns.NotAvailable {
		return view.Cell{Status: "cannot be worked out", Detail: "it needs more than this return holds"}
	}
	cell := page.FigureCell(own)
	if value.Lower != nil && value.Upper != nil && value.Value != nil {
		cell.Detail = strings.TrimPrefix(cell.Detail+"; likely "+page.FigureBeside(own, value.Lower)+" to "+page.FigureBeside(own, value.Upper), "; ")
	}
	return cell
}

// publishedCell is the area's published value of the same period with the difference, or the newest that there is.
func publishedCell(own plan.Figure, value returns.Value, published plan.Figure) view.Cell {
	if point, ok := samePeriod(value, published); ok {
		if point.Value == nil {
			return view.Cell{Status: view.StatusWords(point.Status), Detail: "published since"}
		}
		cell := view.Number(page.FigureBeside(published, point.Value), "published since")
		if own.Value != nil {
			cell.Detail += ". " + differenceText(published, *own.Value-*point.Value)
		}
		return cell
	}
	if published.Indicator == "" {
		return view.Missing("not published")
	}
	cell := page.FigureCell(published)
	cell.Detail = strings.TrimPrefix(cell.Detail+"; "+view.Period(published.Period), "; ")
	return cell
}

// differenceText says how the own return differs from what was published of the same period.
func differenceText(published plan.Figure, difference float64) string {
	apart := page.FigureDifference(published, math.Abs(difference))
	switch {
	case apart == page.FigureDifference(published, 0):
		return "The own return says the same"
	case difference > 0:
		return fmt.Sprintf("The own return is %s higher", apart)
	}
	return fmt.Sprintf("The own return is %s lower", apart)
}

// positionCell draws the own value among the areas of the newest published period.
func positionCell(v visit, own, published plan.Figure) view.Cell {
	if own.Value == nil {
		return view.Cell{Status: "nothing to place"}
	}
	own.Quartiles, own.RankedOf, own.England = published.Quartiles, published.RankedOf, published.England
	position := page.FigurePosition(own, v.name)
	if position.Empty() {
		return view.Cell{Status: "no range to show"}
	}
	return view.Cell{Picture: position.SVG(), Detail: "areas of " + view.Period(published.Period)}
}
