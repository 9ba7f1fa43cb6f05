package api

import (
	"context"
	"database/sql"
	"slices"

	"inclusion/internal/indicator"
	"inclusion/internal/store"
)

// severities are what a finding can mean for its edition.
var severities = []string{"error", "warning", "erratum", "mended"}

// types of indicator: what may be said about its values.
var types = []string{indicator.Legal, indicator.Scored, indicator.Context}

// catalogue is every indicator, or those of a theme, a type or a source.
func catalogue(ctx context.Context, v *store.Version, q ask) (answer, error) {
	themes, err := indicator.Themes()
	if err != nil {
		return answer{}, err
	}
	var ids []string
	for _, t := range themes {
		ids = append(ids, t.ID)
	}
	theme, err := q.oneOf("theme", ids)
	if err != nil {
		return answer{}, err
	}
	kind, err := q.oneOf("type", types)
	if err != nil {
		return answer{}, err
	}
	source, err := askedSource(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	a, err := readPage(ctx, v, "api_indicators", q.page, sql.Named("indicator", nil), sql.Named("theme", theme), sql.Named("type", kind), sql.Named("source", source))
	a.file = "indicators"
	return a, err
}

// askedSource is the source that a list is narrowed to; nil for all.
func askedSource(ctx context.Context, v *store.Version, q ask) (any, error) {
	if q.query["source"] == "" {
		return nil, nil
	}
	t, err := readTable(ctx, v, "api_sources")
	if err != nil {
		return nil, err
	}
	return q.oneOf("source", t.distinct("id"))
}

func sources(ctx context.Context, v *store.Version, q ask) (answer, error) {
	a, err := readPage(ctx, v, "api_sources", q.page)
	a.file = "sources"
	return a, err
}

func editions(ctx context.Context, v *store.Version, q ask) (answer, error) {
	source, err := askedSource(ctx, v, q)
	if err != nil {
		return answer{}, err
	}
	a, err := readPage(ctx, v, "api_editions", q.page, sql.Named("source", source))
	a.file = "editions"
	return a, err
}

// findings is what the checks found, in all editions or one, of all severities or one.
func findings(ctx context.Context, v *store.Version, q ask) (answer, error) {
	var edition any
	severity, err := q.oneOf("severity", severities)
	if err != nil {
		return answer{}, err
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
