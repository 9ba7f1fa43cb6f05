package board

import (
	"fmt"
	"net/http"

	"inclusion/dashboards/chart"
	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
	"inclusion/internal/returns"
)

// onTimeID is the indicator that the forecast is of: plans issued in 20 weeks, exceptions left out.
const onTimeID = "S01"

// sen2NowPage is how the running year stands.
type sen2NowPage struct {
	sen2Page
	Forecast   []string // sentences
	NoForecast string
	Figure     *view.Figure
	Series     []seriesShown
	Empty      *view.Empty
}

// seriesShown is one set of counts with its words.
type seriesShown struct {
	ID, Title, Meaning, Total string
	Table                     view.Table
}

func (p *Pages) sen2Now(w http.ResponseWriter, r *http.Request, v visit, one returns.Return) error {
	page := sen2NowPage{sen2Page: p.sen2Page(v, one, "now", "The year so far")}
	page.Lede = "As at " + dayWords(one.AsAt)
	if one.Pace == nil {
		page.Empty = &view.Empty{Heading: "Nothing is counted here", Text: "This return does not say how the running year stands."}
		return p.Views.Render(w, "board-return-now", page)
	}
	pace := *one.Pace
	if !v.whole() {
		pace = pace.Guarded(p.Returns.small())
	}
	page.Lede = "As at " + dayWords(pace.AsAt)
	if pace.Forecast != nil {
		figures, err := p.Desk.Figures(r.Context(), v.code)
		if err != nil {
			return err
		}
		page.Forecast = forecastText(*pace.Forecast, v.whole())
		if page.Figure, err = forecastFigure(*pace.Forecast, figures.Values[onTimeID], v.name); err != nil {
			return err
		}
	} else if pace.NoForecast != "" {
		page.NoForecast = sentence(pace.NoForecast)
	}
	for i, s := range pace.Series {
		page.Series = append(page.Series, seriesTable(fmt.Sprintf("series-%d", i+1), s))
	}
	return p.Views.Render(w, "board-return-now", page)
}

// forecastText says what the year's share is likely to be, and how sure that is. Counts are for the data officer.
func forecastText(f returns.Forecast, whole bool) []string {
	likely := fmt.Sprintf("By the end of %d about %s in 100 plans will have been issued in 20 weeks, as it looks now.", f.Year, view.Digits(f.Percent, 0))
	sure := fmt.Sprintf("In %s years of 10 like this one the share would end between %s and %s.", view.Digits(float64(f.Level)/10, 0), view.Digits(f.Lower, 0)+"%", view.Digits(f.Upper, 0)+"%")
	reach := fmt.Sprintf("If every open case that still can be is issued on time, and nothing else is issued this year, it ends at %s; if each that can become late does, at %s.",
		view.Digits(f.Best, 0)+"%", view.Digits(f.Worst, 0)+"%")
	if !whole {
		return []string{likely, sure, reach}
	}
	sofar := fmt.Sprintf("So far %s were issued in 20 weeks, exceptions left out.", view.Of(float64(f.OnTimeSoFar), float64(f.IssuedSoFar), "plans"))
	if f.IssuedSoFar == 0 {
		sofar = "No plan has been issued this year so far, exceptions left out."
	}
	return []string{sofar, likely, fmt.Sprintf("That is %s expected by the end of the year.", view.Of(f.OnTimeByEnd, f.IssuedByEnd, "plans")), sure, reach}
}

