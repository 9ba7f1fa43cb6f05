package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Source is a publication that can be loaded, whether it has been or not.
type Source struct {
	ID, Title, Publisher, Home, Licence, About string
	Schedule                                   string // cron, London time
	Expected                                   string // when the next edition is expected, in words
}

// Sources lists every source by its title.
func Sources(ctx context.Context, db Reader) ([]Source, error) {
	var all []Source
	err := read(ctx, db, "data_sources", func(rows *sql.Rows) error {
		var s Source
		err := rows.Scan(&s.ID, &s.Title, &s.Publisher, &s.Home, &s.Licence, &s.About, &s.Schedule, &s.Expected)
		all = append(all, s)
		return err
	})
	return all, err
}

// Edition is one published file that was loaded.
type Edition struct {
	ID, SHA256, Name           string
	Bytes                      int64
	Source, Title, URL, Page   string     // Source is empty when one file serves several
	Published                  *time.Time // nil where the publisher does not say
	Fetched                    time.Time
	FirstPeriod, LastPeriod    string
	Warnings, Errata, Mendings int64 // what the checks found
}

// Editions lists every edition, newest first.
func Editions(ctx context.Context, db Reader) ([]Edition, error) {
	var all []Edition
	err := read(ctx, db, "edition_list", func(rows *sql.Rows) error {
		var e Edition
		err := rows.Scan(&e.ID, &e.SHA256, &e.Name, &e.Bytes, &e.Source, &e.Title, &e.URL, &e.Page, &e.Published, &e.Fetched,
			&e.FirstPeriod, &e.LastPeriod, &e.Warnings, &e.Errata, &e.Mendings)
		all = append(all, e)
		return err
	})
	return all, err
}

// EditionByID finds one edition, or says ErrNotFound.
func EditionByID(ctx context.Context, db Reader, id string) (Edition, error) {
	all, err := Editions(ctx, db)
	if err != nil {
		return Edition{}, err
	}
	for _, e := range all {
		if e.ID == id {
			return e, nil
		}
	}
	return Edition{}, fmt.Errorf("edition %q: %w", id, ErrNotFound)
}

// EditionTable is a table that an edition holds.
type EditionTable struct {
	Name, Layout, Source, File, Sheet string
	Rows                              int64
	FirstPeriod, LastPeriod           string
}

// EditionTables lists the tables of an edition by file and sheet.
func EditionTables(ctx context.Context, db Reader, edition string) ([]EditionTable, error) {
	var all []EditionTable
	err := read(ctx, db, "edition_tables", func(rows *sql.Rows) error {
		var t EditionTable
		err := rows.Scan(&t.Name, &t.Layout, &t.Source, &t.File, &t.Sheet, &t.Rows, &t.FirstPeriod, &t.LastPeriod)
		all = append(all, t)
		return err
	}, sql.Named("edition", edition))
	return all, err
}

// LoadedTable is a table that some edition holds.
type LoadedTable struct{ Edition, Name, Source, FirstPeriod, LastPeriod string }

// LoadedTables lists the tables that are loaded.
func LoadedTables(ctx context.Context, db Reader) ([]LoadedTable, error) {
	var all []LoadedTable
	err := read(ctx, db, "data_tables", func(rows *sql.Rows) error {
		var t LoadedTable
		err := rows.Scan(&t.Edition, &t.Name, &t.Source, &t.FirstPeriod, &t.LastPeriod)
		all = append(all, t)
		return err
	})
	return all, err
}

// Severities of a finding.
const (
	SeverityWarning = "warning" // worth a look
	SeverityErratum = "erratum" // a known error of the publisher's
	SeverityMended  = "mended"  // put right on the way in
)

// Finding is one thing a check found: where, what stood there, and what was expected.
type Finding struct {
	Edition, Check, Severity string
	Table, File, Sheet       string
	Row                      int64 // as a spreadsheet counts; 0 when of no one row
	AreaCode, AreaName       string
	Period, Measure          string
	Found, Expected, Message string
}

// FindingCount is how often one check found something in one edition.
type FindingCount struct {
	Severity, Check string
	Edition         Edition // its id, name and title; empty where a finding is of no one edition
	N               int64
}

// FindingCounts sums up what the checks found, the most serious first.
func FindingCounts(ctx context.Context, db Reader) ([]FindingCount, error) {
	var all []FindingCount
	err := read(ctx, db, "data_findings", func(rows *sql.Rows) error {
		var c FindingCount
		err := rows.Scan(&c.Severity, &c.Check, &c.Edition.ID, &c.Edition.Name, &c.Edition.Title, &c.N)
		all = append(all, c)
		return err
	})
	return all, err
}

// EditionFindings lists what the checks found in one edition; with no edition, in all of them.
func EditionFindings(ctx context.Context, db Reader, edition string) ([]Finding, error) {
	return findings(ctx, db, edition, "", nil)
}

// IndicatorFindings lists what the checks found in an indicator's values and in the tables it is made of.
func IndicatorFindings(ctx context.Context, db Reader, id string, tables []string) ([]Finding, error) {
	return findings(ctx, db, "", id, tables)
}

func findings(ctx context.Context, db Reader, edition, id string, tables []string) ([]Finding, error) {
	var all []Finding
	err := read(ctx, db, "finding_list", func(rows *sql.Rows) error {
		var f Finding
		err := rows.Scan(&f.Edition, &f.Check, &f.Severity, &f.Table, &f.File, &f.Sheet, &f.Row, &f.AreaCode, &f.AreaName, &f.Period, &f.Measure,
			&f.Found, &f.Expected, &f.Message)
		all = append(all, f)
		return err
	}, sql.Named("edition", orNull(edition)), sql.Named("indicator", orNull(id)), sql.Named("tables", strings.Join(tables, " ")))
	return all, err
}
