package board

import (
	"fmt"
	"math"
	"net/http"
	"strings"

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
	Answer     string   // what the year is likely to be, in a sentence
	Forecast   []string // more about it
	NoForecast string
	Unknown    []string // what the forecast cannot know
	Figure     *view.Figure
	Open, Due  *view.Table // how many, in all
	Series     []seriesShown
	Empty      *view.Empty
}

// seriesShown is one set of counts with its words.
type seriesShown struct {
	ID, Title, Meaning, Total string
	Table                     *view.Table // nil where every part is held back
	Held                      string
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
		guarded, ok := p.countsFor(v, one)
		if !ok {
			return notSetUp()
		}
		pace = pace.GuardedBeside(one.Tables, guarded, p.Returns.small())
	}
	page.Lede = "As at " + dayWords(pace.AsAt)
	if pace.Forecast != nil {
		figures, err := p.Desk.Figures(r.Context(), v.code)
		if err != nil {
			return err
		}
		page.Answer, page.Forecast, page.Unknown = forecastAnswer(*pace.Forecast), forecastText(*pace.Forecast, v.whole()), forecastUnknown
		if page.Figure, err = forecastFigure(*pace.Forecast, figures.Values[onTimeID], strings.TrimSuffix(v.name, " SEND and AP partnership")); err != nil {
			return err
		}
	} else if pace.NoForecast != "" {
		page.NoForecast = sentence(pace.NoForecast)
	}
	page.Open, page.Due = openCasesTable(pace.Series), dueTable(pace.Series)
	for _, s := range pace.Series {
		page.Series = append(page.Series, seriesTable(s))
	}
	return p.Views.Render(w, "board-return-now", page)
}

// forecastAnswer says in a sentence what the year's share is likely to be.
func forecastAnswer(f returns.Forecast) string {
	return fmt.Sprintf("As it looks now, about %s in 100 plans of %d will have been issued within 20 weeks: likely between %s and %s in 100.",
		view.Digits(f.Percent, 0), f.Year, view.Digits(f.Lower, 0), view.Digits(f.Upper, 0))
}

// forecastUnknown is what no forecast from a return can know.
var forecastUnknown = []string{"how many requests are still to come this year, and how hard they will be", "a change of staff, of the law or of how cases are dealt with since the file was made",
	"a case that is missing from the file or dated wrongly in it", "which cases will turn out to have an exception that the law allows, which are left out of this figure"}

// forecastText says how sure the forecast is and how far it could be out. Counts are for the data officer.
func forecastText(f returns.Forecast, whole bool) (said []string) {
	if whole && f.IssuedSoFar == 0 {
		said = append(said, "No plan has been issued this year so far, exceptions left out.")
	} else if whole {
		said = append(said, fmt.Sprintf("So far %s were issued in 20 weeks; by the end of the year %s are expected. Exceptions that the law allows are left out.",
			view.Of(float64(f.OnTimeSoFar), float64(f.IssuedSoFar), "plans"), view.Of(math.Round(f.OnTimeByEnd), math.Round(f.IssuedByEnd), "")))
	}
	return append(said, "The law asks for every plan within 20 weeks, exceptions left out; higher is better.",
		fmt.Sprintf("Likely means: in %s years of 10 like this one the share would end between those two numbers, in the others outside them.", view.Digits(float64(f.Level)/10, 0)),
		fmt.Sprintf("Counting only the cases in the file, it could end at %s if each that still can be is issued on time, and at %s if each that can become late does.",
			view.Digits(f.Best, 0)+"%", view.Digits(f.Worst, 0)+"%"))
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
