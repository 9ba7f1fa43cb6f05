package load

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	statements "inclusion/sql"

	"inclusion/internal/indicator"
)

// indicators writes the catalogue and runs every indicator's statement, on the latest figures and, where
// a newer edition replaced some, on those that stood before.
func (l *Loader) indicators(ctx context.Context, db *sql.DB) error {
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return err
	}
	if err := run(ctx, db, statements.Text("indicators_tables")); err != nil {
		return err
	}
	replaced, err := revised(ctx, db)
	if err != nil {
		return err
	}
	err = inTransaction(ctx, db, func(conn engine) error {
		for _, in := range catalogue {
			if err := describe(ctx, conn, in); err != nil {
				return fmt.Errorf("indicator %s: %w", in.ID, err)
			}
		}
		return describeThemes(ctx, conn)
	})
	if err != nil {
		return err
	}
	cores := runtime.GOMAXPROCS(0)
	err = sideBySide(ctx, db, cores, func(conn engine, share int) error {
		for i := share; i < len(catalogue); i += cores {
			if err := runIndicator(ctx, conn, catalogue[i], replaced); err != nil {
				return fmt.Errorf("indicator %s: %w", catalogue[i].ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return run(ctx, db, "drop schema statistics_empty cascade")
}

// describe writes an indicator's catalogue entry and what is known of its values.
func describe(ctx context.Context, db engine, in indicator.Indicator) error {
	about, err := in.JSON()
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "insert into indicator values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", in.ID, in.Name, in.Theme, in.Type, in.Polarity, in.Unit,
		in.Times(), in.Precision, in.Interval, in.Basis, in.Regions, about); err != nil {
		return err
	}
	for _, period := range slices.Sorted(maps.Keys(in.Known)) {
		if _, err := db.ExecContext(ctx, "insert into known_value values (?, ?, ?)", in.ID, period, in.Known[period]); err != nil {
			return err
		}
	}
	return nil
}

// describeThemes writes the themes, what their signals are made of, and the local measures that can stand in.
func describeThemes(ctx context.Context, db engine) error {
	all, err := indicator.Themes()
	if err != nil {
		return err
	}
	var themes, items, local []string
	for i, t := range all {
		themes = append(themes, fmt.Sprintf("(%s, %d, %s, %s, %s)", quote(t.ID), i+1, quote(t.Title), quote(t.Question), quote(t.NoPublicData)))
		for j, item := range t.Scored {
			from := []string{"null"}
			if len(item.From) > 0 {
				from = nil
			}
			for _, id := range item.From {
				from = append(from, quote(id))
			}
			for _, id := range from {
				items = append(items, fmt.Sprintf("(%s, %d, %s, %s, %s, %s, %t, %s)", quote(t.ID), j+1, quote(item.ID), quote(item.Name), id,
					quote(item.Chance), item.Optional, quote(item.Why)))
			}
		}
		for j, code := range t.Local {
			local = append(local, fmt.Sprintf("(%s, %d, %s, %s)", quote(t.ID), j+1, quote(code), quote(indicator.LocalName(code))))
		}
	}
	return run(ctx, db, "insert into theme values "+strings.Join(themes, ", "), "insert into theme_item values "+strings.Join(items, ", "),
		"insert into theme_local values "+strings.Join(local, ", "))
}

// runIndicator writes what an indicator's statement yields on the latest figures and, where some of its tables had rows
// replaced, on those that stood before.
func runIndicator(ctx context.Context, conn engine, in indicator.Indicator, replaced map[string]bool) error {
	schemas := []string{"latest"}
	if slices.ContainsFunc(in.Tables, func(table string) bool { return replaced[table] }) {
		schemas = append(schemas, "earlier")
	}
	published := "no_statistic()"
	if in.HasPublished {
		published = "published"
	}
	for _, schema := range schemas {
		if err := run(ctx, conn, "set search_path = '"+schema+",main'",
			fmt.Sprintf("insert into main.figure select %s, %s, area_code, period, numerator, denominator, %s from (%s)", quote(schema), quote(in.ID), published, in.SQL)); err != nil {
			return fmt.Errorf("on the %s figures: %w", schema, err)
		}
	}
	return nil
}
