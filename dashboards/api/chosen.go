package api

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"inclusion/internal/store"
)

// What one request for chosen values may name.
const (
	mostAreas      = 50
	mostIndicators = 20
	mostPeriods    = 20
	firstYear      = 1990
	lastYear       = 2100
)

// newestPeriod is the word that asks for the newest period of each indicator.
const newestPeriod = "newest"

// chosenValues are any areas by any indicators over any periods.
func chosenValues(ctx context.Context, v *store.Version, q ask) (answer, error) {
	areas, err := q.areaCodes(ctx, v)
	if err != nil {
		return answer{}, err
	}
	ids, err := q.indicatorIDs(ctx, v)
	if err != nil {
		return answer{}, err
	}
	when, err := q.periods(ctx, v)
	if err != nil {
		return answer{}, err
	}
	a, err := readPage(ctx, v, "api_values", q.page, append(when, sql.Named("areas", orAll(areas)), sql.Named("indicators", orAll(ids)), sql.Named("pool", q.pool()))...)
	if err != nil {
		return answer{}, err
	}
	return asValues(ctx, v, a, q, "values")
}

// orAll are codes with blanks between, as statements take them; nil, which means all, where there are none.
func orAll(codes []string) any { return word(strings.Join(codes, " ")) }

// areaCodes are the areas that a request names, each a code of the register or the country's word.
func (q ask) areaCodes(ctx context.Context, v *store.Version) ([]string, error) {
	asked, err := q.listed("areas", mostAreas)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	t, err := readAreas(ctx, v, nil)
	if err != nil {
		return nil, err
	}
	known := t.distinct("code")
	for i, code := range asked {
		if strings.EqualFold(code, country) {
			whole, err := readTable(ctx, v, "api_country")
			if err != nil {
				return nil, err
			}
			asked[i] = whole.text(0, "code")
			continue
		}
		if !slices.Contains(known, code) {
			near, err := nearest(ctx, v, "api_nearest_areas", code)
			if err != nil {
				return nil, err
			}
			return nil, badRequest("areas: no area has the code %q. The nearest are %s. %s/areas lists all.", short(code), near, Prefix)
		}
	}
	return asked, nil
}

// indicatorIDs are the indicators that a request names.
func (q ask) indicatorIDs(ctx context.Context, v *store.Version) ([]string, error) {
	asked, err := q.listed("indicators", mostIndicators)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	known, err := indicators()
	if err != nil {
		return nil, err
	}
	for _, id := range asked {
		if _, ok := known[id]; !ok {
			near, err := nearest(ctx, v, "api_nearest_indicators", id)
			if err != nil {
				return nil, err
			}
			return nil, badRequest("indicators: no indicator has the id %q. The nearest are %s. %s/indicators lists all.", short(id), near, Prefix)
		}
	}
	return asked, nil
}

// periods are the periods that a request names, or the years they end in, as parameters of the statement.
func (q ask) periods(ctx context.Context, v *store.Version) ([]any, error) {
	from, to := 0, 0
	if err := q.number("from", firstYear, lastYear, &from); err != nil {
		return nil, err
	}
	if err := q.number("to", firstYear, lastYear, &to); err != nil {
		return nil, err
	}
	asked, err := q.listed("periods", mostPeriods)
	if err != nil {
		return nil, err
	}
	newest := slices.Equal(asked, []string{newestPeriod})
	switch {
	case from > 0 && to > 0 && from > to:
		return nil, badRequest("from is %d, which is later than to, %d. Swap them.", from, to)
	case newest:
		asked = nil
	case len(asked) > 0:
		if err := knownPeriods(ctx, v, asked); err != nil {
			return nil, err
		}
	}
	return []any{sql.Named("periods", word(strings.Join(asked, ","))), sql.Named("newest", newest), sql.Named("from", when(from > 0, from)), sql.Named("to", when(to > 0, to))}, nil
}

// knownPeriods refuses a period that no indicator has.
func knownPeriods(ctx context.Context, v *store.Version, asked []string) error {
	t, err := readTable(ctx, v, "api_periods")
	if err != nil {
		return err
	}
	known := t.distinct("period")
	for _, period := range asked {
		if !slices.Contains(known, period) {
			return badRequest("periods: no indicator has the period %q. Periods are written 2024, 2023-24, 2025-01 or \"2024-25 autumn\", with commas between; %s alone is the newest of each indicator.", short(period), newestPeriod)
		}
	}
	return nil
}

// distributionOfIndicator is how the authorities spread in each of its periods.
func distributionOfIndicator(ctx context.Context, v *store.Version, q ask) (answer, error) {
	if _, err := findIndicator(ctx, v, q); err != nil {
		return answer{}, err
	}
	a, err := readPage(ctx, v, "api_distribution", q.page, sql.Named("indicator", q.vars["id"]), sql.Named("pool", q.pool()))
	if err != nil {
		return answer{}, err
	}
	a.file, a.pool, a.editions = fmt.Sprintf("%s-distribution", q.vars["id"]), q.pool(), a.distinct("edition")
	return a, nil
}
