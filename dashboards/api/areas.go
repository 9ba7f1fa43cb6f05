package api

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"inclusion/internal/store"
)

// country is the word that stands for the whole country's code in an address.
const country = "england"

func allAreas(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_areas", q.page, sql.Named("area", nil))
	a.file = "areas"
	return a, err
}

// oneArea is an area with its statistical neighbours.
func oneArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	t, err := findArea(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	code := sql.Named("area", t.text(0, "code"))
	near, err := readTable(ctx, v, "api_neighbours", code)
	if err != nil {
		return answer{}, err
	}
	neighbours := make([]any, len(near.rows))
	for i, row := range near.rows {
		neighbour := map[string]any{}
		for j, column := range near.columns {
			neighbour[column] = row[j]
		}
		neighbours[i] = neighbour
	}
	t.columns, t.rows[0] = append(t.columns, "neighbours"), append(t.rows[0], neighbours)
	a := answer{table: t, one: true, total: 1, file: "area-" + t.text(0, "code")}
	if len(neighbours) > 0 {
		from, err := readTable(ctx, v, "api_neighbour_editions")
		if err != nil {
			return answer{}, err
		}
		a.editions = from.distinct("edition")
	}
	return a, nil
}

// findArea is the row of the area that an address names, by the register's code or by the country's word.
func findArea(ctx context.Context, v *store.Version, q ask) (table, error) {
	asked := q.vars["code"]
	if strings.EqualFold(asked, country) {
		t, err := readTable(ctx, v, "api_areas", sql.Named("area", nil))
		if err != nil {
			return table{}, err
		}
		for i := range t.rows {
			if t.text(i, "kind") == "country" {
				return table{t.columns, t.rows[i : i+1]}, nil
			}
		}
		return table{}, fmt.Errorf("warehouse %s has no country among its areas", v.Tag())
	}
	t, err := readTable(ctx, v, "api_areas", sql.Named("area", asked))
	if err != nil || len(t.rows) == 1 {
		return t, err
	}
	near, err := nearest(ctx, v, "api_nearest_areas", asked)
	if err != nil {
		return table{}, err
	}
	return table{}, notFound("No area has the code %q. The nearest are %s. %s/areas lists all.", short(asked), near, Prefix)
}

// nearest names what someone may have meant; the statement's columns are a name and a code.
func nearest(ctx context.Context, v *store.Version, statement, asked string) (string, error) {
	t, err := readTable(ctx, v, statement, sql.Named("asked", short(asked)))
	if err != nil {
		return "", err
	}
	var names []string
	for _, row := range t.rows {
		names = append(names, fmt.Sprintf("%v (%v)", row[0], row[1]))
	}
	return and(names), nil
}
