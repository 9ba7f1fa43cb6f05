package api

import (
	"context"
	"database/sql"
	"slices"

	"inclusion/internal/store"
)

// severities are what a finding can mean for its edition.
var severities = []string{"error", "warning", "erratum", "mended"}

func catalogue(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_indicators", q.page, sql.Named("indicator", nil))
	a.file = "indicators"
	return a, err
}

func sources(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_sources", q.page)
	a.file = "sources"
	return a, err
}

func editions(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_editions", q.page)
	a.file = "editions"
	return a, err
}

// findings is what the checks found, in all editions or one, of all severities or one.
func findings(ctx context.Context, v *store.Version, q ask) (answer, error) {
	var edition, severity any
	if asked, given := q.query["severity"]; given {
		if !slices.Contains(severities, asked) {
			return answer{}, badRequest("The severity %q is none of %s.", short(asked), and(severities))
		}
		severity = asked
	}
	if asked, given := q.query["edition"]; given {
		t, err := readTable(ctx, v, "api_edition_names", sql.Named("ids", asked))
		if err != nil {
			return answer{}, err
		}
		if !slices.Contains(t.distinct("id"), asked) {
			return answer{}, badRequest("No edition has the id %q. %s/editions lists those that are loaded.", short(asked), Prefix)
		}
		edition = asked
	}
	a, err := readPage(ctx, v, "api_findings", q.page, sql.Named("edition", edition), sql.Named("severity", severity))
	a.file = "findings"
	return a, err
}
