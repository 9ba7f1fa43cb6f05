package page

import (
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// only are the rows of some indicators, in their order. One that nobody has a figure for has no row.
func (l looked) only(ids []string) (rows []warehouse.OverviewRow) {
	for _, id := range ids {
		if row, ok := l.row(id); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// sourcesOf are the published files that rows come from; see lists.namedSources.
func (l looked) sourcesOf(rows []warehouse.OverviewRow) []view.Source {
	makes := map[string]indicator.Indicator{}
	for _, row := range rows {
		if row.Edition != nil && row.Value != nil {
			makes[*row.Edition] = l.catalogue[row.Indicator]
		}
	}
	return l.namedSources(makes)
}

// namedSources are published files, each once, newest first. makes says of each by its id which indicator it is named for.
func (l lists) namedSources(makes map[string]indicator.Indicator) (all []view.Source) {
	for _, e := range l.editions {
		if in, used := makes[e.ID]; used {
			all = append(all, *l.line(in, e))
		}
	}
	return all
}

// lackingOf say which of some indicators nobody has a figure for, and why, those with one reason together.
func (t toldPage) lackingOf(ids []string) (all []toldGap) {
	for _, id := range ids {
		one := t.tell(id)
		g := one.gap()
		if g == nil || one.tail != nil {
			continue
		}
		i := slices.IndexFunc(all, func(other toldGap) bool { return other.Why == g.Why })
		if i < 0 {
			all = append(all, *g)
			continue
		}
		all[i].Name += "; " + g.Name
	}
	return all
}