// forecastFigure draws the years that are published and the one that is running, whose interval opens from the last of them; nil where
// none is published.
func forecastFigure(f returns.Forecast, published plan.Figure, area string) (*view.Figure, error) {
	trend := chart.Trend{Name: "Plans issued in 20 weeks, and what this year is likely to be", Axis: chart.Axis{Name: "Plans issued in 20 weeks, %", Suffix: "%"}}
	own, england := chart.Series{Name: area, Role: chart.ThisArea}, chart.Series{Name: "England", Role: chart.England}
	table := &view.Table{Caption: trend.Name, CaptionHidden: true, Columns: []view.Column{{Label: "Year"}, {Label: area, Numeric: true}, {Label: "England", Numeric: true}}}
	year := fmt.Sprint(f.Year)
	for _, point := range published.History {
		if point.Period >= year {
			continue
		}
		here, there := pointCell(published, point.Value, point.Status), pointCell(published, point.England, "")
		trend.Periods = append(trend.Periods, point.Period)
		own.Points = append(own.Points, chart.Point{Value: point.Value, Text: here.Text + here.Status})
		england.Points = append(england.Points, chart.Point{Value: point.England, Text: there.Text + there.Status})
		table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(point.Period), here, there}})
	}
	if len(own.Points) == 0 {
		return nil, nil
	}
	if last := &own.Points[len(own.Points)-1]; last.Value != nil {
		last.Lower, last.Upper = last.Value, last.Value
	}
	middle, lower, upper := f.Percent, f.Lower, f.Upper
	text := fmt.Sprintf("%s%% (forecast: %s%% to %s%%)", view.Digits(middle, 0), view.Digits(lower, 0), view.Digits(upper, 0))
	trend.Periods = append(trend.Periods, year)
	own.Points = append(own.Points, chart.Point{Value: &middle, Lower: &lower, Upper: &upper, Text: text})
	england.Points = append(england.Points, chart.Point{Text: "not published"})
	table.Rows = append(table.Rows, view.Row{Cells: []view.Cell{view.Text(year + ", forecast"), view.Number(view.Digits(middle, 0)+"%", view.Digits(lower, 0)+"% to "+view.Digits(upper, 0)+"%"), view.Missing("not published")}})
	trend.Series = []chart.Series{own, england}
	figure, err := view.Draw(view.Figure{ID: "forecast", Level: 3, Heading: "The years that are published, and what this one is likely to be",
		Sure: fmt.Sprintf("The last point is a forecast: not published, and not yet so. The shaded part is where %s years of 10 like this one would end.", view.Digits(float64(f.Level)/10, 0)), Table: table}, trend)
	return &figure, err
}

func pointCell(of plan.Figure, value *float64, status string) view.Cell {
	if value == nil {
		if status == "" || status == "ok" {
			status = "not published"
		}
		return view.Missing(status)
	}
	return view.Number(page.FigureBeside(of, value))
}

// seriesTable is one set of counts, with a bar for each.
func seriesTable(id string, s returns.Series) seriesShown {
	about := s.About()
	shown := seriesShown{ID: id, Title: about.Title, Meaning: about.Meaning}
	if shown.Title == "" {
		shown.Title = columnWords(s.Name)
	}
	total := countCell(s.Total, "")
	shown.Total = "Together: " + total.Text + total.Status + "."
	switch {
	case s.ExtraHeld:
		shown.Total += " A few more have no date; their number is held back."
	case s.Extra > 0:
		shown.Total += fmt.Sprintf(" Without a date, and so not among them: %s.", view.Count(s.Extra))
	}
	shown.Table = view.Table{Caption: shown.Title, CaptionHidden: true, Columns: []view.Column{{Label: "When"}, {Label: "Cases", Numeric: true}, {Label: "Compared with each other"}}}
	most := 0.0
	for _, part := range s.Parts {
		most = max(most, part.Cell.N)
	}
	for _, part := range s.Parts {
		name := view.Text(view.UpperFirst(s.Label(part)))
		if s.Late(part) && part.Cell.Status == returns.OK && part.Cell.N > 0 {
			name.Detail = "late"
		}
		bar := view.Cell{Status: "held back"}
		if part.Cell.Status == returns.OK {
			n := part.Cell.N
			bar = view.Cell{Picture: chart.Length{Text: view.Count(n), Value: &n, High: most, Role: chart.ThisArea, Marked: true}.SVG()}
		}
		shown.Table.Rows = append(shown.Table.Rows, view.Row{Cells: []view.Cell{name, countCell(part.Cell, ""), bar}})
	}
	return shown
}
