package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Applied is a migration that plans have.
type Applied struct {
	Name   string `json:"name"` // such as 0003_ledger
	SHA256 string `json:"sha256"`
}

// Inspected is what a file of plans was found to hold.
type Inspected struct {
	Migrations []Applied `json:"migrations"`
	Entries    int64     `json:"entries"`  // of the ledger
	Versions   int       `json:"versions"` // frozen plans
	Head       string    `json:"head"`     // hash of the ledger's last entry; empty where there is none
}

// CheckPlans reads a file of plans without changing it, and follows its ledger from end to end. What is wrong first is a *plan.Broken.
func CheckPlans(ctx context.Context, path string) (found Inspected, err error) {
	db, err := plansEngine.ReadOnly(ctx, path)
	if err != nil {
		if strings.Contains(err.Error(), "Conflicting lock") {
			err = ErrPlansOpen
		}
		return found, fmt.Errorf("opening the plans %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	p := &Plans{db: db, path: path}
	if found.Migrations, err = p.migrations(ctx); err != nil {
		return found, err
	}
	if found.Entries, found.Versions, err = p.checkIfAny(ctx); err != nil || found.Entries == 0 {
		return found, err
	}
	last, err := oneEntry(ctx, db, "where seq = (select max(seq) from ledger)")
	if err != nil {
		return found, fmt.Errorf("reading the ledger's last entry: %w", err)
	}
	found.Head = last.Hash
	return found, nil
}

// checkIfAny is check, of plans that may be of before there was a ledger.
func (p *Plans) checkIfAny(ctx context.Context) (entries int64, versions int, err error) {
	var tables int
	if err := p.db.QueryRowContext(ctx, "select count(*) from duckdb_tables() where table_name in ('ledger', 'version')").Scan(&tables); err != nil {
		return 0, 0, fmt.Errorf("reading the plans %s: %w", p.path, err)
	}
	if tables < 2 {
		return 0, 0, nil
	}
	return p.check(ctx)
}

// CheckChain is Verify, and says how many versions it found whole.
func (p *Plans) CheckChain(ctx context.Context) (entries int64, versions int, err error) {
	return p.check(ctx)
}

// migrations lists what the file has, in the order it was applied.
func (p *Plans) migrations(ctx context.Context) (all []Applied, err error) {
	rows, err := p.db.QueryContext(ctx, "select number, name, sha256 from migration order by number")
	if err != nil {
		return nil, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var had migration
		var sum string
		if err := rows.Scan(&had.number, &had.name, &sum); err != nil {
			return nil, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
		}
		all = append(all, Applied{had.String(), sum})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
	}
	return all, nil
}

// Known says whether this program can go on from plans that have these migrations: they are its own, or the first of them.
func Known(had []Applied) error {
	known, err := knownMigrations()
	if err != nil {
		return err
	}
	for i, m := range had {
		if i >= len(known) {
			return fmt.Errorf("the plans were written by a newer version of this program: they have the migration %s, and this version's last is %s. Use that version, or a newer one",
				m.Name, last(known))
		}
		if m.Name != known[i].String() || m.SHA256 != known[i].sha256() {
			return fmt.Errorf("the plans have the migration %s, which is not this program's %s", m.Name, known[i])
		}
	}
	return nil
}
