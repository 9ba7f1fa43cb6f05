package count

import (
	"slices"
	"strings"

	"inclusion/internal/returns"
)

// seatColumns are the columns of a table of placements: a total first, then the placements in the order of the published files, each group
// followed by its total.
type seatColumns struct {
	measures []measure
	of       [seats]int // column of each placement
	total    [sets]int  // column of each group's total
}

// seatColumnsOf makes the columns.
func (c *Counter) seatColumnsOf(total string) *seatColumns {
	s := &seatColumns{measures: named(total)}
	column := func(name string, unknown bool) int {
		s.measures = append(s.measures, measure{name: name, unknown: unknown})
		return len(s.measures) - 1
	}
	for at, about := range seatsAbout {
		s.of[at] = column(about.column, about.register && c.register == nil)
		if next := at + 1; next == len(seatsAbout) || seatsAbout[next].set != about.set {
			s.total[about.set] = s.of[at]
			if name := setsAbout[about.set].column; name != "" {
				s.total[about.set] = column(name, c.register == nil)
			}
		}
	}
	return s
}

// add counts a case of a placement: under the total, the placement and its group.
func (s *seatColumns) add(t *tally, at seat) {
	t.add(0)
	t.add(s.of[at])
	if group := s.total[seatsAbout[at].set]; group != s.of[at] {
		t.add(group)
	}
}

// seatLabels are the labels of "Type of placement": the place of each placement's, and of each group's total, -1 where a group is one placement.
type seatLabels struct {
	of    [seats]int
	total [sets]int
}

// seatTopic makes "Type of placement" in the order of the alphabet, as the published files have it. academies and free are how the file spells
// the special ones; both may be called the same.
func seatTopic(academies, free string) topic {
	t := topic{by: bySeat, name: returns.PlacementTopic, seats: &seatLabels{}}
	label := func(at seat) string {
		about := seatsAbout[at]
		group := setsAbout[about.set].label
		switch {
		case at == specialAcademy:
			return group + " - " + academies
		case at == specialFree:
			return group + " - " + free
		case group == "":
			return about.label
		}
		return group + " - " + about.label
	}
	for at := range seats {
		t.labels = append(t.labels, label(at))
	}
	for _, about := range setsAbout {
		if about.label != "" {
			t.labels = append(t.labels, about.label+" - total")
		}
	}
	slices.SortFunc(t.labels, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	t.labels = slices.Compact(t.labels)
	for at := range seats {
		t.seats.of[at] = slices.Index(t.labels, label(at))
	}
	for i, about := range setsAbout {
		t.seats.total[i] = slices.Index(t.labels, about.label+" - total")
	}
	return t
}
