package api

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"inclusion/internal/store"
)

// What is said of the data.
const (
	licence          = "Open Government Licence v3.0"
	notice           = "Invented sample data: no figure here is about a real place."
	attribution      = "Contains public sector information licensed under the Open Government Licence v3.0."
	nobodyPublished  = "Invented by this project in the layouts of published files. No publisher has published these figures."
	invented         = "sample" // the register of the invented sample
	sourceOfFigures  = " Source: "
	sourcesOfFigures = " Sources: "
)

// about stands beside the data in every JSON answer.
type about struct {
	Register    string    `json:"register"`
	Sample      bool      `json:"sample"`
	Notice      string    `json:"notice,omitempty"` // only on invented data
	Warehouse   string    `json:"warehouse"`        // changes whenever a figure may have
	Built       string    `json:"built"`            // when the newest edition came in
	Licence     string    `json:"licence"`
	Attribution string    `json:"attribution"`
	Editions    []edition `json:"editions"` // that the numbers in data come from
	Pool        string    `json:"pool,omitempty"`
	Total       *int      `json:"total,omitempty"` // rows in the whole list
	Limit       *int      `json:"limit,omitempty"`
	Offset      *int      `json:"offset,omitempty"`
}

// edition is a published file, as far as a credit line needs it.
type edition struct {
	ID        string  `json:"id"`
	Source    string  `json:"source"`
	Title     string  `json:"title"`
	Publisher string  `json:"publisher"`
	Published *string `json:"published"`
	Page      *string `json:"page"`
}

func describe(ctx context.Context, v *store.Version, q ask, a answer) (about, error) {
	d := about{Register: v.Register, Sample: v.Register == invented, Warehouse: v.Tag(), Built: v.Built.UTC().Format(time.RFC3339),
		Licence: licence, Attribution: attribution, Editions: []edition{}, Pool: a.pool}
	if a.paged {
		d.Total, d.Limit, d.Offset = &a.total, &q.page.limit, &q.page.offset
	}
	if len(a.editions) > 0 {
		t, err := readTable(ctx, v, "api_edition_names", sql.Named("ids", strings.Join(a.editions, " ")))
		if err != nil {
			return d, err
		}
		for i := range t.rows {
			d.Editions = append(d.Editions, edition{ID: t.text(i, "id"), Source: t.text(i, "source"), Title: t.text(i, "title"),
				Publisher: t.text(i, "publisher"), Published: optional(t.text(i, "published")), Page: optional(t.text(i, "page"))})
		}
	}
	if d.Sample {
		d.Notice, d.Attribution = notice, nobodyPublished
		return d, nil
	}
	d.Attribution += credits(d.Editions)
	return d, nil
}

// credits names the publications that numbers come from, each once.
func credits(editions []edition) string {
	var names []string
	for _, e := range editions {
		if name := e.Publisher + ", " + e.Title; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return sourceOfFigures + names[0] + "."
	default:
		return sourcesOfFigures + strings.Join(names, "; ") + "."
	}
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
