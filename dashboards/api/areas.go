package api

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/store"
	"inclusion/internal/warehouse"
)

// country is the word that stands for the whole country's code in an address.
const country = "england"

// levels are the kinds of area, the widest first.
var levels = []string{"country", "region", "subregion", "authority"}

// allAreas are the areas of the register, or those of a level, a region or an expert partnership.
func allAreas(ctx context.Context, v *store.Version, q ask) (answer, error) {
	level, err := q.oneOf("level", levels)
	if err != nil {
		return answer{}, err
	}
	if code, given := q.query["region"]; given {
		t, err := readAreas(ctx, v, map[string]any{"area": code})
		if err != nil {
			return answer{}, err
		}
		if len(t.rows) == 0 || t.text(0, "kind") != "region" {
			return answer{}, badRequest("No region has the code %q. %s/areas?level=region lists all.", short(code), Prefix)
		}
	}
	if id, given := q.query["partnership"]; given {
		if _, err := membersOf(ctx, v, id); err != nil {
			return answer{}, badRequest("No expert partnership has the id %q. %s/partnerships lists all.", short(id), Prefix)
		}
	}
	a, err := readPage(ctx, v, "api_areas", q.page, areaFilter(map[string]any{"level": level, "region": q.given("region"), "partnership": q.given("partnership")})...)
	a.file = "areas"
	return a, err
}

// areaFilter are the parameters of the statement of areas, those that are not named null.
func areaFilter(wanted map[string]any) []any {
	var args []any
	for _, name := range []string{"area", "level", "region", "partnership"} {
		args = append(args, sql.Named(name, wanted[name]))
	}
	return args
}

func readAreas(ctx context.Context, v *store.Version, wanted map[string]any) (table, error) {
	return readTable(ctx, v, "api_areas", areaFilter(wanted)...)
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
		t, err := readAreas(ctx, v, map[string]any{"level": "country"})
		if err == nil && len(t.rows) == 0 {
			err = fmt.Errorf("warehouse %s has no country among its areas", v.Tag())
		}
		return t, err
	}
	t, err := readAreas(ctx, v, map[string]any{"area": asked})
	if err != nil || len(t.rows) == 1 {
		return t, err
	}
	near, err := nearest(ctx, v, "api_nearest_areas", asked)
	if err != nil {
		return table{}, err
	}
	return table{}, notFound("No area has the code %q. The nearest are %s. %s/areas lists all.", short(asked), near, Prefix)
}

// requested is the area that an address names, and the whole register.
func requested(ctx context.Context, v *store.Version, q ask) (a warehouse.Area, all []warehouse.Area, err error) {
	t, err := findArea(ctx, v, q)
	if err != nil {
		return a, nil, err
	}
	all, err = warehouse.Areas(ctx, v)
	code := t.text(0, "code")
	if i := slices.IndexFunc(all, func(a warehouse.Area) bool { return a.Code == code }); err == nil && i >= 0 {
		return all[i], all, nil
	}
	return a, nil, cmp.Or(err, fmt.Errorf("warehouse %s: area %s is in one list and not in the other", v.Tag(), code))
}

// allNeighbours are the statistical neighbours of every area.
func allNeighbours(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_all_neighbours", q.page, sql.Named("area", nil))
	if err != nil {
		return a, err
	}
	a.file = "neighbours"
	from, err := readTable(ctx, v, "api_neighbour_editions")
	if err == nil && len(a.rows) > 0 {
		a.editions = from.distinct("edition")
	}
	return a, err
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
