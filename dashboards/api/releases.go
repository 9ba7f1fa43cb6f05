package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"inclusion/internal/release"
	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

var releaseColumns = []string{"source", "title", "expected", "due", "late", "brings", "indicators", "home"}

// releases are the editions that are expected and not held, first due first: when, what each brings, and whether it is late today.
// Sources whose editions come now and then have none.
func releases(ctx context.Context, v *store.Version, q ask) (answer, error) {
	calendars, err := warehouse.ReleaseCalendars(ctx, v)
	if err != nil {
		return answer{}, err
	}
	made, err := madeOf()
	if err != nil {
		return answer{}, err
	}
	t := table{columns: releaseColumns}
	for _, c := range calendars {
		for _, e := range release.Expect(c.Rules, c.Held, q.today) {
			t.rows = append(t.rows, []any{c.ID, c.Title, e.When, e.Due.Format(time.DateOnly), e.Late, e.Brings, items(made[c.ID]), word(c.Home)})
		}
	}
	slices.SortStableFunc(t.rows, func(x, y []any) int { return strings.Compare(x[3].(string), y[3].(string)) })
	return t.part(q.page, "releases"), nil
}

// madeOf are the ids of the indicators that each source makes.
func madeOf() (map[string][]string, error) {
	known, err := indicators()
	made := map[string][]string{}
	for id, in := range known {
		made[in.Source] = append(made[in.Source], id)
	}
	for _, ids := range made {
		slices.Sort(ids)
	}
	return made, err
}
