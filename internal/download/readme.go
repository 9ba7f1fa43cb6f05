package download

import (
	"context"
	"fmt"
	"strings"
	"time"

	"inclusion/internal/warehouse"
)

// Invented stands in every file of the sample that has room for words.
const Invented = "Invented sample data: no figure here is about a real place."

// set is a warehouse as it is handed out: its tables, and where they are from.
type set struct {
	n        int
	sample   bool
	built    time.Time
	tables   []Table
	sources  []warehouse.Source
	editions []warehouse.Edition
}

func newSet(ctx context.Context, db Reader, n int) (set, error) {
	s := set{n: n}
	rows, err := db.QueryContext(ctx, "select max(value) filter (key = 'register') = 'sample', max(value) filter (key = 'built')::timestamp from meta")
	if err != nil {
		return s, fmt.Errorf("reading what the warehouse is: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&s.sample, &s.built); err != nil {
			return s, fmt.Errorf("reading what the warehouse is: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return s, fmt.Errorf("reading what the warehouse is: %w", err)
	}
	if s.tables, err = Tables(ctx, db); err != nil {
		return s, err
	}
	if s.sources, err = warehouse.Sources(ctx, db); err != nil {
		return s, err
	}
	s.editions, err = warehouse.Editions(ctx, db)
	return s, err
}

const notesOnReading = `Periods: 2024 is a calendar year, 2023-24 an academic or financial year, 2025-01 a count of January, 2024-25 autumn a term.
Missing numbers are empty, never 0. The status beside a number says why: suppressed (too small to be printed), not applicable,
not available, low, unreliable; ok and provisional are numbers.
Values are at the publisher's precision. Never average rates: add up numerators and denominators.
A figure is not comparable with earlier ones across a break; the column "breaks" of indicator.csv says where those are.
Caveats of each indicator stand in the column "caveats" of indicator.csv.
In CSV files, words that begin with = + - @, a tab or a carriage return have an apostrophe before them, so that no spreadsheet takes them for a
formula. Numbers never have one. Parquet files hold every word as it was.
`

// readMe explains the files: the licence, the sources, the editions with their fingerprints, and every column.
func (s set) readMe() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("inclusion: published figures about special educational needs and alternative provision, area by area")
	line("Warehouse %d. Its newest file was fetched on %s.", s.n, s.built.Format("2 January 2006"))
	if s.sample {
		line("\n%s", Invented)
	}
	line("\nHow to read it\n\n%s", notesOnReading)
	line("Licence\n")
	for _, words := range s.licences() {
		line("%s", words)
	}
	line("\nSources\n")
	for _, source := range s.sources {
		line("%s: %s, %s. %s", source.ID, source.Publisher, source.Title, source.Home)
	}
	line("\nEditions: the files everything is made of\n")
	for _, e := range s.editions {
		line("%s", editionLine(e))
	}
	line("\nTables")
	for _, t := range s.tables {
		line("\n%s: %s\n%s", t.Name, t.Title, t.About)
		for _, c := range t.Columns {
			if c.About == "" || strings.HasSuffix(c.Name, "_status") && strings.HasPrefix(t.Name, Statistics) {
				continue // a number that its own name says, or the status beside it
			}
			line("  %s (%s): %s", c.Name, strings.ToLower(c.Type), c.About)
		}
		if strings.HasPrefix(t.Name, Statistics) {
			line("  numbers, each followed by its status: %s", strings.Join(t.numbers(), ", "))
		}
	}
	return b.String()
}

// numbers are the columns of a publisher's table that hold numbers it printed.
func (t Table) numbers() (all []string) {
	for _, c := range t.Columns {
		if c.About == "" {
			all = append(all, c.Name)
		}
	}
	return all
}

// licences are the licences of the sources, each with what it is the licence of.
func (s set) licences() (all []string) {
	of := map[string][]string{}
	var order []string
	for _, source := range s.sources {
		if source.Licence == "" {
			continue
		}
		if len(of[source.Licence]) == 0 {
			order = append(order, source.Licence)
		}
		of[source.Licence] = append(of[source.Licence], source.ID)
	}
	for _, licence := range order {
		all = append(all, licence+": "+strings.Join(of[licence], ", "))
	}
	return all
}

func editionLine(e warehouse.Edition) string {
	parts := []string{e.ID + ": " + e.Name}
	if e.Title != "" {
		parts = append(parts, e.Title)
	}
	if e.Published != nil {
		parts = append(parts, "published "+e.Published.Format(time.DateOnly))
	}
	parts = append(parts, "fetched "+e.Fetched.Format(time.DateOnly))
	if e.URL != "" {
		parts = append(parts, e.URL)
	}
	return strings.Join(append(parts, "SHA-256 "+e.SHA256), ", ")
}

// said is what a Parquet file of a table says of itself.
func (s set) said(t Table) map[string]string {
	said := map[string]string{"title": t.Title, "about": t.About, "warehouse": fmt.Sprint(s.n), "licence": strings.Join(s.licences(), "\n"), "reading": notesOnReading}
	if s.sample {
		said["invented"] = Invented
	}
	var columns, editions []string
	for _, c := range t.Columns {
		if c.About != "" {
			columns = append(columns, c.Name+": "+c.About)
		}
	}
	for _, e := range s.editions {
		editions = append(editions, editionLine(e))
	}
	said["columns"], said["editions"] = strings.Join(columns, "\n"), strings.Join(editions, "\n")
	return said
}
