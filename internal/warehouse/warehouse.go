// Package warehouse is what pages, exports and the API ask of a published warehouse: one function a question. It writes
// nothing, and every number it hands out is nil beside a status when it is missing.
package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	statements "inclusion/sql"
)

// Reader is a version of the warehouse that is being read; see store.Version.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// ErrNotFound is returned when what was asked for is not in the warehouse.
var ErrNotFound = errors.New("not in the warehouse")

// read runs the named statement of sql/reading and hands each row to scan.
func read(ctx context.Context, db Reader, name string, scan func(*sql.Rows) error, args ...any) error {
	rows, err := db.QueryContext(ctx, statements.Text("reading/"+name), args...)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

// Area is an area with what a page says of it beside its name.
type Area struct {
	Code, Name, Level     string
	Region, RegionName    string
	Partnership           string // the expert partnership it belongs to, by id; empty when none
	PartnershipName, Role string
	From, To              *time.Time
	LeftOut               bool
	LeftOutBecause        string
	Successors            string // codes, with blanks between
}

// Ended says that the area is no longer there.
func (a Area) Ended() bool { return a.To != nil }

// Areas lists every area of the register in its order: the country, regions, parts of regions, authorities.
func Areas(ctx context.Context, db Reader) ([]Area, error) {
	var all []Area
	err := read(ctx, db, "areas", func(rows *sql.Rows) error {
		var a Area
		err := rows.Scan(&a.Code, &a.Name, &a.Level, &a.Region, &a.RegionName, &a.Partnership, &a.PartnershipName, &a.Role, &a.From, &a.To, &a.LeftOut,
			&a.LeftOutBecause, &a.Successors)
		all = append(all, a)
		return err
	})
	return all, err
}
