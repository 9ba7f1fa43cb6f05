package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	statements "inclusion/sql"
)

// migration is one step of the plans' tables, from sql/migrations/NNNN_name.sql. Once applied anywhere it is never edited.
type migration struct {
	number int
	name   string
	text   string
}

func (m migration) sha256() string {
	sum := sha256.Sum256([]byte(m.text))
	return hex.EncodeToString(sum[:])
}

func (m migration) String() string { return fmt.Sprintf("%04d_%s", m.number, m.name) }

// knownMigrations are those of this program, in the order they are applied.
func knownMigrations() ([]migration, error) {
	var all []migration
	for i, file := range statements.Names("migrations") {
		digits, name, _ := strings.Cut(file, "_")
		n, err := strconv.Atoi(digits)
		if err != nil || len(digits) != 4 || name == "" || n != i+1 {
			return nil, fmt.Errorf("the migration %s.sql should be called %04d_name.sql: migrations are numbered from 0001, without gaps", file, i+1)
		}
		all = append(all, migration{n, name, statements.Text("migrations/" + file)})
	}
	return all, nil
}

// migrate applies what the file does not have yet, each migration whole or not at all. It refuses a file that this
// program did not make as it is.
func (p *Plans) migrate(ctx context.Context, known []migration) error {
	if _, err := p.db.ExecContext(ctx, `create table if not exists migration (
		number integer primary key, name varchar not null, sha256 varchar not null, applied_at timestamp not null)`); err != nil {
		return fmt.Errorf("preparing the plans %s: %w", p.path, err)
	}
	applied, err := p.applied(ctx, known)
	if err != nil {
		return err
	}
	if 0 < applied && applied < len(known) {
		if err := p.keepBefore(ctx, known[applied]); err != nil {
			return err
		}
	}
	for _, m := range known[applied:] {
		if err := p.apply(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// applied counts the migrations that the file has, and compares each with this program's.
func (p *Plans) applied(ctx context.Context, known []migration) (n int, err error) {
	rows, err := p.db.QueryContext(ctx, "select number, name, sha256 from migration order by number")
	if err != nil {
		return 0, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		var had migration
		var sum string
		if err := rows.Scan(&had.number, &had.name, &sum); err != nil {
			return 0, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
		}
		if n >= len(known) {
			return 0, fmt.Errorf("the plans %s were written by a newer version of this program: they have the migration %s, and this version's last is %s. Run the newer version, or restore a backup from before it ran",
				p.path, had, last(known))
		}
		if had.number != known[n].number || had.name != known[n].name || sum != known[n].sha256() {
			return 0, fmt.Errorf("the plans %s have the migration %s, which is not this program's %s: the file has been changed since it was applied. Put it back as it was, and make the change in a new migration",
				p.path, had, known[n])
		}
	}
	if err := rows.Err(); err != nil {
		return 0, fmt.Errorf("reading which migrations the plans %s have: %w", p.path, err)
	}
	return n, nil
}

func last(known []migration) string {
	if len(known) == 0 {
		return "none"
	}
	return known[len(known)-1].String()
}

// apply runs one migration and writes the journal into the file at once: a process that dies with a changed table in its
// journal can leave a file that does not open by itself.
func (p *Plans) apply(ctx context.Context, m migration) error {
	doing := fmt.Sprintf("applying the migration %s to the plans %s", m, p.path)
	if err := p.write(ctx, doing, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, m.text); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert into migration values (?, ?, ?, ?)", m.number, m.name, m.sha256(), p.now().UTC())
		return err
	}); err != nil {
		return err
	}
	if err := p.checkpoint(ctx); err != nil {
		return fmt.Errorf("%s: writing it into the file: %w", doing, err)
	}
	return nil
}
