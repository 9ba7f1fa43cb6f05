package api

import (
	"context"
	"database/sql"

	"inclusion/internal/store"
)

func allThemes(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_themes", q.page)
	a.file = "themes"
	return a, err
}

// signalsOfArea is what published figures say of each theme in one area. A region and the country have no signals: an empty list.
func signalsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	place, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := place.text(0, "code")
	a, err := readPage(ctx, v, "api_signals", q.page, sql.Named("area", code), sql.Named("pool", q.pool()))
	if err != nil {
		return answer{}, err
	}
	a.file, a.pool = "area-"+code+"-signals", q.pool()
	if len(a.rows) > 0 {
		from, err := readTable(ctx, v, "api_signal_editions", sql.Named("area", code))
		if err != nil {
			return answer{}, err
		}
		a.editions = from.distinct("edition")
	}
	return a, nil
}

// dataQualityOfArea is how much of one area's core figures is published, by source, and how new it is.
func dataQualityOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	place, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := place.text(0, "code")
	a, err := readPage(ctx, v, "api_data_quality", q.page, sql.Named("area", code))
	a.file = "area-" + code + "-data-quality"
	return a, err
}
