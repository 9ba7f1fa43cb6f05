package board

import (
	"context"
	"slices"

	"inclusion/dashboards/page"
	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/plan"
)

// fillSeen fills in what the board had before it: where somebody names a figure and leaves its value empty, the newest one there is,
// with its period and release.
func fillSeen(ctx context.Context, p *Pages, v visit, d plan.Document) (plan.Document, error) {
	decision := *d.(*plan.Decision)
	decision.Seen = slices.Clone(decision.Seen)
	figures, err := p.Desk.Figures(ctx, v.code)
	if err != nil {
		return nil, err
	}
	for i, s := range decision.Seen {
		if s.Indicator == "" || s.Value != "" {
			continue
		}
		if value, vintage, ok := newestOf(v.book, figures, s.Indicator); ok {
			decision.Seen[i].Value = value
			if s.Vintage == "" {
				decision.Seen[i].Vintage = vintage
			}
		}
	}
	return &decision, nil
}

// newestOf is the newest value of a published figure or of a local measure, and where it is from.
func newestOf(b *plan.Book, figures plan.Figures, id string) (value, vintage string, ok bool) {
	if f, published := figures.Values[id]; published {
		vintage = view.Period(f.Period)
		if f.Release != "" {
			vintage += ", " + f.Source + ", " + f.Release
		}
		return page.FigureText(f), vintage, true
	}
	all := plan.LocalSeries(b, id)
	if len(all) == 0 {
		return "", "", false
	}
	newest := all[len(all)-1]
	return countedText(newest), view.Period(newest.Period) + ", counted by the partnership", true
}

// countedText writes a value that a partnership counted, with its parts where it gave them.
func countedText(v *plan.LocalValue) string {
	c := page.LocalCell(v)
	if c.Detail != "" {
		return c.Text + " (" + c.Detail + ")"
	}
	return c.Text + c.Status
}

// figureOptions are all figures that can be chosen: published ones, then those that a partnership counts itself.
func figureOptions() (all []view.Option) {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil
	}
	for _, in := range catalogue {
		all = append(all, view.Option{Value: in.ID, Text: in.ID + " " + in.Short})
	}
	for _, id := range localIDs() {
		all = append(all, view.Option{Value: id, Text: id + " " + indicator.LocalName(id) + " (local)"})
	}
	return chosen("No figure", all)
}

// localIDs are the local measures in the order of the themes, each once.
func localIDs() (all []string) {
	themes, err := indicator.Themes()
	if err != nil {
		return nil
	}
	for _, t := range themes {
		for _, id := range t.Local {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}

// themeName is a theme's number and title; "" for none.
func themeName(id string) string {
	if title := indicator.ThemeTitle(id); title != "" {
		return id + " " + title
	}
	return id
}
