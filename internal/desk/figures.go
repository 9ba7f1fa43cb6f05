package desk

import (
	"context"
	"slices"

	"inclusion/internal/benchmark"
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// keptFigures are an area's figures of one build of the data.
type keptFigures struct {
	made    string
	figures plan.Figures
}

// Figures reads what is published of an area now. They are kept until the warehouse changes. Where nothing has been published they are
// empty.
func (d *Desk) Figures(ctx context.Context, code string) (plan.Figures, error) {
	if d.Data == nil {
		return plan.Figures{Area: code, Values: map[string]plan.Figure{}, Signals: map[string]plan.Signal{}}, nil
	}
	made := d.Data.Made()
	d.mu.Lock()
	kept, ok := d.figures[code]
	d.mu.Unlock()
	if ok && kept.made == made {
		return kept.figures, nil
	}
	figures, err := d.Data.Figures(ctx, code)
	if err != nil {
		return plan.Figures{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.figures == nil {
		d.figures = map[string]keptFigures{}
	}
	d.figures[code] = keptFigures{made, figures}
	return figures, nil
}

// Warehouse reads what is published from the warehouse.
type Warehouse struct{ *store.Warehouse }

// Area is the name of a local authority that is there now.
func (w Warehouse) Area(ctx context.Context, code string) (name string, ok bool, err error) {
	v, release, err := w.Use()
	if err != nil {
		return "", false, err
	}
	defer release()
	areas, err := warehouse.Areas(ctx, v)
	if err != nil {
		return "", false, err
	}
	for _, a := range areas {
		if a.Code == code && a.Level == "authority" && !a.Ended() {
			return a.Name, true, nil
		}
	}
	return "", false, nil
}

// historyPeriods is how many periods of a figure's history are kept with it.
const historyPeriods = 5

// Figures are the newest value of every indicator for an area, its history, and the data signals of the themes.
func (w Warehouse) Figures(ctx context.Context, code string) (plan.Figures, error) {
	return w.figures(ctx, code, 0)
}

// Before reads the warehouse as if the newest period of each indicator had not come out yet, where there is an older one. Signals are
// of now.
type Before struct{ Warehouse }

// Figures are the value before the newest of every indicator for an area.
func (b Before) Figures(ctx context.Context, code string) (plan.Figures, error) {
	return b.figures(ctx, code, 1)
}

func (w Warehouse) figures(ctx context.Context, code string, back int) (plan.Figures, error) {
	f := plan.Figures{Area: code, Values: map[string]plan.Figure{}, Signals: map[string]plan.Signal{}}
	v, release, err := w.Use()
	if err != nil {
		return f, err
	}
	defer release()
	f.Warehouse = v.Tag()
	neighbours, err := warehouse.IndicatorNeighbours(ctx, v, code)
	if err != nil {
		return f, err
	}
	for _, n := range neighbours {
		f.Neighbours = append(f.Neighbours, n.Code)
	}
	if err := readValues(ctx, v, code, back, f.Values); err != nil {
		return f, err
	}
	return f, readSignals(ctx, v, code, f.Signals)
}

// readValues fills in the newest figure of each indicator, or the one so many periods back where there is one.
func readValues(ctx context.Context, v *store.Version, code string, back int, figures map[string]plan.Figure) error {
	editions, err := warehouse.Editions(ctx, v)
	if err != nil {
		return err
	}
	values, err := warehouse.AreaValues(ctx, v, warehouse.ValuesQuery{Areas: []string{code}})
	if err != nil {
		return err
	}
	newest, err := warehouse.AreaValues(ctx, v, warehouse.ValuesQuery{Areas: []string{code}, Newest: true})
	if err != nil {
		return err
	}
	for _, now := range newest {
		in, err := indicator.ByID(now.Indicator)
		if err != nil {
			continue // an indicator of an older program
		}
		rows := upTo(in, values, now.Period)
		if len(rows) == 0 {
			continue
		}
		figures[in.ID] = figureOf(in, rows[:max(1, len(rows)-back)], editions)
	}
	return nil
}

// upTo lists an indicator's rows of the same series, oldest first, the given period last.
func upTo(in indicator.Indicator, values []warehouse.IndicatorValue, period string) (rows []warehouse.IndicatorValue) {
	series := compare.SeriesKey(in, period)
	for _, v := range values {
		if v.Indicator != in.ID || compare.SeriesKey(in, v.Period) != series {
			continue
		}
		rows = append(rows, v)
		if v.Period == period {
			return rows
		}
	}
	return nil
}

func figureOf(in indicator.Indicator, rows []warehouse.IndicatorValue, editions []warehouse.Edition) plan.Figure {
	now := rows[len(rows)-1]
	f := plan.Figure{Indicator: in.ID, Name: in.Short, Unit: in.Unit, Type: in.Type, Polarity: compare.Polarity(in), Period: now.Period,
		Numerator: now.Numerator, Denominator: now.Denominator, Value: now.Value, Status: now.Status, Symbol: now.Symbol, Lower: now.Lower, Upper: now.Upper,
		England: now.England, Region: now.Region, Neighbours: now.Neighbours, NeighboursN: now.NeighboursN,
		Quartiles: []*float64{now.Q0, now.Q25, now.Q50, now.Q75, now.Q100}, Rank: now.Rank, RankedOf: now.NRanked, Trend: trendOf(in, rows)}
	if now.Band != nil {
		f.Band = int(*now.Band)
	}
	if in.LegalTarget > 0 && now.Value != nil {
		f.Standing = string(benchmark.Legal(*now.Value))
	}
	if now.Edition != nil {
		f.Edition = *now.Edition
		if i := slices.IndexFunc(editions, func(e warehouse.Edition) bool { return e.ID == f.Edition }); i >= 0 {
			e := editions[i]
			f.Source, f.Release, f.SHA256 = in.Source, e.Title, e.SHA256
			if e.Published != nil {
				f.Released = plan.DayOf(*e.Published)
			}
		}
	}
	for _, row := range rows[max(0, len(rows)-historyPeriods):] {
		f.History = append(f.History, plan.Point{Period: row.Period, Value: row.Value, Status: row.Status, England: row.England, Breaks: row.Broken})
	}
	return f
}

// trendOf is how a figure moved since the period before, in the words of benchmark.Movement.
func trendOf(in indicator.Indicator, rows []warehouse.IndicatorValue) string {
	change := compare.NewestChange(in, rows)
	m := change.Movement()
	better, known := m.Better(in)
	switch {
	case m.Change == nil || m.Broken || m.WholeMoved() || compare.TooFew(in, change.Now.Row):
		return string(benchmark.NoComparison)
	case m.Little(in):
		return string(benchmark.LittleChange)
	case known && better:
		return string(benchmark.Improving)
	case known:
		return string(benchmark.Worsening)
	case *m.Change > 0:
		return string(benchmark.Up)
	}
	return string(benchmark.Down)
}

// readSignals fills in the data signal of each theme and the quarters it is made of.
func readSignals(ctx context.Context, v *store.Version, code string, signals map[string]plan.Signal) error {
	all, err := warehouse.Signals(ctx, v, []string{code})
	if err != nil {
		return err
	}
	for _, s := range all {
		signals[s.Theme] = plan.Signal{State: s.State, Level: s.Level, Available: s.Available, Of: s.Of, Bands: s.Bands, Newest: s.Newest, Oldest: s.Oldest, Items: map[string]int{}}
	}
	parts, err := warehouse.SignalParts(ctx, v, code)
	if err != nil {
		return err
	}
	bands := map[string][]int{} // an item that several indicators fill has the lower median of theirs
	for _, p := range parts {
		if s, ok := signals[p.Theme]; ok {
			key := p.Theme + " " + p.Item
			if p.Band > 0 {
				bands[key] = append(bands[key], p.Band)
			}
			s.Items[p.Item], _ = benchmark.LowerMedian(bands[key])
		}
	}
	return nil
}
